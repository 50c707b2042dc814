"""Where the files that a theory names may be: in the folder of the theory file, below it, and where `--allow-path`
says so. That holds for data files and for the theories that are imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from catproof.files.reading import LARGEST_DATA, Unreadable, read_regular, real, regular
from catproof.readers.flaws import BadData, Flaw


class Handed(NamedTuple):
    """A value of a program, and what it is called in messages. `names` are those of the rows of an array."""

    called: str
    value: object
    names: Iterable[object] | None = None


def is_table(value: object, columns: int = 2) -> bool:
    """Is it so many columns: a data frame, what Arrow can read, an array of columns, a mapping of columns or a tuple of
    arrays?"""
    several = isinstance(value, tuple) and len(value) == columns and all(hasattr(each, "__array__") for each in value)
    marks = ("__arrow_c_stream__", "__array__")
    return several or isinstance(value, Mapping) or any(hasattr(value, mark) for mark in marks)


class Places(NamedTuple):
    """`folder` is what paths are relative to; files may be in it, below it, and in or below the `allowed` ones.
    `handed` is what a program hands over in place of files, by what the theory calls it."""

    folder: Path
    allowed: tuple[str, ...] = ()
    handed: Mapping[str, Handed] = MappingProxyType({})

    def inside(self, given: str) -> Path:
        """The real path of what a theory calls `given`, whether there is something or not. Raises `Unreadable` unless
        that is where files may be: links are followed first, so that none leads out of the folder."""
        path = real(self.folder / given)
        roots = [real(self.folder), *map(real, self.allowed)]
        if not any(path.is_relative_to(root) for root in roots):
            hint = "a folder elsewhere is allowed by --allow-path FOLDER"
            raise Unreadable("the file is outside of the theory file's folder", hint, "E502")
        return path

    def those_inside(self, names: Iterable[str]) -> list[Path]:
        """The real paths of those that are where files may be; the others are not read by anybody."""
        found = []
        for name in names:
            try:
                found.append(self.inside(name))
            except Unreadable:
                continue
        return found

    def find(self, given: str) -> Path:
        """The data file that a theory calls `given`. Raises `BadData` unless it is a regular file where files may
        be."""
        try:
            path = self.inside(given)
            regular(path)
        except Unreadable as reason:
            raise BadData(Flaw(reason.code, given, None, reason.message, reason.hint)) from None
        return path

    def read(self, given: str) -> bytes:
        """The bytes of the data file. Raises `BadData`."""
        try:
            return read_regular(self.inside(given), LARGEST_DATA)
        except Unreadable as reason:
            raise BadData(Flaw(reason.code, given, None, reason.message, reason.hint)) from None
