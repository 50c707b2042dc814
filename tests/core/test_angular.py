"""Angles rounded up to a grid: of the real numbers, exactly, so that the triangle holds."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest

from catproof.core.angular import angles, angular


def exact(cosine_squared: Fraction, sign: int, grid: int) -> int:
    """The angle in eighty digits; nearer than 1e-30 to a line of the grid it is on it (that it is, says Niven)."""
    with mpmath.workdps(80):
        cosine = sign * mpmath.sqrt(mpmath.mpf(cosine_squared.numerator) / cosine_squared.denominator)
        steps = grid * mpmath.acos(cosine) / mpmath.pi
        line = mpmath.nint(steps)
        return int(line) if abs(steps - line) < mpmath.mpf(10) ** -30 else int(mpmath.ceil(steps))


def of_vectors(u: Any, v: Any, grid: int) -> int:
    left, right = ([Fraction(float(x)) for x in w] for w in (u, v))
    dot = sum(x * y for x, y in zip(left, right, strict=True))
    return exact(dot * dot / (sum(x * x for x in left) * sum(y * y for y in right)), 1 if dot >= 0 else -1, grid)


@pytest.mark.parametrize("grid", [1, 2, 4, 16, 1024])
@pytest.mark.parametrize("factor", [1, 0.3])
def test_angles_of_vectors(grid: int, factor: float) -> None:
    # Small whole numbers: many are orthogonal, at 45 degrees, opposite, or copies of each other.
    vectors = np.random.default_rng(grid).integers(-2, 3, (18, 3))
    vectors = vectors[vectors.any(1)] * factor
    table = angular(vectors, grid)
    assert (table == table.T).all() and not table.diagonal().any()
    for x in range(len(vectors)):
        assert table[x, :x].tolist() == [of_vectors(vectors[x], v, grid) for v in vectors[:x]]


def test_nearly_parallel_vectors_are_told_from_parallel_ones() -> None:
    small = 2.0**-40
    table = angular(np.array([[1, 1, 0], [1, 1 + small, 0], [2, 2, 0], [-3, -3, 0], [-3, -3, small]]), 2**14)
    assert table.tolist() == [
        [0, 1, 0, 2**14, 2**14], [1, 0, 1, 2**14, 2**14], [0, 1, 0, 2**14, 2**14],
        [2**14, 2**14, 2**14, 0, 1], [2**14, 2**14, 2**14, 1, 0],
    ]  # fmt: skip


def test_vectors_of_any_length() -> None:
    table = angular(np.array([[1e308, 1e308], [1e-320, 0], [1e300, -1e300], [5.0, 5.0], [0, -(2.0**63)]]), 8)
    assert table[0].tolist() == [0, 2, 4, 0, 6] and table[1].tolist() == [2, 0, 2, 2, 4]


def test_the_triangle_holds_where_rounding_to_the_nearest_breaks_it() -> None:
    # Directions in a plane: the angles of neighbours add up exactly.
    turns = np.linspace(0, np.pi, 14)
    vectors = np.column_stack((np.cos(turns), np.sin(turns)))
    table = angular(vectors, 16).astype(int)
    far = np.arccos(np.clip(vectors @ vectors.T, -1, 1)) * 16 / np.pi
    holds = [bool((d[:, :, None] + d[None] >= d[:, None, :]).all()) for d in (table, np.rint(far))]
    assert holds == [True, False]


def test_copies_and_orthogonal_vectors_cost_nothing() -> None:
    table = angular(np.repeat(np.eye(4), 100, axis=0), 2**14)
    assert (table[:100, :100] == 0).all() and (table[:100, 100:] == 2**13).all()


def test_cosines() -> None:
    values = [1.0, -1.0, 0.0, 0.5, -0.5, np.sqrt(0.5), -np.sqrt(0.5), np.cos(np.pi / 8), 1 - 2.0**-53, 1e-300, -1e-300]
    for grid in (1, 2, 8, 1024):
        expected = [exact(Fraction(float(c)) ** 2, 1 if c >= 0 else -1, grid) for c in values[:9]]
        assert angles(np.array([values]), grid)[0].tolist() == [*expected, (grid + 1) // 2, grid // 2 + 1]
