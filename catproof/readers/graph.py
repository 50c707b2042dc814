"""GraphML and node-link JSON, through networkx.

A graph is read as one of two tables: its edges, with the columns `source`, `target`, `key` and the edges' attributes;
or, where the column `id` is asked for, its nodes, with `id` and the nodes' attributes. networkx makes a node of
whatever an edge mentions; here an edge to a node that the file does not declare is an error.
"""

from __future__ import annotations

import inspect
import io
import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple
from xml.parsers import expat

from catproof.core.label import Label
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.rows import Rows, as_label


def read_graphml(data: bytes, file: str, columns: Sequence[str]) -> Rows:
    """These columns of the edges or nodes of a GraphML file. Raises `BadData`."""
    import networkx

    found = _scanned(data, file)
    try:
        graph = networkx.read_graphml(io.BytesIO(data), force_multigraph=True)
    except Exception as error:  # networkx says what is wrong in many ways
        raise BadData(Flaw(file, None, f"this is no GraphML that can be read: {error}")) from None
    return _table(graph, found, file, columns, "line")


def read_node_link(data: bytes, file: str, columns: Sequence[str]) -> Rows:
    """These columns of the edges or nodes of a node-link JSON file, as `networkx.node_link_data` writes it. Raises
    `BadData`."""
    import networkx

    try:
        content = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadData(Flaw(file, None, f"the file is not UTF-8 at offset {error.start}")) from None
    except json.JSONDecodeError as error:
        raise BadData(Flaw(file, error.lineno, f"this is no JSON: {error.msg}")) from None
    except (RecursionError, ValueError) as error:
        raise BadData(Flaw(file, None, f"this is no JSON that can be read: {error}")) from None
    edges = "edges" if isinstance(content, dict) and "edges" in content else "links"
    if not isinstance(content, dict) or any(not isinstance(content.get(k), list) for k in ("nodes", edges)):
        hint = 'the form is {"directed": true, "nodes": [{"id": ...}], "links": [{"source": ..., "target": ...}]}'
        raise BadData(Flaw(file, None, "this is no node-link JSON", hint))
    flaws = Flaws(file, "entry")
    for kind, needed in (("nodes", ("id",)), (edges, ("source", "target"))):
        for number, entry in enumerate(content[kind], 1):
            for key in needed:
                value = entry.get(key) if isinstance(entry, dict) else None
                if type(value) not in (str, int):
                    flaws.add(number, f"of {kind}: `{key}` must be a text or a whole number")
    flaws.stop_if_any()
    nodes = defaultdict(list)
    for number, node in enumerate(content["nodes"], 1):
        nodes[node["id"]].append(number)
    lines = defaultdict(list)
    for number, edge in enumerate(content[edges], 1):
        lines[edge["source"], edge["target"]].append(number)
    name = "edges" if "edges" in inspect.signature(networkx.node_link_graph).parameters else "link"
    try:
        graph = networkx.node_link_graph({**content, "multigraph": True}, multigraph=True, **{name: edges})
    except Exception as error:
        raise BadData(Flaw(file, None, f"this is no node-link JSON that can be read: {error}")) from None
    return _table(graph, _Scanned(nodes, lines), file, columns, "entry")


class _Scanned(NamedTuple):
    """Where nodes and edges are: lines of a GraphML file, numbers of entries in JSON."""

    nodes: dict[Any, list[int]]
    edges: dict[tuple[Any, Any], list[int]]


def _scanned(data: bytes, file: str) -> _Scanned:
    """The places of nodes and edges in a GraphML file."""
    nodes: dict[Any, list[int]] = defaultdict(list)
    edges: dict[tuple[Any, Any], list[int]] = defaultdict(list)
    flaws = Flaws(file)
    parser = expat.ParserCreate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        line = parser.CurrentLineNumber
        if tag == "graph" and attributes.get("edgedefault") != "directed":
            flaws.add(line, "the graph is not directed", 'write edgedefault="directed"')
        if tag == "node":
            nodes[attributes.get("id")].append(line)
        elif tag == "edge":
            edges[attributes.get("source"), attributes.get("target")].append(line)
        elif tag in ("hyperedge", "port"):
            flaws.add(line, f"a {tag} is not supported")

    def entity(name: str, *_: object) -> None:
        flaws.add(parser.CurrentLineNumber, f"the entity {name} is declared, and no GraphML needs one")
        flaws.stop_if_any()

    parser.StartElementHandler = start
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"this is no XML: {expat.errors.messages[error.code]}"
        raise BadData(Flaw(file, error.lineno, message)) from None
    if not nodes and not edges:
        flaws.add(None, "this is no GraphML: there are no nodes and no edges")
    flaws.stop_if_any()
    return _Scanned(nodes, edges)


def _table(graph: Any, found: _Scanned, file: str, columns: Sequence[str], unit: str) -> Rows:
    flaws = Flaws(file, unit)
    if not graph.is_directed():
        flaws.add(None, "the graph is not directed", '"directed" must be true')
    for node, places in found.nodes.items():
        for place in places[1:]:
            flaws.add(place, f"the node {node} is declared a second time")
    for ends, places in found.edges.items():
        for end in ends:
            if end not in found.nodes:
                flaws.add(places[0], f"the edge mentions {end}, which is no node of the file")
    flaws.stop_if_any()
    rows: list[dict[str, Any]] = []
    where: list[int] = []
    if "id" in columns:
        for node, attributes in graph.nodes(data=True):
            rows.append({**attributes, "id": node})
            where.append(found.nodes[node][0])
    else:
        used: dict[Any, int] = defaultdict(int)
        for source, target, key, attributes in graph.edges(keys=True, data=True):
            rows.append({"key": key, **attributes, "source": source, "target": target})
            places = found.edges[source, target]
            where.append(places[min(used[source, target], len(places) - 1)])
            used[source, target] += 1
    order = sorted(range(len(rows)), key=where.__getitem__)
    known = dict.fromkeys(name for row in rows for name in row)
    values = []
    for name in columns or ("source", "target"):
        if name not in known and rows:
            flaws.add(None, f"there is no column {name}", "its columns are " + ", ".join(known))
            continue
        values.append([_label(rows[i].get(name), name, where[i], flaws) for i in order])
    flaws.stop_if_any()
    touched = {end for ends in found.edges for end in ends}
    alone = [] if "id" in columns else [node for node in found.nodes if node not in touched]
    labels = [as_label(node) if isinstance(node, str) and node else node for node in alone]
    return Rows(file, tuple(values), [where[i] for i in order], unit, labels)


def _label(value: Any, name: str, place: int, flaws: Flaws) -> Label:
    if type(value) is int:
        return value
    if not isinstance(value, str) or not value:
        what = "there is no value" if value is None or value == "" else f"{value!r} is neither text nor whole number"
        flaws.add(place, f"{what} in the column {name}" if "no value" in what else f"{what}, in the column {name}")
        return ""
    if "\n" in value or "\r" in value:
        flaws.add(place, f"the value in the column {name} has several lines, and a name is one")
    return as_label(value)
