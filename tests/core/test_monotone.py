"""Functors between thin categories by the order, against the same by lists of arrows."""

from __future__ import annotations

from random import Random

import pytest
from strategies import monoid

from catproof import kernel
from catproof.core.category import Category, thin
from catproof.core.constructions import chain
from catproof.core.functor import Functor, identity
from catproof.core.functor_search import functors
from catproof.core.monotone import Monotone
from catproof.core.order import Order
from catproof.decide import tables
from catproof.decide.adjunction import Dense, HasAdjoint, LeftAdjoint
from catproof.decide.claim import Finding
from catproof.decide.functors import FunctorProperty
from catproof.kernel.comparing import Comparison
from catproof.kernel.given import Given
from catproof.kernel.shipped import ATOMS, SAID, Passed

PROPERTIES = ("full", "faithful", "essentially surjective", "an equivalence", "an isomorphism", "an embedding")


def preorder(random: Random, points: int, cycles: bool) -> Category:
    """A preorder, or a partial order."""
    pairs = [(a, b) for a in range(points) for b in range(points) if a != b and random.random() < 1 / points]
    numbers = list(range(points))
    random.shuffle(numbers)
    return thin(numbers, pairs if cycles else [(numbers[a], numbers[b]) for a, b in pairs if a < b])


def forced(functor: Functor) -> Functor:
    return Functor(functor.source, functor.target, functor.on_objects, forced=True)


def proved(functors: list[Functor], said: kernel.shipped.Said, finding: tables.Any, *more: object) -> bool | None:
    """What the kernel says of the evidence."""
    entered = tables.Tables()
    numbers = [entered.functor(functor) for functor in functors]
    entries = entered.entries()
    given = Given({**entries, "models": [], "transformations": []})
    of = [given.functors[number] for number in numbers]
    brought = [] if len(of) == 2 else [of[0].source, of[0].target]
    return said.rule(Passed(), said.claim(*brought, *of), finding.evidence, finding.value)


@pytest.mark.parametrize("seed", range(6))
def test_all_functors_between_small_preorders(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    source, target = (preorder(random, random.randint(1, 4), seed % 2 == 0) for _ in range(2))
    back = list(functors(target, source))[:20]
    for functor in list(functors(source, target))[:40]:
        claims = [FunctorProperty(functor, name) for name in PROPERTIES]
        claims += [HasAdjoint(functor, side) for side in ("left", "right")]  # type: ignore[list-item]
        claims += [Dense(functor)]  # type: ignore[list-item]
        pairs = [LeftAdjoint(functor, other) for other in back]
        listed = [claim.direct().value for claim in [*claims, *pairs]]
        found: list[tuple[object, Finding]] = []
        with monkeypatch.context() as patch:
            patch.setattr(tables, "MOST_LISTED", 0)
            for claim, value in zip([*claims, *pairs], listed, strict=True):
                again = type(claim)(*(forced(x) if isinstance(x, Functor) else x for x in _given(claim)))
                finding = again.direct()
                assert finding.value is value
                assert again.reason(finding) and again.explain(finding)
                again.witness(finding)
                of = [x for x in _given(again) if isinstance(x, Functor)]
                assert proved(of, _rule(again), finding) is value
                found.append((claim, finding))
        # the evidence says how it is checked: what was found without lists of arrows holds also where they are listed
        for claim, finding in found:
            of = [x for x in _given(claim) if isinstance(x, Functor)]
            assert proved(of, _rule(claim), finding) is finding.value


def _given(claim: object) -> list[object]:
    return [x for key, x in vars(claim).items() if key in ("functor", "name", "side", "left", "right")]


def _rule(claim: object) -> kernel.shipped.Said:
    if isinstance(claim, LeftAdjoint):
        return ATOMS["left adjoint"]
    if isinstance(claim, Dense):
        return SAID["dense", ("functor",)]
    if isinstance(claim, HasAdjoint):
        return SAID[f"has a {claim.side} adjoint", ("functor",)]
    assert isinstance(claim, FunctorProperty)
    return SAID[claim.name.removeprefix("an "), ("functor",)]


@pytest.mark.parametrize("cycles", [False, True])
def test_comparisons(cycles: bool) -> None:
    random = Random(5)
    for _ in range(30):
        category = preorder(random, 9, cycles)
        order = category.order
        assert order is not None
        below = [order.downset(b) for b in range(9)]
        kept = Comparison(9, list(zip(order.smaller, order.larger, strict=True)))
        many = Order(9, order.smaller, order.larger)
        many.classes[1]._intervals  # noqa: B018 from here on they are looked at
        for a in range(9):
            for b in range(9):
                assert order.holds(a, b) == many.holds(a, b) == kept.holds(a, b) == (a in below[b])


def test_objects_are_compared_only_where_no_arrows_are_parallel() -> None:
    loops = monoid({(a, b): max(a, b) for a in (0, 1) for b in (0, 1)})
    functor = identity(loops)
    for claim, evidence in (
        (Dense(functor), {"value": True, "by": "order"}),
        (HasAdjoint(functor, "right"), {"value": False, "object": 0, "by": "order"}),
        (Dense(functor), {"value": True, "by": "arrows"}),
    ):
        with pytest.raises(kernel.Rejected, match="objects are compared"):
            proved([functor], _rule(claim), Finding(evidence["value"] is True, evidence))


def test_a_forged_adjoint_is_rejected() -> None:
    source, target = chain(3), chain(5)
    functor = Functor(source, target, [0, 2, 4], forced=True)
    said = SAID["has a right adjoint", ("functor",)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "MOST_LISTED", 0)
        finding = HasAdjoint(functor, "right").direct()
        assert finding.evidence["adjoint"] == [0, 0, 1, 1, 2]
        assert proved([functor], said, finding)
        for k in range(5):
            for c in range(3):
                forged = [*finding.evidence["adjoint"]]
                forged[k] = c
                if forged != finding.evidence["adjoint"]:
                    with pytest.raises(kernel.Rejected):
                        proved([functor], said, finding._replace(evidence={"value": True, "adjoint": forged}))
        not_monotone = Functor(source, target, [0, 4, 2], forced=True)
        with pytest.raises(kernel.Rejected, match="order"):
            proved([not_monotone], said, finding)


def test_many_points() -> None:
    points = 20_000
    up, down = [2 * k for k in range(points)], [k // 2 for k in range(2 * points)]
    small, large = chain(points).order, chain(2 * points).order
    assert small is not None and large is not None
    there, back = Monotone(small, large, up), Monotone(large, small, down)
    assert there.turned().left_adjoint() == down and there.left_adjoint() == 2 * points - 1
    assert there.not_reflected().adjoint == down and there.not_dense() == (1, 0)
    assert there.not_adjoint(back) is None and back.not_adjoint(there) is not None
    assert back.not_dense() is None and back.not_reached() is None and back.not_reflected().pair is not None
