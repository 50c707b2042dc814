"""Formulas about unknown structures, as literals.

A formula is translated for a *side*: what is required to hold, or required to fail. For every structure there is a
model in which the literal has the truth value of the formula; the other way round this holds only as far as the formula
has a form. So what z3 finds is judged afterwards, and what it excludes is excluded rightly. On the side where it helps,
a further structure that is said to exist becomes a further unknown; on the other its literal is left open.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations_with_replacement, product
from typing import Any, NamedTuple

from catproof.core.category import Arrow, Category
from catproof.core.enumeration.assembly import sums
from catproof.core.enumeration.shapes import Matrix, connected_matrices
from catproof.core.functor import Functor
from catproof.core.limits import LimitReached
from catproof.core.task import Task
from catproof.core.transformation import Transformation
from catproof.engines.finder.categories import (
    GivenCategory,
    SymbolicCategory,
    UnknownCategory,
    UnknownPoset,
    given_category,
)
from catproof.engines.finder.clauses import FALSE, TRUE, Choice, Clauses, Literal, NoForm
from catproof.engines.finder.formula import (
    Claimed,
    Domain,
    Formula,
    Joined,
    Known,
    Made,
    Negated,
    Ranging,
    Term,
    Unclear,
    Variable,
)
from catproof.engines.finder.functors import (
    SymbolicFunctor,
    SymbolicTransformation,
    given_functor,
    identity,
    unknown_functor,
    unknown_transformation,
)
from catproof.engines.finder.properties import Properties
from catproof.engines.finder.tasks import SymbolicTask, UnknownTask, coproduct, given_task, terminal, yoneda

MOST_SHAPES = 60
"""An inner quantifier over categories is written out only over so many shapes."""


class Place(NamedTuple):
    """An object or an arrow of a symbolic category, or an element of a symbolic task, by its number."""

    of: SymbolicCategory | SymbolicTask
    number: int


IDENTITY = Made("id", ())
"""`id` where only one object can be meant."""

Values = dict[str, Any]
"""What the variables stand for: symbolic things and places."""

COMPARE: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class Translation:
    """Formulas over one set of clauses."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.properties = Properties(clauses)
        self._given: dict[int, tuple[object, Any]] = {}
        self._turned: dict[int, tuple[SymbolicCategory, SymbolicCategory]] = {}

    # ---- formulas -----------------------------------------------------------------------------------------

    def literal(self, formula: Formula, values: Values, side: bool) -> Literal:
        """The literal of the formula, for the side on which it holds (fails). Raises `TooMany`."""
        if isinstance(formula, Negated):
            return -self.literal(formula.of, values, not side)
        if isinstance(formula, Joined):
            return self._joined(formula, values, side)
        if isinstance(formula, Ranging):
            return self._ranging(formula, values, side)
        if isinstance(formula, Unclear):
            return self.clauses.flag()
        return self._claimed(formula, values, side)

    def _joined(self, formula: Joined, values: Values, side: bool) -> Literal:
        every, some = self.clauses.all_of, self.clauses.any_of
        if formula.name == "iff":
            a, b = (self.literal(part, values, True) for part in (formula.left, formula.right))
            c, d = (self.literal(part, values, False) for part in (formula.left, formula.right))
            if side:
                return some([every([a, b]), every([-c, -d])])
            return -some([every([a, -d]), every([-c, b])])
        first = side if formula.name != "implies" else not side
        left, right = self.literal(formula.left, values, first), self.literal(formula.right, values, side)
        if formula.name == "and":
            return every([left, right])
        return some([left if formula.name == "or" else -left, right])

    def _ranging(self, formula: Ranging, values: Values, side: bool) -> Literal:
        every = formula.name == "forall"
        try:
            if formula.domain.kind in ("objects", "arrows", "elements"):
                parts = [
                    (there, self.literal(formula.body, {**values, formula.variable: place}, side))
                    for there, place in self.places(formula.domain, values)
                ]
                if every:
                    return self.clauses.all_of(self.properties.implies(there, body) for there, body in parts)
                return self.clauses.any_of(self.clauses.all_of(pair) for pair in parts)
            if every is not side:
                further = [self._further(formula, make, values, side) for make in self._makers(formula.domain, values)]
                return self.clauses.any_of(further) if side else -self.clauses.any_of(further)
        except NoForm:
            pass
        return self.clauses.flag()  # all structures, for one: what is found is judged afterwards

    def _further(self, formula: Ranging, make: Callable[[], Any], values: Values, side: bool) -> Literal:
        """A flag that holds only if there is a structure for which the body holds (fails). Raises `NoForm`."""
        flag = self.clauses.flag()
        with self.clauses.only_if(flag):
            body = self.literal(formula.body, {**values, formula.variable: make()}, side)
            self.clauses.clause(body if side else -body)
        return flag

    def places(self, domain: Domain, values: Values) -> Iterator[tuple[Literal, Place]]:
        """The objects, arrows or elements of a domain that may be there, each with the literal that it is."""
        if domain.kind == "elements":
            task = self.task(domain.of[0], values)
            at = None if len(domain.of) == 1 else self._object(domain.of[1], task.category, values)
            for x in task.elements:
                yield task.present[x] if at is None else task.at[x].get(at, FALSE), Place(task, x)
            return
        category = self.category(domain.of[0], values)
        if domain.kind == "objects":
            yield from ((TRUE, Place(category, a)) for a in range(category.objects))
            return
        ends = [self._object(a, category, values) for a in domain.of[1:]]
        for f in category.arrows if not ends else category.between(ends[0], ends[1]):
            yield category.present[f], Place(category, f)

    def _makers(self, domain: Domain, values: Values) -> Iterator[Callable[[], Any]]:
        """What makes unknown structures that together stand for all values of the domain."""
        clauses = self.clauses
        if domain.kind == "tasks":
            category = self.category(domain.of[0], values)
            yield lambda: UnknownTask(clauses, category, domain.most, domain.least).symbolic
        elif domain.kind == "functors":
            source, target = (self.category(end, values) for end in domain.of)
            yield lambda: unknown_functor(clauses, source, target)
        elif domain.kind == "transformations":
            left, right = (self.task(end, values) for end in domain.of)
            if left.category is not right.category:
                raise NoForm
            yield lambda: unknown_transformation(clauses, left, right)
        elif domain.kind == "posets":
            for n in range(domain.least, domain.most + 1):
                yield partial(_poset, clauses, n)
        else:
            every = [matrices for group in shapes(domain) for matrices in group]
            if len(every) > MOST_SHAPES:
                raise NoForm
            for matrices in every:
                yield partial(_category, clauses, matrices)

    # ---- terms ----------------------------------------------------------------------------------------------

    def given(self, category: Category) -> GivenCategory:
        """A known category, written down once."""
        try:
            found: GivenCategory = self._once(category, lambda: given_category(category))
        except LimitReached:
            raise NoForm from None
        return found

    def known_task(self, task: Task) -> SymbolicTask:
        """A known task, written down once. Raises `NoForm`."""
        found: SymbolicTask = self._known(task)
        return found

    def known_categories(self) -> Iterator[GivenCategory]:
        """The known categories that were written down."""
        return (made for _, made in self._given.values() if isinstance(made, GivenCategory))

    def _once(self, thing: object, make: Callable[[], Any]) -> Any:
        if id(thing) not in self._given:
            self._given[id(thing)] = thing, make()
        return self._given[id(thing)][1]

    def category(self, term: Term, values: Values) -> SymbolicCategory:
        """The category that a term stands for."""
        if isinstance(term, Made) and term.by == "opposite":
            category = self.category(term.of[0], values)
            if id(category) not in self._turned:
                opposite = category.opposite()
                self._turned[id(category)] = category, opposite
                self._turned[id(opposite)] = opposite, category
            return self._turned[id(category)][1]
        found: SymbolicCategory = self._thing(term, values, SymbolicCategory)
        return found

    def task(self, term: Term, values: Values) -> SymbolicTask:
        """The task that a term stands for."""
        if isinstance(term, Made):
            if term.by == "sum":
                left, right = (self.task(t, values) for t in term.of)
                if left.category is not right.category:
                    raise NoForm
                return coproduct(left, right)
            category = self.category(term.of[0], values)
            if term.by == "yoneda":
                return yoneda(self.clauses, category, self._object(term.of[1], category, values))
            return terminal(category)
        task: SymbolicTask = self._thing(term, values, SymbolicTask)
        return task

    def functor(self, term: Term, values: Values) -> SymbolicFunctor:
        """The functor that a term stands for."""
        if isinstance(term, Made):
            if term.by == "identity":
                return identity(self.category(term.of[0], values))
            after, before = (self.functor(t, values) for t in term.of)
            if before.target is not after.source:
                raise NoForm
            return self.properties.composed(after, before)
        functor: SymbolicFunctor = self._thing(term, values, SymbolicFunctor)
        return functor

    def _thing(self, term: Term, values: Values, kind: type) -> Any:
        if isinstance(term, Variable):
            found = values[term.name]
        elif isinstance(term, Known):
            found = self._known(term.value)
        else:
            raise NoForm
        if not isinstance(found, kind):
            raise NoForm
        return found

    def _known(self, value: Any) -> Any:
        if isinstance(value, Category):
            return self.given(value).symbolic
        if isinstance(value, Task):
            return self._once(value, lambda: given_task(self.given(value.category), value))
        if isinstance(value, Functor):
            return self._once(value, lambda: given_functor(value, self.given(value.source), self.given(value.target)))
        if isinstance(value, Transformation):
            return self._once(value, lambda: self._transformation(value))
        raise NoForm

    def _transformation(self, value: Transformation) -> SymbolicTransformation:
        source, target = self._known(value.source), self._known(value.target)
        image: list[Choice] = [{value.target.number(value(x)): TRUE} for x in value.source.all_elements()]
        return SymbolicTransformation(source, target, image)

    def _object(self, term: Any, category: SymbolicCategory, values: Values) -> int:
        if isinstance(term, Known) and isinstance(term.value, int):
            return term.value
        place = values.get(term.name) if isinstance(term, Variable) else None
        if not isinstance(place, Place) or place.of is not category:
            raise NoForm
        return place.number

    def _arrow(self, term: Term, category: SymbolicCategory, values: Values) -> tuple[Choice, int, int]:
        """An arrow that may not be known, with its source and target. Raises `NoForm` for a bare `id`."""
        if isinstance(term, Variable):
            f = self._object(term, category, values)
            return {f: TRUE}, category.source[f], category.target[f]
        if isinstance(term, Known) and isinstance(term.value, Arrow):
            given = next((g for g in self.known_categories() if g.symbolic is category), None)
            if given is None:
                raise NoForm
            f = given.number[term.value]
            return {f: TRUE}, category.source[f], category.target[f]
        if isinstance(term, Made) and term.by == "id" and term.of:
            a = self._object(term.of[0], category, values)
            return {a: TRUE}, a, a
        if isinstance(term, Made) and term.by == "then":
            (first, a, b), (second, c, d) = (self._arrow(t, category, values) for t in term.of)
            if b != c:
                raise NoForm  # an error of the input, or the equation is about other arrows
            return self.properties.followed(category, second, first), a, d
        raise NoForm

    # ---- atoms ----------------------------------------------------------------------------------------------

    def _claimed(self, claim: Claimed, values: Values, side: bool) -> Literal:
        try:
            return getattr(self, f"_{claim.about}")(values, side, *claim.of)  # type: ignore[no-any-return]
        except NoForm:
            return self.clauses.flag()

    def _said(self, values: Values, side: bool, said: Any) -> Literal:
        unknown = {name: values[name] for name in said.unknown if name in values}
        numbers = {name: v.number if isinstance(v, Place) else v for name, v in unknown.items()}
        from catproof.engines.finder.said import literal

        return literal(self.clauses, said.term, said.definitions, said.values, numbers)

    def _required(self, side: bool, require: Callable[[], None]) -> Literal:
        """A flag that holds only if what is required can be met, on the side where it holds; an open one otherwise."""
        flag = self.clauses.flag()
        if side:
            with self.clauses.only_if(flag):
                require()
        return flag

    def _representable(self, values: Values, side: bool, task: Term, by: Term | None) -> Literal:
        unknown = self.task(task, values)
        at = None if by is None else self._object(by, unknown.category, values)
        return self.properties.representable(unknown, at)

    def _prompt(self, values: Values, side: bool, model: Made, task: Term, by: Term | None) -> Literal:
        unknown = self.task(task, values)
        at = None if by is None else self._object(by, unknown.category, values)
        if model.by == "yoneda":
            if self.category(model.of[0], values) is not unknown.category:
                raise NoForm
            return self.properties.answered(unknown, at)
        functor = self.functor(model.of[0], values)
        if functor.source is not unknown.category:
            raise NoForm

        def require() -> None:
            flags = {p: self.clauses.flag() for p in ([at] if at is not None else range(functor.source.objects))}
            self.clauses.exactly_one(list(flags.values()))
            self.properties.require_isomorphic(self.properties.prompted(functor, flags), unknown)

        return self._required(side, require)

    def _tuning(self, values: Values, side: bool, model: Made, task: Term) -> Literal:
        """For yoneda(C) the task itself does: F is the identity (Theorem 2)."""
        if model.by != "yoneda" or self.category(model.of[0], values) is not self.task(task, values).category:
            raise NoForm
        return TRUE

    def _familial(self, values: Values, side: bool, task: Term) -> Literal:
        return self.properties.familial(self.task(task, values))

    def _functor(self, values: Values, side: bool, parts: Sequence[str], functor: Term) -> Literal:
        unknown = self.functor(functor, values)
        return self.clauses.all_of(self.properties.functor(unknown, part) for part in parts)

    def _ideal(self, values: Values, side: bool, model: Made) -> Literal:
        if model.by == "yoneda":
            self.category(model.of[0], values)
            return TRUE
        return self._functor(values, side, ("full", "faithful"), model.of[0])

    def _generalizes(self, values: Values, side: bool, functor: Term) -> Literal:
        return self.properties.structure(self.functor(functor, values))

    def _arrow_property(self, values: Values, side: bool, name: str, arrow: Term, category: Term) -> Literal:
        unknown = self.category(category, values)
        choice, _, _ = self._arrow(arrow, unknown, values)
        return self.clauses.any_of(
            self.clauses.all_of([literal, self.properties.arrow(unknown, name, f)]) for f, literal in choice.items()
        )

    def _object_property(self, values: Values, side: bool, name: str, at: Term, category: Term) -> Literal:
        unknown = self.category(category, values)
        a = self._object(at, unknown, values)
        return self.properties.terminal(unknown, a) if name == "terminal" else self.properties.initial(unknown, a)

    def _transformation_property(self, values: Values, side: bool, name: str, of: Term) -> Literal:
        unknown: SymbolicTransformation = self._thing(of, values, SymbolicTransformation)
        mono = TRUE if name == "epi" else self.properties.mono(unknown)
        return mono if name == "mono" else self.clauses.all_of([mono, self.properties.epi(unknown)])

    def _equal(self, values: Values, side: bool, left: Term, right: Term, category: Term) -> Literal:
        unknown = self.category(category, values)
        if left == IDENTITY:
            left, right = right, left
        one, *ends = self._arrow(left, unknown, values)
        other: Choice = {ends[0]: TRUE}
        others = [ends[0], ends[0]]
        if right != IDENTITY:
            other, *others = self._arrow(right, unknown, values)
        if ends != others:
            raise NoForm
        return self.properties.equal_arrows(one, other)

    def _isomorphic_objects(self, values: Values, side: bool, left: Term, right: Term, category: Term) -> Literal:
        unknown = self.category(category, values)
        a, b = (self._object(t, unknown, values) for t in (left, right))
        return self.properties.isomorphic(unknown, a, b)

    def _isomorphic_tasks(self, values: Values, side: bool, left: Term, right: Term) -> Literal:
        one, other = self.task(left, values), self.task(right, values)
        if one.category is not other.category:
            raise NoForm
        return self._required(side, lambda: self.properties.require_isomorphic(one, other))

    def _isomorphic_functors(self, values: Values, side: bool, left: Term, right: Term) -> Literal:
        one, other = self.functor(left, values), self.functor(right, values)
        if one.source is not other.source or one.target is not other.target:
            raise NoForm
        return self._required(side, lambda: self.properties.require_isomorphic_functors(one, other))

    def _isomorphic_categories(self, values: Values, side: bool, left: Term, right: Term) -> Literal:
        one, other = self.category(left, values), self.category(right, values)

        def require() -> None:
            functor = unknown_functor(self.clauses, one, other)
            for part in ("full", "faithful", "injective", "surjective"):
                self.clauses.clause(self.properties.functor(functor, part))

        return self._required(side, require)

    def _compare(self, values: Values, side: bool, left: Any, symbol: str, right: Any) -> Literal:
        """A comparison of numbers, each of which counts literals that hold."""
        one, other = (self._counted(number, values) for number in (left, right))
        compare, clauses = COMPARE[symbol], self.clauses

        def exactly(literals: list[Literal], n: int) -> Literal:
            return clauses.all_of([clauses.at_least(literals, n), -clauses.at_least(literals, n + 1)])

        return clauses.any_of(
            clauses.all_of([exactly(one, m), exactly(other, n)])
            for m in range(len(one) + 1)
            for n in range(len(other) + 1)
            if compare(m, n)
        )

    def _counted(self, number: Any, values: Values) -> list[Literal]:
        if isinstance(number, int):
            if number > MOST_SHAPES:
                raise NoForm
            return [TRUE] * number
        if isinstance(number, Domain):
            return [there for there, _ in self.places(number, values)]
        if number.by == "size":
            return list(self.task(number.of[0], values).present)
        return self.properties.leading(self.task(number.of[0], values))


def _category(clauses: Clauses, matrices: Sequence[Matrix]) -> SymbolicCategory:
    return UnknownCategory(clauses, matrices).symbolic


def _poset(clauses: Clauses, points: int) -> SymbolicCategory:
    return UnknownPoset(clauses, points).symbolic


def shapes(domain: Domain) -> Iterator[list[tuple[Matrix, ...]]]:
    """The shapes of the categories (monoids) of a domain, in the order of the enumeration: tuples of the shapes of the
    connected parts, those together that have equal first parts and parts of equal sizes. Raises `LimitReached`."""
    for n in range(max(domain.least, domain.kind == "monoids"), domain.most + 1):
        objects = range(n + 1) if domain.objects is None else range(domain.objects[0], domain.objects[1] + 1)
        for k in (1,) if domain.kind == "monoids" else objects:
            for parts in sums((n, k)):
                options = [
                    combinations_with_replacement(connected_matrices(size[1], size[0] - size[1]), times)
                    for size, times in parts
                ]
                group: list[tuple[Matrix, ...]] = []
                for chosen in product(*options):
                    matrices = tuple(matrix for some in chosen for matrix in some)
                    if group and group[0][0] != matrices[0]:
                        yield group
                        group = []
                    group.append(matrices)
                if group:
                    yield group
