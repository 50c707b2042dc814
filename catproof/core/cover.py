"""How much of a task few prompts reach: the greedy choice, and how far it can be from the best.

What is reached from several elements is a submodular function, so the greedy choice of k of them reaches at least
1 - (1 - 1/k)^k of what the best k do (Nemhauser, Wolsey and Fisher 1978). What is known of the case at hand is more:
with the i first, k others add at most k times what the next one adds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from catproof.core.generation import edges
from catproof.core.task import Task


class Step(NamedTuple):
    """One more prompt: its element, how many elements are reached with it, and how many as many prompts reach at
    most, whichever they are."""

    element: int
    reached: int
    most: int


def reaches(task: Task, elements: Iterable[int]) -> Iterator[set[int]]:
    """What is reached from each of the elements."""
    restrictions = edges(task)
    for u in elements:
        seen = {u}
        for x in (pending := [u]):
            new = [y for y in restrictions[x] if y not in seen]
            seen.update(new)
            pending += dict.fromkeys(new)
        yield seen


def cover(task: Task, generators: Sequence[int], count: int) -> list[Step]:
    """The greedy choice of `count` of the elements, which generate the task together: each time the one from which
    most is reached that was not before, the first of several. No other elements reach more."""
    reach = list(reaches(task, generators))
    reached: set[int] = set()
    steps: list[Step] = []
    gains: list[tuple[int, int]] = []
    """For each step how many were reached before, and how many the best one added."""
    left = list(range(len(generators)))
    for _ in range(min(count, len(generators))):
        best = max(left, key=lambda k: len(reach[k] - reached))
        gains.append((len(reached), len(reach[best] - reached)))
        reached |= reach[best]
        left.remove(best)
        number = len(gains)
        most = min(task.size, *(before + number * gain for before, gain in gains))
        steps.append(Step(generators[best], len(reached), most))
    return steps
