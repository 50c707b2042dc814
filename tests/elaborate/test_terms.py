"""What terms stand for: arrows, elements, objects, and what may be left out."""

from __future__ import annotations

import pytest

import catproof

THEORY = """
category C { object a, b, c ; arrow f : a -> b ; arrow g, h : b -> c ; equation g . f = h . f }
monoid M { generator e ; equation e . e = e }
group  Z4 { generator r ; equation r^4 = id }
group  Q8 { generator i, j ; equation i^4 = id ; equation i^2 = j^2 ; equation j . i . j^-1 = i^-1 }
group  Heisenberg { generator x, y, z
  equation x^3 = id ; equation y^3 = id ; equation x . y . x^-1 . y^-1 = z
  equation x . z = z . x ; equation y . z = z . y
}
poset  P { bottom < left < top ; bottom < right < top ; point lone }
category "my category" "documented, and with odd names" {
  object "an object", b2 ; arrow "an arrow" : "an object" -> b2
}
category D = product(Z4, opposite(P))
category Numbers = chain(3)
task T on C "some elements, most values forced" { a = {1} ; b = {x, y} ; c = {} }
task two = sum(yoneda(C, a), yoneda(C, b))
task glued = quotient(two) { (1, id(a)) ~ (2, f) at a }
task edge = generated(C) { u at c ; v at c ; u|g = v|h }
task half = quotient(yoneda(C, c)) { g ~ h at b }
"""

TRUE = [
    # identities
    "id(a) is iso in C",
    "id . f = f in C",
    "f . id = f in C",
    "id(b) . f = f in C",
    "g . id . f = h . f in C",
    "id is iso in M",
    "e^0 = id in M",
    "id = e^0 in M",
    "e . e != id in M",
    "(lone -> lone) = id(lone) in P",
    # composition
    "f >> g = g . f in C",
    "f >> g = f >> h in C",
    "g . f = h . f in C",
    "e^5 = e in M",
    "(a -> b) = f in C",
    "g . (a -> b) = (a -> c) in C",
    "(left -> top) . (bottom -> left) = (bottom -> top) in P",
    "forall x in objects(P) : forall f in arrows(P, x, top) : f = (x -> top) in P",
    # what was identified keeps its names
    "(1, id(a)) = (2, f) in glued",
    "g = h in half and forall n in transformations(half, T) : n(g) = n(h)",
    "1 = 3 in quotient(quotient(constant(M, {1, 2, 3})) { 2 ~ 3 at * }) { 1 ~ 2 at * }",
    "u|g = w in generated(C) { u at c ; v at b ; w at b ; v = w ; v = u|g }",
    # elements that are arrows, restricted
    "forall f, g in arrows(Z4) : (forall x in elements(yoneda(Z4, *)) : x|f = x|g) implies f = g",
    "forall x in elements(yoneda(Z4, *)) : x|r = (x at *)|r^5 in yoneda(Z4, *)",
    "forall f, g in arrows(Z4) : f|g = f . g in yoneda(Z4, *) and (f at *)|g = f . g in yoneda(Z4, *)",
    # groups
    "r^-1 = r^3 in Z4",
    "r^-3 . r = r^2 in Z4",
    "r . r^-1 = id in Z4",
    "count(arrows(Q8)) = 8",
    "j^-1 . j = id in Q8",
    "j . i = i^-1 . j in Q8",
    "(i . j)^-1 = j^-1 . i^-1 in Q8",
    "count(arrows(Heisenberg)) = 27",
    # objects
    "not top is terminal in P",
    '"an object" is initial in "my category"',
    '"an arrow" is mono in "my category"',
    "count(objects(D)) = 5",
    "count(arrows(D)) = 40",
    "(*, top) ~= (*, top) in D",
    "0 is initial in Numbers",
    "2 is terminal",
    "bottom ~= bottom",
    # elements
    "size(T) = 3",
    "T is familial implies 1 = 2",
    "rank(two) = 2",
    "size(glued) = 2",
    "glued ~= yoneda(C, b)",
    "size(edge) = 6",
    "rank(edge) = 2",
    "size(half) = 3",
    "quotient(yoneda(C, c)) { id(c)|g ~ h at b } ~= half",
    "quotient(edge) { u|g ~ v|g at b } ~= quotient(edge) { v|g ~ u|g at b }",
    "size(generated(C) { u at c ; u|g . f = u|h|f }) = 4",
    "size(generated(C) { }) = 0",
    "count(elements(edge, b)) = 3",
    "count(elements(half, b)) = 1",
    # unicode
    "∀ x ∈ objects(P) : x ≅ x",
    "∃ x ∈ objects(P) : ¬ x is terminal ∧ rank(T) ≠ 7",
    "f ∘ id = f in C",
    "rank(two) ≥ 2 ∧ rank(two) ≤ 2 ∨ 1 = 2",
    "1 = 2 ⇒ 1 = 3 ⇔ 1 = 1",
]


@pytest.fixture(scope="module")
def report():
    text = THEORY + "".join(f"claim {prop}\n" for prop in TRUE)
    return catproof.check(text)


def test_the_theory_has_no_errors(report):
    assert [(e.span.line, e.message, e.hint) for e in report.errors] == []


@pytest.mark.parametrize("number", range(len(TRUE)), ids=TRUE)
def test_what_is_true_is_found_true(report, number):
    verdict = list(report.verdicts)[number]
    assert (verdict.value, verdict.reason != "") == ("true", True)


# ---- what is forced may be left out ---------------------------------------------------------------------------


def loaded(text: str) -> catproof.Declarations:
    return catproof.load(text)


C = "category C { object a, b ; arrow f : a -> b ; arrow e : b -> b ; equation e . e = e }\n"


def test_restrictions_into_a_singleton_and_out_of_nothing_are_filled_in():
    theory = loaded(C + "task T on C { a = {only} ; b = {x, y} ; e { x |-> x ; y |-> x } }\ntask E on C { a = {z} }")
    assert [list(values) for values in theory["T"].action] == [[0, 0], [0, 0]]
    assert [list(values) for values in theory["E"].action] == [[], []]


def test_values_of_a_functor_are_filled_in_where_one_arrow_fits():
    theory = loaded(C + "poset P { 0 < 1 }\nfunctor F : C -> P { a |-> 0 ; b |-> 1 }\nfunctor G : C -> terminal() { }")
    assert theory["F"].on_objects == (0, 1)
    assert [theory["F"].target.show_arrow(f) for f in theory["F"].on_generators] == ["(0 -> 1)", "id(1)"]
    assert theory["G"].on_objects == (0, 0)


def test_inverses_in_a_group_need_no_values():
    text = (
        "group Q8 { generator i, j ; equation i^4 = id ; equation i^2 = j^2 ; equation j . i . j^-1 = i^-1 }\n"
        "group Z4 { generator r ; equation r^4 = id }\n"
        "functor F : Q8 -> Z4 { i |-> r^2 ; j |-> id }\n"
        "task T on Q8 { * = {1, 2, 3} ; i { 1 |-> 2 ; 2 |-> 1 ; 3 |-> 3 } ; j { 1 |-> 1 ; 2 |-> 2 ; 3 |-> 3 } }\n"
    )
    theory = loaded(text)
    names = [g.name for g in theory["Q8"].generators]
    assert sorted(names) == ["i", "i^-1", "j", "j^-1"]
    assert list(theory["T"].action[names.index("i^-1")]) == [1, 0, 2]
    image = theory["F"].on_generators[names.index("i^-1")]
    assert theory["Z4"].show_arrow(image) == "r^2"


def test_composites_of_a_table_are_filled_in_where_one_arrow_fits():
    theory = loaded("""table K {
      object a, b ; arrow s : a -> b ; arrow r : b -> a ; arrow e : b -> b
      compose s . r = e ; compose e . e = e
    }""")
    assert theory["K"].count() == 5
    k = theory["K"]
    assert k.compose(k.generator(1), k.generator(0)) == k.identity(0)


def test_the_same_term_is_the_same_category_everywhere():
    text = C + "task T = yoneda(opposite(C), a)\nclaim T ~= yoneda(opposite(C), a)\n"
    assert [v.value for v in catproof.check(text).verdicts] == ["true"]


def test_docstrings_change_nothing():
    plain = loaded("category C { object a }\ntask T on C { a = {1} }")
    documented = loaded('category C "what it is" { object a }\ntask T on C "what it asks" { a = {1} }')
    assert plain["T"].elements == documented["T"].elements
    assert plain["C"].objects == documented["C"].objects


def test_a_variable_hides_a_declared_name():
    text = (
        C
        + "claim forall a in objects(C) : yoneda(C, a) is representable by a\nclaim yoneda(C, b) is representable by b"
    )
    assert [v.value for v in catproof.check(text).verdicts] == ["true", "true"]


PAIRS = """poset A { a < b }
poset B { u < v }
category C = product(A, B)
category G { object x, y, z ; arrow f : x -> y ; arrow g, h : y -> z }
category H = full(G, {x, z})
task T on A { a = {1} ; b = {2} }
task W = generated(G) { p at z ; q at z ; p|g = q|g }
functor F : C -> A { (a, u) |-> a ; (b, u) |-> b ; (a, v) |-> a ; (b, v) |-> b }
"""


@pytest.mark.parametrize(
    ("statement", "true"),
    [
        ("forall a in objects(A) : (a, u) is initial in C iff a is initial in A", True),
        ("forall s in objects(A) : (s, u) is initial in C", False),
        ("count(a in objects(A) such that (a, u) is initial in C) = 1", True),
        ("forall a in objects(A) : exists e in arrows(C, (a, u), (b, v)) : e is mono in C", True),
        ("forall a in objects(A) : F((a, u)) = a in A", True),
        ("exists a in objects(A) : F((a, u)) = b in A", True),
        ("forall a in objects(A) : rank(yoneda(C, (a, u))) = 1", True),
        ("forall a in objects(A) : size(yoneda(C, (a, v))) = 2", False),
        ("exists a in objects(A) : size(yoneda(full(C, {(a, u), (b, v)}), (b, v))) = 2", True),
        ("forall r in elements(T, b) : (b, r) is terminal in elements(T)", True),
        ("forall a in objects(A) : (a, u) ~= (a, v) in C", False),
        ("forall i in arrows(A) : (i, id(u)) is mono in C", True),
        ("forall i in arrows(A) : (i, id(u)) is iso in C", False),
        ("forall u in objects(B) : ((a -> b), id(u)) is mono in C", True),
        ("exists a in objects(A) : initial_one((a, u))", True),
        ("forall a in objects(A) : (a, u) is initial in C or a = b in A", True),
        ("exists unique a in objects(A), w in objects(B) : (a, w) is terminal in C", None),
        ("forall s in objects(opposite(A)) : (s, u) is terminal in opposite(C) iff s = a in A", True),
        ("exists s in objects(A) such that s = b : (s, u) is initial in full(C, {(b, u), (b, v)})", True),
    ],
)
def test_a_pair_of_what_varies(statement: str, true: bool | None) -> None:
    """`(a, u)` is the pair of the two, whatever they are: a bound `a` is not the object of that name."""
    define = "define initial_one(object x in C) := x is initial in C\n"
    for engine in ("direct", "z3"):
        for keyword in ("claim ", "refute "):
            report = catproof.check_text(PAIRS + define + keyword + statement + "\n", engine=engine)
            if true is None:
                assert report.errors
            else:
                assert report.ok == (true == (keyword == "claim ")), [*report.errors, *report.verdicts]


CALLED = "{} is called by names, and a is a variable here"


@pytest.mark.parametrize(
    ("statement", "code", "message"),
    [
        ("forall a in objects(A) : (a, q) is initial in C", "E206", "q is not an object of B"),
        ("forall a in objects(A) : (u, a) is initial in C", "E206", "u is not an object of A"),
        ("forall a in objects(A) : (a, u, u) is initial in C", "E206", CALLED.format("(a, u, u)")),
        ("forall a in objects(A) : (a, u) is initial in A", "E206", CALLED.format("(a, u)")),
        ("forall i in arrows(A) : (i, u) is mono in C", "E206", "u is not an arrow of B"),
        ("forall a in objects(A) : (a, u) is initial in H", "E206", CALLED.format("(a, u)")),
        ("forall i in arrows(A) : (i, 2) is mono in elements(T)", "E206", ""),
        ("forall a in objects(A) : (a, 2) is terminal in elements(T)", "E206", ""),
        ("forall r in elements(T) : (b, r) is terminal in elements(T)", "E314", ""),
    ],
)
def test_a_pair_that_is_none(statement: str, code: str, message: str) -> None:
    report = catproof.check_text(f"{PAIRS}claim {statement}\n")
    (error,) = report.errors
    assert error.code == code and (not message or error.message == message), error


@pytest.mark.parametrize(
    "statement",
    [
        "forall p in objects(C) : p is initial in C iff first(A, B)(p) is initial in A and second(A, B)(p) = u in B",
        "forall p in objects(elements(T)) : p is terminal in elements(T) iff projection(T)(p) = b in A",
        "forall s in objects(A) : (a, u) is initial in C",  # no variable is meant
        "forall p in elements(W, z) : p|g = (q|g at y) in W",
        "forall p in elements(W, z) : (p|g at y) = q|g in W and ((p|h at y) = q|h in W iff p = (q at z) in W)",
        "count(g in arrows(G, y, z) such that (g . f at x) = (h . f at x) in yoneda(G, z)) = 1",
        "g . f is mono in H",
        "count(k in arrows(G, y, z) such that k . f = h . f in yoneda(G, z)) = 1",
        "count(k in arrows(G, y, z) such that k|f = h|f in yoneda(G, z)) = 1",
        "count(k in arrows(G, y, z) such that (k at y) = h in yoneda(G, z)) = 1",
        "forall D in categories(arrows <= 2) : forall s in objects(D) : "
        "count(k in arrows(D, s, s) such that k = id(s) in yoneda(D, s)) = 1",
        "forall D in categories(arrows <= 2) : forall s, t in objects(D) : "
        "count(objects(comma(constant(terminal(), D, s), constant(terminal(), D, t)))) = count(arrows(D, s, t))",
        "forall D in categories(arrows <= 2) : forall s in objects(D) : constant(chain(3), D, s) is faithful",
        "forall D in categories(arrows <= 3) : D has a terminal object iff "
        "exists s in objects(D) : constant(terminal(), D, s) is final",
    ],
)
def test_where_names_stand_variables_are_meant_as_such(statement: str) -> None:
    for engine in ("direct", "z3"):
        report = catproof.check_text(f"{PAIRS}claim {statement}\n", engine=engine)
        assert report.ok, [*report.errors, *(v.reason for v in report.verdicts)]


def test_a_composite_with_a_variable_is_no_name_of_a_full_part() -> None:
    (error,) = catproof.check_text(PAIRS + "claim forall g in arrows(G, y, z) : g . f is mono in H\n").errors
    assert (error.code, error.message) == ("E302", "g is an arrow of G, not of H")
