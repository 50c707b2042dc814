"""All finite posets with a given number of points, up to isomorphism, each once.

A poset with n points is one with n - 1 points and one more, maximal point above a down-closed set of them. Only
maximal points that are biggest in some isomorphism-free sense are added, and canonical forms keep one of each class.
Their numbers: OEIS A000112. Canonical forms by refinement and individualisation: B. D. McKay, "Practical graph
isomorphism", Congressus Numerantium 30 (1981); G. Brinkmann, B. D. McKay, "Posets on up to 16 points", Order 19 (2002).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from math import factorial
from typing import NamedTuple

from catproof.core.category import Category, thin
from catproof.core.enumeration import cache, known
from catproof.core.enumeration.tables import letter
from catproof.core.label import Label
from catproof.core.limits import DEFAULT_ARROWS, LimitReached

LARGEST = 9
"""With ten points there are 2,567,284 posets, more than can be held."""

KEPT_FROM = 6
"""With fewer points, finding them again is as fast as reading them."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Poset(NamedTuple):
    """A finite poset: for each point the set of points below it, as the sum of 2 ** j over these j. Points come after
    those below them."""

    below: tuple[int, ...]

    @property
    def points(self) -> int:
        """How many points there are."""
        return len(self.below)

    def covers(self) -> list[tuple[int, int]]:
        """The pairs (x, y) with x < y and nothing between them."""
        found = []
        for y, under in enumerate(self.below):
            further = 0
            for x in _members(under):
                further |= self.below[x]
            found += [(x, y) for x in _members(under & ~further)]
        return found

    def category(self, name: str = "", limit: int = DEFAULT_ARROWS) -> Category:
        """The poset as a thin category on its covering pairs; the points are called a, b, c ..."""
        points: list[Label] = [letter(LETTERS, x) for x in range(self.points)]
        return thin(points, self.covers(), name=name, limit=limit)


def _members(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def _above(below: tuple[int, ...]) -> list[int]:
    above = [0] * len(below)
    for y, under in enumerate(below):
        for x in _members(under):
            above[x] |= 1 << y
    return above


def canonical(below: tuple[int, ...]) -> tuple[int, ...]:
    """The same for isomorphic posets and only for them: the poset with its points put in a canonical order."""
    above = _above(below)
    # A point comes after those below it, because they have fewer points below themselves.
    start = _refined(
        below, above, [(under.bit_count(), over.bit_count()) for under, over in zip(below, above, strict=True)]
    )
    return min(_leaves(below, above, start))


def _refined(below: tuple[int, ...], above: list[int], colour: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The coarsest colouring finer than `colour`, and ordered like it, that determines the colours around a point."""
    kinds = len(set(colour))
    while True:
        rank = {c: k for k, c in enumerate(sorted(set(colour)))}
        ranks = [rank[c] for c in colour]
        if kinds == len(colour):
            return [(r,) for r in ranks]
        colour = [
            (ranks[x], *sorted(ranks[y] for y in _members(below[x])), -1, *sorted(ranks[y] for y in _members(above[x])))
            for x in range(len(below))
        ]
        before, kinds = kinds, len(set(colour))
        if kinds == before:
            return [(r,) for r in ranks]


def _leaves(below: tuple[int, ...], above: list[int], colour: list[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """The poset in the orders of its points that refine the colours, up to exchanging twins."""
    cells: dict[tuple[int, ...], list[int]] = {}
    for x, c in enumerate(colour):
        cells.setdefault(c, []).append(x)
    open_cells = [c for c in sorted(cells) if len(cells[c]) > 1]
    if not open_cells:
        place = {x: k for k, (_, (x,)) in enumerate(sorted(cells.items()))}
        relabelled = [0] * len(below)
        for y, under in enumerate(below):
            relabelled[place[y]] = sum(1 << place[x] for x in _members(under))
        yield tuple(relabelled)
        return
    tried: set[tuple[int, int]] = set()
    for x in cells[open_cells[0]]:
        if (below[x], above[x]) not in tried:  # exchanging points with the same points around them changes nothing
            tried.add((below[x], above[x]))
            single = [(*c, 0) if y == x else (*c, 1) for y, c in enumerate(colour)]
            yield from _leaves(below, above, _refined(below, above, single))


def automorphisms(below: tuple[int, ...]) -> int:
    """How many ways there are to exchange the points that change nothing: by orbits and stabilisers."""
    above = _above(below)
    colour = _refined(
        below, above, [(under.bit_count(), over.bit_count()) for under, over in zip(below, above, strict=True)]
    )
    number = 1
    while True:
        cells: dict[tuple[int, ...], list[int]] = {}
        for x, c in enumerate(colour):
            cells.setdefault(c, []).append(x)
        cell = next((cells[c] for c in sorted(cells) if len(cells[c]) > 1), None)
        if cell is None:
            return number
        # Two points of a cell are in one orbit when the poset, told apart by either, is the same.
        single = [[(*c, 0) if y == x else (*c, 1) for y, c in enumerate(colour)] for x in cell]
        forms = [min(_leaves(below, above, _refined(below, above, told))) for told in single]
        number *= forms.count(forms[0])
        colour = _refined(below, above, single[0])


def _down_sets(below: tuple[int, ...]) -> list[int]:
    """The down-closed sets of points."""
    sets = [0]
    for y, under in enumerate(below):
        sets += [s | 1 << y for s in sets if s & under == under]
    return sets


def _largest_maximal(below: tuple[int, ...]) -> bool:
    """Whether the last point has as many points below it as any maximal one."""
    covered = 0
    for under in below:
        covered |= under
    most = below[-1].bit_count()
    return all(under.bit_count() <= most for y, under in enumerate(below) if not covered >> y & 1)


@functools.lru_cache(maxsize=4)
def _all(points: int, cached: bool) -> tuple[tuple[int, ...], ...]:
    if points == 0:
        return ((),)
    name = f"posets-{points}"
    cached = cached and points >= KEPT_FROM
    if cached and (kept := cache.read(name)) is not None and len(kept) == 2 * points * known.POSETS[points]:
        numbers = [int.from_bytes(kept[i : i + 2], "big") for i in range(0, len(kept), 2)]
        return tuple(tuple(numbers[i : i + points]) for i in range(0, len(numbers), points))
    found: set[tuple[int, ...]] = set()
    for smaller in _all(points - 1, cached):
        for under in _down_sets(smaller):
            larger = (*smaller, under)
            if _largest_maximal(larger):
                found.add(canonical(larger))
    result = tuple(sorted(found, key=lambda below: (sum(under.bit_count() for under in below), below)))
    known.check_posets(points, len(result))
    if cached:
        known.check_labelled_posets(points, sum(factorial(points) // automorphisms(below) for below in result))
        cache.write(name, b"".join(under.to_bytes(2, "big") for below in result for under in below))
    return result


def posets(points: int, *, cached: bool = True) -> Iterator[Poset]:
    """The posets with so many points, each once up to isomorphism, those with fewer related pairs first: 1, 1, 2, 5,
    16, 63, 318, 2045, 16999, 183231 for 0, 1, ... points (OEIS A000112). Raises `LimitReached` from ten points on."""
    if points > LARGEST:
        raise LimitReached(f"posets with more than {LARGEST} points are too many to list", "")
    yield from map(Poset, _all(points, cached))


def count_posets(points: int, *, cached: bool = True) -> int:
    """The number of posets with so many points, up to isomorphism."""
    return sum(1 for _ in posets(points, cached=cached))
