"""Rank within e: the fewest prompts whose join, each with a weight of its own, is within e of a task.

The best weight of a prompt is the truest one with which it is nowhere more than e above the task; then a prompt
accounts for the objects where it comes within e from below, and the rank is the size of a least set cover: NP-hard. An
answer has a cover, and a proof that one less does not do: a tree that goes through the prompts that may account for an
object, with objects at its leaves that need a prompt each. Prompts that account for no more than another are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from catproof.core.graded import GradedTask
from catproof.core.limits import LimitReached
from catproof.core.quantale import Value

MOST_NODES = 20_000
"""A proof that fewer prompts do not do has so many nodes at most."""


class Family(NamedTuple):
    """What each prompt accounts for, as bits, and what has to be accounted for."""

    weights: list[Value]
    covers: list[int]
    wanted: int


class Cover(NamedTuple):
    """The prompts of a least cover, and a proof that fewer are not enough: None where none are needed. `["apart", xs]`:
    no prompt accounts for two of these; `["through", x, trees]`: a proof for each choice of a prompt for x."""

    prompts: list[int]
    weights: list[Value]
    proof: list[Any] | None


def family(task: GradedTask, by: Value) -> Family:
    """What each prompt accounts for within so much."""
    quantale, scores = task.category.quantale, task.category.values
    several = range(len(task.values))
    low = [quantale.less_true(value, by) for value in task.values]
    high = [quantale.truer(value, by) for value in task.values]
    weights = [quantale.meet(quantale.residual(scores[x][p], high[x]) for x in several) for p in several]
    covers = [
        sum(1 << x for x in several if quantale.below(low[x], quantale.tensor(scores[x][p], weights[p])))
        for p in several
    ]
    return Family(weights, covers, sum(1 << x for x in several if not quantale.below(low[x], quantale.bottom)))


def largest(covers: Sequence[int], wanted: int) -> list[int]:
    """The prompts that are needed as choices: of those that account for the same the first, none that accounts for
    less than another."""
    inside = [cover & wanted for cover in covers]

    def needless(p: int, one: int) -> bool:
        return any(one | other == other and (one != other or q < p) for q, other in enumerate(inside) if q != p)

    return [p for p, one in enumerate(inside) if one and not needless(p, one)]


def least_cover(task: GradedTask, by: Value) -> Cover:
    """A least cover. Raises `LimitReached`."""
    found = family(task, by)
    choices = largest(found.covers, found.wanted)
    sets = [found.covers[p] & found.wanted for p in choices]
    best = _greedy(sets, found.wanted)
    nodes = MOST_NODES

    def spend() -> None:
        nonlocal nodes
        nodes -= 1
        if nodes < 0:
            raise LimitReached(f"the search for a least cover has more than {MOST_NODES:,} steps", "")

    while best:
        proof = _refuted(sets, found.wanted, len(best) - 1, spend)
        if proof is not None:
            return _cover(found, choices, best, proof)
        best = _within(sets, found.wanted, len(best) - 1, spend)
    return _cover(found, choices, best, None)


def _cover(found: Family, choices: Sequence[int], best: Sequence[int], proof: list[Any] | None) -> Cover:
    prompts = sorted(choices[k] for k in best)
    return Cover(prompts, [found.weights[p] for p in prompts], proof)


def _greedy(sets: Sequence[int], wanted: int) -> list[int]:
    chosen: list[int] = []
    while wanted:
        k = max(range(len(sets)), key=lambda k: (sets[k] & wanted).bit_count())
        chosen.append(k)
        wanted &= ~sets[k]
    return chosen


def bits(mask: int) -> list[int]:
    """The numbers of the bits."""
    return [x for x in range(mask.bit_length()) if mask >> x & 1]


def _apart(sets: Sequence[int], wanted: int) -> list[int]:
    """Objects of which no prompt accounts for two: those with the fewest prompts first."""
    found: list[int] = []
    near = 0
    for x in sorted(bits(wanted), key=lambda x: sum(one >> x & 1 for one in sets)):
        if not near >> x & 1:
            found.append(x)
            for one in sets:
                if one >> x & 1:
                    near |= one
    return found


def _refuted(sets: Sequence[int], wanted: int, most: int, spend: Callable[[], None]) -> list[Any] | None:
    """A proof that so many are not enough; None where they are."""
    spend()
    if not wanted:
        return None
    apart = _apart(sets, wanted)
    if len(apart) > most:
        return ["apart", sorted(apart[: most + 1])]
    x = apart[0]
    trees = []
    for one in sets:
        if one >> x & 1:
            tree = _refuted(sets, wanted & ~one, most - 1, spend)
            if tree is None:
                return None
            trees.append(tree)
    return ["through", x, trees]


def _within(sets: Sequence[int], wanted: int, most: int, spend: Callable[[], None]) -> list[int]:
    """A cover with so many, of which there is one."""
    if not wanted:
        return []
    x = _apart(sets, wanted)[0]
    for k, one in enumerate(sets):
        if one >> x & 1 and _refuted(sets, wanted & ~one, most - 1, spend) is None:
            return [k, *_within(sets, wanted & ~one, most - 1, spend)]
    raise AssertionError("a cover was found, and is none")
