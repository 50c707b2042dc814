"""Partial orders at the size of data: cycles, covering pairs, and an index for what lies below what.

An order is given by pairs (smaller, larger) of numbers. Its covering pairs are those that no others compose to (the
Hasse diagram; Davey and Priestley, *Introduction to Lattices and Order*, 1.14). Nothing here makes a table of all
related pairs.

The index is that of Yildirim, Chaoji and Zaki (GRAIL: *Scalable reachability index for large graphs*, VLDB 2010):
each element gets, from a few depth-first walks, an interval that contains those of everything below it. Most
questions are answered by comparing intervals; the others by a search that the intervals keep small.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence, Set
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from weakref import ref

from catproof.core.beside import Beside, heights, whole
from catproof.core.restrictions import Restrictions
from catproof.core.walks import Interval, entered_and_left, intervals

if TYPE_CHECKING:
    from numpy.typing import NDArray


def neighbours(count: int, ends: Iterable[int], at: Iterable[int]) -> list[list[int]]:
    """For each element what the pairs have on one side that have it on the other, in their order."""
    found: list[list[int]] = [[] for _ in range(count)]
    for a, b in zip(ends, at, strict=True):
        found[b].append(a)
    return found


def given_beside(count: int, pairs: Sequence[tuple[int, int]]) -> tuple[list[list[int]], list[list[int]]]:
    """For each element those given as smaller, and those given as larger, in the order of the pairs."""
    low, high = [a for a, _ in pairs], [b for _, b in pairs]
    return neighbours(count, low, high), neighbours(count, high, low)


def topological(below: Sequence[Sequence[int]], above: Sequence[Sequence[int]]) -> list[int]:
    """The elements, larger ones first; fewer than all where there is a cycle."""
    waiting = list(map(len, above))
    order = [x for x, n in enumerate(waiting) if not n]
    for b in order:
        for a in below[b]:
            waiting[a] -= 1
            if not waiting[a]:
                order.append(a)
    return order


class Cycle(NamedTuple):
    """A shortest cycle x < y < ... < x through the first element of a strongly connected component, without the second
    x, and how many elements the component has: on cycles with these lie that many."""

    ring: list[int]
    component: int


def cycles(below: Sequence[Sequence[int]], above: Sequence[Sequence[int]]) -> list[Cycle]:
    """A cycle of each strongly connected component that has one, by their least elements; linear. `below[b]` are the
    elements given as smaller than b, `above[a]` those given as larger than a."""
    order = topological(below, above)
    if len(order) == len(below):
        return []
    found = []
    for component in _components(above, set(range(len(above))).difference(order)):
        start = min(component)
        inside = set(component)
        before: dict[int, int] = {}
        for x in (pending := [start]):
            for y in above[x]:
                if y in inside and y not in before:
                    before[y] = x
                    pending.append(y)
            if start in before:
                break
        if start in before:
            ring = [before[start]]
            while ring[-1] != start:
                ring.append(before[ring[-1]])
            found.append(Cycle(ring[::-1], len(component)))
    return sorted(found, key=lambda cycle: cycle.ring[0])


def _components(above: Sequence[Sequence[int]], among: Set[int]) -> Iterator[list[int]]:
    """The strongly connected components (Tarjan, *Depth-first search and linear graph algorithms*, 1972) among these
    elements, which contain all that is on a cycle."""
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    waiting: list[int] = []
    unfinished: set[int] = set()
    for start in sorted(among):
        if start in number:
            continue
        stack = [(start, iter(above[start]))]
        number[start] = low[start] = len(number)
        waiting.append(start)
        unfinished.add(start)
        while stack:
            x, rest = stack[-1]
            for y in rest:
                if y in number:
                    if y in unfinished:
                        low[x] = min(low[x], number[y])
                elif y in among:
                    number[y] = low[y] = len(number)
                    waiting.append(y)
                    unfinished.add(y)
                    stack.append((y, iter(above[y])))
                    break
            else:
                stack.pop()
                if stack:
                    low[stack[-1][0]] = min(low[stack[-1][0]], low[x])
                if low[x] == number[x]:
                    component = [waiting.pop()]
                    while component[-1] != x:
                        component.append(waiting.pop())
                    unfinished.difference_update(component)
                    yield component


def covering(count: int, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs (smaller, larger) that no others compose to, in the given order. The pairs have no cycle.

    Elements are gone through from the largest on. (a, b) is redundant iff b lies above another element given above a;
    these are searched along covering pairs, which are known by then, nearest ones first, and no higher than needed.
    So the time is at most that of going through all related pairs, and usually that of reading the given ones.
    """
    below, above = given_beside(count, pairs)
    order = topological(below, above)
    height = [0] * count  # the length of a longest way up; more above means lower
    for b in order:
        deeper = height[b] + 1
        for a in below[b]:
            if height[a] < deeper:
                height[a] = deeper
    redundant = composed((a for a in order if len(above[a]) > 1), above, height)
    return [pair for pair in pairs if pair not in redundant] if redundant else list(pairs)


class _Above(dict[int, list[int]]):
    """Those given as larger than an element, which are asked for when they are looked at."""

    asked: Callable[[int], list[int]]

    def __missing__(self, a: int) -> list[int]:
        found = self[a] = self.asked(a)
        return found


def composed(
    elements: Iterable[int], above: list[list[int]] | _Above, height: Sequence[int] | NDArray[Any]
) -> set[tuple[int, int]]:
    """The pairs from these elements up that others compose to. They come larger ones first, and all are there of
    which one larger element given has another one above it; `above` is left with the covering pairs of these."""
    redundant: set[tuple[int, int]] = set()
    for a in elements:
        given = sorted(above[a], key=height.__getitem__, reverse=True)
        top = height[given[-1]]
        seen: set[int] = set()
        kept = []
        for b in given:
            if b in seen:
                redundant.add((a, b))
                continue
            kept.append(b)
            pending = [b]
            while pending:
                for c in above[pending.pop()]:
                    if c not in seen and height[c] >= top:
                        seen.add(c)
                        pending.append(c)
        if len(kept) < len(given):
            above[a] = kept
    return redundant


BLOCK = 8192
"""How many elements are counted at a time: one bit for each."""


class Order:
    """The order, or preorder, that pairs (smaller, larger) generate on the numbers from 0 to count - 1."""

    def __init__(self, count: int, smaller: Sequence[int], larger: Sequence[int]) -> None:
        self.count = count
        self.smaller = smaller
        self.larger = larger
        self._last: tuple[int, set[int]] | None = None
        self._sizes: dict[int, int] = {}
        self._turned: Order | None = None
        """The opposite order, once it was made for this one."""
        self._turned_of: ref[Order] | None = None
        """The order that this one was made for. It is not kept by it: so both are freed as soon as nobody needs it."""
        self.last_label_set: tuple[object, Restrictions] | None = None
        """The last label set on it that was looked at, see `SparseTask.restrictions`."""

    @cached_property
    def into(self) -> Beside:
        """For each element the numbers of the pairs in which it is the larger one."""
        return Beside(self.count, self.larger)

    @cached_property
    def below(self) -> list[list[int]]:
        """For each element those given as smaller."""
        if (known := self._of_turned("above")) is not None:
            return cast(list[list[int]], known)
        if self.count >= MANY:
            return self.into.lists(self.smaller)
        return neighbours(self.count, self.smaller, self.larger)

    @cached_property
    def above(self) -> list[list[int]]:
        """For each element those given as larger."""
        if (known := self._of_turned("below")) is not None:
            return cast(list[list[int]], known)
        if self.count >= MANY:
            return Beside(self.count, self.smaller).lists(self.larger)
        return neighbours(self.count, self.larger, self.smaller)

    @cached_property
    def order(self) -> list[int]:
        """The elements, larger ones first; fewer than all where there is a cycle."""
        return topological(self.below, self.above)

    @cached_property
    def arrays(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """The smaller and the larger elements of the pairs."""
        return whole(self.smaller), whole(self.larger)

    @cached_property
    def height(self) -> NDArray[Any]:
        """The length of a longest way up from each element; -1 for those on cycles and below them."""
        return heights(*self.arrays, self.into, lambda: self.below)

    def covering(self) -> NDArray[Any]:
        """Which of the pairs no others compose to, see `covering`; they have no cycle, and are all different.

        What has one larger element given, or several that stand equally high, is left alone.
        """
        import numpy as np

        smaller, larger = self.arrays
        top, low = np.full(self.count, self.count, np.int32), np.zeros(self.count, np.int32)
        np.minimum.at(top, smaller, self.height[larger])
        np.maximum.at(low, smaller, self.height[larger])
        several = np.flatnonzero(top < low)
        kept = np.ones(len(smaller), bool)
        if len(several):
            several = several[np.argsort(self.height[several], kind="stable")]
            out, above = Beside(self.count, smaller), _Above()
            above.asked = lambda a: larger[np.asarray(out[a])].tolist()
            found = composed(several.tolist(), above, self.height)
            if found:
                kept = ~np.isin(smaller.astype(np.int64) * self.count + larger, [a * self.count + b for a, b in found])
        return kept

    @cached_property
    def antisymmetric(self) -> bool:
        """Is it a partial order, given without pairs (a, a)?"""
        if (known := self._of_turned("antisymmetric")) is not None:
            return bool(known)
        if self.count >= MANY:
            return bool((self.height >= 0).all())
        return len(self.order) == self.count

    @cached_property
    def distinct(self) -> bool:
        """Is no pair given twice, and none (a, a)?"""
        if self.count >= MANY:
            import numpy as np

            smaller, larger = self.arrays
            keys = np.sort(smaller.astype(np.int64) * self.count + larger)
            return bool((smaller != larger).all() and (keys[1:] != keys[:-1]).all())
        pairs = set(zip(self.smaller, self.larger, strict=True))
        return len(pairs) == len(self.smaller) and all(a != b for a, b in pairs)

    @property
    def turned(self) -> Order:
        """The opposite order; its opposite is this one, as long as that is kept."""
        known = self._known_turned()
        if known is None:
            known = self._turned = Order(self.count, self.larger, self.smaller)
            known._turned_of = ref(self)
        return known

    def _known_turned(self) -> Order | None:
        return self._turned if self._turned_of is None or self._turned is not None else self._turned_of()

    def _of_turned(self, name: str) -> object:
        """What the opposite order knows under this name; None where it does not know it yet."""
        known = self._known_turned()
        return None if known is None else known.__dict__.get(name)

    @property
    def classes(self) -> tuple[list[int], Order]:
        """For each element the least one that is below and above it; and the order of these, the others alone."""
        least, order = self._classes
        return least, order or self

    @cached_property
    def _classes(self) -> tuple[list[int], Order | None]:
        """The same; None for this order itself, which would keep itself."""
        least = list(range(self.count))
        if self.antisymmetric:
            return least, None
        for component in _components(self.above, set(least).difference(self.order)):
            first = min(component)
            for x in component:
                least[x] = first
        pairs = {(least[a], least[b]) for a, b in zip(self.smaller, self.larger, strict=True)}
        different = [pair for pair in pairs if pair[0] != pair[1]]
        return least, Order(self.count, [a for a, _ in different], [b for _, b in different])

    @cached_property
    def _intervals(self) -> list[Interval]:
        return intervals(self.below, self.above, WALKS)

    @cached_property
    def tree(self) -> tuple[list[int], list[int]] | None:
        """Of a partial order in which nothing has two next larger elements: when a walk down enters each element, and
        when it has left what is below, so that this is all that it enters in between. Of others None."""
        if not self.antisymmetric or len({*self.smaller}) < len(self.smaller):
            return None
        return entered_and_left(self.below, self.above)

    def holds(self, a: int, b: int) -> bool:
        """Is a <= b?"""
        if a == b:
            return True
        if self.tree is not None:
            entered, left = self.tree
            return entered[b] <= entered[a] < left[b]
        if not self.antisymmetric:
            least, order = self.classes
            return order.holds(least[a], least[b])
        if "_intervals" in self.__dict__:
            return self._holds_by_intervals(a, b)
        seen, pending = {a}, [a]
        while pending:
            if len(seen) > FEW:
                return self._holds_by_intervals(a, b)
            for c in self.above[pending.pop()]:
                if c == b:
                    return True
                if c not in seen:
                    seen.add(c)
                    pending.append(c)
        return False

    def _holds_by_intervals(self, a: int, b: int) -> bool:
        intervals = self._intervals

        def may(low: int) -> bool:
            return all(least[b] <= last[low] <= last[b] for last, least, _ in intervals)

        def surely(low: int) -> bool:
            return any(first[b] <= last[low] <= last[b] for last, _, first in intervals)

        if surely(a):
            return True
        seen, pending = {a}, [a] if may(a) else []
        while pending:
            for c in self.above[pending.pop()]:
                if surely(c):
                    return True
                if c not in seen and may(c):
                    seen.add(c)
                    pending.append(c)
        return False

    def upset(self, a: int) -> tuple[int, ...]:
        """All b >= a."""
        seen, pending = {a}, [a]
        while pending:
            for b in self.above[pending.pop()]:
                if b not in seen:
                    seen.add(b)
                    pending.append(b)
        return tuple(seen)

    def downset(self, b: int) -> set[int]:
        """All a <= b. The last one is kept."""
        if self._last is None or self._last[0] != b:
            seen, pending = {b}, [b]
            while pending:
                for a in self.below[pending.pop()]:
                    if a not in seen:
                        seen.add(a)
                        pending.append(a)
            self._last = (b, seen)
        return self._last[1]

    def greatest(self) -> int | None:
        """The first element that all are below; None if there is none. Linear: of those that a search down from no
        earlier element reaches only the last can be one."""
        seen: set[int] = set()
        last = None
        for b in range(self.count):
            if b not in seen:
                last, pending = b, [b]
                seen.add(b)
                while pending:
                    for a in self.below[pending.pop()]:
                        if a not in seen:
                            seen.add(a)
                            pending.append(a)
        return None if last is None or len(self.downset(last)) < self.count else min(self.upset(last))

    def downset_size(self, b: int, most: int | None = None) -> int | None:
        """How many a <= b there are; None where they are more than `most`. They are counted no further than that."""
        size = self._sizes.get(b)
        if size is None:
            seen, pending = {b}, [b]
            while pending:
                if most is not None and len(seen) > most:
                    return None
                for a in self.below[pending.pop()]:
                    if a not in seen:
                        seen.add(a)
                        pending.append(a)
            size = self._sizes[b] = len(seen)
        return None if most is not None and size > most else size

    @cached_property
    def downset_sizes(self) -> list[int]:
        """How many a <= b there are, for each b, without making the sets.

        Where no element has two larger ones given (a forest), by adding up; otherwise by bits for `BLOCK` elements
        at a time. Not for preorders with cycles.
        """
        sizes = [1] * self.count
        upward = self.order[::-1]
        if all(len(bs) < 2 for bs in self.above):
            for a in upward:
                for b in self.above[a]:
                    sizes[b] += sizes[a]
            return sizes
        sizes = [0] * self.count
        for first in range(0, self.count, BLOCK):
            # Going up from the lowest element of the block: what lies below an element comes before it.
            bits = [0] * self.count
            for i in range(first, self.count):
                x = upward[i]
                here = bits[x]
                if i < first + BLOCK:
                    here |= 1 << (i - first)
                if here:
                    sizes[x] += here.bit_count()
                    for b in self.above[x]:
                        bits[b] |= here
                bits[x] = 0
        return sizes

    @cached_property
    def _related(self) -> int:
        return sum(self.downset_sizes) if self.antisymmetric else sum(len(self.downset(b)) for b in range(self.count))

    def related(self) -> int:
        """How many pairs a <= b there are."""
        return self._related


FEW = 200
"""So many elements above one are looked through before an index is made."""

MANY = 10_000
"""From so many elements on arrays are worth the time it takes to import them."""

WALKS = 2
"""Depth-first walks of the index."""


def held(
    members: Collection[int], items: Container[int], below: Sequence[Collection[int]], above: Sequence[Iterable[int]]
) -> list[int]:
    """Where a label of items holds: of a concept when it holds of all items below it, of which there is one. That
    is the right Kan extension of the label along items -> concepts. Items are those listed, and what nothing is below.

    From the bottom up: of what is no item it holds when it holds of all that is next below; of an item, when it holds
    of itself besides.
    """
    found = dict.fromkeys(a for a in members if not below[a])
    waiting: dict[int, int] = {}
    for a in (pending := list(found)):
        for b in above[a]:
            waiting[b] = waiting.get(b, 0) + 1
            if waiting[b] == len(below[b]) and (b in members or b not in items):
                found[b] = None
                pending.append(b)
    return list(found)
