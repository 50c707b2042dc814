"""Graphs as tables, from a scan of our own: GraphML (U. Brandes et al., "GraphML progress report", GD 2001) and
node-link JSON, as networkx and others write it.

A graph is read as one of two tables: its edges, with the columns `source`, `target`, `key` and the edges' attributes;
or, where the column `id` is asked for, its nodes, with `id` and the nodes' attributes. An edge is a row, whatever its
id is, so that none is lost; an edge to a node that the file does not declare is an error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from catproof.core.characters import cut
from catproof.core.label import Label, show
from catproof.readers.flaws import Flaws
from catproof.readers.rows import Rows, as_label, wrong_name

Value = object
"""The value of an attribute, as the file has it: text, number, truth value, list, ...; None where there is none."""

Id = str | int
"""What a file calls a node."""


class Structured:
    """The value of an attribute that has elements inside, and so is no text."""


class Node(NamedTuple):
    """A node as the file declares it, and where."""

    id: Id
    place: int
    attributes: dict[str, Value]


class Edge(NamedTuple):
    """An edge; `key` is its id, or what tells it from others with the same ends, or None."""

    source: Id
    target: Id
    key: Value
    place: int
    attributes: dict[str, Value]


class Graph:
    """Nodes and edges in the order of the file. `notes` say what a table does not keep."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.notes: list[str] = []


def table(graph: Graph, file: str, columns: Sequence[str], flaws: Flaws) -> Rows:
    """These columns of the nodes or edges. Raises `BadData`."""
    _check_nodes(graph, flaws)
    things: Sequence[Node | Edge] = graph.nodes if "id" in columns else graph.edges
    own = ("id",) if "id" in columns else ("source", "target", "key")
    known = dict.fromkeys([*own, *(name for thing in things for name in thing.attributes)])
    places = [thing.place for thing in things]
    numbers = _numbers(graph) if "key" in columns and "id" not in columns else {}
    values: list[list[Label]] = []
    for name in columns or ("source", "target"):
        if name not in known and things:
            hint = "its columns are " + ", ".join(list(known)[:12]) + (", ..." if len(known) > 12 else "")
            flaws.add("E506", None, f"there is no column {cut(name)}", cut(hint, 300))
            continue
        values.append(
            [
                _label(_value(thing, name, numbers.get(k), flaws), name, thing.place, flaws)
                for k, thing in enumerate(things)
            ]
        )
    touched = {end for edge in graph.edges for end in (edge.source, edge.target)}
    alone = [] if "id" in columns else [node for node in graph.nodes if node.id not in touched]
    labels = [_label(node.id, "id", node.place, flaws) for node in alone]
    flaws.stop_if_any()
    return Rows(file, tuple(values), places, flaws.unit, labels, [f"{file}: {note}" for note in graph.notes])


def _check_nodes(graph: Graph, flaws: Flaws) -> None:
    """Each node is declared once, and each end of an edge. Two nodes that are one name in a theory are a flaw: `1` and
    `"1"` differ in kind alone."""
    first: dict[Label, Node] = {}
    for node in graph.nodes:
        label = as_label(node.id) if node.id != "" else ""
        other = first.setdefault(label, node)
        if other is node:
            continue
        if type(other.id) is type(node.id):
            flaws.add("E508", node.place, f"the node {_shown(node.id, False)} is declared a second time")
        else:
            both = f"the nodes {_shown(other.id)} and {_shown(node.id)}"
            hint = f"a theory would call both of them {cut(show(label))}"
            flaws.add("E508", node.place, f"{both} differ only in that one is a number and the other a text", hint)
    declared = {node.id for node in graph.nodes}
    for edge in graph.edges:
        for end in (edge.source, edge.target):
            if end not in declared:
                near = first.get(as_label(end)) if end != "" else None
                hint = f"there is a node {_shown(near.id)}" if near is not None else ""
                flaws.add(
                    "E509",
                    edge.place,
                    f"the edge mentions {_shown(end, bool(hint))}, which is no node of the file",
                    hint,
                    "edge",
                )


def _shown(name: Id, beside_a_number: bool = True) -> str:
    """A node as the file calls it; beside a number, a text that looks like one is in quotes."""
    quoted = beside_a_number and isinstance(name, str) and name != "" and as_label(name) != name
    return f'"{cut(str(name))}"' if quoted else cut(str(name))


def _numbers(graph: Graph) -> dict[int, int]:
    """For edges without a key the first number that no edge with the same ends has, as networkx counts."""
    used: dict[tuple[Id, Id], set[Value]] = defaultdict(set)
    for edge in graph.edges:
        key = edge.attributes.get("key") if edge.key is None else edge.key
        used[edge.source, edge.target].add(as_label(key) if isinstance(key, str) and key else key)
    numbers = {}
    following: dict[tuple[Id, Id], int] = defaultdict(int)
    for k, edge in enumerate(graph.edges):
        if edge.key is None and edge.attributes.get("key") is None:
            ends = edge.source, edge.target
            while following[ends] in used[ends]:
                following[ends] += 1
            numbers[k] = following[ends]
            following[ends] += 1
    return numbers


def _value(thing: Node | Edge, name: str, number: int | None, flaws: Flaws) -> Value:
    """What stands in a column. An attribute that is called like what every edge or node has may only say the same."""
    given = thing.attributes.get(name)
    if isinstance(thing, Node):
        own: Value = thing.id if name == "id" else None
    else:
        own = {"source": thing.source, "target": thing.target, "key": thing.key}.get(name)
        if name == "key" and own is None and given is None:
            return number
    if own is None or given is None:
        return given if own is None else own
    if str(own) != str(given):
        what = "node" if isinstance(thing, Node) else "edge"
        flaws.add(
            "E510",
            thing.place,
            f"the {what} has the {name} {cut(str(own))}, and another value in an attribute called {name}",
        )
    return own


def _label(value: Value, name: str, place: int, flaws: Flaws) -> Label:
    if value is None or value == "":
        flaws.add("E507", place, f"there is no value in the column {cut(name)}")
    elif isinstance(value, str):
        wrong = wrong_name(value, name)
        if not wrong:
            return as_label(value)
        flaws.add("E507", place, wrong)
    elif isinstance(value, int) and not isinstance(value, bool):
        return as_label(value)
    else:
        kinds = {list: "a list", dict: "an object", Structured: "what has elements inside"}
        what = kinds.get(type(value)) or cut(str(value))
        flaws.add("E507", place, f"{what} is neither text nor whole number, in the column {cut(name)}")
    return ""
