"""The names of a theory file, for core terms: constants and the variables of quantifiers, with what they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.label import Label, show
from catproof.core.limits import LimitReached
from catproof.core.model import Model
from catproof.core.task import Element, Task
from catproof.core.transformation import Transformation
from catproof.decide.tables import Place, Value
from catproof.elaborate.scope import ArrowOf, Broken, Defined, ElementOf, ObjectOf, Scope, Skipped, Wrong, suggestion
from catproof.elaborate.terms import Terms
from catproof.logic.definitions import HIDDEN
from catproof.logic.terms import Constant, Sort, Term, Variable
from catproof.syntax import tree
from catproof.syntax.printer import print_name, print_term


class Declared:
    """What names and closed expressions stand for in a scope. `values` says it of all terms that were made."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.values: dict[Term, Value] = {}

    def lookup(self, name: tree.Name) -> Term | None:
        scope = self.terms.scope
        declared = scope.lookup(name.text)
        if declared is None or isinstance(declared.value, Defined):
            return None
        if isinstance(declared.value, Broken):
            raise Skipped
        if isinstance(declared.value, LimitReached):
            raise declared.value
        varies = scope.variable(name.text) is not None
        return self._made(name.text, declared.value, varies, name)

    def _made(self, name: str, value: Any, varies: bool, node: tree.Term) -> Term:
        sort = self._sort(value, name)
        made: Term = Variable(name, sort) if varies else Constant(print_name(name), sort, span=node.span)
        self.values[made] = _placed(value)
        return made

    def _sort(self, value: Any, text: str) -> Sort:
        """The sort of a value; `text` says what it is called."""
        if isinstance(value, Category):
            return Sort("category")
        if isinstance(value, Functor):
            return Sort("functor", (self._home(value.source, "source", text), self._home(value.target, "target", text)))
        if isinstance(value, Task):
            return Sort("task", (self._home(value.category, "category", text),))
        if isinstance(value, Transformation):
            ends = (self._home(value.source, "source", text), self._home(value.target, "target", text))
            return Sort("transformation", ends)
        if isinstance(value, Model):
            return Sort("model", (self._home(value.category, "category", text), self._home(value.base, "base", text)))
        if isinstance(value, ObjectOf):
            return Sort("object", (self._home(value.category, "category", text),))
        if isinstance(value, ArrowOf):
            return Sort("arrow", (self._home(value.category, "category", text),))
        assert isinstance(value, ElementOf), f"a value of an unknown kind: {value!r}"
        return Sort("element", (self._home(value.task, "task", text),))

    def _home(self, value: Any, role: str, text: str) -> Term:
        """What a structure is called that something else lives in: by its name where it has one."""
        known = next((term for term, other in self.values.items() if other is value), None)
        if known is not None:
            return known
        scope = self.terms.scope
        for name in scope.visible():
            declared = scope.lookup(name)
            if declared is not None and declared.value is value:
                return self._made(name, value, scope.variable(name) is not None, tree.Name(name))
        written = next((print_term(term) for term in self._expressions(value)), f"{role}{HIDDEN}{text}")
        made = Constant(written, self._sort(value, written))
        self.values[made] = value
        return made

    def _expressions(self, value: Any) -> Iterator[tree.Call]:
        """The expressions that were seen to stand for a structure."""
        scope: Scope | None = self.terms.scope
        while scope is not None:
            for term, made in scope.made.items():
                if made is value and isinstance(term, tree.Call):
                    yield term
            scope = scope.outer

    def expression(self, term: tree.Term, kind: str) -> Term:
        read = {
            "category": self.terms.category, "functor": self.terms.functor, "task": self.terms.task,
            "model": self.terms.model, "transformation": self.terms.transformation,
        }[kind]  # fmt: skip
        return self._home(read(term), kind, print_term(term))

    def label(self, term: tree.Term, kind: str, home: Term) -> Term | None:
        of = self.values.get(home)
        if kind == "element":
            return self._element(term, of, home) if isinstance(of, Task) else None
        if not isinstance(of, Category):
            return None
        if kind == "object":
            return self._object(term, of, home)
        text = print_term(term)
        for name in (term.text if isinstance(term, tree.Name) else text, f"({text})"):
            g = of.generator_number.get(name)
            if g is not None:
                made = Constant(text, Sort("arrow", (home,)), span=term.span)
                self.values[made] = Place(of, of.generator(g))
                return made
        return None

    def _object(self, term: tree.Term, of: Category, home: Term) -> Term | None:
        label = self.terms.label(term)
        number = of.number.get(label)
        if number is None:
            return None
        made = Constant(show_label(label), Sort("object", (home,)), span=term.span)
        self.values[made] = Place(of, number)
        return made

    def _element(self, term: tree.Term, of: Task, home: Term) -> Term:
        """An element by its name, at the object that is said, or at the one object that has an element of that name."""
        category = self._home(of.category, "category", "")
        if isinstance(term, tree.ElementAt):
            places = [self.terms.object(term.object, of.category)]
            term = term.element
        else:
            places = [a for a in range(len(of.elements)) if self._is_element(term, of, a)]
        if len(places) > 1:
            shown = " or ".join(f"({print_term(term)} at {of.category.show_object(a)})" for a in places[:3])
            raise Wrong(term.span, f"{print_term(term)} is an element at {len(places)} objects", f"write {shown}")
        if not places:
            labels: list[Label] = [label for members in of.elements for label in members]
            shown = f"{print_term(term)} is not an element of {of.name or 'the task'}"
            raise Wrong(term.span, shown, suggestion(print_term(term), labels))
        at = places[0]
        element = self.terms.element(term, of, at)
        where = Constant(of.category.show_object(at), Sort("object", (category,)))
        self.values[where] = Place(of.category, at)
        made = Constant(of.show_element(element), Sort("element", (home, where)), span=term.span)
        self.values[made] = Place(of, element)
        return made

    def _is_element(self, term: tree.Term, of: Task, at: int) -> bool:
        try:
            self.terms.element(term, of, at)
        except Wrong:
            return False
        return True

    def homes(self, kind: str) -> list[Term]:
        wanted = Category if kind == "category" else Task
        scope = self.terms.scope
        found: list[Term] = []
        for name in dict.fromkeys(scope.visible()):
            declared = scope.lookup(name)
            if declared is not None and isinstance(declared.value, wanted):
                found.append(self._made(name, declared.value, scope.variable(name) is not None, tree.Name(name)))
        return found

    def varies(self, name: str) -> bool:
        return self.terms.scope.variable(name) is not None

    def known(self) -> list[str]:
        return self.terms.scope.visible()


def show_label(label: Label) -> str:
    """A label as a term is printed."""
    return print_name(label) if isinstance(label, str) else show(label)


def _placed(value: Any) -> Value:
    if isinstance(value, ObjectOf):
        return Place(value.category, value.object)
    if isinstance(value, ArrowOf):
        return Place(value.category, value.arrow)
    if isinstance(value, ElementOf):
        element: Element = value.element
        return Place(value.task, element)
    found: Value = value
    return found
