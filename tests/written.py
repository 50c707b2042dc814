"""Certificates of schema 2 by hand: the term of a sentence about a small theory, with whatever evidence."""

from __future__ import annotations

import json
from typing import Any

from elaborated import declarations

from catproof.decide import certificate as certificates
from catproof.decide.decider import Decider
from catproof.elaborate.propositions import proposition
from catproof.elaborate.terms import Terms
from catproof.syntax import tree
from catproof.syntax.parser import parse

THEORY = """
category Graphs { object V, E ; arrow s, t : V -> E }
task walk on Graphs {
  V = {a, b, c} ; E = {x, y, l}
  s { x |-> a ; y |-> b ; l |-> c }
  t { x |-> b ; y |-> c ; l |-> c }
}
task two on Graphs { V = {1, 2} ; E = {f} ; s { f |-> 1 } ; t { f |-> 2 } }
poset P { low < mid < high ; low < side }
monoid Idem { generator e ; equation e . e = e }
functor F : P -> chain(3) { low |-> 0 ; mid |-> 1 ; high |-> 2 ; side |-> 1 }
category O = opposite(P)
define loops(task T on Graphs) := count(x in elements(T, E) such that x|s = x|t)
"""


def theory(more: str = "") -> Terms:
    return declarations(THEORY + more)


def certificate(terms: Terms, text: str, verdict: bool | None = None, evidence: Any = None) -> Any:
    """The certificate of a sentence, as read back from its file."""
    (statement,) = parse(f"claim {text}", "").theory.items
    assert isinstance(statement, tree.Statement)
    prop, said = proposition(statement.prop, terms)
    if verdict is None:
        verdict = Decider("direct", 60_000).decide(prop).value
        assert verdict is not None
    where = {"file": "t.cat", "line": 1, "kind": "claim", "name": "line 1"}
    made = certificates.certificate(where, "0.1.0", certificates.said_by(said), verdict, evidence)
    return json.loads(json.dumps(made))


OF_NUMBERS = (
    "enriched M in metric { a <-> b : 1 }\nclaim M(a, b) <= made(7)",
    "claim forall M in metrics(points = 2) : forall x in objects(M) : M(x, x) <= made(7)",
)
"""What is said of `made(7)`, a number that a definition makes."""


def with_calls(term: Any, often: int, number: int) -> Any:
    """The term with `made(... made(number) ...)` for `made(7)`."""
    if type(term) is list and term[:1] == ["call"] and term[2:] == [["number", 7]]:
        inner = ["number", number]
        for _ in range(often):
            inner = [*term[:2], inner]
        return inner
    return [with_calls(part, often, number) for part in term] if type(term) is list else term
