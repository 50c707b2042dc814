"""Finished enumerations, kept in the cache folder (`core.cache`).

A file is believed only if it was written for the same question by the same code, is undamaged, and has as many
categories or posets as there are (`known`). One is written only when its counts have been found right.
"""

from __future__ import annotations

import functools
import hashlib
import zlib
from pathlib import Path

from catproof.core import cache
from catproof.version import __version__

LARGEST = 32 * 2**20
"""Enumerations that take more bytes are not kept."""


@functools.cache
def _code() -> str:
    """A digest of this package: a change to it may change what it finds, or in which order."""
    try:
        files = sorted(Path(__file__).parent.glob("*.py"))
        return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
    except OSError:
        return ""


def _key(name: str) -> bytes:
    return f"catproof {__version__} {_code()} {name}\n".encode()


def read(name: str) -> bytes | None:
    """What was kept under `name`, or None."""
    packed = cache.read(f"{name}.enumeration", _key(name), LARGEST)
    if packed is None:
        return None
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(packed, LARGEST)
    except zlib.error:
        return None
    return content if unpacker.eof and not unpacker.unused_data else None


def write(name: str, content: bytes) -> None:
    """Keep `content`; where that is not possible, nothing happens."""
    cache.write(f"{name}.enumeration", _key(name), zlib.compress(content, 1))
