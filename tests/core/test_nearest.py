"""The closest representables: as by looking at all of them, and no more is sized than has to be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import small_categories, tasks

from catproof.core.category import thin
from catproof.core.label import show
from catproof.core.nearest import Near, nearest
from catproof.core.order import Order
from catproof.core.task import Task


def by_trying_all(task: Task, count: int) -> list[tuple[object, int, int]]:
    category, sizes = task.category, task.sizes()
    found = []
    for p, label in enumerate(category.objects):
        arrows = [category.hom_size(a, p) for a in range(len(category.objects))]
        common = sum(min(n, sizes.get(a, 0)) for a, n in enumerate(arrows))
        if common:
            found.append((label, task.size - common, sum(arrows) - common))
    return sorted(found, key=lambda one: (one[1] + one[2], one[1], show(one[0])))[:count]


def bare(found: list[Near]) -> list[tuple[object, int, int]]:
    return [(near.prompt, near.missing, near.extra) for near in found]


@settings(max_examples=200)
@given(st.data(), st.integers(1, 3))
def test_they_are_the_closest(data: st.DataObject, count: int) -> None:
    category = data.draw(small_categories())
    task = data.draw(tasks(category))
    assert bare(nearest(task, count)) == by_trying_all(task, count)


@settings(max_examples=200)
@given(
    st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14), st.sets(st.integers(0, 7)), st.integers(1, 4)
)
def test_they_are_the_closest_in_preorders(pairs: set[tuple[int, int]], chosen: set[int], count: int) -> None:
    category = thin(list(range(8)), sorted(pairs))
    order = category.order
    assert order is not None
    closed = {a for b in chosen for a in order.downset(b)}
    task = Task(category, [["yes"] * (a in closed) for a in range(8)], [[0] * (b in closed) for _, b in sorted(pairs)])
    assert bare(nearest(task, count)) == by_trying_all(task, count)


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
