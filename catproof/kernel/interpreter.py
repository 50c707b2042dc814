"""Core terms, evaluated on the tables of a certificate, naively.

The terms are documented in README.md. An object is its number, an arrow a pair, an element its number over all objects;
structures are those of the tables. There is no cleverness here: a quantifier tries every value. What a shipped
definition says is found by its rule where that needs no evidence.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from catproof.kernel import shipped
from catproof.kernel.building import ALL as OPERATIONS
from catproof.kernel.building import TAKEN as TAKES
from catproof.kernel.constructions import TooLarge
from catproof.kernel.deciding import DECIDERS
from catproof.kernel.domains import Domain
from catproof.kernel.kinds import lowest
from catproof.kernel.models import Model
from catproof.kernel.natural_maps import count
from catproof.kernel.properties import prove_isomorphic_tasks
from catproof.kernel.rejection import Rejected, index, need, need_arrows
from catproof.kernel.tables import Category, Functor, Task

Known = dict[str, Any]
"""What the variables stand for."""

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "equal objects": operator.eq, "equal arrows": operator.eq, "equal elements": operator.eq,
}  # fmt: skip
KINDS: dict[str, type] = {
    "category": Category, "functor": Functor, "task": Task, "model": Model, "transformation": tuple,
}  # fmt: skip


class Interpreter:
    """Evaluates the terms of one claim. `note` takes what is left to trust."""

    def __init__(self, given: Any, constants: Any, definitions: Any) -> None:
        self.given = given
        self.note: Callable[[str], None] = given.note
        self.passed = shipped.Passed()
        self.constants = [self._value(entry) for entry in constants]
        self.definitions = definitions
        self.digests: list[str] = []
        for definition in definitions:
            self.digests.append(shipped.digest(definition, self.digests))
        self.shipped = [shipped.DIGESTS.get(digest) for digest in self.digests]
        """Of each definition the word and the kinds, where it is one that catproof ships."""
        self.rules = [None if key is None else shipped.SAID.get(key) for key in self.shipped]
        self._made: dict[Any, tuple[Any, Any]] = {}

    def _value(self, entry: Any) -> Any:
        """What a constant stands for."""
        given, kind, of = self.given, entry["is"], entry["of"]
        if kind == "category":
            return given.categories[index(of, len(given.categories), "category")]
        if kind == "functor":
            return given.functor(of)
        if kind == "task":
            return given.task(of)
        if kind == "model":
            return given.model(of)
        if kind == "transformation":
            return given.transformation(of)
        if kind == "object":
            return index(
                entry["value"], given.categories[index(of, len(given.categories), "category")].objects, "object"
            )
        if kind == "arrow":
            return given.category(of).arrow(entry["value"])
        if kind == "proposition":  # whoever asks for its truth value is refused
            need(of is None, "a proposition that was not read has no value")
            return None
        need(kind == "element", "an unknown kind of value")
        return given.task(of).element(entry["value"])

    # ---- propositions ---------------------------------------------------------------------------------------

    def holds(self, term: Any, known: Known, limit: int) -> bool:
        """Is the proposition true? It may call the first `limit` definitions."""
        form = term[0]
        if form == "call":
            said, values = self.said(term, known, limit)
            if said is not None and (decide := DECIDERS.get(said.rule)) is not None:
                return decide(said.claim(*values))
            return self.holds(*self.opened(term, known, limit))
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
        left, right = self.arguments(name, given, known, limit)[-2:]
        return COMPARE[name](left, right)

    def said(self, term: Any, known: Known, limit: int) -> tuple[shipped.Said | None, list[Any]]:
        """The rule for what a shipped definition says, with its arguments; none for other definitions."""
        number = index(term[1], min(limit, len(self.definitions)), "definition")
        said = self.rules[number]
        if said is None:
            return None, []
        values = [self.value(argument, known, limit) for argument in term[2:]]
        parameters = self.definitions[number]["parameters"]
        need(len(parameters) == len(values), "a definition is called with another number of arguments")
        if said.rule is not prove_isomorphic_tasks:
            for each in values:
                if isinstance(each, Category):
                    with_arrows(each)
        shipped.fit(dict(zip(parameters, values, strict=True)))
        return said, values

    def opened(self, term: Any, known: Known, limit: int) -> tuple[Any, Known, int]:
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
        return self.range(term, known, limit).values()

    def range(self, term: Any, known: Known, limit: int) -> Domain:
        """A domain."""
        need(term[0] == "apply", "no domain")
        return Domain(term[1], self.arguments(term[1], term[2:], known, limit), self.note)

    def arguments(self, name: str, terms: Any, known: Known, limit: int) -> list[Any]:
        """The arguments of an operation, which must be of the kinds that it takes."""
        need(name in TAKES, f"an unknown operation: {name}")
        kinds = TAKES[name]
        if kinds and kinds[-1].endswith("*"):
            first = kinds[:-1]
            kinds = first + (kinds[-1][:-1],) * (len(terms) - len(first))
        need(len(terms) == len(kinds), "an operation has another number of arguments")
        values: list[Any] = []
        for kind, term in zip(kinds, terms, strict=True):
            values.append(self.value(term, known, limit))
            _fit(kind, values[-1], values[0])
            if kind == "category" and name != "objects":
                with_arrows(values[-1])
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
            if lowest(term[1]):
                return Fraction(*term[1][1:])
            need(type(term[1]) is int, "a number is no number")
            return term[1]
        if form == "call":
            return self.value(*self.opened(term, known, limit))
        if form == "binding":
            need(term[1] == "count", "a quantifier is no number")
            return sum(1 for _ in self._cases(term, known, limit))
        if form == "label":
            return term[1]
        need(form == "apply", "an unknown form of term")
        name = term[1]
        if name == "count":
            domain = self.range(term[2], known, limit)
            return count(*domain.given) if domain.word == "transformations" else len(domain.values())
        need(name in OPERATIONS, f"an unknown operation: {name}")
        arguments = self.arguments(name, term[2:], known, limit)
        key = (
            name,
            *(a if isinstance(a, int | str) or (type(a) is tuple and len(a) == 2) else id(a) for a in arguments),
        )
        if key not in self._made:
            try:
                made = OPERATIONS[name](*arguments)
            except TooLarge:
                raise Rejected(f"what `{name}` makes is too large to be made again") from None
            if not isinstance(made, Category | Functor | Task | Model):
                return made
            self._made[key] = made, arguments  # the arguments are kept, and so are their ids
        return self._made[key][0]


def with_arrows(category: Category) -> None:
    """Reject a category whose arrows are not listed: of these nothing can be said."""
    need_arrows(category.homs or not category.objects)


def _fit(kind: str, value: Any, first: Any) -> None:
    """Reject a value that is not of the kind; objects, arrows and elements are of what the first argument is about."""
    if kind in KINDS:
        need(isinstance(value, KINDS[kind]), f"a {kind} is expected")
    elif kind in ("label", "item") or isinstance(first, str) or (type(first) is tuple and type(first[0]) is str):
        return  # items of a block: where their objects and arrows live, who makes the block sees
    elif kind == "number":
        need(type(value) in (int, Fraction), "a number is expected")
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
