"""What kind of thing a name means: `in C` says it, a variable does, and a name that may be two things is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

import catproof

THEORY = """
category C { object a, b, S, T ; arrow n : a -> b ; arrow m : a -> a ; equation m . m = id(a) }
category Idem { object * ; arrow n : * -> * ; equation n . n = n }
poset P { a < b < c }
task S on C { a = {1, 2} ; m { 1 |-> 1 ; 2 |-> 2 } }
task T on C { a = {x} }
task U on C { a = {y} }
transformation n : S -> T { }
transformation p : T -> U { }
functor F : P -> P { a |-> a ; b |-> b ; c |-> c }
category D = full(P, {a, b})
category E = full(D, {b})
functor I = inclusion(D)
"""

TRUE = [
    "n is mono in C and n is epi in C and not n is iso in C and not n is split mono in C",
    "not n is mono in Idem and not n is split epi in Idem",
    "n is mono in opposite(C) and n is epi in opposite(C)",
    "n = n . m^2 in C and n . n = n in Idem and n != n . m in C",
    "S ~= S in C and not S ~= T in C and S ~= S in opposite(C)",
    "not S is terminal in C and not T is initial in C",
    "p is mono and p is iso and T ~= U and not U ~= S",
    "m is split mono and m is iso",
    "p is split mono and forall q in transformations(S, T) : q is split epi iff q is epi",
    # variables
    "forall n in transformations(S, T) : n is epi and not n is mono",
    "forall n in transformations(S, T) : n is mono in C",
    "forall a in transformations(S, T) : not a is terminal in C",
    "forall f in arrows(C) : f is mono in C iff f is epi in opposite(C)",
    "forall f in arrows(P, a, c) : forall g in arrows(P, a, c) : f = g in P and f = g in opposite(P)",
    "forall f in arrows(Idem) : forall g in arrows(Idem) : f . g = g . f in Idem iff g . f = f . g in opposite(Idem)",
    "forall x in objects(E) : x ~= x in P and x ~= b in opposite(P) and not x is initial in D and x is terminal in D",
    "forall x in objects(D) : x is initial in full(P, {c, x}) and x is initial in full(full(P, {x, c}), {x})",
    "forall x in objects(P) : x is terminal in opposite(P) iff x is initial in P",
    "forall x in objects(opposite(P)) : x is terminal in opposite(P) iff x is initial in P",
    "exists x in objects(P) : exists f in arrows(opposite(P), c, a) : f is mono in P and x is initial in P",
    "forall X in categories(arrows <= 3) : forall f in arrows(X) : f is iso in X iff f is iso in opposite(X)",
    # inclusions
    "I is fully faithful and inclusion(E) is full and compose(I, inclusion(E)) ~= compose(I, inclusion(E))",
    "compose(I, inclusion(E)) is full and inclusion(full(full(P, {a, b}), {b})) is full",
    "forall x in objects(P) : inclusion(full(P, {x})) is full and inclusion(full(full(P, {x}), {x})) is full",
    "forall X in categories(arrows <= 3) : forall x in objects(X) : inclusion(full(X, {x})) is fully faithful",
]

WRONG = {
    "n is mono": "n may be two things here: the transformation, or the arrow of C, Idem",
    "n is iso": "write `is iso in C`",
    "S ~= T": "S and T may be two things here: tasks, or objects of C",
    "S ~= S": "S may be two things here: a task, or an object of C",
    "n is split mono": "n may be two things here: the transformation, or the arrow of C, Idem",
    "p is mono in C": "p is a transformation: without `in` that is what is meant",
    "U ~= T in C": "U is a task: without `in` that is what is meant",
    "S is terminal in P": "S is not an object of P",
    "a is initial": "a lives in C, P, D",
    "T is representable in C": "`is representable` takes no `in`",
    "forall x in objects(P) : x is terminal in C": "x is an object of P, not of C",
    "forall n in arrows(Idem) : n is mono in C": "n is an arrow of Idem, not of C",
    "F generalizes among functors": "`from` is missing",
    "F generalizes among faithful functors": "write `generalizes from {a, b} among faithful functors`",
    "inclusion(P) is full": "P is not part of another category",
}


@pytest.mark.parametrize("engine", ["direct", "z3"])
def test_what_is_meant(engine: str) -> None:
    report = catproof.check(THEORY + "\n".join(f"claim {text}" for text in TRUE), engine=engine)
    assert not report.errors
    assert [v.statement.text for v in report.verdicts if not v.ok] == []


@pytest.mark.parametrize("text", WRONG)
def test_what_cannot_be_meant(text: str) -> None:
    report = catproof.check(f"{THEORY}claim {text}\n")
    [error] = report.errors
    assert WRONG[text] in error.text


def test_an_in_is_no_fault_where_nothing_is_said_without_it() -> None:
    [error] = catproof.check(THEORY + "claim forall G in functors(P, P) : G is terminal in P\n").errors
    assert error.message == "G is a functor, and an object is expected here" and "without `in`" not in error.hint


def test_a_broken_transformation_is_no_arrow() -> None:
    text = "category C { object a, b ; arrow n : a -> b }\ntransformation n : X -> X { }\nclaim n is mono\n"
    report = catproof.check(text + "claim n is mono in C\n")
    assert [v.value for v in report.verdicts] == ["skipped", "true"] and len(report.errors) == 1


def test_an_imported_subcategory_has_its_inclusion(tmp_path: Path) -> None:
    (tmp_path / "base.cat").write_text("poset C { a < b < c }\ncategory D = full(C, {a, b})\n", encoding="utf-8")
    text = 'import "base.cat"\ncategory E = D\nfunctor I = inclusion(E)\nclaim I is full and I is faithful\n'
    (tmp_path / "main.cat").write_text(text, encoding="utf-8")
    assert catproof.check(tmp_path / "main.cat").ok


def test_id_in_quotes_is_a_name() -> None:
    text = 'category C { object a ; arrow "id" : a -> a ; equation "id" . "id" = "id" }\n'
    text += 'claim "id" != id(a) in C and id . "id" = "id" in C and id != "id" in C and not "id" is iso in C'
    assert catproof.check(text + "\n").ok


def test_a_name_like_an_expression_is_not_the_expression() -> None:
    text = """
category C { object a, b, c ; arrow f : a -> b ; arrow g : b -> c ; arrow "g . f", "(g . f)" : a -> c }
category D { object a ; arrow s, "s^-1", "s^2" : a -> a
  equation s^3 = id(a) ; equation "s^-1" . "s^-1" = id(a) ; equation "s^2" = id(a) ; equation s . "s^-1" = "s^-1" . s }
monoid M { generator s, "s^-1" ; equation s^2 = s ; equation "s^-1" = s }
task T on D { a = {1, 2} ; s { 1 |-> 1 ; 2 |-> 2 } ; "s^-1" { 1 |-> 2 ; 2 |-> 1 } ; "s^2" { 1 |-> 1 ; 2 |-> 2 } }
category Chain { object a, b, c ; arrow f : a -> b ; arrow g : b -> c }
category Ends = full(Chain, {a, c})
claim g . f != "g . f" in C and g . f != "(g . f)" in C and "g . f" != "(g . f)" in C
claim s^2 = s^-1 in D and s^2 != "s^2" in D and s^-1 != "s^-1" in D and "s^2" = id(a) in D
claim count(arrows(M)) = 2 and "s^-1" . s != id in M
claim g . f = "(g . f)" in Ends and count(arrows(Ends)) = 3
"""
    report = catproof.check(text)
    assert report.ok, (report.errors, [v.reason for v in report.verdicts])
    wrong = 'category D { object a ; arrow s, "s^-1" : a -> a ; equation s = id(a) ; equation "s^-1"^2 = id(a) }\n'
    for more in ("task T on D { a = {1, 2} ; s { 1 |-> 1 ; 2 |-> 2 } }", "functor F : D -> D { a |-> a ; s |-> s }"):
        [error] = catproof.check(f"{wrong}{more}\n").errors
        assert '"s^-1"' in error.text


def test_inverses_of_generators_in_quotes() -> None:
    text = 'group G { generator "my g", t ; equation "my g"^2 = "my g"^-1 ; equation t = "my g"^-2 }\n'
    text += 'claim count(arrows(G)) = 3 and "my g"^-1 . "my g" = id in G and t = "my g" in G\n'
    text += "claim forall T in tasks(G, size = 3) : rank(T) = 1 iff T ~= yoneda(G, *)\n"
    assert catproof.check(text).ok


FUNCTORS = """
category Par { object a, b ; arrow f, g : a -> b }
poset Q { x < y }
functor K : Par -> Par { a |-> a ; b |-> b ; f |-> g ; g |-> f }
category FC = functors(Par, Par)
"""


@pytest.mark.parametrize("engine", ["direct", "z3", "both"])
def test_functors_that_vary_are_objects_of_the_category_of_functors(engine: str) -> None:
    """And natural transformations its arrows; numbers and names are those of the declared ones."""
    said = {
        "forall F in functors(Par, Par) : count(arrows(functors(Par, Par), F, F)) >= 1": "true",
        "forall F in functors(Par, Par) : F = K implies F ~= K in FC": "true",
        "exists unique F in functors(Q, Q) : F is terminal in functors(Q, Q)": "true",
        "forall F in functors(Par, Par) : F is terminal in FC": "false",
        "forall F, G in functors(Par, Par) : F ~= G iff F ~= G in FC": "true",
        "forall F, G in functors(Par, Par) : count(arrows(FC, F, G)) = count(transformations(F, G))": "true",
        "forall F, G in functors(Q, Q) : forall n in transformations(F, G) : n is mono in functors(Q, Q)": "true",
        "forall F, G in functors(Par, Par) : forall n in transformations(F, G) : n is iso in FC": "false",
        "forall F, G in functors(Par, Par) : forall n in transformations(F, G) : source(n) = F in FC": "true",
        "forall C in categories(arrows <= 2) : forall F in functors(C, C) : F ~= F in functors(C, C)": "true",
        "forall C in categories(arrows <= 2) : forall F in functors(C, C) : forall n in transformations(F, F) :"
        " n is epi in functors(C, C) iff n is mono in functors(C, C)": "true",
    }
    report = catproof.check(FUNCTORS + "".join(f"ask {text}\n" for text in said), engine=engine)
    assert not report.errors
    assert [v.value for v in report.verdicts] == list(said.values())


def test_a_functor_is_no_object_of_another_category_of_functors() -> None:
    for text in ("F is terminal in functors(Par, Q)", "F is terminal in Par"):
        [error] = catproof.check(FUNCTORS + f"claim forall F in functors(Par, Par) : {text}\n").errors
        assert error.message.startswith("F is a functor, and an object is expected here")


def test_exactly_one_object_of_an_opposite_category() -> None:
    """Objects and arrows in another category that keeps their names are known within `exists unique` and counts."""
    said = (
        "exists unique a in objects(opposite(Q)) : a is initial in Q",
        "exists unique a in objects(full(Q, {x})) : a is initial in Q",
        "not exists unique f in arrows(opposite(Par)) : f is iso in Par",
        "exists unique f in arrows(opposite(Q)) : f is iso in Q and source(f) = x in opposite(Q)",
        "count(a in objects(opposite(Q)) such that a is initial in Q) + 1 = 2",
    )
    for engine in ("direct", "both"):
        report = catproof.check(FUNCTORS + "".join(f"claim {text}\n" for text in said), engine=engine)
        assert report.ok, [v.reason for v in report.verdicts]


def test_definitions_speak_of_other_categories_that_keep_names() -> None:
    defined = """
define last(object a in C) := a is initial in opposite(C)
define coiso(arrow f : a -> b in C) := f is iso in opposite(C)
define "the end"(functor F : B -> C) := F is terminal in functors(B, C)
"""
    said = (
        "last(y in Q) and not last(x in Q)",
        "forall C in categories(arrows <= 3) : forall a in objects(C) : last(a) iff a is terminal in C",
        "forall C in categories(arrows <= 2) : forall f in arrows(C) : coiso(f) iff f is iso in C",
    )
    for engine in ("direct", "z3"):
        text = FUNCTORS + defined.replace('define "the end"', "# define") + "".join(f"claim {each}\n" for each in said)
        report = catproof.check(text, engine=engine)
        assert report.ok, [v.reason for v in report.verdicts]
    [error] = catproof.check(FUNCTORS + defined).errors
    assert error.message == "there is no `functors` of something that varies that gives a category"
