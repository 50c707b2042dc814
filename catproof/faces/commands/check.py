"""`catproof check`: run every statement of theory files."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import options_of, refuse, stdin, unmatched
from catproof.faces.commands.errors import print_errors
from catproof.report.terminal import say, set_encoding

if TYPE_CHECKING:
    import argparse
    from typing import TextIO

    from catproof.running.report import Report


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `check`."""
    from catproof.options import FORMATS

    parser.add_argument(
        "paths", nargs="+", metavar="FILE|FOLDER", help="theory files or folders; - reads standard input"
    )
    arguments.proving(parser)
    arguments.exclude(parser)
    parser.add_argument("--name", metavar="GLOB", default="*", help="only statements whose names match")
    workers = parser.add_mutually_exclusive_group()
    workers.add_argument(
        "--jobs", type=arguments.jobs, metavar="N|auto", default=1, help="processes to use (default: 1)"
    )
    workers.add_argument("--cluster", metavar="ADDRESS", help="use the workers of the Dask scheduler at this address")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print the report (default: text)")
    parser.add_argument(
        "--json", action="store_const", dest="format", const="json", help="print the report as JSON, and nothing else"
    )
    parser.add_argument("--certificates", metavar="FOLDER", help="write the certificate of each verdict there")
    parser.add_argument("--quiet", action="store_true", help="print only what is not ok")
    parser.add_argument("--watch", action="store_true", help="run again whenever a file has changed, until Ctrl-C")


def run(given: argparse.Namespace) -> int:
    """Run the command, and give the exit status."""
    if not given.watch:
        return _check_once(given)
    if "-" in given.paths:
        return refuse("standard input cannot be watched; name files or folders")
    from catproof.faces.watch import stamps, wait

    while True:
        before = stamps(
            given.paths, given.allow_path, given.exclude
        )  # what changes while statements are decided has changed
        _check_once(given)
        number = f"{len(before)} file{'' if len(before) == 1 else 's'}"
        say(f"watching {number}; Ctrl-C ends")
        sys.stdout.flush()
        wait(given.paths, before, given.exclude)


def _check_once(given: argparse.Namespace) -> int:
    import time

    from catproof.report.certificates import make_folder, write_certificates
    from catproof.report.formats import render
    from catproof.report.live import can_show, reading, shown
    from catproof.report.terminal import Painter
    from catproof.report.text import show_verdict, summary
    from catproof.running.loading import load_all
    from catproof.running.monitor import unseen
    from catproof.running.run import run
    from catproof.running.verdict import Verdict

    start = time.perf_counter()
    if given.certificates is not None:
        make_folder(given.certificates)
    paint = Painter(sys.stdout)
    last: list[str] = []

    def watcher(path: str, verdict: Verdict) -> None:
        if given.format != "text" or (given.quiet and verdict.ok):
            return
        if last[-1:] != [path]:
            last.append(path)
            print(paint(path, "bold"))
        print(show_verdict(verdict, paint), flush=True)

    options = options_of(given)
    visible = given.format == "text" and can_show(sys.stderr) and not _is_pipe(sys.stdout)
    monitor = shown if visible else unseen
    theories = load_all(given.paths, options, stdin(), recall=True)
    report = run(reading(theories) if visible else theories, options, watcher, given.jobs, monitor, given.cluster)
    if given.certificates is not None:
        report = write_certificates(report, given.certificates)
    if report.unmatched is not None:
        say(unmatched(report.unmatched))
    if given.format != "text":
        set_encoding(sys.stdout, "utf-8")
        print(render(report, given.format))
        return report.exit_status
    print_errors(report, sys.stdout)
    if not given.quiet:
        _print_notes(report)
    if not given.quiet or report.exit_status:
        print(summary(report, time.perf_counter() - start))
    return report.exit_status


def _is_pipe(stream: TextIO) -> bool:
    import stat

    try:
        return stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):  # a stand-in
        return True


def _print_notes(report: Report) -> None:
    from catproof.report.text import show_note

    for file in report.files:
        for line, text in file.notes:
            print(show_note(file.path, line, text))
