"""Windows and macOS, as far as they can be simulated here: what other systems lack is used behind guards alone, and the
commands run where it is taken away. What is not seen so was only read (README, "Limits")."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import catproof

PACKAGE = Path(catproof.__file__).parent

ELSEWHERE = Path(__file__).parents[1] / "elsewhere"

OS = """fork forkpty killpg getpgid setpgid setsid getuid geteuid getgid getegid nice sysconf mkfifo chown getloadavg
    sched_getaffinity statvfs uname wait3 wait4 O_NOFOLLOW O_NONBLOCK O_CLOEXEC O_BINARY"""
SIGNAL = "SIGKILL SIGHUP SIGUSR1 SIGUSR2 SIGPIPE SIGALRM SIGCHLD alarm setitimer pause pthread_kill"
MISSING = {"os": set(OS.split()), "signal": set(SIGNAL.split())}
MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "winreg", "msvcrt", "_winapi"}
"""What some system does not have."""


def unguarded(source: str) -> Iterator[tuple[int, str]]:
    """The places where something that a system may lack is used, and no test for it is around."""

    def tests_for(node: ast.AST) -> bool:
        text = ast.unparse(node)
        return "sys.platform" in text or "os.name" in text or "hasattr(" in text

    def caught(node: ast.Try) -> bool:
        names = " ".join(ast.unparse(handler.type) if handler.type else "Exception" for handler in node.handlers)
        return any(name in names for name in ("AttributeError", "ImportError", "Exception"))

    def visit(node: ast.AST, safe: bool) -> Iterator[tuple[int, str]]:
        if isinstance(node, ast.If | ast.IfExp | ast.BoolOp):
            safe = safe or tests_for(node.values[0] if isinstance(node, ast.BoolOp) else node.test)
        if isinstance(node, ast.Try) and caught(node):
            for child in node.body:
                yield from visit(child, True)
            rest = [*node.handlers, *node.orelse, *node.finalbody]
        else:
            rest = list(ast.iter_child_nodes(node))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and not safe:
            if node.attr in MISSING.get(node.value.id, ()):
                yield node.lineno, f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.Import | ast.ImportFrom) and not safe:
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
            yield from ((node.lineno, name) for name in names if name.split(".")[0] in MODULES)
            if isinstance(node, ast.ImportFrom):
                found = [each.name for each in node.names if each.name in MISSING.get(node.module or "", ())]
                yield from ((node.lineno, name) for name in found)
        for child in rest:
            yield from visit(child, safe)

    words = {*MODULES, *(name for names in MISSING.values() for name in names)}
    if any(word in source for word in words):
        yield from visit(ast.parse(source), False)


def test_what_a_system_may_lack_is_used_behind_guards() -> None:
    found = {str(path): list(unguarded(path.read_text(encoding="utf-8"))) for path in PACKAGE.rglob("*.py")}
    assert len(found) > 300 and {path: places for path, places in found.items() if places} == {}


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("import os\nos.killpg(1, 9)", 1),
        ("import fcntl, resource", 2),
        ("from signal import SIGKILL", 1),
        ("import os\nif hasattr(os, 'killpg'):\n    os.killpg(1, 9)\nos.fork()", 1),
        ("import os, sys\nx = os.getuid() if sys.platform != 'win32' else 0", 0),
        ("import os\nx = os.name != 'posix' or os.getuid()", 0),
        ("import os\ntry:\n    os.nice(1)\nexcept AttributeError:\n    os.fork()", 1),
        ("import os\ntry:\n    os.nice(1)\nexcept OSError:\n    pass", 1),
        ("import os\nx = getattr(os, 'O_NOFOLLOW', 0)", 0),
    ],
)
def test_guards_are_told_from_others(source: str, number: int) -> None:
    assert len(list(unguarded(source))) == number


THEORY = """poset "Caf\u00e9" { chien < animal ; chat < animal }
task est_chien on "Caf\u00e9" { chien = {oui} }
claim un : est_chien is representable by chien
refute deux : rank(est_chien) = 2
claim trois : forall C in categories(arrows <= 3) : count(objects(C)) <= 3
"""


def run(system: str, folder: Path, *arguments: str) -> Any:
    """What the command line prints as JSON, or as text, where Python has what it has on that system."""
    environment = {
        **os.environ,
        "CATPROOF_ELSEWHERE": system,
        "PYTHONPATH": os.pathsep.join([str(ELSEWHERE), str(PACKAGE.parent)]),
        "LOCALAPPDATA": str(folder / "local"),
        "HOME": str(folder / "home"),
        "LC_ALL": "C",
        "PYTHONWARNINGS": "error::EncodingWarning",
        "PYTHONWARNDEFAULTENCODING": "1",
    }
    for name in ("CATPROOF_CACHE", "XDG_CACHE_HOME", "XDG_STATE_HOME", "PYTHONUTF8"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0 and not done.stderr, done.stdout + done.stderr
    return done.stdout


def verdicts(text: str) -> Any:
    data = json.loads(text)
    for statement in data["files"][0]["statements"]:
        for key in ("seconds", "certificate"):
            del statement[key]
    return data


PLACES = {"darwin": "home/Library", "win32": "local/catproof"}


@pytest.mark.parametrize("system", PLACES)
def test_the_commands_run_elsewhere(system: str, tmp_path: Path) -> None:
    (tmp_path / "t.cat").write_text(THEORY, encoding="utf-8")
    expected = verdicts(catproof.check_file(tmp_path / "t.cat").to_json())
    expected["files"][0]["path"] = "t.cat"
    program = ("-m", "catproof")
    for _ in range(2):  # the second from the cache
        found = run(
            system, tmp_path, *program, "check", "t.cat", "--json", "--timeout", "300", "--certificates", "kept"
        )
        assert verdicts(found) == expected
    assert list((tmp_path / PLACES[system]).rglob("*.theory"))
    assert not (tmp_path / "home" / ".cache").exists() and not (tmp_path / "home" / ".local").exists()
    written = sorted(f"kept/{path.name}" for path in (tmp_path / "kept").iterdir())
    assert run(system, tmp_path, *program, "verify", *written, "--theory", "t.cat").count(": true: ") == 2
    assert run(system, tmp_path, *program, "fmt", "t.cat", "--check") == ""


def test_processes_are_started_as_on_macos(tmp_path: Path) -> None:
    (tmp_path / "t.cat").write_text(THEORY, encoding="utf-8")
    expected = verdicts(catproof.check_file(tmp_path / "t.cat", name="?[ne]*").to_json())
    expected["files"][0]["path"] = "t.cat"
    command = ("-m", "catproof", "check", "t.cat", "--json", "--jobs", "2", "--name", "?[ne]*")
    found = verdicts(run("darwin", tmp_path, *command))
    assert found == expected and len(found["files"][0]["statements"]) == 2


def test_a_program_is_ended_where_there_are_no_groups_of_processes(tmp_path: Path) -> None:
    code = "from catproof.bridge.processes import run; import sys\n"
    code += "print(run([sys.executable, '-S', '-E', '-c', 'import time; time.sleep(600)'], 0.2))"
    assert run("win32", tmp_path, "-c", code).startswith("Ran(status=None")
