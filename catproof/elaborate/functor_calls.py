"""Expressions for functors: `identity(C)`, `inclusion(full(C, {a, b}))`, ..."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catproof.core import constructions, functor
from catproof.core.functor import Functor
from catproof.elaborate.calls import Maker, named, title
from catproof.elaborate.category_calls import elements_with_projection
from catproof.elaborate.scope import Wrong
from catproof.syntax import tree

if TYPE_CHECKING:
    from catproof.elaborate.terms import Terms


def _identity_functor(terms: Terms, call: tree.Call) -> Functor:
    return functor.identity(terms.category(terms.arguments(call, 1)[0]), title(call))


def _inclusion(terms: Terms, call: tree.Call) -> Functor:
    of = terms.arguments(call, 1)[0]
    category = terms.category(of)
    found = category.inclusion
    if found is None:
        hint = "an inclusion is that of a full subcategory: inclusion(full(C, {a, b})), or of one that has a name"
        raise Wrong(of.span, f"{named(category)} is not part of another category", hint)
    made = Functor(category, found.target, found.on_objects, found.on_generators, name=title(call))
    made.origin = found.origin
    return made


def _projection(terms: Terms, call: tree.Call) -> Functor:
    terms.arguments(call, 1)
    return elements_with_projection(terms, tree.Call("elements", call.arguments, span=call.span))[1]


def _compose(terms: Terms, call: tree.Call) -> Functor:
    after, before = (terms.functor(f) for f in terms.arguments(call, 2))
    if before.target is not after.source:
        raise Wrong(
            call.span,
            f"the functors do not meet: the second goes to {named(before.target)}, the first starts from "
            f"{named(after.source)}",
            "compose(G, F) is first F, then G",
        )
    return functor.compose(after, before, title(call))


def _opposite(terms: Terms, call: tree.Call) -> Functor:
    return constructions.opposite_functor(terms.functor(terms.arguments(call, 1)[0]), title(call))


FUNCTOR_CALLS: dict[str, Maker] = {
    "identity": _identity_functor,
    "inclusion": _inclusion,
    "projection": _projection,
    "compose": _compose,
    "opposite": _opposite,
}
