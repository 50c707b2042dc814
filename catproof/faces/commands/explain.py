"""`catproof explain`: a verdict as an argument to follow by hand, or what the code of an error means."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import OK, options_of, refuse, stdin
from catproof.faces.commands.errors import print_errors

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `explain`."""
    parser.add_argument("file", metavar="FILE|CODE")
    parser.add_argument("name", nargs="?", metavar="NAME", help="the statement; without it, all of the file")
    arguments.proving(parser)


def run(given: argparse.Namespace) -> int:
    """Run the command, and give the exit status."""
    from catproof.report.codes import FORM, kinds, told

    if FORM.fullmatch(given.file) and not Path(given.file).exists():
        kind = kinds().get(given.file)
        if kind is None or given.name is not None:
            what = f"{given.file} is a code, and has no statements" if kind else f"there is no code {given.file}"
            return refuse(f"{what}; there are: {', '.join(kinds())}" if kind is None else what)
        print(told(kind))
        return OK
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
