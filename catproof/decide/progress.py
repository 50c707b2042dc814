"""How far the decision of a quantifier has come: for the terminal, and for the verdict when it is cut short.

The outermost quantifier is what is told of; the ones inside it count instances.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from catproof.core.nouns import counted, every_one, singular
from catproof.decide.domain import Domain, staged


class Mark(NamedTuple):
    """How many values of one size were decided, and how many met a limit."""

    stage: int | None
    done: int
    unknown: int


class Sweep:
    """One quantifier on its way through its domain. `every` is the value of the body that lets it go on."""

    def __init__(self, domain: Domain, every: bool) -> None:
        self.domain = domain
        self.every = every
        self.stage: int | None = None
        """The size of the values that come now, where the domain has sizes."""
        self.least: int | None = None
        """The first of these sizes."""
        self.limited: int | None = None
        """The size of the first value that met a limit."""
        self.done = 0
        """Values decided as `every`."""
        self.unknown = 0
        """Values that met a limit."""
        self.limits: dict[str, None] = {}
        """The limits that these met, in words."""
        self.before = 0
        """Values, decided or not, that are smaller than `stage`."""
        self.ended = False
        self._turns: list[tuple[int | None, int, int]] = []
        """Each size that is over, with `done` and `unknown` at its end."""

    def values(self) -> Iterator[Any]:
        """The values of the domain; meanwhile `stage` is their size."""
        if staged(self.domain):
            for number, values in self.domain.stages():
                self.enter(number)
                yield from values
        else:
            yield from self.domain.values()
        self.ended = True

    def enter(self, stage: int) -> None:
        """From here on values of this size come."""
        self.least = stage if self.least is None else self.least
        self._turns.append((self.stage, self.done, self.unknown))
        self.stage = stage
        self.before = self.done + self.unknown

    def marks(self) -> list[Mark]:
        """What was decided, by size."""
        found, done, unknown = [], 0, 0
        for stage, now_done, now_unknown in [*self._turns, (self.stage, self.done, self.unknown)]:
            if (now_done, now_unknown) != (done, unknown):
                found.append(Mark(stage, now_done - done, now_unknown - unknown))
            done, unknown = now_done, now_unknown
        return found

    def follow(self, marks: list[Mark], limits: list[str], ended: bool) -> None:
        """What was decided elsewhere about the values that come next."""
        for mark in marks:
            if mark.stage is not None and mark.stage != self.stage:
                self.enter(mark.stage)
            if mark.unknown and not self.unknown:
                self.limited = self.stage
            self.done += mark.done
            self.unknown += mark.unknown
        self.limits.update(dict.fromkeys(limits))
        self.ended = self.ended or ended

    def met(self, limits: tuple[str, ...]) -> None:
        """A value is unknown because of these limits."""
        self.limited = self.limited if self.unknown else self.stage
        self.unknown += 1
        self.limits.update(dict.fromkeys(limits))

    def stopped(self, by: str) -> str:
        """The bound reached, and what stopped it there: `by` is " by the time limit of 10 s", or nothing where the
        domain was gone through. Empty where nothing is known."""
        reached = self.reached()
        if not reached:
            return ""
        if by:
            place = self.place()
            reached += f"; stopped{place}{',' if ',' in place and by[0] == ' ' else ''}{by}"
        return f"{reached}; for the others: {'; '.join(self.limits)}" if self.limits else reached

    def bound(self) -> int | None:
        """The size up to which every value was decided, where there is one."""
        if self.stage is None or self.least is None:
            return None
        bound = self.stage if self.ended else self.stage - 1
        if self.limited is not None:
            bound = min(bound, self.limited - 1)
        return bound if bound >= self.least else None

    def reached(self) -> str:
        """What is known, as a sentence without its end; empty where nothing is."""
        seen, bound, domain = self.done + self.unknown, self.bound(), self.domain
        if seen == 0:
            return ""
        verb = "holds" if self.every else "fails"
        noun = domain.noun if seen != 1 else singular(domain.noun)
        if self.unknown:
            all_up_to = f", all with at most {counted(bound, domain.unit)}" if staged(domain) and bound else ""
            return f"it {verb} for {self.done} of {'' if self.ended else 'the first '}{seen} {noun}{all_up_to}"
        if self.ended:
            return f"it {verb} for {every_one(seen, domain.noun)}"
        if staged(domain) and bound is not None and self.before:
            return f"it {verb} for all {self.before} {domain.bounded(bound, self.before)}"
        if staged(domain) and self.stage is not None:
            noun = domain.sized(self.stage, seen)
        return f"it {verb} for {_first(seen)} {noun}"

    def place(self) -> str:
        """Where it is now, after "stopped": ` in 6 arrows, after 123 of them`; empty where `reached` says it all."""
        if self.ended or self.unknown or not self.before or self.stage is None or not staged(self.domain):
            return ""
        within = self.done - self.before
        return f" in {counted(self.stage, self.domain.unit)}" + (f", after {within} of them" if within else "")

    def short(self) -> str:
        """What was decided, in few words: `holds for the first 329 categories (at most 5 arrows)`."""
        seen = self.done + self.unknown
        noun = self.domain.noun if seen != 1 else singular(self.domain.noun)
        verb = "holds" if self.every else "fails"
        which = f"{self.done} of {_first(seen)}" if self.unknown else _first(seen)
        size = ""
        if staged(self.domain) and self.stage is not None:
            size = f" (at most {counted(self.stage, self.domain.unit)})"
        return f"{verb} for {which} {noun}{size}"

    def witness(self) -> dict[str, Any]:
        """The same for programs: how many values were decided, and the size up to which all were."""
        found: dict[str, Any] = {"domain": self.domain.noun, "decided": self.done}
        if staged(self.domain):
            found[self.domain.unit] = self.bound()
        return found


def _first(number: int) -> str:
    return "the first" if number == 1 else f"the first {number}"


class Progress:
    """How far a statement has come; another thread may read it meanwhile."""

    def __init__(self) -> None:
        self.sweeps: list[Sweep] = []
        """The quantifiers that are being decided, the outermost first."""
        self.last: Sweep | None = None
        """The one that was left last."""
        self.instances = 0
        """Innermost instances decided."""
        self.checking = False
        """Everything is decided, and the kernel checks the certificate."""

    @property
    def outermost(self) -> Sweep | None:
        """The outermost quantifier that is being decided, or was last."""
        return next(iter(self.sweeps), self.last)

    def enter(self, domain: Domain, every: bool) -> Sweep:
        """A quantifier begins."""
        sweep = Sweep(domain, every)
        self.sweeps.append(sweep)
        return sweep

    def leave(self) -> None:
        """The innermost quantifier is decided. One that is cut short stays, to be told of."""
        self.last = self.sweeps.pop()

    def unknown(self, sweep: Sweep, stopped: str) -> tuple[str, ...]:
        """Why a quantifier that was left just now is unknown: the limits that its instances met, and the one that
        stopped it, if any. For the outermost one with the bound reached."""
        if self.sweeps or not sweep.done:
            return (*sweep.limits, *([stopped] if stopped else []))
        return (sweep.stopped(f": {stopped}" if stopped else ""),)

    def stopped(self, by: str) -> str:
        """The bound reached and what stopped it there, " by the time limit of 10 s"; empty where nothing is known."""
        while_checking = " while the kernel checked the certificate" if self.checking else ""
        return self.outermost.stopped(while_checking + by) if self.outermost is not None else ""

    def told(self) -> str:
        """How far it came, in few words; empty where there is nothing to tell."""
        sweep = self.outermost
        if sweep is None or not sweep.done + sweep.unknown:
            return ""
        return f"{sweep.short()}, {self.instances:,} instance{'' if self.instances == 1 else 's'}"

    def witness(self) -> dict[str, Any]:
        """The bound reached, for programs."""
        return {"reached": self.outermost.witness()} if self.outermost is not None else {}
