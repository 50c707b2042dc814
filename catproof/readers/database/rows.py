"""The rows of a SQLite database, each with the rows that it refers to.

Keys are compared by SQLite, with the rules of the column that is referred to (its affinity and its collation, see
https://www.sqlite.org/foreignkeys.html): what `PRAGMA foreign_key_check` finds in order is in order. Only the tables
themselves are read: an index of the file may be damaged, so none is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Union

from catproof.core.characters import forbidden
from catproof.core.label import Label
from catproof.readers.database.opening import Database, opened, quoted
from catproof.readers.database.schema import ForeignKey, Schema, Table, schema_of
from catproof.readers.flaws import BadData, Flaw, Flaws

Value = Union[int, float, str, bytes, None]
"""What SQLite keeps in a cell."""

POINT = "NULL"
"""What the row is called that stands for NULL."""

LONGEST_NAME = 100_000
"""The most characters of a row's name."""


class Instance(NamedTuple):
    """`rows[t]` are the rows of table t, called by their primary keys; `refers[k][i]` is the number of the row that row
    i refers to by foreign key k. `left_out[t]` is how many rows of t were left out for a NULL in a key, or because
    they refer to such a row; `given[t]`, how many NULLs of t were given something to refer to."""

    schema: Schema
    rows: dict[str, list[Label]]
    refers: list[list[int]]
    left_out: dict[str, int]
    given: dict[str, int]


class _Rows(NamedTuple):
    labels: list[Label]
    number: dict[tuple[Value, ...], int]
    """The place of each row in `labels`, by what tells rows apart."""
    null: set[int]
    """The rows with a NULL in a key."""


def read_instance(path: Path, file: str, null: str = "", without: Sequence[str] = ()) -> Instance:
    """The rows of a database, but what `without` names. A NULL in a key is an error that names the row; or, as `null`
    says: with `drop` the row is left out, and so are those that refer to it; with `self` a NULL in a foreign key of a
    table to itself refers to its own row; with `point` a NULL in a foreign key refers to a row called NULL that each
    table is given which needs one. Raises `BadData` or `TimedOut`."""
    with opened(path, file) as database:
        schema = schema_of(database, without)
        flaws = Flaws(file)
        for table in schema.tables.values():
            _fits(database, table, flaws)
        flaws.stop_if_any()
        read = {name: _read(database, schema, table, null, flaws) for name, table in schema.tables.items()}
        flaws.stop_if_any()
        refers = _references(database, schema, read, flaws)
        flaws.stop_if_any()
    gone: dict[str, set[int]] = {name: rows.null if null == "drop" else set() for name, rows in read.items()}
    given: dict[str, int] = {}
    if null == "self":
        given = _to_themselves(schema, refers, read, flaws)
    elif null == "point":
        given = _to_points(schema, refers, read, flaws)
    flaws.stop_if_any()
    _spread(schema, refers, gone)
    return _kept(schema, read, refers, gone, given)


# ---- one table ----------------------------------------------------------------------------------------


def _columns(alias: str, names: Sequence[str]) -> list[str]:
    return [f"{alias}.{quoted(name)}" for name in names]


def _null(column: str) -> str:
    # Not IS NULL: of a column that may not be NULL SQLite does not look whether it is, in a damaged file.
    return f"(typeof({column}) = 'null')"


def _fits(database: Database, table: Table, flaws: Flaws) -> None:
    """Refuse a table that has more rows than there is room for: in a damaged file a page may be its own page's page.
    And one whose rows nothing tells apart."""
    if not table.identity:
        flaws.add(
            "E513",
            None,
            f"table {table.name} has no primary key, and its columns rowid, oid and _rowid_ hide the numbers of its "
            "rows, so that nothing names them",
        )
    ask = f"SELECT count(*) FROM (SELECT 1 FROM main.{quoted(table.name)} AS t NOT INDEXED LIMIT {database.room + 1})"
    ((number,),) = database.execute(ask)
    if number > database.room:
        flaws.add("E504", None, f"table {table.name} has more rows than the file has room for: the database is damaged")


def _read(database: Database, schema: Schema, table: Table, null: str, flaws: Flaws) -> _Rows:
    named = table.primary or table.identity
    keys = [key for key in schema.keys if key.table == table.name]
    checked = list(dict.fromkeys([*table.primary, *(c for key in keys for c in key.columns)]))
    wanted = _columns("t", table.identity) + _columns("t", named) + list(map(_null, _columns("t", checked)))
    order = ", ".join(_columns("t", named))
    ask = f"SELECT {', '.join(wanted)} FROM main.{quoted(table.name)} AS t NOT INDEXED ORDER BY {order}"
    width, end = len(table.identity), len(table.identity) + len(named)
    found = _Rows([], {}, set())
    called: set[Label] = set()
    for i, row in enumerate(database.execute(ask)):
        label = _label(row[width:end])
        found.labels.append(label)
        if found.number.setdefault(row[:width], i) != i and None not in row[:width]:
            flaws.add("E504", None, f"table {table.name}: {_row(label)} is there twice: the database is damaged")
        missing = row[end:] if null in ("", "drop") else row[end : end + len(table.primary)]
        if 1 in missing:
            found.null.add(i)
            if null == "drop":
                continue
            for column, empty in zip(checked, missing, strict=False):
                if empty:
                    hint = f'instance("{database.file}", null = drop) leaves out rows with a NULL in a key'
                    flaws.add("E507", None, f"table {table.name}: {_row(label)}: the key column {column} is NULL", hint)
        elif label in called:
            flaws.add("E508", None, f"table {table.name}: there are two rows called {_row(label)[4:]}")
        for part, column in zip(row[width:end], named, strict=True):
            if isinstance(part, str) and (what := _unfit(part)):
                message = f"table {table.name}: {_row(label)}: {column} = {_shown(part)}: {what}"
                flaws.add("E507", None, message, kind="name")
        called.add(label)
    return found


def _label(parts: Sequence[Value]) -> Label:
    return _part(parts[0]) if len(parts) == 1 else tuple(map(_part, parts))


def _part(value: Value) -> Label:
    """Numbers and texts as they are; fractions and bytes as SQL writes them."""
    if isinstance(value, int | str):
        return value
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return "NULL" if value is None else repr(value)


def _unfit(text: str) -> str | None:
    if len(text) > LONGEST_NAME:
        return f"a name has at most {LONGEST_NAME} characters"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "this is not UTF-8"
    sign = forbidden(text)
    return f"it contains {sign}, which no name may" if sign else None


def _row(label: Label) -> str:
    parts = label if isinstance(label, tuple) else (label,)
    return "row " + ", ".join(part if isinstance(part, str) and _plain(part) else _shown(part) for part in parts)


def _plain(text: str) -> bool:
    return text.isprintable() and len(text) <= 60


def _shown(value: Value | Label) -> str:
    text = f"x'{value.hex()}'" if isinstance(value, bytes) else "NULL" if value is None else repr(value)
    return text if len(text) <= 62 else f"{text[:60]}..."


# ---- what refers to what ------------------------------------------------------------------------------


class _Targets(NamedTuple):
    """What foreign keys refer to, in the temporary table `targets`: what tells rows apart as `i0`, `i1` ..., and the
    columns that are referred to as `k0`, `k1` ..., with their affinities. `collations` are these columns' own."""

    table: Table
    rows: _Rows
    collations: list[str]


def _targets(database: Database, key: ForeignKey, table: Table, rows: _Rows, flaws: Flaws) -> _Targets:
    """Lay out what a foreign key refers to, and flag rows that agree in it. NULL agrees with nothing.

    With an index of its own: those that SQLite makes for itself miss some matches (RTRIM, in SQLite 3.38 to 3.40).
    """
    identity, columns = _columns("t", table.identity), _columns("t", key.keys)
    collations = [_collation(database, table, column) for column in key.keys]
    named = [f"{c} AS i{n}" for n, c in enumerate(identity)] + [f"{c} AS k{n}" for n, c in enumerate(columns)]
    database.execute("DROP TABLE IF EXISTS temp.targets")
    database.execute(
        f"CREATE TEMP TABLE targets AS SELECT {', '.join(named)} FROM main.{quoted(table.name)} AS t NOT INDEXED "
        f"WHERE {' AND '.join(f'NOT {_null(c)}' for c in columns)}"
    )
    compared = ", ".join(f"k{n} COLLATE {c}" for n, c in enumerate(collations))
    database.execute(f"CREATE INDEX temp.keys ON targets ({compared})")
    shown = ", ".join(f"i{n}" for n in range(len(identity)))
    ask = f"SELECT {shown} FROM temp.targets GROUP BY {compared} HAVING count(*) > 1"
    for row in database.execute(ask):
        if row not in rows.number:
            raise _damaged(database)
        flaws.add(
            "E508",
            None,
            f"table {table.name}: {_row(rows.labels[rows.number[row]])}: another row has the same "
            f"{', '.join(key.keys)}, and {key.name} refers to it",
        )
    return _Targets(table, rows, collations)


def _references(database: Database, schema: Schema, read: dict[str, _Rows], flaws: Flaws) -> list[list[int]]:
    """`_refers` for each foreign key; what several refer to is laid out once."""
    values: list[list[int]] = [[] for _ in schema.keys]
    users: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for k, key in enumerate(schema.keys):
        users.setdefault((key.target, key.keys), []).append(k)
    broken = flaws.total
    for (target, _), numbers in users.items():
        to = _targets(database, schema.keys[numbers[0]], schema.tables[target], read[target], flaws)
        if flaws.total > broken:  # what is there twice would be referred to twice
            continue
        for k in numbers:
            key = schema.keys[k]
            values[k] = _refers(database, schema.tables[key.table], key, read[key.table], to, flaws)
        broken = flaws.total
    return values


def _collation(database: Database, table: Table, column: str) -> str:
    """By which rule texts in a column are compared. It is not in any table of SQLite's: the column is asked."""
    none = f"SELECT t.{quoted(column)} AS k FROM main.{quoted(table.name)} AS t WHERE 0"
    ask = f"SELECT q.k = 'A', q.k = 'a ' FROM ({none} UNION ALL SELECT 'a' LIMIT -1) AS q"
    ((case, spaces),) = database.execute(ask)
    return "NOCASE" if case else "RTRIM" if spaces else "BINARY"


def _refers(database: Database, here: Table, key: ForeignKey, rows: _Rows, to: _Targets, flaws: Flaws) -> list[int]:
    """For each row of the key's table the number of the row it refers to, or -1 where a NULL refers to nothing."""
    identity, columns = _columns("c", here.identity), _columns("c", key.columns)
    found = ["p.rowid", *(f"p.i{n}" for n in range(len(to.table.identity)))]
    # With `+` a value has no affinity of its own, so that of the column it refers to is applied, as for foreign keys.
    same = [f"p.k{n} COLLATE {to.collations[n]} = +{c}" for n, c in enumerate(columns)]
    ask = (
        f"SELECT {', '.join([*identity, *columns, *found])} FROM main.{quoted(here.name)} AS c NOT INDEXED "
        f"LEFT JOIN temp.targets AS p ON {' AND '.join(same)}"
    )
    start, end = len(identity), len(identity) + len(columns)
    values = [-1] * len(rows.labels)
    nothing: set[int] = set()
    for row in database.execute(ask):
        if None in row[:start]:  # the row has no name, and is left out
            continue
        i = rows.number.get(row[:start])
        if i is None:
            raise _damaged(database)
        if row[end] is not None:
            number = to.rows.number.get(row[end + 1 :])
            if number is None or values[i] not in (-1, number):
                raise _damaged(database)
            values[i] = number
        elif None in row[start:end]:
            nothing.add(i)
        elif i not in rows.null:
            shown = ", ".join(f"{c} = {_shown(v)}" for c, v in zip(key.columns, row[start:end], strict=True))
            label = _row(rows.labels[i])
            flaws.add("E509", None, f"table {key.table}: {label}: {shown} refers to no row of {key.target}")
    if not flaws.found and any(v < 0 and i not in rows.null and i not in nothing for i, v in enumerate(values)):
        raise _damaged(database)
    return values


def _damaged(database: Database) -> BadData:
    return BadData(Flaw("E504", database.file, None, "the database is damaged: read twice, a table has other rows"))


# ---- what NULL refers to ------------------------------------------------------------------------------


def _to_themselves(schema: Schema, refers: list[list[int]], read: dict[str, _Rows], flaws: Flaws) -> dict[str, int]:
    """Have a NULL refer to its own row; how often, by tables."""
    given: dict[str, int] = {}
    for key, values in zip(schema.keys, refers, strict=True):
        for i, number in enumerate(values):
            if number >= 0:
                continue
            if key.target != key.table:
                message = f"table {key.table}: {_row(read[key.table].labels[i])}: {key.name} is NULL, and no row of "
                hint = f"it refers to {key.target}; `null = point` gives that table a row for NULL"
                flaws.add("E507", None, f"{message}{key.table} itself can stand for it", hint)
            values[i] = i
            given[key.table] = given.get(key.table, 0) + 1
    return given


def _to_points(schema: Schema, refers: list[list[int]], read: dict[str, _Rows], flaws: Flaws) -> dict[str, int]:
    """Have a NULL refer to a row NULL, which is added; how often, by tables. What is added refers to such rows."""
    nulls = [[i for i, number in enumerate(values) if number < 0] for values in refers]
    pending = [key.target for key, rows in zip(schema.keys, nulls, strict=True) if rows]
    points: dict[str, int] = {}
    while pending:
        table = pending.pop()
        if table not in points:
            points[table] = len(read[table].labels)
            if POINT in read[table].labels:
                flaws.add("E508", None, f"table {table}: there is a row called {POINT} already, beside the one to add")
            read[table].labels.append(POINT)
            pending += [key.target for key in schema.keys if key.table == table]
    given: dict[str, int] = {}
    for key, values, rows in zip(schema.keys, refers, nulls, strict=True):
        for i in rows:
            values[i] = points[key.target]
        if rows:
            given[key.table] = given.get(key.table, 0) + len(rows)
        if key.table in points:
            values.append(points[key.target])
    return given


# ---- rows that are left out ---------------------------------------------------------------------------


def _spread(schema: Schema, refers: list[list[int]], gone: dict[str, set[int]]) -> None:
    """A row that refers to one that is left out is left out too."""
    pending = [(name, i) for name, members in gone.items() for i in members]
    if not pending:
        return
    back: dict[str, list[tuple[str, dict[int, list[int]]]]] = {name: [] for name in gone}
    for key, values in zip(schema.keys, refers, strict=True):
        users: dict[int, list[int]] = {}
        for i, number in enumerate(values):
            users.setdefault(number, []).append(i)
        back[key.target].append((key.table, users))
    while pending:
        name, number = pending.pop()
        for table, users in back[name]:
            for i in users.get(number, ()):
                if i not in gone[table]:
                    gone[table].add(i)
                    pending.append((table, i))


def _kept(
    schema: Schema, read: dict[str, _Rows], refers: list[list[int]], gone: dict[str, set[int]], given: dict[str, int]
) -> Instance:
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
    left_out = {table: len(members) for table, members in gone.items() if members}
    return Instance(schema, rows, values, left_out, given)
