"""Columns that the author lined up with the line above or below stay lined up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from catproof.syntax.lexer import NEWLINE, Comment, Token, scan


class Line(NamedTuple):
    """A line of the formatted file."""

    text: str
    source: int | None = None
    """The one line of the original it stands for, if there is one; its alignment may be kept."""
    comment: Comment | None = None
    """What follows on the same line."""


def align(lines: Sequence[Line], text: str, width: int) -> list[str]:
    """The texts of the formatted lines, with the gaps of the original where these line something up.

    A line keeps a gap before a word if the line above or below it in the original has a word that begins in the
    same column; lines that would get wider than `width` keep none.
    """
    tokens = _by_line(text)
    columns = {line: {token.column for token in found[1:]} for line, found in tokens.items()}
    result = []
    for line in lines:
        made = line.text
        if line.source is not None and made:
            neighbours = columns.get(line.source - 1, set()) | columns.get(line.source + 1, set())
            spaced = _with_gaps(made, tokens[line.source], neighbours)
            made = spaced if len(spaced) <= width else made
        result.append(made)
    return result


def _by_line(text: str) -> dict[int, list[Token]]:
    tokens: dict[int, list[Token]] = {}
    for token in scan(text)[0]:
        if token.kind != NEWLINE:
            tokens.setdefault(token.line, []).append(token)
    return tokens


def _with_gaps(made: str, original: list[Token], columns: set[int]) -> str:
    wide = [
        index
        for index, token in enumerate(original)
        if index and token.column in columns and token.column - original[index - 1].end_column > 1
    ]
    if not wide:
        return made
    words = scan(made)[0]
    if len(words) != len(original):
        return made
    for index in reversed(wide):
        word = words[index]
        if word.column > words[index - 1].end_column:
            gap = original[index].column - original[index - 1].end_column
            made = made[: words[index - 1].end_column - 1] + " " * gap + made[word.column - 1 :]
    return made
