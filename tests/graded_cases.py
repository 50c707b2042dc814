"""Random graded things: as naive tables, as structures of the product, and as the kernel reads them."""

from __future__ import annotations

import random
from fractions import Fraction
from math import inf
from typing import Any, NamedTuple

import naive_graded as naive

from catproof.core.graded import Graded, GradedFunctor, GradedModel, GradedTask
from catproof.core.quantale import QUANTALES
from catproof.decide.tables import Tables
from catproof.kernel import graded as kernel

HALVES = [Fraction(n, 4) for n in range(5)]
VALUES: dict[str, list[Any]] = {
    "bool": [Fraction(0), Fraction(1)],
    "prob": [Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(1)],
    "metric": [Fraction(0), Fraction(1, 2), Fraction(1), Fraction(3, 2), inf],
    "fuzzy": HALVES,
    "lukasiewicz": HALVES,
}
"""What tables are made of."""

ERRORS = [Fraction(0), Fraction(1, 4), Fraction(1, 2)]
GRIDS: dict[str, list[Any]] = {
    "bool": VALUES["bool"],
    "prob": sorted({Fraction(0), *(Fraction(1, 2**k) for k in range(9))}),
    "metric": [*(Fraction(n, 4) for n in range(21)), inf],
    "fuzzy": [Fraction(n, 8) for n in range(9)],
    "lukasiewicz": [Fraction(n, 8) for n in range(9)],
}
"""Every value that can matter: sums of values, and errors more or less."""


class Case(NamedTuple):
    """A functor of graded categories and a task on its source, in three forms. `scores` is a table of any values."""

    name: str
    scores: list[list[Any]]
    source: list[list[Any]]
    target: list[list[Any]]
    on: list[int]
    values: list[Any]

    def structures(self) -> tuple[Graded, GradedFunctor, GradedTask]:
        """The table of scores, the functor and the task."""
        quantale = QUANTALES[self.name]
        objects = [f"x{k}" for k in range(len(self.source))]
        raw = Graded(quantale, objects, self.scores, "S")
        source = Graded(quantale, objects, self.source, "C", None, True)
        target = Graded(quantale, [f"y{k}" for k in range(len(self.target))], self.target, "D", None, True)
        return raw, GradedFunctor(source, target, self.on, "F"), GradedTask(source, self.values, "T")

    def read(self) -> tuple[Any, Any, Any, Any]:
        """The table, the functor, the task and the model, as the kernel reads them from a certificate."""
        tables = Tables()
        raw, functor, task = self.structures()
        numbers = [tables.graded(each) for each in (raw, functor, task, GradedModel(functor, "via(F)"))]
        found = kernel.read(tables.entries()["graded"])
        return found[numbers[0]], found[numbers[1]], found[numbers[2]], found[numbers[3]]


def random_case(chance: random.Random, name: str, most: int = 3) -> Case:
    """A case with so many objects at most; values are often the same, so that things may hold."""
    several = VALUES[name]
    n, m = chance.randint(1, most), chance.randint(1, most)

    def table(count: int) -> list[list[Any]]:
        some = chance.sample(several, min(len(several), chance.randint(1, 3)))
        made = [[chance.choice(some) for _ in range(count)] for _ in range(count)]
        for x in range(count if chance.random() < 0.8 else 0):
            made[x][x] = naive.unit(name)
        return made

    scores = table(n)
    target = naive.closure(name, table(m))
    on = [chance.randrange(m) for _ in range(n)]
    if chance.random() < 0.3:
        scores = [[target[on[x]][on[y]] for y in range(n)] for x in range(n)]
    source = naive.closure(name, scores)
    if not naive.is_functor(name, source, target, on):  # nothing is further apart than what is pulled back
        pulled = [[target[on[x]][on[y]] for y in range(n)] for x in range(n)]
        source = [
            [a if naive.at_most(name, a, b) else b for a, b in zip(row, other, strict=True)]
            for row, other in zip(source, pulled, strict=True)
        ]
    column = chance.choice([None, *range(n)])
    values = [chance.choice(several) for _ in range(n)] if column is None else [row[column] for row in source]
    lifted = [naive.best(name, [naive.TIMES[name](source[x][y], values[y]) for y in range(n)]) for x in range(n)]
    return Case(name, scores, source, target, on, lifted)
