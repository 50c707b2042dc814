"""`define`, and the terms that came with it, in whole theory files: verdicts of each engine, errors at their places."""

from __future__ import annotations

from pathlib import Path

import pytest
from patience import PATIENCE

import catproof
from catproof.elaborate.loader import Loader
from catproof.faces import cli
from catproof.options import Options
from catproof.running.prover import prove
from catproof.running.verdict import Verdict
from catproof.syntax.parser import parse

GRAPHS = "category Graphs { object V, E ; arrow s, t : V -> E }\n"
WALK = """task walk on Graphs {
  V = {a, b, c} ; E = {x, y, l}
  s { x |-> a ; y |-> b ; l |-> c }
  t { x |-> b ; y |-> c ; l |-> c }
}
"""
DEFINITIONS = """task triangle on Graphs {
  V = {1, 2, 3} ; E = {e, f, g}
  s { e |-> 1 ; f |-> 2 ; g |-> 3 }
  t { e |-> 2 ; f |-> 3 ; g |-> 1 }
}
define thin_homs(category C) "at most one arrow from one object to another" :=
  forall a, b in objects(C) : count(arrows(C, a, b)) <= 1
define iso_by_pieces(arrow f : a -> b in C) := f is mono in C and f is split epi in C
define hom_count(object a in C, object b in C) := count(arrows(C, a, b))
define promptable(task T on C) := exists P in objects(C) : yoneda(C) solves T by prompt P
define conservative(functor F : B -> C) := forall f in arrows(B) : F(f) is iso in C implies f is iso in B
define separated(task T on C) := forall a in objects(C) : forall x, y in elements(T, a) :
  (forall b in objects(C) : forall f in arrows(C, b, a) : x|f = y|f or f is split epi) implies x = y
define "has loops"(task T on Graphs) := exists e in elements(T, E) : e|s = e|t
define reached(element x at a in T) := count(y in elements(T) such that "restricts to"(T, y, x))
define more(task T on C, number k) := size(T) > k + 1
functor point : discrete({x}) -> Graphs { x |-> V }
"""
STATEMENTS = """claim thin_homs(chain(4)) and chain(4) is thin_homs
refute Graphs is thin_homs
claim hom_count(V, E) = 2 and hom_count(E, V) = 0 and hom_count(V in Graphs, E) - 1 = 1
claim forall C in categories(arrows <= 3) : forall f in arrows(C) : iso_by_pieces(f) iff f is iso
claim forall T in tasks(Graphs, size <= 3) : T is promptable iff T is representable
refute triangle is promptable
find C in categories(arrows <= 3) such that not C is thin_homs and forall f in arrows(C) : f is mono
claim point is conservative and not point is essentially surjective
claim terminal(Graphs) is separated and not walk is separated and walk has loops and not triangle has loops
refute sum(yoneda(Graphs, V), yoneda(Graphs, V)) is separated and Graphs is thin_homs
claim forall x in elements(triangle, V) : reached(x) = 3
claim more(walk, 4) and not more(walk, 5)
claim x|t = y|s in walk and (x at E)|s = (a at V) in walk and x|t != x|s in walk
claim exists unique e in elements(walk, E) : e|s = e|t
refute exists unique e in elements(walk, E) : e|s != e|t
claim forall v, w in elements(walk, V) such that v != w : not exists e in elements(walk, E) : e|s = v and e|s = w
claim count(e in elements(walk, E) such that e|t = c) * 2 + 1 = 5 and 7 - 2 - 1 = 4
claim point(x) = V in Graphs and source(s) = target(id(V)) in Graphs
claim forall f in arrows(Graphs) : exists unique g in arrows(Graphs) : g = f . id(source(f)) in Graphs
"""


def verdicts(text: str, engine: str = "direct") -> list[Verdict]:
    """The verdicts of a theory, each with its certificate checked by the kernel."""
    loaded = Loader(Options()).text(text, "t.cat")
    assert loaded.diagnostics == []
    options = Options(engine=engine, timeout=PATIENCE)
    return [prove(statement, "t.cat", options, "0") for statement in loaded.statements]


@pytest.mark.parametrize("engine", ["direct", "z3", "both"])
def test_each_engine(engine: str) -> None:
    for verdict in verdicts(GRAPHS + WALK + DEFINITIONS + STATEMENTS, engine):
        assert verdict.ok, (verdict.statement.text, verdict)
        assert verdict.certificate is not None and verdict.reason


def test_z3_decides_from_the_definition() -> None:
    (verdict,) = verdicts(GRAPHS + "define two(category C) := count(objects(C)) = 2\nclaim Graphs is two\n", "z3")
    assert verdict.engine == "z3"


@pytest.mark.parametrize(
    ("claim", "engine"),
    [
        ("s is mono and s is epi and not s is iso", "z3"),
        ("point is faithful and count(arrows(Graphs)) = 4", "z3"),
        ("s . id(V) = s in Graphs", "z3"),
        ("point has a right adjoint or not point is dense", "z3"),
        ("exists unique n in transformations(walk, terminal(Graphs)) : n is epi", "z3"),
        ("count(tasks(Graphs, size <= 1)) = 2", "direct"),
    ],
)
def test_what_z3_decides_and_what_it_does_not(claim: str, engine: str) -> None:
    """From the definition, or not at all: what would have to be listed before z3 is asked is decided directly."""
    text = f"{GRAPHS}{WALK}functor point : discrete({{x}}) -> Graphs {{ x |-> V }}\nclaim {claim}\n"
    (verdict,) = verdicts(text, "z3")
    assert verdict.ok and verdict.engine == engine


def test_a_declared_definition_hides_a_shipped_one_but_not_from_shipped_ones() -> None:
    text = "define mono(arrow f : a -> b in C) := not f = f in C\nclaim not s is mono and walk ~= walk\n"
    (verdict,) = verdicts(GRAPHS + WALK + text)
    assert verdict.ok


def test_definitions_come_with_an_import(tmp_path: Path) -> None:
    (tmp_path / "a.cat").write_text(GRAPHS + "define p(object a in Graphs) := a = V in Graphs\n")
    (tmp_path / "b.cat").write_text('import "a.cat"\ndefine q(object a in Graphs) := p(a)\nclaim q(V) and not q(E)\n')
    loaded = Loader(Options()).file(str(tmp_path / "b.cat"))
    assert loaded.diagnostics == []
    (verdict,) = [prove(statement, "b.cat", Options(), "0") for statement in loaded.statements]
    assert verdict.ok


def test_names_of_older_files_keep_their_meaning() -> None:
    """What are words of definitions now are names where a definition cannot be meant."""
    text = """
poset define { element < number < unique ; source < target ; define < unique }
task answers on define { element = {1} ; number = {at} }
claim element is initial in full(define, {element, number})
claim exists unique in objects(define) : unique is terminal in define or unique ~= number
category source_of = chain(1)
functor source : source_of -> define { 0 |-> target }
claim source(0) = target in define
claim exists define in objects(source_of) : define = 0 in source_of
"""
    loaded = Loader(Options()).text(text, "t.cat")
    assert [d.message for d in loaded.diagnostics] == []


ERRORS = [
    (
        "define p(category C) := q(C)",
        "there is no definition of `q`",
        "q(C)",
    ),
    (
        "define loop(category C) := not loop(C)",
        "loop is defined by itself",
        "loop(C)",
    ),
    (
        "define p(object a in C, object a in C) := a = a in C",
        "a is listed twice",
        "a",
    ),
    (
        "define p(functor F : B -> C) := F is monoo",
        "there is no property `monoo`",
        "monoo",
    ),
    (
        "define d(task T on Graphs) := size(T)\ndefine p(element u at a in T) := d(T) = 0",
        "the argument T lives elsewhere than where it should, in Graphs",
        "d(T)",
    ),
    (
        "define p(element u at a in T) := forall b in objects(Graphs) : count(elements(T, b)) = 1",
        "b is an object of Graphs, not of the category of T",
        "b",
    ),
    (
        "define p(task T on C) := size(T) + F = 2",
        "`F` is not a number",
        "F",
    ),
    (
        "define p(task T on C) := rank(T) = 1",
        "`rank` has no definition in the language: it cannot be a part of one, nor stand beside what has one in a sum",
        "rank(T)",
    ),
    (
        "define p(task T on C) := forall S in tasks(C, size <= 2) : S ~= T",
        "`tasks` cannot be ranged over here",
        "tasks(C, size <= 2)",
    ),
    (
        "define p(object a in C) := a = zz in C",
        "zz is not an object of C",
        "zz",
    ),
    (
        "define p(object a in C)\n:= a = a in C\ndefine p(category C) := thin(C)",
        "p is declared twice, first on line 7",
        "p",
    ),
    (
        "claim walk is qq",
        "there is no property `qq`",
        "qq",
    ),
    (
        "claim zz(walk)",
        "there is no definition of `zz`",
        "zz(walk)",
    ),
    (
        "claim x = y in wlak",
        "wlak is not declared, and a category or a task is expected here",
        "wlak",
    ),
    (
        "claim (x at V)|s = (a at V) in walk",
        "x is not an element at V",
        "x",
    ),
    (
        "claim a|s = a in wlk",
        "wlk is not declared, and a category or a task is expected here",
        "wlk",
    ),
    (
        "claim 2 * size(walk) = s",
        "`s` is not a number",
        "s",
    ),
    (
        "claim walk + walk = 3",
        "`walk` is not a number",
        "walk",
    ),
    (
        "define p(category C) := count(arrows(C))\nclaim p(Graphs)",
        "`p` is a number, not a proposition",
        "p(Graphs)",
    ),
    (
        "define p(category C) := C is thin_homs",
        "there is no property `thin_homs`",
        "thin_homs",
    ),
]


@pytest.mark.parametrize(("text", "message", "place"), ERRORS, ids=lambda value: value[:40])
def test_errors(text: str, message: str, place: str) -> None:
    whole = GRAPHS + WALK + text + "\n"
    first, *_ = Loader(Options()).text(whole, "t.cat").diagnostics
    assert first.message == message
    line = whole.split("\n")[first.span.line - 1]
    assert line[first.span.column - 1 : first.span.end_column - 1] == place


def test_a_term_without_a_value_is_an_error_that_shows_the_instance() -> None:
    text = (
        GRAPHS + "define twice(arrow f : a -> b in C) := f . f is mono\nclaim forall f in arrows(Graphs) : twice(f)\n"
    )
    loaded = Loader(Options()).text(text, "t.cat")
    assert loaded.diagnostics == []
    verdict = prove(loaded.statements[0], "t.cat", Options(), "0")
    assert verdict.error is not None
    assert verdict.error.message == "f . f has no value where f = s: the arrows do not meet"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("define f(object a) := 3", "`in` is expected before `)`"),
        ("define f(object a in C) = 3", "`:=` is expected, not `=`"),
        ("define f(object a in C) := a = a := a", "`:=` stands once in a definition"),
        ("task odd-toed on P { V = {1} }", "unexpected `-`"),
        ("claim forall unique x in objects(C) : x ~= x", "`unique` follows `exists`"),
        ("claim count(f(x) in objects(C) such that x ~= x) = 2", "a variable is expected before `in`"),
        ("claim x + and y", None),
    ],
)
def test_syntax_errors(text: str, message: str | None) -> None:
    (diagnostic,) = parse(text, "t.cat").diagnostics
    assert message is None or diagnostic.message == message


def test_definitions_that_are_nested_too_deep_are_refused_and_what_depends_on_them_is_skipped() -> None:
    lines = [f"define d{i}(category C) := not not d{i - 1}(C)" for i in range(1, 120)]
    text = GRAPHS + "define d0(category C) := count(objects(C)) = 2\n" + "\n".join(lines) + "\nclaim d119(Graphs)\n"
    loaded = Loader(Options()).text(text + "claim Graphs is d119\nclaim d40(Graphs)\n", "t.cat")
    (error,) = loaded.diagnostics
    assert error.message == "the definition and those it calls are nested more than 200 levels deep"
    found = [prove(statement, "t.cat", Options(), "0").value for statement in loaded.statements]
    assert found == ["skipped", "skipped", "true"]


SPECIAL = """\
category C { object a ; arrow f : a -> a ; equation f . f = f }
category D { object p ; arrow g : p -> p ; equation g . g = id }
task T on C { a = {1} }
define special(object x in C) := count(arrows(C, x, x)) = 2
define fixed(element x at a in T) := x|f = x in T
"""


@pytest.mark.parametrize(
    "claim",
    [
        "special(p in D)",
        "forall x in objects(D) : special(x)",
        "forall x in elements(constant(C, {1})) : fixed(x)",
    ],
)
def test_a_parameter_of_a_declared_category_takes_nothing_from_another(claim: str) -> None:
    report = catproof.check(f"{SPECIAL}ask {claim}\n")
    assert len(list(report.errors)) == 1 and [v.value for v in report.verdicts] == ["skipped"]


def test_a_parameter_of_a_declared_category_takes_what_lives_there() -> None:
    claims = ("special(a)", "special(a in C)", "forall x in objects(C) : special(x)", "fixed(1 at a)")
    assert catproof.check(SPECIAL + "".join(f"claim {claim}\n" for claim in claims)).ok


@pytest.mark.parametrize(
    "word, of", [("tasks(P, size <= 1)", "task T on C"), ("categories(arrows <= 2)", "category C")]
)
def test_a_definition_says_where_structures_are_ranged_over(word: str, of: str) -> None:
    """Not in it; and what the hint says instead works."""
    start = "poset P { a < b }\n"
    report = catproof.check_text(f"{start}define p(category C) := forall X in {word} : X ~= X\n")
    (error,) = report.errors
    assert error.code == "E308" and f"`define NAME({of})`" in error.hint and "takes a proof" in error.hint
    name = of.split()[1]
    instead = f"define p({of}) := {name} ~= {name}\nclaim forall X in {word} : X is p\n"
    assert catproof.check_text(start + instead).ok


NUMBERS = """category C = chain(3)
task T on C { 0 = {a} ; 1 = {b} ; 2 = {c} }
enriched M in metric { a <-> b : 1 }
define sq(number k) := k * k
define more(number k, number l) := k + l * 1/2
define points(category C) := count(objects(C))
define crowded(category C, number k) := count(objects(C)) >= k
define heavy(task T on C, number k) := size(T) >= k
define near(enriched C, number r) := forall x, y in objects(C) : C(x, y) <= r
"""
OF_CALLS = """claim crowded(C, sq(1)) and not crowded(C, sq(sq(2))) and heavy(T, more(sq(1), sq(2)))
claim more(points(C), sq(points(C))) = 15/2 and sq(sq(points(C))) = 81
claim near(M, sq(sq(1))) and not near(M, more(0, sq(1)))
claim forall D in categories(arrows <= 2) : crowded(D, sq(points(D))) implies points(D) <= 1
refute forall D in categories(arrows <= 2) : crowded(D, sq(points(D)))
claim forall N in metrics(points = 2) : near(N, sq(2)) implies near(N, sq(sq(2)))
claim exists f in arrows(C) : more(count(arrows(C, source(f), target(f))), sq(1)) = 3/2
claim count(f in arrows(C) such that sq(count(arrows(C, target(f), source(f)))) = 1) = points(C)
"""


@pytest.mark.parametrize("engine", ["direct", "z3", "both"])
def test_what_a_definition_says_is_a_number_also_for_another_one(engine: str) -> None:
    for verdict in verdicts(NUMBERS + OF_CALLS, engine):
        assert verdict.ok and verdict.certificate is not None, (verdict.statement.text, verdict)


def test_a_proposition_is_no_argument() -> None:
    loaded = Loader(Options()).text(NUMBERS + "claim sq(crowded(C, 2)) = 1\n", "t.cat")
    assert [each.message for each in loaded.diagnostics] == ["`crowded` is a proposition, not a number"]


@pytest.mark.parametrize("engine", ["direct", "z3", "both"])
@pytest.mark.parametrize(
    "claim",
    ["{} = 1", "not {} > 1", "forall x in objects(C) : {} = 1", "crowded(C, {})", "near(M, {})", "{} * 1/2 = 1"],
)
def test_a_number_that_cannot_be_written(claim: str, engine: str) -> None:
    """Thirty squares of 3 have half a milliard of digits: none of them is made."""
    for start in "3", "1/3", "points(C)":
        number = "sq(" * 30 + start + ")" * 30
        (verdict,) = verdicts(NUMBERS + f"claim {claim.format(number)}\n", engine)
        assert verdict.value == "unknown" and verdict.reason == "a number has more than 4000 digits"
    text = f"{NUMBERS}claim forall N in metrics(points = 2) : near(N, {number.replace('points(C)', '3')})\n"
    (verdict,) = verdicts(text, engine)
    assert verdict.value == "unknown" and "a number has more than 4000 digits" in verdict.reason


def test_what_is_counted_is_a_number_that_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """1,400 elements go to themselves in 1400^1400 ways, which has 4,405 digits; 1,200 in 1200^1200, with 3,695."""
    said = "a number has more than 4000 digits"
    for size, value, shown in (1200, "true", str(1200**1200)), (1400, "unknown", said):
        text = f"category C = chain(1)\ntask T on C {{ 0 = {{{', '.join(map(str, range(size)))}}} }}\n"
        found = verdicts(text + "claim count(transformations(T, T)) > 5\n")[0]
        assert found.value == value and (value == "true" or found.reason == said)
        path = tmp_path / "t.cat"
        path.write_text(text, encoding="utf-8")
        assert cli.main(["show", str(path), "count(transformations(T, T))"]) == (0 if value == "true" else 3)
        assert shown in "".join(capsys.readouterr())
        if value == "unknown":
            assert cli.main(["show", str(path), "transformations(T, T)"]) == 3 and said in capsys.readouterr().err


def test_a_number_that_one_word_says_is_a_definition() -> None:
    text = """\
monoid M { generator e ; equation e . e = e }
enriched Zoo in prob { dog <-> wolf : 1/2 }
task W on Zoo { dog : 1/2 ; wolf : 1/2 }
define chi(category C) := euler(C)
define sizeable(enriched C) := magnitude(C)
define near(enriched C, object a in C, object b in C) := C(a, b)
define worth(enriched C, task T on C, object a in C) := T(a)
define ranked(enriched C, task T on C) := rank(T)
claim chi(M) = 1/2 and chi(M) + chi(M) = 1
claim sizeable(Zoo) = 4/3
claim near(Zoo, dog, wolf) = 1/2 and near(Zoo, dog, dog) = 1
claim forall a in objects(Zoo) : worth(Zoo, W, a) = 1/2
claim ranked(Zoo, W) = 2
"""
    assert [verdict.ok for verdict in verdicts(text, "direct")] == [True] * 5
    (error,) = catproof.check("define r(task T on C) := rank(T)\n").errors
    assert error.code == "E315"
