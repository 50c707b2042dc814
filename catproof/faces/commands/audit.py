"""`catproof audit`: what prompts the tasks of a theory file need."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import options_of, stdin
from catproof.report.terminal import set_encoding

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `audit`."""
    parser.add_argument("file", metavar="FILE", help="a theory file; - reads standard input")
    parser.add_argument("--tasks", metavar="GLOB", default="*", help="only tasks whose names match")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON, and nothing else")
    form.add_argument("--csv", action="store_true", help="print CSV, and nothing else")
    parser.add_argument(
        "--near", type=arguments.positive, metavar="K", default=0,
        help="name the K closest representables of a task that has none",
    )  # fmt: skip
    parser.add_argument(
        "--by", choices=("distance", "missing", "jaccard", "f1"), default="distance",
        help="what the closest ones are close by: how many elements are missing or extra (the default), missing alone, "
        "or the Jaccard index or F1 of both",
    )  # fmt: skip
    parser.add_argument("--among", metavar="GLOB", default="*", help="only prompts whose names match are close")
    parser.add_argument(
        "--cover", type=arguments.positive, metavar="K", default=0,
        help="name the K prompts that reach most of a task that needs several, one after the other",
    )  # fmt: skip
    arguments.limits(parser)
    arguments.check_limit(parser)


def run(given: argparse.Namespace) -> int:
    """Run the command, and give the exit status."""
    import time

    from catproof.report.audit import as_csv, as_json, as_table
    from catproof.report.progress import Progress
    from catproof.report.terminal import Painter
    from catproof.report.text import show_error, show_note, show_unbuilt
    from catproof.running.audit import Wanted, audited

    start = time.perf_counter()
    with Progress(sys.stderr) as progress:
        wanted = Wanted(given.near, given.by, given.among, given.cover)
        found = audited(given.file, options_of(given), given.tasks, wanted, stdin(), progress.tell)
    for error in found.errors if not given.json else ():
        print(show_error(error, found.lines, Painter(sys.stderr)), file=sys.stderr)
    for each in found.unbuilt if not given.json else ():
        print(show_unbuilt(found.path, each, Painter(sys.stderr)), file=sys.stderr)
    for line, text in found.notes if not given.json else ():
        print(show_note(found.path, line, text), file=sys.stderr)
    set_encoding(sys.stdout, "utf-8")
    if given.json:
        print(as_json(found))
    elif given.csv:
        print(as_csv(found), end="")
    elif found.entries or not found.errors:
        print(as_table(found, Painter(sys.stdout), time.perf_counter() - start))
    return found.exit_status
