"""Statements shared out to workers, the instances of one statement too, and the verdicts put together.

A worker that is given a statement comes back soon: with the verdict, or with the instances it has decided till then.
The others are given out in ranges, in order, as workers become free; a range takes a fraction of a second, so that all
workers end together although later instances cost more. The parts are joined in order: the verdict, the smallest
witness and the number of instances are those of one process. No range is given out beyond an instance that decides;
those before it are waited for.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from catproof import __version__, interrupts, kernel
from catproof.claims.parts import Joined, Part
from catproof.claims.progress import Progress
from catproof.claims.proposition import Decider
from catproof.deadline import TimedOut, deadline
from catproof.elaborate.theory import Ready
from catproof.errors import CatproofError
from catproof.job import Job, Outcome, Refused, Settled, outer_quantifier, under
from catproof.options import Options
from catproof.prover import (
    Interrupted,
    Verdict,
    certificate_of,
    checked,
    engine_name,
    known,
    prove,
    timed_out,
    told,
    unknown,
)
from catproof.report.live import Monitor
from catproof.run import Loaded

BUDGET = 0.25
"""Seconds after which a worker comes back from a statement with a quantifier outside."""

RANGE = 0.25
"""Seconds that a range should take."""

MOST = 4000
"""The most instances in a range."""

GRACE = 30.0
"""Seconds after its time limit when a job is given up."""

WAIT = 0.5
"""Seconds until limits are looked at again."""


Data = tuple[tuple[Path, bytes], ...]
"""Files with their digests."""


class Lost(Exception):
    """A job was given to workers again and again, and they ended, for whatever reason, before it was done."""


class WorkersFailed(CatproofError):
    """There are no workers any more, or they cannot be used; the message says what to do."""


class Crew(Protocol):
    """Workers, wherever they are. What was handed to them has a number."""

    def start(self, jobs: int | None) -> None:
        """Get workers for so many jobs at a time; None: as many as there may be. Raises `WorkersFailed`."""
        ...

    def hand(self, job: Job) -> int | None:
        """Give the job to a worker that is free, and say its number; None when there is none."""
        ...

    def done(self, seconds: float) -> list[tuple[int, Outcome | Exception]]:
        """What was done since the last time; waits for so long at most. Raises `WorkersFailed`."""
        ...

    def give_up(self, number: int) -> None:
        """The job with this number is of no use any more."""
        ...

    def close(self) -> None:
        """End what still runs."""
        ...


class Course:
    """A statement on its way to its verdict."""

    def __init__(self, theory: Loaded, statement: Ready, number: int, options: Options, data: Data = ()) -> None:
        self.statement = statement
        self.options = options
        self.path = theory.path
        self.progress = Progress()
        self.verdict: Verdict | None = None
        imports = any(line.lstrip().startswith("import") for line in theory.lines)
        texts = dict(theory.texts) if imports else {}
        where = theory.path, theory.where, "\n".join(theory.lines), texts
        self._job = Job(__version__, *where, number, options, 0, None, BUDGET, options.timeout, data)
        self.prop, self._negations = (None, 0) if statement.prop is None else outer_quantifier(statement.prop)
        self._begun = False
        self._started = 0.0
        self._next: int | None = None
        """The first instance that was not given out; None as long as there is none."""
        self._size = 1
        self._parts: dict[int, Part | Settled] = {}
        """What is back and not yet joined, by the first instance of its range."""
        self._joined: Joined | None = None

    def more(self) -> Job | None:
        """The next job, if there is one now; `gave` says that it was given out."""
        if self.verdict is not None:
            return None
        if not self._begun:
            return self._job
        left = self._started + self.options.timeout - time.monotonic()
        if self._next is None or left <= 0:
            return None
        return self._job._replace(start=self._next, stop=self._next + self._size, seconds=left)

    def gave(self, job: Job) -> None:
        """The job that `more` gave was given out."""
        self._begun = True
        self._next = job.stop

    def take(self, job: Job, outcome: Outcome | Exception) -> None:
        """What has come of a job. Raises what the worker raised, and `WorkersFailed`."""
        if self.verdict is not None:
            return
        if isinstance(outcome, Verdict):
            self.verdict = outcome._replace(statement=self.statement)
        elif isinstance(outcome, Refused):
            raise WorkersFailed(outcome.reason)
        elif isinstance(outcome, Lost):
            self._conclude(self._unknown(str(outcome)))
        elif isinstance(outcome, Exception):
            raise outcome
        else:
            self._take_range(job, outcome)

    @property
    def stuck(self) -> bool:
        """Is the time over before everything was given out?"""
        return self._next is not None and self.verdict is None and self.more() is None

    def out_of_time(self) -> None:
        """The time is over, and nothing comes any more."""
        self._conclude(self._unknown(timed_out(self.options, self.progress)))

    # ---- ranges ---------------------------------------------------------------------------------------

    def _take_range(self, job: Job, outcome: Part | Settled) -> None:
        seconds = outcome.seconds
        if job.stop is None:
            self._started = time.monotonic() - seconds
        self._parts[job.start] = outcome
        if isinstance(outcome, Settled) or outcome.last:
            self._next = None  # what comes later does not matter, or is not there
        else:
            if job.stop is None:
                self._next = outcome.reached
            number = outcome.reached - outcome.start
            fitting = int(number * RANGE / max(seconds, 1e-6))
            self._size = max(1, min(fitting, 4 * number, MOST))
        self._join()

    def _join(self) -> None:
        """Join what is back as far as nothing is missing, and conclude where that decides."""
        assert self.prop is not None
        if self._joined is None:
            self._joined = Joined(self.progress.enter(self.prop.domain, self.prop.name == "forall"))
        joined = self._joined
        while self.verdict is None and (part := self._parts.pop(joined.reached, None)) is not None:
            if isinstance(part, Settled):
                engines = joined.gathered.engines | part.engines
                number = joined.gathered.count + part.counted
                verdict = part.verdict._replace(engine=engine_name(self.options, engines), instances=number)
                self._conclude(part.verdict if part.verdict.value == "skipped" else verdict)
                return
            joined.add(part)
            self.progress.instances = joined.gathered.count
            if part.out_of_time:
                self.out_of_time()
            elif part.last:
                self._conclude(self._whole(joined))

    def _whole(self, joined: Joined) -> Verdict:
        """The verdict when all parts are joined."""
        assert self.prop is not None
        self.progress.leave()
        try:
            with deadline(max(1.0, self._started + self.options.timeout - time.monotonic())):
                decider = Decider(self.options.engine, 1, joined.tables, progress=self.progress)
                decided = under(self._negations, decider.concluded(self.prop, joined.sweep, joined.gathered))
                if decided.value is None:
                    return unknown(
                        self.statement, self.options, decided.limits, decided.engines, decided.instances, self.progress
                    )
                self.progress.checking = True
                certificate = certificate_of(self.statement, self.path, decided, joined.tables, __version__)
                trusted = [*joined.trusted, *checked(kernel.examine_joined, certificate)[1]]
                trusted = list(dict.fromkeys(trusted))
                return known(self.statement, self.options, decided, decided.account(), certificate, trusted)
        except TimedOut:
            return self._unknown(timed_out(self.options, self.progress))

    def _unknown(self, limit: str) -> Verdict:
        engines = frozenset(self._joined.gathered.engines) if self._joined is not None else frozenset[str]()
        return unknown(self.statement, self.options, [limit], engines, self.progress.instances, self.progress)

    def _conclude(self, verdict: Verdict) -> None:
        seconds = time.monotonic() - self._started if self._started else 0.0
        self.verdict = verdict._replace(statement=self.statement, seconds=seconds)
        self._parts.clear()
        self._joined = None


class Schedule:
    """Gives out jobs of the statements, earlier ones first, and gives the verdicts in order."""

    def __init__(self, crew: Crew, options: Options, monitor: Monitor) -> None:
        self.crew = crew
        self.options = options
        self.monitor = monitor
        self._courses: deque[Course] = deque()
        """Those without a verdict that was asked for, in order."""
        self._out: dict[int, tuple[Course, Job, float]] = {}
        """Jobs that are given out, by number, and when they must be back."""

    def order(self, theory: Loaded, statements: Sequence[Ready], data: Data = ()) -> None:
        """Have the statements of a theory proved. `data` are the files it reads, where workers may have others."""
        place = {id(statement): k for k, statement in enumerate(theory.statements)}
        self._courses += [Course(theory, each, place[id(each)], self.options, data) for each in statements]

    def start(self) -> None:
        """Get workers for what was ordered. Raises `WorkersFailed`."""
        several = any(course.prop is not None for course in self._courses)
        self.crew.start(None if several else sum(course.statement.prop is not None for course in self._courses))

    def verdicts(self, theory: Loaded, statements: Sequence[Ready]) -> Iterator[Verdict]:
        """The verdicts on the statements that were ordered next. Raises `InternalError` and `Interrupted` as `prove`
        does, and `WorkersFailed`."""
        for statement in statements:
            course = self._courses[0]
            with self.monitor(statement, course.progress):
                verdict = self._verdict(course)
            self._courses.popleft()
            yield verdict

    def _verdict(self, course: Course) -> Verdict:
        if course.statement.prop is None:
            return prove(course.statement, course.path, self.options, __version__)
        try:
            while course.verdict is None:
                self._hand_out()
                self._collect()
            return course.verdict
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt) or (isinstance(error, Exception) and interrupts.heard()):
                raise Interrupted(told(course.statement, course.progress)) from None
            raise

    def _hand_out(self) -> None:
        """Jobs to all workers that are free."""
        for course in self._courses:
            while course.statement.prop is not None and (job := course.more()) is not None:
                number = self.crew.hand(job)
                if number is None:
                    return
                course.gave(job)
                self._out[number] = course, job, time.monotonic() + job.seconds + GRACE

    def _collect(self) -> None:
        for number, outcome in self.crew.done(WAIT):
            course, job, _ = self._out.pop(number)
            course.take(job, outcome)
        now = time.monotonic()
        waited_for = {id(course) for course, _, _ in self._out.values()}
        for number, (course, _, due) in list(self._out.items()):
            if course.verdict is None and now > due:
                course.out_of_time()
            if course.verdict is not None:
                self.crew.give_up(number)
                del self._out[number]
        for course in self._courses:
            if course.stuck and id(course) not in waited_for:
                course.out_of_time()
