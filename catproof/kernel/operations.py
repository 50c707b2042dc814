"""The operations of core terms on tables, each by its definition, and the kinds of what each takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from catproof.kernel import deciding, missing
from catproof.kernel.euler import euler
from catproof.kernel.functor_tables import Functor
from catproof.kernel.isomorphism import natural_maps
from catproof.kernel.models import Model
from catproof.kernel.rejection import Missing, Rejected, need, writable
from catproof.kernel.search import Functors
from catproof.kernel.tables import Category, Task, yoneda

HIGHEST_POWER = 10_000


def _power(category: Category, arrow: Any, exponent: int) -> Any:
    need(abs(exponent) <= HIGHEST_POWER, "a power is too high")
    a = category.source(arrow)
    if exponent < 0:
        back = [
            (a, i)
            for i in category.between(arrow[0], a)
            if category.compose((a, i), arrow) == (a, 0) and category.compose(arrow, (a, i)) == (arrow[0], 0)
        ]
        need(len(back) == 1, "an arrow without an inverse has a negative exponent")
        arrow, a = back[0], arrow[0]
    made: Any = (a, 0)
    for _ in range(abs(exponent)):
        made = category.compose(arrow, made)
    return made


def _the_arrow(category: Category, a: int, b: int) -> Any:
    found = category.between(a, b)
    need(len(found) == 1, "there is not exactly one arrow")
    return b, found[0]


def _restricted(task: Task, x: int, arrow: Any) -> int:
    need(task.at[x] == arrow[0], "an element is restricted along an arrow that ends elsewhere")
    for g in task.category.word(arrow):
        x = task.edges[x][task.category.column[g]]
    return x


def _identity(category: Category) -> Functor:
    listed = category.homs or not category.objects
    values = [[b, category.follow(b, 0, [g])] if listed else [g] for g, (_, b) in enumerate(category.ends)]
    return Functor.of(category, category, list(range(category.objects)), values)


def _composed(after: Functor, before: Functor) -> Functor:
    need(before.target is after.source, "functors that do not meet are composed")
    if after.target.reachable is not None:  # what the values are is forced
        return Functor.of(before.source, after.target, [after.objects[b] for b in before.objects], None)
    listed = after.target.homs or not after.target.objects
    several = range(len(before.source.ends))
    values = [list(after.on_arrow(before.on_generator(g))) if listed else after.path(before.words[g]) for g in several]
    return Functor.of(before.source, after.target, [after.objects[b] for b in before.objects], values)


def _action(task: Task) -> list[list[int]]:
    """The restrictions of a task along the generating arrows, from element to element at its object."""
    return [[v - task.start[a] for v in task.along([g], b)] for g, (a, b) in enumerate(task.category.ends)]


def _sum(left: Task, right: Task) -> Task:
    need(left.category is right.category, "the tasks live on different categories")
    category = left.category
    action = [
        [*one, *(left.sizes[a] + v for v in other)]
        for (a, _), one, other in zip(category.ends, _action(left), _action(right), strict=True)
    ]
    return Task(category, [m + n for m, n in zip(left.sizes, right.sizes, strict=True)], action)


def _product(left: Task, right: Task) -> Task:
    need(left.category is right.category, "the tasks live on different categories")
    category = left.category
    action = [
        [i * right.sizes[a] + j for i in one for j in other]
        for (a, _), one, other in zip(category.ends, _action(left), _action(right), strict=True)
    ]
    return Task(category, [m * n for m, n in zip(left.sizes, right.sizes, strict=True)], action)


def _terminal(category: Category) -> Task:
    return Task(category, [1] * category.objects, [[0] for _ in category.ends])


def _empty(category: Category) -> Task:
    return Task(category, [0] * category.objects, [[] for _ in category.ends])


def _restriction(functor: Functor, task: Task) -> Task:
    need(task.category is functor.target, "a task is restricted along a functor that goes elsewhere")
    source, value = functor.source, functor.objects
    action = [
        [v - task.start[value[a]] for v in task.along(functor.words[g], value[b])]
        for g, (a, b) in enumerate(source.ends)
    ]
    return Task(source, [task.sizes[value[a]] for a in range(source.objects)], action)


def _via(functor: Functor) -> Model:
    return Model({"kind": "via", "functor": 0}, [], [functor], [])


def _among(category: Category, other: Category) -> bool:
    """Is the other one the opposite of the category?"""
    word, parts = other.origin
    return bool(word == "opposite" and parts and parts[0] is category)


def _ancestors(category: Category) -> Iterator[tuple[Category, list[int]]]:
    """The category, what it is the opposite or a full part of, and so on, with the numbers of its objects there."""
    numbers = list(range(category.objects))
    yield category, numbers
    while category.origin[0] in ("opposite", "full"):
        word, parts = category.origin
        if not parts:
            raise Missing("what a category was made of is too large to be listed")
        category = parts[0]
        if word == "full":
            numbers = [int(parts[1][a]) for a in numbers]
        yield category, numbers


def _object_in(home: Category, category: Category, a: int) -> int:
    for ancestor, numbers in _ancestors(home):
        for other, there in _ancestors(category):
            if ancestor is other:
                need(numbers[a] in there, "an object is not in the part of the category")
                return there.index(numbers[a])
    raise Rejected("an object is named in a category that is not made of the other one")


def _arrow_in(home: Category, category: Category, arrow: Any) -> Any:
    if home is category:
        return arrow
    a, b = home.source(arrow), arrow[0]
    if _among(category, home) and home.meaning is not None:
        return tuple(home.meaning[b][arrow[1]])
    if _among(home, category) and category.meaning is not None:
        return a, category.meaning[a].index(arrow)
    found = category.between(b, a)
    thin = category.presentation["kind"] == home.presentation["kind"] == "thin" and len(found) == 1
    need(thin and "opposite" in (home.origin[0], category.origin[0]), "an arrow is named in another category")
    return a, found[0]


def _as_element(task: Task, arrow: Any) -> int:
    """An arrow as an element of y(P)."""
    word, parts = task.origin
    need(word == "yoneda" and parts[1] == arrow[0], "an arrow is no element of the task")
    a = parts[0].source(arrow)
    return int(task.start[a] + parts[0].between(a, arrow[0]).index(arrow[1]))


OPERATIONS: dict[str, Callable[..., Any]] = {
    "object in": _object_in,
    "arrow in": _arrow_in,
    "as element": _as_element,
    "rank": deciding.rank,
    "rank missing": missing.least,
    "euler": euler,
    "identity": lambda category, a: (a, 0),
    "compose": Category.compose,
    "power": _power,
    "the arrow": _the_arrow,
    "source": Category.source,
    "target": lambda category, arrow: arrow[0],
    "value at": lambda functor, a: functor.objects[a],
    "value on": Functor.on_arrow,
    "restrict": _restricted,
    "map": lambda transformation, x: transformation[2][x],
    "lies at": lambda task, x: task.at[x],
    "identity functor": _identity,
    "compose functors": _composed,
    "yoneda": yoneda,
    "sum": _sum,
    "product": _product,
    "terminal task": _terminal,
    "empty task": _empty,
    "restrict task": _restriction,
    "yoneda model": lambda category: _via(_identity(category)),
    "via": _via,
    "model at": Model.value,
    "answers": Model.prompted,
    "size": lambda task: len(task.at),
    "plus": lambda v, w: writable(v + w),
    "minus": lambda v, w: writable(v - w),
    "times": lambda v, w: writable(v * w),
}


def _transformations(left: Task, right: Task) -> Iterator[Any]:
    need(left.category is right.category, "the tasks live on different categories")
    return ((left, right, list(image)) for image in natural_maps(left, right))


DOMAINS: dict[str, Callable[..., Iterable[Any]]] = {
    "objects": lambda category: range(category.objects),
    "arrows": lambda category: ((p, i) for p, (at, _, _) in enumerate(category.homs) for i in range(len(at))),
    "arrows between": lambda category, a, b: ((b, i) for i in category.between(a, b)),
    "elements": lambda task: range(len(task.at)),
    "elements at": lambda task, a: (x for x, at in enumerate(task.at) if at == a),
    "transformations": _transformations,
    "functors": Functors,
    "graded objects": lambda category: range(category.objects),
}

_OBJECTS, _ARROWS, _NUMBERS = ("category", "object", "object"), ("category", "arrow", "arrow"), ("number", "number")
TAKES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">=", "plus", "minus", "times"), _NUMBERS),
    **dict.fromkeys(("equal objects", "the arrow", "arrows between"), _OBJECTS),
    **dict.fromkeys(("equal arrows", "compose"), _ARROWS),
    **dict.fromkeys(("source", "target"), ("category", "arrow")),
    **dict.fromkeys(("identity", "yoneda"), ("category", "object")),
    **dict.fromkeys(("objects", "arrows", "identity functor", "yoneda model"), ("category",)),
    **dict.fromkeys(("terminal task", "empty task"), ("category",)),
    **dict.fromkeys(("sum", "product", "transformations"), ("task", "task")),
    **dict.fromkeys(("size", "elements"), ("task",)),
    **dict.fromkeys(("model at", "answers"), ("model", "object")),
    "power": ("category", "arrow", "number"),
    "equal elements": ("task", "element", "element"),
    "object in": ("category", "category", "object"),
    "arrow in": ("category", "category", "arrow"),
    "as element": ("task", "arrow"),
    "rank": ("task",),
    "rank missing": ("task", "number"),
    "euler": ("category",),
    "tasks": ("category", "number", "number"),
    **dict.fromkeys(("categories", "monoids", "posets"), ("number*",)),
    "value at": ("functor", "object"),
    "value on": ("functor", "arrow"),
    "restrict": ("task", "element", "arrow"),
    "map": ("transformation", "element"),
    "lies at": ("task", "element"),
    "compose functors": ("functor", "functor"),
    "restrict task": ("functor", "task"),
    "via": ("functor",),
    "elements at": ("task", "object"),
    "functors": ("category", "category"),
    "natural transformations": ("functor", "functor"),
}
"""The kinds of the arguments of each operation."""
