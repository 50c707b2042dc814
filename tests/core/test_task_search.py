"""All tasks up to isomorphism, against brute force over all labelled ones and known numbers."""

import itertools

import pytest

from catproof.core import constructions
from catproof.core.category import Category, Equation, Generator, presented
from catproof.core.enumeration import categories
from catproof.core.isomorphism import isomorphism
from catproof.core.task import Task, fault
from catproof.core.task_search import TaskSearch


def cyclic(order: int) -> Category:
    return presented(["*"], [Generator("r", 0, 0)], [Equation(0, 0, (0,) * order, ())], invertible=True)


GRAPHS = presented(["V", "E"], [Generator("s", 0, 1), Generator("t", 0, 1)], [])
IDEMPOTENT = presented(["*"], [Generator("e", 0, 0)], [Equation(0, 0, (0, 0), (0,))])
SQUARE = constructions.product(constructions.chain(2), constructions.chain(2))


def by_brute_force(category: Category, size: int) -> int:
    """The number of classes among all tables on all ways to share out the elements."""
    kept: list[Task] = []
    for sizes in itertools.product(range(size + 1), repeat=len(category.objects)):
        if sum(sizes) != size:
            continue
        slots = [(g, j) for g, arrow in enumerate(category.generators) for j in range(sizes[arrow.target])]
        ranges = [range(sizes[category.generators[g].source]) for g, _ in slots]
        for choice in itertools.product(*ranges):
            action: list[list[int]] = [[] for _ in category.generators]
            for (g, _), value in zip(slots, choice, strict=True):
                action[g].append(value)
            task = Task(category, [range(n) for n in sizes], action)
            if fault(task) is None and all(isomorphism(task, other) is None for other in kept):
                kept.append(task)
    return len(kept)


@pytest.mark.parametrize(
    ("category", "most"),
    [
        (GRAPHS, 4),
        (IDEMPOTENT, 4),
        (SQUARE, 4),
        (constructions.chain(3), 5),
        (cyclic(4), 4),
        (constructions.empty(), 1),
    ],
    ids=["graphs", "idempotent", "square", "chain", "Z4", "empty"],
)
def test_as_many_as_by_brute_force(category: Category, most: int) -> None:
    search = TaskSearch(category)
    for size in range(most + 1):
        found = list(search.of_size(size))
        assert all(fault(task) is None and task.size == size for task in found)
        assert all(isomorphism(x, y) is None for x, y in itertools.combinations(found, 2))
        assert len(found) == by_brute_force(category, size)


def test_tasks_on_an_arrow_are_the_partitions() -> None:
    """A task of size n on chain(2) is a map of sets; a connected one is a point with k points over it."""
    search = TaskSearch(constructions.chain(2))
    partitions = [1, 1, 2, 3, 5, 7, 11, 15, 22]
    assert [sum(1 for _ in search.of_size(n)) for n in range(9)] == partitions


def test_tasks_on_a_cyclic_group_are_its_sets() -> None:
    """Z4 has transitive actions of size 1, 2 and 4: the numbers are those of partitions into such parts."""
    search = TaskSearch(cyclic(4))
    assert [sum(1 for _ in search.of_size(n)) for n in range(7)] == [1, 1, 2, 2, 4, 4, 6]


def test_graphs_by_size() -> None:
    search = TaskSearch(GRAPHS)
    assert [sum(1 for _ in search.of_size(n)) for n in range(6)] == [1, 1, 2, 4, 10, 24]


@pytest.mark.parametrize("arrows", range(4))
def test_every_small_category_has_as_many_tasks_as_by_brute_force(arrows: int) -> None:
    """However the category is given: by all its arrows, or by a few that generate it."""
    for table in categories(arrows):
        large, small = TaskSearch(table.category()), TaskSearch(table.small_category())
        for size in range(4):
            found = sum(1 for _ in small.of_size(size))
            assert found == sum(1 for _ in large.of_size(size)) == small.count(size)
            assert found == by_brute_force(table.small_category(), size)


def test_tasks_on_a_sum_are_pairs_of_tasks() -> None:
    """That tasks on a sum are pairs of tasks ties the numbers of different categories together."""
    total = 0
    for table in categories(4):
        category = table.small_category()
        search = TaskSearch(constructions.coproduct(category, constructions.chain(2)))
        parts, arrow = TaskSearch(category), TaskSearch(constructions.chain(2))
        for size in range(5):
            expected = sum(parts.count(k) * arrow.count(size - k) for k in range(size + 1))
            assert search.count(size) == expected
            total += expected
    assert total > 1724


def test_counting_makes_no_sums() -> None:
    """The sets of S3 with n elements: sums of the four transitive ones, with 1, 2, 3 and 6 elements."""
    equations = [Equation(0, 0, (0, 0), ()), Equation(0, 0, (1, 1, 1), ()), Equation(0, 0, (0, 1, 0), (1, 1))]
    s3 = presented(["*"], [Generator("s", 0, 0), Generator("t", 0, 0)], equations, invertible=True)
    search = TaskSearch(s3)
    sums = [1] + [0] * 12
    for part in (1, 2, 3, 6):
        for n in range(part, 13):
            sums[n] += sums[n - part]
    assert [search.count(n) for n in range(13)] == sums
