"""Theorems that say what is claimed: the sentence of a theory file, in the vocabulary of the library."""

from __future__ import annotations

from pathlib import Path

import pytest
from bridge.batch import accepted
from bridge.coq import coqc, written

from catproof.bridge.export import TARGETS, Exported, export
from catproof.bridge.solvers import Solvers
from catproof.options import Options
from catproof.running.loading import load_all

GRAPHS = """
category G { object V, E ; arrow s, t : V -> E }
task edge on G { V = {1, 2} ; E = {e} ; s { e |-> 1 } ; t { e |-> 2 } }
task twice on G { V = {1, 2} ; E = {e, f} ; s { e |-> 1 ; f |-> 1 } ; t { e |-> 2 ; f |-> 2 } }
task copy on G { V = {1, 2} ; E = {e} ; s { e |-> 1 } ; t { e |-> 2 } }
"""

SEPARATED = """
define separated(task T on C) "elements that agree along every arrow that is not split epi are equal" :=
    forall a in objects(C) : forall x, y in elements(T, a) :
    (forall b in objects(C) : forall f in arrows(C, b, a) : not f is split epi in C implies x|f = y|f in T)
    implies x = y in T
"""
"""One definition, and no line of Python that knows of it."""


def sentence(one: Exported) -> str:
    assert one.status == "written", (one.statement.name, one.status, one.reason)
    start = one.text.index("\nTheorem ")
    return one.text[one.text.index("\n  ", start) + 3 : one.text.index("\nProof.", start)]


def checked(text: str, folder: Path) -> dict[str, str]:
    """What the theorems say, by the names of the statements; Coq accepts each."""
    done = written(text, folder)
    said = {one.statement.name: sentence(one) for one in done}
    assert accepted(coqc(), [one.text for one in done]) == [""] * len(done)
    return said


def test_what_looked_reflexive_is_what_is_claimed(tmp_path: Path) -> None:
    """`T ~= terminal(P)` became `Iso T T`, and `y is terminal` became `Terminal x`."""
    theory = """
category D = discrete({a, b})
poset P { a < b ; c < b }
refute wrongvar : forall x in objects(D) : forall y in objects(D) : forall f in arrows(D, x, y) : y is terminal in D
claim sel : forall x in objects(P) : x is terminal in P implies yoneda(P, x) ~= terminal(P)
claim y1 : forall x in objects(P) : yoneda(P, x) is representable by x
task T on P { a = {1} ; b = {2} ; c = {3} }
claim big : T ~= terminal(P)
claim prod : product(T, T) ~= T
"""
    said = checked(theory, tmp_path)
    assert said["wrongvar"] == "~ (forall x : D, forall y : D, forall f : Hom x y, terminal y)."
    assert said["y1"] == "forall x : P, Represents x (yoneda x)."
    assert said["sel"] == "forall x : P, (terminal x) -> (Iso (yoneda x) (task_terminal P))."
    assert said["big"] == "Iso T (task_terminal P)."
    assert said["prod"] == "Iso (task_product T T) T."


def test_tasks_with_one_table_are_two(tmp_path: Path) -> None:
    said = checked(GRAPHS + "claim alike : edge ~= copy\n", tmp_path)
    assert said == {"alike": "Iso edge copy."}


def test_a_definition_of_a_user(tmp_path: Path) -> None:
    theory = GRAPHS + SEPARATED + (
        "refute two : twice is separated\n"
        "claim some : exists P in objects(G) : yoneda(G, P) is separated\n"
        "define homs(object a in C, object b in C) := count(arrows(C, a, b))\n"
        "claim numbers : homs(V, E) = 2 and homs(V in G, E in G) > homs(E, V)\n"
    )  # fmt: skip
    done = {one.statement.name: one for one in written(theory, tmp_path)}
    assert sentence(done["two"]) == "~ (separated twice)."
    assert sentence(done["some"]) == "exists P : G, separated (yoneda P)."
    assert sentence(done["numbers"]) == "(((homs V E) = 2)%Z) /\\ (((homs V E) > (homs E V))%Z)."
    text = done["two"].text
    assert (
        "Definition separated {C : Category} {_ : FiniteCategory C} (T : Presheaf C) {_ : FiniteTask T} : Prop" in text
    )
    assert "elements that agree along every arrow that is not split epi are equal" in text
    assert accepted(coqc(), [one.text for one in done.values()]) == [""] * 3


SAID = {
    "exists! e : edge E, (restrict edge s e) == x_1.": "exists unique e in elements(edge, E) : e|s = (1 at V)",
    "forall v : edge V, forall w : edge V, (~ (v == w)) -> (exists e : edge E, ((restrict edge s e) == v) \\/ "
    "((restrict edge s e) == w)).":
        "forall v, w in elements(edge, V) such that v != w : exists e in elements(edge, E) : e|s = v or e|s = w",
    "exists k : Z, Number (fun v : edge V => ~ (exists e : edge E, (restrict edge t e) == v)) k /\\ (k = 1)%Z.":
        "count(v in elements(edge, V) such that not exists e in elements(edge, E) : e|t = v) = 1",
    "((count (edge V) + (2 * count (edge E))) = 4)%Z.": "count(elements(edge, V)) + 2 * count(elements(edge, E)) = 4",
    "(count (Arrow G) = 4)%Z.": "count(arrows(G)) = 4",
    "(count (Element edge) = 3)%Z.": "size(edge) = 3",
    "exists p : G, exists q : G, (~ (p = q)) /\\ ((F p) = (F q)).":
        "exists p, q in objects(G) : p != q in G and F(p) = F(q) in chain(1)",
    "forall p : G, (initial p) <-> (terminal (C := (opposite G)) p).":
        "forall p in objects(G) : p is initial in G iff p is terminal in opposite(G)",
    "exists k : nat, HasRank edge k /\\ (Z.of_nat k < 2)%Z.": "rank(edge) < 2",
}  # fmt: skip


def test_terms(tmp_path: Path) -> None:
    functor = "functor F : G -> chain(1) { V |-> 0 ; E |-> 0 }\n"
    said = checked(GRAPHS + functor + "".join(f"claim {text}\n" for text in SAID.values()), tmp_path)
    assert list(said.values()) == list(SAID)


def test_what_is_found_of_tables_holds_of_constructions(tmp_path: Path) -> None:
    said = checked(
        GRAPHS
        + "claim familial : sum(edge, edge) is familial\n"
        + "claim rank : rank(sum(edge, copy)) = 2\n"
        + "refute product : product(edge, edge) ~= sum(edge, edge)\n"
        + "claim restricted : restrict(identity(G), edge) is representable by E\n"
        + "claim tuned : via(identity(G)) solves sum(edge, edge) by tuning\n",
        tmp_path,
    )
    assert said["familial"] == "Familial (task_sum edge edge)."
    assert said["rank"] == "exists k : nat, HasRank (task_sum edge copy) k /\\ (Z.of_nat k = 2)%Z."
    assert said["product"] == "~ (Iso (task_product edge edge) (task_sum edge edge))."
    assert said["restricted"].startswith("Represents E (pullback ")
    assert said["tuned"].endswith(" (task_sum edge edge).")


def test_a_file_says_what_is_the_word_of_catproof(tmp_path: Path) -> None:
    """Of constructions that the library does not make; what is made of one object is a family of tables."""
    one, two = written(
        GRAPHS
        + "refute coequalizer(id(edge), id(edge)) is representable by V\n"
        + "claim forall p in objects(G) : equalizer(id(yoneda(G, p)), id(yoneda(G, p))) ~= yoneda(G, p)\n",
        tmp_path,
    )
    assert sentence(one) == "~ (Represents V coequalizer_id_edge_id_edge)."
    assert "That the table is that of coequalizer(id(edge), id(edge)) is the word of catproof." in one.text
    assert sentence(two) == "forall p : G, Iso (equalizer_id_yoneda_G_p_id_yoneda_G_p (number p)) (yoneda p)."
    assert "the word of catproof" in two.text
    assert accepted(coqc(), [one.text, two.text]) == ["", ""]


MODELS = """category G { object V, E ; arrow s, t : V -> E }
category A { object x, y ; arrow u : x -> y }
task node = yoneda(G, V)
task edge = yoneda(G, E)
transformation first : node -> edge { at V { id(V) |-> s } }
model h : A -> G { x |-> node ; y |-> edge ; u |-> first }
functor F : A -> G { x |-> V ; y |-> E ; u |-> s }
functor K : A -> G { x |-> V ; y |-> V ; u |-> id }
refute ideal : h is ideal
claim same : h ~= via(F)
refute other : h ~= via(K)
"""


def test_models_given_object_by_object(tmp_path: Path) -> None:
    said = checked(MODELS, tmp_path)
    assert said["ideal"] == "~ (Ideal h)."
    assert said["same"] == "NaturallyIsomorphic h (via_model F)."
    assert said["other"] == "~ (NaturallyIsomorphic h (via_model K))."
    (same,) = (one for one in written(MODELS, tmp_path) if one.statement.name == "same")
    turned = same.text.replace(f"  {said['same']}", f"  ~ ({said['same'].removesuffix('.')}).")
    changed = same.text.replace('"0 1', '"1 0', 1)
    assert turned != same.text and accepted(coqc(), [turned]) != [""]
    assert changed != same.text and accepted(coqc(), [changed]) != [""]


def test_what_depends_on_elements_is_a_family(tmp_path: Path) -> None:
    said = checked(
        GRAPHS + "claim forall v, w in elements(twice, V) : size(quotient(twice) { v ~ w at V }) <= 4\n", tmp_path
    )
    (sentence_,) = said.values()
    assert "((number v) * 2 + (number w))%N" in sentence_


def test_what_is_not_decided_is_not_exported(tmp_path: Path) -> None:
    (one,) = written(GRAPHS + "claim forall p in objects(G) : sum(yoneda(G, p), yoneda(G, p)) is familial\n", tmp_path)
    assert one.status == "not exportable" and "under a quantifier or in a definition" in one.reason
    (one,) = written("claim forall C in categories(arrows <= 2) : opposite(opposite(C)) ~= C\n", tmp_path)
    assert one.status == "not exportable" and "of a category without a table, is not decided in Coq" in one.reason


MANY = """category G { object V, E ; arrow s, t : V -> E }
task edge on G { V = {1, 2} ; E = {e} ; s { e |-> 1 } ; t { e |-> 2 } }
poset P { low < mid < high ; low < side }
functor F : P -> chain(3) { low |-> 0 ; mid |-> 1 ; high |-> 2 ; side |-> 1 }
functor I = inclusion(full(P, {low, mid}))
define conservative(functor F : B -> C) :=
    forall f in arrows(B) : F(f) is iso in C implies f is iso in B
define thin_homs(category C) := forall a, b in objects(C) : count(arrows(C, a, b)) <= 1
claim c1 : F is conservative
claim c2 : opposite(P) is thin_homs and product(P, P) is thin_homs
claim c3 : forall f in arrows(P) : source(f) = target(f) in P implies f is iso
claim c4 : I is an embedding and I is fully faithful
claim c5 : F has a left adjoint or not F has a left adjoint
claim c6 : forall x in elements(edge) : exists y in elements(edge) : x = y
claim c7 : forall f, g in arrows(P) : target(f) = source(g) in P implies
    exists h in arrows(P) : source(h) = source(f) in P
transformation n : yoneda(G, V) -> edge { at V { id |-> 1 } }
claim c8 : n is mono
refute c9 : n is epi
monoid M { generator r ; equation r^3 = id }
claim c11 : forall f in arrows(M) : f^3 = id in M
claim c12 : exists unique f in arrows(M) : f . f = f
claim c13 : count(f in arrows(P) such that f is iso) = 4
claim c14 : yoneda(G, E) ~= edge and sum(edge, edge) ~= sum(edge, yoneda(G, E))
"""


def test_sentences_of_many_kinds(tmp_path: Path) -> None:
    """Functors, maps, definitions of users and of the prelude, partial terms: by Coq, and by z3 and cvc5."""
    said = checked(MANY, tmp_path)
    assert said["c1"] == "conservative F."
    assert said["c5"] == "(has_a_left_adjoint F) \\/ (~ (has_a_left_adjoint F))."
    assert (
        said["c6"] == "forall x_at : G, forall x : edge x_at, exists y_at : G, exists y : edge y_at, SameElement x y."
    )
    assert said["c9"] == "~ (epi n)."
    assert said["c12"] == "exists! f : Hom M_object M_object, (f ∘ f) == f."
    assert said["c13"] == "exists k : Z, Number (fun f : Arrow P => IsIso (projT2 f)) k /\\ (k = 4)%Z."
    (theory,) = load_all([tmp_path / "theory.cat"], Options())
    for statement in theory.statements:
        done = export(theory, statement, Options(), TARGETS["smtlib"])
        file = tmp_path / "t.smt2"
        file.write_text(done.text, encoding="utf-8")
        assert Solvers.find().check(file, done.theorem, 30.0).accepted, statement.name


@pytest.mark.parametrize("target", TARGETS)
def test_what_a_file_does_not_say_is_not_proved(target: str, tmp_path: Path) -> None:
    """The sentence decides, and not the verdict: the other truth value is rejected."""
    file = tmp_path / "t.cat"
    file.write_text(
        GRAPHS + SEPARATED + "refute twice is separated\nclaim exists unique e in elements(edge, E) : e|s = e|s\n"
    )
    (theory,) = load_all([file], Options())
    for statement in theory.statements:
        done = export(theory, statement, Options(), TARGETS[target])
        if target == "smtlib":
            other = tmp_path / "t.smt2"
            other.write_text(done.text, encoding="utf-8")
            answers = [Solvers.find().check(other, wanted, 30.0).accepted for wanted in ("sat", "unsat")]
            assert sorted(map(str, answers)) == ["False", "True"]
            assert answers[0] is (done.theorem == "sat")
        else:
            said = sentence(done).removesuffix(".")
            turned = done.text.replace(f"  {said}.", f"  ~ ({said}).")
            assert accepted(coqc(), [done.text]) == [""] and accepted(coqc(), [turned]) != [""]


def test_diagrams_that_break_what_keeps_limits(tmp_path: Path) -> None:
    """Terminal and initial objects, products, a single object, equalizers: each diagram is given as a functor."""
    said = checked(
        """poset A { a < b }
poset V { o < x ; o < y }
poset B { o < m < x ; m < y }
functor low : A -> A { a |-> a ; b |-> a }
functor high : A -> A { a |-> b ; b |-> b }
functor meets : V -> B { o |-> o ; x |-> x ; y |-> y }
category E { object e, c, d ; arrow i : e -> c ; arrow f, g : c -> d ; equation f . i = g . i }
monoid Idem { generator r ; equation r . r = r }
functor flat : E -> Idem { e |-> * ; c |-> * ; d |-> * ; i |-> r ; f |-> id ; g |-> id }
refute terminal : low preserves limits
refute single : low reflects limits
refute initial : high preserves colimits
refute dually : high reflects colimits
refute product : meets preserves limits
refute equalizer : flat preserves limits
""",
        tmp_path,
    )
    assert said["terminal"] == "~ (PreservesLimits low)." and said["dually"] == "~ (ReflectsColimits high)."


def test_functors_that_vary_keep_limits(tmp_path: Path) -> None:
    """By adjoints for some values, and by diagrams for others, of one category or two."""
    categories = """poset A { a < b }
poset V { o < x ; o < y }
poset B { o < m < x ; m < y }
functor low : A -> A { a |-> a ; b |-> a }
"""
    said = checked(
        categories
        + """claim adjoints : forall F in functors(A, A) : F preserves limits iff F has a left adjoint
claim some : exists F in functors(A, A) : not F preserves limits and F preserves colimits
refute all : forall F in functors(A, A) : F preserves limits
claim number : exists unique F in functors(A, A) : F preserves limits and F preserves colimits and F reflects colimits
claim composed : exists F in functors(A, A) : F preserves limits and not compose(low, F) preserves limits
claim reflected : forall F in functors(A, A) : F reflects limits iff F is full
""",
        tmp_path,
    )
    assert said["adjoints"].startswith("forall F : Functor A A, (PreservesLimits F) <-> (")
    refused = {
        "forall F in functors(V, B) : F preserves limits": "that it preserves limits is known by a search",
        "forall B in categories(arrows <= 2) : forall F in functors(B, B) : F preserves limits": "that vary",
        "forall F in functors(A, A) : opposite(F) preserves limits": "has no table",
    }
    for one, reason in zip(
        written(categories + "".join(f"ask {text}\n" for text in refused), tmp_path), refused.values(), strict=True
    ):
        assert one.status == "not exportable" and reason in one.reason, one.reason


def test_maps_that_come_with_constructions_meet_those_that_vary(tmp_path: Path) -> None:
    """Injections, copairs and maps of representable tasks live where a quantifier over maps says that they do."""
    (tmp_path / "f.csv").write_text("from,to\na,a\nb,a\ng,h\nh,h\n", encoding="utf-8")
    said = checked(
        """category K { object x, y ; arrow f, g : x -> y }
category L { object a, b ; arrow g : b -> b ; arrow h : a -> a ; equation g . g . g = g ; equation h . h = h . h . h }
functor broken : L -> L = read("f.csv", from, to, check = later)
refute functorial : broken is a functor
task t on K { x = {1, 2} ; y = {3} ; f { 3 |-> 1 } ; g { 3 |-> 2 } }
task v on K { x = {1} }
claim sides : forall k in transformations(sum(v, v), v) : k . left(v, v) = k . right(v, v)
claim copairs : forall k in transformations(sum(v, v), t) :
  exists i, j in transformations(v, t) : k = copair(i, j)
refute equal : yoneda(K, f) = yoneda(K, g)
refute values : forall k in transformations(yoneda(K, y), t) : k . yoneda(K, f) = k . yoneda(K, g)
claim each : forall k in arrows(K, x, y) : yoneda(K, k) is mono
claim elements : forall u in elements(t, y) : element(t, u) is iso
""",
        tmp_path,
    )
    assert said["each"] == "forall k : Hom x y, mono (yoneda_map k)."
    assert said["sides"].endswith("equal (compose_map k (left_map v v)) (compose_map k (right_map v v)).")


def test_scores(tmp_path: Path) -> None:
    """Numbers, objects, closures, levels and real tables; what has no form is named."""
    theory = """
    enriched Zoo in metric { dog <-> wolf : 1/2 ; dog <-> cat : 2 ; wolf <-> cat : 2 }
    task canine on Zoo { dog : 0 ; wolf : 1/2 ; cat : 2 }
    scores Raw in metric { a <-> b : 1 ; b <-> c : 1 ; a <-> c : 3 }
    enriched Short = closure(closure(Raw))
    scores Worst in fuzzy { a -> b : 9/10 ; b -> c : 7/10 }
    enriched W = closure(Worst)
    preorder Near = level(Zoo, 1/2)
    enriched Apart in metric { object p, q }
    functor f : Zoo -> Zoo { dog |-> wolf ; wolf |-> dog ; cat |-> cat }
    functor g : Apart -> Apart { p |-> q ; q |-> q }
    task t on Near { dog = {1} ; wolf = {1} ; cat = {2} }
    claim fraction : rank(canine) <= 3/2
    claim counted : count(x in objects(Zoo) such that canine(x) < 1) = 2 and rank(canine) = count(objects(Zoo)) - 2
    claim kept : forall x in objects(Zoo) : forall y in objects(Zoo) : Zoo(f(x), f(y)) = Zoo(x, y)
    claim one : exists unique x in objects(Zoo) : Zoo(x, cat) = 0
    claim table : Raw(a, c) = 3 and Raw(a, c) != 2
    claim arithmetic : W(a, b) * W(b, c) - 1/2 < 1/5 and W(a, c) > 0
    claim closed : Short(a, c) = 2 and Short(a, c) < inf
    claim arrows : count(arrows(Near)) = 5
    claim task_on_level : t is representable
    refute some : exists T in tasks(Zoo) : T(dog) > T(wolf) + 1/2
    refute valued : exists T in tasks(Apart) : T(g(p)) > T(q)
    claim inside : forall x in objects(Zoo) : forall T in tasks(Zoo) : T(x) >= 0
    claim large : forall M in metrics(points = 3) : M is a category
    claim difference : Zoo(dog, cat) - Zoo(dog, wolf) = 3/2
    claim infinite : Apart(p, p) - Apart(q, q) = 0
    claim near : f generalizes from {dog} within 1/2
    refute loose : f generalizes from {} within 1/4
    """
    done = {one.statement.name: one for one in written(theory, tmp_path)}
    files = {name: one.text for name, one in done.items() if one.text}
    assert dict(zip(files, accepted(coqc(), list(files.values())), strict=True)) == dict.fromkeys(files, "")
    false = files["loose"].replace("~ (GradedGeneralizesFromWithin", "(GradedGeneralizesFromWithin")
    assert false != files["loose"] and accepted(coqc(), [false]) != [""]
    assert "Definition Near : Category := level Zoo" in files["arrows"] and "(closure_scores " in files["closed"]
    assert {name: one.reason for name, one in done.items() if not one.text} == {
        "inside": "all tables of real values, under a quantifier, have no Coq form",
        "large": "it is about all values of 6 numbers, and 5 are the most in Coq",
        "infinite": "a difference or product of numbers that may be infinite has no Coq form",
    }


def test_ranks_up_to_a_share(tmp_path: Path) -> None:
    """Of tables, of what is made of them, of tasks that vary; what has too many choices is named."""
    theory = """
    poset P { a < d ; b < d ; c < d ; b < e ; c < e ; f < g }
    task T = terminal(P)
    poset Wide { point p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, q0, q1, q2, q3, q4, q5, q6, q7, q8, q9 }
    task W = terminal(Wide)
    claim all : rank(T) = 3 and rank(T, missing <= 0%) = 3 and rank(T, missing <= 100%) = 0
    claim some : rank(T, missing <= 28.5%) = 2 and rank(T, missing <= 14%) = 3
    claim made : rank(product(T, T), missing <= 30%) = 2
    refute each : forall S in tasks(chain(2), size <= 3) : rank(S, missing <= 50%) <= 1
    claim wide : rank(W, missing <= 50%) = 10
    """
    done = {one.statement.name: one for one in written(theory, tmp_path)}
    files = {name: one.text for name, one in done.items() if one.text}
    assert dict(zip(files, accepted(coqc(), list(files.values())), strict=True)) == dict.fromkeys(files, "")
    assert "HasRankMissing T 57 2 k" in files["some"] and "HasRankMissing (task_product T T) 30 1 k" in files["made"]
    assert {name: one.reason for name, one in done.items() if not one.text} == {
        "wide": "few prompts leave out a share: there are too many choices to go through in Coq"
    }
    false = files["some"].replace("(Z.of_nat k = 2)", "(Z.of_nat k = 1)")
    assert false != files["some"] and accepted(coqc(), [false]) != [""]


def test_definitions_about_scores(tmp_path: Path) -> None:
    """They are Coq definitions over any quantale, or are said with their arguments put in; fractions are said to be
    magnitudes."""
    said = checked(
        """enriched Zoo in metric { dog <-> wolf : 1/2 ; dog <-> cat : 2 ; wolf <-> cat : 2 }
enriched Way in prob { p -> q : 1/2 ; q -> r : 3/4 ; p -> r : 3/8 }
task canine on Zoo { dog : 0 ; wolf : 1/2 ; cat : 2 }
functor turn : Zoo -> Zoo { dog |-> wolf ; wolf |-> dog ; cat |-> cat }
define smooth(enriched C, number r) := forall x, y in objects(C) : C(x, y) <= r
define unchanged(enriched C, enriched D, functor F : C -> D, task T on C) :=
    forall x in objects(C) : lan(F, T)(F(x)) = T(x)
define apart(enriched C, enriched D, object a in C, object b in D) := C(a, a) + D(b, b)
define gap(enriched C, object a in C, object b in C, object c in C) := C(a, c) - C(a, b)
define few(enriched C, task T on C, number k) := rank(T) <= k
define double(number k) := k + k
claim each : smooth(Zoo, 2) and smooth(Way, 1) and not smooth(Way, 3/8)
claim functors : unchanged(Zoo, Zoo, turn, canine)
claim numbers : apart(Zoo, Way, dog, p) = 1 and double(Zoo(dog, wolf)) = 1
claim difference : gap(Zoo, dog, wolf, cat) = 3/2
claim ranks : few(Zoo, canine, 1) and double(rank(canine)) = 2
claim sizes : magnitude(Way) = 7/4 and magnitude(Way) > euler(chain(3))
claim levels : euler(level(Zoo, 1/2)) = 2
claim all : forall M in enriched(prob, points = 2) : smooth(M, 1)
""",
        tmp_path,
    )
    assert said["functors"] == "unchanged Zoo Zoo turn canine." and "smooth Way (rational (3 # 8))" in said["each"]
    assert said["sizes"].startswith("(exists m : Q, Magnitude Way m /\\ (rational m == rational (7 # 4))%score)")
    assert said["all"] == "forall M : GradedCategories prob 2 2, smooth M (rational 1)."
