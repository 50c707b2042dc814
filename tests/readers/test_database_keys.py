"""Random databases: what refers to what, against a naive comparison of keys and SQLite's own `foreign_key_check`."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from catproof.readers.database import Instance, read_instance
from catproof.readers.flaws import BadData

TYPES = ("INTEGER", "TEXT", "REAL", "NUMERIC", "BLOB", "")
COLLATIONS = ("BINARY", "NOCASE", "RTRIM")
VALUES: tuple[Any, ...] = (
    None, 0, 1, 2, "1", "01", "1.0", " 1", "a", "A", "a ", "é", "É", "", 1.0, 1.5, "1.5", b"1", b"a", b"",
    2**53 + 1, float(2**53), str(2**53 + 1), "1e0", "inf",
)  # fmt: skip


class Column(NamedTuple):
    name: str
    type: str
    collation: str


class Table(NamedTuple):
    name: str
    columns: list[Column]
    primary: tuple[int, ...]
    unique: list[tuple[int, ...]]
    rowid: bool
    keys: list[tuple[tuple[int, ...], int, tuple[int, ...]]]
    """Own columns, the number of the target, its columns."""


References = dict[tuple[int, int], list[int]]
"""For each table and foreign key the row that each row refers to: -1 for none because of a NULL, -2 for none at all."""


def random_tables(chance: random.Random) -> list[Table]:
    tables = []
    for t in range(chance.randrange(1, 4)):
        columns = [Column(f"c{c}", chance.choice(TYPES), chance.choice(COLLATIONS)) for c in range(4)]
        kind = chance.randrange(5)
        primary: tuple[int, ...] = ((), (0,), (0,), (0, 1), (1, 0))[kind]
        if kind == 1:
            columns[0] = Column("c0", "INTEGER", "BINARY")
        unique = [tuple(chance.sample(range(4), chance.choice((1, 1, 2)))) for _ in range(chance.randrange(3))]
        tables.append(Table(f"t{t}", columns, primary, unique, not primary or chance.random() < 0.6, []))
    for table in tables:
        for _ in range(chance.randrange(3)):
            target = chance.randrange(len(tables))
            choices = [k for k in (tables[target].primary, *tables[target].unique) if k]
            if choices:
                to = chance.choice(choices)
                table.keys.append((tuple(chance.sample(range(4), len(to))), target, to))
    return tables


def varied(value: Any, chance: random.Random) -> Any:
    """The value, or one that may be the same to a column."""
    if chance.random() < 0.6 or value is None or isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return chance.choice((value + " ", value.swapcase(), value.lower(), " " + value))
    return chance.choice((str(value), float(value)))


def create(tables: list[Table], chance: random.Random, path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("PRAGMA synchronous = OFF")
    for table in tables:
        parts = [f"{c.name} {c.type} COLLATE {c.collation}" for c in table.columns]
        if table.primary:
            parts.append("PRIMARY KEY (" + ", ".join(f"c{c}" for c in table.primary) + ")")
        parts += ["UNIQUE (" + ", ".join(f"c{c}" for c in key) + ")" for key in table.unique]
        for own, target, to in table.keys:
            columns, keys = (", ".join(f"c{c}" for c in part) for part in (own, to))
            deferred = chance.choice(("", " DEFERRABLE INITIALLY DEFERRED"))
            parts.append(f"FOREIGN KEY ({columns}) REFERENCES {tables[target].name} ({keys}){deferred}")
        database.execute(f"CREATE TABLE {table.name} ({', '.join(parts)}){'' if table.rowid else ' WITHOUT ROWID'}")
    for table in tables:
        for _ in range(chance.randrange(7)):
            row = [chance.choice(VALUES) for _ in table.columns]
            for own, target, to in table.keys:
                known = database.execute(f"SELECT * FROM {tables[target].name}").fetchall()
                if known and chance.random() < 0.9:
                    other = chance.choice(known)
                    for c, k in zip(own, to, strict=True):
                        row[c] = varied(other[k], chance)
            with contextlib.suppress(sqlite3.IntegrityError):  # an INTEGER PRIMARY KEY takes whole numbers alone
                database.execute(f"INSERT OR IGNORE INTO {table.name} VALUES (?, ?, ?, ?)", row)
    database.commit()
    database.close()


# ---- the naive comparison -----------------------------------------------------------------------------


def converted(value: Any, column: Column) -> Any:
    """The value with the affinity of a column (https://www.sqlite.org/datatype3.html, section 3). Compared with a REAL
    column, whole numbers stay what they are."""
    if column.type == "TEXT":
        if isinstance(value, float):
            text = f"{value:.15g}"
            return text if "." in text or "e" in text else f"{text}.0"
        return str(value) if isinstance(value, int) else value
    if column.type in ("INTEGER", "NUMERIC", "REAL") and isinstance(value, str):
        for kind in (int, float):
            with contextlib.suppress(ValueError):
                return value if value.strip(" ").lower() == "inf" else kind(value)
    return value


def ordered(value: Any, column: Column) -> tuple[str, Any]:
    """The same for values that are equal by the collation of the column."""
    if isinstance(value, str):
        if column.collation == "NOCASE":
            value = "".join(c.lower() if c.isascii() else c for c in value)
        return ("text", value.rstrip(" ") if column.collation == "RTRIM" else value)
    return ("blob", value) if isinstance(value, bytes) else ("number", value)


def expected(path: Path, tables: list[Table]) -> tuple[list[list[Any]], References]:
    """The rows of each table, and what they refer to."""
    database = sqlite3.connect(path)
    rows = []
    for table in tables:
        order = ", ".join(f"c{c}" for c in table.primary) or "rowid"
        select = "rowid, *" if table.rowid else "0, *"
        rows.append(database.execute(f"SELECT {select} FROM {table.name} ORDER BY {order}").fetchall())
    refers = {}
    for t, table in enumerate(tables):
        for k, (own, target, to) in enumerate(table.keys):
            columns = [tables[target].columns[c] for c in to]
            found = []
            for row in rows[t]:
                mine = [row[c + 1] for c in own]
                values = [ordered(converted(v, c), c) for v, c in zip(mine, columns, strict=True)]
                same = [
                    j for j, other in enumerate(rows[target])
                    if all(other[c + 1] is not None for c in to)
                    and [ordered(other[c + 1], tables[target].columns[c]) for c in to] == values
                ]  # fmt: skip
                assert len(same) <= 1, (mine, columns)
                found.append(-1 if None in mine else same[0] if same else -2)
            refers[t, k] = found
    # The naive comparison is right: SQLite finds the same rows without a match.
    names = {table.name: t for t, table in enumerate(tables)}
    for name, rowid, _, number in database.execute("PRAGMA foreign_key_check").fetchall():
        t = names[name]
        k = len(tables[t].keys) - 1 - number
        if rowid is not None:
            (i,) = [i for i, row in enumerate(rows[t]) if row[0] == rowid]
            assert refers[t, k][i] == -2
    violations = len(database.execute("PRAGMA foreign_key_check").fetchall())
    assert violations == sum(values.count(-2) for values in refers.values())
    database.close()
    return rows, refers


# ---- the agreement ------------------------------------------------------------------------------------


def named(row: tuple[Any, ...], table: Table) -> Any:
    """What the row is called."""
    parts = [row[c + 1] for c in table.primary] or [row[0]]
    texts = [f"x'{p.hex()}'" if isinstance(p, bytes) else repr(p) if isinstance(p, float) else p for p in parts]
    return texts[0] if len(texts) == 1 else tuple(texts)


def agrees(
    found: Instance, tables: list[Table], rows: list[list[Any]], refers: dict[tuple[int, int], list[int]]
) -> None:
    """The instance has the rows without a NULL in a key, less those that refer to others, and refers as expected."""
    kept = [
        {i for i, row in enumerate(rows[t])
         if None not in [row[c + 1] for c in (*table.primary, *(c for own, _, _ in table.keys for c in own))]}
        for t, table in enumerate(tables)
    ]  # fmt: skip
    while True:
        fewer = [
            {i for i in kept[t]
             if all(refers[t, k][i] in kept[target] for k, (_, target, _) in enumerate(table.keys))}
            for t, table in enumerate(tables)
        ]  # fmt: skip
        if fewer == kept:
            break
        kept = fewer
    for t, table in enumerate(tables):
        labels = [named(rows[t][i], table) for i in sorted(kept[t])]
        assert found.rows[table.name] == labels
        assert found.left_out.get(table.name, 0) == len(rows[t]) - len(labels)
        for k, (own, target, to) in enumerate(table.keys):
            columns = tuple(f"c{c}" for c in own), tuple(f"c{c}" for c in to)
            (number,) = (
                n for n, key in enumerate(found.schema.keys)
                if (key.table, key.columns, key.target, key.keys) == (table.name, columns[0], f"t{target}", columns[1])
            )  # fmt: skip
            reached = [found.rows[f"t{target}"][j] for j in found.refers[number]]
            assert reached == [named(rows[target][refers[t, k][i]], tables[target]) for i in sorted(kept[t])]


def compare(seed: int, path: Path) -> str:
    """Read a random database. Says what came of it."""
    chance = random.Random(seed)
    tables = random_tables(chance)
    create(tables, chance, path)
    rows, refers = expected(path, tables)
    dangling = 0
    for t, table in enumerate(tables):
        needed = (*table.primary, *(c for own, _, _ in table.keys for c in own))
        whole = [i for i, row in enumerate(rows[t]) if None not in [row[c + 1] for c in needed]]
        seen = {(own, target, to): refers[t, k] for k, (own, target, to) in enumerate(table.keys)}
        dangling += sum(values[i] == -2 for values in seen.values() for i in whole)
    titles = [[named(row, table) for row in rows[t]] for t, table in enumerate(tables)]
    twice = any(len(set(some)) < len(some) for some in titles)
    try:
        found = read_instance(path, "r.db", "drop")
    except BadData as bad:
        messages = [each.message for flaw in bad.flaws for each in (flaw, *flaw.others)]
        if twice and all("two rows called" in message for message in messages):
            return "called alike"
        assert all("refers to no row of" in message for message in messages), messages
        assert dangling == sum(flaw.number for flaw in bad.flaws)
        return "refused"
    assert not dangling
    agrees(found, tables, rows, refers)
    return "rows" if any(found.rows.values()) and any(found.refers) else "little"


@pytest.mark.parametrize("start", [0, 1000, 2000])
def test_random_databases(start: int, tmp_path: Path) -> None:
    happened: dict[str, int] = {}
    for seed in range(start, start + 250):
        what = compare(seed, tmp_path / f"{seed}.db")
        happened[what] = happened.get(what, 0) + 1
    assert happened["rows"] > 10 and happened["refused"] > 50, happened
