"""Vectors and tables of scores: `.npy` with a file of names beside it, CSV, TSV and Parquet.

Vectors: the name of an object, then its numbers (in Parquet also one column of lists). Scores: three columns, from, to
and the score, or a square array. What is no finite number, a name that is there twice and the like are errors with
their place. Numbers are doubles, taken as the exact rationals that they are.
"""

from __future__ import annotations

import math
import os
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from catproof.core.label import Label, show
from catproof.core.limits import reserve
from catproof.files.reading import LARGEST_DATA, Unreadable, open_regular, read_given, real, regular
from catproof.readers.delimited import other_delimiter, read_cells, read_delimited
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.parquet import pyarrow_for, told
from catproof.readers.parquet_footer import sizes
from catproof.readers.place import Places
from catproof.readers.reading import read_rows
from catproof.readers.rows import Rows, columns_found, decoded, labels_of

Array = NDArray[Any]

_HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
"""What reads the header of a version; the later one is for names that are not ASCII."""

VALUE = 120
"""Bytes that a number takes while a text is read."""


class Numbers(NamedTuple):
    """The rows of an array, with their names. In a table of scores NaN stands for what a list of pairs does not say."""

    file: str
    names: list[Label]
    values: Array
    unlisted: int = 0


def rows_of(file: str, columns: Sequence[str]) -> Rows:
    """These columns of a file that the user names. Raises `BadData`."""
    return read_rows(_places(file), file, columns)


def read_vectors(file: str, names: str | None = None) -> Numbers:
    """The vectors of a file; `names` is that of the names of an `.npy` file. Raises `BadData` or `LimitReached`."""
    ending = Path(file).suffix.lower()
    if ending == ".npy":
        found = Numbers(file, *_npy(file, names))
    elif ending in (".csv", ".tsv"):
        found = _vectors_of_text(file, "," if ending == ".csv" else "\t")
    elif ending == ".parquet":
        found = _vectors_of_parquet(file)
    else:
        raise BadData(_unknown(file))
    return directed(found)


def directed(found: Numbers) -> Numbers:
    """The same vectors. Raises `BadData` where one of them is 0."""
    flaws = Flaws(found.file, "row")
    for start in range(0, len(found.names), PORTION):
        empty = np.flatnonzero(~np.any(found.values[start : start + PORTION], axis=1)) + start
        for x in empty.tolist():
            flaws.add("E511", x + 1, f"the vector of {show(found.names[x])} is 0, which has no direction")
    flaws.stop_if_any()
    return found


def square(found: Numbers, hint: str = "") -> Numbers:
    """The same table of scores. Raises `BadData` where it is not square."""
    if found.values.shape[0] != found.values.shape[1]:
        message = f"a table of scores is square, and this one is {_shape(found.values.shape)}"
        raise BadData(Flaw("E511", found.file, None, message, hint))
    return found


def read_scores(file: str, columns: Sequence[str], names: str | None = None) -> Numbers:
    """The square table of scores of a file; `columns` are those of a list of pairs and scores. Raises `BadData` or
    `LimitReached`."""
    ending = Path(file).suffix.lower()
    if ending == ".npy":
        return square(Numbers(file, *_npy(file, names)), "without --in the rows of a file are read as vectors")
    if ending in (".csv", ".tsv"):
        rows = read_delimited(_bytes(file), file, columns, "," if ending == ".csv" else "\t")
        flaws = rows.flaws()
        scores = [
            _number(str(x), place, columns[2], flaws) for x, place in zip(rows.columns[2], rows.places, strict=True)
        ]
        flaws.stop_if_any()
        return _square(rows, np.array(scores, np.float64))
    if ending == ".parquet":
        header, read = _parquet(file)
        columns_found(file, header, columns)
        rows = rows_of(file, columns[:2])
        scores_read = read([columns[2]])
        _finite(scores_read, Flaws(file, "row"), range(1, len(scores_read) + 1), [columns[2]])
        return _square(rows, scores_read[:, 0])
    raise BadData(_unknown(file))


PORTION = 4096
"""Rows of an array that are looked at at once."""

PIECE = 2**24
"""Bytes of a file that are read at once: a limit is met between two."""


# ---- arrays -----------------------------------------------------------------------------------------------


def square_array(places: Places, file: str, names: str) -> Numbers:
    """The scores of an `.npy` file that a theory reads, and the names of what they are between; any numbers, infinity
    and those that are none among them. Raises `BadData`."""
    return square(Numbers(file, *_npy(file, names, places)))


def _npy(file: str, names: str | None, places: Places | None = None) -> tuple[list[Label], Array]:
    """The names and the array; what is wrong with either is said in one go. With `places` a theory names them."""
    wrong: list[Flaw] = []
    values, given = None, None
    try:
        values = _array(file, places)
    except BadData as bad:
        wrong += bad.flaws
    beside = names or str(Path(file).with_suffix(".txt"))
    try:
        given = _names(beside, names is not None, None if values is None else len(values), places)
    except BadData as bad:
        wrong += bad.flaws
    if values is None or given is None:
        raise BadData(*wrong)
    return given, values


def _array(file: str, places: Places | None) -> Array:
    """The array, read as a whole: what is mapped changes with the file, and ends the process where that is cut short
    meanwhile."""
    try:
        with open_regular(_real(file) if places is None else places.find(file)) as opened:
            shape, transposed, kind = _header(opened, file)
            _expected(shape, kind, file)
            size = math.prod(shape) * kind.itemsize
            there = _behind(opened)
            if size <= there:
                reserve(size, f'the array "{file}"')
                flat = np.empty(math.prod(shape), kind)
                there = _fill(opened, flat.view(np.uint8).data)
    except Unreadable as wrong:
        raise BadData(Flaw(wrong.code, file, None, wrong.message, wrong.hint)) from None
    if there != size:
        how = f"{there - size} more bytes after" if there > size else f"{size - there} bytes missing of"
        what = f"there are {how} the array of {_shape(shape)} that its header speaks of"
        raise BadData(Flaw("E504", file, None, what))
    return usable(flat.reshape(shape, order="F" if transposed else "C"), file, places is None)


def _behind(opened: BufferedReader) -> int:
    """The number of bytes from here to the end of the file."""
    return os.fstat(opened.fileno()).st_size - opened.tell()


def _fill(opened: BufferedReader, room: memoryview) -> int:
    """Read as many bytes as there is room for. The number of those that are there."""
    read = 0
    while read < len(room):
        some = opened.readinto(room[read : read + PIECE])
        if not some:
            return read
        read += some
    return read + _behind(opened)


def _header(opened: BufferedReader, file: str) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """What the file says of its array: the shape, whether columns come first, and the type of its numbers."""
    try:
        with warnings.catch_warnings():  # of what Python reads in the header
            warnings.simplefilter("ignore")
            version = np.lib.format.read_magic(opened)
            if version not in _HEADERS:
                raise ValueError(f"version {version[0]}.{version[1]} of the format is for tables, not for numbers")
            shape, transposed, kind = _HEADERS[version](opened)
            if min(shape, default=0) < 0 or max(shape, default=0) > sys.maxsize:
                raise ValueError("a length is negative or too large")
    except MemoryError:  # of Python's parser, for what stands in brackets in brackets: a header has few bytes
        raise BadData(Flaw("E504", file, None, "this is no .npy file that can be read: its header is nested")) from None
    except Exception as error:  # the header is read as Python, which can fail in any way
        reason = (str(error).splitlines() or ["?"])[0]
        raise BadData(Flaw("E504", file, None, f"this is no .npy file that can be read: {reason}")) from None
    return shape, transposed, kind


def usable(values: Array, file: str, finite: bool = True) -> Array:
    """The same array. Raises `BadData` where it does not have rows of finite numbers; or just of numbers."""
    _expected(values.shape, values.dtype, file)
    flaws = Flaws(file, "row")
    for start in range(0, len(values) if finite else 0, PORTION):
        part = values[start : start + PORTION]
        _finite(part, flaws, range(start + 1, start + len(part) + 1), None, stop=False)
    flaws.stop_if_any()
    return values


def _expected(shape: tuple[int, ...], kind: np.dtype[Any], file: str) -> None:
    """Raises `BadData` where an array is none of rows of numbers."""
    if len(shape) != 2 or 0 in shape:
        hint = "n x d for vectors, n x n for scores"
        raise BadData(Flaw("E511", file, None, f"an array of rows is expected, and this one is {_shape(shape)}", hint))
    if kind.kind not in "fiub":
        raise BadData(Flaw("E511", file, None, f"an array of numbers is expected, and this one is of type {kind}"))
    if kind.kind == "f" and kind.itemsize > 8:
        raise BadData(Flaw("E511", file, None, f"numbers of type {kind} are no doubles", "save it as float64"))


def _names(file: str, given: bool, count: int | None, places: Places | None) -> list[Label]:
    """The names in a file, one a line, all different; so many, where that is known."""
    try:
        text = decoded(_bytes(file) if places is None else places.read(file), file)
    except BadData as bad:
        other = "--names" if places is None else 'names = "FILE"'
        hint = f"it has the names of the objects, one a line; another file is given by {other}"
        raise BadData(*(flaw if flaw.hint or given else flaw._replace(hint=hint) for flaw in bad.flaws)) from None
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    flaws = Flaws(file)
    names = list(labels_of("of names", lines, range(1, len(lines) + 1), flaws))
    if not flaws.found:
        different(names, range(1, len(names) + 1), flaws)
    if count is not None and len(lines) != count:
        flaws.add(
            "E511", None, f"there are {len(lines)} names, and the array has {count} row{'s' if count > 1 else ''}"
        )
    flaws.stop_if_any()
    return names


def different(names: Sequence[Label], places: Sequence[int], flaws: Flaws) -> None:
    """Each name that was there before is a flaw."""
    first: dict[Label, int] = {}
    for name, place in zip(names, places, strict=True):
        if first.setdefault(name, place) != place:
            flaws.add("E508", place, f"the name {show(name)} is in {flaws.unit} {first[name]} already")


def _finite(
    values: Array, flaws: Flaws, places: Sequence[int], columns: Sequence[str] | None, stop: bool = True
) -> None:
    """Each row with a number that is not finite is a flaw."""
    if values.dtype.kind == "f" and not (fine := np.isfinite(values)).all():
        for x in np.flatnonzero(~fine.all(1)).tolist():
            y, count = int(fine[x].argmin()), int((~fine[x]).sum())
            column = columns[y] if columns else y + 1
            more = f", and so on: {count} in this {flaws.unit}" if count > 1 else ""
            message = f"the number in the column {column} is {values[x, y]}, no finite one{more}"
            flaws.add("E511", places[x], message, kind="finite")
    if stop:
        flaws.stop_if_any()


# ---- texts ------------------------------------------------------------------------------------------------


def _vectors_of_text(file: str, delimiter: str) -> Numbers:
    data = _bytes(file)
    reserve(VALUE / 8 * len(data), f'what is read from "{file}"')
    flaws = Flaws(file)
    header, rows, places = read_cells(data, file, delimiter, flaws)
    if len(header) < 2:
        hint = other_delimiter(header, delimiter) or "the name of an object, then the numbers of its vector"
        raise BadData(Flaw("E506", file, 1, "two columns are expected at least", hint))
    if not rows:
        raise BadData(Flaw("E504", file, None, "there are no rows"))
    right = [len(row) == len(header) for row in rows]
    known = flaws.total
    names = list(labels_of(header[0], [row[0] if row else "" for row in rows], places, flaws))
    if flaws.total == known:
        different(names, places, flaws)
    values = np.zeros((len(rows), len(header) - 1))
    for k, (row, place) in enumerate(zip(rows, places, strict=True)):
        if not right[k]:
            continue
        try:
            values[k] = row[1:]
            if any("_" in cell for cell in row[1:]):
                raise ValueError
        except ValueError:
            values[k] = 0
            for name, cell in zip(header[1:], row[1:], strict=True):
                _number(cell, place, name, flaws)
    _finite(values, flaws, places, header[1:], stop=False)
    flaws.stop_if_any()
    return Numbers(file, names, values)


def _number(cell: str, place: int, column: str, flaws: Flaws) -> float:
    if "_" not in cell:
        with suppress(ValueError):
            number = float(cell)
            if not np.isfinite(number):
                flaws.add("E511", place, f"the number in the column {column} is {number}, no finite one", kind="finite")
            return number
    shown = cell[:40] + ("..." if cell[40:] else "")
    flaws.add("E511", place, f"{shown or 'nothing'} in the column {column} is no number")
    return 0.0


def _square(rows: Rows, scores: Array) -> Numbers:
    """A list of pairs with scores as a square table."""
    number: dict[Label, int] = {}
    flaws = rows.flaws()
    if not len(scores):
        raise BadData(Flaw("E504", rows.file, None, "there are no rows"))
    low = [number.setdefault(label, len(number)) for label in rows.columns[0]]
    high = [number.setdefault(label, len(number)) for label in rows.columns[1]]
    names = list(number)
    first: dict[tuple[int, int], int] = {}
    for pair, place in zip(zip(low, high, strict=True), rows.places, strict=True):
        if first.setdefault(pair, place) != place:
            shown = f"from {show(names[pair[0]])} to {show(names[pair[1]])}"
            flaws.add("E508", place, f"the score {shown} is in {rows.unit} {first[pair]} already")
    flaws.stop_if_any()
    reserve(12.0 * len(names) ** 2, f'the table of scores "{rows.file}"')
    table = np.full((len(names), len(names)), np.nan)
    table[low, high] = scores
    return Numbers(rows.file, names, table, int(np.isnan(table).sum()))


# ---- Parquet ----------------------------------------------------------------------------------------------


def _vectors_of_parquet(file: str) -> Numbers:
    header, read = _parquet(file)
    if len(header) < 2:
        hint = "the name of an object, then the numbers of its vector"
        raise BadData(Flaw("E506", file, None, "two columns are expected at least", hint))
    rows = rows_of(file, header[:1])
    flaws = rows.flaws()
    different(rows.columns[0], rows.places, flaws)
    values = read(header[1:])
    if not len(values):
        raise BadData(Flaw("E504", file, None, "there are no rows"))
    columns = header[1:] if len(header) - 1 == values.shape[1] else None
    _finite(values, flaws, rows.places, columns)
    return Numbers(file, list(rows.columns[0]), values)


def _parquet(file: str) -> tuple[list[str], Any]:
    """The names of the columns, and a function that reads some of them as an array of numbers."""
    arrow, parquet = pyarrow_for(file)
    path = _path(file)
    with told(file):
        source = parquet.ParquetFile(path)
    header = list(source.schema_arrow.names)

    def read(columns: list[str]) -> Array:
        kinds = {name: source.schema_arrow.field(name).type for name in columns}
        lists = [name for name, kind in kinds.items() if hasattr(kind, "value_type")]
        flaws = Flaws(file, "row")
        for name, kind in kinds.items():
            inner = kind.value_type if name in lists else kind
            if not (arrow.types.is_floating(inner) or arrow.types.is_integer(inner)) or (lists and len(columns) > 1):
                what = "numbers are expected" if not lists else "numbers, or one column of lists, are expected"
                flaws.add("E507", None, f"the column {name} is of type {kind}", what)
        flaws.stop_if_any()
        with told(file):
            values, octets = sizes(path, columns)
            reserve(values * 16.0 + octets, f'what is read from "{file}"')
            table = source.read(columns=columns)
            table.validate(full=True)
        for name in columns:
            column = table.column(name)
            if column.null_count:
                for row in np.flatnonzero(column.is_null().to_numpy()).tolist():
                    flaws.add("E507", row + 1, f"there is no value in the column {name}")
        flaws.stop_if_any()
        if not lists:
            return np.column_stack([table.column(name).to_numpy().astype(np.float64) for name in columns])
        column = table.column(columns[0])
        lengths = np.array([len(each) for each in column])
        for row in np.flatnonzero(lengths != lengths[:1]).tolist():
            flaws.add("E511", row + 1, f"the list has {lengths[row]} numbers, and the first one has {lengths[0]}")
        flat = column.combine_chunks().flatten()
        if flat.null_count or not len(flat):
            flaws.add("E511", None, f"the lists in the column {columns[0]} lack numbers")
        flaws.stop_if_any()
        made: Array = flat.to_numpy().astype(np.float64).reshape(len(lengths), -1)
        return made

    return header, read


# ---- places -----------------------------------------------------------------------------------------------


def _places(file: str) -> Places:
    """The folder of a file that the user names, wherever that is."""
    return Places(Path(), (str(_real(file).parent),))


def _path(file: str) -> Path:
    """The path of a regular file, links followed."""
    path = _real(file)
    try:
        regular(path)
    except Unreadable as reason:
        raise BadData(Flaw(reason.code, file, None, reason.message, reason.hint)) from None
    return path


def _real(file: str) -> Path:
    try:
        return real(file)
    except Unreadable as reason:
        raise BadData(Flaw(reason.code, file, None, reason.message, reason.hint)) from None


def _bytes(file: str) -> bytes:
    try:
        return read_given(file, LARGEST_DATA)
    except Unreadable as reason:
        raise BadData(Flaw(reason.code, file, None, reason.message, reason.hint)) from None


def _unknown(file: str) -> Flaw:
    hint = "its name should end in .npy, .csv, .tsv or .parquet"
    return Flaw("E503", file, None, "the kind of file is not known", hint)


def _shape(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape)) or "a single number"
