"""Whole numbers read from the bytes of a text, many at once: eight digits are one word, and no field is ever an object
of Python."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from catproof.core.deadline import load

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIGITS = 18
"""Numbers have at most so many digits, else they are names."""

WORD = 8
"""So many digits are read together."""

BEFORE = 3 * WORD
"""The words of a number begin at most so many bytes before its end."""

BLOCK = 1 << 14
"""So many numbers are read together: what is known of them stays in the processor's cache."""

PORTION = 1 << 20
"""So many bytes of a file are looked at together."""


class NoNumber(ValueError):
    """Something else than whole numbers is there."""


def whole_numbers(text: NDArray[Any], starts: NDArray[Any], ends: NDArray[Any]) -> NDArray[Any] | None:
    """The whole numbers between these places of a text, which go up, as `rows.as_label` knows them: without a sign, and
    with no 0 before others. None where something else is there."""
    import numpy as np

    values = np.empty(len(ends), np.int64)
    few = int(np.searchsorted(ends, BEFORE))  # their words would begin before the text
    for k in range(few):
        field = text[starts[k] : ends[k]].tobytes()
        if not field.isdigit() or len(field) > DIGITS or (field[:1] == b"0" and len(field) > 1):
            return None
        values[k] = int(field)
    words = np.ndarray((max(len(text) - WORD + 1, 0),), "<u8", text, 0, (1,))
    for first in range(few, len(ends), BLOCK):
        block = slice(first, first + BLOCK)
        if not _read(text, words, starts[block], ends[block], values[block]):
            return None
    return values


def _read(text: Any, words: Any, starts: Any, ends: Any, values: Any) -> bool:
    """Write the numbers there into `values`, if there are numbers alone."""
    import numpy as np

    length = ends - starts
    longest = int(length.max())
    if length.min() < 1 or longest > DIGITS or ((text[starts] == ord("0")) & (length > 1)).any():
        return False
    for before in range(0, longest, WORD):
        word = words[ends - (before + WORD)]
        word ^= np.uint64(0x3030303030303030)  # a digit is its value now, and what is none is more than 9
        here = length - before if longest <= WORD else np.clip(length - before, 0, WORD)
        others = (WORD * (WORD - here)).astype(np.uint64)
        word >>= others  # what stands before the number is the low end of the word
        word <<= others
        if ((word | (word + np.uint64(0x0606060606060606))) & np.uint64(0xF0F0F0F0F0F0F0F0)).any():
            return False
        word *= np.uint64(10 * 0x100 + 1)  # pairs of digits, then fours, then all eight
        word >>= np.uint64(8)
        word &= np.uint64(0x00FF00FF00FF00FF)
        word *= np.uint64(100 * 0x10000 + 1)
        word >>= np.uint64(16)
        word &= np.uint64(0x0000FFFF0000FFFF)
        word *= np.uint64(10000 * 0x100000000 + 1)
        word >>= np.uint64(32)
        if before:
            values += word.view(np.int64) * 10**before
        else:
            values[:] = word.view(np.int64)
    return True


def rows_of(stream: Any, width: int, delimiter: str, digest: Any = None) -> Iterator[NDArray[Any]]:
    """The rows that are left in a binary stream, of so many columns, portion by portion; the digest is told what is
    read. Raises `NoNumber` unless these are whole numbers alone."""
    load("numpy")
    import numpy as np

    room = np.zeros(BEFORE + PORTION + 1, np.uint8)
    filled, ended = BEFORE, False
    while not ended:
        read = stream.readinto(room[filled:-1].data)
        if digest is not None:
            digest.update(room[filled : filled + read].data)
        filled += read
        ended = read == 0
        if ended and filled > BEFORE:  # the end of the last line may be missing
            room[filled] = ord("\n")
            filled += 1
        text = room[:filled]
        ends = np.flatnonzero(text[BEFORE:] < ord("0")) + BEFORE
        ends = ends[: len(ends) // width * width]
        if not len(ends):
            if filled == len(room) - 1 or (ended and filled > BEFORE):
                raise NoNumber
            continue
        signs = text[ends].reshape(-1, width)
        if (signs[:, -1] != ord("\n")).any() or (signs[:, :-1] != ord(delimiter)).any():
            raise NoNumber
        starts = np.empty_like(ends)
        starts[0], starts[1:] = BEFORE, ends[:-1] + 1
        values = whole_numbers(text, starts, ends)
        if values is None:
            raise NoNumber
        yield values.reshape(-1, width)
        end = int(ends[-1]) + 1
        room[BEFORE : BEFORE + filled - end] = room[end:filled]
        filled += BEFORE - end
    if filled > BEFORE:
        raise NoNumber
