"""Monoids with more than one unit, by their groups of units: against the list of all monoids and brute force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import permutations, product
from math import factorial

import pytest

from catproof.core.enumeration import CategoryTable, known, monoids, units
from catproof.core.enumeration.running import Block, completions
from catproof.core.enumeration.units import GROUPS, Actions, OfActions, with_units
from catproof.core.limits import LimitReached

GROUPS_BY_ORDER = (0, 1, 1, 1, 2, 1, 2, 1, 5, 2)
"""OEIS A000001, from order 1 on."""


def unit_orders(table: CategoryTable) -> tuple[int, ...]:
    """The orders of the units of a monoid, sorted: it tells the groups with at most 9 elements apart."""
    own = table.compositions()
    every = range(table.arrows)

    def after(g: int, f: int) -> int:
        return f if g == 0 else g if f == 0 else own[g, f]

    found = []
    for u in every:
        if any(after(u, v) == 0 == after(v, u) for v in every):
            power, order = u, 1
            while power:
                power, order = after(power, u), order + 1
            found.append(order)
    return tuple(sorted(found))


def orders_of(group: units.Table) -> tuple[int, ...]:
    found = []
    for g in range(len(group)):
        power, order = g, 1
        while power:
            power, order = group[power][g], order + 1
        found.append(order)
    return tuple(sorted(found))


def test_the_groups_are_all_groups() -> None:
    tables = {name: units._group(cycles) for name, cycles in GROUPS.items()}
    for table in tables.values():
        every = range(len(table))
        assert all(table[0][a] == a == table[a][0] and 0 in table[a] for a in every)
        assert all(table[table[a][b]][c] == table[a][table[b][c]] for a in every for b in every for c in every)
    assert Counter(map(len, tables.values())) == {n: k for n, k in enumerate(GROUPS_BY_ORDER) if n > 1}
    kinds = {(orders_of(table), all(table[a][b] == table[b][a] for a in range(len(table)) for b in range(a)))
             for table in tables.values()}  # fmt: skip
    assert len(kinds) == len(GROUPS)  # pairwise not isomorphic


@pytest.mark.parametrize("order", [2, 3, 4, 5, 6])
def test_they_are_those_in_the_list_of_all_monoids(order: int) -> None:
    listed = Counter(unit_orders(table) for table in monoids(order))
    found: Counter[tuple[int, ...]] = Counter()
    for one in with_units(order, "plain"):
        found[orders_of(units._group(GROUPS[one.group]))] += one.number
    del listed[1,]
    assert found == listed


@pytest.mark.parametrize(("order", "engine"), [(7, "auto"), (7, "compiled")])
def test_with_semigroups_they_are_the_published_numbers(order: int, engine: str) -> None:
    found = list(with_units(order, engine))  # type: ignore[arg-type]
    assert sum(one.number for one in found) == known.MONOIDS[order] - known.SEMIGROUPS[order - 1] == 2925
    for one in found:  # where the units move nothing, any semigroup does
        if one.trivial:
            points = order - one.units
            assert (one.number, one.labelled) == (known.SEMIGROUPS[points], known.LABELLED_SEMIGROUPS[points])


def brute(group: units.Table, actions: Actions) -> int:
    """The products on the other elements that make the whole a monoid, all tried."""
    size, points = len(group), len(actions.left[0])
    every = range(size + points)
    fixed = {(a, b): group[a][b] for a in range(size) for b in range(size)}
    for g in range(size):
        fixed |= {(g, size + x): size + actions.left[g][x] for x in range(points)}
        fixed |= {(size + x, g): size + actions.right[g][x] for x in range(points)}
    pairs = [(size + x, size + y) for x in range(points) for y in range(points)]
    found = 0
    for values in product(range(size, size + points), repeat=len(pairs)):
        table = {**fixed, **dict(zip(pairs, values, strict=True))}
        found += all(table[table[a, b], c] == table[a, table[b, c]] for a, b, c in product(every, repeat=3))
    return found


@pytest.mark.parametrize("order", [3, 4, 5])
def test_labelled_products_are_those_that_brute_force_finds(order: int) -> None:
    tried = 0
    for one in with_units(order, "plain"):
        if len(one.actions.left[0]) <= 2 or (order == 5 and not one.trivial):
            tried += 1
            assert brute(units._group(GROUPS[one.group]), one.actions) == one.labelled
    assert tried > order - 2


def acts(group: units.Table, images: tuple[tuple[int, ...], ...]) -> bool:
    """Is it a homomorphism to permutations?"""
    every = range(len(group))
    return all(images[group[a][b]] == tuple(images[a][x] for x in images[b]) for a in every for b in every)


def test_no_pair_of_actions_is_missing_or_there_twice() -> None:
    """Their orbits are all pairs of commuting actions, found by trying all maps of the group."""
    for name, points in (("C2", 3), ("C3", 3), ("C2 x C2", 2), ("S3", 3), ("C4", 4)):
        group = units._group(GROUPS[name])
        automorphisms = units._automorphisms(group)
        orbits = sum(
            len(automorphisms) * factorial(points) // len(kept) for _, kept, _ in units._actions(group, points)
        )
        every = list(permutations(range(points)))
        several = list(units._homomorphisms(group, points))
        if len(every) ** len(group) < 10**5:
            assert sorted(several) == sorted(filter(partial(acts, group), product(every, repeat=len(group))))
        commuting = sum(
            all(p[q[x]] == q[p[x]] for p in one for q in other for x in range(points))
            for one in several
            for other in several
        )
        assert orbits == commuting


def test_a_list_that_is_wrong_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*given: object) -> Iterator[Block]:
        plan = given[1]
        for block in completions(*given):  # type: ignore[arg-type]
            own = block.automorphisms
            yield Block(block.composites, own[:-1] if plan.image else own)  # type: ignore[attr-defined]

    assert isinstance(next(iter(with_units(5))), OfActions)
    monkeypatch.setattr(units, "completions", wrong)
    with pytest.raises(known.WrongCount, match="labelled products with units C2"):
        list(with_units(5))


def test_too_large() -> None:
    with pytest.raises(LimitReached, match="more than 9 elements"):
        next(iter(with_units(10)))
