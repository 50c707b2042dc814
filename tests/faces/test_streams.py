"""The command line and its streams and signals: terminals, pipes, what cannot be written or shown, Ctrl-C."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from command_line import process, written
from patience import PATIENCE, effort_of, running_at

from catproof.resources import folder


def test_no_colour_when_piped(theory: Path) -> None:
    assert "\x1b" not in process("check", theory, env={"TERM": "xterm-256color"}).out


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo terminal")
@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colour_on_a_terminal(theory: Path, env: dict[str, str], coloured: bool) -> None:
    import pty

    first, second = pty.openpty()
    given = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    command = [sys.executable, "-m", "catproof", "check", str(theory)]
    subprocess.run(command, stdout=second, env={**given, "TERM": "xterm", **env}, timeout=PATIENCE, check=True)
    os.close(second)
    assert (b"\x1b[32m" in os.read(first, 65536)) is coloured
    os.close(first)


def test_a_reader_that_goes_away() -> None:
    command = [sys.executable, "-m", "catproof", "check", str(folder("theories"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b"" and running.wait(PATIENCE) == 141


def test_output_that_cannot_be_written(theory: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    command = [sys.executable, "-m", "catproof", "check", str(theory)]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=PATIENCE, check=False)
    assert done.returncode == 2 and done.stderr == b"catproof: No space left on device\n"


@pytest.mark.skipif(os.name != "posix", reason="closes descriptors in a shell")
def test_closed_streams(theory: Path) -> None:
    for redirection, status in ((">&-", 0), ("2>&-", 0), ("<&-", 0)):
        command = f'"{sys.executable}" -m catproof check "{theory}" {redirection}'
        done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=PATIENCE, check=False)
        assert done.returncode == status and b"rror" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="closes descriptors in a shell")
@pytest.mark.parametrize(
    "command",
    [
        "check -", "check --format json -", "explain -", "audit -", "draw - P", "export - --to coq", "show - P",
        "fmt -", "count 'arrows(P)' -", "report -", "verify -", "lsp",
    ],
)  # fmt: skip
def test_standard_input_that_is_closed_is_no_empty_theory(command: str) -> None:
    def run(end: str) -> tuple[int, str]:
        said = ["sh", "-c", f'"{sys.executable}" -m catproof {command} {end}']
        done = subprocess.run(said, capture_output=True, text=True, timeout=PATIENCE, check=False)
        return done.returncode, done.stdout + done.stderr

    status, said = run("<&-")
    assert status == 2 and "standard input is closed" in said and "Traceback" not in said
    if command.startswith(("check", "fmt")):
        assert run("</dev/null")[0] == 0


SLOW = """\
group S6 { generator s, t ; equation s^2 = id ; equation t^6 = id ; equation (s . t)^5 = id
  equation (s . t^5 . s . t)^3 = id ; equation (s . t^2 . s . t^4)^2 = id }
claim forall x in arrows(S6) : forall y in arrows(S6) : forall z in arrows(S6) : x . (y . z) = (x . y) . z
"""


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
@pytest.mark.parametrize(
    ("options", "place", "count"),
    [
        ([], "catproof.decide.decider:Decider.decide", 100),
        (["--engine", "z3"], "catproof.decide.decider:Decider.decide", 1),
        (["--jobs", "2"], "catproof.running.workers:Workers.done", 3),
    ],
)
def test_ctrl_c(tmp_path: Path, options: list[str], place: str, count: int) -> None:
    slow = [str(written(tmp_path, f"{k}.cat", SLOW)) for k in range(2)]
    arguments = ["check", *slow, "--timeout", str(PATIENCE), *options]
    waited = os.times()
    with running_at(place, count, arguments) as running:
        before = effort_of(psutil.Process(running.pid))
        os.killpg(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=PATIENCE)
        assert running.returncode == 130 and err.count(b"\n") == 1, err
        assert err.startswith((b"catproof: interrupted", b"catproof: stopped in claim line 3"))
    used = os.times()
    total = used.children_user + used.children_system - waited.children_user - waited.children_system
    assert total - before < 5
    deadline = time.perf_counter() + PATIENCE
    while time.perf_counter() < deadline:  # the workers are gone, too
        try:
            os.killpg(running.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a process was left behind")


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_ctrl_c_says_how_far_it_came(tmp_path: Path, options: list[str]) -> None:
    sweep = "claim long : forall C in categories(arrows <= 7) : forall T in tasks(C, size <= 3) : T is representable "
    path = written(tmp_path, "t.cat", sweep + "or not T is representable")
    arguments = ["check", str(path), "--timeout", str(PATIENCE), *options]
    with running_at("catproof.decide.decider:Decider.decide", 500, arguments) as running:
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130 and out == b""
    told = r"holds for the first \d+ categories \(at most \d arrows?\), [\d,]+ instances"
    assert re.fullmatch(f"catproof: stopped in claim long: {told}\n", err.decode()), err


def test_names_that_the_terminal_cannot_show(tmp_path: Path) -> None:
    text = 'poset "é" { "ü" < b }\nclaim "ü" is terminal in "é"\n'
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    shown = process("check", "-", given=text.encode(), env=ascii_only)
    assert shown.status == 1 and "\\xfc" in shown.out
    data = process("check", "-", "--json", given=text.encode(), env=ascii_only)
    assert json.loads(data.out)["files"][0]["statements"][0]["text"] == '"ü" is terminal in "é"'
    assert "ü" in process("fmt", "-", given=text.encode(), env=ascii_only).out
    odd = os.fsdecode(b"\xff.cat")
    try:
        written(tmp_path, odd, text)
    except OSError:
        return  # the file system allows no such name
    assert process("check", odd, cwd=tmp_path).status == 1
    saved = process("check", odd, "--certificates", "c", "--json", cwd=tmp_path)
    assert saved.status == 1
    assert (
        process("verify", json.loads(saved.out)["files"][0]["statements"][0]["certificate"], cwd=tmp_path).status == 0
    )
