"""Wrong texts: all that is wrong with one is said in one run, and costs no more than itself."""

from __future__ import annotations

import pytest
from theory_files import EXAMPLES

from catproof.syntax import tree
from catproof.syntax.parser import MOST_ERRORS, parse


def test_the_example() -> None:
    path = EXAMPLES / "bad" / "syntax.cat"
    parsed = parse(path.read_text(encoding="utf-8"), str(path))
    (diagnostic,) = parsed.diagnostics
    assert diagnostic.span == (3, 20, 3, 21)
    assert diagnostic.message == "a name is expected before `:`"
    assert list(parsed.broken) == ["D"]
    assert [item.name.text for item in parsed.theory.items if isinstance(item, tree.CategoryDecl)] == ["C"]


def test_all_errors_in_one_run() -> None:
    text = """
category C { object a ; arrow : a -> a }
claim fine : a = b
task T on C { a = {1 }
funktor F : C -> C { a |-> a }
claim a =
functr "G G" : C -> C { a |-> a }
claim a == b
pretext M = rotation { image cat symmetry 0 }
category D "one" = C "two"
claim last : c = d
"""
    parsed = parse(text, "t.cat")
    assert [diagnostic.span.line for diagnostic in parsed.diagnostics] == [2, 4, 5, 6, 7, 8, 9, 10]
    names = [item.name.text for item in parsed.theory.items if isinstance(item, tree.Statement) and item.name]
    assert names == ["fine", "last"]
    assert set(parsed.broken) == {"C", "T", "F", "G G", "M", "D"}
    assert parsed.broken["T"] == (4, 6, 4, 7)


def test_an_error_hides_nothing_behind_it() -> None:
    for broken in [
        "claim (a = b",
        "category C {",
        "task T on C { a = {1",
        'claim "a',
        "claim a and",
        "claim T is",
        "claim (((",
    ]:
        parsed = parse(f"claim first : a = b\n{broken}\ntask U on C {{ }}\nclaim last : a = b", "t.cat")
        assert len(parsed.diagnostics) == 1, broken
        assert len(parsed.theory.items) == 3, broken


def test_an_item_before_a_misspelt_one_is_kept() -> None:
    parsed = parse("claim F is full\nfunktor G : A -> B { }\nclaim G is full", "t.cat")
    assert [diagnostic.message for diagnostic in parsed.diagnostics] == ["unknown keyword `funktor`"]
    assert len(parsed.theory.items) == 2
    assert list(parsed.broken) == ["G"]


@pytest.mark.parametrize(
    ("item", "meant", "column"),
    [
        ("refuse T is representable", "refute", 1),
        ("clam T is representable by b", "claim", 1),
        ("clam forall x in objects(P) : x is terminal in P", "claim", 1),
        ("clam (a -> b) = (a -> b) in P", "claim", 1),
        ("clam not T is representable", "claim", 1),
        ("  clam T is representable", "claim", 3),
        ("fnd T in tasks(P, size <= 1) such that T is representable", "find", 1),
        ("claime x : T is representable", "claim", 1),
    ],
)
@pytest.mark.parametrize("before", ["", "claim P is full\n", "claim b is terminal in P\n", "task T on P { }\n"])
def test_a_misspelt_statement_costs_itself_alone(item: str, meant: str, column: int, before: str) -> None:
    text = f"{before}{item}\nclaim T is representable by a\nclaim x =\n"
    parsed = parse(text, "t.cat")
    line = before.count("\n") + 1
    first, second = parsed.diagnostics
    assert (first.span[:2], first.hint) == ((line, column), f"did you mean `{meant}`?")
    assert first.message.startswith("unknown keyword `")
    assert second.span.line == line + 2
    assert parsed.broken == {} and len(parsed.theory.items) == line


@pytest.mark.parametrize(
    ("item", "meant", "name"),
    [
        ("poste P { a < b }", "poset", "P"),
        ("catgeory C {\n  object a\n}", "category", "C"),
        ("taks T on P { a = {1} }", "task", "T"),
        ("presheef T on P { a = {1} }", "task", "T"),
        ("  poste P { a < b }", "poset", "P"),
        ("category D = chain(2)\n  funktor F : D -> D { }", "functor", "F"),
    ],
)
def test_a_misspelt_declaration_is_broken_and_nothing_else_is(item: str, meant: str, name: str) -> None:
    parsed = parse(f"claim a = b\n{item}\nclaim c = d", "t.cat")
    (diagnostic,) = parsed.diagnostics
    assert diagnostic.hint == f"did you mean `{meant}`?"
    assert list(parsed.broken) == [name]
    assert len([i for i in parsed.theory.items if isinstance(i, tree.Statement)]) == 2


def test_what_else_is_wrong_behind_a_misspelt_keyword_is_said_too() -> None:
    parsed = parse("catgeory C {\n  object a\n  arow f : a -> a\n}\nclam x : T is\nclaim a = b", "t.cat")
    assert [(d.span.line, d.text) for d in parsed.diagnostics] == [
        (1, "unknown keyword `catgeory` (did you mean `category`?)"),
        (3, "an item of a category cannot begin with `arow` (did you mean `arrow`?)"),
        (5, "unknown keyword `clam` (did you mean `claim`?)"),
        (5, "a property is expected after `is`"),
    ]
    assert list(parsed.broken) == ["C"] and len(parsed.theory.items) == 1


@pytest.mark.parametrize("stray", ["T", "3", '"a text"', "stray", "  stray"])
@pytest.mark.parametrize(
    ("item", "kind"),
    [("claim T is representable by b", "claim"), ("task U on P { a = {1} }", "task"), ("claim size(T) = 2", "claim")],
)
def test_a_stray_line_is_said_to_be_one(item: str, kind: str, stray: str) -> None:
    parsed = parse(f"\n{item}\n\n{stray}\nclaim c = d", "t.cat")
    (diagnostic,) = parsed.diagnostics
    assert diagnostic.span.line == 4
    assert diagnostic.message == f"a stray line: the {kind} of line 2 is complete before it"
    assert parsed.broken == {} and len(parsed.theory.items) == 2


@pytest.mark.parametrize("after", ["claim a = b", "task S on P { a = {1} }", "# the end\n\nclaim a = b"])
@pytest.mark.parametrize("words", ["hello world", 'hello "world"', "hello"])
def test_a_stray_line_of_several_words_is_said_to_be_one(words: str, after: str) -> None:
    """Its first words may be a misspelt keyword and a name, so that is said too; a later line does not count."""
    parsed = parse(f"claim size(T) = 2\n{words}\n{after}", "t.cat")
    (diagnostic,) = parsed.diagnostics
    assert diagnostic.span.line == 2 and "a stray line: the claim of line 1 is complete before it" in diagnostic.text
    assert ("unknown keyword `hello` (one of category, " in diagnostic.text) == (words != "hello")
    assert parsed.broken == {} and len(parsed.theory.items) == 2


def test_a_line_that_was_to_go_on_is_no_stray_line() -> None:
    parsed = parse("claim T is representable by b\n  adn T is full\nclaim c = d", "t.cat")
    (diagnostic,) = parsed.diagnostics
    assert diagnostic.text == "unexpected `adn` after a complete claim (did you mean `and`?)"
    assert len(parsed.theory.items) == 1


def test_two_items_that_run_into_each_other_are_both_reported() -> None:
    parsed = parse("claim T is\nfunctor : A -> B { }\nclaim x = y", "t.cat")
    assert [(diagnostic.span.line, diagnostic.message) for diagnostic in parsed.diagnostics] == [
        (1, "a property is expected after `is`"),
        (2, "a name is expected before `:`"),
    ]
    assert len(parsed.theory.items) == 1


def test_many_errors_are_cut() -> None:
    diagnostics = parse("claim a =\n" * 1000, "t.cat").diagnostics
    assert len(diagnostics) == MOST_ERRORS + 1
    assert diagnostics[-1].message == "900 more errors follow"
