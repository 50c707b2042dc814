"""What is wrong with a data file, and where."""

from __future__ import annotations

from typing import NamedTuple

FEW_SHOWN = 3
"""Of the flaws of one kind so many are shown, with their places; the others are counted."""


class Flaw(NamedTuple):
    """One error in a data file: what is wrong, in which line (None: the file as a whole), what would be right.
    `code` is that of its kind. It stands for `number` of one kind, of which `others` are the next ones."""

    code: str
    file: str
    line: int | None
    message: str
    hint: str = ""
    unit: str = "line"
    others: tuple[Flaw, ...] = ()
    number: int = 1

    def __str__(self) -> str:
        if self.line is not None and self.unit == "line":
            return f"{self.file}:{self.line}: {self.told}"
        return f"{self.file}: {self._placed(self.told)}"

    @property
    def told(self) -> str:
        """What is wrong, and with others of its kind where else and how often; without its own place."""
        if self.number == 1:
            return self.message
        shown = [each._placed(each.message) for each in self.others]
        more = self.number - 1 - len(shown)
        counted = f"and {more} more like these, {self.number} in all" if more else f"{self.number} in all"
        return f"{self.message}; also {'; '.join([*shown, counted])}"

    def _placed(self, text: str) -> str:
        return text if self.line is None else f"{self.unit} {self.line}: {text}"


class BadData(Exception):
    """A data file is wrong. Carries its flaws, at least one, in the order of the file."""

    def __init__(self, *flaws: Flaw) -> None:
        super().__init__("; ".join(str(flaw) for flaw in flaws))
        self.flaws = list(flaws)


class Flaws:
    """Collects the flaws of one file, so that all are reported in one run: one error for each kind, with the places of
    the first few and their number."""

    def __init__(self, file: str, unit: str = "line") -> None:
        self.file = file
        self.unit = unit
        self.found: dict[tuple[str, str], list[Flaw]] = {}
        """By their kinds the first flaws, in the order of the file."""
        self.counts: dict[tuple[str, str], int] = {}

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    def add(
        self, code: str, line: int | None, message: str, hint: str = "", kind: str | None = None, of: int = 0
    ) -> None:
        """Note a flaw and go on. Flaws with one code and one `kind` are of one kind; without `kind`, those with one
        code and one hint. `of` is how many there are of its kind, where that is known: the first few are noted then."""
        key = code, hint if kind is None else kind
        self.counts[key] = of or self.counts.get(key, 0) + 1
        few = self.found.setdefault(key, [])
        if len(few) < FEW_SHOWN:
            few.append(Flaw(code, self.file, line, message, hint, self.unit))

    def all(self) -> list[Flaw]:
        """What was collected: for each kind the first one, with the next ones and the number of all."""
        return [few[0]._replace(others=tuple(few[1:]), number=self.counts[key]) for key, few in self.found.items()]

    def stop_if_any(self) -> None:
        """Raise what was collected, if anything."""
        if self.found:
            raise BadData(*self.all())
