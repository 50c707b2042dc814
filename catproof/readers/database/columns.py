"""Columns of one table of a SQLite database as rows: `read("go.db", table, column, column)`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from catproof.core.label import Label, show_some
from catproof.readers.database.opening import folded, opened, quoted
from catproof.readers.database.schema import tables_of
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.rows import NO_VALUE, Rows, as_label, wrong_name


def read_columns(path: Path, file: str, table: str, columns: Sequence[str], empty: bool) -> Rows:
    """These columns of a table, by the places of its rows. NULL and the empty text are no values; with `empty` they are
    the empty name. Raises `BadData` or `TimedOut`."""
    with opened(path, file) as database:
        tables, out = tables_of(database)
        found = next((each for each in tables if folded(each.name) == folded(table)), None)
        if found is None:
            what = f": {table} is {out[folded(table)]}" if folded(table) in out else ""
            hint = f"its tables are {show_some([each.name for each in tables])}"
            raise BadData(Flaw("E506", file, None, f"there is no table {table}{what}", hint))
        missing = [name for name in columns if folded(name) not in found.columns]
        if missing:
            hint = f"its columns are {show_some(list(found.columns.values()))}"
            flawed = [Flaw("E506", file, None, f"table {found.name} has no column {name}", hint) for name in missing]
            raise BadData(*flawed)
        named = ", ".join(f"t.{quoted(found.columns[folded(name)])}" for name in columns)
        order = ", ".join(f"t.{quoted(name) if found.row is None else name}" for name in found.identity)
        ask = f"SELECT {named} FROM main.{quoted(found.name)} AS t NOT INDEXED"
        flaws = Flaws(file, f"table {found.name}: row")
        values: list[list[Label]] = [[] for _ in columns]
        number = 0
        for row in database.execute(f"{ask} ORDER BY {order}" if order else ask):
            number += 1
            if number > database.room:
                message = f"table {found.name} has more rows than the file has room for: the database is damaged"
                raise BadData(Flaw("E507", file, None, message))
            for name, value, labels in zip(columns, row, values, strict=True):
                labels.append(_label(value, name, number, empty, flaws))
        flaws.stop_if_any()
    return Rows(file, tuple(values), range(1, number + 1), flaws.unit)


def _label(value: object, column: str, number: int, empty: bool, flaws: Flaws) -> Label:
    if value is None or value == "":
        if not empty:
            flaws.add("E507", number, f"there is no value in the column {column}", NO_VALUE)
    elif isinstance(value, str):
        wrong = wrong_name(value, column)
        try:
            value.encode()
        except UnicodeEncodeError:
            wrong = f"the value in the column {column} is not UTF-8"
        if not wrong:
            return as_label(value)
        flaws.add("E507", number, wrong)
    elif isinstance(value, int):
        return as_label(value)
    else:
        what = "bytes" if isinstance(value, bytes) else f"the fraction {value}"
        flaws.add("E507", number, f"{what} in the column {column}", "texts and whole numbers are names")
    return ""
