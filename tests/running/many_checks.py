"""Many checks at once: in several processes, of several threads each, the same theories over and over.

Run by hand: `python tests/running/many_checks.py [CHECKS]` (2,000) says how long it took and how much the memory grew;
`test_many_checks.py` does fewer. Every answer must be that of a process that does nothing else, and after a tenth of
the checks no process grows.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil

PROCESSES, THREADS = 4, 8

THEORIES = (
    "poset P { dog < animal ; cat < animal }\ntask T on P { dog = {yes} }\nclaim T is representable by dog\n"
    "refute forall x in objects(P) : x is terminal in P\nask rank(sum(T, T)) = 2\n",
    "group S3 { generator s, t ; equation s^2 = id ; equation t^3 = id ; equation s . t . s = t^2 }\n"
    "claim count(arrows(S3)) = 6\nclaim forall f in arrows(S3) : f is iso\n"
    "find f in arrows(S3) such that not f . f = id\n",
    "claim forall C in categories(arrows <= 3) : forall T in tasks(C, size <= 2) :\n"
    "  yoneda(C) solves T by prompt iff T is representable\nclaim count(monoids(order = 3)) = 7\n",
    "poset P { a < b < a }\nclaim a is terminal in P\n",
    "enriched M in metric { a <-> b : 1/2 ; b <-> c : 1 }\ntask T on M { a : 0 ; b : 1/2 ; c : 3/2 }\n"
    "claim T is representable by a\nclaim rank(T) = 1\n",
)


def answer(text: str) -> str:
    """What a check says, without how long it took."""
    import catproof

    report = json.loads(catproof.check_text(text, timeout=600, cache=False).to_json())
    for file in report["files"]:
        for statement in file["statements"]:
            del statement["seconds"]
    return hashlib.sha256(json.dumps(report, sort_keys=True).encode()).hexdigest()


def work(checks: int, threads: int) -> dict[str, Any]:
    """So many checks in this process: the answers, each once, and the bytes it held after a tenth and at the end."""
    with ThreadPoolExecutor(threads) as pool:

        def some(first: int, last: int) -> set[tuple[int, str]]:
            found = pool.map(lambda k: (k % len(THEORIES), answer(THEORIES[k % len(THEORIES)])), range(first, last))
            return set(found)

        warm = max(threads * len(THEORIES), checks // 10)
        answers, before = some(0, warm), psutil.Process().memory_info().rss
        answers |= some(warm, checks)
    return {"answers": sorted(answers), "before": before, "after": psutil.Process().memory_info().rss}


def run(checks: int, processes: int = PROCESSES, threads: int = THREADS) -> list[dict[str, Any]]:
    """The same in several processes at once, and the answers of one more that has one thread, first."""
    alone = [sys.executable, __file__, "--work", str(len(THEORIES)), "1"]
    many = [sys.executable, __file__, "--work", str(checks // processes), str(threads)]
    started = [subprocess.Popen(each, stdout=subprocess.PIPE) for each in [alone, *[many] * processes]]
    return [json.loads(process.communicate()[0]) for process in started]


def main() -> None:
    """Run it, and say how it went."""
    checks, begun = int(sys.argv[1]) if len(sys.argv) > 1 else 2000, time.monotonic()
    alone, *others = run(checks)
    assert all(one["answers"] == alone["answers"] for one in others), "the answers differ"
    grown = [(one["after"] - one["before"]) / 2**20 for one in others]
    print(f"{checks} checks in {PROCESSES} processes of {THREADS} threads: the same answers, "
          f"{time.monotonic() - begun:.0f} s, grown by {', '.join(f'{each:.1f}' for each in grown)} MB")  # fmt: skip
    assert max(grown) < 20, "memory grows"


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    if sys.argv[1:2] == ["--work"]:
        print(json.dumps(work(int(sys.argv[2]), int(sys.argv[3]))))
    else:
        main()
