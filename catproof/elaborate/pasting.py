"""The instance that decides a statement as a theory of its own: pasted into an empty file, it is ok, and says the
verdict again.

Categories, tasks, functors and transformations that variables stand for are declared, under the variable's name or a
fresh one; objects, arrows and elements are put in where the variables stand. What the file declares, and the instance
needs, is declared again as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from catproof.claims.category_domain import Categories
from catproof.claims.domain import Arrows, Elements, Objects
from catproof.claims.functor_domain import Functors
from catproof.claims.instance import Denied, Instance, Joined, Stands, Takes, chosen
from catproof.claims.proposition import Connective, Not, Prop
from catproof.claims.task_domain import Tasks
from catproof.claims.transformations import Transformations
from catproof.core.blocks import block, category_items, category_kind, functor_items, task_items, transformation_items
from catproof.core.category import Category
from catproof.core.limits import LimitReached
from catproof.core.task import Task
from catproof.elaborate.copying import Declarations, Unwritable
from catproof.elaborate.pasting_formulas import Formulas
from catproof.elaborate.propositions import Place, bound
from catproof.elaborate.propositions import home as home_of
from catproof.elaborate.recognition import is_formula
from catproof.elaborate.rewriting import Rewriter, changed
from catproof.elaborate.scope import ArrowOf, ElementOf, ObjectOf, Skipped, Wrong
from catproof.elaborate.spelling import arrow_term, no_object, term_of
from catproof.elaborate.terms import Terms
from catproof.syntax import tree
from catproof.syntax.formatter import item_text
from catproof.syntax.parser import parse
from catproof.syntax.printer import print_name, print_term


def theory_of(instance: Instance, value: bool) -> str:
    """The theory that says that the instance is true, or false; empty where no variable takes a value, or there is no
    text that says it."""
    takes = chosen(instance)
    if not takes:
        return ""
    try:
        writer = Writer(takes)
        prop = writer.instance(instance)
    except (Unwritable, Wrong, Skipped, LimitReached):
        return ""
    statement = tree.Statement("claim" if value else "refute", None, prop)
    return "\n".join([*writer.declarations.lines, item_text(statement)])


# ---- the instance -------------------------------------------------------------------------------------


class Whole(NamedTuple):
    """A variable over categories, tasks, functors or transformations: what its value is called here; or a variable that
    stays one, under this name."""

    name: str


class Inside(NamedTuple):
    """A variable over objects, arrows or elements, whose value is put in."""


_Bound = dict[str, Whole | Inside]


class Writer(Rewriter):
    """Writes the proposition with the values in place."""

    def __init__(self, takes: Sequence[Takes]) -> None:
        first = _place(takes[0].prop.written)
        values = [each.value for each in takes if isinstance(each.prop.domain, Categories)]
        self.declarations = Declarations(first.terms.scope.outermost(), values)
        self.bound: _Bound = {}
        self.terms: Terms = first.terms
        """With what the variables stand for where the walk is."""
        self.homes: list[tuple[Category | Task, tree.Term]] = []
        """Categories that objects and arrows live in, and tasks that elements do, and how they are written here."""
        self.used: set[str] = set()
        """The names of objects and arrows that were put in."""

    def instance(self, instance: Instance) -> tree.Prop:
        """The proposition of the instance."""
        if isinstance(instance, Stands):
            return self._stands(instance.prop)
        if isinstance(instance, Denied):
            return tree.Not(self.instance(instance.of))
        if isinstance(instance, Joined):
            return tree.Connective(instance.name, self.instance(instance.left), self.instance(instance.right))
        before = self.bound
        self._take(instance)
        made = self.instance(instance.body)
        self.bound = before
        return made

    def _take(self, taken: Takes) -> None:
        """Give the variable of a quantifier its value."""
        place = _place(taken.prop.written)
        self.terms = place.terms
        quantified, domain, value = place.prop, taken.prop.domain, taken.value
        assert isinstance(quantified, tree.Quantified)
        term = self.thing(quantified.domain)
        variable = quantified.variable.text
        arguments = term.arguments if isinstance(term, tree.Call) else ()
        shown = [print_term(each) for each in arguments]
        if isinstance(domain, Objects | Arrows):
            self.homes.append((domain.category, arguments[0]))
        elif isinstance(domain, Elements):
            self.homes.append((domain.task, arguments[0]))
        if not isinstance(domain, Categories | Tasks | Functors | Transformations):
            self.used |= term_of(bound(domain, value)).mentioned()
            self.bound = {**self.bound, variable: Inside()}
            return
        name = self.declarations.fresh(variable)
        said = print_name(name)
        if isinstance(domain, Categories):
            text = f"{category_kind(value)} {said} {block(category_items(value))}"
            self.homes.append((value, tree.Name(name, True)))
        elif isinstance(domain, Tasks):
            text = f"task {said} on {shown[0]} {block(task_items(value))}"
            self.homes.append((domain.category, arguments[0]))
        elif isinstance(domain, Functors):
            text = f"functor {said} : {shown[0]} -> {shown[1]} {block(functor_items(value))}"
        else:
            text = f"transformation {said} : {shown[0]} -> {shown[1]} {block(transformation_items(value))}"
        [item] = parse(text, "").theory.items
        self.declarations.add(name, item_text(item))
        self.bound = {**self.bound, variable: Whole(name)}

    # ---- what stands --------------------------------------------------------------------------------------

    def _stands(self, prop: Prop) -> tree.Prop:
        if isinstance(prop, Not):
            return tree.Not(self._stands(prop.of))
        if isinstance(prop, Connective):
            return tree.Connective(prop.name, self._stands(prop.left), self._stands(prop.right))
        place = _place(prop.written)
        self.terms = place.terms
        return self._read(place.prop)

    def _read(self, prop: tree.Prop) -> tree.Prop:
        """A proposition of the tree that was not decided by values of its own."""
        if isinstance(prop, tree.Not):
            return changed(prop, body=self._read(prop.body))
        if isinstance(prop, tree.Connective):
            return changed(prop, left=self._read(prop.left), right=self._read(prop.right))
        if is_formula(prop, self.terms):
            return Formulas(self).prop(prop)
        if not isinstance(prop, tree.Quantified):
            return self._atom(prop)
        domain = self.thing(prop.domain)
        variable = prop.variable.text
        ranged = self.terms.domain(prop.domain)
        value = next(ranged.values(), None)
        if value is None:
            return changed(prop, domain=domain)  # nobody reads what is said of nothing
        name = self.free(variable)
        if isinstance(ranged, Objects | Arrows) and isinstance(domain, tree.Call):
            self.homes.append((ranged.category, domain.arguments[0]))
        terms, before = self.terms, self.bound
        self.terms = terms.within(variable, bound(ranged, value))
        self.bound = {**before, variable: Whole(name)}
        condition = None if prop.condition is None else self._read(prop.condition)
        body = self._read(prop.body)
        self.terms, self.bound = terms, before
        called = tree.Name(name, True)
        return changed(prop, variable=called, domain=domain, condition=condition, body=body, joined=False)

    def _atom(self, prop: tree.Prop) -> tree.Prop:
        category = home_of(prop, self.terms)
        if category is not None:
            return self._inside(prop, category)
        if isinstance(prop, tree.Is):
            argument = prop.argument
            if argument is not None:
                argument = self.object(argument) if prop.preposition == "by" else self.thing(argument)
            return changed(prop, subject=self.thing(prop.subject), argument=argument)
        if isinstance(prop, tree.Has):
            return changed(prop, subject=self.thing(prop.subject))
        if isinstance(prop, tree.SolvesByPrompt):
            prompt = None if prop.prompt is None else self.object(prop.prompt)
            return changed(prop, model=self.thing(prop.model), task=self.thing(prop.task), prompt=prompt)
        if isinstance(prop, tree.SolvesByTuning):
            return changed(prop, model=self.thing(prop.model), task=self.thing(prop.task))
        if isinstance(prop, tree.Generalizes):
            seen = None if prop.seen is None else self.objects(prop.seen)
            return changed(prop, functor=self.thing(prop.functor), seen=seen)
        assert isinstance(prop, tree.Comparison | tree.Isomorphic)
        return changed(prop, left=self.thing(prop.left), right=self.thing(prop.right))

    def _inside(self, prop: tree.Prop, category: Category) -> tree.Prop:
        """An atom about objects or arrows of the category."""
        if isinstance(prop, tree.Is):
            if prop.words[-1] in ("terminal", "initial"):
                subject = self.object(prop.subject)
            else:
                subject = self._path(prop.subject, category)
            return changed(prop, subject=subject, category=self._in(prop.category, category))
        assert isinstance(prop, tree.Comparison | tree.Isomorphic)
        if isinstance(prop, tree.Isomorphic):
            left, right = self.object(prop.left), self.object(prop.right)
        else:
            left, right = self._path(prop.left, category), self._path(prop.right, category)
            if prop.category is None:
                left, right = no_object(left, category), no_object(right, category)
        return changed(prop, left=left, right=right, category=self._in(prop.category, category))

    def _in(self, given: tree.Term | None, category: Category) -> tree.Term | None:
        """What `in` says: where names are put in, the category does not follow from variables any more."""
        return self.home(category) if given is None else self.thing(given)

    def home(self, home: Category | Task) -> tree.Term | None:
        """How a category is written, or a task, that something lives in."""
        for known, term in reversed(self.homes):
            if known is home:
                return term
        for name, declared in self.declarations.root.names.items():
            if declared.value is home:
                return tree.Name(self.declarations.need(name, declared), True)
        return None

    # ---- variables ----------------------------------------------------------------------------------------

    def puts_in(self, variable: str) -> bool:
        """Is it a variable over objects, arrows or elements, whose value is put in?"""
        return isinstance(self.bound.get(variable), Inside)

    def whole(self, variable: str) -> str | None:
        """What a variable is called here, or what it stands for; None where there is none, or its value is put in."""
        known = self.bound.get(variable)
        return known.name if isinstance(known, Whole) else None

    def free(self, variable: str) -> str:
        """A name for a variable that stays one, which hides nothing that is meant."""
        hides = variable in self.used or variable in self.declarations.taken
        return self.declarations.fresh(variable) if hides else variable

    # ---- terms --------------------------------------------------------------------------------------------

    def name(self, name: tree.Name) -> tree.Name:
        known = self.bound.get(name.text)
        if known is not None:
            return tree.Name(known.name, True, span=name.span) if isinstance(known, Whole) else name
        declared = self.declarations.root.lookup(name.text)
        if declared is None:
            return name
        return tree.Name(self.declarations.need(name.text, declared), True, span=name.span)

    def _variable(self, term: tree.Term, kinds: tuple[type, ...]) -> tree.Term | None:
        """What stands for a variable over objects, arrows or elements; None for anything else."""
        known = self.bound.get(term.text) if isinstance(term, tree.Name) else None
        if known is None or not isinstance(term, tree.Name):
            return None
        value = self.terms.scope.variable(term.text)
        if not isinstance(value, kinds):
            return None
        return tree.Name(known.name, True) if isinstance(known, Whole) else term_of(value)

    def object(self, term: tree.Term) -> tree.Term:
        return self._variable(term, (ObjectOf,)) or term

    def arrow(self, term: tree.Term, call: tree.Call) -> tree.Term:
        if call.function == "generated":
            return self._path(term, self.terms.category(call.arguments[0]))
        return self._path(term, self.terms.task(call.arguments[0]).category)

    def element(self, term: tree.Term, call: tree.Call) -> tree.Term:
        if isinstance(term, tree.Restriction):
            return changed(term, element=self.element(term.element, call), arrow=self.arrow(term.arrow, call))
        if isinstance(term, tree.Name):
            return self._variable(term, (ElementOf, ArrowOf)) or term
        if self.terms.task(call.arguments[0]).arrows_into is not None:
            return self.arrow(term, call)
        return term

    def _path(self, term: tree.Term, category: Category) -> tree.Term:
        """An arrow of the category."""
        if isinstance(term, tree.Compose):
            return self._composite(term, category)
        if isinstance(term, tree.Power):
            return changed(term, base=self._path(term.base, category))
        if isinstance(term, tree.TheArrow):
            return changed(term, source=self.object(term.source), target=self.object(term.target))
        if isinstance(term, tree.Call) and term.function == "id":
            return changed(term, arguments=tuple(map(self.object, term.arguments)))
        put = self._variable(term, (ArrowOf,))
        if put is None or isinstance(self.bound[term.text], Whole):  # type: ignore[union-attr]
            return put or term
        found = self.terms.path(term, category)  # of the opposite category it may be
        return arrow_term(category, category.follow(category.identity(found.target), found.word))

    def _composite(self, term: tree.Compose, category: Category) -> tree.Term:
        """Composites may be long."""
        links: list[tree.Compose] = []
        first: tree.Term = term
        while isinstance(first, tree.Compose):
            links.append(first)
            first = first.before if first.diagrammatic else first.after
        made = self._path(first, category)
        for link in reversed(links):
            if link.diagrammatic:
                made = changed(link, before=made, after=self._path(link.after, category))
            else:
                made = changed(link, after=made, before=self._path(link.before, category))
        return made


def _place(written: object) -> Place:
    if not isinstance(written, Place):
        raise Unwritable
    return written
