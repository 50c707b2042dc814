"""The Euler characteristic of a finite category.

Leinster, *The Euler characteristic of a category* (2008): with Z(a, b) the number of arrows a -> b, a weighting w
solves Z w = 1 and a coweighting v solves v Z = 1. Where both exist, the sum of w is that of v: the characteristic.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from catproof.core.category import Category


def euler(category: Category) -> Fraction | None:
    """The Euler characteristic; None where there is no weighting or no coweighting."""
    n = len(category.objects)
    counts = [[category.hom_size(a, b) for b in range(n)] for a in range(n)]
    weights = weighting(counts)
    if weights is None or weighting(list(zip(*counts, strict=True))) is None:
        return None
    return sum(weights, Fraction(0))


def weighting(matrix: Sequence[Sequence[int | Fraction]]) -> list[Fraction] | None:
    """A solution of Z w = 1 over the rationals, by elimination; None where there is none."""
    rows = [[Fraction(value) for value in row] + [Fraction(1)] for row in matrix]
    pivots: list[int] = []
    for column in range(len(matrix)):
        k = len(pivots)
        at = next((i for i in range(k, len(rows)) if rows[i][column]), None)
        if at is None:
            continue
        rows[k], rows[at] = rows[at], rows[k]
        rows[k] = [value / rows[k][column] for value in rows[k]]
        for i, row in enumerate(rows):
            if i != k and row[column]:
                factor = row[column]
                rows[i] = [x - factor * y for x, y in zip(row, rows[k], strict=True)]
        pivots.append(column)
    if any(row[-1] for row in rows[len(pivots) :]):
        return None
    weights = [Fraction(0)] * len(matrix)
    for row, column in zip(rows, pivots, strict=False):
        weights[column] = row[-1]
    return weights
