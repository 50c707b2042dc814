"""Scores in SMT-LIB: real numbers, each with a formula that says where it is infinite; quantales written out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from catproof.bridge.smt_tables import Tables, every, some
from catproof.bridge.statement import NotExportable
from catproof.core.graded import Graded, GradedTask
from catproof.core.quantale import INF, Value

MOST_POINTS = 12
"""Objects of a task whose rank is written out: all choices of prompts are."""


class Score(NamedTuple):
    """A number, and the formula that says that it is infinite instead; `known` where it is written in the theory."""

    value: str
    infinite: str = "false"
    known: bool = False


class Scored(NamedTuple):
    """A graded category: its quantale and its scores; `whole` is it where it is known."""

    quantale: str
    values: Sequence[Sequence[Score]]
    whole: Graded | None = None


class Valued(NamedTuple):
    """A task on one."""

    on: Scored
    values: Sequence[Score]
    whole: GradedTask | None = None


def real(value: Fraction) -> str:
    """A rational number."""
    size = abs(value)
    text = f"{size.numerator}.0" if size.denominator == 1 else f"(/ {size.numerator}.0 {size.denominator}.0)"
    return text if value >= 0 else f"(- {text})"


def constant(value: Value) -> Score:
    """A number that is known."""
    return Score("0.0", "true", True) if value == INF else Score(real(Fraction(value)), "false", True)


ZERO, ONE = constant(Fraction(0)), constant(Fraction(1))


def no(formula: str) -> str:
    """The opposite."""
    return {"true": "false", "false": "true"}.get(formula, f"(not {formula})")


def both(*parts: str) -> str:
    """All of them, simplified."""
    return "false" if "false" in parts else every(parts)


def either(*parts: str) -> str:
    """One of them, simplified."""
    return "true" if "true" in parts else some(parts)


def compared(sign: str, a: Score, b: Score) -> str:
    """A comparison of numbers, where infinity is the greatest."""
    finite = both(no(a.infinite), no(b.infinite))
    if sign == "=":
        return either(both(finite, f"(= {a.value} {b.value})"), both(a.infinite, b.infinite))
    if sign == "!=":
        return no(compared("=", a, b))
    if sign in (">", ">="):
        return compared("<" if sign == ">" else "<=", b, a)
    least = both(b.infinite, no(a.infinite)) if sign == "<" else b.infinite
    return either(both(finite, f"({sign} {a.value} {b.value})"), least)


def plus(a: Score, b: Score) -> Score:
    """The sum."""
    return Score(f"(+ {a.value} {b.value})", either(a.infinite, b.infinite), a.known and b.known)


def near(a: Score, b: Score, by: Score) -> str:
    """They differ by at most so much; infinity from itself not at all."""
    return both(compared("<=", a, plus(b, by)), compared("<=", b, plus(a, by)))


class Quantale(NamedTuple):
    """How the values of a quantale are put together, in formulas; `tables` names what is used more than once."""

    name: str
    tables: Tables

    @property
    def unit(self) -> Score:
        """The truest value."""
        return ZERO if self.name == "metric" else ONE

    @property
    def bottom(self) -> Score:
        """The least true value."""
        return constant(INF) if self.name == "metric" else ZERO

    def at_most(self, a: Score, b: Score) -> str:
        """The first is at most as true as the other."""
        return compared("<=", b, a) if self.name == "metric" else compared("<=", a, b)

    def named(self, one: Score) -> Score:
        """The same by a name."""
        if one.known:
            return one
        name = self.tables.fresh("s")
        self.tables.lines.append(f"(define-fun {name} () Real {self.tables.measured(one.value)})")
        infinite = one.infinite if one.infinite in ("true", "false") else self.tables.flag(one.infinite)
        return Score(name, infinite)

    def chosen(self, formula: str, a: Score, b: Score) -> Score:
        """The first where the formula holds, the other elsewhere."""
        if formula in ("true", "false"):
            return a if formula == "true" else b
        infinite = a.infinite
        if a.infinite != b.infinite:
            infinite = either(both(formula, a.infinite), both(no(formula), b.infinite))
        return Score(f"(ite {formula} {a.value} {b.value})", infinite)

    def tensor(self, a: Score, b: Score) -> Score:
        """Two values put together."""
        if self.name == "metric":
            return plus(a, b)
        if self.name == "prob":
            return Score(f"(* {a.value} {b.value})", "false", a.known and b.known)
        if self.name == "lukasiewicz":
            total = f"(+ {a.value} {b.value})"
            return Score(f"(ite (<= {total} 1.0) 0.0 (- {total} 1.0))")
        return self.chosen(compared("<=", a, b), a, b)

    def residual(self, a: Score, b: Score) -> Score:
        """The truest value that, put together with a, is at most b."""
        truer, difference = self.at_most(a, b), f"(- {b.value} {a.value})"
        if self.name == "metric":
            return self.chosen(truer, ZERO, Score(difference, b.infinite))
        other = {"prob": f"(/ {b.value} {a.value})", "lukasiewicz": f"(+ 1.0 {difference})"}.get(self.name, b.value)
        return self.chosen(truer, ONE, Score(other))

    def meet(self, several: Iterable[Score]) -> Score:
        """The least true of some values."""
        found = self.unit
        for one in several:
            found = self.named(self.chosen(self.at_most(one, found), one, found))
        return found

    def moved(self, a: Score, by: Score, truer: bool) -> Score:
        """The truest value within so much of a, or the least true one. Those of `bool` are 0 and 1 alone."""
        if self.name == "bool":
            return self.chosen(compared("<=", ONE, by), ONE if truer else ZERO, a)
        up = truer is not (self.name == "metric")
        if up:
            more = plus(a, by)
            return more if self.name == "metric" else self.chosen(compared("<=", more, ONE), more, ONE)
        less = Score(f"(- {a.value} {by.value})", both(a.infinite, no(by.infinite)))
        return self.chosen(either(both(compared("<=", a, by), no(a.infinite)), by.infinite), ZERO, less)

    def unknown(self) -> tuple[Score, str]:
        """A value that is not known, and that it is one."""
        (name,) = self.tables.constants(1, "Real")
        if self.name == "metric":
            (infinite,) = self.tables.constants(1, "Bool")
            return Score(name, infinite), f"(<= 0.0 {name})"
        if self.name == "bool":
            return Score(name), f"(or (= {name} 0.0) (= {name} 1.0))"
        return Score(name), f"(and (<= 0.0 {name}) (<= {name} 1.0))"

    # ---- laws ---------------------------------------------------------------------------------------

    def is_category(self, table: Sequence[Sequence[Score]]) -> str:
        """The score of an object from itself is the unit, and every triangle holds."""
        several = range(len(table))
        parts = [compared("=", table[x][x], self.unit) for x in several]
        ways = ((table[x][y], table[y][z], table[x][z]) for x in several for y in several for z in several)
        return both(*parts, *(self.at_most(self.tensor(a, b), whole) for a, b, whole in ways))

    def is_task(self, table: Sequence[Sequence[Score]], values: Sequence[Score]) -> str:
        """The value at an object is at least as true as the score to another one and the value there together."""
        pairs = ((x, y) for x in range(len(values)) for y in range(len(values)))
        return both(*(self.at_most(self.tensor(table[x][y], values[y]), values[x]) for x, y in pairs))

    def rank(self, task: Valued, by: Score | None) -> str:
        """The least number of prompts, of which each accounts for some objects: with its value as its weight; or with
        the truest weight with which it is nowhere more than so much truer than the task, where it comes so near."""
        values, scores, several = task.values, task.on.values, range(len(task.values))
        if len(values) > MOST_POINTS:
            raise NotExportable(f"the rank of a task with more than {MOST_POINTS} values is too large when written out")
        if by is None:
            low, weights = values, values
        else:
            low = [self.named(self.moved(value, by, False)) for value in values]
            high = [self.named(self.moved(value, by, True)) for value in values]
            weights = [self.meet(self.residual(scores[x][p], high[x]) for x in several) for p in several]
        needless = [self.tables.flag(self.at_most(value, self.bottom)) for value in low]
        covers = [
            [self.tables.flag(self.at_most(low[x], self.tensor(scores[x][p], weights[p]))) for x in several]
            for p in several
        ]
        number = f"{len(values)}.0"
        for count in reversed(several):
            ways = (
                every(either(needless[x], *(covers[p][x] for p in prompts)) for x in several)
                for prompts in combinations(several, count)
            )
            number = f"(ite {self.tables.flag(some(ways))} {count}.0 {number})"
        return self.tables.measured(number)
