"""Statements shared out to workers, the instances of one statement too, and the verdicts put together.

A worker that is given a statement comes back soon: with the verdict, or with the instances it has decided till then.
The others are given out in ranges, in order, as workers become free; a range takes a fraction of a second, so that all
workers end together although later instances cost more. Small statements go out several at a time, fewer towards the
end (Polychronopoulos and Kuck, *Guided Self-Scheduling*, IEEE Trans. Computers 1987), and what a worker has not begun
in a fraction of a second comes back. The parts are joined in order: the verdict, the smallest
witness and the number of instances are those of one process. No range is given out beyond an instance that decides;
those before it are waited for.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from catproof import kernel
from catproof.core.deadline import Exceeded, TimedOut
from catproof.decide.decider import Decider
from catproof.decide.parts import Joined, Part
from catproof.decide.progress import Progress
from catproof.elaborate.ready import Ready
from catproof.errors import CatproofError
from catproof.options import Options
from catproof.running import interrupts
from catproof.running.job import Job, Outcome, Refused, Settled, Several, outer_quantifier, under
from catproof.running.loading import Loaded
from catproof.running.monitor import Monitor
from catproof.running.prover import certificate_of, checked, engine_name, known, place_of, prove, stopped, unknown
from catproof.running.verdict import Interrupted, Verdict, remember, told
from catproof.version import __version__

BUDGET = 0.25
"""Seconds after which a worker comes back from a statement with a quantifier outside."""

RANGE = 0.25
"""Seconds that a range should take."""

MOST = 4000
"""The most instances in a range."""

TOGETHER = 500
"""The most statements that are given out together."""

SHARE = 4
"""Of the statements that are left so many jobs are made, unless each would be that much shorter than it should be."""

LATE = 2.0
"""Seconds after which statements that were given out together are given out singly too: one of them takes long."""

GRACE = 30.0
"""Seconds after its time limit when a job is given up."""

REST = 2.0
"""Seconds after the end of the whole run when a job is given up."""

LEAST = 1.0
"""Seconds that there are in any case to put the parts together."""

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

    def __init__(self, statement: Ready, job: Job, place: int, options: Options) -> None:
        self.statement = statement
        self.place = place
        """Its number in the run."""
        self.options = options
        self.path = job.path
        self.progress = Progress()
        self.verdict: Verdict | None = None
        self.job = job
        """The statement as a whole."""
        self.handed = 0
        """How often that was given out and is not back."""
        self.alone = False
        """It is not given out together with others."""
        self.prop, self._negations = (None, 0) if statement.prop is None else outer_quantifier(statement.prop)
        self._started = 0.0
        self._next: int | None = None
        """The first instance that was not given out; None as long as there is none."""
        self._size = 1
        self._parts: dict[int, Part | Settled] = {}
        """What is back and not yet joined, by the first instance of its range."""
        self._joined: Joined | None = None

    @property
    def in_ranges(self) -> bool:
        """Are its instances being given out?"""
        return self.verdict is None and self._started > 0

    def more(self) -> Job | None:
        """The next range, if there is one now; `gave` says that it was given out."""
        left = min(self.options.timeout - self._spent(), self.options.ends - time.monotonic())
        if self.verdict is not None or self._next is None or left <= 0:
            return None
        return self.job._replace(start=self._next, stop=self._next + self._size, seconds=left)

    def _spent(self) -> float:
        return time.monotonic() - self._started

    def gave(self, job: Job) -> None:
        """The range that `more` gave was given out."""
        self._next = job.stop

    def take(self, job: Job, outcome: Outcome | Exception) -> None:
        """What has come of a job. Raises what the worker raised, and `WorkersFailed`."""
        if self.verdict is not None or (job.stop is None and self.in_ranges):
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
            assert not isinstance(outcome, Several)
            self._take_range(job, outcome)

    @property
    def stuck(self) -> bool:
        """Is the time over before everything was given out?"""
        return self._next is not None and self.verdict is None and self.more() is None

    def stop(self, met: Exceeded | None = None) -> None:
        """A limit is met (if none is given, that of time), and nothing comes any more."""
        if met is None and self.options.ends <= time.monotonic():
            met = TimedOut(f"the time limit of {self.options.timeout_all:g} s for the whole run", "--timeout-all")
        elif met is None:
            met = TimedOut(f"the time limit of {self.options.timeout:g} s", "--timeout")
        self._conclude(self._unknown(stopped(met, self.progress)))

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
            if part.met is not None:
                self.stop(Exceeded(*part.met))
            elif part.last:
                self._conclude(self._whole(joined))

    def _whole(self, joined: Joined) -> Verdict:
        """The verdict when all parts are joined."""
        assert self.prop is not None
        self.progress.leave()
        try:
            with self.options.bounded(min(self._spent(), self.options.timeout - LEAST)):
                decider = Decider(self.options.engine, 1, progress=self.progress)
                decided = under(self._negations, decider.concluded(self.prop, joined.sweep, joined.gathered))
                if decided.value is None:
                    return unknown(
                        self.statement, self.options, decided.limits, decided.engines, decided.instances, self.progress
                    )
                self.progress.checking = True
                certificate = certificate_of(self.statement, self.path, decided, __version__)
                found = checked(kernel.examine_joined, certificate).unchecked
                unchecked = list(dict.fromkeys([*joined.unchecked, *found]))
                return known(self.statement, self.options, decided, decided.account(), certificate, unchecked)
        except Exceeded as met:
            return self._unknown(stopped(met, self.progress))

    def _unknown(self, limit: str) -> Verdict:
        engines = frozenset(self._joined.gathered.engines) if self._joined is not None else frozenset[str]()
        return unknown(self.statement, self.options, [limit], engines, self.progress.instances, self.progress)

    def _conclude(self, verdict: Verdict) -> None:
        seconds = time.monotonic() - self._started if self._started else 0.0
        self.verdict = verdict._replace(statement=self.statement, seconds=seconds)
        place = None if verdict.certificate is None else place_of(self.statement, self.options)
        if place is not None:
            remember(place, verdict)
        self._parts.clear()
        self._joined = None


class _Out(NamedTuple):
    """A job that is given out: for these statements, since when, and when it must be back."""

    courses: tuple[Course, ...]
    job: Job
    since: float
    due: float


class Schedule:
    """Gives out jobs of the statements, earlier ones first, and gives the verdicts in order."""

    def __init__(self, crew: Crew, options: Options, monitor: Monitor) -> None:
        self.crew = crew
        self.options = options
        self.monitor = monitor
        self._courses: deque[Course] = deque()
        """Those without a verdict that was asked for, in order."""
        self._fresh: deque[Course] = deque()
        """Those that were not given out yet."""
        self._in_ranges: list[Course] = []
        self._out: dict[int, _Out] = {}
        """Jobs that are given out, by number."""
        self._together = 16
        """So many statements take a worker about as long as it should."""
        self._fewest = 1
        """Fewer would take it a fraction of that."""

    def order(self, theory: Loaded, statements: Sequence[Ready], data: Data = ()) -> None:
        """Have the statements of a theory proved. `data` are the files it reads, where workers may have others."""
        imports = any(line.lstrip().startswith("import") for line in theory.lines)
        texts = dict(theory.texts) if imports else {}
        where = theory.path, theory.where, "\n".join(theory.lines), texts
        allowed = tuple(str(Path.cwd() / folder) for folder in self.options.allow_path)  # workers may be elsewhere
        options = self.options._replace(allow_path=allowed, ends=float("inf"), cancel=None)  # not elsewhere
        job = Job(__version__, *where, 0, options, 0, None, BUDGET, self.options.timeout, data=data)
        place = {id(statement): k for k, statement in enumerate(theory.statements)}
        start = len(self._courses)
        made = [
            Course(each, job._replace(number=place[id(each)]), start + k, self.options)
            for k, each in enumerate(statements)
        ]
        self._courses += made
        self._fresh += [course for course in made if course.statement.prop is not None]

    def start(self) -> None:
        """Get workers for what was ordered. Raises `WorkersFailed`."""
        several = any(course.prop is not None for course in self._fresh)
        self.crew.start(None if several else len(self._fresh))

    def verdicts(self, theory: Loaded, statements: Sequence[Ready]) -> Iterator[Verdict]:
        """The verdicts on the statements that were ordered next. Raises `InternalError` and `Interrupted` as `prove`
        does, and `WorkersFailed`."""
        for statement in statements:
            course = self._courses[0]
            with self.monitor(course.path, statement, course.progress):
                verdict = self._verdict(course)
            self._courses.popleft()
            yield verdict

    def _verdict(self, course: Course) -> Verdict:
        if course.statement.prop is None:
            return prove(course.statement, course.path, self.options, __version__)
        try:
            while course.verdict is None:
                self.options.go_on()
                self._hand_out()
                self._collect()
            return course.verdict
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt) or (isinstance(error, Exception) and interrupts.heard()):
                raise Interrupted(told(course.statement, course.progress)) from None
            raise

    # ---- giving out -----------------------------------------------------------------------------------

    def _hand_out(self) -> None:
        """Jobs to all workers that are free."""
        for course in self._in_ranges:
            while (job := course.more()) is not None:
                if not self._hand((course,), job):
                    return
                course.gave(job)
        while self._fresh:
            courses = self._next_ones()
            if not self._hand(courses, courses[0].job._replace(also=tuple(c.job.number for c in courses[1:]))):
                self._fresh.extendleft(reversed(courses))
                return
        now = time.monotonic()
        for out in [out for out in self._out.values() if out.job.also and now > out.since + LATE]:
            for course in out.courses:
                if course.verdict is None and course.handed == 1 and not self._hand((course,), course.job):
                    return

    def _next_ones(self) -> tuple[Course, ...]:
        """The statements to give out next, of one theory."""
        number = min(self._together, TOGETHER, max(len(self._fresh) // SHARE, self._fewest), len(self._fresh))
        chosen = [self._fresh.popleft()]
        while len(chosen) < number and not chosen[0].alone:
            if self._fresh[0].alone or self._fresh[0].job.text is not chosen[0].job.text:
                break
            chosen.append(self._fresh.popleft())
        return tuple(chosen)

    def _hand(self, courses: tuple[Course, ...], job: Job) -> bool:
        """Give out a job, if somebody is free."""
        rest = self.options.ends - time.monotonic()
        number = self.crew.hand(job._replace(rest=rest)) if rest > 0 else None
        if number is None:
            return False
        if job.stop is None:
            for course in courses:
                course.handed += 1
        now = time.monotonic()
        self._out[number] = _Out(courses, job, now, now + min(job.seconds + GRACE, rest + REST))
        return True

    # ---- taking back ----------------------------------------------------------------------------------

    def _collect(self) -> None:
        for number, outcome in self.crew.done(WAIT):
            self._take(self._out.pop(number), outcome)
        now = time.monotonic()
        for number, out in list(self._out.items()):
            if now > out.due:
                for course in out.courses:
                    if course.verdict is None and (not out.job.also or course.handed == 1):
                        course.stop()
            if all(course.verdict is not None for course in out.courses):
                self.crew.give_up(number)
                del self._out[number]
        if now > self.options.ends:
            while self._fresh:
                self._fresh.popleft().stop()
        waited_for = {id(course) for out in self._out.values() for course in out.courses if not out.job.also}
        for course in self._in_ranges:
            if course.stuck and id(course) not in waited_for:
                course.stop()
        self._in_ranges = [course for course in self._in_ranges if course.verdict is None]

    def _take(self, out: _Out, outcome: Outcome | Exception) -> None:
        """What has come of a job: for one statement, or for several, of which those not begun are given out again."""
        if out.job.stop is not None:
            out.courses[0].take(out.job, outcome)
            return
        back: list[Course] = []
        outcomes = dict(outcome.outcomes) if isinstance(outcome, Several) else {}
        if not outcomes and (len(out.courses) == 1 or not isinstance(outcome, Lost)):
            assert not isinstance(outcome, Several)
            outcomes = {out.job.number: outcome}
        for course in out.courses:
            course.handed -= 1
            begun = course.in_ranges
            found = outcomes.get(course.job.number)
            if found is not None:
                course.take(course.job, found)
            elif course.verdict is None and not begun and not course.handed:
                course.alone = course.alone or isinstance(outcome, Lost)  # whoever ends a worker ends it alone
                back.append(course)
            if course.in_ranges and not begun:
                self._in_ranges.append(course)
                self._in_ranges.sort(key=lambda each: each.place)
        self._fresh.extendleft(reversed(back))
        if isinstance(outcome, Several) and len(outcomes) > 1:
            number = len(outcomes) - 1
            self._together = max(1, min(int(number * BUDGET / max(outcome.seconds, 1e-6)), 4 * number))
            self._fewest = max(1, self._together // SHARE)
