"""Terms of categories, tasks, maps, objects, arrows and elements in Coq, by their names or as the library makes them.

An arrow has its ends in its type there, and an element its object; a term without typed ends (a composite of arrows
that meet for every value, but not as terms) is not exported.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import NamedTuple

from catproof.bridge.coq_source import Source
from catproof.bridge.statement import NotExportable, Statement
from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor
from catproof.core.model import Model
from catproof.core.task import Element, Task
from catproof.core.transformation import Transformation
from catproof.decide.tables import KnownStructures, Place
from catproof.logic.signature import sort_of
from catproof.logic.terms import Apply, Call, Constant, Number, Term, Variable, within
from catproof.logic.text import text_of
from catproof.logic.truth import Known, Truth


class Typed(NamedTuple):
    """A term with the ends of an arrow, or the object of an element."""

    text: str
    ends: tuple[str, ...] = ()


Scope = Mapping[str, Typed]
"""What the variables in scope are called."""

CONSTRUCTIONS = {
    "yoneda": "yoneda", "sum": "task_sum", "product": "task_product", "terminal task": "task_terminal",
    "empty task": "task_empty", "restrict task": "pullback",
}  # fmt: skip
"""Constructions of tasks that the library has."""


class Terms(ABC):
    """Prints the terms of one statement; `source` gets what they speak of."""

    def __init__(self, source: Source, statement: Statement) -> None:
        self.source = source
        self.values = statement.values
        self.definitions = statement.definitions
        self.as_tables = False
        """Are constructions called by their tables, of which something was found?"""
        self._truth = Truth(Known(), KnownStructures(statement.values), statement.definitions)

    @abstractmethod
    def number(self, term: Term, known: Scope, related: list[str]) -> str:
        """A number; what says of which property it is the number goes to `related`."""

    def any(self, term: Term, known: Scope) -> str:
        """A term of any sort, as an argument."""
        kind = "number" if isinstance(term, Call) else sort_of(term).kind
        if kind == "number":
            related: list[str] = []
            text = self.number(term, known, related)
            if related:
                raise NotExportable("a number of things with a property is an argument of a definition")
            return f"({text})%Z"
        if kind in ("arrow", "element"):
            return self.typed(term, known).text
        printers = {
            "category": self.category, "functor": self.functor, "task": self.task, "model": self.model,
            "transformation": self.transformation, "object": self.object,
        }  # fmt: skip
        return printers[kind](term, known)

    def category(self, term: Term, known: Scope) -> str:
        """A category."""
        if isinstance(term, Variable) and term.name in known:
            return known[term.name].text
        value = self.value(term, known)
        assert isinstance(value, Category)
        return self.source.category(value)

    def task(self, term: Term, known: Scope) -> str:
        """A task: a construction where the library has it."""
        if isinstance(term, Variable) and term.name in known:
            return known[term.name].text
        if isinstance(term, Apply) and term.operator in CONSTRUCTIONS:
            arguments = [self.any(argument, known) for argument in term.arguments]
            text = f"({CONSTRUCTIONS[term.operator]} {' '.join(arguments)})"
            if term.operator == "yoneda":
                at = "" if arguments[0].isidentifier() else f"(C := {arguments[0]}) "
                text = f"(yoneda {at}{arguments[1]})"
            if not self.as_tables or self._varies(term, known):
                return text
            value = self.value(term, known)
            assert isinstance(value, Task)
            return self.source.tabled(text, value)
        value = self.value(term, known)
        assert isinstance(value, Task)
        return self.source.task(value)

    def functor(self, term: Term, known: Scope) -> str:
        """A functor."""
        if isinstance(term, Variable) and term.name in known:
            return known[term.name].text
        if isinstance(term, Apply) and term.operator == "identity functor":
            return f"(identity_functor {self.category(term.arguments[0], known)})"
        if isinstance(term, Apply) and term.operator == "compose functors":
            return f"(compose_functor {' '.join(self.functor(part, known) for part in term.arguments)})"
        value = self.value(term, known)
        assert isinstance(value, Functor)
        return self.source.functor(value)

    def model(self, term: Term, known: Scope) -> str:
        """A model."""
        if isinstance(term, Variable) and term.name in known:
            return known[term.name].text
        if isinstance(term, Apply) and term.operator == "yoneda model":
            return f"(yoneda_model {self.category(term.arguments[0], known)})"
        if isinstance(term, Apply) and term.operator == "via":
            return f"(via_model {self.functor(term.arguments[0], known)})"
        value = self.value(term, known)
        assert isinstance(value, Model)
        return self.source.model(value)

    def transformation(self, term: Term, known: Scope) -> str:
        """A transformation of tasks."""
        if isinstance(term, Variable) and term.name in known:
            return known[term.name].text
        value = self.value(term, known)
        assert isinstance(value, Transformation)
        return self.source.transformation(value)

    @staticmethod
    def _varies(term: Term, known: Scope) -> bool:
        return any(isinstance(part, Variable) and part.name in known for part in within(term))

    def value(self, term: Term, known: Scope) -> object:
        """What a closed term stands for."""
        if isinstance(term, Constant | Variable):
            return self.values[term]
        if self._varies(term, known):
            raise NotExportable(f"{text_of(term)}, which depends on a variable, has no Coq form")
        return self._truth.structure(term, {}).whole

    def object(self, term: Term, known: Scope) -> str:
        """An object."""
        if isinstance(term, Variable) and term.name in known:
            return known[term.name].text
        if isinstance(term, Apply):
            if term.operator == "value at":
                return f"({self.functor(term.arguments[0], known)} {self.object(term.arguments[1], known)})"
            ends = self.typed(term.arguments[1], known).ends
            return ends[1] if term.operator == "target" else ends[0]
        value = self.values[term]
        assert isinstance(value, Place) and isinstance(value.value, int)
        assert isinstance(value.home, Category)
        return self.source.object(value.home, value.value)

    def typed(self, term: Term, known: Scope) -> Typed:
        """An arrow or an element."""
        if isinstance(term, Variable) and term.name in known:
            return known[term.name]
        if isinstance(term, Constant | Variable):
            value = self.values[term]
            assert isinstance(value, Place)
            return self._place(value)
        assert isinstance(term, Apply)
        given = term.arguments
        if term.operator == "identity":
            at = self.object(given[1], known)
            return Typed(f"(id {at})", (at, at))
        if term.operator == "compose":
            after, before = (self.typed(part, known) for part in given[1:])
            return self._composed(after, before, given[0], known)
        if term.operator == "power":
            return self._power(term, known)
        if term.operator == "the arrow":
            return self._the_arrow(term, known)
        if term.operator == "value on":
            functor, arrow = self.functor(given[0], known), self.typed(given[1], known)
            return Typed(f"(fmap {functor} {arrow.text})", tuple(f"({functor} {end})" for end in arrow.ends))
        if term.operator == "restrict":
            element, arrow = (self.typed(part, known) for part in given[1:])
            if element.ends[0] != arrow.ends[1]:
                raise NotExportable("an element is restricted along an arrow that ends where it lies, but not as terms")
            return Typed(f"(restrict {self.task(given[0], known)} {arrow.text} {element.text})", arrow.ends[:1])
        assert term.operator == "map", f"no arrow or element: {term.operator}"
        element = self.typed(given[1], known)
        return Typed(f"({self.transformation(given[0], known)} {element.ends[0]} {element.text})", element.ends)

    def _composed(self, after: Typed, before: Typed, category: Term, known: Scope) -> Typed:
        if after.ends[0] != before.ends[1]:
            raise NotExportable("arrows are composed whose ends are equal for every value, but not as terms")
        return Typed(f"({after.text} ∘ {before.text})", (before.ends[0], after.ends[1]))

    def _power(self, term: Apply, known: Scope) -> Typed:
        category, base, exponent = term.arguments
        assert isinstance(exponent, Number)
        arrow = self.typed(base, known)
        if exponent.value < 0:
            raise NotExportable("the power of an arrow to a negative number has no Coq form")
        if exponent.value == 0:
            return Typed(f"(id {arrow.ends[0]})", (arrow.ends[0], arrow.ends[0]))
        made = arrow
        for _ in range(exponent.value - 1):
            made = self._composed(made, arrow, category, known)
        return made

    def _the_arrow(self, term: Apply, known: Scope) -> Typed:
        """The only arrow between two given objects."""
        home, ends = self.values.get(term.arguments[0]), [self.values.get(end) for end in term.arguments[1:]]
        if not isinstance(home, Category) or not all(isinstance(end, Place) for end in ends):
            raise NotExportable("the only arrow between two objects that vary has no Coq form")
        source, target = (end.value for end in ends if isinstance(end, Place))
        assert isinstance(source, int) and isinstance(target, int)
        (only,) = home.arrows(source, target)
        return self._place(Place(home, only))

    def _place(self, value: Place) -> Typed:
        home, at = value
        if isinstance(at, Arrow):
            assert isinstance(home, Category)
            ends = home.source(at), at.target
            return Typed(self.source.arrow(home, at), tuple(self.source.object(home, end) for end in ends))
        assert isinstance(at, Element) and isinstance(home, Task)
        return Typed(self.source.element(home, at), (self.source.object(home.category, at.object),))
