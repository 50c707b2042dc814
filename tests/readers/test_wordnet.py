"""The converter of WordNet's files, on a WordNet of three nouns."""

from __future__ import annotations

from pathlib import Path

import pytest

from catproof.readers import wordnet

INDEX = """  1 This software and database is being provided
entity n 1 0 1 0 00000001
city n 2 0 2 0 00000002 00000001
new_york n 1 0 1 0 00000003
"""
DATA = """  1 This software and database is being provided
00000001 03 n 01 entity 0 000 | that which is
00000002 15 n 01 city 0 001 @ 00000001 n 0000 | a large town
00000003 15 n 01 New_York 0 001 @i 00000002 n 0000 | a city
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "index.noun").write_text(INDEX)
    (folder / "data.noun").write_text(DATA)
    (folder / "cntlist.rev").write_text("city%1:15:00:: 1 5\n")
    return folder


@pytest.mark.parametrize("word", ["New York", "new_york", "New_York#1", "NEW  YORK"])
def test_proper_names_are_found_as_they_are_written(word: str, data: Path, tmp_path: Path) -> None:
    assert wordnet.main([str(tmp_path / "out"), "--data", str(data), "--only", word]) == 0
    assert "new_york,New_York.n.01" in (tmp_path / "out" / "words.csv").read_text()
    assert (tmp_path / "out" / "edges.csv").read_text().count("\n") == 3


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("city#3", "city#3 is no sense of a noun of WordNet: city has 2 senses, #1 to #2"),
        ("city#0", "2 senses"),
        ("city#-1", "2 senses"),
        ("city#x", "2 senses"),
        ("city#", "2 senses"),
        ("city#\N{SUPERSCRIPT TWO}", "2 senses"),
        ("city#" + "9" * 5000, "2 senses"),
        ("Entity#2", "entity has one sense, #1"),
        ("town", "town is no noun of WordNet"),
        ("", " is no noun of WordNet"),
    ],
)
def test_wrong_senses(word: str, message: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert wordnet.main([str(tmp_path / "out"), "--data", str(data), "--only", word]) == 2
    assert message in capsys.readouterr().err and not (tmp_path / "out").exists()


@pytest.mark.parametrize("count", ["-1", "-1000", "many", "1.5", ""])
def test_a_number_of_words_that_is_none(count: str, data: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        wordnet.main([str(tmp_path / "out"), "--data", str(data), f"--words={count}"])
    assert ended.value.code == 2 and not (tmp_path / "out").exists()


def test_files_that_are_not_there_or_are_others(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert wordnet.main([str(tmp_path / "out"), "--data", str(tmp_path)]) == 2
    assert "is missing" in capsys.readouterr().err
    (data / "data.noun").write_text("something else\n")
    assert wordnet.main([str(tmp_path / "out"), "--data", str(data)]) == 2
    assert "has no files of WordNet 3.0" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    (data / "data.noun").write_text(DATA)
    assert wordnet.main([str(tmp_path / "file"), "--data", str(data)]) == 2
    assert "file" in capsys.readouterr().err
