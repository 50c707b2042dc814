"""Functors between thin categories, that is, monotone maps of preorders: decided by the order, in time that grows with
the pairs that generate it, never by listing arrows.

A right adjoint of F sends d to the greatest c with F c <= d (Mac Lane IV.5; Davey and Priestley, *Introduction to
Lattices and Order*, 7.23-7.34: Galois connections). F is full iff it reflects the order, and dense iff each object is
the join of the values below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.order import BLOCK, Order


class Monotone:
    """A functor between thin categories by its values on objects."""

    def __init__(self, source: Order, target: Order, values: Sequence[int]) -> None:
        self.source, self.target = source, target
        self.values = values
        self.classes, self.reduced = target.classes
        self.over: dict[int, list[int]] = {}
        """For each class of the target that has values the objects with a value in it."""
        for a, d in enumerate(values):
            self.over.setdefault(self.classes[d], []).append(a)

    @classmethod
    def of(cls, functor: Functor) -> Monotone | None:
        """The functor so, where both of its categories are thin."""
        source, target = functor.source.order, functor.target.order
        return None if source is None or target is None else cls(source, target, functor.on_objects)

    def turned(self) -> Monotone:
        """The opposite functor."""
        return Monotone(self.source.turned, self.target.turned, self.values)

    def left_adjoint(self) -> list[int] | int:
        """For each d the least c with d <= F c, which is a left adjoint; or an object d for which there is none.

        From the top down: what is above d in the source are the objects with the value d, and what is above the next
        larger objects; if these have least ones, then few objects are to be compared.
        """
        least: dict[int, int] = {}
        for d in self.reduced.order:
            if self.classes[d] == d:
                candidates = [*self.over.get(d, ()), *(least[e] for e in self.reduced.above[d])]
                found = self._least(candidates)
                if found is None:
                    return d
                least[d] = found
        return [least[self.classes[d]] for d in range(self.target.count)]

    def _least(self, candidates: Sequence[int]) -> int | None:
        if not candidates:
            return None
        holds, least = self.source.holds, candidates[0]
        for c in candidates:
            if c != least and holds(c, least):
                least = c
        return least if all(c == least or holds(least, c) for c in candidates) else None

    def not_reflected(self) -> Reflection:
        """Does F a <= F b imply a <= b? Where F has an adjoint G, iff F G F a = F a implies G F a = a."""
        holds = self.source.holds
        for side, functor in (("left", self), ("right", self.turned())):
            adjoint = functor.left_adjoint()
            if isinstance(adjoint, list):
                for a, d in enumerate(self.values):
                    c = adjoint[d]
                    if side == "left" and not holds(a, c):
                        return Reflection((a, c), "", [])
                    if side == "right" and not holds(c, a):
                        return Reflection((c, a), "", [])
                return Reflection(None, side, adjoint)
        return Reflection(self._not_reflected(), "", [])

    def _not_reflected(self) -> tuple[int, int] | None:
        """The first pair in blocks of objects b, the objects above in bits."""
        classes, reduced = self.source.classes
        for first in range(0, self.source.count, BLOCK):
            block = range(first, min(first + BLOCK, self.source.count))
            here = _above(reduced, ((classes[b], b - first) for b in block))
            there = _above(self.reduced, ((self.classes[self.values[b]], b - first) for b in block))
            for a, d in enumerate(self.values):
                more = there[self.classes[d]] & ~here[classes[a]]
                if more:
                    return a, first + (more & -more).bit_length() - 1
        return None

    def not_reached(self) -> int | None:
        """An object of the target that is isomorphic to no value."""
        return next((d for d in range(self.target.count) if self.classes[d] not in self.over), None)

    def not_dense(self) -> tuple[int, int] | None:
        """X and Y such that all values below X are below Y, but X is not. From the bottom up: if what is below X are
        joins of values, then X is one iff it is a value, or the join of the next smaller objects."""
        for x in self.reduced.order[::-1]:
            if self.classes[x] != x or x in self.over:
                continue
            lower = self.reduced.below[x]
            above = set(self.reduced.upset(x))
            if len(lower) == 1:
                return x, lower[0]
            bounds: Iterable[int]
            if lower:
                bounds = set.intersection(*(set(self.reduced.upset(z)) for z in lower))
            else:
                bounds = (y for y in range(self.target.count) if self.classes[y] == y)
            y = next((y for y in bounds if y not in above), None)
            if y is not None:
                return x, y
        return None

    def not_adjoint(self, right: Monotone) -> tuple[int, int] | None:
        """c and d for which not both or neither of F c <= d and c <= G d hold: some are at the unit or the counit, if
        there are any."""
        for c, d in enumerate(self.values):
            if not self.source.holds(c, right.values[d]):
                return c, d
        for d, c in enumerate(right.values):
            if not self.target.holds(self.values[c], d):
                return c, d
        return None


class Reflection(NamedTuple):
    """A pair a, b with F a <= F b and not a <= b. Where there is none, `adjoint` is an adjoint of F on this side, if F
    has one; else both are empty."""

    pair: tuple[int, int] | None
    side: str
    adjoint: list[int]


def _above(order: Order, bits: Iterable[tuple[int, int]]) -> list[int]:
    """For each element the bits of those that are above it."""
    found = [0] * order.count
    for b, bit in bits:
        found[b] |= 1 << bit
    for b in order.order:
        if found[b]:
            for a in order.below[b]:
                found[a] = found[a] | found[b] if found[a] else found[b]  # shared, where it is the same
    return found


def arrow_shown(category: Category, a: int, b: int) -> str:
    """The arrow a -> b of a thin category, as a theory file writes it."""
    if a == b:
        return category.show_word((), a)
    return f"({category.show_object(a)} -> {category.show_object(b)})"
