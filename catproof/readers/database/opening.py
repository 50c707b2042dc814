"""A SQLite file, opened so that nothing in it is run, nothing of it is changed, and no query outlives the time limit.

As https://www.sqlite.org/security.html advises for files from elsewhere: read-only, immutable, no trust in the schema,
no memory mapping, cells checked; a size limit on values, and a handler that looks at the clock while SQLite works.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from catproof.core.deadline import TimedOut, over
from catproof.readers.flaws import BadData, Flaw

LARGEST_VALUE = 64 * 2**20
"""The most bytes of a row or a value, and so of what a generated column may compute."""

LARGEST_STATEMENT = 2**20
"""The most bytes of a statement, and so of what the file says a table is."""

STEPS = 1000
"""After so many instructions SQLite asks whether to go on."""

LEAST_ROW = 4
"""A row takes at least so many bytes of a file: its place, its length, its number."""

READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_PRAGMA})
"""What a statement may do. In the temporary tables of the connection it may do anything: they are ours."""


class Database(sqlite3.Connection):
    """An open file."""

    file: str
    """What the theory calls it."""
    room: int
    """More rows than this it cannot have; a damaged one may seem to."""


@contextmanager
def opened(path: Path, file: str) -> Iterator[Database]:
    """The database, for the body. What SQLite says of the file becomes `BadData`; a time limit that was met `TimedOut`.

    SQLite drops exceptions of the handler; so they are raised again here.
    """
    try:
        _whole(path, file)
        database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, factory=Database)
        size = path.stat().st_size
    except (sqlite3.Error, OSError) as error:
        raise BadData(Flaw("E504", file, None, f"the database cannot be read: {error}")) from None
    try:
        database.file, database.room = file, size // LEAST_ROW
        # A text that is no UTF-8 is an error that names its row, not one of the whole file.
        database.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "temp_store = MEMORY"):
            database.execute(f"PRAGMA {pragma}")
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
        database.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LARGEST_STATEMENT)
        database.set_authorizer(_authorized)
        database.set_progress_handler(over, STEPS)
        yield database
    except sqlite3.Error as error:
        if over():
            raise TimedOut from None
        if str(error) == "interrupted":  # by an exception in the handler, and only Ctrl-C is left
            raise KeyboardInterrupt from None
        raise BadData(Flaw("E504", file, None, f"the database cannot be read: {error}", _hint(error))) from None
    except UnicodeError:  # what SQLite says quotes the file, and what it is asked has the names of the schema
        raise BadData(Flaw("E504", file, None, "the database cannot be read: its schema is not UTF-8")) from None
    except MemoryError:
        raise BadData(
            Flaw("E504", file, None, "the database cannot be read: it takes more memory than there is")
        ) from None
    finally:
        database.close()


def _whole(path: Path, file: str) -> None:
    for ending, what in (("-wal", "a write-ahead log"), ("-journal", "an unfinished journal")):
        beside = path.with_name(path.name + ending)
        if beside.is_file() and beside.stat().st_size:
            hint = "close the programs that write to it, or make a copy with `VACUUM INTO`"
            raise BadData(
                Flaw("E504", file, None, f"the database has {what}, so the file alone is not all of it", hint)
            )


def _authorized(action: int, _one: str | None, _two: str | None, database: str | None, _: str | None) -> int:
    return sqlite3.SQLITE_OK if action in READING or database == "temp" else sqlite3.SQLITE_DENY


def _hint(error: sqlite3.Error) -> str:
    what = str(error)
    if "collation" in what:
        return (
            "a key is compared by a rule of the program that made the database; SQLite's own are BINARY, NOCASE, RTRIM"
        )
    if "too big" in what:
        return f"a row may have {LARGEST_VALUE >> 20} MB"
    if "malformed" in what or "not a database" in what:
        return "`PRAGMA integrity_check` in the program sqlite3 says what is damaged"
    return ""


def quoted(name: str) -> str:
    """The name as SQL writes it. It can only be that of a table, or after `t.` of a column: a lone name in double
    quotes would be a text to SQLite where there is no such column."""
    return '"' + name.replace('"', '""') + '"'


_SMALL = {ord(c): ord(c) + 32 for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def folded(name: str) -> str:
    """The same for names that are one to SQLite: it folds ASCII letters, and no others."""
    return name.translate(_SMALL)
