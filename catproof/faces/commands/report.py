"""`catproof report FILE... -o report.html`: verdicts, reasons and pictures as one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import options_of, stdin, unmatched
from catproof.report.terminal import one_line, say, verbatim

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `report`."""
    parser.add_argument(
        "paths", nargs="+", metavar="FILE|FOLDER", help="theory files or folders; - reads standard input"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE.html", help="where to write the page (default: standard output)"
    )
    parser.add_argument("--name", metavar="GLOB", default="*", help="only statements whose names match")
    arguments.proving(parser)
    arguments.exclude(parser)


def run(given: argparse.Namespace) -> int:
    """Prove the statements, write the page, and give the exit status of `check`."""
    import time

    from catproof.files.writing import write
    from catproof.report.page import page
    from catproof.report.text import summary
    from catproof.running.loading import load_all
    from catproof.running.run import run as prove_all

    start = time.perf_counter()
    options = options_of(given)._replace(kept=False)  # the pictures are of what decides
    report = prove_all(load_all(given.paths, options, stdin()), options)
    if report.unmatched is not None:
        say(unmatched(report.unmatched))
    said: dict[str, None] = {}
    made = page(report, lambda line: said.update({line: None}))
    for line in said:
        say(line)
    if given.output is None:
        verbatim(made)
        return report.exit_status
    write(given.output, made)
    print(f"{summary(report, time.perf_counter() - start)}\n{one_line(given.output)}")
    return report.exit_status
