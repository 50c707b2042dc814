"""A run over theory files: loaded, proved, reported."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from types import MappingProxyType

from catproof.decide.progress import Progress
from catproof.options import Options
from catproof.readers.place import Handed
from catproof.running.loading import Loaded, load_all, loaded_text
from catproof.running.monitor import Monitor, unseen
from catproof.running.proving import keeping, verdict_on
from catproof.running.report import FileReport, Report
from catproof.running.verdict import Verdict
from catproof.version import __version__

Watcher = Callable[[str, Verdict], None]
"""Is told each verdict as it is found, with the path of its file."""


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
    with closing(proved(theories, options, jobs, monitor, cluster)) as found:
        files = [_file_report(theory, verdicts, watcher) for theory, verdicts in found]
    told = any(file.errors or file.verdicts or file.unbuilt for file in files)
    return Report(__version__, files, None if told or options.name == "*" else options.name)


def proved(
    theories: Iterable[Loaded], options: Options, jobs: int = 1, monitor: Monitor = unseen, cluster: str | None = None
) -> Generator[tuple[Loaded, Iterator[Verdict]], None, None]:
    """The theories, each with its verdicts as they are found; see `run`."""

    def here(theory: Loaded) -> Iterator[Verdict]:
        for statement in theory.named(options.name):
            options.go_on()
            progress = Progress()
            with monitor(theory.path, statement, progress):
                verdict = verdict_on(theory, statement, options, progress)
            options.go_on()
            yield verdict

    if jobs == 1 and cluster is None:
        for theory in theories:
            options.go_on()
            yield theory, keeping(theory, here(theory), options)
        return

    from catproof.running.schedule import Crew, Schedule

    theories = list(theories)
    crew: Crew
    if cluster is None:
        from catproof.running.workers import Workers

        crew = Workers(jobs)
        whole = options.megabytes()
        options = options._replace(memory=None if whole is None else max(1.0, whole // jobs))  # each has its share
    else:
        from catproof.running.cluster import Cluster, data_digests

        crew = Cluster(cluster)
    schedule = Schedule(crew, options, monitor)

    def either(theory: Loaded) -> Iterator[Verdict]:
        """A theory that is kept is checked here, another there."""
        if theory.record is not None:
            return here(theory)
        return schedule.verdicts(theory, theory.named(options.name))

    fresh = [theory for theory in theories if theory.record is None]
    try:
        for theory in fresh:
            data = () if cluster is None else data_digests(theory, options.allow_path)
            schedule.order(theory, theory.named(options.name), data)
        if fresh:
            schedule.start()
        yield from ((theory, keeping(theory, either(theory), options)) for theory in theories)
    finally:
        crew.close()


def _file_report(theory: Loaded, found: Iterator[Verdict], watcher: Watcher | None) -> FileReport:
    errors = list(theory.errors)
    verdicts = []
    for verdict in found:
        if verdict.error is not None:
            errors.append(verdict.error)
        verdicts.append(verdict)
        if watcher is not None:
            watcher(theory.path, verdict)
    errors.sort(key=lambda d: (d.span.line, d.span.column))
    return FileReport(theory.path, errors, verdicts, theory.lines, {}, theory.notes, theory.unbuilt)


def check_paths(paths: Iterable[str | os.PathLike[str]], options: Options, watcher: Watcher | None = None) -> Report:
    """Run every statement of the theory files; see `run`."""
    return run(load_all(paths, options, recall=True), options, watcher)


def check_text(
    text: str,
    path: str,
    options: Options,
    handed: Mapping[str, Handed] = MappingProxyType({}),
    watcher: Watcher | None = None,
    monitor: Monitor = unseen,
) -> Report:
    """Run every statement of a theory given as text; `path` is what messages call it, `handed` is given in place of
    data files."""
    return run([loaded_text(text, options, path, handed)], options, watcher, monitor=monitor)
