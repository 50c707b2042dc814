"""Tasks on large thin categories, held by the objects where they have elements.

A label set has elements at some hundred objects of a hundred thousand. What a task says about all objects and all
generating arrows is here worked out when it is asked for, so that its size is that of its elements.
"""

from __future__ import annotations

from abc import abstractmethod
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from catproof.core.category import Category
from catproof.core.label import Label
from catproof.core.task import Element, Task

_NONE: tuple[Label, ...] = ()


class SparseTask(Task):
    """A presheaf on a thin category. `members[a]` are the labels of T(a), for the objects that have elements.

    `moves[g]` is T(g) for the generating arrows into those objects; without it every restriction is the only one
    possible, into a set of one element.
    """

    def __init__(
        self,
        category: Category,
        members: Mapping[int, Sequence[Label]],
        moves: Mapping[int, Sequence[int]] | None = None,
        *,
        name: str = "",
    ) -> None:
        self.category = category
        self.support: Sequence[int]
        self.first: Sequence[int]
        """`first[i]` is the number of the first element at `support[i]`; last the number of all."""
        self.members = members
        if isinstance(members, OneEach):
            self.support, self.first = members.objects, range(len(members) + 1)
        else:
            self.support = sorted(a for a, labels in members.items() if labels)
            self.first = [0, *accumulate(len(members[a]) for a in self.support)]
        self.moves = moves
        self.name = name
        self.below = None
        self.arrows_into: int | None = None
        self.elements: Any = _Members(self)
        self.action: Any = _Moves(self)
        self.start: Any = _Starts(self)

    def element(self, overall: int) -> Element:
        """The element with this number among all."""
        i = bisect_right(self.first, overall) - 1
        return Element(self.support[i], overall - self.first[i])

    def number(self, element: Element) -> int:
        """The number of an element among all."""
        return self.first[bisect_left(self.support, element.object)] + element.number

    def all_elements(self) -> Iterator[Element]:
        """Every element, object by object."""
        return (Element(a, j) for a in self.support for j in range(len(self.members[a])))

    def sizes(self) -> dict[int, int]:
        """The number of elements at each object that has some."""
        if isinstance(self.members, OneEach):
            return dict.fromkeys(self.support, 1)
        return {a: len(self.members[a]) for a in self.support}

    def edges(self) -> list[list[int]]:
        """For each element its restrictions along the generating arrows into its object."""
        category, first = self.category, self.first
        place = {a: i for i, a in enumerate(self.support)}
        sources, incoming = category.quiver.source, category.incoming
        if isinstance(self.members, OneEach):
            return [[place[sources[g]] for g in incoming[a]] for a in self.support]
        targets: list[list[int]] = []
        for a in self.support:
            below = [(first[place[sources[g]]], self.action[g]) for g in incoming[a]]
            targets.extend([start + int(action[j]) for start, action in below] for j in range(len(self.members[a])))
        return targets


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
    def __init__(self, task: SparseTask, length: int) -> None:
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


class _Members(_View):
    """`elements`: for each object the labels of its elements."""

    def __init__(self, task: SparseTask) -> None:
        super().__init__(task, len(task.category.objects))

    def at(self, index: int) -> Sequence[Label]:
        return self.task.members.get(index, _NONE)


class _Moves(_View):
    """`action`: for each generating arrow the restrictions along it."""

    def __init__(self, task: SparseTask) -> None:
        super().__init__(task, len(task.category.generators))

    def at(self, index: int) -> Sequence[int]:
        count = len(self.task.members.get(self.task.category.quiver.target[index], _NONE))
        if not count or self.task.moves is None:
            return [0] * count
        return self.task.moves[index]


class _Starts(_View):
    """`start`: for each object how many elements the objects before it have."""

    def __init__(self, task: SparseTask) -> None:
        super().__init__(task, len(task.category.objects) + 1)

    def at(self, index: int) -> int:
        return self.task.first[bisect_right(self.task.support, index - 1)]


def least_closed(category: Category, objects: Sequence[int]) -> list[int]:
    """The objects and all below them, each once: the given ones first."""
    found = dict.fromkeys(objects)
    sources, incoming = category.quiver.source, category.incoming
    pending = list(found)
    while pending:
        for g in incoming[pending.pop()]:
            a = sources[g]
            if a not in found:
                found[a] = None
                pending.append(a)
    return list(found)


def arrows_in_an_order(category: Category, at: int, name: str = "") -> SparseTask:
    """y(P) on a large thin category: one element at each object below P, called by its arrow."""
    target = category.show_object(at)
    members: dict[int, list[Label]] = {
        a: [category.show_word((), at) if a == at else f"({category.show_object(a)} -> {target})"]
        for a in category.hom_sizes(at)
    }
    made = SparseTask(category, members, name=name)
    made.arrows_into = at
    return made
