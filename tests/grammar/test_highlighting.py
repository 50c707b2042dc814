"""Colours: the TextMate grammar in VS Code's own engine, and the Pygments lexer, against the lexer and the parser."""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import subprocess
import warnings
import zipfile
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from colours import FILES, Kind, agree
from large import LARGE
from patience import PATIENCE
from pygments.token import Comment, Error, Keyword, Name, Number, Operator, Punctuation, String, Whitespace

import catproof
from catproof.elaborate.define import prelude
from catproof.faces.highlighting import TheoryLexer
from catproof.logic.signature import WORDS
from catproof.resources import folder

HERE = Path(__file__).parent
VSCODE = folder("grammar") / "vscode"


# ---- Pygments ---------------------------------------------------------------------------------------------


def pygments_kinds(text: str) -> Kind:
    kinds = {}
    line, column, whole = 1, 1, ""
    for _, kind, part in TheoryLexer().get_tokens_unprocessed(text):
        kinds[(line, column)] = kind
        whole += part
        line += part.count("\n")
        column = len(part) - part.rfind("\n") if "\n" in part else column + len(part)
    assert whole == text

    def name(line: int, column: int) -> str:
        kind = kinds[(line, column)]
        for known, word in (
            (Comment, "comment"),
            (String, "string"),
            (Number, "number"),
            (Name.Class, "declared"),
            (Name.Label, "label"),
            (Name, "name"),
            (Keyword, "keyword"),
            (Operator.Word, "keyword"),
            (Operator, "sign"),
            (Punctuation, "sign"),
        ):
            if kind in known:
                return word
        return str(kind)

    return name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_pygments(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert agree(text, pygments_kinds(text)) > 20


def test_pygments_knows_keywords_from_names() -> None:
    text = "poset order { point < image ; point text }\ntask object on order { point = {at} }\nclaim x § y\n"
    kinds = [(kind, part) for _, kind, part in TheoryLexer().get_tokens_unprocessed(text) if kind is not Whitespace]
    assert kinds[:4] == [
        (Keyword.Declaration, "poset"),
        (Name.Class, "order"),
        (Punctuation, "{"),
        (Name, "point"),
    ]
    assert (Keyword.Type, "point") in kinds and (Name.Class, "object") in kinds and (Error, "§") in kinds


def test_pygments_finds_the_lexer() -> None:
    # An installation from before there was the lexer does not know it; the wheel's test asks for it.
    (found,) = entry_points(group="pygments.lexers", name="catproof") or [None]
    assert found is None or found.load() is TheoryLexer


# ---- TextMate ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def textmate(tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[int, int, int, str]]]:
    """What VS Code's engine makes of each file."""
    place = tmp_path_factory.mktemp("textmate")
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        warnings.warn("the TextMate grammar is not tested: node and npm are not installed", stacklevel=1)
        pytest.skip("node and npm are not installed")
    for name in ("package.json", "tokenise.js"):
        shutil.copy(HERE / name, place)
    install = [npm, "install", "--no-audit", "--no-fund", "--silent"]
    done = subprocess.run(install, cwd=place, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode != 0:
        warnings.warn(f"the TextMate grammar is not tested: npm install failed: {done.stderr[-300:]}", stacklevel=1)
        pytest.skip("npm cannot install the engine")
    grammar = VSCODE / "syntaxes" / "catproof.tmLanguage.json"
    # The engine reserves more address space than the tests may otherwise use.
    run = ["sh", "-c", 'ulimit -S -v unlimited; exec "$@"', "sh", node, "tokenise.js", str(grammar), *map(str, FILES)]
    done = subprocess.run(run, cwd=place, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def textmate_kinds(tokens: list[tuple[int, int, int, str]]) -> Kind:
    scopes = (
        ("comment.", "comment"),
        ("string.", "string"),
        ("constant.character", "string"),
        ("constant.numeric", "number"),
        ("entity.name.type", "declared"),
        ("entity.name.section", "label"),
        ("keyword.operator.logical", "keyword"),
        ("keyword.operator", "sign"),
        ("punctuation.", "sign"),
        ("keyword.", "keyword"),
        ("variable.", "name"),
        ("support.", "name"),
    )

    def kind(line: int, column: int) -> str:
        scope = next(scope for at, start, end, scope in tokens if at == line and start <= column < end)
        return next((word for prefix, word in scopes if scope.startswith(prefix)), scope)

    return kind


@pytest.mark.parametrize("number", range(len(FILES)), ids=lambda number: FILES[number].stem)
def test_textmate(number: int, textmate: list[list[tuple[int, int, int, str]]]) -> None:
    text = FILES[number].read_text(encoding="utf-8")
    assert agree(text, textmate_kinds(textmate[number])) > 20


def test_textmate_knows_the_words_of_the_language() -> None:
    patterns = json.loads((VSCODE / "syntaxes/catproof.tmLanguage.json").read_text(encoding="utf-8"))["repository"]
    call = re.compile(patterns["call"]["match"])
    assert [word for word in WORDS if not call.match(f"{word}(")] == []
    said = [re.compile(pattern["match"]) for pattern in patterns["relation"]["patterns"][:2]]
    words = {reference.word for reference in prelude().definitions}
    # Properties; the others have a sign, a verb of their own, or are called.
    words = {
        word
        for word in words
        if word.split()[0] not in {"a", "an", "have", "equal", "generalizes", "restricts", "solves"}
    }
    atoms = {word if word.split()[0] in {"has", "preserves", "reflects"} else f"is {word}" for word in words}
    assert len(atoms) > 70 and [atom for atom in sorted(atoms) if not any(p.fullmatch(atom) for p in said)] == []


# ---- the extension ----------------------------------------------------------------------------------------


def test_the_extension_names_files_that_are_there() -> None:
    said = json.loads((VSCODE / "package.json").read_text(encoding="utf-8"))
    assert said["version"] == catproof.__version__
    assert f"catproof-{said['version']}.vsix" in (VSCODE / "README.md").read_text(encoding="utf-8")
    given = [said["icon"], *(each["path"] for each in said["contributes"]["grammars"])]
    given += [each["configuration"] for each in said["contributes"]["languages"]]
    assert all((VSCODE / each).is_file() for each in given)
    assert all(any(Path(each).is_relative_to(file) for file in said["files"]) for each in [*given, said["main"]])
    icon = (VSCODE / said["icon"]).read_bytes()
    assert icon[:8] == b"\x89PNG\r\n\x1a\n" and min(struct.unpack(">II", icon[16:24])) >= 128  # as VS Code wants it
    json.loads((VSCODE / said["contributes"]["languages"][0]["configuration"]).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("python", "command"),
    [("", {"command": "catproof", "args": ["lsp"]}), ("py", {"command": "py", "args": ["-m", "catproof", "lsp"]})],
)
def test_the_extension_starts_the_server(tmp_path: Path, python: str, command: dict[str, Any]) -> None:
    """With stand-ins for what VS Code provides: which command is started, and for which files."""
    node = shutil.which("node")
    if node is None:
        warnings.warn("the VS Code extension is not tested: node is not installed", stacklevel=1)
        pytest.skip("node is not installed")
    default = json.loads((VSCODE / "package.json").read_text())["contributes"]["configuration"]["properties"]
    default["catproof.interpreter"]["default"] = python
    modules = {
        "vscode": f"exports.workspace = {{ getConfiguration: (s) => ({{ get: (k) => ({json.dumps(default)})"
        "[`${s}.${k}`].default }), createFileSystemWatcher: (glob) => glob };",
        "vscode-languageclient/node": "exports.LanguageClient = class { constructor(...given) { this.given = given; }"
        " start() { console.log(JSON.stringify(this.given)); } stop() { console.log('stopped'); } };",
    }
    for name, code in modules.items():
        path = tmp_path / "node_modules" / f"{name}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, encoding="utf-8")
    script = f"const e = require({json.dumps(str(VSCODE / 'extension.js'))}); e.activate(); e.deactivate();"
    env = {**os.environ, "NODE_PATH": str(tmp_path / "node_modules")}
    run = ["sh", "-c", 'ulimit -S -v unlimited; exec "$@"', "sh", node, "-e", script]
    done = subprocess.run(run, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    started, stopped = done.stdout.splitlines()
    assert json.loads(started)[2:] == [
        command,
        {
            "documentSelector": [{"language": "catproof"}],
            "synchronize": {"fileEvents": "**/*.{cat,csv,tsv,parquet,graphml,json,db}"},
        },
    ]
    assert stopped == "stopped"


def test_the_extension_is_one_file_to_install(tmp_path: Path) -> None:
    """Made by the command that its README has; `vscode`, which the editor has, is all that it takes from elsewhere."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not LARGE or npm is None or node is None:
        pytest.skip("with CATPROOF_SWEEP=large, where node and npm are: vsce takes 12 s and 150 MB")
    made = tmp_path / "made"
    shutil.copytree(VSCODE, made)
    whole = ["sh", "-c", 'ulimit -S -v unlimited; exec "$@"', "sh"]
    for command in ([npm, "install", "--no-audit", "--no-fund", "--silent"], [npm, "run", "package"]):
        done = subprocess.run([*whole, *command], cwd=made, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(made / f"catproof-{catproof.__version__}.vsix") as package:
        package.extractall(tmp_path / "installed")
    extension = tmp_path / "installed" / "extension"
    said = json.loads((extension / "package.json").read_text(encoding="utf-8"))
    assert (extension / said["main"]).is_file() and (extension / said["icon"]).is_file()
    script = (
        "const M = require('module'), load = M._load;"
        "M._load = (name, ...more) => name === 'vscode' ? new Proxy({}, { get: () => class {} }) : load(name, ...more);"
        f"console.log(Object.keys(require({json.dumps(str(extension / said['main']))})).join())"
    )
    done = subprocess.run([*whole, node, "-e", script], cwd="/", capture_output=True, text=True, check=False)
    assert done.stdout == "activate,deactivate\n", done.stderr
