"""Statements are read once, as core terms: nothing is enumerated meanwhile, and nothing read again for an instance."""

from __future__ import annotations

from pathlib import Path

import pytest

import catproof
from catproof.claims.category_domain import Categories
from catproof.claims.proposition import Quantified
from catproof.claims.task_domain import Tasks
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
    assert isinstance(statement.prop, Quantified) and statement.term is not None


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
        ("zz is terminal in X", "zz is not an object of the category"),
        ("yoneda(X, zz) is representable", "zz is not an object of the category"),
        ("zz = zz . zz in X", "zz is not an arrow of the category"),
    ],
)
def test_what_only_an_instance_shows_is_an_error_at_its_place(claim: str, message: str) -> None:
    report = catproof.check(f"claim forall X in categories(arrows = 1) :\n  {claim}\n")
    (error,) = report.errors
    assert error.message == message and error.span.line == 2 and report.exit_status == 2


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_terms_as_text_are_read_as_the_same_terms(path: Path) -> None:
    """All that the shipped theories say, written from the term and read again where the names are known."""
    loaded = Loader(Options()).file(str(path))
    for statement in loaded.statements:
        assert statement.term is not None
        text = text_of(statement.term)
        parsed = parse(f"claim {text}", "t.cat")
        assert not parsed.diagnostics, text
        (item,) = parsed.theory.items
        assert isinstance(item, tree.Statement)

        again = Terms(loaded.scope, 100_000).resolver().proposition(item.prop)
        assert again == statement.term, text
