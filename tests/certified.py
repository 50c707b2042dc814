"""Certificates as the prover writes them, for claims outside of any theory file."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from patience import PATIENCE

from catproof import kernel, prover
from catproof.claims.claim import Finding
from catproof.claims.proposition import Atom, Decided, Decider, Prop, Quantified
from catproof.claims.tables import Tables
from catproof.diagnostic import NOWHERE
from catproof.elaborate.theory import Ready
from catproof.logic.terms import Apply, Binding, Constant, Sort, Variable

MILLISECONDS = int(1000 * PATIENCE)


class Settled:
    """A claim whose finding is known already."""

    def __init__(self, claim: Any, finding: Finding) -> None:
        self.claim = claim
        self.finding = finding

    def direct(self) -> Finding:
        return self.finding

    def __getattr__(self, name: str) -> Any:
        return getattr(self.claim, name)


def certificate(prop: Prop, engine: str = "direct", digest: bool = False) -> dict[str, Any]:
    """The certificate of the proposition's verdict, as read back from its file."""
    return decided_certificate(prop, engine, digest)[1]


def decided_certificate(prop: Prop, engine: str = "direct", digest: bool = False) -> tuple[Decided, dict[str, Any]]:
    """The verdict and its certificate."""
    tables = Tables()
    decided = Decider(engine, MILLISECONDS, tables).decide(prop)
    statement = Ready("claim", "name", NOWHERE, "text", prop)
    made = prover.certificate_of(statement, "theory.cat", decided, tables, "0")
    if digest:
        made = {**made, "digest": kernel.digest(made)}
    return decided, json.loads(json.dumps(made))


SAID = Constant("what is said", Sort("proposition"))


def atom(claim: Any) -> Atom:
    """A claim by itself, of which it does not matter what it says."""
    return Atom(claim, SAID, None)


def quantified(name: str, variable: str, domain: Any, body: Callable[[Any], Prop]) -> Quantified:
    """A quantifier over a domain, of which it does not matter what it says."""
    term = Binding(name, (Variable(variable, Sort("category")),), Apply("empty category", ()), None, SAID)
    return Quantified(name, variable, domain, body, term, None, None)  # type: ignore[arg-type]


def certificate_of(claim: Any, finding: Finding) -> dict[str, Any]:
    """The certificate of a finding on a claim."""
    return certificate(atom(Settled(claim, finding)))


def agree(claim: Any, expected: bool) -> Finding:
    """Both engines find what is expected, and the kernel accepts what each gives as evidence."""
    direct = claim.direct()
    assert direct.value is expected
    solved = claim.smt(MILLISECONDS)
    for finding in [direct] if solved is None else [direct, solved]:
        assert finding.value is expected
        made = certificate_of(claim, finding)
        assert made["verdict"] is expected
        assert kernel.check(made) is expected
    return direct
