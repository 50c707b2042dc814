"""Orders: covering pairs, cycles, the index and the counts, against naive sets."""

from __future__ import annotations

import gc
import itertools
from random import Random
from weakref import ref

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from catproof.core import beside as besides
from catproof.core import order as orders
from catproof.core.beside import Beside
from catproof.core.order import Order, covering, cycles, given_beside, neighbours


@st.composite
def relations(draw: st.DrawFn, acyclic: bool) -> tuple[int, list[tuple[int, int]]]:
    count = draw(st.integers(1, 9))
    numbers = st.integers(0, count - 1)
    pairs = draw(st.lists(st.tuples(numbers, numbers), max_size=25, unique=True))
    names = draw(st.permutations(range(count)))
    if acyclic:
        pairs = [(a, b) for a, b in pairs if a < b]
    return count, [(names[a], names[b]) for a, b in pairs]


def closure(count: int, pairs: list[tuple[int, int]]) -> set[tuple[int, int]]:
    found = {(a, a) for a in range(count)} | set(pairs)
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found


@given(relations(acyclic=True))
def test_covering_pairs(relation: tuple[int, list[tuple[int, int]]]) -> None:
    count, pairs = relation
    below = closure(count, pairs)
    covers = [
        (a, b)
        for a, b in pairs
        if not any((a, c) in below and (c, b) in below for c in range(count) if c not in (a, b))
    ]
    assert covering(count, pairs) == covers
    made = Order(count, [a for a, _ in pairs], [b for _, b in pairs])
    if made.distinct:
        assert [pair for pair, kept in zip(pairs, made.covering().tolist(), strict=True) if kept] == covers
    assert cycles(*given_beside(count, pairs)) == []


@given(relations(acyclic=False), st.booleans())
def test_the_index(relation: tuple[int, list[tuple[int, int]]], soon: bool) -> None:
    count, pairs = relation
    below = closure(count, pairs)
    made = Order(count, [a for a, _ in pairs], [b for _, b in pairs])
    few, block = orders.FEW, orders.BLOCK
    try:
        orders.FEW, orders.BLOCK = (0, 2) if soon else (few, block)
        for a in range(count):
            assert sorted(made.upset(a)) == [b for b in range(count) if (a, b) in below]
            assert made.downset(a) == {b for b in range(count) if (b, a) in below}
            assert [made.holds(a, b) for b in range(count)] == [(a, b) in below for b in range(count)]
        assert made.related() == len(below)
        strict = {(a, b) for a, b in below if a != b}
        loops = any(a == b for a, b in pairs)
        assert made.antisymmetric is not (loops or any((b, a) in strict for a, b in strict))
        if made.antisymmetric:
            assert made.downset_sizes == [sum((a, b) in below for a in range(count)) for b in range(count)]
    finally:
        orders.FEW, orders.BLOCK = few, block


@given(relations(acyclic=False))
def test_a_cycle_of_each_component(relation: tuple[int, list[tuple[int, int]]]) -> None:
    count, pairs = relation
    below = closure(count, pairs)
    components = {frozenset(b for b in range(count) if {(a, b), (b, a)} <= below) for a in range(count)}
    cyclic = [c for c in components if len(c) > 1 or any((a, a) in pairs for a in c)]
    found = cycles(*given_beside(count, pairs))
    assert sorted(map(sorted, cyclic)) == sorted(
        sorted(next(c for c in components if cycle.ring[0] in c)) for cycle in found
    )
    for ring, size in found:
        inside = next(c for c in components if ring[0] in c)
        assert set(ring) <= inside and size == len(inside) and len(set(ring)) == len(ring)
        assert all((a, b) in pairs for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))


def test_cycles_in_a_long_way_need_no_recursion() -> None:
    count = 30_000
    pairs = [(k, (k + 1) % count) for k in range(count)]
    (found,) = cycles(*given_beside(count, pairs))
    assert found.ring == list(range(count)) and found.component == count


@given(relations(acyclic=False), st.integers(0, 3))
def test_heights(relation: tuple[int, list[tuple[int, int]]], levels: int) -> None:
    count, pairs = relation
    usual = besides.LEVELS
    try:
        besides.LEVELS = levels
        found = Order(count, [a for a, _ in pairs], [b for _, b in pairs]).height.tolist()
    finally:
        besides.LEVELS = usual
    below = closure(count, pairs)
    on_cycles = {a for a, b in pairs if (b, a) in below}
    for a in range(count):
        if any((a, b) in below for b in on_cycles):
            assert found[a] == -1
        else:
            assert found[a] == max((found[b] + 1 for low, b in pairs if low == a), default=0)


@given(relations(acyclic=False))
def test_beside(relation: tuple[int, list[tuple[int, int]]]) -> None:
    count, pairs = relation
    low, high = [a for a, _ in pairs], [b for _, b in pairs]
    made = Beside(count, high)
    assert [list(made[b]) for b in range(count)] == [[k for k, b in enumerate(high) if b == x] for x in range(count)]
    assert made.lists(low) == neighbours(count, low, high)
    assert [list(each) for each in made] == [list(each) for each in made[:]]
    some = np.arange(count)[::-2]
    owner, number = made.of(some)
    assert [(int(some[k]), g) for k, g in zip(owner.tolist(), number.tolist(), strict=True)] == [
        (b, g) for b in some.tolist() for g in made[b]
    ]


@given(st.lists(st.none() | st.integers(0, 30), max_size=24), st.randoms())
def test_trees_are_compared_by_when_a_walk_enters(parents: list[int | None], random: Random) -> None:
    """Each element has one next larger element, or none; both ways round."""
    names = list(range(len(parents)))
    random.shuffle(names)
    pairs = [(names[k], names[p % k]) for k, p in enumerate(parents) if p is not None and k]
    order = Order(len(names), [a for a, _ in pairs], [b for _, b in pairs])
    below = closure(len(names), pairs) | {(a, a) for a in names}
    assert order.tree is not None
    for a, b in itertools.product(names, repeat=2):
        assert order.holds(a, b) is order.turned.holds(b, a) is ((a, b) in below)
    assert order.turned.turned is order and order.turned.above == order.below and order.turned.below == order.above


def test_an_order_is_freed_as_soon_as_nobody_needs_it() -> None:
    """And its opposite with it: neither waits for the collector of garbage."""
    gc.disable()
    try:
        for pairs in ([(0, 1), (1, 2), (0, 2)], [(0, 1), (1, 0), (1, 2)]):
            order = Order(3, [a for a, _ in pairs], [b for _, b in pairs])
            turned = order.turned
            assert turned.turned is order and order.holds(0, 2) and turned.holds(2, 0)
            assert order.classes[0] == turned.classes[0] and order.greatest() == 2
            assert (order.related(), order.antisymmetric, order.tree) == (turned.related(), turned.antisymmetric, None)
            seen = [ref(order), ref(turned)]
            del order
            assert seen[0]() is None and seen[1]() is turned and turned.turned.below == turned.above
            del turned
            assert seen[1]() is None
    finally:
        gc.enable()
