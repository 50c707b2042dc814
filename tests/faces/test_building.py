"""Theories built in Python are those that are parsed; several threads use them at once."""

from __future__ import annotations

import json
import math
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rebuilding import flat, rebuilt
from theory_files import GOOD

import catproof
from catproof import InputError, Theory
from catproof.core.characters import forbidden
from catproof.resources import folder
from catproof.syntax.formatter import format_theory
from catproof.syntax.parser import parse

BUILT = {
    "poset": (
        Theory()
        .poset("P", [("dog", "mammal", "animal"), ("big cat", "mammal")], points=["stone"], doc="what there is")
        .task("T", "P", {"dog": ["yes"], "big cat": ["yes"]})
        .claim("rank(T) = 2", name="two")
        .refute("T is representable"),
        """\
poset P "what there is" { dog < mammal < animal ; "big cat" < mammal ; point stone }
task T on P { dog = {yes} ; "big cat" = {yes} }
claim two : rank(T) = 2
refute T is representable
""",
    ),
    "monoid": (
        Theory()
        .monoid("Z4", ["r"], ["r^4 = id"])
        .task("clock", "Z4", {"*": [0, 1, 2, 3]}, {"r": {0: 1, 1: 2, 2: 3, 3: 0}})
        .functor("F", ("Z4", "Z4"), {"*": "*", "r": "r^3"})
        .model("f", "via(F)")
        .claim("clock ~= yoneda(Z4, *)")
        .ask("f solves clock by tuning"),
        """\
monoid Z4 { generator r ; equation r^4 = id }
task clock on Z4 { * = {0, 1, 2, 3} ; r { 0 |-> 1 ; 1 |-> 2 ; 2 |-> 3 ; 3 |-> 0 } }
functor F : Z4 -> Z4 { * |-> * ; r |-> r^3 }
model f = via(F)
claim clock ~= yoneda(Z4, *)
ask f solves clock by tuning
""",
    ),
    "category": (
        Theory()
        .category("C", ["a", "b", "c"], {"f": ("a", "b"), "g": ("b", "c"), "h": ("b", "c")}, ["g . f = h . f"])
        .group("S3", ["s", "t"], ["s^2 = id", "t^3 = id", "s . t . s = t^2"])
        .table("K", ["*"], {"e": ("*", "*")}, {("e", "e"): "e"})
        .category("D", "product(K, opposite(C))")
        .claim("g . f = h . f in C")
        .claim("count(arrows(S3)) = 6"),
        """\
category C { object a ; object b ; object c ; arrow f : a -> b ; arrow g : b -> c ; arrow h : b -> c
  equation g . f = h . f }
group S3 { generator s ; generator t ; equation s^2 = id ; equation t^3 = id ; equation s . t . s = t^2 }
table K { object * ; arrow e : * -> * ; compose e . e = e }
category D = product(K, opposite(C))
claim g . f = h . f in C
claim count(arrows(S3)) = 6
""",
    ),
    "maps": (
        Theory()
        .poset("P", [("a", "b")])
        .task("S", "P", {"a": [1, 2]})
        .task("T", "P", "constant(P, {x})")
        .transformation("n", ("S", "T"), {"a": {1: "x", 2: "x"}})
        .transformation("i", ("T", "T"), {"a": {"x": "x"}, "b": {"x": "x"}})
        .model("h", ("P", "P"), {"a": "T", "b": "T"})
        .pretext("M", "masked", ['text "the cat sat"', 'text "the dog sat"'])
        .refute("n is mono")
        .find("U in tasks(P, size <= 2) such that rank(U) = 2", name="two"),
        """\
poset P { a < b }
task S on P { a = {1, 2} }
task T = constant(P, {x})
transformation n : S -> T { at a { 1 |-> x ; 2 |-> x } }
transformation i : T -> T { at a { x |-> x } ; at b { x |-> x } }
model h : P -> P { a |-> T ; b |-> T }
pretext M = masked { text "the cat sat" ; text "the dog sat" }
refute n is mono
find two : U in tasks(P, size <= 2) such that rank(U) = 2
""",
    ),
}


def outcome(report: catproof.Report) -> Any:
    def timeless(value: Any) -> Any:
        if isinstance(value, dict):
            place = ("name",) if str(value.get("name")).startswith("line ") else ()
            return {k: timeless(v) for k, v in value.items() if k not in ("seconds", "path", "line", *place)}
        return [timeless(each) for each in value] if isinstance(value, list) else value

    return timeless(json.loads(report.to_json()))


@pytest.mark.parametrize("name", BUILT)
def test_built_is_parsed(name: str) -> None:
    built, text = BUILT[name]
    left, right = parse(built.text(), "t"), parse(text, "t")
    assert not right.diagnostics and left.theory == right.theory
    assert built.text() == format_theory(left, built.text())
    assert outcome(built.check()) == outcome(catproof.check(format_theory(right, text)))
    assert set(built.load().names) == set(catproof.load(text).names)


def test_a_theory_does_not_change() -> None:
    start = Theory().poset("P", [("a", "b")])
    one, other = start.claim("yoneda(P, a) is representable"), start.refute("yoneda(P, a) is representable")
    assert start == Theory().poset("P", [("a", "b")])
    assert one.check().ok and not other.check().ok
    assert one == start.declare("claim yoneda(P, a) is representable") != other
    assert len({one, start.claim("yoneda(P, a) is representable")}) == 1


def test_core_objects() -> None:
    given = catproof.load(BUILT["category"][1])
    tasks = catproof.load(BUILT["monoid"][1] + BUILT["poset"][1].replace("two :", ""))
    theory = (
        Theory()
        .category("C", given["C"])
        .category("S3", given["S3"])
        .category("Z", tasks["Z4"])
        .category("P", tasks["P"])
        .task("T", "Z", tasks["clock"])
        .task("U", "P", tasks["T"])
    )
    for claim in (
        "g . f = h . f in C",
        "count(arrows(S3)) = 6",
        "T is representable",
        "rank(U) = 2",
        "count(objects(P)) = 5",
    ):
        theory = theory.claim(claim)
    assert theory.check().ok, theory.text()


def test_imports(tmp_path: Path) -> None:
    (tmp_path / "base.cat").write_text("poset P { a < b }\n", encoding="utf-8")
    assert (
        Theory().imports(tmp_path / "base.cat").claim("yoneda(P, a) is representable").check(allow_path=[tmp_path]).ok
    )


def test_wrong_input() -> None:
    start = Theory().poset("P", [("a", "b")])
    with pytest.raises(InputError, match="expected") as found:
        start.claim("yoneda(P, a) is is")
    assert "`claim yoneda(P, a) is is`" in found.value.diagnostics[0].path
    with pytest.raises(InputError):
        Theory().functor("F", "inclusion(")
    for wrong in (1.5, None, True):
        with pytest.raises(TypeError, match="a label is"):
            Theory().poset("P", [(wrong, "b")])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="a name is a str"):
        Theory().monoid("M", [1])  # type: ignore[list-item]
    report = start.claim("T is representable").check()
    assert not report.ok and report.errors
    with pytest.raises(InputError):
        start.task("T", "Q", {"a": [1]}).load()
    with pytest.raises(ValueError, match="engine must be one of"):
        start.check(engine="magic")


names = st.text(min_size=1, max_size=6).filter(lambda s: forbidden(s) is None)


@settings(max_examples=60, deadline=None)
@given(st.lists(names, min_size=1, max_size=4, unique=True), st.data())
def test_any_names(objects: list[str], data: st.DataObject) -> None:
    """Whatever the objects are called, they come back so, or are refused."""
    try:
        theory = Theory().category("C", objects)
        found = theory.load()["C"]
    except InputError:
        return
    assert isinstance(found, catproof.Category) and list(found.objects) == objects
    members = data.draw(st.lists(names | st.integers(0, 9), max_size=3, unique_by=str))
    try:
        task = theory.task("T", "C", {objects[0]: members}).load()["T"]
    except InputError:
        return
    assert isinstance(task, catproof.Task) and task.size == len(members)


def test_threads() -> None:
    theories = [built for built, _ in BUILT.values()] * 2
    options: list[dict[str, Any]] = [{"engine": "direct"}, {"engine": "z3"}] * len(BUILT)
    alone = [outcome(t.check(**o)) for t, o in zip(theories, options, strict=True)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda pair: outcome(pair[0].check(**pair[1])), zip(theories, options, strict=True)))
    assert together == alone


def test_a_time_limit_in_a_thread() -> None:
    theory = Theory().claim("forall C in categories(arrows <= 7) : count(arrows(C)) <= 7")
    with ThreadPoolExecutor(2) as pool:
        for report in pool.map(lambda _: theory.check(timeout=0.3), range(2)):
            [verdict] = report.verdicts
            assert verdict.value == "unknown" and "time limit of 0.3 s" in verdict.reason


def test_exceptions() -> None:
    kinds = (catproof.InputError, catproof.InternalError, catproof.LimitReached, catproof.NotACategory)
    assert all(issubclass(kind, catproof.CatproofError) for kind in (*kinds, catproof.WorkersFailed))
    for call in (
        lambda: catproof.load("poset P { a < }"),
        lambda: catproof.load("no such file.cat"),
        lambda: catproof.load("table K { object * ; arrow e : * -> * }\n"),
        lambda: Theory().claim("a = "),
        lambda: Theory().category("C", "prodct(A, B)").load(),
    ):
        with pytest.raises(catproof.CatproofError):
            call()


@pytest.mark.parametrize("path", [*GOOD, *sorted(folder("theories").rglob("*.cat"))], ids=lambda p: p.stem)
def test_every_example_can_be_built(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    parsed = parse(text, path.name).theory
    built = rebuilt(parsed)
    assert flat(parse(built.text(), "built").theory) == flat(parsed)


def test_scores() -> None:
    """Numbers are the exact rationals that they are."""
    zoo = Theory().enriched("Zoo", {("dog", "wolf"): 0.5, ("wolf", "dog"): Fraction(1, 2)}, "metric", ["car"])
    zoo = zoo.task("canine", "Zoo", {"dog": 0, "wolf": 0, "car": math.inf}).claim("rank(canine) = 2")
    zoo = zoo.claim("canine is representable by dog within 1/2").refute("canine is representable")
    raw = {("a", "b"): 1, ("b", "a"): 1, ("b", "c"): 1, ("c", "b"): 1, ("a", "c"): 3, ("c", "a"): 3}
    zoo = zoo.scores("Raw", raw, "metric").enriched("Short", "closure(Raw)")
    assert zoo.refute("Raw is a category").claim("Short(a, c) = 2").check().ok
    for wrong in (True, float("nan"), "1"):
        with pytest.raises(TypeError):
            Theory().scores("S", {("a", "b"): wrong}, "prob")  # type: ignore[dict-item]
    assert Theory().scores("S", {("a", "b"): -1}, "metric").check().errors
