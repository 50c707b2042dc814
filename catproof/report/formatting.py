"""`fmt`: theory files in canonical form."""

from __future__ import annotations

import os
from typing import BinaryIO, NamedTuple

from catproof.core.characters import LINE_END, lines_of
from catproof.diagnostic import Diagnostic, InputError
from catproof.files.writing import write
from catproof.syntax.formatter import format_theory
from catproof.syntax.parser import parse
from catproof.syntax.source import read_stdin, read_theory


class Formatted(NamedTuple):
    """What became of a file: `text` is what to print (for standard input), `changed` whether it was or would be, `diff`
    how, where that was asked for."""

    errors: list[Diagnostic]
    lines: list[str]
    changed: bool = False
    text: str | None = None
    diff: str = ""


def format_text(text: str, path: str = "<text>") -> str:
    """The theory in canonical form, with the line ends that it has. Raises `InputError`."""
    parsed = parse(text, path)
    if parsed.diagnostics:
        raise InputError(parsed.diagnostics)
    made = format_theory(parsed, text)
    first = LINE_END.search(text)
    return made if first is None or first[0] == "\n" else made.replace("\n", first[0])


def format_file(path: str, check: bool, stdin: BinaryIO, diff: bool = False, found: bool = False) -> Formatted:
    """Put the file into canonical form; with `check` only say whether it is, with `diff` what would change. Errors
    leave the file alone. One that was `found` in a folder is a regular file."""
    try:
        text = read_stdin(stdin) if path == "-" else read_theory(path, found)
    except InputError as error:
        return Formatted(error.diagnostics, [])
    try:
        made = format_text(text, path)
    except InputError as error:
        return Formatted(error.diagnostics, lines_of(text))
    changed = made != text
    if diff:
        return Formatted([], [], changed, diff=_difference(text, made, path))
    if path == "-":
        return Formatted([], [], changed, None if check else made)
    if changed and not check:
        write(os.path.realpath(path), made)
    return Formatted([], [], changed)


def _difference(before: str, after: str, path: str) -> str:
    """What changes, as `diff -u` says it; line ends are not shown."""
    from difflib import unified_diff

    old, new = (lines_of(text) for text in (before, after))
    return "\n".join(unified_diff(old[:-1], new[:-1], path, path, "as it is", "in canonical form", lineterm=""))
