"""`catproof fmt`: theory files in canonical form."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import NOT_OK, OK, WRONG_INPUT, stdin

if TYPE_CHECKING:
    import argparse

    from catproof.diagnostic import Diagnostic


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `fmt`."""
    parser.add_argument(
        "paths", nargs="+", metavar="FILE|FOLDER", help="files to rewrite; - reads standard input and prints"
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 if a file is not in canonical form"
    )
    parser.add_argument(
        "--diff", action="store_true", help="change nothing; print what would change, and exit 1 if anything would"
    )
    arguments.exclude(parser)


def run(given: argparse.Namespace) -> int:
    """Run the command, and give the exit status."""
    from catproof.report.formatting import Formatted, format_file
    from catproof.report.terminal import Painter, one_line, verbatim
    from catproof.report.text import show_error

    status, only = OK, given.check or given.diff
    for path, found, errors in _files(given.paths, given.exclude):
        done = Formatted(errors, []) if errors else format_file(path, only, stdin(), given.diff, found)
        for error in done.errors:
            print(show_error(error, done.lines, Painter(sys.stderr)), file=sys.stderr)
            status = WRONG_INPUT
        if done.text is not None:
            verbatim(done.text)
        if done.diff:
            print(done.diff)
        if done.changed and only:
            print(f"{one_line(path)} is not in canonical form", file=sys.stderr)
            status = max(status, NOT_OK)
    return status


def _files(paths: Sequence[str], exclude: Sequence[str]) -> Iterator[tuple[str, bool, list[Diagnostic]]]:
    """The files, those of folders in their place, and whether they were found there; or what is wrong with a folder."""
    from catproof.diagnostic import InputError
    from catproof.running.loading import theory_files

    for given in paths:
        try:
            yield from ((path, path != given, []) for path in list(theory_files([given], exclude)))
        except InputError as error:
            yield given, True, error.diagnostics
