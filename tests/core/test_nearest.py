"""The closest representables: as by looking at all of them, and no more is sized than has to be."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import small_categories, tasks

from catproof.core.category import thin
from catproof.core.cover import cover
from catproof.core.label import show
from catproof.core.nearest import Near, nearest
from catproof.core.order import Order
from catproof.core.task import Element, Task
from catproof.decide.numbers import Rank

FAR = {
    "distance": lambda total, common, size: total + size - 2 * common,
    "missing": lambda total, common, size: (total - common, size - common),
    "jaccard": lambda total, common, size: -Fraction(common, total + size - common),
    "f1": lambda total, common, size: -Fraction(2 * common, total + size),
}


def by_trying_all(task: Task, count: int, by: str = "distance") -> list[tuple[object, int, int]]:
    category, sizes = task.category, task.sizes()
    found = []
    for p, label in enumerate(category.objects):
        arrows = [category.hom_size(a, p) for a in range(len(category.objects))]
        common = sum(min(n, sizes.get(a, 0)) for a, n in enumerate(arrows))
        if common:
            found.append((label, task.size - common, sum(arrows) - common))

    def far(one: tuple[object, int, int]) -> object:
        common = task.size - one[1]
        return FAR[by](task.size, common, common + one[2]), one[1], show(one[0])  # type: ignore[arg-type]

    return sorted(found, key=far)[:count]  # type: ignore[arg-type]


def bare(found: list[Near]) -> list[tuple[object, int, int]]:
    return [(near.prompt, near.missing, near.extra) for near in found]


@settings(max_examples=200)
@given(st.data(), st.integers(1, 3), st.sampled_from(list(FAR)))
def test_they_are_the_closest(data: st.DataObject, count: int, by: str) -> None:
    category = data.draw(small_categories())
    task = data.draw(tasks(category))
    assert bare(nearest(task, count, by)) == by_trying_all(task, count, by)


@settings(max_examples=200)
@given(
    st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14), st.sets(st.integers(0, 7)),
    st.integers(1, 4), st.sampled_from(list(FAR)),
)  # fmt: skip
def test_they_are_the_closest_in_preorders(pairs: set[tuple[int, int]], chosen: set[int], count: int, by: str) -> None:
    category = thin(list(range(8)), sorted(pairs))
    order = category.order
    assert order is not None
    closed = {a for b in chosen for a in order.downset(b)}
    task = Task(category, [["yes"] * (a in closed) for a in range(8)], [[0] * (b in closed) for _, b in sorted(pairs)])
    assert bare(nearest(task, count, by)) == by_trying_all(task, count, by)
    some = [one for one in by_trying_all(task, 8, by) if one[0] in (1, 3, 5)]
    assert bare(nearest(task, count, by, {1, 3, 5})) == some[:count]


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14), st.sets(st.integers(0, 7)))
def test_a_cover_is_greedy_and_its_bound_holds(pairs: set[tuple[int, int]], chosen: set[int]) -> None:
    category = thin(list(range(8)), sorted(pairs))
    order = category.order
    assert order is not None
    below = {b: order.downset(b).copy() for b in chosen}
    closed = set().union(*below.values())
    task = Task(category, [["yes"] * (a in closed) for a in range(8)], [[0] * (b in closed) for _, b in sorted(pairs)])
    rank, evidence = Rank(task).find()
    steps = cover(task, [task.number(Element(*u)) for u in evidence["generators"]], 8)
    assert len(steps) == rank and (not steps or steps[-1].reached == len(closed))
    reached: set[int] = set()
    for number, step in enumerate(steps, 1):
        objects = combinations(sorted(closed), number)
        best = max(len(set().union(*(order.downset(b).copy() for b in some))) for some in objects)
        gain = max(len(order.downset(b) - reached) for b in closed)
        assert step.reached == len(reached) + gain and step.reached <= best <= step.most <= len(closed)
        reached |= order.downset(task.element(step.element).object).copy()


def test_only_candidates_are_sized_and_no_further_than_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A comb: below `top` hang 2,000 points, and a chain of ten with the task at its lower end."""
    points = [f"p{k}" for k in range(2000)]
    chain = [f"c{k}" for k in range(10)]
    objects = [*chain, "top", *points]
    pairs = [(k, k + 1) for k in range(9)] + [(9, 10)] + [(11 + k, 10) for k in range(2000)]
    category = thin(objects, pairs)
    order = category.order
    assert order is not None
    asked: list[tuple[object, int | None]] = []
    size_of = order.downset_size

    def noted(b: int, most: int | None = None) -> int | None:
        size = size_of(b, most)
        asked.append((objects[b], size))
        return size

    monkeypatch.setattr(order, "downset_size", noted)
    monkeypatch.setattr(Order, "downset_sizes", property(lambda self: pytest.fail("all downsets are sized")))
    task = Task(category, [["yes"] * (a < 3) for a in range(len(objects))], [[0] * (b < 3) for _, b in pairs])
    assert bare(nearest(task, 2)) == [("c2", 0, 0), ("c3", 0, 1)]
    assert not {label for label, _ in asked} & set(points)
    assert ("top", 2011) not in asked
