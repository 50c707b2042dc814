"""Hints that show what the program fills in where a block leaves something out."""

from __future__ import annotations

from itertools import islice
from typing import Any, NamedTuple

from catproof.elaborate.filled import Filled

MOST_ENTRIES = 40
"""So many entries of one block are put into words."""
LONGEST_HINT = 60
"""Characters of a hint; what there is beyond is shown when asked for."""


class Hint(NamedTuple):
    """What is filled in at a place: cut, as `label`, and in full. Put there, it is read as what it is, unless there is
    more of it than anybody would read: then it is not `whole`."""

    line: int
    column: int
    label: str
    text: str
    whole: bool


def hint(filled: Filled) -> Hint:
    """The entries as text that may stand in the block."""
    entries = list(islice(filled.entries(), MOST_ENTRIES + 1))
    whole = len(entries) <= MOST_ENTRIES
    label, shown = "", 0
    while shown < len(entries) and (not shown or len(label) + len(entries[shown]) <= LONGEST_HINT):
        label += f"{' ; ' if shown else ''}{entries[shown]}"
        shown += 1
    if shown < len(entries):
        label += f" ; ... ({len(entries) - shown if whole else 'many'} more)"
    text = " ; ".join(entries[:MOST_ENTRIES])
    if filled.written:
        _, _, line, column = filled.written[-1].span
        return Hint(line, column, f" ; {label}", f" ; {text}", whole)
    _, _, line, column = filled.block.span
    return Hint(line, column - 1, f"{label} ", f"{text} ", whole)


def to_data(found: list[Filled]) -> list[dict[str, Any]]:
    """The hints of a file, for another process."""
    return [hint(filled)._asdict() for filled in found]
