"""How long coqc takes for an exported verdict, by the number of arrows: `python tests/benchmarks/bridge.py`.

Theories are written and exported through the real command line; the library is compiled before the clock runs.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from catproof.bridge.coqc import Coq

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


WORDNET = Path(__file__).parents[2] / "theories" / "wordnet" / "wordnet.cat"

THEORIES = [
    ("cyclic group", 10, cyclic(10)),
    ("chain", 10, chain(4)),
    ("cyclic group", 500, cyclic(500)),
    ("chain", 496, chain(31)),
    ("cyclic group", 1000, cyclic(1000)),
    ("chain", 990, chain(44)),
]


def checked(path: Path) -> list[tuple[str, float]]:
    """The statements of a theory, with the seconds of processor time that coqc took for each, the loading of the
    library among them: other work on the machine does not count."""
    coq = Coq.find()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "catproof", "export", str(path), "-o", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        for file in sorted(Path(folder).glob("*.v")):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            again = [coq.program, "-Q", str(coq.library()), "Catproof", file.name]
            done = subprocess.run(again, capture_output=True, text=True, check=False, cwd=folder)
            assert done.returncode == 0 and "Closed under the global context" in done.stdout, done.stdout + done.stderr
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            found.append(
                (file.stem.removeprefix("bench_"), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
            )
    return found


def main() -> int:
    """Print the table; 1 when a target is missed."""
    missed = 0
    print("| category | arrows | verdict | coqc | target | |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "bench.cat"
        Coq.find().library()  # compiled
        for name, arrows, text in THEORIES:
            path.write_text(text, encoding="utf-8")
            target = next(seconds for size, seconds in TARGETS.items() if arrows <= size)
            for verdict, seconds in checked(path):
                met = seconds <= target
                missed += not met
                mark = "met" if met else "**missed**"
                print(f"| {name} | {arrows} | {verdict} | {seconds:.1f} s | {target:g} s | {mark} |", flush=True)
        for statement, seconds in checked(WORDNET):
            print(f"| WordNet, a fragment | 2,213 | {statement} | {seconds:.1f} s | | |", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
