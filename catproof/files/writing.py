"""Writing files where somebody else may have put something: whole or not at all, and never through a link."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

_NO_LINK = os.O_WRONLY | sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))


def write(path: str | Path, content: str | bytes) -> None:
    """Have the file with this content, whatever was there: written beside and renamed, so that a link is replaced and
    what it leads to stays as it is, and so that there is a whole file at any time.

    A device or a pipe that is named itself is written to. Texts are UTF-8, and halves of pairs are escaped. Raises
    `OSError`, about this path, also where there is something else that is no regular file.
    """
    path = Path(path)
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    try:
        before = _mode(path)
        if before is not None and not stat.S_ISREG(before):
            _into(path, data)
        else:
            _replace(path, data, before)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from None


def write_in(folder: str | Path, name: str, content: str | bytes) -> Path:
    """The same for a file of a folder that is ours to fill: whatever is no regular file there is in the way."""
    path = Path(folder) / name
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):
        raise OSError(None, "there is something that is no regular file", str(path))
    write(path, content)
    return path


def _mode(path: Path) -> int | None:
    """What is there, None for nothing and for a link to a file, or to nothing. Raises `OSError` for other links."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISLNK(mode):
        return mode
    try:
        behind = path.stat().st_mode
    except OSError:
        return None
    if not stat.S_ISREG(behind):
        raise OSError(None, "this is a link, and no link is written through", str(path))
    return None


def _replace(path: Path, data: bytes, mode: int | None) -> None:
    beside = path.parent / f".{os.urandom(8).hex()}.catproof~"
    handle = os.open(beside, _NO_LINK | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with open(handle, "wb") as file:
            file.write(data)
        if mode is not None:
            beside.chmod(stat.S_IMODE(mode))
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _into(path: Path, data: bytes) -> None:
    with open(os.open(path, _NO_LINK), "wb") as file:
        file.write(data)
