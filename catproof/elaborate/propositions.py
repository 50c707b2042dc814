"""Propositions of the tree as closed claims under connectives and quantifiers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

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
from catproof.core.label import show
from catproof.core.limits import LimitReached
from catproof.core.model import Model
from catproof.core.task import Task
from catproof.core.transformation import Transformation
from catproof.elaborate.calls import named
from catproof.elaborate.category_calls import CATEGORY_CALLS
from catproof.elaborate.functor_calls import FUNCTOR_CALLS
from catproof.elaborate.model_calls import MODEL_CALLS
from catproof.elaborate.recognition import is_formula
from catproof.elaborate.scope import (
    ArrowOf,
    Broken,
    ElementOf,
    ObjectOf,
    Value,
    Wrong,
    kind_of,
    no_property,
    suggestion,
)
from catproof.elaborate.sketch import Sketcher
from catproof.elaborate.task_calls import TASK_CALLS
from catproof.elaborate.terms import NUMBERS, Terms, bare_identity
from catproof.syntax import tree
from catproof.syntax.printer import print_term

Found = TypeVar("Found")

PROPERTIES = (
    *("representable", "familial", "ideal", "dense", "left adjoint"),
    *PARTS,
    *ARROW_PROPERTIES,
    *OBJECT_PROPERTIES,
)
TAKES = {"representable": "by", "left adjoint": "to"}
"""What may follow a property: `representable by P`, `left adjoint to G`."""


class Place(NamedTuple):
    """Where an atom or a quantifier is written, and the terms with what its variables stand for there."""

    prop: tree.Prop
    terms: Terms


def proposition(prop: tree.Prop, terms: Terms) -> Prop:
    """The closed proposition. Raises `Wrong` or `Skipped`; what meets a limit becomes `Unreached`.

    The body of a quantifier is read for the first value of the variable right away, so that its errors are found
    before anything is decided.
    """
    if isinstance(prop, tree.Not):
        return Not(proposition(prop.body, terms))
    if isinstance(prop, tree.Connective):
        return Connective(prop.operator, proposition(prop.left, terms), proposition(prop.right, terms))
    if is_formula(prop, terms):
        from catproof.elaborate.formulas import formula

        try:
            return Atom(formula(prop, terms), terms.text(prop), Place(prop, terms))
        except LimitReached as limit:
            return Unreached(limit, Place(prop, terms))
    if isinstance(prop, tree.Comparison) and prop.operator == "!=" and not _numeric(prop):
        equal = tree.Comparison(prop.left, "=", prop.right, prop.category, span=prop.span)
        return Not(proposition(equal, terms))
    try:
        if isinstance(prop, tree.Quantified):
            return _quantified(prop, terms)
        return Atom(_claim(prop, terms), terms.text(prop), Place(prop, terms))
    except LimitReached as limit:
        return Unreached(limit.again(), Place(prop, terms))


def _quantified(prop: tree.Quantified, terms: Terms) -> Prop:
    domain = terms.domain(prop.domain)

    def body(value: Any) -> Prop:
        return proposition(prop.matrix(), terms.within(prop.variable.text, bound(domain, value)))

    for value in domain.values():
        body(value)
        break
    sought = partial(Sketcher(terms).quantified, prop)
    return Quantified(
        prop.quantifier, prop.variable.text, domain, body, terms.text(prop.matrix()), sought, Place(prop, terms)
    )


def bound(domain: Domain, value: Any) -> Value:
    """What a variable over the domain stands for."""
    if isinstance(domain, Objects):
        return ObjectOf(domain.category, value)
    if isinstance(domain, Arrows):
        return ArrowOf(domain.category, value)
    if isinstance(domain, Elements):
        return ElementOf(domain.task, value)
    whole: Value = value  # a task, a functor or a transformation stands for itself
    return whole


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
            if prop.among is not None:
                message = f"`among {prop.among}` is about functors that fit what was seen, and `from` is missing"
                raise Wrong(prop.span, message, f"write `generalizes from {{a, b}} among {prop.among}`")
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
    name = _property(prop)
    if name not in PROPERTIES:
        terms.skip_broken(name)
        raise Wrong(prop.words_span, f"there is no property `{name}`", no_property(name, prop.words_span, PROPERTIES))
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
    category = home(prop, terms)
    if category is None:
        return TransformationProperty(terms.transformation(prop.subject), name)
    if name in ARROW_PROPERTIES:
        return ArrowProperty(category, _said(prop, prop.subject, terms, terms.arrow, category), name)
    return ObjectProperty(category, _said(prop, prop.subject, terms, terms.object, category), name)


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


# ---- what kind of thing is meant ----------------------------------------------------------------------


def home(prop: tree.Prop, terms: Terms) -> Category | None:
    """The category whose objects or arrows an atom is about; None for an atom about something else.

    `in C` says so. Without it a variable does, or a name that only one category has. Raises `Wrong` where a name may be
    two things that the atom accepts.
    """
    if isinstance(prop, tree.Is) and _property(prop) in (*ARROW_PROPERTIES, *OBJECT_PROPERTIES):
        if prop.category is not None:
            return terms.category(prop.category)
        if _property(prop) in OBJECT_PROPERTIES:
            return terms.category_of([prop.subject], terms.object)
        return None if _of_transformation(prop, terms) else terms.category_of([prop.subject], terms.arrow)
    if isinstance(prop, tree.Comparison) and not _numeric(prop):
        if prop.category is not None:
            return terms.category(prop.category)
        return terms.category_of([prop.left, prop.right], lambda term, c: terms.path(term, c))
    if isinstance(prop, tree.Isomorphic):
        if prop.category is not None:
            return terms.category(prop.category)
        return terms.category_of([prop.left, prop.right], terms.object) if _of_objects(prop, terms) else None
    return None


def _of_transformation(prop: tree.Is, terms: Terms) -> bool:
    """Is a property of arrows, said without `in C`, that of a transformation?"""
    subject, name = prop.subject, _property(prop)
    if not isinstance(subject, tree.Name):
        return False
    declared = terms.scope.lookup(subject.text)
    if declared is None or not isinstance(declared.value, Transformation | Broken | LimitReached):
        return False
    terms.declared(subject, "a transformation or an arrow")
    variable = terms.scope.variable(subject.text) is not None
    arrows = [] if variable else [c for c in terms.scope.categories() if subject.text in c.generator_number]
    if name in TRANSFORMATION_PROPERTIES:
        if arrows:
            what = f"the transformation, or the arrow of {_some(arrows)}"
            hint = f"for the arrow write `is {name} in {named(arrows[0])}`; the transformation needs another name"
            raise Wrong(subject.span, f"{show(subject.text)} may be two things here: {what}", hint)
        return True
    if not arrows:
        hint = "of transformations mono, epi and iso are decided"
        raise Wrong(prop.words_span, f"`{name}` is said of arrows, and {show(subject.text)} is a transformation", hint)
    return False


def _of_objects(prop: tree.Isomorphic, terms: Terms) -> bool:
    """Does `X ~= Y`, without `in C`, compare objects?"""
    sides = (prop.left, prop.right)
    kinds = [_kind(side, terms) for side in sides]
    if kinds == [None, None]:
        return True
    variables = [terms.scope.variable(side.text) for side in sides if isinstance(side, tree.Name)]
    if any(value is not None for value in variables) or not all(isinstance(side, tree.Name) for side in sides):
        return False
    homes = [c for c in terms.scope.categories() if all(terms.label(side) in c.number for side in sides)]
    if homes and kinds[0] is kinds[1] and kinds[0] is not None:
        both = " and ".join(dict.fromkeys(map(print_term, sides)))
        of_kind = NOUNS[kinds[0]].split()[1]
        what = f"{PLURALS[kinds[0]]}, or objects of {_some(homes)}"
        if prop.left == prop.right:
            what = f"{NOUNS[kinds[0]]}, or an object of {_some(homes)}"
        hint = f"for objects write `in {named(homes[0])}`; a {of_kind} needs another name"
        raise Wrong(prop.span, f"{both} may be two things here: {what}", hint)
    return bool(homes)


def _said(
    prop: tree.Is | tree.Isomorphic,
    term: tree.Term,
    terms: Terms,
    read: Callable[[tree.Term, Category], Found],
    category: Category,
) -> Found:
    """The object or arrow that a term of the atom stands for; an `in` that cannot be meant is pointed out."""
    try:
        return read(term, category)
    except Wrong as wrong:
        declared = terms.scope.lookup(term.text) if isinstance(term, tree.Name) and prop.category is not None else None
        kinds = tuple(NOUNS) if isinstance(prop, tree.Isomorphic) else (Transformation,)
        if declared is None or not isinstance(declared.value, kinds):
            raise
        hint = f"{print_term(term)} is {kind_of(declared.value)}: without `in` that is what is meant"
        raise Wrong(wrong.span, wrong.message, hint) from None


def _some(categories: list[Category]) -> str:
    return ", ".join(named(c) for c in categories[:4])


def _property(prop: tree.Is) -> str:
    name = " ".join(prop.words)
    return "an " + name if prop.words[0] in ("embedding", "equivalence", "isomorphism") else name


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
    category = home(prop, terms)
    assert category is not None
    bare = [bare_identity(side) for side in sides]
    first = terms.path(sides[1] if bare[0] else sides[0], category)
    second = terms.path(sides[0] if bare[0] else sides[1], category, first.source, first.target)
    if (first.source, first.target) != (second.source, second.target):
        raise Wrong(prop.span, f"{print_term(prop.left)} and {print_term(prop.right)} are not parallel arrows")
    return EqualArrows(category, first.target, first.word, second.word)


def _isomorphic(prop: tree.Isomorphic, terms: Terms) -> Claim:
    category = home(prop, terms)
    if category is not None:
        a, b = (_said(prop, side, terms, terms.object, category) for side in (prop.left, prop.right))
        return IsomorphicObjects(category, a, b)
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
    both = " and ".join(sorted(NOUNS[k] for k in kinds if k is not None))
    raise Wrong(prop.span, f"`~=` compares things of one kind, not {both}")


NOUNS: dict[type, str] = {Task: "a task", Category: "a category", Functor: "a functor", Model: "a model"}
PLURALS: dict[type, str] = {Task: "tasks", Category: "categories", Functor: "functors", Model: "models"}


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
