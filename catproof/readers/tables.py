"""Columns that a program hands over in place of a file: arrays, data frames, what Arrow can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from catproof.core.deadline import load
from catproof.core.label import Label
from catproof.readers.columns import Column
from catproof.readers.digits import DIGITS
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.place import Handed
from catproof.readers.rows import Rows, as_label, labels_of, wrong_name

if TYPE_CHECKING:
    from numpy.typing import NDArray


def table(given: Handed, columns: Sequence[str], empty: bool = False, scores: Sequence[str] = ()) -> Rows:
    """The columns, which are called so in messages, as arrays: no row is an object of Python. With `empty` a value may
    be missing, and is the empty name; the columns of `scores` have numbers. Raises `BadData`."""
    found = _columns(given.value)
    if len(found) != len(columns):
        wanted = {2: "two", 3: "three"}.get(len(columns), str(len(columns)))
        message = f"there are {len(found)} columns, and {wanted} are expected: {_and(columns)}"
        raise BadData(Flaw("E506", given.called, None, message))
    lengths = [len(column) for column in found]
    if len({*lengths}) > 1:
        message = f"the columns {_and(columns)} have {_and(list(map(str, lengths)))} rows"
        raise BadData(Flaw("E504", given.called, None, message))
    flaws, places = Flaws(given.called, "row"), range(1, lengths[0] + 1)
    made: list[Sequence[Label]] = [
        _scores(column) if name in scores else _named(name, column, places, flaws, empty)
        for name, column in zip(columns, found, strict=True)
    ]
    flaws.stop_if_any()
    return Rows(given.called, tuple(made), places, "row")


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _scores(column: Any) -> list[Label]:
    """Numbers as texts: of floats the exact rationals that they are."""
    cells = column.to_pylist() if hasattr(column, "to_pylist") else column.tolist()
    usual = (float("nan") if cell is None else cell for cell in cells)  # Arrow has nothing for what pandas has NaN for
    exact = (int(cell) if isinstance(cell, bool) else cell for cell in usual)
    return [str(Fraction(cell)) if isinstance(cell, float) and isfinite(cell) else str(cell) for cell in exact]


def _columns(value: Any) -> list[Any]:
    """The columns: arrays of numpy, or chunked ones of Arrow."""
    if isinstance(value, Mapping):
        return [np.asarray(column) for column in value.values()]
    if isinstance(value, tuple):
        return [np.asarray(column) for column in value]
    if hasattr(value, "__arrow_c_stream__") and (arrow := _arrow()) is not None:
        return list(arrow.table(value).columns)
    if hasattr(value, "iloc"):  # pandas, where pyarrow is not installed
        return [value.iloc[:, k].to_numpy() for k in range(value.shape[1])]
    array = np.asarray(value)
    return [array[:, k] for k in range(array.shape[1])] if array.ndim == 2 else [array]


def _arrow() -> Any:
    try:
        load("pyarrow")
        import pyarrow
    except ImportError:
        return None
    return pyarrow


def _named(name: str, column: Any, places: Sequence[int], flaws: Flaws, empty: bool) -> Column:
    """A column of names; whole numbers stay an array, of texts each different one is kept once."""
    if hasattr(column, "combine_chunks"):
        return _of_arrow(name, column, places, flaws, empty)
    if column.ndim == 1 and column.dtype.kind in "iu" and (not len(column) or _few_digits(column)):
        return Column(column.astype(np.int64))
    cells = column.tolist()
    if column.dtype.kind == "U":
        return labels_of(name, cells, places, flaws, empty)
    return Column.of([_cell(cell, place, name, flaws, empty) for cell, place in zip(cells, places, strict=True)])


def _few_digits(column: NDArray[Any]) -> bool:
    return max(-int(column.min()), int(column.max())) < int(10**DIGITS)


def _of_arrow(name: str, column: Any, places: Sequence[int], flaws: Flaws, empty: bool) -> Column:
    arrow = _arrow()
    kind = column.type.value_type if arrow.types.is_dictionary(column.type) else column.type
    if arrow.types.is_integer(kind) and not column.null_count:
        return _named(name, column.to_numpy(), places, flaws, empty)
    kinds = (arrow.types.is_string, arrow.types.is_large_string, arrow.types.is_string_view)
    if not any(is_text(kind) for is_text in kinds):
        values = np.array(column.to_pylist(), object)
        return _named(name, values, places, flaws, empty)
    encoded = column.combine_chunks() if arrow.types.is_dictionary(column.type) else column.dictionary_encode()
    encoded = encoded.combine_chunks() if hasattr(encoded, "chunks") else encoded
    labels = encoded.dictionary.to_pylist()
    numbers = encoded.indices.fill_null(len(labels)).to_numpy(zero_copy_only=False).astype(np.int64)
    if column.null_count:
        labels = [*labels, ""]
    used, numbers = np.unique(numbers, return_inverse=True)
    texts = Column(numbers, [labels[k] for k in used.tolist()])
    return labels_of(name, texts, places, flaws, empty)  # type: ignore[arg-type]  # a column of texts


def _cell(cell: object, place: int, column: str, flaws: Flaws, empty: bool) -> Label:
    missing = cell is None or cell == "" or (isinstance(cell, float) and cell != cell)
    return "" if missing and empty else label_of(cell, place, column, flaws)


def label_of(name: object, place: int, column: str, flaws: Flaws) -> Label:
    """A name as a label; what is none is a flaw."""
    hint = ""
    if isinstance(name, np.generic):
        name = name.item()
    if isinstance(name, int) and not isinstance(name, bool):
        return as_label(name)
    if isinstance(name, str):
        wrong = wrong_name(name, column)
        if name and not wrong:
            return as_label(name)
    elif name is None or (isinstance(name, float) and name != name):  # NaN
        name = wrong = ""
    else:
        wrong = f"a name in {column} is a text or a whole number, not {str(name)[:40]}"
        hint = "of whole numbers with missing ones pandas makes floats: astype('Int64')" if type(name) is float else ""
    flaws.add("E507", place, wrong or f"there is no value in {column}", hint, "name" if wrong else "")
    return ""
