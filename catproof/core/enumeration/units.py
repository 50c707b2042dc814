"""Monoids with more than one unit, by their groups of units.

The elements of a finite monoid that are no units are an ideal. So a monoid is a group G, a set I on which G acts from
both sides, and an associative product on I that these actions respect. For each group and each set with two actions,
up to isomorphism, the products are searched for up to the symmetries of the set with its actions: each monoid comes up
once, and the symmetries that keep its product are its automorphisms.

The groups with at most nine elements are listed, and the actions found by trying all permutations. Clifford and
Preston, The Algebraic Theory of Semigroups I (1961), 1.7; Distler and Kelsey, "The monoids of orders eight, nine & ten"
(2009).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations, product
from typing import NamedTuple

from catproof.core.enumeration.known import LABELLED_SEMIGROUPS, WrongCount
from catproof.core.enumeration.running import Engine, Pace, completions
from catproof.core.enumeration.search import Plan
from catproof.core.enumeration.shapes import Shape
from catproof.core.limits import LimitReached

Permutation = tuple[int, ...]
Table = tuple[tuple[int, ...], ...]
Name = tuple[Permutation, Permutation]
"""Other names: an automorphism of the group, and a permutation of the points."""

GROUPS = {
    "C2": "ab", "C3": "abc", "C4": "abcd", "C2 x C2": "ab,cd", "C5": "abcde", "C6": "abc de", "S3": "ab,abc",
    "C7": "abcdefg", "C8": "abcdefgh", "C4 x C2": "abcd,ef", "C2 x C2 x C2": "ab,cd,ef", "D4": "abcd,ac",
    "Q8": "abcd efgh,aecg bhdf", "C9": "abcdefghi", "C3 x C3": "abc,def",
}  # fmt: skip
"""The groups with two to nine elements (OEIS A000001), by generating permutations in cycles."""

LARGEST = 9
"""The largest order: the groups beyond are not listed, and the products too many."""


class Actions(NamedTuple):
    """A set with two actions: for each element of the group the permutation x |-> g . x, and x |-> x . g."""

    left: tuple[Permutation, ...]
    right: tuple[Permutation, ...]


class OfActions(NamedTuple):
    """The monoids with a group of units and actions on the other elements: how many, and how many labelled products
    these are."""

    group: str
    units: int
    actions: Actions
    number: int
    labelled: int

    @property
    def trivial(self) -> bool:
        """Do the units move nothing?"""
        return all(p == tuple(range(len(p))) for p in (*self.actions.left, *self.actions.right))


def with_units(order: int, engine: Engine = "auto") -> Iterator[OfActions]:
    """The monoids of an order with more than one unit, by group and actions. Raises `LimitReached`, and `WrongCount`
    where they do not stand for as many labelled products as there are."""
    if order > LARGEST:
        raise LimitReached(f"monoids with more than {LARGEST} elements are too many to count", "")
    pace = Pace(engine)
    for name, cycles in GROUPS.items():
        group = _group(cycles)
        if len(group) > order:
            continue
        labelled: dict[Actions, int] = {}
        for actions, kept, names in _actions(group, order - len(group)):
            # Opposite monoids have opposite actions: as many labelled products.
            known = labelled.get(_least(_opposite(group, actions), names))
            found = _counted(name, group, actions, kept, pace, known)
            labelled[_least(actions, names)] = found.labelled
            yield found


def _counted(name: str, group: Table, actions: Actions, kept: list[Name], pace: Pace, known: int | None) -> OfActions:
    """The monoids with these actions; so many labelled products are `known`, if any number is."""
    shape, plan, given = _plan(group, actions, kept)
    if not plan.cells:
        return OfActions(name, len(group), actions, 1, 1)
    number = labelled = 0
    for block in completions(shape, plan, given, pace):
        number += len(block.automorphisms)
        labelled += sum(len(kept) // own for own in block.automorphisms)
    found = OfActions(name, len(group), actions, number, labelled)
    if found.trivial:  # any semigroup does
        known = LABELLED_SEMIGROUPS[len(actions.left[0])]
    elif known is None:
        n = shape.arrows
        cells = sorted(plan.cells, key=lambda cell: (-max(divmod(cell, n)), -min(divmod(cell, n)), cell))
        free = plan._replace(cells=cells, image=[], origin=[])  # in the order that is the fastest without symmetry
        known = sum(len(block.automorphisms) for block in completions(shape, free, given, pace))
    if labelled != known:
        raise WrongCount(f"{labelled} labelled products with units {name} and actions {actions}, not {known}")
    return found


# ---- groups -------------------------------------------------------------------------------------------


def _group(cycles: str) -> Table:
    """The table of the group that permutations generate; the unit is the first element."""
    generators = [_permutation(each.split()) for each in cycles.split(",")]
    size = max(map(len, generators))
    generators = [(*p, *range(len(p), size)) for p in generators]
    elements = [tuple(range(size))]
    for p in elements:
        elements += [r for q in generators if (r := _after(q, p)) not in elements]
    place = {p: k for k, p in enumerate(elements)}
    return tuple(tuple(place[_after(p, q)] for q in elements) for p in elements)


def _permutation(cycles: list[str]) -> Permutation:
    image = {a: b for cycle in cycles for a, b in zip(cycle, cycle[1:] + cycle[0], strict=True)}
    letters = "abcdefghi"[: 1 + max(map("abcdefghi".index, image))]
    return tuple("abcdefghi".index(image.get(letter, letter)) for letter in letters)


def _after(p: Permutation, q: Permutation) -> Permutation:
    """First q, then p."""
    return tuple(p[x] for x in q)


def _inverse(p: Permutation) -> Permutation:
    return tuple(sorted(range(len(p)), key=p.__getitem__))


def _automorphisms(group: Table) -> list[Permutation]:
    every = range(len(group))
    return [
        p
        for rest in permutations(range(1, len(group)))
        for p in [(0, *rest)]
        if all(p[group[a][b]] == group[p[a]][p[b]] for a in every for b in every)
    ]


# ---- actions ------------------------------------------------------------------------------------------


def _homomorphisms(group: Table, points: int) -> Iterator[tuple[Permutation, ...]]:
    """The left actions of the group on so many points, from those of single elements that generate it."""
    identity = tuple(range(points))
    generators: list[int] = []
    words: dict[int, tuple[int, ...]] = {0: ()}
    for g in range(len(group)):
        if g not in words:
            generators.append(g)
            pending = list(words)
            for a in pending:
                for k, other in enumerate(generators):
                    if (b := group[a][other]) not in words:
                        words[b] = (*words[a], k)
                        pending.append(b)
    for images in product(permutations(range(points)), repeat=len(generators)):
        found = []
        for g in range(len(group)):
            p = identity
            for k in words[g]:
                p = _after(p, images[k])
            found.append(p)
        if all(found[c] == _after(found[a], found[b]) for a, row in enumerate(group) for b, c in enumerate(row)):
            yield tuple(found)


def _actions(group: Table, points: int) -> Iterator[tuple[Actions, list[Name], list[Name]]]:
    """The pairs of commuting actions, one of each kind up to automorphisms of the group and names of the points; the
    names that keep it, and all names."""
    inverse = _inverses(group)
    several = list(_homomorphisms(group, points))
    names = [(a, s) for a in _automorphisms(group) for s in permutations(range(points))]
    seen: set[Actions] = set()
    for one in several:
        for other in several:
            actions = Actions(one, tuple(other[g] for g in inverse))
            if actions in seen or any(_after(p, q) != _after(q, p) for p in one for q in other):
                continue
            moved = [_named(actions, name) for name in names]
            seen.update(moved)
            yield actions, [name for name, each in zip(names, moved, strict=True) if each == actions], names


def _inverses(group: Table) -> list[int]:
    return [row.index(0) for row in group]


def _opposite(group: Table, actions: Actions) -> Actions:
    """The actions in the opposite monoids, whose group is the same by inverses."""
    inverse = _inverses(group)
    return Actions(tuple(actions.right[g] for g in inverse), tuple(actions.left[g] for g in inverse))


def _least(actions: Actions, names: list[Name]) -> Actions:
    """The same for actions of one kind."""
    return min(_named(actions, name) for name in names)


def _named(actions: Actions, name: Name) -> Actions:
    return Actions(*(_renamed(side, *name) for side in actions))


def _renamed(action: Sequence[Permutation], a: Permutation, s: Permutation) -> tuple[Permutation, ...]:
    """The action in which a(g) does with s(x) what g did with x."""
    back = _inverse(s)
    return tuple(_after(s, _after(action[g], back)) for g in _inverse(a))


# ---- the search ---------------------------------------------------------------------------------------


def _plan(group: Table, actions: Actions, kept: list[Name]) -> tuple[Shape, Plan, dict[int, int]]:
    """What the search for the products has to know, and the products with a unit, by their positions."""
    units, points = len(group), len(actions.left[0])
    n = units + points
    rest = list(range(units, n))
    given = {a * n + b: c for a, row in enumerate(group) for b, c in enumerate(row)}
    for g in range(units):
        for x in range(points):
            given[g * n + units + x] = units + actions.left[g][x]
            given[(units + x) * n + g] = units + actions.right[g][x]
    pairs = sorted(((x, y) for x in rest for y in rest), key=lambda pair: (pair[0] != pair[1], pair))
    proper = list(range(1, n))
    factors = [
        [p * n + q for p in proper for q in proper if given.get(p * n + q, v if v >= units else -1) == v] if v else []
        for v in range(n)
    ]
    image: list[int] = []
    origin: list[int] = []
    identity = tuple(range(n))
    for a, s in kept:
        moved = (*a, *(units + y for y in s))
        if moved != identity:
            back = _inverse(moved)
            image += moved
            origin += [back[x] * n + back[y] for x, y in pairs]
    plan = Plan(
        [x * n + y for x, y in pairs],
        [k * points for k in range(len(pairs) + 1)],
        rest * len(pairs),
        [k * (n - 1) for k in range(n + 1)],
        proper * n,
        [k * (n - 1) for k in range(n + 1)],
        proper * n,
        [sum(map(len, factors[:v])) for v in range(n + 1)],
        [position for several in factors for position in several],
        image,
        origin,
    )
    return Shape(1, (0,) * n, (0,) * n), plan, given
