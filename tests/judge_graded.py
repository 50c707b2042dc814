"""A judge of certificates about graded things: is what one says true of its own tables? By brute force, and apart from
the kernel: nothing of catproof is imported.

All tables of real values are those with values on a grid, and those that the evidence shows."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import inf
from operator import eq, ge, gt, le, lt, ne
from typing import Any

import naive_graded as naive

COMPARE = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


class Untrue(Exception):
    """A table of the certificate is none."""


GRIDS: dict[str, list[Any]] = {
    "metric": [Fraction(0), Fraction(1, 2), Fraction(1), Fraction(3, 2), inf],
    "bool": [Fraction(0), Fraction(1)],
    "prob": [Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(1)],
    "fuzzy": [Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(1)],
    "lukasiewicz": [Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(1)],
}
REALS = {"metrics": "metric", **{f"{name} categories": name for name in GRIDS if name != "metric"}}


def shown(evidence: Any) -> Iterator[list[Any]]:
    """The values of quantifiers over tables that evidence shows."""
    if isinstance(evidence, dict):
        if isinstance(evidence.get("at"), list):
            yield evidence["at"]
        for part in evidence.values():
            yield from shown(part)
    elif isinstance(evidence, list):
        for part in evidence:
            yield from shown(part)


def value(text: str) -> Any:
    return inf if text == "inf" else Fraction(text)


def tables(entries: list[Any]) -> list[Any]:
    """Of each entry its quantale and its tables. Raises `Untrue`."""
    found: list[Any] = []
    for entry in entries:
        kind = entry["is"]
        if kind == "category":
            name = entry["quantale"]
            made: Any = (name, [[value(text) for text in row] for row in entry["values"]])
            if "made" in entry:
                word, of = entry["made"]
                if word == "closure" and naive.closure(name, found[of][1]) != made[1]:
                    raise Untrue("closure")
        elif kind == "task":
            name, table = found[entry["category"]]
            values = [value(text) for text in entry["values"]]
            if not (naive.is_category(name, table) and naive.is_task(name, table, values)):
                raise Untrue("task")
            if entry.get("made", ["yoneda"])[0] != "yoneda":
                word, functor, of = entry["made"]
                if ALONG[word](found[functor], found[of])[2] != values:
                    raise Untrue(word)
            made = (name, table, values)
        elif kind == "functor":
            (name, source), (other, target) = found[entry["source"]], found[entry["target"]]
            lawful = naive.is_category(name, source) and naive.is_category(other, target) and name == other
            if not (lawful and naive.is_functor(name, source, target, entry["objects"])):
                raise Untrue("functor")
            made = (name, source, target, entry["objects"])
        else:
            made = found[entry["functor"]]
        found.append(made)
    return found


def _lan(functor: Any, task: Any) -> Any:
    name, _, target, on = functor
    pairs = list(zip(on, task[2], strict=True))
    return name, target, [naive.best(name, [naive.TIMES[name](row[c], t) for c, t in pairs]) for row in target]


def _ran(functor: Any, task: Any) -> Any:
    """At each object the truest value that fits, of all that can matter over distances."""
    name, _, target, on = functor
    pairs = list(zip(on, task[2], strict=True))
    differences = (t - s for _, t in pairs for row in target for s in row if inf not in (t, s) and t >= s)
    several = [naive.bottom(name), naive.unit(name), *differences]

    def fits(w: Any, d: int) -> bool:
        return all(naive.at_most(name, naive.TIMES[name](target[c][d], w), t) for c, t in pairs)

    return name, target, [naive.best(name, [w for w in several if fits(w, d)]) for d in range(len(target))]


def _restrict(functor: Any, task: Any) -> Any:
    return functor[0], functor[1], [task[2][c] for c in functor[3]]


ALONG = {"lan": _lan, "ran": _ran, "restrict": _restrict}


class Judge:
    """Evaluates the terms of one certificate."""

    def __init__(self, certificate: Any) -> None:
        self.entries = tables(certificate.get("graded", []))
        self.shown = list(shown(certificate["evidence"]))
        self.constants, self.certificate = certificate["constants"], certificate

    def of(self, term: Any, known: Mapping[str, Any]) -> Any:
        form = term[0]
        if form == "variable":
            return known[term[1]]
        if form == "number":
            return Fraction(*term[1][1:]) if isinstance(term[1], list) else Fraction(term[1])
        if form == "constant":
            entry = self.constants[term[1]]
            if entry["is"] == "category":
                return entry["of"]
            return entry["value"] if entry["is"] == "graded object" else self.entries[entry["of"]]
        if form == "call":
            return self.called(term[1], [self.of(part, known) for part in term[2:]])
        if term[:2] == ["apply", "count"]:
            assert term[2][:2] == ["apply", "arrows"]
            return self.level(self.of(term[2][2], known))
        if form == "binding":
            _, binder, (name, *names), domain, condition, body = term
            assert condition is None and binder in ("forall", "exists")
            inner = ["binding", binder, names, domain, None, body] if names else body
            values = self.ranged(domain, known)
            return (all if binder == "forall" else any)(self.of(inner, {**known, name: value}) for value in values)
        return self.applied(term[1], [self.of(part, known) for part in term[2:]])

    def ranged(self, domain: Any, known: Mapping[str, Any]) -> Iterator[Any]:
        """The values of a domain."""
        if domain[1] == "graded objects":
            yield from range(len(self.of(domain[2], known)[1]))
        elif domain[1] == "graded tasks":
            name, table = self.of(domain[2], known)
            given = [tuple(map(value, each)) for each in self.shown if all(isinstance(text, str) for text in each)]
            several = [*given, *product(GRIDS[name], repeat=len(table))]
            for values in several:
                if len(values) == len(table) and naive.is_task(name, table, values):
                    yield name, table, list(values)
        else:
            name = REALS[domain[1]]
            for points in range(int(self.of(domain[2], known)), int(self.of(domain[3], known)) + 1):
                yield from self.categories(name, points)

    def categories(self, name: str, points: int) -> Iterator[Any]:
        """Those with so many points; of many some."""
        pairs = [(a, b) for a in range(points) for b in range(points) if a != b]
        rows = [each for each in self.shown if all(isinstance(row, list) for row in each)]
        tables = [[[value(text) for text in row] for row in each] for each in rows if len(each) == points]
        several: Any = product(GRIDS[name], repeat=len(pairs))
        if points > 2:
            several = ([random.Random(k).choice(GRIDS[name]) for _ in pairs] for k in range(200))
        for values in several:
            found = dict(zip(pairs, values, strict=True))
            tables.append([[found.get((a, b), naive.unit(name)) for b in range(points)] for a in range(points)])
        for table in tables:
            if naive.is_category(name, table):
                yield name, table

    def level(self, number: int) -> int:
        """How many arrows a category has, which is the level that it says it is. Raises `Untrue`."""
        entry = self.certificate["categories"][number]
        several = range(len(entry["objects"]))
        below = [[Fraction(x == y or [x, y] in [g[1:] for g in entry["generators"]]) for y in several] for x in several]
        closed = naive.closure("bool", below)
        arrows = {(x, y) for x in several for y in several if closed[x][y]}
        if "made" in entry:
            word, of, text = entry["made"]
            name, table = self.entries[of]
            related = [[x == y or naive.at_most(name, value(text), v) for y, v in enumerate(row)]
                       for x, row in enumerate(table)]  # fmt: skip
            if word != "level" or arrows != {(a, b) for a, row in enumerate(related) for b, v in enumerate(row) if v}:
                raise Untrue("level")
        return len(arrows)

    def called(self, number: int, given: list[Any]) -> Any:
        """What a definition says; it is opened."""
        definition = self.certificate["definitions"][number]
        return self.of(definition["body"], dict(zip(definition["parameters"], given, strict=True)))

    def applied(self, word: str, given: list[Any]) -> Any:
        if word == "not":
            return not given[0]
        if word in ("and", "or"):
            return (all if word == "and" else any)(given)
        if word in ("implies", "iff"):
            return given[1] or not given[0] if word == "implies" else given[0] is given[1]
        if word in COMPARE:
            return COMPARE[word](*given)
        if word in ("plus", "minus", "times"):
            a, b = given
            return a + b if word == "plus" else a - b if word == "minus" else a * b
        if word == "graded generalizes from within":
            functor, by, *seen = given
            return naive.generalizes(*functor, seen, by)
        by = given.pop() if word.startswith("graded") and word.endswith("within") else Fraction(0)
        return ATOMS[word.removeprefix("graded ").removesuffix(" within")](by, *given)


def _grid(*several: Any) -> list[Any]:
    """Everything that sums and products of two of these can be, and errors of 1/4 and 3/8 more or less."""
    base = {Fraction(0), *(v for v in several if v != inf)}
    moved = {v + e for v in base for e in (0, Fraction(1, 4), Fraction(-1, 4), Fraction(3, 8), Fraction(-3, 8))}
    return [v for v in sorted(moved) if v >= 0]


def _recalibrated(by: Any, functor: Any) -> bool:
    _, source, target, on = functor
    kept = {v + e for row in source for v in row for e in (-by, 0, by) if v + e >= 0}
    return naive.ideal_up_to_recalibration(source, target, on, by, sorted(kept))


def _tuned(by: Any, functor: Any, task: Any) -> bool:
    """By the least task above all values, each as low as it may be; it is checked to be one."""
    name, _, target, on = functor
    values = task[2]
    turned = name == "metric"
    low = [v + by if turned else max(v - by, Fraction(0)) for v in values]
    some = range(len(values))
    q = [naive.best(name, [naive.TIMES[name](row[on[b]], low[b]) for b in some]) for row in target]
    assert naive.is_task(name, target, q)
    return all(naive.near(values[x], q[on[x]], by) or naive.at_most(name, q[on[x]], values[x]) for x in some)


ATOMS: dict[str, Any] = {
    "infinity": lambda by: inf,
    "score": lambda by, category, a, b: category[1][a][b],
    "task value": lambda by, task, a: task[2][a],
    "rank": lambda by, task: (
        naive.rank(*task) if by == 0 else naive.rank_within(*task, by, _grid(*task[2], *next(iter(task[1]), [])))
    ),
    "closure": lambda by, table: (table[0], naive.closure(*table)),
    "yoneda": lambda by, category, a: (*category, [row[a] for row in category[1]]),
    "via": lambda by, functor: functor,
    "value at": lambda by, functor, a: functor[3][a],
    **{word: lambda by, functor, task, make=make: make(functor, task) for word, make in ALONG.items()},
    "magnitude": lambda by, category: naive.magnitude(*category),
    "magnitude by": lambda by, category, base: naive.magnitude(*category, base),
    "equal objects": lambda by, category, a, b: a == b,
    "is a category": lambda by, table: naive.is_category(*table),
    "representable": lambda by, task: any(
        naive.solves_by_prompt(task[1], range(len(task[2])), task[2], p, by) for p in range(len(task[2]))
    ),
    "representable by": lambda by, task, p: naive.solves_by_prompt(task[1], range(len(task[2])), task[2], p, by),
    "ideal": lambda by, functor: naive.ideal(*functor[1:], by),
    "ideal up to recalibration": _recalibrated,
    "solves by tuning": _tuned,
    "solves by prompt": lambda by, functor, task: any(
        naive.solves_by_prompt(functor[2], functor[3], task[2], p, by) for p in range(len(task[2]))
    ),
    "solves by prompt at": lambda by, functor, task, p: naive.solves_by_prompt(functor[2], functor[3], task[2], p, by),
    "generalizes from": lambda by, functor, *seen: naive.generalizes(*functor, seen),
}


def tells_the_truth(certificate: Any) -> bool:
    """Is the claim of the certificate as its verdict says?"""
    try:
        return Judge(certificate).of(certificate["claim"], {}) is certificate["verdict"]
    except Untrue:
        return False
