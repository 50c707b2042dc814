"""Objects and arrows of one category in another one that keeps their names, and in a task of arrows."""

from __future__ import annotations

from collections.abc import Sequence

from catproof.core.category import Arrow, Category
from catproof.core.task import Element, Task


def object_in(home: Category, category: Category, number: int) -> int | None:
    """The number in the category of an object of another one that keeps its names: opposite to it, or a full
    subcategory of it, or what it is a full subcategory of. None where it is no object there."""
    if category is home or category is home.turned:
        return number
    goals = {at: found for at, (found,) in _wholes(home, [number])}
    for at, numbers in _wholes(category, range(len(category.objects))):
        if at in goals:
            return numbers.index(goals[at]) if goals[at] in numbers else None
    return None


def _wholes(category: Category, objects: Sequence[int]) -> list[tuple[Category, Sequence[int]]]:
    """The category and its opposite, what they are full subcategories of, and so on, with the numbers that objects have
    there."""
    pending = [(category, objects)]
    for one, numbers in pending:
        if one.turned is not None and all(one.turned is not other for other, _ in pending):
            pending.append((one.turned, numbers))
        if one.inclusion is not None:
            pending.append((one.inclusion.whole, [one.inclusion.on_objects[a] for a in numbers]))
    return pending


def arrow_in(home: Category, category: Category, arrow: Arrow) -> Arrow:
    """An arrow of a category as one of the opposite."""
    return category.follow(category.identity(home.source(arrow)), home.word(arrow)[::-1])


def as_element(task: Task, arrow: Arrow) -> int | None:
    """The number of an arrow as an element of the task of arrows into its target. None where it is none."""
    at, shown = task.category.source(arrow), task.category.show_arrow(arrow)
    if arrow.target != task.arrows_into or shown not in task.elements[at]:
        return None
    return task.number(Element(at, task.elements[at].index(shown)))
