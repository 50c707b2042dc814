"""An audit as a table for people, as JSON and as CSV for programs."""

from __future__ import annotations

import csv
import io

from catproof.core.characters import json_text
from catproof.core.label import Label, show
from catproof.core.nearest import Near
from catproof.core.width import padded, width
from catproof.report.terminal import Painter
from catproof.running.audit_answer import Audited, lines
from catproof.running.report import SCHEMA, limits_to_list
from catproof.running.survey import Covered, Entry, FewestPrompts, Prompt
from catproof.version import __version__

MOST_PROMPTS = 4
"""So many prompts of a task are named in the table; JSON and CSV name them all."""

WIDEST = 40
"""A column of the table is at most so wide."""

COLUMNS = ("task", "elements", "rank", "representable", "familial", "prompts", "confused")


def as_json(found: Audited) -> str:
    """The audit as JSON."""
    content = {
        "catproof": __version__,
        "schema": SCHEMA,
        "path": found.path,
        "errors": [error.to_dict() for error in found.errors],
        "notes": [{"line": line, "message": text} for line, text in found.notes],
        **({"limits": limits_to_list(found.unbuilt)} if found.unbuilt else {}),
        **({"engine": found.engine} if found.engine != "direct" else {}),
        "tasks": list(lines(found.entries)),
    }
    return json_text(content, 2)


def as_csv(found: Audited) -> str:
    """The audit as CSV: prompts and names are separated by `; `."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, "near", "cover", "missing", "checked", "unknown"])
    for entry in found.entries:
        entry = entry._replace(beside={})  # programs look for what objects are called
        prompts = "; ".join(map(entry.told, entry.prompts))
        near = "; ".join(_near(entry, near) for near in entry.near)
        near = near or (entry.near_unknown and f"unknown: {entry.near_unknown}")
        cover = "; ".join(f"{entry.told(step.prompt)}: {step.reached}" for step in entry.cover)
        few = "" if entry.fewest is None else _fewest(entry, entry.fewest)
        row = [*_cells(entry, prompts), near, cover, few, "yes" if entry.checked else "no", entry.unknown]
        writer.writerow(row)
    return text.getvalue()


def as_table(found: Audited, paint: Painter, seconds: float) -> str:
    """The audit as a table, a line a task, with the closest representables below it where they were asked for."""
    rows = [[_shorter(cell) for cell in _cells(e, _some(e))] for e in found.entries if not e.unknown]
    widths = [max(map(width, column)) for column in zip(COLUMNS, *rows, strict=True)] if rows else [0] * len(COLUMNS)
    made = [paint(_line(COLUMNS, widths), "bold")] if rows else []
    shown = iter(rows)
    for entry in found.entries:
        if entry.unknown:
            made.append(f"{show(entry.task)}  unknown: {entry.unknown}")
            continue
        made.append(_line(next(shown), widths))
        made += [f"  near: {_near(entry, near)}" for near in entry.near]
        if entry.cover:
            made.append(f"  cover: {', '.join(_covered(entry, step) for step in entry.cover)}")
        if entry.fewest is not None:
            made.append(f"  missing <= {entry.fewest.percents}%: {_fewest(entry, entry.fewest)}")
        if entry.near_unknown:
            made.append(f"  near: unknown: {entry.near_unknown}")
    unchecked = sum(not entry.checked and not entry.unknown for entry in found.entries)
    if unchecked:
        drawn = sum(entry.sample is not None for entry in found.entries)
        done = f"a sample of {drawn} of {unchecked} was decided again and checked by the kernel"
        made.append(f"{unchecked} beyond --check-limit: {done if drawn else 'not checked by the kernel'}")
    ranks = [entry.rank for entry in found.entries if not entry.unknown]
    count = len(found.entries)
    parts = [
        f"{count} task{'' if count == 1 else 's'}",
        f"{sum(e.representable is not None for e in found.entries)} with one prompt that represents them",
        f"{sum(e.familial for e in found.entries)} familial",
    ]
    if ranks:
        parts.append(f"rank up to {max(ranks)}")
    made.append(f"{', '.join(parts)} ({seconds:.2f} s)")
    return "\n".join(made)


def _cells(entry: Entry, prompts: str) -> list[str]:
    if entry.unknown:
        return [entry.task, str(entry.size), "", "", "", "", ""]
    by = "no" if entry.representable is None else f"by {entry.told(Prompt(entry.representable, 'yes'))}"
    confused = ""
    if entry.confused is not None:
        at = Prompt(entry.confused.object, entry.confused.element)
        confused = f"{entry.told(at)} from {' and '.join(_bare(way) for way in entry.confused.ways)}"
    return [
        show(entry.task), str(entry.size), str(entry.rank), by, "yes" if entry.familial else "no", prompts, confused,
    ]  # fmt: skip


def _bare(way: str) -> str:
    return way.removeprefix("yes at ")


def _some(entry: Entry) -> str:
    prompts = entry.prompts
    text = ", ".join(map(entry.told, prompts[:MOST_PROMPTS]))
    return text if len(prompts) <= MOST_PROMPTS else f"{text}, ... ({len(prompts) - MOST_PROMPTS} more)"


def _shorter(cell: str) -> str:
    return cell if len(cell) <= 2 * WIDEST else cell[: 2 * WIDEST - 3] + "..."


def _line(cells: tuple[str, ...] | list[str], widths: list[int]) -> str:
    shown = [
        cell.rjust(columns) if title in ("elements", "rank") else padded(cell, columns)
        for title, cell, columns in zip(COLUMNS, cells, widths, strict=True)
    ]
    return "  ".join(shown).rstrip()


def _near(entry: Entry, near: Near) -> str:
    def told(label: Label) -> str:
        return entry.told(Prompt(label, "yes"))

    parts = []
    for count, what, where in ((near.missing, "missing", near.missing_at), (near.extra, "extra", near.extra_at)):
        if count:
            named = ", ".join(map(told, where)) + (", ..." if len(where) < count else "")
            parts.append(f"{count} {what} ({named})")
    measured = [near.measured] if near.measured else []
    return f"{told(near.prompt)}: {', '.join([*measured, *parts]) or 'nothing missing or extra'}"


def _fewest(entry: Entry, few: FewestPrompts) -> str:
    """How few prompts leave out a share at most, and which."""
    if few.unknown:
        return f"unknown: {few.unknown}"
    number = len(few.prompts)
    named = f": {', '.join(map(entry.told, few.prompts))}" if few.prompts else ""
    return f"{number} prompt{'' if number == 1 else 's'}{named}"


def _covered(entry: Entry, step: Covered) -> str:
    """A step of a cover: how much is reached with it, and how much as many prompts can reach, where that is more."""
    most = f", at most {step.most}" if step.most > step.reached else ""
    return f"{entry.told(step.prompt)} {step.reached} of {entry.size}{most}"
