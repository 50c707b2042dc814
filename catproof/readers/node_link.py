"""Node-link JSON: `{"directed": true, "nodes": [{"id": ...}], "links": [{"source": ..., "target": ...}]}`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from catproof.core.characters import cut, lines_of
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.graph import Edge, Graph, Node, table
from catproof.readers.rows import Rows, decoded


class _Twice(ValueError):
    """A key of an object occurs twice, so that one value would be lost."""


def read_node_link(data: bytes, file: str, columns: Sequence[str]) -> Rows:
    """These columns of the edges or nodes of a node-link JSON file, as `networkx.node_link_data` writes it. Raises
    `BadData`."""
    content = _content(decoded(data, file), file)
    flaws = Flaws(file, "entry")
    lists = [key for key in ("links", "edges") if isinstance(content, dict) and key in content]
    if not isinstance(content, dict) or not all(isinstance(content.get(k), list) for k in ("nodes", *(lists or [""]))):
        hint = 'the form is {"directed": true, "nodes": [{"id": ...}], "links": [{"source": ..., "target": ...}]}'
        raise BadData(Flaw("E504", file, None, "this is no node-link JSON", hint))
    if len(lists) > 1:
        hint = "both may list edges, and one form is expected"
        raise BadData(Flaw("E504", file, None, "there are both `links` and `edges`", hint))
    if content.get("directed") is not True:
        flaws.add("E510", None, "the graph is not directed", '"directed" must be true')
    graph = Graph()
    for number, entry in enumerate(content["nodes"], 1):
        if _checked(entry, "nodes", ("id",), number, flaws):
            graph.nodes.append(Node(entry["id"], number, {k: v for k, v in entry.items() if k != "id"}))
    for number, entry in enumerate(content[lists[0]], 1):
        if _checked(entry, lists[0], ("source", "target"), number, flaws):
            rest = {k: v for k, v in entry.items() if k not in ("source", "target", "key")}
            graph.edges.append(Edge(entry["source"], entry["target"], entry.get("key"), number, rest))
    flaws.stop_if_any()
    return table(graph, file, columns, flaws)


def _checked(entry: Any, kind: str, needed: Sequence[str], number: int, flaws: Flaws) -> bool:
    fine = True
    for key in needed:
        value = entry.get(key) if isinstance(entry, dict) else None
        if type(value) not in (str, int):
            flaws.add("E507", number, f"of {kind}: `{key}` must be a text or a whole number")
            fine = False
    return fine


def _content(text: str, file: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        line = len(lines_of(text[: error.pos]))
        raise BadData(Flaw("E504", file, line, f"this is no JSON: {error.msg}")) from None
    except _Twice as error:
        raise BadData(Flaw("E504", file, None, str(error), "each key of an object may occur once")) from None
    except (RecursionError, ValueError) as error:
        raise BadData(Flaw("E504", file, None, f"this is no JSON that can be read: {error}")) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                shown = cut(json.dumps(dict(pairs), ensure_ascii=False), 80)
                raise _Twice(f'the key "{cut(key)}" occurs twice in the object {shown}')
            seen.add(key)
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number of JSON")
