"""The README's theories, commands and programs are true."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands_shown import shown

from catproof import check
from catproof.faces import arguments as statuses
from catproof.resources import folder

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
FILES = ("concepts.cat", "over.cat", "wrong.cat", "zoo.cat")
"""What the README calls its theories, in their order."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)


def test_the_first_theory_is_ok() -> None:
    report = check(blocks("cat")[0])
    assert report.ok and len(list(report.verdicts)) == 3


@pytest.mark.sizes("shows the proof that small cases have")
def test_the_tour(tmp_path: Path) -> None:
    for name, theory in zip(FILES, blocks("cat"), strict=True):
        (tmp_path / name).write_text(theory, encoding="utf-8")
    (tmp_path / "theories").symlink_to(folder("theories"))
    for session in blocks("console"):
        assert session == "".join(shown(command, tmp_path) for command in re.findall(r"^\$ (.*)$", session, re.M))


def test_the_python_runs() -> None:
    for code in blocks("python"):
        exec(compile(code, "README.md", "exec"), {})  # the reader's own program, copied from the page


def test_there_are_two_commands_to_set_up() -> None:
    assert len(blocks("sh")) == 2


def test_every_option_is_described() -> None:
    options = {option for line in _help("check").split() for option in re.findall(r"--[a-z-]+", line)} - {"--help"}
    assert len(options) > 12 and all(f"`{option}" in README for option in options)
    codes = ("OK", "NOT_OK", "WRONG_INPUT", "UNKNOWN", "INTERNAL", "INTERRUPTED", "BROKEN_PIPE")
    for status in (getattr(statuses, code) for code in codes):
        assert re.search(rf"\b{status}\b", README)


def _help(command: str) -> str:
    run = [sys.executable, "-m", "catproof", command, "--help"]
    return subprocess.run(run, capture_output=True, text=True, check=True).stdout


def test_pictures_and_files_are_there() -> None:
    root = Path(__file__).parents[1]
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (root / target).exists(), target
    assert (root / "theories" / "has_fur_or_wings.svg").read_text(encoding="utf-8").rstrip().endswith("</svg>")


def test_how_much_there_is_to_trust() -> None:
    """The lines that the table of what has to be trusted gives, of the files that it names."""
    root = Path(__file__).parents[1]
    table = README.partition("## What has to be trusted")[2].partition("## Limits")[0]
    rows = [line.split(" | ") for line in table.splitlines() if line.startswith("| ")][1:]
    for what, _, lines, _ in rows:
        patterns = [text for text in re.findall(r"`([^`]+)`", what) if "*" in text]
        files = {file for pattern in patterns for file in root.glob(pattern)}
        number = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files)
        assert abs(number - int(lines.replace(",", ""))) <= number / 10, (what, number)
    assert any("*" in row[0] for row in rows)
