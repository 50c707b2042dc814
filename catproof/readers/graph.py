"""Graphs as tables, from a scan of our own: GraphML (U. Brandes et al., "GraphML progress report", GD 2001) and
node-link JSON, as networkx and others write it.

A graph is read as one of two tables: its edges, with the columns `source`, `target`, `key` and the edges' attributes;
or, where the column `id` is asked for, its nodes, with `id` and the nodes' attributes. An edge is a row, whatever its
id is, so that none is lost; an edge to a node that the file does not declare is an error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from catproof.core.label import Label, show
from catproof.readers.flaws import Flaws
from catproof.readers.rows import Rows, as_label, wrong_name


class Node(NamedTuple):
    """A node as the file declares it: `id` is a text or a whole number."""

    id: Any
    place: int
    attributes: dict[str, Any]


class Edge(NamedTuple):
    """An edge; `key` is its id, or what tells it from others with the same ends."""

    source: Any
    target: Any
    key: Any
    place: int
    attributes: dict[str, Any]


class Graph:
    """Nodes and edges in the order of the file."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self._keys: dict[tuple[Any, Any], set[Any]] = defaultdict(set)

    def edge(self, source: Any, target: Any, key: Any, place: int, attributes: dict[str, Any]) -> None:
        """Add an edge. Without a key it gets the first number that no edge with the same ends has."""
        used = self._keys[source, target]
        if key is None:
            key = len(used)
            while key in used:
                key += 1
        used.add(key)
        self.edges.append(Edge(source, target, key, place, attributes))


def table(graph: Graph, file: str, columns: Sequence[str], flaws: Flaws) -> Rows:
    """These columns of the nodes or edges. Raises `BadData`."""
    declared = _declared(graph, flaws)
    for edge in graph.edges:
        for end in (edge.source, edge.target):
            if end not in declared:
                flaws.add(edge.place, f"the edge mentions {end}, which is no node of the file")
    flaws.stop_if_any()
    rows: list[dict[str, Any]]
    if "id" in columns:
        rows = [{**node.attributes, "id": node.id} for node in graph.nodes]
        places = [node.place for node in graph.nodes]
    else:
        rows = [{"key": e.key, **e.attributes, "source": e.source, "target": e.target} for e in graph.edges]
        places = [edge.place for edge in graph.edges]
    known = dict.fromkeys(name for row in rows for name in row)
    values = []
    for name in columns or ("source", "target"):
        if name not in known and rows:
            flaws.add(None, f"there is no column {name}", "its columns are " + ", ".join(known))
            continue
        values.append([_label(row.get(name), name, place, flaws) for row, place in zip(rows, places, strict=True)])
    touched = {end for edge in graph.edges for end in (edge.source, edge.target)}
    alone = [] if "id" in columns else [node for node in graph.nodes if node.id not in touched]
    labels = [_label(node.id, "id", node.place, flaws) for node in alone]
    flaws.stop_if_any()
    return Rows(file, tuple(values), places, flaws.unit, labels)


def _declared(graph: Graph, flaws: Flaws) -> set[Any]:
    """The ids of the nodes. Two that are one name in a theory are a flaw: `1` and `"1"` differ in kind alone."""
    first: dict[Label, Node] = {}
    for node in graph.nodes:
        label = as_label(node.id) if isinstance(node.id, str) and node.id else node.id
        other = first.setdefault(label, node)
        if other is node:
            continue
        if type(other.id) is type(node.id):
            flaws.add(node.place, f"the node {node.id} is declared a second time")
        else:
            both = f"the nodes {other.id!r} and {node.id!r}".replace("'", '"')
            hint = "a theory would call both of them " + show(label)
            flaws.add(node.place, f"{both} differ only in that one is a number and the other a text", hint)
    return {node.id for node in graph.nodes}


def _label(value: Any, name: str, place: int, flaws: Flaws) -> Label:
    if type(value) is int:
        return value
    if value is None or value == "":
        flaws.add(place, f"there is no value in the column {name}")
        return ""
    if not isinstance(value, str):
        flaws.add(place, f"{value!r} is neither text nor whole number, in the column {name}")
        return ""
    wrong = wrong_name(value, name)
    if wrong:
        flaws.add(place, wrong)
        return ""
    return as_label(value)
