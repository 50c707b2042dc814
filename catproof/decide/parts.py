"""Parts of a quantifier that are decided apart, by several processes, and put together again.

Values and evidence speak of what the statement says alone, so that they are put together as they are.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from catproof.decide.claim import Evidence
from catproof.decide.decided import Gathered
from catproof.decide.progress import Mark, Sweep


class Part(NamedTuple):
    """What was decided about the values of a domain from number `start` to `reached` - 1: that the body is as it must
    be for the quantifier to go on, or meets a limit.

    `ended` says that the domain has no more values, `stopped` names the limit that kept it from going on; when a limit
    of time or memory was `met`, which is said with its remedy, only the numbers are there. `unchecked` is what the
    kernel left to trust when it checked the evidence.
    """

    start: int
    reached: int
    ended: bool
    stopped: str
    met: tuple[str, str] | None
    seconds: float
    marks: list[Mark]
    limits: list[str]
    counted: int
    vacuous: int
    engines: frozenset[str]
    instances: list[Any]
    proofs: list[Evidence | None]
    first: list[list[str]]
    unchecked: list[str]

    @property
    def last(self) -> bool:
        """Are parts after this one of no use?"""
        return self.ended or bool(self.stopped) or self.met is not None


# ---- where parts are put together ---------------------------------------------------------------------


class Joined:
    """The parts so far, from the first one on without a gap."""

    def __init__(self, sweep: Sweep) -> None:
        self.sweep = sweep
        self.gathered: Gathered = Gathered()
        self.reached: int = 0
        self.unchecked: dict[str, None] = {}

    def add(self, part: Part) -> None:
        """The next part, which is taken apart for it."""
        gathered = self.gathered
        self.sweep.follow(part.marks, part.limits, part.ended)
        self.reached = part.reached
        gathered.count += part.counted
        gathered.vacuous += part.vacuous
        gathered.engines |= part.engines
        gathered.stopped = gathered.stopped or part.stopped
        if part.met is not None:
            return
        gathered.instances += part.instances
        gathered.proofs += part.proofs
        gathered.first += [lines.copy for lines in part.first]
        self.unchecked.update(dict.fromkeys(part.unchecked))
