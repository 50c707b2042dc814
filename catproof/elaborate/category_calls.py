"""Expressions for categories: `product(C, D)`, `full(C, {a, b})`, ..."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from catproof.core import comma, constructions
from catproof.core.category import Category
from catproof.core.elements import elements, slice_over
from catproof.core.functor import Functor
from catproof.core.limits import LimitReached
from catproof.elaborate.calls import Maker, labels, named, title
from catproof.elaborate.scope import Wrong
from catproof.syntax import tree
from catproof.syntax.printer import print_term

if TYPE_CHECKING:
    from catproof.elaborate.terms import Terms


def _two_categories(make: Callable[[Category, Category, str], Category]) -> Maker:
    def made(terms: Terms, call: tree.Call) -> Category:
        left, right = terms.arguments(call, 2)
        return make(terms.category(left), terms.category(right), title(call))

    return made


def _full(terms: Terms, call: tree.Call) -> Category:
    of, members = terms.arguments(call, 2)
    if not isinstance(members, tree.Set):
        raise Wrong(members.span, "a set of objects is expected, such as {a, b}")
    category = terms.category(of)
    numbers = [terms.object(a, category) for a in members.items]
    for k, item in enumerate(members.items):
        if numbers[k] in numbers[:k]:
            raise Wrong(item.span, f"{print_term(item)} is listed twice")
    return constructions.full(category, numbers, title(call))[0]


def _discrete(terms: Terms, call: tree.Call) -> Category:
    return constructions.discrete(labels(terms, terms.arguments(call, 1)[0]), title(call), terms.limit)


def _chain(terms: Terms, call: tree.Call) -> Category:
    length = terms.arguments(call, 1)[0]
    if not isinstance(length, tree.Integer) or length.value < 0:
        raise Wrong(length.span, "the number of objects of the chain is expected, such as chain(4)")
    if length.value > terms.limit:
        raise LimitReached(f"{title(call)} has more than the limit of {terms.limit} arrows", "--limit")
    return constructions.chain(length.value, title(call), terms.limit)


def _no_arguments(make: Callable[[str, int], Category]) -> Maker:
    def made(terms: Terms, call: tree.Call) -> Category:
        terms.arguments(call, 0)
        return make(title(call), terms.limit)

    return made


def _opposite(terms: Terms, call: tree.Call) -> Category:
    return constructions.opposite(terms.category(terms.arguments(call, 1)[0]), title(call))


def _elements(terms: Terms, call: tree.Call) -> Category:
    return elements_with_projection(terms, call)[0]


def elements_with_projection(terms: Terms, call: tree.Call) -> tuple[Category, Functor]:
    """`elements(T)` with its projection to the category of T."""
    of = terms.arguments(call, 1)[0]
    made: tuple[Category, Functor] = terms.scope.remember(
        tree.Call("elements, with projection", (call,)), lambda: elements(terms.task(of), title(call))
    )
    return made


def _at_an_object(make: Callable[[Category, int, str], Category]) -> Maker:
    def made(terms: Terms, call: tree.Call) -> Category:
        of, at = terms.arguments(call, 2)
        category = terms.category(of)
        return make(category, terms.object(at, category), title(call))

    return made


def _arrows(terms: Terms, call: tree.Call) -> Category:
    return comma.arrow_category(terms.category(terms.arguments(call, 1)[0]), title(call))


def _comma(terms: Terms, call: tree.Call) -> Category:
    left, right = (terms.functor(f) for f in terms.arguments(call, 2))
    if left.target is not right.target:
        raise Wrong(
            call.span, f"the functors go to different categories, {named(left.target)} and {named(right.target)}"
        )
    return comma.comma(left, right, title(call))


CATEGORY_CALLS: dict[str, Maker] = {
    "opposite": _opposite,
    "product": _two_categories(constructions.product),
    "coproduct": _two_categories(constructions.coproduct),
    "full": _full,
    "discrete": _discrete,
    "chain": _chain,
    "terminal": _no_arguments(constructions.terminal),
    "empty": _no_arguments(constructions.empty),
    "elements": _elements,
    "slice": _at_an_object(slice_over),
    "coslice": _at_an_object(comma.coslice),
    "arrows": _arrows,
    "comma": _comma,
}
