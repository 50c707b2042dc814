"""Theory files from disk, with their imports; each file is read once in a run.

What a file imports is read first, and what that imports in turn, without recursion: a chain of imports may be as long
as it likes. Files are elaborated once all that they import is (Kahn, *Topological Sorting of Large Networks*, CACM
1962); those that never are depend on a circle, and an import of such a file is an error.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from catproof.core import depth
from catproof.core.deadline import Exceeded
from catproof.core.limits import LimitReached
from catproof.diagnostic import NOWHERE, Diagnostic, InputError, Span
from catproof.elaborate.scope import Wrong
from catproof.elaborate.theory import Elaborated, Importer, elaborate, not_read
from catproof.files.reading import Unreadable, real, stamp
from catproof.options import Options
from catproof.readers.place import Handed, Places
from catproof.syntax import tree
from catproof.syntax.files import data_files, imported_files
from catproof.syntax.parser import Parsed, parse
from catproof.syntax.source import read_theory

MOST_NAMED = 12
"""So many files of a circle are named."""


LEAST = 1.0
"""Seconds that there are in any case to read a theory, so that there are statements to give verdicts on."""


class Refusal(NamedTuple):
    """Why an import cannot be followed."""

    code: str
    message: str
    hint: str


Imports = dict[str, Path | Refusal]
"""Where the imports of a file lead, as they are written there."""


class _File(NamedTuple):
    """A file as it was read."""

    text: str
    parsed: Parsed
    imports: Imports
    limit: LimitReached | None = None
    """What kept it from being read; then nothing of it is known."""

    def leads_to(self) -> list[Path]:
        """The files it imports."""
        return list(dict.fromkeys(path for path in self.imports.values() if isinstance(path, Path)))


class Noted(NamedTuple):
    """What a file was read from besides itself: the theories it imports, and its data files as they were before."""

    imports: list[Path]
    data: dict[Path, str]


class _Cause(NamedTuple):
    """The error that the first error of a file comes from, and the file it is in."""

    where: Path
    error: Diagnostic


class Loader:
    """Loads theory files for one run. `texts` are those of files that are known already, by real path: as an editor
    has them, or as they were sent along. `handed` is what a program hands over in place of
    data files."""

    def __init__(
        self, options: Options, texts: Mapping[Path, str] | None = None, handed: Mapping[str, Handed] | None = None
    ) -> None:
        depth.allow()
        self.handed = handed or {}
        self.options = options
        self.texts = dict(texts or {})
        self.noted: dict[Path, Noted] | None = None
        """What files are read from, where that is to be noted."""
        self._begun = 0.0
        """When the reading of the file that was asked for began: with all that it imports it has one limit."""
        self._loaded: dict[Path, Elaborated] = {}
        self._circular: dict[Path, _File] = {}
        """Files that import themselves, or a file that does, however long the way. They are elaborated only where they
        are asked for, since no other file gets anything from them."""
        self._asked: dict[Path, Elaborated] = {}
        """Those of them that were asked for."""
        self._rings: dict[Path, tuple[list[Path], int]] = {}
        """Circles, each by its members, with the place in it."""
        self._causes: dict[Path, _Cause] = {}

    def file(self, path: str, found: bool = False) -> Elaborated:
        """The file, elaborated; see `read_theory` for `found`. What is wrong with it is in its diagnostics; raises
        `InputError` when it cannot be read at all."""
        try:
            where = real(path)
        except Unreadable as reason:
            raise InputError([Diagnostic(reason.code, path, NOWHERE, reason.message, reason.hint)]) from None
        known = self._loaded.get(where) or self._asked.get(where)
        if known is None:
            begun = time.monotonic()
            if where not in self.texts:
                self.texts[where] = read_theory(where if found else path, found)
            known = self.text(self.texts[where], path, where, begun=begun)
            (self._asked if where in self._circular else self._loaded)[where] = known
        if known.path == path:
            return known
        return known._replace(path=path, diagnostics=[d._replace(path=path) for d in known.diagnostics])

    def text(
        self,
        text: str,
        path: str,
        where: Path | None = None,
        parsed: Parsed | None = None,
        begun: float | None = None,
    ) -> Elaborated:
        """A theory given as text. `path` is what messages call it, `where` what imports are relative to; `parsed` is
        what `parse` gives of it, where that is known; `begun` is when its reading began, if not now."""
        self._begun = time.monotonic() if begun is None else begun
        if where is not None:
            self.texts[where] = text  # whoever imports it gets this
        base = where.parent if where is not None else Path.cwd()
        file = self._opened(text, path, base, parsed)
        self._load(file.leads_to())
        if where is not None and not self._circular.keys().isdisjoint(file.leads_to()):
            self._circular[where] = file
        found = self._elaborated(file, path, base, self._importer(file.imports, where), where)
        if where is not None:
            self._note_cause(where, file, found)
        return found

    def importer(self, theory: tree.Theory, base: Path) -> Importer:
        """What gives the files that a theory imports; they are loaded now. `base` is what they are relative to."""
        self._begun = time.monotonic()
        imports = self._imports(theory, base)
        self._load(path for path in imports.values() if isinstance(path, Path))
        return self._importer(imports, None)

    # ---- reading --------------------------------------------------------------------------------------

    def _opened(self, text: str, path: str, base: Path, parsed: Parsed | None = None) -> _File:
        """The file, within the limits; `parsed` is what `parse` gives of it, where that is known."""
        try:
            with self.options.bounded(time.monotonic() - self._begun, LEAST):
                parsed = parse(text, path) if parsed is None else parsed
                return _File(text, parsed, self._imports(parsed.theory, base))
        except Exceeded as met:
            limit = LimitReached(f"while {path} was read, {met.limit} was reached", met.remedy)
            return _File("", parse("", path), {}, limit)

    def _imports(self, theory: tree.Theory, base: Path) -> Imports:
        """Where the imports lead; the files are read."""
        places, found = Places(base, self.options.allow_path), Imports()
        for name in imported_files(theory):
            try:
                path = places.inside(name)
                if path not in self.texts:
                    self.texts[path] = read_theory(path, found=True)
                found[name] = path
            except Unreadable as reason:
                found[name] = Refusal(reason.code, reason.message, reason.hint)
            except InputError as error:
                first = error.diagnostics[0]
                found[name] = Refusal(first.code, first.message, first.hint)
        return found

    def _load(self, wanted: Iterable[Path]) -> None:
        """Read the files and all that they import, and elaborate them, unless they depend on a circle."""
        new: dict[Path, _File] = {}
        pending = list(wanted)
        while pending:
            path = pending.pop()
            if path not in new and path not in self._loaded and path not in self._circular:
                new[path] = file = self._opened(self.texts[path], str(path), path.parent)
                pending += file.leads_to()
        waits: dict[Path, int] = {}
        importers: dict[Path, list[Path]] = {}
        for path, file in new.items():
            missing = [other for other in file.leads_to() if other not in self._loaded]
            waits[path] = len(missing)
            for other in missing:
                importers.setdefault(other, []).append(path)
        ready = deque(path for path, number in waits.items() if not number)
        while ready:
            path = ready.popleft()
            file = new.pop(path)
            importer = self._importer(file.imports, path)
            self._loaded[path] = self._elaborated(file, str(path), path.parent, importer, path)
            self._note_cause(path, file, self._loaded[path])
            for other in importers.get(path, ()):
                waits[other] -= 1
                if not waits[other]:
                    ready.append(other)
        self._circular.update(new)

    def _elaborated(self, file: _File, path: str, base: Path, importer: Importer, where: Path | None) -> Elaborated:
        if file.limit is not None:
            return not_read(path, file.limit)
        places = Places(base, self.options.allow_path, self.handed)
        if self.noted is not None and where is not None:
            data = places.those_inside(data_files(file.parsed.theory))
            self.noted[where] = Noted(file.leads_to(), {each: stamp(each) for each in data})
        found = elaborate(file.parsed.theory, file.parsed.broken, file.text, path, self.options, importer, places)
        diagnostics = [*file.parsed.diagnostics, *found.diagnostics]
        diagnostics.sort(key=lambda d: (d.span.line, d.span.column))
        return found._replace(diagnostics=diagnostics)

    # ---- imports --------------------------------------------------------------------------------------

    def _importer(self, imports: Imports, where: Path | None) -> Importer:
        def imported(name: str, span: Span) -> tuple[Elaborated | None, Wrong | None]:
            path = imports[name]
            if isinstance(path, Refusal):
                return None, Wrong(path.code, span, f'{path.message}: "{name}"', path.hint)
            if path in self._circular:
                circle = self._circle(where, path)
                shown = [p.name for p in circle]
                if len(shown) > MOST_NAMED:
                    left = len(shown) - MOST_NAMED
                    shown[MOST_NAMED - 1 : -1] = [f"... ({left} more)"]
                return None, Wrong("E210", span, "the imports go in a circle: " + " -> ".join(shown))
            found = self._loaded[path]
            return found, self._problem(name, path, found, span) if found.diagnostics else None

        return imported

    def _problem(self, name: str, path: Path, found: Elaborated, span: Span) -> Wrong:
        """What is wrong with a file, as one error at its import."""
        first, count = found.diagnostics[0], len(found.diagnostics)
        errors = "an error" if count == 1 else f"{count} errors, the first"
        cause = self._causes[path]
        place = "" if cause.where == path else f", which comes from {cause.where.name}, line {cause.error.span.line}"
        message = f'"{name}" has {errors} on line {first.span.line}{place}: {cause.error.message}'
        return Wrong("E211", span, message, f"run `catproof check {name}` for all of them" if count > 1 else "")

    def _note_cause(self, where: Path, file: _File, found: Elaborated) -> None:
        """Note where the first error of a file comes from, so that errors do not grow from import to import."""
        if not found.diagnostics:
            return
        first = found.diagnostics[0]
        self._causes[where] = _Cause(where, first)
        for item in file.parsed.theory.items:
            if isinstance(item, tree.Import) and item.span == first.span:
                path = file.imports[item.path]
                if isinstance(path, Path) and path in self._causes:
                    self._causes[where] = self._causes[path]

    def _circle(self, where: Path | None, path: Path) -> list[Path]:
        """A circle of imports, from `where` back to it by way of `path`, which it imports; or one that `path` leads to,
        where there is no way back."""
        ring, place = self._ring(path)
        if where is not None and (ring[place - 1], ring[place]) == (where, path):
            return [where, *ring[place:], *ring[:place]]
        before: dict[Path, Path] = {}
        pending = deque([path])
        while pending and where is not None:
            at = pending.popleft()
            if at == where:
                back = [at]
                while at != path:
                    at = before[at]
                    back.append(at)
                return [where, *reversed(back)]
            for other in self._on(at):
                if other not in before and other != path:
                    before[other] = at
                    pending.append(other)
        return [*ring, ring[0]]

    def _on(self, path: Path) -> list[Path]:
        """The imports of a file that depend on a circle."""
        return [other for other in self._circular[path].leads_to() if other in self._circular]

    def _ring(self, path: Path) -> tuple[list[Path], int]:
        """The circle that the first imports of each file lead to, and the place of the file in it, if it is there."""
        order: dict[Path, int] = {}
        at = path
        while at not in order and at not in self._rings:
            order[at] = len(order)
            at = self._on(at)[0]
        if at in order:
            ring = list(order)[order[at] :]
            self._rings.update((member, (ring, k)) for k, member in enumerate(ring))
        return self._rings.get(path, (self._rings[at][0], 0))
