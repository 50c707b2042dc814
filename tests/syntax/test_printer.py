from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from syntax.random_trees import example_files, propositions, terms, theories
from theory_files import BAD, GOOD

from catproof.diagnostic import InputError
from catproof.syntax import formatter, tree
from catproof.syntax.formatter import format_theory
from catproof.syntax.parser import Parsed, parse
from catproof.syntax.printer import one_line, print_name, print_prop, print_term


def formatted(text: str) -> str:
    """The text in canonical form, having checked that nothing is lost and nothing changes a second time."""
    parsed = parse(text, "t.cat")
    assert parsed.diagnostics == []
    result = format_theory(parsed, text)
    again = parse(result, "t.cat")
    assert again.diagnostics == []
    assert again.theory == parsed.theory
    assert [comment.text for comment in again.comments] == [comment.text for comment in parsed.comments]
    assert format_theory(again, result) == result
    return result


def proposition(text: str) -> tree.Prop:
    parsed = parse(f"claim {text}", "t.cat")
    assert parsed.diagnostics == []
    (statement,) = parsed.theory.items
    assert isinstance(statement, tree.Statement)
    return statement.prop


@pytest.mark.parametrize("path", example_files())
def test_examples_keep_their_tree_and_comments(path: Path) -> None:
    formatted(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [p for p in (*GOOD, *BAD) if p.name != "syntax.cat"], ids=lambda p: p.name)
def test_examples_are_almost_in_canonical_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    # The one difference is a pair of quotes that is not needed.
    assert formatted(text) == text.replace('yoneda(N, "the")', "yoneda(N, the)")


@given(theories)
@settings(max_examples=200, deadline=None)
def test_random_theories_survive_printing(theory: tree.Theory) -> None:
    lines = formatter._format(Parsed(theory, (), [], {}), "", aligned=False)
    parsed = parse(lines, "t.cat")
    assert parsed.diagnostics == []
    assert parsed.theory == theory
    formatted(lines)


@given(propositions)
@settings(max_examples=200, deadline=None)
def test_random_propositions_survive_printing(prop: tree.Prop) -> None:
    assert proposition(print_prop(prop)) == prop


@given(terms)
@settings(max_examples=200, deadline=None)
def test_random_terms_survive_printing(term: tree.Term) -> None:
    prop = proposition(f"{print_term(term)} = x")
    assert isinstance(prop, tree.Comparison)
    assert prop.left == term


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("P is full and (Q is full or R is full)", "P is full and (Q is full or R is full)"),
        ("(P is full and Q is full) or R is full", "P is full and Q is full or R is full"),
        ("P is full implies (Q is full implies R is full)", "P is full implies Q is full implies R is full"),
        ("(P is full implies Q is full) implies R is full", "(P is full implies Q is full) implies R is full"),
        ("P is full iff (Q is full iff R is full)", "P is full iff (Q is full iff R is full)"),
        ("not (P is full and Q is full)", "not (P is full and Q is full)"),
        ("(not P is full) and Q is full", "not P is full and Q is full"),
        ("P is full and (forall x in D : x is iso)", "P is full and forall x in D : x is iso"),
        ("(forall x in D : x is iso) and P is full", "(forall x in D : x is iso) and P is full"),
        ("not (exists x in D : x is iso) or P is full", "not (exists x in D : x is iso) or P is full"),
        ("((∀ x ∈ D : ¬ x = x ∧ x ≠ y))", "forall x in D : not x = x and x != y"),
        ("F is fully faithful", "F is fully faithful"),
        ("F is embedding", "F is an embedding"),
        ("F is an full embedding", "F is a full embedding"),
        ("F has left adjoint", "F has a left adjoint"),
        ("F is a left adjoint to G", "F is left adjoint to G"),
        ('T is representable by "a" in C', "T is representable by a in C"),
        ("F generalizes from { a,b } among faithful functors", "F generalizes from {a, b} among faithful functors"),
        ("f ∘ g = h in C", "f . g = h in C"),
        ("f >> g >> h = k", "f >> g >> h = k"),
        ("f . (g . h) = (f . g) . h", "f . (g . h) = f . g . h"),
        ("(f >> g) . h = k", "(f >> g) . h = k"),
        ("u|f|g = u|g . f", "u|f|g = u|(g . f)"),
        ("u|(v|f) = x", "u|(v|f) = x"),
        ("(f . g)^2 = (f^2)^3", "(f . g)^2 = (f^2)^3"),
        ("rank(T) = 1 or size(T) ≤ 4", "rank(T) = 1 or size(T) <= 4"),
        ("(a → b) = id", "(a -> b) = id"),
        ("count(tasks(C, size<=4)) = 10", "count(tasks(C, size <= 4)) = 10"),
        ("quotient(T) { 1 ~ 2 at a\n 2 ~ 3 at b } ~= T", "quotient(T) { 1 ~ 2 at a ; 2 ~ 3 at b } ~= T"),
        ('"id" = id', '"id" = id'),
        ("generated(C) { } ≅ T", "generated(C) { } ~= T"),
    ],
)
def test_propositions(text: str, printed: str) -> None:
    prop = proposition(text)
    assert print_prop(prop) == printed
    assert proposition(printed) == prop


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("dog", "dog"),
        ("f'", "f'"),
        ("*", "*"),
        ("object", "object"),
        ("", '""'),
        ("the cat", '"the cat"'),
        ("cat@90", '"cat@90"'),
        ("2x", '"2x"'),
        ("in", '"in"'),
        ("table", '"table"'),
        ("presheaf", '"presheaf"'),
        ("é", '"é"'),
        ('say "x"', r'"say \"x\""'),
        ("a\\b", r'"a\\b"'),
    ],
)
def test_names_are_quoted_where_needed(name: str, printed: str) -> None:
    assert print_name(name) == printed
    assert proposition(f"{printed} = x") == tree.Comparison(tree.Name(name), "=", tree.Name("x"))


FORMATTED = [
    ("", ""),
    ("\n\n# only a comment\n\n\n", "# only a comment\n"),
    ("claim   a=b", "claim a = b\n"),
    ("claim a = b claim c = d", "claim a = b\nclaim c = d\n"),
    ("claim a = b\n\n\n\nclaim c = d\n", "claim a = b\n\nclaim c = d\n"),
    ("claim a = b # why\n", "claim a = b  # why\n"),
    ("claim a = b      # why\n", "claim a = b      # why\n"),
    ("claim a = # inside\n  b # after\n", "# inside\nclaim a = b  # after\n"),
    ("presheaf T on C{}", "task T on C { }\n"),
    ("category C{object a,b;arrow f:a->b}", "category C { object a, b ; arrow f : a -> b }\n"),
    (
        "category C {\n\n object a;object b\n\n\n arrow f : a->b;\n\n}",
        "category C {\n  object a ; object b\n\n  arrow f : a -> b\n}\n",
    ),
    (
        "category C { # head\n object a # tail\n # own\n\n # last\n}",
        "category C {  # head\n  object a  # tail\n  # own\n\n  # last\n}\n",
    ),
    ("poset P { a < b\n# own\n}", "poset P {\n  a < b\n  # own\n}\n"),
    ('category C "the arrow" { object a }', 'category C "the arrow" { object a }\n'),
    ('task Y "early" = yoneda(C, a)', 'task Y = yoneda(C, a) "early"\n'),
    ('functor F "early" : B -> C { x |-> a }', 'functor F : B -> C "early" { x |-> a }\n'),
    ('pretext M = masked "doc" { text cat }', 'pretext M = masked "doc" { text "cat" }\n'),
    (
        "task T on C {\n a = {1}\n f {\n 1 |-> 2 # why\n }\n}",
        "task T on C {\n  a = {1}\n  f {\n    1 |-> 2  # why\n  }\n}\n",
    ),
    ("task T = generated(C) { u at b\n v at b }", "task T = generated(C) {\n  u at b\n  v at b\n}\n"),
    ("find n:x in D,y in E such\nthat x = y", "find n : x in D, y in E such that x = y\n"),
    ('import   "other.cat"', 'import "other.cat"\n'),
    # Columns that are lined up stay lined up, other gaps do not.
    ("claim  a = b\nrefute c = d\n", "claim  a = b\nrefute c = d\n"),
    ("claim  a = b\n\nrefute c = d\n", "claim a = b\n\nrefute c = d\n"),
    ("poset P  { a < b }\nposet Qq { a < b }\n", "poset P  { a < b }\nposet Qq { a < b }\n"),
    ("claim  a  = b\nrefute c = d\n", "claim  a = b\nrefute c = d\n"),
]


@pytest.mark.parametrize(("text", "result"), FORMATTED)
def test_formatting(text: str, result: str) -> None:
    assert formatted(text) == result


def test_long_lines_are_broken_at_the_best_places() -> None:
    text = (
        "claim long : forall C in categories(arrows <= 3) : forall T in tasks(C, size <= 3) : "
        "yoneda(C) solves T by prompt iff T is representable\n"
    )
    assert formatted(text) == (
        "claim long : forall C in categories(arrows <= 3) : forall T in tasks(C, size <= 3) :\n"
        "    yoneda(C) solves T by prompt iff T is representable\n"
    )
    both = " and ".join(f"(rank(task_number_{i}) = 1 or size(task_number_{i}) = 1)" for i in range(3))
    assert formatted(f"claim {both}\n").count("\n    and (") == 2
    wide = "{" + ", ".join(f"element_{i}" for i in range(20)) + "}"
    assert all(len(line) <= 100 for line in formatted(f"task T on C {{ a = {wide} ; b = {wide} }}").splitlines())


def test_a_text_with_errors_is_not_formatted() -> None:
    text = "claim a = b\nclaim c ="
    with pytest.raises(InputError):
        format_theory(parse(text, "t.cat"), text)


def test_long_composites_are_printed_without_recursion() -> None:
    prop = proposition(" . ".join(["f"] * 1000) + " = u" + "|f" * 900)
    assert print_prop(prop).startswith("f . f . f")
    assert one_line(["a", 1, "b"]) == "a b"
