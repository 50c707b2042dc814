"""Semantic tokens: what each word is, as far as the text shows, in the numbers of the protocol."""

from __future__ import annotations

from bisect import bisect_right

from catproof.core.characters import lines_of
from catproof.faces.editor.document import Document
from catproof.syntax.colouring import parts

TYPES = (
    "class", "function", "type", "parameter", "enumMember", "method", "property", "macro", "event", "keyword", "string",
    "number", "operator", "comment", "variable",
)  # fmt: skip
MODIFIERS = ("declaration", "defaultLibrary")

_OF_SYMBOLS = {
    "functor": "function", "transformation": "function", "model": "function", "task": "type", "variable": "parameter",
    "object": "enumMember", "arrow": "method", "element": "property", "definition": "macro", "statement": "event",
}  # fmt: skip
"""By the kinds of symbols; other declared things are categories, which are classes."""

_OF_COLOURS = {
    "Comment.Single": "comment", "Number.Integer": "number", "Number.Float": "number", "String.Double": "string",
    "Operator": "operator", "Name": "variable", "Name.Class": "class", "Name.Label": "event",
    "Name.Function": "function",
}  # fmt: skip
"""By what colouring calls them; keywords of all kinds, and the words of logic, are keywords."""


def _items(document: Document, first: int, last: int | None) -> tuple[int, int | None]:
    """The first and the last line of whole items around some lines: what a word is depends on its item alone."""
    starts = [item.span.line for item in document.parsed.theory.items if item.span.column == 1]
    before = bisect_right(starts, first)
    after = len(starts) if last is None else bisect_right(starts, last)
    return starts[before - 1] if before else 1, starts[after] - 1 if after < len(starts) else None


def tokens(document: Document, first: int = 1, last: int | None = None) -> list[int]:
    """Five numbers for each token of some lines: lines and code units from the one before, length, type, modifiers."""
    known = {(o.span.line, o.span.column): o for o in document.names.occurrences}
    found: list[int] = []
    line = character = 0
    begin, end = _items(document, first, last)
    for at, column, colour, text in parts("\n".join(lines_of(document.text)[begin - 1 : end])):
        at += begin - 1
        if not first <= at <= (last or at) or not text:
            continue
        name = known.get((at, column))
        kind, modifiers = _OF_COLOURS.get(colour, "keyword" if colour.startswith(("Keyword", "Operator")) else ""), 0
        if name is not None and name.symbol is not None:
            kind = _OF_SYMBOLS.get(name.symbol.kind, "class")
            modifiers = int(name.defines)
        elif colour == "Name.Function":
            modifiers = 2
        if not kind:
            continue
        start = document.positions.place(at, column)
        length = document.units(text)
        found += [
            start.line - line,
            start.character - (character if start.line == line else 0),
            length,
            TYPES.index(kind),
            modifiers,
        ]
        line, character = start
    return found
