"""`F is a functor`, `T is closed`: of what is read with `check = later`, and of what was refused had it not been so."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from catproof.core.category import show_generator
from catproof.core.nouns import counted
from catproof.core.pairs import Ends
from catproof.decide.claim import Finding
from catproof.decide.representable import MOST_LINES, sentence

MOST_BROKEN = 5
"""So many of the pairs that are broken are in the reason; the argument has more, the witness has all."""


class KeepsOrder:
    """Between the values at the ends of each pair there is an arrow."""

    evaluated = True
    """The kernel finds it by itself."""

    def __init__(self, ends: Ends) -> None:
        self.ends = ends

    @cached_property
    def _broken(self) -> list[int]:
        return self.ends.broken()

    def direct(self) -> Finding:
        value = not self._broken
        return Finding(value, {"value": value})

    def _told(self, pair: int) -> str:
        source, *sides = self.ends
        a, b = (side.target.told_object(side.on_objects[pair]) for side in sides)
        low, high = (source.told_object(end[pair]) for end in (source.quiver.source, source.quiver.target))
        arrow = f"{low} < {high}"
        if source.order is None:
            arrow = f"{show_generator(source.generators[pair].name)} : {low} -> {high}"
        return f"{arrow}, and there is no arrow {a} -> {b}"

    @property
    def _total(self) -> str:
        return counted(len(self.ends.smaller.on_objects), "arrows" if self.ends.source.order is None else "pairs")

    def reason(self, finding: Finding) -> str:
        total = self._total
        if finding.value:
            return f"it keeps {total}, each with an arrow between its values"
        shown = "; ".join(map(self._told, self._broken[:MOST_BROKEN]))
        more = f"; and {len(self._broken) - MOST_BROKEN} more" if len(self._broken) > MOST_BROKEN else ""
        return f"{len(self._broken)} of {total} {'is' if len(self._broken) == 1 else 'are'} broken: {shown}{more}"

    def explain(self, finding: Finding) -> list[str]:
        if finding.value:
            return [sentence(self.reason(finding))]
        more = len(self._broken) - MOST_LINES
        return [
            f"Broken, of {self._total}:",
            *(f"  {self._told(pair)}" for pair in self._broken[:MOST_LINES]),
            *([f"  ... ({more} more)"] if more > 0 else []),
        ]

    def witness(self, finding: Finding) -> dict[str, Any]:
        objects, quiver = self.ends.source.objects, self.ends.source.quiver
        if self.ends.source.order is None:
            broken: list[Any] = [self.ends.source.generators[pair].name for pair in self._broken]
        else:
            broken = [[objects[quiver.source[pair]], objects[quiver.target[pair]]] for pair in self._broken]
        return {"broken": broken} if broken else {}
