"""Which propositions are read as core terms, because only these can say them."""

from __future__ import annotations

from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.model import Model
from catproof.core.task import Task
from catproof.core.transformation import Transformation
from catproof.elaborate.scope import Broken, Defined, ElementOf, ObjectOf, Wrong
from catproof.elaborate.terms import NUMBERS, Terms
from catproof.syntax import tree

NEW_TERMS = (tree.ElementAt, tree.LyingIn, tree.Selection, tree.Arithmetic)
NEW_CALLS = frozenset({"source", "target", "answers"})


def definitions(terms: Terms) -> dict[str, Defined]:
    """The definitions that are declared in the scope, by name."""
    scope = terms.scope
    declared = ((name, scope.lookup(name)) for name in scope.visible())
    return {name: each.value for name, each in declared if each is not None and isinstance(each.value, Defined)}


def is_formula(prop: tree.Prop, terms: Terms) -> bool:
    """Is an atom, or a quantifier, one that only core terms can say?"""
    if isinstance(prop, tree.Not | tree.Connective):
        return False
    if isinstance(prop, tree.Quantified):
        return prop.quantifier == "exists unique"
    if isinstance(prop, tree.Said):
        return True
    known = terms.formulas.get(id(prop))
    if known is None:
        known = terms.formulas[id(prop)] = _is_formula(prop, terms)
    return known


def _is_formula(prop: tree.Prop, terms: Terms) -> bool:
    own = definitions(terms)
    if isinstance(prop, tree.Is) and " ".join(prop.words) in own:
        return True
    if isinstance(prop, tree.Has) and own:
        shown = " ".join(prop.words)
        if any(word in own for word in (f"has {shown}", f"has a {shown}", f"has an {shown}")):
            return True
    if isinstance(prop, tree.Comparison) and _compares(prop, terms):
        return True
    return any(_is_new(part, terms, own) for part in _terms_of(prop))


def _terms_of(prop: tree.Prop) -> list[tree.Node]:
    """All terms in an atom; the arguments of domains with bounds among them."""
    found: list[tree.Node] = []
    pending: list[object] = [getattr(prop, field) for field in prop.fields]
    while pending:
        one = pending.pop()
        if isinstance(one, tree.Node):
            found.append(one)
            pending.extend(getattr(one, field) for field in one.fields)
        elif isinstance(one, tuple):
            pending.extend(one)
    return found


def _is_new(term: tree.Node, terms: Terms, own: dict[str, Defined]) -> bool:
    if isinstance(term, NEW_TERMS):
        return True
    if not isinstance(term, tree.Call):
        return False
    if term.function in own or term.function in NEW_CALLS:
        return True
    declared = terms.scope.lookup(term.function)
    return declared is not None and isinstance(declared.value, Functor | Transformation | Model | Broken)


def _compares(prop: tree.Comparison, terms: Terms) -> bool:
    """Are objects or elements compared?"""
    sides = (prop.left, prop.right)
    if any(isinstance(s, tree.Call) and s.function in NUMBERS for s in sides):
        return False
    if any(isinstance(s, tree.Integer) for s in sides):
        return prop.category is not None
    if any(isinstance(side, tree.Restriction) for side in sides):
        return True
    for side in sides:
        value = terms.scope.variable(side.text) if isinstance(side, tree.Name) else None
        if isinstance(value, ObjectOf | ElementOf):
            return True
    if not all(isinstance(side, tree.Name | tree.Tuple) for side in sides) or prop.category is None:
        return False
    try:
        category = _home(prop.category, terms)
    except Wrong:
        return False
    if not isinstance(category, Category):
        return category is not None
    return all(terms.label(side) in category.number for side in sides)


def _home(term: tree.Term, terms: Terms) -> Category | Task | None:
    """The category or the task that follows `in`."""
    if not isinstance(term, tree.Name):
        return terms.category(term)
    declared = terms.scope.lookup(term.text)
    return declared.value if declared is not None and isinstance(declared.value, Category | Task) else None
