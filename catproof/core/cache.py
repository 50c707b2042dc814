"""The cache folder: what can be computed again, kept between runs. Its rule is here and nowhere else.

The folder is `$CATPROOF_CACHE`, or `catproof` in the user's cache folder. It is ours or not used: a real folder, no
link, that belongs to the user who runs this and that nobody else may write to; made for the user alone where it is not
there. A folder that is not so is told of on standard error, once, and everything is computed anew. What lies in it is
believed only if it is ours in the same way and has the digest that it was written with. No pickle of ours is in it.

The words of a verdict are no one's to check, so what is kept of verdicts has a digest with a key (HMAC, RFC 2104) that
lies elsewhere, in the user's folder of state: a cache folder that somebody else has filled has none of them.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SEAL = "digests.json"
_USED: ContextVar[bool] = ContextVar("the cache is used", default=True)


class _NotOurs(Exception):
    """The folder is not used; the message says why and what can be done."""


@contextlib.contextmanager
def used(yes: bool) -> Iterator[None]:
    """In the body the cache is used as before; or, where `yes` is false, neither read nor written (`--no-cache`)."""
    token = _USED.set(yes and _USED.get())
    try:
        yield
    finally:
        _USED.reset(token)


def is_used() -> bool:
    """Whether the cache may be read and written here."""
    return _USED.get()


def place() -> Path:
    """Where the cache folder is, or would be."""
    if chosen := os.environ.get("CATPROOF_CACHE"):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("catproof", appauthor=False)


def folder(*names: str) -> Path | None:
    """The cache folder, or a folder in it, made if it is not there. None where it is not used; why is said once."""
    if not is_used():
        return None
    path = place()
    try:
        _ours(path, top=True)
        for name in names:
            path /= name
            _ours(path)
    except _NotOurs as refusal:
        _say(str(refusal))
        return None
    except OSError:  # a disk that is full or may not be written to: as if there were no cache
        return None
    return path


def _ours(path: Path, top: bool = False) -> None:
    """Make the folder if it is not there, for us alone. Raises `_NotOurs` if it is not ours, `OSError`."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=0o700)
        found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        raise _refused(path, "it is a link", f"set CATPROOF_CACHE to {os.path.realpath(path)!a}")
    if not stat.S_ISDIR(found.st_mode):
        raise _refused(path, "it is no folder", "set CATPROOF_CACHE to one")
    if not _is_mine(found):
        raise _refused(path, "it belongs to somebody else", "set CATPROOF_CACHE to a folder of your own")
    if found.st_mode & _OTHERS_WRITE and os.name == "posix":
        raise _refused(path, "others may write to it", "take that right away with chmod go-w, or set CATPROOF_CACHE")
    if top and found.st_mode & _OTHERS and os.name == "posix" and all(map(_is_kept, path.iterdir())):
        path.chmod(0o700)


def _is_kept(path: Path) -> bool:
    """Does it look like something of this program? A folder with other things in it keeps the rights that it has."""
    return path.name in ("coq", "numba", "verdicts") or path.suffix in (".enumeration", ".tables", ".tmp")


def _refused(path: Path, why: str, remedy: str) -> _NotOurs:
    return _NotOurs(f"catproof: the cache folder {os.fspath(path)!a} is not used: {why} ({remedy})")


def _is_mine(found: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or found.st_uid == os.geteuid()


@functools.cache
def _say(message: str) -> None:
    """Say it on standard error, once; workers leave that to the process that started them."""
    import multiprocessing

    if multiprocessing.parent_process() is None:
        print(message, file=sys.stderr)


# ---- files --------------------------------------------------------------------------------------------


def read(name: str, key: bytes, largest: int, *within: str) -> bytes | None:
    """What was written under this name with this key, at most `largest` bytes, in the folder or in one within it. None
    where there is nothing, or something that is not ours or not as it was written."""
    inside = folder(*within)
    if inside is None:
        return None
    data = _bytes(inside / name, largest + len(key) + 32)
    if data is None or not data.startswith(key, 32) or hashlib.sha256(data[32:]).digest() != data[:32]:
        return None
    return data[32 + len(key) :]


def write(name: str, key: bytes, content: bytes, *within: str) -> None:
    """Keep the content; where that is not possible, nothing happens."""
    inside = folder(*within)
    if inside is None:
        return
    data = key + content
    _whole(inside / name, hashlib.sha256(data).digest() + data)


def _whole(path: Path, data: bytes) -> None:
    """Write the file, for the user alone; where that is not possible, nothing happens. Written aside and renamed, so
    that another process sees a whole file or none, whatever happens here."""
    import shutil
    import tempfile

    aside = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", suffix=".tmp", delete=False) as file:
            aside = Path(file.name)
            file.write(data)
        aside.replace(path)
    except OSError:
        if path.is_dir() and not path.is_symlink():  # no file of ours: made anew next time
            shutil.rmtree(path, ignore_errors=True)
    finally:
        if aside is not None:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)


def bound(most: int, *within: str) -> None:
    """Have at most so many bytes in a folder within, where a small file counts as a block of a disk: the oldest files
    go, until half of that is left."""
    inside = folder(*within)
    if inside is None:
        return
    with contextlib.suppress(OSError):
        found = [(each.stat(follow_symlinks=False), each.path) for each in os.scandir(inside)]
        files = sorted((state.st_mtime, max(BLOCK, state.st_size), path) for state, path in found)
        left = sum(size for _, size, _ in files)
        if left <= most:
            return
        for _, size, path in files:
            with contextlib.suppress(OSError):
                Path(path).unlink()
            left -= size
            if left <= most // 2:
                return


BLOCK = 4096
"""The bytes that a file takes at least."""

SECRET = 32
"""The bytes of the key."""


def secret() -> bytes | None:
    """The key of this user, made where there is none. None where the cache is not used, or no key can be kept."""
    if not is_used():
        return None
    from platformdirs import user_state_path

    return _secret(user_state_path("catproof", appauthor=False) / "key")


@functools.lru_cache(maxsize=1)
def _secret(path: Path) -> bytes | None:
    try:
        _ours(path.parent)
        found = _bytes(path, SECRET)
        if found is None or len(found) != SECRET or (os.name == "posix" and path.stat().st_mode & _OTHERS):
            _whole(path, os.urandom(SECRET))
            found = _bytes(path, SECRET)
    except (_NotOurs, OSError):
        return None
    return found


def _bytes(path: Path, largest: int) -> bytes | None:
    """The bytes of a regular file of ours that is not too large; links are not followed."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(path, flags), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode) or not _is_mine(found) or found.st_size > largest:
                return None
            if os.name == "posix" and found.st_mode & _OTHERS_WRITE:
                return None
            return file.read(largest + 1)
    except OSError:
        return None


# ---- folders that other programs fill -----------------------------------------------------------------

LARGEST_FILE = 256 * 2**20
"""The most bytes of a file of theirs."""


def seal(path: Path) -> None:
    """Write down the digests of all that is in the folder, and let nobody else write to it. Raises `OSError`."""
    for inside, folders, files in os.walk(path):
        for name in (*folders, *files):
            within = Path(inside, name)
            mode = within.lstat().st_mode
            if mode & _OTHERS_WRITE and not stat.S_ISLNK(mode):
                within.chmod(stat.S_IMODE(mode) & ~_OTHERS_WRITE)
    found = _digests(path)
    if found is not None:
        text = json.dumps(found, indent=0)
        aside = path / f"{_SEAL}.{os.getpid()}"
        aside.write_text(text, encoding="utf-8")
        aside.replace(path / _SEAL)


def is_sealed(path: Path) -> bool:
    """Whether the folder has just what it had when it was sealed, all of it ours."""
    data = _bytes(path / _SEAL, LARGEST_FILE)
    found = None if data is None else _digests(path)
    if data is None or found is None:
        return False
    try:
        return bool(json.loads(data) == found)
    except (ValueError, RecursionError):
        return False


def _digests(path: Path) -> dict[str, str] | None:
    """The digest of each file in and below the folder; None if anything in it is not ours, or no file or folder."""
    found: dict[str, str] = {}
    pending = [path]
    try:
        while pending:
            inside = pending.pop()
            _ours(inside)
            for entry in os.scandir(inside):
                name = os.path.relpath(entry.path, path)
                if entry.is_dir(follow_symlinks=False):
                    pending.append(Path(entry.path))
                elif not name.startswith(_SEAL):
                    data = _bytes(Path(entry.path), LARGEST_FILE)
                    if data is None:
                        return None
                    found[name] = hashlib.sha256(data).hexdigest()
    except (_NotOurs, OSError):
        return None
    return dict(sorted(found.items()))
