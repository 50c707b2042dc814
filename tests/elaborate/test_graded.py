"""Graded categories in theory files: what they declare, and what is wrong with them, in words that teach."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import catproof
from catproof.syntax.files import data_files
from catproof.syntax.parser import parse

ERRORS = [
    (
        "enriched C in metric { a -> b : 1 ; b -> c : 1 ; a -> c : 3 }",
        "C is no graded category: C(a, b) = 1 and C(b, c) = 1: 1 + 1 = 2, and C(a, c) = 3 is more",
    ),
    (
        "enriched C in prob { a -> b : 1/2 ; b -> c : 1/2 ; a -> c : 1/8 }",
        "C is no graded category: C(a, b) = 1/2 and C(b, c) = 1/2: 1/2 * 1/2 = 1/4, and C(a, c) = 1/8 is less",
    ),
    ("enriched C in metrik { a -> b : 1 }", "there is no quantale metrik"),
    ("enriched C in prob { a -> b : 3/2 }", "3/2 is no value of prob"),
    ("enriched C in bool { a -> b : 1/2 }", "1/2 is no value of bool"),
    ("enriched C in metric { a -> b : -1 }", "-1 is no value of metric"),
    ("enriched C in metric { a -> a : 1 }", "the score of an object from itself is 0, not 1"),
    ("enriched C in metric { a -> b : 1 ; a -> b : 2 }", "two scores are listed from a to b: 1 and 2"),
    (
        "enriched C in metric { a <-> b : 1 }\ntask T on C { a : 0 ; b : 3 }",
        "T is no task: C(b, a) = 1 and T(a) = 0: 1 + 0 = 1, and T(b) = 3 is more",
    ),
    ("enriched C in metric { a <-> b : 1 }\ntask T on C { a : 0 ; d : 3 }", "d is not an object of C"),
    ("enriched C in metric { a <-> b : 1 }\ntask T on C { a = {1} }", "a task on a graded category has values"),
    (
        "scores C in metric { a -> b : 1 ; b -> c : 1 }\ntask T on C { a : 0 }",
        "C is no graded category: C(a, b) = 1 and C(b, c) = 1: 1 + 1 = 2, and C(a, c) = inf is more",
    ),
    (
        "enriched C in metric { a <-> b : 1 }\nenriched D in metric { c <-> d : 2 }\n"
        "functor F : C -> D { a |-> c ; b |-> d }",
        "F is no functor: C(a, b) = 1, and D(c, d) = 2 is more",
    ),
    (
        "enriched C in metric { a <-> b : 1 }\nenriched D in fuzzy { c <-> d : 1/2 }\n"
        "functor F : C -> D { a |-> c ; b |-> d }",
        "a functor is between graded categories over one quantale, not metric and fuzzy",
    ),
    ("enriched C in metric { a <-> b : 1 }\nfunctor F : C -> C { a |-> a }", "no value is given for the object b"),
    (
        "enriched C in metric { a <-> b : 1 ; b <-> c : 1 }\npreorder P = level(C, 1)",
        "level(C, 1) is no preorder: C(a, b) = 1 and C(b, c) = 1, but C(a, c) = 2",
    ),
    ("poset P { a < b }\ntask T on P { a = {1} }\nclaim T is representable within 1", "only what is said of graded"),
    (
        "functor F : chain(2) -> chain(2) { 0 |-> 0 ; 1 |-> 1 }\nclaim F generalizes within 1",
        "only what is said of graded",
    ),
    ("enriched C in metric { a <-> b : 1 }\nclaim C is thin", "`thin` is not said of C, a graded category"),
    ("enriched C in metric { a <-> b : 1 }\nclaim C(a) = 1", "`C` takes 2 objects, not 1"),
    (
        "enriched C in metric { a <-> b : 1 }\ntask T on C { a : 0 ; b : 1 }\nclaim T is representable within -1",
        "values are never nearer to each other than 0",
    ),
    (
        "enriched C in metric { a <-> b : 1 }\ntask T on C { a : 0 ; b : 1 }\n"
        "define near(enriched D, arrow f : x -> y in D) := f is mono in D",
        "D is a graded category, and a category is expected here",
    ),
    ("define near(enriched D, number v) := level(D, v) is connected", "no `level` of something that varies"),
    (
        "poset P { a < b }\ndefine near(enriched D, functor F : D -> P) := via(F) is ideal",
        "a functor is between categories of one kind, not a graded category and a category",
    ),
    (
        "enriched C in metric { a <-> b : 1 }\nenriched D in metric { a <-> b : 1 }\ntask T on C { a : 0 ; b : 1 }\n"
        "define near(enriched C, task T on C) := T is representable\nclaim near(D, T)",
        "the argument T lives elsewhere than where it should, in C",
    ),
    (
        "enriched C in metric { a <-> b : 1 }\nenriched D in metric { object c }\ntask T on D { c : 0 }\n"
        "functor F : C -> D { a |-> c ; b |-> c }\ntask S = lan(F, T)",
        "the task lives on D, the functor starts from C",
    ),
    (
        "enriched C in metric { a <-> b : 1 }\nenriched D in metric { object c }\ntask T on C { a : 0 ; b : 1 }\n"
        "functor F : C -> D { a |-> c ; b |-> c }\ntask S = restrict(F, T)",
        "the task lives on C, the functor goes to D",
    ),
    ("poset P { a < b }\ndefine near(enriched C) := C is a category\nclaim P is near", "a graded category is expected"),
    ("enriched C in fuzzy { a <-> b : 1/2 }\nclaim magnitude(C) = 1", "that of a level is `euler(level(C, v))`"),
    ("enriched C in metric { a <-> b : 1 }\nclaim magnitude(C) = 1", "distances take a base between 0 and 1"),
    (
        "enriched C in metric { a <-> b : 1 }\nclaim magnitude(C, 2) = 1",
        "the base must be between 0 and 1, and it is 2",
    ),
    (
        "enriched C in metric { a <-> b : 1/2 }\nclaim magnitude(C, 1/2) = 1",
        "has no value: the size of the distance 1/2",
    ),
    ("scores C in prob { a -> a : 1/2 }\nclaim magnitude(C) = 1", "it is no graded category"),
    ("poset P { a < b }\nclaim magnitude(P) = 1", "P is a category, and a graded category is expected"),
    ("enriched C in prob { a -> b : 1/2 }\nclaim magnitude(C, 1/2, 1) = 1", "`magnitude` takes 1 or 2 arguments"),
    ("enriched C in metric { a <-> b : 1 }\nclaim C ~= C", "`~=` does not compare a graded category with another one"),
    ("enriched C in prob { a -> b : 1 }\nclaim yoneda(C, a) ~= yoneda(C, b)", "`~=` does not compare a graded task"),
    (
        "enriched C in prob { a -> b : 1 }\nfunctor F : C -> C { a |-> a ; b |-> b }\nclaim F ~= F",
        "`~=` does not compare a graded functor with another one",
    ),
    (
        "enriched C in prob { a -> b : 1 }\nclaim yoneda(C) ~= yoneda(C)",
        "`~=` does not compare a graded model with another one",
    ),
    ("enriched C in metric { a <-> b : 1 }\nclaim level(C, -1) is thin", "-1 is no value of metric"),
    ("enriched C in fuzzy { a <-> b : 1 }\npreorder P = level(C, 3/2)", "3/2 is no value of fuzzy"),
    ("enriched C in bool { a -> b : 1 }\nclaim level(C, inf) is thin", "inf is no value of bool"),
    (
        "enriched C in metric { a <-> b : 1 }\ntask T on C { a : 0 ; b : 1 }\n"
        "claim forall x in objects(C) : T(x) - inf = 0",
        "T(x) - inf has no value where x = a: infinity is subtracted",
    ),
    ("claim 1 - inf = 0", "1 - inf has no value: infinity is subtracted"),
    ("claim inf * (1 - 1) = 0", "inf * (1 - 1) has no value: infinity is subtracted, or multiplied by 0"),
]


@pytest.mark.parametrize(("text", "message"), ERRORS)
def test_what_is_wrong_is_said_with_the_triangle_or_the_pair(text: str, message: str) -> None:
    for engine in ("direct", "z3"):
        assert message in catproof.check_text(text + "\n", engine=engine).errors[0].message


def test_infinity_is_the_same_for_each_engine() -> None:
    for claim in ("inf + inf = inf", "inf + 1 > 3", "2 * inf = inf", "not inf < inf", "inf >= 1/2 and inf = inf"):
        for engine in ("direct", "z3", "both"):
            assert catproof.check_text(f"claim {claim}\n", engine=engine).ok, claim


def verdicts(text: str) -> list[str]:
    report = catproof.check(text)
    assert not report.errors
    return [verdict.value for verdict in report.verdicts]


def test_words_that_are_new_are_names_where_they_were() -> None:
    assert verdicts("""
poset scores { within < enriched ; enriched < inf }
functor level : scores -> chain(3) { within |-> 0 ; enriched |-> 1 ; inf |-> 2 }
task closure on scores { within = {inf} }
claim within is initial in scores and level(within) = 0 in chain(3) and size(closure) = 1
claim closure is representable by within
define within(object a in C) := a is initial in C
claim within(enriched in scores) or level is full
""") == ["true", "true", "true"]


DEFINED = """
enriched Zoo in metric { dog <-> wolf : 1 ; dog <-> cat : 2 ; wolf <-> cat : 2 }
enriched Texts in prob { a -> b : 1/2 }
task canine on Zoo { dog : 0 ; wolf : 0 ; cat : 2 }
functor i : Zoo -> Zoo { dog |-> dog ; wolf |-> wolf ; cat |-> cat }
define symmetric(enriched C) := forall x, y in objects(C) : C(x, y) = C(y, x)
define gap(enriched C, object a in C, object b in C) := C(a, b) + C(b, a)
define between(enriched C, object a in C, object b in C, object c in C) := gap(C, a, b) + gap(C, b, c) = gap(C, a, c)
define reached(enriched C, task T on C, number e) := exists p in objects(C) : T is representable by p within e
define pet(object a in Zoo) := canine(a) = 0
define easy(task T on Zoo) := rank(T) = 1 or T is representable within 1
define kept(enriched C, enriched D, functor F : C -> D, task T on C) := via(F) is ideal and via(F) solves T by tuning
define solved(enriched C, enriched D, model h : C -> D, task T on C) := h solves T by prompt within 1
define modest(enriched C) := magnitude(C, 1/2) <= 20/11 and closure(C) is a category
"""


@pytest.mark.parametrize("engine", ["direct", "both"])
def test_definitions_speak_of_graded_things(engine: str) -> None:
    text = (
        DEFINED
        + """
claim Zoo is symmetric and not Texts is symmetric
claim gap(Zoo, dog, cat) = 4 and forall a in objects(Zoo) : gap(Zoo, a, dog) <= 4
claim between(Zoo, dog, dog, cat) and not between(Zoo, dog, wolf, cat)
claim reached(Zoo, canine, 1) and not reached(Zoo, canine, 1/2)
claim dog is pet in Zoo and not cat is pet in Zoo and count(a in objects(Zoo) such that pet(a)) = 2
claim canine is easy and kept(Zoo, Zoo, i, canine) and solved(Zoo, Zoo, via(i), canine)
claim Zoo is modest
find a in objects(Zoo) such that gap(Zoo, a, dog) = 4
"""
    )
    report = catproof.check(text, engine=engine)
    assert not report.errors
    assert [verdict.value for verdict in report.verdicts] == ["true"] * 8
    reasons = [verdict.reason for verdict in report.verdicts]
    assert reasons[0].endswith("x = a, y = b: C(x, y) is 1/2 and C(y, x) is 0")
    assert "p = dog: dog is a prompt within 1" in reasons[3]
    formatted = catproof.fmt(text)
    assert "define kept(enriched C, enriched D, functor F : C -> D, task T on C) :=" in formatted
    assert catproof.fmt(formatted) == formatted


def test_a_table_of_values_has_a_least_task_above_and_a_greatest_below() -> None:
    """Along a functor from a category without scores."""
    assert (
        verdicts("""
enriched Zoo in metric { dog <-> wolf : 1/2 ; dog <-> cat : 2 ; wolf <-> cat : 2 }
enriched Apart in metric { object dog, cat, wolf }
functor at : Apart -> Zoo { dog |-> dog ; cat |-> cat ; wolf |-> wolf }
task table on Apart { dog : 0 ; wolf : 3 ; cat : 1 }
task above = lan(at, table)
task below = ran(at, table)
claim above(wolf) = 1/2 and above(cat) = 1 and below(dog) = 5/2 and below(wolf) = 3 and below(cat) = 1
claim restrict(at, above)(wolf) = 1/2 and lan(at, restrict(at, below))(cat) = 1 and 5/2 = ran(at, table)(dog)
claim forall x in objects(Apart) : above(at(x)) <= table(x) and below(at(x)) >= table(x)
define tuned(enriched C, enriched D, functor F : C -> D, task T on C) :=
    forall x in objects(C) : lan(F, T)(F(x)) = T(x)
claim not tuned(Apart, Zoo, at, table) and tuned(Apart, Zoo, at, restrict(at, above))
""")
        == ["true"] * 4
    )


def test_tables_are_read_from_files(tmp_path: Path) -> None:
    (tmp_path / "scores.csv").write_text("from,to,score\nthe cat,the,0.75\nthe,end,2/3\nend,end,1\n")
    (tmp_path / "far.csv").write_text("from,to,score\na,b,0.3\nb,c,0.3\na,c,inf\n")
    (tmp_path / "t.cat").write_text("""
scores S in prob = read("scores.csv", from, to, score)
enriched C = closure(S)
claim S("the cat", the) = 3/4 and S("the cat", end) = 0 and C("the cat", end) = 1/2
scores R in metric = read("far.csv", from, to, score, grid = 4)
claim R(a, b) = 1/2 and R(a, c) = inf and not R is a category
""")
    report = catproof.check(tmp_path / "t.cat")
    assert [verdict.value for verdict in report.verdicts] == ["true", "true"]
    assert [note for _, note in report.files[0].notes] == ["2 of 3 scores were rounded up to a multiple of 1/4"]
    (tmp_path / "t.cat").write_text('enriched R in metric = read("far.csv", from, to, score)\n')
    assert "R(a, c) = inf is more" in catproof.check(tmp_path / "t.cat").errors[0].message
    (tmp_path / "far.csv").write_text("from,to,score\na,b,much\n")
    assert "much is no value of metric" in catproof.check(tmp_path / "t.cat").errors[0].message


def test_arrays_are_read_with_their_names(tmp_path: Path) -> None:
    np.save(tmp_path / "s.npy", np.array([[0, 0.3, np.inf], [0.3, 0, 1.5], [2, 1.5, 0]]))
    (tmp_path / "s.txt").write_text("a\nb\nc d\n")
    (tmp_path / "other.txt").write_text("x\ny\nz\n")
    np.save(tmp_path / "bad.npy", np.array([[0, -0.5], [np.nan, 0]]))
    (tmp_path / "bad.txt").write_text("a\nb\n")
    np.save(tmp_path / "long.npy", np.zeros((2, 3)))
    (tmp_path / "long.txt").write_text("a\nb\n")
    (tmp_path / "t.cat").write_text("""
scores S in metric = read("s.npy", grid = 10)
scores X in metric = read("s.npy", names = "other.txt")
enriched C = closure(S)
claim S(a, b) = 3/10 and S(a, "c d") = inf and C(a, "c d") = 9/5
claim X(x, y) < 3/10 and 3/10 - X(x, y) < 1/1000000
""")
    report = catproof.check(tmp_path / "t.cat")
    assert [verdict.value for verdict in report.verdicts] == ["true", "true"]
    assert [note for _, note in report.files[0].notes] == ["2 of 9 scores were rounded up to a multiple of 1/10"]
    for source, wrong in (
        (
            'read("bad.npy")',
            ["bad.npy: row 1: -0.5 is no value of metric; also row 2: nan is no value of metric; 2 in all"],
        ),
        ('read("long.npy")', ["long.npy: a table of scores is square, and this one is 2 x 3"]),
        ('read("s.npy", names = "no.txt")', ["no.txt: no such file"]),
        ('read("s.npy", from, to)', ["an array has no columns with names: `from`"]),
        ('read("s.npy", names = "bad.txt")', ["bad.txt: there are 2 names, and the array has 3 rows"]),
    ):
        (tmp_path / "t.cat").write_text(f"scores S in metric = {source}\n")
        assert [error.message for error in catproof.check(tmp_path / "t.cat").errors] == wrong


def test_the_files_of_scores_are_known() -> None:
    """So that they are watched, and sent along."""
    text = 'scores S in metric = read("a.csv", from, to, score)\nenriched C in prob = read("b.npy")\n'
    text += 'scores R in prob = read("c.npy", names = "d.txt")\n'
    assert data_files(parse(text, "").theory) == ["a.csv", "b.npy", "b.txt", "c.npy", "d.txt"]


def test_graded_things_are_given_out() -> None:
    text = """
enriched C in metric { a <-> b : 1/2 }
task T on C { a : 0 ; b : 1/2 }
functor F : C -> C { a |-> b ; b |-> a }
model h = via(F)
"""
    found = catproof.load(text)
    category, task = found["C"], found["T"]
    assert isinstance(category, catproof.Graded) and isinstance(task, catproof.GradedTask)
    assert category.objects == ["a", "b"] and category.values[0] == [0, Fraction(1, 2)] and task.values[1] == 0.5
    assert isinstance(found["F"], catproof.GradedFunctor) and isinstance(found["h"], catproof.GradedModel)


def test_floats_of_parquet_are_the_rationals_that_they_are(tmp_path: Path) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    table = arrow.table({"from": ["a", "b"], "to": ["b", "c"], "score": [0.1, float("inf")]})
    parquet.write_table(table, tmp_path / "s.parquet")
    (tmp_path / "t.cat").write_text("""
scores S in metric = read("s.parquet", from, to, score)
scores G in metric = read("s.parquet", from, to, score, grid = 10)
claim S(a, b) > 1/10 and S(a, b) - 1/10 < 1/1000000 and S(b, c) = inf and G(a, b) = 1/5
""")
    report = catproof.check(tmp_path / "t.cat")
    assert [verdict.value for verdict in report.verdicts] == ["true"]


def test_both_engines_and_explain() -> None:
    text = """
enriched C in metric { a <-> b : 1 ; b <-> c : 1 }
task T on C { a : 0 ; b : 0 ; c : 1 }
claim T is representable within 1 and not T is representable
claim forall x, y in objects(C) : C(x, y) = C(y, x) and T(x) <= C(x, y) + T(y)
claim exists x in objects(C) : T(x) = 1 and C(x, a) = 2
claim count(x in objects(C) such that T(x) = 0) = 2
"""
    for engine in ("direct", "z3", "both"):
        report = catproof.check(text, engine=engine)
        assert [verdict.value for verdict in report.verdicts] == ["true"] * 4


@pytest.mark.parametrize(
    "text",
    [
        "define near(enriched C) := forall x in objects(C) : C(x, foo) <= 1",
        "define near(enriched C, task T on C) := T(foo) <= 1",
        "claim forall C in metrics(points = 2) : forall x in objects(C) : C(foo, x) <= 1",
        "claim forall C in metrics(points = 2) : forall x in objects(C) : x = foo in C",
    ],
)
def test_what_varies_has_no_objects_with_names(text: str) -> None:
    found = catproof.check_text(text + "\n").errors
    assert [each.code for each in found] == ["E206"] and "take a variable, in objects(C)" in found[0].text
