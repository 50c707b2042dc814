"""Natural families between functors, adjunctions, and isomorphisms of categories, against brute force."""

from __future__ import annotations

import itertools
import random

import naive
import naive_functors
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from patience import effort
from strategies import SMALL_GROUPS, functors, group, small_categories

from catproof.core import constructions
from catproof.core.category import Category, Generator, presented, thin
from catproof.core.chase import Equation
from catproof.core.functor import Functor, broken_equation, identity
from catproof.core.functor_search import functors as search
from catproof.core.functor_search import is_faithful, is_full
from catproof.core.natural_family import isomorphism, natural_isomorphism, natural_transformations, unit


@st.composite
def parallel(draw: st.DrawFn) -> tuple[Functor, Functor]:
    source, target = draw(small_categories()), draw(small_categories())
    f, g = draw(functors(source, target)), draw(functors(source, target))
    assume(target.count() ** len(source.objects) <= 2000)
    return f, g


@settings(max_examples=250)
@given(parallel(), st.data())
def test_natural_transformations_and_isomorphisms(pair: tuple[Functor, Functor], data: st.DataObject) -> None:
    f, g = pair
    here, there = naive.mapping(f), naive.mapping(g)
    found = [tuple(family) for family in natural_transformations(f, g)]
    assert len(set(found)) == len(found)
    assert set(found) == set(naive_functors.families(here, there))
    fixed = data.draw(st.sets(st.integers(0, len(f.on_objects) - 1)))
    family = natural_isomorphism(f, g, fixed)
    assert (family is not None) is naive_functors.isomorphic(here, there, fixed)
    if family is not None:
        assert tuple(family) in found and all(family[a].number == 0 for a in fixed)


@settings(max_examples=150)
@given(st.data())
def test_units(data: st.DataObject) -> None:
    source, target = data.draw(small_categories()), data.draw(small_categories())
    f, g = data.draw(functors(source, target)), data.draw(functors(target, source))
    assume(source.count() ** len(source.objects) * target.count() ** len(target.objects) <= 30_000)
    found = unit(f, g)
    assert (found is not None) is naive_functors.left_adjoint(naive.mapping(f), naive.mapping(g))


@pytest.mark.parametrize(("n", "m"), list(itertools.product(range(1, 5), repeat=2)))
def test_adjunctions_between_chains_are_galois_connections(n: int, m: int) -> None:
    one, two = constructions.chain(n), constructions.chain(m)
    for f, g in itertools.product(search(one, two), search(two, one)):
        galois = all((f.on_objects[x] <= y) is (x <= g.on_objects[y]) for x in range(n) for y in range(m))
        assert (unit(f, g) is not None) is galois


# ---- isomorphisms of categories ----------------------------------------------------------------------------


def renamed(category: Category, seed: int) -> Category:
    """The same category, presented, with objects and generating arrows in another order."""
    chance = random.Random(seed)
    objects = chance.sample(range(len(category.objects)), len(category.objects))
    arrows = chance.sample(range(len(category.generators)), len(category.generators))
    place, position = {a: i for i, a in enumerate(objects)}, {g: i for i, g in enumerate(arrows)}
    generators = [
        Generator(f"h{i}", place[category.generators[g].source], place[category.generators[g].target])
        for i, g in enumerate(arrows)
    ]
    equations = [
        Equation(
            place[e.target], place[e.source], tuple(position[g] for g in e.left), tuple(position[g] for g in e.right)
        )
        for e in category.path_equations()
    ]
    names = [f"o{i}" for i in range(len(objects))]
    if category.presentation.kind == "thin":
        return thin(names, [(g.source, g.target) for g in generators])
    return presented(names, generators, equations)


@settings(max_examples=200)
@given(small_categories(), small_categories(), st.integers())
def test_isomorphic_categories(one: Category, other: Category, seed: int) -> None:
    same = isomorphism(one, renamed(one, seed))
    assert same is not None and broken_equation(same) is None
    assert is_full(same) and is_faithful(same) and len(set(same.on_objects)) == len(one.objects)
    assume(len(other.objects) ** len(one.objects) * other.count() ** min(one.count(), 3) <= 4000)
    expected = naive_functors.isomorphic_categories(naive.composition(one), naive.composition(other))
    assert (isomorphism(one, other) is not None) is expected


@pytest.mark.parametrize("name", SMALL_GROUPS)
def test_a_group_is_isomorphic_to_its_opposite(name: str) -> None:
    made = group(name, *SMALL_GROUPS[name][1:])
    found = isomorphism(made, constructions.opposite(made))
    assert found is not None and broken_equation(found) is None


def crowns(*lengths: int) -> Category:
    """Posets x1 < y1 > x2 < y2 > ... closed to circles of these lengths."""
    pairs, start = [], 0
    for n in lengths:
        for i in range(n):
            pairs += [(start + i, start + n + i), (start + i, start + n + (i + 1) % n)]
        start += 2 * n
    return thin(list(range(start)), pairs)


def test_alike_but_not_isomorphic() -> None:
    with effort(5):
        assert isomorphism(crowns(4), crowns(2, 2)) is None
        assert isomorphism(crowns(8), crowns(5, 3)) is None
        assert isomorphism(crowns(4, 5), crowns(5, 4)) is not None
        d4 = group("D4", "rs", ["rrrr", "ss", "srsr"])
        q8 = group("Q8", "ij", ["iiii", "iijj", "jijI"])
        assert d4.count() == q8.count() == 8
        assert isomorphism(d4, q8) is None
        assert isomorphism(constructions.product(d4, q8), constructions.product(d4, d4)) is None
        assert isomorphism(constructions.product(d4, q8), constructions.product(q8, d4)) is not None


def test_parts_that_no_arrow_connects_are_searched_apart() -> None:
    n = 30
    z4 = group("Z4", "r", ["rrrr"])
    many = constructions.discrete(list(range(n)))
    point = Functor(many, z4, [0] * n, [])
    assert natural_isomorphism(point, point) is not None
    cyclic = constructions.coproduct(many, z4)
    f = Functor(cyclic, z4, [0] * (n + 1), [z4.generator(0)])
    g = Functor(cyclic, z4, [0] * (n + 1), [z4.follow(z4.generator(0), (0, 0))])
    assert natural_isomorphism(f, g) is None


def test_many_objects_need_no_recursion() -> None:
    long = thin(list(range(1500)), [(i, i + 1) if i % 2 else (i + 1, i) for i in range(1499)])
    assert natural_isomorphism(identity(long), identity(long)) is not None
