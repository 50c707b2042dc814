"""Audits of models beside plain numpy doing the same sums: `python tests/benchmarks/model.py [OBJECTS...]`.

Each figure is of whole processes run in turns; `plain FOLDER` is the numpy program alone, `make FOLDER N` the data:
vectors of 50 numbers around the centres of 18 labels.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import numpy as np

GRID = 2**14
LABELS = 18
TRIANGLES = 1000
"""The triangle is checked for so many objects."""

MEMORY = 2
"""So many GB at most."""


def make(folder: Path, count: int) -> None:
    """The data of a model with so many objects."""
    rng = np.random.default_rng(1)
    label = rng.integers(0, LABELS, count)
    vectors = rng.standard_normal((LABELS, 50))[label] + 1.5 * rng.standard_normal((count, 50))
    np.save(folder / "v.npy", vectors.astype(np.float32))
    (folder / "v.txt").write_text("".join(f"x{k}\n" for k in range(count)), encoding="utf-8")
    rows = "".join(f"x{k},label{label[k]}\n" for k in range(count))
    (folder / "labels.csv").write_text(f"item,label\n{rows}", encoding="utf-8")


def plain(folder: Path) -> None:
    """Best prompts and thresholds, heads, nearest neighbours, the nearest pairs, the triangle: as one writes it."""
    vectors = np.load(folder / "v.npy").astype(np.float64)
    rows = [line.split(",") for line in (folder / "labels.csv").read_text().splitlines()[1:]]
    names = {name: k for k, name in enumerate((folder / "v.txt").read_text().split())}
    label = np.zeros(len(names), np.int64)
    for name, one in rows:
        label[names[name]] = int(one.removeprefix("label"))
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    count = len(unit)
    member = label[:, None] == np.arange(LABELS)
    sizes = member.sum(0)
    d = np.empty((count, count), np.int16)
    for start in range(0, count, 200):
        cosine = np.clip(unit[start : start + 200] @ unit.T, -1, 1)
        d[start : start + 200] = np.ceil(np.arccos(cosine) * (GRID / np.pi))
    np.fill_diagonal(d, 0)
    best = [(-1.0, 0, 0)] * LABELS
    for p in range(count):
        order = np.argsort(d[p])
        value = d[p, order]
        right = np.cumsum(member[order], axis=0, dtype=np.int32)
        worth = right / (sizes + np.arange(1, count + 1)[:, None])
        worth[:-1][value[1:] == value[:-1]] = -1  # a threshold takes all that are equally far
        where = worth.argmax(0)
        for k in range(LABELS):
            best[k] = max(best[k], (float(worth[where[k], k]), -p, int(value[where[k]])))
    order = np.argsort(label, kind="stable")
    starts = np.searchsorted(label[order], np.arange(LABELS))
    near = np.empty((count, LABELS), np.int16)
    for start in range(0, count, 200):
        block = d[start : start + 200].copy()
        block[np.arange(len(block)), np.arange(start, start + len(block))] = 2 * GRID - 1
        near[start : start + 200] = np.minimum.reduceat(block[:, order], starts, axis=1)
    own = near[np.arange(count), label]
    near[np.arange(count), label] = 2 * GRID - 1
    found = [(str(b), int(near[label == k].min()), int((own <= near.min(1)).sum())) for k, b in enumerate(best)]
    if count <= TRIANGLES:
        wide = d.astype(np.int32)
        found.append((str(all((wide[:, y, None] + wide[y] >= wide).all() for y in range(count))), 0, 0))
    for k, (value, prompt, threshold) in enumerate(best):
        print(f"label{k}", f"x{-prompt}", f"{threshold}/{GRID}", 2 * value, *found[k][1:])


class Run(NamedTuple):
    """The processor time of a command, the seconds it took, its memory in GB at most, and what it says."""

    cpu: float
    wall: float
    memory: float
    said: str


def run(command: list[str]) -> Run:
    """Run a command, which must succeed."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return Run(used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss * 1024 / 1e9, said)


def prompts(said: str) -> set[tuple[str, str, Fraction]]:
    """The best prompts with their thresholds, by either program."""
    if said.startswith("{"):
        best = {label["label"]: label["best"] for label in json.loads(said)["models"][0]["labels"]}
        return {(label, one["prompt"], Fraction(one["threshold"])) for label, one in best.items()}
    return {(words[0], words[1], Fraction(words[2])) for words in map(str.split, said.splitlines())}


def main(given: list[str]) -> None:
    """The table."""
    if given[:1] == ["make"]:
        return make(Path(given[1]), int(given[2]))
    if given[:1] == ["plain"]:
        return plain(Path(given[1]))
    for count in map(int, given or ("1000", "10000")):
        with tempfile.TemporaryDirectory() as place:
            make(Path(place), count)
            files = [f"{place}/v.npy", f"{place}/labels.csv"]
            ours = [sys.executable, "-m", "catproof", "audit", "--timeout", "600", "--model", *files, "--json"]
            theirs = [sys.executable, __file__, "plain", place]
            times = [(run(ours), run(theirs)) for _ in range(3)]
            one, other = min(times, key=lambda pair: pair[0].cpu / pair[1].cpu)
            assert prompts(one.said) == prompts(other.said)
            limit = 5 if count <= TRIANGLES else 60
            met = one.cpu <= 2 * other.cpu and one.wall <= limit and one.memory <= MEMORY
            figures = f"{one.cpu:.1f} s, {one.memory:.2f} GB, {one.cpu / other.cpu:.2f}x plain numpy"
            print(f"| audit of a model with {count:,} objects | {figures} | at most {limit} s, {MEMORY} GB, 2x | "
                  f"{'met' if met else '**missed**'} |")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
