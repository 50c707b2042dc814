"""Isomorphism of tasks against every natural bijection."""

from __future__ import annotations

import naive
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import categories, shuffled, tasks

from catproof.core.category import Generator, presented
from catproof.core.isomorphism import isomorphism
from catproof.core.task import Element, Task


def is_natural_bijection(left: Task, right: Task, components: list[list[int]]) -> bool:
    s, t = naive.presheaf(left), naive.presheaf(right)
    if any(sorted(values) != list(range(n)) for values, n in zip(components, t.sizes, strict=True)):
        return False
    image = {Element(a, j): v for a, values in enumerate(components) for j, v in enumerate(values)}
    return all(
        image[s.restricted(x, f)] == t.maps[f][image[x]] for x in s.elements for f in s.maps if f.target == x.object
    )


@settings(max_examples=200)
@given(st.data())
def test_an_isomorphism_is_found_iff_there_is_a_natural_bijection(data):
    category = data.draw(categories())
    left, right = data.draw(tasks(category)), data.draw(tasks(category))
    found = isomorphism(left, right)
    assert (found is not None) is naive.isomorphic(naive.presheaf(left), naive.presheaf(right))
    assert found is None or is_natural_bijection(left, right, found)


@settings(max_examples=200)
@given(st.data())
def test_a_shuffled_task_is_isomorphic_to_the_first(data):
    left = data.draw(tasks(data.draw(categories()), most=14))
    right = shuffled(data.draw, left)
    found = isomorphism(left, right)
    assert found is not None and is_natural_bijection(left, right, found)


GRAPHS = presented(["V", "E"], [Generator("s", 0, 1), Generator("t", 0, 1)], [], name="Graphs")


def graph(vertices: int, edges: list[tuple[int, int]]) -> Task:
    """A directed graph as a task."""
    sources, targets = [a for a, _ in edges], [b for _, b in edges]
    return Task(GRAPHS, [list(range(vertices)), list(range(len(edges)))], [sources, targets])


def cycle(vertices: list[int]) -> list[tuple[int, int]]:
    return list(zip(vertices, vertices[1:] + vertices[:1], strict=True))


def test_graphs_that_colour_refinement_cannot_tell_apart_are_told_apart():
    one = graph(6, cycle([0, 1, 2, 3, 4, 5]))
    two = graph(6, cycle([0, 1, 2]) + cycle([3, 4, 5]))
    assert isomorphism(one, two) is None
    assert isomorphism(two, graph(6, cycle([5, 1, 3]) + cycle([0, 2, 4]))) is not None


def test_regular_connected_graphs_are_told_apart():
    """The 3-prism and the complete bipartite graph on 3 + 3, both cubic, as symmetric directed graphs."""
    prism = cycle([0, 1, 2]) + cycle([3, 4, 5]) + [(0, 3), (1, 4), (2, 5)]
    bipartite = [(a, b) for a in (0, 1, 2) for b in (3, 4, 5)]
    one, two = (graph(6, edges + [(b, a) for a, b in edges]) for edges in (prism, bipartite))
    assert isomorphism(one, two) is None
    renamed = [(5 - a, 5 - b) for a, b in prism]
    assert isomorphism(one, graph(6, [(b, a) for a, b in renamed] + renamed)) is not None
