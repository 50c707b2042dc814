"""`catproof fmt`: theory files in canonical form."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from catproof.faces.arguments import NOT_OK, OK, WRONG_INPUT, stdin

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `fmt`."""
    parser.add_argument("paths", nargs="+", metavar="FILE", help="files to rewrite; - reads standard input and prints")
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 if a file is not in canonical form"
    )


def run(given: argparse.Namespace) -> int:
    """Run the command, and give the exit status."""
    from catproof.report.formatting import format_file
    from catproof.report.terminal import Painter, one_line, verbatim
    from catproof.report.text import show_error

    status = OK
    for path in given.paths:
        done = format_file(path, given.check, stdin())
        for error in done.errors:
            print(show_error(error, done.lines, Painter(sys.stderr)), file=sys.stderr)
            status = WRONG_INPUT
        if done.text is not None:
            verbatim(done.text)
        if done.changed and given.check:
            print(f"{one_line(path)} is not in canonical form", file=sys.stderr)
            status = max(status, NOT_OK)
    return status
