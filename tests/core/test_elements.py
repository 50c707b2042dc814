"""Categories of elements and slices against their definitions, and known values."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from naive import composition, is_functor, law_broken
from strategies import categories, tasks

from catproof.core.category import Category, Equation, Generator, presented, thin
from catproof.core.elements import elements, slice_over
from catproof.core.limits import LimitReached
from catproof.core.presheaves import constant, yoneda
from catproof.core.task import Element, Task

GRAPHS = presented(["V", "E"], [Generator("s", 0, 1), Generator("t", 0, 1)], [], name="Graphs")


def category_and_task() -> st.SearchStrategy[Task]:
    return categories().flatmap(tasks)


def same_structure(left: Category, right: Category) -> bool:
    """Equal up to the names of objects and arrows, numbering included."""
    ends = [[(g.source, g.target) for g in c.generators] for c in (left, right)]
    homs = [[(c.hom(p).at, c.hom(p).rows) for p in range(len(c.objects))] for c in (left, right)]
    return len(left.objects) == len(right.objects) and ends[0] == ends[1] and homs[0] == homs[1]


def assert_unique_names(category: Category) -> None:
    assert len(category.number) == len(category.objects)
    assert len(category.generator_number) == len(category.generators)


@settings(max_examples=60)
@given(category_and_task())
def test_elements_against_the_definition(task: Task) -> None:
    below = task.category
    made, projection = elements(task, "El")
    assert law_broken(composition(made)) is None
    assert_unique_names(made)
    assert is_functor(projection) and projection.source is made and projection.target is below
    points = list(task.all_elements())
    assert [label[1] for label in made.objects] == [task.elements[x.object][x.number] for x in points]
    for (i, x), (j, y) in itertools.product(enumerate(points), repeat=2):
        expected = {f for f in below.arrows(x.object, y.object) if task.restrict(y, below.word(f)) == x}
        found = [projection.on_arrow(f) for f in made.arrows(i, j)]
        assert len(found) == len(expected) and set(found) == expected


@settings(max_examples=60)
@given(category_and_task())
def test_the_projection_is_a_discrete_fibration(task: Task) -> None:
    made, projection = elements(task)
    for j, y in enumerate(task.all_elements()):
        lifted = [projection.on_arrow(f) for f in made.arrows(target=j)]
        assert sorted(lifted) == sorted(task.category.arrows(target=y.object))


@settings(max_examples=60)
@given(categories())
def test_the_slice_is_the_category_of_elements_of_the_representable(category: Category) -> None:
    for a in range(len(category.objects)):
        over = slice_over(category, a)
        assert same_structure(over, elements(yoneda(category, a))[0])
        assert_unique_names(over)
        shown = {category.show_arrow(f) for f in category.arrows(target=a)}
        assert set(over.objects) == shown
        # The identity of a is terminal in C/a.
        top = over.number[category.show_arrow(category.identity(a))]
        assert all(over.hom_size(x, top) == 1 for x in range(len(over.objects)))


@settings(max_examples=60)
@given(categories())
def test_one_element_everywhere_gives_the_category_back(category: Category) -> None:
    made, projection = elements(constant(category, ["*"]))
    assert same_structure(made, category)
    assert projection.on_objects == tuple(range(len(category.objects)))
    assert elements(constant(category, []))[0].objects == ()


@settings(max_examples=30)
@given(category_and_task())
def test_the_number_of_arrows(task: Task) -> None:
    into = [len(task.category.hom(a).at) for a in range(len(task.category.objects))]
    made, _ = elements(task)
    assert made.count() == sum(n * len(members) for n, members in zip(into, task.elements, strict=True))


def test_an_edge_and_its_two_ends() -> None:
    made, projection = elements(yoneda(GRAPHS, 1, "E"), "El")
    assert made.objects == (("V", "s"), ("V", "t"), ("E", "id(E)"))
    assert [g.name for g in made.generators] == ["(s, id(E))", "(t, id(E))"]
    assert made.count() == 5 and projection.name == "projection(E)"
    assert [GRAPHS.show_arrow(f) for f in projection.on_generators] == ["s", "t"]
    assert slice_over(GRAPHS, 1).objects == ("s", "t", "id(E)")


def test_slices_of_a_poset_are_its_down_sets() -> None:
    # a < b < c, a < d, and e by itself
    poset = thin(list("abcde"), [(0, 1), (1, 2), (0, 3)], name="P")
    over = slice_over(poset, 2)
    assert over.objects == ("(a -> c)", "(b -> c)", "id(c)")
    assert over.count() == 6 and over.presentation.kind == "thin"
    assert [slice_over(poset, a).count() for a in range(5)] == [1, 3, 6, 3, 1]
    assert over.show_arrow(next(over.arrows(0, 1))) == '("(a -> c)" -> "(b -> c)")'


def test_over_a_group_slices_have_one_arrow_between_any_two_objects() -> None:
    group = presented(["*"], [Generator("r", 0, 0)], [Equation(0, 0, (0,) * 5, ())], invertible=True)
    over = slice_over(group, 0)
    assert over.objects == ("id", "r", "r^2", "r^3", "r^4")
    assert {over.hom_size(x, y) for x in range(5) for y in range(5)} == {1}


def test_names_of_generating_arrows_are_those_of_the_category_and_the_element() -> None:
    monoid = presented(["*"], [Generator("e", 0, 0)], [Equation(0, 0, (0, 0), (0,))])
    task = Task(monoid, [["x", 2]], [[0, 0]], name="T")
    made, _ = elements(task)
    assert made.generators == (Generator("(e, x)", 0, 0), Generator("(e, 2)", 0, 1))
    assert task.restrict(Element(0, 1), (0,)) == Element(0, 0)


def test_limits() -> None:
    free = presented(["*"], [Generator("f", 0, 0)], [], limit=20)
    with pytest.raises(LimitReached):
        slice_over(free, 0)
    made, _ = elements(constant(thin(list("ab"), [(0, 1)], limit=20), list(range(8))))
    with pytest.raises(LimitReached, match="limit of 20 arrows"):
        list(made.arrows())
    with pytest.raises(LimitReached, match="limit of 20 arrows"):
        elements(constant(thin(list("ab"), [(0, 1)], limit=20), list(range(11))))
