"""Text on its way to people: what a terminal would act on is shown escaped, all but the colours that are ours.

Names, paths, certificates and error messages may hold anything. While `guarded` lasts, all that is written to the
standard streams goes through `Terminal`, so that no command has to think of it; that a text is one line is for whoever
puts it into one (`one_line`). `verbatim` writes what is a file of its own, a picture or a theory in canonical form.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

from catproof.core.characters import escaped

COLOURS = {"ok": "32", "not ok": "31", "unknown": "33", "skipped": "33", "error": "31", "dim": "2", "bold": "1"}

Paint = Callable[[str, str], str]
"""Gives a text in the colour of that name."""

KEPT = "\n\t"
"""What has its usual meaning in text of several lines."""

one_line = escaped
"""A text as one line, whatever it holds."""


class Terminal:
    """A stream that escapes what a terminal would act on. `mark` begins a colour of ours: it is drawn anew for each
    stream, so that no text that was written before can hold it."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.mark = f"\x1b{os.urandom(8).hex()}"
        self._ours = re.compile(rf"{self.mark}(\[[0-9]+m)")

    def write(self, text: str) -> int:
        """Write the text, escaped."""
        if self.mark in text:
            parts = self._ours.split(text)  # every second one is a colour
            shown = "".join(f"\x1b{p}" if k % 2 else escaped(p, keep=KEPT) for k, p in enumerate(parts))
        else:
            shown = escaped(text, keep=KEPT)
        self.stream.write(shown)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextmanager
def guarded() -> Iterator[None]:
    """Have the standard streams escape what is written to them while the body runs."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast(TextIO, Terminal(stream)) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def unguarded(stream: TextIO) -> TextIO:
    """The stream itself, for what moves the cursor, or is no text for people. What is written to it is not escaped."""
    return stream.stream if isinstance(stream, Terminal) else stream


def verbatim(content: str) -> None:
    """Write the content of a file to standard output as it is, in UTF-8."""
    stream = unguarded(sys.stdout)
    set_encoding(stream, "utf-8")
    stream.write(content)


def say(message: str) -> None:
    """A line on standard error, of the program itself."""
    print(f"catproof: {one_line(message)}", file=sys.stderr, flush=True)


def set_encoding(stream: TextIO, encoding: str | None = None) -> None:
    """Have a standard stream escape what its encoding (or the one given) cannot say; without effect on a stand-in."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding=encoding, errors="backslashreplace")


def plain(text: str, colour: str) -> str:
    """The text as one line, in no colour."""
    return one_line(text)


WHEN = ("auto", "always", "never")
"""When there are colours."""

_when = "auto"


def colour_all(when: str) -> None:
    """Have colours `always`, `never`, or, as it is at first, where the environment and the stream are for them."""
    global _when
    _when = when


def _coloured(stream: TextIO) -> bool:
    """`NO_COLOR` and `FORCE_COLOR` (no-color.org, force-color.org) say for all streams, where they are not empty."""
    if _when != "auto" or os.environ.get("NO_COLOR"):
        return _when == "always"
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


class Painter:
    """Colours text where that is wanted. What is coloured is one line."""

    def __init__(self, stream: TextIO) -> None:
        self.on = _coloured(stream)
        self._escape = stream.mark if isinstance(stream, Terminal) else "\x1b"

    def __call__(self, text: str, colour: str) -> str:
        """The text in the colour of that name."""
        shown = one_line(text)
        return f"{self._escape}[{COLOURS[colour]}m{shown}{self._escape}[0m" if self.on else shown
