"""The category of elements of a task, and slices.

An element is an object, and an arrow (a, x) -> (b, y) is an arrow f : a -> b with y|f = x. So the arrows into (b, y)
are exactly the arrows into b, each starting at what y restricts to along it: the projection is a discrete fibration,
and the Cayley graphs are those of the category underneath with other names at their nodes.

Mac Lane III.7 and II.6 (categories of elements, slices); Riehl 2.4 (categories of elements; 2.4.5: slices are those
of representables).
"""

from __future__ import annotations

from collections.abc import Sequence

from catproof.core.category import Arrow, Category, Generator, Hom, Presentation, show_generator, thin
from catproof.core.functor import Functor
from catproof.core.label import Label, check_pairs
from catproof.core.limits import ARROW, LABEL, PAIR, LimitReached, reserve
from catproof.core.origin import Origin
from catproof.core.presheaves import yoneda
from catproof.core.task import Task


def elements(task: Task, name: str = "") -> tuple[Category, Functor]:
    """The category of elements of T, and its projection (a, x) |-> a to the category of T.

    Objects are (a, x); a generating arrow g : a -> b and an element y of T(b) give the generating arrow
    `(g, y) : (a, y|g) -> (b, y)`.
    """
    category = task.category
    _count(task, name or f"elements({task.name})")
    check_pairs(name or "a category of elements", [category.objects], task.elements)
    labels: list[Label] = [(category.objects[x.object], task.elements[x.object][x.number]) for x in task.all_elements()]
    made = _over(task, labels, f"elements({task.name})", name)
    lifted = [g for g, generator in enumerate(category.generators) for _ in task.elements[generator.target]]
    below = [category.generator(g) for g in range(len(category.generators))]
    title = f"projection({task.name})" if task.name else ""
    projection = Functor(
        made, category, [x.object for x in task.all_elements()], [below[g] for g in lifted], name=title
    )
    made.origin, projection.origin = Origin("elements", (task,)), Origin("projection", (task, made))
    return made, projection


def slice_over(category: Category, at: int, name: str = "") -> Category:
    """The slice C/a, which is the category of elements of y(a): objects are the arrows into a, called by their text,
    and `(g, f) : f . g -> f` are the generating arrows. Raises `LimitReached`."""
    arrows_into = yoneda(category, at)
    hom = category.hom(at)
    _count(arrows_into, name or f"slice({category.name}, {category.show_object(at)})")
    labels = [category.show_arrow(Arrow(at, f)) for a in range(len(category.objects)) for f in hom.arrows_from(a)]
    made = _over(arrows_into, labels, f"slice({category.name}, {category.show_object(at)})", name)
    made.origin = Origin("slice", (category, at))
    return made


def _count(task: Task, title: str) -> None:
    """Count objects and generating arrows before any is made. Raises `LimitReached`."""
    category = task.category
    if task.size > category.limit:
        raise LimitReached(f"{title} has more than the limit of {category.limit} arrows", "--limit")
    arrow = PAIR if category.presentation.kind == "thin" else ARROW
    reserve(task.size * (LABEL + PAIR) + sum(map(len, task.action)) * arrow, title)


def _over(task: Task, labels: Sequence[Label], construction: str, name: str) -> Category:
    """The category of elements, with these names for its objects."""
    category = task.category
    start, limit = task.start, category.limit
    if category.presentation.kind == "thin":
        # y|g is the only element below y at its object, so two elements have at most one arrow between them.
        pairs = [
            (start[g.source] + int(x), start[g.target] + y)
            for g, action in zip(category.generators, task.action, strict=True)
            for y, x in enumerate(action)
        ]
        return thin(labels, pairs, name=name, limit=limit)
    generators = []
    for g, generator in enumerate(category.generators):
        for y in range(len(task.elements[generator.target])):
            number = start[generator.target] + y
            text = f"({show_generator(generator.name)}, {task.show_element(task.element(number))})"
            generators.append(Generator(text, start[generator.source] + int(task.action[g][y]), number))

    def arrows_into(made: Category, target: int) -> Hom:
        at, number = task.element(target)
        hom = category.hom(at)
        value = [number] * len(hom.at)
        for f in range(1, len(value)):  # a parent comes before its children
            x, g = hom.parent[f]
            value[f] = int(task.action[g][value[x]])
        # The generating arrows into (b, y) are in the order of those into b, so the rows are the same.
        return Hom([start[a] + x for a, x in zip(hom.at, value, strict=True)], hom.rows, made.incoming)

    presentation = Presentation("constructed", construction=construction)
    return Category(labels, generators, presentation, arrows_into, name=name, limit=limit)
