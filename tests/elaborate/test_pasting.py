"""What decides a statement, pasted into an empty file: it is ok by itself, and says the verdict again."""

from __future__ import annotations

import json
import re
import shutil
from html import escape
from pathlib import Path
from random import Random
from typing import Any

import pytest
from random_statements import DECLARATIONS, Statements

import catproof
from catproof.faces.notebook import Session
from catproof.options import Options
from catproof.report.findings import theory_to_paste
from catproof.report.html import verdict_html
from catproof.report.page import page
from catproof.report.terminal import plain
from catproof.report.text import show_verdict
from catproof.resources import folder

HERE = Path(__file__).resolve().parents[1]
FILES = sorted([*folder("theories").rglob("*.cat"), *HERE.glob("examples/*.cat"), *HERE.glob("syntax/*.cat")])


def pasted(verdict: Any, where: Path | None = None) -> str:
    """The theory of the verdict, if there is one, decided in an empty file, in the folder of the first one."""
    theory = str(verdict.witness.get("theory", ""))
    if not theory or verdict.value not in ("true", "false"):
        return theory
    if where is None:
        report = catproof.check(theory + "\n")
    else:
        empty = where.parent / "pasted, to be decided.cat"
        empty.write_text(theory + "\n", encoding="utf-8")
        try:
            report = catproof.check(empty)
        finally:
            empty.unlink()
    assert report.ok and not report.errors, (theory, [error.text for error in report.errors])
    assert [v.value for v in report.verdicts] == [verdict.value], theory
    return theory


GIVEN = r"""
category C { object a, b ; arrow f, g : a -> b ; arrow h : b -> a ; equation h . f = id(a) ; equation h . g = id(a)
  equation f . h = id(b) ; equation g . h = id(b) }
category Graphs { object V, E ; arrow s, t : V -> E }
poset P { a < b < c ; a < d }
poset "my poset" { "the cat" < "a \"dog\"" ; point claim' ; "the cat" < 3 }
monoid M { generator e ; equation e . e = e }
group Z4 { generator r ; equation r^4 = id }
group S3 { generator s, t ; equation s^2 = id ; equation t^3 = id ; equation s . t . s^-1 = t^-1 }
table K { object * ; arrow "k 1" : * -> * ; compose "k 1" . "k 1" = "k 1" }
pretext R = rotation { order 4 ; image cat ; image bar symmetry 2 }
pretext Same = contrastive { pair x1, x2 ; sample z }
category Big = product(M, Graphs)
category Part = full(Graphs, {E})
category Deep = opposite(Big)
task T on Graphs { V = {1, 2} ; E = {x, "y z"} ; s { x |-> 1 ; "y z" |-> 2 } ; t { x |-> 2 ; "y z" |-> 2 } }
task S = sum(T, yoneda(Graphs, E))
task Q = quotient(S) { (1, 1) ~ (2, s) at V }
task cats on "my poset" { "the cat" = {"one", 2} ; 3 = {in'} ; ("the cat" -> 3) { in' |-> 2 } }
functor F : P -> P { a |-> a ; b |-> c ; c |-> c ; d |-> d }
functor J = inclusion(Part)
model m = via(F)
transformation n : T -> terminal(Graphs) { }
transformation back : terminal(Graphs) -> terminal(Graphs) { }
"""

STATEMENTS = r"""
find B in categories(arrows = 3, objects = 2), C in categories(arrows = 2, objects = 2), T in tasks(B, size = 2)
  such that T is representable
claim forall Q in categories(arrows = 1) : forall T in tasks(Q, size <= 2) : T is representable
claim forall C in categories(arrows <= 3) : forall C in categories(arrows <= 2) : count(arrows(C)) = 1
claim forall C in categories(arrows <= 3) : (forall C in categories(arrows <= 2) : count(arrows(C)) <= 2) and
  count(arrows(C)) <= 2
claim forall x in objects(P) : x is terminal in P
claim forall x in objects(P) : x is terminal
claim forall x in objects("my poset") : x is initial
claim forall x in objects("my poset") : rank(yoneda("my poset", x)) = 1 and size(yoneda("my poset", x)) = 1
claim forall x in objects("my poset") : cats is representable by x
claim forall x in objects(Big) : x is terminal in Big
claim forall x in objects(product(M, P)) : forall y in objects(product(M, P)) : x ~= y
claim forall x in objects(slice(P, c)) : x is terminal in slice(P, c)
claim forall x in objects(arrows(Graphs)) : count(arrows(slice(arrows(Graphs), x))) = 1
claim forall x in objects(elements(T)) : x is initial in elements(T)
claim forall x in objects(R) : size(yoneda(R, x)) = 4
claim forall x in objects(Same) : x is initial in Same
claim forall f in arrows(C) : f is split mono in C and f = f . id in C and not f is iso in C
claim forall f in arrows(M) : f is mono in M
claim forall f in arrows(M) : f is mono
claim forall f in arrows(Z4) : f^2 = id in Z4
claim forall f in arrows(S3) : forall g in arrows(S3) : f . g = g . f in S3
claim forall f in arrows(K) : f is iso
claim forall f in arrows(Big) : f is iso in Big
claim forall f in arrows(R, "cat@0", "cat@0") : f = f . f . f in R and f . f = f in R
claim forall f in arrows(R) : f is iso and not f is mono in R
claim forall f in arrows(R) : f is mono in opposite(R) and not f is epi in R
claim forall f in arrows(P) : f is epi in opposite(P) and f is iso in P
claim forall f in arrows(opposite(Graphs)) : f is iso in Graphs
claim forall f in arrows(Deep) : f is iso in Big
claim forall f in arrows(product(S3, S3)) : f . f = id in product(S3, S3)
claim exists f in arrows(S3) : f . s = t in S3
find f in arrows(S3), g in arrows(S3) such that f . g != g . f in S3 and f^2 = id in S3
find x in objects(P), f in arrows(P, a, x) such that f is iso and not x ~= b in P
find x in objects(C), y in objects(C), f in arrows(C, x, y) such that not x ~= y in C or f . f = f . id(y) in C
find x in elements(T), y in elements(T, V) such that size(quotient(T) { y ~ y at V }) = 4
find y in elements(T, V) such that size(quotient(T) { y ~ 2 at V }) = 3
find y in elements(yoneda(Graphs, E), V) such that size(quotient(yoneda(Graphs, E)) { y ~ t at V }) = 2
find f in arrows(Graphs, V, E) such that size(quotient(yoneda(Graphs, E)) { f ~ t at V }) = 2
find f in arrows(Graphs, V, E) such that size(generated(Graphs) { u at E ; v at E ; u|f = v|t }) = 5 and f != t in
  Graphs
find x in objects(Graphs) such that size(generated(Graphs) { u at x }) = 3
find x in objects(full(P, {a, b})) such that full(P, {x, d}) ~= chain(2) and slice(P, x) ~= chain(1)
find x in objects(P) such that inclusion(full(P, {x})) is dense or x is terminal in full(P, {x})
find x in objects(P) such that not F generalizes from {x} among functors
find x in objects(P) such that m solves yoneda(P, x) by prompt x
find x in objects(P) such that m solves yoneda(P, x) by tuning and not m solves yoneda(P, x) by prompt
find T in tasks(Graphs, size <= 3) such that T is familial and not T is representable
find T in tasks(Big, size <= 4) such that rank(T) = 2
find T in tasks(full(Graphs, {E}), size <= 3), S in tasks(Part, size <= 2) such that rank(T) = 3 and rank(S) = 2
find T in tasks(opposite(Graphs), size <= 3) such that T is representable
find T in tasks("my poset", size <= 4) such that not T is familial
find T in tasks(K, size <= 2) such that not T is familial and size(product(T, T)) = 4
find T in tasks(R, size = 4) such that T is representable
find T in tasks(Same, size = 2), y in elements(T) such that T is representable
find G in functors(C, C) such that not G is full
find G in functors(P, Graphs) such that G is an embedding or not G ~= G
find G in functors(Part, Graphs), H in functors(Graphs, Graphs) such that compose(H, J) ~= G and not H is faithful
find G in functors(S3, S3) such that not G is full and not G is faithful and not compose(G, G) ~= G
find G in functors(product(M, M), Big) such that not G is faithful
find G in functors(opposite(R), R) such that G is faithful
find n in transformations(T, T) such that n is iso and image(n) ~= T
find n in transformations(Q, S) such that not n is mono
find k in transformations(cats, sum(cats, cats)) such that k is mono and not k is epi
find n in transformations(yoneda(Graphs, V), T) such that n is mono
claim forall k in transformations(T, T) : k is iso and back is mono
claim (forall x in objects(P) : x is terminal in P) or (exists y in objects(P) : y is terminal in P)
claim not (exists x in objects(P) : x is initial in P)
refute not (forall X in categories(arrows <= 3) : not (exists x in objects(X) : not x is initial in X))
claim (exists x in objects(P) : x is initial in P) implies (forall x in objects(P) : x is initial in P)
claim (exists x in objects(P) : x is initial in P) iff (forall x in objects(P) : x is initial in P)
claim (forall x in objects(P) : x is initial in P) implies (forall x in objects(P) : x is initial in P)
claim forall x in objects(P) : (exists a in objects(P) : not a ~= x in P and a is terminal in P) or not x is
  initial in P
claim forall a in objects(P) : forall b in objects(P) : (exists c in objects(P) : c ~= b in P and not c ~= a in P)
  or a is initial in P
claim forall X in categories(arrows <= 4) : (exists a in objects(X) : forall f in arrows(X, a, a) : f is iso in X)
  implies count(objects(X)) = 1
claim forall X in categories(arrows <= 4) : forall a in objects(X) : forall f in arrows(X, a, a) : forall g in
  arrows(X, a, a) : f is iso in X or g is iso in X or f = g in X
claim forall M in monoids(order <= 4) : forall f in arrows(M) : forall g in arrows(M) : f . g = g . f in M
claim forall M in monoids(order <= 4) : forall f in arrows(M) : exists g in arrows(M) : f . g . f = f in M
claim forall O in posets(points <= 3) : forall x in objects(O) : forall T in tasks(O, size <= 3) : T is
  representable by x or size(T) <= 1
claim forall f in posets(points <= 2) : forall a in functors(f, f) : a is full
claim forall a in tasks(P, size <= 1) : forall b in tasks(P, size <= 1) : a ~= b
claim forall "two words" in tasks(P, size <= 1) : forall in' in tasks(P, size <= 2) : "two words" ~= in'
claim forall claim' in categories(arrows <= 2) : forall "forall" in objects(claim') : "forall" is terminal in claim'
claim forall X in categories(arrows <= 3) : forall F in functors(X, product(X, X)) : F is full
claim forall X in categories(arrows <= 3) : forall G in functors(X, full(P, {a, b})) : G is full
claim forall X in categories(arrows <= 2) : forall S in tasks(X, size <= 2) : forall T in tasks(X, size <= 2) :
  forall n in transformations(S, T) : n is mono
claim forall X in categories(arrows <= 3) : forall T in tasks(product(X, X), size <= 2) : rank(T) <= 1
claim forall X in categories(arrows <= 3) : forall T in tasks(opposite(X), size <= 2) : forall x in elements(T) :
  rank(quotient(T) { }) <= 1 or size(T) < 2
claim forall X in categories(arrows <= 3) : X ~= opposite(X) and yoneda(X) solves terminal(X) by prompt
claim size(T) = 4 and (exists x in objects(Graphs) : T is representable by x)
ask forall x in objects(P) : exists y in objects(P) : exists f in arrows(P, x, y) : not f is iso in P
"""


GRADED = r"""
enriched "my C" in metric { x -> "y y" : 1/2 ; "y y" -> x : inf }
enriched E in prob { a -> b : 1/2 ; b -> c : 1/2 }
functor F : E -> E { a |-> a ; b |-> b ; c |-> b }
task t on "my C" { x : 0 ; "y y" : 1 }
"""

GRADED_SAID = r"""
claim forall v, w in objects("my C") : v = w
claim forall v in objects("my C") : v != v
claim forall v in objects("my C") : v = x in "my C" and t(v) = 0
claim forall v, w in objects("my C") : v = w in "my C" or "my C"(v, w) = 0
claim forall v in objects("my C") : t is representable by v
claim forall v in objects(E) : F(v) = v
claim forall v in objects(E) : v = a and E(F(v), b) = 1
find v in objects(E) such that F(v) != v in E and E(v, F(v)) < 1
find v in objects(E), w in objects(E) such that F(v) = F(w) in E and not v = w
"""

DEFINED = r"""
category C { object a, b ; arrow f, g : a -> b }
category E { object a, b, "c d" ; arrow a : a -> b ; arrow "x y" : b -> "c d" }
poset P { a < b < c ; a < d }
monoid M { generator e ; equation e . e = e }
task T on C { a = {1, 2} ; b = {x, "y z"} ; f { x |-> 1 ; "y z" |-> 2 } ; g { x |-> 2 ; "y z" |-> 2 } }
task S on C { a = {x} ; b = {x} }
functor F : P -> P { a |-> a ; b |-> c ; c |-> c ; d |-> d }
functor K : E -> E { a |-> a ; b |-> b ; "c d" |-> "c d" }
transformation n : T -> S { at a { 1 |-> x ; 2 |-> x } ; at b { x |-> x ; "y z" |-> x } }
model h = yoneda(C)
define monic(arrow k : p -> q in B) := forall z in objects(B) : forall i, j in arrows(B, z, p) :
  k . i = k . j in B implies i = j in B
define count_at(task U on B, object p in B) := count(elements(U, p))
define special(object p in B) := count(arrows(B, p, p)) = 1
define "very special"(object p in B) := p is special and p is terminal in B
"""

SAID = r"""
find f in arrows(M) such that not monic(f)
find k in arrows(E, a, b) such that k = a . id in E and k is monic
claim forall k in arrows(C) : not monic(k)
claim forall x in objects(C) : x is initial and not x is very special
claim forall x in objects(C) : not x is special
claim forall x in objects(C) : count_at(T, x) = 1
claim forall T in tasks(C, size <= 3) : forall x in objects(C) : count_at(T, x) <= 1
claim forall x in objects(P) : F(x) = x
claim forall x in objects(P) : forall y in objects(P) : F(x) = F(y) in P implies x = y
claim forall f in arrows(P) : source(f) = target(f) in P
claim forall f in arrows(E) : K(f) = id(source(f)) in E
find f in arrows(E, a, b) such that K(f) = f in E
find f in arrows(E, a, b) such that f = K(f) in E and f is mono in E
claim forall f in arrows(E, a, b) : forall g in arrows(E, a, b) : f != g in E
claim forall x in objects(E) : x is initial in E and "x y" . a = "x y" . a . id(a)
claim forall x in elements(T) : n(x) != n(x) in S
claim forall x in elements(T) : forall y in elements(T) : n(x) = n(y) in S implies x = y in T
claim forall x in elements(T, b) : x|f = x|g
claim forall x in elements(T, b) : x = (x at b) and not x = (x at b)
find x in elements(T, a), y in elements(T, b) such that y|f = x and y|g != x
find u in elements(T, b), k in arrows(C, a, b) such that u|k = (2 at a) in T
claim forall x in objects(P) : exists unique y in objects(P) : F(y) = x in P
claim forall x in objects(P) : exists unique f in arrows(P) : source(f) = x in P
claim forall x in objects(P) : count(y in objects(P) such that count(arrows(P, y, x)) = 1) <= 2
claim forall x in objects(P) such that x is initial in P : x is terminal in P
claim forall x, y in objects(P) : x = y
claim forall x, y in objects(P) such that not x = y in P : count(arrows(P, x, y)) + count(arrows(P, y, x)) = 1
find x, y in objects(P) such that x != y and count(arrows(P, x, y)) + 1 = 2
claim forall x in objects(P) : (forall y, z in objects(P) such that y = z : x = z) or x is terminal in P
claim forall x in objects(P) : (exists y, a in objects(P) : y != a and F(y) = F(a) and not a = x) and not x is
  initial in P
claim forall X in categories(arrows <= 3) : forall x in objects(X) : special(x in X) or X ~= M
claim forall X in categories(arrows <= 3) : forall x in objects(X) : count(arrows(X, x, x)) = 1
claim forall X in categories(arrows <= 3) : forall G in functors(X, X) : forall x in objects(X) : G(x) = x
claim forall X in categories(arrows <= 3) : forall G in functors(X, X) : forall f in arrows(X) : G(f) = f
claim forall X in categories(arrows <= 2) : forall U in tasks(X, size <= 2) : forall m in transformations(U, U) :
  forall u in elements(U) : m(u) = u
claim forall x in objects(C) : h(x) ~= S
claim forall x in objects(C) : size(h(x)) + size(S) = 4
"""


def test_each_kind_that_is_said_by_definitions() -> None:
    report = catproof.check(DEFINED + SAID)
    assert not report.errors, [error.text for error in report.errors]
    verdicts = list(report.verdicts)
    without = [v.statement.text for v in verdicts if not pasted(v)]
    assert not without


BROUGHT = """
define hom_count(object a in X, object b in X) := count(arrows(X, a, b))
define width(functor H : X -> Y) := count(a in objects(Y) such that exists b in objects(X) : H(b) = a)
define alike(task U on X, task V on X) := size(U) = size(V)
define held(transformation m : U -> V) := forall x, y in elements(U) : m(x) = m(y) implies x = y
category X = chain(2)
task U on X { 0 = {a, b} ; 1 = {c} ; (0 -> 1) { c |-> a } }
task V on X { 0 = {a} ; 1 = {c} }
define of_X(object a in X) := hom_count(a, a) = 2
claim forall X in categories(arrows <= 3) : forall a, b in objects(X) :
  hom_count(a, b) = hom_count(b in opposite(X), a in opposite(X)) and hom_count(a, b) <= 1
claim forall Y in categories(arrows <= 3) : forall X in categories(arrows <= 3) : forall H in functors(Y, X) :
  width(H) = count(objects(X))
claim forall Y in categories(arrows <= 2) : forall U, V in tasks(Y, size <= 2) : alike(V, U) implies U ~= V
claim forall X in categories(arrows <= 2) : width(identity(product(X, X))) = count(objects(X))
claim forall Z in categories(arrows <= 3) : forall a in objects(Z) : forall b in objects(X) :
  hom_count(a, a) = hom_count(b, b) or of_X(b)
claim forall a in objects(X) : of_X(a) or hom_count(a in opposite(X), a in opposite(X)) = 2
claim forall m in transformations(U, V) : held(m) or alike(U, yoneda(X, 0)) or alike(sum(V, V), U)
"""


def test_what_parameters_bring_along_is_no_name_declared_here() -> None:
    """A definition stands where it stood: a category that was declared before it is one that it speaks of."""
    report = catproof.check(BROUGHT)
    assert not report.errors, [error.text for error in report.errors]
    assert [verdict.value for verdict in report.verdicts if pasted(verdict)] == ["false"] * 7


def test_definitions_of_several_files(tmp_path: Path) -> None:
    """What one file declares is not in sight of a definition of another one: where it would be, nothing is pasted."""
    (tmp_path / "a.cat").write_text("category X = chain(2)\n", encoding="utf-8")
    (tmp_path / "b.cat").write_text("define points(object a in X) := count(arrows(X, a, a))\n", encoding="utf-8")
    for first, second in ("ab", "ba"):
        text = f'import "{first}.cat"\nimport "{second}.cat"\n'
        text += "claim forall x in objects(X) : points(x) + points(x in opposite(X)) = 3\n"
        text += "claim forall Y in posets(points = 2) : forall x in objects(Y) : points(x) = 2\n"
        path = tmp_path / f"{first}{second}.cat"
        path.write_text(text, encoding="utf-8")
        one, other = catproof.check(path).verdicts
        assert one.value == other.value == "false" and pasted(other, path)
        assert not pasted(one, path)  # `X` would be taken for the one that the other file declares


def test_each_kind() -> None:
    report = catproof.check(GIVEN + STATEMENTS)
    assert not report.errors, [error.text for error in report.errors]
    verdicts = list(report.verdicts)
    without = [v.statement.text for v in verdicts if not pasted(v)]
    assert len(verdicts) - len(without) >= 75, without


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_examples(path: Path, tmp_path: Path) -> None:
    where = None
    if "read(" in path.read_text(encoding="utf-8"):  # what is pasted reads the files that are beside it
        where = Path(shutil.copytree(path.parent, tmp_path / "beside")) / path.name
    for verdict in catproof.check(path).verdicts:
        pasted(verdict, where)


def test_random_claims() -> None:
    """Five hundred claims that are not as random statements say they are, or are."""
    found = number = 0
    while found < 500:
        texts = [Statements(number + k).statement() for k in range(100)]
        number += 100
        report = catproof.check(DECLARATIONS + "\n".join(texts) + "\n", timeout=10)
        assert not report.errors
        found += sum(bool(pasted(verdict)) for verdict in report.verdicts)


SHADOWING = {
    "C": ['"a b"', "M", "Par", "C2"],
    "M": ["Z3", "M"],
    "T": ["V", '"for all"', "T", "a"],
    "F": ["F", "f", '"(a, b)"'],
    "n": ["n", "f", "b"],
    "a": ["a", "x", '"b"'],
    "f": ["f", "g", "e", '"s . q"', "q"],
}


def test_variables_called_like_what_is_there() -> None:
    """Variables that hide each other, and names of the file; with names that need quotes."""
    found, choice = 0, Random(7)
    for number in range(100):
        names: dict[str, str] = {}

        def renamed(match: re.Match[str], names: dict[str, str] = names) -> str:
            return names.setdefault(match[0], choice.choice(SHADOWING[match[1]]))

        text = re.sub(r"\b([CMTFnaf])\d+\b", renamed, Statements(10_000 + number).statement())
        report = catproof.check(f"{DECLARATIONS}{text}\n", timeout=10)
        if not report.errors:  # what is hidden may have been meant
            found += sum(bool(pasted(verdict)) for verdict in report.verdicts)
    assert found > 50


def theory(text: str) -> str:
    [verdict] = catproof.check(text).verdicts
    return pasted(verdict)


def test_what_is_written() -> None:
    [first] = catproof.check(
        "find B in categories(arrows = 3, objects = 2), C in categories(arrows = 2, objects = 2), T in tasks(B, "
        "size = 2) such that T is representable\n"
    ).verdicts
    assert pasted(first).split("\n") == [
        "category B { object a, b ; arrow f : a -> b }",
        "category C { object a, b }",
        "task T on B { a = {1} ; b = {1} }",
        "claim T is representable",
    ]
    assert theory("claim forall Q in categories(arrows = 1) : forall T in tasks(Q, size <= 2) : T is familial\n") == ""
    text = 'poset "two words" { "x y" < z }\nclaim forall "z" in objects("two words") : "z" is terminal\n'
    assert theory(text) == 'poset "two words" { "x y" < z }\nrefute "x y" is terminal in "two words"'
    text = "poset P { a < b }\nposet Q { c < d }\nclaim forall P in objects(Q) : P is initial\n"
    assert theory(text) == "poset Q { c < d }\nrefute d is initial in Q"


def test_one_text_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "a.cat"
    path.write_text("poset P { a < b }\nclaim forall x in objects(P) : x is terminal in P\n", encoding="utf-8")
    report = catproof.check(path)
    [verdict] = report.verdicts
    text = "poset P { a < b }\nrefute a is terminal in P"
    assert theory_to_paste(verdict) == text
    [file] = json.loads(report.to_json())["files"]
    assert file["statements"][0]["witness"]["theory"] == text
    assert escape(text) in page(report)
    assert escape(text) in verdict_html(verdict)
    assert "\n".join(f"               {line}" for line in text.split("\n")) in show_verdict(verdict, plain)


def test_what_was_declared_elsewhere(tmp_path: Path) -> None:
    """Imported names are declared in the theory itself, data is read from where it is."""
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "edges.csv").write_text("child,parent\na,b\na,c\n", encoding="utf-8")
    (inner / "labels.csv").write_text("label,object\nyes,a\nno,a\n", encoding="utf-8")
    (inner / "base.cat").write_text(
        'poset P = read("edges.csv", child, parent)\ntasks read("labels.csv", label, object) on P\n'
        "category D = opposite(P)\ntask both = sum(yes, no)\n",
        encoding="utf-8",
    )
    text = 'import "inner/base.cat"\nclaim forall x in objects(D) : both is representable by x or x is terminal in D\n'
    path = tmp_path / "main.cat"
    path.write_text(text, encoding="utf-8")
    [verdict] = catproof.check(path).verdicts
    assert pasted(verdict, path).split("\n") == [
        'poset P = read("inner/edges.csv", child, parent)',
        'tasks read("inner/labels.csv", label, object) on P',
        "category D = opposite(P)",
        "task both = sum(yes, no)",
        "refute both is representable by b or b is terminal in D",
    ]


def test_cells_of_a_notebook() -> None:
    """What a cell declares again is another thing than what earlier cells speak of."""
    session = Session()
    session.check("poset P { a < b }\ntask T on P { a = {1} }\n", Options())
    session.check("poset P { a < b < c }\n", Options())
    report = session.check("claim forall x in objects(P) : size(T) = 1 and x is initial in P\n", Options())
    [verdict] = report.verdicts
    assert pasted(verdict).split("\n") == [
        "poset P { a < b < c }",
        "poset P2 { a < b }",
        "task T on P2 { a = {1} }",
        "refute size(T) = 1 and b is initial in P",
    ]


def test_a_long_chain_of_declarations() -> None:
    """Declarations that need each other are not gone through by recursion."""
    text = "category C0 = chain(2)\n" + "".join(f"category C{k + 1} = opposite(C{k})\n" for k in range(3000))
    written = theory(text + "claim forall x in objects(C3000) : x is terminal in C3000\n")
    assert written.count("\n") == 3001


def test_what_is_too_much_to_paste() -> None:
    text = "poset P { " + " ; ".join(f"a{k} < a{k + 1}" for k in range(6000)) + " }\n"
    [verdict] = catproof.check(text + "claim forall x in objects(P) : x is terminal in P\n").verdicts
    assert verdict.value == "false" and "theory" not in verdict.witness and verdict.witness["x"] == "a0"


def test_long_theories_are_cut_on_the_terminal() -> None:
    text = "poset P { " + " ; ".join(f"{'a' * 40}{k} < {'a' * 40}{k + 1}" for k in range(100)) + " }\n"
    [verdict] = catproof.check(text + "claim forall x in objects(P) : x is terminal in P\n").verdicts
    assert pasted(verdict).count("\n") > 100
    assert show_verdict(verdict, plain).endswith("more lines; all of them with --format json")


@pytest.mark.parametrize("statement", GRADED_SAID.strip().splitlines())
def test_objects_of_graded_categories_are_put_in(statement: str) -> None:
    """Whether they are equal is said in their category: their names alone are of nothing."""
    report = catproof.check_text(f"{GRADED}{statement}\n")
    [verdict] = report.verdicts
    assert not report.errors and verdict.value in ("true", "false")
    assert pasted(verdict)


@pytest.mark.parametrize(
    "statement",
    [
        "claim forall T in tasks(Zoo) : T(dog) <= T(cat)",
        "claim forall T in tasks(Zoo) : near(T)",
        "claim forall M in metrics(points = 3) : forall x, y in objects(M) : M(x, y) <= 1",
        "claim forall M in metrics(points = 2) : forall T in tasks(M) : rank(T) = 1",
        "claim forall M in metrics(points = 2) : exists T in tasks(M) : rank(T) = 2",
        "claim exists M in metrics(points = 2) : exists T in tasks(M) : rank(T) = 2",
        "claim forall M in enriched(fuzzy, points = 2) : forall x, y in objects(M) : M(x, y) = M(y, x)",
        "claim 1 = 1 and not exists dog in tasks(Pets) : dog(\"the cat\") < dog(a)",
        "claim forall M in metrics(points = 1) : forall T in tasks(M) : T is representable",
    ],
)
def test_tables_of_real_values_are_declared(statement: str) -> None:
    theory = """
    enriched Zoo in metric { dog <-> cat : 1 ; dog <-> car : 4 ; cat <-> car : 4 }
    enriched Pets in metric { "the cat" -> a : 2 ; a -> "the cat" : 1/3 }
    define near(task T on Zoo) := T(dog) <= 1
    """
    report = catproof.check_text(f"{theory}{statement}\n")
    [verdict] = report.verdicts
    assert not report.errors and verdict.value in ("true", "false")
    assert pasted(verdict)
