"""What reaches a terminal: nothing that it would act on but our colours, and carets under what they mean."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from catproof.core.characters import escaped, forbidden
from catproof.core.width import width
from catproof.diagnostic import Diagnostic, Span
from catproof.faces import arguments as statuses
from catproof.faces import cli
from catproof.options import Options
from catproof.report.explain import explain
from catproof.report.formats import render
from catproof.report.html import report_html
from catproof.report.terminal import Painter, Terminal, guarded, plain, unguarded
from catproof.report.text import show_error, show_note, show_verdict
from catproof.running.report import Report
from catproof.running.run import check_text

HOSTILE = "x\x1b[2K\x1b[1G\r  ok \n  ok  claim\x9b8m \u202eko\u2066\x07\x7f\u2028"


def harmless(text: str) -> bool:
    return all(forbidden(line.replace("\t", " ")) is None for line in text.split("\n"))


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def hostile() -> Report:
    """A report as it is when texts have come past the lexer: from the Python interface, from data, from paths."""
    made = check_text(
        "poset P { a < b }\nclaim x : a = b in P\nclaim y : b = b in P\ntask T on P { q = {1} }", "t", Options()
    )
    (file,) = made.files
    verdicts = []
    for verdict in file.verdicts:
        statement = verdict.statement._replace(name=HOSTILE, text=HOSTILE)
        witness = {**verdict.witness, "theory": HOSTILE}
        said = {"reason": HOSTILE, "argument": [HOSTILE], "unchecked": [HOSTILE]}
        verdicts.append(verdict._replace(statement=statement, witness=witness, **said))
    errors = [Diagnostic("E100", HOSTILE, Span(1, 3, 1, 5), HOSTILE, HOSTILE)]
    changed = file._replace(path=HOSTILE, verdicts=verdicts, errors=errors, lines=[HOSTILE], notes=((1, HOSTILE),))
    return made._replace(files=[changed])


def test_the_writer_escapes_all_but_our_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    screen = Screen()
    terminal = Terminal(screen)
    paint = Painter(terminal)  # type: ignore[arg-type]
    print(paint(f"{HOSTILE}\x1b[32m", "ok"), HOSTILE, f"\x1b[{paint.__dict__}", file=terminal)  # type: ignore[call-overload]
    shown = screen.getvalue()
    assert shown.startswith("\x1b[32mx\\x1b[2K") and shown.count("\x1b") == 2
    assert harmless(shown.replace("\x1b[32m", "").replace("\x1b[0m", ""))


def test_one_mark_is_not_that_of_another_stream() -> None:
    one, other = Terminal(Screen()), Terminal(Screen())
    assert one.mark != other.mark


def test_the_standard_streams_are_guarded_and_given_back(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout, sys.stderr
    with guarded():
        print("a\x1b[2J")
        print("b\u202e", file=sys.stderr)
        assert unguarded(sys.stdout) is before[0]
    assert (sys.stdout, sys.stderr) == before
    assert capsys.readouterr() == ("a\\x1b[2J\n", "b\\u202e\n")


def test_every_form_of_a_report_is_harmless(hostile: Report) -> None:
    for file in hostile.files:
        for verdict in file.verdicts:
            assert len(explain(verdict).split("\n")) == 8
            assert harmless(explain(verdict))
            lines = escaped(show_verdict(verdict, plain), keep="\n").split("\n")
            assert len([line for line in lines if line.startswith("  ok  ")]) == verdict.ok
        for error in file.errors:
            assert len(show_error(error, file.lines, plain).split("\n")) == 4
            assert harmless(show_error(error, file.lines, plain))
        assert harmless(show_note(file.path, *file.notes[0])) and "\n" not in show_note(file.path, *file.notes[0])
    assert harmless(report_html(hostile))
    for form in ("json", "sarif", "junit"):
        assert harmless(render(hostile, form)), form
    assert json.loads(render(hostile, "json"))["files"][0]["path"] == HOSTILE
    assert json.loads(render(hostile, "sarif"))["runs"]
    message = ElementTree.fromstring(render(hostile, "junit")).find(".//testcase")
    assert message is not None and message.get("classname", "").endswith("\x9b8m \u202eko\u2066\ufffd\x7f\u2028")
    for line in render(hostile, "github").split("\n")[:-1]:
        assert line.startswith("::error ") and "\n" not in line and "\r" not in line


# ---- through the command line -------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = cli.main(list(arguments))
    out, err = capsys.readouterr()
    assert harmless(out) and harmless(err), (out, err)
    return status, out, err


ESCAPES = """\
poset P { a < b }
claim "\x1b[2K\x1b[G  ok       claim count(objects(P)) = 1000000\x1b[8m" : count(objects(P)) = 1000000
claim b is terminal in P
"""


@pytest.mark.parametrize("form", ["text", "github", "json", "junit", "sarif"])
def test_escapes_in_names_are_refused_and_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path, form: str) -> None:
    path = tmp_path / "escapes.cat"
    path.write_text(ESCAPES)
    status, out, _ = run(capsys, "check", "--format", form, str(path))
    assert status == statuses.WRONG_INPUT and "cannot contain U+001B ESCAPE" in out
    if form == "text":
        assert f"{path}:2:8: error[E102]: a text in quotes cannot contain U+001B ESCAPE" in out
        assert r'    claim "\x1b[2K\x1b[G  ok ' in out and "\n           ^^^^\n" in out
    status, out, err = run(capsys, "explain", str(path))
    assert status == statuses.WRONG_INPUT and "U+001B ESCAPE" in err
    status, out, err = run(capsys, "fmt", "--check", str(path))
    assert status == statuses.WRONG_INPUT and "U+001B ESCAPE" in err


@pytest.mark.parametrize(
    "name", ["a\n  ok       claim x.cat", "a\x1b[2J.cat", "a\u202etac.cat", "a\r.cat", "a\udc80.cat"]
)
@pytest.mark.parametrize("command", ["check", "explain", "audit", "fmt", "count", "draw", "report", "verify", "export"])
def test_names_of_files_are_shown_on_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, command: str
) -> None:
    path = str(tmp_path / name)
    arguments = {
        "count": ["count", "objects(P)", path],
        "draw": ["draw", path, "P"],
        "export": ["export", path, "--to", "coq", "--json"],
        "fmt": ["fmt", "--check", path],
    }.get(command, [command, path])
    shown = escaped(name if command == "report" else path)
    for content in (None, "poset P {a<b}\nclaim a = b in P\ntask T on P { c = {1} }\n", "claim"):
        if content is not None:
            Path(path).write_text(content, encoding="utf-8")
        status, out, err = run(capsys, *arguments)
        lines = (out + err).split("\n")
        assert status != statuses.INTERNAL and not any(line.startswith("  ok       claim x.cat") for line in lines)
        if content is None and command != "export":
            assert any(shown in line for line in lines), (out, err)


@pytest.mark.parametrize("command", ["check", "report", "export"])
def test_arguments_are_shown_escaped(capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str) -> None:
    path = tmp_path / "t.cat"
    path.write_text("poset P { a < b }\nclaim b = b in P\n")
    _, _, err = run(capsys, "check", str(path), "--name", "x\x1b[2J\nok")
    assert r"no statement has a name that matches x\x1b[2J\nok" in err
    run(capsys, command, str(path), "--x\x1b[2J")
    run(capsys, "explain", str(path), "x\u202e\nok")
    run(capsys, "count", "objects(\x1b[2J)", str(path))


def test_certificates_hold_what_they_hold_and_show_nothing_of_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    theory = tmp_path / "t.cat"
    theory.write_text("poset P { a < b }\nclaim top : b is terminal in P\n")
    run(capsys, "check", str(theory), "--certificates", str(tmp_path / "c"))
    (path,) = (tmp_path / "c").iterdir()
    certificate = json.loads(path.read_text())
    for text in (HOSTILE, "fine\nother.json: true: claim 1 = 2", ["\x1b[2J"], {"\u202e": 1}):
        certificate["statement"]["text"] = text
        path.write_text(json.dumps(certificate))
        _, out, err = run(capsys, "verify", str(path))
        assert len([line for line in (out + err).split("\n") if line and not line.startswith("  ")]) == 1


def test_the_canonical_form_of_standard_input_is_written_as_it_is(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "# \u200fשלום\u200f \u202a one\u202c\nposet P { a < b }\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
    assert cli.main(["fmt", "-"]) == statuses.OK
    assert capsys.readouterr().out == text


# ---- carets -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("日本", 4),
        ("ｱｲ", 2),
        ("Ａ", 2),
        ("e\u0301", 1),
        ("नि", 2),
        ("한", 2),
        ("\u1112\u1161\u11ab", 2),
        ("\U0001f469", 2),
        ("\U0001f469\u200d\U0001f52c", 2),
        ("\U0001f44d\U0001f3fd", 2),
        ("\u2764\ufe0f", 2),
        ("a\u05b0", 1),
        ("", 0),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    "before",
    [
        "",
        "日本語",
        "e\u0301e\u0301",
        "한국",
        "\U0001f469\u200d\U0001f52c",
        "\t",
        "\u0628\u0627",
        "\u2764\ufe0f",
        "\x1b[2K",
        "\u202e",
    ],
)
@pytest.mark.parametrize("wrong", ["x", "猫猫", "\U0001f408", "n\u0303", "\x07"])
@pytest.mark.parametrize("far", ["", "x" * 300])
def test_carets_stand_under_what_is_wrong(before: str, wrong: str, far: str) -> None:
    line = f'claim {far}"{before}" = {wrong} + 1'
    column = line.index(f" {wrong} + 1") + 2
    error = Diagnostic("E206", "t.cat", Span(1, column, 1, column + len(wrong)), "wrong")
    _, shown, carets = show_error(error, [line], plain).split("\n")
    marked = escaped(wrong)
    assert width(shown[: shown.rindex(f" {marked} +") + 1]) == len(carets) - carets.count("^")
    assert carets.count("^") == width(marked)
    assert len(shown) < 140 or "\\" in shown


def test_a_place_behind_the_end_of_a_line() -> None:
    error = Diagnostic("E206", "t.cat", Span(1, 4, 1, 5), "wrong")
    assert show_error(error, ["日本語"], plain).split("\n")[2] == " " * 10 + "^"
