"""Databases that were made, or damaged, to do harm: an error or a limit, no traceback, no end that never comes."""

from __future__ import annotations

import contextlib
import sqlite3
import struct
from pathlib import Path

import pytest
from mutated_databases import sound_database

import catproof
from catproof.core.deadline import TimedOut, deadline
from catproof.readers.database import read_instance, read_schema
from catproof.readers.flaws import BadData


def cells(page: int, child: int, number: int = 80) -> bytes:
    """An inner page of a table of 512 bytes that has `number` times the same child."""
    cell = struct.pack(">IB", child, 1)
    head = struct.pack(">BHHHBI", 5, 0, number, 512 - len(cell), 0, child)
    return (head + struct.pack(">H", 512 - len(cell)) * number).ljust(512 - len(cell), b"\0") + cell


def folded_pages(path: Path, depth: int) -> None:
    """A table with 81 ** depth times the rows of its one leaf: every inner page has one child, 81 times."""
    made = sqlite3.connect(path)
    made.execute("PRAGMA page_size = 512")
    made.execute("CREATE TABLE t(x)")
    made.execute("INSERT INTO t VALUES (1), (2)")
    made.commit()
    made.close()
    data = bytearray(path.read_bytes())
    leaf = bytes(data[512:1024])
    data[512:1024] = cells(2, 3)
    for page in range(3, 2 + depth):
        data += cells(page, page + 1)
    data += leaf
    data[28:32] = (len(data) // 512).to_bytes(4, "big")
    path.write_bytes(data)


@pytest.mark.parametrize("depth", [1, 3, 12])
def test_more_rows_than_a_file_can_have(tmp_path: Path, depth: int) -> None:
    path = tmp_path / "app.db"
    folded_pages(path, depth)
    with pytest.raises(BadData) as found:
        read_instance(path, "app.db")
    told = str(found.value.flaws[0])
    assert "there twice: the database is damaged" in told or "more rows than the file has room for" in told, told


def test_a_page_that_is_its_own(tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    folded_pages(path, 2)
    data = bytearray(path.read_bytes())
    data[512:1024] = cells(2, 2)
    path.write_bytes(data)
    with pytest.raises(BadData, match=r"app\.db: the database cannot be read: database disk image is malformed"):
        read_instance(path, "app.db")


def test_what_is_in_a_database_is_not_run(tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    sound_database(path)
    before = path.read_bytes()
    with deadline(60):
        found = read_instance(path, "app.db")
    assert len(found.rows["emp"]) == 79 and path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["app.db"]


def slow(path: Path, rows: int) -> None:
    """A table whose key is computed: some milliseconds for each row."""
    made = sqlite3.connect(path)
    made.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, n INTEGER)")
    made.execute("CREATE TABLE u(id INTEGER PRIMARY KEY, x TEXT REFERENCES t(code))")
    made.execute(f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {rows}) "
                 "INSERT INTO t(id, n) SELECT i, i FROM n")  # fmt: skip
    made.execute("ALTER TABLE t ADD COLUMN code TEXT AS (n || substr(hex(zeroblob(3000000 + n)), 1, 0))")
    made.execute("INSERT INTO u VALUES (1, '1')")
    made.commit()
    made.close()


def test_a_time_limit_ends_a_query(tmp_path: Path) -> None:
    slow(tmp_path / "app.db", 20_000)
    with pytest.raises(TimedOut), deadline(0.2):
        read_instance(tmp_path / "app.db", "app.db")
    slow_enough = tmp_path / "short"
    slow_enough.mkdir()
    slow(slow_enough / "app.db", 3)
    with deadline(60):  # the limit before leaves nothing behind
        assert read_instance(slow_enough / "app.db", "app.db").refers == [[0]]


def test_a_value_that_is_too_big(tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    made = sqlite3.connect(path)
    made.execute("CREATE TABLE t(id INTEGER PRIMARY KEY)")
    made.execute("CREATE TABLE u(x TEXT REFERENCES t(code))")
    made.execute("INSERT INTO t VALUES (1)")
    made.execute("ALTER TABLE t ADD COLUMN code TEXT AS (hex(zeroblob(40000000)))")
    made.commit()
    made.close()
    with pytest.raises(BadData, match="too big") as found:
        read_instance(path, "app.db")
    assert found.value.flaws[0].hint == "a row may have 64 MB"


def test_big_values_beside_the_keys_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    made = sqlite3.connect(path)
    made.execute("CREATE TABLE t(data BLOB, id INTEGER UNIQUE, up INTEGER REFERENCES t(id))")
    made.execute("INSERT INTO t VALUES (zeroblob(30000000), 1, 1)")
    made.commit()
    made.close()
    assert read_instance(path, "app.db").refers == [[0]]


def test_a_long_name(tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    made = sqlite3.connect(path)
    made.execute("CREATE TABLE t(id TEXT PRIMARY KEY)")
    made.execute("INSERT INTO t VALUES (?)", ["x" * 200_000])
    made.commit()
    made.close()
    with pytest.raises(BadData, match="a name has at most 100000 characters") as found:
        read_instance(path, "app.db")
    assert len(str(found.value)) < 400


@pytest.mark.parametrize(
    "sql, told",
    [
        ("CREATE VIEW t AS SELECT 1 AS id", "the database cannot be read: malformed database schema"),
        ("CREATE TABLE other(id)", "the database cannot be read"),
        ("CREATE TABLE t(", "the database cannot be read: malformed database schema"),
        ("CREATE/**/VIRTUAL TABLE t USING fts5(x)", "is defined by something that is no CREATE TABLE"),
    ],
)
def test_a_schema_that_lies(tmp_path: Path, sql: str, told: str) -> None:
    path = tmp_path / "app.db"
    made = sqlite3.connect(path)
    made.execute("CREATE TABLE t(id)")
    made.execute("PRAGMA writable_schema = ON")
    made.execute("UPDATE sqlite_master SET sql = ?", [sql])
    made.commit()
    made.close()
    with pytest.raises(BadData) as found:
        read_schema(path, "app.db")
    assert told in str(found.value)


def test_an_index_that_is_damaged_is_not_asked(tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    made = sqlite3.connect(path)
    made.execute("CREATE TABLE a(id INTEGER PRIMARY KEY, code TEXT UNIQUE)")
    made.execute("CREATE TABLE c(x TEXT REFERENCES a(code))")
    made.execute("INSERT INTO a VALUES (1, 'first'), (2, 'other')")
    made.execute("INSERT INTO c VALUES ('other')")
    made.commit()
    root = made.execute("SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_a_1'").fetchone()[0]
    size = made.execute("PRAGMA page_size").fetchone()[0]
    made.close()
    data = bytearray(path.read_bytes())
    page = data[(root - 1) * size : root * size]
    data[(root - 1) * size : root * size] = page.replace(b"first", b"OTHER").replace(b"other", b"fiRST")
    path.write_bytes(data)
    assert read_instance(path, "app.db").refers == [[1]]


@pytest.mark.parametrize(
    "schema",
    [
        "CREATE TABLE b (kNAME TEXT PRIMARY KEY) WITHOUT ROWID",
        "CREATE TABLE b (kNAME TEXT PRIMARY KEY)",
        "CREATE TABLE b (id INTEGER PRIMARY KEY, kNAME INT REFERENCES b (id))",
        "CREATE TABLE b (id INT, kNAME INT UNIQUE, up INT REFERENCES b (kNAME))",
        "CREATE TABLE bNAME (id INTEGER PRIMARY KEY)",
    ],
)
def test_a_schema_that_is_not_utf_8(schema: str, tmp_path: Path) -> None:
    """Its names stand in what SQLite is asked."""
    path = tmp_path / "app.db"
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute(schema)
        name, values = schema.split()[2], ", ".join("1" * (schema.count(",") + 1))
        database.execute(f"INSERT INTO {name} VALUES ({values})")
        database.commit()
    path.write_bytes(path.read_bytes().replace(b"NAME", b"\xff\xfex\xc3"))
    theory = tmp_path / "t.cat"
    theory.write_text('category S = schema("app.db")\ntask R on S = instance("app.db")\n')
    report = catproof.check_file(theory, cache=False)
    assert report.exit_status == 2 and all("UTF-8" in e.text or "U+DC" in e.text for e in report.errors), report.errors
