"""What is wrong in a theory: all of it in one run, each with its line and what would be right."""

from __future__ import annotations

from typing import NamedTuple

import pytest

import catproof

C = "category C { object a, b, c ; arrow f : a -> b ; arrow g, h : b -> c ; equation g . f = h . f }\n"
"""Line 1 of most theories here."""


class Seen(NamedTuple):
    """An error: its line, its message and its hint."""

    line: int
    message: str
    hint: str


def errors(text: str) -> list[Seen]:
    return [Seen(e.span.line, e.message, e.hint) for e in catproof.check(text).errors]


def verdicts(text: str, **options: object) -> dict[str, str]:
    report = catproof.check(text, **options)  # type: ignore[arg-type]
    return {v.statement.name: v.value for v in report.verdicts}


# ---- each kind of mistake -------------------------------------------------------------------------------------

MISTAKES = {
    # what it is about: (text after line 1, line, part of the message, part of the hint)
    "an unknown object": ("claim x is terminal in C", 2, "x is not an object of C", "known here: a, b, c"),
    "a misspelt object": ("claim cc ~= a in C", 2, "cc is not an object of C", "did you mean c?"),
    "an unknown arrow": ("claim k is mono in C", 2, "k is not an arrow of C", "known here: f, g, h"),
    "an unknown category": ("claim a is terminal in D", 2, "D is not declared, and a category is expected", "C"),
    "an unknown task": ("ask T is representable", 2, "T is not declared, and a task is expected", "C"),
    "a use before the declaration": (
        "claim rank(T) = 1\ntask T on C { a = {1} }", 2, "T is not declared", "known here: C",
    ),
    "the wrong kind": ("claim C is representable", 2, "C is a category, and a task is expected here", ""),
    "a call of the wrong kind": (
        "claim opposite(C) is representable", 2, "`opposite(...)` is a category, and a task is expected", "",
    ),
    "an unknown call": ("task T = yonedo(C, a)", 2, "there is no `yonedo` that gives a task", "did you mean yoneda?"),
    "too few arguments": ("task T = yoneda(C)", 2, "`yoneda` takes 2 arguments, not 1", ""),
    "an unknown property": (
        "claim yoneda(C, a) is representabl", 2, "no property `representabl`", "did you mean representable?",
    ),
    "an object declared twice": ("category D { object a, b ; object b }", 2, "the object b is declared twice", ""),
    "an arrow declared twice": (
        "category D { object a ; arrow f : a -> a ; arrow f : a -> a }", 2, "the arrow f is declared twice", "",
    ),
    "a name declared twice": ("category C { object z }", 2, "C is declared twice, first on line 1", ""),
    "an arrow between what is no object": ("category D { object a ; arrow f : a -> q }", 2, "q is not an object", ""),
    "sides that are not parallel": (
        "category D { object a, b ; arrow f : a -> b ; arrow e : b -> b ; equation e . f = e }",
        2, "the sides are not parallel: e . f : a -> b, but e : b -> b", "",
    ),
    "what does not compose": ("claim f . f = f in C", 2, "f . f does not compose: f ends at b, f starts at a", "g . f"),
    "powers of what is no loop": ("claim f^2 = f in C", 2, "f cannot be repeated", ""),
    "arrows that are not parallel": ("claim f = g in C", 2, "f and g are not parallel arrows", ""),
    "an inverse that is none": ("monoid M { generator e ; equation e . e = e }\nclaim e^-1 = e in M", 3,
                                "e has no inverse in M", ""),
    "a bare identity of many": ("claim id is iso in C", 2, "the identity of which object is meant?", "write id(a)"),
    "the arrow of several": ("claim (b -> c) = g in C", 2, "b -> c could be any of 2 arrows: g, h", ""),
    "the arrow of none": ("claim (c -> a) = f in C", 2, "there is no arrow c -> a in C", ""),
    "the same object in several categories": (
        "category D { object a }\nclaim a is terminal", 3, "a lives in C, D", "add `in C`",
    ),
    "a cycle in a poset": ("poset P { a < b < c ; c < a }", 2, "is a cycle, and a poset has none", ""),
    "a loop in a poset": ("poset P { a < a }", 2, "a < a holds in no poset", ""),
    "a missing composite": (
        "table K { object * ; arrow x : * -> * }", 2, "the composite x . x is not given", "add `compose x . x = ...`",
    ),
    "a composite given twice": (
        "table K { object * ; arrow x : * -> * ; compose x . x = x ; compose x . x = id }",
        2, "is given two values", "",
    ),
    "elements given twice": ("task T on C { a = {1} ; a = {2} }", 2, "the elements at a are given twice", ""),
    "an element listed twice": ("task T on C { a = {1, 1} }", 2, "1 is listed twice", ""),
    "an unknown element": (
        "task T on C { a = {yes, no} ; b = {y} ; f { y |-> yess } }", 2, "yess is not an element at a", "mean yes?",
    ),
    "an unknown number": (
        "task T on C { a = {1, 2} ; b = {y} ; f { y |-> 3 } }", 2, "3 is not an element at a", "known here: 1, 2",
    ),
    "a value given twice": (
        "task T on C { a = {1} ; b = {x} ; f { x |-> 1 ; x |-> 1 } }", 2, "x is given two values", "",
    ),
    "a value not given": (
        "task R on C { a = {1, 2} ; b = {x} }",
        2, "the restriction along f : a -> b has no value at x", "f { x |-> ... }",
    ),
    "a value that cannot be": (
        "task S on C { b = {x} }", 2, "b has the element x, which f : a -> b must restrict to an element at a", "",
    ),
    "a broken equation": (
        "task T on C { a = {1, 2} ; b = {x, y} ; c = {z} ; f { x |-> 1 ; y |-> 2 } ; g { z |-> x } ; h { z |-> y } }",
        2, "it breaks g . f = h . f at the element z: along g . f it restricts to 1 (z |-> x |-> 1)", "",
    ),
    "a functor without a forced value": (
        "functor F : C -> C { a |-> a ; b |-> b ; c |-> c ; h |-> h }",
        2, "no value is given for the arrow g, and 2 arrows b -> c fit", "add `g |-> ...`",
    ),
    "a functor with an impossible value": (
        "functor F : C -> C { a |-> b ; b |-> a ; c |-> c }", 2, "the arrow f has no possible value", "",
    ),
    "a functor with a value that does not fit": (
        "functor F : C -> C { a |-> a ; b |-> b ; c |-> c ; f |-> g ; g |-> g ; h |-> h }",
        2, "f must go to an arrow a -> b, but g : b -> c", "",
    ),
    "what is no functor": (
        "category D { object a, b, c ; arrow f : a -> b ; arrow g, h : b -> c }\n"
        "functor F : C -> D { a |-> a ; b |-> b ; c |-> c ; g |-> g ; h |-> h }",
        3, "g . f = h . f in C, but the left side goes to g . f and the right side to h . f", "",
    ),
    "tasks on different categories": (
        "category D { object a }\ntask T = sum(yoneda(C, a), yoneda(D, a))",
        3, "the tasks live on different categories, C and D", "",
    ),
    "a task on another category than the model": (
        "category D { object a }\nclaim yoneda(C) solves yoneda(D, a) by prompt", 3, "the task lives on D", "",
    ),
    "a generator that restricts along what does not end there": (
        "task S = generated(C) { u at c ; u|f = u|f }",
        2, "f ends at b, but the element restricted along it is at c", "",
    ),
    "an unknown domain": ("claim forall x in objekts(C) : x ~= x", 2, "there is no domain `objekts`", "objects"),
    "a number that is none": ("claim rank(C) = 1", 2, "C is a category, and a task is expected", ""),
    "an order of arrows": ("claim f < f in C", 2, "`<` compares numbers", ""),
    "things of two kinds": ("claim C ~= yoneda(C, a)", 2, "`~=` compares things of one kind", ""),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_error_with_its_place_and_what_would_be_right(mistake):
    text, line, message, hint = MISTAKES[mistake]
    found = errors(C + text)
    assert len(found) == 1, found
    assert found[0].line == line
    assert message in found[0].message
    assert hint in found[0].hint
    assert catproof.check(C + text).exit_status == 2


# ---- several mistakes -----------------------------------------------------------------------------------------


def test_all_errors_of_a_file_are_reported_in_the_order_of_the_text():
    text = (
        "category C { object a, b ; arrow f : a -> b }\n"
        "functor F : C -> Missing { a |-> a }\n"
        "task T on C { a = {1} ; b = {1} }\n"
        "claim T is representable by z\n"
        "claim f . f = f in C\n"
        "category D { object a ; arrow u : a -> x ; arrow v : y -> a }\n"
    )
    assert [e.line for e in errors(text)] == [2, 4, 5, 6, 6]


def test_three_errors_in_one_run():
    text = (
        "# Exit 2, three errors in one run: lines 3, 5 and 6.\n"
        "category C { object a, b ; arrow f : a -> b }\n"
        "functor F : C -> Missing { a |-> a }\n"
        "task T on C { a = {1} ; b = {1} }\n"
        "claim T is representable by z\n"
        "claim f . f = f in C\n"
    )
    assert [e.line for e in errors(text)] == [3, 5, 6]


def test_a_table_that_does_not_associate_is_shown_with_both_sides():
    text = (
        "# Exit 2: line 3; (x . y) . x and x . (y . x) differ: x . x = y against x . y = x.\n"
        "# x.y = x, y.x = y, x.x = y, y.y = x\n"
        "table K {\n"
        "  object * ; arrow x, y : * -> *\n"
        "  compose x . y = x ; compose y . x = y ; compose x . x = y ; compose y . y = x\n"
        "}\n"
    )
    (error,) = errors(text)
    assert error.line == 3
    assert "(x . y) . x = x . x = y, but x . (y . x) = x . y = x" in error.message


def test_what_is_no_task_is_shown_with_its_orbit_and_the_rest_still_runs():
    text = (
        "monoid Z2 { generator r ; equation r^2 = id }\n"
        "task T on Z2 {\n"
        "  * = {0, 1, 2}\n"
        "  r { 0 |-> 1 ; 1 |-> 2 ; 2 |-> 0 }\n"
        "}\n"
        "claim T is representable\n"
        "claim fine : count(arrows(Z2)) = 2\n"
    )
    (error,) = errors(text)
    assert error.line in (2, 4)
    assert "r^2 = id" in error.message and "0 |-> 1 |-> 2" in error.message
    assert verdicts(text) == {"line 6": "skipped", "fine": "true"}


def test_statements_that_depend_on_an_error_are_skipped_without_an_error_of_their_own():
    text = C + (
        "task T on C { a = {1, 1} }\n"
        "task S = sum(T, yoneda(C, a))\n"
        "functor F : T -> C { }\n"
        "claim one : S is representable\n"
        "claim two : yoneda(C, a) is representable\n"
        "claim three : rank(T) = 1 or 1 = 1\n"
        "claim four : forall x in elements(S) : 1 = 1\n"
    )
    assert [e.line for e in errors(text)] == [2]
    assert verdicts(text) == {"one": "skipped", "two": "true", "three": "skipped", "four": "skipped"}


def test_an_error_in_the_body_of_a_quantifier_is_found_before_anything_is_decided():
    assert [e.line for e in errors(C + "claim forall x in objects(C) : x is terminall in C")] == [2]
    assert [e.line for e in errors(C + "claim exists x in objects(C) : yoneda(D, x) is representable")] == [2]
