"""Enumerating categories: how long it takes, beside clingo and a SAT solver; and a recount of two disputed numbers.

    python tests/benchmarks/enumeration.py              times; the categories with 6 arrows by all three
    python tests/benchmarks/enumeration.py --recount    (9 arrows, 3 objects) and (10 arrows, 4 objects)

Needs `pip install clingo python-sat`. All three count the connected categories one shape at a time, and get the same
shapes and the same symmetry breaking (the whole group of the shape, lexicographic, the same order of composites), so
that what is compared is the search. Times are of one core; the best of three runs for what takes less than a second.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

from catproof.core.enumeration import categories, count_categories, count_posets, orders
from catproof.core.enumeration.running import Engine, Pace, Piece, blocks, plan_of
from catproof.core.enumeration.shapes import Matrix, Shape, connected_matrices, pairs, shape_of, symmetry_count

ANSWER_SET = """
{ composite(I, V) : value(I, V) } = 1 :- cell(I).
known(G, F, V) :- place(I, G, F), composite(I, V).
known(G, F, V) :- unit(G, F, V).
:- triple(H, G, F), known(H, G, U), known(G, F, W), known(U, F, X), known(H, W, Y), X != Y.
equal(S, 0) :- symmetry(S).
equal(S, I + 1) :- equal(S, I), from(S, I, J), composite(I, V), composite(J, W), image(S, W, V).
:- equal(S, I), from(S, I, J), composite(I, V), composite(J, W), image(S, W, X), X < V.
"""


class Problem:
    """A shape in the terms both solvers use."""

    def __init__(self, matrix: Matrix, broken: bool = True) -> None:
        self.shape: Shape = shape_of(matrix)
        self.cells = pairs(self.shape)
        self.number = {pair: i for i, pair in enumerate(self.cells)}
        n, source, target = self.shape.arrows, self.shape.source, self.shape.target
        self.values = [[v for v in range(n) if (source[v], target[v]) == (source[f], target[g])] for g, f in self.cells]
        self.triples = [(h, g, f) for h, g in self.cells for g2, f in self.cells if g == g2]
        self.symmetries: list[tuple[list[int], list[int]]] = []
        if broken and self.cells:
            plan = plan_of(matrix)[1]
            for s in range(len(plan.image) // n):
                origin = [divmod(p, n) for p in plan.origin[s * len(self.cells) : (s + 1) * len(self.cells)]]
                self.symmetries.append((list(plan.image[s * n : (s + 1) * n]), [self.number[g, f] for g, f in origin]))


def by_clingo(matrix: Matrix) -> int:
    """The number of categories of a shape, by answer sets."""
    import clingo

    problem = Problem(matrix)
    if not problem.cells:
        return 1
    source, target = problem.shape.source, problem.shape.target
    facts = []
    for i, (g, f) in enumerate(problem.cells):
        facts.append(f"cell({i}). place({i},{g},{f}).")
        facts += [f"value({i},{v})." for v in problem.values[i]]
    for f in range(problem.shape.arrows):
        facts.append(f"unit({f},{source[f]},{f}). unit({target[f]},{f},{f}).")
    facts += [f"triple({h},{g},{f})." for h, g, f in problem.triples]
    for s, (image, origin) in enumerate(problem.symmetries):
        facts.append(f"symmetry({s}).")
        facts += [f"from({s},{i},{j})." for i, j in enumerate(origin)]
        facts += [f"image({s},{v},{w})." for v, w in enumerate(image)]
    control = clingo.Control(["--models=0", "--project=no", "--warn=none"])
    control.add("base", [], ANSWER_SET + "\n".join(facts))
    control.ground([("base", [])])
    number = 0
    with control.solve(yield_=True) as handle:
        for _ in handle:
            number += 1
    return number


def clauses(problem: Problem) -> tuple[list[list[int]], list[int]]:
    """The same in clauses, and the variables that say what the composites are."""
    objects, _, _ = problem.shape
    ids = itertools.count(1)
    variable = [{v: next(ids) for v in values} for values in problem.values]
    chosen = [x for row in variable for x in row.values()]
    result: list[list[int]] = []
    for row in variable:
        result.append(list(row.values()))
        result += [[-x, -y] for x, y in itertools.combinations(row.values(), 2)]

    def holds(g: int, f: int, v: int) -> int | bool:
        """The variable for g . f = v, or whether that is so."""
        if g < objects:
            return f == v
        if f < objects:
            return g == v
        return variable[problem.number[g, f]].get(v, False)

    def add(literals: list[tuple[int | bool, bool]]) -> None:
        clause = []
        for x, positive in literals:
            if isinstance(x, bool):
                if x == positive:
                    return
            else:
                clause.append(x if positive else -x)
        result.append(clause)

    for h, g, f in problem.triples:
        for u in problem.values[problem.number[h, g]]:
            for w in problem.values[problem.number[g, f]]:
                given = [(holds(h, g, u), False), (holds(g, f, w), False)]
                ends = (problem.shape.source[f], problem.shape.target[h])
                for x in range(problem.shape.arrows):
                    if (problem.shape.source[x], problem.shape.target[x]) == ends:
                        add([*given, (holds(u, f, x), False), (holds(h, w, x), True)])
                        add([*given, (holds(u, f, x), True), (holds(h, w, x), False)])
    for image, origin in problem.symmetries:
        equal: int | bool = True
        for i, j in enumerate(origin):
            following = next(ids)
            same = []
            for v, x in variable[i].items():
                for w, y in variable[j].items():
                    if image[w] < v:
                        add([(equal, False), (x, False), (y, False)])
                    elif image[w] == v:
                        same.append((x, y))
                        add([(equal, False), (x, False), (y, False), (following, True)])
                    else:
                        add([(x, False), (y, False), (following, False)])
            add([(equal, True), (following, False)])
            equal = following
    return result, chosen


def by_sat(matrix: Matrix, broken: bool = True, solver_name: str = "glucose4") -> int:
    """The number of categories of a shape (not `broken`: of tables), by a SAT solver that is told each solution."""
    from pysat.solvers import Solver

    problem = Problem(matrix, broken)
    if not problem.cells:
        return 1
    formula, chosen = clauses(problem)
    number = 0
    with Solver(name=solver_name, bootstrap_with=formula) as solver:
        while solver.solve():
            number += 1
            model = solver.get_model()
            solver.add_clause([-x for x in chosen if model[x - 1] > 0])
    return number


def by_catproof(engine: Engine) -> Callable[[Matrix], int]:
    """The number of categories of a shape, by `catproof.core.enumeration`."""
    return lambda matrix: sum(len(block.automorphisms) for block in blocks(Piece(matrix), Pace(engine)))


def connected(arrows: int, count: Callable[[Matrix], int]) -> int:
    """The connected categories with so many arrows."""
    return sum(count(m) for k in range(1, arrows) for m in connected_matrices(k, arrows - k))


def count_posets_anew() -> int:
    """The posets with 7 points, not those remembered from the last time."""
    orders._all.cache_clear()
    return count_posets(7, cached=False)


def timed(job: Callable[[], Any]) -> tuple[float, Any]:
    """The best time of up to three runs, and the result."""
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        result = job()
        best = min(best, time.perf_counter() - began)
        if best > 1:
            break
    return best, result


def times() -> None:
    """The table of times."""
    print("first call of the compiled search (import numba, load or compile):", flush=True)
    print(f"  {timed_once(lambda: count_categories(3, engine='compiled', cached=False)):8.2f} s")
    rows: list[tuple[str, Callable[[], Any]]] = [
        ("categories, 5 arrows, plain Python", lambda: sum(1 for _ in categories(5, engine="plain", cached=False))),
        ("categories, 6 arrows, plain Python", lambda: sum(1 for _ in categories(6, engine="plain", cached=False))),
        ("categories, 6 arrows, compiled", lambda: sum(1 for _ in categories(6, engine="compiled", cached=False))),
        ("categories, 7 arrows, compiled", lambda: sum(1 for _ in categories(7, engine="compiled", cached=False))),
        ("categories, 7 arrows, from the cache", lambda: sum(1 for _ in categories(7))),
        ("posets, 7 points", count_posets_anew),
    ]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CATPROOF_CACHE"] = folder
        count_categories(7)
        for name, job in rows:
            seconds, number = timed(job)
            print(f"  {seconds:8.3f} s  {name}: {number}", flush=True)
    print("connected categories with 6 arrows, the same shapes and symmetry breaking:")
    ours, expected = timed(lambda: connected(6, by_catproof("compiled")))
    print(f"  {ours:8.3f} s  catproof, compiled: {expected}")
    others: list[tuple[str, Callable[[Matrix], int]]] = [
        ("catproof, plain Python", by_catproof("plain")),
        ("clingo", by_clingo),
        ("python-sat, glucose4", by_sat),
        ("python-sat, minisat22", lambda matrix: by_sat(matrix, solver_name="minisat22")),
    ]
    for name, count in others:
        seconds, number = timed(lambda count=count: connected(6, count))  # type: ignore[misc]
        note = "" if number == expected else "  DIFFERENT"
        print(f"  {seconds:8.3f} s  {name}: {number}{note}, {seconds / ours:.0f} times as long", flush=True)


def timed_once(job: Callable[[], Any]) -> float:
    """The time of one run."""
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


# ---- the recount --------------------------------------------------------------------------------------


def all_connected_matrices(objects: int, proper: int) -> Iterator[Matrix]:
    """All connected matrices up to the order of the objects: by trying all, whether categories have them or not."""
    places = objects * objects
    orders = list(itertools.permutations(range(objects)))
    for bars in itertools.combinations(range(proper + places - 1), places - 1):
        ends = (-1, *bars, proper + places - 1)
        flat = [b - a - 1 for a, b in itertools.pairwise(ends)]
        joined = list(range(objects))
        for i, number in enumerate(flat):
            if number:
                a, b = joined[i // objects], joined[i % objects]
                joined = [a if x == b else x for x in joined]
        if len(set(joined)) > 1:
            continue
        if all([flat[a * objects + b] for a in p for b in p] <= flat for p in orders):
            yield tuple(tuple(flat[a * objects : (a + 1) * objects]) for a in range(objects))


def recount() -> None:
    """The numbers by two methods that share no code but that which lists the pairs of arrows that meet.

    A category with s automorphisms has (symmetries of its shape) / s tables, so a class that was missed or came twice
    would make the sums differ. The smaller sizes that the sums of categories need are those of A125696 up to 8 arrows.
    """
    for arrows, objects, published in (
        (8, 3, "only within 1723286"),
        (9, 3, "60201 or 60322"),
        (10, 4, "65922 or 68990"),
    ):
        proper = arrows - objects
        classes = labelled = 0
        for matrix in connected_matrices(objects, proper):
            for block in blocks(Piece(matrix), Pace()):
                classes += len(block.automorphisms)
                labelled += sum(symmetry_count(matrix) // a for a in block.automorphisms)
        independent = sum(by_sat(matrix, broken=False) for matrix in all_connected_matrices(objects, proper))
        print(f"{arrows} arrows, {objects} objects (published: {published})")
        print(f"  connected, up to isomorphism: {classes}")
        print(f"  connected tables on fixed arrows, from these and their automorphisms: {labelled}")
        print(f"  the same by a SAT solver on all matrices, without symmetry breaking:  {independent}")
        total = count_categories(arrows, objects)
        print(f"  with sums: {total}; sums alone: {total - classes}", flush=True)
        if labelled != independent:
            sys.exit("the two methods disagree")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recount", action="store_true")
    recount() if parser.parse_args().recount else times()
