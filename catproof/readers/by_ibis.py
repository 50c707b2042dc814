"""Tables of two columns in an engine that is there already, which Ibis reaches (the extra `ibis`).

Data files are read by the DuckDB of this process, so that the same is wrong with them as everywhere, and handed over;
`read("edges", child, parent)`, a name without an ending, is a table that the engine has. SQL is written for DuckDB, and
sqlglot, which Ibis brings, writes it as the engine does. Tables that are made have a prefix of their own, and are
dropped at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from secrets import token_hex
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from catproof.core.deadline import held, load
from catproof.packages import installs
from catproof.readers.duck import Duck
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.relations import unfilled

if TYPE_CHECKING:
    from numpy.typing import NDArray

Answer = TypeVar("Answer")


class ByIbis:
    """The engine at this address, and DuckDB, which reads files for it."""

    arrays = False

    def __init__(self, url: str, duck: Duck) -> None:
        self.called = f"--engine ibis:{url}"
        try:
            load("ibis")
            import ibis
            import sqlglot
        except ImportError:
            hint = f"install it with `{installs('ibis')}`"
            raise BadData(Flaw("E503", self.called, None, "the package ibis is not installed", hint)) from None
        self.duck, self.ibis, self.sqlglot = duck, ibis, sqlglot
        self.prefix = f"catproof_{token_hex(4)}_"
        self.own: set[str] = set()
        """The tables that were made, without their prefix."""
        try:
            self.connection = ibis.connect(url)
        except Exception as error:  # each engine has its own
            raise BadData(Flaw("E503", self.called, None, f"the engine cannot be reached: {_first(error)}")) from None
        if self.one("SELECT CASE WHEN 'a' = 'A' OR 'a' = 'a ' THEN 1 ELSE 0 END AS merged"):
            said = "to the engine a and A, or a and a with a space, are one"
            hint = "choose a collation that compares texts by their characters, or --engine duckdb"
            raise BadData(Flaw("E503", self.called, None, said, hint))

    def __enter__(self) -> ByIbis:
        self.duck.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self.drop(*self.own)
        finally:
            self.duck.__exit__(kind, error, at)

    def read(self, table: str, file: str, columns: Sequence[str], empty: bool, numbers: str) -> tuple[Flaws, int, bool]:
        """See `Relations.read`."""
        if re.fullmatch(r"\w+", file) is None:
            found = self.duck.read(table, file, columns, empty, numbers)
            self._hand_over(table)
            return found
        given = self._asked(lambda: self.connection.table(file), f"there is no table {file}")
        kinds = given.schema()
        for name in columns:
            if name not in kinds:
                raise BadData(Flaw("E506", file, None, f"there is no column {name}"))
            if not (kinds[name].is_integer() or kinds[name].is_string()):
                hint = "texts and whole numbers are expected"
                raise BadData(Flaw("E507", file, None, f"the column {name} is of type {kinds[name]}", hint))
        a, b = (given[name].cast("string") for name in columns)
        rows = given.select(a=a, b=b, line=self.ibis.row_number().over(order_by=[a, b]))
        void = (rows.a.fill_null("") == "") | (rows.b.fill_null("") == "")
        self._created("unfilled", rows.filter(void))
        self._created(table, rows.filter(~void) if empty else rows)
        flaws = Flaws(file, "row")
        return flaws, unfilled(self, columns, empty, flaws), False

    def named(self, table: str) -> None:
        """See `Relations.named`: a table of the engine has texts from the beginning."""
        if self.duck.has(table):
            self.duck.named(table)
            self.drop(table)
            self._hand_over(table)

    def digest(self, file: str) -> list[str]:
        """See `Relations.digest`."""
        return [] if re.fullmatch(r"\w+", file) else self.duck.digest(file)

    def make(self, table: str, query: str) -> None:
        """See `Relations.make`."""
        self.own.add(table)
        self._asked(partial(self._run, f"CREATE TABLE {table} AS {query}"))

    def drop(self, *tables: str) -> None:
        """See `Relations.drop`."""
        for table in tables:
            self._asked(partial(self._run, f"DROP TABLE {table}"))
            self.own.discard(table)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """See `Relations.rows`."""

        def fetched() -> list[tuple[Any, ...]]:
            answer = self._run(query)
            found = answer.collect() if hasattr(answer, "collect") else answer.fetchall()  # a data frame, or a cursor
            return [tuple(row) for row in found]

        return self._asked(fetched)

    def columns(self, query: str, number: int) -> list[NDArray[Any]]:
        """See `Relations.columns`."""
        import numpy as np

        found = list(zip(*self.rows(query), strict=True)) or [()] * number
        numbers = (all(type(x) is int for x in column) for column in found)
        return [np.array(column, np.int64 if whole else object) for column, whole in zip(found, numbers, strict=True)]

    def copying(self) -> AbstractContextManager[None]:
        """See `Relations.copying`."""
        return nullcontext()

    def one(self, query: str) -> int:
        """See `Relations.one`."""
        return int(self.rows(query)[0][0])

    def _run(self, query: str) -> Any:
        """What the engine answers to a query of DuckDB's, in which the tables of `own` have their prefix."""
        exp = self.sqlglot.exp
        said = self.sqlglot.parse_one(query, read="duckdb")
        for table in said.find_all(exp.Table):
            name = table.name
            if name in self.own:
                table.set("this", exp.to_identifier(self.prefix + name))
                if not table.alias and table.find_ancestor(exp.Select) is not None:
                    table.set("alias", exp.TableAlias(this=exp.to_identifier(name)))
        return self.connection.raw_sql(said.sql(dialect=self.connection.dialect))

    def _created(self, table: str, content: Any) -> None:
        """A table of what Ibis or Arrow knows as one."""
        self._asked(lambda: self.connection.create_table(self.prefix + table, content))
        self.own.add(table)

    def _hand_over(self, table: str) -> None:
        load("pyarrow")
        import pyarrow

        self._created(table, pyarrow.table(self.duck.connection.sql(f"SELECT a, b, line FROM {table}")))

    def _asked(self, ask: Callable[[], Answer], otherwise: str = "") -> Answer:
        """What the engine answers. Its own errors, of which each has other ones, become `BadData`."""
        with held():  # in the middle of a query it would be left in a state that nobody knows
            try:
                return ask()
            except Exception as error:
                raise BadData(Flaw("E504", self.called, None, otherwise or _first(error))) from None


def _first(error: Exception) -> str:
    """What an error says, shortly."""
    return next(iter(str(error).strip().splitlines()), "") or type(error).__name__
