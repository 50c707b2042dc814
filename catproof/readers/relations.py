"""What the audit by relations asks of an engine: tables of two columns read from data files, and further ones made of
them by SQL, which is written as DuckDB writes it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol, Self

from catproof.readers.flaws import FEW_SHOWN, Flaws
from catproof.readers.rows import NO_VALUE

if TYPE_CHECKING:
    from numpy.typing import NDArray

IBIS = "ibis:"
"""What stands before the address of an engine that Ibis reaches."""


class Relations(AbstractContextManager[Any], Protocol):
    """An engine. What it is asked may raise `LimitReached` and `BadData`."""

    arrays: bool
    """Are columns fetched without an object for each row?"""

    def __enter__(self) -> Self: ...

    def read(self, table: str, file: str, columns: Sequence[str], empty: bool, numbers: str) -> tuple[Flaws, int, bool]:
        """Have these two columns of a file in a table, called a and b, with `line`, the row from 0: texts, and whole
        numbers where those of `numbers` have these alone, which the last answer says. With `empty` rows with an empty
        value are left out, and counted. Raises `BadData`."""

    def named(self, table: str) -> None:
        """Have texts in place of whole numbers in a table that was read."""

    def digest(self, file: str) -> list[str]:
        """What says later which data were read, for the report."""

    def copying(self) -> AbstractContextManager[None]:
        """Have columns fetched meanwhile in the way that takes least, when several are."""

    def make(self, table: str, query: str) -> None:
        """Have the answer in a table."""

    def drop(self, *tables: str) -> None:
        """Forget these tables."""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """All rows of the answer."""

    def columns(self, query: str, number: int) -> list[NDArray[Any]]:
        """The columns of the answer, of which there are so many: of whole numbers, or of objects."""

    def one(self, query: str) -> int:
        """The one number of the answer."""


def is_engine(name: str) -> bool:
    """Is an engine called so?"""
    return name == "duckdb" or (name.startswith(IBIS) and name != IBIS)


def unfilled(relations: Relations, columns: Sequence[str], empty: bool, flaws: Flaws) -> int:
    """How many rows are in the table `unfilled`, of those without a value, which goes; flaws unless they may be
    `empty`."""
    number = relations.one("SELECT count(*) AS many FROM unfilled")
    if number and not empty:
        for row, a in relations.rows(f"SELECT line + 1 AS place, a FROM unfilled ORDER BY 1 LIMIT {FEW_SHOWN}"):
            message = f"there is no value in the column {columns[1 if a else 0]}"
            flaws.add("E507", row, message, NO_VALUE, of=number)
    relations.drop("unfilled")
    return number
