"""The text of a theory file, refused with one clear error where it is none."""

from __future__ import annotations

from pathlib import Path

from catproof.core.characters import lines_of, position
from catproof.diagnostic import Diagnostic, InputError, Span

LONGEST_LINE = 100_000
"""The most characters of a line."""

_BEGINNING = Span(1, 1, 1, 1)


def read_theory(path: str | Path) -> str:
    """The text of a theory file, without a byte order mark.

    Raises `InputError` for what cannot be a theory file: no such file, a folder, not UTF-8, a NUL byte, an endless
    line."""
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise _refused(path, "no such file") from None
    except IsADirectoryError:
        raise _refused(path, "this is a folder, not a theory file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _refused(path, f"the file cannot be read: {reason}") from None
    return decode(data, path)


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
        raise _refused(path, message, "save it with the encoding UTF-8", span) from None
    if problem := unreadable(text):
        raise _refused(path, *problem)
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


def _refused(path: str | Path, message: str, hint: str = "", span: Span = _BEGINNING) -> InputError:
    return InputError([Diagnostic(str(path), span, message, hint)])
