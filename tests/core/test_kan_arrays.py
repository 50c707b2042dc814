"""Left Kan extensions on arrays: element by element what the chase gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catproof.core import kan, kan_arrays
from catproof.core.category import Arrow, Category, Generator, presented, thin
from catproof.core.chase import Equation
from catproof.core.functor import Functor
from catproof.core.kan import Extension
from catproof.core.limits import LimitReached
from catproof.core.task import Task, fault

SPAN = presented(list("xys"), [Generator("f", 0, 2), Generator("g", 1, 2)], [], limit=10**7)
SQUARE = presented(
    list("pxys"),
    [Generator("a", 0, 1), Generator("b", 0, 2), Generator("f", 1, 3), Generator("g", 2, 3)],
    [Equation(3, 0, (2, 0), (3, 1))],
    limit=10**7,
)
TURNS = presented(["*"], [Generator("r", 0, 0)], [Equation(0, 0, (0,) * 4, ())])
HALF = presented(["*"], [Generator("h", 0, 0)], [Equation(0, 0, (0,) * 2, ())])
GRAPHS = presented(["V", "E"], [Generator("s", 0, 1), Generator("t", 0, 1)], [])
POINT = thin(["*"], [])

FUNCTORS = [
    Functor(SPAN, SQUARE, [1, 2, 3], [SQUARE.generator(2), SQUARE.generator(3)]),
    Functor(HALF, TURNS, [0], [TURNS.follow(TURNS.identity(0), (0, 0))]),
    Functor(TURNS, HALF, [0], [HALF.generator(0)]),
    Functor(GRAPHS, POINT, [0, 0], [Arrow(0, 0), Arrow(0, 0)]),
    Functor(GRAPHS, GRAPHS, [0, 1], [GRAPHS.generator(1), GRAPHS.generator(0)]),
    Functor(POINT, GRAPHS, [1], []),
]


@st.composite
def tasks(draw: st.DrawFn, category: Category) -> Task:
    sizes = [draw(st.integers(1, 4)) for _ in category.objects]
    action = []
    for g in category.generators:
        if g.source == g.target:  # of order two, so that it is one for Z/2 and Z/4
            action.append([j ^ 1 if (j ^ 1) < sizes[0] else j for j in range(sizes[0])])
        else:
            values = st.integers(0, sizes[g.source] - 1)
            action.append([draw(values) for _ in range(sizes[g.target])])
    made = Task(category, [list(range(n)) for n in sizes], action)
    assert fault(made) is None
    return made


def plain(found: Extension) -> object:
    elements = [list(members) for members in found.task.elements]
    action = [[int(v) for v in values] for values in found.task.action]
    return elements, action, [[int(v) for v in values] for values in found.unit]


@given(st.sampled_from(FUNCTORS), st.data())
def test_as_the_chase(functor: Functor, data: st.DataObject) -> None:
    task = data.draw(tasks(functor.source))
    usual = kan_arrays.LARGE
    try:
        kan_arrays.LARGE = 10**9
        slow = plain(kan.lan(functor, task))
        kan_arrays.LARGE = 0
        fast = plain(kan.lan(functor, task))
    finally:
        kan_arrays.LARGE = usual
    assert fast == slow


def test_a_large_pushout() -> None:
    count = 20_000
    rng = np.random.default_rng(1)
    action = [rng.integers(0, count, count), rng.integers(0, count, count)]
    made = kan.lan(FUNCTORS[0], Task(SPAN, [range(count)] * 3, action)).task
    graph = {*range(2 * count)}
    root = list(range(2 * count))

    def find(x: int) -> int:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for a, b in zip(*action, strict=True):
        root[find(int(a))] = find(count + int(b))
    assert len(made.elements[0]) == len({find(x) for x in graph})
    assert made.size == len(made.elements[0]) + 3 * count
    assert made.elements[1][0] == ("x", 0) and str(made.elements[0][0]).endswith("|a")


def test_the_limit() -> None:
    small = presented(SQUARE.objects, SQUARE.generators, SQUARE.presentation.equations, limit=100)
    functor = Functor(SPAN, small, [1, 2, 3], [small.generator(2), small.generator(3)])
    with pytest.raises(LimitReached, match="limit of 100 arrows"):
        kan.lan(functor, Task(SPAN, [range(2000)] * 3, [range(2000)] * 2))
