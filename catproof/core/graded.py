"""Graded categories: instead of sets of arrows a score from one object to another, with exact values.

A category enriched over a quantale: `C(x, x)` is the unit and `C(x, y) (x) C(y, z) <= C(x, z)` (Kelly, Basic Concepts
of Enriched Category Theory, 1.2). A table of scores need be none; its closure is the least above it, and
`S_(x, y) = meet over z of [S(z, x), S(z, y)]` is one that says what the columns of the table say of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import NamedTuple

from catproof.core.label import Label, show
from catproof.core.limits import LimitReached
from catproof.core.quantale import INF, ONE, QUANTALES, ZERO, Quantale, Value, distance

Table = list[list[Value]]


class Made(NamedTuple):
    """What a graded category was made of: `closure` or `under` of a table."""

    operation: str
    of: Graded


class Graded:
    """A table of scores over a quantale: `values[x][y]` is the score from x to y."""

    def __init__(
        self,
        quantale: Quantale,
        objects: Sequence[Label],
        values: Table,
        name: str = "",
        made: Made | None = None,
        category: bool = False,
        listed: Table | None = None,
    ) -> None:
        self.quantale = quantale
        self.objects: list[Label] = list(objects)
        self.values = values
        self.name = name
        self.made = made
        self.listed = listed
        """The scores of the block or file that declares it as a graded category: it is their closure."""
        self.number: dict[Label, int] = {label: k for k, label in enumerate(self.objects)}
        if category:
            self.broken = None

    @cached_property
    def broken(self) -> tuple[int, int, int] | None:
        """The first x, y, z with `C(x, y) (x) C(y, z)` truer than `C(x, z)`, if there are such; x, x, x where `C(x, x)`
        is not the unit."""
        quantale, values, several = self.quantale, self.values, range(len(self.objects))
        for x in several:
            if values[x][x] != quantale.unit:
                return x, x, x
        values, tensor, _ = whole_numbers(quantale, values)
        below = quantale.below
        for x in several:
            for y in several:
                first = values[x][y]
                if first == quantale.bottom:
                    continue
                for z in several:
                    if not below(tensor(first, values[y][z]), values[x][z]):
                        return x, y, z
        return None

    def show(self, a: int) -> str:
        """An object as a theory file writes it."""
        return show(self.objects[a])


def whole_numbers(quantale: Quantale, values: Table) -> tuple[Table, Callable[[Value, Value], Value], int]:
    """The values as whole numbers of a common part, how these are put together, and how many parts are 1: the triangle
    is asked very often, and whole numbers are much faster. Products of `prob` stay as they are."""
    if quantale.name == "prob":
        return values, quantale.tensor, 1
    parts = lcm(*{value.denominator for row in values for value in row if isinstance(value, Fraction)})
    scaled: Table = [[value if value == INF else int(value * parts) for value in row] for row in values]
    if quantale.name != "lukasiewicz":
        return scaled, quantale.tensor, parts
    return scaled, lambda a, b: a + b - parts if a + b > parts else 0, parts


class GradedFunctor:
    """A functor of graded categories, given on objects: `C(x, y) <= D(F x, F y)`."""

    def __init__(self, source: Graded, target: Graded, on_objects: Sequence[int], name: str = "") -> None:
        self.source: Graded = source
        self.target: Graded = target
        self.on_objects: list[int] = list(on_objects)
        self.name = name

    def broken(self) -> tuple[int, int] | None:
        """The first x, y whose values are further from each other than they are."""
        below = self.source.quantale.below
        for x, fx in enumerate(self.on_objects):
            for y, fy in enumerate(self.on_objects):
                if not below(self.source.values[x][y], self.target.values[fx][fy]):
                    return x, y
        return None


def identity(of: Graded) -> GradedFunctor:
    """The identity functor."""
    return GradedFunctor(of, of, range(len(of.objects)))


class GradedModel:
    """The model `via(F)`: X goes to the scores into F X; its answers to the prompt P are `D(F -, F P)`."""

    def __init__(self, functor: GradedFunctor, name: str = "") -> None:
        self.functor: GradedFunctor = functor
        self.name: str = name


class Along(NamedTuple):
    """What a task was made of: `lan`, `ran` or `restrict` along a functor."""

    operation: str
    functor: GradedFunctor
    task: GradedTask


class GradedTask:
    """A task on a graded category: `C(x, y) (x) T(y) <= T(x)`."""

    def __init__(
        self,
        category: Graded,
        values: Sequence[Value],
        name: str = "",
        represented: int | None = None,
        along: Along | None = None,
    ) -> None:
        self.category = category
        self.values: list[Value] = list(values)
        self.name = name
        self.represented = represented
        """The object that it was made of as `yoneda(C, a)`."""
        self.along = along

    def broken(self) -> tuple[int, int] | None:
        """The first x, y with `C(x, y) (x) T(y)` truer than `T(x)`."""
        quantale, scores = self.category.quantale, self.category.values
        for x, value in enumerate(self.values):
            for y, other in enumerate(self.values):
                if not quantale.below(quantale.tensor(scores[x][y], other), value):
                    return x, y
        return None


def yoneda(category: Graded, a: int, name: str = "") -> GradedTask:
    """The task y(a): the scores into the object a."""
    return GradedTask(category, [row[a] for row in category.values], name, a)


def lan(functor: GradedFunctor, task: GradedTask, name: str = "") -> GradedTask:
    """The least task Q on D with `T <= Q F`: at d the join over x of `D(d, F x) (x) T(x)` (Kelly, 4.1). From a category
    without scores between its objects T may be any table: it is the least task above that."""
    quantale, scores, on = functor.target.quantale, functor.target.values, functor.on_objects
    pairs = list(zip(on, task.values, strict=True))
    values = [quantale.join(quantale.tensor(row[fx], value) for fx, value in pairs) for row in scores]
    return GradedTask(functor.target, values, name, None, Along("lan", functor, task))


def ran(functor: GradedFunctor, task: GradedTask, name: str = "") -> GradedTask:
    """The greatest task Q on D with `Q F <= T`: at d the meet over x of `[D(F x, d), T(x)]` (Kelly, 4.1)."""
    quantale, scores, on = functor.target.quantale, functor.target.values, functor.on_objects
    pairs = list(zip(on, task.values, strict=True))
    several = range(len(scores))
    values = [quantale.meet(quantale.residual(scores[fx][d], value) for fx, value in pairs) for d in several]
    return GradedTask(functor.target, values, name, None, Along("ran", functor, task))


def restrict(functor: GradedFunctor, task: GradedTask, name: str = "") -> GradedTask:
    """`T F`: at x the value of T at F x."""
    values = [task.values[fx] for fx in functor.on_objects]
    return GradedTask(functor.source, values, name, None, Along("restrict", functor, task))


GRADED = (Graded, GradedFunctor, GradedTask, GradedModel)


# ---- closure and its like from below ----------------------------------------------------------------------------


class Closure(NamedTuple):
    """The closure of a table: its values, and for each pair an object on a path that has it; None where the entry
    itself is it."""

    values: Table
    between: list[list[int | None]]

    def path(self, x: int, y: int) -> list[int]:
        """The objects on a path whose scores multiply to the value from x to y."""
        middle = self.between[x][y]
        if middle is None:
            return [x, y]
        return self.path(x, middle)[:-1] + self.path(middle, y)


def closure(quantale: Quantale, values: Table) -> Closure:
    """The least graded category above a table: the best path from each object to each other one (Floyd and Warshall).
    Going round gains nothing, as no value is truer than the unit."""
    several = range(len(values))
    units = [[quantale.unit if x == y else value for y, value in enumerate(row)] for x, row in enumerate(values)]
    scaled, tensor, parts = whole_numbers(quantale, units)
    found = [list(row) for row in scaled]
    between: list[list[int | None]] = [[None] * len(found) for _ in several]
    below = quantale.below
    for k in several:
        onward = found[k]
        for x in several:
            first = found[x][k]
            if x == k or first == quantale.bottom:
                continue
            row = found[x]
            for y in several:
                value = tensor(first, onward[y])
                if not below(value, row[y]):
                    row[y] = value
                    between[x][y] = k
    exact: Table = [[value if value == INF else Fraction(value) / parts for value in row] for row in found]
    return Closure(exact, between)


def closed(of: Graded, name: str = "") -> Graded:
    """The closure of a table as a graded category."""
    values = closure(of.quantale, of.values).values
    return Graded(of.quantale, of.objects, values, name, Made("closure", of), True)


def under(of: Graded, name: str = "") -> Graded:
    """`S_(x, y) = meet over z of [S(z, x), S(z, y)]`: below the table where its diagonal is the unit, and equal to it
    just where it is a graded category: the Yoneda lemma as a test (Kelly, 2.4)."""
    meet, residual = of.quantale.meet, of.quantale.residual
    values = [
        [meet(residual(row[x], row[y]) for row in of.values) for y in range(len(of.objects))]
        for x in range(len(of.objects))
    ]
    return Graded(of.quantale, of.objects, values, name, Made("under", of), True)


def level_pairs(of: Graded, value: Value) -> list[list[bool]]:
    """The pairs whose score is at least the value; of distances, at most."""
    below = of.quantale.below
    return [[x == y or below(value, score) for y, score in enumerate(row)] for x, row in enumerate(of.values)]


# ---- what is asked of tasks and functors --------------------------------------------------------------------------


def furthest(task: GradedTask, functor: GradedFunctor, p: int) -> tuple[Value, int]:
    """How far the answers `D(F -, F p)` are from the task, and where."""
    scores, on = functor.target.values, functor.on_objects
    pairs = ((distance(value, scores[on[x]][on[p]]), -x) for x, value in enumerate(task.values))
    far, x = max(pairs, default=(ZERO, 0))
    return far, -x


def recalibrated(functor: GradedFunctor) -> tuple[Value, tuple[int, int, int, int] | None]:
    """The least error of `g(score)` against the source's own value, over all monotone g; and the two pairs that force
    it: (x, y) has a score at most that of (v, w), and a greater value. Half the difference is lost on one of them.
    Sort by score and keep the greatest value so far: isotonic regression in the sup norm."""
    on, scores = functor.on_objects, functor.target.values
    rows = enumerate(functor.source.values)
    pairs = [(scores[on[x]][on[y]], value, x, y) for x, row in rows for y, value in enumerate(row)]
    pairs.sort(key=lambda pair: (pair[0], -pair[1]))  # of equal scores the greatest value first
    parts = 1 if functor.source.quantale.name == "bool" else 2  # nothing is between 0 and 1 there
    error: Value = ZERO
    forced: tuple[int, int, int, int] | None = None
    greatest: tuple[Value, int, int] | None = None
    for _, value, x, y in pairs:
        if greatest is None or value > greatest[0]:
            greatest = value, x, y
        elif (lost := distance(greatest[0], value) / parts) > error:
            error, forced = lost, (greatest[1], greatest[2], x, y)
    return error, forced


def tuning_broken(functor: GradedFunctor, task: GradedTask, by: Value) -> tuple[int, int] | None:
    """The first c, b with `D(F c, F b) (x) T(b)` truer than `T(c)`, even with both moved by so much: then no task Q on
    D has `Q F` within that of T. Otherwise the least Q above `T - e` along F is one (the left Kan extension)."""
    quantale, scores, on = functor.target.quantale, functor.target.values, functor.on_objects
    low = [quantale.less_true(value, by) for value in task.values]
    high = [quantale.truer(value, by) for value in task.values]
    for c in range(len(low)):
        for b in range(len(low)):
            if not quantale.below(quantale.tensor(scores[on[c]][on[b]], low[b]), high[c]):
                return c, b
    return None


def tuning_error(functor: GradedFunctor, task: GradedTask) -> Value:
    """The least e with which a task is solved by tuning, the most that any two of its values force: the e at which
    `D(F c, F b) (x) (T(b) less e)` comes down to `T(c)` and e, which is linear in e, or for `fuzzy` the less of two."""
    quantale, on = functor.target.quantale, functor.on_objects
    error: Value = ZERO
    for c, value in enumerate(task.values):
        for b, other in enumerate(task.values):
            score = functor.target.values[on[c]][on[b]]
            best = quantale.tensor(score, other)
            if not quantale.below(best, value):
                error = max(error, _FORCED[quantale.name](score, other, value))
    return error


_FORCED: dict[str, Callable[[Value, Value, Value], Value]] = {
    "bool": lambda score, other, value: ONE,
    "prob": lambda score, other, value: (score * other - value) / (1 + score),
    "metric": lambda score, other, value: (value - score - other) / 2,
    "fuzzy": lambda score, other, value: min(score - value, (other - value) / 2),
    "lukasiewicz": lambda score, other, value: (other - value - (1 - score)) / 2,
}
"""With which error a score and two values that are too far from each other are near enough."""


def ideal_broken(functor: GradedFunctor, by: Value) -> tuple[int, int] | None:
    """The first x, y whose score is further than `by` from that of their values."""
    on, scores = functor.on_objects, functor.target.values
    for x, row in enumerate(functor.source.values):
        for y, value in enumerate(row):
            if distance(value, scores[on[x]][on[y]]) > by:
                return x, y
    return None


def accounts(task: GradedTask) -> Iterator[tuple[int, list[int]]]:
    """The objects where the task is not bottom, each with those whose value it accounts for: `T(x) = C(x, p) (x) T(p)`.
    Over a chain this is transitive."""
    quantale, scores = task.category.quantale, task.category.values
    there = [x for x, value in enumerate(task.values) if value != quantale.bottom]
    for p in there:
        yield p, [x for x in there if task.values[x] == quantale.tensor(scores[x][p], task.values[p])]


def rank_classes(task: GradedTask) -> list[list[int]]:
    """The maximal classes of `accounts`: as many prompts are needed, one of each, and as many are enough."""
    covers = {p: frozenset(members) for p, members in accounts(task)}
    by = {x: {p for p, members in covers.items() if x in members} for x in covers}
    found: list[list[int]] = []
    seen: set[int] = set()
    for p, members in covers.items():
        if p in seen:
            continue
        alike = [q for q in sorted(by[p]) if q in members]
        seen.update(alike)
        if len(alike) == len(by[p]):
            found.append(alike)
    return found


def quantale_named(name: str) -> Quantale | None:
    """The quantale of that name."""
    return QUANTALES.get(name)


# ---- unseen objects -----------------------------------------------------------------------------------------------

MOST_TRIED = 100_000
"""So many values of functors are tried where one is looked for that fits what was seen."""


def other_isometry(functor: GradedFunctor, seen: Sequence[int], by: Value = ZERO) -> tuple[int, list[int]] | None:
    """Values on objects that keep all scores, up to an error, and are the same on what was seen, and the first object
    that they send to one that is not isomorphic, or further away; None where there are none. Raises `LimitReached`."""
    source, target, unit = functor.source.values, functor.target.values, functor.source.quantale.unit
    several, tried = range(len(source)), 0

    def fits(values: dict[int, int], x: int, c: int) -> bool:
        return target[c][c] == unit and all(
            distance(target[c][d], source[x][y]) <= by and distance(target[d][c], source[y][x]) <= by
            for y, d in values.items()
        )

    def near(c: int, d: int) -> bool:
        return distance(target[c][d], unit) <= by and distance(target[d][c], unit) <= by

    def completed(values: dict[int, int]) -> dict[int, int] | None:
        nonlocal tried
        x = next((x for x in several if x not in values), None)
        if x is None:
            return values
        for c in range(len(target)):
            tried += 1
            if tried > MOST_TRIED:
                raise LimitReached(f"the search for another functor tries more than {MOST_TRIED:,} values", "")
            if fits(values, x, c):
                found = completed({**values, x: c})
                if found is not None:
                    return found
        return None

    given = {x: functor.on_objects[x] for x in seen}
    for x in several:
        here = functor.on_objects[x]
        for c in range(len(target)):
            if x in given or near(c, here) or not fits(given, x, c):
                continue
            found = completed({**given, x: c})
            if found is not None:
                return x, [found[a] for a in several]
    return None
