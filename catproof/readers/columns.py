"""Columns of data as arrays: each row is a number, and each name is kept once.

Where a column of a text file has whole numbers alone, they are read from its bytes at once: no row, and no field, is
ever an object of Python.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, overload

from catproof.core.deadline import load
from catproof.core.label import Label
from catproof.core.limits import reserve
from catproof.readers.digits import whole_numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Column(Sequence[Label]):
    """A column: `values[i]` is what stands in row i, or, with `labels`, its number among these. They are all
    different, and each stands somewhere."""

    def __init__(self, values: NDArray[Any], labels: Sequence[Label] | None = None) -> None:
        self.values = values
        self.labels = labels

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[Label]:
        found: list[int] = self.values.tolist()
        return iter(found) if self.labels is None else map(self.labels.__getitem__, found)

    @overload
    def __getitem__(self, index: int) -> Label: ...
    @overload
    def __getitem__(self, index: slice) -> Column: ...
    def __getitem__(self, index: int | slice) -> Label | Column:
        if isinstance(index, slice):
            return Column(self.values[index], self.labels)
        value = int(self.values[index])
        return value if self.labels is None else self.labels[value]

    @classmethod
    def of(cls, values: Sequence[Label]) -> Column:
        """A list as a column."""
        if isinstance(values, Column):
            return values
        load("numpy")
        import numpy as np

        number: defaultdict[Label, int] = defaultdict()
        number.default_factory = number.__len__
        return cls(np.fromiter(map(number.__getitem__, values), np.int64, len(values)), list(number))

    def distinct(self) -> Sequence[Label]:
        """The different values, in any order."""
        import numpy as np

        found: Sequence[Label] = np.unique(self.values).tolist() if self.labels is None else self.labels
        return found

    def each(self, number: Callable[[Label], int]) -> NDArray[Any]:
        """A number for each row, which is asked for once for each different value."""
        import numpy as np

        own = np.fromiter(map(number, self.distinct()), np.int64)
        place = np.unique(self.values, return_inverse=True)[1] if self.labels is None else self.values
        return own[place]


def shared(columns: Sequence[Sequence[Label]]) -> tuple[Sequence[Label] | None, NDArray[Any]]:
    """Columns as one table: a row of it for each of theirs, with names, which may be more than are there, by their
    numbers; or, where there are only whole numbers, with these."""
    load("numpy")
    import numpy as np

    given = [Column.of(column) for column in columns]
    if all(column.labels is None for column in given):
        return None, np.stack([column.values for column in given], axis=1)
    names = list(dict.fromkeys(chain.from_iterable(column.distinct() for column in given)))
    number = {label: k for k, label in enumerate(names)}
    return names, np.stack([column.each(number.__getitem__) for column in given], axis=1)


def numbered(values: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Where each whole number comes first; and each one's number among those, as they come. Linear where no number is
    much larger than they are many."""
    import numpy as np

    count = len(values)
    if not count:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    low, high = int(values.min()), int(values.max())
    if high - low < SPREAD * count:
        place = np.full(high - low + 1, count)
        where = values - low
        np.minimum.at(place, where, np.arange(count))
        place = place[where]
    else:
        _, first, inverse = np.unique(values, return_index=True, return_inverse=True)
        place = first[inverse]
    number = np.cumsum(place == np.arange(count))
    return np.flatnonzero(np.diff(number, prepend=0)), number[place] - 1


def plain_columns(
    data: bytes, file: str, wanted: Sequence[str], delimiter: str, longest: int
) -> list[Column | list[str]] | None:
    """These columns of a CSV or TSV file, where nothing below the header is quoted and all rows are as long as it:
    whole numbers, where a column has these alone, from 0 and written as such, and texts. None where it is to be read in
    another way, or is wrong. No field may be longer than that. Raises `LimitReached` where there is no room."""
    load("numpy")
    import numpy as np

    end = data.find(b"\n")
    if end < 0 or end + 1 == len(data) or data.find(b'"', end) >= 0:
        return None
    if any(sign in data for sign in (b"\r", b"\0", b"\xef\xbb\xbf")):
        return None
    try:
        whole = data.decode()
    except UnicodeDecodeError:
        return None
    first = whole[: whole.index("\n")]
    try:
        header = next(csv.reader([first], strict=True)) if '"' in first and delimiter == "," else first.split(delimiter)
    except csv.Error:
        return None
    if any(header.count(name) != 1 for name in wanted):
        return None
    width = len(header)
    text = np.frombuffer(data if data.endswith(b"\n") else data + b"\n", np.uint8)[end + 1 :]
    ends = np.flatnonzero((text == 10) | (text == ord(delimiter))).astype(np.int32)  # files are not that large
    if len(ends) % width:
        return None
    lines = (text[ends] == 10).reshape(-1, width)
    if not lines[:, -1].all() or lines[:, :-1].any():
        return None
    starts = np.zeros_like(ends)
    starts[1:] = ends[:-1] + 1
    if (ends - starts).max() > longest:
        return None
    found = [whole_numbers(text, starts[k::width], ends[k::width]) for k in map(header.index, wanted)]
    fields: list[str] = []
    if any(values is None for values in found):
        reserve(len(whole) + VALUE * len(ends), f'what is read from "{file}"')
        fields = whole[len(first) + 1 :].removesuffix("\n").replace("\n", delimiter).split(delimiter)
    places = map(header.index, wanted)
    return [fields[k::width] if values is None else Column(values) for k, values in zip(places, found, strict=True)]


VALUE = 60
"""Bytes that a value takes, at least, when it is a text."""

SPREAD = 4
"""A table has a place for each number, where there are at most so many for each row."""
