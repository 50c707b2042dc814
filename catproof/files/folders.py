"""The files of a folder that a user means: not those that git ignores, nor those of other tools."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from catproof.files.reading import Unreadable, read_regular

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SKIPPED = frozenset({".git", ".hg", ".svn", ".venv", "node_modules"})
"""Folders within a folder that are never looked into."""

LARGEST = 2**20
"""The most bytes of a .gitignore."""

_Rules = list[tuple[str, "GitIgnoreSpec"]]
"""Patterns, each with the folder that they speak of, from the outermost in."""


def files_below(folder: str, ending: str, exclude: Sequence[str] = ()) -> Iterator[str]:
    """The files in and below a folder whose names end so, links to folders not followed. Those are left out that a
    .gitignore says, in the folder, below it, or above it up to the root of the repository; and those of the patterns
    `exclude`, which speak of the working folder as a .gitignore there would."""
    rules: _Rules = []
    start = _real(folder)
    for outer in _outer(start):
        rules += _rules(outer)
    if exclude:
        rules.append((_real(os.curdir), _spec(exclude)))
    yield from _below(folder, start, ending, rules)


def _real(folder: str) -> str:
    return os.path.realpath(folder).replace(os.sep, "/").rstrip("/")


def _below(folder: str, real: str, ending: str, rules: _Rules) -> Iterator[str]:
    pending = [(folder, real, rules)]
    while pending:
        folder, real, rules = pending.pop()
        rules = [*rules, *_rules(real)]
        try:
            entries = list(os.scandir(folder))
        except OSError:  # it may not be read
            continue
        for entry in entries:
            inside = f"{real}/{entry.name}"
            path = str(Path(folder, entry.name))
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in SKIPPED and not _left_out(f"{inside}/", rules):
                    pending.append((path, inside, rules))
            elif entry.name.endswith(ending) and not entry.is_dir() and not _left_out(inside, rules):
                yield path


def _outer(real: str) -> list[str]:
    """The folders above, from the root of the repository down; none where there is no repository."""
    above = [real.rsplit("/", k)[0] for k in range(real.count("/") + 1)]
    for k, outer in enumerate(above):
        if os.path.lexists(f"{outer}/.git"):
            return above[1 : k + 1][::-1]
    return []


def _rules(folder: str) -> _Rules:
    """What the .gitignore of a folder says, if there is one."""
    path = Path(f"{folder}/.gitignore")
    if not path.is_file():
        return []
    try:
        data = read_regular(path, LARGEST)
    except Unreadable:
        return []
    return [(folder, _spec(data.decode("utf-8", "surrogateescape").splitlines()))]


def _spec(lines: Sequence[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _left_out(path: str, rules: _Rules) -> bool:
    """The innermost rule that speaks of the file, or folder, says."""
    for folder, spec in reversed(rules):
        if path.startswith(f"{folder}/"):
            says = spec.check_file(path[len(folder) + 1 :]).include
            if says is not None:
                return bool(says)
    return False
