"""Categories, tasks, functors and transformations as the items of their declarations in a theory file.

What is written here is read back as what it was. So a generating arrow is in quotes where its name is no plain word,
even one like `(a -> b)`, unless what it looks like can only be this arrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby

from catproof.core.category import Arrow, Category
from catproof.core.chase import Word
from catproof.core.functor import Functor
from catproof.core.graded import Graded, GradedTask
from catproof.core.label import expression, show
from catproof.core.quantale import shown as number
from catproof.core.task import Element, Task
from catproof.core.transformation import Transformation


def category_kind(category: Category) -> str:
    """The word that declares a category by `category_items`: poset, or category."""
    order = category.order
    thin = category.presentation.kind == "thin" and order is not None
    looped = thin and any(a == b for a, b in zip(category.quiver.source, category.quiver.target, strict=True))
    return "poset" if thin and order is not None and order.antisymmetric and not looped else "category"


def category_items(category: Category) -> list[str]:
    """The items of `poset P { ... }` for a partial order, of `category C { ... }` for any other category."""
    objects = [category.show_object(a) for a in range(len(category.objects))]
    if category_kind(category) == "poset":
        related = {end for g in category.generators for end in (g.source, g.target)}
        points = [x for a, x in enumerate(objects) if a not in related]
        chains = [f"{objects[g.source]} < {objects[g.target]}" for g in category.generators]
        return [*chains, f"point {', '.join(points)}"] if points else chains
    items = [f"object {', '.join(objects)}"] if objects else []
    items += [f"arrow {show(g.name)} : {objects[g.source]} -> {objects[g.target]}" for g in category.generators]
    for equation in category.path_equations():
        left, right = (path(category, word, equation.target, show) for word in (equation.left, equation.right))
        items.append(f"equation {left} = {right}")
    return items


def path(category: Category, word: Word, target: int, name: Callable[[str], str] | None = None) -> str:
    """A path of generating arrows into `target`; `name` writes one of these."""
    if not word:
        return category.show_word((), target)
    parts = []
    for g, same in groupby(word):
        loop = category.quiver.source[g] == category.quiver.target[g]
        shown, number = head(category, g) if name is None else name(category.generators[g].name), len(list(same))
        parts += [f"{shown}^{number}"] if loop and number > 1 else [shown] * number
    return " . ".join(parts)


def head(category: Category, g: int) -> str:
    """A generating arrow: `(a -> b)` in a thin category, else by its name."""
    name, a, b = category.generators[g]
    if category.presentation.kind == "thin" and a != b:
        return f"({category.show_object(a)} -> {category.show_object(b)})"
    return name if expression(name) == "," else show(name)


def arrow(category: Category, given: Arrow) -> str:
    """An arrow: `id(a)`, `(a -> b)` in a thin category, else a shortest path."""
    if given.number and category.presentation.kind == "thin":
        return f"({category.show_object(category.source(given))} -> {category.show_object(given.target)})"
    return path(category, category.word(given), given.target)


def task_items(task: Task) -> list[str]:
    """The items of `task T on C { ... }`, without restrictions that are forced."""
    category = task.category
    items = []
    for a, members in enumerate(task.elements):
        if len(members):
            shown = (task.show_element(Element(a, j)) for j in range(len(members)))
            items.append(f"{category.show_object(a)} = {{{', '.join(shown)}}}")
    for g, values in enumerate(task.action):
        source, target = category.quiver.source[g], category.quiver.target[g]
        if len(values) and len(task.elements[source]) > 1:
            pairs = (
                f"{task.show_element(Element(target, j))} |-> {task.show_element(Element(source, int(v)))}"
                for j, v in enumerate(values)
            )
            items.append(f"{head(category, g)} {block(pairs)}")
    return items


def graded_declaration(name: str, of: Graded | GradedTask, on: str = "") -> str:
    """The declaration of a graded category by all its scores, but for those of an object with itself; of a task by its
    values, on what it is on, or what that is called instead."""
    if isinstance(of, GradedTask):
        items = [f"{of.category.show(a)} : {number(value)}" for a, value in enumerate(of.values)]
        return f"task {name} on {on or of.category.name} {block(items)}"
    objects = range(len(of.objects))
    pairs = ((a, b) for a in objects for b in objects if a != b)
    items = [f"{of.show(a)} -> {of.show(b)} : {number(of.values[a][b])}" for a, b in pairs]
    return f"enriched {name} in {of.quantale.name} {block([f'object {of.show(0)}'] if len(objects) == 1 else items)}"


def functor_items(functor: Functor) -> list[str]:
    """The items of `functor F : B -> C { ... }`: objects, then generating arrows."""
    source, target = functor.source, functor.target
    items = [f"{source.show_object(a)} |-> {target.show_object(b)}" for a, b in enumerate(functor.on_objects)]
    if functor.forced:
        return items
    return items + [f"{head(source, g)} |-> {arrow(target, f)}" for g, f in enumerate(functor.on_generators)]


def transformation_items(transformation: Transformation) -> list[str]:
    """The items of `transformation n : S -> T { ... }`."""
    source, target = transformation.source, transformation.target
    items = []
    for a, values in enumerate(transformation.components):
        pairs = (
            f"{source.show_element(Element(a, j))} |-> {target.show_element(Element(a, v))}"
            for j, v in enumerate(values)
        )
        if values:
            items.append(f"at {source.category.show_object(a)} {block(pairs)}")
    return items


def block(items: Iterable[str]) -> str:
    """The items in braces, on one line."""
    inside = " ; ".join(items)
    return f"{{ {inside} }}" if inside else "{ }"


def shown(value: Category | Functor | Task) -> str:
    """A structure as the block of a declaration."""
    if isinstance(value, Category):
        return block(category_items(value))
    return block(functor_items(value) if isinstance(value, Functor) else task_items(value))
