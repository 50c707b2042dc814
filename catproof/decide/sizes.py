"""What a domain is, and how many of its values are told of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, TypeGuard


class Domain(Protocol):
    """A finite range of values. `noun` is what they are called, in the plural.

    `listed` says that a certificate which counts the domain lists its values, because the kernel cannot enumerate it.
    """

    noun: str

    @property
    def listed(self) -> bool: ...

    def values(self) -> Iterator[Any]:
        """The values, in a fixed order. Raises `LimitReached`."""
        ...

    def size(self) -> int:
        """Their number. Raises `LimitReached`."""
        ...

    def show(self, value: Any) -> str:
        """A value in the theory file's own names."""
        ...

    def reference(self, value: Any) -> Any:
        """A value as the certificate refers to it, in Python's own numbers."""
        ...


class Staged(Domain, Protocol):
    """A domain whose values come by size. `unit` is what sizes are counted in, in the plural."""

    unit: str

    def stages(self) -> Iterator[tuple[int, Iterator[Any]]]:
        """The sizes, rising by one, each with its values: together those of `values`. Raises `LimitReached`."""
        ...

    def bounded(self, size: int, number: int) -> str:
        """What the values up to a size are called: `categories with at most 5 arrows`, for so many of them."""
        ...

    def sized(self, size: int, number: int) -> str:
        """What the values of a size are called: `categories with 5 arrows`, for so many of them."""
        ...


def staged(domain: Domain) -> TypeGuard[Staged]:
    """Do the values of the domain come by size?"""
    return hasattr(domain, "stages")


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
