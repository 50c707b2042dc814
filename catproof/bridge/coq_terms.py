"""Terms of categories, tasks, maps, objects, arrows and elements in Coq, by their names or as the library makes them.

An arrow has its ends in its type there, and an element its object; a term without typed ends (a composite of arrows
that meet for every value, but not as terms) is not exported.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from itertools import product
from typing import Any, NamedTuple

from catproof.bridge.coq_source import Source
from catproof.bridge.statement import NotExportable, Statement, refuse
from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor
from catproof.core.model import Model
from catproof.core.task import Element, Task
from catproof.core.transformation import Transformation
from catproof.logic.known import MOVED
from catproof.logic.signature import opposite, place, sort_of
from catproof.logic.terms import Apply, Call, Constant, Number, Term, Variable, free, within
from catproof.logic.text import text_of
from catproof.structures.tables import Place


class Typed(NamedTuple):
    """A term with the ends of an arrow, or the object of an element."""

    text: str
    ends: tuple[str, ...] = ()
    check: str = ""
    """What says that its table passes its check, if it stands for structures that are given by tables."""


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
        self.whole = statement.term
        self.values = statement.values
        self.definitions = statement.definitions
        self.as_tables = False
        """Are constructions called by their tables, of which something was found?"""
        self._families: dict[Term, str] = {}
        moved = [part for part in within(statement.term) if isinstance(part, Apply) and part.operator in MOVED]
        self._turned = any(map(free, moved))
        """Are opposites said to be opposites? Then what lives in one is what lives in the other."""

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
        if kind == "natural transformation":
            raise NotExportable("a transformation between functors has no Coq form")
        if kind in ("arrow", "element"):
            return self.typed(term, known).text
        if isinstance(term, Variable) and term.name in known:
            return known[term.name].text
        printers = {
            "category": self._category, "functor": self._functor, "task": self._task, "model": self._model,
            "transformation": self._transformation, "object": self._object,
        }  # fmt: skip
        return printers[kind](term, known)

    def _category(self, term: Term, known: Scope) -> str:
        """A category."""
        if isinstance(term, Apply) and term.operator == "opposite" and (self._turned or self.varies(term, known)):
            return f"(opposite {self.any(term.arguments[0], known)})"
        value = self.value(term, known)
        assert isinstance(value, Category)
        return self.source.category(value)

    def _task(self, term: Term, known: Scope) -> str:
        """A task: a construction where the library has it."""
        if isinstance(term, Apply) and term.operator in CONSTRUCTIONS:
            as_tables, self.as_tables = self.as_tables, False
            arguments = [self.any(argument, known) for argument in term.arguments]
            self.as_tables = as_tables
            text = f"({CONSTRUCTIONS[term.operator]} {' '.join(arguments)})"
            if term.operator == "yoneda":
                at = "" if arguments[0].isidentifier() else f"(C := {arguments[0]}) "
                text = f"(yoneda {at}{arguments[1]})"
            if not self.as_tables or self.varies(term, known):
                return text
            value = self.value(term, known)
            assert isinstance(value, Task)
            return self.source.tabled(text, value)
        if self.varies(term, known):
            return self._family(term, known)
        value = self.value(term, known)
        assert isinstance(value, Task)
        return self.source.task(value, text_of(term) if isinstance(term, Apply) else "")

    def _family(self, term: Term, known: Scope) -> str:
        """A task that the library does not make, for each value of the objects and elements that it depends on."""
        free_in = {part.name: part for part in within(term) if isinstance(part, Variable) and part.name in known}
        variables = [free_in[name] for name in known if name in free_in]
        ranges = [self._numbered(variable, known) for variable in variables]
        if not all(there for there, _ in ranges):
            self.value(term, known)
        if term not in self._families:
            values, tasks = self.values, []
            for chosen in product(*(there for there, _ in ranges)):
                given = values.known
                for variable, value in zip(variables, chosen, strict=True):
                    given = given.binding(variable.name, value)
                tasks.append(values.reading.values(term, given, frozenset())[term])
            if any(task.category is not tasks[0].category for task in tasks):
                self.value(term, known)
            self._families[term] = self.source.family(text_of(term), tasks)
        index = ""
        for variable, (there, start) in zip(variables, ranges, strict=True):
            number = f"number {known[variable.name].text}" + (f" - {start}" if start else "")
            index = f"({index} * {len(there)} + ({number}))%N" if index else f"({number})"
        return f"({self._families[term]} {index})"

    def _numbered(self, variable: Variable, known: Scope) -> tuple[list[Any], int]:
        """The values of a variable for an object, or an element at an object, and the number of the first; none of
        another variable."""
        kind, home = variable.sort.kind, place(variable)
        if kind not in ("object", "element") or any(self.varies(part, known) for part in variable.sort.of):
            return [], 0
        structure = self.values[home]
        if isinstance(structure, Category):
            return list(range(len(structure.objects))), 0
        assert isinstance(structure, Task)
        if len(variable.sort.of) < 2:
            return [], 0
        at = self.values[variable.sort.of[1]]
        assert isinstance(at, Place) and isinstance(at.value, int)
        return [Element(at.value, j) for j in range(len(structure.elements[at.value]))], structure.start[at.value]

    def _functor(self, term: Term, known: Scope) -> str:
        """A functor."""
        if isinstance(term, Apply) and not self.varies(term, known):
            return self.source.functor(self._functor_of(term, known), text_of(term))
        if isinstance(term, Apply) and term.operator == "identity functor":
            return f"(identity_functor {self.any(term.arguments[0], known)})"
        if isinstance(term, Apply) and term.operator == "compose functors":
            return f"(compose_functor {' '.join(self.any(part, known) for part in term.arguments)})"
        return self.source.functor(self._functor_of(term, known))

    def _functor_of(self, term: Term, known: Scope) -> Functor:
        value = self.value(term, known)
        assert isinstance(value, Functor)
        return value

    def _model(self, term: Term, known: Scope) -> str:
        """A model."""
        if isinstance(term, Apply) and term.operator == "yoneda model":
            return f"(yoneda_model {self.any(term.arguments[0], known)})"
        if isinstance(term, Apply) and term.operator == "via":
            return f"(via_model {self.any(term.arguments[0], known)})"
        value = self.value(term, known)
        assert isinstance(value, Model)
        if value.functor is None and self._asks(self.whole):
            raise NotExportable("what a model given object by object solves has no Coq form")
        return self.source.model(value)

    def _asks(self, term: Term) -> bool:
        """Does it ask what a model solves?"""
        for part in within(term):
            if isinstance(part, Apply) and part.operator == "solves by tuning":
                return True
            if isinstance(part, Call):
                asks = part.definition.word == "solves by prompt"
                if asks or self._asks(self.definitions[part.definition].body):
                    return True
        return False

    def _transformation(self, term: Term, known: Scope) -> str:
        """A transformation of tasks."""
        value = self.value(term, known)
        assert isinstance(value, Transformation)
        return self.source.transformation(value)

    @staticmethod
    def varies(term: Term, known: Scope) -> bool:
        """Does it depend on a variable in scope?"""
        return not free(term).isdisjoint(known)

    def value(self, term: Term, known: Scope) -> object:
        """What a closed term stands for."""
        if self.varies(term, known):
            raise NotExportable(f"{text_of(term)}, which depends on a variable, has no Coq form")
        return self.values[term]

    def _object(self, term: Term, known: Scope) -> str:
        """An object."""
        if isinstance(term, Apply) and term.operator == "value at":
            return f"({self.any(term.arguments[0], known)} {self.any(term.arguments[1], known)})"
        if isinstance(term, Apply) and term.operator in ("source", "target", "lies at"):
            ends = self.typed(term.arguments[1], known).ends
            return ends[1] if term.operator == "target" else ends[0]
        refuse(term.operator if isinstance(term, Apply) else "", "Coq")
        if isinstance(term, Apply) and self._turned and term.arguments[1] == opposite(term.arguments[0]):
            return self.any(term.arguments[2], known)
        value = self.value(term, known)
        assert isinstance(value, Place) and isinstance(value.value, int)
        assert isinstance(value.home, Category)
        return self.source.object(value.home, value.value)

    def typed(self, term: Term, known: Scope) -> Typed:
        """An arrow or an element."""
        if isinstance(term, Variable) and term.name in known:
            return known[term.name]
        if isinstance(term, Constant | Variable):
            return self._place(term, known)
        assert isinstance(term, Apply)
        given = term.arguments
        if term.operator == "identity":
            at = self.any(given[1], known)
            return Typed(f"(id {at})", (at, at))
        if term.operator == "compose":
            after, before = (self.typed(part, known) for part in given[1:])
            return self._composed(after, before, given[0], known)
        if term.operator == "power":
            return self._power(term, known)
        if term.operator == "arrow in" and self._turned and given[1] == opposite(given[0]):
            arrow = self.typed(given[2], known)
            return Typed(arrow.text, arrow.ends[::-1])
        if term.operator == "as element" and isinstance(given[0], Apply) and given[0].operator == "yoneda":
            arrow = self.typed(given[1], known)
            return Typed(arrow.text, arrow.ends[:1])
        if term.operator == "the arrow" or term.operator in MOVED:
            return self._place(term, known)
        if term.operator == "value on":
            functor, arrow = self.any(given[0], known), self.typed(given[1], known)
            return Typed(f"(fmap {functor} {arrow.text})", tuple(f"({functor} {end})" for end in arrow.ends))
        if term.operator == "restrict":
            element, arrow = (self.typed(part, known) for part in given[1:])
            if element.ends[0] != arrow.ends[1]:
                raise NotExportable("an element is restricted along an arrow that ends where it lies, but not as terms")
            return Typed(f"(restrict {self.any(given[0], known)} {arrow.text} {element.text})", arrow.ends[:1])
        if term.operator == "component":
            raise NotExportable("a transformation between functors has no Coq form")
        if term.operator != "map":
            raise NotExportable(f"{text_of(term)} has no Coq form")
        element = self.typed(given[1], known)
        return Typed(f"({self.any(given[0], known)} {element.ends[0]} {element.text})", element.ends)

    def _composed(self, after: Typed, before: Typed, category: Term, known: Scope) -> Typed:
        if after.ends[0] != before.ends[1] or (self._turned and "opposite" in self.any(category, known)):
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
        for _ in range(exponent.whole - 1):
            made = self._composed(made, arrow, category, known)
        return made

    def _place(self, term: Term, known: Scope) -> Typed:
        """A closed arrow or element, by its number."""
        if self.varies(term, known):
            raise NotExportable(f"{text_of(term)}, which depends on a variable, has no Coq form")
        home = place(term)
        if isinstance(home, Apply) and home.operator in CONSTRUCTIONS and sort_of(term).kind == "element":
            raise NotExportable(f"{text_of(term)}, an element of a construction, has no Coq form")
        values = self.values
        if isinstance(term, Apply) and term.operator == "the arrow":
            of = values[home]
            assert isinstance(of, Category)
            value = Place(of, values.reading.value(term, "arrow", values.known))
        else:
            found = values[term]
            assert isinstance(found, Place)
            value = found
        if isinstance(value.value, Arrow):
            assert isinstance(value.home, Category)
            ends = value.home.source(value.value), value.value.target
            names = tuple(self.source.object(value.home, end) for end in ends)
            return Typed(self.source.arrow(value.home, value.value), names)
        assert isinstance(value.value, Element) and isinstance(value.home, Task)
        at = self.source.object(value.home.category, value.value.object)
        return Typed(self.source.element(value.home, value.value), (at,))
