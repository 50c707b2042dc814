"""Parquet, where pyarrow is installed (the extra `parquet`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from catproof.core.label import Label
from catproof.core.limits import reserve
from catproof.deadline import load
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.rows import Rows, columns_found

VALUE = 60
"""Bytes that a value takes, at least, when it is a label."""


def read_parquet(path: Path, file: str, columns: Sequence[str]) -> Rows:
    """These columns of a Parquet file: texts and whole numbers. Raises `BadData`."""
    try:
        load("pyarrow", "pyarrow.parquet")
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        hint = "install it with `pip install 'catproof[parquet]'`"
        raise BadData(Flaw(file, None, "reading Parquet needs the package pyarrow", hint)) from None
    try:
        with parquet.ParquetFile(path) as source:
            columns_found(file, source.schema_arrow.names, columns)
            reserve(source.metadata.num_rows * len(columns) * VALUE, f'what is read from "{file}"')
            batches = []
            for batch in source.iter_batches(columns=list(columns)):  # a time limit strikes between two of them
                batches.append(batch)
            found = arrow.Table.from_batches(batches) if batches else source.read(columns=list(columns))
    except (arrow.ArrowException, OSError) as error:
        reason = (str(error).splitlines() or ["?"])[0]
        raise BadData(Flaw(file, None, f"this is no Parquet file that can be read: {reason}")) from None
    flaws = Flaws(file, "row")
    values = tuple(_labels(found.column(name), name, flaws, arrow) for name in columns)
    flaws.stop_if_any()
    return Rows(file, values, range(1, found.num_rows + 1), "row")


def _labels(column: Any, name: str, flaws: Flaws, arrow: Any) -> list[Label]:
    kind = column.type.value_type if arrow.types.is_dictionary(column.type) else column.type
    is_text = arrow.types.is_string(kind) or arrow.types.is_large_string(kind)
    if not is_text and not arrow.types.is_integer(kind):
        flaws.add(None, f"the column {name} is of type {kind}", "texts and whole numbers are expected")
        return []
    values: list[Any] = column.to_pylist()
    for row, value in enumerate(values, 1):
        if value is None or value == "":
            flaws.add(row, f"there is no value in the column {name}")
        elif is_text and ("\n" in value or "\r" in value):
            flaws.add(row, f"the value in the column {name} has several lines, and a name is one")
    return values
