"""Composites and opposites of functors."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from naive import is_functor
from strategies import categories, functors, small_categories

from catproof.core.category import Category
from catproof.core.constructions import opposite, opposite_functor
from catproof.core.functor import Functor, compose, identity


@st.composite
def composable(draw: st.DrawFn) -> tuple[Functor, Functor]:
    """G and F such that G . F makes sense."""
    a, b, c = (draw(small_categories()) for _ in range(3))
    assume(b.objects and c.objects)
    return draw(functors(b, c)), draw(functors(a, b))


@settings(max_examples=60)
@given(composable())
def test_compose(pair: tuple[Functor, Functor]) -> None:
    after, before = pair
    both = compose(after, before, "both")
    assert is_functor(both) and both.source is before.source and both.target is after.target
    for f in before.source.arrows():
        assert both.on_arrow(f) == after.on_arrow(before.on_arrow(f))
    alone = compose(identity(after.source), before)
    assert (alone.on_objects, alone.on_generators) == (before.on_objects, before.on_generators)


@settings(max_examples=60)
@given(composable())
def test_the_opposite_of_a_functor(pair: tuple[Functor, Functor]) -> None:
    after, before = pair
    turned = opposite_functor(before)
    assert is_functor(turned)
    assert turned.source is opposite(before.source) and turned.target is opposite(before.target)
    back = opposite_functor(turned)
    assert (back.source, back.target) == (before.source, before.target)
    assert (back.on_objects, back.on_generators) == (before.on_objects, before.on_generators)
    first, second = opposite_functor(compose(after, before)), compose(opposite_functor(after), turned)
    assert (first.source, first.target) == (second.source, second.target)
    assert (first.on_objects, first.on_generators) == (second.on_objects, second.on_generators)


@settings(max_examples=30)
@given(categories())
def test_there_is_one_opposite_and_its_opposite_is_the_category(category: Category) -> None:
    turned = opposite(category, "turned")
    assert opposite(category) is turned and opposite(turned) is category
    points = range(len(category.objects))
    assert all(turned.hom_size(a, b) == category.hom_size(b, a) for a in points for b in points)
