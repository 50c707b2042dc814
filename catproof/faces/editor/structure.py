"""What the text of a theory file shows of its structure: what can be folded, selected, and which call a place is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from catproof.core.characters import lines_of
from catproof.diagnostic import Span
from catproof.elaborate.define import prelude
from catproof.faces.editor.positions import contains
from catproof.logic.signature import VALUES, WORDS
from catproof.syntax import tree
from catproof.syntax.layout import lay_out
from catproof.syntax.lexer import Comment

MOST_LINES = 200
"""So many lines above a place are looked at for the call that it is in."""


class Fold(NamedTuple):
    """Lines that can be folded; `kind` is "item", "imports" or "comment"."""

    first: int
    last: int
    kind: str


def folds(theory: tree.Theory, comments: tuple[Comment, ...]) -> Iterator[Fold]:
    """Declarations and statements of several lines, imports one after the other, comments one below the other."""
    imports = [item.span.line for item in theory.items if isinstance(item, tree.Import)]
    yield from (Fold(item.span.line, item.span.end_line, "item") for item in theory.items
                if item.span.end_line > item.span.line)  # fmt: skip
    for lines, kind in ((imports, "imports"), ([c.line for c in comments if c.own_line], "comment")):
        first = 0
        for k, line in enumerate(lines):
            if k + 1 == len(lines) or lines[k + 1] != line + 1:
                if k > first:
                    yield Fold(lines[first], line, kind)
                first = k + 1


def around(theory: tree.Theory, line: int, column: int) -> list[Span]:
    """The parts of a theory around a place, from the smallest to the whole."""
    found: list[Span] = []
    node: tree.Node | None = theory
    while node is not None:
        if contains(node.span, line, column) and (not found or node.span != found[-1]):
            found.append(node.span)
        node = next((child for child in _children(node) if contains(child.span, line, column)), None)
    return found[::-1]


def _children(node: tree.Node) -> Iterator[tree.Node]:
    pending = [getattr(node, field) for field in reversed(node.fields)]
    while pending:
        part = pending.pop()
        if isinstance(part, tree.Node):
            yield part
        elif isinstance(part, tuple):
            pending += reversed(part)


class Called(NamedTuple):
    """A word that is called at a place, and the number of the argument that the place is in."""

    word: str
    argument: int


def call_at(text: str, line: int, column: int) -> Called | None:
    """The innermost call that a place is in, whether the text is right or not."""
    lines = lines_of(text)[max(0, line - MOST_LINES) : line]
    lines[-1] = lines[-1][: column - 1]
    layout = lay_out("\n".join(lines))
    start = layout.heads[-1] if layout.heads else 0
    calls: list[list[int]] = []
    for index, token in enumerate(layout.tokens[start:], start):
        if token.kind in ("LPAR", "LBRACE"):
            calls.append([index, 0])
        elif token.kind in ("RPAR", "RBRACE") and calls:
            calls.pop()
        elif token.kind == "COMMA" and calls:
            calls[-1][1] += 1
    while calls:
        index, argument = calls.pop()
        before = layout.tokens[index - 1] if index else None
        if layout.tokens[index].kind == "LPAR" and before is not None and before.text[:1].isalpha():
            return Called(before.text, argument)
    return None


class Form(NamedTuple):
    """How a call is written, each argument of it, and what it means."""

    parts: tuple[str, ...]
    word: str
    said: str


def forms(word: str) -> list[Form]:
    """How a word of the language is called."""
    found = []
    for operator in WORDS.get(word, []):
        shown = re.findall(r"\{(\d)\*?\}", operator.form)
        if operator.form.startswith(f"{word}("):
            parts = tuple(operator.takes[int(k)].replace("*", ", ...") for k in shown)
            found.append(Form(parts, word, operator.documentation))
    for definition in prelude().named(word):
        parts = tuple(f"{variable.sort.kind} {variable.name}" for variable in definition.written)
        found.append(Form(parts, word, definition.documentation))
    return found


def bound(theory: tree.Theory) -> Iterator[tuple[tree.Name, str]]:
    """The variables that `forall`, `exists`, `find` and `such that` bind, and of which kind they are."""
    pending: list[tree.Node] = [theory]
    while pending:
        node = pending.pop()
        pending += _children(node)
        pairs = node.bindings if isinstance(node, tree.Find) else ()
        if isinstance(node, tree.Quantified | tree.Selection):
            pairs = ((node.variable, node.domain),)
        for name, domain in pairs:
            made = WORDS.get(domain.function, []) if isinstance(domain, tree.Call) else []
            kinds = dict.fromkeys(
                VALUES[operator.name].removeprefix("graded ").removeprefix("natural ")
                for operator in made
                if operator.kind == "domain"
            )
            if kinds:
                yield name, " or ".join(kinds)
