"""What the words and signs of a theory file are to a reader, for colours: by the names that Pygments has for such."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catproof.syntax.layout import lay_out
from catproof.syntax.lexer import DECLARATIONS, ERROR, RESERVED, STATEMENTS, Token, scan, vocabulary
from catproof.syntax.tables import SEPARATOR

_ITEMS = frozenset(
    {
        *("OBJECT", "ARROW", "GENERATOR", "EQUATION", "COMPOSE", "POINT", "AT", "ON", "BY", "TO", "FROM", "AMONG"),
        *("ORDER", "IMAGE", "SYMMETRY", "TEXT", "PAIR", "SAMPLE", "SUCH", "THAT", "PROMPT", "TUNING"),
        *("WITH", "FAITHFUL", "FUNCTORS", "ROTATION", "MASKED", "NEXT_TOKEN", "CONTRASTIVE", "SUPERVISED"),
    }
)
_LOGIC = frozenset({"NOT", "AND", "OR", "IMPLIES", "IFF"})
_NAMED = DECLARATIONS | STATEMENTS - {"FIND", "IMPORT"}


def coloured(text: str) -> Iterator[tuple[int, str, str]]:
    """Offset, kind and text of each part, such as `Keyword.Declaration`; together the parts are the text."""
    starts = [0, *(k + 1 for k, sign in enumerate(text) if sign == "\n")]
    at = 0
    for line, column, kind, part in parts(text):
        start = starts[line - 1] + column - 1
        if start > at:
            yield at, "Whitespace", text[at:start]
        yield start, kind, part
        at = start + len(part)
    if at < len(text):
        yield at, "Whitespace", text[at:]


def parts(text: str) -> list[tuple[int, int, str, str]]:
    """Line, column, kind and text of each part that is no white space, in order."""
    tokens, comments, _ = scan(text)
    # A word that begins a declaration in one place may be a name in another; the layout knows the difference.
    layout = lay_out(text)
    heads = {layout.tokens[k][2:4] for k in layout.heads}
    found = [(c.line, c.column, "Comment.Single", c.text) for c in comments]
    for index, token in enumerate(tokens):
        if token.kind != "NEWLINE" and token.text:
            found.append((token.line, token.column, _kind(tokens, index, heads), token.text))
    return sorted(found)


def _kind(tokens: list[Token], index: int, heads: set[tuple[Any, ...]]) -> str:
    token = tokens[index]
    kind = token.kind
    before = tokens[index - 1] if index else None
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if kind == ERROR:
        return "Error"
    if kind in ("INTEGER", "FRACTION"):
        return "Number.Integer" if kind == "INTEGER" else "Number.Float"
    if (token.line, token.column) in heads:
        return "Keyword.Declaration" if kind in DECLARATIONS else "Keyword.Namespace" if kind == "IMPORT" else "Keyword"
    if before is not None and before.kind in _NAMED and (before.line, before.column) in heads:
        named = before.kind in DECLARATIONS and before.kind not in ("TASKS", "NAMES")  # these are named in a file
        if named and (kind in ("NAME", "STRING") or kind in vocabulary().soft):
            return "Name.Class"
        if following is not None and following.kind == "COLON":
            return "Name.Label"
    if kind == "STRING":
        return "String.Double"
    if kind == "NAME":
        return "Name.Function" if following is not None and following.kind == "LPAR" else "Name"
    if kind in _LOGIC:
        return "Operator.Word"
    if kind in RESERVED or kind in ("FORALL", "EXISTS"):
        return "Keyword"
    if kind in ("LPAR", "RPAR", "LBRACE", "RBRACE", "COMMA", "COLON", SEPARATOR):
        return "Punctuation"
    if not token.text[0].isalpha():
        return "Operator"
    declared = index > 1 and (tokens[index - 2].line, tokens[index - 2].column) in heads
    if kind in _ITEMS and _is_meant(kind, before, following, declared):
        return "Keyword.Type"
    return "Name.Function" if following is not None and following.kind == "LPAR" else "Name"


_AFTER = {"THAT": ("SUCH",), "PROMPT": ("BY",), "TUNING": ("BY",), "FUNCTORS": ("AMONG", "FAITHFUL")}
"""What is before a word that may end a phrase."""

_NAMING = ("AT", "BY", "ON", "TO")
"""After these comes a name."""

_STARTS = ("NAME", "STRING", "INTEGER", "LBRACE", "STAR")


def _is_meant(kind: str, before: Token | None, following: Token | None, declared: bool) -> bool:
    """Is the word what it says here? It may also be a name that the file gives, of an object, a functor, ...; such a
    name is not followed by another, and the word itself is, but for those that end a phrase. `declared`: what is before
    it is the name of a declaration."""
    if kind in _AFTER:
        return before is not None and before.kind in _AFTER[kind]
    if following is None or (before is not None and before.kind in _NAMING and not declared):
        return False
    return following.kind in _STARTS or following.kind in vocabulary().soft
