"""`catproof verify`: re-check certificates with the kernel alone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import NOT_OK, OK, WRONG_INPUT, options_of, stdin

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `verify`."""
    parser.add_argument("paths", nargs="+", metavar="CERTIFICATE", help="files; - reads standard input")
    parser.add_argument("--theory", metavar="FILE", help="the certificates must be about statements of this theory")
    parser.add_argument("--strict", action="store_true", help="exit 3 where something is left to trust")
    arguments.add_bounds(parser.add_argument, "for each certificate")


def run(given: argparse.Namespace) -> int:
    """Run the command, and give the exit status."""
    from catproof.report.verification import verify_file

    options, statuses = options_of(given), []
    theory = None
    if given.theory is not None:
        from catproof.diagnostic import InputError
        from catproof.elaborate.loader import Loader

        try:
            theory = Loader(options).file(given.theory)
        except InputError as error:
            for each in error.diagnostics:
                print(f"{each.path}: error[{each.code}]: {each.message}", file=sys.stderr)
            return WRONG_INPUT
    for path in given.paths:
        outcome = verify_file(path, options, theory, given.strict, stdin())
        print(outcome.text, file=sys.stdout if outcome.status == OK else sys.stderr)
        statuses.append(outcome.status)
    return WRONG_INPUT if WRONG_INPUT in statuses else NOT_OK if NOT_OK in statuses else max(statuses)
