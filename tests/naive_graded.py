"""What is said of graded categories, by brute force: written by hand, and importing nothing of catproof.

Values are `Fraction`s and `inf`. What there must be is looked for among all that could be, on a grid that has every
value which can matter; so nothing here knows a formula that the product uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, permutations, product
from math import inf
from typing import Any

import sympy

Value = Any
Table = Sequence[Sequence[Value]]

TIMES: dict[str, Callable[[Value, Value], Value]] = {
    "bool": lambda a, b: Fraction(1) if a == b == 1 else Fraction(0),
    "prob": lambda a, b: a * b,
    "metric": lambda a, b: a + b,
    "fuzzy": lambda a, b: a if a < b else b,
    "lukasiewicz": lambda a, b: a + b - 1 if a + b > 1 else Fraction(0),
}
UNIT = {"metric": Fraction(0)}
BOTTOM = {"metric": inf}


def unit(name: str) -> Value:
    return UNIT.get(name, Fraction(1))


def bottom(name: str) -> Value:
    return BOTTOM.get(name, Fraction(0))


def at_most(name: str, a: Value, b: Value) -> bool:
    return bool(b <= a) if name == "metric" else bool(a <= b)


def best(name: str, values: Iterable[Value]) -> Value:
    found = bottom(name)
    for value in values:
        found = value if at_most(name, found, value) else found
    return found


def near(a: Value, b: Value, by: Value) -> bool:
    return a == b or (a != inf and b != inf and -by <= a - b <= by) or by == inf


def is_category(name: str, table: Table) -> bool:
    several = range(len(table))
    return all(table[x][x] == unit(name) for x in several) and all(
        at_most(name, TIMES[name](table[x][y], table[y][z]), table[x][z]) for x, y, z in product(several, repeat=3)
    )


def closure(name: str, table: Table) -> list[list[Value]]:
    """Over all paths without repetition."""
    several = range(len(table))

    def along(path: Sequence[int]) -> Value:
        made = unit(name)
        for a, b in pairwise(path):
            made = TIMES[name](made, table[a][b])
        return made

    def ways(x: int, y: int) -> Iterable[Value]:
        if x == y:
            yield unit(name)
            return
        others = [z for z in several if z not in (x, y)]
        for length in range(len(others) + 1):
            for middle in permutations(others, length):
                yield along((x, *middle, y))

    return [[best(name, ways(x, y)) for y in several] for x in several]


def is_under(name: str, table: Table, made: Table, grid: Sequence[Value]) -> bool:
    """Is each entry the truest value of the grid with which all scores into x are below those into y?"""
    several = range(len(table))

    def fits(w: Value, x: int, y: int) -> bool:
        return all(at_most(name, TIMES[name](w, table[z][x]), table[z][y]) for z in several)

    return all(
        fits(made[x][y], x, y) and all(at_most(name, w, made[x][y]) for w in grid if fits(w, x, y))
        for x, y in product(several, repeat=2)
    )


def is_task(name: str, table: Table, values: Sequence[Value]) -> bool:
    several = range(len(table))
    return all(at_most(name, TIMES[name](table[x][y], values[y]), values[x]) for x, y in product(several, repeat=2))


def is_functor(name: str, source: Table, target: Table, on: Sequence[int]) -> bool:
    several = range(len(source))
    return all(at_most(name, source[x][y], target[on[x]][on[y]]) for x, y in product(several, repeat=2))


def solves_by_prompt(target: Table, on: Sequence[int], values: Sequence[Value], p: int, by: Value) -> bool:
    return all(near(value, target[on[x]][on[p]], by) for x, value in enumerate(values))


def ideal(source: Table, target: Table, on: Sequence[int], by: Value) -> bool:
    several = range(len(source))
    return all(near(source[x][y], target[on[x]][on[y]], by) for x, y in product(several, repeat=2))


def ideal_up_to_recalibration(
    source: Table, target: Table, on: Sequence[int], by: Value, grid: Sequence[Value]
) -> bool:
    """Some monotone function on the scores, with values in the grid, comes near enough."""
    several = range(len(source))
    pairs = [(target[on[x]][on[y]], source[x][y]) for x, y in product(several, repeat=2)]
    scores = sorted({score for score, _ in pairs})

    def search(k: int, least: Value) -> bool:
        if k == len(scores):
            return True
        return any(
            value >= least and all(near(value, own, by) for score, own in pairs if score == scores[k])
            and search(k + 1, value)
            for value in grid
        )  # fmt: skip

    return search(0, -1)


def solves_by_tuning(
    name: str, target: Table, on: Sequence[int], values: Sequence[Value], by: Value, grid: Sequence[Value]
) -> bool:
    """Some task on the features, with values in the grid, is near enough."""
    return any(
        all(near(values[x], q[on[x]], by) for x in range(len(values))) and is_task(name, target, q)
        for q in product(grid, repeat=len(target))
    )


def is_lan(
    name: str, target: Table, on: Sequence[int], values: Sequence[Value], made: Sequence[Value], grid: Sequence[Value]
) -> bool:
    """Is it a task with `T <= Q F`, and below every other one, with values in the grid?"""

    def fits(q: Sequence[Value]) -> bool:
        above = all(at_most(name, value, q[on[x]]) for x, value in enumerate(values))
        return above and is_task(name, target, q)

    others = (q for q in product(grid, repeat=len(target)) if fits(q))
    return fits(made) and all(all(at_most(name, a, b) for a, b in zip(made, q, strict=True)) for q in others)


def is_ran(
    name: str, target: Table, on: Sequence[int], values: Sequence[Value], made: Sequence[Value], grid: Sequence[Value]
) -> bool:
    """Is it a task with `Q F <= T`, and above every other one, with values in the grid?"""

    def fits(q: Sequence[Value]) -> bool:
        below = all(at_most(name, q[on[x]], value) for x, value in enumerate(values))
        return below and is_task(name, target, q)

    others = (q for q in product(grid, repeat=len(target)) if fits(q))
    return fits(made) and all(all(at_most(name, b, a) for a, b in zip(made, q, strict=True)) for q in others)


def rank(name: str, table: Table, values: Sequence[Value]) -> int:
    """The fewest prompts, each weighted by the task, whose join it is."""
    several = range(len(table))
    for count in range(len(table) + 1):
        for prompts in combinations(several, count):
            if all(values[x] == best(name, [TIMES[name](table[x][p], values[p]) for p in prompts]) for x in several):
                return count
    raise AssertionError("every object with its own value is enough")


def rank_within(name: str, table: Table, values: Sequence[Value], by: Value, grid: Sequence[Value]) -> int:
    """The fewest prompts, with weights of the grid, whose join is near enough."""
    several = range(len(table))
    for count in range(len(table) + 1):
        for prompts in combinations(several, count):
            for weights in product(grid, repeat=count):
                pairs = list(zip(prompts, weights, strict=True))
                joins = [best(name, [TIMES[name](table[x][p], w) for p, w in pairs]) for x in several]
                if all(near(values[x], joins[x], by) for x in several):
                    return count
    raise AssertionError("every object with its own value is enough")


def weighting(table: Table) -> list[Value] | None:
    """Some w with `table . w` 1 everywhere; None where there is none."""
    size = len(table)
    matrix = sympy.Matrix(size, size, [sympy.Rational(v.numerator, v.denominator) for row in table for v in row])
    try:
        found, free = matrix.gauss_jordan_solve(sympy.ones(size, 1))
    except ValueError:
        return None
    return [Fraction(int(w.p), int(w.q)) for w in found.subs(dict.fromkeys(free, 0))]


def magnitude(name: str, table: Table, base: Value = None) -> Value:
    """The sum of a weighting of the sizes; None where there is none, or no coweighting."""
    whole = [[v if name != "metric" else Fraction(0) if v == inf else base**v for v in row] for row in table]
    sizes = [[Fraction(v).limit_denominator(10**6) for v in row] for row in whole]
    weights, others = weighting(sizes), weighting([list(column) for column in zip(*sizes, strict=True)])
    return None if weights is None or others is None else sum(weights)


def generalizes(
    name: str, source: Table, target: Table, on: Sequence[int], seen: Sequence[int], by: Value = Fraction(0)
) -> bool:
    """F keeps all scores, and whatever keeps them and agrees on what was seen is isomorphic to F; up to an error."""
    if not ideal(source, target, on, by):
        return False
    several = range(len(source))
    for other in product(range(len(target)), repeat=len(source)):
        fits = all(other[x] == on[x] for x in seen) and ideal(source, target, other, by)
        pairs = [(target[other[x]][on[x]], target[on[x]][other[x]]) for x in several]
        if fits and not all(near(a, unit(name), by) and near(b, unit(name), by) for a, b in pairs):
            return False
    return True
