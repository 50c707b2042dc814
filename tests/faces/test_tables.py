"""`Theory()` takes tables: arrays, data frames and what Arrow reads are read as a file would be, without any text."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pandas
import pyarrow
import pytest

from catproof import InputError, Theory
from catproof.core.category import Category
from catproof.core.graded import Graded, GradedTask
from catproof.core.quantale import INF

PAIRS = [("dog", "mammal"), ("cat", "mammal"), ("mammal", "animal"), ("7", "animal")]
LOW, HIGH = (list(column) for column in zip(*PAIRS, strict=True))
FRAME = pandas.DataFrame({"child": LOW, "parent": HIGH})
LABELS = pandas.DataFrame({"label": ["furry", "furry", "furry", "pet"], "item": ["dog", "cat", "mammal", "dog"]})

TABLES: dict[str, Any] = {
    "columns": {"child": np.array(LOW), "parent": HIGH},
    "two arrays": (np.array(LOW), np.array(HIGH, object)),
    "array": np.array(PAIRS),
    "objects": np.array(PAIRS, object),
    "pandas": FRAME,
    "categories of pandas": FRAME.astype("category"),
    "arrow": pyarrow.table(FRAME),
    "dictionaries of arrow": pyarrow.table({name: pyarrow.array(FRAME[name]).dictionary_encode() for name in FRAME}),
    "batches of arrow": pyarrow.Table.from_batches(pyarrow.table(FRAME).to_batches(2)),
}


class Capsule:
    """What has nothing but the Arrow capsule interface."""

    def __init__(self, table: pyarrow.Table) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """The stream of its batches."""
        return self.table.__arrow_c_stream__(requested_schema)


TABLES["capsule"] = Capsule(pyarrow.table(FRAME))


def order(theory: Theory, name: str = "P") -> tuple[list[object], set[tuple[object, object]]]:
    made = theory.load(cache=False)[name]
    assert isinstance(made, Category)
    return list(made.objects), {(made.objects[g.source], made.objects[g.target]) for g in made.generators}


@pytest.mark.parametrize("form", TABLES)
def test_a_poset_is_the_same_in_whatever_form(form: str) -> None:
    assert order(Theory().poset("P", TABLES[form])) == order(Theory().poset("P", [(a, b) for a, b in _named(PAIRS)]))


def _named(pairs: list[tuple[str, str]]) -> list[tuple[str | int, str | int]]:
    """As a file says them: what looks like a number is one."""
    return [(int(a) if a.isdigit() else a, b) for a, b in pairs]


@pytest.mark.parametrize("kind", [np.int64, np.uint8, np.int32, object])
def test_whole_numbers(kind: type) -> None:
    low, high = np.array([1, 2, 3], kind), np.array([3, 3, 4], kind)
    for table in ((low, high), np.stack([low, high], axis=1), pyarrow.table({"a": list(low), "b": list(high)})):
        assert order(Theory().poset("P", table)) == ([1, 3, 2, 4], {(1, 3), (2, 3), (3, 4)})
    large = np.array([10**18, 1], np.uint64)  # no number of the language: a name
    assert order(Theory().poset("P", (np.array([2, 3]), large)))[0] == [2, str(10**18), 3, 1]


def test_all_that_reads_a_table() -> None:
    theory = (
        Theory()
        .poset("P", FRAME, points=["stone"], doc="what is what")
        .preorder("Q", np.array([["a", "b"], ["b", "a"]]))
        .functor("F", ("P", "Q"), pandas.DataFrame({"from": [*LOW, "animal", "stone"], "to": list("aababb")}))
        .tasks(LABELS, "P")
        .tasks(pandas.DataFrame({"label": ["tame"], "item": ["dog"]}), "P", options={"prefix": "x"})
        .names({"id": ["dog"], "name": ["Canis familiaris"]}, "P")
        .claim("furry is representable by mammal and F(dog) = a in Q and count(objects(P)) = 6")
        .claim('pet is representable by dog and pet ~= "x.tame"')
    )
    report = theory.check(cache=False)
    assert not report.errors and report.ok, [error.message for error in report.errors]
    assert "dog (Canis familiaris) represents it" in report.files[0].verdicts[1].reason
    for said in ('read("P as given", smaller, larger)', 'read("tasks on P as given, 2", label, object, prefix = x)'):
        assert said in theory.text()
    assert theory != Theory() and theory == theory
    other = Theory().poset("P", FRAME)
    assert other != Theory().poset("P", FRAME.copy()) and other != Theory().declare(other.text())


def test_what_is_wrong_has_its_row() -> None:
    def said(table: Any, **options: Any) -> list[str]:
        with pytest.raises(InputError) as wrong:
            Theory().poset("P", table, **options).load(cache=False)
        return [error.message for error in wrong.value.diagnostics]

    missing = pandas.DataFrame({"child": ["a", None, "c"], "parent": ["b", "b", ""]})
    for table in (missing, pyarrow.table(missing), missing.to_numpy()):
        (message,) = said(table)
        assert message.startswith("P as given: row ") and message.endswith("; 2 in all"), message
        theory = Theory().poset("P", table, options={"null": "point"}).claim("count(objects(P)) = 3")
        report = theory.check(cache=False)
        assert report.ok and report.files[0].notes[0][1].startswith("P as given: null = point: 2 rows")
    floats = pandas.DataFrame({"child": [1, 2], "parent": [3, None]})
    assert said(floats) == [
        "P as given: row 1: a name in larger is a text or a whole number, not 3.0",
        "P as given: row 2: there is no value in larger",
    ]
    assert said(np.array([["a", "b"], ["b", "a"]])) == ["P as given: row 1: a < b < a is a cycle, and a poset has none"]
    assert said(np.array([["a", "b"], ["a", "b"]])) == ["P as given: row 2: a < b is in row 1 already"]
    assert said(np.eye(3, dtype=int)) == ["P as given: there are 3 columns, and two are expected: smaller and larger"]
    assert said(np.arange(3)) == ["P as given: there are 1 columns, and two are expected: smaller and larger"]
    assert said({"a": [1, 2], "b": [3]}) == ["P as given: the columns smaller and larger have 2 and 1 rows"]
    assert "contains U+202E" in said(np.array([["a\u202e", "b"]]))[0]
    assert "cycles = cut is not known" in said(FRAME, options={"cycles": "cut"})[0]
    with pytest.raises(TypeError, match="a table or a text is expected, not int"):
        Theory().tasks(5, "P")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="pairs are a table, a text or chains"):
        Theory().poset("P", 5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="leave out isolate"):
        Theory().poset("P", FRAME).check(isolate=True)


def test_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    from catproof.readers import tables

    monkeypatch.setattr(tables, "_arrow", lambda: None)
    assert order(Theory().poset("P", FRAME)) == order(Theory().poset("P", np.array(PAIRS)))


def test_no_row_becomes_text() -> None:
    """An array is read, not written down: its size is no part of the theory's text."""
    number = 20_000
    child = np.arange(1, number + 1)
    theory = Theory().poset("P", (child, child // 2)).claim(f"count(objects(P)) = {number + 1}")
    assert len(theory.text()) < 200 and theory.check(cache=False).ok


FROM, TO, SCORES = ["dog", "dog", "7"], ["cat", "7", "cat"], [0.5, 0.25, 0.1]
SCORED = pandas.DataFrame({"x": FROM, "y": TO, "p": SCORES})
SQUARE = np.array([[1, 0.5, 0.25], [0, 1, 0], [0, 0.1, 1]])

TABLES_OF_SCORES: dict[str, Any] = {
    "pandas": SCORED,
    "arrow": pyarrow.table(SCORED),
    "columns": {"x": FROM, "y": TO, "p": SCORES},
    "arrays": (np.array(FROM), np.array(TO), np.array(SCORES)),
    "fractions": {"x": FROM, "y": TO, "p": [Fraction(1, 2), Fraction(1, 4), Fraction(0.1)]},
}


def graded(theory: Theory) -> dict[tuple[object, object], object]:
    made = theory.load(cache=False)["S"]
    assert isinstance(made, Graded)
    return {(a, b): made.values[i][j] for i, a in enumerate(made.objects) for j, b in enumerate(made.objects)}


@pytest.mark.parametrize("form", TABLES_OF_SCORES)
def test_scores_are_the_same_in_whatever_form(form: str) -> None:
    eighth = {("dog", "cat"): 0.5, ("dog", 7): 0.25, (7, "cat"): 0.125}
    told = graded(Theory().scores("S", eighth, "prob"))
    told[7, "cat"] = Fraction(0.1)  # exactly what it is, which as a text has too many digits
    assert graded(Theory().scores("S", TABLES_OF_SCORES[form], "prob")) == told
    square = Theory().scores("S", SQUARE, "prob", objects=["dog", "cat", 7])
    assert graded(square) == told == graded(Theory().scores("S", pandas.DataFrame(SQUARE), "prob", ["dog", "cat", 7]))
    claim = Theory().enriched("S", SQUARE, "prob", ["dog", "cat", 7], grid=8).claim("S(dog, 7) = 1/4")
    report = claim.check(cache=False)
    assert report.ok and "1 of 9 scores were rounded down to a multiple of 1/8" in report.files[0].notes[0][1]
    distances = np.array([[0, np.inf], [2.5, 0]])
    assert graded(Theory().enriched("S", distances, "metric", "ab"))["b", "a"] == Fraction(5, 2)


@pytest.mark.parametrize(
    ("value", "objects", "said"),
    [
        (SCORED.iloc[:, :2], (), "there are 2 columns, and three are expected: from, to and score"),
        (SCORED.assign(p=[0.5, 2, float("nan")]), (), "S as given: row 2: 2 is no value of prob"),
        ({"x": FROM, "y": TO, "p": [1]}, (), "the columns from, to and score have 3, 3 and 1 rows"),
        (SQUARE, "ab", "there are 2 names, and 3 rows"),
        (SQUARE[:2], "ab", "a table of scores is square"),
        (-SQUARE, "abc", "no value of prob"),
        (SQUARE, "aba", "a"),
        (np.array([["x"]]), "a", "an array of numbers is expected"),
    ],
)
def test_what_is_wrong_with_scores(value: Any, objects: Any, said: str) -> None:
    report = Theory().scores("S", value, "prob", objects).claim("S is a category").check(cache=False)
    (error, *_) = report.files[0].errors
    assert said in error.message and report.exit_status == 2
    with pytest.raises(TypeError, match="a grid is for a table of scores"):
        Theory().scores("S", {}, "prob", grid=4)
    with pytest.raises(TypeError, match="scores are a table, a text or a mapping of ends"):
        Theory().scores("S", 3, "prob")  # type: ignore[arg-type]


def test_values_of_a_graded_task_from_a_table() -> None:
    zoo = Theory().enriched("Zoo", {("dog", "wolf"): 0.5, ("wolf", "dog"): 0.5}, "metric", ["dog", "wolf", "cat"])
    frame = pandas.DataFrame({"object": ["dog", "wolf"], "value": [0.0, 0.1]})
    made = zoo.task("T", "Zoo", frame).load(cache=False)["T"]
    assert isinstance(made, GradedTask) and made.values == [0, Fraction(0.1), INF]
    rounded = zoo.task("T", "Zoo", frame, options={"grid": 8}).claim("T(wolf) = 1/8 and rank(T) = 2")
    report = rounded.check(cache=False)
    assert report.ok and "1 of 2 scores were rounded up" in report.files[0].notes[0][1]
    for values, said in (
        ([0.0, 0.75], "T is no task"),
        ([0.0, -1.0], "row 2: -1 is no value of metric"),
        ([0.0, float("nan")], "row 2: nan is no value of metric"),
    ):
        (error,) = (
            zoo.task("T", "Zoo", frame.assign(value=values)).claim("rank(T) = 1").check(cache=False).files[0].errors
        )
        assert said in error.message
    for objects, said in (
        (["dog", "dog"], "dog has a value in row 1 already"),
        (["dog", "cow"], "cow is not an object"),
    ):
        (error,) = (
            zoo.task("T", "Zoo", frame.assign(object=objects)).claim("rank(T) = 1").check(cache=False).files[0].errors
        )
        assert said in error.message
    plain = Theory().poset("P", [("a", "b")]).task("T", "P", (np.array(["a", "b"]), np.array(["x", "x"])))
    assert plain.claim("T is representable by b").check(cache=False).ok
    with pytest.raises(TypeError, match="a table or a text is expected"):
        zoo.task("T", "Zoo", 3)  # type: ignore[arg-type]
