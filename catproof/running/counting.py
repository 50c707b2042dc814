"""`catproof count`: the size of a domain."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple

from catproof.core import cache
from catproof.core.characters import lines_of
from catproof.core.deadline import Exceeded
from catproof.core.limits import LimitReached
from catproof.decide.numbers import Count
from catproof.diagnostic import NOWHERE, Diagnostic, InputError
from catproof.elaborate.loader import Loader
from catproof.elaborate.scope import Wrong
from catproof.elaborate.terms import Terms
from catproof.options import Options
from catproof.running.loading import read
from catproof.syntax import tree
from catproof.syntax.parser import parse
from catproof.syntax.source import decode


class Counted(NamedTuple):
    """The answer to `count`: a number, or errors, or the limit that was met."""

    number: int | None
    errors: list[Diagnostic]
    lines: list[str]
    limit: str = ""


def count(domain: str, file: str | None, options: Options, stdin: BinaryIO | None = None) -> Counted:
    """The size of a domain written as in a theory file, with the names that `file` declares."""
    loader = Loader(options)
    try:
        if file is None:
            found = loader.text("", "<nothing>")
        elif file == "-" and stdin is not None:
            found = read(loader, stdin)
        else:
            found = loader.file(file)
    except InputError as error:
        return Counted(None, error.diagnostics, [])
    if found.diagnostics:
        return Counted(None, found.diagnostics, found.lines)
    before = "ask count("
    lines = lines_of(domain)

    def placed(error: Diagnostic) -> Diagnostic:
        span = error.span
        start = span.column - len(before) if span.line == 1 else span.column
        end = span.end_column - len(before) if span.end_line == 1 else span.end_column
        last = len(lines[span.line - 1]) + 1 if span.line <= len(lines) else 1
        within = span._replace(column=min(max(1, start), last), end_column=min(max(1, end), last + 1))
        return error._replace(path="DOMAIN", span=within)

    try:
        text = decode(f"{before}{domain}) = 0".encode("utf-8", "surrogateescape"), "DOMAIN")
    except InputError as error:
        return Counted(None, [placed(e) for e in error.diagnostics], lines)
    parsed = parse(text, "DOMAIN")
    statement = parsed.theory.items[0] if len(parsed.theory.items) == 1 else None
    prop = statement.prop if isinstance(statement, tree.Statement) else None
    if parsed.diagnostics or not isinstance(prop, tree.Comparison):
        errors = parsed.diagnostics or [Diagnostic("DOMAIN", NOWHERE, "this is not a domain", "")]
        return Counted(None, [placed(e) for e in errors], lines)
    try:
        with cache.used(options.cache), options.bounded():
            terms = Terms(found.scope, options.limit)
            number = terms.builder.number(terms.resolver().number(prop.left), terms.builder.root)
            return Counted(number.find()[0] if isinstance(number, Count) else None, [], lines)
    except Wrong as wrong:
        return Counted(None, [placed(Diagnostic("DOMAIN", wrong.span, wrong.message, wrong.hint))], lines)
    except LimitReached as limit:
        return Counted(None, [], lines, limit.told)
    except Exceeded as met:
        return Counted(None, [], lines, str(met))
