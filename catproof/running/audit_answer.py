"""What an audit of a theory file says: its errors, its entries, and these as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from catproof.diagnostic import Diagnostic
from catproof.elaborate.ready import Unbuilt
from catproof.running.survey import Entry


class Audited(NamedTuple):
    """An audit of a theory file, with its errors; `notes` are about the data files that were read, `unbuilt` are the
    declarations that a limit kept from being built."""

    path: str
    lines: list[str]
    errors: list[Diagnostic]
    notes: list[tuple[int, str]]
    entries: list[Entry]
    unbuilt: tuple[Unbuilt, ...] = ()
    engine: str = "direct"

    @property
    def exit_status(self) -> int:
        """2 the input is wrong, 3 something is unknown, 0 else."""
        if self.errors:
            return 2
        return 3 if self.unbuilt or any(map(_is_open, self.entries)) else 0


def _is_open(entry: Entry) -> bool:
    return bool(entry.unknown or entry.near_unknown or (entry.fewest is not None and entry.fewest.unknown))


def lines(entries: list[Entry]) -> Iterator[dict[str, Any]]:
    """The entries as data for JSON."""
    for entry in entries:
        if entry.unknown:
            yield {"task": entry.task, "category": entry.category, "elements": entry.size, "unknown": entry.unknown}
            continue
        confused, beside = entry.confused, entry.beside
        made: dict[str, Any] = {
            "task": entry.task,
            "category": entry.category,
            "elements": entry.size,
            "rank": entry.rank,
            "prompts": [
                {**prompt._asdict(), **({"name": beside[prompt.object]} if prompt.object in beside else {})}
                for prompt in entry.prompts
            ],
            "representable": entry.representable,
            "familial": entry.familial,
            "confused": None
            if confused is None
            else {"element": confused.element, "at": confused.object, "reached": list(confused.ways)},
            "checked": entry.checked,
        }
        if entry.sample is not None:
            made["sample"] = entry.sample._asdict()
        if entry.near:
            made["near"] = [{key: x for key, x in near._asdict().items() if x != ""} for near in entry.near]
        if entry.near_unknown:
            made["near_unknown"] = entry.near_unknown
        if entry.fewest is not None:
            percents, prompts, unknown = entry.fewest
            said = {"unknown": unknown} if unknown else {"prompts": [prompt._asdict() for prompt in prompts]}
            made["missing"] = {"percents": str(percents), **said}
        if entry.cover:
            made["cover"] = [{**step._asdict(), "prompt": step.prompt._asdict()} for step in entry.cover]
        yield made
