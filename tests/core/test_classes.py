"""Equivalence relations that grow, in both rooms that have one: beside a partition into sets, by hand."""

from __future__ import annotations

import random

import pytest

from catproof.core.classes import Classes as OfCore
from catproof.kernel.classes import Classes as OfKernel


@pytest.mark.parametrize("kind", [OfCore, OfKernel])
def test_a_class_is_called_by_its_least_number(kind: type[OfCore] | type[OfKernel]) -> None:
    rng = random.Random(3)
    for _ in range(50):
        size = rng.randrange(1, 20)
        classes, parts = kind(size), [{x} for x in range(size)]
        for _ in range(rng.randrange(20)):
            if rng.random() < 0.2:
                parts.append({classes.new()})
                assert parts[-1] == {len(classes.root) - 1}
            x, y = (rng.randrange(len(classes.root)) for _ in range(2))
            one, two = (next(part for part in parts if z in part) for z in (x, y))
            assert classes.unite(x, y) == (one is not two)
            if one is not two:
                parts.remove(two)
                one |= two
        assert all(classes.find(x) == min(part) for part in parts for x in part)
