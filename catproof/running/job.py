"""What a worker does, in another process or on another machine: decide a statement, or a range of its instances.

A worker reads and elaborates the theory itself, from the text that the first process read, and makes the instances
itself, from their numbers: no object of a solver, and no function, crosses. What it has made it keeps for the next job.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from catproof import kernel
from catproof.core import cache
from catproof.core.deadline import Exceeded
from catproof.core.limits import LimitReached
from catproof.decide.claim import Evidence
from catproof.decide.decided import NOTHING, Decided, Gathered
from catproof.decide.decider import MOST_INSTANCES, Decider, negated
from catproof.decide.domain import listing
from catproof.decide.parts import Part
from catproof.decide.progress import Progress, Sweep
from catproof.decide.proposition import Not, Prop, Quantified, Unreached
from catproof.diagnostic import NOWHERE
from catproof.elaborate.loader import Loader
from catproof.elaborate.ready import Ready
from catproof.elaborate.scope import Skipped, Wrong
from catproof.files.reading import digest
from catproof.options import Options
from catproof.running.prover import certificate_of, checked, known, place_of, prove, unknown, wrong_input
from catproof.running.verdict import InternalError, Verdict, remember, remembered
from catproof.version import __version__


class Job(NamedTuple):
    """Decide the statement with this number in a theory; or of its quantifier the instances from `start` to `stop` - 1.

    Without `stop` all of them, or as many as can be decided in `budget` seconds; then what has no quantifier outside
    is decided as a whole. `texts` are those of the files that the theory imports; `seconds` is the time left.
    """

    version: str
    path: str
    where: Path | None
    text: str
    texts: Mapping[Path, str]
    number: int
    options: Options
    start: int
    stop: int | None
    budget: float
    seconds: float
    data: tuple[tuple[Path, bytes], ...] = ()
    """Files that the theory reads, with the digests they must have; only where a worker may have others."""
    also: tuple[int, ...] = ()
    """Further statements, each to be begun if `budget` seconds are not over by then."""
    rest: float = float("inf")
    """The seconds left of the whole run; clocks of two machines differ."""


class Settled(NamedTuple):
    """The instance `at`, after which no other matters, and the verdict it gives. `counted` and `engines` are of the
    instances up to it in its range."""

    at: int
    seconds: float
    counted: int
    engines: frozenset[str]
    verdict: Verdict


class Refused(NamedTuple):
    """The worker has another version of catproof, or does not see what is seen where the job comes from."""

    reason: str


class Several(NamedTuple):
    """What has come of several statements, by their numbers; it is missing for those that were not begun. `seconds` are
    those of all but the first."""

    outcomes: tuple[tuple[int, Verdict | Part | Settled | Refused | Exception], ...]
    seconds: float


class Elsewhere(Exception):
    """Files are other ones here than where the job comes from; the message says which."""


Outcome = Verdict | Part | Settled | Refused | Several
"""What comes back; a verdict alone is that on the whole statement. A proposition has functions, and stays behind."""


def outer_quantifier(prop: Prop) -> tuple[Quantified | None, int]:
    """The quantifier that a proposition is, apart from a number of negations."""
    negations = 0
    while isinstance(prop, Not):
        prop, negations = prop.of, negations + 1
    return (prop if isinstance(prop, Quantified) else None), negations


def under(negations: int, decided: Decided) -> Decided:
    """The verdict under so many negations."""
    for _ in range(negations):
        decided = negated(decided)
    return decided


def work(job: Job) -> Outcome:
    """Do a job. Raises `InternalError` and `EnginesDisagree`; of several statements, what one raises is in its place,
    and no other is begun."""
    if not job.also:
        with cache.used(job.options.cache):
            return _one(job)
    began = 0.0
    outcomes: list[tuple[int, Verdict | Part | Settled | Refused | Exception]] = []
    for number in (job.number, *job.also):
        outcome = serve(job._replace(number=number, also=()))
        assert not isinstance(outcome, Several)
        outcomes.append((number, outcome))
        began = began or time.perf_counter()  # the first includes what is done once for a theory
        if isinstance(outcome, Refused | Exception):
            break
        if max(outcome.seconds, time.perf_counter() - began) > job.budget:
            break
    return Several(tuple(outcomes), time.perf_counter() - began)


def _one(job: Job) -> Verdict | Part | Settled | Refused:
    if job.version != __version__:
        text = f"a worker has catproof {__version__}, and it is {job.version} where the work comes from"
        return Refused(f"{text}: install the same version there")
    bench = _bench()
    options = job.options._replace(ends=time.monotonic() + job.rest)
    try:
        statement = bench.statement(job, options)
    except Elsewhere as difference:
        return Refused(str(difference))
    prop, negations = (None, 0) if statement.prop is None else outer_quantifier(statement.prop)
    by_z3 = prop is not None and job.options.engine in ("z3", "both") and prop.sought
    if prop is None or by_z3:
        return prove(statement, job.path, options, __version__).bare()
    if job.stop is None and (known_already := _remembered(job, statement, options)) is not None:
        return known_already
    return _Range(job, options, statement, prop, negations, bench).outcome()


def _remembered(job: Job, statement: Ready, options: Options) -> Verdict | None:
    """The verdict of an earlier run on a statement with a quantifier outside."""
    started = time.perf_counter()
    try:
        with options.bounded(statement.seconds):
            place = place_of(statement, options)
            found = None if place is None else remembered(statement, job.path, place.said, place.read(), __version__)
    except (Exceeded, LimitReached):
        return None
    return None if found is None else found._replace(seconds=time.perf_counter() - started).bare()


def serve(job: Job) -> Outcome | Exception:
    """Do a job for somebody elsewhere: an exception is given back, as an `InternalError`."""
    try:
        return work(job)
    except Exception as error:
        return error if isinstance(error, InternalError) else InternalError(f"{type(error).__name__}: {error}")


class _Place:
    """How far the values of a domain were made."""

    def __init__(self, prop: Quantified) -> None:
        self.sweep = Sweep(prop.domain, True)
        self.values = self.sweep.values()
        self.reached = 0


THEORIES, PLACES = 8, 4
"""So many theories, and domains half gone through, a worker keeps."""


class _Bench:
    """What a worker has at hand from earlier jobs."""

    def __init__(self) -> None:
        self.theories: OrderedDict[tuple[object, ...], list[Ready]] = OrderedDict()
        self.places: OrderedDict[int, _Place] = OrderedDict()

    def statement(self, job: Job, options: Options) -> Ready:
        """The statement, elaborated."""
        key = (job.path, job.where, job.text, job.options, job.data, *sorted(job.texts.items()))
        if key not in self.theories:
            while len(self.theories) >= THEORIES:
                self.theories.popitem(last=False)
                self.places.clear()
            for path, known in job.data:
                if digest(path) != known:
                    remedy = "put it where all machines see it, under one path"
                    raise Elsewhere(f"a worker does not see the same file {path}: {remedy}")
            loader = Loader(options, job.texts)
            found = loader.text(job.text, job.path, job.where)
            if found.scope.unread is not None and not found.statements:  # a worker has less time, or less memory
                return Ready("claim", "", NOWHERE, "", Unreached(found.scope.unread))
            if found.statements[job.number].prop is None:  # it had one where the job comes from
                raise Elsewhere(f"a worker cannot read {job.path} as it was read: {found.diagnostics[0].message}")
            if found.unbuilt:  # another time there may be more room, or less to do
                return found.statements[job.number]
            self.theories[key] = found.statements
        self.theories.move_to_end(key)
        return self.theories[key][job.number]

    def take(self, prop: Quantified, start: int) -> _Place:
        """The place in the domain before the value number `start`, as near as there is one. It is given away, so
        that nobody goes on where an exception has left it."""
        place = self.places.pop(id(prop), None)
        return place if place is not None and place.reached <= start else _Place(prop)

    def keep(self, prop: Quantified, place: _Place) -> None:
        """Keep the place for the next range."""
        while len(self.places) >= PLACES:
            self.places.popitem(last=False)
        self.places[id(prop)] = place


_benches = threading.local()


def _bench() -> _Bench:
    """That of this thread."""
    if not hasattr(_benches, "bench"):
        _benches.bench = _Bench()
    bench: _Bench = _benches.bench
    return bench


class _Range:
    """A range of the instances of a quantifier on its way."""

    def __init__(
        self, job: Job, options: Options, statement: Ready, prop: Quantified, negations: int, bench: _Bench
    ) -> None:
        self.job = job
        self.options = options
        self.statement = statement
        self.prop = prop
        self.negations = negations
        self.bench = bench
        self.began = time.perf_counter()
        self.progress = Progress()
        self.sweep = self.progress.enter(prop.domain, prop.name == "forall")
        self.gathered = Gathered()
        self.decider = self._decider(self.progress)
        self.reached = job.start

    def _decider(self, progress: Progress) -> Decider:
        milliseconds = max(1, int(self.job.seconds * 1000))
        return Decider(self.job.options.engine, milliseconds, progress=progress)

    def outcome(self) -> Verdict | Part | Settled:
        """Decide the range."""
        job, gathered = self.job, self.gathered
        try:
            with self.options.bounded(self.options.timeout - job.seconds):
                place = self.bench.take(self.prop, job.start)
                try:
                    self.decider.gather(self.prop, self.sweep, self._values(place), gathered)
                except LimitReached as limit:
                    gathered.stopped = limit.told
                else:
                    self.bench.keep(self.prop, place)
                if gathered.settled is not None:
                    return self._settled(gathered.settled[0])
                return self._whole() if job.start == 0 and (self.sweep.ended or gathered.stopped) else self._part()
        except Exceeded as met:
            return self._part((met.limit, met.remedy))
        except (LimitReached, Skipped) as limit:
            limits = [limit.told] if isinstance(limit, LimitReached) else []
            engines, number = gathered.engines, gathered.count
            return self._given(unknown(self.statement, job.options, limits, engines, number, self.progress))
        except Wrong as wrong:
            error = wrong.of(job.path)
            return self._given(wrong_input(self.statement, error))

    def _values(self, place: _Place) -> Iterator[Any]:
        """The values of the range; `sweep` has their sizes, and knows whether they are the last."""
        stop, end = self.job.stop, self.began + self.job.budget
        while stop is None or self.reached < stop:
            try:
                value = next(place.values)
            except StopIteration:
                self.sweep.ended = True
                return
            place.reached += 1
            if place.reached <= self.job.start:
                continue
            if place.sweep.stage is not None and place.sweep.stage != self.sweep.stage:
                self.sweep.enter(place.sweep.stage)
            yield value
            self.reached = place.reached
            if stop is None and time.perf_counter() > end:
                return

    def _given(self, verdict: Verdict) -> Settled:
        """The verdict that the value number `reached` gives."""
        seconds = time.perf_counter() - self.began
        return Settled(self.reached, seconds, self.gathered.count, frozenset(self.gathered.engines), verdict.bare())

    def _settled(self, value: Any) -> Settled:
        gathered = self.gathered
        decided = self._decider(Progress()).settled(
            self.prop, value, gathered.count, frozenset(gathered.engines), gathered.alone
        )
        return self._given(self._verdict(under(self.negations, decided)))

    def _whole(self) -> Verdict:
        """The verdict, when the whole domain was in the range."""
        self.progress.leave()
        decided = under(self.negations, self.decider.concluded(self.prop, self.sweep, self.gathered))
        verdict = self._verdict(decided)
        place = place_of(self.statement, self.job.options)
        if place is not None:
            remember(place, verdict)
        return verdict._replace(seconds=time.perf_counter() - self.began).bare()

    def _verdict(self, decided: Decided) -> Verdict:
        options = self.job.options
        if decided.value is None:
            engines, number = decided.engines, decided.instances
            return unknown(self.statement, options, decided.limits, engines, number, self.progress)
        certificate = certificate_of(self.statement, self.job.path, decided, __version__)
        unchecked = checked(kernel.examine, certificate).unchecked
        return known(self.statement, options, decided, decided.account(), certificate, unchecked)

    def _part(self, met: tuple[str, str] | None = None) -> Part:
        gathered, sweep = self.gathered, self.sweep
        if met is not None:  # what was being written then is of no use
            gathered = Gathered()
            gathered.count, gathered.engines = self.progress.instances, self.gathered.engines
        unchecked: list[str] = []
        if not (met is not None or sweep.limits or gathered.stopped):
            unchecked = self._checked()
        first = [lines() for lines in gathered.first[: max(0, MOST_INSTANCES - self.job.start)]]
        return Part(
            self.job.start, self.reached, sweep.ended, gathered.stopped, met,
            time.perf_counter() - self.began, sweep.marks(), list(sweep.limits), gathered.count, gathered.vacuous,
            frozenset(gathered.engines), gathered.instances, gathered.proofs, first, unchecked,
        )  # fmt: skip

    def _checked(self) -> list[str]:
        """What is left to trust, when the kernel has checked the part."""
        gathered = self.gathered
        given: Evidence = {"value": self.sweep.every, "bodies": gathered.proofs}
        given |= listing(self.prop.domain, gathered.instances)
        decided = under(self.negations, Decided(self.sweep.every, given, lambda: NOTHING, 0, frozenset()))
        return checked(kernel.examine_part, certificate_of(self.statement, self.job.path, decided, __version__))
