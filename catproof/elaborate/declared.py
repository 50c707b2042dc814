"""The names of a theory file, for core terms: constants, with what they stand for."""

from __future__ import annotations

from typing import Any, Protocol

from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation, components_of
from catproof.core.graded import Graded, GradedFunctor, GradedModel, GradedTask
from catproof.core.hom import OrderedPairs
from catproof.core.label import Label
from catproof.core.limits import LimitReached
from catproof.core.model import Model
from catproof.core.task import Element, Task
from catproof.core.transformation import Transformation
from catproof.elaborate.build import Builder, show_label
from catproof.elaborate.data_read import Data
from catproof.elaborate.kept import kept_by, said_of
from catproof.elaborate.scope import Broken, Defined, Later, Scope, Skipped, Wrong, suggestion
from catproof.logic.definitions import HIDDEN
from catproof.logic.signature import opposite, place, sort_of
from catproof.logic.terms import Apply, Constant, Sort, Term, Variable, free
from catproof.logic.text import text_of
from catproof.structures.tables import Place
from catproof.syntax import tree
from catproof.syntax.printer import print_name, print_term


class Terms(Protocol):
    """What reads the terms of a scope; see `terms.Terms`."""

    scope: Scope
    data: Data
    builder: Builder

    def label(self, term: tree.Term) -> Label: ...
    def element(self, term: tree.Term, task: Task, at: int) -> Element: ...


class Declared:
    """What names stand for in a scope."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.scope = terms.scope

    # ---- names --------------------------------------------------------------------------------------------------

    def lookup(self, name: tree.Name) -> Term | None:
        declared = self.scope.lookup(name.text)
        if declared is None or isinstance(declared.value, Defined):
            return None
        if isinstance(declared.value, Broken):
            raise Skipped
        if isinstance(declared.value, LimitReached):
            raise declared.value.again()
        if isinstance(declared.value, Later):
            noun = declared.value.noun
            word, wrong = ("a functor", "no functor") if noun == "functor" else ("closed", "not closed downwards")
            message = f"{print_name(name.text)} is {wrong}: it breaks {declared.value.breaks}"
            raise Wrong("E512", name.span, message, f"`{print_name(name.text)} is {word}` says which")
        if self.terms.data.clock is not None:
            self.terms.data.clock.charge(declared.seconds)
        return self._named(name.text, declared.value, name)

    def kept(self, name: tree.Name, word: str) -> Term | None:
        kept = kept_by(name.text, word, self.scope, self.terms.data)
        if kept is None:
            return None
        made = said_of(kept, self.scope, self.home, name.span)
        self.terms.data.kept[made] = kept
        return made

    def unknown(self, name: tree.Name) -> None:
        if name.text not in self.scope.names:
            if self.scope.unread is not None:
                raise self.scope.unread.again()
            if self.scope.incomplete:
                raise Skipped

    def _named(self, text: str, value: Any, node: tree.Term) -> Constant:
        made = Constant(print_name(text), self._sort(value, text), span=node.span)
        self.scope.constants[made] = value
        return made

    def _sort(self, value: Any, text: str) -> Sort:
        """The sort of a value; `text` says what it is called."""
        if isinstance(value, Category):
            return Sort("category")
        known = self.scope.called.get(id(value))
        if known is not None and isinstance(known[1], Apply):
            return sort_of(known[1])
        if isinstance(value, Graded):
            return Sort("graded category")
        if isinstance(value, GradedTask):
            return Sort("graded task", (self.home(value.category, "category", text),))
        if isinstance(value, GradedFunctor | GradedModel):
            kind, functor = "graded functor", value
            if isinstance(functor, GradedModel):
                kind, functor = "graded model", functor.functor
            return Sort(kind, (self.home(functor.source, "source", text), self.home(functor.target, "target", text)))
        if isinstance(value, Functor):
            return Sort("functor", (self.home(value.source, "source", text), self.home(value.target, "target", text)))
        if isinstance(value, Task):
            return Sort("task", (self.home(value.category, "category", text),))
        if isinstance(value, NaturalTransformation):
            ends = (self.home(value.source, "source", text), self.home(value.target, "target", text))
            return Sort("natural transformation", ends)
        if isinstance(value, Transformation):
            ends = (self.home(value.source, "source", text), self.home(value.target, "target", text))
            return Sort("transformation", ends)
        assert isinstance(value, Model), f"a value of an unknown kind: {value!r}"
        return Sort("model", (self.home(value.category, "category", text), self.home(value.base, "base", text)))

    def home(self, value: Any, role: str = "home", text: str = "") -> Term:
        """The term of a structure that something else lives in."""
        known = self.scope.called.get(id(value))
        if known is not None:
            self._keep(known[1], value)
            return known[1]
        turned = self.scope.called.get(id(value.turned)) if isinstance(value, Category) else None
        if turned is not None:
            return self.scope.call(value, opposite(turned[1]))
        name = next((name for name, each in self.scope.names.items() if each.value is value), None)
        if name is not None:
            return self.scope.call(value, self._named(name, value, tree.Name(name)))
        made = Constant(f"{role}{HIDDEN}{text}", self._sort(value, text))
        self.scope.constants[made] = value
        return self.scope.call(value, made)

    def _keep(self, term: Term, value: Any) -> None:
        """What was named or made in another file is known here."""
        if isinstance(term, Constant):
            self.scope.constants.setdefault(term, value)
        elif term not in self.scope.made:
            self.scope.made[term] = value

    # ---- sameness -----------------------------------------------------------------------------------------------

    def canonical(self, term: Term) -> Term:
        """A category or a task by how it is made: `category D = opposite(C)` is `opposite(C)`."""
        if isinstance(term, Constant):
            value = self.scope.constants.get(term)
            known = self.scope.called.get(id(value))
            if known is None or known[1] == term:
                return term
            self._keep(known[1], value)
            return known[1] if isinstance(known[1], Constant) else self.canonical(known[1])
        if not isinstance(term, Apply) or not term.arguments:
            return term
        first = self.canonical(term.arguments[0])
        if term.operator == "opposite":
            return opposite(first)
        return Apply(term.operator, (first, *map(self.canonical, term.arguments[1:])))

    def same(self, one: Term, other: Term) -> bool:
        if one == other or self.canonical(one) == self.canonical(other):
            return True
        if free(one) or free(other) or sort_of(one).kind != sort_of(other).kind:
            return False
        return self.value(one) is self.value(other)

    def has_functors(self, home: Term, source: Term, target: Term) -> bool:
        of = self.canonical(home)
        if isinstance(of, Apply):
            ends = of.arguments if of.operator == "functor category" else ()
            return len(ends) == 2 and self.same(ends[0], source) and self.same(ends[1], target)
        if free(home) or free(source) or free(target):
            return False
        origin = self.value(home).origin
        if origin is None or origin.operation != "functors":
            return False
        return origin.parts[0] is self.value(source) and origin.parts[1] is self.value(target)

    def alike(self, one: Term, other: Term) -> bool:
        if self.same(one, other):
            return True
        if free(one) or free(other) or sort_of(one).kind != sort_of(other).kind:
            return False
        left = self.value(one)
        return isinstance(left, Task | Functor) and left.same(self.value(other))

    def value(self, term: Term) -> Any:
        """What a closed term stands for."""
        return self.terms.builder.structure(term, self.terms.builder.root)

    def shown(self, term: Term) -> str:
        if not free(term):
            value = self.value(term)
            return value.name or "the category"
        kind, unsaid, of = (term.name if isinstance(term, Variable) else text_of(term)).partition(HIDDEN)
        return f"the {kind} of {of}" if unsaid else kind  # the category of a task that comes with an argument

    # ---- labels -------------------------------------------------------------------------------------------------

    def label(self, term: tree.Term, kind: str, home: Term, at: Term | None = None) -> Term | None:
        if free(home):
            return None  # what varies has no names
        if kind == "element":
            return self._element(term, home, at)
        of = self.value(home)
        if kind == "graded object":
            number = of.number.get(self.terms.label(term))
            if number is None:
                return None
            made = Constant(show_label(of.objects[number]), Sort(kind, (home,)), span=term.span)
            self.scope.constants[made] = Place(of, number)
            return made
        if kind == "object":
            number = of.number.get(self.terms.label(term))
            if number is None and of.functors:
                number = self._functor(term, of)
            if number is None:
                return None
            made = Constant(show_label(of.objects[number]), Sort("object", (home,)), span=term.span)
            self.scope.constants[made] = Place(of, number)
            return made
        text = print_term(term)
        natural = self._natural(term, of) if of.functors else None
        if natural is not None:
            made = Constant(text, Sort("arrow", (home,)), span=term.span)
            self.scope.constants[made] = Place(of, natural)
            return made
        for name in (term.text if isinstance(term, tree.Name) else f"({text})", text):
            if isinstance(of.generators, OrderedPairs) and not of.generators.may_have(name):
                continue  # the names of all arrows of an order are not put together for it
            g = of.generator_number.get(name)
            if g is not None and not (isinstance(term, tree.Name) and not term.quoted and term.text == "id"):
                made = Constant(text, Sort("arrow", (home,)), span=term.span)
                self.scope.texts[made] = name  # which arrow of all it is, nobody may need to know
                return made
        return None

    def _functor(self, term: tree.Term, of: Category) -> int | None:
        """The number of a declared functor as an object of a category of functors."""
        declared = self.scope.lookup(term.text) if isinstance(term, tree.Name) else None
        value = None if declared is None else declared.value
        if not isinstance(value, Functor):
            return None
        return next((k for k, functor in enumerate(of.functors) if value.same(functor)), None)

    def _natural(self, term: tree.Term, of: Category) -> Arrow | None:
        """A declared natural transformation as an arrow of a category of functors."""
        declared = self.scope.lookup(term.text) if isinstance(term, tree.Name) else None
        value = None if declared is None else declared.value
        if not isinstance(value, NaturalTransformation):
            return None
        ends = [k for end in (value.source, value.target) for k, f in enumerate(of.functors) if end.same(f)]
        found = of.arrows(*ends) if len(ends) == 2 else iter(())
        return next((f for f in found if components_of(of, f) == value.components), None)

    def _element(self, term: tree.Term, home: Term, at: Term | None) -> Term | None:
        """An element by its name, at the object that is said, or at the one object that has an element of that name."""
        if isinstance(term, tree.ElementAt):
            term = term.element
        of: Task = self.value(home)
        if at is not None:
            places = [self.terms.builder.object(at, self.terms.builder.root)]
        else:
            places = [a for a in range(len(of.elements)) if self._is_element(term, of, a)]
        if len(places) > 1:
            shown = " or ".join(f"({print_term(term)} at {of.category.show_object(a)})" for a in places[:3])
            raise Wrong(
                "E208", term.span, f"{print_term(term)} is an element at {len(places)} objects", f"write {shown}"
            )
        if not places:
            labels: list[Label] = [label for members in of.elements for label in members]
            shown = f"{print_term(term)} is not an element of {of.name or 'the task'}"
            raise Wrong("E206", term.span, shown, suggestion(print_term(term), labels))
        element: Element = self.terms.element(term, of, places[0])
        if at is None:
            at = Constant(of.category.show_object(element.object), Sort("object", (place(home),)))
            self.scope.constants[at] = Place(of.category, element.object)
        made = Constant(of.show_element(element), Sort("element", (home, at)), span=term.span)
        self.scope.constants[made] = Place(of, element)
        return made

    def _is_element(self, term: tree.Term, of: Task, at: int) -> bool:
        try:
            self.terms.element(term, of, at)
        except Wrong:
            return False
        return True

    def literal(self, label: Label, node: tree.Term) -> Term:
        made = Constant(show_label(label), Sort("label"), span=node.span)
        self.scope.constants[made] = label
        return made

    def unreached(self, limit: LimitReached) -> Term:
        made = Constant(f"limit{HIDDEN}{len(self.scope.constants)}", Sort("proposition"))
        self.scope.constants[made] = limit
        return made

    def homes(self, kind: str) -> list[Term]:
        wanted = Category if kind == "category" else Task
        found: dict[int, Term] = {}
        for name, declared in self.scope.names.items():
            if isinstance(declared.value, wanted) and id(declared.value) not in found:
                found[id(declared.value)] = self._named(name, declared.value, tree.Name(name))
        return list(found.values())

    def labels(self, kind: str, home: Term) -> list[Label]:
        if free(home):
            return []
        of = self.value(home)
        if kind == "element":
            return [label for members in of.elements for label in members]
        return list(of.objects if kind in ("object", "graded object") else of.generator_number)

    def known(self) -> list[str]:
        return self.scope.visible()
