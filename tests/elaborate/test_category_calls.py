"""Expressions for categories and functors: names of objects and arrows, sameness of categories, and mistakes."""

import pytest

import catproof
from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.diagnostic import InputError

BASE = """
category Graphs { object V, E ; arrow s, t : V -> E }
poset P { a < b < c }
monoid M { generator e ; equation e . e = e }
functor F : P -> P { a |-> a ; b |-> a ; c |-> c }
"""


def load(text: str) -> dict[str, object]:
    return dict(catproof.load(BASE + text).names)


def category(text: str) -> Category:
    found = load(f"category X = {text}")["X"]
    assert isinstance(found, Category) and found.name == "X"
    return found


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("elements(yoneda(Graphs, E))", [("V", "s"), ("V", "t"), ("E", "id(E)")]),
        ("slice(Graphs, E)", ["s", "t", "id(E)"]),
        ("slice(P, b)", ["(a -> b)", "id(b)"]),
        ("coslice(Graphs, V)", ["id(V)", "s", "t"]),
        ("slice(M, *)", ["id", "e"]),
        ("arrows(Graphs)", ["id(V)", "s", "t", "id(E)"]),
        ("comma(identity(Graphs), identity(Graphs))",
         [("V", "V", "id(V)"), ("V", "E", "s"), ("V", "E", "t"), ("E", "E", "id(E)")]),
    ],
)  # fmt: skip
def test_objects(text: str, objects: list[object]) -> None:
    assert list(category(text).objects) == objects


def test_objects_and_arrows_are_written_as_they_are_shown() -> None:
    report = catproof.check(
        BASE
        + """
category El = elements(yoneda(Graphs, E))
category Ar = arrows(Graphs)
category K = comma(F, F)
claim (E, id(E)) is terminal in El
claim (s, id(E)) = ((V, s) -> (E, id(E))) in El
claim count(arrows(Ar, id(V), id(E))) = 2
refute (s, id, id(E)) . (id, s, id(V)) = (t, id, id(E)) . (id, t, id(V)) in Ar
claim (s, id, id(E)) = (s -> id(E)) in Ar
refute (a, a, id(a)) ~= (b, b, id(a)) in K
claim count(arrows(K, (a, a, id(a)), (b, b, id(a)))) = 1
task T on slice(P, c) { (a -> c) = {x} ; (b -> c) = {x} }
claim T ~= yoneda(slice(P, c), (b -> c))
claim T ~= yoneda(slice(P, c), "(b -> c)")
"""
    )
    assert report.ok, report


def test_one_category_for_one_term() -> None:
    found = load("""
functor p = projection(yoneda(Graphs, E))
category El = elements(yoneda(Graphs, E))
functor q = compose(p, identity(El))
functor r = opposite(F)
functor r2 = compose(opposite(F), r)
category Q = P
category Op = opposite(Q)
functor s = compose(identity(Op), r)
functor t = compose(identity(P), opposite(r))
""")
    p, q, r, el, op = (found[name] for name in ("p", "q", "r", "El", "Op"))
    assert isinstance(p, Functor) and isinstance(q, Functor) and isinstance(r, Functor)
    assert p.source is el and p.target is found["Graphs"] and q.source is el
    assert r.source is r.target is op
    assert p.name == "p" and r.name == "r"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("functor x = compose(F, identity(Graphs))",
         "the functors do not meet: the second goes to Graphs, the first starts from P"),
        ("category x = comma(F, identity(M))", "the functors go to different categories, P and M"),
        ("category x = slice(P, z)", "z is not an object of P"),
        ("category x = elements(P)", "P is a category, and a task is expected here"),
        ("category x = arrows(P, a, b)", "`arrows` takes 1 argument, not 3"),
        ("functor x = projection(P, a)", "`projection` takes 1 argument, not 2"),
        ("functor x = elements(yoneda(P, a))", "`elements(...)` is a category, and a functor is expected here"),
        ("task x = compose(F, F)", "`compose(...)` is a functor, and a task is expected here"),
    ],
)  # fmt: skip
def test_mistakes(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        load(text)
    assert [d.message for d in caught.value.diagnostics] == [message]
