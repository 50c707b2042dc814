"""Categories and tasks as the items of their declarations in a theory file."""

from __future__ import annotations

from collections.abc import Callable

from catproof.core.category import Category, show_generator
from catproof.core.label import show
from catproof.core.task import Element, Task


def category_items(category: Category) -> list[str]:
    """The items of `poset P { ... }` for a thin category, of `category C { ... }` for any other."""
    objects = [category.show_object(a) for a in range(len(category.objects))]
    if category.presentation.kind == "thin":
        related = {end for g in category.generators for end in (g.source, g.target)}
        points = [x for a, x in enumerate(objects) if a not in related]
        chains = [f"{objects[g.source]} < {objects[g.target]}" for g in category.generators]
        return [*chains, f"point {', '.join(points)}"] if points else chains
    items = [f"object {', '.join(objects)}"] if objects else []
    items += [f"arrow {show(g.name)} : {objects[g.source]} -> {objects[g.target]}" for g in category.generators]
    for equation in category.path_equations():
        left, right = (category.show_word(word, equation.target) for word in (equation.left, equation.right))
        items.append(f"equation {left} = {right}")
    return items


def generator_head(task: Task, g: int) -> str:
    """The generating arrow by its own name."""
    return show_generator(task.category.generators[g].name)


def task_items(task: Task, head: Callable[[Task, int], str] = generator_head) -> list[str]:
    """The items of `task T on C { ... }`, without restrictions that are forced; `head` writes a generating arrow."""
    category = task.category
    items = []
    for a, members in enumerate(task.elements):
        if len(members):
            shown = (task.show_element(Element(a, j)) for j in range(len(members)))
            items.append(f"{category.show_object(a)} = {{{', '.join(shown)}}}")
    for g, values in enumerate(task.action):
        source, target = category.generators[g].source, category.generators[g].target
        if len(values) and len(task.elements[source]) > 1:
            pairs = (
                f"{task.show_element(Element(target, j))} |-> {task.show_element(Element(source, int(v)))}"
                for j, v in enumerate(values)
            )
            items.append(f"{head(task, g)} {{ {' ; '.join(pairs)} }}")
    return items


def block(items: list[str]) -> str:
    """The items in braces, on one line."""
    return f"{{ {' ; '.join(items)} }}" if items else "{ }"
