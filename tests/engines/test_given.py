"""What z3 decides from the definition, and of what the verdict says `direct`."""

from __future__ import annotations

import pytest

from catproof import check_text

DECLARED = """
category A { object a, b ; arrow f : a -> b }
group Z { generator r ; equation r^3 = id }
task T on A { a = {x, y} ; b = {u, v} ; f { u |-> x ; v |-> y } }
functor F : A -> A { a |-> a ; b |-> b ; f |-> f }
functor G : A -> A { a |-> a ; b |-> a ; f |-> id(a) }
"""


@pytest.mark.parametrize(
    ("claim", "engine"),
    [
        ("claim T is familial and not T is representable", "z3"),
        ("claim yoneda(A) solves yoneda(A, b) by prompt b", "z3"),
        ("claim T ~= sum(yoneda(A, b), yoneda(A, b))", "z3"),
        ("claim Z ~= opposite(Z)", "z3"),
        ("claim not A ~= Z", "z3"),
        ("claim F ~= compose(F, F) and not F ~= G", "z3"),
        ("claim F is left adjoint to F and not G is left adjoint to F", "z3"),
        ("claim F generalizes from {a, b}", "z3"),
        ("claim not F generalizes from {a} among functors", "z3"),
        ("claim rank(T) = 2", "z3"),
        ("claim F is dense and T is projective", "z3"),  # maps are counted: z3 lists them
        ("claim via(F) solves T by tuning", "z3"),
        ("claim via(F) ~= via(F)", "direct"),
        ("claim F preserves limits", "direct"),
        ("claim chain(20) ~= chain(20)", "direct"),
    ],
)
def test_which_engine_has_decided(claim: str, engine: str) -> None:
    (verdict,) = check_text(f"{DECLARED}{claim}\n", engine="z3").verdicts
    assert (verdict.ok, verdict.engine) == (True, engine)
