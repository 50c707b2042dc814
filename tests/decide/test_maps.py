"""Maps as values in theory files: laws as sweeps, each instance checked by the kernel, under both engines; errors."""

from __future__ import annotations

import pytest

import catproof

GRAPHS = """
category Graphs { object V, E ; arrow s, t : V -> E }
task path = generated(Graphs) { u at E ; v at E ; u|t = v|s }
task dot = yoneda(Graphs, V)
transformation start : dot -> yoneda(Graphs, E) { at V { id(V) |-> s } }
transformation same = yoneda(Graphs, s)
transformation swap = second(path, path) >> pair(id(path), id(path))
functor I = inclusion(full(Graphs, {V}))
task pts on full(Graphs, {V}) { V = {1, 2} }
functor A : chain(2) -> chain(4) { 0 |-> 0 ; 1 |-> 1 }
functor B : chain(2) -> chain(4) { 0 |-> 1 ; 1 |-> 3 }
functor D : chain(2) -> chain(4) { 0 |-> 2 ; 1 |-> 3 }
transformation ab : A -> B { }
transformation bd : B -> D { 0 |-> (1 -> 2) }
group S3 { generator x, y ; equation x^2 = id ; equation y^3 = id ; equation x . y . x = y^2 }
monoid Z4 { generator r ; equation r^4 = id }
monoid M { generator e ; equation e^2 = e }
category P { object a, b ; arrow f, g : a -> b }
functor F : P -> M { f |-> e ; g |-> id }
functor G : P -> M { f |-> e ; g |-> e }
transformation fg : F -> G { a |-> e ; b |-> e }
copresheaf clock on Z4 { * = {0, 1, 2, 3} ; r { 0 |-> 1 ; 1 |-> 2 ; 2 |-> 3 ; 3 |-> 0 } }
copresheaf steps on chain(3) { 0 = {u, v} ; 1 = {w, x} ; 2 = {y, z} ; (0 -> 1) { u |-> w ; v |-> x }
                               (1 -> 2) { w |-> y ; x |-> z } ; (0 -> 2) { u |-> y ; v |-> z } }
preorder Q { a < b ; b < a ; b < c ; c < c }
define pointwise_mono(transformation n : H -> K in functors(J, C)) := forall i in objects(J) : n(i) is mono in C
task first on P { a = {1} }
"""

TRUE = """
start = same and start is mono and not start is epi
first(path, path) . pair(id(path), id(path)) = id(path)
copair(left(path, dot), right(path, dot)) = id(sum(path, dot))
pushout(yoneda(Graphs, t), yoneda(Graphs, s)) ~= path and equalizer(id(path), id(path)) ~= path
pair(id(path), id(path)) is split mono and first(path, path) is split epi
swap = pair(id(path), id(path)) . second(path, path) and swap != id(product(path, path))
classify(truth(Graphs)) = id(omega(Graphs)) and classify(start) != classify(yoneda(Graphs, t))
restrict(I, counit(I, path)) . unit(I, restrict(I, path)) = id(restrict(I, path))
counit(I, lan(I, pts)) . lan(I, unit(I, pts)) = id(lan(I, pts))
size(product(dot, path, dot)) = 3 and sum(dot, dot, dot) ~= sum(dot, sum(dot, dot))
count(transformations(A, D)) = 1 and exists c in transformations(A, D) : c = bd . ab
ab(0) = (0 -> 1) and pointwise_mono(ab) and ab is pointwise_mono
count(objects(functors(chain(2), chain(2)))) = 3 and functors(chain(2), chain(2)) ~= chain(3)
count(transformations(identity(S3), identity(S3))) = 1 and count(transformations(identity(Z4), identity(Z4))) = 4
count(transformations(F, G)) = count(arrows(functors(P, M), F, G)) and not A is terminal in functors(chain(2), chain(4))
whisker(F, id(identity(P))) = id(F) and whisker(identity(M), fg) = fg and id(G) . fg = fg and fg . id = fg
compose(first(M, P), constant(P, product(M, P), (*, a))) = constant(P, M, *) and F != G
clock is representable and 0|r = 1 in clock and size(steps) = 6 and w = u|(1 -> 0) in steps
count(arrows(Q)) = 7 and a ~= b in Q and not a ~= c in Q
via(F) is aligned with F and not via(A) is aligned with B
(truth(Graphs) . id(terminal(Graphs)))(* at V) = truth(Graphs)(* at V) and (same . id(dot))(id(V)) = same(id(V))
forall k, l in transformations(path, path) : forall x in elements(path) : (k . l)(x) = k(l(x)) and (k >> l)(x) = l(k(x))
(bd . ab)(0) = (0 -> 2) in chain(4) and forall a in objects(chain(2)) : (bd . ab)(a) = bd(a) . ab(a) in chain(4)
compose(G, identity(P))(a) = G(a) in M and compose(F, identity(P))(f) = F(f) and id(F)(b) = id(F(b)) in M
yoneda(Graphs)(V) ~= dot and (yoneda(Graphs))(E) ~= yoneda(Graphs, E)
first(first, first) is iso and size(first) = 1
""".strip().split("\n")
"""The last says that a declared name and a word of the language get along."""

SAID = """
forall C in categories(arrows <= 3) : forall E in categories(arrows <= 2) : forall F in functors(C, E) :
    forall T in tasks(E, size <= 2) :
    restrict(F, counit(F, T)) . unit(F, restrict(F, T)) = id(restrict(F, T))
    and ran_counit(F, restrict(F, T)) . restrict(F, ran_unit(F, T)) = id
;
forall C in categories(arrows <= 2) : forall E in categories(arrows <= 3) : forall F in functors(C, E) :
    forall T in tasks(C, size <= 2) :
    counit(F, lan(F, T)) . lan(F, unit(F, T)) = id(lan(F, T))
    and ran(F, ran_counit(F, T)) . ran_unit(F, ran(F, T)) = id
;
forall C in categories(arrows <= 4) : forall a in objects(C) : forall T in tasks(C, size <= 2) :
    forall n in transformations(yoneda(C, a), T) : exists unique x in elements(T, a) : element(T, x) = n
;
forall C in categories(arrows <= 4) : forall a, b in objects(C) :
    forall n in transformations(yoneda(C, a), yoneda(C, b)) : exists unique f in arrows(C, a, b) :
    yoneda(C, f) = n
;
forall C in categories(arrows <= 3) : forall S, T in tasks(C, size <= 2) :
    forall m, n in transformations(S, T) :
    first(T, T) . pair(m, n) = m and second(T, T) . pair(m, n) = n and copair(m, n) . left(S, S) = m
    and copair(m, n) . right(S, S) = n
;
forall C in categories(arrows <= 3) : forall S, T in tasks(C, size <= 2) :
    forall n in transformations(S, product(T, T)) : pair(first(T, T) . n, second(T, T) . n) = n
;
forall C in categories(arrows <= 3) : forall S, T in tasks(C, size <= 2) :
    forall n in transformations(sum(S, S), T) : copair(n . left(S, S), n . right(S, S)) = n
;
forall C in categories(arrows <= 2) : forall S, T in tasks(C, size <= 2) :
    forall n in transformations(product(S, T), T) :
    evaluation(T, T) . pair(curry(n) . first(S, T), second(S, T)) = n
;
forall C in categories(arrows <= 3) : forall T in tasks(C, size <= 2) :
    forall c in transformations(T, omega(C)) : classify(first(pullback(c, truth(C)))) = c
;
forall C in categories(arrows <= 3) : forall E in categories(arrows <= 3) : forall F, G in functors(C, E) :
    (exists n in transformations(F, G) : n is iso) iff F ~= G
;
forall C in categories(arrows <= 2) : forall E in categories(arrows <= 3) :
    count(objects(functors(C, E))) = count(functors(C, E))
;
forall C in categories(arrows <= 3) :
    functors(terminal(), C) ~= C and compose(first(C, C), diagonal(C)) = identity(C)
    and compose(second(C, C), diagonal(C)) = identity(C)
;
forall C in categories(arrows <= 2) : forall F, G in functors(C, C) : forall n in transformations(F, G) :
    whisker(G, n) . whisker(n, F) = whisker(n, G) . whisker(F, n)
"""
LAWS = SAID.split(";")

INFINITE = """
category B { object a, b ; arrow f, g : a -> b }
category N { object o, p ; arrow s : o -> o ; arrow t : p -> o }
category Two { object o ; arrow s, t : o -> o ; equation s . t = t . s }
monoid Idem { generator e ; equation e . e = e }
functor F : B -> N { a |-> o ; b |-> o ; f |-> s . s ; g |-> s }
functor G : B -> N { a |-> p ; b |-> o ; f |-> s . t ; g |-> t }
functor J : B -> Two { f |-> s . t ; g |-> s^3 }
functor M : N -> Two { s |-> s . t ; t |-> id }
functor K : Idem -> N { * |-> o ; e |-> id(o) }
task T on N { o = {1, 2} ; s { 1 |-> 2 ; 2 |-> 1 } ; p = {u} }
task U on Two { o = {1, 2} ; s { 1 |-> 2 ; 2 |-> 1 } ; t { 1 |-> 1 ; 2 |-> 2 } }
"""
"""Functors into categories whose arrows nobody can list."""

ALONG = """
size(restrict(F, T)) = 4 and rank(restrict(F, T)) = 2 and restrict(F, T) is connected
rank(restrict(G, T)) = 2 and restrict(G, T) ~= generated(B) { x at b ; y at b ; x|f = x|g ; x|f = y|f ; x|f = y|g }
rank(restrict(J, U)) = 2 and not restrict(J, U) ~= restrict(F, T) or restrict(J, U) is connected
restrict(compose(M, F), U) ~= restrict(F, restrict(M, U)) and restrict(K, T) ~= constant(Idem, {1, 2})
restrict(F, terminal(N)) ~= terminal(B) and restrict(compose(identity(N), F), T) ~= restrict(F, T)
restrict(F, id(T)) = id(restrict(F, T)) and F(a) = o in N
forall x in elements(restrict(F, T), b) : x|f = x|f and x|g != x|f
count(transformations(restrict(F, T), terminal(B))) = 1
""".strip().split("\n")

WRONG = {
    "classify(start >> copair(id(yoneda(Graphs, E)), same)) is mono": "does not compose",
    "pair(id(path), id(dot)) is mono": "the transformations start from different tasks, path and dot",
    "first(path, pts) is epi": "the tasks live on different categories",
    "curry(start) = start": "starts from dot, which is not a product",
    "first(path) is epi": "path is not a pullback",
    "inclusion(path) is mono": "path is not an equalizer",
    "start = id(path)": "not parallel",
    "unit(I, path) is iso": "the task lives on Graphs, the functor starts from",
    "path = dot": "write `path ~= dot` for isomorphic",
    "start ~= same": "`=` says that they are equal",
    "classify(copair(same, same)) is mono": "only what is mono classifies a part",
    "ab = fg": "not parallel",
    "bd . bd = bd": "does not compose",
    "whisker(F, ab) = ab": "the functor starts from P, the transformation is between functors to chain(4)",
}

DECLARED = {
    "transformation n : A -> B { 0 |-> (0 -> 3) }": "0 must go to an arrow 0 -> 1",
    "transformation n : B -> A { }": "there is no component at 0: there is no arrow 1 -> 0",
    "transformation n : G -> G { a |-> e }": "no component is given at b, and several transformations fit",
    "transformation n : G -> F { a |-> id ; b |-> id }": "n is not natural at g",
    "transformation n : A -> F { }": "not parallel",
    "transformation n : F -> G { at a { 1 |-> 2 } }": "`at a { ... }` is for transformations of tasks",
    "transformation n = path": "path is a task, and a transformation is expected here",
}


@pytest.mark.parametrize("engine", ["direct", "z3", "both"])
def test_statements(engine: str) -> None:
    text = GRAPHS + "".join(f"claim {claim}\n" for claim in TRUE)
    report = catproof.check_text(text, engine=engine)
    assert [(e.span.line, e.message) for e in report.errors] == []
    assert [v.statement.text for v in report.verdicts if not v.ok] == []


@pytest.mark.parametrize("claim", ALONG)
def test_restriction_into_an_infinite_category_lists_none_of_its_arrows(claim: str) -> None:
    (verdict,) = catproof.check_text(f"{INFINITE}claim {claim}\n").verdicts
    assert (verdict.value, verdict.unchecked) == ("true", ())


def test_what_is_no_functor_into_a_free_category_is_told() -> None:
    (error,) = catproof.check_text(INFINITE + "functor L : Idem -> N { * |-> o ; e |-> s }\n").errors
    assert "e^2 = e in Idem, but the left side goes to s^2 and the right side to s" in error.text


@pytest.mark.parametrize("law", LAWS)
def test_laws(law: str) -> None:
    """The kernel makes again what is made, and evaluates every instance."""
    (verdict,) = catproof.check_text(f"claim {' '.join(law.split())}\n").verdicts
    assert verdict.value == "true" and verdict.certificate is not None


@pytest.mark.parametrize("claim", WRONG)
def test_what_cannot_be_meant(claim: str) -> None:
    (error,) = catproof.check_text(f"{GRAPHS}claim {claim}\n").errors
    assert WRONG[claim] in error.text


@pytest.mark.parametrize("declaration", DECLARED)
def test_declarations_that_are_wrong(declaration: str) -> None:
    (error,) = catproof.check_text(f"{GRAPHS}{declaration}\n").errors
    assert DECLARED[declaration] in error.text


REASONS = {
    "start = yoneda(Graphs, t)": "goes to s under start, to t under yoneda(Graphs, t)",
    "F = G": "g goes to id under F, to e under G",
    "whisker(F, id(identity(P))) = id(F)": "they have the same component at 2 objects",
    "first(path, path) . pair(id(path), id(path)) = id(path)": "both send each of the 5 elements to the same one",
    "same = start": "both send the one element to the same one",
}


@pytest.mark.parametrize("claim", REASONS)
def test_reasons(claim: str) -> None:
    (verdict,) = catproof.check_text(f"{GRAPHS}ask {claim}\n").verdicts
    assert REASONS[claim] in verdict.reason


def test_what_decides_is_a_theory_to_paste() -> None:
    text = f"{GRAPHS}claim forall n in transformations(F, G) : n = fg\n"
    (verdict,) = catproof.check_text(text).verdicts
    assert verdict.value == "false" and "transformation n : F -> G { a |-> id ; b |-> e }" in verdict.witness["theory"]
    assert catproof.check_text(verdict.witness["theory"]).ok


def test_a_declared_name_wins_over_a_new_word() -> None:
    names = "functor pair : P -> M { f |-> e ; g |-> e }\ntransformation left : pair -> pair { a |-> e ; b |-> e }\n"
    said = "claim pair(f) = e in M and left(a) = e in M and left . left = left and pair = G\n"
    assert catproof.check_text(GRAPHS + names + said).ok
