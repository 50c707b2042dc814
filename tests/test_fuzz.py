"""A short run of the fuzzer, always the same; `tests/fuzz.py` is for long ones."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path

import pytest
from fuzz import Bug, fuzz, fuzz_files, kept, run_here, watched
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


def test_the_input_on_which_the_process_dies_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("fuzz.WHERE", tmp_path / "kept")

    def dies() -> int:
        (Path(tempfile.mkdtemp()) / "t.cat").write_text("the input", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
        return 0

    assert watched(dies) == 1
    (input_of_it,) = (tmp_path / "kept").rglob("t.cat")
    assert input_of_it.read_text(encoding="utf-8") == "the input"
    assert f"({-signal.SIGKILL}); see {input_of_it}\n" in capfd.readouterr().out
    assert watched(lambda: 0) == 0 and watched(lambda: 1) == 1
    assert kept(Bug("1 s", b"a")).data == b"a"
    (bug,) = (tmp_path / "kept").glob("bug-*")
    assert bug.read_bytes() == b"a" and capfd.readouterr().out == f"{bug}: 1 s\n"
