"""`catproof check theories` twice, with an empty cache folder at first: processor seconds, and the ratio of the
two, several times.

python tests/benchmarks/twice.py
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

TIMES = 5

THEORIES = Path(__file__).parents[2] / "theories"


def seconds(environment: dict[str, str]) -> float:
    """The processor time of a run."""
    before = os.times()
    command = [sys.executable, "-m", "catproof", "check", str(THEORIES), "--quiet"]
    subprocess.run(command, env=environment, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    pairs = []
    for _ in range(TIMES):
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "CATPROOF_CACHE": f"{folder}/cache", "XDG_STATE_HOME": f"{folder}/state"}
            pairs.append((seconds(environment), seconds(environment)))
            print("first {:.2f} s, second {:.2f} s".format(*pairs[-1]))
    ratio = statistics.median(first / second for first, second in pairs)
    print(f"{ratio:.1f} times faster, by the median of {TIMES}")


if __name__ == "__main__":
    main()
