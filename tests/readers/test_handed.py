"""What a program hands over in place of a file: read as the file would be, and what is wrong with it is said."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from numpy.typing import NDArray

from catproof.readers.flaws import BadData
from catproof.readers.handed import Handed, numbers, pairs

VECTORS = {"dog": [1, 0.5], "cat": [0.25, 1], 7: [0, 1]}


class Frame:
    """What data frames and series have in common with those of pandas."""

    def __init__(self, index: Iterable[object], values: NDArray[np.float64]) -> None:
        self.index = index
        self.values = values

    def to_numpy(self) -> NDArray[np.float64]:
        """The rows."""
        return self.values

    def itertuples(self, index: bool, name: str | None) -> Iterable[tuple[object, ...]]:
        """The rows one by one."""
        assert not index and name is None
        return (tuple(row) for row in self.values.tolist())


def said(given: Handed, scores: bool | None = None) -> list[str]:
    """What is wrong."""
    with pytest.raises(BadData) as bad:
        if scores is None:
            pairs(given, ("item", "label"))
        else:
            numbers(given, scores)
    return [str(flaw) for flaw in bad.value.flaws]


def test_rows_have_the_same_names_and_numbers_in_whatever_form() -> None:
    table = np.array(list(VECTORS.values()))
    forms = [
        Handed("v", VECTORS),
        Handed("v", table, list(VECTORS)),
        Handed("v", table.tolist(), iter(["dog", "cat", "7"])),
        Handed("v", Frame(np.array([*VECTORS], object), table)),
        Handed("v", Frame(["x", "y", "z"], table), [*VECTORS]),
    ]
    for form in forms:
        found = numbers(form, False)
        assert found.names == ["dog", "cat", 7] and (found.values == table).all()


def test_pairs_are_the_same_in_whatever_form() -> None:
    forms = [
        {"dog": ["pet", "animal"], "cat": "pet", np.int64(7): {"odd"}},
        [("dog", "pet"), ["dog", "animal"], ("cat", np.str_("pet")), (7, "odd")],
        iter([("dog", "pet"), ("dog", "animal"), ("cat", "pet"), ("7", "odd")]),
        Frame([], np.array([["dog", "pet"], ["dog", "animal"], ["cat", "pet"], [7, "odd"]], object)),
    ]
    for form in forms:
        found = pairs(Handed("labels", form), ("item", "label"))
        assert found.columns == (["dog", "dog", "cat", 7], ["pet", "animal", "pet", "odd"])
        assert list(found.places) == [1, 2, 3, 4] and found.unit == "pair"


@pytest.mark.parametrize(("value", "names", "wrong"), [
    ([[1, 2], [3]], "ab", "the rows have different lengths, or are no numbers"),
    ([["x"]], "a", "an array of numbers is expected, and this one is of type <U1"),
    (np.eye(2), None, "the names of the rows are missing"),
    (np.eye(2), "abc", "there are more than 2 names, and 2 rows"),
    (np.eye(2), "a", "there are 1 names, and 2 rows"),
    (np.eye(2), "aa", "v: row 2: the name a is in row 1 already"),
    (np.eye(2), ["a", "b\u202e"], "the value in the column names contains"),
    (np.eye(2), ["a", ""], "there is no value in names"),
    (np.eye(2), ["a", True], "a name in names is a text or a whole number, not True"),
    ([[1, float("nan")]], "a", "v: row 1: the number in the column 2 is nan, no finite one"),
    ([[0, 0]], "a", "v: row 1: the vector of a is 0, which has no direction"),
    (np.eye(2, dtype=np.longdouble), "ab", "are no doubles"),
    (3, "a", "an array of rows is expected, and this one is a single number"),
    ({}, None, "an array of rows is expected"),
])  # fmt: skip
def test_wrong_rows_are_named(value: object, names: Iterable[object] | None, wrong: str) -> None:
    assert any(wrong in each for each in said(Handed("v", value, names), False))


def test_a_table_of_scores_is_square() -> None:
    assert numbers(Handed("v", {"a": [0, 0], "b": [0, 0]}), True).names == ["a", "b"]
    assert said(Handed("v", {"a": [0, 0, 1], "b": [0, 0, 1]}), True) == [
        "v: a table of scores is square, and this one is 2 x 3"
    ]


def test_all_wrong_pairs_are_named() -> None:
    given = [("dog", "pet"), ("dog",), "ab", ("cat", float("nan")), (None, "pet"), (1.5, "pet"), ("a\nb", "")]
    assert said(Handed("labels", given)) == [
        "labels: pair 2: a pair of item and label is expected, not ('dog',); also pair 3: a pair of item and label is "
        "expected, not ab; 2 in all",
        "labels: pair 4: there is no value in label; also pair 5: there is no value in item; pair 7: there "
        "is no value in "
        "label; 3 in all",
        "labels: pair 6: a name in item is a text or a whole number, not 1.5; also pair 7: the value in the "
        "column item has "
        "several lines, and a name is one; 2 in all",
    ]
    assert said(Handed("labels", 5)) == ["labels: pair 1: a pair of item and label is expected, not 5"]
