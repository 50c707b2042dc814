"""What the makers of categories, functors, tasks and models share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from catproof.core.category import Category
from catproof.core.label import Label
from catproof.core.task import Task
from catproof.elaborate.scope import Wrong
from catproof.syntax import tree
from catproof.syntax.printer import print_term

if TYPE_CHECKING:
    from catproof.elaborate.terms import Terms

Maker = Callable[["Terms", tree.Call], Any]
"""Makes what a call such as `product(C, D)` stands for. Raises `Wrong`, `Skipped` or `LimitReached`."""


def title(call: tree.Call) -> str:
    """What a thing made by a call is called until it is given a name: the call without its block."""
    return print_term(tree.Call(call.function, call.arguments))


def named(category: Category) -> str:
    """The category in messages."""
    return category.name or "the category"


def labels(terms: Terms, term: tree.Term) -> list[Label]:
    """The different labels of a set."""
    if not isinstance(term, tree.Set):
        raise Wrong(term.span, "a set is expected, such as {x, y}")
    found = [terms.label(item) for item in term.items]
    for k, item in enumerate(term.items):
        if found[k] in found[:k]:
            raise Wrong(item.span, f"{print_term(item)} is listed twice")
    return found


def same_category(node: tree.Node, left: Task, right: Task) -> None:
    """Raise `Wrong` unless the tasks live on one category."""
    if left.category is not right.category:
        raise Wrong(
            node.span,
            f"the tasks live on different categories, {named(left.category)} and {named(right.category)}",
        )
