"""The number of natural maps S -> T, without listing them.

A natural map is fixed by where generators go; elements that are restrictions of others carry the agreement.
"""

from __future__ import annotations

from catproof.core.generation import edges, generators
from catproof.core.task import Task
from catproof.core.transformation import propagated

WIDEST = 200_000
"""So many states are kept at once when maps are counted."""


class TooWide(Exception):
    """Counting would keep more than `WIDEST` states."""


def number(source: Task, target: Task) -> int:
    """How many natural maps there are, without listing them. Raises `TooWide`.

    Bucket elimination (R. Dechter, *Artificial Intelligence* 113, 1999): generators one after another, and of the
    choices so far only the images that later ones still meet, with the number of ways that lead to them. So parts that
    have nothing to do with each other are counted apart.
    """
    below, above = edges(source), edges(target)
    options = []
    for root in generators(source):
        at = source.element(root).object
        images = (propagated(root, t, below, above) for t in range(target.start[at], target.start[at + 1]))
        options.append([image for image in images if image is not None])
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
