"""What an audit of a model is asked, and its files or values, read: all that is wrong with them in one go."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from catproof.core.angular import angles, angular
from catproof.core.label import Label, show
from catproof.core.limits import reserve
from catproof.core.model_scores import APART, LARGEST, Array, Labels, Prompts, Scores
from catproof.core.order import cycles, given_beside, held
from catproof.elaborate.scope import suggestion
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
    along: str | Handed | None = None
    """Where labels are of other things: which object of the models each of them is at."""
    along_columns: tuple[str, str] = ("item", "object")
    among: str = "*"
    """Prompts are the objects whose names match."""
    holds: str | None = None
    """`below`: labels hold of what is above items in the taxonomy where they hold of all of these."""
    missing: Fraction | None = None
    """So many percents of a label may be left out by the fewest prompts that are looked for."""


class _Taxonomy(NamedTuple):
    """The numbers of names, objects first, and for each what is given as smaller and as larger."""

    number: dict[Label, int]
    below: list[list[int]]
    above: list[list[int]]


class Inputs:
    """The files, read: what is wrong is collected, and what depends on it is left out."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.flaws: list[Flaw] = []
        self.notes: list[str] = []
        self.first = self._model(question.scores, question.names[:1])
        self.second = None if question.against is None else self._model(question.against, question.names[1:])
        self.names: Sequence[Label] | None = None if self.first is None else self.first.names
        """What labels are of: the objects, or what is sent to them; None where that is not known."""
        self.where = "" if self.first is None else self.first.file
        self.at = None if question.along is None else self._along(question.along)
        self.number = {name: k for k, name in enumerate(self.names or ())}
        self.labels = None if question.holds else self._labels(None)
        taxonomy = None if question.taxonomy is None else self._taxonomy(question.taxonomy)
        self.order = None if taxonomy is None else self._order(taxonomy)
        self.labels = self._labels(taxonomy) if question.holds else self.labels
        self.places = self._same_objects()
        self._prompts()

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

    def _along(self, source: str | Handed) -> dict[Label, Label]:
        """To which object of the models each name goes; they become what labels are of."""
        found: dict[Label, Label] = {}
        with self.collected():
            rows = _rows(source, self.question.along_columns)
            self.notes += [*rows.notes, *rows.alike()]
            flaws = rows.flaws()
            objects = set(self.names or ())
            for item, goal, place in zip(*rows.columns, rows.places, strict=True):
                if self.names is not None and goal not in objects:
                    self._unknown(goal, place, flaws, self.names, self.where)
                if item in found:
                    flaws.add("E508", place, f"{show(item)} is in an earlier {rows.unit} already")
                found[item] = goal
            if not found:
                flaws.add("E512", None, "nothing is sent to an object")
            self.names, known = None, self.names is not None
            flaws.stop_if_any()
            self.names, self.where = list(found) if known else None, rows.file
        return found

    @staticmethod
    def _unknown(name: Label, place: int, flaws: Flaws, names: Sequence[Label], where: str) -> None:
        few = len(names) <= FEW_NAMES and not flaws.found
        hint = suggestion(str(name), names) if few else ""
        flaws.add("E509", place, f"{show(name)} is not an object of {where}", hint, "object")

    def _labels(self, taxonomy: _Taxonomy | None) -> Labels | None:
        with self.collected():
            rows = _rows(self.question.labels, self.question.label_columns)
            self.notes += [*rows.notes, *rows.alike()]
            flaws = rows.flaws()
            number = self.number if taxonomy is None else taxonomy.number
            members: dict[str, dict[int, int]] = {}
            for item, title, place in zip(*rows.columns, rows.places, strict=True):
                x = number.get(item)
                inside = members.setdefault(str(title), {})
                if x is None:
                    if self.names is not None and (taxonomy is not None or self.question.holds is None):
                        self._unknown(item, place, flaws, self.names, self.where)
                elif inside.setdefault(x, place) != place:
                    flaws.add(
                        "E508", place, f"{show(item)} has the label {show(title)} in {rows.unit} {inside[x]} already"
                    )
            if not members:
                flaws.add("E512", None, "there are no labels")
            flaws.stop_if_any()
            if self.names is not None:
                sets: dict[str, Collection[int]] = dict(members)
                if taxonomy is not None:
                    sets = self._held(members, taxonomy, rows.file)
                return Labels(list(sets), list(sets.values()), len(self.names))
        return None

    def _held(self, members: dict[str, dict[int, int]], taxonomy: _Taxonomy, file: str) -> dict[str, Collection[int]]:
        """The labels with the concepts of which they hold, of objects alone. Raises `BadData` where there are none."""
        count, items = len(self.number), {x for inside in members.values() for x in inside}
        found: dict[str, Collection[int]] = {}
        more = lost = 0
        for title, inside in members.items():
            held_of = held(inside, items, taxonomy.below, taxonomy.above)
            found[title] = [x for x in held_of if x < count]
            more += len(set(held_of).difference(inside))
            lost += len(inside.keys() - set(held_of))
        said = f"{file}: holds = below: of {more} concepts more a label holds, as of all items below them"
        self.notes.append(said + (f"; of {lost} items it does not, for others below them" if lost else ""))
        nowhere = [title for title, inside in found.items() if not inside]
        if len(nowhere) == len(found):
            raise BadData(Flaw("E512", file, None, f"no label holds of an object of {self.where}"))
        if nowhere:
            self.notes.append(f"{file}: of no object of {self.where} holds {', '.join(map(show, nowhere))}")
        return {title: inside for title, inside in found.items() if inside}

    def _taxonomy(self, source: str | Handed) -> _Taxonomy | None:
        """Which name is given as below which."""
        with self.collected():
            rows = _rows(source, self.question.taxonomy_columns)
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
            if self.names is not None and (other := len(number) - len(self.number)):
                self.notes.append(f"{rows.file}: {other} of its names are no objects of {self.where}")
            return _Taxonomy(number, below, above)
        return None

    def _order(self, taxonomy: _Taxonomy) -> tuple[Array, Array] | None:
        """The pairs of objects x < y of the taxonomy."""
        if self.names is None:
            return None
        pairs = list(_related(taxonomy.above, len(self.names)))
        if not pairs and self.question.holds is None:
            hint, file = "its names must be names of objects", called(self.question.taxonomy)
            self.flaws.append(Flaw("E512", file, None, f"no object of {self.where} is below another", hint))
        if not pairs:
            return None
        low, high = np.array(pairs, np.int64).T
        return low, high

    def _same_objects(self) -> tuple[Array | None, Array | None]:
        """Where in the first and in the second model what labels are of is; None where it is the objects in order."""
        first, second = self.first, self.second
        if first is None or self.names is None:
            return None, None
        goals = self.names if self.at is None else [self.at[name] for name in self.names]
        here = {name: k for k, name in enumerate(first.names)}
        place = None if self.at is None else np.array([here[goal] for goal in goals], np.int64)
        if second is None:
            return place, None
        flaws = Flaws(second.file)
        there = {name: k for k, name in enumerate(second.names)}
        for goal in dict.fromkeys(goals):
            if goal not in there:
                has = first.file if self.at is None else self.where
                flaws.add("E509", None, f"there is no object {show(goal)}, which {has} has", kind="missing")
        for name in second.names if self.at is None else ():
            if name not in here:
                flaws.add("E509", None, f"the object {show(name)} is not in {first.file}")
        self.flaws += flaws.all()
        return place, None if flaws.found else np.array([there[goal] for goal in goals], np.int64)

    def _prompts(self) -> None:
        """Some object of each model must be a prompt."""
        for model in (self.first, self.second):
            if model is not None and not any(fnmatchcase(str(name), self.question.among) for name in model.names):
                said = f"no object has a name that matches {self.question.among}, so there are no prompts"
                self.flaws.append(Flaw("E512", model.file, None, said))


def called(source: str | Handed | None) -> str:
    """The file, or what is handed over in its place."""
    return source.called if isinstance(source, Handed) else str(source)


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


def scores_of(given: Numbers, question: Question, places: Array | None, names: Sequence[Label]) -> Scores:
    """The distances, on the grid, of what labels are of, which is at these places, and to prompts."""
    if question.along is None:
        table, prompts = _distances(given, question, places), names
        own = table
    else:
        assert places is not None
        whole, prompts = _distances(given, question, None), given.names
        reserve(len(places) * (len(places) + len(prompts)) * 4.0, f"the distances along {called(question.along)}")
        own = whole[places]
        table = own[:, places]
    elsewhere = None
    if question.along is not None or question.among != "*":
        chosen = [k for k, name in enumerate(prompts) if fnmatchcase(str(name), question.among)]
        elsewhere = Prompts([prompts[k] for k in chosen], own[:, chosen] if len(chosen) < len(prompts) else own)
    return Scores(names, table, question.grid, question.kind is None, elsewhere)


def _distances(given: Numbers, question: Question, places: Array | None) -> Array:
    """The distances between the objects, in this order."""
    values, grid = given.values, question.grid
    count = len(given.names)
    reserve(count * count * 8.0 + values.nbytes, f"the distances of {given.file}")
    if question.kind is None:
        return angular(np.asarray(values if places is None else values[places]), grid)
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
    return table
