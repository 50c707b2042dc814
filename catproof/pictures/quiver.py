"""A category as its quiver, a poset as its Hasse diagram.

Mac Lane II.7 (quivers); Davey and Priestley, *Introduction to Lattices and Order*, 1.15
(Hasse diagrams: the lines are the pairs x < y with nothing between).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from catproof.core.category import Category, show_generator
from catproof.core.deadline import load
from catproof.pictures.diagram import (
    FIRST,
    MOST_ARROWS,
    Arrow,
    Diagram,
    Node,
    Part,
    chosen,
    left_out,
    lines_of,
    shortened,
    shown,
)
from catproof.pictures.marks import NONE, MarkedArrow, Marks

MOST_ORDERED = 20_000
"""A poset of more elements or arrows is drawn as its quiver: which of the drawn ones is below which takes too long."""


class Drawn(NamedTuple):
    """A part of a picture, the numbers of its nodes by key, and what has to be said under it."""

    part: Part
    keys: dict[int, str]
    notes: list[str]


# ---- categories ---------------------------------------------------------------------------------------


def draw_category(category: Category, marks: Marks = NONE) -> Diagram:
    """The quiver of a category (for a poset its Hasse diagram) with its equations below."""
    drawn = category_part(category, marks)
    return Diagram(drawn.part.title, (drawn.part,), (), tuple(drawn.notes + equations(category)))


def category_part(
    category: Category, marks: Marks = NONE, prefix: str = "a", name: str = "", first: Iterable[int] = ()
) -> Drawn:
    """The quiver of a category, as a part of a picture. Objects in `first` are drawn rather than others."""
    nodes = chosen(len(category.objects), wanted(marks, first))
    hasse = is_order(category)
    label = [shown(a) for a in category.objects]
    made = [
        Node(f"{prefix}{a}", (shortened(label[a]),), label[a], *said_of(marks, a))
        for a in nodes
    ]  # fmt: skip
    thin = category.presentation.kind == "thin"
    quiver = []
    for k, g in enumerate(category.generators):
        ends = f"{category.show_object(g.source)} -> {category.show_object(g.target)}"
        plain = thin or g.name == f"({ends})"
        title = f"({ends})" if plain else f"{show_generator(g.name)} : {ends}"
        quiver.append(Generating(g.source, g.target, "" if plain else shortened(g.name), title, k))
    arrows, missing = arrows_of(quiver, nodes, label, marks.arrows, prefix, hasse)
    ghosts = ghosts_of(marks, prefix)
    title = name or category.name or "a category"
    if hasse:
        title += ", as an order"
    notes = left_out("objects", len(category.objects), nodes, category.show_object, missing)
    if not nodes:
        notes.append("It has no objects.")
    part = Part(title, (*made, *ghosts), tuple(arrows), hasse)
    return Drawn(part, {a: f"{prefix}{a}" for a in nodes}, notes)


def equations(category: Category) -> list[str]:
    """The equations of a category, or in a word why there are none to write."""
    given = category.presentation
    if given.kind == "thin":
        return [] if is_order(category) else ["There is at most one arrow between two objects."]
    if given.kind == "constructed":
        return [f"It is {given.construction}."] if given.construction and given.construction != category.name else []
    written = (
        f"{category.show_word(e.left, e.target)} = {category.show_word(e.right, e.target)}" for e in given.equations
    )
    found = lines_of((shortened(line, 90) for line in written), len(given.equations), "equations")
    return [*found, "Every arrow has an inverse."] if given.invertible and category.generators else found


def is_order(category: Category) -> bool:
    """Is it a poset: thin, with no two different objects below each other?"""
    if category.presentation.kind != "thin":
        return False
    if len(category.objects) + len(category.generators) > MOST_ORDERED:
        return False
    return acyclic((g.source, g.target) for g in category.generators if g.source != g.target)


# ---- nodes and arrows ---------------------------------------------------------------------------------


class Generating(NamedTuple):
    """A generating arrow of a picture; `key` is what a mark says it by."""

    source: int
    target: int
    label: str
    title: str
    key: Hashable


def wanted(marks: Marks, first: Iterable[int]) -> Iterable[int]:
    """The nodes that are drawn rather than others."""
    yield from marks.nodes
    for arrow in marks.arrows:
        yield from (arrow.source, arrow.target)
    yield from first


def said_of(marks: Marks, number: int) -> tuple[str, int]:
    """The caption and the tone of a node."""
    return marks.nodes.get(number, ("", 0))


def ghosts_of(marks: Marks, prefix: str) -> list[Node]:
    """The places where a node would have to be."""
    return [
        Node(f"{prefix}none{k}", (shortened(text, 60),), text, "", FIRST, ghost=True)
        for k, text in enumerate(marks.missing)
    ]


def arrows_of(
    quiver: Sequence[Generating], nodes: Sequence[int], label: Sequence[str], marked: Sequence[MarkedArrow],
    prefix: str, hasse: bool,
) -> tuple[list[Arrow], int]:  # fmt: skip
    """The arrows between the drawn nodes, and how many are not drawn."""
    inside = set(nodes)
    tones = {m.generator: m.tone for m in marked if m.generator is not None}
    kept: list[Arrow] = []
    drawn: set[Hashable] = set()
    missing = 0
    if hasse:
        keys = {(g.source, g.target): g.key for g in quiver}
        covers = _covers([(g.source, g.target) for g in quiver if g.source != g.target], nodes)
        for a, b in covers[:MOST_ARROWS]:
            key = keys.get((a, b))
            drawn.add(key)
            title = f"{label[a]} < {label[b]}"
            kept.append(Arrow(f"{prefix}{a}", f"{prefix}{b}", "", title, "cover", tones.get(key, 0)))
        missing = len(covers) - len(covers[:MOST_ARROWS])
    else:
        for g in sorted(quiver, key=lambda g: g.key not in tones):
            if g.source in inside and g.target in inside and len(kept) < MOST_ARROWS:
                drawn.add(g.key)
                tone = tones.get(g.key, 0)
                kept.append(Arrow(f"{prefix}{g.source}", f"{prefix}{g.target}", g.label, g.title, "arrow", tone))
            else:
                missing += 1
    for m in marked:
        if (m.generator is None or m.generator not in drawn) and m.source in inside and m.target in inside:
            ends = f"{prefix}{m.source}", f"{prefix}{m.target}"
            kept.append(Arrow(*ends, shortened(m.label), m.label, "composite", m.tone))
    return kept, missing


def _covers(pairs: Sequence[tuple[int, int]], nodes: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs x < y of drawn nodes with no drawn node between."""
    load("networkx")
    import networkx as nx

    graph = nx.DiGraph(pairs)
    inside = set(nodes)
    order = nx.DiGraph()
    order.add_nodes_from(nodes)
    for a in nodes:
        if a in graph:
            order.add_edges_from((a, b) for b in nx.descendants(graph, a) & inside)
    return sorted(nx.transitive_reduction(order).edges)


def acyclic(pairs: Iterable[tuple[int, int]]) -> bool:
    """Is there no way round along the pairs?"""
    load("networkx")
    import networkx as nx

    return bool(nx.is_directed_acyclic_graph(nx.DiGraph(pairs)))
