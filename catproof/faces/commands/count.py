"""`catproof count`: the size of a domain."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import OK, UNKNOWN, WRONG_INPUT, options_of, stdin
from catproof.report.terminal import say

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `count`."""
    parser.add_argument("domain", metavar="DOMAIN")
    parser.add_argument("file", nargs="?", metavar="FILE", help="the theory file whose names the domain uses")
    parser.add_argument("--json", action="store_true")
    arguments.limits(parser)


def run(given: argparse.Namespace) -> int:
    """Run the command, and give the exit status."""
    import time

    from catproof.report.terminal import Painter
    from catproof.report.text import show_error
    from catproof.running.counting import count

    start = time.perf_counter()
    found = count(given.domain, given.file, options_of(given), stdin())
    for error in found.errors:
        print(show_error(error, found.lines, Painter(sys.stderr)), file=sys.stderr)
    if found.errors:
        return WRONG_INPUT
    if found.number is None:
        say(f"unknown: {found.limit}")
        return UNKNOWN
    if given.json:
        import json

        print(json.dumps({"count": found.number, "seconds": round(time.perf_counter() - start, 6)}))
    else:
        print(found.number)
    return OK
