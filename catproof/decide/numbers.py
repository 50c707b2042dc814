"""Numbers and their comparison: `size(T)`, `rank(T)`, `count(DOMAIN)`.

The prompt rank is the least number of elements that generate T, i.e. the least k with an epimorphism
y(P1) + ... + y(Pk) -> T: one generator from each maximal class of "x is a restriction of y".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from heapq import nlargest
from itertools import islice
from math import floor
from typing import Any, NamedTuple

from catproof.core.cover import reaches
from catproof.core.coverage import least_coverage
from catproof.core.generation import compact, generators, maximal_classes
from catproof.core.label import show
from catproof.core.limits import LimitReached, writable
from catproof.core.nouns import singular
from catproof.core.quantale import shown
from catproof.core.task import Element, Task
from catproof.decide.claim import Finding
from catproof.decide.decided import Decided, Gathered
from catproof.decide.domain import Domain, entries, proved
from catproof.decide.graded import GradedMagnitude, GradedRank, Score, TaskValue
from catproof.decide.representable import sentence
from catproof.decide.tables import references
from catproof.logic.arithmetic import ARITHMETIC, COMPARE

MOST_COUNTED = 24
"""So many of the things that are counted are told."""


class Size(NamedTuple):
    """`size(T)`: the number of elements over all objects."""

    task: Task

    def find(self) -> tuple[int, Any]:
        return self.task.size, None

    def reason(self, value: Any, evidence: Any) -> str:
        return f"the task has {value} element{'' if value == 1 else 's'}"


class Count(NamedTuple):
    """`count(DOMAIN)`."""

    domain: Domain

    def find(self) -> tuple[int, Any]:
        size = self.domain.size()
        proof = self.domain.completeness([]) if size == 0 and proved(self.domain) else None
        return size, None if proof is None else {"values": [], "complete": proof}

    def reason(self, value: Any, evidence: Any) -> str:
        noun = self.domain.noun if value != 1 else singular(self.domain.noun)
        return f"there {'is' if value == 1 else 'are'} {value} {noun}"

    def listed(self, value: int) -> list[str]:
        """What is counted, a line each, as far as it is told."""
        return _listed(self.domain, self.domain.values(), value)


class Chosen:
    """`count(x in DOMAIN such that P)`, where P is decided for each value by itself."""

    def __init__(self, domain: Domain, decided: Callable[[Any], Decided]) -> None:
        self.domain = domain
        self._decided = decided

    @cached_property
    def found(self) -> tuple[Gathered, list[Any]]:
        """What was decided for all values, and the values that are counted."""
        gathered, chosen, listed = Gathered(), [], entries(self.domain)
        for value in self.domain.values():
            found = self._decided(value)
            if found.value is None:
                raise LimitReached(found.limits[0], "")
            gathered.instances.append(listed(value))
            gathered.proofs.append(found.evidence)
            if found.value:
                chosen.append(value)
        return gathered, chosen

    def find(self) -> tuple[int, Any]:
        return len(self.found[1]), None

    def reason(self, value: Any, evidence: Any) -> str:
        number = len(self.found[0].instances)
        return f"of the {number} {self.domain.noun} {value} {'is' if value == 1 else 'are'} counted"

    def listed(self, value: int) -> list[str]:
        """What is counted, a line each, as far as it is told."""
        return _listed(self.domain, self.found[1], value)


def _listed(domain: Domain, values: Iterable[Any], number: int) -> list[str]:
    """The values of a domain, of which there are so many, a line each, as far as they are told."""
    shown = [f"  {domain.show(each)}" for each in islice(values, MOST_COUNTED)]
    return shown + ([f"  ... and {number - len(shown):,} more"] if number > len(shown) else [])


class Rank(NamedTuple):
    """`rank(T)`: the prompt rank. Its evidence is one generator for each maximal class, and the classes; for a large
    task the generators alone, from which the kernel finds their classes. `rank(T, missing <= 5%)` says how few reach
    all but so many `percents` of the elements: its evidence is that of `core.coverage`."""

    task: Task
    percents: Fraction | int | None = None

    def find(self) -> tuple[int, Any]:
        if self.percents is not None:
            several = generators(self.task)
            least = least_coverage(self.task, several, self.task.size - self.allowed)
            cover, roots = ([list(self.task.element(x)) for x in each] for each in (least.elements, several))
            return len(cover), {"cover": cover, "generators": roots, "fewer": least.proof}
        if compact(self.task):
            found = [list(self.task.element(x)) for x in generators(self.task)]
            return len(found), {"generators": found}
        classes, elements = maximal_classes(self.task), references(self.task)
        return len(classes), {
            "generators": [elements[members[0]] for members in classes],
            "classes": [[elements[x] for x in members] for members in classes],
        }

    @property
    def allowed(self) -> int:
        """How many elements may be left out."""
        return floor((self.percents or 0) * self.task.size / 100)

    @staticmethod
    def prompts(evidence: Any) -> list[list[int]]:
        """The elements that are found to be enough."""
        found: list[list[int]] = evidence.get("cover", evidence["generators"])
        return found

    def reason(self, value: Any, evidence: Any) -> str:
        size = self.task.size
        if value == 0 and self.percents is not None and size:
            return f"all {size} elements may be left out"
        if value == 0:
            return "the task has no elements, so none are needed to generate it"
        shown = [self.task.told_at(Element(*x)) for x in self.prompts(evidence)]
        some = ", ".join(shown[:6]) + ("" if value <= 6 else f", ... ({value - 6} more)")
        verb = f"{some} generate{'s' if value == 1 else ''}"
        if self.percents is None:
            return f"{verb} it, and no fewer elements do"
        reached = set[int]().union(*reaches(self.task, (self.task.number(Element(*x)) for x in evidence["cover"])))
        left = f" but {size - len(reached)} of {size} elements" if len(reached) < size else ""
        return f"{verb} all of it{left}, and fewer leave out more than {self.allowed}"


def _bounds(rank: Rank, evidence: Any) -> list[str]:
    """What each of the prompts reaches, and why fewer do not reach enough."""
    task, lines = rank.task, list[str]()
    reached = set[int]()
    for x in evidence["cover"]:
        (own,) = reaches(task, [task.number(Element(*x))])
        lines.append(f"{task.told_at(Element(*x))} reaches {len(own)}, {len(own - reached)} of them not before.")
        reached |= own
    if len(lines) < 2:
        return lines
    wanted, few = task.size - rank.allowed, len(lines) - 1
    several = reaches(task, (task.number(Element(*x)) for x in evidence["generators"]))
    most = nlargest(few, map(len, several))
    if sum(most) < wanted:
        return [*lines[:MOST_COUNTED], f"Fewer reach {sum(most)} at most, and {wanted} of {task.size} are wanted."]
    return [*lines[:MOST_COUNTED], f"That fewer do not reach {wanted} of {task.size} has a proof by cases."]


class Arithmetic(NamedTuple):
    """A sum, difference or product of numbers, by its word in core terms. Its evidence is that of both."""

    left: Number
    word: str
    right: Number

    def find(self) -> tuple[Any, Any]:
        (left, evidence), (right, other) = find(self.left), find(self.right)
        return ARITHMETIC[self.word](left, right), [evidence, other]


Measured = Size | Count | Chosen | Rank | Score | TaskValue | GradedRank | GradedMagnitude
"""A number that is counted or measured."""
Number = int | Fraction | float | Measured | Arithmetic


def measured(number: Number, evidence: Any) -> Iterator[tuple[Measured, Any]]:
    """What is counted or measured in a number, from left to right, with its evidence."""
    if isinstance(number, Arithmetic):
        for side, proof in zip((number.left, number.right), evidence, strict=True):
            yield from measured(side, proof)
    elif not isinstance(number, int | Fraction | float):
        yield number, evidence


class Compare:
    """`left OP right` for numbers."""

    def __init__(self, left: Number, symbol: str, right: Number) -> None:
        self.left = left
        self.symbol = symbol
        self.right = right

    def direct(self) -> Finding:
        (left, evidence), (right, other) = find(self.left), find(self.right)
        value = COMPARE[self.symbol](left, right)
        return Finding(value, {"value": value, "left": evidence, "right": other})

    def measured(self, finding: Finding) -> Iterator[tuple[Measured, Any]]:
        """What is counted or measured on both sides, with its evidence."""
        yield from measured(self.left, finding.evidence["left"])
        yield from measured(self.right, finding.evidence["right"])

    def _said(self, finding: Finding) -> list[str]:
        said = [number.reason(find(number)[0], evidence) for number, evidence in self.measured(finding)]
        for key, side in (("left", self.left), ("right", self.right)):
            if isinstance(side, Arithmetic) and any(measured(side, finding.evidence[key])):
                said.append(f"together {shown(find(side)[0])}")
        return said

    def reason(self, finding: Finding) -> str:
        return "; ".join(self._said(finding)) or "by arithmetic"

    def explain(self, finding: Finding) -> list[str]:
        lines = []
        for n, found in self.measured(finding):
            if isinstance(n, Rank) and n.percents is not None:
                lines += _bounds(n, found)
            elif isinstance(n, Rank):
                if "classes" not in found:
                    lines.append("No element restricts to two of these, so each needs a generator of its own:")
                    lines += ["  " + n.task.told_at(Element(*x)) for x in found["generators"][:24]]
                    continue
                lines.append("Nothing outside these classes restricts into them, so each needs a generator of its own:")
                for members in found["classes"][:24]:
                    lines.append("  " + ", ".join(n.task.told_at(Element(*x)) for x in members[:12]))
            elif isinstance(n, GradedRank | GradedMagnitude):
                lines += n.lines(find(n)[0], found)
            elif isinstance(n, Count | Chosen):
                value = find(n)[0]
                if value:
                    lines += [f"The {n.domain.noun} that are counted:", *n.listed(int(value))]
        return [*lines, *map(sentence, self._said(finding))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for side, n in (("left", self.left), ("right", self.right)):
            several = list(measured(n, finding.evidence[side]))
            if several:
                value = find(n)[0]
                found[side] = value if isinstance(value, int) else shown(value)
            for each, proof in several:
                if isinstance(each, Rank):
                    found.setdefault("generators", []).extend(
                        {"element": show(each.task.elements[a][j]), "at": each.task.category.objects[a]}
                        for a, j in each.prompts(proof)
                    )
        return found


def find(number: Number) -> tuple[Any, Any]:
    """A number, and what shows that it is this one. Raises `LimitReached`."""
    if isinstance(number, int | Fraction | float):
        return number, None
    value, evidence = number.find()
    return writable(value), evidence
