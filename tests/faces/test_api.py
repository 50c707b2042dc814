"""`check_text`, `check_file` and `check`: a text is never a path, and a path never a text."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

import catproof

TEXT = "poset P { a < b }\nclaim b is terminal in P\n"
LINE = "claim 1 = 1"


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.cat").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_text_is_never_a_path(there: Path) -> None:
    for name in ("t.cat", LINE, "poset P { a < b }"):
        (there / name).write_text("this is wrong\n", encoding="utf-8")
    assert [e.path for e in catproof.check_text("t.cat").errors] == ["<text>"]
    report = catproof.check_text(LINE)
    assert not report.errors and [v.value for v in report.verdicts] == ["true"]
    assert catproof.check_text("").ok and catproof.check_text("poset P { a < b }").ok
    with pytest.raises(TypeError, match="a text is a str"):
        catproof.check_text(there / "t.cat")  # type: ignore[arg-type]


def test_a_path_is_never_a_text(there: Path) -> None:
    assert [v.value for v in catproof.check_file("t.cat").verdicts] == ["true"]
    assert [v.value for v in catproof.check_file(there).verdicts] == ["true"]
    for text in (TEXT, LINE, ""):
        report = catproof.check_file(text)
        assert not report.ok and report.errors and not list(report.verdicts)
    with pytest.raises(TypeError):
        catproof.check_file(1)  # type: ignore[arg-type]


@pytest.mark.parametrize("clear", [TEXT, "poset P { a < b }", "claim 1 = 1\n", "t.cat", Path("t.cat"), ".", "none.cat"])
def test_what_is_clear_is_taken_without_a_word(there: Path, clear: str | Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        report = catproof.check(clear)
    assert report.ok is (clear != "none.cat")


def test_a_text_with_lines_is_one_even_where_a_file_is_called_so(there: Path) -> None:
    name = "claim 1 = 1\n"
    (there / name).write_text("wrong", encoding="utf-8")
    assert catproof.check(name).ok and not catproof.check_file(name).ok


@pytest.mark.parametrize("unclear", [LINE, "", "nowhere", "poset {x}.cat", "x\0y"])
def test_what_is_not_clear_is_a_path_with_a_warning(there: Path, unclear: str) -> None:
    with pytest.warns(DeprecationWarning, match="check_text or check_file"):
        report = catproof.check(unclear)
    assert report.errors and report.errors[0].path == unclear
    with pytest.warns(DeprecationWarning) as found:
        catproof.check(unclear)
    assert found[0].filename == __file__  # it points at the call


def test_load_says_so_too(there: Path) -> None:
    assert catproof.load("t.cat").names.keys() == {"P"} == catproof.load(TEXT).names.keys()
    with pytest.warns(DeprecationWarning), pytest.raises(catproof.InputError):
        catproof.load("nowhere")
