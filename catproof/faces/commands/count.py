"""`catproof count`: the size of a domain."""

from __future__ import annotations

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

    from catproof.faces.commands.errors import print_answer_errors
    from catproof.running.counting import count

    start = time.perf_counter()
    found = count(given.domain, given.file, options_of(given), stdin())
    if print_answer_errors(found):
        return WRONG_INPUT
    if found.value is None:
        say(f"unknown: {found.limit}")
        return UNKNOWN
    if given.json:
        import json

        print(json.dumps({"count": found.value, "seconds": round(time.perf_counter() - start, 6)}))
    else:
        print(found.value)
    return OK
