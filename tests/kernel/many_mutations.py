"""Very many changed certificates, against the second judge: none is accepted that the judge calls false.

    python tests/kernel/many_mutations.py 100000 [SEED]

Certificates are those of `test_mutations` and of `test_terms`; each is changed in one place at a time, or in two.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from certified import certificate  # noqa: E402
from judge import tells_the_truth  # noqa: E402
from mutation import places, replacements  # noqa: E402
from test_mutations import CASES, GROUPS  # noqa: E402
from test_terms import SENTENCES, made  # noqa: E402

from catproof import kernel  # noqa: E402


def changed(node: Any, chance: random.Random) -> None:
    """Change one place of the certificate at random."""
    found = list(places(node))
    container, key, _ = chance.choice(found)
    others = [] if type(container[key]) is float else replacements(container[key])
    if others:
        container[key] = chance.choice(others)


def main(number: int, seed: int) -> None:
    chance = random.Random(seed)
    texts = [json.dumps(certificate(GROUPS[kind][name])) for kind, name in CASES]
    texts += [json.dumps(made(text)) for text in SENTENCES]
    start, accepted, judged = time.perf_counter(), 0, dict[str, bool]()
    for k in range(number):
        if k and k % 5000 == 0:
            print(k, accepted, len(judged), f"{time.perf_counter() - start:.0f} s", flush=True)
        one = json.loads(chance.choice(texts))
        before = json.dumps(one, sort_keys=True)
        for _ in range(chance.choice((1, 1, 1, 2))):
            changed(one, chance)
        try:
            kernel.check(one)
        except kernel.Rejected:
            continue
        accepted += 1
        text = json.dumps({**one, "statement": None, "catproof": None}, sort_keys=True)
        if text not in judged:
            judged[text] = tells_the_truth(one)
        if not judged[text]:
            print(f"accepted, and false: {json.dumps(one)}\nbefore: {before}")
            sys.exit(1)
    seconds = time.perf_counter() - start
    print(
        f"{number} changed certificates of {len(texts)}: {accepted} accepted, all true ({len(judged)} judged), ", end=""
    )
    print(f"{number - accepted} rejected, {seconds:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
