"""`catproof verify`: the sentence that was checked, all that was not, and whether it is one of a theory file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from catproof.faces.cli import main

THEORY = """category C = product(chain(2), chain(2))
claim top : (1, 1) is terminal in C
claim few : count(monoids(order = 6)) = 2237
claim large : size(yoneda(C, (1, 1))) = 4
"""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    (tmp_path / "t.cat").write_text(THEORY)
    assert main(["check", str(tmp_path / "t.cat"), "--quiet", "--certificates", str(tmp_path / "kept")]) == 0
    return tmp_path


def test_the_sentence_is_that_of_the_claim(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = kept / "kept" / "t.top.json"
    assert main(["verify", str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{path}: true: (1, 1) is terminal in C",
        "  where C is product(chain(2), chain(2))",
    ]


def test_strict_tells_what_is_left_to_trust(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--strict", str(kept / "kept" / "t.top.json")]) == 0
    capsys.readouterr()
    assert main(["verify", "--strict", str(kept / "kept" / "t.few.json")]) == 3
    told = capsys.readouterr().err
    assert "not checked: that there are 2237 monoids of these sizes is the word of the literature" in told
    assert main(["verify", str(kept / "kept" / "t.few.json")]) == 0


def test_a_certificate_is_held_against_a_theory(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = kept / "kept" / "t.top.json"
    assert main(["verify", "--theory", str(kept / "t.cat"), str(path)]) == 0
    assert "it is about claim top, line 2" in capsys.readouterr().out
    (kept / "other.cat").write_text(THEORY.replace("chain(2), chain(2)", "chain(2), chain(3)").replace("= 4", "= 6"))
    assert main(["verify", "--theory", str(kept / "other.cat"), str(path)]) == 1
    assert "it is about no statement of" in capsys.readouterr().err
    assert main(["verify", "--theory", str(kept / "nothing.cat"), str(path)]) == 2


def test_what_is_said_twice_is_refused(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = kept / "kept" / "t.top.json"
    path.write_text('{"verdict": false, ' + path.read_text()[1:])
    assert main(["verify", str(path)]) == 1
    assert "rejected: the key 'verdict' is given twice" in capsys.readouterr().err


def test_reports_say_what_is_not_checked(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = "that there are 2237 monoids of these sizes is the word of the literature"
    assert main(["check", str(kept / "t.cat")]) == 0
    assert f"(not checked: {line})" in capsys.readouterr().out
    assert main(["check", str(kept / "t.cat"), "--json"]) == 0
    statements = json.loads(capsys.readouterr().out)["files"][0]["statements"]
    assert [s.get("unchecked") for s in statements] == [None, [line], None]
    assert main(["explain", str(kept / "t.cat"), "few"]) == 0
    assert line in capsys.readouterr().out
