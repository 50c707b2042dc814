"""Numbers with their nouns, as sentences have them."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """`1 arrow`, `5 arrows`."""
    return f"{number} {singular(noun) if number == 1 else noun}"


def counted_or_no(number: int, noun: str) -> str:
    """`no arrows`, `1 arrow`, `5 arrows`."""
    return counted(number, noun) if number else f"no {noun}"


def every_one(number: int, nouns: str) -> str:
    """`all 3 tasks`, `the only task`."""
    return f"the only {singular(nouns)}" if number == 1 else f"all {number} {nouns}"


def singular(noun: str) -> str:
    """`arrow` for `arrows`, `category` for `categories`."""
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")
