"""A task as its category of elements, as an action, or as a graph.

Mac Lane III.7 (categories of elements). A task on two parallel arrows s, t is a directed graph (Mac Lane II.7), one on
a monoid an action, which automata theory draws with arrows x -> x . r.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from catproof.core.category import Category, show_generator
from catproof.core.generation import maximal_classes
from catproof.core.task import Element, Task
from catproof.pictures.diagram import (
    MOST_ARROWS,
    Arrow,
    Diagram,
    Node,
    Part,
    chosen,
    left_out,
    listed,
    shortened,
    shown,
)
from catproof.pictures.marks import NONE, Marks
from catproof.pictures.quiver import MOST_ORDERED, Drawn, Generating, acyclic, arrows_of, ghosts_of, said_of, wanted


def usual_form(category: Category) -> str:
    """How tasks on a category are drawn on boards."""
    if parallel(category) is not None:
        return "graph"
    turned = category.origin is not None and category.origin.operation == "opposite"
    return "action" if len(category.objects) == 1 or (turned and category.presentation.kind != "thin") else "elements"


def parallel(category: Category) -> tuple[int, int] | None:
    """Two parallel arrows and nothing else: the numbers of their source and their target. None for any other
    category."""
    given, generators = category.presentation, category.generators
    if given.kind != "presented" or given.equations or given.invertible or len(category.objects) != 2:
        return None
    ends = {(g.source, g.target) for g in generators}
    if len(generators) != 2 or len(ends) != 1:
        return None
    ((source, target),) = ends
    return None if source == target else (source, target)


def draw_task(task: Task, marks: Marks = NONE, form: str = "") -> Diagram:
    """A task in one of `FORMS_OF_TASKS`, or as it usually is drawn. As its category of elements it has an arrow
    f : (a, x) -> (b, y) where y restricted along f is x. The maximal classes are filled and named by their prompts."""
    drawn = task_part(task, marks, form=form)
    return Diagram(drawn.part.title, (drawn.part,), (), tuple(drawn.notes))


def task_part(
    task: Task, marks: Marks = NONE, prefix: str = "x", name: str = "", first: Iterable[int] = (), form: str = ""
) -> Drawn:
    """A task as a part of a picture. Elements in `first` are drawn rather than others."""
    form = form or usual_form(task.category)
    ends = parallel(task.category)
    if form == "graph" and ends is not None:
        return _graph(task, ends, marks, prefix, name, first)
    return _elements(task, marks, prefix, name, first, form == "action")


def _elements(task: Task, marks: Marks, prefix: str, name: str, first: Iterable[int], turned: bool) -> Drawn:
    """The category of elements of a task; with `turned` its arrows go from each element to its restriction, as
    `f { x |-> y }` is written in the file, and those that go the same way are one."""
    category = task.category
    classes = _Classes(task)
    nodes = chosen(task.size, wanted(marks, [*first, *(members[0] for members in classes.members)]))
    made, label = [], []
    for x in range(task.size) if task.size <= MOST_ORDERED else ():
        label.append(task.show_at(task.element(x)))
    for x in nodes:
        at = shortened(shown(category.objects[task.element(x).object]), 32)
        made.append(_node(task, x, classes, marks, prefix, () if len(category.objects) == 1 else (f"at {at}",)))
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
            ends = task.show_at(task.element(source)), task.show_at(task.element(target))
            title = f"{text} : {ends[1]} |-> {ends[0]}" if turned else f"{text} : {ends[0]} -> {ends[1]}"
            if turned:
                source, target = target, source
            quiver.append(Generating(source, target, "" if thin else shortened(generator.name), title, (g, y)))
    skipped = sum(len(action) for action in task.action) - len(quiver)
    hasse = thin and small and not turned and acyclic((g.source, g.target) for g in quiver if g.source != g.target)
    marked = [m._replace(source=m.target, target=m.source) for m in marks.arrows] if turned else marks.arrows
    arrows, missing = arrows_of(quiver, nodes, label, marked, prefix, hasse)
    notes = left_out("elements", task.size, nodes, lambda x: task.show_at(task.element(x)), missing + skipped)
    title = (
        f"{name or task.name or 'a task'}, as an action" if turned else f"elements of {name or task.name or 'a task'}"
    )
    arrows = _together(arrows) if turned else arrows
    part = Part(title, (*made, *ghosts_of(marks, prefix)), tuple(arrows), hasse)
    return Drawn(part, {x: f"{prefix}{x}" for x in nodes}, [*notes, _generated(task, classes)])


def _together(arrows: Sequence[Arrow]) -> list[Arrow]:
    """Arrows that are not marked and go the same way as one, with all labels."""
    found: dict[tuple[str, str, str, int], Arrow] = {}
    for arrow in arrows:
        key = arrow.source, arrow.target, arrow.kind, arrow.tone
        if key in found and not arrow.tone:
            first = found[key]
            label = shortened(f"{first.label}, {arrow.label}")
            found[key] = first._replace(label=label, title=f"{first.title}; {arrow.title}")
        else:
            found[(*key[:3], len(found)) if arrow.tone else key] = arrow
    return list(found.values())


def _graph(task: Task, ends: tuple[int, int], marks: Marks, prefix: str, name: str, first: Iterable[int]) -> Drawn:
    """The directed graph: elements at the source of the two arrows are its vertices, those at their target its edges,
    from what they restrict to along the first arrow to what they restrict to along the second."""
    category, (vertex, edge) = task.category, ends
    classes = _Classes(task)
    start, number = task.start[vertex], len(task.elements[vertex])
    nodes = chosen(number, (x - start for x in wanted(marks, first) if 0 <= x - start < number))
    made = [_node(task, start + v, classes, marks, prefix, ()) for v in nodes]
    inside = set(nodes)
    arrows: list[Arrow] = []
    along = [show_generator(g.name) for g in category.generators]
    for e in sorted(range(len(task.elements[edge])), key=lambda e: task.start[edge] + e not in marks.nodes):
        a, b = (int(task.action[g][e]) for g in (0, 1))
        if a not in inside or b not in inside or len(arrows) == MOST_ARROWS:
            continue
        element = Element(edge, e)
        caption, tone = said_of(marks, task.number(element))
        label = shortened(_plain(task, element)) + (f"\n{caption}" if caption else "")
        vertices = (task.show_element(Element(vertex, v)) for v in (a, b))
        said = ", ".join(f"{v} along {f}" for v, f in zip(vertices, along, strict=True))
        title = f"{task.show_at(element)} restricts to {said}"
        arrows.append(Arrow(f"{prefix}{start + a}", f"{prefix}{start + b}", label, title, "arrow", tone))
    missing = len(task.elements[edge]) - len(arrows)
    notes = left_out("vertices", number, nodes, lambda v: task.show_element(Element(vertex, v)), missing)
    at = [shown(category.objects[a]) for a in (vertex, edge)]
    notes.append(f"Vertices are the elements at {at[0]}, edges those at {at[1]}, from {along[0]} to {along[1]}.")
    part = Part(f"{name or task.name or 'a task'}, as a graph", (*made, *ghosts_of(marks, prefix)), tuple(arrows))
    return Drawn(part, {start + v: f"{prefix}{start + v}" for v in nodes}, [*notes, _generated(task, classes)])


class _Classes:
    """The maximal classes of a task, and for each element of one its number, from 1."""

    def __init__(self, task: Task) -> None:
        self.members = maximal_classes(task)
        self.fill = {x: k for k, members in enumerate(self.members, 1) for x in members}


def _node(task: Task, x: int, classes: _Classes, marks: Marks, prefix: str, where: tuple[str, ...]) -> Node:
    """The node of an element, filled as its maximal class and, the first of it, named by the prompts."""
    element = task.element(x)
    fill = classes.fill.get(x, 0)
    lines = (shortened(_plain(task, element)), *where)
    if fill and classes.members[fill - 1][0] == x:
        lines = (*lines, f"prompt {_prompts(task, classes.members[fill - 1])}")
    return Node(f"{prefix}{x}", lines, task.show_at(element), *said_of(marks, x), fill=fill)


def _generated(task: Task, classes: _Classes) -> str:
    if not task.size:
        return "It has no elements."
    number = len(classes.members)
    if number > 1:
        return f"{number} maximal classes, so {number} prompts generate it, and no fewer do."
    return "One maximal class: one prompt generates it."


def _plain(task: Task, element: Element) -> str:
    label = task.elements[element.object][element.number]
    return label if isinstance(label, str) and label.strip() else task.show_element(element)


def _prompts(task: Task, members: Sequence[int]) -> str:
    objects = dict.fromkeys(task.element(x).object for x in members)
    return listed([shortened(shown(task.category.objects[a]), 24) for a in objects], 3)
