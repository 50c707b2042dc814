"""Waiting until theory files change, for `check --watch`.

Files are looked at a few times a second. That works on every system and file system, for files that editors replace
rather than write, and takes no time that could be noticed for as many theory files as there are.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from catproof.diagnostic import InputError
from catproof.readers.place import Places
from catproof.running.loading import theory_files
from catproof.syntax import tree
from catproof.syntax.files import data_files, imported_files
from catproof.syntax.parser import parse, read_theory

INTERVAL = 0.2
"""Seconds between two looks."""

Stamp = tuple[int, int, int] | None
"""What tells the states of a file apart; None where there is none."""

Stamps = dict[str, Stamp]
"""Files, by their real paths, and their states."""


def stamps(paths: Sequence[str], allowed: Sequence[str] = (), exclude: Sequence[str] = ()) -> Stamps:
    """The state of the theory files, of all that they import, and of the data files they read, as far as they may
    read them; `allowed` are the folders of `--allow-path`, `exclude` the patterns of `--exclude`."""
    found: Stamps = {}
    pending = list(_files(paths, exclude))
    while pending:
        path = os.path.realpath(pending.pop())
        if path not in found:
            found[path] = stamp(path)
            theory, places = _theory(path), Places(Path(path).parent, tuple(allowed))
            pending += map(str, places.those_inside(imported_files(theory)))
            found.update((str(data), stamp(str(data))) for data in places.those_inside(data_files(theory)))
    return found


def wait(paths: Sequence[str], before: Stamps, exclude: Sequence[str] = ()) -> None:
    """Return when a file differs from what it was before, is gone, or is new in a folder that is watched."""
    while all(stamp(path) == known for path, known in before.items()):
        if not all(os.path.realpath(path) in before for path in _files(paths, exclude)):
            return
        time.sleep(INTERVAL)


def _files(paths: Sequence[str], exclude: Sequence[str]) -> list[str]:
    found = []
    for path in paths:
        try:
            found += list(theory_files([path], exclude))
        except InputError:  # a folder that has no theory files, so far
            continue
    return found


def stamp(path: str) -> Stamp:
    """The state of a file."""
    try:
        state = Path(path).stat()
    except (OSError, ValueError):
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino


def _theory(path: str) -> tree.Theory:
    try:
        return parse(read_theory(path, found=True), path).theory
    except InputError:
        return tree.Theory(())
