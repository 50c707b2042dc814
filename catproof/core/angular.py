"""Angular distances between vectors, rounded up to a grid so that the triangle inequality stays exact.

The angle between two vectors, as a part of the half turn, is a metric d (with values in [0, 1]) on directions. What is
kept is the whole number D = ceil(grid * d) of the *real* number: from d(x, z) <= d(x, y) + d(y, z) it follows that
D(x, z) <= D(x, y) + D(y, z), as the right side is a whole number that is at least grid * d(x, z). Rounding to the
nearest, or rounding up what floating-point numbers give, has no such guarantee; so where those cannot tell on which
side of a line of the grid an angle is, rational arithmetic decides.

The error of a cosine is at most (dimension + 4) / 2^52 (Higham, *Accuracy and Stability of Numerical Algorithms*, 3.1,
for sums in any order), that of numpy's arccos a few units in the last place.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from math import pi
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

BLOCK = 2**21
"""Entries of a table that are computed at once."""

NEAR_ONE = 1 - 2.0**-20
"""From this cosine on the error of the angle grows: whatever is nearer is looked at one by one."""

WHOLE = 2.0**53
"""Sums of whole numbers below this are exact."""


def angular(vectors: Array, grid: int) -> Array:
    """The table of distances, whole numbers from 0 to `grid`, between these vectors, the rows of a matrix, of which
    none is 0. The grid is a power of two."""
    given = vectors.astype(np.float64)
    largest = float(np.abs(given).max())
    whole = largest < WHOLE / given.shape[1] / max(1.0, largest) and bool((given == np.rint(given)).all())
    if not whole:
        exponent = np.frexp(np.abs(given).max(1, keepdims=True))[1]
        given = np.ldexp(given, -exponent)  # exact, and no square leaves the range
    lengths = np.sqrt((given * given).sum(1))
    count, dimension = given.shape
    same = np.unique(vectors, axis=0, return_inverse=True)[1].reshape(-1)
    copies = len(np.unique(same)) < count
    table = np.empty((count, count), np.int16 if grid < 2**15 else np.int32)
    error = (dimension + 4) * 2.0**-52
    slack = grid / pi * (error / np.sqrt(1 - NEAR_ONE**2) + 2.0**-48)
    decided = _Decided(given, whole, error, grid)
    half = (grid + 1) // 2
    height = max(1, BLOCK // count)
    for start in range(0, count, height):
        stop = min(count, start + height)
        cosine = given[start:stop] @ given[start:].T  # of whole numbers: exact
        cosine /= lengths[start:stop, None]
        cosine /= lengths[start:]
        far = np.arccos(np.clip(cosine, -1, 1))
        far *= grid / pi
        block = np.ceil(far).astype(table.dtype)
        np.subtract(block, far, out=far)
        np.abs(np.subtract(far, 0.5, out=far), out=far)  # 0.5: on a line of the grid
        doubted = far > 0.5 - slack
        if max(cosine.max(), -cosine.min()) > NEAR_ONE:
            doubted |= np.abs(cosine) > NEAR_ONE
        if copies:
            equal = same[start:stop, None] == same[None, start:]
            block[equal] = 0
            doubted &= ~equal
        if whole and doubted.any():
            level = cosine == 0
            block[level] = half
            doubted &= ~level
        for i, j in np.argwhere(doubted).tolist():
            block[i, j] = decided(start + i, start + j, float(cosine[i, j])) if i != j else 0
        table[start:stop, start:] = block
        table[start:, start:stop] = block.T
    return table


def angles(cosines: Array, grid: int) -> Array:
    """The angles of a table of cosines, from -1 to 1 and taken as they are, as whole numbers from 0 to `grid`: rounded
    up from the real numbers."""
    steps = np.empty(cosines.shape, np.int16 if grid < 2**15 else np.int32)
    decided = _Decided(np.empty((0, 0)), False, 0.0, grid)
    height = max(1, BLOCK // max(1, cosines.shape[1]))
    for start in range(0, len(cosines), height):
        cosine = np.asarray(cosines[start : start + height], np.float64)
        far = np.arccos(cosine) * (grid / pi)
        block = np.ceil(far).astype(steps.dtype)
        doubted = np.abs(block - far - 0.5) > 0.5 - grid * 2.0**-48
        for value, known in ((1, 0), (0, (grid + 1) // 2), (-1, grid)):
            here = cosine == value
            block[here] = known
            doubted &= ~here
        for i, j in np.argwhere(doubted).tolist():
            given = Fraction(float(cosine[i, j]))
            block[i, j] = decided.between(float(given), given, given * given)
        steps[start : start + height] = block
    return steps


class _Decided:
    """The distances of pairs where floating-point numbers leave a doubt."""

    def __init__(self, given: Array, whole: bool, error: float, grid: int) -> None:
        self.given, self.whole, self.error, self.grid = given, whole, error, grid
        self.known: dict[tuple[int, int], int] = {}
        """For whole numbers, by their product and that of their squares."""

    def __call__(self, i: int, j: int, cosine: float) -> int:
        u, v = self.given[i], self.given[j]
        if self.whole:
            key = int(u @ v), int(u @ u) * int(v @ v)
            if key not in self.known:
                self.known[key] = self.between(cosine, key[0], Fraction(key[0] ** 2, key[1]))
            return self.known[key]
        if not (u * v).any():
            return (self.grid + 1) // 2
        least, most = self._bounds(cosine)
        if least == most:
            return least
        left, right = ([Fraction(float(x)) for x in w] for w in (u, v))
        dot = sum((x * y for x, y in zip(left, right, strict=True)), Fraction(0))
        return self.between(cosine, dot, dot * dot / (sum(x * x for x in left) * sum(y * y for y in right)))

    def _bounds(self, cosine: float) -> tuple[int, int]:
        far, near = np.arccos(np.clip([cosine - self.error, cosine + self.error], -1, 1)) * (self.grid / pi)
        slack = self.grid * 2.0**-48
        return max(0, int(np.ceil(near - slack))), min(self.grid, int(np.ceil(far + slack)))

    def between(self, cosine: float, dot: Fraction | int, square: Fraction) -> int:
        """The distance whose cosine has the sign of `dot` and this square."""
        least, most = self._bounds(cosine)
        while least < most and not _within(dot, square, least, self.grid):
            least += 1
        return least


def _within(dot: Fraction | int, square: Fraction, steps: int, grid: int) -> bool:
    """Is the angle with cosine sign(dot) * sqrt(square) at most `steps / grid` of the half turn?"""
    if steps == 0 or 2 * steps == grid or steps == grid:
        return steps == grid or (dot >= 0 if steps else dot > 0 and square == 1)
    if (dot >= 0) != (2 * steps < grid):
        return dot >= 0
    if 4 * steps in (grid, 3 * grid):
        line: Fraction | Decimal = Fraction(1, 2)
        return square >= line if dot >= 0 else square <= line
    # The square of the cosine of another line of the grid is irrational (Niven), so some precision tells them apart.
    digits = 40
    while True:
        with localcontext() as context:
            context.prec = digits
            here = Decimal(square.numerator) / Decimal(square.denominator)
            line = _cosine(steps, grid, digits) ** 2
            if abs(here - line) > Decimal(10) ** (16 - digits):
                return here > line if dot >= 0 else here < line
        digits *= 2


@lru_cache(maxsize=1024)
def _cosine(steps: int, grid: int, digits: int) -> Decimal:
    """The cosine of `steps / grid` of the half turn, to about so many digits: a power of the root of unity that comes
    from -1 by halving the angle."""
    with localcontext() as context:
        context.prec = digits
        x, y, part = Decimal(-1), Decimal(0), 1
        while part < grid:
            x, y, part = ((1 + x) / 2).sqrt(), ((1 - x) / 2).sqrt(), 2 * part
        a, b = Decimal(1), Decimal(0)
        for bit in bin(steps)[2:]:
            a, b = a * a - b * b, 2 * a * b
            if bit == "1":
                a, b = a * x - b * y, a * y + b * x
        return a
