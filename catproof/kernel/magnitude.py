"""The magnitude of a graded category: the sum of a weighting of the sizes of its scores, which is multiplied out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from catproof.kernel.euler import solution
from catproof.kernel.graded import Graded
from catproof.kernel.quantales import INF
from catproof.kernel.reading import keys
from catproof.kernel.rejection import need

MOST_BITS = 20_000
_RATIONAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:/[1-9][0-9]*)?\Z")


def _sizes(of: Graded, base: Any) -> list[list[Fraction]]:
    """Of `bool` and `prob` the scores; of `metric` the base to the power of each."""
    need(of.closed(), "the magnitude is that of a graded category")
    need(of.quantale.name in ("bool", "prob", "metric"), "a quantale has no sizes")
    need((base is not None) is (of.quantale.name == "metric"), "distances alone take a base")
    if base is None:
        return [list(map(Fraction, row)) for row in of.values]
    need(0 < base < 1, "a base is between 0 and 1")
    return [[_power(Fraction(base), value) for value in row] for row in of.values]


def _power(base: Fraction, exponent: Any) -> Fraction:
    if exponent == INF:
        return Fraction(0)
    p, q = Fraction(exponent).as_integer_ratio()
    need((base.numerator.bit_length() + base.denominator.bit_length()) * p <= MOST_BITS * q, "a power is too high")
    return Fraction(_root(base.numerator, q), _root(base.denominator, q)) ** p


def _root(number: int, degree: int) -> int:
    """The whole root, found by Newton's steps downward from above."""
    if number == 1 or degree == 1:
        return number
    need(degree <= number.bit_length(), "a power is not rational")
    found = 1 << (number.bit_length() // degree + 1)
    while (lower := ((degree - 1) * found + number // found ** (degree - 1)) // degree) < found:
        found = lower
    need(found**degree == number, "a power is not rational")
    return found


def _turned(table: Sequence[Sequence[Fraction]]) -> list[list[Fraction]]:
    return [list(column) for column in zip(*table, strict=True)]


def magnitude(of: Graded, base: Any = None) -> Fraction:
    """Without evidence: by elimination."""
    table = _sizes(of, base)
    weights, coweights = solution(table), solution(_turned(table))
    need(weights is not None and coweights is not None, "there is no weighting, or no coweighting")
    return sum(weights or [], Fraction(0))


def proved(of: Graded, base: Any, evidence: Any) -> Fraction:
    """By a weighting and a coweighting, each multiplied by the sizes."""
    keys(evidence, ("weights", "coweights"), (), "evidence")
    table = _sizes(of, base)
    weights, coweights = (_read(evidence[key], len(table)) for key in ("weights", "coweights"))
    for rows, vector in ((table, weights), (_turned(table), coweights)):
        right = all(sum((z * w for z, w in zip(row, vector, strict=True)), Fraction(0)) == 1 for row in rows)
        need(right, "the weights do not add up to 1 at every object")
    return sum(weights, Fraction(0))


def _read(texts: Any, count: int) -> list[Fraction]:
    need(type(texts) is list and len(texts) == count, "there is not a weight for each object")
    for text in texts:
        need(type(text) is str and _RATIONAL.match(text), "a weight is no fraction")
        need(str(Fraction(text)) == text, "a weight is not in lowest terms")
    return list(map(Fraction, texts))


OPERATIONS: dict[str, tuple[tuple[str, ...], str, Callable[..., Any]]] = {
    "magnitude": (("graded category",), "number", magnitude),
    "magnitude by": (("graded category", "number"), "number", magnitude),
}
"""As in `graded`."""
