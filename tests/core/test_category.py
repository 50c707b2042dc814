"""Categories: composition against functions between sets, the axioms, words, limits."""

from __future__ import annotations

import itertools

import naive
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import (
    NAMES,
    Function,
    as_presented,
    as_table,
    categories,
    closure,
    functions,
    identity,
    monoid,
    monoid_tables,
    thin_categories,
)

from catproof.core import constructions
from catproof.core.category import Arrow, Category, Generator, NotACategory, presented, table, thin
from catproof.core.chase import Equation
from catproof.core.limits import LimitReached


def values_of(category: Category, sizes: tuple[int, ...], generators: tuple[Function, ...]) -> dict[Arrow, Function]:
    """The function that each arrow is, by a word for it."""
    found = {}
    for arrow in category.arrows():
        value = identity(sizes, arrow.target)
        for g in category.word(arrow):
            value = value.after(generators[g])
        found[arrow] = value
    return found


@settings(max_examples=150)
@given(functions(3, 12), st.booleans())
def test_a_category_of_functions_is_enumerated_function_by_function(given_, by_table):
    category = as_table(given_) if by_table else as_presented(given_)
    generators = given_.functions[len(given_.sizes) :] if by_table else given_.generators
    value = values_of(category, given_.sizes, generators)
    assert sorted(value.values()) == sorted(given_.functions)
    assert category.count() == len(given_.functions)
    for f, g in itertools.product(value, repeat=2):
        if f.target == category.source(g):
            assert value[category.compose(g, f)] == value[g].after(value[f])


@settings(max_examples=150)
@given(categories())
def test_composition_has_identities_and_associates(category):
    assert naive.law_broken(naive.composition(category)) is None
    for a in range(len(category.objects)):
        assert category.identity(a) == Arrow(a, 0) == naive.composition(category).identity(a)


@settings(max_examples=80)
@given(categories())
def test_words_are_shortest_and_spell_their_arrows(category):
    generators = range(len(category.generators))
    for p in range(len(category.objects)):
        shortest = {}
        for length in range(len(category.hom(p).at) + 1):
            for word in itertools.product(generators, repeat=length) if len(generators) ** length <= 300 else ():
                ends = [p, *(category.generators[g].source for g in word)]
                if all(category.generators[g].target == at for g, at in zip(word, ends, strict=False)):
                    shortest.setdefault(category.follow(category.identity(p), word), length)
        for arrow in category.arrows(target=p):
            word = category.word(arrow)
            assert category.follow(category.identity(p), word) == arrow
            assert len(word) <= shortest.get(arrow, len(word))


@settings(max_examples=100)
@given(categories())
def test_path_equations_present_the_category(category):
    equations = category.path_equations()
    again = presented(category.objects, category.generators, equations)
    for a, b in itertools.product(range(len(category.objects)), repeat=2):
        assert again.hom_size(a, b) == category.hom_size(a, b)
    for e in equations:
        start = category.identity(e.target)
        assert category.follow(start, e.left) == category.follow(start, e.right)


@settings(max_examples=100)
@given(categories(), st.data())
def test_postcomposition_composes_with_every_arrow(category, data):
    arrow = data.draw(st.sampled_from(list(category.arrows())))
    images = category.postcompose(arrow)
    into = list(category.arrows(target=category.source(arrow)))
    assert [Arrow(arrow.target, image) for image in images] == [category.compose(arrow, f) for f in into]


@settings(max_examples=100)
@given(categories())
def test_arrows_are_listed_once_under_different_names(category):
    arrows = list(category.arrows())
    assert len(set(arrows)) == len(arrows) == category.count()
    for a, b in itertools.product(range(len(category.objects)), repeat=2):
        between = list(category.arrows(a, b))
        assert between == [f for f in arrows if category.source(f) == a and f.target == b]
        assert len({category.show_arrow(f) for f in between}) == len(between) == category.hom_size(a, b)


@settings(max_examples=150)
@given(thin_categories(5))
def test_a_thin_category_is_the_reflexive_transitive_closure_of_its_pairs(category):
    n = len(category.objects)
    below = {(a, a) for a in range(n)} | {(g.source, g.target) for g in category.generators}
    for middle, a, b in itertools.product(range(n), repeat=3):
        if (a, middle) in below and (middle, b) in below:
            below.add((a, b))
    assert {(a, b): category.hom_size(a, b) for a in range(n) for b in range(n)} == {
        (a, b): int((a, b) in below) for a in range(n) for b in range(n)
    }


@settings(max_examples=200)
@given(st.integers(2, 3), st.data())
def test_a_table_is_a_category_iff_it_associates(order, data):
    arrows = [Generator(f"m{x}", 0, 0) for x in range(order)]
    if order == 2 and data.draw(st.booleans()):
        near = data.draw(st.sampled_from(monoid_tables(3)))
        times = {(x - 1, y - 1): z - 1 for (x, y), z in near.items() if x and y}
    else:
        cells = list(itertools.product(range(order), repeat=2))
        values = data.draw(st.lists(st.integers(-1, order - 1), min_size=len(cells), max_size=len(cells)))
        times = dict(zip(cells, values, strict=True))

    def product(g: int, f: int) -> int:
        return f if g < 0 else g if f < 0 else times[g, f]

    triples = itertools.product(range(order), repeat=3)
    associates = all(product(product(h, g), f) == product(h, product(g, f)) for h, g, f in triples)
    if associates:
        assert table(["*"], arrows, times).count() == order + 1
    else:
        with pytest.raises(NotACategory, match="does not associate"):
            table(["*"], arrows, times)


def test_the_number_of_monoid_tables_is_known():
    """Labelled monoids with a fixed unit: 1, 2, 11 (7 classes of order 3)."""
    assert [len(monoid_tables(n)) for n in (1, 2, 3)] == [1, 2, 11]
    assert all(monoid(times).count() == 3 for times in monoid_tables(3))


def test_a_table_that_does_not_associate_is_named_with_both_sides():
    arrows = [Generator("x", 0, 0), Generator("y", 0, 0)]
    times = {(0, 1): 0, (1, 0): 1, (0, 0): 1, (1, 1): 0}
    with pytest.raises(NotACategory, match=r"\(.+ \. .+\) \. .+ = .+, but .+ \. \(.+\)"):
        table(["*"], arrows, times)


# ---- limits -------------------------------------------------------------------------------------------------


def free_monoid(generators: int, limit: int) -> Category:
    return presented(["*"], [Generator(f"s{k}", 0, 0) for k in range(generators)], [], name="N", limit=limit)


@pytest.mark.parametrize("generators", [1, 2, 5])
def test_a_free_monoid_meets_the_limit(generators):
    with pytest.raises(LimitReached, match="limit of 1000 arrows") as caught:
        free_monoid(generators, 1000).count()
    assert caught.value.remedy == "--limit"


def test_the_bicyclic_monoid_meets_the_limit():
    p, q = Generator("p", 0, 0), Generator("q", 0, 0)
    with pytest.raises(LimitReached):
        presented(["*"], [p, q], [Equation(0, 0, (0, 1), ())], limit=2000).count()


def test_an_infinite_group_meets_the_limit():
    a, b = Generator("a", 0, 0), Generator("b", 0, 0)
    commute = Equation(0, 0, (0, 1), (1, 0))
    with pytest.raises(LimitReached):
        presented(["*"], [a, b], [commute], invertible=True, limit=2000).count()


def test_the_limit_counts_the_arrows_into_all_objects_together():
    exact = thin(list(NAMES), [(k, k + 1) for k in range(7)], limit=36)
    assert len(list(exact.arrows())) == 36
    smaller = thin(list(NAMES), [(k, k + 1) for k in range(7)], limit=35)
    with pytest.raises(LimitReached):
        list(smaller.arrows())
    assert smaller.count() == 36  # without listing them


def test_what_met_the_limit_meets_it_again():
    category = free_monoid(1, 50)
    for _ in range(3):
        with pytest.raises(LimitReached):
            category.hom(0)


def test_a_finite_category_within_the_limit_is_found_though_the_enumeration_overshoots():
    """The cyclic monoid of order 40 from r^80 = r^40 = 1 within a limit of 60."""
    r = Generator("r", 0, 0)
    equations = [Equation(0, 0, (0,) * 80, ()), Equation(0, 0, (0,) * 40, ())]
    assert presented(["*"], [r], equations, limit=100).count() == 40


@settings(max_examples=60)
@given(functions(3, 12))
def test_a_limit_of_exactly_the_number_of_arrows_is_enough_for_a_table(given_):
    limited = as_table(given_)
    limited.limit = len(given_.functions)
    assert limited.count() == len(given_.functions)


@settings(max_examples=60)
@given(functions(2, 8))
def test_the_closure_in_the_tests_is_closed(given_):
    again = closure(given_.sizes, given_.functions, 1000)
    assert again is not None
    assume(given_.functions)
    assert set(again) == set(given_.functions)


def test_the_empty_category_and_the_empty_monoid():
    assert constructions.empty().count() == 0
    assert constructions.terminal().count() == 1
    assert list(constructions.empty().arrows()) == []
