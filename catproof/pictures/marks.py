"""What a picture is to show of a statement: which nodes and arrows decide it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from catproof.core.category import Arrow, Category
from catproof.core.task import Element, Task


class MarkedArrow(NamedTuple):
    """An arrow that is marked, from node `source` to node `target`. `generator` is the key of the generating arrow it
    is, and None for another."""

    source: int
    target: int
    label: str
    tone: int
    generator: Hashable | None = None


class Marks(NamedTuple):
    """The marks on one category (nodes are objects) or task (nodes are elements, numbered over all objects)."""

    nodes: dict[int, tuple[str, int]] = {}  # noqa: RUF012
    """What is said of a node, and its tone."""
    arrows: tuple[MarkedArrow, ...] = ()
    missing: tuple[str, ...] = ()
    """Where there is no node and would have to be one."""


NONE = Marks()


def marked_arrow(category: Category, arrow: Arrow, tone: int) -> MarkedArrow:
    """An arrow of a category as a mark."""
    word = category.word(arrow)
    generator = word[0] if len(word) == 1 else None
    return MarkedArrow(category.source(arrow), arrow.target, category.show_arrow(arrow), tone, generator)


def marked_restriction(task: Task, element: Element, arrow: Arrow, tone: int) -> MarkedArrow:
    """The restriction of an element along an arrow as a mark, from the restricted element to the element."""
    category = task.category
    word = category.word(arrow)
    source = task.number(task.restrict(element, word))
    key = (word[0], element.number) if len(word) == 1 else None
    return MarkedArrow(source, task.number(element), category.show_arrow(arrow), tone, key)
