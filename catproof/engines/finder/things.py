"""What terms stand for among unknown structures: symbolic categories, tasks, functors, and places in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.limits import LimitReached
from catproof.core.task import Task
from catproof.core.transformation import Transformation
from catproof.engines.finder.categories import (
    GivenCategory,
    SymbolicCategory,
    given_category,
)
from catproof.engines.finder.clauses import TRUE, Choice, Clauses, NoForm
from catproof.engines.finder.functors import (
    SymbolicFunctor,
    SymbolicTransformation,
    given_functor,
    identity,
)
from catproof.engines.finder.properties import Properties
from catproof.engines.finder.tasks import SymbolicTask, coproduct, given_task, terminal, yoneda
from catproof.logic.signature import sort_of
from catproof.logic.terms import (
    Apply,
    Number,
    Term,
    Variable,
    free,
)
from catproof.structures.reading import Reading

MOST_FACTORS = 8
"""The highest power of an arrow that is written out."""


class Place(NamedTuple):
    """An object or an arrow of a symbolic category, or an element of a symbolic task, by its number."""

    of: SymbolicCategory | SymbolicTask
    number: int


Values = dict[str, Any]
"""What the variables stand for: symbolic things and places."""


class Things:
    """Symbolic things over one set of clauses."""

    def __init__(self, clauses: Clauses, reading: Reading, environment: Any) -> None:
        self.clauses = clauses
        self.reading = reading
        self.environment = environment
        """What the variables stand for that are known."""
        self.properties = Properties(clauses)
        self._given: dict[int, tuple[object, Any]] = {}
        self._turned: dict[int, tuple[SymbolicCategory, SymbolicCategory]] = {}

    # ---- terms ----------------------------------------------------------------------------------------------

    def _value(self, term: Term, kind: str, values: Values) -> Any:
        """What a term stands for that mentions nothing unknown. Raises `NoForm` where it does."""
        if not free(term).isdisjoint(values):
            raise NoForm
        try:
            return self.reading.value(term, kind, self.environment)
        except LimitReached:
            raise NoForm from None

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
        if isinstance(term, Apply) and term.operator == "opposite" and not free(term).isdisjoint(values):
            return self._opposite(self.category(term.arguments[0], values))
        found: SymbolicCategory = self._thing(term, values, SymbolicCategory)
        return found

    def _opposite(self, category: SymbolicCategory) -> SymbolicCategory:
        if id(category) not in self._turned:
            opposite = category.opposite()
            self._turned[id(category)] = category, opposite
            self._turned[id(opposite)] = opposite, category
        return self._turned[id(category)][1]

    def task(self, term: Term, values: Values) -> SymbolicTask:
        """The task that a term stands for."""
        if isinstance(term, Apply) and not free(term).isdisjoint(values):
            if term.operator == "sum":
                left, right = (self.task(t, values) for t in term.arguments)
                if left.category is not right.category:
                    raise NoForm
                return coproduct(left, right)
            if term.operator not in ("yoneda", "terminal task"):
                raise NoForm
            category = self.category(term.arguments[0], values)
            if term.operator == "yoneda":
                return yoneda(self.clauses, category, self._object(term.arguments[1], category, values))
            return terminal(category)
        task: SymbolicTask = self._thing(term, values, SymbolicTask)
        return task

    def functor(self, term: Term, values: Values) -> SymbolicFunctor:
        """The functor that a term stands for."""
        if isinstance(term, Apply) and not free(term).isdisjoint(values):
            if term.operator == "identity functor":
                return identity(self.category(term.arguments[0], values))
            if term.operator != "compose functors":
                raise NoForm
            after, before = (self.functor(t, values) for t in term.arguments)
            if before.target is not after.source:
                raise NoForm
            return self.properties.composed(after, before)
        functor: SymbolicFunctor = self._thing(term, values, SymbolicFunctor)
        return functor

    def _thing(self, term: Term, values: Values, kind: type) -> Any:
        if isinstance(term, Variable) and term.name in values:
            found = values[term.name]
        else:
            found = self._known(self._value(term, sort_of(term).kind, values))
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

    def _object(self, term: Term, category: SymbolicCategory, values: Values) -> int:
        if isinstance(term, Variable) and term.name in values:
            found = values[term.name]
            if not isinstance(found, Place) or found.of is not category:
                raise NoForm
            return found.number
        if isinstance(term, Apply) and term.operator == "object in":
            home = self.category(term.arguments[0], values)
            if self._opposite(home) is not category:
                raise NoForm
            return self._object(term.arguments[2], home, values)
        if isinstance(term, Apply) and term.operator in ("source", "target") and not free(term).isdisjoint(values):
            _, source, target = self._arrow(term.arguments[1], category, values)
            return source if term.operator == "source" else target
        number: int = self._value(term, "object", values)
        return number

    def _arrow(self, term: Term, category: SymbolicCategory, values: Values) -> tuple[Choice, int, int]:
        """An arrow that may not be known, with its source and target. Raises `NoForm`."""
        if isinstance(term, Variable) and term.name in values:
            place = values[term.name]
            if not isinstance(place, Place) or place.of is not category:
                raise NoForm
            f = place.number
            return {f: TRUE}, category.source[f], category.target[f]
        if isinstance(term, Apply) and not free(term).isdisjoint(values):
            given = term.arguments
            if term.operator == "identity":
                a = self._object(given[1], category, values)
                return {a: TRUE}, a, a
            if term.operator == "compose":
                return self._followed(category, *(self._arrow(t, category, values) for t in given[1:]))
            if term.operator == "power" and isinstance(given[2], Number) and 1 <= given[2].value <= MOST_FACTORS:
                base = power = self._arrow(given[1], category, values)
                for _ in range(given[2].whole - 1):
                    power = self._followed(category, power, base)
                return power
            raise NoForm
        arrow = self._value(term, "arrow", values)
        known = next((g for g in self.known_categories() if g.symbolic is category), None)
        if known is None:
            raise NoForm
        f = known.number[arrow]
        return {f: TRUE}, category.source[f], category.target[f]

    def _followed(
        self, category: SymbolicCategory, after: tuple[Choice, int, int], before: tuple[Choice, int, int]
    ) -> tuple[Choice, int, int]:
        (second, c, d), (first, a, b) = after, before
        if b != c:
            raise NoForm  # an error of the input, or the equation is about other arrows
        return self.properties.followed(category, second, first), a, d
