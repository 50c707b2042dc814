"""Maximal classes and components: two implementations of each, and the definition."""

from __future__ import annotations

import naive
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import categories, tasks

from catproof.core import generation
from catproof.core.generation import components, generators, maximal_classes, values


@pytest.fixture(params=["lists", "arrays"], scope="module")
def implementation(request):
    """Both ways to find classes and components; arrays are otherwise for large tasks."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "arrays":
            patch.setattr(generation, "MANY", 1)
        yield request.param


both = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@both
@given(st.data())
def test_maximal_classes_are_the_classes_that_nothing_outside_restricts_into(implementation, data):
    task = data.draw(tasks(data.draw(categories()), most=12))
    t = naive.presheaf(task)
    below = {task.number(x): {task.number(y) for y in t.along_all(x)} for x in t.elements}
    expected = set()
    for x in below:
        mutual = frozenset(y for y in below[x] if x in below[y])
        if all(y in mutual for y in below if mutual & below[y]):
            expected.add(mutual)
    found = maximal_classes(task)
    assert {frozenset(members) for members in found} == expected
    assert found == sorted(sorted(members) for members in expected)
    assert generators(task) == sorted(min(members) for members in expected)


@both
@given(st.data())
def test_components_are_what_restriction_connects(implementation, data):
    task = data.draw(tasks(data.draw(categories()), most=12))
    t = naive.presheaf(task)
    parts = {x: {x} for x in t.elements}
    for x in t.elements:
        for y in t.along_all(x):
            joined = parts[x] | parts[y]
            for z in joined:
                parts[z] = joined
    expected = sorted({tuple(sorted(task.number(x) for x in part)) for part in parts.values()})
    assert components(task) == [list(part) for part in expected]


@settings(max_examples=150)
@given(st.data())
def test_values_are_the_restrictions_along_each_arrow(data):
    task = data.draw(tasks(data.draw(categories())))
    for x in task.all_elements():
        expected = [task.restrict(x, task.category.word(f)) for f in task.category.arrows(target=x.object)]
        assert values(task, task.number(x)) == [task.number(y) for y in expected]
