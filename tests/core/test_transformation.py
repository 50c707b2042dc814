"""Transformations: all of them are listed, and what is none is found."""

from __future__ import annotations

import itertools

import naive
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import categories, tasks

from catproof.core.task import Element
from catproof.core.transformation import Transformation, natural_maps, unnatural


@settings(max_examples=150)
@given(st.data())
def test_natural_maps_are_listed_once_each(data):
    category = data.draw(categories())
    left, right = data.draw(tasks(category, most=5)), data.draw(tasks(category, most=4))
    expected = list(itertools.islice(naive.natural_maps(naive.presheaf(left), naive.presheaf(right)), 200))
    assume(len(expected) < 200)
    found = [
        {Element(a, j): v for a, values in enumerate(m) for j, v in enumerate(values)}
        for m in natural_maps(left, right)
    ]
    assert sorted(found, key=repr) == sorted(expected, key=repr)


@settings(max_examples=200)
@given(st.data())
def test_unnatural_finds_what_is_no_transformation_and_nothing_else(data):
    category = data.draw(categories())
    left, right = data.draw(tasks(category, most=5)), data.draw(tasks(category, most=5))
    assume(all(y or not x for x, y in zip(left.elements, right.elements, strict=True)))
    components = [
        data.draw(st.lists(st.integers(0, max(len(y) - 1, 0)), min_size=len(x), max_size=len(x)))
        for x, y in zip(left.elements, right.elements, strict=True)
    ]
    made = Transformation(left, right, components)
    s, t = naive.presheaf(left), naive.presheaf(right)
    natural = all(
        made(s.restricted(x, f)) == t.restricted(made(x), f) for x in s.elements for f in s.maps if f.target == x.object
    )
    broken = unnatural(made)
    assert (broken is None) is natural
    if broken is not None:
        assert right.restrict(made(broken.element), (broken.generator,)) == broken.mapped_first
        assert made(left.restrict(broken.element, (broken.generator,))) == broken.restricted_first
        assert broken.mapped_first != broken.restricted_first
