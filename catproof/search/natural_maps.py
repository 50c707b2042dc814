"""Natural maps S -> T: one, where there is any, by a SAT solver; a proof that there are no others; their number.

A natural map is fixed by where generators go; elements that are restrictions of others carry the agreement.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from catproof.core.deadline import load
from catproof.core.generation import edges, generators
from catproof.core.task import Task
from catproof.search.solver import Model, Refuted, SolverFailed, solve

MANY = 24
"""From this many generators on a solver is asked whether there is a map before any is tried."""

MOST_CLAUSES = 2_000_000
"""More clauses are not written down."""

WIDEST = 200_000
"""So many states are kept at once when maps are counted."""


class TooWide(Exception):
    """Counting would keep more than `WIDEST` states."""


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
        self.roots = generators(source)
        self.entered = sorted({y for targets in self.below for y in targets})

    def image(self, root: int, t: int) -> dict[int, int] | None:
        """What everything below the root goes to when the root goes to t; None when that is not well defined."""
        image = {root: t}
        pending = [root]
        while pending:
            x = pending.pop()
            for y, v in zip(self.below[x], self.above[image[x]], strict=True):
                if y not in image:
                    image[y] = v
                    pending.append(y)
                elif image[y] != v:
                    return None
        return image

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


def first_map(source: Task, target: Task) -> list[int] | None:
    """The images of all elements under some natural map, or None if there is none. Raises `SolverFailed`."""
    pair = Pair(source, target)
    if not pair.at:
        return []
    if not all(pair.values) or pair.size() > MOST_CLAUSES:
        if all(pair.values):
            raise SolverFailed(f"there would be over {MOST_CLAUSES} clauses")
        return None
    answer = solve(*pair.clauses())
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


# ---- counting -------------------------------------------------------------------------------------------


def number(source: Task, target: Task) -> int:
    """How many natural maps there are, without listing them. Raises `TooWide`.

    Bucket elimination (R. Dechter, *Artificial Intelligence* 113, 1999): generators one after another, and of the
    choices so far only the images that later ones still meet, with the number of ways that lead to them. So parts that
    have nothing to do with each other are counted apart.
    """
    pair = Pair(source, target)
    options = [[image for t in pair.values[r] if (image := pair.image(r, t)) is not None] for r in pair.roots]
    if not all(options):
        return 0
    remaining: dict[int, set[int]] = {}
    for k, choices in enumerate(options):
        for x in choices[0]:
            remaining.setdefault(x, set()).add(k)
    remaining = {x: roots for x, roots in remaining.items() if len(roots) > 1}
    scopes = [[x for x in choices[0] if x in remaining] for choices in options]
    live: list[int] = []
    states: dict[tuple[int, ...], int] = {(): 1}
    waiting = set(range(len(options)))
    while waiting:
        inside = set(live)
        near = {k for x in live for k in remaining[x]} or {min(waiting)}

        def cost(k: int, inside: set[int] = inside) -> tuple[int, int]:
            opened = sum(x not in inside and len(remaining[x]) > 1 for x in scopes[k])
            return opened - sum(x in inside and len(remaining[x]) == 1 for x in scopes[k]), k

        k = min(near, key=cost)
        waiting.discard(k)
        for x in scopes[k]:
            remaining[x].discard(k)
        known = [x for x in scopes[k] if x in inside]
        opened = [x for x in scopes[k] if x not in inside and remaining[x]]
        kept = [i for i, x in enumerate(live) if remaining[x]]
        places = [live.index(x) for x in known]
        ways: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
        for choice in options[k]:
            into = ways.setdefault(tuple(choice[x] for x in known), {})
            end = tuple(choice[x] for x in opened)
            into[end] = into.get(end, 0) + 1
        following: dict[tuple[int, ...], int] = {}
        for state, count in states.items():
            start = tuple(state[i] for i in kept)
            for end, several in ways.get(tuple(state[i] for i in places), {}).items():
                there = start + end
                following[there] = following.get(there, 0) + count * several
            if len(following) > WIDEST:
                raise TooWide
        states, live = following, [live[i] for i in kept] + opened
    return sum(states.values())
