"""Theory files to syntax trees: `parse` for a text, `read_theory` for the text of a file."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from catproof.diagnostic import Diagnostic, Span
from catproof.syntax import tables, tree
from catproof.syntax.automaton import Automaton
from catproof.syntax.builder import Builder, unquote
from catproof.syntax.layout import Layout, lay_out
from catproof.syntax.lexer import Comment
from catproof.syntax.source import read_theory

__all__ = ["Parsed", "parse", "read_theory"]


class Parsed(NamedTuple):
    """A theory file, read as far as it can be read."""

    theory: tree.Theory
    """The items that are written correctly, in order."""
    comments: tuple[Comment, ...]
    diagnostics: list[Diagnostic]
    """What is wrong, in the order of the text; empty if nothing is."""
    broken: dict[str, Span]
    """The names that broken declarations would have declared, and where."""


def parse(text: str, path: str) -> Parsed:
    """Read a theory file. All errors are reported, at most one an item; reading goes on at the next item."""
    layout = lay_out(text)
    builder = Builder()
    automaton = Automaton(tables.load(), layout.tokens, layout.heads, builder)
    problems = list(layout.problems)
    end = len(layout.tokens) - 1
    low = 0
    while low < end:
        failure = automaton.run(low, end)
        if failure is None:
            break
        problems.append(_p(failure, layout))
        low = _next_head(layout, max(failure.index, failure.start + 1))
    problems += builder.problems
    problems.sort(key=lambda problem: problem.span)
    last = layout.tokens[-1]
    theory = tree.Theory(tuple(builder.items), span=Span(1, 1, last.line, last.column))
    diagnostics = [Diagnostic(path, *problem) for problem in problems]
    return Parsed(theory, layout.comments, diagnostics, {})


def _next_head(layout: Layout, index: int) -> int:
    """The first word at or after `index` that begins an item of the file, or the end."""
    where = bisect_left(layout.heads, index)
    return layout.heads[where] if where < len(layout.heads) else len(layout.tokens) - 1


def _p(failure, layout):
    from catproof.syntax.lexer import Problem
    t = layout.tokens[failure.index]
    return Problem(t.span, f"unexpected `{t.text}`")
