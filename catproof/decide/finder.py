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

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from catproof.core.category import Category
from catproof.core.enumeration import Poset
from catproof.core.enumeration.orders import canonical
from catproof.core.enumeration.shapes import connected_matrices
from catproof.core.functor_search import order_of_search
from catproof.core.generation import generators
from catproof.core.transformation import Transformation
from catproof.decide.category_domain import Categories
from catproof.decide.functor_domain import Functors
from catproof.decide.proposition import Quantified
from catproof.decide.task_domain import Tasks
from catproof.decide.transformations import Transformations
from catproof.engines.finder.categories import UnknownCategory, UnknownPoset
from catproof.engines.finder.clauses import Choice, Clauses, NoForm, TooMany
from catproof.engines.finder.functors import components, functor_value, unknown_functor, unknown_transformation
from catproof.engines.finder.tasks import UnknownTask
from catproof.engines.finder.translation import Translation, shapes

FEW = 300
"""So many tasks of the size of a solution are gone through for the first one, on categories with at most `SMALL`
arrows; so many posets with as few relations are compared."""

SMALL_ARROWS, SMALL_SIZE = 8, 5

Judge = Callable[[Any], bool]
"""Is this value what is sought?"""


class Problem(NamedTuple):
    """A problem with one unknown structure. `cells` describe it, in the order in which structures are compared; `read`
    gives the structure that the last model describes."""

    clauses: Clauses
    cells: Sequence[Choice]
    read: Callable[[], Any]

    def values(self) -> list[int]:
        """The values of the cells in the last model."""
        return [self.clauses.value(cell) for cell in self.cells]


def find(sought: Quantified, judge: Judge, due: float) -> Any | None:
    """A value of the domain for which the body of an `exists` holds (that of a `forall` fails), or None.

    Raises `NoForm` when the domain cannot be written as constraints or these are too many, and `LimitReached`.
    """
    domain = sought.domain
    try:
        if isinstance(domain, Categories):
            return (_poset if domain.kind == "posets" else _category)(sought, domain, judge, due)
        if isinstance(domain, Tasks):
            return _task(sought, domain, judge, due)
        if isinstance(domain, Functors):
            return _least(_functor(sought, domain, due), judge)
        if isinstance(domain, Transformations):
            return _least(_transformation(sought, domain, due), judge)
    except TooMany:
        pass
    raise NoForm


def _translation(clauses: Clauses, sought: Quantified) -> Translation:
    return Translation(clauses, sought.reading, sought.known)


def _ask(translation: Translation, sought: Quantified, unknown: Any) -> None:
    """What is asked of the unknown structure."""
    exists, body = sought.name == "exists", sought.term.body
    assert body is not None
    literal = translation.literal(body, {sought.variable: unknown}, exists)
    translation.clauses.clause(literal if exists else -literal)


def _any(problem: Problem, judge: Judge) -> Any | None:
    """Some solution."""
    while problem.clauses.solve():
        value = problem.read()
        if judge(value):
            return value
        problem.clauses.exclude(problem.cells)
    return None


def _least(problem: Problem, judge: Judge) -> Any | None:
    """The solution with the least cells."""
    found = _any(problem, judge)
    if found is None:
        return None
    known = problem.values()
    while True:
        problem.clauses.least(problem.cells)
        if problem.values() == known:
            return found
        value = problem.read()
        if judge(value):
            return value
        problem.clauses.exclude(problem.cells)
        problem.clauses.solve()


# ---- categories and monoids -----------------------------------------------------------------------------------


def _category(sought: Quantified, domain: Categories, judge: Judge, due: float) -> Any | None:
    """Shapes with the same first part are tried together: their solutions are compared part by part."""
    for group in shapes(sought.term.domain):
        best: tuple[Any, Any] | None = None
        for matrices in group:
            clauses = Clauses(due)
            unknown = UnknownCategory(clauses, matrices)
            _ask(_translation(clauses, sought), sought, unknown.symbolic)
            problem = Problem(clauses, unknown.cells, partial(_small, unknown, domain.limit))
            found = _least(problem, judge)
            if found is None:
                continue
            values = iter(problem.values())
            key = [
                (connected_matrices(len(matrix), sum(map(sum, matrix))).index(matrix), list(islice(values, length)))
                for matrix, length in zip(matrices, unknown.lengths, strict=True)
            ]
            if best is None or key < best[0]:
                best = key, found
        if best is not None:
            return best[1]
    return None


def _small(unknown: UnknownCategory, limit: int) -> Category:
    return unknown.value().small_category("", limit)


# ---- posets ---------------------------------------------------------------------------------------------------


def _poset(sought: Quantified, domain: Categories, judge: Judge, due: float) -> Any | None:
    """A poset with the fewest points, then with the fewest relations, then the first."""
    for points in domain.sizes:
        clauses = Clauses(due)
        unknown = UnknownPoset(clauses, points)
        _ask(_translation(clauses, sought), sought, unknown.symbolic)
        problem = Problem(clauses, unknown.cells, partial(_read_poset, unknown, domain.limit))
        found = _any(problem, judge)
        if found is None:
            continue
        best = _ordered(unknown)
        for _ in range(FEW):
            more = clauses.at_least(list(unknown.related.values()), _relations(best) + 1)
            clauses.exclude(unknown.cells)
            if not clauses.solve(-more):
                break
            other = _ordered(unknown)
            if (_relations(other), other.below) < (_relations(best), best.below) and judge(problem.read()):
                best = other
        return best.category("", domain.limit)
    return None


def _ordered(unknown: UnknownPoset) -> Poset:
    """The poset, its points in canonical order."""
    return Poset(canonical(unknown.value().below))


def _read_poset(unknown: UnknownPoset, limit: int) -> Category:
    return _ordered(unknown).category("", limit)


def _relations(poset: Poset) -> int:
    return sum(under.bit_count() for under in poset.below)


# ---- tasks, functors, transformations -------------------------------------------------------------------------


def _task(sought: Quantified, domain: Tasks, judge: Judge, due: float) -> Any | None:
    for size in range(domain.least, domain.most + 1):
        clauses = Clauses(due)
        translation = _translation(clauses, sought)
        category = translation.given(domain.category)
        unknown = UnknownTask(clauses, category.symbolic, size)
        unknown.exclude_copies(category.generating)
        _ask(translation, sought, unknown.symbolic)
        found = _least(Problem(clauses, unknown.cells(category.generating), partial(unknown.value, category)), judge)
        if found is not None:
            return _first(domain, found, judge)
    return None


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


def _functor(sought: Quantified, domain: Functors, due: float) -> Problem:
    clauses = Clauses(due)
    translation = _translation(clauses, sought)
    source, target = translation.given(domain.source), translation.given(domain.target)
    unknown = unknown_functor(clauses, source.symbolic, target.symbolic)
    _ask(translation, sought, unknown)
    cells = [
        unknown.on_objects[-1 - slot] if slot < 0 else unknown.on_arrows[source.number[domain.source.generator(slot)]]
        for slot in order_of_search(domain.source, domain.target)
    ]
    return Problem(clauses, cells, lambda: functor_value(clauses, unknown, source, target))


def _transformation(sought: Quantified, domain: Transformations, due: float) -> Problem:
    clauses = Clauses(due)
    translation = _translation(clauses, sought)
    unknown = unknown_transformation(
        clauses, translation.known_task(domain.source), translation.known_task(domain.target)
    )
    _ask(translation, sought, unknown)
    cells = [unknown.image[root] for root in generators(domain.source)]

    def read() -> Transformation:
        return Transformation(domain.source, domain.target, components(clauses, unknown), name="n")

    return Problem(clauses, cells, read)
