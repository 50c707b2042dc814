"""Certificates as the prover writes them, for claims outside of any theory file."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from claim_terms import Reading, Terms
from logic.definitions import Asked, Given
from patience import PATIENCE

from catproof import kernel
from catproof.decide.adjunction import HasAdjoint
from catproof.decide.arrows import ArrowProperty, ObjectProperty
from catproof.decide.claim import Finding, Sought
from catproof.decide.decided import Decided
from catproof.decide.decider import Decider
from catproof.decide.formula import Formula
from catproof.decide.functors import FunctorProperty
from catproof.decide.isomorphic import IsomorphicObjects
from catproof.decide.proposition import Atom, Prop, Quantified, Said
from catproof.decide.transformations import TransformationProperty
from catproof.diagnostic import NOWHERE
from catproof.elaborate.theory import Ready
from catproof.engines.given import solve
from catproof.logic.terms import Apply, Binding, Constant, Reference, Sort, Variable
from catproof.logic.truth import NoForm
from catproof.running import prover

MILLISECONDS = int(1000 * PATIENCE)


class Kept:
    """A claim of which a certificate carries all evidence, be it needed or not; `finding` where it is known already."""

    def __init__(self, claim: Any, finding: Finding | None = None) -> None:
        self.claim = claim
        self.finding = finding

    def direct(self) -> Finding:
        return self.claim.direct() if self.finding is None else self.finding

    def __getattr__(self, name: str) -> Any:
        return getattr(self.claim, name)


def certificate(prop: Prop, engine: str = "direct", digest: bool = False) -> dict[str, Any]:
    """The certificate of the proposition's verdict, as read back from its file."""
    return decided_certificate(prop, engine, digest)[1]


def decided_certificate(prop: Prop, engine: str = "direct", digest: bool = False) -> tuple[Decided, dict[str, Any]]:
    """The verdict and its certificate."""
    decided = Decider(engine, MILLISECONDS).decide(prop)
    terms = Terms()
    term = terms.proposition(prop)
    reading: Any = Reading(terms.values)
    if isinstance(prop, Atom) and isinstance(prop.claim, Formula):
        reading.definitions = prop.claim.definitions
    statement = Ready("claim", "name", NOWHERE, "text", prop, said=Said(term, reading))
    made = prover.certificate_of(statement, "theory.cat", decided, "0")
    if digest:
        made = {**made, "digest": kernel.digest(made)}
    return decided, json.loads(json.dumps(made))


SAID = Constant("what is said", Sort("proposition"))


def atom(claim: Any) -> Atom:
    """A claim by itself."""
    return Atom(claim if isinstance(claim, Kept | Formula) else Kept(claim), SAID, None)


def quantified(name: str, variable: str, domain: Any, body: Callable[[Any], Prop]) -> Quantified:
    """A quantifier over a domain; the body is also asked about a variable."""
    term = Binding(name, (Variable(variable, Sort("category")),), Apply("empty category", ()), None, SAID)
    return Quantified(name, variable, domain, body, term, None, None)  # type: ignore[arg-type]


def certificate_of(claim: Any, finding: Finding) -> dict[str, Any]:
    """The certificate of a finding on a claim."""
    return certificate(atom(Kept(claim, finding)))


def by_definition(claim: Any) -> bool | None:
    """What z3 says of the claim from its shipped definition; None where it is not asked, or that is too large."""
    given: tuple[Given, ...]
    if isinstance(claim, ArrowProperty):
        given = (("arrow", (claim.category, claim.arrow)),)
    elif isinstance(claim, ObjectProperty):
        given = (("object", (claim.category, claim.at)),)
    elif isinstance(claim, IsomorphicObjects):
        given = (("object", (claim.category, claim.left)), ("object", (claim.category, claim.right)))
    elif isinstance(claim, FunctorProperty | HasAdjoint):
        given = (("functor", claim.functor),)
    elif isinstance(claim, TransformationProperty):
        given = (("transformation", claim.transformation),)
    else:
        return None
    if isinstance(claim, HasAdjoint):
        word = f"has a {claim.side} adjoint"
    else:
        word = "isomorphic" if isinstance(claim, IsomorphicObjects) else claim.name.removeprefix("an ")
    asked = Asked()
    definition = asked.definitions[Reference(word, tuple(kind for kind, _ in given), True)]
    known = asked.environment(definition, given)
    try:
        return solve(definition.body, asked.structures, known, asked.definitions, MILLISECONDS)
    except NoForm:
        return None


def agree(claim: Any, expected: bool) -> Finding:
    """Both engines find what is expected, and the kernel accepts what each gives as evidence."""
    direct = claim.direct()
    assert direct.value is expected
    solved = claim.smt(MILLISECONDS) if isinstance(claim, Sought) else None
    assert by_definition(claim) in (None, expected)
    for finding in [direct] if solved is None else [direct, solved]:
        assert finding.value is expected
        made = certificate_of(claim, finding)
        assert made["verdict"] is expected
        assert kernel.check(made) is expected
    bare = certificate(Atom(claim, SAID, None))
    assert kernel.check(bare) is expected  # with what of it is needed
    return direct
