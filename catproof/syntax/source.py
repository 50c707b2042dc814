"""The text of a theory file, refused with one clear error where it is none."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from catproof.core.characters import lines_of, position
from catproof.diagnostic import Diagnostic, InputError, Span
from catproof.files.reading import LARGEST_THEORY, Unreadable, read_given, read_regular, read_stream

LONGEST_LINE = 100_000
"""The most characters of a line."""

_BEGINNING = Span(1, 1, 1, 1)


def read_theory(path: str | Path, found: bool = False) -> str:
    """The text of a theory file, without a byte order mark. A file that was `found` in a folder, or is named by another
    file, must be a regular one; the user may also name a pipe.

    Raises `InputError` for what cannot be a theory file: no such file, a folder, what is too large, not UTF-8, a NUL
    byte, an endless line."""
    try:
        data = read_regular(path, LARGEST_THEORY) if found else read_given(path, LARGEST_THEORY)
    except Unreadable as reason:
        message = "this is a folder, not a theory file" if reason.message == "this is a folder" else reason.message
        raise _refused(reason.code, path, message, reason.hint) from None
    return decode(data, path)


def read_stdin(stdin: BinaryIO) -> str:
    """The theory that comes from standard input. Raises `InputError` as `read_theory` does, and `OSError`."""
    try:
        return decode(read_stream(stdin, LARGEST_THEORY), "<stdin>")
    except Unreadable as reason:
        raise _refused(reason.code, "<stdin>", reason.message, reason.hint) from None


def decode(data: bytes, path: str | Path) -> str:
    """The text of a theory file's bytes, e.g. from standard input; raises `InputError` as `read_theory` does."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # `error.start` counts from behind a byte order mark.
        offset = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        before = data[:offset].decode("utf-8-sig")
        line, column = position(before, len(before))
        message = f"the file is not UTF-8: byte 0x{data[offset]:02X} at offset {offset}"
        span = Span(line, column, line, column + 1)
        raise _refused("E101", path, message, "save it with the encoding UTF-8", span) from None
    if problem := unreadable(text):
        raise _refused("E101", path, *problem)
    return text


def unreadable(text: str) -> tuple[str, str, Span] | None:
    """Why a text cannot be a theory file (message, hint, place), or None if it can."""
    where = text.find("\0")
    if where >= 0:
        line, column = position(text, where)
        return "the file contains a NUL byte", "a theory file is plain text", Span(line, column, line, column + 1)
    if len(text) > LONGEST_LINE:
        for line, content in enumerate(lines_of(text), 1):
            if len(content) > LONGEST_LINE:
                message = f"the line is longer than {LONGEST_LINE} characters"
                hint = "break it; at the top level and inside brackets a new line is a space"
                return message, hint, Span(line, 1, line, 2)
    return None


def _refused(code: str, path: str | Path, message: str, hint: str = "", span: Span = _BEGINNING) -> InputError:
    return InputError([Diagnostic(code, str(path), span, message, hint)])
