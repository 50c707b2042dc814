"""Expressions for functors: `identity(C)`, `inclusion(full(C, {a, b}))`, ..."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catproof.core import functor
from catproof.core.functor import Functor
from catproof.elaborate.calls import Maker, title
from catproof.elaborate.category_calls import full_subcategory
from catproof.elaborate.scope import Wrong
from catproof.syntax import tree

if TYPE_CHECKING:
    from catproof.elaborate.terms import Terms


def _identity_functor(terms: Terms, call: tree.Call) -> Functor:
    return functor.identity(terms.category(terms.arguments(call, 1)[0]), title(call))


def _inclusion(terms: Terms, call: tree.Call) -> Functor:
    of = terms.arguments(call, 1)[0]
    if not isinstance(of, tree.Call) or of.function != "full":
        raise Wrong(of.span, "the inclusion of a full subcategory is written inclusion(full(C, {a, b}))")
    terms.category(of)
    return full_subcategory(terms, of)[1]


FUNCTOR_CALLS: dict[str, Maker] = {"identity": _identity_functor, "inclusion": _inclusion}
