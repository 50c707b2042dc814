"""Comma categories, categories of arrows and coslices against their definitions, and known values."""

import itertools

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from naive import composition, is_functor, law_broken
from strategies import categories, functors, small_categories

from catproof.core.category import Arrow, Category, Generator, presented, thin
from catproof.core.comma import _Comma, arrow_category, comma, coslice
from catproof.core.constructions import chain, opposite, terminal
from catproof.core.elements import slice_over
from catproof.core.functor import Functor, identity
from catproof.core.limits import LimitReached


@st.composite
def cospans(draw: st.DrawFn) -> tuple[Functor, Functor]:
    """Two functors into one category."""
    target = draw(small_categories())
    assume(target.objects and target.count() <= 8)
    left, right = (draw(functors(draw(small_categories()), target)) for _ in range(2))
    assume(left.source.count() * right.source.count() <= 40)
    return left, right


def squares(left: Functor, right: Functor) -> dict[tuple[tuple[int, int, Arrow], tuple[int, int, Arrow]], int]:
    """For any two objects (a, b, f) the number of pairs (h, k) with G(k) . f = f' . F(h)."""
    into = left.target
    objects = [
        (a, b, f)
        for a, b in itertools.product(range(len(left.source.objects)), range(len(right.source.objects)))
        for f in into.arrows(left.on_objects[a], right.on_objects[b])
    ]
    return {
        ((a, b, f), (c, d, g)): sum(
            into.compose(right.on_arrow(k), f) == into.compose(g, left.on_arrow(h))
            for h in left.source.arrows(a, c)
            for k in right.source.arrows(b, d)
        )
        for (a, b, f), (c, d, g) in itertools.product(objects, repeat=2)
    }


def assert_sound(made: Category) -> None:
    assert law_broken(composition(made)) is None
    assert len(made.number) == len(made.objects)
    assert len(made.generator_number) == len(made.generators)


def hom_sizes(category: Category) -> list[list[int]]:
    points = range(len(category.objects))
    return [[category.hom_size(a, b) for b in points] for a in points]


def renumbered(sizes: list[list[int]], order: list[int]) -> list[list[int]]:
    return [[sizes[a][b] for b in order] for a in order]


@settings(max_examples=80)
@given(cospans())
def test_comma_against_the_definition(cospan: tuple[Functor, Functor]) -> None:
    left, right = cospan
    made, expected = comma(left, right, "K"), squares(left, right)
    assert_sound(made)
    corners = list(dict.fromkeys(x for x, _ in expected))
    labels = [(left.source.objects[a], right.source.objects[b], left.target.show_arrow(f)) for a, b, f in corners]
    assert list(made.objects) == labels
    for (i, x), (j, y) in itertools.product(enumerate(corners), repeat=2):
        assert made.hom_size(i, j) == expected[x, y]


@settings(max_examples=40)
@given(cospans())
def test_the_two_projections_of_a_comma_category(cospan: tuple[Functor, Functor]) -> None:
    left, right = cospan
    parts, made = _Comma(left, right, ""), comma(left, right)
    assume(made.presentation.kind != "thin")  # there the generating arrows are fewer
    for side, functor in enumerate((left, right)):
        base = functor.source
        values = [
            base.generator(step.generator)
            if step.on_left == (side == 0)
            else base.identity(parts.corners[step.source][side])
            for step in parts.steps
        ]
        projection = Functor(made, base, [corner[side] for corner in parts.corners], values)
        assert is_functor(projection)


@settings(max_examples=60)
@given(categories())
def test_arrows_are_the_comma_category_of_two_identities(category: Category) -> None:
    assume(category.count() <= 12)
    made, same = arrow_category(category), comma(identity(category), identity(category))
    assert_sound(made)
    assert sorted(map(str, made.objects)) == sorted(category.show_arrow(f) for f in category.arrows())
    assert made.objects == tuple(label[2] for label in same.objects)
    assert hom_sizes(made) == hom_sizes(same)


@settings(max_examples=60)
@given(categories())
def test_coslices_are_slices_of_the_opposite_turned_round(category: Category) -> None:
    for a in range(len(category.objects)):
        under, other = coslice(category, a), opposite(slice_over(opposite(category), a))
        assert_sound(under)
        assert under.count() == other.count()
        assert sorted(map(sorted, hom_sizes(under))) == sorted(map(sorted, hom_sizes(other)))
        # The identity of a is initial in a/C.
        bottom = under.number[category.show_arrow(category.identity(a))]
        assert all(under.hom_size(bottom, x) == 1 for x in range(len(under.objects)))


@settings(max_examples=60)
@given(categories())
def test_slices_are_comma_categories_over_one_object(category: Category) -> None:
    for a in range(len(category.objects)):
        over = slice_over(category, a)
        point = Functor(terminal(), category, [a], [])
        made = comma(identity(category), point)
        arrow = {category.show_arrow(f): f for f in category.arrows(target=a)}
        labels = [(category.objects[category.source(arrow[text])], "*", text) for text in over.objects]
        order = [made.number[label] for label in labels]
        assert renumbered(hom_sizes(made), order) == hom_sizes(over)


def test_arrows_of_a_chain() -> None:
    # The arrows of 0 < 1 are a chain of three: id(0) -> (0 -> 1) -> id(1).
    made = arrow_category(chain(2))
    assert made.objects == ("id(0)", "(0 -> 1)", "id(1)")
    assert made.count() == 6 and made.presentation.kind == "thin"


def test_names_of_generating_arrows() -> None:
    category = presented(["V", "E"], [Generator("s", 0, 1), Generator("t", 0, 1)], [], name="Graphs")
    made = arrow_category(category, "Ar")
    assert made.objects == ("id(V)", "s", "t", "id(E)")
    assert {(g.name, made.objects[g.source], made.objects[g.target]) for g in made.generators} == {
        ("(s, id, id(E))", "s", "id(E)"),
        ("(t, id, id(E))", "t", "id(E)"),
        ("(id, s, id(V))", "id(V)", "s"),
        ("(id, t, id(V))", "id(V)", "t"),
    }
    assert made.presentation.construction == "arrows(Graphs)"
    under = coslice(category, 0)
    assert [g.name for g in under.generators] == ["(s, id(V))", "(t, id(V))"]
    both = comma(identity(category), Functor(terminal(), category, [1], []))
    assert both.objects == (("V", "*", "s"), ("V", "*", "t"), ("E", "*", "id(E)"))
    assert [g.name for g in both.generators] == ["(s, id, (E, *, id(E)))", "(t, id, (E, *, id(E)))"]


def test_limits() -> None:
    square = thin(list("abcd"), [(0, 1), (0, 2), (1, 3), (2, 3)], limit=20)
    assert square.count() == 9
    with pytest.raises(LimitReached, match="limit of 20 arrows"):
        list(arrow_category(square).arrows())
    with pytest.raises(LimitReached):
        arrow_category(presented(["*"], [Generator("f", 0, 0)], [], limit=20))
