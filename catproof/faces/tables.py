"""Tables that a program hands over: columns, which a built theory reads in place of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, Union

from catproof.syntax.printer import print_name, quote


class ArrowTable(Protocol):
    """What gives its columns by the Arrow C data interface (the PyCapsule protocol): data frames of pandas and polars,
    tables of pyarrow, relations of DuckDB."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """The stream of its batches."""
        ...


class ArrayLike(Protocol):
    """What numpy takes for an array."""

    def __array__(self) -> Any:
        """It as an array."""
        ...


Frame = Union[ArrowTable, ArrayLike, tuple[ArrayLike, ArrayLike]]
"""Two columns: a data frame, a table of Arrow, an array of two columns, or a tuple of two arrays. Columns have texts or
whole numbers."""

Table = Union[Frame, Mapping[str, Any]]
"""The same, or a mapping of columns."""


Scored = Union[ArrowTable, ArrayLike, tuple[ArrayLike, ArrayLike, ArrayLike], Mapping[str, Any]]
"""Three columns, two of names and one of numbers; or, with the names of its rows, a square of numbers: an array or a
data frame."""


def read_call(called: str, columns: Sequence[str], options: Mapping[str, str | int]) -> str:
    """The text that reads what is called so, with the options of `read`: names, and numbers."""
    values = {key: str(value) if isinstance(value, int) else print_name(value) for key, value in options.items()}
    given = [quote(called), *columns, *(f"{print_name(key)} = {value}" for key, value in values.items())]
    return f"read({', '.join(given)})"
