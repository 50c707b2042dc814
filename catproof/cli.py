"""The command line. Options, streams and exit statuses; the mathematics is elsewhere.

Exit status: 0 every statement ok; 1 some statement not ok; 2 the input is wrong; 3 something is unknown; 70 an
internal error; 130 interrupted; 141 the reader of the output has gone.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, BinaryIO, TextIO

from catproof import __version__
from catproof.report.terminal import guarded, say, set_encoding

if TYPE_CHECKING:
    import argparse

    from catproof.options import Options
    from catproof.report.report import Report

OK, NOT_OK, WRONG_INPUT, UNKNOWN, INTERNAL, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 3, 70, 130, 141


def main(arguments: list[str] | None = None) -> int:
    """Run the command line with these arguments (those of the process, if None) and give the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    if given in (["--version"], ["-V"]):  # answered without importing anything
        print(f"catproof {__version__}")
        return OK
    if sys.stdout is None or sys.stderr is None:  # closed by who started us
        nowhere = open(os.devnull, "w")  # noqa: SIM115
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    from catproof import collector

    set_encoding(sys.stdout)
    set_encoding(sys.stderr)
    if arguments is None:  # a process of our own
        collector.collect_seldom()
    with guarded():
        return _run(given)


def _run(given: list[str]) -> int:
    from catproof import interrupts
    from catproof.core import cache

    try:
        options = _parser().parse_args(given)
        with interrupts.guarded(), cache.used(not getattr(options, "no_cache", False)):
            status: int = options.run(options)
            sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader of a pipe has gone, e.g. `catproof check ... | head`
        _discard_output()
        return BROKEN_PIPE
    except OSError as error:  # a file of the user's that cannot be read or written
        _discard_output()
        name = f"{error.filename}: " if error.filename is not None else ""
        return _refuse(f"{name}{error.strerror or error}")
    except KeyboardInterrupt as stop:
        return _interrupted(str(stop))
    except SystemExit as stop:  # argparse has said what is wrong
        return stop.code if isinstance(stop.code, int) else WRONG_INPUT
    except Exception as error:
        if interrupts.heard():
            return _interrupted()
        from catproof.prover import InternalError
        from catproof.schedule import WorkersFailed

        if isinstance(error, WorkersFailed):  # a cluster that is not there, or not as it must be
            return _refuse(str(error))
        if os.environ.get("CATPROOF_DEBUG"):
            raise
        what = str(error) if isinstance(error, InternalError) else f"{type(error).__name__}: {error}"
        say(f"internal error: {what}")
        print("Please report it, with the theory file. CATPROOF_DEBUG=1 shows where it happened.", file=sys.stderr)
        return INTERNAL


def _interrupted(how_far: str = "") -> int:
    say(how_far or "interrupted")
    return INTERRUPTED


def _refuse(message: str) -> int:
    say(message)
    return WRONG_INPUT


def _discard_output() -> None:
    """Send what is still in the buffer of standard output nowhere, so that no second error comes of it."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):  # closed, or replaced by something that is no file
        return


def _stdin() -> BinaryIO:
    from io import BytesIO

    return BytesIO() if sys.stdin is None else sys.stdin.buffer


def _parser() -> argparse.ArgumentParser:
    import argparse

    from catproof.commands import draw, export, prove, report, show
    from catproof.options import FORMATS

    parser = argparse.ArgumentParser(
        allow_abbrev=False,
        prog="catproof",
        description="Decides what prompting, tuning and transfer can do on finite categories, and proves it.",
    )
    parser.add_argument("-V", "--version", action="version", version=f"catproof {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    check = commands.add_parser("check", allow_abbrev=False, help="run every statement of theory files")
    check.add_argument(
        "paths", nargs="+", metavar="FILE|FOLDER", help="theory files or folders; - reads standard input"
    )
    _proving(check)
    check.add_argument("--name", metavar="GLOB", default="*", help="only statements whose names match")
    workers = check.add_mutually_exclusive_group()
    workers.add_argument("--jobs", type=_positive, metavar="N", default=1, help="processes to use (default: 1)")
    workers.add_argument("--cluster", metavar="ADDRESS", help="use the workers of the Dask scheduler at this address")
    check.add_argument("--format", choices=FORMATS, default="text", help="how to print the report (default: text)")
    check.add_argument(
        "--json", action="store_const", dest="format", const="json", help="print the report as JSON, and nothing else"
    )
    check.add_argument("--certificates", metavar="FOLDER", help="write the certificate of each verdict there")
    check.add_argument("--quiet", action="store_true", help="print only what is not ok")
    check.add_argument("--watch", action="store_true", help="run again whenever a file has changed, until Ctrl-C")
    check.set_defaults(run=_check)

    explain = commands.add_parser("explain", allow_abbrev=False, help="a verdict as an argument to follow by hand")
    explain.add_argument("file", metavar="FILE")
    explain.add_argument("name", nargs="?", metavar="NAME", help="the statement; without it, all of the file")
    _proving(explain)
    explain.set_defaults(run=_explain)

    fmt = commands.add_parser("fmt", allow_abbrev=False, help="put theory files into canonical form")
    fmt.add_argument("paths", nargs="+", metavar="FILE", help="files to rewrite; - reads standard input and prints")
    fmt.add_argument("--check", action="store_true", help="change nothing; exit 1 if a file is not in canonical form")
    fmt.set_defaults(run=_fmt)

    count = commands.add_parser("count", allow_abbrev=False, help="the size of a domain, e.g. 'arrows(C)'")
    count.add_argument("domain", metavar="DOMAIN")
    count.add_argument("file", nargs="?", metavar="FILE", help="the theory file whose names the domain uses")
    count.add_argument("--json", action="store_true")
    _limits(count)
    count.set_defaults(run=_count)

    exporter = commands.add_parser("export", allow_abbrev=False, help="statements as theorems for a proof assistant")
    export.declare(exporter)
    _proving(exporter)
    exporter.add_argument("--jobs", type=_positive, metavar="N", default=None, help="coqc at a time (default: all)")
    exporter.set_defaults(run=lambda given: export.run(given, _options(given), _stdin()))

    prover = commands.add_parser("prove", allow_abbrev=False, help="the general theorems, and who proves them")
    prove.declare(prover)
    prover.add_argument(
        "--timeout", type=_seconds, metavar="SECONDS", default=prove.SECONDS,
        help=f"for each prover and theorem (default: {prove.SECONDS:g})",
    )  # fmt: skip
    _no_cache(prover)
    prover.set_defaults(run=prove.run)

    lsp = commands.add_parser("lsp", allow_abbrev=False, help="serve an editor (Language Server Protocol, on stdio)")
    _proving(lsp)
    lsp.set_defaults(run=_lsp)

    audit = commands.add_parser("audit", allow_abbrev=False, help="what prompts the tasks of a theory file need")
    audit.add_argument("file", metavar="FILE", help="a theory file; - reads standard input")
    audit.add_argument("--tasks", metavar="GLOB", default="*", help="only tasks whose names match")
    form = audit.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON, and nothing else")
    form.add_argument("--csv", action="store_true", help="print CSV, and nothing else")
    audit.add_argument(
        "--near", type=_positive, metavar="K", default=0,
        help="name the K closest representables of a task that has none",
    )  # fmt: skip
    _limits(audit)
    _check_limit(audit)
    audit.set_defaults(run=_audit)

    verify = commands.add_parser("verify", allow_abbrev=False, help="re-check certificates with the kernel alone")
    verify.add_argument("paths", nargs="+", metavar="CERTIFICATE")
    verify.add_argument("--theory", metavar="FILE", help="the certificates must be about statements of this theory")
    verify.add_argument("--strict", action="store_true", help="exit 3 where something is left to trust")
    _bounds(verify, "for each certificate")
    verify.set_defaults(run=_verify)

    drawer = commands.add_parser("draw", allow_abbrev=False, help="a picture of what a theory file declares")
    draw.declare(drawer)
    _proving(drawer)
    drawer.set_defaults(run=lambda given: draw.run(given, _options(given), _stdin()))

    shower = commands.add_parser("show", allow_abbrev=False, help="what a property means, as a definition")
    show.declare(shower)
    _limits(shower)
    shower.set_defaults(run=lambda given: show.run(given, _options(given)))

    reporter = commands.add_parser("report", allow_abbrev=False, help="verdicts and pictures as one page of HTML")
    report.declare(reporter)
    _proving(reporter)
    reporter.set_defaults(run=lambda given: report.run(given, _options(given), _stdin()))
    return parser


def _proving(parser: argparse.ArgumentParser) -> None:
    from catproof.options import ENGINES

    parser.add_argument("--engine", choices=ENGINES, default="auto", help="how to decide (default: auto)")
    _limits(parser)
    _check_limit(parser)


def _check_limit(parser: argparse.ArgumentParser) -> None:
    from catproof.options import Options

    most = Options().check_limit
    parser.add_argument(
        "--check-limit", type=_positive, metavar="N", default=most,
        help=f"elements beyond which the kernel's check is left to `catproof verify` (default: {most})",
    )  # fmt: skip


def _limits(parser: argparse.ArgumentParser) -> None:
    from catproof.options import Options

    defaults = Options()
    _bounds(parser, "for each statement, and for each declaration with what it is built from")
    parser.add_argument(
        "--limit", type=_positive, metavar="N", default=defaults.limit,
        help=f"arrows an enumeration may reach (default: {defaults.limit})",
    )  # fmt: skip
    parser.add_argument(
        "--allow-path", action="append", metavar="FOLDER", default=[],
        help="a folder whose files a theory may read or import, besides its own; may be given several times",
    )  # fmt: skip
    _no_cache(parser)


def _no_cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-cache", action="store_true", help="use nothing of earlier runs, and keep nothing")


def _bounds(parser: argparse.ArgumentParser, each: str) -> None:
    from catproof.options import Options

    timeout = Options().timeout
    parser.add_argument(
        "--timeout", type=_seconds, metavar="SECONDS", default=timeout, help=f"{each} (default: {timeout:g})"
    )
    parser.add_argument(
        "--timeout-all", type=_seconds, metavar="SECONDS", default=float("inf"),
        help="for the whole run (default: no limit)",
    )  # fmt: skip
    parser.add_argument(
        "--memory", type=_positive, metavar="MB", help="memory that a run may hold (default: half of the machine's)"
    )


def _positive(text: str) -> int:
    from argparse import ArgumentTypeError

    if not text.isascii() or not text.isdigit() or len(text) > 18 or int(text) < 1:
        raise ArgumentTypeError(f"a whole number from 1 is expected, not {text}")
    return int(text)


def _seconds(text: str) -> float:
    from argparse import ArgumentTypeError

    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise ArgumentTypeError(f"a positive number of seconds is expected, not {text}")
    return value


def _options(given: argparse.Namespace) -> Options:
    from catproof.options import Options

    name = getattr(given, "name", None) or "*"
    most = getattr(given, "check_limit", Options().check_limit)
    folders = tuple(getattr(given, "allow_path", ()))
    limit, cache = getattr(given, "limit", Options().limit), not getattr(given, "no_cache", False)
    options = Options(
        getattr(given, "engine", "auto"), given.timeout, limit, name, most, folders, cache, given.timeout_all,
        given.memory,
    )  # fmt: skip
    return options.started()


# ---- check and explain --------------------------------------------------------------------------------


def _check(given: argparse.Namespace) -> int:
    if not given.watch:
        return _check_once(given)
    if "-" in given.paths:
        return _refuse("standard input cannot be watched; name files or folders")
    from catproof.watch import stamps, wait

    while True:
        before = stamps(given.paths, given.allow_path)  # what changes while statements are decided has changed
        _check_once(given)
        number = f"{len(before)} file{'' if len(before) == 1 else 's'}"
        say(f"watching {number}; Ctrl-C ends")
        sys.stdout.flush()
        wait(given.paths, before)


def _check_once(given: argparse.Namespace) -> int:
    import time

    from catproof.prover import Verdict
    from catproof.report.certificates import make_folder, write_certificates
    from catproof.report.formats import render
    from catproof.report.live import can_show, reading, shown, unseen
    from catproof.report.terminal import Painter
    from catproof.report.text import show_verdict, summary
    from catproof.run import load_all, run

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

    options = _options(given)
    visible = given.format == "text" and can_show(sys.stderr) and not _is_pipe(sys.stdout)
    monitor = shown if visible else unseen
    theories = load_all(given.paths, options, _stdin())
    report = run(reading(theories) if visible else theories, options, watcher, given.jobs, monitor, given.cluster)
    if given.certificates is not None:
        report = write_certificates(report, given.certificates)
    if given.name != "*" and not report.errors and not any(report.verdicts):
        say(f"no statement has a name that matches {given.name}")
    if given.format != "text":
        set_encoding(sys.stdout, "utf-8")
        print(render(report, given.format))
        return report.exit_status
    _print_errors(report, sys.stdout)
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


def _print_errors(report: Report, stream: TextIO) -> None:
    from catproof.report.terminal import Painter
    from catproof.report.text import show_error, show_unbuilt

    paint = Painter(stream)
    for file in report.files:
        for error in file.errors:
            print(show_error(error, file.lines, paint), file=stream)
        for each in file.unbuilt:
            print(show_unbuilt(file.path, each, paint), file=stream)


def _explain(given: argparse.Namespace) -> int:
    from glob import escape

    from catproof.report.explain import explain
    from catproof.run import load_all, run

    options = _options(given)
    if given.name is not None:
        options = options._replace(name=escape(given.name))
    theories = list(load_all([given.file], options, _stdin()))
    report = run(theories, options)
    _print_errors(report, sys.stderr)
    if given.name is not None and not report.errors and not any(report.verdicts):
        known = ", ".join(s.name for theory in theories for s in theory.statements) or "none"
        return _refuse(f"{given.file} has no statement {given.name}; there are: {known}")
    print("\n\n".join(explain(verdict) for verdict in report.verdicts))
    return report.exit_status


# ---- fmt, count, verify -------------------------------------------------------------------------------


def _fmt(given: argparse.Namespace) -> int:
    from catproof.report.formatting import format_file
    from catproof.report.terminal import Painter, one_line, verbatim
    from catproof.report.text import show_error

    status = OK
    for path in given.paths:
        done = format_file(path, given.check, _stdin())
        for error in done.errors:
            print(show_error(error, done.lines, Painter(sys.stderr)), file=sys.stderr)
            status = WRONG_INPUT
        if done.text is not None:
            verbatim(done.text)
        if done.changed and given.check:
            print(f"{one_line(path)} is not in canonical form", file=sys.stderr)
            status = max(status, NOT_OK)
    return status


def _count(given: argparse.Namespace) -> int:
    import time

    from catproof.report.terminal import Painter
    from catproof.report.text import show_error
    from catproof.run import count

    start = time.perf_counter()
    found = count(given.domain, given.file, _options(given), _stdin())
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


def _lsp(given: argparse.Namespace) -> int:
    try:
        from catproof.editor.features import serve
    except ImportError as error:
        return _refuse(f"the language server needs more packages ({error.name}): pip install 'catproof[lsp]'")
    problem = serve(_options(given), _stdin())
    return _refuse(f"{problem}; the session has ended") if problem else OK


def _audit(given: argparse.Namespace) -> int:
    import time

    from catproof.report.audit import as_csv, as_json, as_table
    from catproof.report.progress import Progress
    from catproof.report.terminal import Painter
    from catproof.report.text import show_error, show_note, show_unbuilt
    from catproof.run import audited

    start = time.perf_counter()
    with Progress(sys.stderr) as progress:
        found = audited(given.file, _options(given), given.tasks, given.near, _stdin(), progress.tell)
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


def _verify(given: argparse.Namespace) -> int:
    from catproof.report.verification import verify_file

    options, statuses = _options(given), []
    theory = None
    if given.theory is not None:
        from catproof.diagnostic import InputError
        from catproof.elaborate.loader import Loader

        try:
            theory = Loader(options).file(given.theory)
        except InputError as error:
            for each in error.diagnostics:
                print(f"{each.path}: error: {each.message}", file=sys.stderr)
            return WRONG_INPUT
    for path in given.paths:
        outcome = verify_file(path, options, theory, given.strict)
        print(outcome.text, file=sys.stdout if outcome.status == OK else sys.stderr)
        statuses.append(outcome.status)
    return WRONG_INPUT if WRONG_INPUT in statuses else NOT_OK if NOT_OK in statuses else max(statuses)


if __name__ == "__main__":
    sys.exit(main())
