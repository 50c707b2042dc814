"""The audit of label sets beside scipy, pandas, networkx, igraph and DuckDB:
`python tests/benchmarks/peers.py [EDGES ...] [--no-NAME ...]`, in a folder in PEERS_FOLDER, if that is set.

Each reads the same two CSV files in a process of its own and says for each label how many elements it has, and its
rank: how many of them have nothing above them in the set. The answers are compared. catproof finds more (whether one
prompt represents the label, what is confused, the kernel's check), and the peers nothing of that. Seconds are processor
time of whole processes, with byte code as it is once a program has run; peers that are not installed are left out, and
those that go by rows or hold everything where there are many edges.
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

PORTION = 1 << 22
"""So many points are written at once."""

ROWS = """
import csv, json, sys
def rows(name):
    with open(name, newline="") as file:
        found = csv.reader(file); next(found)
        return list(found)
"""

GRAPH = """
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
"""

IMPORTS = """
import json
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
"""

RELATIONS = """
import json
import duckdb
db = duckdb.connect()
db.execute("SET temp_directory = 'spilled'; SET enable_progress_bar = false")
db.execute("CREATE TABLE e AS SELECT * FROM read_csv('edges.csv')")
db.execute("CREATE TABLE l AS SELECT * FROM read_csv('labels.csv')")
"""

A_POSET = """
twice = "SELECT count(*) FROM (SELECT 1 FROM e GROUP BY child, parent HAVING count(*) > 1)"
assert db.execute(twice).fetchone() == (0,)
db.execute("CREATE TABLE live AS SELECT * FROM e WHERE child IN (SELECT parent FROM e) AND parent IN"
    " (SELECT child FROM e)")
while (count := db.execute("SELECT count(*) FROM live").fetchone()[0]):
    db.execute("CREATE TABLE next AS SELECT * FROM live WHERE child IN (SELECT parent FROM live) AND parent IN"
        " (SELECT child FROM live); DROP TABLE live; ALTER TABLE next RENAME TO live")
    assert db.execute("SELECT count(*) FROM live").fetchone()[0] < count
"""

RANKS = """
open_ones = db.execute("SELECT count(*) FROM l JOIN e ON e.parent = l.object WHERE NOT EXISTS"
    " (SELECT 1 FROM l AS m WHERE m.label = l.label AND m.object = e.child)").fetchone()
assert open_ones == (0,)
found = db.execute("SELECT l.label, count(*), count(*) FILTER (NOT EXISTS (SELECT 1 FROM e JOIN l AS m"
    " ON m.object = e.parent WHERE e.child = l.object AND m.label = l.label)) FROM l GROUP BY l.label").fetchall()
print(json.dumps({k: [n, r] for k, n, r in found}))
"""

PEERS = {
    "scipy": IMPORTS + """
low, high = np.loadtxt("edges.csv", delimiter=",", skiprows=1, dtype=np.int64, unpack=True)
label, item = np.loadtxt("labels.csv", delimiter=",", skiprows=1, dtype=np.int64, unpack=True)
""" + GRAPH,
    "pandas, scipy": IMPORTS + """
import pandas
low, high = pandas.read_csv("edges.csv").to_numpy().T.copy()
label, item = pandas.read_csv("labels.csv").to_numpy().T.copy()
""" + GRAPH,
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
    "duckdb": RELATIONS + RANKS,
    "duckdb, which makes sure of a poset": RELATIONS + A_POSET + RANKS,
}  # fmt: skip

THEORY = 'poset P = read("edges.csv", child, parent)\ntasks read("labels.csv", label, object, prefix = l) on P\n'


def written(edges: int) -> None:
    """A random order with about that many pairs, two for a point at most, and label sets of some roots each."""
    from pyarrow import csv as arrow
    from pyarrow import table

    rng = np.random.default_rng(1)
    points = edges * 3 // 4
    # Parents are near their children's third, so that no pair is composed of others.
    second = np.zeros(points, bool)
    second[rng.choice(np.arange(6, points, dtype=np.int32), edges - points, replace=False, shuffle=False)] = True
    made = arrow.CSVWriter("edges.csv", table({"child": [0], "parent": [0]}).schema)
    for start in range(1, points, PORTION):
        first = np.arange(start, min(start + PORTION, points))
        more = first[second[first]]
        made.write(table({"child": np.r_[first, more], "parent": np.r_[first // 3, more // 3 - 1]}))
    made.close()
    with open("labels.csv", "w", encoding="utf-8") as file:
        file.write("label,object\n")
        for label in range(LABELS):
            seen = new = np.unique((points ** rng.uniform(0.5, 1, 8)).astype(np.int64))
            while len(new):
                below = np.add.outer(new * 3, np.arange(6)).ravel()  # those of the second three have another parent too
                kept = (
                    (below < points)
                    & (below > 0)
                    & ((np.arange(len(below)) % 6 < 3) | second[np.minimum(below, points - 1)])
                )
                new = np.setdiff1d(below[kept], seen)
                seen = np.union1d(seen, new)
            file.writelines(f"{label},{a}\n" for a in seen.tolist())
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


def beside(edges: int, skip: set[str]) -> dict[str, float]:
    """What each takes, for growth."""
    command = [sys.executable, "-m", "catproof", "audit", "t.cat", "--csv", "--limit", str(10**9), "--timeout", "36000"]
    seconds: dict[str, float] = {}
    rooms: dict[str, float] = {}
    found: dict[str, list[int]] = {}
    ours = {"catproof": command, "catproof --engine duckdb": [*command, "--engine", "duckdb"]}
    programs = ours | {peer: [sys.executable, "-c", program] for peer, program in PEERS.items()}
    for name, program in programs.items():
        module = name.split(",")[0]
        if name in skip or module in skip or (name not in ours and importlib.util.find_spec(module) is None):
            continue
        text, seconds[name], rooms[name] = ran(program)
        said = answers(text) if name in ours else {str(k): v for k, v in json.loads(text).items()}
        found = found or said
        assert said == found and len(said) == LABELS, name
        ratios = [
            f"{mine.removeprefix('catproof').strip() or 'direct'} {seconds[mine] / seconds[name]:.1f}x in time, "
            f"{rooms[mine] / rooms[name]:.1f}x in memory"
            for mine in ours
            if mine in seconds and name not in ours
        ]
        print(
            f"| {edges:,} edges: {name} | {seconds[name]:.2f} s, {rooms[name]:.2f} GB | {'; '.join(ratios)} |",
            flush=True,
        )
    return seconds


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
    sizes = [int(each) for each in sys.argv[1:] if each.isdigit()] or [10**5, 10**6]
    skip = {each.removeprefix("--no-") for each in sys.argv[1:] if each.startswith("--no-")}
    print("| what | measured | catproof beside it |\n|---|---|---|")
    before: dict[str, float] = {}
    fewer = 0
    for edges in sizes:
        with tempfile.TemporaryDirectory(dir=os.environ.get("PEERS_FOLDER")) as place:
            os.chdir(place)
            written(edges)
            slow = {"networkx", "igraph"} if edges > 10**6 else set()
            large = {"catproof", "scipy", "pandas"} if edges > 10**7 else set()
            taken = beside(edges, skip | slow | large)
        for name in taken.keys() & before.keys():
            print(
                f"| growth from {fewer:,} to {edges:,} edges: {name} | {taken[name] / before[name]:.1f}x | |",
                flush=True,
            )
        before, fewer = taken, edges
    return 0


if __name__ == "__main__":
    sys.exit(main())
