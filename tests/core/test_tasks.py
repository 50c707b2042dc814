"""Tasks: well formed iff a presheaf, and each construction by its universal property, counting maps by brute force."""

from __future__ import annotations

import itertools

import naive
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import (
    categories,
    concrete_categories,
    functors,
    small_categories,
    tasks,
    thin_categories,
    would_be_tasks,
)

from catproof.core import functor, presheaves, task
from catproof.core.category import Category, Generator, presented
from catproof.core.chase import Relation, Word
from catproof.core.limits import LimitReached
from catproof.core.task import Element, Task

MAPS = 3000
"""More natural maps than this are not listed one by one."""


def count_maps(left: Task, right: Task) -> int:
    return sum(1 for _ in naive.natural_maps(naive.presheaf(left), naive.presheaf(right)))


def few_maps(left: Task, right: Task) -> bool:
    bound = 1
    for x, y in zip(left.elements, right.elements, strict=True):
        bound *= len(y) ** len(x)
    return bound <= MAPS


# ---- fault --------------------------------------------------------------------------------------------------


@settings(max_examples=300)
@given(st.data())
def test_fault_finds_what_is_no_presheaf_and_nothing_else(data):
    category = data.draw(categories())
    made = data.draw(would_be_tasks(category))
    broken = task.fault(made)
    assert (broken is None) is naive.is_presheaf(made)
    if broken is not None and not category.presentation.invertible:
        start = category.identity(broken.element.object)
        assert category.follow(start, broken.left) == category.follow(start, broken.right)
        assert made.restrict(broken.element, broken.left) == broken.by_left
        assert made.restrict(broken.element, broken.right) == broken.by_right
        assert broken.by_left != broken.by_right


@settings(max_examples=200)
@given(st.data())
def test_the_tasks_of_the_strategies_and_constructions_are_presheaves(data):
    category = data.draw(categories())
    one, other = data.draw(tasks(category)), data.draw(tasks(category))
    sums = presheaves.coproduct(one, other), presheaves.product(one, other)
    for made in (one, *sums, presheaves.constant(category, [1, 2])):
        assert task.fault(made) is None
        assert naive.is_presheaf(made)


def test_a_group_acts_by_bijections():
    r = Generator("r", 0, 0)
    group = presented(["*"], [r], [], invertible=True)
    collapse = Task(group, [[0, 1]], [[0, 0]])
    broken = task.fault(collapse)
    assert broken is not None and {broken.element, broken.by_right} == {Element(0, 0), Element(0, 1)}


# ---- numbers of elements ------------------------------------------------------------------------------------


@given(st.data())
def test_elements_are_numbered_through(data):
    made = data.draw(tasks(data.draw(categories())))
    elements = list(made.all_elements())
    assert len(elements) == made.size == sum(map(len, made.elements))
    assert [made.element(k) for k in range(made.size)] == elements
    assert [made.number(x) for x in elements] == list(range(made.size))


# ---- representables -----------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(st.data())
def test_yoneda_is_hom_and_maps_out_of_it_are_elements(data):
    category = data.draw(categories())
    at = data.draw(st.integers(0, len(category.objects) - 1))
    made = presheaves.yoneda(category, at)
    assert naive.presheaf(made) == naive.representable(naive.composition(category), at)
    for a, members in enumerate(made.elements):
        assert list(members) == [category.show_arrow(f) for f in category.arrows(a, at)]
        assert len(set(members)) == len(members)
    other = data.draw(tasks(category, most=5))
    if few_maps(made, other):
        assert count_maps(made, other) == len(other.elements[at])


# ---- universal properties -----------------------------------------------------------------------------------

bases = concrete_categories(2, 6) | thin_categories(3)


@settings(max_examples=120)
@given(st.data())
def test_maps_out_of_a_sum_are_pairs_of_maps_and_so_are_maps_into_a_product(data):
    category = data.draw(bases)
    s, t, r = (data.draw(tasks(category, most=4)) for _ in range(3))
    total, both = presheaves.coproduct(s, t), presheaves.product(s, t)
    assume(few_maps(total, r) and few_maps(r, both))
    assert count_maps(total, r) == count_maps(s, r) * count_maps(t, r)
    assert count_maps(r, both) == count_maps(r, s) * count_maps(r, t)
    assert all(x == (1, y) for x, y in zip(total.elements[0], s.elements[0], strict=False))
    assert count_maps(r, presheaves.constant(category, ["*"])) == 1
    assert count_maps(presheaves.constant(category, []), r) == 1


@settings(max_examples=150)
@given(st.data())
def test_maps_out_of_a_quotient_are_the_maps_that_agree_on_its_pairs(data):
    category = data.draw(bases)
    whole, other = data.draw(tasks(category, most=5)), data.draw(tasks(category, most=4))
    pairs = []
    for a, members in enumerate(whole.elements):
        for _ in range(data.draw(st.integers(0, 2)) if members else 0):
            i, j = (data.draw(st.integers(0, len(members) - 1)) for _ in range(2))
            pairs.append((Element(a, i), Element(a, j)))
    made = presheaves.quotient(whole, pairs)
    assert task.fault(made) is None
    assume(few_maps(whole, other))
    maps = naive.natural_maps(naive.presheaf(whole), naive.presheaf(other))
    assert count_maps(made, other) == sum(all(m[x] == m[y] for x, y in pairs) for m in maps)


def paths_into(category: Category, at: int) -> list[tuple[Word, int]]:
    """Paths of at most two generating arrows into an object, with their sources."""
    found: list[tuple[Word, int]] = [((), at)]
    for word, a in found:
        if len(word) < 2:
            found += [((*word, g), category.generators[g].source) for g in category.incoming[a]]
    return found


@settings(max_examples=200)
@given(st.data())
def test_maps_out_of_a_generated_task_are_elements_that_satisfy_its_relations(data):
    category = data.draw(bases)
    objects = st.integers(0, len(category.objects) - 1)
    seeds = data.draw(st.lists(objects, min_size=1, max_size=2))
    sides = [(k, word, a) for k, at in enumerate(seeds) for word, a in paths_into(category, at)]
    relations = []
    for _ in range(data.draw(st.integers(0, 2))):
        k, word, a = data.draw(st.sampled_from(sides))
        j, other_word, _ = data.draw(st.sampled_from([s for s in sides if s[2] == a]))
        relations.append(Relation(k, word, j, other_word))
    made = presheaves.generated(category, [(f"u{k}", at) for k, at in enumerate(seeds)], relations)
    assert task.fault(made) is None
    assert all(len(set(members)) == len(members) for members in made.elements)
    other = data.draw(tasks(category, most=4))
    choices = itertools.product(*([Element(at, j) for j in range(len(other.elements[at]))] for at in seeds))
    expected = sum(
        all(other.restrict(u[r.left], r.left_word) == other.restrict(u[r.right], r.right_word) for r in relations)
        for u in choices
    )
    assume(few_maps(made, other))
    assert count_maps(made, other) == expected


def test_a_generated_task_on_an_infinite_monoid_meets_the_limit_unless_it_is_finite():
    free = presented(["*"], [Generator("s", 0, 0)], [], limit=500)
    finite = presheaves.generated(free, [("u", 0)], [Relation(0, (0, 0, 0), 0, (0,))])
    assert [list(x) for x in finite.elements] == [["u", "u|s", "u|s^2"]]
    assert finite.action == ([1, 2, 1],)
    try:
        presheaves.generated(free, [("u", 0)], [])
    except LimitReached as limit:
        assert limit.remedy == "--limit"
    else:
        raise AssertionError("the free monoid is infinite")


# ---- restriction along a functor ----------------------------------------------------------------------------


@settings(max_examples=150)
@given(st.data())
def test_restriction_along_a_functor_composes_with_it(data):
    along = data.draw(functors(data.draw(small_categories()), data.draw(small_categories())))
    of = data.draw(tasks(along.target))
    made, f, t = naive.presheaf(functor.restriction(along, of)), naive.mapping(along), naive.presheaf(of)
    assert made.sizes == tuple(t.sizes[b] for b in along.on_objects)
    assert made.maps == {g: t.maps[h] for g, h in f.on_arrows.items()}
