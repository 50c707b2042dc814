"""What stands beside each element of an order, in two arrays (compressed sparse rows), and how high each stands."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, overload

from catproof.core.deadline import load

if TYPE_CHECKING:
    from numpy.typing import NDArray


def small(values: NDArray[Any]) -> array[int]:
    """Whole numbers below 2^31 as an array of the standard library, whose entries are Python's own numbers."""
    return array("i", values.astype("i").tobytes())


def whole(values: Sequence[int] | NDArray[Any]) -> NDArray[Any]:
    """Whole numbers as an array, which is no copy where they are in one."""
    load("numpy")
    import numpy as np

    return np.asarray(values) if len(values) else np.zeros(0, np.int64)


class Beside(Sequence[Sequence[int]]):
    """For each element the numbers of the pairs that end there, in increasing order."""

    def __init__(self, count: int, ends: Sequence[int] | NDArray[Any]) -> None:
        """`ends[k]` is where the pair number k ends."""
        load("numpy")
        import numpy as np

        given = np.asarray(ends, np.int64)
        keys = given * len(given) + np.arange(len(given))
        keys.sort()
        self.start = small(np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(given, minlength=count))]))
        self.pairs = small(keys % max(len(given), 1))

    def __len__(self) -> int:
        return len(self.start) - 1

    @overload
    def __getitem__(self, index: int) -> Sequence[int]: ...
    @overload
    def __getitem__(self, index: slice) -> list[Sequence[int]]: ...
    def __getitem__(self, index: int | slice) -> Sequence[int] | list[Sequence[int]]:
        if isinstance(index, slice):
            return [self[k] for k in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self.pairs[self.start[index] : self.start[index + 1]]

    def __iter__(self) -> Iterator[Sequence[int]]:
        start = self.start.tolist()
        return (self.pairs[i:j] for i, j in pairwise(start))

    def lists(self, other: Sequence[int] | NDArray[Any]) -> list[list[int]]:
        """For each element the other ends of its pairs."""
        import numpy as np

        found: list[int] = whole(other)[np.asarray(self.pairs)].tolist()
        start = self.start.tolist()
        return [found[i:j] for i, j in pairwise(start)]

    def of(self, elements: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """The pairs that end at one of these elements: for each the place of that among them, and its number."""
        import numpy as np

        start = np.asarray(self.start)
        first = start[elements].astype(np.int64)
        counts = start[elements + 1] - first
        owner = np.repeat(np.arange(len(elements)), counts)
        place = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        return owner, np.asarray(self.pairs)[first[owner] + place]


def heights(
    smaller: NDArray[Any], larger: NDArray[Any], into: Beside, lists: Callable[[], list[list[int]]]
) -> NDArray[Any]:
    """The length of a longest way up from each element; -1 where there is a cycle, or one above it. `into` has the
    pairs below each element, `lists` gives the elements there.

    Level by level; an order with very many of them is finished one element after the other.
    """
    import numpy as np

    waiting = np.bincount(smaller, minlength=len(into))
    height, last = np.full(len(into), -1, np.int32), np.zeros(len(into), np.int32)
    here = np.flatnonzero(waiting == 0)
    for level in range(LEVELS):
        height[here] = level
        if not len(here):
            return height
        below = smaller[into.of(here)[1]]
        np.subtract.at(waiting, below, 1)
        here = below[waiting[below] == 0]
        last[here] = every = np.arange(len(here), dtype=np.int32)
        here = here[last[here] == every]  # each once
    rest, left, low = height.tolist(), waiting.tolist(), lists()
    for a in (pending := here.tolist()):
        rest[a] = LEVELS
    for b in pending:
        for a in low[b]:
            left[a] -= 1
            rest[a] = max(rest[a], rest[b] + 1)
            if not left[a]:
                pending.append(a)
    found = np.array(rest, np.int32)
    found[np.array(left) > 0] = -1
    return found


LEVELS = 1000
"""So many levels of an order are gone through by arrays."""
