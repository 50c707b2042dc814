"""A category as its quiver, a poset as its Hasse diagram, a task as its category of elements.

Mac Lane II.7 (quivers), III.7 (categories of elements); Davey and Priestley, *Introduction to Lattices and Order*, 1.15
(Hasse diagrams: the lines are the pairs x < y with nothing between).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from catproof.core.category import Category, show_generator
from catproof.core.deadline import load
from catproof.core.generation import maximal_classes
from catproof.core.task import Element, Task
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
    listed,
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
    nodes = chosen(len(category.objects), _wanted(marks, first))
    hasse = is_order(category)
    label = [shown(a) for a in category.objects]
    made = [
        Node(f"{prefix}{a}", (shortened(label[a]),), label[a], *_said(marks, a))
        for a in nodes
    ]  # fmt: skip
    thin = category.presentation.kind == "thin"
    quiver = []
    for k, g in enumerate(category.generators):
        ends = f"{category.show_object(g.source)} -> {category.show_object(g.target)}"
        plain = thin or g.name == f"({ends})"
        title = f"({ends})" if plain else f"{show_generator(g.name)} : {ends}"
        quiver.append(_Generating(g.source, g.target, "" if plain else shortened(g.name), title, k))
    arrows, missing = _arrows(quiver, nodes, label, marks.arrows, prefix, hasse)
    ghosts = _ghosts(marks, prefix)
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
    found = lines_of((shortened(line, 90) for line in written), len(given.equations), "equation")
    return [*found, "Every arrow has an inverse."] if given.invertible and category.generators else found


def is_order(category: Category) -> bool:
    """Is it a poset: thin, with no two different objects below each other?"""
    if category.presentation.kind != "thin":
        return False
    if len(category.objects) + len(category.generators) > MOST_ORDERED:
        return False
    return _acyclic((g.source, g.target) for g in category.generators if g.source != g.target)


# ---- tasks --------------------------------------------------------------------------------------------


def draw_task(task: Task, marks: Marks = NONE) -> Diagram:
    """The category of elements of a task: an arrow f : (a, x) -> (b, y) where y restricted along f is x. The maximal
    classes are filled and named by their prompts."""
    drawn = task_part(task, marks)
    return Diagram(drawn.part.title, (drawn.part,), (), tuple(drawn.notes))


def task_part(task: Task, marks: Marks = NONE, prefix: str = "x", name: str = "", first: Iterable[int] = ()) -> Drawn:
    """The category of elements of a task, as a part of a picture. Elements in `first` are drawn rather than others."""
    category = task.category
    classes = maximal_classes(task)
    nodes = chosen(task.size, _wanted(marks, [*first, *(members[0] for members in classes)]))
    fill = {x: k for k, members in enumerate(classes, 1) for x in members}
    first_of = {members[0]: members for members in classes}
    made, label = [], []
    for x in range(task.size) if task.size <= MOST_ORDERED else ():
        label.append(task.show_at(task.element(x)))
    for x in nodes:
        element = task.element(x)
        at = shortened(shown(category.objects[element.object]), 32)
        text = shortened(_plain(task, element))
        lines = (text,) if len(category.objects) == 1 else (text, f"at {at}")
        if x in first_of:
            lines = (*lines, f"prompt {_prompts(task, first_of[x])}")
        made.append(Node(f"{prefix}{x}", lines, task.show_at(element), *_said(marks, x), fill=fill.get(x, 0)))
    small = task.size + sum(len(action) for action in task.action) <= MOST_ORDERED
    thin = category.presentation.kind == "thin"
    members: dict[int, list[int]] = {}
    for element in map(task.element, range(task.size) if small else nodes):
        members.setdefault(element.object, []).append(element.number)
    quiver = []
    for g, generator in enumerate(category.generators):
        text = show_generator(generator.name)
        for y in members.get(generator.target, ()):
            source, target = task.start[generator.source] + int(task.action[g][y]), task.start[generator.target] + y
            title = f"{text} : {task.show_at(task.element(source))} -> {task.show_at(task.element(target))}"
            quiver.append(_Generating(source, target, "" if thin else shortened(generator.name), title, (g, y)))
    skipped = sum(len(action) for action in task.action) - len(quiver)
    hasse = thin and small and _acyclic((g.source, g.target) for g in quiver if g.source != g.target)
    arrows, missing = _arrows(quiver, nodes, label, marks.arrows, prefix, hasse)
    notes = left_out("elements", task.size, nodes, lambda x: task.show_at(task.element(x)), missing + skipped)
    if not task.size:
        notes.append("It has no elements.")
    elif len(classes) > 1:
        notes.append(f"{len(classes)} maximal classes, so {len(classes)} prompts generate it, and no fewer do.")
    else:
        notes.append("One maximal class: one prompt generates it.")
    title = f"elements of {name or task.name or 'a task'}"
    part = Part(title, (*made, *_ghosts(marks, prefix)), tuple(arrows), hasse)
    return Drawn(part, {x: f"{prefix}{x}" for x in nodes}, notes)


def _plain(task: Task, element: Element) -> str:
    label = task.elements[element.object][element.number]
    return label if isinstance(label, str) and label.strip() else task.show_element(element)


def _prompts(task: Task, members: Sequence[int]) -> str:
    objects = dict.fromkeys(task.element(x).object for x in members)
    return listed([shortened(shown(task.category.objects[a]), 24) for a in objects], 3)


# ---- nodes and arrows ---------------------------------------------------------------------------------


class _Generating(NamedTuple):
    source: int
    target: int
    label: str
    title: str
    key: Hashable


def _wanted(marks: Marks, first: Iterable[int]) -> Iterable[int]:
    yield from marks.nodes
    for arrow in marks.arrows:
        yield from (arrow.source, arrow.target)
    yield from first


def _said(marks: Marks, number: int) -> tuple[str, int]:
    return marks.nodes.get(number, ("", 0))


def _ghosts(marks: Marks, prefix: str) -> list[Node]:
    return [
        Node(f"{prefix}none{k}", (shortened(text, 60),), text, "", FIRST, ghost=True)
        for k, text in enumerate(marks.missing)
    ]


def _arrows(
    quiver: Sequence[_Generating], nodes: Sequence[int], label: Sequence[str], marked: Sequence[MarkedArrow],
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


def _acyclic(pairs: Iterable[tuple[int, int]]) -> bool:
    load("networkx")
    import networkx as nx

    return bool(nx.is_directed_acyclic_graph(nx.DiGraph(pairs)))
