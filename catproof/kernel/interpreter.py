"""Claims that are terms of the logic: the term is evaluated, naively, on the tables of the certificate.

The terms are documented in README.md. An object is its number, an arrow a pair, an element its number over all objects;
structures are those of the tables. There is no cleverness here: a quantifier tries every value.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from catproof.kernel.isomorphism import natural_maps
from catproof.kernel.models import Model
from catproof.kernel.search import Functors
from catproof.kernel.tables import Category, Functor, Rejected, Task, index, need, yoneda

Known = dict[str, Any]
"""What the variables stand for."""

COMPARE: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "equal objects": operator.eq, "equal arrows": operator.eq, "equal elements": operator.eq,
}  # fmt: skip
KINDS: dict[str, type] = {
    "category": Category, "functor": Functor, "task": Task, "model": Model, "transformation": tuple,
}  # fmt: skip
HIGHEST_POWER = 10_000


class Interpreter:
    """Evaluates the terms of one claim."""

    def __init__(self, given: Any, claim: Any) -> None:
        self.given = given
        self.constants = [self._value(entry) for entry in claim["constants"]]
        self.definitions = claim["definitions"]

    def _value(self, entry: Any) -> Any:
        """What a constant or a free variable stands for."""
        given, kind, of = self.given, entry["is"], entry["of"]
        if kind == "category":
            return given.category(of)
        if kind == "functor":
            return given.functor(of)
        if kind == "task":
            return given.task(of)
        if kind == "model":
            return given.model(of)
        if kind == "transformation":
            return given.transformation(of)
        if kind == "object":
            return index(entry["value"], given.category(of).objects, "object")
        if kind == "arrow":
            return given.category(of).arrow(entry["value"])
        need(kind == "element", "an unknown kind of value")
        return given.task(of).element(entry["value"])

    def variables(self, entries: Any) -> Known:
        """What the free variables stand for."""
        return {name: self._value(entry) for name, entry in entries.items()}

    # ---- propositions ---------------------------------------------------------------------------------------

    def holds(self, term: Any, known: Known, limit: int) -> bool:
        """Is the proposition true? It may call the first `limit` definitions."""
        form = term[0]
        if form == "call":
            return self.holds(*self._opened(term, known, limit))
        if form == "binding":
            return self._bound(term, known, limit)
        need(form == "apply", "no proposition")
        name, given = term[1], term[2:]
        if name == "not":
            return not self.holds(given[0], known, limit)
        if name == "and":
            return self.holds(given[0], known, limit) and self.holds(given[1], known, limit)
        if name == "or":
            return self.holds(given[0], known, limit) or self.holds(given[1], known, limit)
        if name == "implies":
            return not self.holds(given[0], known, limit) or self.holds(given[1], known, limit)
        if name == "iff":
            return self.holds(given[0], known, limit) is self.holds(given[1], known, limit)
        need(name in COMPARE, "an unknown relation")
        left, right = self._arguments(name, given, known, limit)[-2:]
        return COMPARE[name](left, right)

    def _opened(self, term: Any, known: Known, limit: int) -> tuple[Any, Known, int]:
        """What a definition says of the arguments of a call; it may call those before it."""
        number = index(term[1], min(limit, len(self.definitions)), "definition")
        definition = self.definitions[number]
        parameters, arguments = definition["parameters"], term[2:]
        need(len(parameters) == len(arguments), "a definition is called with another number of arguments")
        need(len(set(parameters)) == len(parameters), "two parameters of a definition have one name")
        values = [self.value(argument, known, limit) for argument in arguments]
        return definition["body"], dict(zip(parameters, values, strict=True)), number

    def _bound(self, term: Any, known: Known, limit: int) -> bool:
        _, binder, _, _, _, body = term
        cases = self._cases(term, known, limit)
        if binder == "forall":
            return all(self.holds(body, inner, limit) for inner in cases)
        if binder == "exists":
            return any(self.holds(body, inner, limit) for inner in cases)
        need(binder == "exists unique", "an unknown quantifier")
        return sum(self.holds(body, inner, limit) for inner in cases) == 1

    def _cases(self, term: Any, known: Known, limit: int) -> Iterator[Known]:
        """The values of the variables that fulfil the condition."""
        _, _, names, domain, condition, _ = term
        need(len(set(names)) == len(names) > 0, "two variables of a quantifier have one name")
        values = self.domain(domain, known, limit)

        def over(number: int, inner: Known) -> Iterator[Known]:
            if number < len(names):
                for value in values:
                    yield from over(number + 1, {**inner, names[number]: value})
            elif condition is None or self.holds(condition, inner, limit):
                yield inner

        return over(0, known)

    def domain(self, term: Any, known: Known, limit: int) -> list[Any]:
        """The values of a domain."""
        need(term[0] == "apply", "no domain")
        name = term[1]
        need(name in DOMAINS, "an unknown domain")
        return list(DOMAINS[name](*self._arguments(name, term[2:], known, limit)))

    def _arguments(self, name: str, terms: Any, known: Known, limit: int) -> list[Any]:
        """The arguments of an operation, which must be of the kinds that it takes."""
        kinds = TAKES[name]
        need(len(terms) == len(kinds), "an operation has another number of arguments")
        values: list[Any] = []
        for kind, term in zip(kinds, terms, strict=True):
            values.append(self.value(term, known, limit))
            _fit(kind, values[-1], values[0])
        return values

    # ---- everything else ------------------------------------------------------------------------------------

    def value(self, term: Any, known: Known, limit: int) -> Any:
        """What a term that is no proposition stands for."""
        form = term[0]
        if form == "variable":
            return known[term[1]]
        if form == "constant":
            return self.constants[index(term[1], len(self.constants), "constant")]
        if form == "number":
            need(type(term[1]) is int, "a number is no number")
            return term[1]
        if form == "call":
            return self.value(*self._opened(term, known, limit))
        if form == "binding":
            need(term[1] == "count", "a quantifier is no number")
            return sum(1 for _ in self._cases(term, known, limit))
        need(form == "apply", "an unknown form of term")
        name = term[1]
        if name == "count":
            return len(self.domain(term[2], known, limit))
        need(name in OPERATIONS, "an unknown operation")
        return OPERATIONS[name](*self._arguments(name, term[2:], known, limit))


def _fit(kind: str, value: Any, first: Any) -> None:
    """Reject a value that is not of the kind; objects, arrows and elements are of what the first argument is about."""
    if kind in KINDS:
        need(isinstance(value, KINDS[kind]), f"a {kind} is expected")
    elif kind == "number":
        need(type(value) is int, "a number is expected")
    elif kind == "element":
        task = first[0] if isinstance(first, tuple) else first
        need(isinstance(task, Task), "an element is expected to live in a task")
        index(value, len(task.at), "element")
    else:
        category = first.source if isinstance(first, Functor) else first
        category = category if isinstance(category, Category) else category.category
        if kind == "object":
            index(value, category.objects, "object")
        else:
            need(type(value) is tuple and len(value) == 2, "an arrow is expected")
            category.arrow(value)


# ---- operations, each by its definition --------------------------------------------------------------------


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
    values = [[b, category.follow(b, 0, [g])] for g, (_, b) in enumerate(category.ends)]
    return Functor.of(category, category, list(range(category.objects)), values)


def _composed(after: Functor, before: Functor) -> Functor:
    need(before.target is after.source, "functors that do not meet are composed")
    values = [list(after.on_arrow(before.on_generator(g))) for g in range(len(before.source.ends))]
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


OPERATIONS: dict[str, Callable[..., Any]] = {
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
    "plus": operator.add,
    "minus": operator.sub,
    "times": operator.mul,
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
}
"""The kinds of the arguments of each operation."""


def prove_formula(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    """The value of a term."""
    try:
        interpreter = Interpreter(given, claim)
        known = interpreter.variables(claim["variables"])
        return interpreter.holds(claim["formula"], known, len(interpreter.definitions))
    except RecursionError:
        raise Rejected("a term is nested too deep") from None


RULES = {"formula": prove_formula}
