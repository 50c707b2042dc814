"""Limits and properties as they are said: known examples under every engine, laws as sweeps, errors, reasons."""

from __future__ import annotations

import pytest
from patience import PATIENCE

from catproof.bridge.export import TARGETS, export
from catproof.elaborate.loader import Loader
from catproof.faces.api import check_text
from catproof.options import Options
from catproof.syntax.formatter import format_theory
from catproof.syntax.parser import parse

GIVEN = """
poset Square { bottom < left < top ; bottom < right < top }
poset Bow { a < c ; a < d ; b < c ; b < d }
poset Crown { point c, d ; a < c ; a < d ; b < c ; b < d }
poset Pentagon { 0 < a < b < 1 ; 0 < c < 1 }
group Z6 { generator r ; equation r^6 = id }
monoid Idem { generator e ; equation e . e = e }
category Graphs { object V, E ; arrow s, t : V -> E }
category Pair { object a, b }
category Split { object a, b ; arrow r : a -> b ; arrow s : b -> a ; equation r . s = id }
category Fixed { object o, a ; arrow z : o -> a ; arrow t : a -> a ; equation t . t = id ; equation t . z = z }
functor pair_of : discrete({l, r}) -> Square { l |-> left ; r |-> right }
functor two : discrete({l, r}) -> Pair { l |-> a ; r |-> b }
functor double : chain(3) -> chain(6) { 0 |-> 0 ; 1 |-> 2 ; 2 |-> 4 }
functor half : chain(6) -> chain(3) { 0 |-> 0 ; 1 |-> 0 ; 2 |-> 1 ; 3 |-> 1 ; 4 |-> 2 ; 5 |-> 2 }
functor last : terminal() -> chain(3) { * |-> 2 }
functor forget : Fixed -> chain(2) { o |-> 0 ; a |-> 1 ; t |-> id ; z |-> (0 -> 1) }
task loop on Graphs { V = {v} ; E = {x} ; s { x |-> v } ; t { x |-> v } }
task apart on Graphs { V = {v, w} ; E = {} }
"""

SAID = """
claim  pair_of has a limit and limit(pair_of) ~= bottom in Square and colimit(pair_of) ~= top in Square
claim  Square is a lattice and Square is distributive and Square has finite limits and Square has finite colimits
refute Bow has products
claim  Bow has equalizers
claim  Z6 is a groupoid and Z6 is connected and not Z6 has products
refute Graphs has a terminal object
claim  Graphs is skeletal and Graphs is gaunt and not Graphs is thin
claim  euler(Z6) = 1/6 and euler(Idem) = 1/2 and euler(Square) = 1 and euler(Graphs) = 0
refute Idem is Cauchy complete
claim  karoubi(Idem) is Cauchy complete and Idem is Morita equivalent to karoubi(Idem)
refute Idem is equivalent to karoubi(Idem)
claim  half is right adjoint to double and half preserves limits and double preserves colimits
claim  last is final and not last is initial
claim  forall C in categories(arrows <= 4) : C is a groupoid iff forall f in arrows(C) : f is iso
claim  freyd : forall C in categories(arrows <= 5) : C has finite limits implies C is thin
find   C in categories(arrows <= 4) such that C is balanced and not C is Cauchy complete
claim  Split is equivalent to karoubi(Idem) and Split ~= karoubi(Idem)
claim  not limit(pair_of) = top and not two has a limit
"""

KNOWN = """
claim  Pentagon is a lattice and not Pentagon is distributive
claim  Split is Cauchy complete and Split has equalizers and Split has a zero object and Split is pointed
claim  r is a regular epi in Split and s is a regular mono in Split and not z is a regular epi in Fixed
claim  z is a regular mono in Fixed and Fixed has equalizers and Fixed has pullbacks and not Fixed has products
refute forget preserves equalizers
refute forget preserves limits
claim  forget reflects monos or not forget is conservative
claim  chain(4) is filtered and chain(4) is cofiltered and not Pair is filtered and not Pair is connected
claim  loop is connected and not apart is connected and apart is projective and not loop is projective
claim  yoneda(Graphs, E) is connected and yoneda(Graphs, E) is projective and not empty(Graphs) is connected
claim  projection(loop) is a discrete fibration and opposite(projection(loop)) is a discrete opfibration
refute last is a discrete fibration
claim  identity(Graphs) is codense and identity(Graphs) is final and identity(Graphs) preserves finite limits
claim  half has a left adjoint and half preserves terminal objects and not half is conservative
claim  forall F in functors(Square, Square) : F preserves limits iff opposite(F) preserves colimits
refute half reflects limits
claim  double reflects limits and double reflects colimits and double reflects a zero object
claim  euler(Idem) - 1/2 = 0 and euler(Idem)-1/2 = 0 and 0.5 < euler(Z6) + 2/4 and 2 * 1/2 = 1
claim  euler(product(Z6, Idem)) = euler(Z6) * euler(Idem) and size(loop) != 1/2
claim  e ~= e in karoubi(Idem) and not e ~= id in karoubi(Idem)
claim  cones(pair_of) is representable by bottom and cones(pair_of) ~= yoneda(Square, bottom)
claim  exists unique x, y in objects(Square) : x is initial in Square and y is terminal in Square
"""

LAWS = """
claim forall C in categories(arrows <= 4) : C has products iff opposite(C) has coproducts
claim forall C in categories(arrows <= 4) : C has equalizers iff opposite(C) has coequalizers
claim forall C in categories(arrows <= 4) : C has pullbacks iff opposite(C) has pushouts
claim forall C in categories(arrows <= 4) : C is filtered iff opposite(C) is cofiltered
claim forall C in categories(arrows <= 4) : C is Cauchy complete iff opposite(C) is Cauchy complete
claim forall C in categories(arrows <= 4) : C has finite limits iff C has products and C has equalizers
claim forall C in categories(arrows <= 4) : karoubi(C) is Cauchy complete and C is Morita equivalent to karoubi(C)
claim forall C in categories(arrows <= 4) : C is Cauchy complete iff C is equivalent to karoubi(C)
claim forall C in categories(arrows <= 4) : C is a groupoid iff opposite(C) is a groupoid
claim forall C in categories(arrows <= 4) : forall f in arrows(C) :
  f is a regular mono in C and f is epi in C implies f is iso in C
claim forall C in categories(arrows <= 3) : forall D in categories(arrows <= 3) : forall F in functors(C, D) :
  F has a left adjoint implies F preserves limits and F is final
claim forall C in categories(arrows <= 2) : forall D in categories(arrows <= 3) : forall F in functors(C, D) :
  (F preserves limits iff opposite(F) preserves colimits) and (F is final iff opposite(F) is initial)
claim forall C in categories(arrows <= 2) : forall D in categories(arrows <= 3) : forall F in functors(C, D) :
  F preserves limits implies F preserves products and F preserves equalizers and F preserves pullbacks
claim forall C in categories(arrows <= 3) : forall D in categories(arrows <= 2) : forall F in functors(C, D) :
  F reflects limits implies F is conservative
"""


@pytest.mark.parametrize("engine", ["direct", "z3", "both"])
@pytest.mark.parametrize("said", [SAID, KNOWN], ids=["said", "known"])
def test_what_is_known(said: str, engine: str) -> None:
    report = check_text(GIVEN + said, engine=engine, timeout=PATIENCE)
    assert report.ok, [(v.statement.text, v.reason) for v in report.verdicts if not v.ok]


@pytest.mark.parametrize("law", [law for law in LAWS.split("\nclaim ") if law.strip()])
def test_laws(law: str) -> None:
    report = check_text(f"claim {law.removeprefix('claim ')}", timeout=PATIENCE)
    assert report.ok, [(v.statement.text, v.reason) for v in report.verdicts]


def test_fmt_keeps_it() -> None:
    for text in (GIVEN + SAID, GIVEN + KNOWN, LAWS):
        made = format_theory(parse(text, "t"), text)
        assert parse(made, "t").theory == parse(text, "t").theory and format_theory(parse(made, "t"), made) == made


REASONS = {
    "half reflects limits": "0 is no limit of 1, with (0 -> 1), but its value 0 is a limit of the values",
    "forget preserves limits":
        "o is an equalizer of id(a), t, with z, z, but its value 0 is no equalizer of the values",
    "last preserves colimits": "* is an initial object, but its value 2 is none",
    "half preserves limits": "it has a left adjoint, and right adjoints preserve limits",
    "double reflects colimits": "it is fully faithful, and such functors reflect all of them",
    "euler(Graphs) = 0": "euler(Graphs) is 0",
    "Bow has products": "Bow has no product of a and b: no object has arrows to both",
    "full(Bow, {a, b, c}) has coproducts": "full(Bow, {a, b, c}) has no initial object: "
        "there is no arrow a -> b; there is no arrow b -> a; there is no arrow c -> a",
    "Crown has products": "Crown has no product of c and d: ((b -> c), (b -> d)) factors through ((a -> c), (a -> d)) "
        "in no way; ((a -> c), (a -> d)) factors through ((b -> c), (b -> d)) in no way",
    "Graphs has equalizers": "Graphs has no equalizer of s and t: no object has arrows to them that commute",
    "Split has coequalizers": "every pair of different parallel arrows has a coequalizer",
    "Graphs has a terminal object":
        "Graphs has no terminal object: there is no arrow E -> V; there are 2 arrows V -> E",
    "pair_of has a limit": "bottom is a limit, with ((bottom -> left), (bottom -> right))",
    "two has a colimit": "Pair has no colimit of a and b: no object has arrows from both",
    "Pentagon is distributive": "b and (a or c) is b, (b and a) or (b and c) is a",
    "Crown is a lattice": "c and d have no meet",
    "Pair is connected": "nothing joins a and b: there are 2 parts",
    "apart is connected": "nothing joins v at V and w at V: there are 2 parts",
    "last is initial": "there is no value over 0",
    "Idem is equivalent to Split": "of their skeletons, the one has 1 object, the other 2",
}  # fmt: skip


def test_reasons() -> None:
    report = check_text(GIVEN + "".join(f"ask {said}\n" for said in REASONS))
    assert {v.statement.text: v.reason for v in report.verdicts} == REASONS


def test_errors() -> None:
    for text, message in {
        "claim limit(two) = a": "limit(two) has no value: the functor has no limit",
        "claim forall F in functors(discrete({x, y}), Pair) : limit(F) = a":
            "limit(F) has no value where F = { x |-> a ; y |-> b }: the functor has no limit",
        "claim exists F in functors(discrete({x, y}), Pair) : colimit(F) is terminal":
            "colimit(F) has no value where F = { x |-> a ; y |-> b }: the functor has no colimit",
        "claim half preserves everything": "nothing is known to preserve `everything`",
        "claim Square has everything": "nothing is known to have a `everything`",
        "claim half is right adjoint": "right adjoint to what?",
        "claim Square is equivalent": "`equivalent` is not said of 1 things",
        "define d(functor F : B -> C) := F preserves limits":
            "`preserves limits` has no definition in the language, so it cannot be a part of one",
        "claim Square preserves limits": "Square is a category, and a functor is expected here",
    }.items():  # fmt: skip
        report = check_text(GIVEN + text)
        assert [error.message for error in report.errors] == [message], text


def test_a_category_without_euler_characteristic() -> None:
    report = check_text("""
category Odd { object a, b ; arrow f, h, k, l : a -> b ; arrow g : b -> a
  equation g . h = g . f ; equation g . k = g . f ; equation g . l = g . f
  equation h . g = f . g ; equation k . g = f . g ; equation l . g = f . g ; equation f . g . f = f
  equation h . g . f = f ; equation k . g . f = f ; equation l . g . f = f ; equation g . f . g = g }
define chi(category C) := euler(C) = 1
claim Odd is chi
ask euler(Odd) = 1 or euler(Odd) = 2
claim exists D in categories(arrows <= 2) : euler(product(D, Odd)) != 0
claim Odd is thin and euler(Odd) = 1
""")
    why = "the numbers of arrows have no weighting, or no coweighting"
    messages = [error.message for error in report.errors]
    assert messages[0] == f"euler(C) has no value where C = Odd: {why}"
    assert messages[1] == f"euler(Odd) has no value: {why}"
    assert messages[2] == f"euler(product(D, Odd)) has no value where D = {{ object * }}: {why}"
    assert [v.value for v in report.verdicts] == ["skipped", "skipped", "skipped", "false"]


def test_names_of_a_file_win() -> None:
    report = check_text("""
poset limit { thin < euler }
functor karoubi : limit -> limit { thin |-> thin ; euler |-> euler }
functor colimit : limit -> limit { thin |-> thin ; euler |-> thin }
define thin(category C) := count(objects(C)) = 2
define "has products"(category C) := C is thin
define euler(category C) := count(objects(C))
define preserves(functor F : B -> C) := F is full
claim limit is thin and limit has products and euler(limit) = 2 and preserves(karoubi)
claim karoubi(euler) = euler in limit and colimit(euler) = thin in limit
claim karoubi preserves limits and karoubi is preserves
""")
    assert report.ok, [*report.errors, *((v.statement.text, v.reason) for v in report.verdicts)]


def test_exports_say_what_has_no_form() -> None:
    """Definitions of objects and arrows are exported as any other."""
    limit, keeps = "`limit(...)` has no SMT-LIB form", "`preserves limits` has no SMT-LIB form"
    said = {
        "Square is a lattice": {}, "z is a regular mono in Fixed and not Idem is Cauchy complete": {},
        "last preserves products and not last preserves coproducts": {},
        "limit(pair_of) = bottom": {"smtlib": limit}, "last preserves limits": {"smtlib": keeps},
        "euler(Idem) = 1/2": {"smtlib": "an Euler characteristic has no SMT-LIB form"},
        "size(loop) != 1/2": {},
    }  # fmt: skip
    loaded = Loader(Options()).text(GIVEN + "".join(f"claim s{k} : {text}\n" for k, text in enumerate(said)), "t.cat")
    for to in ("coq", "smtlib"):
        for statement, expected in zip(loaded.statements, said.values(), strict=True):
            reason = export(loaded, statement, Options(), TARGETS[to]).reason
            assert reason == expected.get(to, "")


@pytest.mark.parametrize("engine", ["direct", "z3"])
@pytest.mark.parametrize(
    "number",
    [
        *("rank(yoneda(Idem, *))", "rank(yoneda(Idem, *), missing <= 5%)"),
        *("count(monoids(order <= 2))", "count(T in tasks(Idem, size <= 2) such that T is representable)"),
        "count(x in objects(Idem) such that rank(yoneda(Idem, x)) = 1)",
    ],
)
def test_what_is_listed_or_has_a_rule_does_not_stand_beside_an_euler_characteristic(number: str, engine: str) -> None:
    given = "monoid Idem { generator e ; equation e . e = e }\n"
    for sides in (f"euler(Idem) = {number}", f"{number} > euler(Idem) + 1", f"not euler(Idem) < {number}"):
        (error,) = check_text(f"{given}ask {sides}\n", engine=engine).errors
        assert error.code in ("E308", "E315"), error
