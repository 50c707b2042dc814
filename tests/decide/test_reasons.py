"""Reasons that teach: what tells things apart, which part of a definition fails, and that a truth is vacuous."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import catproof
from catproof.decide.story import Step, Story
from catproof.faces import cli
from catproof.logic.terms import Term
from catproof.logic.truth import Environment

THEORY = """\
category Two { object V, E ; arrow s, t : V -> E }
task G on Two { V = {1, 2, 3} ; E = {a, b} ; s { a |-> 1 ; b |-> 2 } ; t { a |-> 2 ; b |-> 3 } }
task S on Two { V = {1} }
category Apart { object V, E }
monoid Z4 { generator r ; equation r^4 = id }
monoid V4 { generator p, q ; equation p^2 = id ; equation q^2 = id ; equation p . q = q . p }
monoid Left { generator e, z ; equation e . e = e ; equation z . z = z ; equation e . z = e ; equation z . e = z }
monoid Right { generator e, z ; equation e . e = e ; equation z . z = z ; equation e . z = z ; equation z . e = e }
monoid Nil { generator n ; equation n^3 = n^2 }
monoid Swap { generator w ; equation w^3 = w }
poset P { a < b ; c < d }
poset Q { a < b ; a < c ; point d }
poset R { x < y < z ; u < w }
poset U { x < z ; y < z ; u < z ; point w }
functor F : Two -> Two { V |-> V ; E |-> E ; s |-> t ; t |-> s }
functor I = identity(Two)
functor K : Z4 -> Z4 { * |-> * ; r |-> r }
functor L : Z4 -> Z4 { * |-> * ; r |-> r^3 }
transformation ys : yoneda(Two, V) -> yoneda(Two, E) { at V { id(V) |-> s } }
transformation yt : yoneda(Two, V) -> yoneda(Two, E) { at V { id(V) |-> t } }
model g : Two -> Two { V |-> yoneda(Two, V) ; E |-> yoneda(Two, E) ; s |-> ys ; t |-> yt }
model h : Two -> Two { V |-> yoneda(Two, V) ; E |-> yoneda(Two, E) ; s |-> yt ; t |-> ys }
define monic(arrow f : a -> b in X) := forall x in objects(X) :
    forall g, h in arrows(X, x, a) : f . g = f . h implies g = h
define lonely(object x in X) := forall y in objects(X) : forall f in arrows(X, x, y) : y = x in X
define nice(arrow f : a -> b in X) := monic(f) and lonely(b) and lonely(a)
define good(category X) := forall f in arrows(X) : nice(f)
define still(task T on X) := forall x in elements(T) : x != x
define vertices(task T on Two) := count(elements(T, V))
"""


def reason(tmp_path: Path, capfd: pytest.CaptureFixture[str], claim: str, command: str = "check") -> str:
    """What is said of a claim, by the command line."""
    path = tmp_path / "t.cat"
    path.write_text(THEORY + f"ask asked : {claim}\n", encoding="utf-8")
    arguments = [command, str(path), *(["asked"] if command == "explain" else [])]
    assert cli.main(arguments) == 0, capfd.readouterr()
    out, err = capfd.readouterr()
    assert err == ""
    return out if command == "explain" else out.splitlines()[2].strip()


UNNATURAL = "false: their values are isomorphic object by object, but not naturally: "

DIFFERENT = {
    "Z4 ~= V4": "false: the one has 1 arrow of order 2, the other 3",
    "Left ~= Right": "false: the one has 2 arrows f with 1 different composite f . g, the other none",
    "Nil ~= Swap": "false: the one has no arrows with f^3 = f and no less, the other 1",
    "P ~= Q": "false: the one has no connected components of 1 object, the other 1",
    "R ~= U": "false: the one has 9 arrows, the other 8",
    "Two ~= Apart": "false: the one has 4 arrows, the other 2",
    "F ~= I": UNNATURAL + "s goes to t and to s, and no isomorphisms at V and E turn one into the other",
    "K ~= L": UNNATURAL + "r goes to r and to r^3, and no isomorphism at * turns one into the other",
    "yoneda(Two) ~= via(F)": UNNATURAL + "s goes to s and to t, and no isomorphisms at V and E turn one into the other",
    "g ~= h": UNNATURAL + "no isomorphisms at V and E respect s",
    "g ~= g": "true: their values are isomorphic, naturally in the object",
    "V ~= E in Two": "false: there is no arrow E -> V",
}


@pytest.mark.parametrize("claim", DIFFERENT)
def test_a_false_isomorphism_names_what_tells_them_apart(
    claim: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert reason(tmp_path, capfd, claim) == DIFFERENT[claim]


TOLD = {
    "forall x in objects(Two) : x is terminal in Two implies x is initial in Two":
        "true: it holds for all 2 objects, vacuously: there is no x with x is terminal",
    "forall x in objects(Two) such that x is terminal in Two : x is initial in Two":
        "true: it holds for all 2 objects, vacuously: there is no x with x is terminal",
    "forall x in objects(Two) : forall h in arrows(Two, x, x) : h != id(x) implies h . h = id(x)":
        "true: it holds for all 2 objects, vacuously: there is no x, h with not h = id(x) in Two",
    "forall x in objects(Two) : forall h in arrows(Apart, V, E) : h is iso":
        "true: it holds for all 2 objects, vacuously: there is no x, h",
    "V is terminal in Two implies E is terminal in Two": "true: vacuously: there is no arrow E -> V",
    "still(empty(Two))": "true: there are no values of x: it holds of nothing",
    "forall n in transformations(G, S) : n is mono": "true: there are no transformations it could fail for",
    "nice(s)": "false: lonely(a) fails, y = E, f = s: y is E and x is V",
    "good(Two)": "false: f = id(V), nice(f) fails, lonely(b) fails, y = E, f = s: y is E and x is V",
    "V = E in Two": "false: V and E are different",
}  # fmt: skip


@pytest.mark.parametrize("claim", TOLD)
def test_vacuous_truths_and_failing_parts_are_said(
    claim: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert reason(tmp_path, capfd, claim) == TOLD[claim]


def test_what_holds_of_something_is_not_vacuous(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said = reason(tmp_path, capfd, "forall x in objects(P) : x = a in P implies x != b in P")
    assert said == "true: it holds for all 4 objects"


def test_parameters_of_definitions_are_not_taken_for_what_the_file_calls_so() -> None:
    text = "category C { object u }\ncategory P { object a, b ; arrow f, g : a -> b }\nrefute P is thin\n"
    (found,) = catproof.check_text(text).verdicts
    assert found.reason == "f = f: count(arrows(C, source(f), target(f))) is 2, where C = P"


def test_vacuous_sweeps_say_so_with_several_processes(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.cat"
    path.write_text(
        "claim forall C in categories(arrows <= 5) : count(arrows(C)) = 9 implies C ~= terminal()\n", encoding="utf-8"
    )
    assert cli.main(["check", str(path), "--jobs", "2"]) == 0
    assert "vacuously: there is no C with count(arrows(C)) = 9" in capfd.readouterr().out


def test_a_false_definition_is_unfolded_level_by_level(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    lines = reason(tmp_path, capfd, "good(Two)", "explain").splitlines()
    assert lines[3:12] == [
        "good(Two): false.",
        "By definition, good(Two) says: forall f in arrows(X) : nice(f), where X = Two",
        "Take f = id(V).",
        "nice(f) fails.",
        "By definition, nice(f) says: monic(f) and lonely(b) and lonely(a), where f = id(V)",
        "lonely(b) fails.",
        "By definition, lonely(b) says: forall y in objects(X) : forall f in arrows(X, x, y) : y = x in X, where x = V",
        "Take y = E.",
        "Take f = s.",
    ]


def test_counts_are_listed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said = reason(tmp_path, capfd, "count(arrows(chain(8))) = 36", "explain")
    assert "The arrows that are counted:\n  id(0)\n" in said and "\n  ... and 12 more\n" in said
    said = reason(tmp_path, capfd, "vertices(G) + 1 = 4", "explain")
    counted = "What count(elements(T, V)) counts:\n  1 at V\n  2 at V\n  3 at V\n"
    assert "By definition, vertices(G) is: count(elements(T, V))\n" + counted in said
    said = reason(tmp_path, capfd, "count(x in elements(G, E) such that x|s != x|t) = 2", "explain")
    assert "  x = a at E\n  x = b at E\nSo " in said


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("forall n in transformations(S, terminal(Two)) : n = n", "it holds for the only transformation"),
        ("exists n in transformations(S, terminal(Two)) : n is epi", "it fails for the only transformation"),
        ("exists unique x in elements(terminal(Two), V) : x != x", "it fails for the only value of x"),
        ("exists e in elements(terminal(Two), V) : e != e", "it fails for the only element"),
    ],
)
def test_of_one_value_nobody_says_all(claim: str, said: str) -> None:
    (verdict,) = catproof.check_text(f"{THEORY}ask {claim}\n").verdicts
    assert said in verdict.reason


def test_what_decides_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_for = []
    steps = Story.steps

    def noted(self: Story, term: Term, known: Environment) -> Iterator[Step]:
        looked_for.append(term)
        return steps(self, term, known)

    monkeypatch.setattr(Story, "steps", noted)
    (verdict,) = catproof.check_text(THEORY + "claim count(x in elements(G) such that x = x) = 5\n").verdicts
    assert verdict.reason and verdict.value == "true"
    assert len(looked_for) == 1, "the reason, the argument and the witness are one search, told three ways"
