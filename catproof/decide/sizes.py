"""What a domain is, by itself or by size."""

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
