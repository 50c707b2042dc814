"""Without matplotlib: everything but the pictures that only it can draw, and a message that says what brings it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import catproof
from catproof.faces import cli
from catproof.pictures import dot

THEORY = "poset P { a < b }\nclaim b is terminal in P\n"


@pytest.fixture(autouse=True)
def theory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setattr(dot, "available", lambda: False)
    path = tmp_path / "t.cat"
    path.write_text(THEORY, encoding="utf-8")
    return path


def test_the_extra_is_named(theory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["draw", str(theory), "P", "-o", str(theory.with_suffix(".png"))]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("catproof: a picture needs Graphviz") and line.endswith("pip install 'catproof[pictures]'")
    with pytest.raises(catproof.MissingPackage):
        catproof.draw(THEORY, "P")
    assert catproof.draw(THEORY, "P", form="tex")


def test_a_page_says_so_once(theory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", str(theory), "-o", str(theory.with_suffix(".html"))]) == 0
    assert capsys.readouterr().err.count("catproof[pictures]") <= 1
    page = theory.with_suffix(".html").read_text("utf-8")
    assert "catproof[pictures]" in page and "internal error" not in page


def test_what_a_check_loads(theory: Path) -> None:
    code = "import sys; from catproof.faces import cli; status = cli.main(sys.argv[1:]); "
    code += "print(status, *sorted({'matplotlib', 'PIL', 'shtab', 'numba', 'pathspec', 'asyncio'} & set(sys.modules)))"
    run = [sys.executable, "-c", code, "check", str(theory), "--quiet"]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "0\n"
