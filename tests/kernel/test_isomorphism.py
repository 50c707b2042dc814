"""The kernel finds that there is no isomorphism by itself, also where the components are large or alike."""

from __future__ import annotations

import random

import naive
import pytest
from certified import certificate_of
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import categories, shuffled, tasks

from catproof import kernel
from catproof.core.category import Generator, presented
from catproof.core.task import Task
from catproof.decide.claim import Finding
from catproof.decide.isomorphic import IsomorphicTasks

GRAPHS = presented(["V", "E"], [Generator("s", 0, 1), Generator("t", 0, 1)], [], name="Graphs")


def graph(vertices: int, edges: list[tuple[int, int]], seed: int | None = None) -> Task:
    """A directed graph as a task, its vertices and edges shuffled if a seed is given."""
    name = list(range(vertices))
    if seed is not None:
        randomly = random.Random(seed)
        randomly.shuffle(name)
        edges = randomly.sample(edges, len(edges))
    action = [[name[a] for a, _ in edges], [name[b] for _, b in edges]]
    return Task(GRAPHS, [list(range(vertices)), list(range(len(edges)))], action)


def refuted(left: Task, right: Task) -> bool:
    """Does the kernel accept that the tasks are not isomorphic?"""
    made = certificate_of(IsomorphicTasks(left, right), Finding(False, {"value": False}))
    try:
        return not kernel.check(made)
    except kernel.Rejected as rejected:
        assert "does not prove" in str(rejected)
        return False


@settings(max_examples=200)
@given(st.data())
def test_tasks_are_refuted_iff_there_is_no_natural_bijection(data):
    category = data.draw(categories())
    left = data.draw(tasks(category))
    right = shuffled(data.draw, left) if data.draw(st.booleans()) else data.draw(tasks(category))
    assert refuted(left, right) is not naive.isomorphic(naive.presheaf(left), naive.presheaf(right))


def ladder(n: int, twisted: bool) -> list[tuple[int, int]]:
    """The prism on 2 n vertices, or the Moebius ladder: both connected, with three edges at every vertex."""
    sides = [(i, i + 1) for i in range(n - 1)] + [(n + i, n + i + 1) for i in range(n - 1)]
    ends = [(n - 1, n), (2 * n - 1, 0)] if twisted else [(n - 1, 0), (2 * n - 1, n)]
    pairs = sides + ends + [(i, n + i) for i in range(n)]
    return pairs + [(b, a) for a, b in pairs]


@pytest.mark.parametrize("n", [3, 5, 8])
def test_regular_graphs_are_told_apart(n):
    prism, moebius = ladder(n, False), ladder(n, True)
    for one, other in ((prism, moebius), (prism, prism), (moebius, moebius)):
        left, right = graph(2 * n, one, seed=1), graph(2 * n, other, seed=2)
        different = one is not other
        assert IsomorphicTasks(left, right).direct().value is not different
        assert refuted(left, right) is different


def test_random_graphs_are_told_apart_at_once():
    randomly = random.Random(0)
    cycle = [(i, (i + 1) % 60) for i in range(60)]
    one, other = (
        graph(60, cycle + [(randomly.randrange(60), randomly.randrange(60)) for _ in range(120)], seed)
        for seed in (1, 2)
    )
    assert IsomorphicTasks(one, other).direct().value is False
    assert refuted(one, other)


def test_components_with_many_generators_need_no_recursion():
    """A vertex with 1,500 loops beside two parts that differ."""
    loops = [(0, 0)] * 1500
    left = graph(7, [*loops, (1, 2), (2, 3), (4, 5), (4, 6)])
    right = graph(7, [*loops, (1, 2), (2, 3), (5, 4), (6, 4)])
    assert refuted(left, right)
    assert not refuted(left, graph(7, [*loops, (4, 5), (5, 6), (1, 2), (1, 3)]))
