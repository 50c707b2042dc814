"""The mass formula: whether structures listed up to isomorphism are all there are.

The labelled structures that are isomorphic to S, on given sets, are as many as the ways to label S divided by its
automorphisms (orbit and stabiliser; A. Kerber, *Applied Finite Group Actions*, 1.2). So where no two of those listed
are isomorphic, and these numbers add up to that of all labelled structures, which a search without symmetry counts,
none is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, permutations, product
from math import comb, factorial, prod

from catproof.kernel.backtracking import extensions
from catproof.kernel.functors import appearance
from catproof.kernel.isomorphism import own_isomorphisms
from catproof.kernel.properties import faithful, full, injective
from catproof.kernel.search import Functors
from catproof.kernel.tables import Category, Task

MOST_STEPS = 300_000
"""So many steps a search for labelled structures of one size may take; else they are not counted."""

MOST_SIZES = 10_000
"""So many families of numbers of elements are gone through."""

MOST_LABELS = 1000
"""So many relabellings of elements are gone through, or none."""

MOST_RELABELLED = 8
"""Of so many arrows the values are taken up to relabelling."""

Map = tuple[int, ...]
Label = tuple[Map, ...]
"""A permutation of the elements at each object."""


class TooMany(Exception):
    """Labelled structures are not counted, as there are too many."""


class _Steps:
    """How many steps a search may still take."""

    def __init__(self) -> None:
        self.left = MOST_STEPS

    def take(self, number: int) -> None:
        self.left -= number
        if self.left < 0:
            raise TooMany


# ---- tasks ----------------------------------------------------------------------------------------------


def all_tasks(
    category: Category, least: int, most: int, parts: Sequence[Task], sums: Sequence[tuple[int, ...]]
) -> bool:
    """Are these sums of connected tasks, no two of which are isomorphic, all tasks with so many elements? Raises
    `TooMany`."""
    sizes_in_all = comb(most + category.objects, category.objects) if most >= 0 else 0
    if sizes_in_all > MOST_SIZES:
        raise TooMany
    own = list(map(own_isomorphisms, parts))
    listed: dict[tuple[int, ...], int] = {}
    for numbers in sums:
        sizes = tuple(map(sum, zip([0] * category.objects, *(parts[k].sizes for k in numbers), strict=True)))
        automorphisms = prod(own[k] ** times * factorial(times) for k, times in Counter(numbers).items())
        listed[sizes] = listed.get(sizes, 0) + prod(map(factorial, sizes)) // automorphisms
    relations = _relations(category)
    for total in range(max(least, 0), most + 1):
        for sizes in _compositions(total, category.objects):
            key = "labelled tasks", sizes
            if key not in category.constructed:
                category.constructed[key] = labelled_tasks(category, relations, sizes)
            if category.constructed[key] != listed.pop(sizes, 0):
                return False
    return not listed


def _compositions(total: int, length: int) -> Iterator[tuple[int, ...]]:
    """All ways to write the total as a sum of so many numbers."""
    if length == 0:
        if total == 0:
            yield ()
        return
    for bars in combinations(range(total + length - 1), length - 1):
        ends = (-1, *bars, total + length - 1)
        yield tuple(b - a - 1 for a, b in pairwise(ends))


Relation = tuple[int, Sequence[int], Sequence[int]]
"""An object, and two words of generating arrows into it that are one arrow."""


def _relations(category: Category) -> list[Relation]:
    """What the restrictions of a task along the generating arrows have to respect."""
    if not category.homs:
        return list(category.equations)
    return [
        (p, [*category.word((p, x)), category.incoming[category.source((p, x))][k]], category.word((p, y)))
        for p, relations in enumerate(category.relations)
        for x, k, y in relations
    ]


def labelled_tasks(category: Category, relations: Sequence[Relation], sizes: Sequence[int]) -> int:
    """The number of tasks whose elements at object a are 0, ..., sizes[a] - 1. Raises `TooMany`."""
    steps = _Steps()
    ends = category.ends
    # Of each arrow its values, one after the other. One that is not known is the number of elements, and goes to such.
    maps = [[sizes[a]] * (sizes[b] + 1) for a, b in ends]

    def may_hold(relation: tuple[int, int, Sequence[int], Sequence[int]]) -> bool:
        count, unknown, left, right = relation
        for u in range(count):
            v = w = u
            for g in left:
                v = maps[g][v]
            for g in right:
                w = maps[g][w]
            if v != w and v != unknown and w != unknown:
                return False
        return True

    def search(arrows: Sequence[int]) -> Iterator[object]:
        """All values of these arrows, with those before them."""
        cells = [(g, x) for g in arrows for x in range(sizes[ends[g][1]])]

        def following(chosen: Sequence[int]) -> Iterator[int]:
            g, x = cells[len(chosen)]
            steps.take(sizes[ends[g][0]])
            for value in range(sizes[ends[g][0]]):
                maps[g][x] = value
                if all(map(may_hold, about[g])):
                    yield value
            maps[g][x] = sizes[ends[g][0]]

        return extensions(len(cells), following)

    # Arrows that nothing relates to others are counted alone.
    telling = sorted(
        ((at, left, right) for at, left, right in relations if sizes[at] and (*left, *right)),
        key=lambda relation: len(relation[1]) + len(relation[2]),
    )
    linked = {g for _, left, right in telling if len({*left, *right}) > 1 for g in (*left, *right)}
    order = sorted(linked)
    about: list[list[tuple[int, int, Sequence[int], Sequence[int]]]] = [[] for _ in ends]
    for at, left, right in telling:
        unknown = sizes[ends[(*left, *right)[-1]][0]]
        about[max((*left, *right))].append((sizes[at], unknown, left, right))
    number = prod(sum(1 for _ in search([g])) for g in range(len(ends)) if g not in linked)
    if not number or not linked:
        return number

    def families(place: int, labels: Sequence[Label]) -> int:
        """How many values of the arrows from this one on there are, with those before, which these relabellings keep:
        what goes with values is relabelled to what goes with values relabelled."""
        if len(labels) == 1 or place == min(len(order), MOST_RELABELLED):
            return sum(1 for _ in search(order[place:]))
        g, found = order[place], 0
        (a, b), seen = ends[g], set[Map]()
        for values in [tuple(maps[g][:-1]) for _ in search([g])]:
            if values not in seen:
                steps.take(len(labels))
                moved = [_relabelled(values, label[a], label[b]) for label in labels]
                seen.update(moved)
                maps[g][:-1] = values
                own = [label for label, other in zip(labels, moved, strict=True) if other == values]
                found += len(set(moved)) * families(place + 1, own)
        maps[g][:-1] = [sizes[a]] * sizes[b]
        return found

    few = prod(map(factorial, sizes)) <= MOST_LABELS
    return number * families(0, [*product(*(permutations(range(n)) for n in sizes))] if few else [()])


def _relabelled(values: Map, target: Map, source: Map) -> Map:
    moved = [0] * len(values)
    for x, value in zip(source, values, strict=True):
        moved[x] = target[value]
    return tuple(moved)


# ---- categories -----------------------------------------------------------------------------------------


def all_categories(categories: Sequence[Category], word: str, bounds: Sequence[int]) -> bool:
    """Are these categories, no two of which are isomorphic, all within the bounds? Raises `TooMany`."""
    listed: dict[tuple[int, int], int] = {}
    for category in categories:
        arrows = sum(len(at) for at, _, _ in category.homs)
        size = (category.objects, 0 if word == "posets" else arrows - category.objects)
        labels = factorial(size[0]) * factorial(size[1])
        listed[size] = listed.get(size, 0) + labels // automorphisms(category)
    least, most = max(bounds[0], 0), bounds[1]
    if word == "posets":
        wanted = {(n, 0): n for n in range(least, most + 1)}
        return all(labelled_posets(n) == listed.pop(size, 0) for size, n in wanted.items()) and not listed
    low, high = (1, 1) if word == "monoids" else (bounds[2], bounds[3]) if len(bounds) == 4 else (0, most)
    for arrows in range(least, most + 1):
        for objects in range(max(low, 0), min(high, arrows) + 1):
            size = (objects, arrows - objects)
            if (objects or not arrows) and labelled_categories(*size) != listed.pop(size, 0):
                return False
    return not listed


def automorphisms(category: Category) -> int:
    """How many functors from the category to itself are isomorphisms."""
    looks = [appearance(category, a) for a in range(category.objects)]
    choices = [[b for b, look in enumerate(looks) if look == wanted] for wanted in looks]
    found = Functors(category, category, choices, faithful=True, full=True, injective=True)
    return sum(1 for f in found if injective(f) and full(f) and faithful(f))


def labelled_posets(points: int) -> int:
    """The number of partial orders of 0, ..., points - 1. Raises `TooMany`."""
    steps = _Steps()

    def following(chosen: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Which points before the next one may be below it, and which above, as bits: what is below goes down, what is
        above goes up, and each below is below each above."""
        new = len(chosen)
        steps.take(3**new)
        below = [1 << a | low | sum(1 << b for b, (_, up) in enumerate(chosen) if up >> a & 1)
                 for a, (low, _) in enumerate(chosen)]  # fmt: skip
        above = [1 << a | up | sum(1 << b for b, (low, _) in enumerate(chosen) if low >> a & 1)
                 for a, (_, up) in enumerate(chosen)]  # fmt: skip
        for signs in product(range(3), repeat=new):
            lower = [a for a, sign in enumerate(signs) if sign == 1]
            upper = [a for a, sign in enumerate(signs) if sign == 2]
            low, up = sum(1 << a for a in lower), sum(1 << a for a in upper)
            if all(below[a] | low == low and above[a] | up == above[a] for a in lower) and all(
                above[a] | up == up for a in upper
            ):
                yield low, up

    return sum(1 for _ in extensions(points, following))


def labelled_categories(objects: int, others: int) -> int:
    """The number of categories with the objects 0, ..., objects - 1 and so many labelled arrows that are no identities.
    Raises `TooMany`."""
    steps = _Steps()
    total = 0
    for homs in _compositions(others, objects * objects):
        total += factorial(others) // prod(map(factorial, homs)) * _tables(objects, homs, steps)
    return total


def _tables(objects: int, homs: Sequence[int], steps: _Steps) -> int:
    """The number of composition tables where homs[a * objects + b] arrows a -> b are no identities."""
    arrows = [(a, a) for a in range(objects)]
    for (a, b), size in zip(product(range(objects), range(objects)), homs, strict=True):
        arrows += [(a, b)] * size
    count = len(arrows)
    table: list[list[int | None]] = [[None] * count for _ in arrows]  # [x][y] is y . x, first x and then y
    for x, (a, b) in enumerate(arrows):
        table[a][x] = table[x][b] = x
    proper = range(objects, count)
    cells = [(x, y) for x in proper for y in proper if arrows[x][1] == arrows[y][0]]
    cells.sort(key=lambda cell: (max(cell), cell))  # what arrows compose to among the first of them comes first
    choices = {(a, b): [z for z in range(count) if arrows[z] == (a, b)] for a in range(objects) for b in range(objects)}

    def differ(one: int | None, two: int | None) -> bool:
        return one is not None and two is not None and one != two

    def associates(x: int, y: int) -> bool:
        """Do all triples associate that are known, and in which this cell is a step?"""
        made = table[x][y]
        assert made is not None
        for z in proper:
            ahead, behind = table[y][z], table[z][x]
            if ahead is not None and differ(table[made][z], table[x][ahead]):
                return False
            if behind is not None and differ(table[behind][y], table[z][made]):
                return False
            for w in proper:
                if table[z][w] == x and (step := table[w][y]) is not None and differ(table[z][step], made):
                    return False
                if table[z][w] == y and (step := table[x][z]) is not None and differ(table[step][w], made):
                    return False
        return True

    def following(chosen: Sequence[int]) -> Iterator[int]:
        x, y = cells[len(chosen)]
        values = choices[arrows[x][0], arrows[y][1]]
        steps.take(len(values))
        for value in values:
            table[x][y] = value
            if associates(x, y):
                yield value
        table[x][y] = None

    def associative() -> bool:
        return all(
            table[table[x][y]][z] == table[x][table[y][z]]  # type: ignore[index]
            for x, y in cells
            for z in proper
            if arrows[y][1] == arrows[z][0]
        )

    return sum(associative() for _ in extensions(len(cells), following))
