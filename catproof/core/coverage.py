"""The fewest prompts that reach all of a task but so many elements, with a proof that fewer do not.

To reach most with k prompts is NP-hard (maximum coverage; Feige 1998), so that a proof may be a tree. What bounds it is
linear programming: give each element x a weight w(x) from 0 to 1. Then k prompts reach at most the sum of all 1 - w(x),
and the k largest of the sums of weights of what one prompt reaches: an element that is reached counts 1 - w(x) once,
and w(x) at least once. Any weights do; the best are the dual of the linear program. Prompts are the elements that
generate the task: no other reaches more than one of these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from catproof.core.cover import reaches
from catproof.core.deadline import load
from catproof.core.limits import LimitReached
from catproof.core.task import Task

MOST_NODES = 5_000
"""A proof that fewer prompts do not do has so many nodes at most."""

MOST_REACHED = 20_000_000
"""What the prompts reach, counted for each of them, is at most so much."""

DEEPEST = 60
"""So many prompts at most are chosen on a branch of a proof."""

PARTS = 10_000
"""Weights are multiples of one part of so many."""


class Coverage(NamedTuple):
    """Elements that reach enough, as few as can be, and a proof that fewer do not: None where none are needed. The
    proof speaks of the elements that generate the task by their places among them. `["at most", parts, weights]`:
    as above, with weights so many parts of `parts`, those left out 1; `["first of", places, proofs, proof]`: fewer do
    not do with one of these, the others before it left out, nor without all of them."""

    elements: list[int]
    proof: list[Any] | None


class _Group(NamedTuple):
    """Elements that are reached from the same generators, which are given by their places."""

    members: list[int]
    sources: tuple[int, ...]


def least_coverage(task: Task, generators: Sequence[int], wanted: int) -> Coverage:
    """The fewest of the elements, which generate the task together, from which so many are reached. Raises
    `LimitReached`."""
    search = _Search(reaches(task, generators), task.size, wanted, MOST_NODES)
    proof = search.settled()
    return Coverage(sorted(generators[k] for k in search.found), proof)


class FewestSets(NamedTuple):
    """Sets, by their places, that have so many elements together; no fewer than `least` do."""

    places: list[int]
    least: int


def fewest(sets: Iterable[Collection[int]], size: int, wanted: int, steps: int) -> FewestSets:
    """The fewest of these sets that have so many of `size` elements together, as all of them do; or few, and a bound,
    where a proof would take more steps."""
    search = _Search(sets, size, wanted, steps)
    try:
        search.settled()
        least = len(search.found)
    except LimitReached:
        least = search.bound()
    return FewestSets(sorted(search.found), least)


class _Search:
    """Looks for prompts that reach so many, in so many steps."""

    def __init__(self, reach: Iterable[Collection[int]], size: int, wanted: int, steps: int) -> None:
        sources: dict[int, list[int]] = defaultdict(list)
        count = self._prompts = 0
        for k, reached in enumerate(reach):
            self._prompts = k + 1
            count += len(reached)
            if count > MOST_REACHED:
                raise LimitReached(f"what each prompt reaches is more than {MOST_REACHED:,} elements together", "")
            for x in reached:
                sources[x].append(k)
        alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for x in range(size):
            alike[tuple(sources[x])].append(x)
        self.groups = [_Group(members, several) for several, members in alike.items()]
        self.wanted = wanted
        self.found: list[int] = []
        """The fewest prompts that are known to do."""
        self._chosen: list[int] = []
        self._nodes = self._steps = steps

    def settled(self) -> list[Any] | None:
        """A proof that fewer do not do than those in `found`; None where none are needed. Raises `LimitReached`."""
        places, proof = range(self._prompts), None
        self.found = self.greedy(places)
        while self.found and proof is None:
            proof = self.refuted(self.groups, 0, len(self.found) - 1, places)
        return proof

    def bound(self) -> int:
        """A number of prompts below which none do, by weights alone."""
        places = range(self._prompts)
        count = 1
        while count < len(self.found) and self._weighed(self.groups, 0, count, places) is not None:
            count += 1
        return count

    def greedy(self, places: Sequence[int]) -> list[int]:
        """Each time the prompt that reaches most of what is left."""
        chosen: list[int] = []
        groups, got = self.groups, 0
        while got < self.wanted:
            gains = _gains(groups)
            best = max(places, key=lambda k: gains[k])
            chosen.append(best)
            got += gains[best]
            groups = _without(groups, best)
        return chosen

    def refuted(self, groups: list[_Group], got: int, most: int, places: Sequence[int]) -> list[Any] | None:
        """A proof that with so many of these prompts too little is reached, where the groups are not reached yet; None
        where enough is, and `found` has the prompts."""
        left, tried, proofs = list(places), list[int](), list[list[Any]]()
        while True:
            self._nodes -= 1
            if self._nodes < 0 or len(self._chosen) > DEEPEST:
                raise LimitReached(f"the search for fewer prompts has more than {self._steps:,} steps", "")
            gains = _gains(groups)
            left.sort(key=lambda k: (-gains[k], k))
            if got + sum(gains[k] for k in left[:most]) < self.wanted:
                leaf: list[Any] | None = ["at most", 1, []]
            elif most <= 1:
                self.found = [*self._chosen, *left[:most]]
                return None
            else:
                leaf = self._weighed(groups, got, most, left)
            if leaf is not None:
                return ["first of", tried, proofs, leaf] if tried else leaf
            best = left.pop(0)
            self._chosen.append(best)
            proof = self.refuted(_without(groups, best), got + gains[best], most - 1, left)
            self._chosen.pop()
            if proof is None:
                return None
            tried.append(best)
            proofs.append(proof)

    def _weighed(self, groups: list[_Group], got: int, most: int, places: Sequence[int]) -> list[Any] | None:
        """Weights with which too little is reached, where there are."""
        weights = _weights(groups, most, places)
        sums = Counter[int]()
        bound = got * PARTS
        for group, weight in zip(groups, weights, strict=True):
            bound += len(group.members) * (PARTS - weight)
            for k in group.sources:
                sums[k] += len(group.members) * weight
        bound += sum(sorted((sums[k] for k in places), reverse=True)[:most])
        if bound >= self.wanted * PARTS:
            return None
        several = zip(groups, weights, strict=True)
        return ["at most", PARTS, [[x, weight] for group, weight in several if weight < PARTS for x in group.members]]


def _gains(groups: Sequence[_Group]) -> Counter[int]:
    """How much each prompt reaches of the groups."""
    gains = Counter[int]()
    for group in groups:
        for k in group.sources:
            gains[k] += len(group.members)
    return gains


def _without(groups: Sequence[_Group], place: int) -> list[_Group]:
    """The groups that the prompt does not reach."""
    return [group for group in groups if place not in group.sources]


def _weights(groups: Sequence[_Group], most: int, places: Sequence[int]) -> list[int]:
    """The best weights, in parts: least is the sum of n (1 - w) over the groups, of `most` times a number t, and of
    what each prompt has more than t."""
    load("numpy", "scipy.sparse", "scipy.optimize")
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    row = {k: i for i, k in enumerate(places)}
    entries = [(row[k], j, float(len(g.members))) for j, g in enumerate(groups) for k in g.sources if k in row]
    entries += [(i, len(groups) + e, -1.0) for i in range(len(row)) for e in (0, i + 1)]
    rows, columns, values = zip(*entries, strict=True)
    width = len(groups) + 1 + len(row)
    cost = np.array([*(-float(len(g.members)) for g in groups), float(most), *[1.0] * len(row)])
    table = csr_array((values, (rows, columns)), shape=(len(row), width))
    bounds = [(0, 1)] * len(groups) + [(0, None)] * (1 + len(row))
    found = linprog(cost, A_ub=table, b_ub=np.zeros(len(row)), bounds=bounds, method="highs").x
    several = np.ones(len(groups)) if found is None else found[: len(groups)]
    return [int(w) for w in np.clip(np.rint(several * PARTS), 0, PARTS)]
