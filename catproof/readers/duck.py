"""Tables of two columns in DuckDB (the extra `duckdb`), for files that outgrow memory: CSV, TSV and Parquet.

A row that is wrong is an error with the file and the number of the row, as everywhere. What DuckDB passes over without
a word is looked for before it reads: an empty line, a NUL, signs in the name of a file that stand for others.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from catproof.core.characters import LINE_END
from catproof.core.deadline import held, load
from catproof.core.limits import LimitReached
from catproof.diagnostic import MOST_SHOWN
from catproof.packages import installs
from catproof.readers.delimited import LONGEST_FIELD, other_delimiter
from catproof.readers.digits import DIGITS, NoNumber, rows_of
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.place import Places
from catproof.readers.relations import unfilled
from catproof.readers.rows import columns_found, decoded, refuse_wide, wrong_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

PORTION = 1 << 16
"""So many bytes are looked through at once."""

ROWS = 1 << 20
"""Rows that are read by arrays are given to DuckDB when there are so many."""


OF_MEMORY = 0.6
"""DuckDB is told so much of the memory that the process may hold: of what it takes to read files it keeps no account,
and what is fetched has to be there too."""


class Duck:
    """A database in memory, and in a folder of its own what is too much for that. It is interrupted when a limit of the
    running body is met. See `Relations`."""

    arrays = True

    def __init__(self, places: Places, folder: str, megabytes: float | None) -> None:
        try:
            load("duckdb")
            import duckdb
        except ImportError:
            hint = f"install it with `{installs('duckdb')}`"
            raise BadData(Flaw("E503", "--engine", None, "the package duckdb is not installed", hint)) from None
        self.places = places
        self.folder = folder
        self.errors = duckdb
        self.digests: dict[str, str] = {}
        """Of the files that were looked through: their SHA-256."""
        self.connection = duckdb.connect(":memory:")
        self.connection.execute(f"SET temp_directory = '{folder}'; SET enable_progress_bar = false")
        if megabytes is not None:
            self.connection.execute(f"SET memory_limit = '{max(int(OF_MEMORY * megabytes), 1)}MB'")

    def __enter__(self) -> Duck:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.connection.close()

    def each(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of the answer. Raises `LimitReached`."""
        answer = self._held(lambda: self.connection.execute(query, values))
        while rows := self._held(lambda: answer.fetchmany(MOST_SHOWN)):
            yield from rows

    def _held(self, ask: Callable[[], Any]) -> Any:
        """What DuckDB answers; a bound of the running body interrupts it, and is raised at the end."""
        with held(self.connection.interrupt):
            try:
                return ask()
            except self.errors.InterruptException:
                pass
            except self.errors.OutOfMemoryException:
                raise LimitReached("the memory limit was reached", "--memory") from None
        raise LimitReached("the time limit was reached", "--timeout")

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """See `Relations.rows`."""
        return list(self.each(query, *values))

    def columns(self, query: str, number: int) -> list[NDArray[Any]]:
        """See `Relations.columns`."""
        import numpy as np

        def fetched() -> list[NDArray[Any]]:
            return [np.asarray(column) for column in self.connection.execute(query).fetchnumpy().values()]

        found: list[NDArray[Any]] = self._held(fetched)
        assert len(found) == number
        return found

    @contextmanager
    def copying(self) -> Iterator[None]:
        """See `Relations.copying`: what goes to arrays and from them is copied, and of several threads all but one
        wait, which takes half as much time again."""
        self.rows("SET threads = 1")
        try:
            yield
        finally:
            self.rows("RESET threads")

    def one(self, query: str, *values: object) -> int:
        """The one number of the answer."""
        return int(self.rows(query, *values)[0][0])

    def make(self, table: str, query: str) -> None:
        """See `Relations.make`."""
        self.rows(f"CREATE TABLE {table} AS {query}")

    def drop(self, *tables: str) -> None:
        """See `Relations.drop`."""
        for table in tables:
            self.rows(f"DROP TABLE {table}")

    def has(self, table: str) -> bool:
        """Was this table read?"""
        return self.one("SELECT count(*) FROM duckdb_views() WHERE view_name = ?", table) > 0

    def named(self, table: str) -> None:
        """See `Relations.named`."""
        self.rows(f"ALTER VIEW {table} RENAME TO {table}_numbered")
        self.rows(f"CREATE VIEW {table} AS SELECT a::VARCHAR AS a, b::VARCHAR AS b, line FROM {table}_numbered")

    def digest(self, file: str) -> list[str]:
        """See `Relations.digest`."""
        if file in self.digests:
            return [f"{file}: sha256 {self.digests[file]}"]
        with self.places.find(file).open("rb") as stream:
            return [f"{file}: sha256 {hashlib.file_digest(stream, 'sha256').hexdigest()}"]

    def read(self, table: str, file: str, columns: Sequence[str], empty: bool, numbers: str) -> tuple[Flaws, int, bool]:
        """See `Relations.read`."""
        path = self.places.find(file)
        if any(sign in str(path) for sign in "*?["):
            raise BadData(Flaw("E501", file, None, "DuckDB takes `*`, `?` and `[` in a path for patterns"))
        plain = file.lower().removesuffix(".gz")
        flaws = Flaws(file, "row")
        whole = False
        try:
            if plain.endswith((".csv", ".tsv")):
                text = _Text.of(path, file, columns, "," if plain.endswith(".csv") else "\t")
                whole = self._digits(table, text, numbers)
                source = None if whole else self._text(text)
            elif file.lower().endswith(".parquet"):
                source = self._parquet(path, file, columns)
            else:
                raise BadData(Flaw("E503", file, None, "DuckDB reads .csv, .tsv and .parquet; .gz may follow text"))
            if source is not None:
                whole = self._numbers(table, source, numbers)
                if not whole:
                    a, b = source.columns("VARCHAR", "VARCHAR")
                    self._rows(table, f"{a} AS a, {b} AS b FROM {source.called('VARCHAR', 'VARCHAR')}", source.path)
        except self.errors.Error as error:
            raise BadData(_told(file, str(error))) from None
        missing = " OR ".join(f"{k} IS NULL" if whole and k in numbers else f"coalesce({k}, '') = ''" for k in "ab")
        kept = f"WHERE NOT ({missing})" if empty else ""
        self.rows(f"CREATE VIEW {table} AS SELECT a, b, rowid AS line FROM {table}_rows {kept}")
        self.make("unfilled", f"SELECT nullif(a::VARCHAR, '') AS a, rowid AS line FROM {table}_rows WHERE {missing}")
        count = unfilled(self, columns, empty, flaws)
        for name, column in zip("ab", columns, strict=True):
            if whole and name in numbers:
                continue
            odd = self.each(
                f"SELECT min(line) + 1, {name} FROM {table} WHERE regexp_matches({name}, '[^ -~]') GROUP BY {name}"
            )
            for row, value in odd:
                if wrong := wrong_name(value, column):
                    flaws.add("E507", row, wrong)
        return flaws, count, whole

    def _rows(self, table: str, read: str, path: Path) -> None:
        self.rows(f"DROP TABLE IF EXISTS {table}_rows")
        self.rows(f"CREATE TABLE {table}_rows AS SELECT {read}", str(path))

    def _numbers(self, table: str, source: _Source, numbers: str) -> bool:
        """Have the columns of `numbers` in a table as whole numbers, if they are."""
        kinds = ["BIGINT" if k in numbers else "VARCHAR" for k in "ab"]
        if source.whole:
            a, b = source.columns(*kinds)
            wrong = " OR ".join(
                f"{k} IS NULL OR {k} NOT BETWEEN {1 - 10**DIGITS} AND {10**DIGITS - 1}" for k in numbers
            )
            try:
                self._rows(table, f"{a} AS a, {b} AS b FROM {source.called(*kinds)}", source.path)
            except self.errors.Error:  # numbers that are longer, or what is wrong with texts too
                return False
            return self.one(f"SELECT count(*) FROM {table}_rows WHERE {wrong}") == 0
        texts, called = source.columns("VARCHAR", "VARCHAR"), source.called("VARCHAR", "VARCHAR")
        tested = " AND ".join(
            f"regexp_full_match({texts['ab'.index(k)]}, '0|[1-9][0-9]{{0,{DIGITS - 1}}}')" for k in numbers
        )
        if self.one(f"SELECT count(*) FROM (SELECT * FROM {called} LIMIT 100) WHERE NOT ({tested})", str(source.path)):
            return False
        a, b = (
            f"CASE WHEN {tested} THEN {name}::BIGINT END" if k in numbers else name
            for k, name in zip("ab", texts, strict=True)
        )
        self._rows(table, f"{a} AS a, {b} AS b FROM {called}", source.path)
        return self.one(f"SELECT count(*) FROM {table}_rows WHERE a IS NULL OR b IS NULL") == 0

    def _digits(self, table: str, text: _Text, numbers: str) -> bool:
        """Have the rows of a file that has whole numbers alone in a table, read by arrays in a third of the time; those
        of `numbers` as such. Is it such a file?"""
        import numpy as np

        if len({*text.found}) < 2 or not text.plain:
            return False
        kinds = (f"{k} {'BIGINT' if k in numbers else 'VARCHAR'}" for k in "ab")
        self.rows(f"CREATE OR REPLACE TABLE {table}_rows ({', '.join(kinds)})")
        digest = None if text.packed else hashlib.sha256()  # of a packed one the text is not the file
        held, count = np.empty((2, ROWS), np.int64), 0

        def give() -> None:
            self.connection.register("portion", {"a": held[0, :count], "b": held[1, :count]})
            self.rows(f"INSERT INTO {table}_rows SELECT a, b FROM portion")
            self.connection.unregister("portion")

        try:
            with text.opened() as stream, self.copying():
                first = stream.readline(LONGEST_FIELD)
                if digest is not None:
                    digest.update(first)
                for rows in rows_of(stream, len(text.header), text.delimiter, digest):
                    for start in range(0, len(rows), ROWS):
                        some = rows[start : start + ROWS, text.found].T
                        if count + some.shape[1] > ROWS:
                            give()
                            count = 0
                        held[:, count : count + some.shape[1]] = some
                        count += some.shape[1]
                give()
        except NoNumber:
            return False
        except (OSError, EOFError) as error:
            raise text.unreadable(error) from None
        if digest is not None:
            self.digests[text.file] = digest.hexdigest()
        return True

    def _text(self, text: _Text) -> _Source:
        quote = '"' if text.delimiter == "," else ""
        digest = None if text.packed else hashlib.sha256()
        even = text
        if not _looked_through(text, digest):
            digest = None if text.packed else hashlib.sha256()
            even = text.with_even_ends(Path(mkdtemp(dir=self.folder)), digest)
            _looked_through(even)
        if digest is not None:
            self.digests[text.file] = digest.hexdigest()
        names = ", ".join(f"'c{k}': 'VARCHAR'" for k in range(len(text.header)))
        called = (
            f"read_csv(?, delim='{text.delimiter}', quote='{quote}', escape='{quote}', header=false, skip=1, "
            f"auto_detect=false, columns={{{names}}})"
        )
        return _Source(even.path, lambda *_: called, lambda *_: [f"c{k}" for k in text.found], False)

    def _parquet(self, path: Path, file: str, columns: Sequence[str]) -> _Source:
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

        def read(*types: str) -> list[str]:
            return [f"{name}::{kind}" for name, kind in zip(quoted, types, strict=True)]

        return _Source(path, lambda *_: "read_parquet(?)", read, all("INT" in kinds[name] for name in columns))


class _Source(NamedTuple):
    """A file as DuckDB reads it, with two columns of these types; are both `whole` numbers, written as Python does?"""

    path: Path
    called: Callable[..., str]
    columns: Callable[..., list[str]]
    whole: bool


def _told(file: str, text: str) -> Flaw:
    """What DuckDB says of a file, with the line that it names."""
    said = text.split("Possible")[0].splitlines()
    line = re.search(r"Line: (\d+)", text)
    kept = [each for each in said if each and not each.startswith("Original Line")]
    message = " ".join(kept[1:] or kept).strip()
    return Flaw("E504", file, int(line[1]) if line else None, message or "it cannot be read")


class _Text(NamedTuple):
    """A text file of columns: is it `packed` by gzip, its delimiter, its header, and where in it the two are that are
    read. Is it `plain`: does DuckDB know what ends its header, `\\n` or `\\r\\n`, and by its path that it is packed?"""

    path: Path
    file: str
    packed: bool
    delimiter: str
    header: list[str]
    found: list[int]
    plain: bool

    def opened(self) -> Any:
        """Its bytes, from the first on."""
        return gzip.open(self.path) if self.packed else self.path.open("rb")

    def unreadable(self, error: Exception) -> BadData:
        """What is raised where it cannot be read."""
        return BadData(Flaw("E501", self.file, None, f"the file cannot be read: {error}"))

    @classmethod
    def of(cls, path: Path, file: str, columns: Sequence[str], delimiter: str) -> _Text:
        """Raises `BadData`."""
        packed = file.lower().endswith(".gz")
        made = cls(path, file, packed, delimiter, [], [], packed == path.name.lower().endswith(".gz"))
        try:
            with made.opened() as stream:
                first = stream.readline(LONGEST_FIELD)
        except (OSError, EOFError) as error:
            raise made.unreadable(error) from None
        refuse_wide(first, file)
        if not first.strip():
            hint = "a first line with the names of the columns is expected"
            raise BadData(Flaw("E504", file, None, "the file is empty", hint))
        read = first.rstrip(b"\r\n")
        line = _END.split(read, maxsplit=1)[0]
        text = decoded(line, file)
        try:
            header = next(csv.reader([text], strict=True)) if delimiter == "," else text.split(delimiter)
        except csv.Error as error:
            raise BadData(Flaw("E504", file, 1, str(error))) from None
        found = columns_found(file, header, columns, other_delimiter(header, delimiter))
        plain = made.plain and line == read and first[len(read) :] in (b"", b"\n", b"\r\n")
        return made._replace(header=header, found=found, plain=plain)

    def with_even_ends(self, folder: Path, digest: Any = None) -> _Text:
        """The same in this folder, unpacked, each line ended by `\\n`. The digest is told what is read. Raises
        `BadData`."""
        path = folder / "lines"
        try:
            with self.opened() as stream, path.open("wb") as copy:
                for portion in _portions(stream, digest):
                    copy.write(_END.sub(b"\n", portion))
        except (OSError, EOFError) as error:
            raise self.unreadable(error) from None
        return self._replace(path=path, packed=False, plain=True)


_END = re.compile(LINE_END.pattern.encode())


def _portions(stream: Any, digest: Any = None) -> Iterator[bytes]:
    """What a binary stream has, no portion ending between the two bytes of a line end. The digest is told it."""
    while portion := stream.read(PORTION):
        if portion.endswith(b"\r"):
            portion += stream.read(1)
        if digest is not None:
            digest.update(portion)
        yield portion


def _looked_through(text: _Text, digest: Any = None) -> bool:
    """Do all lines end as the first does, in `\\n` or `\\r\\n`? Then none is empty, and no NUL is there; else not all
    was read. The digest is told what is. Raises `BadData`."""
    if not text.plain:
        return False
    try:
        with text.opened() as stream:
            first = stream.readline(LONGEST_FIELD)
            if digest is not None:
                digest.update(first)
            return _no_empty_line(stream, text.opened, text.file, first, digest)
    except (OSError, EOFError) as error:
        raise text.unreadable(error) from None


def _no_empty_line(stream: Any, again: Callable[[], Any], file: str, first: bytes, digest: Any = None) -> bool:
    """See `_looked_through`. The stream begins behind the first line of the file, which `again` opens once more, to
    count lines."""
    last, before, two = b"\n", len(first), first.endswith(b"\r\n")
    for portion in _portions(stream, digest):
        returns = portion.count(b"\r")
        if returns != (portion.count(b"\n") if two else 0) or (two and returns != portion.count(b"\r\n")):
            return False
        text = last + portion
        where = min((k for k in map(text.find, (b"\n\n", b"\n\r\n", b"\0")) if k >= 0), default=-1)
        if where >= 0:
            with again() as counted:
                line = 1 + _ends(counted, before + where + 1 - len(last))
            if text[where] == 0:
                raise BadData(Flaw("E504", file, line, "the file contains a NUL byte", "is it a text?"))
            raise BadData(Flaw("E504", file, line, "the line is empty", "remove it"))
        before += len(portion)
        last = text[-2:]
    return True


def _ends(stream: Any, size: int) -> int:
    """How many lines end in the first bytes."""
    found = 0
    while size > 0 and (portion := stream.read(min(size, PORTION))):
        found, size = found + portion.count(b"\n"), size - len(portion)
    return found
