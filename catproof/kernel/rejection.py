"""How a certificate is rejected."""

from __future__ import annotations

from fractions import Fraction
from typing import Any


class Rejected(Exception):
    """The certificate does not prove what it says; the message names the first thing that is wrong."""


class Missing(Rejected):
    """The certificate leaves out the arrows of a category, and they are needed."""


def need_arrows(there: object) -> None:
    """Reject unless the arrows of a category are there."""
    if not there:
        raise Missing("the arrows of the category are missing")


def need(condition: object, message: str) -> None:
    """Reject with the message unless the condition holds."""
    if not condition:
        raise Rejected(message)


MOST_DIGITS = 4_000
_BEYOND = 10**MOST_DIGITS


def writable(value: Any) -> Any:
    """The same exact number, or a rejection where it has more digits than that above or below the line: definitions
    that square what they are given make a number of any length in a few steps."""
    if isinstance(value, int | Fraction):
        need(max(abs(value.numerator), value.denominator) < _BEYOND, f"a number has more than {MOST_DIGITS} digits")
    return value


def index(value: Any, size: int, what: str) -> int:
    """A number from 0 to size - 1, or a rejection."""
    if type(value) is not int or not 0 <= value < size:
        raise Rejected(f"{what}: {value!r} is not a number from 0 to {size - 1}")
    return value


def optional(value: Any, size: int, what: str) -> int | None:
    """A number from 0 to size - 1 or nothing, or a rejection."""
    return None if value is None else index(value, size, what)
