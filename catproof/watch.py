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
from catproof.run import theory_files
from catproof.syntax import tree
from catproof.syntax.parser import parse, read_theory

INTERVAL = 0.2
"""Seconds between two looks."""

Stamps = dict[str, tuple[int, int, int] | None]
"""What tells the states of files apart; None for one that is not there."""


def stamps(paths: Sequence[str]) -> Stamps:
    """The state of the theory files, and of all that they import."""
    found: Stamps = {}
    pending = list(_files(paths))
    while pending:
        path = os.path.realpath(pending.pop())
        if path not in found:
            found[path] = _stamp(path)
            pending += [str(Path(path).parent / name) for name in _imports(path)]
    return found


def wait(paths: Sequence[str], before: Stamps) -> None:
    """Return when a file differs from what it was before, is gone, or is new in a folder that is watched."""
    while all(_stamp(path) == stamp for path, stamp in before.items()):
        if not all(os.path.realpath(path) in before for path in _files(paths)):
            return
        time.sleep(INTERVAL)


def _files(paths: Sequence[str]) -> list[str]:
    found = []
    for path in paths:
        try:
            found += list(theory_files([path]))
        except InputError:  # a folder that has no theory files, so far
            continue
    return found


def _stamp(path: str) -> tuple[int, int, int] | None:
    try:
        state = Path(path).stat()
    except (OSError, ValueError):
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino


def _imports(path: str) -> list[str]:
    try:
        items = parse(read_theory(path), path).theory.items
    except InputError:
        return []
    return [item.path for item in items if isinstance(item, tree.Import)]
