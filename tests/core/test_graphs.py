"""networkx and numpy both ways."""

from __future__ import annotations

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catproof import Category, Task
from catproof.core.category import Generator, presented, thin
from catproof.core.chase import Equation
from catproof.core.constructions import product


def test_graphs_become_categories() -> None:
    graph = networkx.DiGraph([("dog", "animal"), ("cat", "animal")])
    made = Category.from_networkx(graph, thin=True, name="P")
    assert made.count() == 5 and [g.name for g in made.generators] == ["(dog -> animal)", "(cat -> animal)"]
    several = networkx.MultiDiGraph([("V", "E", "s"), ("V", "E", "t")])
    assert [g.name for g in Category.from_networkx(several).generators] == ["s", "t"]


def test_categories_come_back() -> None:
    z4 = presented(["*"], [Generator("r", 0, 0)], [Equation(0, 0, (0,) * 4, ())], name="Z4")
    chain = thin(["a", "b", 3], [(0, 1), (1, 2)], name="Chain")
    for category in (z4, chain):
        again = Category.from_networkx(category.to_networkx(), name=category.name)
        assert again.objects == category.objects and list(again.generators) == list(category.generators)
        assert again.presentation == category.presentation
    both = product(z4, chain)
    assert Category.from_networkx(both.to_networkx()).count() == both.count()


def test_graphs_that_are_no_categories() -> None:
    with pytest.raises(ValueError, match="not directed"):
        Category.from_networkx(networkx.Graph([("a", "b")]))
    with pytest.raises(ValueError, match="neither a text"):
        Category.from_networkx(networkx.DiGraph([(1.5, "b")]))
    named = networkx.DiGraph()
    named.add_edge("a", "b", name="f")
    named.add_edge("b", "c", name="f")
    with pytest.raises(ValueError, match="two arrows are called f"):
        Category.from_networkx(named)


@given(st.lists(st.integers(0, 3), min_size=3, max_size=3), st.data())
def test_tasks_come_back(sizes: list[int], data: st.DataObject) -> None:
    graphs = presented(list("VEF"), [Generator("s", 0, 1), Generator("t", 0, 1)], [], name="G")
    action = {}
    if sizes[0]:
        numbers = st.lists(st.integers(0, sizes[0] - 1), min_size=sizes[1], max_size=sizes[1])
        action = {name: np.array(data.draw(numbers), dtype=np.int64) for name in ("s", "t")}
    elif sizes[1]:
        return
    made = Task.from_arrays(graphs, np.array(sizes), action)
    again = Task.from_arrays(graphs, *made.to_arrays())
    assert again.elements == made.elements
    assert [list(a) for a in again.action] == [list(a) for a in made.action]


def test_arrays_that_are_no_tasks() -> None:
    z4 = presented(["*"], [Generator("r", 0, 0)], [Equation(0, 0, (0,) * 4, ())], name="Z4")
    for elements, action, message in (
        ([3], {"r": [1, 2, 0]}, "this is no task: r\\^4 = id"),
        ([2], {"r": [0, 2]}, "values from 0 to 1"),
        ([2], {"r": [0]}, "must be 2 whole numbers"),
        ([2], {}, "no restriction is given along r"),
        ([2], {"q": [0, 1]}, "q is not a generating arrow"),
        ([2, 2], {"r": [0, 1]}, "one whole number for each object"),
        ({"x": 1}, {}, "x is not an object of Z4"),
    ):
        with pytest.raises(ValueError, match=message):
            Task.from_arrays(z4, elements, action)  # type: ignore[arg-type]


def test_label_sets_on_a_large_poset() -> None:
    tree = thin(range(2000), [(a, a // 2) for a in range(1, 2000)])
    inside = np.zeros(2000, bool)
    inside[1000:] = True
    made = Task.from_arrays(tree, inside)
    assert made.size == 1000 and list(made.to_arrays().elements) == list(range(1000, 2000))
    inside[0] = True
    with pytest.raises(ValueError, match="no restriction"):
        Task.from_arrays(tree, inside)
