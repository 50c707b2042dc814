"""How long coqc takes for an exported verdict, by the number of arrows: `python tests/benchmarks/bridge.py`.

Theories are written, exported and checked through the real command line; the library is compiled before the clock runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

TARGETS = {10: 2.0, 500: 5.0, 1000: 10.0}
"""Seconds of coqc that a verdict over so many arrows may take."""


def cyclic(order: int) -> str:
    """A cyclic group; a representable task on it, and one that is not."""
    return f"""\
monoid G {{ generator r ; equation r^{order} = id }}
claim true_verdict : yoneda(G, *) is representable by *
refute false_verdict : terminal(G) is representable
"""


def chain(points: int) -> str:
    """A chain, with points * (points + 1) / 2 arrows; the same on it."""
    return f"""\
category P = chain({points})
claim true_verdict : yoneda(P, {points // 2}) is representable by {points // 2}
refute false_verdict : sum(yoneda(P, 1), yoneda(P, 2)) is representable
"""


THEORIES = [
    ("cyclic group", 10, cyclic(10)),
    ("chain", 10, chain(4)),
    ("cyclic group", 500, cyclic(500)),
    ("chain", 496, chain(31)),
    ("cyclic group", 1000, cyclic(1000)),
    ("chain", 990, chain(44)),
]


def checked(path: Path) -> list[tuple[str, float]]:
    """The statements of a theory, with the seconds that coqc took for each."""
    command = [sys.executable, "-m", "catproof", "export", str(path), "--check", "--json", "--jobs", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    statements = json.loads(done.stdout)["files"][0]["statements"]
    return [(each["verdict"], each["seconds"]) for each in statements]


def main() -> int:
    """Print the table; 1 when a target is missed."""
    missed = 0
    print("| category | arrows | verdict | coqc | target | |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "bench.cat"
        path.write_text(cyclic(3), encoding="utf-8")
        checked(path)  # compiles the library
        for name, arrows, text in THEORIES:
            path.write_text(text, encoding="utf-8")
            target = next(seconds for size, seconds in TARGETS.items() if arrows <= size)
            for verdict, seconds in checked(path):
                met = seconds <= target
                missed += not met
                mark = "met" if met else "**missed**"
                print(f"| {name} | {arrows} | {verdict} | {seconds:.1f} s | {target:g} s | {mark} |", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
