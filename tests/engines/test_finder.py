"""Unknown structures as constraints describe the structures that enumeration lists, and nothing else."""

from __future__ import annotations

import time
from itertools import product

import pytest
from patience import PATIENCE

from catproof.core.category import Category
from catproof.core.enumeration import categories, posets
from catproof.core.enumeration.orders import canonical
from catproof.core.functor_search import functors
from catproof.core.isomorphism import isomorphism
from catproof.core.limits import LimitReached
from catproof.core.task import Task, fault
from catproof.core.task_search import TaskSearch
from catproof.core.transformation import natural_maps
from catproof.engines.finder.categories import UnknownCategory, UnknownPoset, given_category
from catproof.engines.finder.clauses import FALSE, TRUE, Choice, Clauses, TooMany
from catproof.engines.finder.functors import components, functor_value, unknown_functor, unknown_transformation
from catproof.engines.finder.tasks import UnknownTask, given_task
from catproof.engines.finder.translation import shapes
from catproof.logic.terms import Apply, Number


def clauses() -> Clauses:
    return Clauses(time.monotonic() + PATIENCE)


SMALL = [table.small_category() for n in range(4) for table in categories(n)]


def test_gates_mean_what_they_say() -> None:
    for known in product((None, True, False), repeat=3):
        problem = clauses()
        flags = [problem.flag() if value is None else (TRUE if value else FALSE) for value in known]
        gates = [
            (problem.all_of(flags), all),
            (problem.any_of(flags), any),
            (problem.one_of(flags), lambda values: sum(values) == 1),
            (problem.at_least(flags, 2), lambda values: sum(values) >= 2),
        ]
        cells: list[Choice] = [{0: -flag, 1: flag} for flag in flags]
        models = 0
        while problem.solve():
            models += 1
            values = [problem.holds(flag) for flag in flags]
            for gate, meaning in gates:
                assert problem.holds(gate) is meaning(values)
            problem.exclude(cells)
        assert models == 2 ** known.count(None)


def test_the_least_model() -> None:
    problem = clauses()
    cells = [problem.choice(range(3)) for _ in range(3)]
    for i in range(3):
        for v in range(3):
            for j in range(i):
                problem.clause(-cells[i][v], -cells[j][v])
    problem.clause(-cells[0][0])
    assert problem.solve()
    problem.least(cells)
    assert [problem.value(cell) for cell in cells] == [1, 0, 2]


def test_what_is_required_under_a_guard() -> None:
    problem = clauses()
    guard, flag = problem.flag(), problem.flag()
    with problem.only_if(guard):
        problem.clause(flag)
        gate = problem.all_of([flag, guard])
    assert problem.solve(-flag) and not problem.holds(guard) and not problem.holds(gate)
    assert not problem.solve(guard, -flag)


def test_limits() -> None:
    problem = clauses()
    with pytest.raises(TooMany):
        problem.expect(10**7)
    problem = Clauses(time.monotonic() - 1)
    with pytest.raises(LimitReached):
        pigeons = [problem.choice(range(9)) for _ in range(10)]
        for hole in range(9):
            problem.at_most_one([pigeon[hole] for pigeon in pigeons])
        problem.solve()


@pytest.mark.parametrize("arrows", range(5))
def test_categories(arrows: int) -> None:
    found = []
    for group in shapes(Apply("categories", (Number(arrows), Number(arrows)))):
        for matrices in group:
            problem = clauses()
            unknown = UnknownCategory(problem, matrices)
            while problem.solve():
                table = unknown.value()
                found.append((table.shape, tuple(table.composites)))
                problem.exclude(unknown.cells)
    assert len(found) == len(set(found))
    assert set(found) == {(table.shape, tuple(table.composites)) for table in categories(arrows)}


@pytest.mark.parametrize("points", range(6))
def test_posets(points: int) -> None:
    problem = clauses()
    unknown = UnknownPoset(problem, points)
    found = set()
    while problem.solve():
        found.add(canonical(unknown.value().below))
        problem.exclude(unknown.cells)
    assert found == {poset.below for poset in posets(points)}


@pytest.mark.parametrize("category", SMALL, ids=str)
@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_tasks(category: Category, size: int) -> None:
    problem = clauses()
    given = given_category(category)
    unknown = UnknownTask(problem, given.symbolic, size)
    unknown.exclude_copies(given.generating)
    cells = unknown.cells(given.generating)
    found: list[Task] = []
    while category.objects and problem.solve():
        task = unknown.value(given)
        assert fault(task) is None and task.size == size
        if all(isomorphism(task, other) is None for other in found):
            found.append(task)
        problem.exclude(cells)
    if category.objects:
        assert len(found) == TaskSearch(category).count(size)
    else:
        assert problem.solve() is (size == 0)


def test_functors_and_transformations() -> None:
    for source, target in product(SMALL[1:], SMALL[1::2]):
        problem = clauses()
        ends = given_category(source), given_category(target)
        unknown = unknown_functor(problem, ends[0].symbolic, ends[1].symbolic)
        found = set()
        while problem.solve():
            functor = functor_value(problem, unknown, *ends)
            found.add((functor.on_objects, functor.on_generators))
            problem.exclude([*unknown.on_objects, *unknown.on_arrows])
        assert found == {(f.on_objects, f.on_generators) for f in functors(source, target)}
    for category in SMALL[1:]:
        given = given_category(category)
        tasks = [task for size in (1, 2) for task in TaskSearch(category).of_size(size)][:6]
        for left, right in product(tasks, repeat=2):
            problem = clauses()
            map_ = unknown_transformation(problem, given_task(given, left), given_task(given, right))
            images = []
            while problem.solve():
                images.append(components(problem, map_))
                problem.exclude(map_.image)
            assert sorted(images) == sorted(natural_maps(left, right))
