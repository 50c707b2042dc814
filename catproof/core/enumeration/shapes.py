"""The shapes of finite categories: how many arrows there are between the objects, and the symmetries of that.

A connected category with k objects is a k x k matrix of numbers of arrows other than identities, with a composition
table. Matrices that differ by the order of the objects alone have the same categories, so one of them is kept.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import pairwise, permutations, product
from math import comb, factorial, prod
from typing import NamedTuple

from catproof.core.limits import LimitReached

Matrix = tuple[tuple[int, ...], ...]
"""How many arrows there are from each object to each other one, identities not counted."""

LARGEST = 2_000_000
"""The most matrices to go through for the shapes of one size."""


class Shape(NamedTuple):
    """The objects 0 .. objects - 1 and the arrows of a category, without their composition.

    Arrow number a < objects is the identity of object a; the others follow.
    """

    objects: int
    source: tuple[int, ...]
    target: tuple[int, ...]

    @property
    def arrows(self) -> int:
        """How many arrows there are, identities counted."""
        return len(self.source)


@functools.cache
def pairs(shape: Shape) -> tuple[tuple[int, int], ...]:
    """The pairs (g, f) of arrows that have a composite g . f and are no identities: squares first, then in order.

    The search fills tables in this order. Symmetries carry squares to squares, so that few symmetries are left to
    watch once the squares are known.
    """
    proper = range(shape.objects, shape.arrows)
    meeting = ((g, f) for g in proper for f in proper if shape.source[g] == shape.target[f])
    return tuple(sorted(meeting, key=lambda pair: (pair[0] != pair[1], pair)))


def shape_of(matrix: Matrix) -> Shape:
    """The shape with `matrix[a][b]` arrows a -> b other than identities, ordered by their ends."""
    size = len(matrix)
    ends = [(a, b) for a in range(size) for b in range(size) for _ in range(matrix[a][b])]
    return Shape(size, (*range(size), *(a for a, _ in ends)), (*range(size), *(b for _, b in ends)))


def _compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """The ways to write `total` as an ordered sum of numbers >= 0."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total, -1, -1):
        for rest in _compositions(total - first, parts - 1):
            yield (first, *rest)


def _connected(matrix: Matrix) -> bool:
    size = len(matrix)
    seen, queue = {0}, [0]
    for a in queue:
        for b in range(size):
            if b not in seen and (matrix[a][b] or matrix[b][a]):
                seen.add(b)
                queue.append(b)
    return len(seen) == size


def _composable(matrix: Matrix) -> bool:
    """Whether there is an arrow wherever there must be a composite (identities are not in the matrix)."""
    objects = range(len(matrix))
    return all(
        matrix[a][c]
        for a in objects
        for b in objects
        if matrix[a][b] and a != b
        for c in objects
        if matrix[b][c] and b != c and a != c
    )


def _like(key: tuple[object, ...]) -> Iterator[tuple[int, ...]]:
    """The permutations of the places of a sorted sequence that move each value to an equal one."""
    blocks: list[list[int]] = []
    for i, value in enumerate(key):
        if i and value == key[i - 1]:
            blocks[-1].append(i)
        else:
            blocks.append([i])
    for choice in product(*(permutations(block) for block in blocks)):
        yield tuple(i for block in choice for i in block)


def _object_key(matrix: Matrix, a: int) -> tuple[int, ...]:
    """Something objects share that a permutation carries into one another."""
    return (-matrix[a][a], -sum(matrix[a]), -sum(row[a] for row in matrix))


def object_symmetries(matrix: Matrix) -> list[tuple[int, ...]]:
    """The permutations of the objects that keep the matrix; the objects must be sorted as in `connected_matrices`."""
    size = len(matrix)
    key = tuple(_object_key(matrix, a) for a in range(size))
    return [p for p in _like(key) if all(matrix[p[a]][p[b]] == matrix[a][b] for a in range(size) for b in range(size))]


@functools.cache
def connected_matrices(objects: int, proper: int) -> tuple[Matrix, ...]:
    """The connected matrices with `proper` arrows in all that can be those of a category, up to the order of the
    objects, in a fixed order: most arrows a -> a first."""
    if objects == 1:
        return (((proper,),),)
    found: list[Matrix] = []
    places = objects * (objects - 1)
    if comb(places + proper - 1, proper) > LARGEST:
        raise LimitReached(
            f"shapes of categories with {objects} objects and {objects + proper} arrows are too many", ""
        )
    for loops in range(proper - objects + 1, -1, -1):
        for diagonal in _compositions(loops, objects):
            if any(x < y for x, y in pairwise(diagonal)):
                continue
            for rest in _compositions(proper - loops, places):
                others = iter(rest)
                matrix = tuple(
                    tuple(diagonal[a] if a == b else next(others) for b in range(objects)) for a in range(objects)
                )
                key = tuple(_object_key(matrix, a) for a in range(objects))
                if any(x > y for x, y in pairwise(key)):
                    continue
                if not (_connected(matrix) and _composable(matrix)):
                    continue
                if all(tuple(tuple(matrix[a][b] for b in p) for a in p) <= matrix for p in _like(key)):
                    found.append(matrix)
    return tuple(found)


def symmetry_count(matrix: Matrix) -> int:
    """The number of symmetries of the shape: permutations of objects, and of the arrows between two objects."""
    return len(object_symmetries(matrix)) * prod(factorial(n) for row in matrix for n in row)


def symmetries(matrix: Matrix) -> Iterator[tuple[int, ...]]:
    """The symmetries of `shape_of(matrix)` as the images of all arrows (identities first); the identity first."""
    size = len(matrix)
    start: dict[tuple[int, int], int] = {}
    number = size
    for a in range(size):
        for b in range(size):
            start[a, b] = number
            number += matrix[a][b]
    for p in object_symmetries(matrix):
        blocks = [
            permutations(range(start[p[a], p[b]], start[p[a], p[b]] + matrix[a][b]))
            for a in range(size)
            for b in range(size)
        ]
        for choice in product(*blocks):
            yield (*p, *(v for block in choice for v in block))
