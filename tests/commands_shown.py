"""Commands that a document shows, run as a reader would run them."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path


def shown(command: str, where: Path) -> str:
    """The command in that folder with what it prints, as documents show it."""
    program, *arguments = shlex.split(command)
    assert program == "catproof"
    run = [sys.executable, "-m", "catproof", *arguments]
    done = subprocess.run(run, cwd=where, capture_output=True, text=True, encoding="utf-8", check=False)
    assert all(": note: " in line for line in done.stderr.splitlines()), done.stderr
    return f"$ {command}\n" + re.sub(r"\([0-9.]+ s\)", "(0.01 s)", done.stdout)
