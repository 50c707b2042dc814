"""Certificates as the prover writes them, for claims outside of any theory file."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

from claim_terms import Reading, Terms
from logic.definitions import Asked, Given
from patience import PATIENCE

from catproof import kernel
from catproof.core.task import Task
from catproof.decide import formula
from catproof.decide.adjunction import HasAdjoint
from catproof.decide.arrows import ArrowProperty, ObjectProperty
from catproof.decide.claim import Finding, Ruled
from catproof.decide.decided import Decided
from catproof.decide.decider import Decider
from catproof.decide.evidence import truth
from catproof.decide.familial import Familial
from catproof.decide.formula import Formula
from catproof.decide.functors import FunctorProperty
from catproof.decide.isomorphic import IsomorphicObjects, IsomorphicTasks
from catproof.decide.prompt import SolvesByPrompt
from catproof.decide.proposition import Atom, Prop, Quantified, Said
from catproof.decide.representable import Representable
from catproof.decide.transformations import TransformationProperty
from catproof.diagnostic import NOWHERE
from catproof.elaborate.define import prelude
from catproof.elaborate.ready import Ready
from catproof.engines.given import solve
from catproof.logic.literals import NoForm
from catproof.logic.terms import Apply, Binding, Constant, Reference, Sort, Variable
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


MOST_FAMILIES = 1000
"""The interpreter of definitions lists all maps of tasks: it is not asked where there may be more."""


def families(left: Task, right: Task) -> int:
    """How many families of functions there are, natural or not."""
    return math.prod(len(y) ** len(x) for x, y in zip(left.elements, right.elements, strict=True))


def stated(claim: Any) -> tuple[str, tuple[Given, ...]] | None:
    """The shipped definition that says what the claim does, by its word, and what it is asked about; or None."""
    by: tuple[Given, ...] = ()
    if isinstance(claim, Representable | SolvesByPrompt) and claim.by is not None:
        by = (("object", (claim.task.category, claim.by)),)
    if isinstance(claim, ArrowProperty):
        return claim.name, (("arrow", (claim.category, claim.arrow)),)
    if isinstance(claim, ObjectProperty):
        return claim.name, (("object", (claim.category, claim.at)),)
    if isinstance(claim, IsomorphicObjects):
        return "isomorphic", (("object", (claim.category, claim.left)), ("object", (claim.category, claim.right)))
    if isinstance(claim, IsomorphicTasks) and families(claim.left, claim.right) <= MOST_FAMILIES:
        return "isomorphic", (("task", claim.left), ("task", claim.right))
    if isinstance(claim, FunctorProperty) and claim.model is None and claim.name != "injective":
        return claim.name.removeprefix("an "), (("functor", claim.functor),)
    if isinstance(claim, HasAdjoint):
        return f"has a {claim.side} adjoint", (("functor", claim.functor),)
    if isinstance(claim, TransformationProperty):
        return claim.name, (("transformation", claim.transformation),)
    if isinstance(claim, Representable):
        return "representable", (("task", claim.task), *by)
    if isinstance(claim, Familial):
        return "familial", (("task", claim.task),)
    if isinstance(claim, SolvesByPrompt):
        answers = map(claim.model.prompted, range(len(claim.model.category.objects)))
        if any(families(each, claim.task) > MOST_FAMILIES for each in answers):
            return None
        return "solves by prompt", (("model", claim.model), ("task", claim.task), *by)
    return None


def by_definition(word: str, given: tuple[Given, ...]) -> bool | None:
    """What z3 says of the shipped definition; None where that is too large."""
    asked = Asked()
    definition = asked.definitions[Reference(word, tuple(kind for kind, _ in given), True)]
    known = asked.environment(definition, given)
    try:
        return solve(definition.body, asked.structures, known, asked.definitions, MILLISECONDS)
    except NoForm:
        return None


def solved(claim: Any) -> bool | None:
    """What z3 says of the claim; None where that is too large."""
    terms, definitions = Terms(), prelude().definitions
    try:
        if isinstance(claim, Ruled):
            return claim.solved(definitions, MILLISECONDS)
        return formula.by_definition(terms.claim(claim), terms.values, definitions, MILLISECONDS)
    except NoForm:
        return None


def agree(claim: Any, expected: bool, word: str = "", given: tuple[Given, ...] = (), *, small: bool = False) -> Finding:
    """The shipped definition and both engines say what is expected, and the kernel accepts the evidence; `word` and
    `given` where the claim does not say which definition that is. Where what is given is `small`, z3 has to answer."""
    direct = claim.direct()
    assert direct.value is expected
    assert truth(claim) in (None, expected)
    says = stated(claim) if not word else (word, given)
    if says is not None:
        assert Asked()(says[0], *says[1]) is expected
    z3 = by_definition(word, given) if word else solved(claim)
    assert z3 is expected or (z3 is None and not small), claim
    made = certificate_of(claim, direct)
    assert made["verdict"] is expected
    assert kernel.check(made) is expected
    bare = certificate(Atom(claim, SAID, None))
    assert kernel.check(bare) is expected  # with what of it is needed
    return direct
