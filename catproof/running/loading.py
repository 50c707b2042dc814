"""Theory files that are ready to run: found, read, elaborated."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from catproof.core import depth
from catproof.core.characters import lines_of
from catproof.diagnostic import NOWHERE, Diagnostic, InputError
from catproof.elaborate.ready import Ready, Unbuilt
from catproof.files.folders import files_below
from catproof.files.reading import Unreadable, real
from catproof.options import Options
from catproof.readers.place import Handed, Places
from catproof.running import records
from catproof.running.records import Record
from catproof.syntax.source import read_stdin

if TYPE_CHECKING:
    from catproof.elaborate.loader import Loader, Noted
    from catproof.elaborate.theory import Elaborated


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
    noted: Mapping[Path, Noted] = MappingProxyType({})
    """What the theory files were read from, where that was noted."""
    record: Record[Loaded] | None = None
    """What is kept of the theory, where it was not read: then its statements say nothing yet."""

    def read(self) -> Loaded:
        """The theory, read in any case."""
        return self if self.record is None else self.record.theory

    def named(self, pattern: str) -> list[Ready]:
        """The statements whose names match the pattern."""
        return [s for s in self.statements if fnmatchcase(s.name, pattern)]


def theory_files(paths: Iterable[str | os.PathLike[str]], exclude: Sequence[str] = ()) -> Iterator[str]:
    """The theory files named, folders replaced by the `*.cat` files in and below them, sorted, but for those that git
    ignores and those of the patterns `exclude`. `-` stays.

    Raises `InputError` for a folder without theory files.
    """
    for given in paths:
        path = os.fspath(given)
        if path not in ("-", "") and _is_folder(Path(path)):
            found = sorted(files_below(path, ".cat", exclude))
            if not found:
                raise InputError([Diagnostic("E501", path, NOWHERE, "the folder has no theory files (*.cat)", "")])
            yield from found
        else:
            yield path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long, for one: what is wrong is said when the file is read
        return False


def load_all(
    paths: Iterable[str | os.PathLike[str]], options: Options, stdin: BinaryIO | None = None, recall: bool = False
) -> Iterator[Loaded]:
    """The theory files, one after the other; with `stdin`, `-` stands for the theory that can be read there. With
    `recall` those of earlier runs that are as they were are not read."""
    depth.allow()  # the kernel goes into the certificates that are kept

    @cache
    def loader() -> Loader:
        """Made when something is to be read."""
        from catproof.elaborate.loader import Loader

        made = Loader(options)
        if recall:
            made.noted = {}
        return made

    for given in paths:
        try:
            files = list(theory_files([given], options.exclude))
        except InputError as error:
            yield Loaded(os.fspath(given), [], error.diagnostics, [])
            continue
        for path in files:
            if path == "-" and stdin is not None:
                yield guarded("<stdin>", None, partial(read, stdin=stdin), loader)
            else:
                where, found = _where(path), path != os.fspath(given)
                load = partial(_found, path=path, folder=given) if found else partial(_named, path=path)
                whole = partial(guarded, path, where, load, loader)
                known = _recalled(path, where, given if found else None, options, whole) if recall else None
                yield whole() if known is None else known


def _where(path: str) -> Path | None:
    try:
        return real(path)
    except Unreadable:  # said when it is read
        return None


def _named(loader: Loader, path: str) -> Elaborated:
    return loader.file(path)


def _found(loader: Loader, path: str, folder: str | os.PathLike[str]) -> Elaborated:
    """A file that was found in a folder: it is in there, links followed, or where `--allow-path` says so."""
    _inside(path, folder, loader.options)
    return loader.file(path, found=True)


def _inside(path: str, folder: str | os.PathLike[str], options: Options) -> None:
    """Raises `InputError` unless the file may be one of the folder."""
    try:
        Places(Path(folder), options.allow_path).inside(str(Path.cwd() / path))
    except Unreadable as reason:
        message = "this is a link that leads out of the folder" if reason.hint else reason.message
        raise InputError([Diagnostic(reason.code, path, NOWHERE, message, reason.hint)]) from None


def _recalled(
    path: str, where: Path | None, folder: str | os.PathLike[str] | None, options: Options, whole: Callable[[], Loaded]
) -> Loaded | None:
    """What is kept of the theory file, found in the folder, if in one; `whole` reads it. None where nothing is."""
    try:
        if folder is not None:
            _inside(path, folder, options)
    except InputError:  # said when it is read
        return None
    record = None if where is None else records.find(where, options, whole)
    if record is None:
        return None
    return Loaded(path, lines_of(record.text), [], record.statements, where, notes=record.notes, record=record)


def loaded_text(
    text: str, options: Options, path: str = "<text>", handed: Mapping[str, Handed] = MappingProxyType({})
) -> Loaded:
    """A theory given as text; `path` is what messages call it, `handed` what is given in place of data files."""
    from catproof.elaborate.loader import Loader

    return guarded(path, None, lambda loader: loader.text(text, path), lambda: Loader(options, handed=handed))


def read(loader: Loader, stdin: BinaryIO) -> Elaborated:
    """The theory that standard input gives. Raises `InputError`."""
    return loader.text(read_stdin(stdin), "<stdin>")


def guarded(
    path: str, where: Path | None, load: Callable[[Loader], Elaborated], having: Callable[[], Loader]
) -> Loaded:
    """What `load` gives, ready to run, or the errors that it met; `having` gives what it loads with."""
    loader = having()
    try:
        found = load(loader)
    except InputError as error:
        return Loaded(path, [], error.diagnostics, [], where)
    notes = tuple((span.line, text) for span, text in found.notes)
    return Loaded(
        path, found.lines, found.diagnostics, found.statements, where, loader.texts, notes, tuple(found.unbuilt),
        loader.noted or {},
    )  # fmt: skip
