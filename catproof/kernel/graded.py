"""Graded categories, tasks on them, functors and models: their tables, and what is said of them, by definition.

Values are exact: rationals, and infinity; the arithmetic is that of `quantales`. Everything is evaluated naively; but
for the least number of prompts that come near a task, which takes a proof.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple

from catproof.kernel.constructions import Plain, order
from catproof.kernel.quantales import INF, QUANTALES, Quantale, apart, exact
from catproof.kernel.reading import keys
from catproof.kernel.rejection import index, need

# ---- tables -------------------------------------------------------------------------------------------------------


class Graded:
    """A graded category, or a table of scores, which need be none."""

    def __init__(self, quantale: Quantale, values: list[list[Any]]) -> None:
        self.quantale, self.values = quantale, values
        self.objects = len(values)
        self._closed: bool | None = None

    def closed(self) -> bool:
        """Is the score of each object from itself the unit, and no way through another better than what is there?"""
        if self._closed is None:
            units = all(row[x] == self.quantale.unit for x, row in enumerate(self.values))
            self._closed = units and self._triangles()
        return self._closed

    def whole_numbers(self) -> tuple[list[list[Any]], Callable[[Any, Any], Any], int]:
        """The values in whole numbers of a common part, which are faster; how they are put together; the parts of 1."""
        if self.quantale.name == "prob":
            return self.values, self.quantale.times, 1
        parts = lcm(*{value.denominator for row in self.values for value in row if value != INF})
        scaled = [[INF if value == INF else int(value * parts) for value in row] for row in self.values]
        if self.quantale.name == "lukasiewicz":
            return scaled, lambda a, b: max(0, a + b - parts), parts
        return scaled, operator.add if self.quantale.turned else min, parts

    def _triangles(self) -> bool:
        values, times, _ = self.whole_numbers()
        at_most, bottom = self.quantale.at_most, self.quantale.bottom
        for row in values:
            for first, onward in zip(row, values, strict=True):
                if first != bottom and not all(
                    at_most(times(first, second), there) for second, there in zip(onward, row, strict=True)
                ):
                    return False
        return True


class GradedTask(NamedTuple):
    category: Graded
    values: list[Any]


class GradedFunctor(NamedTuple):
    source: Graded
    target: Graded
    on: list[int]


class GradedModel(NamedTuple):
    functor: GradedFunctor

    @property
    def category(self) -> Graded:
        return self.functor.source


KEYS = {
    "category": ("is", "name", "quantale", "objects", "values"),
    "task": ("is", "name", "category", "values"),
    "functor": ("is", "name", "source", "target", "objects"),
    "model": ("is", "name", "functor"),
}
"""What an entry of each kind must have; one of a category or a task may say what it was made of."""


def read(entries: Any) -> list[Any]:
    """The graded things of a certificate, each checked to be what it says. Rejects what is none."""
    found: list[Any] = []

    def earlier(number: Any, kind: type) -> Any:
        value = found[index(number, len(found), "graded entry")]
        need(isinstance(value, kind), "a graded entry is of another kind")
        return value

    need(type(entries) is list and entries, "the graded entries are no list")
    for entry in entries:
        kind = entry["is"]
        need(kind in KEYS, "an unknown kind of graded entry")
        keys(entry, KEYS[kind], ("made",) if kind in ("category", "task") else (), "a graded entry")
        if kind == "category":
            value: Any = _category(entry)
            if "made" in entry:
                word, number = entry["made"]
                right = word in MADE and _same(value, MADE[word](earlier(number, Graded)))
                need(right and entry["objects"] == entries[number]["objects"], "a graded entry is made otherwise")
        elif kind == "task":
            category = _whole(earlier(entry["category"], Graded))
            value = GradedTask(category, read_values(entry["values"], category.objects, category.quantale))
            if "made" in entry:
                word, a, *more = entry["made"]
                if word == "yoneda" and not more:
                    made = _yoneda(category, index(a, category.objects, "object"))
                else:
                    need(word in ALONG and len(more) == 1, "a graded entry is made otherwise")
                    made = ALONG[word](earlier(a, GradedFunctor), earlier(more[0], GradedTask))
                need(made.category is category and value.values == made.values, "a graded entry is made otherwise")
            _task(value)
        elif kind == "functor":
            value = _functor(_whole(earlier(entry["source"], Graded)), _whole(earlier(entry["target"], Graded)), entry)
        else:
            value = GradedModel(earlier(entry["functor"], GradedFunctor))
        found.append(value)
    return found


def read_values(texts: Any, count: int, quantale: Quantale) -> list[Any]:
    need(type(texts) is list and len(texts) == count, "a row of values has another length")
    values = list(map(exact, texts))
    top = INF if quantale.turned else 1
    need(all(value <= top for value in values), f"a value is none of {quantale.name}")
    need(quantale.name != "bool" or all(value in (0, 1) for value in values), "a truth value is neither 0 nor 1")
    return values


def _category(entry: Any) -> Graded:
    need(entry["quantale"] in QUANTALES, "an unknown quantale")
    quantale, objects = QUANTALES[entry["quantale"]], entry["objects"]
    need(type(objects) is list and type(entry["values"]) is list, "a graded category has no objects")
    count = len(objects)
    need(len({str(label) for label in map(_key, objects)}) == count, "an object is listed twice")
    need(len(entry["values"]) == count, "a table has another number of rows")
    return Graded(quantale, [read_values(row, count, quantale) for row in entry["values"]])


def _key(label: Any) -> Any:
    return (type(label).__name__, tuple(map(_key, label)) if type(label) is list else label)


def _whole(category: Graded) -> Graded:
    need(category.closed(), "a table that is no graded category has tasks or functors")
    return category


def _task(task: GradedTask) -> None:
    quantale = task.category.quantale
    for row, there in zip(task.category.values, task.values, strict=True):
        fits = (quantale.at_most(quantale.times(a, b), there) for a, b in zip(row, task.values, strict=True))
        need(all(fits), "values are no task: they do not respect the scores")


def _functor(source: Graded, target: Graded, entry: Any) -> GradedFunctor:
    need(source.quantale is target.quantale, "a functor is between graded categories over two quantales")
    objects = entry["objects"]
    need(type(objects) is list and len(objects) == source.objects, "a functor misses a value")
    on = [index(b, target.objects, "object") for b in objects]
    for row, b in zip(source.values, on, strict=True):
        fits = (source.quantale.at_most(value, target.values[b][c]) for value, c in zip(row, on, strict=True))
        need(all(fits), "values are no functor: scores get worse")
    return GradedFunctor(source, target, on)


def _same(left: Graded, right: Graded) -> bool:
    return left.quantale is right.quantale and left.values == right.values


# ---- operations -----------------------------------------------------------------------------------------------------


def closure(of: Graded) -> Graded:
    """The best ways, found by going on as long as a way through another object is better."""
    units = [[of.quantale.unit if x == y else v for y, v in enumerate(row)] for x, row in enumerate(of.values)]
    scaled, times, parts = Graded(of.quantale, units).whole_numbers()
    at_most, values = of.quantale.at_most, [list(row) for row in scaled]
    for k in range(of.objects):
        for row in values:
            first = row[k]
            for y, second in enumerate(values[k]):
                way = times(first, second)
                if not at_most(way, row[y]):
                    row[y] = way
    made = Graded(of.quantale, [[v if v == INF else Fraction(v) / parts for v in row] for row in values])
    need(made.closed(), "the closure of a table is no graded category")
    return made


def under(of: Graded) -> Graded:
    """What the columns of a table say of each other."""
    quantale = of.quantale
    worst = max if quantale.turned else min
    values = [
        [worst([quantale.unit, *(quantale.into(row[x], row[y]) for row in of.values)]) for y in range(of.objects)]
        for x in range(of.objects)
    ]
    return Graded(quantale, values)


def level(of: Any, text: Any) -> Plain:
    """The preorder of the pairs whose score is at least the value; of distances, at most."""
    need(isinstance(of, Graded), "a level is that of a graded category")
    value, several = exact(text), range(of.objects)
    related = [
        [x == y or of.quantale.at_most(value, score) for y, score in enumerate(row)] for x, row in enumerate(of.values)
    ]
    need(all(related[x][z] for x in several for y in several if related[x][y] for z in several if related[y][z]),
         "a level is not transitive")  # fmt: skip
    return order(
        of.objects, lambda a, b: related[a][b], [(a, b) for a in several for b in several if related[a][b] and a != b]
    )


MADE: dict[str, Callable[[Graded], Graded]] = {"closure": closure, "under": under}


def _yoneda(of: Graded, a: int) -> GradedTask:
    return GradedTask(_whole(of), [row[a] for row in of.values])


def _lan(functor: GradedFunctor, task: GradedTask) -> GradedTask:
    """The join over x of D(d, F x) (x) T(x)."""
    need(task.category is functor.source, "a task lives elsewhere than where the functor starts")
    quantale = task.category.quantale
    best = min if quantale.turned else max
    pairs = list(zip(functor.on, task.values, strict=True))
    values = [best([quantale.bottom, *(quantale.times(row[c], t) for c, t in pairs)]) for row in functor.target.values]
    return GradedTask(functor.target, values)


def _ran(functor: GradedFunctor, task: GradedTask) -> GradedTask:
    """The meet over x of [D(F x, d), T(x)]."""
    need(task.category is functor.source, "a task lives elsewhere than where the functor starts")
    quantale, scores = task.category.quantale, functor.target.values
    worst = max if quantale.turned else min
    pairs = list(zip(functor.on, task.values, strict=True))
    values = [worst([quantale.unit, *(quantale.into(scores[c][d], t) for c, t in pairs)]) for d in range(len(scores))]
    return GradedTask(functor.target, values)


def _restricted(functor: GradedFunctor, task: GradedTask) -> GradedTask:
    need(task.category is functor.target, "a task lives elsewhere than where the functor goes")
    return GradedTask(functor.source, [task.values[c] for c in functor.on])


ALONG: dict[str, Callable[[GradedFunctor, GradedTask], GradedTask]] = {
    "lan": _lan, "ran": _ran, "restrict": _restricted,
}  # fmt: skip
"""What makes a task of one along a functor."""


def _identity(of: Graded) -> GradedFunctor:
    return GradedFunctor(_whole(of), of, list(range(of.objects)))


def _prompted(functor: GradedFunctor, task: GradedTask, p: int, by: Any) -> bool:
    need(task.category is functor.source, "a task lives elsewhere than the model")
    there = functor.on[p]
    scores = (functor.target.values[x][there] for x in functor.on)
    return all(apart(value, score) <= by for value, score in zip(task.values, scores, strict=True))


def _some_prompt(functor: GradedFunctor, task: GradedTask, by: Any) -> bool:
    return any(_prompted(functor, task, p, by) for p in range(functor.source.objects))


def _tuned(model: GradedModel, task: GradedTask, by: Any) -> bool:
    """A task within e exists just where the least one above all values, each as low as it may be, is nowhere too
    high."""
    functor, quantale = model.functor, task.category.quantale
    need(task.category is functor.source, "a task lives elsewhere than the model")
    low = [quantale.down(value, by) for value in task.values]
    for c, value in zip(functor.on, task.values, strict=True):
        high = quantale.up(value, by)
        row = functor.target.values[c]
        if not all(quantale.at_most(quantale.times(row[b], a), high) for b, a in zip(functor.on, low, strict=True)):
            return False
    return True


def _pairs(functor: GradedFunctor) -> Iterator[tuple[Any, Any]]:
    """Of each two objects the score of their values, and their own."""
    for row, b in zip(functor.source.values, functor.on, strict=True):
        for value, c in zip(row, functor.on, strict=True):
            yield functor.target.values[b][c], value


def _recalibrated(model: GradedModel, by: Any) -> bool:
    """A monotone function within e exists just where no value is more than 2 e above one with a score not less; more
    than e, where nothing is between 0 and 1."""
    parts = 1 if model.functor.source.quantale.name == "bool" else 2
    best: Any = None
    for _, value in sorted(_pairs(model.functor), key=lambda pair: (pair[0], -pair[1])):
        if best is not None and value < best and best - value > parts * by:
            return False
        best = value if best is None or value > best else best
    return True


MOST_TRIED = 1_000_000
"""So many values of functors the kernel tries where one is sought that fits what was seen."""


def _generalizes(functor: GradedFunctor, by: Any, *seen: int) -> bool:
    need(by >= 0, "values are never nearer to each other than 0")
    if any(apart(score, value) > by for score, value in _pairs(functor)):
        return False
    source, target, unit = functor.source.values, functor.target.values, functor.source.quantale.unit
    tried = 0

    def fitting(values: list[tuple[int, int]], x: int) -> Iterator[int]:
        nonlocal tried
        for c in range(len(target)):
            tried += 1
            need(tried <= MOST_TRIED, "too many functors would have to be tried")
            if all(apart(target[c][d], source[x][y]) <= by >= apart(target[d][c], source[y][x]) for y, d in values):
                yield c

    given = [(x, functor.on[x]) for x in dict.fromkeys(seen)]
    rest = [x for x in range(len(source)) if x not in seen]
    for moved in rest:
        here = functor.on[moved]
        several = [moved, *(x for x in rest if x != moved)]
        elsewhere: Iterator[int] = (
            c for c in fitting(given, moved) if apart(target[c][here], unit) > by or apart(target[here][c], unit) > by
        )
        values, choices = list(given), [elsewhere]
        while choices:
            c = next(choices[-1], None)
            if c is None:
                choices.pop()
                del values[len(given) + max(len(choices) - 1, 0) :]
                continue
            values = [*values[: len(given) + len(choices) - 1], (several[len(choices) - 1], c)]
            if len(choices) == len(several):
                return False
            choices.append(fitting(values, several[len(choices)]))
    return True


# ---- the words ------------------------------------------------------------------------------------------------------

_KINDS: dict[str, tuple[str, ...]] = {
    "representable": ("graded task",),
    "representable by": ("graded task", "graded object"),
    "ideal": ("graded model",),
    "ideal up to recalibration": ("graded model",),
    "solves by prompt": ("graded model", "graded task"),
    "solves by prompt at": ("graded model", "graded task", "graded object"),
    "solves by tuning": ("graded model", "graded task"),
}
_DECIDE: dict[str, Callable[..., bool]] = {
    "representable": lambda t, by: _some_prompt(_identity(t.category), t, by),
    "representable by": lambda t, p, by: _prompted(_identity(t.category), t, p, by),
    "ideal": lambda h, by: all(apart(score, value) <= by for score, value in _pairs(h.functor)),
    "ideal up to recalibration": _recalibrated,
    "solves by prompt": lambda h, t, by: _some_prompt(h.functor, t, by),
    "solves by prompt at": lambda h, t, p, by: _prompted(h.functor, t, p, by),
    "solves by tuning": _tuned,
}


def _within(decide: Callable[..., bool]) -> Callable[..., bool]:
    def decided(*given: Any) -> bool:
        need(given[-1] >= 0, "values are never nearer to each other than 0")
        return decide(*given)

    return decided


def _exactly(decide: Callable[..., bool]) -> Callable[..., bool]:
    return lambda *given: decide(*given, 0)


ATOMS: dict[str, tuple[tuple[str, ...], Callable[..., bool]]] = {
    "is a category": (("graded category",), Graded.closed),
    "graded generalizes from": (("graded functor", "graded object*"), lambda f, *seen: _generalizes(f, 0, *seen)),
    "graded generalizes from within": (("graded functor", "number", "graded object*"), _generalizes),
    "graded equal objects": (("graded category", "graded object", "graded object"), lambda _, a, b: a == b),
    **{f"graded {name}": (kinds, _exactly(_DECIDE[name])) for name, kinds in _KINDS.items()},
    **{f"graded {name} within": ((*kinds, "number"), _within(_DECIDE[name])) for name, kinds in _KINDS.items()},
}
"""For each atom the kinds of what it is said of, and what decides it."""


OPERATIONS: dict[str, tuple[tuple[str, ...], str, Callable[..., Any]]] = {
    "infinity": ((), "number", lambda: INF),
    "score": (("graded category", "graded object", "graded object"), "number", lambda c, a, b: c.values[a][b]),
    "task value": (("graded task", "graded object"), "number", lambda t, a: t.values[a]),
    "graded closure": (("graded category",), "graded category", closure),
    "graded under": (("graded category",), "graded category", under),
    "graded yoneda": (("graded category", "graded object"), "graded task", _yoneda),
    **{f"graded {word}": (("graded functor", "graded task"), "graded task", make) for word, make in ALONG.items()},
    "graded via": (("graded functor",), "graded model", GradedModel),
    "graded yoneda model": (("graded category",), "graded model", lambda c: GradedModel(_identity(c))),
    "graded value at": (("graded functor", "graded object"), "graded object", lambda f, a: f.on[a]),
}
"""For each operation the kinds of what it takes, that of what it gives, and what makes it."""

STRUCTURES: dict[str, type] = {
    "graded category": Graded, "graded task": GradedTask, "graded functor": GradedFunctor, "graded model": GradedModel,
}  # fmt: skip


def home(value: Any) -> Graded:
    """The graded category that objects are asked for of, beside such a thing."""
    if isinstance(value, Graded):
        return value
    found = value.source if isinstance(value, GradedFunctor) else value.category
    need(isinstance(found, Graded), "an object is expected to live in a graded category")
    return found
