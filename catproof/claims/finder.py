"""z3 as the finder: a category, task, functor or transformation of which something is to hold, as one unknown.

Sizes are tried in increasing order: for categories the shapes (how many arrows there are between the objects) in the
order of the enumeration, for tasks their numbers of elements, for posets their numbers of points. For each there is one
problem: the axioms of the structure, what is asked of it as far as it has a form as constraints (`engines.finder`), and
clauses that exclude copies. What a model describes is made a structure of `core` and judged by the decision procedures
of the claims. If it fails, because not all that is asked has a form, it is excluded and z3 goes on.

The answer is the one that enumeration gives, the first in its order: a category with the least table of composites, a
functor or a transformation with the least values, a poset with the fewest relations. Tasks are ordered by their sizes
alone, where there are too many to go through (`FEW`).

That z3 finds nothing is no verdict: the enumeration has to confirm it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from catproof.claims.category_domain import Categories
from catproof.claims.domain import Domain
from catproof.claims.functor_domain import Functors
from catproof.claims.task_domain import Tasks
from catproof.claims.transformations import Transformations
from catproof.core.enumeration import Poset
from catproof.core.enumeration.orders import canonical
from catproof.core.enumeration.shapes import connected_matrices
from catproof.core.functor_search import order_of_search
from catproof.core.generation import generators
from catproof.core.transformation import Transformation
from catproof.engines.finder.categories import UnknownCategory, UnknownPoset
from catproof.engines.finder.clauses import Choice, Clauses, NoForm, TooMany
from catproof.engines.finder.formula import Ranging
from catproof.engines.finder.functors import components, functor_value, unknown_functor, unknown_transformation
from catproof.engines.finder.tasks import UnknownTask
from catproof.engines.finder.translation import Translation, shapes

FEW = 300
"""So many tasks of the size of a solution are gone through for the first one, on categories with at most `SMALL`
arrows; so many posets with as few relations are compared."""

SMALL_ARROWS, SMALL_SIZE = 8, 5

Judge = Callable[[Any], bool]
"""Is this value what is sought?"""


class Unknown(Protocol):
    """A problem with one unknown structure. `cells` describe it, in the order in which structures are compared."""

    clauses: Clauses
    cells: Sequence[Choice]

    def value(self) -> Any:
        """The structure that the last model describes."""
        ...


def find(sought: Ranging, domain: Domain, judge: Judge, due: float) -> Any | None:
    """A value of the domain for which the body of an `exists` holds (that of a `forall` fails), or None.

    Raises `NoForm` when the domain cannot be written as constraints or these are too many, and `LimitReached`.
    """
    try:
        if isinstance(domain, Categories) and domain.kind != "posets":
            return _find_category(sought, domain, judge, due)
        for unknown in _unknowns(sought, domain, due):
            if isinstance(unknown, _Order):
                found = _fewest(unknown, judge)
            else:
                found = _least(unknown, judge)
            if found is not None:
                return _first(domain, found, judge) if isinstance(domain, Tasks) else found
    except TooMany:
        raise NoForm from None
    return None


def _any(unknown: Unknown, judge: Judge) -> Any | None:
    """Some solution."""
    while unknown.clauses.solve():
        value = unknown.value()
        if judge(value):
            return value
        unknown.clauses.exclude(unknown.cells)
    return None


def _least(unknown: Unknown, judge: Judge) -> Any | None:
    """The solution with the least cells."""
    found = _any(unknown, judge)
    if found is None:
        return None
    while True:
        before = [unknown.clauses.value(cell) for cell in unknown.cells]
        unknown.clauses.least(unknown.cells)
        if [unknown.clauses.value(cell) for cell in unknown.cells] == before:
            return found
        value = unknown.value()
        if judge(value):
            return value
        unknown.clauses.exclude(unknown.cells)
        unknown.clauses.solve()


# ---- categories and monoids -----------------------------------------------------------------------------------


class _Composition(NamedTuple):
    """A category or a monoid of a given shape."""

    clauses: Clauses
    unknown: UnknownCategory
    limit: int

    @property
    def cells(self) -> Sequence[Choice]:
        return self.unknown.cells

    def value(self) -> Any:
        return self.unknown.value().small_category("", self.limit)


def _find_category(sought: Ranging, domain: Categories, judge: Judge, due: float) -> Any | None:
    for group in shapes(sought.domain):
        best: tuple[Any, Any] | None = None
        for matrices in group:
            clauses = Clauses(due)
            unknown = UnknownCategory(clauses, matrices)
            _ask(Translation(clauses), sought, unknown.symbolic)
            problem = _Composition(clauses, unknown, domain.limit)
            found = _least(problem, judge)
            if found is None:
                continue
            values = iter([clauses.value(cell) for cell in unknown.cells])
            key = [
                (connected_matrices(len(m), sum(map(sum, m))).index(m), [next(values) for _ in range(length)])
                for m, length in zip(matrices, unknown.lengths, strict=True)
            ]
            if best is None or key < best[0]:
                best = key, found
        if best is not None:
            return best[1]
    return None


def _ask(translation: Translation, sought: Ranging, unknown: Any) -> None:
    """What is asked of the unknown structure."""
    exists = sought.name == "exists"
    body = translation.literal(sought.body, {sought.variable: unknown}, exists)
    translation.clauses.clause(body if exists else -body)


# ---- tasks, functors, transformations, posets -----------------------------------------------------------------


class _Solved(NamedTuple):
    """Any other structure."""

    clauses: Clauses
    cells: Sequence[Choice]
    read: Callable[[], Any]

    def value(self) -> Any:
        return self.read()


class _Order(NamedTuple):
    """A poset."""

    clauses: Clauses
    unknown: UnknownPoset
    limit: int

    @property
    def cells(self) -> Sequence[Choice]:
        return self.unknown.cells

    def poset(self) -> Poset:
        """The poset, put in canonical order."""
        return Poset(canonical(self.unknown.value().below))

    def value(self) -> Any:
        return self.poset().category("", self.limit)


def _unknowns(sought: Ranging, domain: Domain, due: float) -> Iterator[Unknown]:
    """One problem for each size, in increasing order. Raises `NoForm`."""
    if isinstance(domain, Categories):
        for n in domain.sizes:
            clauses = Clauses(due)
            poset = UnknownPoset(clauses, n)
            _ask(Translation(clauses), sought, poset.symbolic)
            yield _Order(clauses, poset, domain.limit)
    elif isinstance(domain, Tasks):
        for size in range(domain.least, domain.most + 1):
            yield _task(sought, domain, size, due)
    elif isinstance(domain, Functors):
        yield _functor(sought, domain, due)
    elif isinstance(domain, Transformations):
        yield _transformation(sought, domain, due)
    else:
        raise NoForm


def _task(sought: Ranging, domain: Tasks, size: int, due: float) -> Unknown:
    clauses = Clauses(due)
    translation = Translation(clauses)
    category = translation.given(domain.category)
    unknown = UnknownTask(clauses, category.symbolic, size)
    unknown.exclude_copies()
    _ask(translation, sought, unknown.symbolic)
    return _Solved(clauses, unknown.cells(), lambda: unknown.value(category))


def _functor(sought: Ranging, domain: Functors, due: float) -> Unknown:
    clauses = Clauses(due)
    translation = Translation(clauses)
    source, target = translation.given(domain.source), translation.given(domain.target)
    unknown = unknown_functor(clauses, source.symbolic, target.symbolic)
    _ask(translation, sought, unknown)
    cells = [
        unknown.on_objects[-1 - slot]
        if slot < 0
        else unknown.on_arrows[source.number[domain.source.generator(slot)]]
        for slot in order_of_search(domain.source, domain.target)
    ]
    return _Solved(clauses, cells, lambda: functor_value(clauses, unknown, source, target))


def _transformation(sought: Ranging, domain: Transformations, due: float) -> Unknown:
    clauses = Clauses(due)
    translation = Translation(clauses)
    left, right = translation.known_task(domain.source), translation.known_task(domain.target)
    unknown = unknown_transformation(clauses, left, right)
    _ask(translation, sought, unknown)
    cells = [unknown.image[root] for root in generators(domain.source)]
    return _Solved(
        clauses, cells, lambda: Transformation(domain.source, domain.target, components(clauses, unknown), name="n")
    )


def _fewest(order: _Order, judge: Judge) -> Any | None:
    """The poset with the fewest relations, and among those the first that is known."""
    if _any(order, judge) is None:
        return None
    best, number = order.poset(), 0
    related = list(order.unknown.related.values())

    def relations(poset: Poset) -> int:
        return sum(under.bit_count() for under in poset.below)

    while number < FEW:
        number += 1
        fewer = order.clauses.at_least(related, relations(best) + 1)
        order.clauses.exclude(order.cells)
        if not order.clauses.solve(-fewer):
            break
        other = order.poset()
        smaller = (relations(other), other.below) < (relations(best), best.below)
        if smaller and judge(other.category("", order.limit)):
            best = other
    return best.category("", order.limit)


def _first(domain: Tasks, found: Any, judge: Judge) -> Any:
    """The first solution of this size in the order of the enumeration, where that is soon found."""
    if found.size > SMALL_SIZE or domain.category.count() > SMALL_ARROWS:
        return found
    same = Tasks(domain.category, found.size, found.size)
    for number, task in enumerate(same.values()):
        if number == FEW:
            break
        if judge(task):
            return task
    return found
