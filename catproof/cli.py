"""The command line. Options, streams and exit statuses; the mathematics is elsewhere.

Exit status: 0 every statement ok; 1 some statement not ok; 2 the input is wrong; 3 something is unknown; 70 an
internal error; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

from catproof import __version__

if TYPE_CHECKING:
    import argparse

    from catproof.options import Options

OK, WRONG_INPUT, INTERNAL, INTERRUPTED = 0, 2, 70, 130


def main(arguments: list[str] | None = None) -> int:
    """Run the command line with these arguments (those of the process, if None) and give the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    if given in (["--version"], ["-V"]):  # answered without importing anything
        print(f"catproof {__version__}")
        return OK
    try:
        options = _parser().parse_args(given)
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader of a pipe has gone, e.g. `catproof check ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED
    except KeyboardInterrupt:
        print("catproof: interrupted", file=sys.stderr)
        return INTERRUPTED
    except SystemExit as stop:  # argparse has said what is wrong
        return stop.code if isinstance(stop.code, int) else WRONG_INPUT
    except Exception as error:
        from catproof.prover import InternalError

        if os.environ.get("CATPROOF_DEBUG"):
            raise
        what = str(error) if isinstance(error, InternalError) else f"{type(error).__name__}: {error}"
        print(f"catproof: internal error: {what}", file=sys.stderr)
        print("Please report it, with the theory file. CATPROOF_DEBUG=1 shows where it happened.", file=sys.stderr)
        return INTERNAL


def _parser() -> argparse.ArgumentParser:
    import argparse

    parser = argparse.ArgumentParser(
        prog="catproof",
        description="Decides what prompting, tuning and transfer can do on finite categories, and proves it.",
    )
    parser.add_argument("-V", "--version", action="version", version=f"catproof {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    check = commands.add_parser("check", help="run every statement of theory files")
    check.add_argument(
        "paths", nargs="+", metavar="FILE|FOLDER", help="theory files or folders; - reads standard input"
    )
    _proving(check)
    check.add_argument("--json", action="store_true", help="print the report as JSON, and nothing else")
    check.add_argument("--certificates", metavar="FOLDER", help="write the certificate of each verdict there")
    check.add_argument("--quiet", action="store_true", help="print only what is not ok")
    check.set_defaults(run=_check)

    explain = commands.add_parser("explain", help="a verdict as an argument to follow by hand")
    explain.add_argument("file", metavar="FILE")
    explain.add_argument("name", nargs="?", metavar="NAME", help="the statement; without it, all of the file")
    _proving(explain)
    explain.set_defaults(run=_explain)

    fmt = commands.add_parser("fmt", help="put theory files into canonical form")
    fmt.add_argument("paths", nargs="+", metavar="FILE", help="files to rewrite; - reads standard input and prints")
    fmt.add_argument("--check", action="store_true", help="change nothing; exit 1 if a file is not in canonical form")
    fmt.set_defaults(run=_fmt)

    count = commands.add_parser("count", help="the size of a domain, e.g. 'arrows(C)'")
    count.add_argument("domain", metavar="DOMAIN")
    count.add_argument("file", nargs="?", metavar="FILE", help="the theory file whose names the domain uses")
    count.add_argument("--json", action="store_true")
    _limits(count)
    count.set_defaults(run=_count)

    verify = commands.add_parser("verify", help="re-check certificates with the kernel alone")
    verify.add_argument("paths", nargs="+", metavar="CERTIFICATE")
    verify.set_defaults(run=_verify)
    return parser


def _proving(parser: argparse.ArgumentParser) -> None:
    from catproof.options import ENGINES

    parser.add_argument("--engine", choices=ENGINES, default="auto", help="how to decide (default: auto)")
    parser.add_argument("--name", metavar="GLOB", default="*", help="only statements whose names match")
    parser.add_argument("--jobs", type=_positive, metavar="N", default=1, help="processes to use")
    _limits(parser)


def _limits(parser: argparse.ArgumentParser) -> None:
    from catproof.options import Options

    defaults = Options()
    parser.add_argument(
        "--timeout", type=_seconds, metavar="SECONDS", default=defaults.timeout,
        help=f"for each statement (default: {defaults.timeout:g})",
    )  # fmt: skip
    parser.add_argument(
        "--limit", type=_positive, metavar="N", default=defaults.limit,
        help=f"arrows an enumeration may reach (default: {defaults.limit})",
    )  # fmt: skip


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError
    return value


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise ValueError
    return value


_positive.__name__ = "positive number"
_seconds.__name__ = "number of seconds"


def _options(given: argparse.Namespace) -> Options:
    from catproof.options import Options

    return Options(getattr(given, "engine", "auto"), given.timeout, given.limit, getattr(given, "name", None) or "*")


# ---- check and explain --------------------------------------------------------------------------------


def _check(given: argparse.Namespace) -> int:
    import time

    from catproof.prover import Verdict
    from catproof.report.text import Painter, show_verdict, summary
    from catproof.run import report_on

    start = time.perf_counter()
    paint = Painter(sys.stdout)
    last: list[str] = []

    def watcher(path: str, verdict: Verdict) -> None:
        if given.json or (given.quiet and verdict.ok):
            return
        if last[-1:] != [path]:
            last.append(path)
            print(paint(path, "bold"))
        print(show_verdict(verdict, paint), flush=True)

    report = report_on(given.paths, _options(given), watcher, sys.stdin.buffer)
    if given.certificates:
        from catproof.report.certificates import write_certificates

        report = write_certificates(report, given.certificates)
    if given.json:
        print(report.to_json())
        return report.exit_status
    _print_errors(report, sys.stdout)
    if not given.quiet or not report.ok:
        print(summary(report, time.perf_counter() - start))
    return report.exit_status


def _print_errors(report: Any, stream: TextIO) -> None:
    from catproof.report.text import Painter, show_error

    paint = Painter(stream)
    for file in report.files:
        for error in file.errors:
            print(show_error(error, file.lines, paint), file=stream)


def _explain(given: argparse.Namespace) -> int:
    from catproof.report.explain import explain
    from catproof.run import report_on

    name, given.name = given.name, "*"
    report = report_on([given.file], _options(given), None, sys.stdin.buffer)
    chosen = [v for v in report.verdicts if name is None or v.statement.name == name]
    _print_errors(report, sys.stderr)
    if name is not None and not chosen and not report.errors:
        known = ", ".join(v.statement.name for v in report.verdicts)
        print(f"catproof: {given.file} has no statement {name}; there are: {known}", file=sys.stderr)
        return WRONG_INPUT
    print("\n\n".join(explain(verdict) for verdict in chosen))
    return report.exit_status


# ---- fmt, count, verify -------------------------------------------------------------------------------


def _fmt(given: argparse.Namespace) -> int:
    from catproof.report.formatting import format_file
    from catproof.report.text import Painter, show_error

    status = OK
    for path in given.paths:
        done = format_file(path, given.check, sys.stdin.buffer)
        for error in done.errors:
            print(show_error(error, done.lines, Painter(sys.stderr)), file=sys.stderr)
            status = WRONG_INPUT
        if done.text is not None:
            sys.stdout.write(done.text)
        if done.changed and given.check:
            print(f"{path} is not in canonical form", file=sys.stderr)
            status = max(status, 1)
    return status


def _count(given: argparse.Namespace) -> int:
    import time

    from catproof.report.text import Painter, show_error
    from catproof.run import count

    start = time.perf_counter()
    found = count(given.domain, given.file, _options(given))
    for error in found.errors:
        print(show_error(error, found.lines, Painter(sys.stderr)), file=sys.stderr)
    if found.errors:
        return WRONG_INPUT
    if found.number is None:
        print(f"catproof: unknown: {found.limit}", file=sys.stderr)
        return 3
    if given.json:
        import json

        print(json.dumps({"count": found.number, "seconds": round(time.perf_counter() - start, 6)}))
    else:
        print(found.number)
    return OK


def _verify(given: argparse.Namespace) -> int:
    from catproof.report.certificates import verify_file

    statuses = []
    for path in given.paths:
        outcome = verify_file(path)
        print(outcome.text, file=sys.stdout if outcome.status == OK else sys.stderr)
        statuses.append(outcome.status)
    return WRONG_INPUT if WRONG_INPUT in statuses else max(statuses)


if __name__ == "__main__":
    sys.exit(main())
