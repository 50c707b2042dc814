"""Core terms, evaluated on the tables of a certificate, naively.

The terms are documented in README.md. An object is its number, an arrow a pair, an element its number over all objects;
structures are those of the tables. There is no cleverness here: a quantifier tries every value. What a shipped
definition says is found by its rule where that needs no evidence.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from operator import itemgetter
from typing import Any

from catproof.kernel import graded, shipped
from catproof.kernel.building import ALL as OPERATIONS
from catproof.kernel.building import TAKEN as TAKES
from catproof.kernel.building import lives_by
from catproof.kernel.constructions import TooLarge
from catproof.kernel.deciding import DECIDERS
from catproof.kernel.domains import Domain
from catproof.kernel.functor_tables import Functor
from catproof.kernel.kinds import lowest
from catproof.kernel.models import Model
from catproof.kernel.natural import Natural
from catproof.kernel.natural_maps import count
from catproof.kernel.properties import prove_isomorphic_tasks
from catproof.kernel.quantales import is_number
from catproof.kernel.rejection import Rejected, index, need, need_arrows
from catproof.kernel.tables import Category, Task

Known = dict[str, Any]
"""What the variables stand for."""

Meaning = Callable[[Known], Any]
"""What a term stands for, by what the variables do."""

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "equal objects": operator.eq, "equal arrows": operator.eq, "equal elements": operator.eq,
}  # fmt: skip
CONNECTIVES: dict[str, Callable[[Meaning, Meaning], Meaning]] = {
    "and": lambda left, right: lambda known: left(known) and right(known),
    "or": lambda left, right: lambda known: left(known) or right(known),
    "implies": lambda left, right: lambda known: not left(known) or right(known),
    "iff": lambda left, right: lambda known: left(known) is right(known),
}
KINDS: dict[str, type] = {
    "category": Category, "functor": Functor, "task": Task, "model": Model, "transformation": tuple,
    "natural transformation": Natural, **graded.STRUCTURES,
}  # fmt: skip


PLAIN = (int, str, bool, Fraction)

MOST_KEPT = 100_000
"""So many answers of a definition are kept at a time."""


def _key(value: Any) -> Any:
    """What tells values apart: numbers, arrows and elements by themselves, structures as objects of Python."""
    kind = type(value)
    return value if kind in PLAIN or (kind is tuple and len(value) == 2) else id(value)


def _quantified(term: Any) -> bool:
    """Is there a quantifier in the term?"""
    return isinstance(term, list) and (term[:1] == ["binding"] or any(map(_quantified, term)))


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
            self.digests.append(given.digest(definition, self.digests))
        self.shipped = [shipped.DIGESTS.get(digest) for digest in self.digests]
        """Of each definition the word and the kinds, where it is one that catproof ships."""
        self.rules = [None if key is None else shipped.SAID.get(key) for key in self.shipped]
        self._made: dict[Any, tuple[Any, Any]] = {}
        self._compiled: dict[tuple[int, int], tuple[Any, Meaning]] = {}
        self._openings: dict[tuple[int, int], tuple[Any, int, Callable[[Known], Known]]] = {}
        self._domains: dict[tuple[int, int], tuple[Any, list[Meaning]]] = {}
        self._lives: dict[int, Callable[[Known], None]] = {}
        self._kept: dict[int, dict[tuple[Any, ...], tuple[Any, Known]]] = {}
        """What definitions say of arguments, as far as it was asked."""

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
        if kind == "natural transformation":
            return given.natural(of)
        if kind == "object":
            return index(
                entry["value"], given.categories[index(of, len(given.categories), "category")].objects, "object"
            )
        if kind == "arrow":
            return given.category(of).arrow(entry["value"])
        if kind in graded.STRUCTURES:
            value = given.graded[index(of, len(given.graded), "graded entry")]
            need(isinstance(value, graded.STRUCTURES[kind]), f"a {kind} is expected")
            return value
        if kind == "graded object":
            home = given.graded[index(of, len(given.graded), "graded entry")]
            need(isinstance(home, graded.Graded), "a graded category is expected")
            return index(entry["value"], home.objects, "object")
        if kind == "proposition":  # whoever asks for its truth value is refused
            need(of is None, "a proposition that was not read has no value")
            return None
        need(kind == "element", "an unknown kind of value")
        return given.task(of).element(entry["value"])

    # ---- terms as functions -----------------------------------------------------------------------------------

    def holds(self, term: Any, known: Known, limit: int) -> bool:
        """Is the proposition true? It may call the first `limit` definitions."""
        found = self.compiled(term, limit)(known)
        need(type(found) is bool, "no proposition")
        return bool(found)

    def value(self, term: Any, known: Known, limit: int) -> Any:
        """What a term that is no proposition stands for."""
        return self.compiled(term, limit)(known)

    def compiled(self, term: Any, limit: int) -> Meaning:
        """The term as a function of what the variables stand for: put together once, as sweeps ask for it often."""
        key = id(term), limit
        if key not in self._compiled:
            self._compiled[key] = term, self._compile(term, limit)  # the term is kept, and so is its number
        return self._compiled[key][1]

    def _compile(self, term: Any, limit: int) -> Meaning:
        form = term[0]
        if form == "variable":
            return itemgetter(term[1])
        if form == "call":
            return self._called(term, limit)
        if form == "binding":
            return self._quantifier(term, limit)
        if form == "apply":
            return self._operation(term[1], term[2:], limit)
        if form == "constant":
            value = self.constants[index(term[1], len(self.constants), "constant")]
            return _refused("no proposition") if value is None else lambda known: value
        need(form in ("label", "number"), "an unknown form of term")
        given = Fraction(*term[1][1:]) if form == "number" and lowest(term[1]) else term[1]
        need(form == "label" or type(given) in (int, Fraction), "a number is no number")
        return lambda known: given

    def _operation(self, name: str, given: Any, limit: int) -> Meaning:
        if name == "not":
            of = self.compiled(given[0], limit)
            return lambda known: not of(known)
        if name in CONNECTIVES:
            left, right = (self.compiled(each, limit) for each in given)
            return CONNECTIVES[name](left, right)
        if name in COMPARE:
            compare, sides, taken = COMPARE[name], [self.compiled(each, limit) for each in given], self._taken
            return lambda known: compare(*taken(name, [side(known) for side in sides])[-2:])
        if name == "count":
            return lambda known: self._number(self.range(given[0], known, limit))
        if name not in OPERATIONS:
            return _refused(f"an unknown operation: {name}")
        arguments = [self.compiled(each, limit) for each in given]
        last: tuple[list[Any], Any] = [], None

        def made(known: Known) -> Any:
            """Within a quantifier the arguments are mostly those of the last time."""
            nonlocal last
            values = [argument(known) for argument in arguments]
            if not values or len(values) != len(last[0]) or any(map(operator.is_not, values, last[0])):
                last = values, self._make(name, self._taken(name, values))
            return last[1]

        return made

    def _called(self, term: Any, limit: int) -> Meaning:
        number, arguments = self._opening(term, limit)
        said = self.rules[number]
        if said is not None and (decide := DECIDERS.get(said.rule)) is not None:
            claim, fitting = said.claim, self._fitting(number)
            return lambda known: decide(claim(*fitting(arguments(known))))
        if self._from_outside(number, limit):
            given, lives = arguments, self._living(number)

            def arguments(known: Known) -> Known:
                inner = given(known)
                lives(inner)
                return inner

        body = self.compiled(self.definitions[number]["body"], number)
        if not _quantified(self.definitions[number]["body"]):
            return lambda known: body(arguments(known))
        kept = self._kept.setdefault(number, {})

        def called(known: Known) -> Any:
            """Within quantifiers the same is often asked again."""
            inner = arguments(known)
            key = tuple(map(_key, inner.values()))
            found = kept.get(key)
            if found is None:
                if len(kept) >= MOST_KEPT:
                    kept.clear()
                found = kept[key] = body(inner), inner  # the arguments are kept, and so are their ids
            return found[0]

        return called

    def _opening(self, term: Any, limit: int) -> tuple[int, Callable[[Known], Known]]:
        """The number of the definition that is called, and what its parameters stand for: put together once."""
        key = id(term), limit
        if key not in self._openings:
            self._openings[key] = term, *self._open(term, limit)  # the term is kept, and so is its id
        return self._openings[key][1:]

    def _open(self, term: Any, limit: int) -> tuple[int, Callable[[Known], Known]]:
        number = index(term[1], min(limit, len(self.definitions)), "definition")
        parameters, arguments = self.definitions[number]["parameters"], term[2:]
        need(len(parameters) == len(arguments), "a definition is called with another number of arguments")
        need(len(set(parameters)) == len(parameters), "two parameters of a definition have one name")
        meanings = list(zip(parameters, [self.compiled(argument, limit) for argument in arguments], strict=True))
        return number, lambda known: {name: meaning(known) for name, meaning in meanings}

    def said(self, term: Any, limit: int) -> shipped.Said | None:
        """The rule for what a shipped definition says; none for other definitions."""
        return self.rules[index(term[1], min(limit, len(self.definitions)), "definition")]

    def fitting(self, term: Any, known: Known, limit: int) -> list[Any]:
        """The arguments of a call of a shipped definition, which must live where the others say."""
        number, arguments = self._opening(term, limit)
        return self._fitting(number)(arguments(known))

    def _from_outside(self, number: int, limit: int) -> bool:
        """Is a shipped definition called from another place than one, where the arguments fit each other?"""
        inside = limit < len(self.definitions) and self.shipped[limit] is not None
        return self.shipped[number] is not None and not inside

    def _fitting(self, number: int) -> Callable[[Known], list[Any]]:
        said, lives = self.rules[number], self._living(number)
        listed = said is not None and said.rule is not prove_isomorphic_tasks

        def checked(inner: Known) -> list[Any]:
            lives(inner)
            for value in inner.values():
                if listed and isinstance(value, Category):
                    with_arrows(value)
            return list(inner.values())

        return checked

    def _living(self, number: int) -> Callable[[Known], None]:
        """Rejects arguments of a shipped definition that live elsewhere than others say."""
        if number not in self._lives:
            key = self.shipped[number]
            tests = [] if key is None else shipped.fitting(key, self.definitions[number]["parameters"])

            def lives(inner: Known) -> None:
                for name, fits in tests:
                    if not fits(inner[name], inner):
                        raise Rejected("an argument of a definition lives elsewhere than another says")

            self._lives[number] = lives
        return self._lives[number]

    def opened(self, term: Any, known: Known, limit: int) -> tuple[Any, Known, int]:
        """What a definition says of the arguments of a call; it may call those before it."""
        number, arguments = self._opening(term, limit)
        inner = arguments(known)
        if self._from_outside(number, limit):
            self._living(number)(inner)
        return self.definitions[number]["body"], inner, number

    # ---- quantifiers, domains ---------------------------------------------------------------------------------

    def _quantifier(self, term: Any, limit: int) -> Meaning:
        _, binder, names, domain, condition, body = term
        need(len(set(names)) == len(names) > 0, "two variables of a quantifier have one name")
        fulfils = None if condition is None else self.compiled(condition, limit)

        def cases(known: Known) -> Iterator[Known]:
            """The values of the variables that fulfil the condition."""
            for values in product(self.range(domain, known, limit).values(), repeat=len(names)):
                inner = {**known, **dict(zip(names, values, strict=True))}
                if fulfils is None or fulfils(inner):
                    yield inner

        if binder == "count":
            return lambda known: sum(1 for _ in cases(known))
        says = self.compiled(body, limit)
        if binder == "forall":
            return lambda known: all(map(says, cases(known)))
        if binder == "exists":
            return lambda known: any(map(says, cases(known)))
        need(binder == "exists unique", "an unknown quantifier")
        return lambda known: sum(map(says, cases(known))) == 1

    def range(self, term: Any, known: Known, limit: int) -> Domain:
        """A domain."""
        key = id(term), limit
        if key not in self._domains:
            need(term[0] == "apply", "no domain")
            self._domains[key] = term, [self.compiled(each, limit) for each in term[2:]]  # the term is kept, and its id
        name = term[1]
        return Domain(name, self._taken(name, [each(known) for each in self._domains[key][1]]), self.note)

    @staticmethod
    def _number(domain: Domain) -> int:
        return count(*domain.given) if domain.word == "transformations" else len(domain.values())

    # ---- operations -------------------------------------------------------------------------------------------

    def arguments(self, name: str, terms: Any, known: Known, limit: int) -> list[Any]:
        """The arguments of an operation, which must be of the kinds that it takes."""
        return self._taken(name, [self.value(term, known, limit) for term in terms])

    @staticmethod
    def _taken(name: str, values: list[Any]) -> list[Any]:
        kinds = _kinds(name, len(values))
        for (kind, form, home), value in zip(kinds, values, strict=True):
            if form is not None:
                fits = isinstance(value, form)
            elif kind == "object" and type(values[home]) is Category:  # what is asked most, without calls
                fits = type(value) is int and 0 <= value < values[home].objects
            else:
                fits = kind == "number" and type(value) is int
            if not fits:
                _fit(kind, value, values[home])
        return values

    def _make(self, name: str, arguments: list[Any]) -> Any:
        key = (name, *map(_key, arguments))
        if key not in self._made:
            try:
                made = OPERATIONS[name](*arguments)
            except TooLarge:
                raise Rejected(f"what `{name}` makes is too large to be made again") from None
            whole = isinstance(made, Category | Functor | Task | Model | Natural)
            if not whole and not (type(made) is tuple and len(made) == 3):
                return made
            self._made[key] = made, arguments  # the arguments are kept, and so are their ids
        return self._made[key][0]


def _refused(why: str) -> Meaning:
    """A term without a value, which is a rejection where it is reached."""

    def refuse(known: Known) -> Any:
        raise Rejected(why)

    return refuse


def with_arrows(category: Category) -> None:
    """Reject a category whose arrows are not listed: of these nothing can be said."""
    need_arrows(category.homs or not category.objects)


@functools.cache
def _kinds(name: str, number: int) -> tuple[tuple[str, type | None, int], ...]:
    """The kinds of so many arguments of an operation, with the classes of those that are structures, and the number of
    the argument that says where each lives."""
    need(name in TAKES, f"an unknown operation: {name}")
    kinds = TAKES[name]
    if kinds and kinds[-1].endswith("*"):
        first = kinds[:-1]
        kinds = first + (kinds[-1][:-1],) * (number - len(first))
    need(number == len(kinds), "an operation has another number of arguments")
    return tuple((kind, KINDS.get(kind), lives_by(name, place)) for place, kind in enumerate(kinds))


def _fit(kind: str, value: Any, first: Any) -> None:
    """Reject a value that is not of the kind; objects, arrows and elements are of what `first` is about, the argument
    that says where they live."""
    if kind in KINDS:
        need(isinstance(value, KINDS[kind]), f"a {kind} is expected")
    elif kind in ("label", "item") or isinstance(first, str) or (type(first) is tuple and type(first[0]) is str):
        return  # items of a block: where their objects and arrows live, who makes the block sees
    elif kind == "number":
        need(is_number(value), "a number is expected")
    elif kind == "graded object":
        index(value, graded.home(first).objects, "object")
    elif kind == "element":
        task = first[0] if isinstance(first, tuple) else first
        need(isinstance(task, Task), "an element is expected to live in a task")
        index(value, len(task.at), "element")
    else:
        category = first.source if isinstance(first, Functor) else first
        category = first.source.source if isinstance(first, Natural) else category
        category = category if isinstance(category, Category) else category.category
        if kind == "object":
            index(value, category.objects, "object")
        else:
            need(type(value) is tuple and len(value) == 2, "an arrow is expected")
            category.arrow(value)
