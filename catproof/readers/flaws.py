"""What is wrong with a data file, and where."""

from __future__ import annotations

from typing import NamedTuple

from catproof.diagnostic import MOST_SHOWN


class Flaw(NamedTuple):
    """One error in a data file: what is wrong, in which line (None: the file as a whole), what would be right.
    `code` is that of its kind."""

    code: str
    file: str
    line: int | None
    message: str
    hint: str = ""
    unit: str = "line"

    def __str__(self) -> str:
        if self.line is None:
            return f"{self.file}: {self.message}"
        if self.unit == "line":
            return f"{self.file}:{self.line}: {self.message}"
        return f"{self.file}: {self.unit} {self.line}: {self.message}"


class BadData(Exception):
    """A data file is wrong. Carries its flaws, at least one, in the order of the file."""

    def __init__(self, *flaws: Flaw) -> None:
        super().__init__("; ".join(str(flaw) for flaw in flaws))
        self.flaws = list(flaws)


class Flaws:
    """Collects the flaws of one file, so that all are reported in one run."""

    def __init__(self, file: str, unit: str = "line") -> None:
        self.file = file
        self.unit = unit
        self.found: list[Flaw] = []
        self.more = 0

    def add(self, code: str, line: int | None, message: str, hint: str = "") -> None:
        """Note a flaw and go on."""
        if len(self.found) < MOST_SHOWN:
            self.found.append(Flaw(code, self.file, line, message, hint, self.unit))
        else:
            self.more += 1

    def all(self) -> list[Flaw]:
        """What was collected, and how much more there was."""
        more = [Flaw("E100", self.file, None, f"{self.more} more errors like these follow")] if self.more else []
        return [*self.found, *more]

    def stop_if_any(self) -> None:
        """Raise what was collected, if anything."""
        if self.found:
            raise BadData(*self.all())
