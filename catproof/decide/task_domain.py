"""`tasks(C, size <= n)`: the tasks on a category up to isomorphism, each once, the smaller ones first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catproof.core.blocks import block, task_items
from catproof.core.category import Category
from catproof.core.nouns import counted, singular
from catproof.core.task import Task
from catproof.core.task_search import Sum, TaskSearch
from catproof.decide.tables import numbers


class Tasks:
    """The domain of tasks on `category` with `least` to `most` elements."""

    noun = "tasks"
    unit = "elements"
    listed = True

    def __init__(self, category: Category, least: int, most: int) -> None:
        self.category = category
        self.least = least
        self.most = most
        self._found: dict[int, list[Task]] = {}
        self._search = TaskSearch(category)

    def values(self) -> Iterator[Task]:
        for _, values in self.stages():
            yield from values

    def stages(self) -> Iterator[tuple[int, Iterator[Task]]]:
        for size in range(self.least, self.most + 1):
            yield size, self._of_size(size)

    def _of_size(self, size: int) -> Iterator[Task]:
        if size in self._found:
            yield from self._found[size]
            return
        found: list[Task] = []
        for task in self._search.of_size(size):
            found.append(task)
            yield task
        self._found[size] = found

    def bounded(self, size: int, number: int) -> str:
        return f"{self.noun if number != 1 else singular(self.noun)} with at most {counted(size, self.unit)}"

    def sized(self, size: int, number: int) -> str:
        return f"{self.noun if number != 1 else singular(self.noun)} with {counted(size, self.unit)}"

    def size(self) -> int:
        return sum(self._search.count(size) for size in range(self.least, self.most + 1))

    def show(self, value: Task) -> str:
        """The task as the block of a declaration."""
        return block(task_items(value))

    def parts(self) -> list[Any]:
        """The connected tasks of which all are sums."""
        return [self.reference(part) for part in self._search.parts(self.most)]

    def entry(self, value: Task) -> list[int]:
        """The numbers of the connected tasks of which a value is the sum."""
        assert isinstance(value, Sum)
        return list(value.parts)

    def reference(self, value: Task) -> Any:
        """Its elements, counted, and restrictions, without names."""
        sizes = [len(members) for members in value.elements]
        return {"sizes": sizes, "action": [numbers(values) for values in value.action]}
