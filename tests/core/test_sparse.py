"""Tasks held where they have elements: the same as other tasks, and decided alike, certificates included."""

from __future__ import annotations

from typing import Any

import pytest
from certified import certificate_of
from hypothesis import assume, given
from hypothesis import strategies as st

from catproof import kernel
from catproof.core import category as categories
from catproof.core.category import Category, thin
from catproof.core.generation import components, edges, generators
from catproof.core.nearest import nearest
from catproof.core.order import covering
from catproof.core.sparse import OneEach, least_closed
from catproof.core.task import SparseTask, Task, fault
from catproof.decide import tables as claim_tables
from catproof.decide.claim import Claim
from catproof.decide.familial import Familial
from catproof.decide.numbers import Compare, Rank, Size
from catproof.decide.representable import Representable


@st.composite
def posets(draw: st.DrawFn) -> Category:
    count = draw(st.integers(1, 8))
    pairs = [(a, b) for b in range(count) for a in range(b) if draw(st.integers(0, 2)) == 0]
    return thin(list("abcdefgh"[:count]), covering(count, pairs), name="P")


@st.composite
def tasks(draw: st.DrawFn) -> tuple[Task, SparseTask]:
    """A label set, or a task with several elements at an object, in both forms."""
    category = draw(posets())
    count = len(category.objects)
    if draw(st.booleans()):
        chosen = least_closed(category, draw(st.lists(st.integers(0, count - 1), max_size=3)))
        sparse = SparseTask(category, OneEach(chosen, "yes"), name="T")
        return Task(category, [["yes"] if a in chosen else [] for a in range(count)],
                    [[0] if b in chosen else [] for b in category.quiver.target], name="T"), sparse  # fmt: skip
    sizes = [draw(st.integers(1, 2)) for _ in range(count)]
    members: dict[int, list[Any]] = {a: list(range(n)) for a, n in enumerate(sizes)}
    moves = {
        g: [draw(st.integers(0, sizes[a] - 1)) for _ in range(sizes[b])]
        for g, (a, b) in enumerate(zip(category.quiver.source, category.quiver.target, strict=True))
    }
    dense = Task(category, [members[a] for a in range(count)], [moves[g] for g in sorted(moves)], name="T")
    return dense, SparseTask(category, members, moves, name="T")


@given(tasks())
def test_the_same_task(pair: tuple[Task, SparseTask]) -> None:
    dense, sparse = pair
    assert [list(m) for m in sparse.elements] == [list(m) for m in dense.elements]
    assert [list(m) for m in sparse.action] == [list(m) for m in dense.action]
    assert list(sparse.start) == list(dense.start) and sparse.size == dense.size
    assert list(sparse.all_elements()) == list(dense.all_elements()) and sparse.sizes() == dense.sizes()
    assert [sparse.element(x) for x in range(sparse.size)] == [dense.element(x) for x in range(dense.size)]
    assert all(sparse.number(x) == dense.number(x) for x in dense.all_elements())
    assert edges(sparse) == edges(dense) and components(sparse) == components(dense)
    if fault(dense) is None:
        assert generators(sparse) == generators(dense)


@given(tasks())
def test_faults_are_found_where_paths_come_together(pair: tuple[Task, SparseTask]) -> None:
    dense, sparse = pair
    usual = categories.FEW_OBJECTS
    from catproof.core import task as task_module

    try:
        task_module.FEW_OBJECTS = 0
        found = fault(sparse)
    finally:
        task_module.FEW_OBJECTS = usual
    assert (found is None) is (fault(dense) is None)
    if found is not None:
        assert dense.restrict(found.element, found.left) == found.by_left
        assert dense.restrict(found.element, found.right) == found.by_right != found.by_left


def certified(claim: Claim, arrows_listed: bool, monkeypatch: pytest.MonkeyPatch) -> bool:
    """The verdict on a claim, as the kernel confirms it."""
    with monkeypatch.context() as patch:
        patch.setattr(claim_tables, "MOST_LISTED", 10**6 if arrows_listed else -1)
        finding = claim.direct()
        certificate = certificate_of(claim, finding)
        assert claim.reason(finding) and claim.explain(finding) is not None and claim.witness(finding) is not None
    return kernel.check(certificate)


def test_decided_alike() -> None:
    monkeypatch = pytest.MonkeyPatch()

    @given(tasks(), st.booleans())
    def run(pair: tuple[Task, SparseTask], listed: bool) -> None:
        dense, sparse = pair
        assume(fault(dense) is None)
        for make in (Representable, Familial):
            found = [certified(make(t), listed, monkeypatch) for t in (dense, sparse)]
            assert found[0] is found[1]
        for p in range(len(dense.category.objects)):
            assert Representable(dense, p).direct().value is certified(Representable(sparse, p), listed, monkeypatch)
        rank = Rank(dense).find()[0]
        assert certified(Compare(Rank(sparse), "=", rank), listed, monkeypatch)
        assert nearest(dense, 3) == nearest(sparse, 3)

    run()


@given(tasks())
def test_the_kernel_sees_what_is_no_task(pair: tuple[Task, SparseTask]) -> None:
    dense, sparse = pair
    usual = claim_tables.MOST_LISTED
    try:
        claim_tables.MOST_LISTED = -1
        claim = Compare(Size(sparse), ">=", 0)
        certificate = certificate_of(claim, claim.direct())
    finally:
        claim_tables.MOST_LISTED = usual
    if fault(dense) is None:
        assert kernel.check(certificate)
    else:
        with pytest.raises(kernel.Rejected):
            kernel.check(certificate)
