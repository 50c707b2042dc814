"""Reading files that somebody else may have put there: regular files alone, and not more of them than is allowed.

A device, a pipe or a file of the system's (`/proc`) may have no end, may wait for ever, and may say what nobody asked
for; so what a theory names is looked at before it is opened, and again when it is open.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

MEGABYTE = 2**20

LARGEST_THEORY = 64 * MEGABYTE
"""The most bytes of a theory file."""

LARGEST_DATA = 512 * MEGABYTE
"""The most bytes of a data file that is read as a whole: a graph of a million edges has up to 200 MB as GraphML."""

SYSTEM = ("/proc", "/sys")
"""Where there are files that are none."""

_CAREFULLY = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


class Unreadable(Exception):
    """The file cannot be read, or may not be: `message` says why, `hint` what would be right, `code` is that of
    its kind."""

    def __init__(self, message: str, hint: str = "", code: str = "E501") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


def read_regular(path: str | Path, most: int) -> bytes:
    """The bytes of a regular file, not reached by a link. Raises `Unreadable`."""
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > most:
            raise too_large(most)
        data = _limited(file, most)
        if data and not size and not os.fstat(file.fileno()).st_size:
            raise Unreadable("this is no regular file")
        return data


@contextmanager
def open_regular(path: str | Path) -> Iterator[BufferedReader]:
    """A regular file, not reached by a link, to be read. Raises `Unreadable`, also for what fails in the body as the
    system says so."""
    regular(path)
    try:
        with open(os.open(path, _CAREFULLY), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # another one, meanwhile
                raise Unreadable("this is no regular file")
            yield file
    except OSError as error:
        raise unreadable(error) from None


def read_given(path: str | Path, most: int) -> bytes:
    """The bytes of what the user names: a pipe too, as a shell gives it for `<(...)`. Raises `Unreadable`."""
    try:
        with open(path, "rb") as file:
            return _limited(file, most)
    except IsADirectoryError:
        raise Unreadable("this is a folder") from None
    except (OSError, ValueError) as error:
        raise unreadable(error) from None


def read_stream(stream: BinaryIO, most: int) -> bytes:
    """What comes from standard input. Raises `Unreadable` where that is closed or too much, and `OSError`."""
    if stream.closed:
        raise Unreadable("standard input is closed")
    return _limited(stream, most)


def real(path: str | Path) -> Path:
    """The path with links followed, as far as there is something; links in a circle stay. Raises `Unreadable`."""
    try:
        return Path(os.path.realpath(path))  # unlike `Path.resolve`, at peace with links in a circle
    except (OSError, ValueError) as error:
        raise unreadable(error) from None


def regular(path: str | Path) -> None:
    """Raises `Unreadable` unless the path, links followed, is that of a regular file."""
    try:
        state = Path(path).stat()
    except (OSError, ValueError) as error:
        raise unreadable(error) from None
    if stat.S_ISDIR(state.st_mode):
        raise Unreadable("this is a folder")
    if not stat.S_ISREG(state.st_mode) or state.st_dev in _of_the_system():
        raise Unreadable("this is no regular file")


def digest(path: Path) -> bytes:
    """A digest of a file's content; empty where it cannot be read."""
    try:
        regular(path)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "blake2b").digest()
    except (OSError, Unreadable):
        return b""


def stamp(path: Path) -> str:
    """What changes when a data file does: its digest, with those of what SQLite leaves beside a database."""
    return " ".join(digest(Path(f"{path}{ending}")).hex() for ending in ("", "-wal", "-journal"))


def unreadable(error: OSError | ValueError) -> Unreadable:
    """Why a file cannot be read, in words."""
    if isinstance(error, FileNotFoundError):
        return Unreadable("no such file")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Unreadable(f"the file cannot be read: {reason}")


def too_large(most: int) -> Unreadable:
    """There is more than so many bytes."""
    return Unreadable(f"the file is larger than {most // MEGABYTE} MB", "divide it into several files")


def _limited(file: BinaryIO, most: int) -> bytes:
    data = file.read(most + 1)
    if len(data) > most:
        raise too_large(most)
    return data


def _of_the_system() -> set[int]:
    """The devices of the file systems whose files are none."""
    found = set()
    for path in ("/", *SYSTEM):
        try:
            found.add(Path(path).stat().st_dev)
        except OSError:
            continue
    try:
        found.discard(Path("/").stat().st_dev)  # not mounted: folders like others
    except OSError:
        return set()
    return found
