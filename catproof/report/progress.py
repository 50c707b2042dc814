"""What is going on, on a terminal, for what takes longer than a second."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TextIO

from catproof.core.width import padded, width
from catproof.report.terminal import one_line, unguarded

QUIET = 1.0
"""Seconds before anything is said."""

AGAIN = 0.1
"""Seconds between two changes of the line."""


class Progress:
    """One line on a terminal that changes and at the end is wiped out; nothing anywhere else."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = unguarded(stream)
        self.on = stream.isatty()
        self.next = time.monotonic() + QUIET
        self.width = 0

    def tell(self, what: str, done: int, total: int) -> None:
        """So much is done of so much."""
        if not self.on or time.monotonic() < self.next:
            return
        self.next = time.monotonic() + AGAIN
        text = one_line(f"{what}: {done} of {total}" if total else f"{what}: {done}")
        self.stream.write("\r" + padded(text, self.width))
        self.stream.flush()
        self.width = width(text)

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.width:
            self.stream.write("\r" + " " * self.width + "\r")
            self.stream.flush()
