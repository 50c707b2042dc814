"""`catproof report FILE... -o report.html`: verdicts, reasons and pictures as one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from catproof.report.terminal import one_line, say, verbatim

if TYPE_CHECKING:
    import argparse

    from catproof.options import Options


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `report`, those about engines and limits apart."""
    parser.add_argument(
        "paths", nargs="+", metavar="FILE|FOLDER", help="theory files or folders; - reads standard input"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE.html", help="where to write the page (default: standard output)"
    )
    parser.add_argument("--name", metavar="GLOB", default="*", help="only statements whose names match")


def run(given: argparse.Namespace, options: Options, stdin: BinaryIO) -> int:
    """Prove the statements, write the page, and give the exit status of `check`."""
    import time

    from catproof.files.writing import write
    from catproof.report.page import page
    from catproof.report.text import summary
    from catproof.run import load_all
    from catproof.run import run as prove_all

    start = time.perf_counter()
    report = prove_all(load_all(given.paths, options, stdin), options)
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
