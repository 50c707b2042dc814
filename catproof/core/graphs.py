"""Categories as networkx graphs: objects are nodes, generating arrows edges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from catproof.core.chase import Equation
from catproof.core.hom import Generator, Presentation
from catproof.core.label import Label, show

if TYPE_CHECKING:
    import networkx


class GivenByGraph(NamedTuple):
    """What a directed graph says of a category. With `thin` parallel paths are equal, and `named` says whether
    arrows have names that do not come from their ends."""

    objects: list[Label]
    generators: list[Generator]
    equations: list[Equation]
    invertible: bool
    thin: bool
    named: bool


def given_by(graph: networkx.DiGraph[Any], thin: bool | None) -> GivenByGraph:
    """See `Category.from_networkx`."""
    if not graph.is_directed():
        raise ValueError("the graph is not directed: arrows have a source and a target")
    objects = [_label(node) for node in graph.nodes]
    number = {node: a for a, node in enumerate(graph.nodes)}
    given = graph.graph.get("catproof", {})
    several = graph.is_multigraph()
    edges = graph.edges(keys=True, data=True) if several else ((a, b, None, d) for a, b, d in graph.edges(data=True))
    generators: list[Generator] = []
    named = False
    for a, b, key, attributes in edges:
        title, plain = attributes.get("name", key), f"({show(_label(a))} -> {show(_label(b))})"
        if not isinstance(title, str):
            title = plain
        named = named or title != plain
        generators.append(Generator(title, number[a], number[b]))
    names = [g.name for g in generators]
    if len(set(names)) < len(names):
        twice = next(n for n in names if names.count(n) > 1)
        raise ValueError(f"two arrows are called {twice}: give the edges a `name`")
    if given.get("kind") == "thin" if thin is None else thin:
        return GivenByGraph(objects, generators, [], False, True, named)
    place, at = {n: g for g, n in enumerate(names)}, {label: a for a, label in enumerate(objects)}
    equations = [
        Equation(at[b], at[a], tuple(place[n] for n in left), tuple(place[n] for n in right))
        for b, a, left, right in given.get("equations", ())
    ]
    return GivenByGraph(objects, generators, equations, bool(given.get("invertible", False)), False, named)


def graph_of(
    name: str,
    objects: Sequence[Label],
    generators: Sequence[Generator],
    presentation: Presentation,
    equations: Iterable[Equation],
) -> networkx.MultiDiGraph[Any]:
    """See `Category.to_networkx`."""
    import networkx

    graph: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph(name=name)
    graph.add_nodes_from(objects)
    names = [g.name for g in generators]
    for g in generators:
        graph.add_edge(objects[g.source], objects[g.target], key=g.name, name=g.name)
    if presentation.kind == "thin":
        graph.graph["catproof"] = {"kind": "thin"}
    else:
        graph.graph["catproof"] = {
            "kind": "presented",
            "invertible": presentation.invertible,
            "equations": [
                (objects[e.target], objects[e.source], [names[g] for g in e.left], [names[g] for g in e.right])
                for e in equations
            ],
        }
    return graph


def _label(node: Any) -> Label:
    if isinstance(node, tuple) and node:
        return tuple(_label(part) for part in node)
    if isinstance(node, str) or type(node) is int:
        return node
    raise ValueError(f"the node {node!r} is neither a text, a whole number nor a tuple of such")
