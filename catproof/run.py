"""A run over theory files: loaded, proved, reported."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from catproof import __version__
from catproof.claims.numbers import Count
from catproof.claims.progress import Progress
from catproof.core import cache
from catproof.core.characters import lines_of
from catproof.core.limits import LimitReached
from catproof.deadline import Exceeded
from catproof.diagnostic import NOWHERE, Diagnostic, InputError
from catproof.elaborate.loader import Loader
from catproof.elaborate.scope import Wrong
from catproof.elaborate.terms import Terms
from catproof.elaborate.theory import Elaborated, Ready, Unbuilt
from catproof.files.reading import Unreadable, real
from catproof.options import Options
from catproof.prover import Verdict, prove
from catproof.readers.place import Places
from catproof.report.live import Monitor, unseen
from catproof.report.report import FileReport, Report
from catproof.syntax import tree
from catproof.syntax.parser import parse
from catproof.syntax.source import decode, read_stdin

if TYPE_CHECKING:
    from catproof.audit import Entry

Watcher = Callable[[str, Verdict], None]
"""Is told each verdict as it is found, with the path of its file."""

Prove = Callable[["Loaded", list[Ready]], Iterator[Verdict]]
"""Gives the verdicts on statements of a loaded theory, in their order."""


class Loaded(NamedTuple):
    """A theory file that is ready to run. One that cannot be read at all has its errors and no statements."""

    path: str
    lines: list[str]
    errors: list[Diagnostic]
    statements: list[Ready]
    where: Path | None = None
    """The place in the file system that imports are relative to."""
    texts: Mapping[Path, str] = MappingProxyType({})
    """The theory files that were read in the run."""
    notes: tuple[tuple[int, str], ...] = ()
    """What is to be said of the data files that were read, with the line of the theory."""
    unbuilt: tuple[Unbuilt, ...] = ()
    """The declarations that a limit kept from being built."""

    def named(self, pattern: str) -> list[Ready]:
        """The statements whose names match the pattern."""
        return [s for s in self.statements if fnmatchcase(s.name, pattern)]


def theory_files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[str]:
    """The theory files named, folders replaced by the `*.cat` files in and below them, sorted. `-` stays.

    Raises `InputError` for a folder without theory files.
    """
    for given in paths:
        path = os.fspath(given)
        if path not in ("-", "") and _is_folder(Path(path)):
            found = sorted(str(p) for p in Path(path).rglob("*.cat") if not _is_folder(p))
            if not found:
                raise InputError([Diagnostic(path, NOWHERE, "the folder has no theory files (*.cat)", "")])
            yield from found
        else:
            yield path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long, for one: what is wrong is said when the file is read
        return False


def load_all(
    paths: Iterable[str | os.PathLike[str]], options: Options, stdin: BinaryIO | None = None
) -> Iterator[Loaded]:
    """The theory files, one after the other; with `stdin`, `-` stands for the theory that can be read there."""
    loader = Loader(options)
    for given in paths:
        try:
            files = list(theory_files([given]))
        except InputError as error:
            yield Loaded(os.fspath(given), [], error.diagnostics, [])
            continue
        for path in files:
            if path == "-" and stdin is not None:
                yield _guarded("<stdin>", None, partial(_read, loader, stdin), loader.texts)
            else:
                load = partial(loader.file, path) if path == os.fspath(given) else partial(_found, loader, path, given)
                yield _guarded(path, _where(path), load, loader.texts)


def _where(path: str) -> Path | None:
    try:
        return real(path)
    except Unreadable:  # said when it is read
        return None


def _found(loader: Loader, path: str, folder: str | os.PathLike[str]) -> Elaborated:
    """A file that was found in a folder: it is in there, links followed, or where `--allow-path` says so."""
    try:
        Places(Path(folder), loader.options.allow_path).inside(str(Path.cwd() / path))
    except Unreadable as reason:
        message = "this is a link that leads out of the folder" if reason.hint else reason.message
        raise InputError([Diagnostic(path, NOWHERE, message, reason.hint)]) from None
    return loader.file(path, found=True)


def _read(loader: Loader, stdin: BinaryIO) -> Elaborated:
    return loader.text(read_stdin(stdin), "<stdin>")


def _guarded(
    path: str, where: Path | None, load: Callable[[], Elaborated], texts: Mapping[Path, str] = MappingProxyType({})
) -> Loaded:
    try:
        found = load()
    except InputError as error:
        return Loaded(path, [], error.diagnostics, [], where)
    notes = tuple((span.line, text) for span, text in found.notes)
    return Loaded(path, found.lines, found.diagnostics, found.statements, where, texts, notes, tuple(found.unbuilt))


def run(
    theories: Iterable[Loaded],
    options: Options,
    watcher: Watcher | None = None,
    jobs: int = 1,
    monitor: Monitor = unseen,
    cluster: str | None = None,
) -> Report:
    """Prove the statements whose names match `options.name`, in `jobs` processes, or by the workers of the Dask
    scheduler at the address `cluster`.

    Errors of the input are in the report. Raises `InternalError` when engines disagree or the kernel rejects a
    certificate, and `WorkersFailed` where workers cannot be used.
    """
    if jobs == 1 and cluster is None:

        def here(theory: Loaded, statements: list[Ready]) -> Iterator[Verdict]:
            for statement in statements:
                progress = Progress()
                with monitor(statement, progress):
                    verdict = prove(statement, theory.path, options, __version__, progress)
                yield verdict

        return Report(__version__, [_file_report(theory, options, here, watcher) for theory in theories])

    from catproof.schedule import Crew, Schedule

    theories = list(theories)
    crew: Crew
    if cluster is None:
        from catproof.workers import Workers

        crew = Workers(jobs)
        whole = options.megabytes()
        options = options._replace(memory=None if whole is None else max(1.0, whole // jobs))  # each has its share
    else:
        from catproof.cluster import Cluster, data_digests

        crew = Cluster(cluster)
    schedule = Schedule(crew, options, monitor)
    try:
        for theory in theories:
            data = () if cluster is None else data_digests(theory, options.allow_path)
            schedule.order(theory, theory.named(options.name), data)
        schedule.start()
        return Report(__version__, [_file_report(theory, options, schedule.verdicts, watcher) for theory in theories])
    finally:
        crew.close()


def _file_report(theory: Loaded, options: Options, prover: Prove, watcher: Watcher | None) -> FileReport:
    errors = list(theory.errors)
    verdicts = []
    for verdict in prover(theory, theory.named(options.name)):
        if verdict.error is not None:
            errors.append(verdict.error)
        verdicts.append(verdict)
        if watcher is not None:
            watcher(theory.path, verdict)
    errors.sort(key=lambda d: (d.span.line, d.span.column))
    return FileReport(theory.path, errors, verdicts, theory.lines, {}, theory.notes, theory.unbuilt)


def check_paths(paths: Iterable[str | os.PathLike[str]], options: Options, watcher: Watcher | None = None) -> Report:
    """Run every statement of the theory files; see `run`."""
    return run(load_all(paths, options), options, watcher)


def check_text(text: str, path: str, options: Options, watcher: Watcher | None = None) -> Report:
    """Run every statement of a theory given as text; `path` is what messages call it."""
    return run([_guarded(path, None, partial(Loader(options).text, text, path))], options, watcher)


class Audited(NamedTuple):
    """An audit of a theory file, with its errors; `notes` are about the data files that were read, `unbuilt` are the
    declarations that a limit kept from being built."""

    path: str
    lines: list[str]
    errors: list[Diagnostic]
    notes: list[tuple[int, str]]
    entries: list[Entry]
    unbuilt: tuple[Unbuilt, ...] = ()

    @property
    def exit_status(self) -> int:
        """2 the input is wrong, 3 something is unknown, 0 else."""
        if self.errors:
            return 2
        return 3 if self.unbuilt or any(entry.unknown or entry.near_unknown for entry in self.entries) else 0


def audited(
    file: str,
    options: Options,
    pattern: str = "*",
    near: int = 0,
    stdin: BinaryIO | None = None,
    watcher: Callable[[str, int, int], None] | None = None,
) -> Audited:
    """The audit of a theory file, see `catproof.audit`. Tasks that do not depend on errors are surveyed all the same.

    The watcher is told what is going on. Raises `InternalError`.
    """
    from catproof.audit import audit

    try:
        found = _read(Loader(options), stdin) if file == "-" and stdin is not None else Loader(options).file(file)
    except InputError as error:
        return Audited(file, [], error.diagnostics, [], [])
    tell = None if watcher is None else partial(watcher, "tasks")
    entries = audit(found, options, pattern, near, tell)
    notes = [(span.line, text) for span, text in found.notes]
    return Audited(found.path, found.lines, found.diagnostics, notes, entries, tuple(found.unbuilt))


class Counted(NamedTuple):
    """The answer to `count`: a number, or errors, or the limit that was met."""

    number: int | None
    errors: list[Diagnostic]
    lines: list[str]
    limit: str = ""


def count(domain: str, file: str | None, options: Options, stdin: BinaryIO | None = None) -> Counted:
    """The size of a domain written as in a theory file, with the names that `file` declares."""
    loader = Loader(options)
    try:
        if file is None:
            found = loader.text("", "<nothing>")
        elif file == "-" and stdin is not None:
            found = _read(loader, stdin)
        else:
            found = loader.file(file)
    except InputError as error:
        return Counted(None, error.diagnostics, [])
    if found.diagnostics:
        return Counted(None, found.diagnostics, found.lines)
    before = "ask count("
    lines = lines_of(domain)

    def placed(error: Diagnostic) -> Diagnostic:
        span = error.span
        start = span.column - len(before) if span.line == 1 else span.column
        end = span.end_column - len(before) if span.end_line == 1 else span.end_column
        last = len(lines[span.line - 1]) + 1 if span.line <= len(lines) else 1
        within = span._replace(column=min(max(1, start), last), end_column=min(max(1, end), last + 1))
        return error._replace(path="DOMAIN", span=within)

    try:
        text = decode(f"{before}{domain}) = 0".encode("utf-8", "surrogateescape"), "DOMAIN")
    except InputError as error:
        return Counted(None, [placed(e) for e in error.diagnostics], lines)
    parsed = parse(text, "DOMAIN")
    statement = parsed.theory.items[0] if len(parsed.theory.items) == 1 else None
    prop = statement.prop if isinstance(statement, tree.Statement) else None
    if parsed.diagnostics or not isinstance(prop, tree.Comparison):
        errors = parsed.diagnostics or [Diagnostic("DOMAIN", NOWHERE, "this is not a domain", "")]
        return Counted(None, [placed(e) for e in errors], lines)
    try:
        with cache.used(options.cache), options.bounded():
            terms = Terms(found.scope, options.limit)
            number = terms.builder.number(terms.resolver().number(prop.left), terms.builder.root)
            return Counted(number.find()[0] if isinstance(number, Count) else None, [], lines)
    except Wrong as wrong:
        return Counted(None, [placed(Diagnostic("DOMAIN", wrong.span, wrong.message, wrong.hint))], lines)
    except LimitReached as limit:
        return Counted(None, [], lines, limit.told)
    except Exceeded as met:
        return Counted(None, [], lines, str(met))
