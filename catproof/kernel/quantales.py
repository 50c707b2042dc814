"""The five quantales of scores, with exact values: their arithmetic, written out apart from that of the engines."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from catproof.kernel.rejection import need

INF = math.inf
"""The only float among the values."""

_EXACT = re.compile(r"(?:0|[1-9][0-9]*)(?:/([1-9][0-9]*))?\Z")


class Quantale(NamedTuple):
    """Truth values in a row: `turned` where smaller numbers are truer."""

    name: str
    unit: Any
    bottom: Any
    turned: bool
    times: Callable[[Any, Any], Any]
    into: Callable[[Any, Any], Any]
    """The residual: the truest w with `w * a` at most b."""

    def at_most(self, a: Any, b: Any) -> bool:
        return bool(a >= b) if self.turned else bool(a <= b)

    def up(self, a: Any, by: Any) -> Any:
        """The truest value within `by` of a."""
        if self.name == "bool":
            return 1 if a == 1 or by >= 1 else 0
        if not self.turned:
            return min(Fraction(1), a + by)
        return max(Fraction(0), a - by) if a != INF else INF if by != INF else Fraction(0)

    def down(self, a: Any, by: Any) -> Any:
        """The least true value within `by` of a."""
        if self.name == "bool":
            return 0 if a == 0 or by >= 1 else 1
        return a + by if self.turned else Fraction(0) if by == INF else max(Fraction(0), a - by)


QUANTALES = {
    "bool": Quantale("bool", 1, 0, False, lambda a, b: a * b, lambda a, b: 1 if a <= b else 0),
    "prob": Quantale("prob", 1, 0, False, lambda a, b: a * b, lambda a, b: 1 if a <= b else b / a),
    "metric": Quantale("metric", 0, INF, True, lambda a, b: a + b, lambda a, b: 0 if a >= b else b - a),
    "fuzzy": Quantale("fuzzy", 1, 0, False, min, lambda a, b: 1 if a <= b else b),
    "lukasiewicz": Quantale(
        "lukasiewicz", 1, 0, False, lambda a, b: max(Fraction(0), a + b - 1), lambda a, b: min(Fraction(1), 1 - a + b)
    ),
}


def exact(text: Any) -> Any:
    """The value that a text is: "3/4" in lowest terms, "2", "inf". Rejects any other text."""
    need(type(text) is str, "a value is no text")
    if text == "inf":
        return INF
    found = _EXACT.match(text)
    need(found is not None, f"{text!r} is no exact value")
    value = Fraction(text)
    need(str(value) == text, f"{text!r} is not in lowest terms")
    return value


def is_number(value: Any) -> bool:
    """Is it exact, or infinity?"""
    return type(value) in (int, Fraction) or (type(value) is float and value == INF)


def apart(a: Any, b: Any) -> Any:
    """How far two values are from each other; infinity from itself nothing."""
    return 0 if a == b else abs(a - b)
