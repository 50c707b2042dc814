"""Terms that may have no value: connectives go from left to right, and what is not reached is not refused."""

from __future__ import annotations

import pytest

import catproof

GIVEN = """\
poset P { a < b ; c < b }
functor D : discrete({l, r}) -> P { l |-> a ; r |-> c }
"""

REACHED = {
    "claim D has a colimit and limit(D) is terminal in P": "limit(D) has no value: the functor has no limit",
    "claim not (D has a colimit implies limit(D) is terminal in P)": "limit(D) has no value: the functor has no limit",
    "claim forall x, y in objects(P) : x = y in P or (x -> y) is mono": "there is no arrow a -> c in P",
    "claim (a -> b) is mono iff (a -> c) is mono": "there is no arrow a -> c in P",
}

SETTLED = """\
claim forall x, y in objects(P) : count(arrows(P, x, y)) = 1 implies (x -> y) is mono
claim forall x, y in objects(P) : count(arrows(P, x, y)) = 1 implies (x -> y) . id(x) = (x -> y) in P
claim D has a limit implies limit(D) is terminal in P
claim D has a colimit or limit(D) is terminal in P
refute D has a limit and limit(D) is terminal in P
claim forall F in functors(discrete({1, 2}), P) : F has a limit implies count(arrows(P, limit(F), F(1))) = 1
"""


@pytest.mark.parametrize("engine", ["direct", "z3", "both"])
def test_what_the_left_side_settles_is_not_reached(engine: str) -> None:
    report = catproof.check(GIVEN + SETTLED, engine=engine)
    assert report.errors == [] and [v.ok for v in report.verdicts] == [True] * 6


@pytest.mark.parametrize("statement", REACHED)
def test_what_is_reached_is_refused(statement: str) -> None:
    report = catproof.check(f"{GIVEN}{statement}\n")
    assert [error.message for error in report.errors] == [REACHED[statement]]
    assert report.errors[0].span.line == 3


NOWHERE_NAMED = {
    "forall f in arrows(P) : forall k in elements(S) : k|f = k|f": "f = id(a), k = 1 at b",
    "forall f in arrows(opposite(P)) : forall k in elements(R) : k|f = k|f": "f = id(a), k = 4 at b",
    "forall C in categories(arrows <= 2) : forall T in tasks(C, size <= 2) : forall f in arrows(C) : "
    "forall k in elements(T) : k|f = k|f": "f = id(b), k = 1 at a",
    "forall n in transformations(S, S) : forall f in arrows(P) : forall k in elements(S) : n(k)|f = n(k)|f": (
        "f = id(a), k = 1 at b"
    ),
}
"""Sentences whose last part names no category of the arrow that varies in it, and where it has no value."""


@pytest.mark.parametrize("engine", ["direct", "z3"])
@pytest.mark.parametrize("sentence", NOWHERE_NAMED)
def test_the_instance_is_shown_where_the_category_of_an_arrow_is_not_named(sentence: str, engine: str) -> None:
    given = GIVEN + "task S on P { b = {1} ; a = {2} ; c = {2} }\ntask R on opposite(P) { a = {3} ; b = {4} }\n"
    (error,) = catproof.check(f"{given}claim {sentence}\n", engine=engine).errors
    assert error.code == "E314" and f"has no value where {NOWHERE_NAMED[sentence]}:" in error.message
