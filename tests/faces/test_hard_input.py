"""The command line, given what is no theory file: clear errors, soon."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command_line import INTERNAL, Here, summary, written
from patience import effort


def hard_files() -> dict[str, bytes]:
    deep = 100_000
    return {
        "not_utf8": b"category C { object \xe9 }",
        "nul": b"claim \0",
        "long_line": b"claim " + b"a" * 10_000_000,
        "parentheses": b"claim " + b"(" * deep + b"a is terminal" + b")" * deep,
        "parentheses_on_lines": b"claim " + b"(\n" * deep + b"a is terminal" + b"\n)" * deep,
        "open_parentheses": b"claim " + b"(\n" * deep,
        "calls": b"category C = " + b"opposite(\n" * 20_000 + b"terminal()" + b"\n)" * 20_000,
        "nots": b"claim " + b"not\n" * 20_000 + b"a is terminal",
        "braces": b"{\n" * deep,
        "implies": b"claim a is terminal" + b" implies\na is terminal" * 5_000,
    }


@pytest.mark.parametrize("name", hard_files())
def test_hard_files_end_in_clear_errors_soon(here: Here, tmp_path: Path, name: str) -> None:
    path = written(tmp_path, "t.cat", hard_files()[name])
    with effort(2):
        done = here("check", path)
    assert done.status == 2 and "error" in done.out and done.err == "" and len(done.out) < 10_000


def test_paths_that_are_no_theory_files(here: Here, tmp_path: Path) -> None:
    for path, message in [
        (tmp_path / "none.cat", "no such file"),
        (tmp_path, "the folder has no theory files (*.cat)"),
        (tmp_path / ("x" * 300), "cannot be read"),
        ("", "this is a folder"),
    ]:
        done = here("check", path)
        assert done.status == 2 and done.err == "" and summary(done.out) == "0 statements: 1 error in the input"
        if path != "":
            assert message in done.out
    for command in ("explain", "fmt", "verify"):
        assert here(command, tmp_path / "none").status == 2
    for command in ("fmt", "verify"):
        done = here(command, tmp_path)
        assert done.status == 2 and len(done.err.splitlines()) == 1
    assert here("check", os.devnull).status == 0


def test_links_in_a_circle(here: Here, tmp_path: Path) -> None:
    (tmp_path / "loop.cat").symlink_to(tmp_path / "loop.cat")
    for command in ("check", "explain", "fmt"):
        done = here(command, tmp_path / "loop.cat")
        assert done.status == 2 and "loop.cat:1:1: error[E501]: the file cannot be read" in done.out + done.err
    (tmp_path / "importer.cat").write_text('import "loop.cat"')
    assert "importer.cat:1:1: error[E501]: the file cannot be read" in here("check", tmp_path / "importer.cat").out


def test_empty_files(here: Here, tmp_path: Path) -> None:
    for content in ("", "\n", "# nothing\n\n# here", "\ufeff", "\r\n"):
        done = here("check", written(tmp_path, "t.cat", content))
        assert done.status == 0 and summary(done.out) == "0 statements"


def test_certificates_that_cannot_be_written(here: Here, theory: Path, tmp_path: Path) -> None:
    for place in (theory, theory / "below", "/proc/nowhere", "x" * 300):
        done = here("check", theory, "--certificates", place)
        assert done.status == 2 and done.out == "" and len(done.err.splitlines()) == 1, done
        assert done.err.startswith("catproof: ") and INTERNAL not in done.err
    blocked = tmp_path / "blocked"
    (blocked / "t.by_a.json").mkdir(parents=True)
    done = here("check", theory, "--certificates", blocked)
    assert done.status == 2 and done.err.startswith("catproof: ") and INTERNAL not in done.err
