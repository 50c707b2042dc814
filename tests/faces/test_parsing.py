"""The command line as a user meets it: help, what was meant, colours, folders, the configuration of a project."""

from __future__ import annotations

import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import catproof
from catproof.faces import arguments, cli, parsing
from catproof.faces.help import COMMANDS
from catproof.report import terminal
from catproof.running.loading import theory_files

THEORY = "poset P { a < b }\nclaim b is terminal in P\n"
README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(terminal, "_when", "auto")
    return tmp_path


def written(path: Path, content: str = THEORY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode())
    return path


# ---- help -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_examples_that_can_be_typed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([name, "--help"]) == 0
    text = capsys.readouterr().out
    assert "exit status:\n  0  " in text and " ".join(COMMANDS[name].long.split()) in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 120
    examples = re.findall(r"^  catproof (.*)$", text[text.index("examples:") :], re.M)
    assert len(examples) == len(COMMANDS[name].examples) >= 2
    for example in examples:
        given = shlex.split(example.partition(" > ")[0])
        assert given[0] == name and parsing.parsed(given).run


def test_all_commands_are_in_the_readme_and_have_help() -> None:
    _, commands = parsing.build()
    assert list(commands) == list(COMMANDS) and all(f"`catproof {name}" in README for name in commands)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("chek x.cat", "there is no command chek: did you mean check?"),
        ("nothing", "there is no command nothing"),
        ("check x.cat --timeuot 3", "there is no option --timeuot: did you mean --timeout"),
        ("fmt x.cat --chekc=1", "there is no option --chekc: did you mean --check"),
        ("count 1 2 3 4", "too many arguments: 3 4"),
    ],
)
def test_what_was_meant(given: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(given.split()) == 2
    assert said in capsys.readouterr().err.splitlines()[-1]


def test_jobs_auto() -> None:
    given = parsing.parsed(["check", "x.cat", "--jobs", "auto"])
    assert given.jobs == arguments.jobs("auto") >= 1 and arguments.jobs("3") == 3


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    shtab = pytest.importorskip("shtab")
    known = shell in shtab.SUPPORTED_SHELLS
    assert cli.main(["completion", shell]) == (0 if known else 2)
    script = capsys.readouterr().out
    assert not known or ("check" in script and "no-cache" in script)
    if shell == "bash":
        subprocess.run(["bash", "-n"], input=script, text=True, check=True)


def test_completion_names_its_extra(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert cli.main(["completion", "bash"]) == 2
    assert "pip install 'catproof[completion]'" in capsys.readouterr().err


# ---- colours --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "option", "coloured"),
    [
        ({}, "auto", False),
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": ""}, "auto", False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False),
        ({"NO_COLOR": "1"}, "always", True),
        ({"FORCE_COLOR": "1"}, "never", False),
    ],
)
def test_colours(
    environment: dict[str, str],
    option: str,
    coloured: bool,
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    written(here / "t.cat")
    assert cli.main(["check", "t.cat", "--color", option]) == 0
    assert ("\x1b[32m" in capsys.readouterr().out) is coloured


# ---- folders --------------------------------------------------------------------------------------------


def test_folders_leave_out_what_git_does(here: Path) -> None:
    for name in (
        "a.cat", "build/b.cat", "deep/c.cat", "deep/kept.cat", "deep/build/d.cat", ".venv/e.cat", "node_modules/f.cat",
        ".git/g.cat", "draft_h.cat", "deep/er/draft_i.cat", "deep/notes.txt", "only/here.cat", "deep/only/here.cat",
    ):  # fmt: skip
        written(here / "repository" / "folder" / name)
    written(here / "repository" / ".gitignore", "build/\n/folder/only\n# a comment\n")
    written(here / "repository" / "folder" / "deep" / ".gitignore", "c.cat\n!draft_*.cat\n")
    written(here / ".gitignore", "*.cat\n")  # above the root of the repository
    written(here / "repository" / "folder" / ".gitignore", "draft_*.cat\n")
    (here / "repository" / ".git").mkdir()
    left = ["a.cat", "deep/er/draft_i.cat", "deep/kept.cat", "deep/only/here.cat"]
    (here / "repository" / "folder" / ".git").rename(here / "elsewhere")
    assert list(theory_files(["repository/folder"])) == [f"repository/folder/{name}" for name in left]
    excluded = list(theory_files(["repository/folder"], ["er/", "/repository/folder/a.cat", "/a.cat"]))
    assert excluded == [f"repository/folder/{name}" for name in left[2:]]
    assert list(theory_files(["repository/folder/build/b.cat"])) == ["repository/folder/build/b.cat"]
    assert catproof.check_file("repository/folder").ok


def test_git_leaves_out_the_same(here: Path) -> None:
    names = ["x.cat", "y/x.cat", "y/z.cat", "y/a/z.cat", "b/c/d.cat", "b/d.cat", "b/e f.cat", "q/r/s/t.cat", "Ä.cat"]
    for name in names:
        written(here / name)
    for place, lines in {".": "/x.cat\na/\nb/**/d.cat\ne\\ f.cat\nq/*\n!q/r\n", "q/r": "*.cat\n!s/t.cat\n"}.items():
        written(here / place / ".gitignore", lines)
    subprocess.run(["git", "init", "-q"], check=True, cwd=here)
    listed = ["git", "-c", "core.quotePath=off", "ls-files", "-co", "--exclude-standard", "*.cat"]
    found = subprocess.run(listed, check=True, cwd=here, capture_output=True, text=True).stdout.splitlines()
    assert 3 < len(found) < len(names) and sorted(theory_files(["."])) == sorted(found)


# ---- fmt, verify ----------------------------------------------------------------------------------------


def test_fmt_of_folders_with_diff(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ugly = "poset  P {a<b}\r\nclaim  b is terminal in P\r\n"
    files = [written(here / "f" / name, ugly) for name in ("a.cat", "b/c.cat")]
    written(here / "f" / "fine.cat", "poset P { a < b }\n")
    assert cli.main(["fmt", "f", "--diff", "--exclude", "c.cat"]) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith(
        "--- f/a.cat\tas it is\n+++ f/a.cat\tin canonical form\n@@ -1,2 +1,2 @@\n-poset  P {a<b}\n+"
    )
    assert shown.err == "f/a.cat is not in canonical form\n" and files[0].read_bytes() == ugly.encode()
    assert cli.main(["fmt", "f"]) == 0
    for file in files:
        assert file.read_bytes() == b"poset  P { a < b }\r\nclaim  b is terminal in P\r\n"
    assert cli.main(["fmt", "f", "--check", "--diff"]) == 0 and cli.main(["fmt", "empty"]) == 2
    (here / "empty").mkdir()
    assert cli.main(["fmt", "empty"]) == 2 and "no theory files" in capsys.readouterr().err


def test_verify_reads_standard_input(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written(here / "t.cat")
    assert cli.main(["check", "t.cat", "--quiet", "--certificates", "kept"]) == 0
    for data, status in (((here / "kept" / "t.line_2.json").read_bytes(), 0), (b"{}", 2), (b"", 2)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        assert cli.main(["verify", "-"]) == status
    out = capsys.readouterr()
    assert out.out == "<stdin>: true: b is terminal in P\n" and out.err.startswith(
        "<stdin>: not a catproof certificate"
    )


@pytest.mark.parametrize("name", ["none", "t.cat", "dead"])
@pytest.mark.parametrize("command", ["check", "explain", "audit", "export", "report"])
def test_a_folder_that_is_allowed_is_there(
    command: str, name: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(here / "t.cat", "poset P { a < b }\n")
    (here / "dead").symlink_to("nowhere")
    assert cli.main([command, "t.cat", "--allow-path", str(here), "--allow-path", name]) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.endswith(f"argument --allow-path: there is no folder {name}")
    with pytest.raises(ValueError, match=f"allow_path: there is no folder {name}"):
        catproof.check_file("t.cat", allow_path=[here, name])


# ---- configuration --------------------------------------------------------------------------------------


def test_the_configuration_of_the_readme(here: Path) -> None:
    (block,) = re.findall(r"^```toml\n(\[tool\.catproof\]\n.*?)^```$", README, re.M | re.S)
    written(here / "pyproject.toml", f"[project]\nname = 'x'\n{block}")
    (here / "below").mkdir()
    given = parsing.parsed(["check", "x", "--exclude", "more"])
    assert (given.timeout, given.jobs, given.exclude) == (10.0, arguments.jobs("auto"), ["drafts/", "more"])
    given = parsing.parsed(["report", "x", "--timeout", "3"])
    assert given.timeout == 3.0 and given.exclude == ["drafts/"]
    written(here / "catproof.toml", 'no-cache = true\ncolor = "never"\nallow-path = ["data"]\n[audit]\nnear = 2\n')
    (here / "data").mkdir()
    for folder in (here, here / "below"):
        given = parsing.parsed(["audit", "x"])
        assert given.no_cache and given.color == "never" and given.near == 2 and given.timeout == 60.0, folder
        assert given.allow_path == [str(here / "data")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("timeuot = 3", "there is no option timeuot in "),
        ("timeout = 0", "timeout: a positive number of seconds is expected, not 0"),
        ("timeout = true", "timeout is a number or a text, not True"),
        ('engine = "zz3"', "engine: zz3 is none of auto, direct, z3, both"),
        ('no-cache = "yes"', "no-cache is true or false, not 'yes'"),
        ('exclude = "x"', "exclude is a list of texts, not 'x'"),
        ('cluster = "tcp://evil:1"', "there is no option cluster in "),
        ('[check]\ncertificates = "/etc"', "there is no option check.certificates in "),
        ('allow-path = [".."]', "a project may only allow what is its own"),
        ('allow-path = ["none"]', "allow-path: there is no folder none"),
        ("[check]\nstrict = true", "the command has no option strict"),
        ("check = 3", "`check` is a table of the options of that command"),
        ("timeout = ", "no TOML: "),
    ],
)
def test_a_configuration_that_is_wrong(text: str, said: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(here / "catproof.toml", text)
    assert cli.main(["check", "x.cat"]) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert said in last and str(here / "catproof.toml") in last
    assert cli.main(["check", "--help"]) == 0
