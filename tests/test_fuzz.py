"""A short run of the fuzzer, always the same; `tests/fuzz.py` is for long ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz import fuzz, fuzz_files, run_here
from large import usual_or_large
from mutated_files import FORMATS

FOUND = ["task", 'import "x.cat"\n\n task ', "transformation", "category\n", "find"]
"""Inputs that once broke a run."""


@pytest.mark.parametrize("text", FOUND)
def test_what_was_found_stays_mended(tmp_path: Path, text: str) -> None:
    status, _ = run_here(tmp_path / "t.cat", text.encode(), ["check"])
    assert status == 2


@pytest.mark.parametrize("seed", [1, 2])
def test_no_input_breaks_a_run(seed: int) -> None:
    happened, bugs = fuzz(seed, runs=60)
    assert bugs == [], bugs[0].what
    assert happened["exit 2"] > 0 and happened["exit 0"] + happened["exit 1"] + happened["exit 3"] > 0


@pytest.mark.parametrize("name", FORMATS)
def test_no_file_breaks_a_run(name: str) -> None:
    happened, bugs = fuzz_files(13, runs=usual_or_large(60, 120), only=name)
    assert bugs == [], bugs[0].what
    assert happened["exit 2"] > 2 and happened["exit 0"] + happened["exit 1"] > 0
