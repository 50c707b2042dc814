"""Objects, arrows and elements of what is made of two: the pair of what is known of each."""

from __future__ import annotations

from catproof.core.category import Arrow, Category
from catproof.core.task import Element, Task


def pair_of_objects(product: Category, left: Category, right: Category, a: int, b: int) -> int:
    """The number of (a, b) in the product of two categories. Mac Lane II.3."""
    return a * len(right.objects) + b


def pair_of_arrows(product: Category, left: Category, right: Category, f: Arrow, g: Arrow) -> Arrow:
    """The arrow (f, g) of the product of two categories: (f, id) after (id, g). Mac Lane II.3."""
    width = len(right.objects)
    below, above = right.source(g), f.target * width + g.target
    if product.presentation.kind == "thin":
        return next(product.arrows(left.source(f) * width + below, above))
    lefts = len(left.generators) * width
    word = [lefts + f.target * len(right.generators) + h for h in right.word(g)]
    word += [h * width + below for h in left.word(f)]
    return product.follow(product.identity(above), tuple(word))


def pair_of_elements(product: Task, left: Task, right: Task, x: Element, y: Element) -> int | None:
    """The number of (x, y) in the product of two tasks. None where the two lie at different objects."""
    if x.object != y.object:
        return None
    return product.number(Element(x.object, x.number * len(right.elements[x.object]) + y.number))


def object_of_elements(over: Category, task: Task, at: int, x: Element) -> int | None:
    """The number of (a, x) in the category of elements of a task. None where x does not lie at a. Riehl 2.4."""
    return task.number(x) if x.object == at else None
