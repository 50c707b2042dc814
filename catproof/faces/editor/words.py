"""What the words of the language itself mean: the properties that are shipped as definitions, and the operations."""

from __future__ import annotations

import re
from typing import NamedTuple

from catproof.diagnostic import Span
from catproof.elaborate.define import meanings, prelude
from catproof.logic.signature import WORDS
from catproof.report.showing import written


class Word(NamedTuple):
    """A word or several, where they stand, and what they mean: a definition of the language, or a line of words."""

    span: Span
    definition: str
    said: str


def word_at(text: str, line: int, column: int) -> Word | None:
    """The longest word of the language at a place in a line of text; lines and columns count from 1."""
    known = prelude()
    if "#" in text[:column]:  # most likely in a comment
        return None
    found: Word | None = None
    for word in {reference.word for reference in known.definitions} | set(WORDS):
        for match in re.finditer(rf"(?<![\w'\"]){re.escape(word)}(?![\w'\"])", text):
            start, end = match.start() + 1, match.end() + 1
            call = text[match.end() :].lstrip().startswith("(")
            longer = found is None or end - start > found.span.end_column - found.span.column
            if not start <= column < end or not longer or (word in WORDS and not call and not known.named(word)):
                continue
            definitions = [] if call and word in WORDS else [*known.named(word), *meanings().named(word)]
            said = [f"`{o.form}`: {o.documentation}" for o in WORDS.get(word, []) if call]
            span = Span(line, start, line, end)
            found = Word(span, "\n".join(map(written, definitions)), "\n\n".join(map(_shown, said)))
    return found if found is not None and (found.definition or found.said) else None


def _shown(said: str) -> str:
    """How an operation is written, with letters for its arguments."""
    return re.sub(r"\{(\d)\*?\}", lambda match: "xyzuvw"[int(match[1]) % 6], said)
