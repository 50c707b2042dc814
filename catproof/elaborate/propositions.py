"""Propositions of the tree as closed claims under connectives and quantifiers."""

from __future__ import annotations

from functools import partial
from typing import Any

from catproof.claims.adjunction import Dense, HasAdjoint, LeftAdjoint
from catproof.claims.arrows import ARROW_PROPERTIES, OBJECT_PROPERTIES, ArrowProperty, EqualArrows, ObjectProperty
from catproof.claims.claim import Claim
from catproof.claims.domain import Arrows, Domain, Elements, Objects
from catproof.claims.familial import Familial
from catproof.claims.functors import PARTS, FunctorProperty
from catproof.claims.generalization import Generalizes, GeneralizesFrom
from catproof.claims.ideal import ExplicitIdeal
from catproof.claims.isomorphic import (
    IsomorphicCategories,
    IsomorphicFunctors,
    IsomorphicModels,
    IsomorphicObjects,
    IsomorphicTasks,
)
from catproof.claims.numbers import Compare
from catproof.claims.prompt import SolvesByPrompt
from catproof.claims.proposition import Atom, Connective, Not, Prop, Quantified, Unreached
from catproof.claims.representable import Representable
from catproof.claims.transformations import TRANSFORMATION_PROPERTIES, TransformationProperty
from catproof.claims.tuning import SolvesByTuning
from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.limits import LimitReached
from catproof.core.model import Model
from catproof.core.task import Task
from catproof.core.transformation import Transformation
from catproof.elaborate.category_calls import CATEGORY_CALLS
from catproof.elaborate.functor_calls import FUNCTOR_CALLS
from catproof.elaborate.model_calls import MODEL_CALLS
from catproof.elaborate.scope import ArrowOf, ElementOf, ObjectOf, Value, Wrong, suggestion
from catproof.elaborate.sketch import Sketcher
from catproof.elaborate.task_calls import TASK_CALLS
from catproof.elaborate.terms import NUMBERS, Terms
from catproof.syntax import tree
from catproof.syntax.printer import print_term

PROPERTIES = (
    *("representable", "familial", "ideal", "dense", "left adjoint"),
    *PARTS,
    *ARROW_PROPERTIES,
    *OBJECT_PROPERTIES,
)
TAKES = {"representable": "by", "left adjoint": "to"}
"""What may follow a property: `representable by P`, `left adjoint to G`."""


def proposition(prop: tree.Prop, terms: Terms) -> Prop:
    """The closed proposition. Raises `Wrong` or `Skipped`; what meets a limit becomes `Unreached`.

    The body of a quantifier is read for the first value of the variable right away, so that its errors are found
    before anything is decided.
    """
    if isinstance(prop, tree.Not):
        return Not(proposition(prop.body, terms))
    if isinstance(prop, tree.Connective):
        return Connective(prop.operator, proposition(prop.left, terms), proposition(prop.right, terms))
    if isinstance(prop, tree.Comparison) and prop.operator == "!=" and not _numeric(prop):
        equal = tree.Comparison(prop.left, "=", prop.right, prop.category, span=prop.span)
        return Not(proposition(equal, terms))
    try:
        if isinstance(prop, tree.Quantified):
            return _quantified(prop, terms)
        return Atom(_claim(prop, terms), terms.text(prop))
    except LimitReached as limit:
        return Unreached(limit.again())


def _quantified(prop: tree.Quantified, terms: Terms) -> Prop:
    domain = terms.domain(prop.domain)

    def body(value: Any) -> Prop:
        return proposition(prop.body, terms.within(prop.variable.text, _bound(domain, value)))

    for value in domain.values():
        body(value)
        break
    sought = partial(Sketcher(terms).quantified, prop)
    return Quantified(prop.quantifier, prop.variable.text, domain, body, terms.text(prop.body), sought)


def _bound(domain: Domain, value: Any) -> Value:
    if isinstance(domain, Objects):
        return ObjectOf(domain.category, value)
    if isinstance(domain, Arrows):
        return ArrowOf(domain.category, value)
    if isinstance(domain, Elements):
        return ElementOf(domain.task, value)
    bound: Value = value  # a task, a functor or a transformation stands for itself
    return bound


def _claim(prop: tree.Prop, terms: Terms) -> Claim:
    if isinstance(prop, tree.Is):
        return _is(prop, terms)
    if isinstance(prop, tree.SolvesByPrompt | tree.SolvesByTuning):
        model, task = terms.model(prop.model), terms.task(prop.task)
        if task.category is not model.category:
            raise Wrong(
                prop.span,
                f"the task lives on {_name(task.category)}, the model on {_name(model.category)}",
            )
        if isinstance(prop, tree.SolvesByTuning):
            return SolvesByTuning(model, task)
        by = None if prop.prompt is None else terms.object(prop.prompt, model.category)
        return SolvesByPrompt(model, task, by)
    if isinstance(prop, tree.Comparison):
        return _comparison(prop, terms)
    if isinstance(prop, tree.Isomorphic):
        return _isomorphic(prop, terms)
    if isinstance(prop, tree.Generalizes):
        functor = terms.functor(prop.functor)
        if prop.seen is None:
            return Generalizes(functor)
        return GeneralizesFrom(functor, [terms.object(a, functor.source) for a in prop.seen.items], prop.among)
    if isinstance(prop, tree.Has):
        if prop.words not in (("left", "adjoint"), ("right", "adjoint")):
            shown = " ".join(prop.words)
            hint = suggestion(shown, ["left adjoint", "right adjoint"])
            raise Wrong(prop.words_span, f"nothing is known to have a `{shown}`", hint)
        return HasAdjoint(terms.functor(prop.subject), prop.words[0])
    raise AssertionError(f"a proposition of an unknown form: {type(prop).__name__}")


def _is(prop: tree.Is, terms: Terms) -> Claim:
    name = " ".join(prop.words)
    if prop.words[:1] in (("embedding",), ("equivalence",), ("isomorphism",)):
        name = "an " + name
    if name not in PROPERTIES:
        raise Wrong(prop.words_span, f"there is no property `{name}`", suggestion(name, PROPERTIES))
    if prop.argument is not None and TAKES.get(name) != prop.preposition:
        raise Wrong(prop.argument.span, f"`is {name}` takes nothing after `{prop.preposition}`")
    if prop.category is not None and name not in (*ARROW_PROPERTIES, *OBJECT_PROPERTIES):
        raise Wrong(prop.category.span, f"`is {name}` takes no `in`")
    if name == "representable":
        task = terms.task(prop.subject)
        return Representable(task, None if prop.argument is None else terms.object(prop.argument, task.category))
    if name == "dense":
        return Dense(terms.functor(prop.subject))
    if name == "left adjoint":
        return _left_adjoint(prop, terms)
    if name == "familial":
        return Familial(terms.task(prop.subject))
    if name == "ideal":
        model = terms.model(prop.subject)
        if model.functor is None:
            return ExplicitIdeal(model)
        return FunctorProperty(model.functor, "fully faithful", model)
    if name in PARTS:
        return FunctorProperty(terms.functor(prop.subject), name)
    if name in TRANSFORMATION_PROPERTIES and _is_transformation(prop.subject, terms):
        return TransformationProperty(terms.transformation(prop.subject), name)
    if name in ARROW_PROPERTIES:
        category = _category(prop.category, [prop.subject], terms, terms.arrow)
        return ArrowProperty(category, terms.arrow(prop.subject, category), name)
    category = _category(prop.category, [prop.subject], terms, terms.object)
    return ObjectProperty(category, terms.object(prop.subject, category), name)


def _left_adjoint(prop: tree.Is, terms: Terms) -> Claim:
    if prop.argument is None:
        raise Wrong(
            prop.words_span, "left adjoint to what?", "write `F is left adjoint to G` or `F has a right adjoint`"
        )
    left, right = terms.functor(prop.subject), terms.functor(prop.argument)
    if left.source is not right.target or left.target is not right.source:
        raise Wrong(
            prop.span,
            f"the functors do not go to and fro: {_name(left.source)} -> {_name(left.target)} and "
            f"{_name(right.source)} -> {_name(right.target)}",
        )
    return LeftAdjoint(left, right)


def _is_transformation(term: tree.Term, terms: Terms) -> bool:
    declared = terms.scope.lookup(term.text) if isinstance(term, tree.Name) else None
    return declared is not None and isinstance(declared.value, Transformation)


def _category(given: tree.Term | None, subjects: list[tree.Term], terms: Terms, read: Any) -> Category:
    return terms.category(given) if given is not None else terms.category_of(subjects, read)


def _numeric(prop: tree.Comparison) -> bool:
    sides = (prop.left, prop.right)
    return any(isinstance(s, tree.Integer) or (isinstance(s, tree.Call) and s.function in NUMBERS) for s in sides)


def _comparison(prop: tree.Comparison, terms: Terms) -> Claim:
    sides = (prop.left, prop.right)
    if _numeric(prop):
        if prop.category is not None:
            raise Wrong(prop.category.span, "numbers are compared without `in`")
        return Compare(terms.number(prop.left), prop.operator, terms.number(prop.right))
    if prop.operator != "=":
        raise Wrong(prop.span, f"`{prop.operator}` compares numbers; arrows are equal or not")
    category = _category(prop.category, list(sides), terms, lambda term, c: terms.path(term, c))
    bare = [isinstance(s, tree.Name) and s.text == "id" and not s.quoted for s in sides]
    first = terms.path(sides[1] if bare[0] else sides[0], category)
    second = terms.path(sides[0] if bare[0] else sides[1], category, first.source, first.target)
    if (first.source, first.target) != (second.source, second.target):
        raise Wrong(prop.span, f"{print_term(prop.left)} and {print_term(prop.right)} are not parallel arrows")
    return EqualArrows(category, first.target, first.word, second.word)


def _isomorphic(prop: tree.Isomorphic, terms: Terms) -> Claim:
    if prop.category is not None:
        category = terms.category(prop.category)
        return IsomorphicObjects(category, terms.object(prop.left, category), terms.object(prop.right, category))
    kinds = {_kind(side, terms) for side in (prop.left, prop.right)} - {None}
    if kinds == {Task}:
        left, right = terms.task(prop.left), terms.task(prop.right)
        if left.category is not right.category:
            raise Wrong(
                prop.span, f"the tasks live on different categories, {_name(left.category)} and {_name(right.category)}"
            )
        return IsomorphicTasks(left, right)
    if kinds == {Model}:
        f, g = terms.model(prop.left), terms.model(prop.right)
        if f.category is not g.category or f.base is not g.base:
            raise Wrong(prop.span, "the models are not parallel: they have different categories or bases")
        return IsomorphicModels(f, g)
    if kinds == {Category}:
        return IsomorphicCategories(terms.category(prop.left), terms.category(prop.right))
    if kinds == {Functor}:
        first, second = terms.functor(prop.left), terms.functor(prop.right)
        if first.source is not second.source or first.target is not second.target:
            raise Wrong(prop.span, "the functors are not parallel: they have different sources or targets")
        return IsomorphicFunctors(first, second)
    if len(kinds) > 1:
        both = " and ".join(sorted(NOUNS[k] for k in kinds if k is not None))
        raise Wrong(prop.span, f"`~=` compares things of one kind, not {both}")
    category = terms.category_of([prop.left, prop.right], terms.object)
    return IsomorphicObjects(category, terms.object(prop.left, category), terms.object(prop.right, category))


NOUNS: dict[type, str] = {Task: "a task", Category: "a category", Functor: "a functor", Model: "a model"}


def _kind(term: tree.Term, terms: Terms) -> type | None:
    """What kind of thing a side of `~=` is, where that can be told from its head; None for objects."""
    if isinstance(term, tree.Name):
        declared = terms.scope.lookup(term.text)
        if declared is None:
            return None
        terms.declared(term, "a task, a category, a functor or a model")
        return next((kind for kind in NOUNS if isinstance(declared.value, kind)), None)
    if not isinstance(term, tree.Call):
        return None
    if term.function == "yoneda":
        return Task if len(term.arguments) == 2 else Model
    found = [
        kind
        for kind, calls in (
            (Task, TASK_CALLS),
            (Category, CATEGORY_CALLS),
            (Functor, FUNCTOR_CALLS),
            (Model, MODEL_CALLS),
        )
        if term.function in calls
    ]
    if len(found) > 1 and term.arguments:  # product, terminal, empty, ... : of tasks or of categories
        return Task if term.function in ("terminal", "empty") else _kind(term.arguments[0], terms)
    return Category if len(found) > 1 else (found[0] if found else None)


def _name(category: Category) -> str:
    return category.name or "another category"
