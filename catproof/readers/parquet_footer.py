"""What the footer of a Parquet file says about the sizes of its columns.

pyarrow says it too, and ends the process where the statistics of a column contradict its type: its
`RowGroupMetaData.column` lets no exception of C++ through (26.0.1, and before). What is a Parquet file is for pyarrow
to say; here is read, of what it has accepted, what these figures need. Sources: Apache Thrift, *Thrift compact
protocol* (doc/specs/thrift-compact-protocol.md); Apache Parquet, parquet.thrift (`FileMetaData`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from os import SEEK_END
from pathlib import Path

from catproof.files.reading import open_regular

_TAIL = 8
"""The bytes behind the footer: its length, and the letters PAR1."""

_STRUCT, _BINARY, _MAP = 12, 8, 11
_WHOLE, _LISTS = (4, 5, 6), (9, 10)
_SIZES = {1: 0, 2: 0, 3: 1, 7: 8, 13: 16}
"""The kinds of values in the compact protocol; those of the last line (truth values, bytes, doubles, UUIDs) take so
many bytes."""

_TO_COLUMNS = (4, 1, 3)
"""The fields from `FileMetaData` to each `ColumnMetaData`: `row_groups`, `columns`, `meta_data`."""

_PATH, _VALUES, _OCTETS = 3, 5, 6
"""Fields of `ColumnMetaData`: `path_in_schema`, `num_values`, `total_uncompressed_size`."""

_DEEPEST = 64
"""How deep values may stand in values, as for Thrift itself."""


def sizes(path: Path, columns: Collection[str]) -> tuple[int, int]:
    """How many values these columns have, those in lists one by one; and the bytes that they take when they are no
    longer compressed: as the file says it. Raises `ValueError` where that cannot be read, and `Unreadable`."""
    with open_regular(path) as file:
        end = file.seek(0, SEEK_END)
        file.seek(max(0, end - _TAIL))
        length = int.from_bytes(file.read(_TAIL)[:4], "little")
        if length > end - _TAIL:
            raise ValueError("its footer is longer than the file")
        file.seek(end - _TAIL - length)
        footer = _Footer(file.read(length))
    values = octets = 0
    for name, number, size in footer.columns():
        if name in columns:
            values += max(0, number)
            octets += max(0, size)
    return values, octets


class _Footer:
    """The bytes of a footer, read from the first to the last."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def columns(self) -> Iterator[tuple[str, int, int]]:
        """Of each column in each group of rows: its name, how many values it has, and how many bytes."""
        for _ in self._structs(_STRUCT, _TO_COLUMNS):
            names, numbers = [""], {_VALUES: 0, _OCTETS: 0}
            for field, kind in self._fields():
                if field == _PATH and kind in _LISTS:
                    names = [self._text(inner) for inner in self._items()]
                elif field in numbers and kind in _WHOLE:
                    numbers[field] = self._whole()
                else:
                    self._skip(kind)
            yield "".join(names[:1]), numbers[_VALUES], numbers[_OCTETS]

    def _structs(self, kind: int, way: tuple[int, ...], deep: int = 0) -> Iterator[None]:
        """Stands before each struct to which these fields lead, each item of a list that is one: who asks reads it."""
        if kind in _LISTS and deep < _DEEPEST:
            for inner in self._items():
                yield from self._structs(inner, way, deep + 1)
        elif kind != _STRUCT:
            self._skip(kind)
        elif not way:
            yield
        else:
            for field, inner in self._fields():
                if field == way[0]:
                    yield from self._structs(inner, way[1:], deep + 1)
                else:
                    self._skip(inner)

    def _fields(self) -> Iterator[tuple[int, int]]:
        """The fields of a struct with the kinds of their values, which whoever asks reads."""
        field = 0
        while (head := self._byte()) & 15:  # of the end Thrift, too, reads no more than these bits
            field = field + (head >> 4) if head >> 4 else self._whole()
            yield field, head & 15

    def _items(self) -> Iterator[int]:
        """The kind of each item of a list, which whoever asks reads."""
        head = self._byte()
        kind, number = head & 15, head >> 4
        for _ in range(self._natural() if number == 15 else number):
            yield 3 if kind in (1, 2) else kind  # in lists truth values are bytes

    def _skip(self, kind: int, deep: int = 0) -> None:
        if deep > _DEEPEST:
            raise ValueError("its footer has values in values without end")
        if kind in _SIZES:
            self._bytes(_SIZES[kind])
        elif kind in _WHOLE:
            self._natural()
        elif kind == _BINARY:
            self._bytes(self._natural())
        elif kind in _LISTS:
            for inner in self._items():
                self._skip(inner, deep + 1)
        elif kind == _STRUCT:
            for _, inner in self._fields():
                self._skip(inner, deep + 1)
        elif kind == _MAP:
            number = self._natural()
            kinds = self._byte() if number else 0
            for _ in range(number):
                for inner in (kinds >> 4, kinds & 15):
                    self._skip(3 if inner in (1, 2) else inner, deep + 1)
        else:
            raise ValueError(f"its footer has a value of an unknown kind, {kind}")

    def _text(self, kind: int) -> str:
        if kind != _BINARY:
            raise ValueError("its footer has a column without a name")
        return self._bytes(self._natural()).decode(errors="replace")

    def _whole(self) -> int:
        """A number with its sign, which stands in the last bit (zigzag)."""
        number = self._natural()
        return -(number >> 1) - 1 if number & 1 else number >> 1

    def _natural(self) -> int:
        """A number of seven bits a byte, the lowest ones first (LEB128), of 64 bits at most."""
        number = 0
        for shift in range(0, 70, 7):
            byte = self._byte()
            number |= (byte & 127) << shift
            if not byte & 128:  # no more follow
                return number
        raise ValueError("its footer has a number of more than 64 bits")

    def _byte(self) -> int:
        return self._bytes(1)[0]

    def _bytes(self, number: int) -> bytes:
        start, self.at = self.at, self.at + number
        if self.at > len(self.data):
            raise ValueError("its footer ends too early")
        return self.data[start : self.at]
