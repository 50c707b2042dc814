"""Formulas of linear inequalities about graded categories and tasks with unknown values; see `reals`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import Any, NamedTuple

from catproof.core.quantale import INF, ZERO, Value
from catproof.engines.linear import Form, Inequality

Symbolic = Form | float
"""A value as a linear form of the unknown ones, or infinity."""

Formula = Any
"""True, False, an `Inequality`, or ("and" | "or", formulas)."""


class Scored(NamedTuple):
    """A graded category with unknown values."""

    values: list[list[Symbolic]]
    quantale: str


class Valued(NamedTuple):
    """A task with unknown values, and what it is on."""

    on: Scored
    values: list[Symbolic]


class Laws(NamedTuple):
    """What unknown values fulfil: inequalities, and formulas that are none."""

    axioms: list[Inequality]
    others: list[Formula]


# ---- the tables, and which values are the bottom ------------------------------------------------------------------

ADDED = ("metric", "prob")
"""Values that are put together are added: distances, and of probabilities the logarithms, turned round."""

BOUNDED = ("fuzzy", "lukasiewicz")
"""Values are between 0 and 1, and no case is apart."""


def unknown(name: str) -> Form:
    """An unknown value, by its name."""
    return Form(((name, Fraction(1)),), ZERO)


def number(value: Fraction | int) -> Form:
    """A known number."""
    return Form((), Fraction(value))


def not_above(a: Form, b: Form) -> Inequality:
    """`a <= b`."""
    return Inequality(a.plus(b, Fraction(-1)))


def constant(value: Value, quantale: str) -> Symbolic | None:
    """A known value; None where it has no form: the logarithm of a probability between 0 and 1."""
    if quantale != "prob":
        return INF if value == INF else number(Fraction(value))
    return {0: INF, 1: number(0)}.get(value)  # type: ignore[call-overload,no-any-return]


def _values(names: Sequence[str], quantale: str) -> Iterator[list[Symbolic]]:
    """The cases of unknown values: which are the bottom; of `bool` the others are the unit."""
    if quantale in BOUNDED:
        yield list(map(unknown, names))
        return
    for bottoms in product((False, True), repeat=len(names)):
        if quantale == "bool":
            yield [number(not bottom) for bottom in bottoms]
        else:
            yield [INF if bottom else unknown(name) for name, bottom in zip(names, bottoms, strict=True)]


def categories(k: int, points: int, quantale: str) -> Iterator[tuple[Scored, Laws]]:
    """The graded categories with so many points; the values of the k-th variable are called so."""
    pairs = [(a, b) for a in range(points) for b in range(points) if a != b]
    for values in _values([f"v{k}_{a}_{b}" for a, b in pairs], quantale):
        table: list[list[Symbolic]] = [[number(int(quantale not in ADDED))] * points for _ in range(points)]
        for (a, b), value in zip(pairs, values, strict=True):
            table[a][b] = value
        ways = [(table[a][c], table[a][b], table[b][c]) for a, c in pairs for b in range(points) if b not in (a, c)]
        laws = _laws(values, ways, quantale)
        if laws is not None:
            yield Scored(table, quantale), laws


def tasks(k: int, on: Scored) -> Iterator[tuple[Valued, Laws]]:
    """The tasks on a graded category."""
    several = range(len(on.values))
    for values in _values([f"v{k}_{a}" for a in several], on.quantale):
        ways = [(values[a], on.values[a][b], values[b]) for a in several for b in several if a != b]
        laws = _laws(values, ways, on.quantale)
        if laws is not None:
            yield Valued(on, values), laws


def _laws(
    values: Sequence[Symbolic], ways: Sequence[tuple[Symbolic, Symbolic, Symbolic]], quantale: str
) -> Laws | None:
    """That values are in their range, and each first one of the ways is as true as the others put together; None where
    that cannot be."""
    found = [v for v in values if isinstance(v, Form) and v.terms]
    axioms = [not_above(number(0), v) for v in found]
    if quantale in BOUNDED:
        axioms += [not_above(v, number(1)) for v in found]
    others: list[Formula] = []
    for way in ways:
        law = product_at_most(*way, quantale)
        if law is False:
            return None
        if isinstance(law, Inequality):
            axioms.append(law)
        elif law is not True:
            others.append(law)
    return Laws(axioms, others)


def lawful(task: Valued) -> Formula:
    """Values are in their range and a task: as a formula, for values that are forms of others."""
    quantale, values, several = task.on.quantale, task.values, range(len(task.values))
    parts = [at_most(number(0), v) for v in values if isinstance(v, Form)]
    if quantale in BOUNDED:
        parts += [at_most(v, number(1)) for v in values]
    ways = [(values[a], task.on.values[a][b], values[b]) for a in several for b in several if a != b]
    return joined("and", [*parts, *(product_at_most(*way, quantale) for way in ways)])


def product_at_most(whole: Symbolic, one: Symbolic, other: Symbolic, quantale: str) -> Formula:
    """Two values put together are at most as true as another one. Of `lukasiewicz` that one is 0 or more."""
    if quantale in ADDED:
        both = isinstance(one, Form) and isinstance(other, Form)
        return at_most(whole, one.plus(other)) if both else True  # type: ignore[union-attr,arg-type]
    assert isinstance(whole, Form) and isinstance(one, Form) and isinstance(other, Form)
    if quantale == "lukasiewicz":
        return inequality(not_above(one.plus(other).plus(number(-1)), whole))
    return joined("or", [at_most(one, whole), at_most(other, whole)])


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
    """Some so many prompts account for every value but the bottom. The best weight of p is its own value, within e the
    truest that is within e of it."""
    quantale, values, scores = task.on.quantale, task.values, task.on.values
    there = [a for a, value in enumerate(values) if isinstance(value, Form)]
    if most < 0:
        return False
    if quantale == "bool" and by is not None:
        by = number(int(by.constant >= 1))  # values of `bool` are 0 and 1 alone

    def accounts(p: int, x: int) -> Formula:
        score, weight, value = scores[x][p], values[p], values[x]
        assert isinstance(weight, Form) and isinstance(value, Form)
        if not isinstance(score, Form):
            return False
        if quantale in ADDED and by is None:
            return at_most(score.plus(weight), value)
        error = by or number(0)
        if quantale == "metric":
            low = value.plus(error)
            return joined("and", [at_most(score, low), at_most(score.plus(weight).plus(error, Fraction(-1)), low)])
        low, high = value.plus(error, Fraction(-1)), weight.plus(error)
        together = high if quantale in ("fuzzy", "bool") else score.plus(high).plus(number(-1))
        return joined("and", [at_most(low, score), at_most(low, together)])

    def covered(prompts: Sequence[int], x: int) -> Formula:
        ways = [accounts(p, x) for p in prompts]
        if quantale not in ADDED:
            value = values[x]
            assert isinstance(value, Form)
            ways.insert(0, at_most(value, by or number(0)))
        return joined("or", ways)

    return joined("or", [
        joined("and", [covered(prompts, x) for x in there])
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


def at(form: Form, point: Mapping[str, Fraction]) -> Fraction:
    """The value of a form at a point; what the point does not say is 0."""
    return sum((c * point.get(name, ZERO) for name, c in form.terms), form.constant)


def holds(formula: Formula, point: Mapping[str, Fraction]) -> bool:
    """Is it true at a point?"""
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, Inequality):
        value = at(formula.form, point)
        return value < 0 or (value == 0 and not formula.strict)
    return (any if formula[0] == "or" else all)(holds(part, point) for part in formula[1])


def implicant(formula: Formula, point: Mapping[str, Fraction]) -> Iterator[Inequality]:
    """Inequalities that hold at the point, and that the formula follows from, which is true there."""
    if isinstance(formula, Inequality):
        yield formula
    elif not isinstance(formula, bool):
        parts = formula[1] if formula[0] == "and" else [next(part for part in formula[1] if holds(part, point))]
        for part in parts:
            yield from implicant(part, point)
