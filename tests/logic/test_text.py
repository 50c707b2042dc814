"""Terms as text: read and resolved again they are the same terms, and `eval(repr(t)) == t`."""

from __future__ import annotations

import pytest
from elaborated import declarations, resolved

from catproof.elaborate.define import define, prelude
from catproof.elaborate.naming import Nothing
from catproof.logic import terms
from catproof.logic.signature import OPERATORS, PREDICATES, sort_of
from catproof.logic.terms import Apply, Binding, Call, Reference, within
from catproof.logic.text import text_of, text_of_definition
from catproof.syntax import tree
from catproof.syntax.parser import parse

NAMES = vars(terms)


@pytest.mark.parametrize("reference", prelude().definitions, ids=str)
def test_shipped_definitions(reference: Reference) -> None:
    definition = prelude().definitions[reference]
    text = text_of_definition(definition)
    (item,) = parse(text, "").theory.items
    assert isinstance(item, tree.Define)
    assert define(item, Nothing(), prelude(), shipped=True) == definition
    assert eval(repr(definition), NAMES) == definition
    assert definition.documentation and definition.source


SENTENCES = """
x|t = y|s in walk and (x at E)|s = (a at V) in walk
exists unique e in elements(walk, E) : e|s = e|t
exists unique e, d in elements(walk, E) such that e|s = d|t : not e = d in walk
count(e in elements(walk, E) such that e|t = c) - 1 = 2 * (3 - 1) - 3
forall v, w in elements(walk, V) such that v != w : not exists e in elements(walk, E) : e|s = v and e|t = w
F(mid) = F(side) in chain(3) and F(high) = 2 in chain(3)
forall f in arrows(P) : F(f) is mono in chain(3) implies F(f . id(low)) = F(f) in chain(3) or f is iso
forall p, q in objects(P) : F(p) = F(q) in chain(3) iff p = q in P
forall f in arrows(P) : source(f) = low in P implies (low -> high) = (low -> high) in P
exists n in transformations(walk, walk) : n(x at E) = (x at E) in walk and n is mono
exists G in functors(P, chain(3)) : G is essentially surjective and not G is faithful or G is full
forall p in objects(P) : forall f in arrows(P, p, high) : yoneda(P, p) is representable by p
forall p in objects(P) : yoneda(P, p) ~= yoneda(P, p) and size(yoneda(P, p)) > 0
forall n, m in transformations(walk, walk) : (n . m)(x at E) = n(m(x at E)) in walk and id(walk)(x at E) = x in walk
s^1 = s in Graphs and size(sum(walk, walk)) = 2 * size(walk)
yoneda(Graphs) solves walk by prompt V or yoneda(Graphs) solves walk by prompt or walk is representable by V
(forall p in objects(P) : p ~= p) and F is an embedding and F has a left adjoint
""".strip().splitlines()


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences(text: str) -> None:
    scope = declarations()
    term = resolved(text, scope)
    shown = text_of(term)
    assert resolved(shown, scope) == term, shown
    assert text_of(resolved(shown, scope)) == shown
    assert eval(repr(term), NAMES) == term


def test_shadowed_variables_are_told_apart() -> None:
    """The sort of f mentions the outer a; the inner one has another name."""
    scope = declarations()
    text = "forall a in objects(P) : forall f in arrows(P, a, a) : exists a in objects(P) : source(f) = a in P"
    term = resolved(text, scope)
    assert [v.name for one in within(term) if isinstance(one, Binding) for v in one.variables] == ["a", "f", "a'"]
    assert resolved(text_of(term), scope) == term


def test_the_table_says_what_terms_are() -> None:
    """Each operation takes as many arguments as its form and its kinds say, and predicates are written definitions."""
    for operator in OPERATORS.values():
        assert operator.documentation
        mentioned = [k for k in range(9) if f"{{{k}}}" in operator.form]
        assert all(k < len(operator.takes) for k in mentioned)
    for predicate in PREDICATES:
        assert Reference(predicate.word, predicate.kinds, True) in prelude().definitions
    for definition in prelude().definitions.values():
        for one in within(definition.body):
            if isinstance(one, Apply):
                kinds = tuple(kind(argument) for argument in one.arguments)
                assert kinds == OPERATORS[one.operator].takes, one
            if isinstance(one, Call):
                called = prelude().definitions[one.definition]
                assert [kind(a) for a in one.arguments] == [p.sort.kind for p in called.parameters]


def kind(term: terms.Term) -> str:
    if isinstance(term, Call):
        return prelude().kind(prelude().definitions[term.definition])
    return sort_of(term).kind
