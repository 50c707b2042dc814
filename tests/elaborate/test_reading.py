"""Statements are read once, as core terms: nothing is enumerated meanwhile, and nothing read again for an instance."""

from __future__ import annotations

from pathlib import Path

import pytest

import catproof
from catproof.decide.category_domain import Categories
from catproof.decide.proposition import Quantified
from catproof.decide.task_domain import Tasks
from catproof.elaborate.loader import Loader
from catproof.elaborate.resolve import Resolver
from catproof.elaborate.terms import Terms
from catproof.logic.text import text_of
from catproof.options import Options
from catproof.resources import folder
from catproof.syntax import tree
from catproof.syntax.parser import parse

HERE = Path(__file__).resolve().parents[1]
FILES = sorted([*folder("theories").glob("*.cat"), *HERE.glob("examples/*.cat")])

SWEEP = """claim forall C in categories(arrows <= 3) : forall T in tasks(C, size <= 2) :
  yoneda(C) solves T by prompt iff T is representable
"""


def test_nothing_is_enumerated_while_a_statement_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise AssertionError("enumerated")

    monkeypatch.setattr(Categories, "values", refuse)
    monkeypatch.setattr(Tasks, "values", refuse)
    (statement,) = Loader(Options()).text(SWEEP, "t.cat").statements
    assert isinstance(statement.prop, Quantified) and statement.said is not None


def test_nothing_is_resolved_again_for_an_instance(monkeypatch: pytest.MonkeyPatch) -> None:
    (statement,) = Loader(Options()).text(SWEEP, "t.cat").statements
    monkeypatch.setattr(Resolver, "term", None)
    monkeypatch.setattr(Resolver, "proposition", None)
    assert isinstance(statement.prop, Quantified)
    inner = [statement.prop.body(value) for value in statement.prop.domain.values()]
    assert len(inner) == 16


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("zz is terminal in X", "zz is not an object of X"),
        ("* is terminal in X", "* is not an object of X"),  # an instance may call its object so
        ("yoneda(X, *) is representable", "* is not an object of X"),
        ("zz = zz . zz in X", "zz is not an object or an arrow of X"),
        ("f is mono in X", "f is not an arrow of X"),
        ("forall T in tasks(X, size <= 2) : 1 = 1 in T", "1 is not an element of T"),
        ("forall x in objects(X) : size(quotient(constant(X, {1, 2})) { 1 ~ 2 at x }) = 1",
         "1 is not an element of constant(X, {1, 2})"),
        ("forall x in objects(X) : (1 at x) = (1 at x) in constant(X, {1, 2})",
         "1 is not an element at x of constant(X, {1, 2})"),
    ],
)  # fmt: skip
def test_what_varies_has_no_names(claim: str, message: str) -> None:
    """What the objects of an instance happen to be called the theory does not say, nor can a certificate say it."""
    for domain in ("categories(arrows <= 2)", "monoids(order = 2)"):
        for begin in (f"claim forall X in {domain} :", f"find X in {domain} such that"):
            report = catproof.check_text(f"{begin}\n  {claim}\n")
            (error,) = report.errors
            assert error.message == message and error.span.line == 2 and report.exit_status == 2
            assert error.hint.startswith(("X varies, and", "T varies, and", "constant(X, {1, 2}) varies, and"))


def test_a_part_of_what_is_declared_has_its_names() -> None:
    """`full(P, {y, b})` varies with y, but its objects are those of P; elements of `yoneda(G, y)` are arrows of G."""
    report = catproof.check_text("""category G { object V, E ; arrow s, t : V -> E }
poset P { a < b ; a < c }
claim forall y in objects(P) : y = b in P or b is terminal in full(P, {y, b}) iff y != c
claim forall y in objects(P) : y = a in P or y = b in P or a is terminal in opposite(full(P, {y, a, b}))
claim forall y in objects(G) : y = E in G implies s != t in yoneda(G, y) and not s = t in yoneda(G, y)
refute forall y in objects(G) : y = E in G implies s = t in yoneda(G, y)
""")
    assert report.ok, [*report.errors, *(v.reason for v in report.verdicts)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_terms_as_text_are_read_as_the_same_terms(path: Path) -> None:
    """All that the shipped theories say, written from the term and read again where the names are known."""
    loaded = Loader(Options()).file(str(path))
    for statement in loaded.statements:
        assert statement.said is not None
        text = text_of(statement.said.term)
        parsed = parse(f"claim {text}", "t.cat")
        assert not parsed.diagnostics, text
        (item,) = parsed.theory.items
        assert isinstance(item, tree.Statement)

        again = Terms(loaded.scope, 100_000).resolver().proposition(item.prop)
        assert again == statement.said.term, text


EVERYTHING = r"""
category C { object a, b ; arrow f, g : a -> b ; arrow e : b -> b ; equation e . e = e ; equation e . f = f }
poset P { x < y < z }
monoid M { generator m ; equation m^3 = m }
functor F : P -> P { x |-> x ; y |-> z ; z |-> z }
task T on C { a = {1, 2} ; b = {u} ; f { u |-> 1 } ; g { u |-> 2 } }
transformation n : T -> terminal(C) { }
model h = via(F)
"""

SENTENCES = (
    """
full(P, {x, z}) ~= chain(2) and discrete({p, q}) ~= coproduct(terminal(), terminal()) and not empty() ~= terminal()
slice(P, z) ~= coslice(P, x) and arrows(M) ~= comma(identity(M), identity(M)) and elements(T) ~= elements(T)
size(sum(product(T, T), power(T, T))) = rank(omega(C)) and image(n) ~= constant(C, {p, "q r"}) or empty(C) ~= T
restrict(F, lan(F, yoneda(P, x))) ~= ran(F, yoneda(P, x)) and quotient(T) { 1 ~ 2 at a } ~= terminal(C)
generated(C) { v at b ; w at a ; v|f = w ; v|e = v } ~= T or size(generated(C) { }) = 0
inclusion(full(P, {x})) is dense and projection(T) is faithful and opposite(F) ~= opposite(F) and F ~= compose(F, F)
F is left adjoint to F or F has a right adjoint and F generalizes from {x, z} among faithful functors
F generalizes from {x} or F generalizes from {} among functors or F generalizes
h solves yoneda(P, x) by tuning or h solves yoneda(P, x) by prompt z or h ~= yoneda(P) or h is ideal
m^2 . m = m in M and id(*) != m in M and (x -> z) = (y -> z) . (x -> y) in P
forall X in categories(arrows <= 2, objects = 1) : forall Y in posets(points = 2) : forall N in monoids(order <= 3) :
  X ~= Y or N ~= X
forall S in tasks(C, size < 3) : forall k in transformations(S, T) : k is mono or not k is epi
forall p in objects(opposite(P)) : p is terminal in P iff p is initial in full(P, {p, x}) or p ~= z in P
forall k in arrows(C, a, b) : k is mono in opposite(C) and size(quotient(yoneda(C, b)) { k ~ f at a }) <= 6
forall p in elements(T, a) : size(quotient(T) { p ~ 1 at a }) <= 3 and p = (1 at a) in T
""".strip()
    .replace("\n  ", " ")
    .splitlines()
)


@pytest.mark.parametrize("text", SENTENCES)
def test_each_operation_as_text(text: str) -> None:
    loaded = Loader(Options()).text(f"{EVERYTHING}ask {text}\n", "t.cat")
    assert loaded.diagnostics == []
    (statement,) = loaded.statements
    assert statement.said is not None
    written = text_of(statement.said.term)
    again = Loader(Options()).text(f"{EVERYTHING}ask {written}\n", "t.cat")
    (one,) = again.statements
    assert again.diagnostics == [] and one.said is not None and one.said.term == statement.said.term, written
