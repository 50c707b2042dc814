"""Depth-first walks down an order: in what order they enter its elements says much of what is below what."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

Interval = tuple[list[int], list[int], list[int]]
"""Of a walk the last number of each element, the least number below it, and the first number that the walk gave below
it: all that have numbers between the first and the last are below it."""


def intervals(below: Sequence[Sequence[int]], above: Sequence[Sequence[int]], walks: int) -> list[Interval]:
    """So many walks of an order, by what is next below and above each element: each takes what is below an element in
    an order of its own."""
    count, random = len(below), Random(0)

    def shuffled(x: int) -> Sequence[int]:
        return random.sample(below[x], len(below[x])) if len(below[x]) > 1 else below[x]

    found = []
    for _ in range(walks):
        last, least, first = [-1] * count, [0] * count, [0] * count
        starts = [x for x in range(count) if not above[x]]
        random.shuffle(starts)
        number = 0
        begun = bytearray(count)
        for start in starts:
            begun[start] = 1
            first[start] = number
            stack = [(start, iter(shuffled(start)))]
            while stack:
                x, rest = stack[-1]
                for y in rest:
                    if not begun[y]:
                        begun[y] = 1
                        first[y] = number
                        stack.append((y, iter(shuffled(y))))
                        break
                else:
                    last[x] = number
                    least[x] = min([number, *(least[y] for y in below[x])])
                    number += 1
                    stack.pop()
        found.append((last, least, first))
    return found


def entered_and_left(below: Sequence[Sequence[int]], above: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Where nothing has two elements next above it: when a walk enters each element, and when it has left what is
    below, so that this is all that it enters in between."""
    entered, pending = [0] * len(below), [x for x, up in enumerate(above) if not up]
    walk: list[int] = []
    while pending:
        x = pending.pop()
        entered[x] = len(walk)
        walk.append(x)
        pending += below[x]
    left = [k + 1 for k in entered]
    for x in reversed(walk):
        for y in above[x]:
            left[y] = max(left[y], left[x])
    return entered, left
