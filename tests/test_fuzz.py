"""A short run of the fuzzer, always the same; `tests/fuzz.py` is for long ones."""

from __future__ import annotations

import pytest
from fuzz import fuzz


@pytest.mark.parametrize("seed", [1, 2])
def test_no_input_breaks_a_run(seed: int) -> None:
    happened, bugs = fuzz(seed, seconds=8, runs=60)
    assert bugs == [], bugs[0].what
    assert happened["exit 2"] > 0 and happened["exit 0"] + happened["exit 1"] + happened["exit 3"] > 0
