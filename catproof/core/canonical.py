"""pynauty, where it is installed (extra `nauty`), asked for an isomorphism while our own search goes on.

The two parts become graphs with coloured vertices, and nauty gives each graph its canonical labelling: vertices with
equal labels are sent to each other, which is an isomorphism if there is one (B. McKay and A. Piperno, "Practical graph
isomorphism, II", 2014). It uses the automorphisms that it meets, which our own search does not: so it is soon done with
nets, designs and strongly regular graphs on which ours would take days. Nothing is taken on its word: the caller checks
the map, and that there is none is for our own search to say.

nauty cannot be interrupted. So it runs in a process of its own, which is killed as soon as nobody waits for it.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import IO, TYPE_CHECKING, NamedTuple

from catproof.core.children import bound
from catproof.core.deadline import held

if TYPE_CHECKING:
    import subprocess

MOST_VERTICES = 20_000
"""nauty works on the matrix of a graph, here of 50 MB; it is not asked about larger ones."""

PROGRAM = """
import json, sys
from pynauty import Graph, canon_label
labels = []
for colours, edges in json.load(sys.stdin):
    graph = Graph(sum(map(len, colours)), vertex_coloring=list(map(set, colours)))
    near = {}
    for x, y in edges:
        near.setdefault(x, []).append(y)
    graph.set_adjacency_dict(near)
    labels.append(canon_label(graph))
json.dump(labels, sys.stdout)
"""


class Graph(NamedTuple):
    """A graph whose vertices are coloured: those of the k-th colour, and the pairs of adjacent ones. Its first vertices
    are these elements."""

    colours: list[list[int]]
    edges: list[tuple[int, int]]
    elements: list[int]

    def vertices(self) -> int:
        """How many there are."""
        return sum(map(len, self.colours))


def coded(below: Sequence[Sequence[int]], cell: Sequence[int]) -> Graph:
    """The elements of one part, `below[x]` what x restricts to, `cell[x]` in which cell of a stable partition it is, as
    a graph whose isomorphisms that keep colours are theirs, as far as its vertices are elements.

    That x restricts to y at place k is an edge, or a path over a vertex that has the cell of x and k for its colour;
    over two within one cell, so that the path has a direction. An edge will do for the least cell and place that joins
    two cells. Where y is alone in its cell, nothing needs to be said.

    Elements of a cell that have just two restrictions, and are none, become edges, where they are different pairs of
    two cells, or in one cell with each pair the opposite one.
    """
    cells: dict[int, list[int]] = {}
    for x, c in enumerate(cell):
        cells.setdefault(c, []).append(x)
    reached = {cell[y] for targets in below for y in targets}
    direct: dict[frozenset[int], tuple[int, int]] = {}
    for c, members in sorted(cells.items()):
        if c not in reached and _edges([below[x] for x in members], cell):
            direct.setdefault(frozenset(cell[y] for y in below[members[0]]), (c, -1))
    lines = {c for c, k in direct.values()}
    for c, members in sorted(cells.items()):
        for k, y in enumerate(below[members[0]] if c not in lines else ()):
            if c != cell[y]:
                direct.setdefault(frozenset((c, cell[y])), (c, k))
    elements = [x for x, c in enumerate(cell) if c not in lines]
    place = {x: i for i, x in enumerate(elements)}
    colours: dict[tuple[int, int, int], list[int]] = {}
    edges: list[tuple[int, int]] = []
    count = len(elements)
    for x, targets in enumerate(below):
        c = cell[x]
        if c in lines:
            y, z = (place[y] for y in targets)
            if cell[targets[0]] != cell[targets[1]] or y < z:
                edges.append((y, z))
            continue
        colours.setdefault((c, -1, 0), []).append(place[x])
        for k, y in enumerate(targets):
            d = cell[y]
            if len(cells[d]) == 1:
                continue
            path = [place[x]]
            if c == d or direct[frozenset((c, d))] != (c, k):
                for step in range(1 + (c == d)):
                    colours.setdefault((c, k, step), []).append(count)
                    path.append(count)
                    count += 1
            edges += pairwise([*path, place[y]])
    return Graph([colours[key] for key in sorted(colours)], edges, elements)


def _edges(pairs: Sequence[Sequence[int]], cell: Sequence[int]) -> bool:
    """Are these different pairs, without loops, of elements of two cells, or in one cell with each the opposite one?"""
    if len(pairs[0]) != 2 or len(different := set(map(tuple, pairs))) < len(pairs):
        return False
    y, z = pairs[0]
    return cell[y] != cell[z] or all(y != z and (z, y) in different for y, z in different)


class Aside:
    """One question to nauty. It runs from `ask` on, and must be ended by `end`."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.files: list[IO[bytes]] = []
        self.asked = False
        self.graphs: list[Graph] = []

    def ask(self, parts: Iterable[Graph]) -> None:
        """Begin, where pynauty is installed and the graphs are not too large."""
        import subprocess
        from importlib import util

        self.asked = True
        self.graphs = list(parts)
        given = [[graph.colours, graph.edges] for graph in self.graphs]
        if util.find_spec("pynauty") is None or max(graph.vertices() for graph in self.graphs) > MOST_VERTICES:
            return
        with held():
            problem, answer = self.files = [tempfile.TemporaryFile(), tempfile.TemporaryFile()]  # noqa: SIM115
            problem.write(json.dumps(given).encode("ascii"))
            problem.seek(0)
            self.process = subprocess.Popen(
                bound([sys.executable, "-I", "-c", PROGRAM]), stdin=problem, stdout=answer, stderr=subprocess.DEVNULL
            )

    def said(self) -> dict[int, int] | None:
        """To which element of the second graph each one of the first is sent; None as long as nothing is said."""
        if self.process is None or self.process.poll() != 0:
            return None
        answer = self.files[1]
        answer.seek(0)
        names = [dict(enumerate(graph.elements)) for graph in self.graphs]
        pairs = zip(*json.loads(answer.read()), strict=False)
        return {names[0][x]: names[1].get(y, -1) for x, y in pairs if x in names[0]}

    def end(self) -> None:
        """Kill the process, if it still runs. Not `held`: an exception that is on its way would come up before."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        for file in self.files:
            file.close()
