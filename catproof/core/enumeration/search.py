"""The search for composition tables: backtracking, associativity propagated, symmetric tables cut off.

Everything here is a plain function on flat sequences of integers, so that the same code runs on Python lists and,
compiled by numba, on numpy arrays (`compiled.py`). Hence no classes, no generators, no early imports.

A table gives `g . f` for each pair of arrows that meet (a *cell*). Cells are filled in a fixed order, with the
smallest value first. Of the tables that an automorphism of the quiver carries into one another, only the first in
lexicographic order is kept. That is decided cell by cell as far as both tables are known, so most copies are cut
off early, and on a full table the test is exact: no two tables that are found are isomorphic.

Orderly generation: R. C. Read, "Every one a winner", Annals of Discrete Mathematics 2 (1978); B. D. McKay,
"Isomorph-free exhaustive generation", J. Algorithms 26 (1998). Lex-leaders during search: Crawford, Ginsberg, Luks,
Roy, "Symmetry-breaking predicates for search problems" (KR 1996). For semigroups: Distler, Kelsey, "The monoids of
orders eight, nine & ten", Ann. Math. Artif. Intell. 56 (2009).
"""

from __future__ import annotations

from collections.abc import MutableSequence
from typing import NamedTuple

Ints = MutableSequence[int]


class Plan(NamedTuple):
    """What the search does not change. Arrows are numbers below `n`, identities included; a pair (g, f) of arrows
    has the *position* g * n + f; the cells are numbered in the order in which they are filled."""

    cells: Ints
    """For each cell its position."""
    value_start: Ints
    """Where the values of each cell begin in `values`; one more at the end."""
    values: Ints
    """The arrows that each cell may hold, in increasing order."""
    after_start: Ints
    after: Ints
    """`after[after_start[f] : after_start[f + 1]]`: the arrows that start where f ends."""
    before_start: Ints
    before: Ints
    """`before[before_start[g] : before_start[g + 1]]`: the arrows that end where g starts."""
    factor_start: Ints
    factors: Ints
    """`factors[factor_start[v] : factor_start[v + 1]]`: the positions of the cells that may hold v."""
    image: Ints
    """`image[s * n + v]`: the arrow to which symmetry number s sends v. The identity is not among the symmetries."""
    origin: Ints
    """`origin[s * len(cells) + i]`: the position of the pair that symmetry s sends to cell i."""


class State(NamedTuple):
    """Where the search stands. A *level* is a cell that was filled by choice and not by propagation."""

    table: Ints
    """For each position its composite, -1 where it is not known; composites with identities are known always."""
    trail: Ints
    """The positions that were filled, in order."""
    cell: Ints
    """For each level its cell."""
    choice: Ints
    """For each level the next value to try, as an index of `Plan.values`."""
    mark: Ints
    """For each level the length of the trail before it."""
    alive_count: Ints
    alive: Ints
    """For each level the symmetries that may still carry the table to a smaller one, or to itself."""
    compared: Ints
    """For each level and each of these symmetries: up to which cell both tables are known and equal."""
    control: Ints
    """The level (-1: finished), the length of the trail, then the number of tables at the boundary so far."""


def force(table: Ints, trail: Ints, length: int, left: int, right: int) -> int:
    """Make two positions hold the same; the new length of the trail, or -1 if they cannot."""
    a, b = table[left], table[right]
    if a >= 0:
        if b < 0:
            table[right] = a
            trail[length] = right
            return length + 1
        return length if a == b else -1
    if b >= 0:
        table[left] = b
        trail[length] = left
        return length + 1
    return length


def propagate(plan: Plan, table: Ints, trail: Ints, head: int, length: int, n: int) -> int:
    """Draw all consequences of associativity from the positions trail[head:length], for all triples whose composite
    is known on one side; the new length of the trail. Where a triple does not associate: minus the length, less 1."""
    after_start, after, before_start, before = plan.after_start, plan.after, plan.before_start, plan.before
    factor_start, factors = plan.factor_start, plan.factors
    while head < length:
        position = trail[head]
        head += 1
        g, f = position // n, position % n
        v = table[position]
        for i in range(after_start[g], after_start[g + 1]):  # (h . g) . f = h . v
            h = after[i]
            u = table[h * n + g]
            if u >= 0:
                grown = force(table, trail, length, u * n + f, h * n + v)
                if grown < 0:
                    return -length - 1
                length = grown
        for i in range(before_start[f], before_start[f + 1]):  # v . e = g . (f . e)
            e = before[i]
            u = table[f * n + e]
            if u >= 0:
                grown = force(table, trail, length, v * n + e, g * n + u)
                if grown < 0:
                    return -length - 1
                length = grown
        for i in range(factor_start[g], factor_start[g + 1]):  # where x . y = g: v = x . (y . f)
            if table[factors[i]] == g:
                x, y = factors[i] // n, factors[i] % n
                u = table[y * n + f]
                if u >= 0:
                    grown = force(table, trail, length, position, x * n + u)
                    if grown < 0:
                        return -length - 1
                    length = grown
        for i in range(factor_start[f], factor_start[f + 1]):  # where y . e = f: (g . y) . e = v
            if table[factors[i]] == f:
                y, e = factors[i] // n, factors[i] % n
                u = table[g * n + y]
                if u >= 0:
                    grown = force(table, trail, length, u * n + e, position)
                    if grown < 0:
                        return -length - 1
                    length = grown
    return length


def least(plan: Plan, state: State, level: int, n: int) -> bool:
    """Whether no symmetry is known to carry the table to a smaller one; those that may yet go to the next level."""
    cells, image, origin = plan.cells, plan.image, plan.origin
    table, alive, compared = state.table, state.alive, state.compared
    count = len(cells)
    symmetries = len(image) // n
    here, there = level * symmetries, (level + 1) * symmetries
    kept = 0
    for k in range(here, here + state.alive_count[level]):
        s, i = alive[k], compared[k]
        row, base = s * count, s * n
        keep = True
        while i < count:
            a = table[cells[i]]
            if a < 0:
                break
            b = table[origin[row + i]]
            if b < 0:
                break
            b = image[base + b]
            if b != a:
                if b < a:
                    return False
                keep = False
                break
            i += 1
        if keep:
            alive[there + kept] = s
            compared[there + kept] = i
            kept += 1
    state.alive_count[level + 1] = kept
    return True


def search(
    plan: Plan,
    state: State,
    n: int,
    boundary: int,
    low: int,
    high: int,
    found: Ints,
    automorphisms: Ints,
    room: int,
    steps: int,
) -> int:
    """Go on with the search until it is finished, `room` more tables are found or `steps` choices were made; how
    many tables were found.

    The composites of table number t go to found[t * len(cells) :], and the number of its automorphisms to
    automorphisms[t]. The first `boundary` cells divide the search: the partial tables in which they are full are
    numbered as they come up, and only those numbered from `low` to `high` - 1 are looked into.
    """
    cells, values, value_start = plan.cells, plan.values, plan.value_start
    table, trail, control = state.table, state.trail, state.control
    count = len(cells)
    level, length, met = control[0], control[1], control[2]
    number = 0
    while level >= 0 and number < room and steps > 0:
        steps -= 1
        while length > state.mark[level]:
            length -= 1
            table[trail[length]] = -1
        i = state.cell[level]
        choice = state.choice[level]
        if choice == value_start[i + 1]:
            level -= 1
            continue
        state.choice[level] = choice + 1
        table[cells[i]] = values[choice]
        trail[length] = cells[i]
        grown = propagate(plan, table, trail, length, length + 1, n)
        if grown < 0:
            length = -grown - 1
            continue
        length = grown
        if not least(plan, state, level, n):
            continue
        following = i + 1
        while following < count and table[cells[following]] >= 0:
            following += 1
        if i < boundary <= following:
            met += 1
            if met - 1 >= high:
                level = -1
                break
            if met - 1 < low:
                continue
        if following == count:
            for k in range(count):
                found[number * count + k] = table[cells[k]]
            automorphisms[number] = state.alive_count[level + 1] + 1
            number += 1
        else:
            level += 1
            state.cell[level] = following
            state.choice[level] = value_start[following]
            state.mark[level] = length
    control[0], control[1], control[2] = level, length, met
    return number


def extensions(
    plan: Plan,
    state: State,
    n: int,
    places: Ints,
    given: Ints,
    weights: Ints,
    found: Ints,
    automorphisms: Ints,
    room: int,
    steps: int,
) -> int:
    """How many tables have a row of `given` at the positions `places`, counted as often as the weight of the row says.
    Without symmetries in the plan these are all labelled tables. Rows must associate, as far as they go."""
    cells, value_start = plan.cells, plan.value_start
    table, trail, control = state.table, state.trail, state.control
    count, width = len(cells), len(places)
    total = 0
    for row in range(len(weights)):
        for position in cells:
            table[position] = -1
        for k in range(width):
            table[places[k]] = given[row * width + k]
            trail[k] = places[k]
        length = propagate(plan, table, trail, 0, width, n)
        following = 0
        while following < count and table[cells[following]] >= 0:
            following += 1
        ways = 0
        if length >= 0 and following == count:
            ways = 1
        elif length >= 0:
            state.cell[0] = following
            state.choice[0] = value_start[following]
            state.mark[0] = length
            control[0], control[1], control[2] = 0, length, 0
            while control[0] >= 0:
                ways += search(plan, state, n, 0, 0, 0, found, automorphisms, room, steps)
        total += ways * weights[row]
    return total
