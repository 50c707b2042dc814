"""Statements that Coq reads from the text of the theory: which they are, what it reads, and texts that were changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from bridge.batch import accepted, rejections
from bridge.coq import coqc, exported, written
from bridge.coq_trees import Outside, item
from bridge.test_coq_library import compiled
from bridge.test_examples import FOLDERS, files
from large import usual_or_large
from theory_files import PEERS, TEXTBOOK

from catproof.bridge.coq_items import stretch
from catproof.bridge.coq_text import quoted
from catproof.core.characters import lines_of
from catproof.syntax.parser import parse

LIST = Path(__file__).with_name("read_by_coq.txt")
"""The statements whose theorem is about the text, by file; running this file, with `PYTHONPATH=tests`, writes it."""

DEAREST = 20.0
"""Seconds of processor time that a file of which statements are read may take."""

READ = "\n  Said.sentence_of "


def listed() -> str:
    """What `LIST` should say: the statements that are read, and how many there are."""
    lines, of = [], 0
    for name in FOLDERS:
        for file in files(name):
            done = [one for one in exported(file) if one.status == "written"]
            of += len(done)
            names = [one.statement.name for one in done if READ in one.text]
            if names:
                lines.append(f"{name}/{file.relative_to(FOLDERS[name])}")
                lines += [f"  {each}" for each in names]
    count = sum(line.startswith("  ") for line in lines)
    return "".join(f"{line}\n" for line in [f"{count} of {of} exported statements", *lines])


@pytest.mark.sizes("says where factors are few enough that Coq reads the text")
def test_the_statements_that_are_read_are_those_that_are_listed() -> None:
    """None falls back to the printer unseen. That Coq accepts each is tested with all others, in `test_examples.py`."""
    assert listed() == LIST.read_text(encoding="utf-8")


def test_coq_reads_what_catproof_reads(tmp_path: Path) -> None:
    """Item by item, the syntax tree of all theories is the same; and what is not of the core is not read."""
    lines = ["From Catproof Require Import Catproof.", "Import Syntax.", "Open Scope N_scope."]
    same = "vm_cast_no_check (eq_refl (A := option (list item))"
    core = others = 0
    for path in (*files("theories"), *files("examples"), *TEXTBOOK, *PEERS):
        text = path.read_text(encoding="utf-8")
        source = lines_of(text)
        for each in parse(text, path.name).theory.items:
            said = stretch(source, each.span)
            try:
                tree, core = f"Some [{item(each, said.split()[0])}]", core + 1
            except Outside:
                tree, others = "None", others + 1
            lines.append(f"Goal read {quoted(said)} = {tree}. Proof. {same} ({tree})). Qed.")
    status, output, _ = compiled("\n".join(lines), tmp_path)
    assert status == 0, output
    assert core > 400 and others > 100


THEORY = """
category C {
  object a, b
  arrow f : a -> b
  arrow e : b -> b    # idempotent
  equation e . e = e
}
monoid Z3 { generator r ; equation r^3 = id }
group V4 { generator p, q ; equation p^2 = id ; equation q^2 = id ; equation (p . q)^2 = id }
poset P { low < mid < high ; low < side }
task T on C { a = {1, 2} ; b = {u, v} ; f { u |-> 1 ; v |-> 1 } ; e { u |-> u ; v |-> u } }
task turn on Z3 { * = {0, 1, 2} ; r { 0 |-> 1 ; 1 |-> 2 ; 2 |-> 0 } }
task pairs on V4 { * = {x, y} ; p { x |-> y ; y |-> x } ; q { x |-> x ; y |-> y } }
task below on P { low = {y} ; mid = {y} }
functor F : P -> C {
  low |-> a ; mid |-> b ; high |-> b ; side |-> b
  (low -> mid) |-> f ; (mid -> high) |-> id ; (low -> side) |-> f
}
functor Two : chain(2) -> discrete({one, two}) { 0 |-> one ; 1 |-> one }
model ideal = yoneda(C)
claim represented : below is representable by mid
claim ranks : rank(T) = 2 and size(T) = 4
refute not_both : rank(turn) = 2 or not turn is representable
claim group_action : rank(pairs) = 1 and not pairs is representable
claim prompts : ideal solves yoneda(C, a) by prompt a
claim all_prompts : forall X in objects(C) : yoneda(C) solves yoneda(C, X) by prompt X
claim same : e . f = e . e . f in C implies e . e = e in C
claim functors : F is faithful iff not F is fully faithful
claim constant : Two is faithful and not Two is full
claim tuned : yoneda(C) solves yoneda(C, b) by tuning
claim several : exists X in objects(P) : below ~= yoneda(P, X)
claim commute : forall g, h in arrows(Z3) : g . h = h . g in Z3
claim kept : exists unique x in elements(T, b) such that x|e = x in T : not x|e|e = x|f in T or x = x in T
claim thin : P is thin and not C is thin
claim ends : not P has a terminal object and low is initial in P
claim few : forall S in tasks(P, size <= 2) : rank(S) <= 2
claim mapped : forall G in functors(P, P) such that G is full : exists X in objects(P) : G(X) = X in P
claim small : forall D in categories(arrows <= 2) : forall S in tasks(D, size <= 1) : rank(S) = 1 implies size(S) = 1
define meets(functor G : B -> D, object X in B, object Y in B) "their values are equal" := G(X) = G(Y) in D
claim met : meets(F, mid, high) and not meets(F, low, high)
pretext Turns = rotation { order 2 ; image cat ; image bar symmetry 2 }
pretext Quarters = rotation { order 16 ; image cat }
functor Same : P -> P { low |-> low ; mid |-> mid ; high |-> high ; side |-> side }
claim turned : count(objects(Turns)) = 3 and count(arrows(Turns)) = 6
claim around : "cat@22.5" ~= "cat@270" in Quarters
claim seen : Same generalizes from {low, mid, high, side} and not Same generalizes from {low} among functors
claim classes : count(categories(arrows = 1)) = 1 and count(tasks(chain(1), size <= 2)) = 3
claim of_variables : forall g, h in arrows(Z3) : g . h = h . g
claim deep : forall X, Y in objects(P) : forall f in arrows(P, X, Y) : forall g in arrows(P, Y, Y) : g . f = f in P
model lazy = via(F)
claim along : via(F) solves yoneda(P, low) by prompt low and not via(F) solves below by prompt
claim tuned_along : via(F) solves terminal(P) by tuning and not via(F) solves below by tuning and not via(F) is ideal
claim lazily : exists X in objects(P) : lazy solves yoneda(P, low) by prompt X and not lazy solves below by prompt X
claim joined : P is connected and terminal(P) is connected
claim deeply : forall X, Y, Z in objects(P) : forall f in arrows(P, X, Y) : forall g in arrows(P, Y, Z) :
    F(g . f) = F(g) . F(f) in C
define all_iso(category C) "every arrow is invertible" := forall f in arrows(C) : f is iso in C
claim groupoids : all_iso(Z3) and not all_iso(P)
claim ends_of : forall f in arrows(P) : count(arrows(P, source(f), target(f))) = 1 and
    (source(f) = target(f) in P implies f = id(source(f)) in P)
claim named_alike : forall F in functors(chain(2), chain(2)) : F is full implies F is faithful
claim unplaced : f is mono and not e is mono and r is iso
claim counted : count(arrows(C)) = 5 and count(arrows(C, a, b)) = 2 and count(elements(T, a)) < count(objects(P))
"""

CHANGES = {
    "represented": """
        by mid => by low; by mid => by nobody; claim => refute; mid < high => high < mid;
        mid = {y} => mid = { }; low = {y} => high = {y}; low < side => low < side < mid;
        is rep => is not rep; below on P => above on P; poset P => poset Q; low < side => low;
        poset P => monoid P""",
    "ranks": """
        rank(T) = 2 => rank(T) = 1; = 4 => = 3; size(T) => size(yoneda(C, a));
        object a, b => object a, b, c; arrow f : a -> b => arrow f : b -> a; equation e . e = e => ;
        e . e = e => e . e = id; {1, 2} => {1, 2, 3}; v |-> 1 => v |-> 2;
        v |-> u => v |-> v; f { u |-> 1 => f { u |-> 2; rank(T) => rank(S); claim => claim x : claim;
        on C => on D; b = {u, v} => b = {u}""",
    "not_both": """
        or not => and not; or not => or; refute => claim; 2 |-> 0 => 2 |-> 2; r^3 => r^2;
        r^3 = id => r^3 = r""",
    "group_action": """
        p^2 = id => p^2 = p; (p . q)^2 => (p . q)^3; x |-> y => x |-> x; and not => and; and not => or not""",
    "prompts": """
        prompt a => prompt b; yoneda(C, a) => yoneda(C, b); = yoneda(C) => = via(C);
        ideal solves => best solves; prompt a => tuning; prompt a => prompt""",
    "all_prompts": """
        forall X => exists X; prompt X => prompt a; yoneda(C, X) => yoneda(C, Y);
        in objects(C) => in objects(D); forall => not forall""",
    "same": """
        e . e = e in C => e = id in C; e . f = => f . e =; implies => and; implies => iff; implies => or;
        equation e . e = e => equation e . f = f""",
    "functors": """
        iff not => iff; F is faithful => F is full; low |-> a => low |-> b;
        (low -> mid) |-> f => (low -> mid) |-> e . f; (mid -> high) |-> id => (mid -> high) |-> e;
        fully faithful => full; functor F : P -> C => functor F : C -> P""",
    "constant": """
        not Two => Two; 1 |-> one => 1 |-> two; chain(2) -> => chain(3) ->; {one, two} => {one};
        {one, two} => {two, one}; is faithful => is full""",
    "tuned": """
        claim => refute; yoneda(C, b) => yoneda(C, a); yoneda(C) => yoneda(P); by tuning => by prompt""",
    "several": """
        exists X => forall X; below ~= => yoneda(P, high) ~=; yoneda(P, X) => yoneda(P, high)""",
    "commute": """
        h . g in Z3 => h . g . g in Z3; arrows(Z3) => objects(Z3); forall g, h => forall g; g . h = => g . k =;
        r^3 = id => r^3 = r""",
    "kept": """
        exists unique => exists; such that x|e => such that x|f; x|e = x in T : => x = x in T :; (T, b) => (T, a);
        x|f => x|e; exists unique => forall""",
    "thin": """
        <= 1 => >= 1; not C is => C is; P is thin => P is thick; forall f => exists f;
        source(f), target(f) => target(f), source(f); define thin(category C) => define thin(category D)""",
    "ends": """
        is initial in P => is initial in C; low is => mid is; (C, a, x)) = 1 => (C, a, x)) = 0; not P => P;
        exists a => forall a; and low => or low""",
    "few": """
        <= 2) => <= 3); size <= 2 => size = 2; rank(S) <= 2 => rank(S) <= 1; tasks(P => tasks(C;
        forall S => exists S""",
    "mapped": """
        such that G is full => such that G is faithful; G(X) = X => X = X; functors(P, P) => functors(P, C);
        forall G => exists G; exists X => forall X""",
    "small": """
        arrows <= 2 => arrows <= 3; arrows <= 2 => arrows = 2; size <= 1 => size <= 2; tasks(D => tasks(P;
        implies => and; categories => monoids; claim => refute""",
    "met": """
        (F, mid, high) => (F, low, high); G(X) = G(Y) => G(X) = G(X); not meets => meets;
        object Y in B => object Y in D; define meets => define meet; meets(F, mid => meets(F, X""",
    "turned": """
        order 2 => order 4; symmetry 2 => symmetry 1; = 3 => = 4; image cat => image cat, dog;
        = 6 => = 5; order 2 => order 3""",
    "around": """
        22.5 => 22.50; order 16 => order 8; 270 => 271; "cat@270" => cat; Quarters = rotation => Quarters = masked;
        image cat => image cat symmetry 16""",
    "seen": """
        not Same => Same; among functors => among faithful functors; {low} among functors => {low};
        {low} among => {low, mid, high, side} among; mid |-> mid => mid |-> low;
        {low, mid, high, side} and => {low} and""",
    "classes": """
        arrows = 1 => arrows = 2; categories => posets; arrows = 1 => arrows <= 1; = 3 => = 2; chain(1) => chain(2);
        size <= 2 => size = 2; and => or""",
    "of_variables": """
        h . g => h . h; forall g => exists g; r^3 = id => r^3 = r; = h . g => != h . g; : g . h => : h . g . h""",
    "deep": """
        = f in P => = g in P; (P, Y, Y) => (P, X, X); (P, X, Y) => (P, Y, X); forall g => exists g; X, Y in => X in""",
    "along": """
        prompt low => prompt mid; (P, low) => (P, mid); via(F) => yoneda(P); not via => via; and not => or not;
        low |-> a => low |-> b; low |-> a => low |-> c; solves below => solves above; via(F) => via(P);
        prompt low => prompt; by prompt low => by tuning""",
    "tuned_along": """
        terminal(P) => empty(P); terminal(P) => below; via(F) => yoneda(P); via(F) is => via(G) is;
        tuning and => prompt and; not via(F) is => via(F) is; (mid -> high) |-> id => (mid -> high) |-> e;
        mid = {y} => high = {y}""",
    "lazily": """
        = via(F) => = yoneda(P); by prompt X and => by prompt and; not lazy => lazy; lazy solves => ideal solves;
        exists X => forall X; (P, low) => (P, high); model lazy => functor lazy""",
    "joined": """
        terminal(P) is => empty(P) is; P is connected and => discrete({x, y}) is connected and;
        terminal(C) is => empty(C) is; connected(category C) => connected(task C);
        connected(category C) => linked(category C); and terminal => or terminal""",
    "deeply": """
        = F(g) . F(f) => = F(f) . F(f); = F(g) => = e . F(g); forall g => exists g; low |-> a => low |-> b;
        F(g . f) => F(g . f . f); F(g . f) => F(f . g); X, Y, Z in => Y, X, Z in""",
    "groupoids": """
        iso in C => iso in D; forall f => exists f; all_iso(Z3) => all_iso(P); not all => all;
        arrows(C) => arrows(C, *, *); r^3 = id => r^2 = id; all_iso(category C) => all_iso(category D)""",
    "ends_of": """
        source(f), target(f) => target(f), source(f); = 1 and => = 1 or; source(f) = target(f) => source(f) = source(f);
        id(source(f)) => id(target(f)); = 1 => = 2; implies => and; forall f => exists f""",
    "named_alike": """
        implies => and; F is full => F is faithful; forall F => forall G; forall F => exists F;
        functors(chain(2), => functors(chain(1),;
        is faithful => is full""",
    "unplaced": """
        f is mono and => e is mono and; not e => not f; r is iso => r is epi; arrow f : a => arrow g : a;
        f is mono and => x is mono and; r^3 = id => r^3 = r; generator r => generator r, f""",
    "counted": """
        = 5 => = 4; (C, a, b)) = 2 => (C, b, a)) = 2; a)) < => a)) >; count(objects(P)) => count(objects(C));
        and => or""",
}
"""For each statement, what is changed in the text that Coq reads; tables and proofs stay as they are."""


@pytest.mark.sizes("says where factors are few enough that Coq reads the text")
def test_changed_texts_are_rejected(tmp_path: Path) -> None:
    done = {one.statement.name: one for one in written(THEORY, tmp_path)}
    assert done.keys() == CHANGES.keys() and all(READ in one.text for one in done.values())
    assert accepted(coqc(), [one.text for one in done.values()]) == [""] * len(done)
    changed = []
    for name, changes in CHANGES.items():
        before, rest = done[name].text.split("_text : text := ")
        text, after = rest.split(f".\nDefinition {done[name].theorem}_items")
        for change in changes.split(";")[:: usual_or_large(3, 1)]:
            old, new = (part.strip() for part in change.split("=>"))
            assert old in text and (name, old) != (name, new), (name, old)
            mutant = f"{before}_text : text := {text.replace(old, new)}.\nDefinition {done[name].theorem}_items{after}"
            changed.append((name, change, mutant))
    said = rejections(coqc(), [mutant for _, _, mutant in changed])
    assert [(name, what) for (name, what, _), message in zip(changed, said, strict=True) if not message] == []
    assert len(changed) >= usual_or_large(35, 100)


def test_what_has_many_factors_is_printed(tmp_path: Path) -> None:
    """Terms compose many factors two by two; read from the text they would be another sentence, which Coq refuses."""
    along, composite = "|".join(["f"] * 40), " . ".join(["f"] * 40)
    theory = f"""
monoid M {{ generator f ; equation f^2 = id }}
task T on M {{ * = {{x, y}} ; f {{ x |-> y ; y |-> x }} }}
claim closed : {composite} = id in M
claim along : x|{along} = x in T
claim varying : forall g in arrows(M) : g . {composite} = g in M
claim few : forall g in arrows(M) : g . f . f = g in M
"""
    done = {one.statement.name: one for one in written(theory, tmp_path)}
    assert [name for name, one in done.items() if READ in one.text] in (["few"], [])  # none where 1 is many
    assert len(done) == 4 and accepted(coqc(), [one.text for one in done.values()]) == [""] * 4


def test_no_word_has_a_universe_of_its_own(tmp_path: Path) -> None:
    """What is said twice in the same words is the same for the kernel, which is told of no universes that are equal."""
    said = (
        "fun (C D : Category@{Set Set}) (F : Functor C D) (P : C) (T : Presheaf@{Set Set Set} C) => "
        "(solves_by (via_model F) P T, solves (via_model F) T, solves_by_tuning (via_model F) T, Ideal (via_model F), "
        "solves (yoneda_model C) T, Ideal (yoneda_model C), Familial T, Represents P T)"
    )
    lines = ["From Catproof Require Import Catproof.", f"Definition one := {said}.", f"Definition other := {said}."]
    lines.append("Definition same_twice : one = other. Proof. exact_no_check (eq_refl one). Qed.")
    status, output, took = compiled("\n".join(lines), tmp_path)
    assert status == 0, output
    assert took < DEAREST


def test_reading_takes_seconds(tmp_path: Path) -> None:
    """However deep variables are nested, and of models via functors too, which took minutes."""
    for one in written(THEORY, tmp_path):
        if one.statement.name in ("tuned_along", "lazily", "deeply", "joined"):
            status, output, took = compiled(one.text, tmp_path)
            assert status == 0, output
            assert took < DEAREST, (one.statement.name, took)


def test_names_that_mean_something_else_are_not_read(tmp_path: Path) -> None:
    """What a file declares under a word of the language is printed; and so is a statement that fails."""
    theory = """
category C { object a ; arrow f : a -> a ; equation f . f = f }
functor size : C -> C { a |-> a ; f |-> f }
functor I : C -> C { a |-> a ; f |-> f }
define full(functor F : B -> C) "nothing" := forall x in objects(B) : x = x in B
claim size is faithful
claim I is full
refute yoneda(C, a) is representable by a
"""
    for one in written(theory, tmp_path):
        assert one.status == "written" and READ not in one.text
        assert "The sentence is printed, not read: " in one.text


UNREAD = (
    "claim T is representable by 1/2", 'claim "a\\b" is full', "claim F is full )", "claim F is full\u00a0",
    "task T on", "claim f . g >> h = f in C", "claim F generalizes from {a} within 1", "ask F is full", "claim 2x = 3",
    "functor F : C -> D",
)  # fmt: skip
ILL_NAMED = (
    "category C { object a } category C { }", "task yoneda on C { }", "model via = via(F)",
    'define low(object a in C) "x" := a = a in C define low(object b in D) "y" := b = b in D',
    'define low(object a in C) "x" := a = a in C category low { object a }',
)  # fmt: skip


def test_what_is_none_of_the_core_says_nothing(tmp_path: Path) -> None:
    """It is not read, or it declares a name twice, or a name that has a meaning."""
    lines = ["From Catproof Require Import Catproof.", "Import Syntax."]
    lines += [f"Goal read {quoted(text)} = None. Proof. vm_compute. reflexivity. Qed." for text in UNREAD]
    for text in ILL_NAMED:
        named = f"match read {quoted(text)} with Some l => Said.well_named l | None => true end"
        lines.append(f"Goal {named} = false. Proof. vm_compute. reflexivity. Qed.")
    status, output, _ = compiled("\n".join(lines), tmp_path)
    assert status == 0, output


if __name__ == "__main__":
    LIST.write_text(listed(), encoding="utf-8")
