"""How many prompts accept most of a label and nothing else: a greedy choice, and the fewest that leave out a share."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import NamedTuple

import numpy as np

from catproof.core.coverage import fewest
from catproof.core.limits import reserve
from catproof.core.model_scores import NONE, Array, Scores


class Step(NamedTuple):
    """The k-th prompt of a cover, with the largest threshold at which it accepts nothing but members of the label;
    `covered` members with those before it, while no k prompts can cover more than `most`."""

    prompt: int
    threshold: int
    covered: int
    most: int


def cover(scores: Scores, members: Array, count: int) -> list[Step]:
    """At most `count` prompts that accept members of a label alone, chosen greedily, until all are covered that can be.

    Greedy choice covers at least 1 - (1 - 1/k)^k of what the best k prompts cover (Nemhauser, Wolsey, Fisher 1978). The
    bound `most`: for each j <= k, what j prompts cover and the k largest gains beside them.
    """
    table, limits = _balls(scores, members)
    gains = table.sum(1)
    open_, covered = np.ones(len(members), bool), 0
    steps: list[Step] = []
    bounds = [np.cumsum(np.sort(gains)[::-1])[:count]]
    while len(steps) < count and gains.max(initial=0) > 0:
        best = int(gains.argmax())
        new = table[best] & open_
        covered += int(new.sum())
        gains = gains - table[:, new].sum(1)
        open_ &= ~new
        k = len(steps)
        most = min(int(bound[min(k, len(bound) - 1)]) for bound in bounds)
        steps.append(Step(*limits[best], covered, min(most, len(members))))
        bounds.append(covered + np.cumsum(np.sort(gains)[::-1])[:count])
    return steps


def _balls(scores: Scores, members: Array) -> tuple[Array, list[tuple[int, int]]]:
    """For each prompt that accepts a member before anything else, which ones it does, and its largest threshold."""
    reserve(2.0 * len(members) * len(scores.prompts.names), "a cover")
    outside = np.ones(scores.count, bool)
    outside[members] = False
    balls, limits = [], []
    near_alone = scores.own and not scores.diagonal.any()  # then any other prompt accepts itself first
    for p in members.tolist() if near_alone else range(len(scores.prompts.names)):
        column = scores.prompts.distance[:, p]
        nearest = int(column[outside].min(initial=NONE if column.dtype.itemsize > 2 else np.iinfo(column.dtype).max))
        inside = column[members]
        ball = inside < nearest
        if ball.any():
            balls.append(ball)
            limits.append((p, int(inside[ball].max())))
    return np.array(balls, bool).reshape(len(balls), len(members)), limits


MOST_STEPS = 50
"""A proof that fewer prompts do not do is looked for with so many steps; then bounds are told."""


class Few(NamedTuple):
    """Prompts, each with the largest threshold at which it accepts nothing but members of the label, that leave out a
    share of them at most. No fewer than `least` do."""

    prompts: tuple[tuple[int, int], ...]
    least: int


def few(scores: Scores, members: Array, percents: Fraction) -> Few | None:
    """The fewest prompts that leave out so much of the members at most, or few and how few there may be; None where no
    prompts do, as objects that are no members are too near."""
    table, limits = _balls(scores, members)
    wanted = len(members) - floor(percents * len(members) / 100)
    if int(table.any(0).sum()) < wanted:
        return None
    found = fewest([np.flatnonzero(ball).tolist() for ball in table], len(members), wanted, MOST_STEPS)
    return Few(tuple(limits[k] for k in found.places), found.least)
