"""What a program hands over in place of a file: numbers with names, and pairs of names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np

from catproof.core.label import Label
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.place import Handed as Handed
from catproof.readers.rows import Rows
from catproof.readers.tables import label_of
from catproof.readers.vectors import Numbers, different, directed, square, usable


def numbers(given: Handed, scores: bool, finite: bool = True) -> Numbers:
    """Rows with names: a mapping from a name to its numbers, a data frame (its index has the names), or an array with
    `names`. With `scores` it is square, else the rows are vectors; unless they are `finite`, there may be any numbers.
    Raises `BadData`."""
    value: Any = given.value
    names, rows = given.names, value
    if isinstance(value, Mapping):
        names, rows = value.keys() if names is None else names, list(value.values())
    elif hasattr(value, "to_numpy"):
        names, rows = getattr(value, "index", None) if names is None else names, value.to_numpy()
    try:
        values = usable(np.asarray(rows), given.called, finite)
    except ValueError:  # rows of several lengths
        raise BadData(Flaw("E511", given.called, None, "the rows have different lengths, or are no numbers")) from None
    if names is None:
        raise BadData(
            Flaw("E511", given.called, None, "the names of the rows are missing", "an array has none of its own")
        )
    flaws = Flaws(given.called, "row")
    listed = list(islice(names, len(values) + 1))
    labels = [label_of(name, place, "names", flaws) for place, name in enumerate(listed, 1)]
    if len(labels) != len(values):
        number = f"more than {len(values)}" if len(labels) > len(values) else str(len(labels))
        flaws.add("E511", None, f"there are {number} names, and {len(values)} row{'s' if len(values) > 1 else ''}")
    if not flaws.found:
        different(labels, range(1, len(labels) + 1), flaws)
    flaws.stop_if_any()
    found = Numbers(given.called, labels, values)
    return square(found) if scores else directed(found)


def pairs(given: Handed, columns: Sequence[str]) -> Rows:
    """Two columns: a mapping (or a series) from a name to a name or to several, a data frame with two columns, or
    pairs. `columns` is what they are called. Raises `BadData`."""
    flaws = Flaws(given.called, "pair")
    found: tuple[list[Label], list[Label]] = ([], [])
    place = 0
    for place, pair in enumerate(_paired(given.value), 1):
        if isinstance(pair, str) or not isinstance(pair, Sequence) or len(pair) != 2:
            message = f"a pair of {' and '.join(columns)} is expected, not {str(pair)[:40]}"
            flaws.add("E507", place, message, kind="pair")
            continue
        for side, name, column in zip(found, pair, columns, strict=True):
            side.append(label_of(name, place, column, flaws))
    flaws.stop_if_any()
    return Rows(given.called, found, range(1, place + 1), "pair")


def _paired(value: Any) -> Iterator[object]:
    if hasattr(value, "itertuples"):
        yield from value.itertuples(index=False, name=None)
    elif hasattr(value, "items"):
        for name, others in value.items():
            several = isinstance(others, Iterable) and not isinstance(others, str | bytes)
            yield from ((name, other) for other in (others if several else [others]))
    elif isinstance(value, Iterable):
        yield from value
    else:
        yield value
