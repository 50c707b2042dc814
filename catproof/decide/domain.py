"""Domains: what a variable of `forall` and `exists` ranges over, and what `count` counts; and what may be known of them
besides their values. Nothing else is loaded with this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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


class Summed(Domain, Protocol):
    """A domain whose values are sums: where a certificate lists them, it gives their parts once."""

    def parts(self) -> list[Any]:
        """All parts, as `reference` gives them."""
        ...

    def entry(self, value: Any) -> list[int]:
        """The numbers of the parts of a value."""
        ...


def summed(domain: Domain) -> TypeGuard[Summed]:
    """Are the values of the domain sums?"""
    return hasattr(domain, "parts")


def entries(domain: Domain) -> Callable[[Any], Any]:
    """What gives a value as a certificate's list of the values of the domain has it."""
    return domain.entry if summed(domain) else domain.reference


def listing(domain: Domain, values: Sequence[Any]) -> dict[str, Any]:
    """A certificate's list of values, given as `entries` do."""
    return {"values": values, "parts": domain.parts()} if summed(domain) else {"values": values}


class Proved(Domain, Protocol):
    """A domain whose being complete the kernel may need a proof for."""

    def completeness(self, values: Sequence[Any]) -> dict[str, Any] | None:
        """The proof that the domain has no values but these, given as `reference` does; None where it needs none."""
        ...


def proved(domain: Domain) -> TypeGuard[Proved]:
    """May the kernel need a proof that a list of the domain's values is complete?"""
    return hasattr(domain, "completeness")
