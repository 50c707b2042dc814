"""The tables of a SQLite database, with their primary keys, and the foreign keys between them."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from catproof.core.characters import forbidden
from catproof.core.label import show_name, show_some
from catproof.readers.database.opening import Database, folded, opened, quoted
from catproof.readers.flaws import BadData, Flaw, Flaws

ROW_NUMBERS = ("rowid", "oid", "_rowid_")
"""What SQLite calls the number of a row, where no column is called so."""

_IDENTIFIER = r"""(?:"(?:[^"]|"")*"|`(?:[^`]|``)*`|'(?:[^']|'')*'|\[[^\]]*\]|[^\s("'`\[]+)"""
_TABLE = re.compile(r"create\s+table\b", re.IGNORECASE)
_VIRTUAL = re.compile(rf"create\s+virtual\s+table\s+{_IDENTIFIER}\s*using\s*({_IDENTIFIER})", re.IGNORECASE)

SHADOWS = {
    "fts3": ("content", "segments", "segdir", "docsize", "stat"),
    "fts4": ("content", "segments", "segdir", "docsize", "stat"),
    "fts5": ("data", "idx", "content", "docsize", "config"),
    "rtree": ("node", "rowid", "parent"),
    "rtree_i32": ("node", "rowid", "parent"),
    "geopoly": ("node", "rowid", "parent"),
    "spellfix1": ("vocab",),
}
"""For the modules of virtual tables that SQLite comes with: how the tables end in which they keep their data.

SQLite itself would ask the modules, and these are not to be run on files from elsewhere."""


class Table(NamedTuple):
    """`columns` has each column's name by what SQLite takes for the same; `primary` the columns of the primary key;
    `row` is what the number of a row is called, or None where that is hidden or there is none."""

    name: str
    columns: dict[str, str]
    primary: tuple[str, ...]
    row: str | None

    @property
    def identity(self) -> tuple[str, ...]:
        """The columns that tell rows apart."""
        return self.primary if self.row is None else (self.row,)


class ForeignKey(NamedTuple):
    """`columns` of `table` refer to `keys` of the table `target`.

    `name` is `emp.dept`, after table and columns, or where these refer to several tables `emp.dept -> dept`."""

    name: str
    table: str
    columns: tuple[str, ...]
    target: str
    keys: tuple[str, ...]


class Schema(NamedTuple):
    """The tables of a database, in its order, and its foreign keys. `notes` say what was left out."""

    tables: dict[str, Table]
    keys: list[ForeignKey]
    notes: list[str]


def read_schema(path: Path, file: str, without: Sequence[str] = ()) -> Schema:
    """The tables and foreign keys of a database, but those named in `without`. Raises `BadData` or `TimedOut`."""
    with opened(path, file) as database:
        return schema_of(database, without)


def schema_of(database: Database, without: Sequence[str] = ()) -> Schema:
    """The tables and foreign keys of an open database, but those named in `without`. Raises `BadData`."""
    flaws = Flaws(database.file)
    names, notes, out = _listed(database, flaws)
    flaws.stop_if_any()
    if not names:
        raise BadData(Flaw("E513", database.file, None, "the database has no tables"))
    tables = {name: _table(database, name) for name in names}
    known = {folded(name): table for name, table in tables.items()}
    keys: dict[ForeignKey, int] = {}
    for table in tables.values():
        for key in _foreign_keys(database, table, known, out, flaws):
            keys[key] = keys.get(key, 0) + 1
    flaws.stop_if_any()
    for key, times in keys.items():
        if times > 1:
            notes.append(f"{database.file}: {_title(key)} is declared {times} times, with one meaning")
    return _without(without, Schema(tables, _named(list(keys), flaws), notes), database.file)


def _without(names: Sequence[str], whole: Schema, file: str) -> Schema:
    """All but these foreign keys, and these tables with the foreign keys of and to them; a note for each says so."""
    tables, keys, notes, flaws = dict(whole.tables), whole.keys, list(whole.notes), Flaws(file)
    for name in names:
        kept = [key for key in keys if name not in (key.name, key.table, key.target)]
        if tables.pop(name, None) is None and len(kept) == len(keys):
            known = f"its foreign keys are {show_some(key.name for key in keys)}; its tables {show_some(tables)}"
            flaws.add("E506", None, f"there is no foreign key or table {name}", known if keys else "", name)
        number = len(keys) - len(kept)
        left = [f"{number} foreign key{'' if number == 1 else 's'}"] if number else []
        left = ["1 table", *left] if name in whole.tables else left
        notes.append(f"{file}: without = {show_name(name)}: {' and '.join(left)} left out")
        keys = kept
    flaws.stop_if_any()
    return Schema(tables, keys, notes)


def tables_of(database: Database) -> tuple[list[Table], dict[str, str]]:
    """The ordinary tables of an open database; and by their folded names what else is called like a table. Raises
    `BadData`."""
    flaws = Flaws(database.file)
    names, _, out = _listed(database, flaws)
    flaws.stop_if_any()
    return [_table(database, name) for name in names], out


def _listed(database: Database, flaws: Flaws) -> tuple[list[str], list[str], dict[str, str]]:
    """The names of the ordinary tables; what is to be said of the others; and, by their folded names, what these are
    and views."""
    tables: list[str] = []
    virtual: dict[str, str] = {}
    out: dict[str, str] = {}
    for kind, name, sql in database.execute(
        "SELECT type, name, sql FROM main.sqlite_master WHERE type IN ('table', 'view')"
    ):
        name, sql = str(name), str(sql or "").lstrip()
        if folded(name).startswith("sqlite_"):
            continue
        if kind == "view":
            out[folded(name)] = "a view"
        elif found := _VIRTUAL.match(sql):
            virtual[name] = found[1].strip("\"'`[]").lower()
            out[folded(name)] = "a virtual table"
        elif _TABLE.match(sql):
            if sign := forbidden(name):
                flaws.add("E513", None, f"the table {name!a} contains {sign}, which no name may")
            tables.append(name)
        else:
            flaws.add("E513", None, f"the table {name!a} is defined by something that is no CREATE TABLE")
    shadow = {folded(f"{name}_{end}") for name, module in virtual.items() for end in SHADOWS.get(module, ())}
    hidden = [name for name in tables if folded(name) in shadow]
    out |= dict.fromkeys(map(folded, hidden), "a table that a virtual one keeps its data in")
    notes = []
    if virtual:
        kinds = f"{len(virtual)} virtual table{'' if len(virtual) == 1 else 's'} ({show_some(sorted(virtual))})"
        more = f" and the {len(hidden)} that keep their data ({show_some(sorted(hidden))})" if hidden else ""
        notes.append(f"{database.file}: {kinds}{more} left out")
    return [name for name in tables if folded(name) not in shadow], notes, out


def _table(database: Database, name: str) -> Table:
    # table_info would leave out generated columns.
    found = database.execute(f"PRAGMA main.table_xinfo({quoted(name)})").fetchall()
    columns = {folded(column): column for _, column, *_ in found}
    primary = tuple(column for _, column in sorted((place, column) for _, column, _, _, _, place, _ in found if place))
    row = next((alias for alias in ROW_NUMBERS if alias not in columns), None)
    if row is not None:
        try:
            database.execute(f"SELECT t.{row} FROM main.{quoted(name)} AS t LIMIT 0")
        except sqlite3.OperationalError as error:
            if not str(error).startswith("no such column"):
                raise
            row = None  # WITHOUT ROWID
    return Table(name, columns, primary, row)


def _foreign_keys(
    database: Database, table: Table, known: dict[str, Table], out: dict[str, str], flaws: Flaws
) -> list[ForeignKey]:
    """The foreign keys of a table, in the order in which it declares them, without names yet."""
    own: dict[int, list[tuple[str, str, str | None]]] = {}
    for number, _, target, column, key, *_ in database.execute(f"PRAGMA main.foreign_key_list({quoted(table.name)})"):
        own.setdefault(number, []).append((target, column, key))
    found: list[ForeignKey] = []
    for number in sorted(own, reverse=True):  # SQLite lists the last one first
        title = f"{table.name}.{','.join(column for _, column, _ in own[number])}"
        written = own[number][0][0]
        target = known.get(folded(written))
        missing = [c for _, c, _ in own[number] if folded(c) not in table.columns]
        if missing:
            flaws.add("E513", None, f"{title} is a foreign key, and {table.name} has no column {missing[0]}")
            continue
        if target is None:
            what = out.get(folded(written))
            flaws.add(
                "E513",
                None,
                f"{title} refers to {written}, and " + (f"that is {what}" if what else "there is no such table"),
            )
            continue
        given = [key for _, _, key in own[number] if key is not None]
        unknown = [key for key in given if folded(key) not in target.columns]
        if unknown:
            known_columns = ", ".join(list(target.columns.values())[:12])
            flaws.add(
                "E513",
                None,
                f"{title} refers to the column {unknown[0]} of {target.name}, and there is no such column",
                f"the columns of {target.name} are {known_columns}",
            )
            continue
        to = tuple(target.columns[folded(key)] for key in given) or target.primary
        if not to:
            flaws.add("E513", None, f"{title} refers to the primary key of {target.name}, which has none")
            continue
        if len(to) != len(own[number]):
            flaws.add("E513", None, f"{title} refers to the primary key of {target.name}, which has {len(to)} columns")
            continue
        columns = tuple(table.columns[folded(column)] for _, column, _ in own[number])
        found.append(ForeignKey("", table.name, columns, target.name, to))
    return found


def _title(key: ForeignKey) -> str:
    return f"{key.table}.{','.join(key.columns)}"


def _named(keys: list[ForeignKey], flaws: Flaws) -> list[ForeignKey]:
    """The foreign keys with names: as short as keeps them apart. Raises `BadData` where nothing does."""

    def told(key: ForeignKey) -> tuple[str, str, str]:
        short = _title(key)
        return short, f"{short} -> {key.target}", f"{short} -> {key.target}.{','.join(key.keys)}"

    level = [0] * len(keys)
    for step in (1, 2):
        count = Counter(told(key)[now] for key, now in zip(keys, level, strict=True))
        level = [step if count[told(key)[now]] > 1 else now for key, now in zip(keys, level, strict=True)]
    named = [key._replace(name=told(key)[now]) for key, now in zip(keys, level, strict=True)]
    for name, number in Counter(key.name for key in named).items():
        if number > 1:
            flaws.add(
                "E513", None, f"there are {number} foreign keys called {name}", "rename a table or a column of them"
            )
        if sign := forbidden(name):
            flaws.add("E513", None, f"the foreign key {name!a} contains {sign}, which no name may")
    flaws.stop_if_any()
    return named
