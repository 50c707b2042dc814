"""A small theory to resolve sentences in, for tests of core terms."""

from __future__ import annotations

from pathlib import Path

from catproof.elaborate.data_read import Data
from catproof.elaborate.terms import Terms
from catproof.elaborate.theory import elaborate
from catproof.logic.terms import Term
from catproof.options import Options
from catproof.readers.place import Places
from catproof.syntax import tree
from catproof.syntax.parser import parse

THEORY = """
category Graphs { object V, E ; arrow s, t : V -> E }
task walk on Graphs {
  V = {a, b, c} ; E = {x, y, l}
  s { x |-> a ; y |-> b ; l |-> c }
  t { x |-> b ; y |-> c ; l |-> c }
}
poset P { low < mid < high ; low < side }
functor F : P -> chain(3) { low |-> 0 ; mid |-> 1 ; high |-> 2 ; side |-> 1 }
"""


def declarations(text: str = THEORY) -> Terms:
    """The terms of a theory."""
    parsed = parse(text, "t.cat")
    assert not parsed.diagnostics
    places = Places(Path())
    made = elaborate(parsed.theory, parsed.broken, text, "t.cat", Options(), lambda *_: (None, None), places)
    assert not made.diagnostics, made.diagnostics
    return Terms(made.scope, 100_000, data=Data(places))


def resolved(text: str, terms: Terms) -> Term:
    """The core term of a proposition."""
    parsed = parse(f"claim {text}", "t.cat")
    assert not parsed.diagnostics, parsed.diagnostics
    (statement,) = parsed.theory.items
    assert isinstance(statement, tree.Statement)
    return terms.resolver().proposition(statement.prop)
