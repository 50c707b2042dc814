"""Natural maps, isomorphisms, proofs and sweeps, beside clingo, pynauty and networkx on the same input in the same run.

    python tests/benchmarks/search.py [NAME...]

Figures are processor time, children included, of whole processes: start-up and the kernel's check are in them. The run
fails when a target is missed. `--old FOLDER` runs the sweep with the catproof of that folder beside this one.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import util
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from run import SWEEP, Row  # noqa: E402

Edges = list[tuple[int, int]]

GRAPHS = "category Graphs { object V, E ; arrow s, t : V -> E }\n"
PETERSEN: Edges = [
    edge for k in range(5) for edge in ((k, (k + 1) % 5), (k, k + 5), (5 + k, 5 + (k + 2) % 5))
]  # fmt: skip


def effort(command: Sequence[str], folder: str | None = None) -> tuple[float, str]:
    """The processor time of a process and its children, and what it printed."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, (command, done.stdout[-2000:], done.stderr[-2000:])
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def ours(text: str, engine: str = "direct", folder: str | None = None) -> float:
    """`catproof check` of a theory whose statements are all ok."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "t.cat"
        path.write_text(text, encoding="utf-8")
        start = [sys.executable, "-m", "catproof", "check", str(path), "--timeout", "600", "--jobs", "1"]
        return effort([*start, "--engine", engine], folder)[0]


def python(program: str, *given: object) -> float:
    """A Python program that reads JSON from its first argument."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "given.json"
        path.write_text(json.dumps(given), encoding="utf-8")
        head = "import json, sys\ngiven = json.load(open(sys.argv[1]))\n"
        return effort([sys.executable, "-c", head + program, str(path)])[0]


CLINGO = """
import clingo
edges, vertices, colours, models = given
control = clingo.Control([str(models)])
facts = f"vertex(0..{vertices - 1}). colour(1..{colours})." + "".join(f"edge({a},{b})." for a, b in edges)
rules = "{has(X,C) : colour(C)} = 1 :- vertex(X). :- edge(X,Y), has(X,C), has(Y,C)."
control.add("base", [], facts + rules)
control.ground([("base", [])])
control.solve()
"""

PYNAUTY = """
import pynauty
for edges, vertices in given:
    graph = pynauty.Graph(vertices)
    for a, b in edges:
        graph.connect_vertex(a, [b])
    pynauty.certificate(graph)
"""

NETWORKX = """
import networkx
networkx.vf2pp_is_isomorphic(*(networkx.Graph(edges) for edges, _ in given))
"""


def task(name: str, vertices: int, edges: Edges) -> str:
    """A graph with its edges both ways, as a task."""
    arcs, join = [*edges, *((b, a) for a, b in edges)], ",\n  ".join
    rows = ["\n  ; ".join(f"e{k} |-> {arc[end]}" for k, arc in enumerate(arcs)) for end in (0, 1)]
    return (
        f"task {name} on Graphs {{ V = {{{join(map(str, range(vertices)))}}}\n"
        f"  E = {{{join(f'e{k}' for k in range(len(arcs)))}}}\n  s {{ {rows[0]} }} ; t {{ {rows[1]} }} }}\n"
    )


def complete(vertices: int) -> str:
    return task(f"K{vertices}", vertices, list(itertools.combinations(range(vertices), 2)))


def coloured(vertices: int, edges: int, seed: int, planted: bool) -> Edges:
    """Random edges; with `planted` only between vertices that differ modulo 3."""
    chance, found = random.Random(seed), set[tuple[int, int]]()
    while len(found) < edges:
        a, b = sorted(chance.sample(range(vertices), 2))
        if not planted or a % 3 != b % 3:
            found.add((a, b))
    return sorted(found)


def cubic(vertices: int, seed: int) -> Edges:
    """A random graph with three edges at each vertex."""
    import networkx

    return [(a, b) for a, b in networkx.random_regular_graph(3, vertices, seed).edges]


def renamed(edges: Edges, vertices: int) -> Edges:
    order = random.Random(7).sample(range(vertices), vertices)
    return [(order[a], order[b]) for a, b in edges]


NET = "category Net { object R, C, S, X ; arrow r : R -> X ; arrow c : C -> X ; arrow s : S -> X }\n"


def square(order: int) -> list[list[int]]:
    """A Latin square, made of the addition modulo `order` by exchanging cycles of two rows, and rows with columns."""
    chance = random.Random(1)
    rows = [[(i + j) % order for j in range(order)] for i in range(order)]
    for _ in range(20 * order):
        a, b = chance.sample(range(order), 2)
        start = k = chance.randrange(order)
        place = {value: j for j, value in enumerate(rows[a])}
        while True:
            rows[a][k], rows[b][k] = rows[b][k], rows[a][k]
            if (k := place[rows[a][k]]) == start:
                break
        rows = [list(column) for column in zip(*rows, strict=True)]
    return rows


def net(name: str, rows: list[list[int]], seed: int) -> str:
    """A Latin square as a task: a place restricts to its row, its column and its symbol. `seed` chooses the names."""
    n, chance = len(rows), random.Random(seed)
    names = [chance.sample(range(n), n) for _ in range(3)]
    places = [(i, j, rows[i][j]) for i in range(n) for j in range(n)]
    chance.shuffle(places)
    sets = " ; ".join(f"{kind} = {{{', '.join(f'{kind}{i}' for i in range(n))}}}" for kind in "RCS")
    maps = [
        f"{kind.lower()} {{ {' ; '.join(f'{x} |-> {kind}{names[k][place[k]]}' for x, place in enumerate(places))} }}"
        for k, kind in enumerate("RCS")
    ]
    return f"task {name} on Net {{ {sets} ; X = {{{', '.join(map(str, range(n * n)))}}} ; {' ; '.join(maps)} }}\n"


def row(what: str, taken: float, most: float, beside: str = "") -> Row:
    return Row(what, f"{taken:.2f} s{beside}", f"at most {most:g} s", taken <= most)


def pigeons(holes: int) -> tuple[int, list[list[int]]]:
    """One more pigeon than holes, no two in one: the number of variables, and the clauses."""
    sits = [[1 + p * holes + h for h in range(holes)] for p in range(holes + 1)]
    apart = [[-a[h], -b[h]] for a, b in itertools.combinations(sits, 2) for h in range(holes)]
    return holes * (holes + 1), sits + apart


def maps() -> Iterator[Row]:
    """Natural maps: listed, found, counted."""
    text = GRAPHS + task("P", 10, PETERSEN) + complete(4) + "claim count(transformations(P, K4)) = 12960\n"
    beside = f" (clingo lists them in {python(CLINGO, PETERSEN, 10, 4, 0):.2f} s)"
    yield row("12,960 maps of Petersen's graph to K4, counted", ours(text), 0.5, beside)
    for vertices, edges, most in ((50, 112, 0.5), (1000, 2200, 10)):
        found = coloured(vertices, edges, 1, True)
        said = "claim exists n in transformations(P, K3) : size(P) > 0\n"
        text = GRAPHS + task("P", vertices, found) + complete(3) + said
        beside = f" (clingo {python(CLINGO, found, vertices, 3, 1):.2f} s)"
        for engine in ("direct", "z3", "both"):
            yield row(f"three colours for {vertices:,} vertices, engine {engine}", ours(text, engine), most, beside)
    points = task("P", 20, []) + task("D", 2, [])
    text = GRAPHS + points + "claim count(transformations(P, D)) = 1048576\n"
    yield row("2^20 maps counted", ours(text), 5)


def proofs() -> Iterator[Row]:
    """Refutations with their proofs."""
    found = coloured(200, 500, 1, False)
    text = GRAPHS + task("P", 200, found) + complete(3) + "refute exists n in transformations(P, K3) : size(P) > 0\n"
    beside = f" (clingo {python(CLINGO, found, 200, 3, 1):.2f} s)"
    yield row("no three colours for 200 vertices, 500 edges, with proof", ours(text), 10, beside)
    from catproof.kernel.lrat import refuted
    from catproof.search.rup import proof
    from catproof.search.solver import Refuted, available, solve

    for solver in available():
        holes = 8
        variables, clauses = pigeons(holes)
        answer = solve(variables, clauses, solver)
        assert isinstance(answer, Refuted)
        start = time.process_time()
        steps = proof(variables, clauses, answer.learned)
        made = time.process_time() - start
        start = time.process_time()
        assert refuted(clauses, steps)
        checked = time.process_time() - start
        what = f"{holes + 1} pigeons, {solver}: {len(answer.learned):,} learned clauses to {len(steps):,} steps"
        yield row(what, made, 20)
        yield row("these steps checked by the kernel", checked, 2)


def isomorphisms() -> Iterator[Row]:
    """Cubic graphs, isomorphic and not."""
    for vertices, most in ((200, 1), (1000, 10)):
        one = cubic(vertices, 1)
        for other, said, word in (
            (renamed(one, vertices), "claim", "isomorphic"),
            (cubic(vertices, 2), "refute", "not isomorphic"),
        ):
            text = GRAPHS + task("A", vertices, one) + task("B", vertices, other) + f"{said} A ~= B\n"
            pair = (one, vertices), (other, vertices)
            peers = {"pynauty": PYNAUTY} if vertices > 200 else {"pynauty": PYNAUTY, "networkx": NETWORKX}  # minutes
            beside = f" ({', '.join(f'{peer} {python(program, *pair):.2f} s' for peer, program in peers.items())})"
            yield row(f"{word}: cubic graphs of {vertices:,} vertices", ours(text), most, beside)
    if util.find_spec("pynauty") is not None:
        for order, most in ((10, 3), (15, 5)):
            text = NET + "".join(net(name, square(order), seed) for name, seed in (("A", 1), ("B", 2)))
            yield row(f"isomorphic: Latin squares of order {order}, with nauty", ours(text + "claim A ~= B\n"), most)
    text = "group A { generator r ; equation r^6 = id }\ngroup B { generator r ; equation r^6 = id }\nclaim A ~= B\n"
    direct, solved = ours(text), ours(text, "z3")
    yield Row("isomorphic groups, z3 / direct", f"{solved / direct:.1f}x", "at most 10x", solved <= 10 * direct)


def adjoints() -> Iterator[Row]:
    """The right adjoint of an inclusion."""
    evens = ", ".join(str(k) for k in range(0, 400, 2))
    text = f"claim inclusion(full(chain(400), {{{evens}}})) has a right adjoint\n"
    yield row("the right adjoint of the even numbers in chain(400)", ours(text), 2)


def sweep(old: str | None = None) -> Iterator[Row]:
    """Theorem 1 on 55,258 instances; beside another catproof, in turns."""
    if old is None:
        yield row("theorem 1 on 55,258 instances", ours(SWEEP), 20)
        return
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(3):
        for column, folder in zip(taken, (None, old), strict=True):
            column.append(ours(SWEEP, folder=folder))
    new, before = map(min, taken)
    shown = f"{before / new:.2f}x faster ({before:.1f} s, {new:.1f} s)"
    yield Row("theorem 1 on 55,258 instances, beside before", shown, "at least 2x", before >= 2 * new)


BENCHMARKS: dict[str, Callable[[], Iterator[Row]]] = {
    "maps": maps, "proofs": proofs, "isomorphisms": isomorphisms, "adjoints": adjoints, "sweep": sweep,
}  # fmt: skip


def main(names: list[str]) -> int:
    missed, old = 0, None
    if "--old" in names:
        old = names.pop(names.index("--old") + 1)
        names.remove("--old")
    print("| what | measured | target | |\n|---|---|---|---|")
    for name, benchmark in BENCHMARKS.items():
        if names and name not in names:
            continue
        for one in sweep(old) if name == "sweep" else benchmark():
            missed += not one.met
            print(f"| {one.what} | {one.measured} | {one.target} | {'met' if one.met else '**missed**'} |", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
