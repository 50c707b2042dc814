"""Domains: what a variable of `forall` and `exists` ranges over, and what `count` counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from catproof.claims.tables import Tables
from catproof.core.category import Arrow, Category
from catproof.core.task import Element, Task


class Objects(NamedTuple):
    """`objects(C)`."""

    category: Category
    noun = "objects"

    def values(self) -> Iterator[int]:
        return iter(range(len(self.category.objects)))

    def size(self) -> int:
        return len(self.category.objects)

    def show(self, value: int) -> str:
        return self.category.show_object(value)

    def reference(self, value: int) -> Any:
        """The value as the certificate refers to it."""
        return value

    def state(self, tables: Tables) -> dict[str, Any]:
        return {"of": "objects", "category": tables.category(self.category, arrows=False)}


class Arrows(NamedTuple):
    """`arrows(C)` and `arrows(C, a, b)`."""

    category: Category
    source: int | None = None
    target: int | None = None
    noun = "arrows"

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
        """The value as the certificate refers to it."""
        return list(value)

    def state(self, tables: Tables) -> dict[str, Any]:
        category = tables.category(self.category)
        return {"of": "arrows", "category": category, "source": self.source, "target": self.target}


class Elements(NamedTuple):
    """`elements(T)` and `elements(T, a)`."""

    task: Task
    at: int | None = None
    noun = "elements"

    def values(self) -> Iterator[Element]:
        return (x for x in self.task.all_elements() if self.at in (None, x.object))

    def size(self) -> int:
        return self.task.size if self.at is None else len(self.task.elements[self.at])

    def show(self, value: Element) -> str:
        return self.task.show_element(value) if self.at is not None else self.task.show_at(value)

    def reference(self, value: Element) -> Any:
        """The value as the certificate refers to it."""
        return list(value)

    def state(self, tables: Tables) -> dict[str, Any]:
        return {"of": "elements", "task": tables.task(self.task, arrows=False), "at": self.at}


Domain = Objects | Arrows | Elements
