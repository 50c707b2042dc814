"""What a Parquet file says about the sizes of its columns: pyarrow's figures; and no file, however changed, ends the
process."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pyarrow as arrow
import pytest
from pyarrow import parquet

import catproof
from catproof.files.reading import Unreadable
from catproof.readers.flaws import BadData
from catproof.readers.parquet_footer import sizes
from catproof.readers.vectors import read_scores, read_vectors

TABLES = {
    "texts": {"a": ["x", "yy", "z"], "b": ["u", "v", "w" * 3_000]},
    "lists": {"a": ["x", "y", "z"], "b": [[1.0, 2.0], [], [3.0] * 200]},
    "structs": {"a": [{"p": 1, "q": "r"}, {"p": 2, "q": None}, None], "b": [[{"c": [1]}], [], None]},
    "others": {"a": [True, False, None], "b": [b"1", None, b"2"]},
    "empty": {"a": arrow.array([], arrow.string()), "b": arrow.array([], arrow.int64())},
    "wide": {"a": [1, 2, 3], "b": [4, 5, 6], **{f"column {k}": [k] * 3 for k in range(40)}},
}
OPTIONS: dict[str, dict[str, object]] = {
    "default": {},
    "plain": {"compression": "none", "use_dictionary": False, "write_statistics": False},
    "old": {"version": "1.0", "store_schema": False},
    "groups": {"row_group_size": 1, "write_page_index": True, "compression": "zstd"},
    "pages": {"data_page_version": "2.0", "write_page_checksum": True, "sorting_columns": [parquet.SortingColumn(0)]},
}


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("table", TABLES)
def test_the_figures_are_those_of_pyarrow(table: str, options: str, tmp_path: Path) -> None:
    file = tmp_path / "e.parquet"
    made = arrow.table(TABLES[table]).replace_schema_metadata({"note": "of the table", "long": "x" * 3_000})
    parquet.write_table(made, file, **OPTIONS[options])
    footer = parquet.read_metadata(file)
    for columns in ((), ("a",), ("b",), ("a", "b"), tuple(TABLES[table])):
        values = octets = 0
        for group in range(footer.num_row_groups):
            for place in range(footer.num_columns):
                chunk = footer.row_group(group).column(place)
                if chunk.path_in_schema.split(".")[0] in columns:
                    values += chunk.num_values
                    octets += chunk.total_uncompressed_size
        assert sizes(file, columns) == (values, octets)
    assert octets or table == "empty"


def small() -> bytes:
    """A Parquet file of two columns of texts."""
    sink = arrow.BufferOutputStream()
    parquet.write_table(arrow.table({"a": ["x", "y"], "b": ["y", "z"]}), sink)
    made: bytes = sink.getvalue().to_pybytes()
    return made


def footer_of(data: bytes) -> int:
    """Where the footer starts."""
    return len(data) - 8 - int.from_bytes(data[-8:-4], "little")


def contradictory() -> list[bytes]:
    """The small file with one byte changed, so that the columns' types and their statistics do not fit: a text column
    is said to be one of truth values; levels are counted that the type does not have."""
    data = small()
    start = footer_of(data)
    texts = re.search(rb"\x15\x0c", data[start:])  # field 1 of a column's schema: the type BYTE_ARRAY
    assert texts
    made = []
    for at, value in (
        (start + texts.start() + 1, 0),
        (start + texts.start() + 3, 2 << 1),
        (start + texts.start() + 3, 0),
    ):
        changed = bytearray(data)
        changed[at] = value
        made.append(bytes(changed))
    return made


def test_statistics_that_contradict_a_type_are_an_error(tmp_path: Path) -> None:
    file, wrong = tmp_path / "e.parquet", 0
    (tmp_path / "t.cat").write_text('poset P = read("e.parquet", a, b)\nclaim count(arrows(P)) = 6\n', encoding="utf-8")
    for data in contradictory():
        file.write_bytes(data)
        errors = catproof.check_file(tmp_path / "t.cat").errors  # without our own footer it ends this process
        assert all(e.code in ("E504", "E507") and e.message.startswith("e.parquet: ") for e in errors)
        wrong += bool(errors)
        with pytest.raises(BadData, match=r"e\.parquet: "):
            read_vectors(str(file))
    assert wrong


def test_places_that_a_dictionary_has_not_are_an_error(tmp_path: Path) -> None:
    table = arrow.table({"a": ["x", "y"], "b": ["y", "z"], "n": [0.5, 2.0]})
    parquet.write_table(table, tmp_path / "e.parquet", compression="none")
    data = bytearray((tmp_path / "e.parquet").read_bytes())
    data[data.index(b"\4\1\1\3\2") + 2] = 3  # of one bit for each place there are three
    (tmp_path / "e.parquet").write_bytes(data)
    read = 'poset P = read("e.parquet", a, b)\ntasks read("e.parquet", b, a, close = down) on P\n'
    (tmp_path / "t.cat").write_text(read, encoding="utf-8")
    errors = catproof.check_file(tmp_path / "t.cat").errors
    assert errors and all("indices invalid" in e.message and e.code == "E504" for e in errors)
    with pytest.raises(BadData, match="indices invalid"):
        read_scores(str(tmp_path / "e.parquet"), ("a", "b", "n"))


def test_no_changed_footer_is_more_than_an_error(tmp_path: Path) -> None:
    file = tmp_path / "e.parquet"
    data, chance, read = small(), random.Random(13), 0
    start = footer_of(data)
    for _ in range(4_000):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 1, 3))):
            changed[chance.randrange(start, len(data))] = chance.choice((0, 12, 25, 127, 255, chance.randrange(256)))
        file.write_bytes(changed)
        try:
            values, octets = sizes(file, ("a", "b"))
        except ValueError as error:
            assert str(error).startswith("its footer ")
        else:
            read += 1
            assert values >= 0 and octets >= 0
    assert 400 < read < 3_600


@pytest.mark.parametrize(
    "footer, said",
    [
        (b"", "ends too early"),
        (b"\x19" * 20, "ends too early"),
        (b"\x49\xfc\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "more than 64 bits"),
        (b"\x49\xfc\xff\xff\xff\xff\x0f" + b"\x00" * 30, "ends too early"),
        (b"\x49" + b"\x19" * 1_000, "without end"),
        (b"\x3b\xff\xff\xff\x0f\x00", "unknown kind, 0"),
        (b"\x1e", "unknown kind, 14"),
        (b"\x49\x1c\x19\x1c\x3c\x39\x15\x02", "without a name"),
    ],
)
def test_what_is_no_footer_is_said(footer: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "e.parquet"
    file.write_bytes(b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1")
    with pytest.raises(ValueError, match=said):
        sizes(file, ("a",))


def test_a_footer_that_is_longer_than_its_file(tmp_path: Path) -> None:
    for data in (b"", b"PAR1", b"\xff" * 12):
        (tmp_path / "e.parquet").write_bytes(data)
        with pytest.raises(ValueError, match="longer than the file"):
            sizes(tmp_path / "e.parquet", ("a",))
    with pytest.raises(Unreadable, match="no such file"):
        sizes(tmp_path / "none.parquet", ("a",))
