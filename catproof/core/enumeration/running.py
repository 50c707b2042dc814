"""Running the search on one shape: what it needs is laid out, and what it finds comes in blocks."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from catproof.core.enumeration import compiled
from catproof.core.enumeration.search import Plan, State
from catproof.core.enumeration.shapes import Matrix, Shape, pairs, shape_of, symmetries, symmetry_count
from catproof.core.limits import LimitReached

Engine = Literal["auto", "plain", "compiled"]
"""The search as it is written, compiled, or first the one and then the other. All give the same in the same order."""

LARGEST = 6_000_000
"""The most numbers one array of the search may have: eight arrows a -> a other than the identity are possible."""

PATIENCE = 2.0
"""After so many seconds, importing numba pays."""

PATIENCE_LOADED = 0.02
"""The same for one shape when the compiled search is there already."""

ROOM = 1000
STEPS = 2000
EVERYTHING = 2**31 - 1


class Block(NamedTuple):
    """Some tables of one shape, one after the other, and the number of automorphisms of each."""

    composites: bytes
    automorphisms: list[int]


class Piece(NamedTuple):
    """A part of the search on one shape: the partial tables numbered from `low` to `high` - 1 among those in which
    the first `boundary` composites are known; with boundary 0 everything."""

    matrix: Matrix
    boundary: int = 0
    low: int = 0
    high: int = EVERYTHING


class Pace:
    """When to change to the compiled search. Loading it takes as long as all categories with six arrows do."""

    def __init__(self, engine: Engine = "auto") -> None:
        self.engine = engine
        self.spent = 0.0

    def backend(self, here: float) -> compiled.Backend:
        """What to go on with after `here` seconds on this shape."""
        if self.engine == "plain":
            return compiled.PLAIN
        if self.engine == "compiled":
            fast = compiled.compiled()
            if fast is None:
                raise RuntimeError("numba is not installed or does not work")
            return fast
        loaded = compiled.compiled.cache_info().currsize > 0
        if here > PATIENCE_LOADED if loaded else self.spent > PATIENCE:
            return compiled.compiled() or compiled.PLAIN
        return compiled.PLAIN


def _ragged(lists: Iterable[list[int]]) -> tuple[list[int], list[int]]:
    """Lists put one after the other, and where each starts."""
    start, flat = [0], []
    for one in lists:
        flat += one
        start.append(len(flat))
    return start, flat


def plan_of(matrix: Matrix, *, symmetric: bool = True) -> tuple[Shape, Plan]:
    """What the search for the categories of a shape needs to know; the search that is not `symmetric` finds all
    labelled ones. Raises `LimitReached` when that is too much."""
    shape = shape_of(matrix)
    meeting = pairs(shape)
    objects, source, target = shape
    n = shape.arrows
    if symmetric and (len(meeting) + 1) * symmetry_count(matrix) > LARGEST:
        raise LimitReached(
            f"categories with {n - objects} arrows besides {objects} identities are too many to list", ""
        )
    proper = range(objects, n)
    parallel = {
        (a, b): [v for v in range(n) if source[v] == a and target[v] == b]
        for a in range(objects)
        for b in range(objects)
    }
    value_start, values = _ragged(parallel[source[f], target[g]] for g, f in meeting)
    after_start, after = _ragged([h for h in proper if source[h] == target[f]] for f in range(n))
    before_start, before = _ragged([e for e in proper if target[e] == source[g]] for g in range(n))
    factor_start, factors = _ragged(
        [g * n + f for g, f in meeting if (source[f], target[g]) == (source[v], target[v])] if v in proper else []
        for v in range(n)
    )
    image: list[int] = []
    origin: list[int] = []
    if meeting and symmetric:
        for moved in symmetries(matrix):
            back = [0] * n
            for v, w in enumerate(moved):
                back[w] = v
            image += moved
            origin += [back[g] * n + back[f] for g, f in meeting]
        # The identity comes first, and is of no use.
        del image[:n], origin[: len(meeting)]
    cells = [g * n + f for g, f in meeting]
    return shape, Plan(
        cells, value_start, values, after_start, after, before_start, before, factor_start, factors, image, origin
    )


def start_of(shape: Shape, plan: Plan) -> State:
    """The state of a search that has not begun."""
    n, levels = shape.arrows, len(plan.cells) + 1
    table = [-1] * (n * n)
    for f in range(n):
        table[shape.target[f] * n + f] = f
        table[f * n + shape.source[f]] = f
    count = len(plan.image) // n
    alive = [0] * (count * levels)
    alive[:count] = range(count)
    alive_count = [0] * levels
    alive_count[0] = count
    nothing = [0] * levels
    return State(
        table, [0] * levels, nothing[:], nothing[:], nothing[:], alive_count, alive, [0] * len(alive), [0, 0, 0]
    )


def blocks(piece: Piece, pace: Pace) -> Iterator[Block]:
    """The categories of a shape, each once up to isomorphism, in a fixed order."""
    shape, plan = plan_of(piece.matrix)
    if not plan.cells:
        yield Block(b"", [symmetry_count(piece.matrix)])
        return
    for _, block in _run(shape, plan, piece, pace):
        if block.automorphisms:
            yield block


def count_labelled(matrix: Matrix, pace: Pace, most: int) -> int:
    """The number of tables of a shape, isomorphic ones counted as often as they come: a search without symmetry. One
    that finds more than `most` is given up."""
    shape, plan = plan_of(matrix, symmetric=False)
    if not plan.cells:
        return 1
    found = 0
    for _, block in _run(shape, plan, Piece(matrix), pace):
        found += len(block.automorphisms)
        if found > most:
            break
    return found


def count_prefixes(matrix: Matrix, boundary: int, pace: Pace) -> int:
    """How many partial tables there are in which the first `boundary` composites are known."""
    shape, plan = plan_of(matrix)
    return max(met for met, _ in _run(shape, plan, Piece(matrix, boundary, EVERYTHING, EVERYTHING), pace))


def completions(shape: Shape, plan: Plan, given: Mapping[int, int], pace: Pace) -> Iterator[Block]:
    """The tables in which some composites are given, by their positions; symmetries keep these."""
    return (block for _, block in _run(shape, plan, Piece(()), pace, given))


def _run(
    shape: Shape, plan: Plan, piece: Piece, pace: Pace, given: Mapping[int, int] = MappingProxyType({})
) -> Iterator[tuple[int, Block]]:
    """How many partial tables were met so far, and the tables found since the last time."""
    backend = compiled.PLAIN
    state = start_of(shape, plan)
    for position, value in given.items():
        state.table[position] = value
    width = len(plan.cells)
    found, automorphisms = [0] * (ROOM * width), [0] * ROOM
    here, steps = 0.0, STEPS
    while state.control[0] >= 0:
        better = pace.backend(here)
        if better is not backend:
            backend, steps = better, 100 * STEPS
            plan, state = Plan(*map(backend.ints, plan)), State(*map(backend.ints, state))
            found, automorphisms = backend.ints(found), backend.ints(automorphisms)
        began = time.perf_counter()
        number = backend.search(
            plan, state, shape.arrows, piece.boundary, piece.low, piece.high, found, automorphisms, ROOM, steps
        )
        took = time.perf_counter() - began
        here += took
        pace.spent += took
        yield (
            int(state.control[2]),
            Block(backend.octets(found, number * width), [int(a) for a in automorphisms[:number]]),
        )
