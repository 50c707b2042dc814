"""Domains: what a variable of `forall` and `exists` ranges over, and what `count` counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeGuard

from catproof.core.category import Arrow, Category
from catproof.core.task import Element, Task


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


class Objects:
    """`objects(C)`."""

    noun = "objects"
    listed = False

    def __init__(self, category: Category) -> None:
        self.category = category

    def values(self) -> Iterator[int]:
        return iter(range(len(self.category.objects)))

    def size(self) -> int:
        return len(self.category.objects)

    def show(self, value: int) -> str:
        return self.category.show_object(value)

    def reference(self, value: int) -> Any:
        return int(value)


class Arrows:
    """`arrows(C)` and `arrows(C, a, b)`."""

    noun = "arrows"
    listed = False

    def __init__(self, category: Category, source: int | None = None, target: int | None = None) -> None:
        self.category = category
        self.source = source
        self.target = target

    def values(self) -> Iterator[Arrow]:
        return self.category.arrows(self.source, self.target)

    def size(self) -> int:
        if self.source is None:
            return self.category.count() if self.target is None else len(self.category.hom(self.target).at)
        targets = range(len(self.category.objects)) if self.target is None else (self.target,)
        return sum(self.category.hom_size(self.source, b) for b in targets)

    def show(self, value: Arrow) -> str:
        return self.category.show_arrow(value)

    def reference(self, value: Arrow) -> Any:
        return list(map(int, value))


class Elements:
    """`elements(T)` and `elements(T, a)`."""

    noun = "elements"
    listed = False

    def __init__(self, task: Task, at: int | None = None) -> None:
        self.task = task
        self.at = at

    def values(self) -> Iterator[Element]:
        return (x for x in self.task.all_elements() if self.at in (None, x.object))

    def size(self) -> int:
        return self.task.size if self.at is None else len(self.task.elements[self.at])

    def show(self, value: Element) -> str:
        return self.task.show_element(value) if self.at is not None else self.task.show_at(value)

    def reference(self, value: Element) -> Any:
        return list(map(int, value))
