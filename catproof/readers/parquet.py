"""Parquet, where pyarrow is installed (the extra `parquet`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import Any

from catproof.core.characters import forbidden
from catproof.core.deadline import load
from catproof.core.label import Label
from catproof.core.limits import reserve
from catproof.files.reading import Unreadable
from catproof.packages import installs
from catproof.readers.columns import VALUE
from catproof.readers.delimited import LONGEST_FIELD
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.parquet_footer import sizes
from catproof.readers.rows import NO_VALUE, Rows, as_label, columns_found, wrong_name


def pyarrow_for(file: str) -> tuple[Any, Any]:
    """pyarrow, and what it has for Parquet. Raises `BadData` where it is not installed."""
    try:
        load("pyarrow", "pyarrow.parquet")
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        hint = f"install it with `{installs('pyarrow')}`"
        raise BadData(Flaw("E503", file, None, "reading Parquet needs the package pyarrow", hint)) from None
    return arrow, parquet


@contextmanager
def told(file: str) -> Iterator[None]:
    """What pyarrow says against a file is raised as `BadData`."""
    from pyarrow import ArrowException

    try:
        yield
    except Unreadable as reason:
        raise BadData(Flaw(reason.code, file, None, reason.message, reason.hint)) from None
    except (ArrowException, OSError, KeyError, OverflowError, ValueError) as error:
        reason_given = (str(error).splitlines() or ["?"])[0]
        raise BadData(Flaw("E504", file, None, f"this is no Parquet file that can be read: {reason_given}")) from None


def read_parquet(
    path: Path, file: str, columns: Sequence[str], empty: bool = False, scores: Sequence[str] = ()
) -> Rows:
    """These columns of a Parquet file: texts and whole numbers, and in those of `scores` floats, as texts of the exact
    rationals that they are. Raises `BadData`."""
    arrow, parquet = pyarrow_for(file)
    with told(file):
        schema = parquet.read_schema(path)
        columns_found(file, schema.names, columns)
        # A text that is in the file once is read once, however many rows have it.
        texts = [name for name in columns if _kind(schema.field(name).type, arrow, False) == "text"]
        with parquet.ParquetFile(path, read_dictionary=texts) as source:
            _, octets = sizes(path, columns)
            reserve(source.metadata.num_rows * len(columns) * VALUE + octets, f'what is read from "{file}"')
            batches = []
            for batch in source.iter_batches(columns=list(columns)):  # a time limit strikes between two of them
                batches.append(batch)
            found = arrow.Table.from_batches(batches) if batches else source.read(columns=list(columns))
            found.validate(full=True)  # a place in a dictionary may be none that it has
            kinds = [_kind(found.column(name).type, arrow, name in scores) for name in columns]
            values = [
                _values(found.column(name), arrow) if kind else [] for name, kind in zip(columns, kinds, strict=True)
            ]
    flaws = Flaws(file, "row")
    labels = [
        _labels(name, kind, given, flaws, empty) for name, kind, given in zip(columns, kinds, values, strict=True)
    ]
    for name, kind in zip(columns, kinds, strict=True):
        if not kind:
            hint = "texts and whole numbers are expected"
            flaws.add("E507", None, f"the column {name} is of type {found.column(name).type}", hint)
    flaws.stop_if_any()
    return Rows(file, tuple(labels), range(1, found.num_rows + 1), "row")


def _values(column: Any, arrow: Any) -> list[Any]:
    """The values of a column; those that are equal are one, where the file has them once."""
    found: list[Any] = []
    for chunk in column.chunks:
        if arrow.types.is_dictionary(chunk.type):
            words = chunk.dictionary.to_pylist()
            found += [None if k is None else words[k] for k in chunk.indices.to_pylist()]
        else:
            found += chunk.to_pylist()
    return found


def _kind(given: Any, arrow: Any, score: bool) -> str:
    """`text`, `number`, or for scores `float`; empty for what is neither."""
    kind = given.value_type if arrow.types.is_dictionary(given) else given
    if arrow.types.is_string(kind) or arrow.types.is_large_string(kind):
        return "text"
    if score and arrow.types.is_floating(kind):
        return "float"
    return "number" if arrow.types.is_integer(kind) else ""


def _labels(name: str, kind: str, values: list[Any], flaws: Flaws, empty: bool) -> list[Label]:
    labels: list[Label] = []
    plain = kind == "text" and None not in values and not forbidden(" ".join(set(values)))
    for row, value in enumerate(values, 1):
        if (value is None or value == "") and empty:
            labels.append("")
        elif value is None or value == "":
            flaws.add("E507", row, f"there is no value in the column {name}", NO_VALUE)
        elif kind == "text" and len(value) > LONGEST_FIELD:
            flaws.add("E504", row, f"a field has more than {LONGEST_FIELD} characters")
        elif kind == "text" and not plain and (wrong := wrong_name(value, name)):
            flaws.add("E507", row, wrong)
        elif kind == "float":
            labels.append(str(Fraction(value)) if isfinite(value) else str(value))
        else:
            labels.append(value if kind == "text" else as_label(value))
    return labels
