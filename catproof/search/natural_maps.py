"""Natural maps S -> T: one, where there is any, by a SAT solver; a proof that there are no others.

A natural map is fixed by where generators go; elements that are restrictions of others carry the agreement.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from catproof.core.deadline import load
from catproof.core.generation import edges
from catproof.core.task import Task
from catproof.search.solver import Model, Refuted, SolverFailed, solve

MANY = 24
"""From this many generators on a solver is asked whether there is a map before any is tried."""

MOST_CLAUSES = 2_000_000
"""More clauses are not written down."""


class Proof(NamedTuple):
    """That no natural map exists but those listed: the digest of the clauses that say so, and a refutation of them with
    hints, as `kernel/README.md` describes."""

    clauses: str
    steps: list[tuple[list[int], list[int]]]

    def evidence(self) -> dict[str, Any]:
        """As the certificate holds it."""
        return {"clauses": self.clauses, "steps": [[clause, hints] for clause, hints in self.steps]}


class Pair:
    """Two tasks on one category, elements numbered over all objects: what a map between them has to respect."""

    def __init__(self, source: Task, target: Task) -> None:
        self.below, self.above = edges(source), edges(target)
        self.at = [a for a, members in enumerate(source.elements) for _ in members]
        self.values = [range(target.start[a], target.start[a + 1]) for a in self.at]
        self.entered = sorted({y for targets in self.below for y in targets})

    # ---- clauses ----------------------------------------------------------------------------------------

    def size(self) -> int:
        """The number of clauses."""
        lengths = list(map(len, self.values))
        pairs = sum(lengths[x] * (lengths[x] - 1) // 2 for x in self.entered)
        return len(lengths) + pairs + sum(n * len(t) for n, t in zip(lengths, self.below, strict=True))

    def clauses(self, listed: Sequence[Sequence[int]] = ()) -> tuple[int, list[list[int]]]:
        """The number of variables, and clauses that hold exactly for the natural maps that are not listed, in the order
        that `kernel/README.md` fixes."""
        first, number = [], 1
        for values in self.values:
            first.append(number - values.start)
            number += len(values)
        clauses = [[base + v for v in values] for base, values in zip(first, self.values, strict=True)]
        for x in self.entered:
            base, values = first[x], self.values[x]
            clauses += [[-(base + v), -(base + w)] for w in values for v in range(values.start, w)]
        for x, targets in enumerate(self.below):
            base = first[x]
            for k, y in enumerate(targets):
                other = first[y]
                clauses += [[-(base + v), other + self.above[v][k]] for v in self.values[x]]
        clauses += [[-(first[x] + v) for x, v in enumerate(image)] for image in listed]
        return number - 1, clauses

    def read(self, model: Model) -> list[int]:
        """The map that a model of the clauses describes: of an element that no other restricts to several values may be
        true, and any of them will do."""
        number, image = 1, []
        for values in self.values:
            image.append(next(v for v in values if number + v - values.start in model.true))
            number += len(values)
        return image


def first_map(source: Task, target: Task, listed: Sequence[Sequence[int]] = ()) -> list[int] | None:
    """The images of all elements under some natural map that is not listed, or None if there is none. Raises
    `SolverFailed`."""
    pair = Pair(source, target)
    if not pair.at:
        return None if listed else []
    if not all(pair.values):
        return None
    if pair.size() > MOST_CLAUSES:
        raise SolverFailed(f"there would be over {MOST_CLAUSES} clauses")
    answer = solve(*pair.clauses(listed))
    return None if isinstance(answer, Refuted) else pair.read(answer)


def no_other(source: Task, target: Task, listed: Sequence[Sequence[int]]) -> Proof:
    """The proof that there are no natural maps but those listed. Raises `SolverFailed`, also where there are some."""
    load("catproof.search.rup")
    from catproof.search import rup

    pair = Pair(source, target)
    if pair.size() > MOST_CLAUSES:
        raise SolverFailed(f"there would be over {MOST_CLAUSES} clauses")
    variables, clauses = pair.clauses(listed)
    answer = solve(variables, clauses)
    if not isinstance(answer, Refuted):
        raise SolverFailed("there are more natural maps than were listed")
    digest = hashlib.sha256(json.dumps(clauses, separators=(",", ":")).encode()).hexdigest()
    try:
        return Proof(digest, rup.proof(variables, clauses, answer.learned))
    except rup.NotImplied as error:
        raise SolverFailed(str(error)) from None
