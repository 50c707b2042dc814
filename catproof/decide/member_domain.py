"""`objects(C)`, `arrows(C)` and `elements(T)`: what a structure consists of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catproof.core.category import Arrow, Category
from catproof.core.task import Element, Task


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
