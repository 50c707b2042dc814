"""Core terms about unknown structures, as literals.

What a term says is written down from the definitions by the interpreter of terms (`logic.truth`), or shorter where the
number of clauses asks for it (`ATOMS`).

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
from typing import Any

from catproof.core.enumeration.assembly import sums
from catproof.core.enumeration.shapes import Matrix, connected_matrices
from catproof.core.functor import PARTS, Functor
from catproof.core.limits import LimitReached
from catproof.engines.finder.categories import (
    SymbolicCategory,
    UnknownCategory,
    UnknownPoset,
)
from catproof.engines.finder.clauses import FALSE, TRUE, Clauses, Literal, NoForm
from catproof.engines.finder.functors import (
    SymbolicFunctor,
    SymbolicTransformation,
    unknown_functor,
    unknown_transformation,
)
from catproof.engines.finder.tasks import UnknownTask
from catproof.engines.finder.things import Place, Things, Values
from catproof.logic.signature import place, values_of
from catproof.logic.terms import (
    STRUCTURES,
    Apply,
    Binding,
    Call,
    Number,
    Reference,
    Term,
    free,
    single,
)

MOST_SHAPES = 60
"""An inner quantifier over categories is written out only over so many shapes."""


COMPARE: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class Translation(Things):
    """Formulas over one set of clauses."""

    # ---- formulas -----------------------------------------------------------------------------------------

    def literal(self, term: Term, values: Values, side: bool) -> Literal:
        """The literal of the proposition, for the side on which it holds (fails). Raises `TooMany`."""
        if isinstance(term, Apply) and term.operator == "not":
            return -self.literal(term.arguments[0], values, not side)
        if isinstance(term, Apply) and term.operator in ("and", "or", "implies", "iff"):
            return self._joined(term, values, side)
        if free(term).isdisjoint(values):
            return self.clauses.flag()  # known as soon as anybody asks
        if isinstance(term, Binding) and term.binder != "exists unique":
            return self._ranging(single(term), values, side)
        return self._claimed(term, values, side)

    def _joined(self, term: Apply, values: Values, side: bool) -> Literal:
        every, some = self.clauses.all_of, self.clauses.any_of
        if term.operator == "iff":
            a, b = (self.literal(part, values, True) for part in term.arguments)
            c, d = (self.literal(part, values, False) for part in term.arguments)
            if side:
                return some([every([a, b]), every([-c, -d])])
            return -some([every([a, -d]), every([-c, b])])
        first = side if term.operator != "implies" else not side
        left, right = self.literal(term.arguments[0], values, first), self.literal(term.arguments[1], values, side)
        if term.operator == "and":
            return every([left, right])
        return some([left if term.operator == "or" else -left, right])

    def _ranging(self, term: Binding, values: Values, side: bool) -> Literal:
        every, name, body = term.binder == "forall", term.variables[0].name, term.body
        assert body is not None
        try:
            if values_of(term.domain).kind not in STRUCTURES:
                parts = [
                    (there, self.literal(body, {**values, name: place}, side))
                    for there, place in self.places(term.domain, values)
                ]
                if every:
                    return self.clauses.all_of(self.properties.implies(there, literal) for there, literal in parts)
                return self.clauses.any_of(self.clauses.all_of(pair) for pair in parts)
            if every is not side:
                further = [self._further(body, name, make, values, side) for make in self._makers(term.domain, values)]
                return self.clauses.any_of(further) if side else -self.clauses.any_of(further)
        except NoForm:
            pass
        return self.clauses.flag()  # all structures, for one: what is found is judged afterwards

    def _further(self, body: Term, name: str, make: Callable[[], Any], values: Values, side: bool) -> Literal:
        """A flag that holds only if there is a structure for which the body holds (fails). Raises `NoForm`."""
        flag = self.clauses.flag()
        with self.clauses.only_if(flag):
            literal = self.literal(body, {**values, name: make()}, side)
            self.clauses.clause(literal if side else -literal)
        return flag

    def places(self, domain: Term, values: Values) -> Iterator[tuple[Literal, Place]]:
        """The objects, arrows or elements of a domain that may be there, each with the literal that it is."""
        assert isinstance(domain, Apply)
        first, *ends = domain.arguments
        if domain.operator.startswith("elements"):
            task = self.task(first, values)
            at = self._object(ends[0], task.category, values) if ends else None
            for x in task.elements:
                yield task.present[x] if at is None else task.at[x].get(at, FALSE), Place(task, x)
            return
        category = self.category(first, values)
        if domain.operator == "objects":
            yield from ((TRUE, Place(category, a)) for a in range(category.objects))
            return
        between = [self._object(a, category, values) for a in ends]
        for f in category.arrows if not between else category.between(between[0], between[1]):
            yield category.present[f], Place(category, f)

    def _makers(self, domain: Term, values: Values) -> Iterator[Callable[[], Any]]:
        """What makes unknown structures that together stand for all values of the domain."""
        assert isinstance(domain, Apply)
        clauses, name, given = self.clauses, domain.operator, domain.arguments
        if name == "tasks":
            category = self.category(given[0], values)
            least, most = _bounds(domain)
            yield lambda: UnknownTask(clauses, category, most, least).symbolic
        elif name == "functors":
            source, target = (self.category(end, values) for end in given)
            yield lambda: unknown_functor(clauses, source, target)
        elif name == "transformations":
            left, right = (self.task(end, values) for end in given)
            if left.category is not right.category:
                raise NoForm
            yield lambda: unknown_transformation(clauses, left, right)
        elif name == "natural transformations":
            raise NoForm
        elif name == "posets":
            least, most = _bounds(domain)
            for n in range(least, most + 1):
                yield partial(_poset, clauses, n)
        else:
            every = [matrices for group in shapes(domain) for matrices in group]
            if len(every) > MOST_SHAPES:
                raise NoForm
            for matrices in every:
                yield partial(_category, clauses, matrices)

    # ---- atoms ----------------------------------------------------------------------------------------------

    def _claimed(self, term: Term, values: Values, side: bool) -> Literal:
        head = term.definition if isinstance(term, Call) else term.operator if isinstance(term, Apply) else ""
        shorter = ATOMS.get(head)
        try:
            if shorter is not None:
                assert isinstance(term, Call | Apply)
                number = len(term.definition.kinds) if isinstance(term, Call) else len(term.arguments)
                written = term.arguments[len(term.arguments) - number :]
                return shorter(self, values, side, *written)
        except NoForm:
            if isinstance(term, Call):
                return self.clauses.flag()
        try:
            return self._said(term, values)
        except (NoForm, LimitReached):
            return self.clauses.flag()

    def _said(self, term: Term, values: Values) -> Literal:
        """As the definitions say it. Raises `NoForm`."""
        numbers = {name: v.number if isinstance(v, Place) else v for name, v in values.items()}
        from catproof.engines.finder.said import literal

        known = self.reading.values(term, self.environment, frozenset(values))
        return literal(self.clauses, term, self.reading.definitions, known, numbers)

    def _required(self, side: bool, require: Callable[[], None]) -> Literal:
        """A flag that holds only if what is required can be met, on the side where it holds; an open one otherwise."""
        flag = self.clauses.flag()
        if side:
            with self.clauses.only_if(flag):
                require()
        return flag

    def _representable(self, values: Values, side: bool, task: Term, by: Term | None = None) -> Literal:
        unknown = self.task(task, values)
        at = None if by is None else self._object(by, unknown.category, values)
        return self.properties.representable(unknown, at)

    def _of_model(self, model: Term, values: Values) -> tuple[str, Term | Functor]:
        """A model `yoneda(C)` with its category, or `via(F)` with its functor. Raises `NoForm`."""
        if isinstance(model, Apply) and model.operator in ("yoneda model", "via"):
            return model.operator, model.arguments[0]
        known = self._value(model, "model", values)
        if known.functor is None:
            raise NoForm
        return "via", known.functor

    def _functor_of(self, given: Term | Functor, values: Values) -> SymbolicFunctor:
        if isinstance(given, Functor):
            found: SymbolicFunctor = self._known(given)
            return found
        return self.functor(given, values)

    def _prompt(self, values: Values, side: bool, model: Term, task: Term, by: Term | None = None) -> Literal:
        unknown = self.task(task, values)
        at = None if by is None else self._object(by, unknown.category, values)
        kind, of = self._of_model(model, values)
        if kind == "yoneda model":
            assert not isinstance(of, Functor)
            if self.category(of, values) is not unknown.category:
                raise NoForm
            return self.properties.answered(unknown, at)
        functor = self._functor_of(of, values)
        if functor.source is not unknown.category:
            raise NoForm

        def require() -> None:
            flags = {p: self.clauses.flag() for p in ([at] if at is not None else range(functor.source.objects))}
            self.clauses.exactly_one(list(flags.values()))
            self.properties.require_isomorphic(self.properties.prompted(functor, flags), unknown)

        return self._required(side, require)

    def _tuning(self, values: Values, side: bool, model: Term, task: Term) -> Literal:
        """For yoneda(C) the task itself does: F is the identity (Theorem 2)."""
        kind, of = self._of_model(model, values)
        if kind != "yoneda model" or isinstance(of, Functor):
            return self.clauses.flag()
        return TRUE if self.category(of, values) is self.task(task, values).category else self.clauses.flag()

    def _familial(self, values: Values, side: bool, task: Term) -> Literal:
        return self.properties.familial(self.task(task, values))

    def _functor(self, values: Values, side: bool, functor: Term | Functor, parts: Sequence[str] = ()) -> Literal:
        unknown = self._functor_of(functor, values)
        return self.clauses.all_of(self.properties.functor(unknown, part) for part in parts)

    def _ideal(self, values: Values, side: bool, model: Term) -> Literal:
        kind, of = self._of_model(model, values)
        if kind == "yoneda model":
            return TRUE
        return self._functor(values, side, of, ("full", "faithful"))

    def _generalizes(self, values: Values, side: bool, functor: Term) -> Literal:
        return self.properties.structure(self.functor(functor, values))

    def _arrow_property(self, values: Values, side: bool, arrow: Term, name: str = "") -> Literal:
        unknown = self.category(place(arrow), values)
        choice, _, _ = self._arrow(arrow, unknown, values)
        return self.clauses.any_of(
            self.clauses.all_of([literal, self.properties.arrow(unknown, name, f)]) for f, literal in choice.items()
        )

    def _object_property(self, values: Values, side: bool, at: Term, name: str = "") -> Literal:
        unknown = self.category(place(at), values)
        a = self._object(at, unknown, values)
        return self.properties.terminal(unknown, a) if name == "terminal" else self.properties.initial(unknown, a)

    def _transformation_property(self, values: Values, side: bool, of: Term, name: str = "") -> Literal:
        unknown: SymbolicTransformation = self._thing(of, values, SymbolicTransformation)
        mono = TRUE if name == "epi" else self.properties.mono(unknown)
        return mono if name == "mono" else self.clauses.all_of([mono, self.properties.epi(unknown)])

    def _equal(self, values: Values, side: bool, category: Term, left: Term, right: Term) -> Literal:
        unknown = self.category(category, values)
        one, *ends = self._arrow(left, unknown, values)
        other, *others = self._arrow(right, unknown, values)
        return self.properties.equal_arrows(one, other) if ends == others else FALSE

    def _isomorphic_objects(self, values: Values, side: bool, left: Term, right: Term) -> Literal:
        unknown = self.category(place(left), values)
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

    def _compare(self, values: Values, side: bool, left: Term, right: Term, symbol: str = "=") -> Literal:
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

    def _counted(self, number: Term, values: Values) -> list[Literal]:
        if isinstance(number, Number):
            if not isinstance(number.value, int) or number.value > MOST_SHAPES:
                raise NoForm
            return [TRUE] * number.value
        if not isinstance(number, Apply) or number.operator not in ("count", "size", "rank"):
            raise NoForm
        of = number.arguments[0]
        if number.operator == "count":
            if values_of(of).kind in STRUCTURES:
                raise NoForm
            return [there for there, _ in self.places(of, values)]
        if number.operator == "size":
            return list(self.task(of, values).present)
        return self.properties.leading(self.task(of, values))


Shorter = Callable[..., Literal]


def _shipped(word: str, *kinds: str) -> Reference:
    return Reference(word, kinds, True)


ATOMS: dict[Reference | str, Shorter] = {
    _shipped("representable", "task"): Translation._representable,
    _shipped("representable", "task", "object"): Translation._representable,
    _shipped("solves by prompt", "model", "task"): Translation._prompt,
    _shipped("solves by prompt", "model", "task", "object"): Translation._prompt,
    _shipped("familial", "task"): Translation._familial,
    _shipped("ideal", "model"): Translation._ideal,
    _shipped("generalizes", "functor"): Translation._generalizes,
    _shipped("isomorphic", "object", "object"): Translation._isomorphic_objects,
    _shipped("isomorphic", "task", "task"): Translation._isomorphic_tasks,
    _shipped("isomorphic", "category", "category"): Translation._isomorphic_categories,
    **{
        _shipped(name.removeprefix("an "), "functor"): partial(Translation._functor, parts=several)
        for name, several in PARTS.items()
    },
    **{
        _shipped(name, "arrow"): partial(Translation._arrow_property, name=name)
        for name in ("mono", "epi", "iso", "split mono", "split epi")
    },
    **{_shipped(name, "object"): partial(Translation._object_property, name=name) for name in ("terminal", "initial")},
    **{
        _shipped(name, "transformation"): partial(Translation._transformation_property, name=name)
        for name in ("mono", "epi", "iso")
    },
    "solves by tuning": Translation._tuning,
    "isomorphic functors": Translation._isomorphic_functors,
    "equal arrows": Translation._equal,
    **{symbol: partial(Translation._compare, symbol=symbol) for symbol in COMPARE},
}
"""The atoms that are written down in fewer clauses than their definitions would take."""


def _bounds(domain: Apply) -> list[int]:
    return [n.whole for n in domain.arguments if isinstance(n, Number)]


def _category(clauses: Clauses, matrices: Sequence[Matrix]) -> SymbolicCategory:
    return UnknownCategory(clauses, matrices).symbolic


def _poset(clauses: Clauses, points: int) -> SymbolicCategory:
    return UnknownPoset(clauses, points).symbolic


def shapes(domain: Term) -> Iterator[list[tuple[Matrix, ...]]]:
    """The shapes of the categories (monoids) of a domain, in the order of the enumeration: tuples of the shapes of the
    connected parts, those together that have equal first parts and parts of equal sizes. Raises `LimitReached`."""
    assert isinstance(domain, Apply)
    least, most, *numbers = _bounds(domain)
    monoids = domain.operator == "monoids"
    for n in range(max(least, monoids), most + 1):
        objects = range(numbers[0], numbers[1] + 1) if numbers else range(n + 1)
        for k in (1,) if monoids else objects:
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
