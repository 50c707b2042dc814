"""What a theory knows of the data files that it reads."""

from __future__ import annotations

from typing import Any

from catproof.core.deadline import Clock
from catproof.diagnostic import Span
from catproof.readers.place import Places


class Data:
    """Where the data files of a theory may be, and what is to be said of those that were read. `clock` is that of the
    declaration that is being built."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.notes: list[tuple[Span, str]] = []
        self.libraries: dict[tuple[int, ...], Any] = {}
        """The definitions that may be called, for each collection of them that was met."""
        self.clock: Clock | None = None
