"""Every kind of error has a code; what `catproof explain CODE` shows gives that code, and none when it is put right."""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import catproof
from catproof.diagnostic import Diagnostic
from catproof.faces import cli
from catproof.report.codes import FORM, Example, Kind, kinds, told

PACKAGE = Path(catproof.__file__).parent
MAKERS = {"Wrong", "Problem", "Flaw", "Diagnostic", "Unreadable"}
"""What errors of the input are made by; `add` of a collector as well."""


def made() -> Iterator[tuple[str, ast.Call]]:
    """The places where errors are made."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.relative_to(PACKAGE).parts[0] in ("kernel", "decide", "faces"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            maker = isinstance(called, ast.Name) and called.id in MAKERS
            if maker or (isinstance(called, ast.Attribute) and called.attr == "add" and len(node.args) > 2):
                yield f"{path.name}:{node.lineno}", node


def codes_in(node: ast.AST) -> set[str]:
    texts = {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    return {text for text in texts if FORM.fullmatch(text)}


def test_every_place_that_makes_an_error_gives_a_code_of_the_table_and_each_code_is_given() -> None:
    places, given = 0, set[str]()
    for place, node in made():
        code, own = node.args[0], codes_in(node)
        passed_on = "code" in ast.unparse(code)  # that of the error it is made of
        assert len(own & set(kinds())) == len(own), place
        if ast.unparse(node.func) != "Unreadable":
            assert passed_on or {ast.unparse(code).strip("'")} <= set(kinds()), place
        places, given = places + 1, given | own
    given |= codes_in(ast.parse((PACKAGE / "files/reading.py").read_text(encoding="utf-8")))
    assert places > 450 and given == set(kinds())


def test_the_table_has_a_title_a_meaning_and_examples_for_each() -> None:
    assert list(kinds()) == sorted(kinds()) and len({kind.title for kind in kinds().values()}) == len(kinds()) > 60
    for kind in kinds().values():
        assert kind.meaning.endswith((".", "`")) and kind.wrong != kind.right and "```" not in told(kind)


def run(example: Example, where: Path, capfd: pytest.CaptureFixture[str]) -> str:
    """What the last command of an example prints."""
    for name, content in example.files.items():
        (where / name).write_bytes(content)
    *before, last = example.commands
    for command in before:
        subprocess.run(command, shell=True, cwd=where, check=True)
    program, *arguments = shlex.split(last)
    assert program == "catproof"
    capfd.readouterr()
    cli.main(arguments)
    return "".join(capfd.readouterr())


@pytest.mark.parametrize("kind", kinds().values(), ids=list(kinds()))
def test_the_example_gives_the_code_and_no_error_when_put_right(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run(kind.wrong, tmp_path, capfd)
    assert f"error[{kind.code}]: " in said, said
    others = set(re.findall(r"error\[(E[0-9]+)\]", said)) - {kind.code}
    assert others <= {"E100": {"E402"}, "E212": {"E402"}}.get(kind.code, set()), said
    right = run(kind.right, tmp_path, capfd)
    assert "error" not in right, right


def test_explain_prints_what_a_code_means(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "E402"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("E402: A poset has a cycle\n\n") and "    preorder P { a < b < a }\n" in out
    assert cli.main(["explain", "E999"]) == 2
    assert "there is no code E999" in capsys.readouterr().err
    assert cli.main(["explain", "E402", "name"]) == 2


def test_a_file_that_is_called_like_a_code_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "E402").write_text("poset P { a < b }\nclaim top : b is terminal in P\n", encoding="utf-8")
    assert cli.main(["explain", "E402", "top"]) == 0
    assert "claim top" in capsys.readouterr().out


def test_all_forms_of_a_report_have_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.cat").write_text("poset P { a < b < a }\n", encoding="utf-8")

    def said(*options: str) -> str:
        assert cli.main(["check", "t.cat", *options]) == 2
        return capsys.readouterr().out

    assert "t.cat:1:11: error[E402]: a < b < a is a cycle" in said()
    (error,) = json.loads(said("--json"))["files"][0]["errors"]
    assert (error["code"], error["line"], error["end_line"], error["end_column"]) == ("E402", 1, 1, 20)
    (result,) = json.loads(said("--format", "sarif"))["runs"][0]["results"]
    assert result["ruleId"] == "E402"
    assert 'type="E402"' in said("--format", "junit")
    assert "[E402]" in said("--format", "github")


def test_an_error_is_one_by_its_code() -> None:
    (error,) = catproof.check("poset P { a < a }\n").errors
    assert isinstance(error, Diagnostic) and error.code == "E402"
    with pytest.raises(catproof.InputError) as caught:
        catproof.load("poset P { a < a }\n")
    assert [each.code for each in caught.value.diagnostics] == ["E402"]
