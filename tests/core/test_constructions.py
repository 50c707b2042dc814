"""Opposites, products, coproducts and full subcategories against their definitions on explicit composites."""

from __future__ import annotations

import itertools

import naive
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import categories, concrete_categories, monoids, small_groups, thin_categories

from catproof.core import constructions
from catproof.core.category import Arrow, Category

tiny = concrete_categories(2, 6) | thin_categories(3) | monoids | small_groups


def pairs_of_objects(category: Category) -> list[tuple[int, int]]:
    return list(itertools.product(range(len(category.objects)), repeat=2))


def by_word(category: Category, word: tuple[int, ...], at: int) -> Arrow:
    return category.follow(category.identity(at), word)


@settings(max_examples=120)
@given(categories())
def test_the_opposite_has_the_same_arrows_and_composes_the_other_way(category):
    turned = constructions._opposite(category, "turned")
    assert all(turned.hom_size(b, a) == category.hom_size(a, b) for a, b in pairs_of_objects(category))
    image = {f: by_word(turned, category.word(f)[::-1], category.source(f)) for f in category.arrows()}
    assert len(set(image.values())) == category.count()
    for (g, f), h in naive.composition(category).composite.items():
        assert turned.compose(image[f], image[g]) == image[h]


@settings(max_examples=120)
@given(categories())
def test_the_opposite_of_the_opposite_is_the_category(category):
    twice = constructions._opposite(constructions._opposite(category, ""), "")
    assert twice.objects == category.objects
    assert [g.name for g in twice.generators] == [g.name for g in category.generators]
    image = {f: by_word(twice, category.word(f), f.target) for f in category.arrows()}
    assert set(image.values()) == set(twice.arrows()) and len(set(image.values())) == len(image)
    for (g, f), h in naive.composition(category).composite.items():
        assert twice.compose(image[g], image[f]) == image[h]
    assert constructions.opposite(constructions.opposite(category)) is category


@settings(max_examples=100)
@given(tiny, tiny)
def test_arrows_of_a_product_are_pairs(left, right):
    made = constructions.product(left, right)
    width = len(right.objects)
    for (a, b), (c, d) in itertools.product(itertools.product(range(len(left.objects)), range(width)), repeat=2):
        assert made.hom_size(a * width + b, c * width + d) == left.hom_size(a, c) * right.hom_size(b, d)
    assert made.objects == tuple((a, b) for a in left.objects for b in right.objects)
    if made.count() <= 40:
        assert naive.law_broken(naive.composition(made)) is None


@settings(max_examples=100)
@given(tiny, tiny)
def test_in_a_product_the_two_sides_commute(left, right):
    made = constructions.product(left, right)
    number = {g.name: k for k, g in enumerate(made.generators)}
    assert len(number) == len(left.generators) * len(right.objects) + len(right.generators) * len(left.objects)
    between = {(g.source, g.target): k for k, g in enumerate(made.generators)}
    width = len(right.objects)
    for g, h in itertools.product(left.generators, right.generators):
        ends = [(g.source, h.source), (g.target, h.source), (g.source, h.target), (g.target, h.target)]
        start, over, up, end = (a * width + b for a, b in ends)
        if len({start, over, up, end}) < 4 or len(between) < len(number):
            continue
        assert by_word(made, (between[over, end], between[start, over]), end) == by_word(
            made, (between[up, end], between[start, up]), end
        )


@settings(max_examples=100)
@given(tiny, tiny)
def test_a_coproduct_has_the_arrows_of_both_and_none_between(left, right):
    made = constructions.coproduct(left, right)
    n = len(left.objects)
    assert len(set(made.objects)) == n + len(right.objects)
    assert len({g.name for g in made.generators}) == len(left.generators) + len(right.generators)
    for a, b in pairs_of_objects(made):
        if a < n and b < n:
            assert made.hom_size(a, b) == left.hom_size(a, b)
        elif a >= n and b >= n:
            assert made.hom_size(a, b) == right.hom_size(a - n, b - n)
        else:
            assert made.hom_size(a, b) == 0
    assert naive.law_broken(naive.composition(made)) is None


@settings(max_examples=150)
@given(categories(), st.data())
def test_a_full_subcategory_has_all_arrows_between_its_objects_and_a_fully_faithful_inclusion(category, data):
    members = data.draw(st.lists(st.sampled_from(range(len(category.objects))), unique=True))
    made, inclusion = constructions.full(category, members)
    assert made.objects == tuple(category.objects[a] for a in members)
    for i, j in pairs_of_objects(made):
        assert made.hom_size(i, j) == category.hom_size(members[i], members[j])
    assert naive.is_functor(inclusion)
    included = naive.mapping(inclusion)
    assert included.on_objects == tuple(members)
    assert naive.functor_property(included, "fully faithful") and naive.functor_property(included, "an embedding")


@settings(max_examples=100)
@given(categories(), st.data())
def test_no_generator_of_a_full_subcategory_is_a_composite_of_two_others(category, data):
    members = data.draw(st.lists(st.sampled_from(range(len(category.objects))), min_size=1, unique=True))
    made, _ = constructions.full(category, members)
    generators = {made.generator(g) for g in range(len(made.generators))}
    assert len(generators) == len(made.generators) and all(f.number for f in generators)
    for f in generators:
        others = generators - {f}
        assert not any(
            g.target == f.target and h.target == made.source(g) and made.compose(g, h) == f
            for g in others
            for h in others
        )


def test_the_simplest_categories():
    assert constructions.discrete(["x", "y"]).count() == 2
    assert constructions.chain(4).count() == 10
    assert constructions.chain(0).count() == 0
    square = constructions.product(constructions.chain(2), constructions.chain(2))
    assert (square.count(), square.presentation.kind) == (9, "thin")
    cube = constructions.product(square, constructions.chain(2))
    assert (cube.count(), cube.objects[0]) == (27, ((0, 0), 0))
