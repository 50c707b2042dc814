"""Columns as arrays: the same as the csv module reads, whichever way a file is read."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catproof.core.label import Label
from catproof.readers.columns import Column, numbered, plain_columns, shared
from catproof.readers.delimited import LONGEST_FIELD, read_delimited
from catproof.readers.flaws import BadData
from catproof.readers.rows import as_label

CELLS = st.one_of(
    st.integers(0, 10**18 - 1).map(str),
    st.integers(0, 20).map(str),
    st.sampled_from(["-5", "007", "a", "a b", "12345678901234567890", "1.5", '"1"', "é", "+3", "\u0663"]),
)


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=9),
    st.sampled_from([",", "\t"]),
    st.booleans(),
    st.booleans(),
)
def test_as_the_csv_module_reads_it(rows: list[list[str]], delimiter: str, last: bool, quoted: bool) -> None:
    header = ['"x"', '"y, y"', '"z"'] if quoted and delimiter == "," else ["x", "y", "z"]
    text = "\n".join(map(delimiter.join, [header, *rows])) + "\n" * last
    read = csv.reader(
        io.StringIO(text), delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if delimiter == "," else csv.QUOTE_NONE
    )
    expected = [[as_label(row[2]), as_label(row[0])] for row in list(read)[1:]]
    found = read_delimited(text.encode(), "f", ["z", "x"], delimiter)
    assert [list(row) for row in zip(*found.columns, strict=True)] == expected
    assert list(found.places) == list(range(2, len(rows) + 2))
    plain = plain_columns(text.encode(), "f.csv", ["z", "x"], delimiter, LONGEST_FIELD)
    assert (plain is None) is ('"' in text[text.index("\n") :])
    for k, column in enumerate(plain or ()):
        assert isinstance(column, Column) is all(isinstance(row[k], int) and row[k] >= 0 for row in expected)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"x,y\n1,\xff\n", "f:2: the file is not UTF-8: byte 0xFF"),
        (b"x,y\n1,2\n3\n", "f:3: the row has 1 field, and the header has 2"),
        (b"x,y\n1,2,3\n4,5,6\n", "f:2: the row has 3 fields"),
        (b"x,y\n1,\n", "f:2: there is no value in the column y"),
        (b"x,z\n1,2\n", "f:1: there is no column y"),
        (b"x,y,y\n1,2,3\n", "f:1: there are 2 columns y"),
        (b"x,y\n1,2\n\n3,4\n", "f:3: the line is empty"),
        (b"x,y,z\n1,2," + b"9" * (LONGEST_FIELD + 1) + b"\n", "a field has more than 100000 characters"),
        (b"x,y\n1,\x002\n", "f:2: the file contains a NUL byte"),
    ],
)
def test_what_is_wrong_is_said_as_ever(data: bytes, said: str) -> None:
    with pytest.raises(BadData) as met:
        read_delimited(data, "f", ["x", "y"], ",")
    assert said in str(met.value)


LABELS: st.SearchStrategy[Label] = st.one_of(st.integers(0, 4), st.sampled_from(["a", "b", "1"]))


@given(st.lists(st.tuples(LABELS, LABELS), max_size=9))
def test_names_are_numbered_once(rows: list[tuple[Label, Label]]) -> None:
    columns = [Column.of([row[k] for row in rows]) for k in (0, 1)]
    names, table = shared(columns)
    assert names is not None and [tuple(names[k] for k in row) for row in table.tolist()] == rows
    firsts, codes = numbered(table.ravel())
    flat = [x for row in rows for x in row]
    different = list(dict.fromkeys(flat))
    assert [flat[k] for k in firsts.tolist()] == different and [different[k] for k in codes.tolist()] == flat
    assert [columns[0][k] for k in range(len(rows))] == list(columns[0]) == [row[0] for row in rows]


@given(st.lists(st.one_of(st.integers(0, 9), st.integers(0, 10**17)), min_size=1, max_size=9))
def test_numbers_near_and_far(values: list[int]) -> None:
    text = "x\n" + "\n".join(map(str, values))
    plain = plain_columns(text.encode(), "f.csv", ["x"], ",", LONGEST_FIELD)
    assert plain is not None and isinstance(plain[0], Column) and list(plain[0]) == values
    names, table = shared(plain[:1])
    firsts, codes = numbered(table.ravel())
    assert names is None and [values[k] for k in firsts.tolist()] == list(dict.fromkeys(values))
    assert [values[firsts[k]] for k in codes.tolist()] == values
