"""The names of certificates: each statement has one of its own, whatever it is called."""

from __future__ import annotations

import json
from pathlib import Path

import catproof
from catproof.options import Options
from catproof.report.certificates import MOST_CHARACTERS, file_names, write_certificates
from catproof.report.verification import verify_file

NAMES = ["Foo", "foo", "a/b", "a:b", "a_b", "../up", "x" * 300, "x" * 299 + "y", "ſ", "s", "line_9", "é", "e"]


def theory() -> str:
    statements = [f'claim "{name}" : b is terminal in P\n' for name in NAMES]
    return "poset P { a < b }\n" + "".join(statements) + "claim b is terminal in P\n" * 3


def test_no_two_are_the_same_and_none_leaves_the_folder(tmp_path: Path) -> None:
    report = write_certificates(catproof.check_text(theory()), str(tmp_path))
    [file] = report.files
    assert len(file.certificates) == len(NAMES) + 3
    written = [Path(path) for path in file.certificates.values()]
    assert all(path.parent == tmp_path for path in written)
    assert len({path.name.casefold() for path in written}) == len(written)
    assert all(len(path.name) <= MOST_CHARACTERS + 30 for path in written)
    for number, verdict in enumerate(file.verdicts):
        content = json.loads(Path(file.certificates[number]).read_text(encoding="utf-8"))
        assert content["statement"]["name"] == verdict.statement.name
        assert verify_file(file.certificates[number], Options()).status == 0


def test_safe_names_stay_as_they_are() -> None:
    report = catproof.check_text("poset P { a < b }\nclaim top : b is terminal in P\nclaim b is terminal in P\n")
    assert file_names(report) == [["_text_.top", "_text_.line_3"]]


def test_a_name_says_what_it_stands_for() -> None:
    """It depends on file and statement alone, not on what stands beside it in the run."""
    one = catproof.check_text('poset P { a < b }\nclaim "a/b" : b is terminal in P\n')
    other = catproof.check_text('poset P { a < b }\nclaim b is terminal in P\nclaim "a/b" : b is terminal in P\n')
    assert file_names(one)[0][0] == file_names(other)[0][1] != file_names(other)[0][0]


def test_files_of_one_name(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "t.cat").write_text("poset P { a < b }\nclaim top : b is terminal in P\n")
    report = write_certificates(catproof.check_file(tmp_path), str(tmp_path))
    paths = [path for file in report.files for path in file.certificates.values()]
    assert len(set(paths)) == 2
