"""The instance that decides a statement as a theory of its own: pasted into an empty file, it is ok, and says the
verdict again.

Categories, tasks, functors and transformations that variables stand for are declared, under the variable's name or a
fresh one; objects, arrows and elements are put in where the variables stand. What the file declares, and the instance
needs, is declared again as it was. The proposition is a core term, with terms in place of variables, and its text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from catproof.core.blocks import (
    block,
    category_items,
    category_kind,
    functor_items,
    graded_declaration,
    task_items,
    transformation_items,
)
from catproof.core.category import Arrow, Category, show_generator
from catproof.core.functor_category import natural_items
from catproof.core.limits import LimitReached
from catproof.decide.category_domain import Categories
from catproof.decide.instance import Denied, Filled, Instance, Joined, Stands, Takes, chosen
from catproof.decide.proposition import Connective, Not, Prop, Quantified, Unreached
from catproof.elaborate.build import show_label
from catproof.elaborate.copying import Declarations, Unwritable
from catproof.elaborate.propositions import Sentences, varies
from catproof.elaborate.scope import Skipped, Wrong
from catproof.logic.signature import place, values_of
from catproof.logic.terms import (
    STRUCTURES,
    Apply,
    Binding,
    Call,
    Constant,
    Number,
    Sort,
    Term,
    Variable,
    free,
)
from catproof.logic.text import text_of
from catproof.syntax.depth import LONGEST_COMPOSITE
from catproof.syntax.formatter import item_text
from catproof.syntax.parser import parse
from catproof.syntax.printer import print_name


def theory_of(instance: Instance, value: bool) -> str:
    """The theory that says that the instance is true, or false; empty where no variable takes a value, or there is no
    text that says it."""
    takes = chosen(instance)
    if not takes:
        return ""
    try:
        writer = Writer(takes)
        text = text_of(writer.instance(instance, {}))
        declared = writer.declarations.lines
    except (Unwritable, Wrong, Skipped, LimitReached):
        return ""
    parsed = parse(f"{'claim' if value else 'refute'} {text}", "")
    if parsed.diagnostics:
        return ""
    [statement] = parsed.theory.items
    return "\n".join([*declared, item_text(statement)])


Values = Mapping[Variable, Term]
"""What is written in place of variables."""


_ITEMS: dict[str, Callable[[Any], list[str]]] = {
    "functor": functor_items, "transformation": transformation_items, "natural transformation": natural_items,
}  # fmt: skip
"""What the block of a declared map has in it."""


class Writer:
    """Writes the proposition with the values in place."""

    def __init__(self, takes: Sequence[Takes | Filled]) -> None:
        reading = takes[0].prop.reading
        if not isinstance(reading, Sentences):
            raise Unwritable
        self.builder = reading.builder
        self.scope = reading.terms.scope
        self._names = {print_name(name): name for name in self.scope.names}
        values = [e.value for e in takes if isinstance(e, Takes) and isinstance(e.prop.domain, Categories)]
        self.declarations = Declarations(self.scope, values)
        self._fresh: set[Term] = set()
        """What was declared here for a variable."""
        self._used: set[str] = set()
        """The names of objects, arrows and elements that were put in."""

    def instance(self, instance: Instance, values: Values) -> Term:
        """The proposition of the instance."""
        if isinstance(instance, Stands):
            return self._stands(instance.prop, values)
        if isinstance(instance, Denied):
            return Apply("not", (self.instance(instance.of, values),))
        if isinstance(instance, Joined):
            sides = (self.instance(side, values) for side in (instance.left, instance.right))
            return Apply(instance.name, tuple(sides))
        if isinstance(instance, Filled):
            known = instance.prop.known
            for variable, domain, table in instance.tables:
                ranged = self._written(domain, values, known)
                assert isinstance(ranged, Apply)
                values = {**values, variable: self._declared(values_of(ranged).kind, variable, ranged, table)}
            return self._written(instance.body, values, known)
        (variable,) = instance.prop.term.variables
        return self.instance(instance.body, {**values, variable: self._taken(instance, variable, values)})

    def _stands(self, prop: Prop, values: Values) -> Term:
        if isinstance(prop, Not):
            return Apply("not", (self._stands(prop.of, values),))
        if isinstance(prop, Connective):
            return Apply(prop.name, tuple(self._stands(side, values) for side in (prop.left, prop.right)))
        if prop.term is None or isinstance(prop, Unreached):
            raise Unwritable
        return self._written(prop.term, values, prop.known)

    # ---- values -------------------------------------------------------------------------------------------------

    def _taken(self, taken: Takes, variable: Variable, values: Values) -> Term:
        """What stands for the variable of a quantifier."""
        prop, value = taken.prop, taken.value
        domain = self._written(prop.term.domain, values, prop.known)
        assert isinstance(domain, Apply)
        kind = values_of(domain).kind
        if kind in STRUCTURES:
            return self._declared(kind, variable, domain, value)
        return self._put_in(kind, prop, domain.arguments[0], value)

    def _put_in(self, kind: str, prop: Quantified, home: Term, value: Any) -> Term:
        """An object, an arrow or an element."""
        of: Any = prop.domain
        if kind == "graded object":
            return Constant(show_label(of.of.objects[value]), Sort(kind, (home,)))
        if kind == "object":
            made: Term = self._object(of.category, value, home)
        elif kind == "arrow":
            made = self._arrow(of.category, value, home)
        else:
            at = self._object(of.task.category, value.object, place(home))
            made = Constant(of.task.show_element(value), Sort("element", (home, at)))
        pending = [made]
        while pending:
            one = pending.pop()
            if isinstance(one, Constant):
                self._used.add(one.name)
            elif isinstance(one, Apply):
                pending += one.arguments[1:]
        return made

    @staticmethod
    def _object(category: Category, number: int, home: Term) -> Constant:
        return Constant(show_label(category.objects[number]), Sort("object", (home,)))

    def _arrow(self, category: Category, arrow: Arrow, home: Term) -> Term:
        """The term that spells an arrow: `id(a)`, a path of generating arrows, or `(a -> b)` where these have no
        names."""
        source = category.source(arrow)
        ends = [self._object(category, end, home) for end in (source, arrow.target)]
        if not arrow.number:
            return Apply("identity", (home, ends[1]))
        if category.presentation.kind == "thin" and source != arrow.target:
            return Apply("the arrow", (home, *ends))
        found: Term | None = None
        factors = 0
        for g, same in groupby(category.word(arrow)):
            loop, number = category.quiver.source[g] == category.quiver.target[g], len(list(same))
            name: Term = Constant(show_generator(category.generators[g].name), Sort("arrow", (home,)))
            for factor in [Apply("power", (home, name, Number(number)))] if loop and number > 1 else [name] * number:
                found, factors = factor if found is None else Apply("compose", (home, found, factor)), factors + 1
        if found is None or factors > LONGEST_COMPOSITE:
            raise Unwritable
        return found

    def _declared(self, kind: str, variable: Variable, domain: Apply, value: Any) -> Term:
        """A structure, which is declared."""
        name = self.declarations.fresh(variable.name)
        said = print_name(name)
        shown = [text_of(argument) for argument in domain.arguments]
        if kind == "category":
            text = f"{category_kind(value)} {said} {block(category_items(value))}"
        elif kind in ("graded category", "graded task"):
            text = graded_declaration(said, value, shown[0] if kind == "graded task" else "")
        elif kind == "task":
            text = f"task {said} on {shown[0]} {block(task_items(value))}"
        else:
            items = _ITEMS[kind](value)
            text = f"{kind.split()[-1]} {said} : {shown[0]} -> {shown[1]} {block(items)}"
        [item] = parse(text, "").theory.items
        self.declarations.add(name, item_text(item))
        made = Constant(said, values_of(domain))
        self._fresh.add(made)
        return made

    # ---- terms --------------------------------------------------------------------------------------------------

    def _written(self, term: Term, values: Values, known: Any) -> Term:
        """The term with what stands for its variables, and the names that things have here."""
        if isinstance(term, Variable):
            found = values.get(term)
            return Variable(term.name, self._sort(term.sort, values, known)) if found is None else found
        if isinstance(term, Constant):
            return self._constant(term, values, known)
        if isinstance(term, Number):
            return term
        if isinstance(term, Binding):
            return self._binding(term, values, known)
        if isinstance(term, Call):
            if not term.definition.shipped and self._needed(term.definition.word) != term.definition.word:
                raise Unwritable
            return replace(term, arguments=tuple(self._written(each, values, known) for each in term.arguments))
        given = tuple(self._written(each, values, known) for each in term.arguments)
        if term.operator == "object in" and isinstance(given[2], Constant):
            return Constant(given[2].name, Sort("object", given[1:2]))
        if term.operator == "arrow in" and not free(given[2]):
            category = self.builder.structure(term.arguments[1], known)
            return self._arrow(category, self.builder.arrow(term, known), given[1])
        if term.operator in ("equal arrows", "value on"):
            sides = (self._no_object(*each, known) for each in zip(term.arguments[1:], given[1:], strict=True))
            given = (given[0], *sides)
        made = Apply(term.operator, given)
        if term.operator == "equal arrows" and free(term) and not varies(made) and not self._parallel(term, known):
            raise Unwritable  # between constants that is an error
        return made

    def _parallel(self, equation: Apply, known: Any) -> bool:
        if not all(name in known for name in free(equation)):
            return True
        sides = (self.builder.path(side, known) for side in equation.arguments[1:])
        return len({(path.source, path.target) for path in sides}) == 1

    def _no_object(self, side: Term, written: Term, known: Any) -> Term:
        """An arrow, in which an object of the same name is not meant: objects win over arrows."""
        if not isinstance(written, Constant) or any(name not in known for name in free(place(side))):
            return written
        if written.name not in map(show_label, self.builder.structure(place(side), known).objects):
            return written
        home = place(written)
        return Apply("compose", (home, written, Constant("id", Sort("arrow", (home,)))))

    def _constant(self, term: Constant, values: Values, known: Any) -> Term:
        if term in self._fresh or term.sort.kind == "label":
            return term
        if term.sort.kind not in STRUCTURES:
            return Constant(term.name, self._sort(term.sort, values, known))
        return Constant(print_name(self._needed(self._names.get(term.name, ""))), term.sort)  # it says where it lives

    def _sort(self, sort: Sort, values: Values, known: Any) -> Sort:
        return Sort(sort.kind, tuple(self._written(each, values, known) for each in sort.of))

    def _needed(self, name: str) -> str:
        """What something is called here that the file declares."""
        declared = self.scope.lookup(name)
        if declared is None:
            raise Unwritable
        return self.declarations.need(name, declared)

    def _binding(self, term: Binding, values: Values, known: Any) -> Term:
        domain = self._written(term.domain, values, known)
        renamed = {v: Variable(self._free(v.name), self._sort(v.sort, values, known)) for v in term.variables}
        inner: Values = {**values, **renamed}
        condition, body = (
            None if part is None else self._written(part, inner, known) for part in (term.condition, term.body)
        )
        return Binding(term.binder, tuple(renamed.values()), domain, condition, body)

    def _free(self, variable: str) -> str:
        """A name for a variable that stays one, which hides nothing that is meant."""
        hides = print_name(variable) in self._used or variable in self.declarations.taken
        return self.declarations.fresh(variable) if hides else variable
