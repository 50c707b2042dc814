"""Quick fixes: for each place that asks "did you mean", the word that is put there leaves no error."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import catproof
from catproof.core.characters import lines_of
from catproof.faces.editor.fixes import Fix, fixes

C = "category C { object a, b ; arrow first, second : a -> b }\n"
T = C + "task T on C { a = {yes, no} ; b = {maybe} ; first { maybe |-> yes } ; second { maybe |-> no } }\n"
G = "enriched G in metric { near <-> far : 1 }\n"

MISSPELT = [
    # ---- syntax
    ("posett P { a < b }", "posett", "poset"),
    ("category D { objct a }", "objct", "object"),
    ("pretext R = rotatoin { order 4 ; image cat }", "rotatoin", "rotation"),
    (C + "claim count(objects(C)) = 2 adn 1 = 1", "adn", "and"),
    (T + "task S = quotent(T) { yes ~ no at a }", "quotent", "quotient"),
    ("category D { objects a ; arrow f : a -> a ; equation f . f = f }", "objects", "object"),
    # ---- names
    ("poset P { low < high }\nclaim (loww -> high) is mono in P", "loww", "low"),
    (C + "claim firs = firs in C", "firs", "first"),
    (T + "claim TT is representable", "TT", "T"),
    (C + "claim forall thing in tasks(C, size <= 1) : size(thng) <= 1", "thng", "thing"),
    (C + "task S = yonedo(C,\n  a)", "yonedo", "yoneda"),
    (C + "category D = oposite(C)", "oposite", "opposite"),
    (C + "claim forall x in objekts(C) : x ~= x", "objekts", "objects"),
    (T + "claim T is representabl", "representabl", "representable"),
    (C + "claim C has prodcts", "prodcts", "products"),
    (C + "claim C has a terminl object", "terminl object", "terminal object"),
    (C + "claim first is splt mono in C", "splt mono", "split mono"),
    ("define narrow(object a in C) := a is initial in C\n" + C + "claim narow(a in C)", "narow", "narrow"),
    # ---- values
    (C + "functor F : C -> C { a |-> a ; b |-> b ; frst |-> first ; second |-> second }", "frst", "first"),
    (C + "functor F : C -> C { a |-> a ; b |-> b ; first |-> frst ; second |-> second }", "frst", "first"),
    (T.replace("|-> yes", "|-> yess"), "yess", "yes"),
    (T.replace("{ maybe |-> yes", "{ mayb |-> yes"), "mayb", "maybe"),
    (T + "task S = quotient(T) { ye ~ no at a }", "ye", "yes"),
    (T + "claim exists x in elements(T, a) : x = (yess at a) in T", "yess", "yes"),
    (C + "task S = generated(C) { unit at b ; unt|first = unit|second }", "unt", "unit"),
    (T + "transformation n : T -> T { at a { yes |-> yess ; no |-> no } ; at b { maybe |-> maybe } }", "yess", "yes"),
    ('poset P { "the cat" < "the dog" }\nclaim "the ct" is initial in P', '"the ct"', '"the cat"'),
    # ---- scores
    ("enriched H in metrc { near <-> far : 1 }", "metrc", "metric"),
    (G + "task S on G { near : 0 ; farr : 1 }", "farr", "far"),
    (G + "claim G(near, farr) = 1", "farr", "far"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new"), MISSPELT)
def test_what_is_put_there_leaves_no_error(text: str, old: str, new: str) -> None:
    errors = catproof.check_text(text + "\n").errors
    assert errors
    error = errors[0]
    found = [fix for fix in fixes(lines_of(text), error.span, error.text, error.hint) if fix.new == new]
    assert [fix.old for fix in found] == [old], (error, found)
    for one in errors:  # the same word may be wrong several times
        for fix in fixes(lines_of(text), one.span, one.text, one.hint)[:1]:
            text = put(text, fix) if fix.old in text else text
    while errors := catproof.check_text(text + "\n").errors:
        (fix, *_) = fixes(lines_of(text), errors[0].span, errors[0].text, errors[0].hint)
        text = put(text, fix)
    assert re.search(rf"(?<![\w\"]){re.escape(old)}(?![\w\"])", text) is None


def put(text: str, fix: Fix) -> str:
    lines = lines_of(text)
    line = lines[fix.span.line - 1]
    assert line[fix.span.column - 1 : fix.span.end_column - 1] == fix.old
    lines[fix.span.line - 1] = line[: fix.span.column - 1] + fix.new + line[fix.span.end_column - 1 :]
    return "\n".join(lines)


def test_what_is_misspelt_in_a_file_is_not_put_right_in_the_theory(tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_text("label,object\npet,dogg\n", encoding="utf-8")
    text = 'poset P { dog < animal }\ntasks read("labels.csv", label, object) on P\n'
    (tmp_path / "t.cat").write_text(text, encoding="utf-8")
    (error,) = catproof.check_file(tmp_path / "t.cat").errors
    assert "did you mean dog?" in error.hint
    assert fixes(lines_of(text), error.span, error.text, error.hint) == []


def test_several_words_may_be_meant() -> None:
    (error,) = catproof.check_text("poset P { cart < card }\nclaim carx is initial in P\n").errors
    lines = ["", "claim carx is initial in P"]
    assert {fix.new for fix in fixes(lines, error.span, error.text, error.hint)} == {"cart", "card"}
    assert fixes(lines, error.span, error.text, "known here: cart, card") == []
