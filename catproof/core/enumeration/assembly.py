"""All finite categories with given numbers of arrows and objects, up to isomorphism, each once.

A category is the sum of its connected parts, in one way up to order and isomorphism. So connected categories are
searched for, one shape at a time, and sums of them put together.

Their numbers are in OEIS: A125696 (by arrows), A125697 (by arrows and objects), A058129 (monoids), and in
G. Cruttwell, R. Leblanc, "Counting finite categories" (2014).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, groupby, pairwise
from math import comb
from typing import NamedTuple

from catproof.core.enumeration import cache, known
from catproof.core.enumeration.running import EVERYTHING, Engine, Pace, Piece, blocks, count_labelled, count_prefixes
from catproof.core.enumeration.shapes import Matrix, connected_matrices, pairs, shape_of, symmetry_count
from catproof.core.enumeration.tables import POINT, CategoryTable, disjoint_union
from catproof.core.limits import LimitReached

KEPT_FROM = 5
"""With fewer arrows besides identities, finding them again is as fast as reading them."""

SPLIT_FROM = 25
"""Shapes with fewer composites are searched in one piece."""

PIECES = 32
"""Into how many pieces a shape is split at most."""

Size = tuple[int, int]
"""Arrows (identities counted) and objects."""


# ---- connected categories -----------------------------------------------------------------------------


def _name(size: Size) -> str:
    return f"categories-{size[0]}-{size[1]}"


def _blocks(size: Size, engine: Engine, cached: bool) -> Iterator[tuple[Matrix, int, bytes]]:
    """The connected categories of this size: shapes, how many more categories of that shape, their composites."""
    arrows, objects = size
    cached = cached and arrows - objects >= KEPT_FROM
    if cached and (kept := _kept(size)) is not None:
        yield from kept
        return
    pace = Pace(engine)
    content: list[bytes] = []
    held = number = labelled = 0
    for matrix in connected_matrices(objects, arrows - objects):
        order, own = symmetry_count(matrix), 0
        for composites, automorphisms in blocks(Piece(matrix), pace):
            number += len(automorphisms)
            own += sum(order // each for each in automorphisms)
            if cached:
                head = bytes(n for row in matrix for n in row) + len(automorphisms).to_bytes(4, "big")
                content += (head, composites)
                held += len(head) + len(composites)
                if held > cache.LARGEST:
                    cached = False
                    content.clear()
            yield matrix, len(automorphisms), composites
        labelled += own
        if cached and size not in known.CONNECTED:
            # Orbits and stabilisers: so many tables a search without symmetry must find.
            cached = own <= known.MOST_LABELLED
            if cached:
                known.check_shape(matrix, own, count_labelled(matrix, pace, own))
    known.check_connected(size, number, labelled)
    if cached:
        cache.write(_name(size), b"".join(content))


def _kept(size: Size) -> list[tuple[Matrix, int, bytes]] | None:
    """The blocks of this size as they were kept, or None: if nothing was, or not as many categories as there are."""
    content = cache.read(_name(size))
    if content is None:
        return None
    found = list(_unpacked(content, size[1]))
    whole = sum(size[1] ** 2 + 4 + len(composites) for _, _, composites in found) == len(content)
    number = sum(number for _, number, _ in found)
    return found if whole and number == known.CONNECTED.get(size, (number, 0))[0] else None


def _unpacked(content: bytes, objects: int) -> Iterator[tuple[Matrix, int, bytes]]:
    position = 0
    while position < len(content):
        matrix = tuple(tuple(content[position + a * objects : position + (a + 1) * objects]) for a in range(objects))
        position += objects * objects
        number = int.from_bytes(content[position : position + 4], "big")
        position += 4
        end = position + number * len(pairs(shape_of(matrix)))
        yield matrix, number, content[position:end]
        position = end


def _tables(matrix: Matrix, number: int, composites: bytes) -> Iterator[CategoryTable]:
    shape = shape_of(matrix)
    width = len(pairs(shape))
    for k in range(number):
        yield CategoryTable(shape, composites[k * width : (k + 1) * width])


def connected_categories(
    arrows: int, objects: int, *, engine: Engine = "auto", cached: bool = True
) -> Iterator[CategoryTable]:
    """The connected categories with so many arrows (identities counted) and objects, up to isomorphism."""
    for block in _blocks((arrows, objects), engine, cached):
        yield from _tables(*block)


# ---- sums ---------------------------------------------------------------------------------------------


MOST_PROPER = 14
"""With more arrows besides the identities even the ways to share them out among connected parts are too many."""


def sums(size: Size) -> Iterator[tuple[tuple[Size, int], ...]]:
    """The sizes of the connected parts of categories of a size, with how often each occurs: connected ones first,
    then by falling size of the parts."""
    arrows, objects = size
    proper = arrows - objects

    def extend(proper: int, objects: int, below: Size) -> Iterator[list[Size]]:
        if proper == 0:
            yield [(1, 1)] * objects
            return
        # A connected category with k objects has at least k - 1 arrows besides identities.
        for own in range(proper, 0, -1):
            for k in range(1, min(own + 1, objects) + 1):
                if (own, k) <= below:
                    for rest in extend(proper - own, objects - k, (own, k)):
                        yield [(own + k, k), *rest]

    if objects == 0:
        if arrows == 0:
            yield ()
        return
    if proper < 0:
        return
    if proper > MOST_PROPER:
        raise LimitReached(
            f"there are too many categories with {arrows} arrows, {proper} of them no identities, to enumerate", ""
        )
    if objects <= proper + 1:
        yield ((size, 1),)
    for one in extend(proper, objects, (proper, objects)):
        if len(one) > 1:
            yield tuple((part, len(list(again))) for part, again in groupby(one))


def _choices(parts: tuple[tuple[Size, int], ...], engine: Engine, cached: bool) -> Iterator[list[CategoryTable]]:
    """The ways to choose parts, without regard to order among those of one size."""
    if not parts:
        yield []
        return
    (size, times), rest = parts[0], parts[1:]
    if times == 1:  # usually by far the most, so they are not held in memory
        followers = list(_choices(rest, engine, cached))
        for table in connected_categories(*size, engine=engine, cached=cached):
            for others in followers:
                yield [table, *others]
        return
    if size == (1, 1):
        yield [POINT] * times
        return
    tables = list(connected_categories(*size, engine=engine, cached=cached))
    followers = list(_choices(rest, engine, cached))
    for chosen in combinations_with_replacement(tables, times):
        for others in followers:
            yield [*chosen, *others]


def _sizes(arrows: int, objects: int | None) -> Iterator[Size]:
    if objects is not None:
        yield (arrows, objects)
    elif arrows == 0:
        yield (0, 0)
    else:
        for k in range(1, arrows + 1):
            yield (arrows, k)


def categories(
    arrows: int, objects: int | None = None, *, engine: Engine = "auto", cached: bool = True
) -> Iterator[CategoryTable]:
    """The categories with `arrows` arrows, identities counted, and `objects` objects (None: any number), each once
    up to isomorphism: by the number of objects, in the same order at every call and with every engine.

    Raises `LimitReached` where there are too many symmetries to search (from nine arrows a -> a besides id(a)).
    """
    for size in _sizes(arrows, objects):
        for parts in sums(size):
            for chosen in _choices(parts, engine, cached):
                yield disjoint_union(chosen)


def count_categories(arrows: int, objects: int | None = None, *, engine: Engine = "auto", cached: bool = True) -> int:
    """The number of categories: 1, 1, 3, 11, 55, 329, 2858, 36440, 1723286 for 0, 1, ... arrows (OEIS A125696).

    Sums are counted and not listed.
    """
    known: dict[Size, int] = {}

    def connected(size: Size) -> int:
        if size not in known:
            known[size] = sum(number for _, number, _ in _blocks(size, engine, cached))
        return known[size]

    total = 0
    for size in _sizes(arrows, objects):
        for parts in sums(size):
            ways = 1
            for part, times in parts:
                ways *= comb(connected(part) + times - 1, times)
            total += ways
    return total


def monoids(order: int, *, engine: Engine = "auto", cached: bool = True) -> Iterator[CategoryTable]:
    """The monoids with `order` elements as categories with one object, each once up to isomorphism (a monoid and its
    opposite are two unless they are isomorphic): 1, 2, 7, 35, 228, 2237, 31559, 1668997 (OEIS A058129)."""
    return categories(order, 1, engine=engine, cached=cached)


# ---- parts of an enumeration --------------------------------------------------------------------------


class Job(NamedTuple):
    """A part of an enumeration that can be done by itself, by another process or machine.

    The sums of connected categories with sizes `parts`; with `pieces` only those whose first part comes from them.
    """

    parts: tuple[tuple[Size, int], ...]
    pieces: tuple[Piece, ...] | None = None

    def run(self, engine: Engine = "auto") -> Iterator[CategoryTable]:
        """The categories of this part, in the order of `categories`."""
        if self.pieces is None:
            for chosen in _choices(self.parts, engine, False):
                yield disjoint_union(chosen)
            return
        pace = Pace(engine)
        followers = list(_choices(self.parts[1:], engine, False))
        for piece in self.pieces:
            for composites, automorphisms in blocks(piece, pace):
                for table in _tables(piece.matrix, len(automorphisms), composites):
                    for others in followers:
                        yield disjoint_union([table, *others])


def shards(arrows: int, objects: int | None = None, *, engine: Engine = "auto") -> list[Job]:
    """Independent parts of `categories(arrows, objects)`: what they give, one after the other, is the whole, in the
    same order. There are always the same, however many workers there are."""
    jobs: list[Job] = []
    pace = Pace(engine)
    for size in _sizes(arrows, objects):
        for parts in sums(size):
            if not parts or parts[0][1] > 1 or parts[0][0][0] - parts[0][0][1] < KEPT_FROM:
                jobs.append(Job(parts))
                continue
            (own_arrows, own_objects), _ = parts[0]
            light: list[Piece] = []
            for matrix in connected_matrices(own_objects, own_arrows - own_objects):
                pieces = _split(matrix, pace)
                if len(pieces) == 1:
                    light += pieces
                    continue
                if light:
                    jobs.append(Job(parts, tuple(light)))
                    light = []
                jobs += [Job(parts, (piece,)) for piece in pieces]
            if light:
                jobs.append(Job(parts, tuple(light)))
    return jobs


def _split(matrix: Matrix, pace: Pace) -> list[Piece]:
    """The search on a shape in pieces: by what the squares of arrows are and as many more composites, which makes
    pieces of like size and takes a small part of the whole time."""
    meeting = pairs(shape_of(matrix))
    squares = sum(g == f for g, f in meeting)
    boundary = min(2 * squares, len(meeting) - 1)
    if len(meeting) < SPLIT_FROM or squares == 0:
        return [Piece(matrix)]
    total = count_prefixes(matrix, boundary, pace)
    number = max(1, min(PIECES, total))
    cuts = [total * k // number for k in range(number + 1)]
    cuts[-1] = EVERYTHING
    return [Piece(matrix, boundary, low, high) for low, high in pairwise(cuts)]
