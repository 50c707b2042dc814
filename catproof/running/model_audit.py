"""An audit of a model: what its vectors or scores say of labels, exactly.

For each label the best prompt with a threshold and what it gets wrong, how far the scores must move before it accepts
other objects, and what a head on the features can do; what the model confuses; how it finds a taxonomy; which of two
models is nearer.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil
from typing import NamedTuple

import numpy as np

from catproof.core.deadline import Exceeded
from catproof.core.limits import LimitReached
from catproof.core.model_covers import Few, Step, cover, few
from catproof.core.model_scores import (
    APART,
    LARGEST,
    Array,
    Bounded,
    Chosen,
    Head,
    Labels,
    Order,
    Pairs,
    Scores,
    Triangle,
    best_prompts,
    bounded_head,
    broken_triangle,
    heads,
    nearest_kinds,
    nearest_pairs,
    order_found,
)
from catproof.options import Options
from catproof.readers.flaws import Flaw
from catproof.readers.vectors import Numbers
from catproof.running.model_inputs import Inputs, Question, scores_of

MOST_CHECKED = 1000
"""The triangle is checked for up to so many objects: n^3 steps."""


class LabelFound(NamedTuple):
    """What was found for a label with so many members. `inside` and `outside`: the least, the quartiles and the
    greatest of the distances of members and of others to the best prompt."""

    name: str
    members: int
    best: Chosen
    second: Chosen | None
    head: Head
    cover: tuple[Step, ...]
    inside: tuple[int, ...]
    outside: tuple[int, ...]
    bounded: Bounded | None = None
    few: Few | None = None
    """With `missing`: the fewest prompts; None where none do."""


class ModelFound(NamedTuple):
    """What was found for a model. `triangle` is `holds`, `broken` (at `witness`) or `unchecked`; with vectors it holds
    in any case, as the angle is a metric and is rounded up, though it may not be `checked`. `between[a, b]` is how far
    the nearest objects with different labels are, of which one has the label a and the other b."""

    path: str
    scores: Scores
    dimension: int
    triangle: str
    checked: bool
    witness: Triangle | None
    labels: tuple[LabelFound, ...]
    unlabelled: int
    pairs: Pairs
    within: int
    between: Array
    order: Order | None


class ModelAudit(NamedTuple):
    """An audit of one model or two. With errors or a limit that was met (`unknown`) there is nothing else."""

    question: Question
    models: tuple[ModelFound, ...]
    errors: tuple[Flaw, ...]
    notes: tuple[str, ...]
    unknown: str = ""

    @property
    def exit_status(self) -> int:
        """2 the input is wrong, 3 a limit was met, 0 else."""
        return 2 if self.errors else 3 if self.unknown else 0

    def nearer(self, label: int) -> int:
        """Which of the two models is nearer to a label: 1 or 2, 0 where they are equally near. By F1, then by the
        objects that are wrong."""
        ranks = []
        for model in self.models:
            best = model.labels[label].best
            ranks.append((-best.f1, len(best.missing) + len(best.extra)))
        return 0 if ranks[0] == ranks[1] else 1 if ranks[0] < ranks[1] else 2


def audit_model(
    question: Question, options: Options, watcher: Callable[[str, int, int], None] | None = None
) -> ModelAudit:
    """The audit. All that is wrong with any of the files is said in one go; one limit of time is for all of it."""
    tell = watcher or (lambda what, done, total: None)
    try:
        with options.bounded():
            return _audited(question, tell)
    except LimitReached as limit:
        return ModelAudit(question, (), (), (), limit.told)
    except Exceeded as met:
        return ModelAudit(question, (), (), (), str(met))


def _audited(question: Question, tell: Callable[[str, int, int], None]) -> ModelAudit:
    inputs = Inputs(question)
    labels = inputs.labels
    if inputs.flaws or labels is None or inputs.names is None:
        return ModelAudit(question, (), tuple(inputs.flaws), tuple(inputs.notes))
    models: list[ModelFound] = []
    for given, places in zip((inputs.first, inputs.second), inputs.places, strict=True):
        if given is not None:
            tell("models", len(models), 2 if question.against else 1)
            if given.unlisted:
                what = "infinitely far" if question.kind == "metric" else "as far as can be"
                said = f"{given.unlisted} scores are not listed: 0 from an object to itself, {what} else"
                inputs.notes.append(f"{given.file}: {said}")
            scores = scores_of(given, question, places, inputs.names)
            models.append(_found(scores, given, labels, inputs.order, question))
    return ModelAudit(question, tuple(models), (), tuple(inputs.notes))


def _found(
    scores: Scores, given: Numbers, labels: Labels, order: tuple[Array, Array] | None, question: Question
) -> ModelFound:
    checked = scores.count <= MOST_CHECKED
    witness = broken_triangle(scores) if checked else None
    triangle = "broken" if witness else "holds" if checked or question.kind is None else "unchecked"
    near = nearest_kinds(scores, labels)
    within = min(int(question.within * scores.grid), 2 * LARGEST)
    pairs = nearest_pairs(scores, labels, near, question.near, within, triangle == "holds")
    near_steps = 0 if question.lipschitz is None else _too_near(question.lipschitz, scores.grid)
    found = []
    for name, members, (best, second), head in zip(
        labels.names,
        labels.members,
        best_prompts(scores, labels, question.by),
        heads(scores, labels, near),
        strict=True,
    ):
        steps = tuple(cover(scores, members, question.cover)) if question.cover else ()
        column = scores.prompts.distance[:, best.prompt]
        spreads = _spread(column[members]), _spread(np.delete(column, members))
        bounded = None if question.lipschitz is None else bounded_head(scores, members, near_steps)
        least = None if question.missing is None else few(scores, members, question.missing)
        found.append(LabelFound(name, len(members), best, second, head, steps, *spreads, bounded, least))
    return ModelFound(
        given.file, scores, 0 if question.kind else given.values.shape[1], triangle, checked, witness, tuple(found),
        sum(not each for each in labels.sets), pairs, int(np.searchsorted(pairs.steps, within, "right")),
        _between(labels, near.apart), None if order is None else order_found(scores, *order),
    )  # fmt: skip


def _too_near(constant: Fraction, grid: int) -> int:
    """Between objects less than so many steps apart a head with this Lipschitz constant changes by less than 1."""
    return min(ceil(grid / constant), APART) if constant else APART


def _spread(values: Array) -> tuple[int, ...]:
    """The least, the quartiles and the greatest, each one of the values."""
    ordered = np.sort(values)
    return tuple(int(ordered[(len(ordered) - 1) * k // 4]) for k in range(5)) if len(ordered) else ()


def _between(labels: Labels, apart: Array) -> Array:
    """See `ModelFound.between`."""
    kinds = np.minimum.reduceat(apart[labels.order], labels.starts, axis=0)
    np.fill_diagonal(kinds, np.iinfo(kinds.dtype).max)
    rows = np.array([kinds[has].min(0) for has in labels.has])
    return np.array([rows[:, has].min(1) for has in labels.has])
