"""Verdicts of earlier runs, from the cache folder: evidence that the kernel checks again, and the words.

What is kept of a statement is the evidence, never the claim: the certificate is put together with the claim and the
tables as they are now, and the kernel checks it as if the evidence had just been found. So no file in the cache folder
can make a verdict. The words, which nobody can check, are believed only with the user's key (`core.cache`). Limits are
no verdicts, and are not kept.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
import json
import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from catproof.core import cache
from catproof.decide.certificate import elements, said_by
from catproof.elaborate.ready import Ready
from catproof.options import Options
from catproof.version import __version__

FOLDER = "verdicts"

LARGEST = 2**20
"""Evidence and words of more bytes are not kept."""

MOST = 128 * 2**20
"""So many bytes of verdicts are kept."""

EVERY = 128
"""After so many writings the size of the folder is looked at."""

_written = count()


class Kept(NamedTuple):
    """What is kept of a verdict: its value, the evidence, and how it is told."""

    value: bool
    evidence: Any
    engine: str
    instances: int
    reason: str
    argument: list[str]
    witness: dict[str, Any]
    names: str = ""
    """A digest of the names that a theory to paste avoids, where there is one."""


class Sealed(NamedTuple):
    """A file in the cache folder that is believed only with the user's key, `secret`."""

    name: str
    key: bytes
    secret: bytes

    def read(self, largest: int) -> bytes | None:
        """Its content; None where there is nothing, or what is not as this user's catproof wrote it."""
        data = cache.read(self.name, self.key, largest, FOLDER)
        return None if data is None or not hmac.compare_digest(data[:32], self._seal(data[32:])) else data[32:]

    def write(self, content: bytes) -> None:
        """Keep it; where that is not possible, nothing happens."""
        if next(_written) % EVERY == 0:
            cache.bound(MOST, FOLDER)
        cache.write(self.name, self.key, self._seal(content) + content, FOLDER)

    def _seal(self, content: bytes) -> bytes:
        return hmac.digest(self.secret, self.key + content, "sha256")


class Place(NamedTuple):
    """Where the verdict on a statement is kept: known before it is decided. `said` is what its certificate says of
    it."""

    said: dict[str, Any]
    file: Sealed
    names: str

    def read(self) -> Kept | None:
        """What is kept there."""
        data = self.file.read(LARGEST)
        kept = None if data is None else Kept(*json.loads(data))
        return kept if kept is not None and kept.names in ("", self.names) else None

    def write(self, kept: Kept) -> None:
        """Keep it, if it is not too large."""
        names = self.names if "theory" in kept.witness else ""
        try:
            content = json.dumps(kept._replace(names=names), separators=(",", ":")).encode()
        except RecursionError:
            return
        if len(content) + 32 <= LARGEST:
            self.file.write(content)


def place(statement: Ready, options: Options) -> Place | None:
    """Where the verdict on a statement is kept. None where none is kept. Raises `LimitReached`."""
    from catproof.elaborate.dependencies import declarations

    secret = cache.secret() if options.cache and options.kept and statement.said is not None else None
    digested = code() if secret is not None else ""
    if secret is None or statement.said is None or not digested:
        return None
    said = said_by(statement.said)
    written = None if elements(said) > options.check_limit else declarations(statement.said, statement.text)
    if written is None:
        return None
    asked = [digested, options.engine, options.limit, written[0], said]
    digest = hashlib.sha256(json.dumps(asked, separators=(",", ":")).encode())
    names = hashlib.sha256(written[1].encode()).hexdigest()
    return Place(said, Sealed(f"{digest.hexdigest()}.verdict", digest.digest(), secret), names)


@functools.cache
def code() -> str:
    """A digest of what decides: this version of catproof as its files are here, Python, and the solvers. Empty where
    they are no files."""
    digest = hashlib.sha256(f"{__version__} {sys.version}".encode())
    try:
        for path, status in _files():
            digest.update(f"\0{path} {status.st_size} {status.st_mtime_ns}".encode())
    except (OSError, ValueError, ImportError):
        return ""
    return digest.hexdigest()


def _files() -> Iterator[tuple[str, os.stat_result]]:
    pending = [Path(__file__).parent.parent]
    while pending:
        for entry in sorted(os.scandir(pending.pop()), key=lambda each: each.name):
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    pending.append(Path(entry.path))
            elif entry.name.endswith((".py", ".cat")):
                yield entry.path, entry.stat()
    for name in ("z3", "pysat", "numpy"):
        found = find_spec(name)
        if found is not None and found.origin is not None:
            yield found.origin, Path(found.origin).stat()
