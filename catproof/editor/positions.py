"""Places in a text as this package counts them, and as the Language Server Protocol does.

Here lines end with a line feed, and count from 1 as columns do; a column is a code point. There lines end with a line
feed, a carriage return or both, lines and columns count from 0, and a column is a code unit of the encoding that
client and server agreed on, UTF-16 by default.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from catproof.diagnostic import Span

_LINE_END = re.compile(r"\r\n|\n|\r")


class Place(NamedTuple):
    """A place as the protocol writes it."""

    line: int
    character: int


class Positions:
    """Translates places of one text. `units` says how many code units a text takes."""

    def __init__(self, text: str, units: Callable[[str], int]) -> None:
        self.text = text
        self.units = units
        self._own = [0, *(k + 1 for k, sign in enumerate(text) if sign == "\n")]
        self._theirs = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, line: int, column: int) -> Place:
        """A line and column of ours as the protocol writes them; what lies outside is moved to the nearest place."""
        line = min(max(line, 1), len(self._own))
        offset = min(self._own[line - 1] + max(column, 1) - 1, len(self.text))
        at = bisect_right(self._theirs, offset) - 1
        start = self._theirs[at]
        return Place(at, self.units(self.text[start:offset]))

    def range(self, span: Span) -> tuple[Place, Place]:
        """The beginning and the end of a span."""
        return self.place(span.line, span.column), self.place(span.end_line, span.end_column)

    def position(self, line: int, character: int) -> tuple[int, int]:
        """Our line and column for a place of the protocol; what lies behind the end of a line is at its end."""
        if line >= len(self._theirs):
            offset = len(self.text)
        else:
            offset = self._theirs[line]
            ends = self._theirs[line + 1] if line + 1 < len(self._theirs) else len(self.text)
            left = character
            while left > 0 and offset < ends and self.text[offset] not in "\r\n":
                left -= self.units(self.text[offset])
                offset += 1
        at = bisect_right(self._own, offset)
        return at, offset - self._own[at - 1] + 1

    def end(self) -> Place:
        """The end of the text."""
        start = self._theirs[-1]
        return Place(len(self._theirs) - 1, self.units(self.text[start:]))


def contains(span: Span, line: int, column: int) -> bool:
    """Is the place in the span, or right behind it?"""
    return (span.line, span.column) <= (line, column) <= (span.end_line, span.end_column)
