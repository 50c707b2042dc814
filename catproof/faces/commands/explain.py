"""`catproof explain`: a verdict as an argument to follow by hand."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import options_of, refuse, stdin
from catproof.faces.commands.errors import print_errors

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `explain`."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("name", nargs="?", metavar="NAME", help="the statement; without it, all of the file")
    arguments.proving(parser)


def run(given: argparse.Namespace) -> int:
    """Run the command, and give the exit status."""
    from glob import escape

    from catproof.report.explain import explain
    from catproof.running.loading import load_all
    from catproof.running.run import run

    options = options_of(given)
    if given.name is not None:
        options = options._replace(name=escape(given.name))
    theories = list(load_all([given.file], options, stdin()))
    report = run(theories, options)
    print_errors(report, sys.stderr)
    read = all(each.kind for file in report.files for each in file.unbuilt)
    if given.name is not None and read and not report.errors and not any(report.verdicts):
        known = ", ".join(s.name for theory in theories for s in theory.statements) or "none"
        return refuse(f"{given.file} has no statement {given.name}; there are: {known}")
    print("\n\n".join(explain(verdict) for verdict in report.verdicts))
    return report.exit_status
