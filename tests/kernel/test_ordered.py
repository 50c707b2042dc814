"""Large orders and label sets in arrays: the same is proved of them as of tables, and no more is believed."""

from __future__ import annotations

from array import array
from random import Random

import pytest

from catproof import kernel
from catproof.core.category import Category, thin
from catproof.core.order import covering
from catproof.core.sparse import OneEach, least_closed
from catproof.core.task import SparseTask
from catproof.decide.familial import Familial
from catproof.decide.numbers import Rank
from catproof.decide.plain import plain
from catproof.decide.representable import Representable
from catproof.decide.tables import Tables, task_entry


def both(category: Category) -> tuple[kernel.Tasks, kernel.Tasks]:
    made = Tables(named=False)
    made.category(category)
    pairs = sorted(zip(category.quiver.target, category.quiver.source, strict=True))
    count = len(category.objects)
    starts = array("q", [sum(b < x for b, _ in pairs) for x in range(count + 1)])
    arrays = kernel.Ordered(count, array("i", [a for _, a in pairs]), starts)
    return kernel.Tasks(made.entries()), kernel.Tasks(arrays)


def test_the_same_is_proved() -> None:
    random = Random(5)
    for _ in range(60):
        count = random.randrange(1, 12)
        pairs = [(a, b) for b in range(count) for a in range(b) if random.random() < 0.3]
        category = thin(list(range(count)), covering(count, pairs), name="P")
        tables, arrays = both(category)
        chosen = sorted(least_closed(category, random.sample(range(count), random.randrange(min(4, count + 1)))))
        task = SparseTask(category, OneEach(chosen, "yes"), name="T")
        number, evidence = Rank(task).find()
        left, right = tables.read(task_entry(task)), arrays.label_set(array("q", chosen))
        assert tables.rank(left, plain(evidence)) == arrays.rank(right, plain(evidence)) == number
        for word, claim in (("representable", Representable(task)), ("familial", Familial(task))):
            found = claim.direct()
            proof = plain(found.evidence)
            assert tables.proves(word, left, proof) is arrays.proves(word, right, proof) is found.value
            with pytest.raises(kernel.Rejected):
                arrays.proves(word, right, {**proof, "value": not found.value})


@pytest.mark.parametrize(
    ("sources", "starts", "said"),
    [
        ([0, 0], [0, 2, 1, 2], "do not come in order"),
        ([0, 3], [0, 0, 1, 2], "numbers from 0 to 2"),
        ([0, -1], [0, 0, 1, 2], "numbers from 0 to 2"),
        ([0, 0], [0, 0, 1, 3], "numbers from 0 to 2"),
        ([0, 0], [-1, 0, 1, 2], "numbers from 0 to 2"),
        ([0, 0], [0, 0, 1, 1], "ends nowhere"),
        ([0, 0], [1, 1, 1, 2], "ends nowhere"),
        ([0, 0], [0, 1, 2], "are missing"),
        ([0, 0], [0, 0, 1, 1, 2], "are missing"),
    ],
)
def test_no_order(sources: list[int], starts: list[int], said: str) -> None:
    with pytest.raises(kernel.Rejected, match=said):
        kernel.Ordered(3, array("i", sources), array("i", starts))


def test_no_array() -> None:
    with pytest.raises(kernel.Rejected, match="an array of whole numbers"):
        kernel.Ordered(3, [0], array("i", [0, 0, 1, 1]))
    with pytest.raises(kernel.Rejected, match="an array of whole numbers"):
        kernel.Ordered(3, array("d", [0]), array("i", [0, 0, 1, 1]))


@pytest.mark.parametrize(
    ("objects", "said"),
    [
        ([1], "not closed"),
        ([0, 0], "in order"),
        ([1, 0], "in order"),
        ([0, 3], "numbers from 0"),
        ([-1, 0], "numbers from 0"),
    ],
)
def test_no_label_set(objects: list[int], said: str) -> None:
    tasks = kernel.Tasks(kernel.Ordered(3, array("i", [0, 1]), array("i", [0, 0, 1, 2])))
    assert tasks.label_set(array("i", [0, 1])).edges == [[], [0]]
    with pytest.raises(kernel.Rejected, match=said):
        tasks.label_set(array("i", objects))


def test_another_rank_is_rejected() -> None:
    tasks = kernel.Tasks(kernel.Ordered(3, array("i", [0, 0]), array("i", [0, 0, 1, 2])))
    task = tasks.label_set(array("i", [0, 1, 2]))
    assert tasks.rank(task, {"generators": [[1, 0], [2, 0]]}) == 2
    for wrong in ([[1, 0]], [[0, 0], [1, 0], [2, 0]], [[1, 0], [2, 1]]):
        with pytest.raises(kernel.Rejected):
            tasks.rank(task, {"generators": wrong})
