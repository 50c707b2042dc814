"""Known structures as constraints, so that z3 decides a core term from its definition.

Every entry of a table is an unknown choice among all values that fit its ends, and clauses say which one it is; the
term becomes clauses by the same interpreter that evaluates it (`logic.truth`). So nothing that z3 chooses from has been
decided by Python before. A map or functor that is said to exist becomes an unknown one (`engines.maps`); where that is
denied, or they are counted, z3 lists them all first.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Any

from catproof.core.task import Task
from catproof.engines.finder.clauses import Clauses, TooMany
from catproof.engines.maps import UnknownFunctor, UnknownNatural, UnknownTransformation
from catproof.logic.literals import TRUE, Choice, Literal, NoForm
from catproof.logic.rules import RULES
from catproof.logic.signature import values_of
from catproof.logic.terms import STRUCTURES, Apply, Binding, Call, Definitions, Sort, Term, Variable, parts
from catproof.logic.truth import Truth
from catproof.structures.tables import (
    CategoryOf,
    FunctorOf,
    GradedOf,
    KnownStructures,
    ModelOf,
    NaturalOf,
    TaskOf,
    TransformationOf,
)

MOST_LISTED = 200
"""So many maps or functors are listed."""

LARGEST = 120
"""Categories with more arrows, and tasks with more elements, are not written down."""


def solve(
    term: Term, structures: KnownStructures, known: Mapping[str, Any], definitions: Definitions, milliseconds: int
) -> bool:
    """Is the proposition true? Raises `NoForm` where it has too many clauses, `LimitReached` where time is over."""
    clauses = Clauses(time.monotonic() + milliseconds / 1000)
    stated = Stated(clauses, structures, sought=only_sought(term, definitions))
    environment = {name: value if isinstance(value, Mapping) else stated.table(value) for name, value in known.items()}
    with countable():
        return clauses.solve(stated.truth(term, environment, definitions))


@contextmanager
def countable() -> Iterator[None]:
    """What has too many clauses has no form."""
    try:
        yield
    except TooMany:
        raise NoForm("there are too many clauses") from None


def only_sought(term: Term, definitions: Definitions) -> bool:
    """Are maps and functors only said to exist, so that one that is not known stands for them all?"""
    seen = set()
    pending: list[tuple[Term, bool | None]] = [(term, True)]
    while pending:
        one, side = pending.pop()
        if (one, side) in seen:
            continue
        seen.add((one, side))
        if isinstance(one, Call):
            pending.append((definitions[one.definition].body, side))
        elif isinstance(one, Binding):
            whole = values_of(one.domain).kind in STRUCTURES
            if whole and (one.binder, side) not in (("exists", True), ("forall", False)):
                return False
            inner = side if one.binder in ("forall", "exists") else None
            pending += [(part, inner) for part in (one.body,) if part is not None]
            if one.condition is not None:
                turned = inner if one.binder == "exists" or inner is None else not inner
                pending.append((one.condition, turned))
        elif isinstance(one, Apply):
            if one.operator == "count" and values_of(one.arguments[0]).kind in STRUCTURES:
                return False
            if one.operator in RULES:
                pending.append((RULES[one.operator], side))
            elif one.operator in ("and", "or", "implies", "not"):
                turned = None if side is None else not side
                first = turned if one.operator in ("implies", "not") else side
                pending += zip(one.arguments, (first, side), strict=False)
            else:
                pending += [(part, None) for part in parts(one)]
    return True


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

    def __init__(self, clauses: Clauses, structures: KnownStructures, *, sought: bool = False) -> None:
        self.clauses = clauses
        self.sought = sought
        self._structures = structures
        self._tables: dict[int, Any] = {}

    def truth(self, term: Term, known: Mapping[str, Any], definitions: Definitions) -> Literal:
        """The literal of a proposition."""
        return Truth(self.clauses, self, definitions, strict=False).truth(term, known)

    def entry(self, values: Iterable[int], chosen: Choice) -> Choice:
        """An unknown one of the values, which is said to be the one that is known."""
        several = list(values)
        if len(several) == 1:
            return {several[0]: TRUE}
        flags: dict[int, Literal] = {}
        for v in several:
            flags[v] = self.clauses.flag()
            self.clauses.clause(flags[v] if v in chosen else -flags[v])
        return flags

    def table(self, known: Any) -> Any:
        """The table of a known structure."""
        found = self._tables.get(id(known))
        if found is None:
            if isinstance(known, GradedOf):
                raise NoForm("scores are not written down")
            found = known if isinstance(known, ModelOf) else _STATED[type(known)](known, self)
            self._tables[id(known)] = found
        return found

    def knows(self, term: Term) -> bool:
        return self._structures.knows(term)

    def constant(self, constant: Term) -> Any:
        value = self._structures.constant(constant)
        return value if isinstance(value, int) else self.table(value)

    def made(self, term: Apply, arguments: Sequence[Any]) -> Any:
        if term.operator in ("rank", "rank missing"):
            return self._rank(*arguments)
        if term.operator == "compose transformations" and any(map(_unknown, arguments)):
            return _Composed(self.clauses, *arguments[:2])
        found = self._structures.made(term, [_known(a) for a in arguments])
        return found if found is None or isinstance(found, int | Fraction | float) else self.table(found)

    def values(self, domain: Apply, arguments: Sequence[Any]) -> Iterator[tuple[Any, Literal]]:
        """One that is not known, and what holds only if there is one; or all, as z3 finds them."""
        make = _SOUGHT.get(domain.operator)
        if make is None:
            raise NoForm(f"the {domain.operator} would be listed before z3 is asked")
        ends = list(map(_known, arguments))
        if self.sought:
            there = self.clauses.flag()
            with self.clauses.only_if(there):
                unknown = make(self.clauses, *ends)
            yield unknown, there
            return
        listed = Clauses(self.clauses.due)
        unknown = make(listed, *ends)
        for _ in range(MOST_LISTED):
            if not listed.solve():
                return
            yield self.table(self._structures.table(unknown.value(listed))), TRUE
            listed.exclude(unknown.cells)
        raise NoForm(f"there are too many {domain.operator}")

    def _rank(self, task: StatedTask, percents: Fraction | int = 0) -> int:
        """The least number of elements that everything but such a share is a restriction of, by trying 0, 1, 2, ... in
        turn."""
        elements = range(len(task.present))
        chosen = [self.clauses.flag() for _ in elements]
        reached = []
        for x in elements:
            given = {"T": task, "C": task.category, "x": {x: TRUE}}
            above = [self.truth(_REACHES, {**given, "u": {u: TRUE}}, {}) for u in elements]
            reached.append(self.clauses.any_of(map(self.clauses.all_of, zip(chosen, above, strict=True))))
        wanted = len(reached) - floor(percents * len(reached) / 100)
        self.clauses.clause(self.clauses.at_least(reached, wanted) if percents else self.clauses.all_of(reached))
        return next(k for k in range(len(chosen) + 1) if self.clauses.solve(-self.clauses.at_least(chosen, k + 1)))


_C = Variable("C", Sort("category"))
_T = Variable("T", Sort("task", (_C,)))
_U, _X = (Variable(name, Sort("element", (_T,))) for name in ("u", "x"))
_F = Variable("f", Sort("arrow", (_C,)))
_REACHES = Binding(
    "exists", (_F,), Apply("arrows", (_C,)), None,
    Apply("equal elements", (_T, Apply("restrict", (_T, _U, _F)), _X)),
)  # fmt: skip
"""`exists f in arrows(C) : u|f = x in T`."""


def _unknown(table: Any) -> bool:
    return isinstance(table, UnknownFunctor | UnknownNatural | UnknownTransformation | _Composed)


def _known(table: Any) -> Any:
    if _unknown(table):
        raise NoForm("something is made of what is not known")
    return getattr(table, "known", table)


class _Composed:
    """The composite of two transformations that may be unknown."""

    def __init__(self, clauses: Clauses, after: Any, before: Any) -> None:
        self.image = [clauses.through(values, after.image) for values in before.image]


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
        self.source, self.target = stated.table(known.source), stated.table(known.target)
        self.on_objects = [stated.entry(range(self.target.objects), value) for value in known.on_objects]
        self.on_arrows = [stated.entry(range(len(self.target.source)), value) for value in known.on_arrows]


class StatedTask:
    """A task of which the restrictions are stated."""

    def __init__(self, known: TaskOf, stated: Stated) -> None:
        self.known = known
        whole: Task = known.whole
        self.whole = whole
        if whole.size > LARGEST:
            raise NoForm("a task is too large to be written down")
        self.present, self.at = known.present, known.at
        self._stated = stated
        self.restricted = _Entries(self._restricted)

    @cached_property
    def category(self) -> StatedCategory:
        """What it is on, which may be too large where maps of the task are not."""
        found: StatedCategory = self._stated.table(self.known.category)
        return found

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

_SOUGHT: dict[str, Callable[..., Any]] = {
    "transformations": UnknownTransformation, "natural transformations": UnknownNatural, "functors": UnknownFunctor,
}  # fmt: skip
