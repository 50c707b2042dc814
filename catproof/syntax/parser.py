"""Theory files to syntax trees: `parse` for a text, `read_theory` for the text of a file."""

from __future__ import annotations

from typing import NamedTuple

from catproof.core.characters import lines_of
from catproof.diagnostic import Diagnostic, Span
from catproof.syntax import tables, tree
from catproof.syntax.automaton import Automaton
from catproof.syntax.builder import Builder, unquote
from catproof.syntax.layout import lay_out
from catproof.syntax.lexer import RESERVED, Comment, Token
from catproof.syntax.source import read_theory, unreadable

MOST_ERRORS = 100
"""So many errors of one file are reported."""

__all__ = ["Parsed", "ParsedTerm", "parse", "parse_term", "read_theory"]


_NAMELESS = tree.Import | tree.Statement | tree.Find | tree.TasksDecl


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
    if refused := unreadable(text):
        message, hint, span = refused
        return Parsed(tree.Theory(()), (), [Diagnostic("E101", path, span, message, hint)], {})
    layout = lay_out(text)
    builder = Builder()
    automaton = Automaton(tables.load(), layout.tokens, layout.heads, builder)
    problems = list(layout.problems)
    broken: dict[str, Span] = {}
    above: Token | None = None
    guessed: set[tuple[int, ...]] = set()
    end = len(layout.tokens) - 1
    low = 0
    while failure := automaton.run(low, end):
        # Imported when something is wrong: most files are right, and every start of the program counts.
        from catproof.syntax import errors

        builder.drop_item()
        forgotten = errors.forgotten_item(failure, automaton)
        if forgotten is not None:
            # A line that is no part of the item before it was read as one; that item may be right.
            automaton.heads.add(forgotten)
            complete = layout.tokens[failure.start]
            failure = automaton.run(failure.start, forgotten)
            builder.drop_item()
            above = None if failure else complete
        if failure:
            problems += errors.diagnose(failure, automaton, above)
            above = None
            start = failure.start
            if start == failure.at and (meant := errors.as_meant(layout.tokens[start])):
                # Read on as if the keyword were right, for what else may be wrong; the item does not count.
                layout.tokens[start] = meant
                automaton.heads.add(start)
                guessed.add(meant.span[:2])
                low = start
                continue
            if layout.tokens[failure.at].kind in ("RBRACE", "RPAR") and automaton.completes(start, failure.at):
                # One bracket too many after an item does not make the item wrong.
                automaton.run(start, failure.at)
            else:
                if errors.declares(layout.tokens, start):
                    _note_broken(layout.tokens, start, broken)
            low = errors.next_item(layout, max(failure.at, start + 1))
        if forgotten is not None:
            low = forgotten
    items = [item for item in builder.items if item.span[:2] not in guessed]
    for item in builder.items:
        if item.span[:2] in guessed and not isinstance(item, _NAMELESS):
            broken.setdefault(item.name.text, item.name.span)
    problems += builder.problems
    problems.sort(key=lambda problem: problem.span)
    last = layout.tokens[-1]
    theory = tree.Theory(tuple(items), span=Span(1, 1, last.line, last.column))
    diagnostics = [Diagnostic(p.code, path, p.span, p.message, p.hint) for p in problems]
    if len(diagnostics) > MOST_ERRORS:
        rest = f"{len(diagnostics) - MOST_ERRORS} more errors follow"
        diagnostics[MOST_ERRORS:] = [Diagnostic("E100", path, diagnostics[MOST_ERRORS].span, rest)]
    return Parsed(theory, layout.comments, diagnostics, {**broken, **builder.broken})


class ParsedTerm(NamedTuple):
    """A text that is one term; None, with what is wrong, where it is none. Places are those in the text."""

    text: str
    term: tree.Term | None
    diagnostics: list[Diagnostic]

    def placed(self, span: Span) -> Span:
        """Where in the text a part of the term is."""
        lines = lines_of(self.text)
        end = (len(lines), len(lines[-1]) + 1)

        def at(line: int, column: int) -> tuple[int, int]:
            return min((line, max(1, column - len(_BEFORE_TERM) * (line == 1))), end)

        return Span(*at(span.line, span.column), *at(span.end_line, span.end_column))


_BEFORE_TERM = "ask size("


def parse_term(text: str, path: str) -> ParsedTerm:
    """Read a text that is one term, such as `arrows(C, a, b)`: what the size is asked of in a theory of one line."""
    if refused := unreadable(text):
        message, hint, span = refused
        return ParsedTerm(text, None, [Diagnostic("E101", path, span, message, hint)])
    parsed = parse(f"{_BEFORE_TERM}{text}\n) = 0", path)
    items = parsed.theory.items
    prop = items[0].prop if len(items) == 1 and isinstance(items[0], tree.Statement) else None
    call = prop.left if isinstance(prop, tree.Comparison) and prop.right == tree.Integer(0) else None
    if not parsed.diagnostics and isinstance(call, tree.Call) and call.function == "size" and len(call.arguments) == 1:
        (term,) = call.arguments
        if not isinstance(term, tree.Bound | tree.Share | tree.Option):
            return ParsedTerm(text, term, [])
    found = ParsedTerm(text, None, [])
    wrong = parsed.diagnostics or [Diagnostic("E115", path, Span(1, 1, 1, 1), "this is not one expression", "")]
    return found._replace(diagnostics=[error._replace(span=found.placed(error.span)) for error in wrong])


def _note_broken(tokens: list[Token], start: int, broken: dict[str, Span]) -> None:
    """Record the name that an unreadable item would have declared: what comes after its first word."""
    name = tokens[start + 1] if start + 1 < len(tokens) else tokens[start]
    if name.kind in RESERVED:
        return
    if name.kind == "STRING":
        broken.setdefault(unquote(name.text), name.span)
    elif name.text[:1].isalpha() or name.text[:1] == "_":
        broken.setdefault(name.text, name.span)
