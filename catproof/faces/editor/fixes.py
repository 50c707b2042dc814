"""Quick fixes: what an error takes a word to be meant for is put in its place."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from catproof.diagnostic import Span

_MEANT = re.compile(r"did you mean (.+)\?")
WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[^\W\d][\w\']*|\d+|\*')
_SHOWN = re.compile(r'(?:`([^`]+)`|("(?:[^"\\]|\\.)*"|.+?))(?: or |$)')


class Fix(NamedTuple):
    """What stands at a place, and what is to stand there."""

    span: Span
    old: str
    new: str


def fixes(lines: list[str], span: Span, message: str, hint: str) -> list[Fix]:
    """What can be written instead at a place of an error, the likeliest first. The misspelt word is one that the
    message names and that stands in the span, the whole of it or a word of it."""
    meant = _MEANT.fullmatch(hint)
    if meant is None or not 0 < span.line <= len(lines):
        return []
    end = span.end_column - 1 if span.end_line == span.line else None
    inside = lines[span.line - 1][span.column - 1 : end]
    places = [(0, inside), *((found.start(), found[0]) for found in WORD.finditer(inside))]
    made = []
    for each in _SHOWN.finditer(meant[1]):
        new = each[1] or each[2]
        alike = [
            (SequenceMatcher(None, word.casefold(), new.casefold()).ratio(), -start, word)
            for start, word in places
            if word != new and _names(message, word)
        ]
        if alike:
            _, start, old = max(alike)
            column = span.column - start
            made.append(Fix(Span(span.line, column, span.line, column + len(old)), old, new))
    return made


def _names(message: str, word: str) -> bool:
    return re.search(rf"(?<![\w'\"]){re.escape(word)}(?![\w'\"])", message) is not None
