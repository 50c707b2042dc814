"""`catproof export FILE... --to coq|smtlib|tptp`: statements, or the general theorems, as files for provers."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import options_of, refuse, stdin, unmatched
from catproof.faces.commands import prove
from catproof.report.terminal import Painter, one_line, say, set_encoding, verbatim

if TYPE_CHECKING:
    import argparse

    from catproof.bridge.export import Exported


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `export`."""
    parser.add_argument(
        "paths", nargs="*", metavar="FILE|FOLDER", help="theory files or folders; - reads standard input"
    )
    languages = ("coq", "smtlib", "tptp")
    parser.add_argument("--to", choices=languages, default="coq", help="the language to write (default: coq)")
    parser.add_argument("--general", action="store_true", help="the general theorems, instead of theory files")
    parser.add_argument("-o", "--output", metavar="FOLDER", help="where to write one file a statement (default: print)")
    parser.add_argument("--check", action="store_true", help="have coqc, or the solvers there are, check each file")
    parser.add_argument("--chk", action="store_true", help="and coqchk, all anew, Coq's own library with it (a minute)")
    parser.add_argument("--name", metavar="GLOB", default="*", help="only statements whose names match")
    parser.add_argument("--json", action="store_true", help="print a report as JSON, and nothing else")
    arguments.proving(parser)
    arguments.exclude(parser)
    parser.add_argument(
        "--jobs", type=arguments.jobs, metavar="N|auto", default=None, help="coqc at a time (default: all)"
    )


def run(given: argparse.Namespace) -> int:
    """Write, print or check, and give the exit status of `ExportReport`."""
    if given.general or given.to == "tptp":
        if given.to == "coq":
            return refuse("for Coq the general theorems are a library: `catproof prove` has it checked")
        if given.paths:
            return refuse("the general theorems are about no theory file: leave out the files")
        return prove.export(given)
    if not given.paths:
        return refuse("name theory files to export, or --general")
    if given.chk and (given.to != "coq" or not given.check):
        return refuse("--chk goes with --check, for Coq")
    return _statements(given)


def _statements(given: argparse.Namespace) -> int:
    from catproof.bridge.coqc import Coq, CoqError
    from catproof.bridge.export import ExportReport, export_all, folder_for
    from catproof.bridge.solvers import Solvers
    from catproof.report.text import show_error, show_unbuilt
    from catproof.running.loading import load_all

    paint = Painter(sys.stdout)
    shown = given.output is None and not given.check and not given.json  # then the text itself is what is printed
    try:
        checker = None if not given.check else Coq.find(given.chk) if given.to == "coq" else Solvers.find()
        options = options_of(given)
        theories = list(load_all(given.paths, options, stdin()))
        prover = checker.told if isinstance(checker, Coq) else checker.versions if checker else ""
        done: list[Exported] = []
        with folder_for(given.output) as folder:
            for each in export_all(theories, options, given.to, folder, checker, given.jobs or os.cpu_count() or 1):
                if given.output is None:
                    each = each._replace(file="")
                if shown and each.text:
                    verbatim(each.text)
                elif not given.json:
                    if not shown and (not done or done[-1].path != each.path):
                        print(paint(each.path, "bold"))
                    print(_told(each, prover), file=sys.stderr if shown else sys.stdout, flush=True)
                done.append(each)
    except CoqError as error:
        return refuse(str(error))
    report = ExportReport(theories, done, given.to, prover, options.name)
    if report.unmatched is not None:
        say(unmatched(report.unmatched))
    if given.json:
        set_encoding(sys.stdout, "utf-8")
        print(report.to_json())
        return report.exit_status
    for theory in theories:
        for found in report.errors[theory.path]:
            print(show_error(found, theory.lines, Painter(sys.stderr)), file=sys.stderr)
        for unbuilt in theory.unbuilt:
            print(show_unbuilt(theory.path, unbuilt, Painter(sys.stderr)), file=sys.stderr)
    if not shown:
        kinds = ("checked", "rejected", "timed out", "written", "not exportable", "skipped")
        counts = {kind: sum(each.status == kind for each in done) for kind in kinds}
        print(", ".join(f"{n} {status}" for status, n in counts.items() if n) or "nothing to export")
    return report.exit_status


def _told(each: Exported, prover: str) -> str:
    """A line on what became of a statement."""
    by = {"checked": f"checked by {prover}", "rejected": f"rejected by {prover}", "written": f"written to {each.file}"}
    text = by.get(each.status, each.status)
    return one_line(f"  {each.statement.name}: {text}" + (f": {each.reason}" if each.reason else ""))
