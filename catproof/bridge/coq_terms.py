"""Terms of categories, tasks, maps, objects, arrows and elements in Coq, by their names or as the library makes them.

An arrow has its ends in its type there, and an element its object; a term without typed ends (a composite of arrows
that meet for every value, but not as terms) is not exported.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from catproof.bridge.coq_source import Source
from catproof.bridge.statement import NotExportable, Statement, refuse
from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
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
    scored: bool = False
    """Is it a number that may be no integer?"""


Scope = Mapping[str, Typed]
"""What the variables in scope are called."""

CONSTRUCTIONS = {
    "yoneda": "yoneda", "sum": "task_sum", "product": "task_product", "terminal task": "task_terminal",
    "empty task": "task_empty", "restrict task": "pullback",
    "model at": "value", "cones": "cones_task", "lan": "lan_task", "ran": "ran_task", "power of tasks": "power_task",
    "omega": "omega_task",
}  # fmt: skip
"""Constructions of tasks that the library has."""

MAPS = {
    "identity transformation": "identity_map", "compose transformations": "compose_map", "first": "first_map",
    "second": "second_map", "pair": "pair_map", "restrict on": "pullback_map", "lan on": "lan_map",
    "unit": "kan_unit", "counit": "kan_counit", "ran on": "ran_map", "ran unit": "ran_unit",
    "ran counit": "ran_counit", "evaluation": "evaluation_map", "curry": "curry_map", "left": "left_map",
    "right": "right_map", "copair": "copair_map", "yoneda on": "yoneda_map", "element": "named",
}  # fmt: skip
"""Constructions of transformations of tasks that the library has."""

GIVEN = {"curry": slice(1), "yoneda on": slice(1, 2), "element": slice(1, 2)}
"""Which arguments they take there, where these are not all."""

COMPOSITES = {"identity functor": "identity", "compose functors": "compose"}
"""The functors that are said as they are made, with what their origins call it."""


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
        operators = {part.operator for part in within(statement.term) if isinstance(part, Apply)}
        self._curried = not operators.isdisjoint(("evaluation", "curry"))
        """Does it speak of maps into and out of powers?"""
        self._between = self._speaks(statement.term)
        """Does it speak of transformations of functors, or of equal ones? Then composites are called composites."""

    @abstractmethod
    def number(self, term: Term, known: Scope, related: list[str]) -> str:
        """A number; what says of which property it is the number goes to `related`."""

    def _fresh(self, name: str, known: Scope) -> str:
        """A name for a variable: one that a variable had that is out of scope, or a new one."""
        shown = " ".join(" ".join((each.text, *each.ends)) for each in known.values())
        taken = set(re.findall(r"[A-Za-z_]\w*", shown))
        return self.source.variable(name, taken)

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
        if isinstance(term, Variable) and term.name in known:
            return known[term.name].text
        printers = {
            "category": self._category, "functor": self._functor, "task": self._task, "model": self._model,
            "transformation": self._transformation, "natural transformation": self._natural, "object": self._object,
        }  # fmt: skip
        return printers[kind](term, known)

    def _category(self, term: Term, known: Scope) -> str:
        """A category."""
        if isinstance(term, Apply) and term.operator == "opposite" and (self._turned or self.varies(term, known)):
            return f"(opposite {self.any(term.arguments[0], known)})"
        if isinstance(term, Apply) and term.operator == "full" and self.varies(term, known):
            return f"(full_on {self._listed(term, known)})"
        value = self.value(term, known)
        assert isinstance(value, Category)
        return self.source.category(value)

    def _listed(self, full: Apply, known: Scope) -> str:
        """The objects of a full subcategory."""
        category, *objects = full.arguments
        text = self.any(category, known)
        at = "" if text.isidentifier() else f"(C := {text}) "
        return f"{at}[{'; '.join(self.any(each, known) for each in objects)}]"

    def represented(self, term: Term, known: Scope) -> str:
        """The object that represents the task, with its category where that is no name; empty for other terms."""
        if not isinstance(term, Apply) or term.operator != "yoneda":
            return ""
        category, object_ = (self.any(argument, known) for argument in term.arguments)
        return object_ if category.isidentifier() else f"(C := {category}) {object_}"

    def _task(self, term: Term, known: Scope) -> str:
        """A task: a construction where the library has it."""
        if isinstance(term, Apply) and self.constructed(term, known):
            as_tables, self.as_tables = self.as_tables, False
            arguments = [self.any(argument, known) for argument in term.arguments]
            represented = self.represented(term, known)
            self.as_tables = as_tables
            if term.operator == "power of tasks":  # the exponent comes first in the library
                arguments.reverse()
            text = f"({CONSTRUCTIONS[term.operator]} {represented or ' '.join(arguments)})"
            if not self.as_tables or self.varies(term, known):
                return text
            value = self.value(term, known)
            assert isinstance(value, Task)
            return self.source.tabled(text, value, represented)
        if self.varies(term, known):
            return self._family(term, known)
        value = self.value(term, known)
        assert isinstance(value, Task)
        return self.source.task(value, text_of(term) if isinstance(term, Apply) else "")

    def constructed(self, term: Term, known: Scope) -> bool:
        """Is it a task that the library constructs? A power that does not vary, and that no map goes in or out of as
        such, is given by its table: to list the maps into it is long; and so is a task of sieves."""
        if not isinstance(term, Apply) or term.operator not in CONSTRUCTIONS:
            return False
        if term.operator == "omega":
            return self.varies(term, known)
        return term.operator != "power of tasks" or self._curried or self.varies(term, known)

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
        if variable.sort.kind not in ("object", "element") or any(self.varies(p, known) for p in variable.sort.of):
            return [], 0
        structure = self.values[place(variable)]
        if isinstance(structure, Category):
            return list(range(len(structure.objects))), 0
        assert isinstance(structure, Task)
        if len(variable.sort.of) < 2:
            return [], 0
        at = self.values[variable.sort.of[1]]
        assert isinstance(at, Place) and isinstance(at.value, int)
        return [Element(at.value, j) for j in range(len(structure.elements[at.value]))], structure.start[at.value]

    def _functor(self, term: Term | Functor, known: Scope) -> str:
        """A functor; where transformations are spoken of, a composite as such."""
        operation, parts = self._made(term, known)
        if operation == "identity":
            (of,) = parts
            return f"(identity_functor {self.source.category(of) if isinstance(of, Category) else self.any(of, known)})"
        if operation == "compose":
            return f"(compose_functor {' '.join(self._printed(part, known) for part in parts)})"
        if isinstance(term, Functor):
            return self.source.functor(term)
        if isinstance(term, Apply) and self.varies(term, known):
            (given, *_) = term.arguments
            if term.operator == "opposite functor":
                return f"(opposite_functor {self.any(given, known)})"
            if term.operator == "inclusion" and isinstance(given, Apply) and given.operator == "full":
                return f"(inclusion_of {self._listed(given, known)})"
        return self.source.functor(self._functor_of(term, known), text_of(term) if isinstance(term, Apply) else "")

    def _made(self, term: Term | Functor, known: Scope) -> tuple[str, tuple[Any, ...]]:
        """Is it an identity, or a composite, and of what?"""
        closed = isinstance(term, Functor) or not self.varies(term, known)
        if closed and not self._between:
            return "", ()
        if closed:
            origin = (term if isinstance(term, Functor) else self._functor_of(term, known)).origin
            return ("", ()) if origin is None else (origin.operation, origin.parts)
        assert not isinstance(term, Functor)
        operation = COMPOSITES.get(term.operator, "") if isinstance(term, Apply) else ""
        return operation, term.arguments if isinstance(term, Apply) else ()

    def _at(self, functor: Term | Functor, end: str, known: Scope) -> str:
        """The value of a functor at an object."""
        operation, parts = self._made(functor, known) if self._between else ("", ())
        if operation == "identity":
            return end
        if operation == "compose":
            return self._at(parts[0], self._at(parts[1], end, known), known)
        return f"({self._printed(functor, known)} {end})"

    def _printed(self, functor: Term | Functor, known: Scope) -> str:
        return self._functor(functor, known) if isinstance(functor, Functor) else self.any(functor, known)

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

    def _speaks(self, term: Term) -> bool:
        """Does it speak of transformations of functors, or of functors as equal?"""
        for part in within(term):
            if isinstance(part, Apply) and part.operator in ("component", "natural transformations"):
                return True
            if isinstance(part, Call):
                reference = part.definition
                equal = reference.shipped and (reference.word, reference.kinds) == ("equal", ("functor", "functor"))
                if equal or self._speaks(self.definitions[reference].body):
                    return True
        return False

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
        if isinstance(term, Apply) and term.operator in MAPS:
            given = term.arguments[GIVEN.get(term.operator, slice(None))]
            return f"({MAPS[term.operator]} {' '.join(self.any(part, known) for part in given)})"
        value = self.value(term, known)
        assert isinstance(value, Transformation)
        return self.source.transformation(value)

    def _between_tasks(self, given: Sequence[Term], known: Scope) -> str:
        """The tasks that maps range between; those between two tables are listed, where that saves a search."""
        source, target = (self.any(part, known) for part in given)
        if source.isidentifier() and target.isidentifier() and not any(self.varies(part, known) for part in given):
            left, right = (self.values[part] for part in given)
            assert isinstance(left, Task) and isinstance(right, Task)
            self.source.maps(left, right)
        return f"{source} {target}"

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
            return self._at(term.arguments[0], self.any(term.arguments[1], known), known)
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
            return Typed(f"(fmap {functor} {arrow.text})", tuple(self._at(given[0], end, known) for end in arrow.ends))
        if term.operator == "restrict":
            element, arrow = (self.typed(part, known) for part in given[1:])
            if element.ends[0] != arrow.ends[1]:
                raise NotExportable("an element is restricted along an arrow that ends where it lies, but not as terms")
            return Typed(f"(restrict {self.any(given[0], known)} {arrow.text} {element.text})", arrow.ends[:1])
        if term.operator == "component":
            return self._component(given[0], self.any(given[1], known), known)
        if term.operator != "map":
            raise NotExportable(f"{text_of(term)} has no Coq form")
        element = self.typed(given[1], known)
        return Typed(f"({self.any(given[0], known)} {element.ends[0]} {element.text})", element.ends)

    def _component(self, term: Term, end: str, known: Scope) -> Typed:
        """The arrow of a transformation of functors at an object: what operations on transformations are is said by
        their arrows (Mac Lane, II.4 and II.5)."""
        given = term.arguments if isinstance(term, Apply) else ()
        operator = term.operator if isinstance(term, Apply) else ""
        if operator == "compose natural":
            after, before = (self._component(part, end, known) for part in given)
            return self._composed(after, before, place(given[0], 1), known)
        if operator == "whisker before":
            return self._component(given[0], self._at(given[1], end, known), known)
        source, target = sort_of(term).of
        ends = self._at(source, end, known), self._at(target, end, known)
        if operator == "identity natural":
            return Typed(f"(id {ends[0]})", ends)
        if operator == "whisker after":
            return Typed(f"(fmap {self.any(given[0], known)} {self._component(given[1], end, known).text})", ends)
        return Typed(f"({self.any(term, known)} {end})", ends)

    def _natural(self, term: Term, known: Scope) -> str:
        """A transformation of functors that is given."""
        value = self.value(term, known)
        assert isinstance(value, NaturalTransformation)
        source, target = (self.any(end, known) for end in sort_of(term).of)
        return self.source.natural(value, source, target)

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
        if self.constructed(home, known) and sort_of(term).kind == "element":
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
