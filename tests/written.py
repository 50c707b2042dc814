"""Certificates of schema 2 by hand: the term of a sentence about a small theory, with whatever evidence."""

from __future__ import annotations

import json
from typing import Any

from elaborated import declarations

from catproof import kernel
from catproof.claims.tables import Tables
from catproof.decide.encoding import Encoding
from catproof.elaborate.formulas import formula
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
    claim = formula(statement.prop, terms)
    tables = Tables()
    written = Encoding(tables, claim.values, claim.definitions).claim(claim.term)
    if verdict is None:
        verdict = claim.direct().value
    made = {
        "format": "catproof certificate",
        "schema": kernel.FORMAT,
        "catproof": "0.1.0",
        "statement": {"file": "t.cat", "line": 1, "kind": "claim", "name": "line 1"},
        "verdict": verdict,
        "categories": tables.categories,
        "functors": tables.functors,
        "tasks": tables.tasks,
        "models": tables.models,
        "transformations": tables.transformations,
        **written,
        "evidence": evidence,
    }
    return json.loads(json.dumps(made))
