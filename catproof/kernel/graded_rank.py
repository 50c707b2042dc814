"""The ranks of graded tasks: the least number of prompts whose join a task is, or near to it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

from catproof.kernel.graded import GradedTask
from catproof.kernel.reading import keys
from catproof.kernel.rejection import Rejected, index, need


def accounts(task: GradedTask) -> dict[int, set[int]]:
    quantale, scores = task.category.quantale, task.category.values
    there = [x for x, value in enumerate(task.values) if value != quantale.bottom]
    return {p: {x for x in there if task.values[x] == quantale.times(scores[x][p], task.values[p])} for p in there}


def rank(task: GradedTask) -> int:
    """The number of classes that nothing outside accounts for."""
    covers = accounts(task)
    found, seen = 0, set[int]()
    for p in covers:
        if p not in seen:
            above = {q for q, members in covers.items() if p in members}
            alike = above & covers[p]
            seen |= alike
            found += above == alike
    return found


# ---- rank within e --------------------------------------------------------------------------------------------------


def _family(task: GradedTask, by: Any) -> tuple[list[set[int]], set[int]]:
    """Of each prompt, with the best weight that is nowhere more than e too high, the objects where it comes near
    enough; and the objects that need one."""
    need(by >= 0, "an error is a number from 0")
    quantale, scores = task.category.quantale, task.category.values
    low = [quantale.down(value, by) for value in task.values]
    high = [quantale.up(value, by) for value in task.values]
    worst = max if quantale.turned else min
    wanted = {x for x, value in enumerate(low) if not quantale.at_most(value, quantale.bottom)}
    covers = []
    for p in range(len(low)):
        weight = worst(quantale.into(scores[x][p], high[x]) for x in range(len(low)))
        covers.append({x for x in wanted if quantale.at_most(low[x], quantale.times(scores[x][p], weight))})
    return covers, wanted


def rank_within(task: GradedTask, by: Any, evidence: Any) -> int:
    """The least number of prompts, by a cover, and by a proof that one less is not enough."""
    keys(evidence, ("cover", "fewer"), (), "evidence")
    covers, wanted = _family(task, by)
    cover = evidence["cover"]
    need(type(cover) is list and len(set(cover)) == len(cover), "a cover lists a prompt twice")
    covered = set[int]().union(*(covers[index(p, len(covers), "object")] for p in cover))
    need(covered == wanted, "the prompts do not account for every value")
    if not cover:
        need(evidence["fewer"] is None, "a proof is given where none is needed")
        return 0
    choices = [
        one
        for p, one in enumerate(covers)
        if one and not any(one < other or (one == other and q < p) for q, other in enumerate(covers))
    ]
    need(_more_needed(choices, wanted, len(cover) - 1, evidence["fewer"]), "fewer prompts may be enough")
    return len(cover)


def _more_needed(choices: list[set[int]], wanted: set[int], most: int, proof: Any) -> bool:
    """Does the proof show that so many of the sets do not cover what is wanted?"""
    need(type(proof) is list and len(proof) > 1, "a proof is no list")
    if proof[0] == "apart":
        need(len(proof) == 2 and type(proof[1]) is list, "a leaf of a proof has other parts")
        apart = {index(x, 1 + max(wanted, default=-1), "object") for x in proof[1]}
        need(len(apart) == len(proof[1]) and apart <= wanted, "a leaf lists what is accounted for")
        return len(apart) > most and all(len(apart & one) <= 1 for one in choices)
    need(proof[0] == "through" and len(proof) == 3, "an unknown step of a proof")
    need(type(proof[1]) is int and proof[1] in wanted, "a proof goes through what is accounted for")
    several = [one for one in choices if proof[1] in one]
    need(type(proof[2]) is list and len(proof[2]) == len(several), "a proof goes not through every prompt")
    return all(_more_needed(choices, wanted - one, most - 1, tree) for one, tree in zip(several, proof[2], strict=True))


MOST_CHOSEN = 12
"""Up to so many objects a least cover is found here, by trying all."""


def _least(task: GradedTask, by: Any) -> int:
    """Without evidence, for few objects: the least number of prompts."""
    need(len(task.values) <= MOST_CHOSEN, "a rank within an error needs evidence")
    covers, wanted = _family(task, by)
    for count in range(len(covers) + 1):
        for some in combinations(covers, count):
            if set[int]().union(*some) >= wanted:
                return count
    raise Rejected("the prompts do not account for every value")


OPERATIONS: dict[str, tuple[tuple[str, ...], str, Callable[..., Any]]] = {
    "graded rank": (("graded task",), "number", rank),
    "graded rank within": (("graded task", "number"), "number", _least),
}
"""As in `graded`."""
