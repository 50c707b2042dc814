"""Vectors and scores from files: the same from each kind of file, and all that is wrong with its place."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as arrow
import pytest
from pyarrow import parquet

from catproof.core.deadline import deadline
from catproof.core.limits import LimitReached
from catproof.core.memory import MEGABYTE, resident
from catproof.readers import vectors
from catproof.readers.flaws import BadData
from catproof.readers.vectors import Numbers, read_scores, read_vectors

COLUMNS = ("from", "to", "score")


def flaws(read: Callable[..., object], *arguments: object) -> list[str]:
    with pytest.raises(BadData) as caught:
        read(*arguments)
    return [str(flaw).rpartition("/")[2] for flaw in caught.value.flaws]


def same(found: Numbers, names: list[object], values: object) -> bool:
    return found.names == names and np.array_equal(found.values, values, equal_nan=True)


def test_vectors_of_each_kind_of_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names, values = ["cat", 7, "a, b"], [[1.0, -2.5], [0.25, 1e3], [3.0, 4.0]]
    Path("v.csv").write_text('name,x,y\ncat,1,-2.5\n7,0.25,1e3\n"a, b",3,4\n', encoding="utf-8")
    Path("v.tsv").write_text("name\tx\ty\r\ncat\t1\t-2.5\r\n7\t.25\t1000\r\na, b\t3\t4", encoding="utf-8")
    Path("v.txt").write_text("cat\n7\na, b\n", encoding="utf-8")
    np.save("v.npy", np.array(values, ">f4"))
    texts = ["cat", "7", "a, b"]
    parquet.write_table(arrow.table({"name": texts, "x": [1, 0.25, 3], "y": [-2.5, 1e3, 4]}), "v.parquet")
    parquet.write_table(
        arrow.table({"name": texts, "v": arrow.array(values, arrow.list_(arrow.float32()))}), "l.parquet"
    )
    for file in ("v.csv", "v.tsv", "v.npy"):
        assert same(read_vectors(file), names, values), file
    for file in ("v.parquet", "l.parquet"):  # a text column keeps its texts
        assert same(read_vectors(file), ["cat", "7", "a, b"], values), file
    Path("link.npy").symlink_to("v.npy")
    assert same(read_vectors("link.npy", "v.txt"), names, values)


def test_scores_of_each_kind_of_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    values = [[0.0, 0.5], [np.nan, np.nan]]
    Path("s.csv").write_text("score,to,from\n0,a,a\n0.5,b,a\n", encoding="utf-8")
    parquet.write_table(arrow.table({"from": ["a", "a"], "to": ["a", "b"], "score": [0.0, 0.5]}), "s.parquet")
    for file in ("s.csv", "s.parquet"):
        found = read_scores(file, COLUMNS)
        assert same(found, ["a", "b"], values) and found.unlisted == 2
    np.save("s.npy", np.array([[0, 3], [1, 0]], np.int16))
    Path("names").write_text("a\nb", encoding="utf-8")
    assert same(read_scores("s.npy", COLUMNS, "names"), ["a", "b"], [[0, 3], [1, 0]])


def test_what_is_wrong_with_texts_has_its_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "v.csv"
    file.write_text("name,x,y\na,1,2\nb,one,\na,3,nan\nc,1_0,-inf\nd,1\n,0,1\ne,0,0\n", encoding="utf-8")
    assert flaws(read_vectors, str(file)) == [
        "v.csv:6: the row has 2 fields, and the header has 3",
        "v.csv:7: there is no value in the column name",
        "v.csv:3: one in the column x is no number; also line 3: nothing in the column y is no number; line "
        "5: 1_0 in the "
        "column x is no number; 3 in all",
        "v.csv:5: the number in the column y is -inf, no finite one; also line 4: the number in the column y "
        "is nan, no "
        "finite one; 2 in all",
    ]
    file.write_text("name,x\na,1\nb,2\na,3\n", encoding="utf-8")
    assert flaws(read_vectors, str(file)) == ["v.csv:4: the name a is in line 2 already"]
    file.write_text("name,x\na,1\nb,0\n", encoding="utf-8")
    assert flaws(read_vectors, str(file)) == ["v.csv: row 2: the vector of b is 0, which has no direction"]
    for text, said in (
        ("", "v.csv: the file is empty"), ("name,x\n", "v.csv: there are no rows"),
        ("name;x\na;1\n", "v.csv:1: two columns are expected at least"),
    ):  # fmt: skip
        file.write_text(text, encoding="utf-8")
        assert flaws(read_vectors, str(file)) == [said]
    file.write_bytes(b"name,x\n\xff,1\n")
    assert "v.csv:2: the file is not UTF-8" in flaws(read_vectors, str(file))[0]


def test_what_is_wrong_with_pairs(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text("from,to,score\na,b,1\na,b,2\nb,b,x\na,a,inf\n", encoding="utf-8")
    assert flaws(read_scores, str(file), COLUMNS) == [
        "s.csv:4: x in the column score is no number",
        "s.csv:5: the number in the column score is inf, no finite one",
    ]
    file.write_text("from,to,score\na,b,1\na,b,2\n", encoding="utf-8")
    assert flaws(read_scores, str(file), COLUMNS) == ["s.csv:3: the score from a to b is in line 2 already"]
    file.write_text("from,to\na,b\n", encoding="utf-8")
    assert flaws(read_scores, str(file), COLUMNS) == ["s.csv:1: there is no column score"]


def test_what_is_wrong_with_arrays(tmp_path: Path) -> None:
    file, names = str(tmp_path / "v.npy"), tmp_path / "v.txt"
    np.save(file, np.array([[1.0, np.nan], [np.inf, -np.inf], [1, 1]]))
    names.write_text("a\nb\na\n\n", encoding="utf-8")
    assert flaws(read_vectors, file) == [  # what is wrong with either, in one go
        "v.npy: row 1: the number in the column 2 is nan, no finite one; also row 2: the number in the "
        "column 1 is inf, no "
        "finite one, and so on: 2 in this row; 2 in all",
        "v.txt:4: there is no value in the column of names",
    ]
    names.write_text("a\nb\na\n", encoding="utf-8")
    twice = "v.txt:3: the name a is in line 1 already"
    for array, said in (
        (np.ones((3, 2)), [twice]),
        (np.ones((2, 2)), [twice, "v.txt: there are 3 names, and the array has 2 rows"]),
        (np.ones(3), ["v.npy: an array of rows is expected, and this one is 3", twice]),
    ):
        np.save(file, array)
        assert flaws(read_vectors, file) == said
    names.write_text("a\nb\n", encoding="utf-8")
    for array, said in (
        (np.array([["x"], ["y"]]), ["v.npy: an array of numbers is expected, and this one is of type <U1"]),
        (np.ones((2, 2), complex), ["v.npy: an array of numbers is expected, and this one is of type complex128"]),
        (np.ones((0, 2)), ["v.npy: an array of rows is expected, and this one is 0 x 2"]),
    ):  # fmt: skip
        np.save(file, array)
        assert flaws(read_vectors, file) == said
    np.save(file, np.ones((2, 3)))
    assert flaws(read_scores, file, COLUMNS) == ["v.npy: a table of scores is square, and this one is 2 x 3"]
    np.save(file, np.ones((2, 2)))
    with open(file, "ab") as more:  # rows that the header does not speak of
        more.write(np.ones((3, 2)).tobytes())
    assert flaws(read_vectors, file) == [
        "v.npy: there are 48 more bytes after the array of 2 x 2 that its header speaks of"
    ]
    np.save(file, np.array([[{}], [{}]], object), allow_pickle=True)
    assert flaws(read_vectors, file) == ["v.npy: an array of numbers is expected, and this one is of type object"]
    np.save(file, np.ones((2, 3)))
    whole = Path(file).read_bytes()
    Path(file).write_bytes(whole[:-8])
    assert flaws(read_vectors, file) == [MISSING]
    huge = whole.replace(b"(2, 3), }" + b" " * 50, b"(2, 1" + b"0" * 49 + b"3), }")
    assert len(huge) == len(whole) and huge != whole  # and no number of a header is too large to be told
    tables = whole[:6] + b"\3" + whole[7:]  # a version of the format
    words = whole.replace(b"'<f8'", b"'<zz'"), whole.replace(b"}", b"(")
    deep = b"\x93NUMPY\1\0" + (9_000).to_bytes(2, "little") + b"-" * 8_999 + b"1"  # not a lack of memory
    for cut in (huge, tables, *words, deep, whole[:40], b"", b"PK\3\4"):
        Path(file).write_bytes(cut)
        assert flaws(read_vectors, file)[0].startswith("v.npy: this is no .npy file that can be read: ")
    names.unlink()
    np.save(file, np.ones((2, 3)))
    assert flaws(read_vectors, file) == ["v.txt: no such file"]


MISSING = "v.npy: there are 8 bytes missing of the array of 2 x 3 that its header speaks of"


def test_a_file_that_is_cut_short_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is read that is an error; after that it is none: nothing is mapped, and no signal ends the process."""
    file = str(tmp_path / "v.npy")
    (tmp_path / "v.txt").write_text("a\nb\n", encoding="utf-8")
    order = np.asfortranarray([[1.0, 2, 3], [4, 5, 6]])
    np.save(file, order)
    size = Path(file).stat().st_size
    found = read_vectors(file)
    os.truncate(file, 0)
    assert found.values.tolist() == order.tolist()
    np.save(file, order)
    monkeypatch.setattr(vectors, "reserve", lambda *_: os.truncate(file, size - 8))
    assert flaws(read_vectors, file) == [MISSING]
    np.save(file, order)
    monkeypatch.setattr(vectors, "reserve", lambda *_: os.truncate(file, size + 8))
    assert flaws(read_vectors, file) == [
        "v.npy: there are 8 more bytes after the array of 2 x 3 that its header speaks of"
    ]


def test_what_is_wrong_with_parquet(tmp_path: Path) -> None:
    file = str(tmp_path / "v.parquet")
    for table, said in (
        ({"n": ["a", "b"], "x": [1.0, None]}, ["v.parquet: row 2: there is no value in the column x"]),
        ({"n": ["a", "b"], "x": [1.0, np.nan]}, ["v.parquet: row 2: the number in the column x is nan, no finite one"]),
        ({"n": ["a", "b"], "x": ["1", "2"]}, ["v.parquet: the column x is of type string"]),
        ({"n": ["a", "b"], "x": [[1, 2], [1]]}, ["v.parquet: row 2: the list has 1 numbers, and the first one has 2"]),
        ({"n": ["a", "a"], "x": [1.0, 2.0]}, ["v.parquet: row 2: the name a is in row 1 already"]),
    ):  # fmt: skip
        parquet.write_table(arrow.table(table), file)
        assert flaws(read_vectors, file) == said
    Path(file).write_bytes(b"PAR1")
    assert flaws(read_vectors, file)[0].startswith("v.parquet: this is no Parquet file that can be read: ")


def test_what_are_no_such_files(tmp_path: Path) -> None:
    assert flaws(read_vectors, str(tmp_path / "v.bin")) == ["v.bin: the kind of file is not known"]
    for ending in ("csv", "npy", "parquet"):
        assert flaws(read_vectors, str(tmp_path / f"no.{ending}"))[0] == f"no.{ending}: no such file"
    assert "embedded null" in flaws(read_vectors, "a\0b.npy")[0]
    (tmp_path / "loop.npy").symlink_to("loop.npy")
    assert flaws(read_vectors, str(tmp_path / "loop.npy"))[0].startswith("loop.npy: the file cannot be read")
    (tmp_path / "f.npy").mkdir()
    assert flaws(read_vectors, str(tmp_path / "f.npy"))[0] == "f.npy: this is a folder"


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text("from,to,score\n" + "".join(f"a{k},b,1\n" for k in range(6000)), encoding="utf-8")
    with deadline(60, resident() / MEGABYTE + 100), pytest.raises(LimitReached, match="the table of scores"):
        read_scores(str(file), COLUMNS)


def test_lists_of_a_parquet_file_are_counted_before_they_are_read(tmp_path: Path) -> None:
    number = 4_000_000
    lists = arrow.ListArray.from_arrays(arrow.array([0, number], arrow.int32()), np.zeros(number, np.int64))
    file = tmp_path / "v.parquet"
    parquet.write_table(arrow.table({"name": ["x"], "v": lists}), file, compression="zstd")
    assert file.stat().st_size < 10_000
    with deadline(60, resident() / MEGABYTE + 40), pytest.raises(LimitReached, match="would take about 64 MB"):
        read_vectors(str(file))
