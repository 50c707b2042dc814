"""What tasks on large thin categories are made of: they are held by the objects where they have elements.

A label set has elements at some hundred objects of a hundred thousand. What a task says about all objects and all
generating arrows is here worked out when it is asked for, so that its size is that of its elements.
"""

from __future__ import annotations

from abc import abstractmethod
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from catproof.core.category import Category
from catproof.core.label import Label

_NONE: tuple[Label, ...] = ()


class Sparse(Protocol):
    """What a task on a large thin category knows of its own; see `task.SparseTask`."""

    category: Category
    members: Mapping[int, Sequence[Label]]
    moves: Mapping[int, Sequence[int]] | None
    support: Sequence[int]
    first: Sequence[int]


class OneEach(Mapping[int, Sequence[Label]]):
    """One element of the same name at each of these objects, in increasing order: a label set, in little room."""

    def __init__(self, objects: Sequence[int], label: Label) -> None:
        if isinstance(objects, range) and objects.step == 1:
            self.objects: Sequence[int] = objects
        else:
            self.objects = array("q", sorted(objects))
        self.labels = (label,)

    def __len__(self) -> int:
        return len(self.objects)

    def __iter__(self) -> Iterator[int]:
        return iter(self.objects)

    def __getitem__(self, a: int) -> Sequence[Label]:
        i = bisect_left(self.objects, a)
        if i == len(self.objects) or self.objects[i] != a:
            raise KeyError(a)
        return self.labels


class _View(Sequence[Any]):
    def __init__(self, task: Sparse, length: int) -> None:
        self.task = task
        self.length = length

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self.at(k) for k in range(*index.indices(self.length))]
        if not -self.length <= index < self.length:
            raise IndexError(index)
        return self.at(int(index) % self.length)

    @abstractmethod
    def at(self, index: int) -> Any:
        """The entry with this number, from 0."""


class Members(_View):
    """`elements`: for each object the labels of its elements."""

    def __init__(self, task: Sparse) -> None:
        super().__init__(task, len(task.category.objects))

    def at(self, index: int) -> Sequence[Label]:
        return self.task.members.get(index, _NONE)


class Moves(_View):
    """`action`: for each generating arrow the restrictions along it."""

    def __init__(self, task: Sparse) -> None:
        super().__init__(task, len(task.category.generators))

    def at(self, index: int) -> Sequence[int]:
        count = len(self.task.members.get(self.task.category.quiver.target[index], _NONE))
        if not count or self.task.moves is None:
            return [0] * count
        return self.task.moves[index]


class Starts(_View):
    """`start`: for each object how many elements the objects before it have."""

    def __init__(self, task: Sparse) -> None:
        super().__init__(task, len(task.category.objects) + 1)

    def at(self, index: int) -> int:
        return self.task.first[bisect_right(self.task.support, index - 1)]


def least_closed(category: Category, objects: Sequence[int]) -> list[int]:
    """The objects and all below them, each once: the given ones first."""
    found = dict.fromkeys(objects)
    sources, incoming = category.quiver.source, category.incoming
    below = None if category.order is None else category.order.below
    pending = list(found)
    while pending:
        b = pending.pop()
        for a in (sources[g] for g in incoming[b]) if below is None else below[b]:
            if a not in found:
                found[a] = None
                pending.append(a)
    return list(found)
