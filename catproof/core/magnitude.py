"""The magnitude of a graded category: the Euler characteristic with scores in place of numbers of arrows.

A *size* makes a number of each value, and a product of numbers of what is put together. With Z(x, y) the size of
C(x, y) a weighting w solves Z w = 1 and a coweighting v solves v Z = 1; where both exist, the sum of either is the
magnitude (Leinster, The magnitude of metric spaces, 2013, 1.1-1.3). Of `bool` and `prob` a value is its own size, of
`metric` it is `base ** d`, for a base between 0 and 1: Leinster's has exp(-t) there. Sizes of `fuzzy` and `lukasiewicz`
are 0 and 1 alone, as `v` and `v (x) v` have one there, or some power of v is 0.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from catproof.core.euler import weighting
from catproof.core.graded import Graded
from catproof.core.limits import LimitReached
from catproof.core.maps import Impossible
from catproof.core.quantale import INF, Value, shown

FEW = 8
"""A base to such a power is written out."""

MOST_BITS = 10_000
"""The size of a distance is written with so many bits at most."""


class Magnitude(NamedTuple):
    """The magnitude, and a weighting and a coweighting that have it as their sum."""

    value: Fraction
    weights: list[Fraction]
    coweights: list[Fraction]


def magnitude(of: Graded, base: Value | None = None) -> Magnitude:
    """The magnitude. Raises `Impossible`, which says why there is none, or `LimitReached`."""
    table = sizes(of, base)
    weights, coweights = weighting(table), weighting(list(zip(*table, strict=True)))
    if weights is None or coweights is None:
        raise Impossible(f"the scores have no {'weighting' if weights is None else 'coweighting'}")
    return Magnitude(sum(weights, Fraction(0)), weights, coweights)


def sizes(of: Graded, base: Value | None) -> list[list[Fraction]]:
    """The sizes of all scores. Raises `Impossible` or `LimitReached`."""
    name = of.quantale.name
    if of.broken is not None:
        raise Impossible("it is no graded category, and the magnitude is that of one")
    if name in ("fuzzy", "lukasiewicz"):
        how = "that of a level is `euler(level(C, v))`" if name == "fuzzy" else "metric, prob and bool have sizes"
        raise Impossible(f"no function of the values of {name} multiplies, but those to 0 and 1; {how}")
    if name != "metric":
        if base is not None:
            raise Impossible(f"a base is given for distances, and the scores are of {name}")
        return [[Fraction(value) for value in row] for row in of.values]
    if base is None:
        raise Impossible("distances take a base between 0 and 1, as in magnitude(C, 1/2)")
    if not 0 < base < 1:
        raise Impossible(f"the base must be between 0 and 1, and it is {shown(base)}")
    known: dict[Value, Fraction] = {}
    for value in (value for row in of.values for value in row):
        if value not in known:
            known[value] = _power(Fraction(base), value)
    return [[known[value] for value in row] for row in of.values]


def _power(base: Fraction, exponent: Value) -> Fraction:
    """`base ** exponent`, which must be rational."""
    if exponent == INF:
        return Fraction(0)
    whole = Fraction(exponent)
    bits = (base.numerator.bit_length() + base.denominator.bit_length()) * whole
    if bits > MOST_BITS:
        raise LimitReached(f"the magnitude needs ({base})^{whole}, which has more than {MOST_BITS:,} bits", "")
    above, below = (_root(part, whole.denominator) for part in (base.numerator, base.denominator))
    if above is None or below is None:
        other = f"{base**whole.denominator}" if whole.denominator <= FEW else f"({base})^{whole.denominator}"
        hint = f"with the base {other} it is one"
        raise Impossible(f"the size of the distance {whole} would be ({base})^({whole}), which is no fraction; {hint}")
    return Fraction(above, below) ** whole.numerator


def _root(number: int, degree: int) -> int | None:
    """The root of a whole number that is 1 or more, where it is whole."""
    if degree > number.bit_length():
        return 1 if number == 1 else None
    low, high = 1, 1 << -(-number.bit_length() // degree)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**degree <= number else (low, middle - 1)
    return low if low**degree == number else None
