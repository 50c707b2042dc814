"""Statements in ranges: whatever workers do, in whatever order, the verdict is that of one process."""

from __future__ import annotations

import os
import pickle
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from patience import PATIENCE

from catproof import kernel
from catproof.core.deadline import TimedOut
from catproof.elaborate.loader import Loader
from catproof.kernel.check import JOINED
from catproof.options import Options
from catproof.resources import folder
from catproof.running import job, schedule, workers
from catproof.running.job import Job, Outcome, Refused, Several, work
from catproof.running.loading import Loaded, load_all
from catproof.running.monitor import unseen
from catproof.running.prover import prove
from catproof.running.schedule import Lost, Schedule, WorkersFailed
from catproof.running.verdict import InternalError, Verdict
from catproof.running.workers import Workers
from catproof.version import __version__

OPTIONS = Options(timeout=PATIENCE)


class Here:
    """A crew in this process. It does some of its jobs, in any order, whenever it is asked for results."""

    def __init__(self, seed: int, room: int = 5) -> None:
        self.random = random.Random(seed)
        self.room = room
        self.jobs: dict[int, Job] = {}
        self.log: list[Job] = []

    def start(self, jobs: int | None) -> None:
        pass

    def hand(self, job: Job) -> int | None:
        if len(self.jobs) >= self.room:
            return None
        number = len(self.log)
        self.log.append(job)
        self.jobs[number] = pickle.loads(pickle.dumps(job))
        return number

    def done(self, seconds: float) -> list[tuple[int, Outcome | Exception]]:
        chosen = self.random.sample(sorted(self.jobs), self.random.randint(1, len(self.jobs))) if self.jobs else []
        return [(number, self.do(self.jobs.pop(number))) for number in chosen]

    def do(self, job: Job) -> Outcome | Exception:
        found: Outcome = pickle.loads(pickle.dumps(work(job)))
        return found

    def give_up(self, number: int) -> None:
        del self.jobs[number]

    def close(self) -> None:
        pass


def shared_out(crew: Any, given: Loaded, options: Options = OPTIONS) -> list[Verdict]:
    """The verdicts, found by a crew."""
    plan = Schedule(crew, options, unseen)
    plan.order(given, given.statements)
    plan.start()
    try:
        return list(plan.verdicts(given, given.statements))
    finally:
        crew.close()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranges of few instances."""
    monkeypatch.setattr(schedule, "BUDGET", 0.0)
    monkeypatch.setattr(schedule, "MOST", 3)


KNOWN = ("value", "ok", "engine", "instances", "reason", "argument", "witness")


def agree(mine: Verdict, serial: Verdict) -> None:
    """The same in every respect but the time; and the certificate proves it."""
    for field in KNOWN:
        assert getattr(mine, field) == getattr(serial, field), (serial.statement.text, field)
    assert mine.statement is serial.statement
    assert (mine.certificate is None) is (serial.certificate is None)
    if mine.certificate is not None and serial.certificate is not None:
        value, unchecked, _, _ = kernel.examine(mine.certificate)
        assert str(value).lower() == mine.value and set(unchecked) == set(serial.unchecked)
        assert set(mine.unchecked) - set(serial.unchecked) <= {JOINED}
        assert mine.certificate["statement"] == serial.certificate["statement"]


SWEEPS = """
category Par { object a, b ; arrow f, g : a -> b }
monoid Z2 { generator r ; equation r^2 = id }
poset P { a < b < c ; d < c }
task T on Par { a = {1, 2} ; b = {x, y} ; f { x |-> 1 ; y |-> 2 } ; g { x |-> 2 ; y |-> 1 } }
functor F : P -> Par { a |-> a ; b |-> a ; c |-> b ; d |-> a ; (b -> c) |-> f ; (d -> c) |-> g }
claim forall C in categories(arrows <= 3) : forall T in tasks(C, size <= 3) :
    yoneda(C) solves T by prompt iff T is representable
claim forall C in categories(arrows <= 4) : count(objects(C)) <= 2
refute forall C in categories(arrows <= 4) : count(objects(C)) <= 2
find C in categories(arrows <= 4), T in tasks(C, size <= 3) such that rank(T) = 1 and not T is representable
find C in categories(arrows <= 3) such that count(arrows(C)) = 5
claim not forall M in monoids(order <= 4) : forall f in arrows(M) : f is iso in M
claim not not forall M in monoids(order <= 3) : exists f in arrows(M) : f is iso in M
claim forall Q in posets(points <= 4) : exists a in objects(Q) : a is terminal in Q
claim forall Q in posets(points <= 4) : not Q ~= P or count(arrows(Q)) = 8
claim forall S in tasks(Par, size <= 3) : forall n in transformations(S, T) : n is mono or not n is mono
claim forall S in tasks(Par, size <= 4) : yoneda(Par) solves S by tuning
claim forall S in tasks(Par, size <= 4) : S ~= S
claim forall G in functors(P, Par) : G is full or not G ~= F
refute forall G in functors(P, Par) : G is faithful
claim forall n in transformations(T, T) : n is iso
claim forall x in elements(T) : forall y in elements(T) : size(T) = 4
claim forall f in arrows(P) : f is mono in P
claim forall a in objects(P) : yoneda(P, a) is representable by a
claim forall C in categories(arrows <= 0, objects = 0) : count(objects(C)) = 1
claim exists C in categories(arrows <= 3) : C ~= Z2
claim forall C in categories(arrows <= 3) : via(inclusion(full(C, {}))) is ideal
claim forall C in categories(arrows <= 3) : T is familial or size(T) = 4
claim (forall a in objects(P) : a is initial in P) or size(T) = 4
"""


def ready(text: str) -> Loaded:
    found = Loader(Options()).text(text, "t.cat")
    assert [d.message for d in found.diagnostics] == []
    return Loaded("t.cat", found.lines, [], found.statements)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_verdict_is_that_of_one_process(small: None, seed: int) -> None:
    given = ready(SWEEPS)
    serial = [prove(statement, "t.cat", Options(), __version__) for statement in given.statements]
    crew = Here(seed)
    for mine, one in zip(shared_out(crew, given), serial, strict=True):
        agree(mine, one)
    assert sum(each.stop is not None for each in crew.log) > 100


def test_certificates_do_not_depend_on_the_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    given = ready(SWEEPS)
    found = []
    for most, seed in ((1, 1), (7, 2)):
        monkeypatch.setattr(schedule, "BUDGET", 0.0)
        monkeypatch.setattr(schedule, "MOST", most)
        found.append([verdict.certificate for verdict in shared_out(Here(seed), given)])
    assert found[0] == found[1]


def test_every_shipped_theory(small: None) -> None:
    crew = Here(3, room=9)
    plan = Schedule(crew, Options(), unseen)
    names = ("models", "tuning", "masked", "generalization")
    theories = list(load_all([folder("theories") / f"{name}.cat" for name in names], Options()))
    for each in theories:
        plan.order(each, each.statements)
    plan.start()
    for each in theories:
        for mine in plan.verdicts(each, each.statements):
            agree(mine, prove(mine.statement, each.path, Options(), __version__))


def test_limits_give_the_same_bound(small: None) -> None:
    text = """
claim forall C in categories(arrows <= 3) : count(arrows(product(C, C))) < 100
find C in categories(arrows <= 9, objects <= 5) such that count(objects(C)) = 12
claim forall C in categories(arrows <= 3) : count(arrows(product(C, C))) < 2
claim forall C in categories(arrows <= 3) : forall D in categories(arrows <= 2) : count(arrows(product(C, D))) < 4
"""
    options = Options(limit=4)
    found = Loader(options).text(text, "t.cat")
    given = Loaded("t.cat", found.lines, [], found.statements)
    for mine in shared_out(Here(4), given, options):
        agree(mine, prove(mine.statement, "t.cat", options, __version__))


def test_imports_are_read_once(small: None, tmp_path: Path) -> None:
    (tmp_path / "a.cat").write_text("poset P { a < b }\n")
    (tmp_path / "b.cat").write_text('import "a.cat"\nclaim forall T in tasks(P, size <= 2) : rank(T) <= 2\n')
    [given] = load_all([tmp_path / "b.cat"], Options())
    for path in tmp_path.iterdir():  # as on another machine
        path.unlink()
    [verdict] = shared_out(Here(5), given)
    assert verdict.value == "true"


# ---- what may go wrong -----------------------------------------------------------------------------------


class Odd(Here):
    """A crew that answers every range in one way."""

    def __init__(self, answer: Outcome | Exception) -> None:
        super().__init__(0)
        self.answer = answer

    def do(self, job: Job) -> Outcome | Exception:
        return super().do(job) if job.stop is None else self.answer


SWEEP = "claim long : forall C in categories(arrows <= 4) : forall T in tasks(C, size <= 3) : rank(T) <= 3\n"


def test_a_worker_of_another_version(small: None) -> None:
    other = work(Job("0.0.0", "t.cat", None, SWEEP, {}, 0, Options(), 0, None, 1.0, 60.0))
    assert isinstance(other, Refused) and __version__ in other.reason and "0.0.0" in other.reason
    with pytest.raises(WorkersFailed, match="install the same version there"):
        shared_out(Odd(other), ready(SWEEP))


def test_a_job_that_cannot_be_done(small: None) -> None:
    [verdict] = shared_out(Odd(Lost("a worker ended")), ready(SWEEP))
    assert (verdict.value, verdict.reason) == ("unknown", "a worker ended")
    with pytest.raises(InternalError, match="wrong"):
        shared_out(Odd(InternalError("wrong")), ready(SWEEP))


def test_a_part_that_the_kernel_rejects(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def forged(self: Any, *arguments: Any) -> None:
        gather(self, *arguments)
        for proof in arguments[-1].proofs[-1:]:
            if proof is not None and proof.get("values"):
                proof["values"] = [*proof["values"], proof["values"][-1]]

    gather = job.Decider.gather
    monkeypatch.setattr(job.Decider, "gather", forged)
    with pytest.raises(InternalError, match="the kernel rejects"):
        shared_out(Here(0), ready(SWEEP))


def test_parts_that_are_not_the_whole(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    add = schedule.Joined.add

    def without_one(self: schedule.Joined, part: job.Part) -> None:
        if part.start > 3 and len(part.instances) > 1:
            del part.instances[0], part.proofs[0]
            part.instances.append(part.instances[0])
            part.proofs.append(part.proofs[0])
        add(self, part)

    monkeypatch.setattr(schedule.Joined, "add", without_one)
    with pytest.raises(InternalError, match="the instances are not the whole domain"):
        shared_out(Here(0), ready(SWEEP))


@pytest.mark.parametrize("after", [0, 3])
def test_a_time_limit(small: None, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    def late(self: Any, *arguments: Any) -> None:
        gather(self, *arguments)
        if arguments[0].variable == "C":
            done.append(1)
            if len(done) > after:
                raise TimedOut

    done: list[int] = []
    gather = job.Decider.gather
    monkeypatch.setattr(job.Decider, "gather", late)
    [verdict] = shared_out(Here(0), ready(SWEEP), Options(timeout=7))
    assert verdict.value == "unknown"
    assert verdict.reason.endswith("by the time limit of 7 s (raise it with --timeout)")
    assert verdict.reason.startswith(
        "it holds for the first category with 0 arrows" if not after else "it holds for all"
    )


# ---- several statements together -------------------------------------------------------------------------

MANY = "poset P { a < b ; c < b }\ntask T on P { a = {1} ; c = {1} }\n" + "".join(
    f"claim s{k} : rank(T) = {k % 3}\n" for k in range(400)
)
MIXED = MANY + SWEEP + "claim second : forall x in objects(P) : yoneda(P, x) is representable by x\n"


@pytest.mark.parametrize("budget", [0.0, 0.25, 1e9])
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.sizes("speaks of sizes at which the product goes another way")
def test_small_statements_go_out_together(monkeypatch: pytest.MonkeyPatch, budget: float, seed: int) -> None:
    monkeypatch.setattr(schedule, "BUDGET", budget)
    given = ready(MIXED)
    crew = Here(seed, 2)
    verdicts = shared_out(crew, given)
    serial = [prove(statement, "t.cat", OPTIONS, __version__) for statement in given.statements]
    for mine, one in zip(verdicts, serial, strict=True):
        agree(mine, one)
    whole = [job for job in crew.log if job.stop is None]
    if budget > 1:  # how many fit into a quarter of a second depends on the machine
        assert len(whole) < 60 and max(len(job.also) for job in whole) > 5
    assert all(len(job.also) < schedule.TOGETHER for job in whole)


@pytest.mark.sizes("speaks of sizes at which the product goes another way")
def test_statements_of_two_theories_do_not_go_out_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "BUDGET", 1e9)  # a busy machine is no reason for small parcels
    one, two = ready(MANY), ready(MANY.replace("rank(T) = 1", "rank(T) = 2"))
    crew = Here(3, 2)
    plan = Schedule(crew, OPTIONS, unseen)
    for theory in (one, two):
        plan.order(theory, theory.statements)
    found = [verdict.value for theory in (one, two) for verdict in plan.verdicts(theory, theory.statements)]
    assert found == ["false", "false", "true"] * 133 + ["false"] + ["false", "true", "true"] * 133 + ["false"]
    assert len(crew.log) < 120


def test_who_ends_a_worker_ends_it_alone() -> None:
    """What was given out together with it is decided all the same."""

    class Deadly(Here):
        def do(self, job: Job) -> Outcome | Exception:
            return Lost("a worker ended") if 77 in (job.number, *job.also) else super().do(job)

    given = ready(MANY)
    verdicts = shared_out(Deadly(4, 3), given)
    assert [k for k, verdict in enumerate(verdicts) if verdict.value == "unknown"] == [77]
    assert verdicts[77].reason == "a worker ended"


def test_an_error_among_several(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(statement: Any, *rest: Any) -> Verdict:
        if statement.name == "s9":
            raise InternalError("the engines disagree")
        return prove(statement, *rest)

    monkeypatch.setattr(job, "prove", wrong)
    with pytest.raises(InternalError, match="the engines disagree"):
        shared_out(Here(5, 1), ready(MANY))
    done = work(Job(__version__, "t.cat", None, MANY, {}, 7, OPTIONS, 0, None, 60.0, 60.0, (), (8, 9, 10)))
    assert isinstance(done, Several) and [number for number, _ in done.outcomes] == [7, 8, 9]
    assert isinstance(done.outcomes[-1][1], InternalError)


def test_what_waits_behind_a_long_statement_is_given_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what was given out together, one takes for ever; the others are decided, and it ends with its limit."""

    class Clock:
        now = 1.0

        def monotonic(self) -> float:
            return self.now

    clock = Clock()
    monkeypatch.setattr(schedule, "time", clock)

    class Stuck(Here):
        def done(self, seconds: float) -> list[tuple[int, Outcome | Exception]]:
            clock.now += seconds
            free = {number: job for number, job in self.jobs.items() if 5 not in (job.number, *job.also)}
            return [(number, self.do(self.jobs.pop(number))) for number in free]

    given = ready(MANY)
    verdicts = shared_out(Stuck(6, 4), given)
    assert [k for k, verdict in enumerate(verdicts) if verdict.value == "unknown"] == [5]
    assert f"the time limit of {PATIENCE:g} s" in verdicts[5].reason


# ---- processes -------------------------------------------------------------------------------------------


@pytest.fixture
def crew() -> Iterator[Workers]:
    found = Workers(2)
    yield found
    found.close()


@pytest.mark.skipif(os.name != "posix", reason="kills a process")
def test_a_process_that_is_killed(crew: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "BUDGET", 0.0)  # one instance, then ranges, however fast the machine
    monkeypatch.setattr(schedule, "RANGE", 0.02)
    killed = []
    done = crew.done

    def disturbed(seconds: float) -> list[tuple[int, Outcome | Exception]]:
        found = done(seconds)
        if any(isinstance(outcome, job.Part) and outcome.start for _, outcome in found) and not killed:
            victim = max(crew._workers, key=lambda worker: len(worker.errands))
            assert victim.process.pid is not None
            os.kill(victim.process.pid, signal.SIGKILL)
            killed.append(victim.process.pid)
        return found

    monkeypatch.setattr(crew, "done", disturbed)
    given = ready(SWEEP)
    [verdict] = shared_out(crew, given)
    agree(verdict, prove(given.statements[0], "t.cat", OPTIONS, __version__))
    assert len(killed) == 1


ONE_IS_ENDLESS = """
monoid Idem { generator e ; equation e . e = e }
claim forall M in monoids(order <= 2) :
    (count(arrows(M)) = 1 and (forall C in categories(arrows <= 4) : size(terminal(C)) < 9)) or
    (M ~= Idem and forall C in categories(arrows <= 9) : size(terminal(C)) < 99)
claim second : forall C in categories(arrows <= 6) : size(terminal(C)) < 9
"""


def test_what_is_of_no_use_is_ended(crew: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second instance decides the first claim, while another process is busy with the third, which never ends."""
    hired, endless, given_up = [], [], []
    hire, hand, done, give_up = Workers._hire, crew.hand, crew.done, crew.give_up
    kept: list[tuple[int, Outcome | Exception]] = []

    def handing(given_out: Job) -> int | None:
        number = hand(given_out)
        if number is not None and given_out.stop is not None and (given_out.number, given_out.start) == (0, 2):
            endless.append(number)
        return number

    def keeping(seconds: float) -> list[tuple[int, Outcome | Exception]]:
        """However the processes are scheduled, what decides is kept back until the endless instance is given out."""
        kept.extend(done(seconds))
        early = [] if endless else [one for one in kept if isinstance(one[1], job.Settled)]
        now = [one for one in kept if one not in early]
        kept[:] = early
        return now

    monkeypatch.setattr(Workers, "_hire", lambda self: hired.append(1) or hire(self))  # type: ignore[func-returns-value]
    monkeypatch.setattr(crew, "hand", handing)
    monkeypatch.setattr(crew, "done", keeping)
    monkeypatch.setattr(crew, "give_up", lambda number: given_up.append(number) or give_up(number))  # type: ignore[func-returns-value]
    monkeypatch.setattr(schedule, "BUDGET", 0.0)
    monkeypatch.setattr(schedule, "RANGE", 0.0)  # one instance at a time
    given = ready(ONE_IS_ENDLESS)
    plan = Schedule(crew, OPTIONS, unseen)
    plan.order(given, given.statements)
    plan.start()
    first, other = plan.verdicts(given, given.statements)
    assert (first.value, other.value, first.instances) == ("false", "true", 72)
    assert endless and set(endless) <= set(given_up)
    until = time.monotonic() + PATIENCE
    while len(hired) < 3 and time.monotonic() < until:  # another process, in the place of the one that was ended
        crew.done(0.1)
    assert len(hired) == 3


def test_a_process_that_ends_each_time(crew: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_serve", dying)
    [verdict] = shared_out(crew, ready("poset P { a < b }\nclaim a is initial in P\n"))
    assert verdict.value == "unknown" and "a worker process ended with status 3 while deciding it" in verdict.reason


def dying(connection: Any) -> None:
    """A worker that ends when it is given something."""
    connection.recv()
    os._exit(3)
