"""The quantales that scores live in: truth values that can be compared, multiplied and divided, all exact.

Each is an integral chain: truth values in a row, the unit the greatest of them. `tensor` multiplies, `residual(a, b)`
is the greatest w with `w (x) a <= b`. Lawvere, Metric spaces, generalized logic, and closed categories (1973); Kelly,
Basic Concepts of Enriched Category Theory, 1.1; for `prob` on texts Bradley, Terilla and Vlassopoulos (2021).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple

Value = Fraction | float
"""An exact rational, or `INF`: no other float."""

INF = math.inf
ZERO, ONE = Fraction(0), Fraction(1)


class Quantale(NamedTuple):
    """A quantale. `turned` says that smaller numbers are truer, as distances are."""

    name: str
    unit: Value
    bottom: Value
    turned: bool
    tensor: Callable[[Value, Value], Value]
    residual: Callable[[Value, Value], Value]

    def below(self, a: Value, b: Value) -> bool:
        """Is `a <= b`, b at least as true as a?"""
        return a >= b if self.turned else a <= b

    def join(self, values: Iterable[Value]) -> Value:
        """The truest of them; of none the bottom."""
        several = list(values)
        if not several:
            return self.bottom
        return min(several) if self.turned else max(several)

    def meet(self, values: Iterable[Value]) -> Value:
        """The least true of them; of none the unit."""
        several = list(values)
        if not several:
            return self.unit
        return max(several) if self.turned else min(several)

    def truer(self, a: Value, by: Value) -> Value:
        """The truest value within `by` of a. Values of `bool` are 0 and 1 alone."""
        if self.name == "bool":
            return ONE if by >= 1 else a
        return _less(a, by) if self.turned else _least(ONE, a + by)

    def less_true(self, a: Value, by: Value) -> Value:
        """The least true value within `by` of a."""
        if self.name == "bool":
            return ZERO if by >= 1 else a
        return a + by if self.turned else _less(a, by)

    def has(self, value: Value) -> bool:
        """Is it a value of this quantale?"""
        if self.name == "bool":
            return value in (0, 1)
        return value >= 0 and (self.turned or value <= 1)


def _less(a: Value, by: Value) -> Value:
    """Infinity is within a finite distance of itself alone."""
    if by == INF:
        return ZERO
    return a if a == INF else _most(ZERO, a - by)


def distance(a: Value, b: Value) -> Value:
    """How far two values are from each other; infinity from itself nothing."""
    if a == b:
        return ZERO
    return a - b if a > b else b - a


def _least(a: Value, b: Value) -> Value:
    return a if a <= b else b


def _most(a: Value, b: Value) -> Value:
    return a if a >= b else b


def _metric_residual(a: Value, b: Value) -> Value:
    return ZERO if a >= b else b - a


def _prob_residual(a: Value, b: Value) -> Value:
    return ONE if a <= b else b / a


QUANTALES = {
    quantale.name: quantale
    for quantale in (
        Quantale("bool", ONE, ZERO, False, _least, lambda a, b: ONE if a <= b else ZERO),
        Quantale("prob", ONE, ZERO, False, lambda a, b: a * b, _prob_residual),
        Quantale("metric", ZERO, INF, True, lambda a, b: a + b, _metric_residual),
        Quantale("fuzzy", ONE, ZERO, False, _least, lambda a, b: ONE if a <= b else b),
        Quantale("lukasiewicz", ONE, ZERO, False,
                 lambda a, b: _most(ZERO, a + b - 1), lambda a, b: _least(ONE, 1 - a + b)),
    )
}  # fmt: skip
"""The five quantales, by their names."""

RANGES = {
    "bool": "0 or 1", "metric": "0 or more, or inf",
    **dict.fromkeys(("prob", "fuzzy", "lukasiewicz"), "from 0 to 1"),
}  # fmt: skip
"""What the values of each are, in words."""


def shown(value: Value) -> str:
    """A value as a theory file writes it."""
    return "inf" if value == INF else str(value)


def exact(text: str) -> Value:
    """The value that `shown` writes so."""
    return INF if text == "inf" else Fraction(text)
