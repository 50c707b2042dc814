"""The prompt rank up to a share that is left out: how few elements reach all of a task but so much of it."""

from __future__ import annotations

from heapq import nlargest
from itertools import combinations
from math import floor
from typing import Any

from catproof.kernel.reading import keys
from catproof.kernel.rejection import Rejected, index, need
from catproof.kernel.tables import Task


def _wanted(task: Task, percents: Any) -> int:
    """How many elements have to be reached."""
    need(0 <= percents <= 100, "a share is not from 0% to 100%")
    size = len(task.at)
    return int(size - floor(percents * size / 100))


def rank_missing(task: Task, percents: Any, evidence: Any) -> int:
    """The least number of elements from which enough is reached: `cover`, and where it is not empty `generators`, of
    which everything is a restriction, so that no other element reaches more than one of these, and a proof that `fewer`
    of them reach too little."""
    keys(evidence, ("cover", "generators", "fewer"), (), "evidence")
    wanted = _wanted(task, percents)
    cover = [task.element(x) for x in evidence["cover"]]
    need(len(task.below(cover)) >= wanted, "the prompts leave out more than that")
    roots = [task.element(x) for x in evidence["generators"]]
    need(len(task.below(roots)) == len(task.at), "the generators do not reach every element")
    if not cover:
        need(evidence["fewer"] is None, "a proof is given where none is needed")
        return 0
    reach = {k: task.below([x]) for k, x in enumerate(roots)}
    need(_too_little(task, reach, set(), len(cover) - 1, wanted, evidence["fewer"]), "fewer prompts may be enough")
    return len(cover)


def _too_little(task: Task, reach: dict[int, set[int]], reached: set[int], most: int, wanted: int, proof: Any) -> bool:
    """Does the proof show that with so many of these sets, beside what is reached, there are less than wanted?

    `at most`: each element has a weight from 0 to 1, in parts; an element in one of the sets that are chosen counts 1
    less its weight once, and its weight in each. `first of`: the first one of these that is chosen, the others before
    it left out; or none of them.
    """
    need(type(proof) is list and len(proof) > 1, "a proof is no list")
    if proof[0] == "at most":
        need(len(proof) == 3 and type(proof[1]) is int and proof[1] > 0, "a leaf of a proof has other parts")
        parts, lacking = proof[1], dict[int, int]()
        for x, weight in proof[2]:
            index(x, len(task.at), "element")
            need(type(weight) is int and 0 <= weight <= parts and x not in lacking, "a weight is none")
            if x not in reached:
                lacking[x] = parts - weight
        sums = []
        for one in reach.values():
            new = one - reached
            sums.append(parts * len(new) - sum(lacking[x] for x in lacking.keys() & new))
        bound = parts * len(reached) + sum(lacking.values()) + sum(nlargest(most, sums))
        return bool(bound < parts * wanted)
    need(proof[0] == "first of" and len(proof) == 4 and most > 0, "an unknown step of a proof")
    need(len(proof[1]) == len(proof[2]), "a case of a proof is missing")
    left = dict(reach)
    for k, each in zip(proof[1], proof[2], strict=True):
        chosen = left.pop(index(k, 1 + max(left, default=0), "generator"), None)
        need(chosen is not None, "a generator is chosen twice")
        assert chosen is not None
        if not _too_little(task, left, reached | chosen, most - 1, wanted, each):
            return False
    return _too_little(task, left, reached, most, wanted, proof[3])


MOST_CHOSEN = 12
"""Up to so many elements a least number is found here, by trying all."""


def least(task: Task, percents: Any) -> int:
    """The same without evidence, for few elements."""
    wanted, several = _wanted(task, percents), range(len(task.at))
    need(len(several) <= MOST_CHOSEN, "a rank up to a share needs evidence")
    for count in range(len(several) + 1):
        if any(len(task.below(list(some))) >= wanted for some in combinations(several, count)):
            return count
    raise Rejected("no elements reach enough of the task")
