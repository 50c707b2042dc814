"""The labelled categories of a shape, counted without its symmetries: what the mass formula is checked against.

The arrows a -> a of each object are a monoid. Tables that differ by the names of these arrows alone can be completed
in equally many ways; so it is enough to complete one table of each monoid, by a search that knows of no symmetry, and
to count it n! / |Aut| times. That the monoids are all there is known from the literature (`known`), up to order 8.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from math import prod

from catproof.core.enumeration import compiled
from catproof.core.enumeration import search as source
from catproof.core.enumeration.running import Engine, Pace, Piece, blocks, plan_of, start_of
from catproof.core.enumeration.search import Plan, State
from catproof.core.enumeration.shapes import Matrix, pairs, shape_of, symmetry_count

PORTION = 10_000
"""So many monoids, or families of them, are completed at a time."""

ROOM = 64
STEPS = 1_000_000
COMPILED = ("force", "propagate", "least", "search", "extensions")

Weighted = tuple[bytes, int]
"""The composites of a monoid, and how many labelled tables it stands for."""


def _monoids(proper: int, pace: Pace) -> Iterator[Weighted]:
    """The monoids with so many elements besides the unit."""
    matrix = ((proper,),)
    order, width = symmetry_count(matrix), proper * proper
    for composites, automorphisms in blocks(Piece(matrix), pace):
        for k, own in enumerate(automorphisms):
            yield composites[k * width : (k + 1) * width], order // own


def count_completed(matrix: Matrix, engine: Engine = "auto") -> int:
    """The number of labelled categories of a shape. With "auto" the search is compiled where numba is installed."""
    shape, plan = plan_of(matrix, symmetric=False)
    if not plan.cells:
        return 1
    n = shape.arrows
    places: list[int] = []
    names: list[bytes] = []
    for a, row in enumerate(matrix):
        own = [a, *(v for v in range(shape.objects, n) if shape.source[v] == shape.target[v] == a)]
        places += [own[g] * n + own[f] for g, f in pairs(shape_of(((row[a],),)))]
        names.append(bytes(own).ljust(256))  # what each element of the monoid is called here
    backend, run = compiled.PLAIN, source.extensions
    if engine != "plain" and (fast := Pace("compiled").backend(0.0) if engine == "compiled" else compiled.compiled()):
        run = compiled.compiled_function(source, COMPILED)
        backend = compiled.PLAIN if run is source.extensions else fast
    ints = backend.ints
    given, state = Plan(*map(ints, plan)), State(*map(ints, start_of(shape, plan)))
    found, automorphisms = ints([0] * (ROOM * len(plan.cells))), ints([0] * ROOM)
    total = 0
    families = _families([row[a] for a, row in enumerate(matrix)], Pace(engine))
    while portion := list(islice(families, PORTION)):
        rows = b"".join(part.translate(name) for parts, _ in portion for part, name in zip(parts, names, strict=True))
        weights = ints([weight for _, weight in portion])
        total += int(
            run(given, state, n, ints(places), ints(memoryview(rows)), weights, found, automorphisms, ROOM, STEPS)
        )
    return total


def _families(loops: list[int], pace: Pace) -> Iterator[tuple[tuple[bytes, ...], int]]:
    """The families of monoids with so many elements besides the units, with their weights."""
    others = [list(_monoids(proper, pace)) for proper in loops[1:]]
    for first in _monoids(loops[0], pace):
        for rest in product(*others):
            family = (first, *rest)
            yield tuple(composites for composites, _ in family), prod(weight for _, weight in family)
