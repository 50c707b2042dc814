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
