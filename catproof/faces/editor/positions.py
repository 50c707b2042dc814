"""Places in a text as this package counts them, and as the Language Server Protocol does.

Both end lines with a line feed, a carriage return or both. Here lines and columns count from 1, and a column is a code
point; there they count from 0, and a column is a code unit of the encoding that client and server agreed on, UTF-16
by default.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from catproof.core.characters import LINE_END
from catproof.diagnostic import Span


class Place(NamedTuple):
    """A place as the protocol writes it."""

    line: int
    character: int


class Positions:
    """Translates places of one text. `units` says how many code units a text takes."""

    def __init__(self, text: str, units: Callable[[str], int]) -> None:
        self.text = text
        self.units = units
        self._starts = [0, *(match.end() for match in LINE_END.finditer(text))]

    def place(self, line: int, column: int) -> Place:
        """A line and column of ours as the protocol writes them; what lies outside is moved to the nearest place."""
        line = min(max(line, 1), len(self._starts))
        start, end = self._starts[line - 1], self._end(line - 1)
        return Place(line - 1, self.units(self.text[start : min(start + max(column, 1) - 1, end)]))

    def range(self, span: Span) -> tuple[Place, Place]:
        """The beginning and the end of a span."""
        return self.place(span.line, span.column), self.place(span.end_line, span.end_column)

    def position(self, line: int, character: int) -> tuple[int, int]:
        """Our line and column for a place of the protocol; what lies behind the end of a line is at its end."""
        line, offset = min(line, len(self._starts) - 1), self.offset(line, character)
        return line + 1, offset - self._starts[line] + 1

    def offset(self, line: int, character: int) -> int:
        """How many signs of the text are before a place of the protocol."""
        if line >= len(self._starts):
            return len(self.text)
        offset, left, end = self._starts[line], character, self._end(line)
        while left > 0 and offset < end:
            left -= self.units(self.text[offset])
            offset += 1
        return offset

    def _end(self, line: int) -> int:
        """The offset at which the line's text ends, and its line end begins."""
        if line + 1 == len(self._starts):
            return len(self.text)
        following = self._starts[line + 1]
        return following - (2 if self.text[following - 2 : following] == "\r\n" else 1)

    def end(self) -> Place:
        """The end of the text."""
        start = self._starts[-1]
        return Place(len(self._starts) - 1, self.units(self.text[start:]))


def contains(span: Span, line: int, column: int) -> bool:
    """Is the place in the span, or right behind it?"""
    return (span.line, span.column) <= (line, column) <= (span.end_line, span.end_column)
