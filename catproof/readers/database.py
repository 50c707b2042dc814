"""SQLite databases: the schema as tables with foreign keys, and the rows with what they refer to.

The file is opened for reading alone, as one that does not change; nothing in it is run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from catproof.core.label import Label
from catproof.readers.flaws import BadData, Flaw, Flaws


class ForeignKey(NamedTuple):
    """`columns` of `table` refer to `keys` of the table `target`; `name` is `emp.dept`, after table and columns."""

    name: str
    table: str
    columns: tuple[str, ...]
    target: str
    keys: tuple[str, ...]


class Schema(NamedTuple):
    """The tables of a database, each with the columns of its primary key, and its foreign keys."""

    tables: dict[str, tuple[str, ...]]
    keys: list[ForeignKey]


class Instance(NamedTuple):
    """`rows[t]` are the rows of table t, called by their primary keys; `refers[k][i]` is the number of the row that row
    i refers to by foreign key k. `left_out[t]` is how many rows of t were left out for a NULL in a key, or because
    they refer to such a row."""

    schema: Schema
    rows: dict[str, list[Label]]
    refers: list[list[int]]
    left_out: dict[str, int]


def read_schema(path: Path, file: str) -> Schema:
    """The tables and foreign keys of a database. Raises `BadData`."""
    with _opened(path, file) as database:
        return _schema(database, file)


def read_instance(path: Path, file: str, drop_null: bool) -> Instance:
    """The rows of a database. A NULL in a key is an error that names the row, or with `drop_null` the row is left out,
    and so are those that refer to it. Raises `BadData`."""
    with _opened(path, file) as database:
        schema = _schema(database, file)
        flaws = Flaws(file)
        read = {table: _read(database, schema, table, drop_null, flaws) for table in schema.tables}
        flaws.stop_if_any()
    numbers: dict[tuple[str, tuple[str, ...]], dict[tuple[Any, ...], int]] = {}
    for key in schema.keys:
        if (key.target, key.keys) not in numbers:
            target = read[key.target]
            found: dict[tuple[Any, ...], int] = {}
            for i, row in enumerate(target.values):
                if found.setdefault(tuple(row[c] for c in key.keys), i) != i:
                    flaws.add(
                        None,
                        f"table {key.target}: {_row(target.labels[i])}: another row has the same {', '.join(key.keys)}"
                        f", and {key.name} refers to it",
                    )
            numbers[key.target, key.keys] = found
    flaws.stop_if_any()
    gone = {table: set(read[table].null) for table in schema.tables}
    refers: list[list[int]] = []
    for key in schema.keys:
        found, values = numbers[key.target, key.keys], []
        for i, row in enumerate(read[key.table].values):
            value = tuple(row[c] for c in key.columns)
            number = found.get(value, -1)
            if number < 0 and i not in gone[key.table]:
                shown = ", ".join(f"{c} = {v!r}" for c, v in zip(key.columns, value, strict=True))
                label = read[key.table].labels[i]
                flaws.add(None, f"table {key.table}: {_row(label)}: {shown} refers to no row of {key.target}")
            values.append(number)
        refers.append(values)
    flaws.stop_if_any()
    _spread(schema, refers, gone)
    return _kept(schema, read, refers, gone)


class _Read(NamedTuple):
    labels: list[Label]
    values: list[dict[str, Any]]
    null: list[int]
    """The rows with a NULL in a key."""


def _spread(schema: Schema, refers: list[list[int]], gone: dict[str, set[int]]) -> None:
    """A row that refers to one that is left out is left out too."""
    changed = any(gone.values())
    while changed:
        changed = False
        for key, values in zip(schema.keys, refers, strict=True):
            here, there = gone[key.table], gone[key.target]
            for i, number in enumerate(values):
                if i not in here and number in there:
                    here.add(i)
                    changed = True


def _kept(schema: Schema, read: dict[str, _Read], refers: list[list[int]], gone: dict[str, set[int]]) -> Instance:
    number: dict[str, dict[int, int]] = {}
    rows: dict[str, list[Label]] = {}
    for table, found in read.items():
        kept = [i for i in range(len(found.labels)) if i not in gone[table]]
        number[table] = {i: n for n, i in enumerate(kept)}
        rows[table] = [found.labels[i] for i in kept]
    values = [
        [number[key.target][v] for i, v in enumerate(column) if i not in gone[key.table]]
        for key, column in zip(schema.keys, refers, strict=True)
    ]
    return Instance(schema, rows, values, {table: len(members) for table, members in gone.items() if members})


@contextmanager
def _opened(path: Path, file: str) -> Iterator[sqlite3.Connection]:
    for ending, what in (("-wal", "a write-ahead log"), ("-journal", "an unfinished journal")):
        beside = path.with_name(path.name + ending)
        if beside.is_file() and beside.stat().st_size:
            hint = "close the programs that write to it, or make a copy with `VACUUM INTO`"
            raise BadData(Flaw(file, None, f"the database has {what}, so the file alone is not all of it", hint))
    try:
        database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise BadData(Flaw(file, None, f"the database cannot be read: {error}")) from None
    try:
        database.execute("PRAGMA trusted_schema = OFF")
        yield database
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise BadData(Flaw(file, None, f"the database cannot be read: {error}")) from None
    finally:
        database.close()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _schema(database: sqlite3.Connection, file: str) -> Schema:
    flaws = Flaws(file)
    tables: dict[str, tuple[str, ...]] = {}
    listed = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    for name, sql in listed:
        if (sql or "").upper().split()[:2] == ["CREATE", "VIRTUAL"]:
            flaws.add(None, f"table {name}: virtual tables are not supported")
            continue
        info = database.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
        primary = sorted((place, column) for _, column, _, _, _, place in info if place)
        tables[name] = tuple(column for _, column in primary)
    flaws.stop_if_any()
    if not tables:
        raise BadData(Flaw(file, None, "the database has no tables"))
    known = {name.lower(): name for name in tables}
    keys: list[ForeignKey] = []
    for name in tables:
        own: dict[int, list[tuple[str, str, str | None]]] = {}
        for number, _, target, column, key, *_ in database.execute(f"PRAGMA foreign_key_list({_quoted(name)})"):
            own.setdefault(number, []).append((target, column, key))
        for number in sorted(own, reverse=True):  # SQLite lists the last one first
            target = known.get(own[number][0][0].lower(), "")
            columns = tuple(column for _, column, _ in own[number])
            title = f"{name}.{','.join(columns)}"
            if not target:
                flaws.add(None, f"{title} refers to {own[number][0][0]}, and there is no such table")
                continue
            to = tuple(key for _, _, key in own[number] if key is not None) or tables[target]
            if len(to) != len(columns):
                flaws.add(None, f"{title} refers to the primary key of {target}, which has {len(to)} columns")
                continue
            if any(key.name == title for key in keys):
                flaws.add(None, f"{title} is a foreign key twice")
            keys.append(ForeignKey(title, name, columns, target, to))
    flaws.stop_if_any()
    return Schema(tables, keys)


def _read(database: sqlite3.Connection, schema: Schema, table: str, drop_null: bool, flaws: Flaws) -> _Read:
    primary = schema.tables[table]
    own = [key for key in schema.keys if key.table == table]
    needed = {c for key in schema.keys if key.target == table for c in key.keys}
    wanted = list(dict.fromkeys([*primary, *(c for key in own for c in key.columns), *sorted(needed)]))
    selected = ", ".join([*(_quoted(c) for c in wanted), *([] if primary else ["rowid"])])
    order = ", ".join(map(_quoted, primary)) or "rowid"
    labels: list[Label] = []
    values: list[dict[str, Any]] = []
    null: list[int] = []
    in_keys = {*primary, *(c for key in own for c in key.columns)}
    for number, row in enumerate(database.execute(f"SELECT {selected} FROM {_quoted(table)} ORDER BY {order}")):
        value = dict(zip(wanted, row, strict=False))
        parts: tuple[Any, ...] = tuple(value[c] for c in primary) if primary else (row[-1],)
        label: Label = tuple(_part(p) for p in parts) if len(parts) > 1 else _part(parts[0])
        for column in in_keys:
            if value[column] is None and not drop_null:
                flaws.add(
                    None,
                    f"table {table}: {_row(label)}: the key column {column} is NULL",
                    f'instance("{flaws.file}", null = drop) leaves out rows with a NULL in a key',
                )
            elif type(value[column]) not in (int, str, type(None)):
                flaws.add(
                    None,
                    f"table {table}: {_row(label)}: {column} = {value[column]!r} is neither text nor a whole number",
                )
        if any(value[column] is None for column in in_keys):
            null.append(number)
        labels.append(label)
        values.append(value)
    return _Read(labels, values, null)


def _part(value: Any) -> Label:
    return value if type(value) in (int, str) else f"{value}"


def _row(label: Label) -> str:
    return f"row {', '.join(map(str, label))}" if isinstance(label, tuple) else f"row {label}"
