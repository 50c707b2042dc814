"""A run over theory files: loaded, proved, reported."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import BinaryIO, NamedTuple

from catproof import __version__
from catproof.claims.numbers import Count
from catproof.core.limits import LimitReached
from catproof.deadline import TimedOut, deadline
from catproof.diagnostic import NOWHERE, Diagnostic, InputError
from catproof.elaborate.loader import Loader
from catproof.elaborate.scope import Wrong
from catproof.elaborate.terms import Terms
from catproof.elaborate.theory import Elaborated
from catproof.options import Options
from catproof.prover import Verdict, prove
from catproof.report.report import FileReport, Report
from catproof.syntax import tree
from catproof.syntax.parser import parse
from catproof.syntax.source import decode

Watcher = Callable[[str, Verdict], None]
"""Is told each verdict as it is found, with the path of its file."""


def theory_files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[str]:
    """The theory files named, folders replaced by the `*.cat` files in and below them, sorted. `-` stays.

    Raises `InputError` for a folder without theory files.
    """
    for given in paths:
        path = os.fspath(given)
        if path != "-" and Path(path).is_dir():
            found = sorted(str(p) for p in Path(path).rglob("*.cat"))
            if not found:
                raise InputError([Diagnostic(path, NOWHERE, "the folder has no theory files (*.cat)", "")])
            yield from found
        else:
            yield path


def check_paths(paths: Iterable[str | os.PathLike[str]], options: Options, watcher: Watcher | None = None) -> Report:
    """Run every statement of the theory files. Errors of the input are in the report.

    Raises `InternalError` when engines disagree or the kernel rejects a certificate.
    """
    loader = Loader(options)
    files = []
    for given in paths:
        try:
            for path in theory_files([given]):
                files.append(_check_file(path, loader, options, watcher))
        except InputError as error:
            files.append(FileReport(os.fspath(given), error.diagnostics, [], [], {}))
    return Report(__version__, files)


def check_text(text: str, path: str, options: Options, watcher: Watcher | None = None) -> Report:
    """Run every statement of a theory given as text; `path` is what messages call it."""
    found = Loader(options).text(text, path)
    return Report(__version__, [_verdicts(found, path, text.split("\n"), options, watcher)])


def _check_file(path: str, loader: Loader, options: Options, watcher: Watcher | None) -> FileReport:
    found = loader.file(path)
    return _verdicts(found, path, found.lines, options, watcher)


def _verdicts(found: Elaborated, path: str, lines: list[str], options: Options, watcher: Watcher | None) -> FileReport:
    errors = list(found.diagnostics)
    verdicts = []
    for statement in found.statements:
        if not fnmatchcase(statement.name, options.name):
            continue
        verdict = prove(statement, path, options, __version__)
        if verdict.error is not None:
            errors.append(verdict.error)
        verdicts.append(verdict)
        if watcher is not None:
            watcher(path, verdict)
    errors.sort(key=lambda d: (d.span.line, d.span.column))
    return FileReport(path, errors, verdicts, lines, {})


def report_on(paths: Iterable[str], options: Options, watcher: Watcher | None, stdin: BinaryIO) -> Report:
    """`check_paths` where `-` stands for a theory on standard input."""
    files: list[FileReport] = []
    for path in paths:
        if path != "-":
            files += check_paths([path], options, watcher).files
            continue
        try:
            text = decode(stdin.read(), "<stdin>")
        except InputError as error:
            files.append(FileReport("<stdin>", error.diagnostics, [], [], {}))
        else:
            files += check_text(text, "<stdin>", options, watcher).files
    return Report(__version__, files)


class Counted(NamedTuple):
    """The answer to `count`: a number, or errors, or the limit that was met."""

    number: int | None
    errors: list[Diagnostic]
    lines: list[str]
    limit: str = ""


def count(domain: str, file: str | None, options: Options) -> Counted:
    """The size of a domain written as in a theory file, with the names that `file` declares."""
    loader = Loader(options)
    try:
        found = loader.file(file) if file is not None else loader.text("", "<nothing>")
    except InputError as error:
        return Counted(None, error.diagnostics, [])
    if found.diagnostics:
        return Counted(None, found.diagnostics, found.lines)
    parsed = parse(f"ask count({domain}) = 0", "DOMAIN")
    lines = [domain]

    def placed(error: Diagnostic) -> Diagnostic:
        before = len("ask count(")
        span = error.span._replace(column=error.span.column - before, end_column=error.span.end_column - before)
        return error._replace(path="DOMAIN", span=span)

    statement = parsed.theory.items[0] if parsed.theory.items else None
    prop = statement.prop if isinstance(statement, tree.Statement) else None
    if parsed.diagnostics or not isinstance(prop, tree.Comparison):
        errors = parsed.diagnostics or [Diagnostic("DOMAIN", NOWHERE, "this is not a domain", "")]
        return Counted(None, [placed(e) for e in errors], lines)
    try:
        with deadline(options.timeout):
            number = Terms(found.scope, options.limit).number(prop.left)
            return Counted(number.find()[0] if isinstance(number, Count) else None, [], lines)
    except Wrong as wrong:
        return Counted(None, [placed(Diagnostic("DOMAIN", wrong.span, wrong.message, wrong.hint))], lines)
    except LimitReached as limit:
        return Counted(None, [], lines, f"{limit} (raise it with {limit.remedy})")
    except TimedOut:
        return Counted(
            None, [], lines, f"the time limit of {options.timeout:g} s was reached (raise it with --timeout)"
        )
