"""Functors, transformations and models as pictures: two parts side by side, and what goes where between them."""

from __future__ import annotations

from collections.abc import Sequence

from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
from catproof.core.model import Model
from catproof.core.nouns import counted
from catproof.core.task import Element, Task
from catproof.core.transformation import Transformation
from catproof.pictures.diagram import Arrow, Diagram, Node, Part, lines_of, shortened
from catproof.pictures.marks import NONE, Marks
from catproof.pictures.quiver import Drawn, category_part, draw_category, equations
from catproof.pictures.tasks import task_part

MOST_SQUARES = 6
"""The squares of so many generating arrows are drawn."""


def draw_functor(
    functor: Functor, source_marks: Marks = NONE, target_marks: Marks = NONE, second: Functor | None = None
) -> Diagram:
    """A functor as two quivers with an arrow from each object to its value, and its values on arrows below. A `second`
    functor is drawn beside it where the two differ."""
    same = functor.source is functor.target
    source = category_part(functor.source, source_marks, "a", _title(functor.source, "source", same))
    hit = [functor.on_objects[a] for a in source.keys]
    also = [second.on_objects[a] for a in source.keys] if second is not None else []
    target = category_part(functor.target, target_marks, "b", _title(functor.target, "target", same), [*hit, *also])
    name = functor.name or "F"
    between = _maps(source, target, functor.on_objects, functor, name, "map")
    if second is not None:
        differing = [
            b if b != functor.on_objects[a] else -1 for a, b in enumerate(second.on_objects)
        ]  # fmt: skip
        between += _maps(source, target, differing, functor, second.name or "G", "second")
    notes = [*source.notes, *target.notes]
    for part, category in ((source.part, functor.source), (target.part, functor.target)):
        if category.presentation.kind == "presented" and (part is source.part or not same):
            notes += [f"In {part.title}: {line}" for line in equations(category)]
    notes += _values(functor, name)
    if second is not None:
        notes += _values(second, second.name or "G", functor)
    return Diagram(name, (source.part, target.part), tuple(between), tuple(notes))


def draw_adjunction(left: Functor, right: Functor) -> Diagram:
    """Two functors to and fro between two categories, with the arrows of both."""
    same = left.source is left.target
    source = category_part(left.source, NONE, "a", _title(left.source, "left", same))
    target = category_part(left.target, NONE, "b", _title(left.target, "right", same))
    names = left.name or "F", right.name or "G"
    between = _maps(source, target, left.on_objects, left, names[0], "map")
    between += _maps(target, source, right.on_objects, right, names[1], "back")
    notes = [*source.notes, *target.notes, *_values(left, names[0]), *_values(right, names[1])]
    notes.append(f"Dashed: {names[0]}, the left adjoint. Dotted: {names[1]}, the right adjoint.")
    return Diagram(f"{names[0]} and {names[1]}", (source.part, target.part), tuple(between), tuple(notes))


def draw_squares(transformation: Transformation) -> Diagram:
    """The square of a transformation for each generating arrow f : a -> b, from the top left to the bottom right along
    both ways; a triangle where the restriction along f of one of the two tasks is an identity of sets, as in a cone."""
    category = transformation.source.category
    name = transformation.name or "n"
    parts: list[Part] = []
    across: list[Arrow] = []
    for g, generator in enumerate(category.generators[:MOST_SQUARES]):
        keys: list[dict[int, str]] = []
        nodes: list[Node] = []
        for row, task in enumerate((transformation.source, transformation.target)):
            ends = [generator.target, generator.source]
            called = task.name or "ST"[row]
            still = ends[0] != ends[1] and task.elements[ends[0]] == task.elements[ends[1]]
            if still and list(task.action[g]) == list(range(len(task.action[g]))):
                ends = ends[:1]
            keys.append({})
            for column, a in enumerate(ends):
                members = [task.show_element(Element(a, j)) for j in range(len(task.elements[a]))]
                at = category.show_object(a)
                set_of = shortened("{" + ", ".join(members[:8]) + (", ..." if len(members) > 8 else "") + "}")
                keys[row][column] = f"s{g}{'st'[row]}{column}"
                nodes.append(Node(keys[row][column], (shortened(f"{called}({at})"), set_of), f"{called}({at})"))
            if len(ends) == 2:
                along = category.show_word((g,), generator.target)
                title = f"{called}({along}): restriction along {along}"
                across.append(Arrow(keys[row][0], keys[row][1], shortened(f"{called}({along})"), title, "across"))
        down = [
            Arrow(keys[0][min(c, len(keys[0]) - 1)], keys[1][min(c, len(keys[1]) - 1)],
                  shortened(f"{name} at {category.show_object(a)}"), f"{name} at {category.show_object(a)}")
            for c, a in enumerate((generator.target, generator.source))
            if c < max(len(keys[0]), len(keys[1]))
        ]  # fmt: skip
        parts.append(Part(f"along {category.show_word((g,), generator.target)}", tuple(nodes), tuple(down)))
    more = len(category.generators) - len(parts)
    notes = [f"Not drawn: the squares of {counted(more, 'generating arrows')}."] if more else []
    if not parts:
        notes.append("There are no generating arrows, so no squares.")
        parts.append(Part(name, (), ()))
    return Diagram(f"squares of {name}", tuple(parts), tuple(across), tuple(notes))


def draw_natural(given: NaturalTransformation) -> Diagram:
    """The square of a transformation of functors, in their target, for each generating arrow f : a -> b; a triangle
    where a functor sends f to an identity, a single arrow for an object at no generating arrow. Mac Lane I.4."""
    source, target, name = given.source.source, given.source.target, given.name or "n"
    parts: list[Part] = []
    across: list[Arrow] = []

    def part(number: str, title: str, ends: list[int], g: int | None) -> None:
        keys: list[list[str]] = []
        nodes: list[Node] = []
        for row, functor in enumerate((given.source, given.target)):
            called = functor.name or "FG"[row]
            still = g is not None and ends[0] != ends[1] and not functor.on_generators[g].number
            keys.append([f"q{number}{'st'[row]}{column}" for column in range(1 if still else len(ends))])
            for key, a in zip(keys[row], ends, strict=False):
                value, at = target.show_object(functor.on_objects[a]), source.show_object(a)
                of = " = ".join(f"{called}({source.show_object(end)})" for end in (ends if still else [a]))
                nodes.append(Node(key, (shortened(of), shortened(value)), f"{called}({at}) is {value}"))
            if g is not None and len(keys[row]) == 2:
                f = source.show_word((g,), source.generators[g].target)
                value = functor.show_image((g,), source.generators[g].target)
                title_of = f"{called}({f}) is {value}"
                across.append(Arrow(keys[row][0], keys[row][1], shortened(value), title_of, "across"))
        down = [
            Arrow(keys[0][min(c, len(keys[0]) - 1)], keys[1][min(c, len(keys[1]) - 1)],
                  shortened(target.show_arrow(given.components[a])),
                  f"{name} at {source.show_object(a)}: {target.show_arrow(given.components[a])}")
            for c, a in enumerate(ends)
            if c < max(map(len, keys))
        ]  # fmt: skip
        parts.append(Part(title, tuple(nodes), tuple(down)))

    for g, generator in enumerate(source.generators[:MOST_SQUARES]):
        title = f"along {source.show_word((g,), generator.target)}"
        part(str(g), title, [generator.source, generator.target], g)
    met = {end for generator in source.generators for end in (generator.source, generator.target)}
    alone = [a for a in range(len(source.objects)) if a not in met]
    for a in alone[:MOST_SQUARES]:
        part(f"o{a}", f"at {source.show_object(a)}", [a], None)
    left_out = (("the squares", len(source.generators), "generating arrows"), ("the components", len(alone), "objects"))
    notes = [
        f"Not drawn: {what} of {counted(n - MOST_SQUARES, noun)}." for what, n, noun in left_out if n > MOST_SQUARES
    ]
    if not parts:
        notes.append("There are no objects, so no components.")
        parts.append(Part(name, (), ()))
    return Diagram(f"squares of {name}", tuple(parts), tuple(across), tuple(notes))


def _title(category: Category, role: str, same: bool) -> str:
    name = category.name or f"the {role}"
    return f"{name} ({role})" if same else name


def _maps(source: Drawn, target: Drawn, values: Sequence[int], functor: Functor, name: str, kind: str) -> list[Arrow]:
    shown = functor.source.show_object, functor.target.show_object
    return [
        Arrow(key, target.keys[values[a]], "", f"{name}: {shown[0](a)} |-> {shown[1](values[a])}", kind)
        for a, key in source.keys.items()
        if values[a] in target.keys
    ]


def _values(functor: Functor, name: str, other: Functor | None = None) -> list[str]:
    """The values on generating arrows; in an order there is nothing to say. With `other` only where the two differ."""
    source, target = functor.source, functor.target
    if target.presentation.kind == "thin":
        return []
    values = [
        (g, generator.target)
        for g, generator in enumerate(source.generators)
        if other is None or other.on_generators[g] != functor.on_generators[g]
    ]
    written = (
        shortened(f"{name}: {source.show_word((g,), at)} |-> {functor.show_image((g,), at)}", 90) for g, at in values
    )
    return lines_of(written, len(values), "values")


def draw_transformation(
    transformation: Transformation, source_marks: Marks = NONE, target_marks: Marks = NONE, form: str = ""
) -> Diagram:
    """A transformation of tasks as its two tasks with an arrow from each element to its image."""
    name = transformation.name or "a transformation"
    return draw_map(transformation.source, transformation.target, transformation.components, name,
                    source_marks, target_marks, form)  # fmt: skip


def draw_map(
    left: Task, right: Task, components: Sequence[Sequence[int]] | None, name: str,
    left_marks: Marks = NONE, right_marks: Marks = NONE, form: str = "",
) -> Diagram:  # fmt: skip
    """Two tasks and, where it is given, a map between them."""
    source = task_part(left, left_marks, "x", left.name or "the one", (), form)
    images: dict[int, int] = {}
    if components is not None:
        for x in source.keys:
            element = left.element(x)
            image = Element(element.object, components[element.object][element.number])
            images[x] = right.number(image)
    target = task_part(right, right_marks, "y", right.name or "the other", list(images.values()), form)
    between = [
        Arrow(source.keys[x], target.keys[y], "",
              f"{name}: {left.show_at(left.element(x))} |-> {right.show_at(right.element(y))}", "map")
        for x, y in images.items()
        if y in target.keys
    ]  # fmt: skip
    both = [line for line in source.notes if line in target.notes]
    notes = [*both]
    for drawn in (source, target):
        notes += [f"{drawn.part.title}: {line}" for line in drawn.notes if line not in both]
    return Diagram(name, (source.part, target.part), tuple(between), tuple(notes))


def draw_model(model: Model, marks: Marks = NONE) -> Diagram:
    """A model via(F) as F; another as the quiver of its category, with its values below."""
    if model.functor is not None:
        functor = model.functor
        made = draw_functor(functor, source_marks=marks)
        title = f"{model.name or 'a model'}, via {functor.name or 'F'}"
        return made._replace(title=title)
    made = draw_category(model.category, marks)
    written = []
    for a in range(len(model.category.objects)):
        value = model.value(a)
        sizes = [f"{len(x)} at {model.base.show_object(d)}" for d, x in enumerate(value.elements) if x]
        named = f"{value.name}: " if value.name else ""
        written.append(shortened(f"{model.category.show_object(a)} |-> {named}{', '.join(sizes) or 'no elements'}", 90))
    notes = (*made.notes, *lines_of(written, len(written), "values"))
    return made._replace(title=model.name or "a model", notes=notes)
