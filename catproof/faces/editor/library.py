"""What the files say that open ones import, as far as their text shows; they are read again when they have changed.

The same files are read as are when a theory is checked: see `Places`. A chain of imports may be long, so that nothing
here is recursive, and in one look at the files each is looked at once, however many import it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from catproof.diagnostic import InputError
from catproof.faces.editor.document import Document, data_digest
from catproof.faces.editor.names import Names
from catproof.faces.watch import Stamp, stamp
from catproof.files.reading import Unreadable, real
from catproof.options import Options
from catproof.readers.place import Places
from catproof.syntax import tree
from catproof.syntax.files import imported_files
from catproof.syntax.parser import parse, read_theory


class _Text(NamedTuple):
    """A file that is not open, as it was read: its state then, what it says, and a digest of its text."""

    state: Stamp
    theory: tree.Theory
    digest: str


class _Begun(NamedTuple):
    """A file whose imports come first: what it says, its digest, and where its imports lead."""

    theory: tree.Theory
    digest: str
    imports: dict[str, str]


class Found(NamedTuple):
    """The names of a file, and a digest that stands for its text, its data, and all that it imports."""

    names: Names
    digest: str


class Library:
    """What is known of files that are not open."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.texts: dict[str, _Text] = {}
        self.names: dict[str, tuple[tree.Theory, list[Names | None], Names]] = {}
        """The names of each file, with the theory and the imports that they were made of."""

    def look(self, opened: Mapping[str, Document], start: str | None = None) -> Look:
        """Begin a look at the files; `opened` are the open ones by their real paths. An import of `start` leads
        nowhere, as it is the file that asks."""
        return Look(self, opened, start)


class Look:
    """The files as they are now. What was found once is not looked for again."""

    def __init__(self, library: Library, opened: Mapping[str, Document], start: str | None) -> None:
        self.library = library
        self.opened = opened
        self.start = start
        self.done: dict[str, Found | None] = {}
        self.digests: list[str] = []
        """Those of the files that were asked for by `imported`."""

    def imported(self, name: str) -> Names | None:
        """The names of a file that `start` imports; None where it cannot be read."""
        assert self.start is not None
        path = self._inside(self.start, name)
        found = None if path is None else self.file(path)
        if found is not None:
            self.digests.append(found.digest)
        return None if found is None else found.names

    def file(self, path: str) -> Found | None:
        """A file by its real path; None for one that cannot be read."""
        begun: dict[str, _Begun] = {}
        pending = [path]
        while pending:
            at = pending[-1]
            if at not in begun and at not in self.done and at != self.start:
                one = self._begin(at)
                if one is not None:
                    begun[at] = one
                    pending += [p for p in one.imports.values() if p not in begun]
                    continue
                self.done[at] = None
            pending.pop()
            if at in begun and at not in self.done:
                self.done[at] = self._end(at, begun[at])
        return self.done.get(path)

    def _begin(self, path: str) -> _Begun | None:
        document = self.opened.get(path)
        if document is not None:
            theory, digest = document.parsed.theory, _digest([document.text])
        else:
            known = self.library.texts.get(path)
            state = stamp(path)
            if known is None or known.state != state:
                try:
                    text = read_theory(path, found=True)
                except InputError:
                    return None
                known = self.library.texts[path] = _Text(state, parse(text, path).theory, _digest([text]))
            theory, digest = known.theory, known.digest
        places = {name: self._inside(path, name) for name in imported_files(theory)}
        return _Begun(theory, digest, {name: place for name, place in places.items() if place is not None})

    def _end(self, path: str, begun: _Begun) -> Found:
        inner = {name: self.done.get(place) for name, place in begun.imports.items()}
        digests = [found.digest for found in inner.values() if found is not None]
        digest = _digest([begun.digest, data_digest(begun.theory, path), *digests])
        if path in self.opened:
            return Found(self.opened[path].names, digest)
        imports = [None if found is None else found.names for found in inner.values()]
        known = self.library.names.get(path)
        if known is None or known[0] is not begun.theory or not _same(known[1], imports):
            names = Names(begun.theory, path, lambda name: f.names if (f := inner.get(name)) is not None else None)
            known = self.library.names[path] = (begun.theory, imports, names)
        return Found(known[2], digest)

    def _inside(self, path: str, name: str) -> str | None:
        """The real path of what a file imports, unless it may not."""
        try:
            folder = real(path).parent
            return str(Places(folder, self.library.options.allow_path).inside(name))
        except Unreadable:
            return None


def real_path(path: str) -> str:
    """The path of a file with links followed; as it is where that cannot be."""
    try:
        return str(real(path))
    except Unreadable:
        return path


def _same(before: list[Names | None], now: list[Names | None]) -> bool:
    return len(before) == len(now) and all(a is b for a, b in zip(before, now, strict=True))


def _digest(texts: list[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode(errors="replace")).hexdigest()
