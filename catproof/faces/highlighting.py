"""Colours for theory files, in everything that uses Pygments: the lexer `catproof`, or `cat`, for `*.cat`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pygments.lexer import Lexer
from pygments.token import _TokenType, string_to_tokentype

from catproof.syntax.colouring import coloured


class TheoryLexer(Lexer):  # type: ignore[misc]  # Pygments has no types
    """The tokens of theory files, from the lexer that reads them."""

    name = "catproof"
    aliases: ClassVar[list[str]] = ["catproof", "cat"]
    filenames: ClassVar[list[str]] = ["*.cat"]
    mimetypes: ClassVar[list[str]] = ["text/x-catproof"]

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        """Offset, kind and text of each token; together they are the text."""
        long = {"Number": "Literal.Number", "String": "Literal.String", "Whitespace": "Text.Whitespace"}
        for start, kind, part in coloured(text):
            head, dot, rest = kind.partition(".")
            yield start, string_to_tokentype(long.get(head, head) + dot + rest), part
