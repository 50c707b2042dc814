"""`check --watch` in a process of its own: it runs again when a file changes, and ends with Ctrl-C."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from patience import PATIENCE, started

from catproof.faces import arguments as statuses
from catproof.faces import cli
from catproof.faces.watch import stamps

GOOD = "claim b is terminal in P\n"
WRONG = "claim a is terminal in P\n"


class Watching:
    """A run that watches; `lines` are what it prints."""

    def __init__(self, *arguments: object) -> None:
        self.process = started(
            [sys.executable, "-m", "catproof", "check", "--watch", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def until_it_waits(self) -> list[str]:
        lines = [self.lines.get(timeout=PATIENCE)]
        while not lines[-1].startswith("catproof: watching"):
            lines.append(self.lines.get(timeout=PATIENCE))
        return lines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "base.cat").write_text("poset P { a < b }\n", encoding="utf-8")
    (tmp_path / "watched").mkdir()
    (tmp_path / "watched" / "main.cat").write_text(f'import "../base/base.cat"\n{GOOD}', encoding="utf-8")
    return tmp_path


@pytest.fixture
def watching(folder: Path) -> Iterator[Watching]:
    run = Watching(folder / "watched", "--allow-path", folder)
    yield run
    run.process.kill()
    run.process.wait()


def replaced(path: Path, text: str) -> None:
    """As editors write a file: another one takes its place."""
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent")
def test_it_runs_again_when_something_changes(folder: Path, watching: Watching) -> None:
    main, base = folder / "watched" / "main.cat", folder / "base" / "base.cat"
    first = watching.until_it_waits()
    assert first[-2].startswith("1 statement: 1 ok") and first[-1] == "catproof: watching 2 files; Ctrl-C ends"
    replaced(main, f'import "../base/base.cat"\n{WRONG}')
    assert watching.until_it_waits()[-2].startswith("1 statement: 1 not ok")
    replaced(base, "poset P { b < a }\n")  # what is imported is watched too
    assert watching.until_it_waits()[-2].startswith("1 statement: 1 ok")
    replaced(folder / "watched" / "new.cat", "poset Q { c < d }\nclaim d is terminal in Q\n")
    assert watching.until_it_waits()[-2].startswith("2 statements: 2 ok")
    main.unlink()
    assert watching.until_it_waits()[-2].startswith("1 statement: 1 ok")
    os.kill(watching.process.pid, signal.SIGINT)
    assert watching.process.wait(timeout=PATIENCE) == statuses.INTERRUPTED
    assert watching.lines.get(timeout=PATIENCE) == "catproof: interrupted" and watching.lines.empty()


def test_what_is_watched(folder: Path, tmp_path: Path) -> None:
    found = stamps([str(folder / "watched"), str(tmp_path / "missing.cat"), str(folder / "nothing")], [str(folder)])
    assert sorted(Path(path).name for path in found) == ["base.cat", "main.cat", "missing.cat", "nothing"]
    assert found[os.path.realpath(tmp_path / "missing.cat")] is None
    (folder / "base" / "base.cat").write_text('import "../watched/main.cat"\n', encoding="utf-8")
    assert (
        len(stamps([str(folder / "watched")], [str(folder)])) == 2
    )  # a circle is an error elsewhere, and no hang here


def test_data_files_are_watched(tmp_path: Path) -> None:
    path = tmp_path / "main.cat"
    path.write_text(
        'poset P = read("edges.csv", a, b)\ntask T on P = read("t.csv", object, element)\n', encoding="utf-8"
    )
    assert sorted(Path(name).name for name in stamps([str(path)])) == ["edges.csv", "main.cat", "t.csv"]


def test_standard_input_cannot_be_watched(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--watch", "-"]) == statuses.WRONG_INPUT
    assert "cannot be watched" in capfd.readouterr().err
