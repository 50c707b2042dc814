"""Tables of large thin categories: arrows known by their generators, tasks by the objects where they have elements."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any


class Lazily:
    """A sequence whose entries are found when asked for; the last one is kept."""

    def __init__(self, length: int, find: Callable[[int], Any]) -> None:
        self.length = length
        self.find = find
        self.last: tuple[int, Any] | None = None

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> Any:
        if not 0 <= index < self.length:
            raise IndexError(index)
        if self.last is None or self.last[0] != index:
            self.last = (index, self.find(index))
        return self.last[1]


class Reachable:
    """The arrows of the thin category with these generating arrows: one to p from each object from which a path leads
    there. They are numbered as a search from p finds them that goes through `incoming` in order."""

    def __init__(self, sources: Sequence[int], targets: Sequence[int], incoming: Any) -> None:
        """`sources[g]` and `targets[g]` are where the generating arrow g begins and ends."""
        self.sources = sources
        self.targets = targets
        self.incoming = incoming
        self.found = Lazily(len(incoming), self._into)
        self.homs = Lazily(len(incoming), lambda p: self.found[p][0])
        self.parents = Lazily(len(incoming), lambda p: self.found[p][1])
        self.over: tuple[int, set[int]] | None = None
        """The last object whose `above` was asked for."""

    @cached_property
    def plain(self) -> bool:
        """No two generating arrows are parallel and none is an identity: the one at place k among those into p is the
        arrow k + 1 into p."""
        ends = set(zip(self.sources, self.targets, strict=True))
        return len(ends) == len(self.sources) and all(a != b for a, b in ends)

    @cached_property
    def outgoing(self) -> list[list[int]]:
        """For each object where the generating arrows out of it end."""
        found: list[list[int]] = [[] for _ in range(len(self.incoming))]
        for a, b in zip(self.sources, self.targets, strict=True):
            found[a].append(b)
        return found

    def _into(self, p: int) -> tuple[Any, Any, dict[int, int]]:
        number, at, parents = {p: 0}, [p], [(0, 0)]
        for x, b in enumerate(at):
            for g in self.incoming[b]:
                a = self.sources[g]
                if a not in number:
                    number[a] = len(at)
                    at.append(a)
                    parents.append((x, g))
        rows = [[number[self.sources[g]] for g in self.incoming[b]] for b in at]
        return (at, rows, range(len(at))), parents, number

    def between(self, a: int, p: int) -> list[int]:
        """The arrow a -> p, if there is one."""
        number = self.found[p][2].get(a)
        return [] if number is None else [number]

    def above(self, a: int) -> set[int]:
        """The objects to which a path leads from this one."""
        if self.over is None or self.over[0] != a:
            found, pending = {a}, [a]
            while pending:
                for b in self.outgoing[pending.pop()]:
                    if b not in found:
                        found.add(b)
                        pending.append(b)
            self.over = a, found
        return self.over[1]

    def acyclic(self) -> bool:
        """Is there no path from an object back to itself, of one arrow or more?"""
        waiting = list(map(len, self.outgoing))
        order = [a for a, n in enumerate(waiting) if not n]
        for b in order:
            for g in self.incoming[b]:
                a = self.sources[g]
                waiting[a] -= 1
                if not waiting[a]:
                    order.append(a)
        return len(order) == len(self.incoming)


class Few:
    """Numbers for all objects, 0 but for a few of them."""

    def __init__(self, length: int, values: dict[int, int]) -> None:
        self.length = length
        self.values = values

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, a: int) -> int:
        if not 0 <= a < self.length:
            raise IndexError(a)
        return self.values.get(a, 0)

    def __iter__(self) -> Iterator[int]:
        return (self.values.get(a, 0) for a in range(self.length))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Few | list) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


class Starts:
    """For each object the sum of the numbers of those before it."""

    def __init__(self, sizes: Few) -> None:
        self.length = len(sizes) + 1
        self.objects = sorted(sizes.values)
        self.sums = [0, *accumulate(map(sizes.values.__getitem__, self.objects))]

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, a: int) -> int:
        if not 0 <= a < self.length:
            raise IndexError(a)
        return self.sums[bisect_left(self.objects, a)]
