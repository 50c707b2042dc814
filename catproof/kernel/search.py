"""Exhaustive searches over tables: all functors between two categories, natural families of arrows.

A partial functor is its values on some objects and generating arrows, and what these make of the arrows that are
composites of the generating arrows so far: an arrow reached in two ways must have one value. Every step of every arrow
along every generating arrow is tried in the end, so what is left over respects composition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catproof.kernel.functor_tables import Functor
from catproof.kernel.tables import Category

Arrow = tuple[int, int]


class Functors:
    """The functors source -> target. `choices[a]` are the values that object a may have, `fixed` the values that some
    arrows must have; with `faithful` only faithful functors are found, with `full` only such that values have no more
    arrows between them than the objects, with `injective` only those that are one to one on objects."""

    def __init__(
        self,
        source: Category,
        target: Category,
        choices: Sequence[Sequence[int]] | None = None,
        fixed: dict[Arrow, int] | None = None,
        *,
        faithful: bool = False,
        full: bool = False,
        injective: bool = False,
    ) -> None:
        self.source = source
        self.target = target
        self.choices = [range(target.objects)] * source.objects if choices is None else choices
        self.fixed = fixed or {}
        self.faithful, self.full, self.injective = faithful, full, injective
        self.sizes = [
            {(a, p): at.count(a) for p, (at, _, _) in enumerate(c.homs) for a in at} for c in (source, target)
        ]
        self.slots = self._slots()
        self.place = {slot: k for k, slot in enumerate(self.slots)}
        self.objects = [0] * source.objects
        self.words: list[list[int]] = [[] for _ in source.ends]
        self.image: list[dict[int, int]] = [{} for _ in range(source.objects)]
        self.reached: list[list[Arrow]] = [[] for _ in self.slots]
        self.used: set[tuple[int, int, int]] = set()

    def _slots(self) -> list[int]:
        """Objects, as -1 - a, those without a choice first and then such as are joined to earlier ones; each generating
        arrow right after its ends."""
        joined: list[list[int]] = [[] for _ in range(self.source.objects)]
        for g, ends in enumerate(self.source.ends):
            for a in set(ends):
                joined[a].append(g)
        slots: list[int] = []
        weight = [0] * len(joined)
        left = set(range(len(joined)))
        while left:
            x = min(left, key=lambda a: (len(self.choices[a]) > 1, -weight[a], a))
            left.remove(x)
            slots.append(-1 - x)
            for g in joined[x]:
                if not left.intersection(self.source.ends[g]):
                    slots.append(g)
                for a in self.source.ends[g]:
                    weight[a] += 1
        return slots

    def __iter__(self) -> Iterator[Functor]:
        for objects, arrows in self.numbers():
            yield Functor.of(self.source, self.target, objects, arrows)

    def numbers(self) -> Iterator[tuple[list[int], list[Arrow]]]:
        """Of each functor its values on objects, in a list that changes, and on generating arrows."""
        if not self.slots:
            yield [], []
            return
        generating = [(b, self.source.follow(b, 0, [g])) for g, (_, b) in enumerate(self.source.ends)]
        pending = [iter(self._values(0))]
        while pending:
            depth = len(pending) - 1
            self._undo(depth)
            for value in pending[-1]:
                if self._assign(depth, value):
                    break
                self._undo(depth)
            else:
                pending.pop()
                continue
            if depth + 1 < len(self.slots):
                pending.append(iter(self._values(depth + 1)))
                continue
            yield self.objects, [(self.objects[b], self.image[b][f]) for b, f in generating]

    def _values(self, depth: int) -> Sequence[int]:
        slot = self.slots[depth]
        if slot < 0:
            return self.choices[-1 - slot]
        a, b = self.source.ends[slot]
        f = self.source.follow(b, 0, [slot])
        if f in self.image[b]:  # a composite of generating arrows that have values
            return [self.image[b][f]]
        return self.target.between(self.objects[a], self.objects[b])

    def _assign(self, depth: int, value: int) -> bool:
        slot = self.slots[depth]
        if slot < 0:
            a = -1 - slot
            self.objects[a] = value
            return self._fits(depth, a) and self._reach(depth, a, 0, 0)
        b = self.source.ends[slot][1]
        self.words[slot] = self.target.word((self.objects[b], value))
        pending = [
            (p, x, slot)
            for p, image in enumerate(self.image)
            for x in image
            if self.source.homs[p][0][x] == b
        ]  # fmt: skip
        while pending:
            p, x, g = pending.pop()
            y = self.source.homs[p][1][x][self.source.column[g]]
            v = self.target.follow(self.objects[p], self.image[p][x], self.words[g])
            if y in self.image[p]:
                if self.image[p][y] != v:
                    return False
                continue
            if not self._reach(depth, p, y, v):
                return False
            into = self.source.incoming[self.source.homs[p][0][y]]
            pending += [(p, y, h) for h in into if self.place[h] <= depth]
        return True

    def _fits(self, depth: int, a: int) -> bool:
        here, there = self.sizes
        for slot in self.slots[: depth + 1]:
            if slot >= 0:
                continue
            b = -1 - slot
            if self.injective and b != a and self.objects[b] == self.objects[a]:
                return False
            for x, y in ((a, b), (b, a)):
                n, m = here.get((x, y), 0), there.get((self.objects[x], self.objects[y]), 0)
                if (self.faithful and n > m) or (self.full and n < m):
                    return False
        return True

    def _reach(self, depth: int, p: int, x: int, value: int) -> bool:
        key = (p, self.source.homs[p][0][x], value)
        if self.fixed.get((p, x), value) != value or (self.faithful and key in self.used):
            return False
        self.used.add(key)
        self.image[p][x] = value
        self.reached[depth].append((p, x))
        return True

    def _undo(self, depth: int) -> None:
        for p, x in self.reached[depth]:
            self.used.discard((p, self.source.homs[p][0][x], self.image[p].pop(x)))
        self.reached[depth].clear()


def natural_family(left: Functor, right: Functor, candidates: Sequence[Sequence[Arrow]]) -> bool:
    """Is there a natural family with a component left a -> right a from `candidates[a]` at each object a?

    Naturality along the generating arrows is enough. What they do not connect is searched apart.
    """
    source, target = left.source, left.target
    joined: list[set[int]] = [set() for _ in candidates]
    for a, b in source.ends:
        joined[a].add(b)
        joined[b].add(a)
    place: dict[int, int] = {}
    family: dict[int, Arrow] = {}

    def commutes(a: int) -> bool:
        """Along the generating arrows between a and the objects before it?"""
        for g, (x, y) in enumerate(source.ends):
            if a in (x, y) and place.get(x, place[a] + 1) <= place[a] and place.get(y, place[a] + 1) <= place[a]:
                around = target.compose(right.on_generator(g), family[x])
                if around != target.compose(family[y], left.on_generator(g)):
                    return False
        return True

    for start in range(len(candidates)):
        if start in place:
            continue
        place[start] = len(place)
        order = [start]
        for a in order:
            for b in sorted(joined[a]):
                if b not in place:
                    place[b] = len(place)
                    order.append(b)
        pending = [iter(candidates[start])]
        while 0 < len(pending) <= len(order):
            a = order[len(pending) - 1]
            for arrow in pending[-1]:
                family[a] = arrow
                if commutes(a):
                    break
            else:
                pending.pop()
                continue
            if len(pending) == len(order):
                break
            pending.append(iter(candidates[order[len(pending)]]))
        if not pending:
            return False
    return True
