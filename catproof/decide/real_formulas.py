"""Formulas of linear inequalities about metrics and tasks with unknown values; see `reals`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import Any, NamedTuple

from catproof.core.quantale import INF, ZERO
from catproof.engines.linear import Form, Inequality

Symbolic = Form | float
"""A value as a linear form of the unknown ones, or infinity."""

Formula = Any
"""True, False, an `Inequality`, or ("and" | "or", formulas)."""


class Scored(NamedTuple):
    """A metric with unknown values."""

    values: list[list[Symbolic]]


class Valued(NamedTuple):
    """A task with unknown values, and the metric that it is on."""

    on: Scored
    values: list[Symbolic]


# ---- the tables, and which values are infinite --------------------------------------------------------------------


def unknown(name: str) -> Form:
    """An unknown value, by its name."""
    return Form(((name, Fraction(1)),), ZERO)


def not_above(a: Form, b: Form) -> Inequality:
    """`a <= b`."""
    return Inequality(a.plus(b, Fraction(-1)))


def metrics(k: int, points: int) -> Iterator[tuple[Scored, list[Inequality]]]:
    """The metrics with so many points; the values of the k-th variable are called so."""
    pairs = [(a, b) for a in range(points) for b in range(points) if a != b]
    for infinite in product((False, True), repeat=len(pairs)):
        values: list[list[Symbolic]] = [[Form((), ZERO)] * points for _ in range(points)]
        for (a, b), far in zip(pairs, infinite, strict=True):
            values[a][b] = INF if far else unknown(f"v{k}_{a}_{b}")
        ways = sums(values, pairs)
        if ways is not None:
            yield Scored(values), ways


def sums(values: list[list[Symbolic]], pairs: Sequence[tuple[int, int]]) -> list[Inequality] | None:
    """That values are not negative, and the triangles; None where an infinite one is a sum of finite ones."""
    axioms = [not_above(Form((), ZERO), v) for a, b in pairs if isinstance(v := values[a][b], Form)]
    for a, c in pairs:
        for b in range(len(values)):
            first, second, there = values[a][b], values[b][c], values[a][c]
            if b in (a, c) or not isinstance(first, Form) or not isinstance(second, Form):
                continue
            if not isinstance(there, Form):
                return None
            axioms.append(not_above(there, first.plus(second)))
    return axioms


def tasks(k: int, on: Scored) -> Iterator[tuple[Valued, list[Inequality]]]:
    """The tasks on a metric."""
    points = len(on.values)
    for infinite in product((False, True), repeat=points):
        values: list[Symbolic] = [INF if far else unknown(f"v{k}_{a}") for a, far in enumerate(infinite)]
        axioms = [not_above(Form((), ZERO), v) for v in values if isinstance(v, Form)]
        lawful = True
        for a in range(points):
            for b in range(points):
                score, there, here = on.values[a][b], values[b], values[a]
                if a == b or not isinstance(score, Form) or not isinstance(there, Form):
                    continue
                if not isinstance(here, Form):
                    lawful = False
                    break
                axioms.append(not_above(here, score.plus(there)))
        if lawful:
            yield Valued(on, values), axioms


# ---- formulas -------------------------------------------------------------------------------------------------------


def joined(word: str, parts: Sequence[Formula]) -> Formula:
    """`and` or `or` of formulas, simplified."""
    settles = word == "or"
    if any(part is settles for part in parts):
        return settles
    rest = [part for part in parts if part is not (not settles)]
    if not rest:
        return not settles
    return rest[0] if len(rest) == 1 else (word, tuple(rest))


def denied(formula: Formula) -> Formula:
    """The opposite."""
    if isinstance(formula, bool):
        return not formula
    if isinstance(formula, Inequality):
        return formula.denied()
    word, parts = formula
    return joined("or" if word == "and" else "and", [denied(part) for part in parts])


def inequality(one: Inequality) -> Formula:
    """True or false where it has no unknowns."""
    if one.form.terms:
        return one
    return one.form.constant < 0 if one.strict else one.form.constant <= 0


def at_most(a: Symbolic, b: Symbolic) -> Formula:
    """`a <= b`, where either may be infinite."""
    if not isinstance(b, Form):
        return True
    return inequality(not_above(a, b)) if isinstance(a, Form) else False


def near(a: Symbolic, b: Symbolic, by: Form) -> Formula:
    """That two values differ by at most so much; infinity from itself not at all."""
    if not isinstance(a, Form) or not isinstance(b, Form):
        return isinstance(a, Form) is isinstance(b, Form)
    return joined("and", [at_most(a, b.plus(by)), at_most(b, a.plus(by))])


def rank_at_most(task: Valued, most: int, by: Form | None) -> Formula:
    """Some so many prompts account for every finite value. Within e the best weight of p is `T(p) - e`, at least 0."""
    there = [a for a, value in enumerate(task.values) if isinstance(value, Form)]
    if most < 0:
        return False

    def accounts(p: int, x: int) -> Formula:
        score, weight, value = task.on.values[x][p], task.values[p], task.values[x]
        assert isinstance(weight, Form) and isinstance(value, Form)
        if not isinstance(score, Form):
            return False
        if by is None:
            return at_most(score.plus(weight), value)
        low = value.plus(by)
        return joined("and", [at_most(score, low), at_most(score.plus(weight).plus(by, Fraction(-1)), low)])

    return joined("or", [
        joined("and", [joined("or", [accounts(p, x) for p in prompts]) for x in there])
        for prompts in combinations(there, min(most, len(there)))
    ])  # fmt: skip


def first(one: Inequality) -> Inequality:
    """Of an inequality and its opposite the one that is not strict."""
    return one.denied() if one.strict else one


def atoms(formula: Formula) -> Iterator[Inequality]:
    """The inequalities of a formula, from left to right; one and its opposite are one."""
    if isinstance(formula, Inequality):
        yield first(formula)
    elif not isinstance(formula, bool):
        for part in formula[1]:
            yield from atoms(part)


def truth(formula: Formula, path: Mapping[Inequality, bool]) -> bool | None:
    """What a formula is where these inequalities are known to hold or not; None where that is open."""
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, Inequality):
        one = first(formula)
        found = path.get(one)
        return found if found is None or one == formula else not found
    word, parts = formula
    values = [truth(part, path) for part in parts]
    if (word == "or") in values:
        return bool(word == "or")
    settled: bool = word == "and"
    return None if None in values else settled


def undecided(formula: Formula, path: Mapping[Inequality, bool]) -> set[Inequality]:
    """The inequalities that are not decided, of parts that are not."""
    if isinstance(formula, bool) or truth(formula, path) is not None:
        return set()
    if isinstance(formula, Inequality):
        return {first(formula)}
    return set().union(*(undecided(part, path) for part in formula[1]))


def constant(value: Any) -> Symbolic:
    """A known value."""
    return INF if value == INF else Form((), Fraction(value))
