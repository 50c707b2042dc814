"""Claims about functors between categories with some hundred arrows: decided and certified in a second or two."""

from __future__ import annotations

import pytest
from patience import PATIENCE, effort

from catproof import check

THEORY = """
poset Tower { a < b < c < d < e < f < g < h }
poset Crown { x1 < y1 ; x1 < y2 ; x2 < y2 ; x2 < y3 ; x3 < y3 ; x3 < y4 ; x4 < y4 ; x4 < y1 }
poset Crowns { x1 < y1 ; x1 < y2 ; x2 < y2 ; x2 < y1 ; x3 < y3 ; x3 < y4 ; x4 < y4 ; x4 < y3 }
pretext Clique = contrastive { pair x1, x2 ; pair x2, x3 ; pair x3, x4 ; pair x4, x5 ; pair x5, x6 ; pair x6, x7 }
pretext Turns = rotation { order 4 ; image cat, dog }
pretext Masked = masked { text "the cat sat" ; text "the dog sat" }
group S4 { generator s, t ; equation s^2 = id ; equation t^4 = id ; equation (s . t)^3 = id }
group D4 { generator r, s ; equation r^4 = id ; equation s^2 = id ; equation s . r . s = r^3 }
group Q8 { generator i, j ; equation i^4 = id ; equation j^2 = i^2 ; equation j . i = i^3 . j }
category Grid = product(chain(5), chain(5))
category Cube = product(product(chain(2), chain(2)), product(chain(2), chain(2)))
category Points = discrete({p1, p2, p3, p4, p5, p6, p7, p8, p9})
"""

STATEMENTS = [
    "refute Crown ~= Crowns",
    "claim Crown ~= opposite(Crown) and Cube ~= opposite(Cube) and Grid ~= opposite(Grid)",
    "claim product(S4, S4) ~= opposite(product(S4, S4))",
    "refute product(D4, D4) ~= product(Q8, D4)",
    "claim count(functors(chain(7), chain(7))) = 1716",
    "claim count(functors(Cube, chain(2))) = 168",  # Dedekind's number for four variables
    "claim count(functors(S4, S4)) = 58",
    "claim exists F in functors(Crown, Crown) : F is full",
    "refute forall F in functors(Cube, Cube) : F is full",
    "claim identity(Tower) generalizes from {a, b, c}",
    "claim identity(Crown) generalizes from {x1, y1, x2}",
    "refute identity(Crown) generalizes from {x1, y1, x2} among faithful functors",
    "claim identity(Clique) generalizes from {x1} among functors",
    'claim identity(Turns) generalizes from {"cat@0", "dog@0"}',
    'refute identity(Turns) generalizes from {"cat@0"} among functors',
    'refute identity(Masked) generalizes from {"the cat sat", "the dog sat"}',
    "refute identity(Points) generalizes from {p1, p2, p3, p4, p5, p6, p7}",
    "claim identity(Points) generalizes from {p1, p2, p3, p4, p5, p6, p7, p8}",
    "refute identity(Grid) generalizes from {(0, 0)}",
    "claim identity(Grid) generalizes from {(0, 1), (1, 0)}",
    "claim identity(Grid) is left adjoint to identity(Grid)",
    "claim identity(Grid) generalizes and identity(S4) is dense",
    "claim forall F in functors(chain(3), Cube) : F is faithful",
]


def verdict(statement: str, engine: str) -> None:
    with effort(10):  # about one second
        report = check(THEORY + statement, engine=engine, timeout=PATIENCE)
    assert not report.errors
    (found,) = report.verdicts
    assert found.ok, found.reason


@pytest.mark.parametrize("statement", STATEMENTS)
def test_direct(statement: str) -> None:
    verdict(statement, "direct")


@pytest.mark.parametrize(
    "statement", [s for s in STATEMENTS if ("generalizes from" in s or "~=" in s) and "Grid" not in s]
)
def test_both(statement: str) -> None:
    verdict(statement, "both")


def test_the_unseen_object_is_named() -> None:
    (found,) = check(THEORY + "ask identity(Points) generalizes from {p1, p2, p3, p4, p5, p6, p7}").verdicts
    assert found.witness["unseen"] == "p8" and found.witness["G"]["p8"] == "p9"
    assert "it sends p8 to p9, F sends it to p8" in found.reason
    text = "group Z2 { generator r ; equation r^2 = id }\nask identity(Z2) generalizes from {} among functors"
    (found,) = check(text).verdicts
    assert found.witness["unseen"] == "*" and found.witness["arrows"] == {"r": "id"}
    assert "it sends r to id, F sends it to r" in found.reason


@pytest.mark.parametrize(
    "statement",
    [
        "ask forall C in categories(arrows <= 3) : forall F in functors(C, C) : F is faithful",
        "ask forall P in posets(points = 2) : forall F in functors(P, product(P, P)) : F is full",
        "find F in functors(chain(2), chain(3)) such that F has a right adjoint",
        "find F in functors(D4, Q8) such that not F is faithful and not F is full",
    ],
)
def test_the_functor_that_decides_can_be_pasted(statement: str) -> None:
    (found,) = check(THEORY + statement).verdicts
    again = check(found.witness["theory"] + "\n")
    assert not again.errors and [v.value for v in again.verdicts] == [found.value]


@pytest.mark.parametrize("form", ["full", "fully faithful", "essentially surjective", "an equivalence"])
def test_few_arrows_between_many_objects(form: str) -> None:
    """The cost grows with the arrows, not with the pairs of objects: of these there are nine million."""
    points = "; ".join(f"object a{i}" for i in range(3000))
    text = f"category Points {{ {points} }}\n"
    with effort(40):  # about two seconds
        report = check(f"{text}claim identity(Points) is {form}", timeout=PATIENCE)
    (found,) = report.verdicts
    assert found.ok, found.reason


@pytest.mark.parametrize("form", ["thin", "skeletal", "gaunt", "a groupoid", "connected"])
def test_few_arrows_between_many_objects_of_a_category(form: str) -> None:
    """Neither by the definition nor in the kernel are all pairs of objects looked at."""
    points = "; ".join(f"object a{i}" for i in range(3000))
    word = "refute" if form == "connected" else "claim"
    with effort(40):  # about two seconds
        report = check(f"category Points {{ {points} }}\n{word} Points is {form}", timeout=PATIENCE)
    (found,) = report.verdicts
    assert found.ok, found.reason
