"""Benchmarks, each against something measured beside it in the same run: `python tests/benchmarks/run.py [NAME...]`.

The targets are ratios, so that they mean the same on any machine; a few are seconds, for a machine like the one that
`README.md` here names. Prints a table and exits 1 when a target is missed.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

TEN_LINES = """\
# What one prompt can and cannot do.
poset Concepts { dog < mammal < animal ; cat < mammal }
model gpt = yoneda(Concepts)
task is_mammal on Concepts { dog = {yes} ; cat = {yes} ; mammal = {yes} }
task is_pet on Concepts { dog = {yes} ; cat = {yes} }

claim gpt solves is_mammal by prompt mammal
refute is_pet is representable
claim rank(is_pet) = 2 and is_pet is familial
claim is_mammal ~= yoneda(Concepts, mammal)
"""

S8 = """\
group S8 {
  generator s, c
  equation s^2 = id ; equation c^8 = id ; equation (s . c)^7 = id
  equation (s . c^7 . s . c)^3 = id ; equation (s . c^6 . s . c^2)^2 = id
  equation (s . c^5 . s . c^3)^2 = id ; equation (s . c^4 . s . c^4)^2 = id
}
claim count(arrows(S8)) = 40320
"""


class Row(NamedTuple):
    """One line of the table."""

    what: str
    measured: str
    target: str
    met: bool


def seconds(run: Callable[[], object], times: int = 1) -> float:
    """The median time of a run."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def side_by_side(one: list[str], other: list[str], times: int = 15) -> tuple[float, float]:
    """The median processor times of two commands, run in turns."""
    taken: tuple[list[float], list[float]] = ([], [])
    # As installed: compiled modules are kept between runs.
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

    def run(command: list[str]) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, check=True, env=env)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    for command in (one, other):
        run(command)
    for _ in range(times):
        for command, column in zip((one, other), taken, strict=True):
            column.append(run(command))
    return statistics.median(taken[0]), statistics.median(taken[1])


def start_up() -> Iterator[Row]:
    """`--version` and a small `check` against an interpreter that does nothing."""
    script = Path(sys.executable).with_name("catproof")
    command = [str(script)] if script.exists() else [sys.executable, "-m", "catproof"]
    bare = [sys.executable, "-c", "pass"]
    version, nothing = side_by_side([*command, "--version"], bare)
    yield _ratio("`catproof --version` / `python -c pass`", version, nothing, 3)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "ten.cat"
        path.write_text(TEN_LINES, encoding="utf-8")
        small, nothing = side_by_side([*command, "check", str(path)], bare)
    yield _ratio("`catproof check` of ten lines, without z3 / `python -c pass`", small, nothing, 12)


def _ratio(what: str, one: float, other: float, most: float) -> Row:
    shown = f"{one / other:.1f}x ({one * 1000:.0f} ms / {other * 1000:.0f} ms)"
    return Row(what, shown, f"at most {most:g}x", one <= most * other)


def engines() -> Iterator[Row]:
    """Direct against z3, from the definition, on tasks with 24 elements over 48 arrows, where the numbers of elements
    decide nothing."""
    sys.path.append(str(Path(__file__).parents[1]))
    from claim_terms import Terms

    from catproof.core.category import Generator, presented
    from catproof.core.chase import Equation
    from catproof.core.presheaves import yoneda
    from catproof.core.task import Task
    from catproof.decide.formula import by_definition
    from catproof.decide.representable import Representable
    from catproof.elaborate.define import prelude

    def decide(claim: Any, expected: bool, what: str) -> Row:
        solved: list[bool] = []
        terms = Terms()
        term = terms.claim(claim)

        def smt() -> None:
            solved.append(by_definition(term, terms.values, prelude().definitions, 60_000))

        smt()  # z3 is imported, and the arrows are enumerated
        direct, slow = seconds(claim.direct, 101), seconds(smt, 5)
        assert claim.direct().value is expected and set(solved) == {expected}
        shown = f"{slow / direct:.0f}x ({slow * 1000:.0f} ms / {direct * 1e6:.0f} us)"
        return Row(f"z3 / direct: {what}", shown, "at least 1000x, z3 within 2 s", slow >= 1000 * direct and slow < 2)

    # Two inputs, each alike in 24 ways: 48 arrows.
    loops = [Generator("r", 0, 0), Generator("s", 1, 1)]
    turns = presented(["a", "b"], loops, [Equation(0, 0, (0,) * 24, ()), Equation(1, 1, (1,) * 24, ())], limit=1000)
    assert turns.count() == 48
    names = [[str(j) for j in range(24)], []]
    halves = Task(turns, names, [[(j + 1) % 12 + (j // 12) * 12 for j in range(24)], []])
    yield decide(Representable(yoneda(turns, 0)), True, "one turn of 24, representable")
    yield decide(Representable(halves), False, "two turns of 12, not representable")


def large() -> Iterator[Row]:
    """A million elements: representable, not representable, rank."""
    import numpy

    from catproof.core.category import Category, Generator, Hom, Presentation, presented
    from catproof.core.task import Task
    from catproof.decide.numbers import Rank
    from catproof.decide.representable import Representable

    def row(what: str, run: Callable[[], object], expected: object, most: float = 2) -> Row:
        assert run() == expected
        taken = min(seconds(run) for _ in range(5))  # what other programs do meanwhile does not count
        return Row(f"10^6 elements: {what}", f"{taken:.2f} s", f"at most {most:g} s", taken <= most)

    million = 10**6
    graphs = presented(["V", "E"], [Generator("s", 0, 1), Generator("t", 0, 1)], [], limit=100)
    edges = numpy.random.default_rng(1).integers(0, million // 2, (2, million // 2))
    graph = Task(graphs, [range(million // 2), range(million // 2)], list(edges))
    yield row("a random graph, not representable", lambda: Representable(graph).direct().value, False)
    isolated = million // 2 - len(numpy.unique(edges))
    yield row("rank of it, 567,579 generators listed", lambda: Rank(graph).find()[0], million // 2 + isolated, 5)

    many = [f"b{j}" for j in range(million // 100)]
    wide = presented(["p", *many], [Generator(f"g{j}", j + 1, 0) for j in range(len(many))], [], limit=2 * million)
    hundred = Task(wide, [[0] * 100, *([range(100)] * len(many))], [range(100)] * len(many))
    yield row(
        "100 elements with 10^4 restrictions each, not representable",
        lambda: Representable(hundred).direct().value,
        False,
    )

    def turns(category: Category, target: int) -> Hom:
        return Hom([0] * million, [[(j + 1) % million] for j in range(million)], category.incoming)

    made = Presentation("constructed", construction="the integers modulo 10^6")
    loop = Category(["*"], [Generator("r", 0, 0)], made, turns, limit=2 * million)
    apart = numpy.arange(million)
    turn = Task(loop, [range(million)], [(apart + 1) % million])
    yield row("one turn of 10^6, representable", lambda: Representable(turn).direct().value, True)
    halves = Task(loop, [range(million)], [(apart + 2) % million])
    yield row("two turns of half a million, not representable", lambda: Representable(halves).direct().value, False)
    yield row("rank of two turns", lambda: Rank(halves).find()[0], 2)


def symmetric_group() -> Iterator[Row]:
    """S8, 40,320 arrows, from its presentation, in a process of its own: time and peak memory."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "s8.cat"
        path.write_text(S8, encoding="utf-8")
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", "catproof", "check", str(path)], capture_output=True, check=False)
        taken = time.perf_counter() - start
    # The largest of all child processes so far; the others here are small.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1 if sys.platform == "darwin" else 1024) / 1024
    ok = done.returncode == 0
    yield Row(
        "S8: `count(arrows(S8)) = 40320`, checked by the kernel", f"{taken:.1f} s", "at most 20 s", ok and taken < 20
    )
    yield Row("S8: peak memory", f"{peak:.2f} GB", "less than 1 GB", ok and peak < 1)


SWEEP = """\
claim prompt_limit : forall C in categories(arrows <= 5) : forall T in tasks(C, size <= 5) :
    yoneda(C) solves T by prompt iff T is representable
"""


def sweep() -> Iterator[Row]:
    """Theorem 1 on every category with at most 5 arrows and every task with at most 5 elements, with certificates, on
    one core and on two."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "sweep.cat"
        path.write_text(SWEEP, encoding="utf-8")
        command = [sys.executable, "-m", "catproof", "check", str(path), "--timeout", "600"]
        taken = []
        for jobs in ("1", "2"):
            start = time.perf_counter()
            done = subprocess.run([*command, "--jobs", jobs], capture_output=True, text=True, check=False)
            taken.append(time.perf_counter() - start)
            assert done.returncode == 0 and "55258 instances" in done.stdout, done.stdout + done.stderr
    one, two = taken
    yield Row("prompt_limit, 5 arrows, 5 elements: 55,258 instances", f"{one:.1f} s", "at most 20 s", one <= 20)
    yield Row("the same, one core / `--jobs 2`", f"{one / two:.2f}x", "at least 1.6x", one >= 1.6 * two)


BENCHMARKS = {"start-up": start_up, "S8": symmetric_group, "engines": engines, "large": large, "sweep": sweep}


def main(names: list[str]) -> int:
    missed = 0
    print("| what | measured | target | |\n|---|---|---|---|")
    for name, benchmark in BENCHMARKS.items():
        if names and name not in names:
            continue
        for row in benchmark():
            missed += not row.met
            print(f"| {row.what} | {row.measured} | {row.target} | {'met' if row.met else '**missed**'} |", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
