"""Objects, arrows and elements of what is made of two: pairs, by their numbers. `README.md`, section 3."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from catproof.kernel.constructed_tasks import same
from catproof.kernel.operations import OPERATIONS
from catproof.kernel.rejection import Missing, need
from catproof.kernel.tables import Category, Task

_PRODUCTS, _ELEMENTS = ("product", "product of categories"), ("elements", "category of elements")


def _made_of(category: Category, words: tuple[str, str], *parts: Any) -> None:
    word, of = category.origin
    need(word in words, "a pair is named in a category that is not made of two")
    if not of:
        raise Missing("what a category was made of is too large to be listed")
    need(len(of) == len(parts) and all(map(lambda x, y: x is y, of, parts)), "a pair is named in what others make")


def pair_of_objects(product: Category, left: Category, right: Category, a: int, b: int) -> int:
    """Mac Lane II.3."""
    _made_of(product, _PRODUCTS, left, right)
    return a * right.objects + b


def pair_of_arrows(product: Category, left: Category, right: Category, f: Any, g: Any) -> Any:
    """Mac Lane II.3."""
    _made_of(product, _PRODUCTS, left, right)
    above = f[0] * right.objects + g[0]
    if product.meaning is not None:
        return above, product.meaning[above].index((f, g))
    found = product.between(left.source(f) * right.objects + right.source(g), above)
    need(len(found) == 1, "a pair of arrows is named where arrows are parallel")
    return above, found[0]


def pair_of_elements(product: Task, left: Task, right: Task, x: int, y: int) -> int:
    """Mac Lane V.3, at each object."""
    if product.origin != ("product", (left, right)):
        key = ("product", id(left), id(right))
        if key not in product.constructed:
            need(same(product, OPERATIONS["product"](left, right)), "a pair is named in what others make")
            product.constructed[key] = left, right
    a = left.at[x]
    need(right.at[y] == a, "elements at two objects make no pair")
    return int(product.start[a] + (x - left.start[a]) * right.sizes[a] + y - right.start[a])


def object_of_elements(over: Category, of: Task, a: int, x: int) -> int:
    """Riehl 2.4: (a, x) has the number of x."""
    _made_of(over, _ELEMENTS, of)
    need(of.at[x] == a, "an element does not lie at the object")
    return x


_CATEGORIES, _TASKS = ("category",) * 3, ("task",) * 3
PAIRED: dict[str, tuple[tuple[str, ...], str, Callable[..., Any]]] = {
    "pair of objects": ((*_CATEGORIES, "object", "object"), "object", pair_of_objects),
    "pair of arrows": ((*_CATEGORIES, "arrow", "arrow"), "arrow", pair_of_arrows),
    "pair of elements": ((*_TASKS, "element", "element"), "element", pair_of_elements),
    "object of elements": (("category", "task", "object", "element"), "object", object_of_elements),
}
"""For each operation the kinds of its arguments, that of what it gives, and how this is found."""
