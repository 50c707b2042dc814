"""Progress on a terminal: a line on standard error for what takes long, and nothing anywhere else."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from patience import PATIENCE, started

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo terminal")

LONG = "claim long : forall C in categories(arrows <= 7) : forall T in tasks(C, size <= 3) : rank(T) <= 3\n"
SHORT = "claim short : forall C in categories(arrows <= 2) : count(objects(C)) <= 2\n"

LOADED = """
import os, sys
from catproof.faces.cli import main
from catproof.report import live
live.PATIENCE = float(os.environ.get("AFTER", live.PATIENCE))
status = main(sys.argv[1:])
sys.stderr.write(f"rich: {'rich' in sys.modules}")
raise SystemExit(status)
"""


def on_terminal(
    path: Path, *options: str, out: int | None = None, until: re.Pattern[str] | None = None, **environment: str
) -> str:
    """What `check` writes to a terminal as its standard error, and whether it imported rich. When it has written
    `until`, it gets Ctrl-C."""
    import pty

    first, second = pty.openpty()
    command = [sys.executable, "-c", LOADED, "check", str(path), *options]
    where = {} if out is None else {"stdout": out}
    with started(command, stderr=second, **where, env={**os.environ, "TERM": "xterm", **environment}) as running:
        os.close(second)
        found = b""
        while True:
            try:
                piece = os.read(first, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            found += piece
            if until is not None and until.search(found.decode(errors="replace")):
                running.send_signal(signal.SIGINT)
                until = None
        running.communicate(timeout=PATIENCE)
    os.close(first)
    return found.decode()


def test_what_takes_long_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "long.cat"
    path.write_text(LONG)
    line = re.compile(r"\d s  long: holds for the first \d+ categories \(at most")
    with (tmp_path / "out").open("w") as out:
        shown = on_terminal(path, "--timeout", str(PATIENCE), out=out.fileno(), until=line)
    assert shown.endswith("rich: True")
    followed, _, end = shown.rpartition("catproof: stopped in claim long: holds")
    assert line.search(followed) and end
    assert "long: holds" not in (tmp_path / "out").read_text()
    assert "\x1b[2K" in followed.rpartition("long: holds")[2]  # and the line is taken back


@pytest.mark.parametrize(
    ("text", "options", "out", "environment"),
    [
        # On a busy machine nothing is short: the time after which something is shown is that of the test.
        (SHORT, [], None, {"AFTER": str(PATIENCE)}), (LONG, ["--json"], None, {}), (LONG, [], subprocess.PIPE, {}),
        (LONG, [], None, {"TERM": "dumb"}),
    ],
)  # fmt: skip
def test_nothing_is_shown(
    tmp_path: Path, text: str, options: list[str], out: int | None, environment: dict[str, str]
) -> None:
    path = tmp_path / "t.cat"
    path.write_text(text)
    with (tmp_path / "out").open("w") as file:
        shown = on_terminal(
            path, "--timeout", "1.5", *options, out=file.fileno() if out is None else out, **environment
        )
    assert shown == "rich: False"
