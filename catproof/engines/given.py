"""Known structures as constraints, so that z3 decides a core term from its definition.

Every entry of a table is an unknown choice among all values that fit its ends, and clauses say which one it is; the
term becomes clauses by the same interpreter that evaluates it (`logic.truth`). So nothing that z3 chooses from has been
decided by Python before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from catproof.core.task import Task
from catproof.engines.finder.clauses import Clauses, TooMany
from catproof.logic.literals import TRUE, Choice, Literal, NoForm
from catproof.logic.terms import Apply, Definitions, Term
from catproof.logic.truth import Truth
from catproof.structures.tables import (
    CategoryOf,
    FunctorOf,
    KnownStructures,
    ModelOf,
    NaturalOf,
    TaskOf,
    TransformationOf,
)

LARGEST = 120
"""Categories with more arrows, and tasks with more elements, are not written down."""


def solve(
    term: Term, structures: KnownStructures, known: Mapping[str, Any], definitions: Definitions, milliseconds: int
) -> bool:
    """Is the proposition true? Raises `NoForm` where it has too many clauses, `LimitReached` where time is over."""
    clauses = Clauses(time.monotonic() + milliseconds / 1000)
    stated = Stated(clauses, structures)
    environment = {name: value if isinstance(value, Mapping) else stated.table(value) for name, value in known.items()}
    try:
        literal = Truth(clauses, stated, definitions, strict=False).truth(term, environment)
        return clauses.solve(literal)
    except TooMany:
        raise NoForm("there are too many clauses") from None


class _Entries(Mapping[Any, Choice]):
    """Choices by their places, each made when it is first asked for."""

    def __init__(self, make: Callable[[Any], Choice]) -> None:
        self._make = make
        self._known: dict[Any, Choice] = {}

    def __getitem__(self, at: Any) -> Choice:
        if at not in self._known:
            self._known[at] = self._make(at)
        return self._known[at]

    def get(self, at: Any, default: Any = None) -> Any:
        return self[at] or default

    def __iter__(self) -> Iterator[Any]:
        raise TypeError("the places are not listed")

    def __len__(self) -> int:
        raise TypeError("the places are not counted")


class Stated:
    """The tables of known structures, each of their entries stated by clauses."""

    def __init__(self, clauses: Clauses, structures: KnownStructures) -> None:
        self._clauses = clauses
        self._structures = structures
        self._tables: dict[int, Any] = {}

    def entry(self, values: Iterable[int], chosen: Choice) -> Choice:
        """An unknown one of the values, which is said to be the one that is known."""
        several = list(values)
        if len(several) == 1:
            return {several[0]: TRUE}
        flags: dict[int, Literal] = {}
        for v in several:
            flags[v] = self._clauses.flag()
            self._clauses.clause(flags[v] if v in chosen else -flags[v])
        return flags

    def table(self, known: Any) -> Any:
        """The table of a known structure."""
        found = self._tables.get(id(known))
        if found is None:
            found = known if isinstance(known, ModelOf) else _STATED[type(known)](known, self)
            self._tables[id(known)] = found
        return found

    def knows(self, term: Term) -> bool:
        return self._structures.knows(term)

    def constant(self, constant: Term) -> Any:
        value = self._structures.constant(constant)
        return value if isinstance(value, int) else self.table(value)

    def made(self, term: Apply, arguments: Sequence[Any]) -> Any:
        found = self._structures.made(term, [self._known(a) for a in arguments])
        return found if found is None or isinstance(found, int | Fraction) else self.table(found)

    def values(self, domain: Apply, arguments: Sequence[Any]) -> Iterator[Any]:
        raise NoForm(f"the {domain.operator} would be listed before z3 is asked")

    @staticmethod
    def _known(table: Any) -> Any:
        return getattr(table, "known", table)


class StatedCategory:
    """A category of which the composites are stated. Raises `NoForm` where it is too large."""

    def __init__(self, known: CategoryOf, stated: Stated) -> None:
        self.known = known
        self.whole = known.whole
        if len(known.arrows) > LARGEST:
            raise NoForm("a category is too large to be written down")
        self.objects, self.source, self.target = known.objects, known.source, known.target
        self.present, self.between = known.present, known.between
        self._stated = stated
        self.composite = _Entries(self._composed)

    def _composed(self, pair: tuple[int, int]) -> Choice:
        after, before = pair
        parallel = self.known.between(self.source[before], self.target[after])
        return self._stated.entry(parallel, self.known.composite[pair])


class StatedFunctor:
    """A functor of which the values are stated."""

    def __init__(self, known: FunctorOf, stated: Stated) -> None:
        self.known = known
        self.whole = known.whole
        target = stated.table(known.target)
        self.on_objects = [stated.entry(range(target.objects), value) for value in known.on_objects]
        self.on_arrows = [stated.entry(range(len(target.source)), value) for value in known.on_arrows]


class StatedTask:
    """A task of which the restrictions are stated."""

    def __init__(self, known: TaskOf, stated: Stated) -> None:
        self.known = known
        whole: Task = known.whole
        self.whole = whole
        if whole.size > LARGEST:
            raise NoForm("a task is too large to be written down")
        self.category = stated.table(known.category)
        self.present, self.at = known.present, known.at
        self._stated = stated
        self.restricted = _Entries(self._restricted)

    def _restricted(self, pair: tuple[int, int]) -> Choice:
        chosen = self.known.restricted[pair]
        at = self.category.source[pair[0]]
        return self._stated.entry(range(self.whole.start[at], self.whole.start[at + 1]), chosen) if chosen else {}


class StatedTransformation:
    """A transformation of which the images are stated."""

    def __init__(self, known: TransformationOf, stated: Stated) -> None:
        self.known = known
        self.whole = known.whole
        self._stated = stated

    @cached_property
    def image(self) -> list[Choice]:
        source, target = self.whole.source, self.whole.target
        return [
            self._stated.entry(range(target.start[a], target.start[a + 1]), self.known.image[source.start[a] + j])
            for a, members in enumerate(source.elements)
            for j in range(len(members))
        ]


class StatedNatural:
    """A natural transformation of functors of which the components are stated."""

    def __init__(self, known: NaturalOf, stated: Stated) -> None:
        self.known = known
        self.whole = known.whole
        category = stated.table(known.category)
        ends = zip(self.whole.source.on_objects, self.whole.target.on_objects, strict=True)
        self.components = [
            stated.entry(category.between(*pair), value) for pair, value in zip(ends, known.components, strict=True)
        ]


_STATED: dict[type, Callable[[Any, Stated], Any]] = {
    CategoryOf: StatedCategory, FunctorOf: StatedFunctor, TaskOf: StatedTask, TransformationOf: StatedTransformation,
    NaturalOf: StatedNatural,
}  # fmt: skip
