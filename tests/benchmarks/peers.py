"""The audit of label sets beside scipy, networkx, igraph and DuckDB: `python tests/benchmarks/peers.py [EDGES ...]`.

Each reads the same two CSV files in a process of its own and says for each label how many elements it has, and its
rank: how many of them have nothing above them in the set. The answers are compared. catproof finds more (whether one
prompt represents the label, what is confused, the kernel's check), and the peers nothing of that. Seconds are processor
time of whole processes, with byte code as it is once a program has run; peers that are not installed are left out.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

LABELS = 50

ROWS = """
import csv, json, sys
def rows(name):
    with open(name, newline="") as file:
        found = csv.reader(file); next(found)
        return list(found)
"""

PEERS = {
    "scipy": """
import json, sys
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
low, high = np.loadtxt("edges.csv", delimiter=",", skiprows=1, dtype=np.int64, unpack=True)
label, item = np.loadtxt("labels.csv", delimiter=",", skiprows=1, dtype=np.int64, unpack=True)
n = int(max(low.max(), high.max())) + 1
graph = csr_array((np.ones(len(low), np.int8), (low, high)), shape=(n, n))
assert connected_components(graph, connection="strong")[0] == n
found = {}
for k in np.unique(label):
    inside = np.zeros(n, bool)
    inside[item[label == k]] = True
    below = np.unique(low[inside[low] & inside[high]])
    assert not (inside[high] & ~inside[low]).any()
    found[int(k)] = [int(inside.sum()), int(inside.sum() - len(below))]
print(json.dumps(found))
""",
    "networkx": ROWS + """
import networkx
graph = networkx.DiGraph(map(tuple, rows("edges.csv")))
assert networkx.is_directed_acyclic_graph(graph)
sets = {}
for label, item in rows("labels.csv"):
    sets.setdefault(label, set()).add(item)
found = {}
for label, inside in sets.items():
    assert all(b in inside for a in inside for b in graph.predecessors(a))
    found[label] = [len(inside), sum(not any(b in inside for b in graph.successors(a)) for a in inside)]
print(json.dumps(found))
""",
    "igraph": ROWS + """
import igraph
edges = [(int(a), int(b)) for a, b in rows("edges.csv")]
graph = igraph.Graph(edges=edges, directed=True)
assert graph.is_dag()
sets = {}
for label, item in rows("labels.csv"):
    sets.setdefault(label, set()).add(int(item))
found = {}
for label, inside in sets.items():
    assert all(b in inside for a in inside for b in graph.predecessors(a))
    found[label] = [len(inside), sum(not any(b in inside for b in graph.successors(a)) for a in inside)]
print(json.dumps(found))
""",
    "duckdb": """
import json
import duckdb
db = duckdb.connect()
db.execute("CREATE TABLE e AS SELECT * FROM read_csv('edges.csv')")
db.execute("CREATE TABLE l AS SELECT * FROM read_csv('labels.csv')")
open_ones = db.execute("SELECT count(*) FROM l JOIN e ON e.parent = l.object WHERE NOT EXISTS"
    " (SELECT 1 FROM l AS m WHERE m.label = l.label AND m.object = e.child)").fetchone()
assert open_ones == (0,)
found = db.execute("SELECT l.label, count(*), count(*) FILTER (NOT EXISTS (SELECT 1 FROM e JOIN l AS m"
    " ON m.object = e.parent WHERE e.child = l.object AND m.label = l.label)) FROM l GROUP BY l.label").fetchall()
print(json.dumps({k: [n, r] for k, n, r in found}))
""",
}  # fmt: skip

THEORY = 'poset P = read("edges.csv", child, parent)\ntasks read("labels.csv", label, object, prefix = l) on P\n'


def written(edges: int) -> None:
    """A random order with that many pairs, two for a point at most, and label sets of some roots each."""
    rng = np.random.default_rng(1)
    points = edges * 3 // 4
    first = np.arange(1, points)
    second = rng.choice(np.arange(2, points), edges - len(first), replace=False)
    # Parents are near their children's third, so that no pair is composed of others.
    low, high = np.concatenate([first, second]), np.concatenate([first // 3, second // 3 - 1])
    keep = (high >= 0) & (high != low)
    low, high = low[keep], high[keep]
    Path("edges.csv").write_text(
        "child,parent\n" + "".join(f"{a},{b}\n" for a, b in zip(low.tolist(), high.tolist(), strict=True)),
        encoding="utf-8",
    )
    below: list[list[int]] = [[] for _ in range(points)]
    for a, b in zip(low.tolist(), high.tolist(), strict=True):
        below[b].append(a)
    with open("labels.csv", "w", encoding="utf-8") as file:
        file.write("label,object\n")
        for label in range(LABELS):
            seen = set(rng.integers(points // 200, points, 8).tolist())
            pending = list(seen)
            for a in pending:
                new = [b for b in below[a] if b not in seen]
                seen.update(new)
                pending += dict.fromkeys(new)
            file.writelines(f"{label},{a}\n" for a in sorted(seen))
    Path("t.cat").write_text(THEORY, encoding="utf-8")


def ran(command: list[str]) -> tuple[str, float, float]:
    """What a program prints, its processor time, and the most memory it had, in GB."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""})
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, command
        out.seek(0)
        return out.read().decode(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024 / 1024


def answers(text: str) -> dict[str, list[int]]:
    """For each label its elements and its rank, from what catproof prints."""
    return {
        row["task"].strip('"').removeprefix("l."): [int(row["elements"]), int(row["rank"])]
        for row in csv.DictReader(io.StringIO(text))
    }


def beside(edges: int, skip: set[str]) -> None:
    command = [sys.executable, "-m", "catproof", "audit", "t.cat", "--csv", "--limit", str(10**8), "--timeout", "600"]
    text, mine, room = ran(command)
    found = answers(text)
    assert len(found) == LABELS
    if "duckdb" not in skip and importlib.util.find_spec("duckdb") is not None:
        text, seconds, memory = ran([*command, "--engine", "duckdb"])
        assert answers(text) == found
        print(f"| {edges:,} edges: catproof --engine duckdb | {seconds:.2f} s, {memory:.2f} GB | |", flush=True)
    print(f"| {edges:,} edges: catproof | {mine:.2f} s, {room:.2f} GB | |", flush=True)
    for peer, program in PEERS.items():
        if (
            peer in skip
            or subprocess.run([sys.executable, "-c", f"import {peer}"], stderr=subprocess.DEVNULL).returncode
        ):
            continue
        text, theirs, memory = ran([sys.executable, "-c", program])
        assert {str(k): v for k, v in json.loads(text).items()} == found, peer
        ratio = f"{mine / theirs:.1f}x in time, {room / memory:.1f}x in memory"
        print(f"| {edges:,} edges: {peer} | {theirs:.2f} s, {memory:.2f} GB | {ratio} |", flush=True)


def compiled() -> None:
    """Have the byte code of catproof there, in a folder of its own, as the peers have theirs from pip."""
    os.environ["PYTHONPYCACHEPREFIX"] = tempfile.mkdtemp()
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        written(5000)
        ran([sys.executable, "-m", "catproof", "audit", "t.cat", "--csv"])
        for program in PEERS.values():
            subprocess.run(
                [sys.executable, "-c", program],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""},
            )


def main() -> int:
    compiled()
    print("| what | measured | catproof beside it |\n|---|---|---|")
    for edges in map(int, sys.argv[1:] or ["100000", "1000000"]):
        with tempfile.TemporaryDirectory() as place:
            os.chdir(place)
            written(edges)
            beside(edges, {"networkx", "igraph"} if edges > 10**6 else set())
    return 0


if __name__ == "__main__":
    sys.exit(main())
