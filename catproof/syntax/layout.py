"""Which line ends separate items, where the items of the file begin, and how deep brackets go."""

from __future__ import annotations

from typing import NamedTuple

from catproof.syntax.lexer import (
    DECLARATIONS,
    ERROR,
    NEWLINE,
    STATEMENTS,
    Comment,
    Problem,
    Token,
    scan,
    vocabulary,
)
from catproof.syntax.tables import END, SEPARATOR

DEEPEST_NESTING = 200
"""Brackets may be nested this deep."""

_OPENING = {"LPAR": "RPAR", "LBRACE": "RBRACE"}
_CLOSING = frozenset(_OPENING.values())

_ENDS_A_TERM = frozenset({"NAME", "INTEGER", "FRACTION", "STRING", "RPAR", "RBRACE"})
"""After one of these `-1` subtracts."""

_SIGNS = ("->", "<->", "|->", "~=", "~", "|", ".", ">>", "^", "=", "!=", "<", "<=", ">", ">=", ":", ",", ":=", "+")


class Layout(NamedTuple):
    """A text taken apart for the parser."""

    tokens: list[Token]
    """Ends in one token of kind END."""
    heads: list[int]
    """The indices of the words that certainly begin an item of the file, in order."""
    comments: tuple[Comment, ...]
    problems: list[Problem]
    """What is wrong with single words and signs; each has a token of kind ERROR in its place."""


def lay_out(text: str) -> Layout:
    """The tokens of a text. Of its line ends only those are left that separate items of a block."""
    raw, comments, problems = scan(text)
    kinds = vocabulary().kinds
    operators = {kinds[sign] for sign in _SIGNS}
    not_after = operators | {"LBRACE"}
    not_before = operators | {"RBRACE"}
    tokens: list[Token] = []
    heads: list[int] = []
    open_brackets: list[str] = []
    too_deep = False
    first_on_line = True
    line_end: Token | None = None
    for index, token in enumerate(raw):
        kind = token.kind
        if kind == NEWLINE:
            line_end = line_end or token
            first_on_line = True
            continue
        if kind in STATEMENTS or (
            first_on_line and kind in DECLARATIONS and _begins_declaration(raw, index, bool(open_brackets))
        ):
            heads.append(len(tokens))
            open_brackets.clear()
            line_end = None
            too_deep = False
        first_on_line = False
        if too_deep:
            continue
        in_block = bool(open_brackets) and open_brackets[-1] == "LBRACE"
        if kind == SEPARATOR:
            # One separator for any run of them, none beside a brace.
            if not in_block or (tokens[-1].kind not in ("LBRACE", SEPARATOR)):
                tokens.append(token)
            line_end = None
            continue
        if in_block:
            last = tokens[-1].kind
            if kind == "RBRACE":
                if last == SEPARATOR:
                    tokens.pop()
            elif line_end and last != SEPARATOR and last not in not_after and kind not in not_before:
                tokens.append(Token(SEPARATOR, "\n", *line_end[2:]))
        line_end = None
        if kind in ("INTEGER", "FRACTION") and token.text[0] == "-" and tokens and tokens[-1].kind in _ENDS_A_TERM:
            tokens.append(Token("MINUS", "-", token.line, token.column, token.column + 1))
            token = token._replace(text=token.text[1:], column=token.column + 1)
        if kind in _OPENING:
            open_brackets.append(kind)
            if len(open_brackets) > DEEPEST_NESTING:
                message = f"brackets are nested more than {DEEPEST_NESTING} deep"
                problems.append(Problem("E102", token.span, message))
                tokens.append(token._replace(kind=ERROR))
                too_deep = True
                continue
        elif kind in _CLOSING and open_brackets and _OPENING[open_brackets[-1]] == kind:
            open_brackets.pop()
        tokens.append(token)
    last_token = tokens[-1] if tokens else Token(END, "", 1, 1, 1)
    tokens.append(Token(END, "", last_token.line, last_token.end_column, last_token.end_column + 1))
    return Layout(tokens, heads, tuple(comments), problems)


def _begins_declaration(raw: list[Token], index: int, in_brackets: bool) -> bool:
    """Does a word such as `task`, the first of its line, begin a declaration, whatever came before?

    It may also be a name; but no name in the middle of an item is the first of its line and followed by a name.
    """
    following = raw[index + 1].kind if index + 1 < len(raw) else END
    if raw[index].kind == "DEFINE":  # before anything but a name and a parenthesis it is a name itself
        return begins_definition(raw, index)
    if following in ("NAME", "STRING"):
        return True
    if following in vocabulary().soft:
        return following != "AT" or _is_named_at(raw, index + 2)
    return raw[index].column == 1 and not in_brackets and following in ("COLON", "LBRACE")


def _is_named_at(raw: list[Token], index: int) -> bool:
    """Do the tokens from here on follow the name `at` of what is declared? `task at a` may be an element, too."""
    kinds = [token.kind for token in raw[index : index + 2]]
    if kinds[:1] == ["ON"]:
        return len(kinds) > 1 and (kinds[1] in ("NAME", "STRING") or kinds[1] in vocabulary().soft)
    return kinds[:1] in (["COLON"], ["EQ"], ["LBRACE"])


def begins_definition(tokens: list[Token], index: int) -> bool:
    """Is the word `define` here followed by a name and a parenthesis?"""
    if index + 2 >= len(tokens) or tokens[index + 2].kind != "LPAR":
        return False
    name = tokens[index + 1].kind
    return name in ("NAME", "STRING") or name in vocabulary().soft
