"""The limits of a computation, and what is raised when one is hit."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeVar

from catproof.core.deadline import Exceeded, room
from catproof.core.memory import MEGABYTE
from catproof.errors import CatproofError

Exact = TypeVar("Exact")

DEFAULT_ARROWS = 100_000
"""How many arrows an enumeration may reach unless the user says otherwise (`--limit`)."""


class LimitReached(CatproofError):
    """A bounded computation met its bound: the answer is unknown, not false.

    `limit` is what was hit, in words ("100000 arrows"), `remedy` how to raise it ("--limit").
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[LimitReached], tuple[str, str]]:
        return type(self), (str(self), self.remedy)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LimitReached) and (str(self), self.remedy) == (str(other), other.remedy)

    def __hash__(self) -> int:
        return hash((str(self), self.remedy))

    def again(self) -> LimitReached:
        """The same, to be raised once more: one that is kept must not keep what it was raised in."""
        return LimitReached(str(self), self.remedy)

    @property
    def told(self) -> str:
        """What was hit, with how to raise it."""
        return f"{self} (raise it with {self.remedy})" if self.remedy else str(self)


MOST_DIGITS = 4_000
"""Digits of a number that is counted or computed: it is written in certificates and reasons, and Python writes numbers
of up to 4,300 (`sys.int_info`)."""

_BEYOND = 10**MOST_DIGITS


def writable(value: Exact) -> Exact:
    """The same number. Raises `LimitReached` where it has too many digits to be written."""
    if isinstance(value, int | Fraction) and max(abs(value.numerator), value.denominator) >= _BEYOND:
        raise LimitReached(f"a number has more than {MOST_DIGITS} digits", "")
    return value


SMALL = MEGABYTE
"""Bytes that nobody asks about."""

LABEL, PAIR, NUMBER, ARROW = 16, 64, 40, 200
"""Bytes that the place of an element in a list takes, a label that is a pair, an entry of a list of numbers, and a
generating arrow with its name, or an object that is called by the text of an arrow."""


def reserve(size: float, what: str) -> None:
    """Called before something is built that takes so many bytes. Raises `LimitReached` where the running bodies have
    no room for it (`--memory`)."""
    if size < SMALL:
        return
    free, limit = room(size)
    if size > free:
        needed, rest = size / MEGABYTE, max(0.0, free) / MEGABYTE
        left = f"of the memory limit of {limit:g} MB {rest:,.0f} MB are left"
        raise LimitReached(f"{what} would take about {needed:,.0f} MB, and {left}", "--memory")


def building(name: str, met: Exceeded) -> LimitReached:
    """The limit of time or memory that was met while the thing was built."""
    return LimitReached(f"while {name} was built, {met.limit} was reached", met.remedy)
