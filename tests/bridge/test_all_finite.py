"""Sweeps as theorems about all finite categories, orders, tasks and functors, not about their tables only."""

from __future__ import annotations

import re
from pathlib import Path

from bridge.batch import accepted, rejections
from bridge.coq import coqc, written

THEORY = """
poset A { a < b }
category Twice { object x, y ; arrow f : x -> y ; arrow g : y -> x ; equation g . f = id ; equation f . g = id }
functor Low : A -> A { a |-> a ; b |-> a }
task t on A { a = {1} ; b = {} }
claim prompts : forall C in categories(arrows <= 2) : forall T in tasks(C, size <= 1) :
    yoneda(C) solves T by prompt iff T is representable
claim prompted : forall C in categories(arrows <= 1) : forall T in tasks(C, size <= 1) : forall p in objects(C) :
    yoneda(C) solves T by prompt p iff T is representable by p
claim vias : forall B in categories(arrows <= 1) : forall F in functors(B, B) : forall T in tasks(B, size <= 1) :
    forall p in objects(B) : via(F) solves T by prompt p implies T ~= restrict(F, yoneda(B, F(p)))
claim ideals : forall B in categories(arrows <= 2) : forall F in functors(B, B) :
    yoneda(B) is ideal and (via(F) is ideal iff F is full and F is faithful)
claim functors : forall B in categories(arrows <= 2) : forall F in functors(B, B) :
    F ~= identity(B) implies F is essentially surjective and compose(F, F) ~= F
claim values : forall F in functors(A, A) : forall f in arrows(A) : forall g in arrows(A, a, b) :
    F(f) = F(g) in A implies Low(f) = Low(g) in A or F(a) = F(b) in A
claim arrows : forall C in categories(arrows <= 2) :
    count(f in arrows(C) such that f is iso) <= count(arrows(C)) and count(arrows(C)) - count(objects(C)) < 2
refute ends : forall C in categories(arrows <= 2) : exists unique f in arrows(C) : not f is iso
claim composites : forall C in categories(arrows <= 2) : forall a in objects(C) : forall f, g in arrows(C, a, a) :
    f . g = g . f in C and f . id(a) = f in C
claim elements : forall T in tasks(A, size <= 2) : forall x in elements(T, b) :
    count(y in elements(T, a) such that y = x|(a -> b) in T) = 1 and (size(T) > 1 or rank(T) = 1)
find one : T in tasks(A, size <= 2) such that T ~= t and T is familial
claim loops : forall P in posets(points <= 2) : forall f in arrows(P) : f is iso implies f = id(source(f)) in P
claim orders : forall P in posets(points <= 2) : forall Q in posets(points <= 1) : forall F in functors(P, Q) :
    forall T in tasks(Q, size <= 1) : T is familial and restrict(F, T) ~= restrict(F, T)
claim given : forall T in tasks(A, size <= 1) : forall f in arrows(A, a, a) :
    T ~= t implies (1 at a)|f = (1 at a) in t
claim kinds : count(posets(points = 2)) = 2 and count(categories(arrows = 2)) = 3
claim tasks : count(tasks(Twice, size = 2)) = 1
claim kan : forall F in functors(A, A) : forall T in tasks(A, size <= 1) :
    restrict(F, counit(F, T)) . unit(F, restrict(F, T)) = id(restrict(F, T))
claim extended : forall C in categories(arrows <= 1) : forall F in functors(C, C) : forall T in tasks(C, size <= 1) :
    lan(F, T) ~= T and ran(F, T) ~= T
claim maps : forall C in categories(arrows <= 1) : forall S in tasks(C, size <= 1) : forall T in tasks(C, size <= 1) :
    count(transformations(product(S, T), S)) = count(transformations(S, power(S, T))) and
    forall n in transformations(S, T) : forall x in elements(S) : n(x) = n(x) in T
claim seen : forall B in categories(arrows <= 1) : forall F in functors(B, B) : F generalizes from {}
claim parts : forall C in categories(arrows <= 2) : forall a in objects(C) : inclusion(full(C, {a})) is fully faithful
claim adjoint : forall C in categories(arrows <= 2) : forall F in functors(C, C) : forall G in functors(C, C) :
    F is left adjoint to G and F ~= identity(C) implies G ~= identity(C)
claim natural : forall F in functors(A, A) : forall n in transformations(F, F) : forall a in objects(A) :
    n(a) = id(F(a)) in A
claim numbers : count(functors(A, A)) = 3 and count(functors(A, Twice)) = 4
claim counted : count(F in functors(A, A) such that F(a) = a in A) = 2
claim single : exists unique F in functors(A, A) : F is full and F is faithful
claim varied : forall C in categories(arrows <= 2) : count(functors(C, A)) >= count(objects(C))
claim ones : forall C in categories(arrows <= 1) : exists unique F in functors(C, C) : F is full
claim sieves : forall C in categories(arrows <= 2) : size(omega(C)) >= 2 * count(objects(C))
claim sieved : forall C in categories(arrows <= 1) : forall T in tasks(C, size <= 1) :
    T ~= omega(C) implies count(objects(C)) = 0
claim coned : forall D in functors(A, A) : forall p in objects(A) : cones(D) is representable by p implies D(a) = p in A
claim cone : forall C in categories(arrows <= 1) : forall D in functors(A, C) : cones(D) ~= yoneda(C, D(a))
claim limits : forall D in functors(A, A) : limit(D) = D(a) in A and colimit(D) = D(b) in A
claim keeps : forall F in functors(A, A) : (F preserves limits iff F(b) = b in A) and
    (F preserves colimits iff F(a) = a in A)
claim reflects : forall F in functors(A, A) : F is full and F is faithful implies
    F reflects limits and F reflects colimits
claim turns : forall C in categories(arrows <= 2) : forall F in functors(C, C) : opposite(F) is full iff F is full
"""

TURNED = """
Definition pair_data : category_data := {| generators := ["0"]; into := [["0 1; 0 0"]] |}.
Lemma pair_ok : check_category (table_of pair_data) = true. Proof. computed. Qed.
Definition Turned : FiniteCategories 0 2 0 2.
Proof.
  refine (Build_FiniteCategories 0 2 0 2 (opposite (category _ pair_ok)) _ _ _); vm_compute; split; discriminate.
Defined.
Definition applied (T : FiniteTasks Turned 0 1) : solves (yoneda_model (opposite (category _ pair_ok))) T <-> _ :=
  prompts_printed Turned T.
"""
"""A category that is no table, made here of one that the theory does not know."""


def test_sweeps_are_about_all_that_is_finite(tmp_path: Path) -> None:
    texts = {one.statement.name: one.text for one in written(THEORY, tmp_path)}
    for text in texts.values():
        said = text[text.index("\nTheorem ") :]
        assert re.search(r": (?:FiniteCategories|FinitePosets|FiniteTasks|Functor) ", said), said
        assert re.search(r"Proof\. of_all \w+_of_tables\. Qed\.", said), said
    texts["applied"] = texts["prompts"].replace("\nPrint Assumptions", f"{TURNED}\nPrint Assumptions")
    assert accepted(coqc(), list(texts.values())) == [""] * len(texts)


def test_what_is_said_of_all_is_what_is_said_of_tables(tmp_path: Path) -> None:
    """No other sentence follows."""
    texts = {one.statement.name: one.text for one in written(THEORY, tmp_path)}
    mutants = []
    for name, old, new in (
        ("extended", "ran_task F T", "lan_task F T"),
        ("seen", "GeneralizesFrom FullyFaithful F", "GeneralizesFrom Faithful F"),
        ("parts", "inclusion_of [a]", "identity_functor (full_on [a])"),
        ("adjoint", "LeftAdjoint F G", "LeftAdjoint G F"),
        ("numbers", "(k = 3)%Z", "(k = 2)%Z"),
        ("counted", "(F a) = a", "(F b) = b"),
        ("single", "(Full F) /\\ (Faithful F)", "(Full F) \\/ (Faithful F)"),
        ("varied", "count C", "count (Arrow C)"),
        ("sieved", "omega_task C", "task_terminal C"),
        ("cone", "yoneda (D a)", "yoneda (D b)"),
        ("limits", "Colimit D l", "Limit D l"),
        ("keeps", "PreservesLimits F", "ReflectsLimits F"),
        ("reflects", "ReflectsColimits F", "PreservesColimits F"),
        ("turns", "Full (opposite_functor F)", "Faithful (opposite_functor F)"),
    ):
        before, theorem, said = texts[name].partition("\nTheorem ")
        assert old in said
        mutants.append(f"{before}{theorem}{said.replace(old, new, 1)}")
    assert all(rejections(coqc(), mutants))


def test_what_is_not_known_to_be_kept_is_about_tables(tmp_path: Path) -> None:
    """Which of several isomorphic objects is the limit depends on their order; in a category that stays, it stays."""
    theory = """poset A { a < b }
claim varies : forall C in categories(arrows <= 1) : forall D in functors(A, C) :
    exists p in objects(C) : limit(D) = p in C
claim stays : forall D in functors(A, A) : exists p in objects(A) : limit(D) = p in A
"""
    note = "It is about labelled tables: that what it says is kept by isomorphism is not proved."
    varies, stays = written(theory, tmp_path)
    assert note in varies.text and ": Categories 0 1 0 1" in varies.text and "FiniteCategories" not in varies.text
    assert note not in stays.text and ": Functor A A" in stays.text
