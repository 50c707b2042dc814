"""The command line as tests run it, in this process or in one of its own, and theories for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from patience import PATIENCE

from catproof.faces import cli

THEORY = """\
poset P { a < b ; c < b }
task low on P { a = {1} }
task two on P { a = {1} ; c = {1} }
claim by_a : low is representable by a
refute two is representable
ask two is familial
"""
NOT_OK = THEORY + "claim wrong : two is representable\n"
UNKNOWN = THEORY + "monoid N { generator s }\nclaim endless : count(arrows(N)) = 3\n"
BROKEN = THEORY + "task bad on P { d = {1} }\nclaim bad is representable\nclaim fine : low is familial\n"
INTERNAL = "catproof: internal error"


class Outcome(NamedTuple):
    """What a run did."""

    status: int
    out: str
    err: str


class Here:
    """Runs the command line in this process."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self.capfd = capfd

    def __call__(self, *arguments: object) -> Outcome:
        self.capfd.readouterr()
        status = cli.main([str(a) for a in arguments])
        return Outcome(status, *self.capfd.readouterr())


def written(where: Path, name: str, content: str | bytes) -> Path:
    path = where / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def process(
    *arguments: object, given: bytes = b"", env: dict[str, str] | None = None, cwd: Path | None = None
) -> Outcome:
    """Runs the command line as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "catproof", *map(str, arguments)],
        input=given,
        capture_output=True,
        env={**os.environ, **(env or {})},
        cwd=cwd,
        timeout=PATIENCE,
        check=False,
    )
    assert b"Traceback" not in done.stderr + done.stdout
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def summary(out: str) -> str:
    """The last line without the time."""
    return re.sub(r" \([0-9.]+ s\)$", "", out.rstrip("\n").split("\n")[-1])
