"""The Euler characteristic, over the rationals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from catproof.kernel.rejection import need
from catproof.kernel.tables import Category

Row = list[Fraction]


def euler(category: Category) -> int | Fraction:
    """Leinster (2008): the sum of a w with Z w = 1, Z the numbers of arrows, where there also is a v with v Z = 1."""
    everywhere = range(category.objects)
    counts = [[len(category.between(a, b)) for b in everywhere] for a in everywhere]
    weights = solution(counts)
    both = weights is not None and solution([list(column) for column in zip(*counts, strict=True)]) is not None
    need(both, "a category without a weighting and a coweighting has no Euler characteristic")
    total = sum(weights or [], Fraction(0))
    return total if total.denominator != 1 else int(total)


def solution(matrix: Sequence[Sequence[int | Fraction]]) -> Row | None:
    """Some w with M w = 1; None where there is none. It is put into the equations again."""
    n = len(matrix)
    rows: list[Row] = [[*map(Fraction, row), Fraction(1)] for row in matrix]
    leading: dict[int, Row] = {}
    for row in rows:
        for column in range(n):
            if row[column] and column in leading:
                factor = row[column]
                row = [x - factor * y for x, y in zip(row, leading[column], strict=True)]
        first = next((column for column in range(n) if row[column]), None)
        if first is None:
            if row[n]:
                return None
            continue
        row = [x / row[first] for x in row]
        for column, other in leading.items():
            factor = other[first]
            leading[column] = [x - factor * y for x, y in zip(other, row, strict=True)]
        leading[first] = row
    found = [leading[column][n] if column in leading else Fraction(0) for column in range(n)]
    need(all(sum((m * w for m, w in zip(row, found, strict=True)), Fraction(0)) == 1 for row in matrix), "no solution")
    return found
