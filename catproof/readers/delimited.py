"""CSV (RFC 4180) and TSV (IANA, text/tab-separated-values): UTF-8, a header, and rows with as many fields as it has.

In a TSV file nothing is quoted: a field is what stands between two tabs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from catproof.core.characters import LINE_END
from catproof.core.limits import reserve
from catproof.readers.columns import VALUE, Column, plain_columns
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.rows import Rows, columns_found, decoded, labels_of

PORTION = 10_000
"""So many rows are read at once."""

LONGEST_FIELD = 100_000
"""The most characters of a field."""


class Cells(NamedTuple):
    """What a file says: its header, its rows, which have as many fields, and the line each begins in."""

    header: list[str]
    rows: list[list[str]]
    places: Sequence[int]


def read_cells(data: bytes, file: str, delimiter: str, flaws: Flaws) -> Cells:
    """A CSV or TSV file with this content; rows that are too long or too short are flaws. Raises `BadData`,
    and `LimitReached` where there is no room."""
    text = decoded(data, file)
    if "\r" in text:
        text = LINE_END.sub("\n", text)
    fields, lines = text.count(delimiter), text.count("\n")  # a row is a list of its own
    reserve(len(text) + VALUE * (fields + 2 * lines), f'what is read from "{file}"')
    rows, begun = _parsed(text, file, delimiter) if delimiter == "," else _split(text, file)
    if not rows:
        raise BadData(
            Flaw("E504", file, None, "the file is empty", "a first line with the names of the columns is expected")
        )
    header, body, places = rows[0], rows[1:], begun[1:]
    width = len(header)
    if any(map(width.__ne__, map(len, body))):
        for row, line in zip(body, places, strict=True):
            if not row:
                flaws.add("E504", line, "the line is empty", "remove it")
            elif len(row) != width:
                number = f"{len(row)} field{'' if len(row) == 1 else 's'}"
                hint = "put a field in quotes that has a comma inside" if delimiter == "," and len(row) > width else ""
                flaws.add("E504", line, f"the row has {number}, and the header has {width}", hint)
    return Cells(header, body, places)


def read_delimited(data: bytes, file: str, columns: Sequence[str], delimiter: str, empty: bool = False) -> Rows:
    """These columns of a CSV or TSV file with this content; with `empty` a value may be empty. Raises `BadData`."""
    flaws = Flaws(file)
    cells: Sequence[Column | list[str]] | None = plain_columns(data, file, columns, delimiter, LONGEST_FIELD)
    if cells is None:
        header, body, places = read_cells(data, file, delimiter, flaws)
        found = columns_found(file, header, columns, other_delimiter(header, delimiter))
        flaws.stop_if_any()
        cells = [[row[k] for row in body] for k in found]
    else:
        places = range(2, len(cells[0]) + 2) if cells else ()
    values = [
        each if isinstance(each, Column) else labels_of(name, each, places, flaws, empty)
        for name, each in zip(columns, cells, strict=True)
    ]
    flaws.stop_if_any()
    return Rows(file, tuple(values), places)


def _split(text: str, file: str) -> tuple[list[list[str]], Sequence[int]]:
    """The rows of a TSV file and the line of each."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    rows = [line.split("\t") if line else [] for line in lines]
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_FIELD and any(len(field) > LONGEST_FIELD for field in rows[number - 1]):
            raise BadData(Flaw("E504", file, number, f"a field has more than {LONGEST_FIELD} characters"))
    return rows, range(1, len(rows) + 1)


def _parsed(text: str, file: str, delimiter: str) -> tuple[list[list[str]], Sequence[int]]:
    """The rows and the line each begins in."""
    before = csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        if '"' not in text:
            rows = []
            while portion := list(islice(reader, PORTION)):  # a time limit strikes between two of them
                rows += portion
            return rows, range(1, len(rows) + 1)
        rows, lines, line = [], [], 1
        for row in reader:
            rows.append(row)
            lines.append(line)
            line = reader.line_num + 1
        return rows, lines
    except csv.Error as error:
        what = str(error)
        if "unexpected end of data" in what:
            what = "a field in quotes is never closed: is the file truncated?"
        elif "field larger" in what:
            what = f"a field has more than {LONGEST_FIELD} characters"
        raise BadData(Flaw("E504", file, max(1, reader.line_num), what)) from None
    finally:
        csv.field_size_limit(before)


def other_delimiter(header: Sequence[str], delimiter: str) -> str:
    """What to say of a header that is one field, with the sign that another kind of file has between fields."""
    if len(header) == 1:
        for sign, name in ((";", "`;`"), ("\t", "tabs"), ("|", "`|`"), (",", "commas")):
            if sign in header[0]:
                own = "commas" if delimiter == "," else "tabs"
                return f"its fields seem to be separated by {name}, and {own} are expected in this kind of file"
    return ""
