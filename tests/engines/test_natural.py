"""Constraints on unknown natural maps, decompositions and generating sets, against brute force."""

from __future__ import annotations

import naive
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import PATIENCE
from strategies import categories, shuffled, tasks

from catproof.core.task import Element, Task
from catproof.engines.natural import decomposition, isomorphic_choice, least_generators

MILLISECONDS = int(1000 * PATIENCE)


@settings(max_examples=120)
@given(st.data())
def test_a_choice_is_an_isomorphic_candidate_with_an_isomorphism_from_it(data):
    category = data.draw(categories())
    target = data.draw(tasks(category, most=6))
    candidates = [data.draw(tasks(category, most=6)) for _ in range(data.draw(st.integers(0, 3)))]
    if data.draw(st.booleans()):
        candidates.append(shuffled(data.draw, target))
    found = isomorphic_choice(list(enumerate(candidates)), target, MILLISECONDS)
    fitting = {k for k, one in enumerate(candidates) if naive.isomorphic(naive.presheaf(one), naive.presheaf(target))}
    assert (found is None) is (not fitting)
    if found is not None:
        k, components = found
        assert k in fitting
        assert as_map(components) in list(naive.natural_maps(naive.presheaf(candidates[k]), naive.presheaf(target)))


def as_map(components: list[list[int]]) -> dict[Element, int]:
    return {Element(a, j): v for a, values in enumerate(components) for j, v in enumerate(values)}


@settings(max_examples=120)
@given(st.data())
def test_a_decomposition_reaches_every_element_along_one_arrow(data):
    task = data.draw(tasks(data.draw(categories()), most=8))
    found = decomposition(task, MILLISECONDS)
    t = naive.presheaf(task)
    assert (found is not None) is naive.is_familial(t)
    if found is not None:
        reached = [y for u in found for y in t.along_all(task.element(u))]
        assert sorted(reached) == sorted(t.elements)


@settings(max_examples=120)
@given(st.data())
def test_least_generators_is_the_rank(data):
    task: Task = data.draw(tasks(data.draw(categories()), most=8))
    assert least_generators(task, MILLISECONDS) == naive.rank(naive.presheaf(task))
