"""Categories, functors and tasks as the tables of the Coq library.

The form is that of `catproof/bridge/coq/README.md`: rows of decimal numbers in string literals, because Coq parses a
string far faster than it does numerals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from catproof.bridge.statement import NotExportable
from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.task import Task
from catproof.decide.tables import numbers

LONGEST_LITERAL = 200
"""Characters of a string literal; a longer list of rows is spread over several."""

MOST_ARROWS = 20_000
MOST_ELEMENTS = 20_000
"""Larger tables would take `coqc` minutes, or more memory than there may be."""


def row(numbers: Iterable[int]) -> str:
    """Numbers as a row: `1 0 2`."""
    return " ".join(map(str, numbers))


def literal(text: str) -> str:
    """A string literal; the text has digits, spaces and semicolons alone."""
    return f'"{text}"'


def texts(rows: Iterable[str]) -> str:
    """Rows as a Coq list of string literals, as few as may be."""
    literals: list[str] = []
    current: list[str] = []
    length = 0
    for each in rows:
        if current and length + len(each) > LONGEST_LITERAL:
            literals.append("; ".join(current))
            current, length = [], 0
        current.append(each)
        length += len(each) + 2
    if current:
        literals.append("; ".join(current))
    return "[" + ";\n    ".join(map(literal, literals)) + "]"


def category_data(category: Category) -> str:
    """The `category_data` of a category. Raises `NotExportable` for one that is too large, and `LimitReached`."""
    points = range(len(category.objects))
    if category.count() > MOST_ARROWS:
        raise NotExportable(f"{category.name or 'a category'} has more than {MOST_ARROWS} arrows")
    sources = [row(category.generators[g].source for g in category.incoming[b]) for b in points]
    into = []
    for p in points:
        hom = category.hom(p)
        _need_order(hom.rows)
        into.append(texts(row([a, *numbers(line)]) for a, line in zip(hom.at, hom.rows, strict=True)))
    generators = "; ".join(map(literal, sources))
    return "{| generators := [" + generators + "];\n  into := [" + ";\n   ".join(into) + "] |}"


def _need_order(rows: Sequence[Sequence[int]]) -> None:
    """The library gives each arrow a word as it meets it, so arrows come in the order of a search from arrow 0."""
    met = 1
    for x, line in enumerate(rows):
        if x >= met:
            raise NotExportable("the arrows of a category are not numbered in the order of a search")
        for y in line:
            if y > met:
                raise NotExportable("the arrows of a category are not numbered in the order of a search")
            met = max(met, y + 1)


def task_data(task: Task) -> str:
    """The rows of a task, one an element: its object, then its restrictions along the generators into it."""
    if task.size > MOST_ELEMENTS:
        raise NotExportable(f"{task.name or 'a task'} has more than {MOST_ELEMENTS} elements")
    category, start = task.category, task.start
    actions = [numbers(values) for values in task.action]
    rows = (
        row([b, *(start[category.generators[g].source] + actions[g][j] for g in category.incoming[b])])
        for b, members in enumerate(task.elements)
        for j in range(len(members))
    )
    return texts(rows)


def functor_data(functor: Functor) -> str:
    """The `functor_data` of a functor: the values on objects, and on the generators into each object."""
    source = functor.source
    values = [
        literal(row(functor.on_generators[g].number for g in source.incoming[b])) for b in range(len(source.objects))
    ]
    return (
        "{| on_objects := " + literal(row(functor.on_objects)) + ";\n  on_generators := [" + "; ".join(values) + "] |}"
    )
