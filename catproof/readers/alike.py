"""Names in a file that are two and look like one: they differ by Unicode normalisation, or by what is not drawn."""

from __future__ import annotations

from itertools import chain

from catproof.core.characters import skeleton
from catproof.core.label import Label
from catproof.diagnostic import MOST_SHOWN
from catproof.readers.flaws import cut
from catproof.readers.rows import Rows


def alike(rows: Rows) -> list[str]:
    """A note for each such name of the rows: the first `MOST_SHOWN`, and how many there are. It is linear, and next to
    nothing where all names are ASCII, as those are their own skeletons."""
    odd = {x for x in chain(*rows.columns, rows.alone) if isinstance(x, str) and not x.isascii()}
    if not odd:
        return []
    families: dict[str, list[Label]] = {}
    for name in sorted(odd):
        families.setdefault(skeleton(name), []).append(name)
    for plain in {x for x in chain(*rows.columns, rows.alone) if x not in odd and str(x) in families}:
        families[str(plain)].insert(0, plain)
    found = [(a, b) for a, *others in families.values() for b in others]
    notes = [
        f"{rows.file}: {_placed(a, rows)} and {_placed(b, rows)} look alike, and are two names: {spelt(a)} and "
        f"{spelt(b)}"
        for a, b in found[:MOST_SHOWN]
    ]
    more = len(found) - len(notes)
    return [*notes, *([f"{rows.file}: {more} more pairs of names that look alike"] if more else [])]


def spelt(label: Label) -> str:
    r"""A name with the numbers of its characters where they are not ASCII: `caf\u00e9`."""
    return cut(ascii(label)[1:-1] if isinstance(label, str) else str(label), 200)


def _placed(label: Label, rows: Rows) -> str:
    for column in rows.columns:
        if label in column:
            return f"{cut(str(label))} in {rows.unit} {rows.places[column.index(label)]}"
    return cut(str(label))
