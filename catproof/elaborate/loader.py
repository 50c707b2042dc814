"""Theory files from disk, with their imports; each file is read once in a run."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from catproof.diagnostic import InputError, Span
from catproof.elaborate.scope import Wrong
from catproof.elaborate.theory import Elaborated, elaborate
from catproof.options import Options
from catproof.readers.place import Places
from catproof.syntax.parser import Parsed, parse
from catproof.syntax.source import read_theory


class Loader:
    """Loads theory files for one run. `texts` are those of files that are known already, by real path: as an editor
    has them, or as they were sent along."""

    def __init__(self, options: Options, texts: Mapping[Path, str] | None = None) -> None:
        self.options = options
        self.texts = dict(texts or {})
        self._loaded: dict[Path, Elaborated] = {}
        self._open: list[Path] = []

    def file(self, path: str) -> Elaborated:
        """The file, elaborated. What is wrong with it is in its diagnostics; raises `InputError` when it cannot be
        read at all."""
        where = Path(os.path.realpath(path))  # unlike `Path.resolve`, at peace with links in a circle
        if where not in self._loaded:
            if where not in self.texts:
                self.texts[where] = read_theory(path)
            self._loaded[where] = self.text(self.texts[where], path, where)
        return self._loaded[where]

    def text(self, text: str, path: str, where: Path | None = None, parsed: Parsed | None = None) -> Elaborated:
        """A theory given as text. `path` is what messages call it, `where` what imports are relative to; `parsed` is
        what `parse` gives of it, where that is known."""
        parsed = parse(text, path) if parsed is None else parsed
        base = where.parent if where is not None else Path.cwd()

        def importer(other: str, span: Span) -> tuple[Elaborated | None, Wrong | None]:
            return self.imported(base / other, other, span)

        places = Places(base, self.options.allow_path)
        if where is not None:
            self._open.append(where)
        try:
            found = elaborate(parsed.theory, parsed.broken, text, path, self.options, importer, places)
        finally:
            if where is not None:
                self._open.pop()
        diagnostics = [*parsed.diagnostics, *found.diagnostics]
        diagnostics.sort(key=lambda d: (d.span.line, d.span.column))
        return found._replace(diagnostics=diagnostics)

    def imported(self, path: Path, shown: str, span: Span) -> tuple[Elaborated | None, Wrong | None]:
        """The file for an `import` that writes it as `shown`, as far as there is one, and what is wrong with it."""
        where = Path(os.path.realpath(path))
        if where in self._open:
            cycle = [*self._open[self._open.index(where) :], where]
            return None, Wrong(span, CIRCLE + " -> ".join(p.name for p in cycle))
        try:
            found = self.file(str(path))
        except InputError as error:
            first = error.diagnostics[0]
            return None, Wrong(span, f'{first.message}: "{shown}"', first.hint)
        if not found.diagnostics:
            return found, None
        circle = next((d for d in found.diagnostics if d.message.startswith(CIRCLE)), None)
        if circle is not None:
            del self._loaded[where]  # read on its own, the file has the circle from its own point of view
            return None, Wrong(span, circle.message)
        first, count = found.diagnostics[0], len(found.diagnostics)
        errors = "an error" if count == 1 else f"{count} errors, the first"
        message = f'"{shown}" has {errors} on line {first.span.line}: {first.message}'
        return found, Wrong(span, message, f"run `catproof check {shown}` for all of them" if count > 1 else "")


CIRCLE = "the imports go in a circle: "
