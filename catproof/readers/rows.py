"""Rows of a data file: some of its columns, as labels, each row with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from catproof.core.alike import noted, pairs, shown
from catproof.core.characters import forbidden, lines_of
from catproof.core.label import Label
from catproof.readers.columns import Column
from catproof.readers.flaws import BadData, Flaw, Flaws

_NUMBER = re.compile(r"(?:0|-?[1-9][0-9]{0,17})\Z")
_FIRST = frozenset("-0123456789")
_LATER = re.compile(" [-0-9]")


NO_VALUE = "fill it in, or remove the row; `null = drop` leaves such rows out of an order or of labels"
"""What would be right where a value is missing."""


class Rows(NamedTuple):
    """`columns[k][i]` is the value of row i in the k-th column asked for; `places[i]` is where the row is: its line,
    or what else `unit` says."""

    file: str
    columns: tuple[Sequence[Label], ...]
    places: Sequence[int]
    unit: str = "line"
    alone: Sequence[Label] = ()
    """For the edges of a graph: its nodes without edges."""
    notes: Sequence[str] = ()
    """What was not kept, for the report."""

    def flaws(self) -> Flaws:
        """A collector of errors about these rows."""
        return Flaws(self.file, self.unit)

    def alike(self) -> list[str]:
        """What is to be said of its names that look alike."""
        if not self.alone and all(isinstance(column, Column) and column.labels is None for column in self.columns):
            return []  # numbers alone
        names = (column.distinct() if isinstance(column, Column) else column for column in self.columns)
        found = [("names", pair) for pair in pairs(chain(*names, self.alone))]
        return noted(self.file, found, self._placed)

    def _placed(self, label: Label) -> str:
        column = next((column for column in self.columns if label in column), None)
        return shown(label) + (f" in {self.unit} {self.places[column.index(label)]}" if column else "")


def as_label(value: str | int) -> Label:
    """A value as a theory file would write it: whole numbers of up to 18 digits are numbers, everything else is a
    name."""
    if isinstance(value, int):
        return value if -(10**18) < value < 10**18 else str(value)
    return int(value) if value[0] in _FIRST and _NUMBER.match(value) else value


def columns_found(file: str, header: Sequence[str], wanted: Sequence[str], hint: str = "") -> list[int]:
    """The places of the wanted columns in the header. Raises `BadData` where there is none, or more than one."""
    flaws = Flaws(file)
    found = []
    for name in wanted:
        number = header.count(name)
        if number != 1:
            known = "its columns are " + ", ".join(header[:12]) + (", ..." if len(header) > 12 else "")
            if number:
                flaws.add("E508", 1, f"there are {number} columns {name}", "each column needs a name of its own")
            else:
                flaws.add("E506", 1, f"there is no column {name}", hint or known[:300])
        else:
            found.append(header.index(name))
    flaws.stop_if_any()
    return found


def wrong_name(value: str, column: str) -> str:
    """What keeps the value of a column from being a name; empty where nothing does."""
    if "\n" in value or "\r" in value:
        return f"the value in the column {column} has several lines, and a name is one"
    sign = forbidden(value)
    return f"the value in the column {column} contains {sign}, which no name may" if sign else ""


def labels_of(name: str, cells: Sequence[str], places: Sequence[int], flaws: Flaws, empty: bool = False) -> Column:
    """The values of one column; those that are no names are flaws, and, but with `empty`, empty ones."""
    column = Column.of(cells)
    texts: Sequence[str] = column.distinct()  # type: ignore[assignment]
    wrong: dict[str, str] = {}
    if "" in texts and not empty:
        wrong[""] = f"there is no value in the column {name}"
    joined = " ".join(texts)  # a space, as a joiner may stand between what two cells end and begin with
    if forbidden(joined):
        wrong |= {cell: why for cell in texts if cell and (why := wrong_name(cell, name))}
    if wrong:
        for cell, place in zip(cells, places, strict=True):
            if cell in wrong:
                flaws.add("E507", place, wrong[cell], "" if cell else NO_VALUE)
    numbers = joined[:1] in _FIRST or _LATER.search(joined)  # or what looks so, behind a space
    return Column(column.values, [as_label(cell) if cell else "" for cell in texts] if numbers else texts)


def refuse_wide(data: bytes, file: str) -> None:
    """Refuse UTF-16 and UTF-32, with and without a byte order mark. Raises `BadData`."""
    marks = ((b"\xff\xfe\0\0", 32), (b"\0\0\xfe\xff", 32), (b"\xff\xfe", 16), (b"\xfe\xff", 16))
    wide = next((bits for mark, bits in marks if data.startswith(mark)), 0)
    zeros = data[:4].count(0) if len(data) >= 4 else 0
    if not wide and zeros >= 2 and data[:4].strip(b"\0"):
        wide = 32 if zeros == 3 else 16
    if wide:
        raise BadData(Flaw("E504", file, 1, f"the file is UTF-{wide}", "save it with the encoding UTF-8"))


def decoded(data: bytes, file: str) -> str:
    """The text of a file in UTF-8, without a byte order mark before it. Raises `BadData`."""
    refuse_wide(data, file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line = len(lines_of(data[:where].decode("latin-1")))
        message = f"the file is not UTF-8: byte 0x{data[where]:02X} at offset {where}"
        raise BadData(Flaw("E504", file, line, message, "save it with the encoding UTF-8")) from None
    where = text.find("\0")
    if where >= 0:
        raise BadData(Flaw("E504", file, len(lines_of(text[:where])), "the file contains a NUL byte", "is it a text?"))
    return text
