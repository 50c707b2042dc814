"""Tables of two columns in DuckDB (the extra `duckdb`), for files that outgrow memory: CSV, TSV and Parquet.

A row that is wrong is an error with the file and the number of the row, as everywhere. What DuckDB passes over without
a word is looked for before it reads: an empty line, a NUL, signs in the name of a file that stand for others.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Sequence
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any

from catproof.core.deadline import left, load
from catproof.core.limits import LimitReached
from catproof.diagnostic import MOST_SHOWN
from catproof.readers.delimited import LONGEST_FIELD, other_delimiter
from catproof.readers.flaws import FEW_SHOWN, BadData, Flaw, Flaws
from catproof.readers.place import Places
from catproof.readers.rows import NO_VALUE, columns_found, decoded, refuse_wide, wrong_name

PORTION = 1 << 20
"""So many bytes are looked through at once."""

NUMBER = "'0|[1-9][0-9]{0,17}'"
"""The names that are numbers, if all are."""


class Duck:
    """A database in memory, and in a folder of its own what is too much for that. It is interrupted when a limit of the
    running body is met."""

    def __init__(self, places: Places, folder: str, megabytes: float | None) -> None:
        try:
            load("duckdb")
            import duckdb
        except ImportError:
            hint = "install it with `pip install 'catproof[duckdb]'`"
            raise BadData(Flaw("E503", "--engine duckdb", None, "the package duckdb is not installed", hint)) from None
        self.places = places
        self.errors = duckdb
        self.connection = duckdb.connect(":memory:")
        self.connection.execute(f"SET temp_directory = '{folder}'; SET enable_progress_bar = false")
        if megabytes is not None:
            self.connection.execute(f"SET memory_limit = '{int(megabytes)}MB'")
        seconds = left()
        self.timer = Timer(seconds, self.connection.interrupt) if seconds < float("inf") else None

    def __enter__(self) -> Duck:
        if self.timer is not None:
            self.timer.daemon = True
            self.timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.timer is not None:
            self.timer.cancel()
        self.connection.close()

    def run(self, query: str, *values: object) -> Any:
        """What DuckDB answers. Raises `LimitReached`."""
        try:
            return self.connection.execute(query, values)
        except self.errors.InterruptException:
            raise LimitReached("the time limit was reached", "--timeout") from None
        except self.errors.OutOfMemoryException:
            raise LimitReached("the memory limit was reached", "--memory") from None

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows of the answer."""
        found: list[tuple[Any, ...]] = self.run(query, *values).fetchall()
        return found

    def one(self, query: str, *values: object) -> int:
        """The one number of the answer."""
        return int(self.rows(query, *values)[0][0])

    def read(self, table: str, file: str, columns: Sequence[str], empty: bool, numbers: str) -> tuple[Flaws, int, bool]:
        """Have these two columns of a file in a table, called a and b, with `line`, the row from 0: texts, and whole
        numbers where those of `numbers` have these alone, which the last answer says. With `empty` rows with an empty
        value are left out, and counted. Raises `BadData` and `LimitReached`."""
        path = self.places.find(file)
        if any(sign in str(path) for sign in "*?["):
            raise BadData(Flaw("E501", file, None, "the engine duckdb takes `*`, `?` and `[` in a path for patterns"))
        plain = file.lower().removesuffix(".gz")
        flaws = Flaws(file, "row")
        if plain.endswith((".csv", ".tsv")):
            source, chosen = self._text(path, file, columns, "," if plain.endswith(".csv") else "\t")
        elif file.lower().endswith(".parquet"):
            source, chosen = self._parquet(path, file, columns)
        else:
            raise BadData(
                Flaw("E503", file, None, "the engine duckdb reads .csv, .tsv and .parquet; .gz may follow text")
            )
        tested = " AND ".join(f"regexp_full_match({chosen['ab'.index(k)]}, {NUMBER})" for k in numbers)
        a, b = (
            f"CASE WHEN {tested} THEN {name}::BIGINT END" if k in numbers else name
            for k, name in zip("ab", chosen, strict=True)
        )
        made = f"CREATE TABLE {table}_rows AS SELECT"
        try:
            begins = f"SELECT count(*) FROM (SELECT * FROM {source} LIMIT 100) WHERE NOT ({tested})"
            whole = self.one(begins, str(path)) == 0
            if whole:
                self.run(f"{made} {a} AS a, {b} AS b FROM {source}", str(path))
                whole = self.one(f"SELECT count(*) FROM {table}_rows WHERE a IS NULL OR b IS NULL") == 0
            if not whole:
                a, b = chosen
                self.run(f"DROP TABLE IF EXISTS {table}_rows")
                self.run(f"{made} {a} AS a, {b} AS b FROM {source}", str(path))
        except self.errors.Error as error:
            raise BadData(_told(file, str(error))) from None
        missing = "coalesce(a::VARCHAR, '') = '' OR coalesce(b::VARCHAR, '') = ''"
        kept = f"WHERE NOT ({missing})" if empty else ""
        self.run(f"CREATE VIEW {table} AS SELECT a, b, rowid AS line FROM {table}_rows {kept}")
        rows = f"FROM {table} WHERE {missing} ORDER BY 1 LIMIT {FEW_SHOWN}"
        count = self.one(f"SELECT count(*) FILTER ({missing}) FROM {table}_rows")
        if count and not empty:
            for row, first in self.rows(f"SELECT line + 1, coalesce(a::VARCHAR, '') = '' {rows}"):
                message = f"there is no value in the column {columns[0 if first else 1]}"
                flaws.add("E507", row, message, NO_VALUE, of=count)
        for name, column in zip("ab", columns, strict=True):
            if whole and name in numbers:
                continue
            odd = self.run(
                f"SELECT min(line) + 1, {name} FROM {table} WHERE regexp_matches({name}, '[^ -~]') GROUP BY {name}"
            )
            while portion := odd.fetchmany(MOST_SHOWN):
                for row, value in portion:
                    if wrong := wrong_name(value, column):
                        flaws.add("E507", row, wrong)
        return flaws, count, whole

    def _text(self, path: Path, file: str, columns: Sequence[str], delimiter: str) -> tuple[str, list[str]]:
        quote = '"' if delimiter == "," else ""
        header = _looked_through(path, file, delimiter)
        found = columns_found(file, header, columns, other_delimiter(header, delimiter))
        names = ", ".join(f"'c{k}': 'VARCHAR'" for k in range(len(header)))
        return (
            f"read_csv(?, delim='{delimiter}', quote='{quote}', escape='{quote}', header=false, skip=1, "
            f"auto_detect=false, columns={{{names}}})"
        ), [f"c{k}" for k in found]

    def _parquet(self, path: Path, file: str, columns: Sequence[str]) -> tuple[str, list[str]]:
        try:
            described = self.rows("DESCRIBE SELECT * FROM read_parquet(?)", str(path))
        except self.errors.Error as error:
            raise BadData(_told(file, str(error))) from None
        columns_found(file, [row[0] for row in described], columns)
        kinds = {row[0]: row[1] for row in described}
        for name in columns:
            if kinds[name] != "VARCHAR" and "INT" not in kinds[name]:
                hint = "texts and whole numbers are expected"
                raise BadData(Flaw("E507", file, None, f"the column {name} is of type {kinds[name]}", hint))
        quoted = ['"' + name.replace('"', '""') + '"' for name in columns]
        return "read_parquet(?)", [f"{name}::VARCHAR" for name in quoted]


def _told(file: str, text: str) -> Flaw:
    """What DuckDB says of a file, with the line that it names."""
    said = text.split("Possible")[0].splitlines()
    line = re.search(r"Line: (\d+)", text)
    kept = [each for each in said if each and not each.startswith("Original Line")]
    message = " ".join(kept[1:] or kept).strip()
    return Flaw("E504", file, int(line[1]) if line else None, message or "it cannot be read")


def _looked_through(path: Path, file: str, delimiter: str) -> list[str]:
    """The header, once no line is empty and no NUL is there. Raises `BadData`."""
    try:
        with gzip.open(path) if file.lower().endswith(".gz") else path.open("rb") as stream:
            first = stream.readline(LONGEST_FIELD)
            refuse_wide(first, file)
            if not first.strip():
                hint = "a first line with the names of the columns is expected"
                raise BadData(Flaw("E504", file, None, "the file is empty", hint))
            _no_empty_line(stream, file)
    except (OSError, EOFError) as error:
        raise BadData(Flaw("E501", file, None, f"the file cannot be read: {error}")) from None
    text = decoded(first, file).rstrip("\r\n")
    try:
        return next(csv.reader([text], strict=True)) if delimiter == "," else text.split(delimiter)
    except csv.Error as error:
        raise BadData(Flaw("E504", file, 1, str(error))) from None


def _no_empty_line(stream: Any, file: str) -> None:
    lines, last = 1, b"\n"
    while portion := stream.read(PORTION):
        text = last + portion
        where = min((k for k in map(text.find, (b"\n\n", b"\n\r\n", b"\0")) if k >= 0), default=-1)
        if where >= 0:
            line = lines + text[len(last) : where + 1].count(b"\n") + 1
            if text[where] == 0:
                raise BadData(Flaw("E504", file, line, "the file contains a NUL byte", "is it a text?"))
            raise BadData(Flaw("E504", file, line, "the line is empty", "remove it"))
        lines += portion.count(b"\n")
        last = text[-2:]
