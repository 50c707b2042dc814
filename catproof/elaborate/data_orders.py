"""Orders from data files: `poset P = read(...)` and `preorder P = read(...)`, in arrays from the reader on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from catproof.core.beside import small
from catproof.core.category import Category, thin_on
from catproof.core.deadline import load
from catproof.core.label import Label, show
from catproof.core.order import Order, cycles
from catproof.diagnostic import MOST_SHOWN
from catproof.elaborate.categories import Collector, cycle_shown, first_pair
from catproof.elaborate.data import POSET, Told, arguments, choice, rows_read, wrongs_of
from catproof.elaborate.terms import Terms
from catproof.readers.columns import numbered, shared
from catproof.readers.flaws import BadData, Flaws
from catproof.readers.reading import read_rows
from catproof.readers.rows import NO_VALUE, Rows
from catproof.syntax import tree
from catproof.syntax.printer import print_term

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Read(NamedTuple):
    """What rows say of an order: its objects, and different pairs (smaller, larger) by their numbers, each with the row
    that it comes first in; -1 where that is none."""

    objects: list[Label]
    low: NDArray[Any]
    high: NDArray[Any]
    row: NDArray[Any]


def read_order(terms: Terms, call: tree.Call, name: str, cyclic: bool) -> Category:
    """The poset, or with `cyclic` the preorder, that a call reads. Raises `Wrong`, `Problems` or `BadData`."""
    options = ("root", "null", "points") if cyclic else ("root", "null", "points", "cycles")
    texts, given = arguments(call, ("the smaller", "the larger"), POSET, *options)
    root = choice(call, given, "root", "self", "empty")
    null = choice(call, given, "null", "drop", "self", "point")
    merge = choice(call, given, "cycles", "merge")
    rows = rows_read(terms, call, texts, bool(null) or root == "empty")
    told = Told(terms, call, rows)
    told.option("root", root, "object", "objects", "with nothing above")
    done = {"drop": "left out", "self": "taken as a <= a"}.get(null, "kept as points")
    told.option("null", null, "row", "rows", f"with an empty value {done}")
    flaws = rows.flaws()
    found = _pairs(rows, texts[-2:], root, null, cyclic, told, flaws)
    problems = Collector()
    found = _with_block(found, call, [*rows.alone, *_points(terms, given, texts)], cyclic, terms, problems)
    merged: dict[Label, int] = {}
    if merge:
        found, merged = _merged(found)
        told.option("cycles", merge, "object", "objects", f"made one with others{_first_of(merged, found.objects)}")
        told.counts["cycles"] = (*told.counts["cycles"][:3], len(merged), 0)
    objects = found.objects
    order = Order(len(objects), small(found.low), small(found.high))
    if not cyclic and not order.antisymmetric:
        _cycles(order, found, rows, flaws)
    problems.wrongs += wrongs_of(call.span, flaws.all())
    problems.stop_if_any()
    told.note()
    kept = None if cyclic else order.covering()
    if kept is not None and not kept.all():
        order = Order(len(objects), small(found.low[kept]), small(found.high[kept]))
    made = thin_on(objects, order.smaller, order.larger, name=name, limit=terms.limit)
    made.order = order
    if merged:
        made.number.update(merged)
    return made


def _pairs(rows: Rows, columns: Sequence[str], root: str, null: str, cyclic: bool, told: Told, flaws: Flaws) -> Read:
    """What the rows say, and what is wrong with them, in their order."""
    load("numpy")
    import numpy as np

    names, table = shared(rows.columns)
    blank = np.zeros(table.shape, bool)
    if names is not None and "" in names:
        blank = table == names.index("")
    empty: NDArray[Any] = blank[:, 0] | blank[:, 1]
    held = ~blank & ~empty[:, None]
    """What stands in the table for an object."""
    wrong = empty.copy()
    if root == "empty":
        tops = ~blank[:, 0] & blank[:, 1]
        held[tops, 0], wrong[tops] = True, False
        told.rows_with("root", tops)
    if null:
        told.rows_with("null", wrong)
        if null != "drop":
            held[wrong] = ~blank[wrong]
        wrong[:] = False
    same = ~empty & (table[:, 0] == table[:, 1])
    if root == "self":
        told.rows_with("root", same)
    elif not cyclic:
        wrong |= same
    shown = table[held]
    firsts, codes = numbered(shown)
    values: list[int] = shown[firsts].tolist()
    objects: list[Label] = [*values] if names is None else [names[k] for k in values]
    number = np.zeros(table.shape, np.int32)
    number[held] = codes
    row = np.flatnonzero(~empty & ~same)
    low, high = number[row].T
    first = np.arange(len(row))
    keys = low.astype(np.int64) * len(objects) + high
    ranked = np.sort(keys)
    if (ranked[1:] == ranked[:-1]).any():
        firsts, codes = numbered(keys)
        first = firsts[codes]
        wrong[row[first != np.arange(len(row))]] = True
    for k in np.flatnonzero(wrong).tolist():
        place = rows.places[k]
        if empty[k]:
            flaws.add("E507", place, f"there is no value in the column {columns[0 if blank[k, 0] else 1]}", NO_VALUE)
            continue
        a, b = (show(column[k]) for column in rows.columns)
        if same[k]:
            flaws.add("E512", place, f"{a} < {b} holds in no poset", "`root = self` where that marks a root")
        else:
            there = rows.places[int(row[first[np.searchsorted(row, k)]])]
            flaws.add(
                "E508", place, f"{a} < {b} is in {rows.unit} {there} already", "each pair once; remove the second row"
            )
    once = first == np.arange(len(row))
    return Read(objects, low[once], high[once], row[once])


def _with_block(
    found: Read, call: tree.Call, alone: Sequence[Label], cyclic: bool, terms: Terms, problems: Collector
) -> Read:
    """With points that stand alone, and what the block of the call adds."""
    import numpy as np

    if not alone and not call.block:
        return found
    number = {label: k for k, label in enumerate(found.objects)}
    for label in alone:
        number.setdefault(label, len(number))
    pairs: dict[tuple[int, int], None] = {}
    for item in call.block or ():
        if not isinstance(item, tree.ChainItem | tree.PointsItem):
            problems.add("E112", item.span, "the block of a poset has chains `a < b` and `point`")
            continue
        members = [number.setdefault(terms.label(x), len(number)) for x in item.names]
        for k, (a, b) in enumerate(pairwise(members) if isinstance(item, tree.ChainItem) else ()):
            if a != b:
                pairs[a, b] = None
            elif not cyclic:
                shown = print_term(item.names[k])
                problems.add("E402", item.names[k].span, f"{shown} < {shown} holds in no poset")
    there = set(zip(found.low.tolist(), found.high.tolist(), strict=True)) if pairs else set()
    more = np.array([pair for pair in pairs if pair not in there], np.int32).reshape(-1, 2)
    return Read(
        list(number),
        np.concatenate([found.low, more[:, 0]]),
        np.concatenate([found.high, more[:, 1]]),
        np.concatenate([found.row, np.full(len(more), -1)]),
    )


def _cycles(order: Order, found: Read, rows: Rows, flaws: Flaws) -> None:
    """Say which cycles there are, by the rows that they are met in first."""
    rings = cycles(order.below, order.above)
    wanted = {first_pair(ring) for ring in rings}
    pairs = zip(found.low.tolist(), found.high.tolist(), strict=True)
    row = {pair: k for pair, k in zip(pairs, found.row.tolist(), strict=True) if pair in wanted}
    for ring in sorted(rings, key=lambda ring: row[first_pair(ring)]):
        hint = "`cycles = merge` makes such objects one; a preorder may have cycles"
        k = row[first_pair(ring)]
        flaws.add("E512", rows.places[k] if k >= 0 else None, cycle_shown(ring, found.objects), hint)


def _points(terms: Terms, given: dict[str, str], texts: Sequence[str]) -> Sequence[Label]:
    """The objects that the option `points` names: of its file the column of the smaller ones, or the column `id`."""
    if "points" not in given:
        return []
    file = given["points"]
    try:
        return read_rows(terms.data.places, file, [texts[-2] if len(texts) > 2 else "id"]).columns[0]
    except BadData as bad:
        hint = "its points are in the column that is called like that of the smaller ones"
        raise BadData(*(flaw._replace(hint=flaw.hint or hint) for flaw in bad.flaws)) from None


def _merged(found: Read) -> tuple[Read, dict[Label, int]]:
    """Each cycle made one object, the first of it; and the numbers of the others' names."""
    import numpy as np

    classes, _ = Order(len(found.objects), small(found.low), small(found.high)).classes
    least = np.array(classes, np.int64)
    kept = least == np.arange(len(least))
    number = (np.cumsum(kept) - 1)[least].astype(np.int32)
    low, high = number[found.low], number[found.high]
    firsts, _ = numbered(low.astype(np.int64) * len(least) + high)
    firsts = firsts[low[firsts] != high[firsts]]
    others = {found.objects[a]: int(number[a]) for a in np.flatnonzero(~kept).tolist()}
    objects = [found.objects[a] for a in np.flatnonzero(kept).tolist()]
    return Read(objects, low[firsts], high[firsts], found.row[firsts]), others


def _first_of(merged: dict[Label, int], objects: list[Label]) -> str:
    shown = [f"{show(label)} is {show(objects[a])}" for label, a in list(merged.items())[:MOST_SHOWN]]
    return f": {', '.join(shown)}{', ...' if len(merged) > MOST_SHOWN else ''}" if shown else ""
