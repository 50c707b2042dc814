"""`fmt`: theory files in canonical form."""

from __future__ import annotations

import os
from typing import BinaryIO, NamedTuple

from catproof.core.characters import lines_of
from catproof.diagnostic import Diagnostic, InputError
from catproof.files.writing import write
from catproof.syntax.formatter import format_theory
from catproof.syntax.parser import parse
from catproof.syntax.source import read_stdin, read_theory


class Formatted(NamedTuple):
    """What became of a file: `text` is what to print (for standard input), `changed` whether it was or would be."""

    errors: list[Diagnostic]
    lines: list[str]
    changed: bool = False
    text: str | None = None


def format_file(path: str, check: bool, stdin: BinaryIO) -> Formatted:
    """Put the file into canonical form; with `check` only say whether it is. Errors leave the file alone."""
    try:
        text = read_stdin(stdin) if path == "-" else read_theory(path)
    except InputError as error:
        return Formatted(error.diagnostics, [])
    parsed = parse(text, path)
    if parsed.diagnostics:
        return Formatted(parsed.diagnostics, lines_of(text))
    made = format_theory(parsed, text)
    changed = made != text
    if path == "-":
        return Formatted([], [], changed, None if check else made)
    if changed and not check:
        write(os.path.realpath(path), made)
    return Formatted([], [], changed)
