"""Pretexts in theory files: names, use as categories, and what is said about mistakes."""

import pytest

import catproof
from catproof.core.category import Category
from catproof.diagnostic import InputError
from catproof.elaborate.loader import Loader
from catproof.logic.text import text_of
from catproof.options import Options


def only_category(text: str, limit: int = 100_000) -> Category:
    found = catproof.load(text, limit=limit)["R"]
    assert isinstance(found, Category)
    return found


def errors(text: str) -> list[tuple[str, str, str]]:
    """The stretch of text that each error underlines, its message and its hint."""
    with pytest.raises(InputError) as caught:
        catproof.load(text)
    lines = text.split("\n")
    found = []
    for d in caught.value.diagnostics:
        assert d.span.line == d.span.end_line
        found.append((lines[d.span.line - 1][d.span.column - 1 : d.span.end_column - 1], d.message, d.hint))
    return found


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("rotation { order 2 ; image cat ; image bar symmetry 2 }", ["cat@0", "cat@180", "bar@0"]),
        ('rotation { image "my cat", dog ; order 1 }', ["my cat@0", "dog@0"]),
        ('masked { text "the  cat" ; text " the dog" }', ["the cat", "the dog", "_ cat", "the _", "_ dog", "_ _"]),
        ('next_token { text "the cat" ; text "a" }', ["", "the", "the cat", "a"]),
        ("contrastive { pair x, y ; sample z, y ; pair y, y }", ["x", "y", "z"]),
        ("supervised { x : cat ; y : cat ; z : dog }", ["x", "y", "z", "cat", "dog"]),
        ("supervised { }", []),
        ("contrastive { }", []),
        ("masked { }", []),
        ("next_token { }", []),
    ],
)
def test_objects_are_named_by_the_data(text: str, objects: list[str]) -> None:
    made = only_category(f"pretext R = {text}")
    assert list(made.objects) == objects and made.name == "R"


def test_a_pretext_is_a_category_wherever_one_is_expected() -> None:
    report = catproof.check("""
pretext N = next_token { text "the cat" ; text "the dog" }
pretext Same = N
pretext Parts = full(N, {"the", "the cat"})
functor I = inclusion(full(N, {"the", "the cat"}))
category Op = opposite(Same)
task T on Parts { "the cat" = {y} }
claim I is an embedding
claim count(arrows(product(N, Parts))) = 27
claim "" is initial in Op
claim lan(I, T) ~= yoneda(N, "the cat")
claim count(arrows(slice(N, "the"))) = 5
claim ("the dog" -> "") = ("the" -> "") . ("the dog" -> "the") in N
""")
    assert report.ok, report


def test_arrows_of_rotations_have_names() -> None:
    report = catproof.check("""
pretext R = rotation { order 4 ; image bar symmetry 2 }
task T on R {
  "bar@0" = {1, 2} ; "bar@90" = {3, 4}
  "turn bar@0" { 3 |-> 1 ; 4 |-> 2 }
  "turn bar@90" { 1 |-> 4 ; 2 |-> 3 }
}
claim yoneda(R) solves T by prompt "bar@0"
claim ("turn bar@90" . "turn bar@0")^2 = id("bar@0") in R
refute "turn bar@90" . "turn bar@0" = id("bar@0") in R
""")
    assert report.ok, report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "pretext R = rotation { image cat }",
            [("R", "the order of the rotations is missing", "add `order 4` for quarter turns")],
        ),
        ("pretext R = rotation { order 4 }", [("R", "there is no image to turn", "add `image cat`")]),
        (
            "pretext R = rotation { order 4 ; image cat ; order 4 }",
            [("order 4", "the order is given twice, first on line 1", "")],
        ),
        (
            "pretext R = rotation { order 4 ; image cat, cat ; image cat symmetry 2 }",
            [("cat", "the image cat is given twice", "")] * 2,
        ),
        (
            "pretext R = rotation { order 4 ; image cat, dog symmetry 3 }",
            [
                (
                    "image cat, dog symmetry 3",
                    "the symmetry 3 does not divide the order 4",
                    "the symmetry can be 1, 2, 4",
                )
            ],
        ),
        (
            "pretext R = supervised {\n  x : cat\n  x : cat\n}",
            [("x", "x has a label already, from line 2", "")],
        ),
        (
            "pretext R = supervised { x : cat ; cat : animal }",
            [("cat", "cat is an input, given a label on line 1, and cannot be a label as well", "")],
        ),
        (
            "pretext R = supervised { x : x }",
            [("x", "x is an input, given a label on line 1, and cannot be a label as well", "")],
        ),
    ],
)
def test_mistakes_are_reported_where_they_are(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert errors(text) == expected


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ('pretext R = rotation { order 4 ; text "a cat" }', "text"),
        ("pretext R = masked { order 4 }", "order"),
        ("pretext R = contrastive { x : y }", "x"),
        ("pretext R = rotation { order 0 ; image cat }", "0"),
    ],
)
def test_items_of_other_pretexts_are_wrong(text: str, underlined: str) -> None:
    ((found, _, _),) = errors(text)
    assert found == underlined


def test_too_long_texts_are_unknown_and_say_which() -> None:
    text = " ".join(["word"] * 17)
    report = catproof.check(f"""
pretext M = masked {{ text "{text}" }}
claim count(objects(M)) = 131072
""")
    (verdict,) = report.verdicts
    assert verdict.value == "unknown"
    assert "2^17 maskings, more than the limit of 100000 arrows" in verdict.reason
    assert "--limit" in verdict.reason


def test_what_a_name_is_declared_to_be_is_a_term() -> None:
    """The table of a name that an expression gives, or a pretext, can be held against what it is said to be."""
    text = """
pretext M = masked { text "the cat sat" ; text "the dog sat" }
pretext R = rotation { order 4 ; image cat ; image bar symmetry 2 }
pretext K = contrastive { pair x1, x2 ; sample z }
poset P { a < b }
functor F : P -> chain(3) { a |-> 0 ; b |-> 2 }
task L = lan(F, yoneda(P, b))
task T on P { a = {1} }
category D = opposite(P)
"""
    names = Loader(Options()).text(text, "t.cat").scope.names
    meanings = {name: declared.meaning for name, declared in names.items()}
    assert meanings["P"] is meanings["F"] is meanings["T"] is None
    assert [text_of(meanings[name]) for name in ("L", "D")] == ["lan(F, yoneda(P, b))", "opposite(P)"]
    assert [meanings[name].operator for name in ("M", "R", "K")] == ["masked", "rotation", "contrastive"]
    assert [len(meanings[name].arguments) for name in ("M", "R", "K")] == [2, 3, 2]
    order, cat, bar = meanings["R"].arguments
    assert order.value == 4 and [cat.arguments[1].value, bar.arguments[1].value] == [1, 2]
