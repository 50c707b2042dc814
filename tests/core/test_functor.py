"""Functors: what is given on generating arrows is one iff it respects all composites."""

from __future__ import annotations

import itertools

import naive
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import categories, functors, small_categories

from catproof.core import functor
from catproof.core.functor import Functor


@settings(max_examples=300)
@given(st.data())
def test_broken_equation_finds_what_is_no_functor_and_nothing_else(data):
    source, target = data.draw(small_categories()), data.draw(small_categories())
    objects = [data.draw(st.integers(0, len(target.objects) - 1)) for _ in source.objects]
    values = []
    for g in source.generators:
        between = list(target.arrows(objects[g.source], objects[g.target]))
        assume(between)
        values.append(data.draw(st.sampled_from(between)))
    made = Functor(source, target, objects, values)
    broken = functor.broken_equation(made)
    assert (broken is None) is naive.is_functor(made)
    if broken is not None:
        start = source.identity(broken.at)
        assert source.follow(start, broken.left) == source.follow(start, broken.right)
        assert made.on_word(broken.left, broken.at) != made.on_word(broken.right, broken.at)


@settings(max_examples=200)
@given(st.data())
def test_values_on_arrows_respect_composition(data):
    made = data.draw(functors(data.draw(small_categories()), data.draw(small_categories())))
    image = {f: made.on_arrow(f) for f in made.source.arrows()}
    assert image == naive.mapping(made).on_arrows
    for f, g in itertools.product(image, repeat=2):
        if f.target == made.source.source(g):
            assert image[made.source.compose(g, f)] == made.target.compose(image[g], image[f])


@given(categories())
def test_the_identity_functor_changes_nothing(category):
    made = functor.identity(category)
    assert all(made.on_arrow(f) == f for f in category.arrows())
    assert functor.broken_equation(made) is None
