"""`catproof check theories` twice, with an empty cache folder at first: processor seconds, and the ratio of the two.

python tests/benchmarks/twice.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

THEORIES = Path(__file__).parents[2] / "theories"


def seconds(environment: dict[str, str]) -> float:
    """The processor time of a run."""
    before = os.times()
    command = [sys.executable, "-m", "catproof", "check", str(THEORIES), "--quiet"]
    subprocess.run(command, env=environment, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CATPROOF_CACHE": f"{folder}/cache", "XDG_STATE_HOME": f"{folder}/state"}
        first, second = seconds(environment), seconds(environment)
    print(f"first {first:.2f} s, second {second:.2f} s: {first / second:.1f} times faster")


if __name__ == "__main__":
    main()
