"""Finished enumerations, kept in the user's cache folder.

A file is believed only if it was written for the same question by the same code and its checksum is right.
Anything else, and any trouble with the folder, is as if nothing had been kept.
"""

from __future__ import annotations

import contextlib
import functools
import os
import time
import zlib
from pathlib import Path

import catproof
from catproof import resources

LARGEST = 32 * 2**20
"""Enumerations that take more bytes are not kept."""


@functools.cache
def _code() -> int:
    """A checksum of this package: a change to it may change what it finds, or in which order."""
    total = 0
    with contextlib.suppress(OSError):
        for path in sorted(Path(__file__).parent.glob("*.py")):
            total = zlib.crc32(path.read_bytes(), total)
    return total


def _key(name: str) -> bytes:
    return f"catproof {catproof.__version__} {_code():08x} {name}\n".encode()


def _path(name: str) -> Path:
    return resources.cache_folder() / f"{name}.enumeration"


def read(name: str) -> bytes | None:
    """What was kept under `name`, or None."""
    try:
        data = _path(name).read_bytes()
        if zlib.crc32(data[4:]).to_bytes(4, "big") != data[:4]:
            return None
        key = _key(name)
        if not data.startswith(key, 4):
            return None
        return zlib.decompress(data[4 + len(key) :])
    except (OSError, zlib.error):
        return None


def write(name: str, content: bytes) -> None:
    """Keep `content`; where that is not possible, nothing happens."""
    data = _key(name) + zlib.compress(content, 1)
    path = _path(name)
    # Written aside and renamed, so that another process sees a whole file or none, whatever happens here.
    aside = path.with_name(f"{path.name}.{os.getpid()}.{time.monotonic_ns()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(zlib.crc32(data).to_bytes(4, "big") + data)
        aside.replace(path)
    except OSError:
        pass
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
