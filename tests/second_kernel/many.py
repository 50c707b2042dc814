"""Very many changed certificates, by both kernels: they never answer differently.

    python tests/second_kernel/many.py 100000 [SEED]

Certificates are those of `theories`, `tests/examples`, `everything.cat` and `tests/kernel`, each changed in one place.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "kernel")]

from certified import certificate  # noqa: E402
from second_kernel import agreement  # noqa: E402
from test_graded import OF_ALL_TABLES, certified  # noqa: E402
from test_graded import SENTENCES as OF_SCORES  # noqa: E402
from test_mutations import CASES, GROUPS  # noqa: E402
from test_terms import SENTENCES, made  # noqa: E402

AT_ONCE = 5_000
LARGEST = 50_000
"""The characters of a certificate that is changed."""


def main(number: int, seed: int) -> None:
    chance, start, counts = random.Random(seed), time.perf_counter(), Counter[tuple[str, str]]()
    with tempfile.TemporaryDirectory() as folder:
        program = agreement.compiled(Path(folder))
        texts = {name: json.dumps(one) for name, one in agreement.made(Path(folder) / "c", *agreement.THEORIES).items()}
        least = agreement.made(Path(folder) / "least", HERE / "everything.cat", least=True)
        texts |= {f"{name}, least": json.dumps(one) for name, one in least.items()}
        texts |= {f"{kind}: {name}": json.dumps(certificate(GROUPS[kind][name])) for kind, name in CASES}
        texts |= {text: json.dumps(made(text)) for text in SENTENCES}
        texts |= {text: json.dumps(certified(text)) for text in (*OF_SCORES, *OF_ALL_TABLES)}
        small = [(name, json.loads(text)) for name, text in texts.items() if len(text) < LARGEST]
        for done in range(0, number, AT_ONCE):
            chosen = chance.sample(small, AT_ONCE // 10) if len(small) > AT_ONCE // 10 else small
            each = -(-min(AT_ONCE, number - done) // len(chosen))
            found = agreement.compare(program, agreement.trials(dict(chosen), each, chance))
            counts.update(found.counts)
            for trial, answer in found.differences:
                print(f"{trial.name} {trial.path} = {json.dumps(trial.new)[:80]}", trial.first, answer, sep="\n  ")
            print(sum(counts.values()), f"{time.perf_counter() - start:.0f} s", flush=True)
    for pair, n in sorted(counts.items()):
        print(f"{n:8} first {pair[0]}, second {pair[1]}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
