"""All functors, and those of a class with allowed values: the search of the core, the kernel's, and brute force."""

from __future__ import annotations

from typing import Any

import naive
import naive_functors
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from patience import effort
from strategies import SMALL_GROUPS, functors, group, small_categories

from catproof.core import constructions
from catproof.core.category import Category, thin
from catproof.core.functor import Functor, broken_equation
from catproof.core.functor_search import ALL, Allowed, Class, agreeing, is_faithful, is_full, isomorphism_classes
from catproof.core.functor_search import functors as search
from catproof.core.natural_family import natural_isomorphism
from catproof.decide.tables import Tables
from catproof.kernel import search as kernel_search
from catproof.kernel.tables import Category as Table

CLASSES = [
    ALL,
    Class(faithful=True),
    Class(full=True),
    Class(full=True, faithful=True),
    Class(injective=True),
    Class(full=True, faithful=True, injective=True),
]


def key(f: Functor) -> tuple[Any, ...]:
    return f.on_objects, f.on_generators


def table(category: Category) -> Table:
    """The category as the kernel reads it."""
    tables = Tables()
    tables.category(category)
    return Table(tables.categories[0])


def small_enough(source: Category, target: Category) -> bool:
    return len(target.objects) ** len(source.objects) * target.count() ** min(source.count(), 3) <= 4000


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Category, Category]:
    source, target = draw(small_categories()), draw(small_categories())
    assume(small_enough(source, target))
    return source, target


def brute(source: Category, target: Category) -> dict[tuple[Any, ...], naive.Mapping]:
    """Every functor by its values on objects and generating arrows."""
    found = naive_functors.mappings(naive.composition(source), naive.composition(target))
    generators = [source.generator(g) for g in range(len(source.generators))]
    return {(f.on_objects, tuple(f.on_arrows[g] for g in generators)): f for f in found}


def has(f: naive.Mapping, wanted: Class) -> bool:
    return (
        (not wanted.full or naive.functor_property(f, "full"))
        and (not wanted.faithful or naive.functor_property(f, "faithful"))
        and (not wanted.injective or len(set(f.on_objects)) == len(f.on_objects))
    )


@settings(max_examples=250)
@given(pairs())
def test_the_functors_of_every_class_are_found_once(pair: tuple[Category, Category]) -> None:
    expected = brute(*pair)
    for wanted in CLASSES:
        found = list(map(key, search(*pair, wanted)))
        assert len(set(found)) == len(found)
        assert set(found) == {k for k, f in expected.items() if has(f, wanted)}
        assert found == list(map(key, search(*pair, wanted)))
    assert {k for k in expected if is_full(Functor(*pair, *k))} == {
        k for k, f in expected.items() if has(f, CLASSES[2])
    }
    assert {k for k in expected if is_faithful(Functor(*pair, *k))} == {
        k for k, f in expected.items() if has(f, CLASSES[1])
    }


@settings(max_examples=250)
@given(pairs())
def test_the_kernel_finds_the_same_functors(pair: tuple[Category, Category]) -> None:
    expected = brute(*pair)
    tables = [table(category) for category in pair]
    for wanted in CLASSES:
        flags = wanted._asdict()
        found = [
            (tuple(f.objects), tuple(f.on_generator(g) for g in range(len(tables[0].ends))))
            for f in kernel_search.Functors(*tables, **flags)
        ]
        assert len(set(found)) == len(found)
        wrong = set(found) - expected.keys()
        assert not wrong
        few = {k for k, f in expected.items() if has(f, wanted)}
        assert few <= set(found)
        if not wanted.full or wanted.faithful:  # full alone is only pruned by numbers of arrows
            assert few == set(found)


@settings(max_examples=150)
@given(pairs(), st.data())
def test_allowed_values(pair: tuple[Category, Category], data: st.DataObject) -> None:
    source, target = pair
    every = list(range(len(target.objects)))
    objects = [data.draw(st.lists(st.sampled_from(every), unique=True)) if every else [] for _ in source.objects]
    like = data.draw(functors(source, target)) if every else None
    chosen = data.draw(st.sets(st.sampled_from(list(source.arrows())), max_size=3)) if like is not None else set()
    arrows = {f: like.on_arrow(f) for f in chosen if f.number} if like is not None else {}
    found = {key(f) for f in search(source, target, ALL, Allowed(objects, arrows))}
    assert found == {
        k
        for k, f in brute(source, target).items()
        if all(b in objects[a] for a, b in enumerate(f.on_objects))
        and all(f.on_arrows[h] == v for h, v in arrows.items())
    }
    odd = list(search(source, target, ALL, Allowed(fits=lambda g, f: f.number % 2 == 0)))
    assert {key(f) for f in odd} == {
        key(f) for f in search(source, target) if all(h.number % 2 == 0 for h in kept_values(f))
    }


def kept_values(f: Functor) -> list[Any]:
    """The values on generating arrows that are no composites of others: only these are searched."""
    from catproof.core.task_search import without_composites

    words = without_composites(f.source)[0]
    return [f.on_generators[g] for g, word in enumerate(words) if word == (g,)]


@settings(max_examples=250)
@given(pairs(), st.data())
def test_what_agrees_on_the_seen_objects_is_isomorphic_to_something_allowed(
    pair: tuple[Category, Category], data: st.DataObject
) -> None:
    source, target = pair
    assume(target.objects)
    f = data.draw(functors(source, target))
    seen = data.draw(st.sets(st.integers(0, len(source.objects) - 1)))
    allowed = list(search(source, target, ALL, agreeing(f, seen)))
    for g in allowed:
        assert all(g.on_objects[a] == f.on_objects[a] for a in seen)
    inside = [h for h in source.arrows() if source.source(h) in seen and h.target in seen]
    for g in search(source, target):
        agrees = all(g.on_objects[a] == f.on_objects[a] for a in seen)
        if agrees and all(g.on_arrow(h) == f.on_arrow(h) for h in inside):
            assert any(natural_isomorphism(g, h, seen) for h in allowed)


@given(small_categories())
def test_classes_of_isomorphic_objects(category: Category) -> None:
    c = naive.composition(category)
    first = isomorphism_classes(category)
    for a in c.objects:
        assert first[a] == min(b for b in c.objects if b == a or naive.isomorphic_objects(c, a, b))


HOMOMORPHISMS = {
    ("Z4", "Z2"): 2, ("Z2", "Z4"): 2, ("Z3", "Z4"): 1, ("V4", "Z2"): 4, ("V4", "V4"): 16, ("S3", "Z2"): 2,
    ("Z2", "S3"): 4, ("Z3", "S3"): 3, ("S3", "S3"): 10, ("S3 by inverses", "S3"): 10, ("Z4", "V4"): 4,
}  # fmt: skip


@pytest.mark.parametrize("pair", HOMOMORPHISMS)
def test_functors_between_groups_are_homomorphisms(pair: tuple[str, str]) -> None:
    source, target = (group(name, *SMALL_GROUPS[name][1:]) for name in pair)
    found = list(search(source, target))
    assert len(found) == HOMOMORPHISMS[pair]
    assert all(broken_equation(f) is None for f in found)
    assert sum(1 for _ in kernel_search.Functors(table(source), table(target))) == len(found)


@pytest.mark.parametrize(("n", "m"), [(0, 3), (1, 4), (2, 3), (3, 3), (4, 5), (6, 6)])
def test_functors_between_chains_are_counted_by_a_binomial_coefficient(n: int, m: int) -> None:
    from math import comb

    assert sum(1 for _ in search(constructions.chain(n), constructions.chain(m))) == comb(n + m - 1, n)


def test_many_objects_need_no_recursion_and_nothing_is_enumerated_before_it_is_asked_for() -> None:
    long = thin(list(range(1500)), [(i, i + 1) if i % 2 else (i + 1, i) for i in range(1499)])
    first = next(search(long, constructions.chain(3)))
    assert set(first.on_objects) == {0}
    discrete = constructions.discrete(list(range(40)))
    with effort(1):
        for _, _ in zip(range(20), search(discrete, discrete), strict=False):
            pass


def test_the_kernel_needs_no_recursion_either() -> None:
    thin = table(constructions.discrete(list(range(1200))))
    first = next(iter(kernel_search.Functors(thin, table(constructions.chain(1)))))
    assert set(first.objects) == {0}
    assert kernel_search.natural_family(first, first, [[(0, 0)]] * 1200)


def test_a_category_without_objects() -> None:
    empty, point = constructions.empty(), constructions.terminal()
    for wanted in CLASSES:
        assert len(list(search(empty, point, wanted))) == len(list(search(empty, empty, wanted))) == 1
        assert not list(search(point, empty, wanted))
    assert len(list(kernel_search.Functors(table(empty), table(point)))) == 1
    assert not list(kernel_search.Functors(table(point), table(empty)))
