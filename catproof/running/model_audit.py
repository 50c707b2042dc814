"""An audit of a model: what its vectors or scores say of labels, exactly.

For each label the best prompt with a threshold and what it gets wrong, how far the scores must move before it accepts
other objects, and what a head on the features can do; what the model confuses; how it finds a taxonomy; which of two
models is nearer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from math import ceil
from typing import NamedTuple

import numpy as np

from catproof.core.angular import angles, angular
from catproof.core.deadline import Exceeded
from catproof.core.label import show
from catproof.core.limits import LimitReached, reserve
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
    Step,
    Triangle,
    best_prompts,
    bounded_head,
    broken_triangle,
    cover,
    heads,
    nearest_kinds,
    nearest_pairs,
    order_found,
)
from catproof.core.order import cycles, given_beside
from catproof.elaborate.scope import suggestion
from catproof.options import Options
from catproof.readers import handed
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.handed import Handed
from catproof.readers.rows import Rows
from catproof.readers.vectors import Numbers, read_scores, read_vectors, rows_of

KINDS = ("metric", "lukasiewicz", "cosine")
"""What the numbers of a table of scores may be: distances; scores from 0 to 1, where 1 minus the score is a distance;
cosines, where the angle is one."""

MEASURES = ("f1", "missing", "jaccard")
"""What a prompt is best by."""

LARGEST_GRID = 2**20
"""The finest grid."""

GRID = 2**14
"""Steps of a unit of distance, of a half turn for angles."""

MOST_CHECKED = 1000
"""The triangle is checked for up to so many objects: n^3 steps."""

FEW_NAMES = 10_000
"""Among so many names the closest ones are looked for."""


class Question(NamedTuple):
    """What is asked: the files or values, what their numbers are (None: vectors), and how much is to be said."""

    scores: str | Handed
    labels: str | Handed
    against: str | Handed | None = None
    names: tuple[str | None, ...] = ()
    kind: str | None = None
    columns: tuple[str, str, str] = ("from", "to", "score")
    label_columns: tuple[str, str] = ("item", "label")
    taxonomy: str | Handed | None = None
    taxonomy_columns: tuple[str, str] = ("child", "parent")
    grid: int = GRID
    by: str = "f1"
    cover: int = 0
    within: Fraction = Fraction(0)
    near: int = 5
    lipschitz: Fraction | None = None
    """The constant of heads whose wrong objects are counted."""


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


class _Inputs:
    """The files, read: what is wrong is collected, and what depends on it is left out."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.flaws: list[Flaw] = []
        self.notes: list[str] = []
        self.first = self._model(question.scores, question.names[:1])
        self.second = None if question.against is None else self._model(question.against, question.names[1:])
        self.names = () if self.first is None else self.first.names
        self.number = {name: k for k, name in enumerate(self.names)}
        self.labels = self._labels()
        self.order = None if question.taxonomy is None else self._order(question.taxonomy)
        self.places = self._same_objects()

    @contextmanager
    def collected(self) -> Iterator[None]:
        """What is wrong within, kept."""
        try:
            yield
        except BadData as bad:
            self.flaws += bad.flaws

    def _model(self, source: str | Handed, names: Sequence[str | None]) -> Numbers | None:
        with self.collected():
            beside = names[0] if names else None
            scores = self.question.kind is not None
            if isinstance(source, Handed):
                given = handed.numbers(source, scores)
            elif scores:
                given = read_scores(source, self.question.columns, beside)
            else:
                given = read_vectors(source, beside)
            return _in_range(given, self.question) if scores else given
        return None

    def _labels(self) -> Labels | None:
        with self.collected():
            rows = _rows(self.question.labels, self.question.label_columns)
            self.notes += [*rows.notes, *rows.alike()]
            flaws = rows.flaws()
            members: dict[str, dict[int, int]] = {}
            for item, title, place in zip(*rows.columns, rows.places, strict=True):
                x = self.number.get(item)
                inside = members.setdefault(str(title), {})
                if x is None:
                    if self.first is not None:
                        few = len(self.names) <= FEW_NAMES and not flaws.found
                        hint = suggestion(str(item), self.names) if few else ""
                        flaws.add("E509", place, f"{show(item)} is not an object of {self.first.file}", hint, "object")
                elif inside.setdefault(x, place) != place:
                    flaws.add(
                        "E508", place, f"{show(item)} has the label {show(title)} in {rows.unit} {inside[x]} already"
                    )
            if not members:
                flaws.add("E512", None, "there are no labels")
            flaws.stop_if_any()
            if self.first is not None:
                return Labels(list(members), list(members.values()), len(self.names))
        return None

    def _order(self, taxonomy: str | Handed) -> tuple[Array, Array] | None:
        """The pairs of objects x < y of the taxonomy."""
        with self.collected():
            rows = _rows(taxonomy, self.question.taxonomy_columns)
            self.notes += [*rows.notes, *rows.alike()]
            flaws = rows.flaws()
            number = dict(self.number)
            for label in (*rows.columns[0], *rows.columns[1], *rows.alone):
                number.setdefault(label, len(number))
            first: dict[tuple[int, int], int] = {}
            for low, high, place in zip(*rows.columns, rows.places, strict=True):
                if low == high:
                    flaws.add("E512", place, f"{show(low)} < {show(high)} holds in no poset", kind="loop")
                elif first.setdefault((number[low], number[high]), place) != place:
                    there = first[number[low], number[high]]
                    flaws.add("E508", place, f"{show(low)} < {show(high)} is in {rows.unit} {there} already")
            below, above = given_beside(len(number), list(first))
            names = list(number)
            for cycle in cycles(below, above):
                ring = [names[x] for x in (*cycle.ring, cycle.ring[0])]
                flaws.add(
                    "E512", None, f"no poset: {' < '.join(map(show, ring[:8]))}{' < ...' if len(ring) > 8 else ''}"
                )
            flaws.stop_if_any()
            if self.first is None:
                return None
            pairs = list(_related(above, len(self.names)))
            if other := len(number) - len(self.number):
                self.notes.append(f"{rows.file}: {other} of its names are no objects of {self.first.file}")
            if not pairs:
                hint = "its names must be names of objects"
                raise BadData(Flaw("E512", rows.file, None, f"no object of {self.first.file} is below another", hint))
            low, high = np.array(pairs, np.int64).T
            return low, high
        return None

    def _same_objects(self) -> Array | None:
        """Where the objects of the first model are in the second."""
        if self.first is None or self.second is None:
            return None
        flaws = Flaws(self.second.file)
        there = {name: k for k, name in enumerate(self.second.names)}
        for name in self.names:
            if name not in there:
                flaws.add("E509", None, f"there is no object {show(name)}, which {self.first.file} has", kind="missing")
        for name in there:
            if name not in self.number:
                flaws.add("E509", None, f"the object {show(name)} is not in {self.first.file}")
        self.flaws += flaws.all()
        return None if flaws.found else np.array([there[name] for name in self.names], np.int64)


def _rows(source: str | Handed, columns: Sequence[str]) -> Rows:
    return handed.pairs(source, columns) if isinstance(source, Handed) else rows_of(source, columns)


def _related(above: Sequence[Sequence[int]], count: int) -> Iterator[tuple[int, int]]:
    """The pairs x < y of an order without cycles among its first `count` elements."""
    for x in range(count):
        seen, pending = {x}, [x]
        for y in pending:
            for z in above[y]:
                if z not in seen:
                    seen.add(z)
                    pending.append(z)
        yield from ((x, y) for y in sorted(seen) if x != y < count)


def _in_range(given: Numbers, question: Question) -> Numbers:
    """Raises `BadData` where a score is not what it should be."""
    least, most = {"metric": (0, LARGEST // question.grid), "lukasiewicz": (0, 1), "cosine": (-1, 1)}[
        str(question.kind)
    ]
    flaws = Flaws(given.file, "row")
    for start in range(0, len(given.values), 1024):
        part = given.values[start : start + 1024]
        wrong = (part < least) | (part > most)
        for x in np.flatnonzero(wrong.any(1)).tolist():
            y = int(wrong[x].argmax())
            value, names = part[x, y], given.names
            hint = f"in {question.kind} they are from {least} to {most}"
            if question.kind == "metric" and value > most:
                hint = f"with --grid {question.grid} they are up to {most}: a coarser grid has fewer steps"
            flaws.add(
                "E511", start + x + 1, f"the score from {show(names[start + x])} to {show(names[y])} is {value}", hint
            )
    flaws.stop_if_any()
    return given


def _scores(given: Numbers, question: Question, places: Array | None) -> Scores:
    """The distances, on the grid, of the objects in the order of the first model."""
    values, grid = given.values, question.grid
    count = len(given.names)
    names = given.names if places is None else [given.names[k] for k in places.tolist()]
    reserve(count * count * 8.0 + values.nbytes, f"the distances of {given.file}")
    if question.kind is None:
        return Scores(names, angular(np.asarray(values if places is None else values[places]), grid), grid, True)
    values = values if places is None else values[np.ix_(places, places)]
    table = np.empty((count, count), np.int16 if question.kind != "metric" and grid < 2**15 else np.int32)
    for start in range(0, count, 256):
        part = np.asarray(values[start : start + 256], np.float64)
        away = np.isnan(part)
        away[np.arange(len(part)), np.arange(start, start + len(part))] = False
        if question.kind == "metric":
            steps = np.ceil(np.nan_to_num(part) * grid)
            steps[away] = APART
        elif question.kind == "lukasiewicz":
            steps = grid - np.floor(np.where(np.isnan(part), ~away, part) * grid)
        else:
            steps = angles(np.where(np.isnan(part), np.where(away, -1.0, 1.0), part), grid)
        table[start : start + 256] = steps
    return Scores(names, table, grid)


def _audited(question: Question, tell: Callable[[str, int, int], None]) -> ModelAudit:
    inputs = _Inputs(question)
    labels = inputs.labels
    if inputs.flaws or labels is None or inputs.first is None:
        return ModelAudit(question, (), tuple(inputs.flaws), tuple(inputs.notes))
    models: list[ModelFound] = []
    for given, places in ((inputs.first, None), (inputs.second, inputs.places)):
        if given is not None:
            tell("models", len(models), 2 if question.against else 1)
            if given.unlisted:
                what = "infinitely far" if question.kind == "metric" else "as far as can be"
                said = f"{given.unlisted} scores are not listed: 0 from an object to itself, {what} else"
                inputs.notes.append(f"{given.file}: {said}")
            models.append(_found(_scores(given, question, places), given, labels, inputs.order, question))
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
        column = scores.distance[:, best.prompt]
        spreads = _spread(column[members]), _spread(np.delete(column, members))
        bounded = None if question.lipschitz is None else bounded_head(scores, members, near_steps)
        found.append(LabelFound(name, len(members), best, second, head, steps, *spreads, bounded))
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
