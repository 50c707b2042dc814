"""Tuning along functors of thin categories by the order, against the search of all congruences, and with many items."""

from __future__ import annotations

from random import Random

import pytest

from catproof.core import tuning
from catproof.core.category import Category, thin
from catproof.core.functor import Functor
from catproof.core.functor_search import functors
from catproof.core.model import via
from catproof.core.sparse import least_closed
from catproof.core.task import Task
from catproof.core.tuning_orders import tuned_by_order
from catproof.core.tuning_refusal import Over, Retract, Solved
from catproof.decide import tables
from catproof.decide.tuning import SolvesByTuning
from catproof.kernel.given import Given
from catproof.kernel.models import prove_tuning
from catproof.kernel.shipped import Passed


def kernel_says(claim: SolvesByTuning) -> tuple[bool, bool | None]:
    finding = claim.direct()
    entered = tables.Tables()
    said = {"model": entered.model(claim.model), "task": entered.task(claim.task)}
    given = Given({**entered.entries()})
    passed = {"model": given.models[said["model"]], "task": given.tasks[said["task"]]}
    return finding.value, prove_tuning(Passed(), passed, finding.evidence, finding.value)


def preorder(random: Random, points: int, pairs: int) -> Category:
    found = {(random.randrange(points), random.randrange(points)) for _ in range(pairs)}
    return thin(range(points), [(a, b) for a, b in sorted(found) if a != b])


def label_set(random: Random, category: Category) -> Task:
    inside = least_closed(category, random.sample(range(len(category.objects)), random.randint(0, 2)))
    elements = [["yes"] if a in inside else [] for a in range(len(category.objects))]
    return Task(category, elements, [[0] * len(elements[b]) for b in category.quiver.target])


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_the_order_says_what_the_search_says(seed: int, large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    verdicts = set()
    for _ in range(25):
        points = random.randint(1, 4)
        source = preorder(random, points, random.choice([0, 0, 3]))
        target = preorder(random, random.randint(1, 4), random.randint(0, 5))
        many = list(functors(source, target))
        if not many:
            continue
        functor = random.choice(many)
        if source.generators:
            task = label_set(random, source)
        else:
            task = Task(source, [list(range(random.randint(0, 2))) for _ in range(points)], [])
        found = tuned_by_order(functor, task)
        assert found is not None
        with monkeypatch.context() as patch:
            patch.setattr(tuning, "tuned_by_order", lambda functor, task: None)
            searched = tuning.tuned(functor, task)
        assert isinstance(found, Solved) is isinstance(searched, Solved)
        with monkeypatch.context() as patch:
            if large:
                patch.setattr(tables, "MOST_LISTED", 0)
            claim = SolvesByTuning(via(functor), task)
            value, proved = kernel_says(claim)
            finding = claim.direct()
            assert value is proved is isinstance(found, Solved)
            assert claim.reason(finding) and claim.explain(finding)
            verdicts.add(value)
    assert verdicts == {False, True}


def test_many_items() -> None:
    items, codes = 20_000, 10_000
    source = thin(range(items), [])
    tree = thin(range(1, codes + 1), [(k, (k - 1) // 2) for k in range(1, codes)])
    functor = Functor(source, tree, [k // 2 for k in range(items)], forced=True)
    below = set(least_closed(tree, [1]))
    inside = [k // 2 in below for k in range(items)]
    task = Task(source, [["yes"] if here else [] for here in inside], [])
    assert kernel_says(SolvesByTuning(via(functor), task)) == (True, True)
    low = max(k for k in range(items) if inside[k])
    without = Task(source, [["yes"] if here and k // 2 != low // 2 else [] for k, here in enumerate(inside)], [])
    found = tuned_by_order(functor, without)
    assert isinstance(found, list) and isinstance(found[0], Over) and found[0].a in (low - 1, low)
    claim = SolvesByTuning(via(functor), without)
    assert "yes at 9999 restricted along (10000 -> 5000), where T has none" in claim.reason(claim.direct())
    assert kernel_says(SolvesByTuning(via(functor), without)) == (False, False)
    without = Task(source, [["yes"] if here and k != low else [] for k, here in enumerate(inside)], [])
    found = tuned_by_order(functor, without)
    assert isinstance(found, list) and isinstance(found[0], Retract)
    assert kernel_says(SolvesByTuning(via(functor), without)) == (False, False)
