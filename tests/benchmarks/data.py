"""Benchmarks of real data at real size: `python tests/benchmarks/data.py`.

Seconds are processor time. Each figure stands beside that of loading the same arrays, or of a peer run beside it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import peers

from catproof.core import kan
from catproof.core.category import Category, Generator, Presentation, presented, thin_on
from catproof.core.chase import Equation
from catproof.core.functor import Functor
from catproof.core.sparse import OneEach
from catproof.core.task import SparseTask, Task
from catproof.decide.representable import Representable
from catproof.readers import wordnet


def seconds(run: Callable[[], Any], times: int = 3) -> float:
    """The least processor time of several runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


def loading(arrays: list[Any]) -> float:
    """The time to read these arrays from a file."""
    with tempfile.TemporaryDirectory() as place:
        np.savez(f"{place}/a.npz", *arrays)

        def load() -> None:
            with np.load(f"{place}/a.npz") as found:
                for name in found.files:
                    found[name].sum()

        return seconds(load)


def row(what: str, taken: float, most: float, beside: str) -> tuple[str, bool]:
    met = taken <= most
    return f"| {what} | {taken:.3f} s ({beside}) | at most {most:g} s | {'met' if met else '**missed**'} |", met


def representable() -> Iterator[tuple[str, bool]]:
    for size, most in ((10**6, 1), (10**7, 12)):
        graphs = presented(["V", "E"], [Generator("s", 0, 1), Generator("t", 0, 1)], [])
        ends = np.random.default_rng(1).integers(0, size // 2, (2, size // 2))
        graph = Task(graphs, [range(size // 2)] * 2, list(ends))
        made = Presentation("constructed", construction="the integers modulo the size")

        def none(_category: Category, _target: int) -> Any:
            raise AssertionError("no arrows are needed")

        loop = Category(["*"], [Generator("r", 0, 0)], made, none)
        halves = Task(loop, [range(size)], [(np.arange(size) + 2) % size])
        tree = thin_on(range(size), np.arange(1, size), np.arange(1, size) // 10)
        whole = SparseTask(tree, OneEach(range(size), "yes"))
        cases = (
            ("a random graph, refuted", graph, False, list(ends)),
            ("two turns, refuted", halves, False, list(halves.action)),
            ("a tree, represented by its top", whole, True, list(tree.order.arrays) if tree.order else []),
        )
        for what, task, expected, arrays in cases:
            assert Representable(task).direct().value is expected
            taken, load = seconds(lambda task=task: Representable(task).direct()), loading(arrays)
            yield row(f"{size:,} elements: {what}", taken, most, f"{taken / load:.1f}x loading the arrays")


def pushouts() -> Iterator[tuple[str, bool]]:
    for size, most in ((10**4, 0.03), (10**6, 2)):
        limit = 10**8
        span = presented(list("xys"), [Generator("f", 0, 2), Generator("g", 1, 2)], [], limit=limit)
        arrows = [Generator("a", 0, 1), Generator("b", 0, 2), Generator("f", 1, 3), Generator("g", 2, 3)]
        square = presented(list("pxys"), arrows, [Equation(3, 0, (2, 0), (3, 1))], limit=limit)
        functor = Functor(span, square, [1, 2, 3], [square.generator(2), square.generator(3)])
        rng = np.random.default_rng(1)
        legs = [rng.integers(0, size, size), rng.integers(0, size, size)]
        task = Task(span, [range(size)] * 3, legs)
        kan.lan(functor, task)
        taken, load = seconds(lambda f=functor, t=task: kan.lan(f, t)), loading(legs)
        yield row(f"lan: pushout of {size:,} + {size:,}", taken, most, f"{taken / load:.1f}x loading the arrays")


def cosets() -> Iterator[tuple[str, bool]]:
    """S8 from its presentation against sympy's coset enumeration of S6, per coset: sympy needs minutes for S8."""
    from sympy.combinatorics.coset_table import coset_enumeration_r
    from sympy.combinatorics.fp_groups import FpGroup
    from sympy.combinatorics.free_groups import free_group

    def relations(n: int) -> list[tuple[int, ...]]:
        """Of s = (1 2) and c = (1 2 ... n): Coxeter and Moser 6.2."""
        s, c = 0, 1
        found = [(s, s), (c,) * n, (s, c) * (n - 1)]
        found.append((s, *(c,) * (n - 1), s, c) * 3)
        found += [(s, *(c,) * (n - j), s, *(c,) * j) * 2 for j in range(2, n // 2 + 1)]
        return found

    def ours() -> None:
        group = presented(
            ["*"], [Generator("s", 0, 0), Generator("c", 0, 0)],
            [Equation(0, 0, word, ()) for word in relations(8)], invertible=True,
        )  # fmt: skip
        assert group.count() == 40320

    free, s, c = free_group("s, c")
    words = []
    for relation in relations(6):
        word = free.identity
        for letter in relation:
            word = word * (s, c)[letter]
        words.append(word)

    def theirs() -> None:
        table = coset_enumeration_r(FpGroup(free, words), [])
        table.compress()
        assert len(table.table) == 720

    mine, other = seconds(ours, 1) / 40320, seconds(theirs, 1) / 720
    met = other >= 100 * mine
    yield (
        (
            f"| S8 from its presentation / sympy, per coset | {other / mine:.0f}x faster ({mine * 1e6:.0f} us, "
            f"{other * 1e6:.0f} us) | at least 100x | {'met' if met else '**missed**'} |"
        ),
        met,
    )


def whole_wordnet() -> Iterator[tuple[str, bool]]:
    if not (wordnet.DATA / "data.noun").exists():
        return
    with tempfile.TemporaryDirectory() as place:
        wordnet.write(Path(place))
        taken, room = command("audit", f"{place}/wordnet.cat", "--csv")
    yield row("audit of the whole of WordNet, 1,026 label sets", taken, 4, f"{room:.2f} GB, at most 2")


def command(*arguments: str) -> tuple[float, float]:
    """The processor time of catproof with these arguments, all well, and the most memory of the programs that ran."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "catproof", *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return taken, after.ru_maxrss / 1024 / 1024


def orders_and_tuning() -> Iterator[tuple[str, bool]]:
    """Functors between long chains, and labels on many items along a functor to their codes, checked by the kernel."""
    options = ("--no-cache", "--check-limit", str(10**7), "--limit", str(10**9), "--name")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        size, codes = 10**5, 5 * 10**4
        (folder / "up.csv").write_text("from,to\n" + "".join(f"{k},{2 * k}\n" for k in range(size)))
        (folder / "chain.cat").write_text(
            f"category C = chain({size})\ncategory D = chain({2 * size})\n"
            'functor F : C -> D = read("up.csv", from, to)\n'
            "claim adjoint : F has a right adjoint\nclaim full : F is full\nclaim faithful : F is faithful\n"
            "refute dense : F is dense\n"
        )
        for name in ("adjoint", "full", "faithful", "dense"):
            taken, room = command("check", f"{place}/chain.cat", *options, name)
            yield row(f"chain({size:,}) into chain({2 * size:,}), checked: {name}", taken, 5, f"{room:.2f} GB")
        (folder / "items.csv").write_text("item,none\n" + "".join(f"{k},\n" for k in range(size)))
        (folder / "codes.csv").write_text("code,none\n" + "".join(f"c{k},\n" for k in range(codes)))
        (folder / "code.csv").write_text("item,code\n" + "".join(f"{k},c{k // 2}\n" for k in range(size)))
        for verdict, labelled in (("claim", size // 2), ("refute", size // 2 + 1)):  # the last one parts two of a code
            rows = "".join(f"{k},yes\n" for k in range(labelled))
            (folder / "labels.csv").write_text("item,label\n" + rows)
            (folder / "tuning.cat").write_text(
                'poset Items = read("items.csv", item, none, null = point)\n'
                'poset Codes = read("codes.csv", code, none, null = point)\n'
                'functor F : Items -> Codes = read("code.csv", item, code)\n'
                'task T on Items = read("labels.csv", item, label)\n'
                f"{verdict} tuned : via(F) solves T by tuning\n"
            )
            taken, room = command("check", f"{place}/tuning.cat", *options, "tuned")
            yield row(f"tuning: {size:,} items, {codes:,} codes, checked: {verdict}", taken, 5, f"{room:.2f} GB")


def main() -> int:
    missed = 0
    print("| what | measured | target | |\n|---|---|---|---|")
    for benchmark in (whole_wordnet, orders_and_tuning, representable, pushouts, cosets):
        for line, met in benchmark():
            missed += not met
            print(line, flush=True)
    peers.main()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
