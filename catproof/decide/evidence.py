"""What of the evidence a certificate carries: none for what the kernel finds by evaluating what is said."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from catproof.decide.claim import SMALL, Claim, Evidence
from catproof.decide.domain import Domain, entries, listing, proved

if TYPE_CHECKING:
    from catproof.decide.decided import Gathered

OPEN = "open"
"""In place of the evidence for a part that another one makes unimportant."""

ENUMERATED = ("objects", "arrows", "elements")
"""The domains whose values the kernel lists in the same order."""

FOUND = ("functors", "transformations")
"""Those whose values it finds, in an order of its own."""

MOST_ENUMERATED = 1000
"""So many of these it finds by itself."""


def needed_evidence(claim: Claim, evidence: Evidence) -> Evidence | None:
    """The evidence for an atom; None where the kernel needs none."""
    need = _needs().get(type(claim))
    if need is not None:
        return need(claim, evidence)
    return None if getattr(claim, "evaluated", False) else evidence


def truth(claim: Claim) -> bool | None:
    """The truth of an atom, where the kernel needs no evidence for it."""
    quick = getattr(claim, "quick", None)
    found: bool | None = None if quick is None else quick()
    if found is None:
        finding = claim.direct()
        found = finding.value if needed_evidence(claim, finding.evidence) is None else None
    return found


Need = Callable[[Any, Evidence], "Evidence | None"]


@cache
def _needs() -> dict[type, Need]:
    """For each kind of claim what the kernel needs; without an entry it needs all."""
    from catproof.decide.arrows import ArrowProperty, EqualArrows, ObjectProperty
    from catproof.decide.familial import Familial
    from catproof.decide.functors import FunctorProperty
    from catproof.decide.generalization import Generalizes
    from catproof.decide.isomorphic import IsomorphicCategories, IsomorphicObjects, IsomorphicTasks
    from catproof.decide.limits import Has
    from catproof.decide.natural import EqualFunctors, EqualNatural
    from catproof.decide.numbers import Compare
    from catproof.decide.prompt import SolvesByPrompt
    from catproof.decide.representable import Representable
    from catproof.decide.transformations import EqualTransformations, TransformationProperty

    return {
        Compare: _numbers,
        Has: lambda claim, evidence: evidence if "body" in evidence else None,
        **dict.fromkeys((Representable, Familial, SolvesByPrompt), _unless_small),
        **dict.fromkeys((IsomorphicTasks, IsomorphicCategories, IsomorphicObjects), _if_any),
        **dict.fromkeys((FunctorProperty, Generalizes), _if_any),
        **dict.fromkeys((ArrowProperty, EqualArrows, ObjectProperty, TransformationProperty), _never),
        **dict.fromkeys((EqualTransformations, EqualNatural, EqualFunctors), _never),
    }


def _never(claim: Any, evidence: Evidence) -> None:
    return None


def _if_any(claim: Any, evidence: Evidence) -> Evidence | None:
    """Where there is more than the verdict; of a model all, as its functor is not what is spoken of."""
    return evidence if len(evidence) > 1 or getattr(claim, "model", None) is not None else None


def _unless_small(claim: Any, evidence: Evidence) -> Evidence | None:
    return None if claim.task.size <= SMALL and _ideal(claim) else evidence


def _numbers(claim: Any, evidence: Evidence) -> Evidence | None:
    numbers = {side: _number(getattr(claim, side), evidence[side]) for side in ("left", "right")}
    sides = {side: proof for side, proof in numbers.items() if proof is not None}
    return {"value": evidence["value"], **sides} if sides else None


def _ideal(claim: Any) -> bool:
    """Does nothing speak of a model, but of the ideal one, whose answers are the representables?"""
    functor = getattr(getattr(claim, "model", None), "functor", None)
    return not hasattr(claim, "model") or (functor is not None and functor.identical)


def _number(number: Any, evidence: Any) -> Any:
    """The evidence for a number; None where the kernel finds it itself."""
    from catproof.decide.category_domain import Categories
    from catproof.decide.graded import GradedMagnitude, GradedRank
    from catproof.decide.numbers import Arithmetic, Chosen, Count, Rank

    if isinstance(number, Arithmetic):
        sides = [_number(side, proof) for side, proof in zip((number.left, number.right), evidence, strict=True)]
        return None if sides == [None, None] else {"sides": sides}
    if isinstance(number, GradedRank | GradedMagnitude):
        return evidence
    if isinstance(number, Chosen):
        proof = swept(number.domain, True, number.found[0])
        return None if proof is None else {key: part for key, part in proof.items() if key != "value"}
    if isinstance(number, Rank):
        return None if number.task.size <= SMALL else evidence
    if not isinstance(number, Count):
        return None
    domain = number.domain
    if domain.listed:
        return listing(domain, list(map(entries(domain), domain.values())))
    return {"trusted": domain.size()} if isinstance(domain, Categories) else evidence


def swept(domain: Domain, every: bool, gathered: Gathered) -> Evidence | None:
    """The evidence for a quantifier whose domain was gone through."""
    values, proofs = gathered.instances, gathered.proofs
    evidence: Evidence = {"value": every}
    if any(proof is not None for proof in proofs):
        evidence["bodies"] = proofs
    if proved(domain):
        proof = domain.completeness(values)
        if proof is not None:
            return {**evidence, "values": values, "complete": proof}
    few = domain.noun in FOUND and "bodies" not in evidence and len(values) <= MOST_ENUMERATED
    if domain.noun not in ENUMERATED and not few:
        evidence |= listing(domain, values)
    return evidence if len(evidence) > 1 else None
