"""What colours should say of theory files, for each way of colouring: by the lexer and the parser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from theory_files import GOOD, PEERS, TEXTBOOK

from catproof.resources import folder
from catproof.syntax import tree
from catproof.syntax.lexer import RESERVED, Token, scan
from catproof.syntax.parser import parse

FILES = [
    *sorted(folder("theories").rglob("*.cat")),
    *GOOD,
    *TEXTBOOK,
    *PEERS,
    Path(__file__).with_name("syntax") / "everything.cat",
    Path(__file__).with_name("syntax") / "contextual.cat",
]
DECLARATIONS = (
    tree.CategoryDecl,
    tree.PretextDecl,
    tree.FunctorDecl,
    tree.TaskDecl,
    tree.TaskFrom,
    tree.TransformationDecl,
    tree.ModelDecl,
    tree.Definition,
    tree.Define,
    tree.GradedDecl,
    tree.GradedFrom,
)

Kind = Callable[[int, int], str]
"""The kind that a highlighter gives to what stands at a line and column."""


def places(text: str) -> Iterator[tuple[Token | None, tuple[int, int], str]]:
    """What stands where: tokens, and None for comments; and what kind it should have."""
    tokens, comments, problems = scan(text)
    assert not problems
    names = {
        (name.span.line, name.span.column)
        for item in parse(text, "t.cat").theory.items
        for name in [getattr(item, "name", None)]
        if name is not None and isinstance(item, DECLARATIONS)
    }
    bound = {
        (parameter.name.span.line, parameter.name.span.column)
        for item in parse(text, "t.cat").theory.items
        if isinstance(item, tree.Define)
        for parameter in item.parameters
    }
    for comment in comments:
        yield None, (comment.line, comment.column), "comment"
    for token in tokens:
        place = (token.line, token.column)
        if place in names:
            yield token, place, "declared"
        elif place in bound:
            yield token, place, "parameter"
        elif token.kind == "STRING":
            yield token, place, "string"
        elif token.kind in ("INTEGER", "FRACTION"):
            yield token, place, "number"
        elif token.kind in RESERVED and token.text.isascii():
            yield token, place, "keyword"
        elif token.kind == "NAME":
            yield token, place, "name"
        elif token.kind != "NEWLINE" and not token.text[0].isalpha() and token.text not in "∀∃¬∧∨⇒⇔∈":
            yield token, place, "sign"


def agree(text: str, kind: Kind) -> int:
    """Compares with what a highlighter says; gives the number of places."""
    count = 0
    for token, place, expected in places(text):
        found = kind(*place)
        allowed = {expected, "label"} if expected in ("name", "string") else {expected}
        if expected == "parameter":  # it is declared for its definition
            allowed = {"declared", "name", "label"}
        if token is not None and token.text == "*":  # a sign, or a name
            allowed = {"sign", "name"}
        assert found in allowed, (token, place, found, expected)
        count += 1
    return count
