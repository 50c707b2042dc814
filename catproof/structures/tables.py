"""Structures that are known, as the tables that `logic.truth` reads.

Tables are made when first asked for, composites and restrictions one by one, so that a large category costs what a
sentence looks at. A table keeps the structure it was made of (`whole`): constructions are made by `core`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from catproof.core import transformation
from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
from catproof.core.functor_search import functors
from catproof.core.graded import GRADED, Graded, GradedFunctor, GradedModel, GradedTask
from catproof.core.maps import Impossible
from catproof.core.model import Model
from catproof.core.natural_family import natural_transformations
from catproof.core.task import Element, Task
from catproof.core.transformation import Transformation
from catproof.logic.literals import TRUE, Choice, Literal, NoForm
from catproof.logic.signature import OPERATORS, PAIRED
from catproof.logic.sorts import sort_of
from catproof.logic.terms import Apply, Constant, Term
from catproof.logic.text import text_of
from catproof.logic.truth import Undefined
from catproof.structures.makers import MAKERS, UNTITLED


class Place(NamedTuple):
    """An object, by its number, an arrow or an element, and what it lives in."""

    home: Category | Task | Graded
    value: int | Arrow | Element


Value = (
    Category | Functor | Task | Transformation | NaturalTransformation | Model | Place
    | Graded | GradedFunctor | GradedTask | GradedModel
)  # fmt: skip
"""What a constant or a variable stands for."""


class _Lazily(Mapping[tuple[int, int], Choice]):
    """A table of choices for pairs of numbers, each made when it is first asked for."""

    def __init__(self, make: Callable[[int, int], Choice]) -> None:
        self._make = make
        self._known: dict[tuple[int, int], Choice] = {}

    def __getitem__(self, pair: tuple[int, int]) -> Choice:
        found = self._known.get(pair)
        if found is None:
            found = self._known[pair] = self._make(*pair)
        return found

    def get(self, pair: tuple[int, int], default: Any = None) -> Any:
        return self[pair] or default

    def __iter__(self) -> Iterator[tuple[int, int]]:
        raise TypeError("the pairs are not listed")

    def __len__(self) -> int:
        raise TypeError("the pairs are not counted")


class CategoryOf:
    """A category: its arrows are numbered, the identities first. Raises `LimitReached` where there are too many."""

    def __init__(self, whole: Category) -> None:
        self.whole = whole
        self.objects = len(whole.objects)
        self.composite = _Lazily(self._composed)

    @cached_property
    def arrows(self) -> list[Arrow]:
        """The arrows, by their numbers."""
        identities = [self.whole.identity(a) for a in range(self.objects)]
        return identities + [f for f in self.whole.arrows() if f.number]

    @cached_property
    def number(self) -> dict[Arrow, int]:
        """The number of each arrow."""
        return {arrow: f for f, arrow in enumerate(self.arrows)}

    @cached_property
    def source(self) -> list[int]:
        return [self.whole.source(f) for f in self.arrows]

    @cached_property
    def target(self) -> list[int]:
        return [f.target for f in self.arrows]

    @cached_property
    def present(self) -> list[int]:
        return [TRUE] * len(self.arrows)

    @cached_property
    def _between(self) -> dict[tuple[int, int], list[int]]:
        found: dict[tuple[int, int], list[int]] = {}
        for f, ends in enumerate(zip(self.source, self.target, strict=True)):
            found.setdefault(ends, []).append(f)
        return found

    def between(self, a: int, b: int) -> Sequence[int]:
        return self._between.get((a, b), ())

    def _composed(self, after: int, before: int) -> Choice:
        return {self.number[self.whole.compose(self.arrows[after], self.arrows[before])]: TRUE}


class FunctorOf:
    """A functor between such categories."""

    def __init__(self, whole: Functor, source: CategoryOf, target: CategoryOf) -> None:
        self.whole = whole
        self.source, self.target = source, target

    @cached_property
    def on_objects(self) -> list[Choice]:
        return [{b: TRUE} for b in self.whole.on_objects]

    @cached_property
    def on_arrows(self) -> list[Choice]:
        return [{self.target.number[self.whole.on_arrow(f)]: TRUE} for f in self.source.arrows]


class TaskOf:
    """A task on such a category."""

    def __init__(self, whole: Task, category: CategoryOf) -> None:
        self.whole = whole
        self.category = category
        self.restricted = _Lazily(self._restricted)

    @cached_property
    def present(self) -> list[int]:
        return [TRUE] * self.whole.size

    @cached_property
    def at(self) -> list[Choice]:
        return [{a: TRUE} for a, members in enumerate(self.whole.elements) for _ in range(len(members))]

    def _restricted(self, f: int, x: int) -> Choice:
        arrow, element = self.category.arrows[f], self.whole.element(x)
        if arrow.target != element.object:
            return {}
        return {self.whole.number(self.whole.restrict(element, self.category.whole.word(arrow))): TRUE}


class TransformationOf:
    """A transformation of tasks."""

    def __init__(self, whole: Transformation) -> None:
        self.whole = whole

    @cached_property
    def image(self) -> list[Choice]:
        target = self.whole.target
        return [{target.start[a] + v: TRUE} for a, values in enumerate(self.whole.components) for v in values]


class NaturalOf:
    """A natural transformation between functors to such a category."""

    def __init__(self, whole: NaturalTransformation, category: CategoryOf) -> None:
        self.whole = whole
        self.category = category

    @cached_property
    def components(self) -> list[Choice]:
        return [{self.category.number[arrow]: TRUE} for arrow in self.whole.components]


class ModelOf:
    """A model."""

    def __init__(self, whole: Model) -> None:
        self.whole = whole


class GradedOf:
    """A graded category, a task on one, a functor or a model."""

    def __init__(self, whole: Graded | GradedFunctor | GradedTask | GradedModel) -> None:
        self.whole = whole
        self.objects = len(whole.objects) if isinstance(whole, Graded) else 0


class KnownStructures:
    """The tables of given structures, each made once, and of what is made from them; `constants` says what constants
    stand for."""

    def __init__(self, constants: Mapping[Term, Value] | None = None) -> None:
        self._constants = {} if constants is None else constants
        self._tables: dict[int, tuple[object, Any]] = {}
        self._made: dict[tuple[Any, ...], Any] = {}
        self._values: dict[tuple[Any, ...], list[Any]] = {}

    def table(self, whole: Any) -> Any:
        """The table of a structure; the same for the same one."""
        known = self._tables.get(id(whole))
        if known is None:
            known = self._tables[id(whole)] = whole, self._table(whole)
        return known[1]

    def _table(self, whole: Any) -> Any:
        if isinstance(whole, Category):
            return CategoryOf(whole)
        if isinstance(whole, Functor):
            return FunctorOf(whole, self.table(whole.source), self.table(whole.target))
        if isinstance(whole, Task):
            return TaskOf(whole, self.table(whole.category))
        if isinstance(whole, Transformation):
            return TransformationOf(whole)
        if isinstance(whole, NaturalTransformation):
            return NaturalOf(whole, self.table(whole.source.target))
        if isinstance(whole, GRADED):
            return GradedOf(whole)
        assert isinstance(whole, Model), f"no structure: {whole!r}"
        return ModelOf(whole)

    def knows(self, term: Term) -> bool:
        return term in self._constants

    def around(self, home: Term) -> Any:
        """What is known only because something that lives there is: an object, an arrow or an element that a variable
        stands for, or a task on a graded category. None for anything else."""
        for one, value in self._constants.items():
            if isinstance(value, Place) and sort_of(one).of[:1] == (home,):
                return value.home
            if isinstance(value, GradedTask) and isinstance(one, Constant) and one.sort.of[:1] == (home,):
                return value.category
        return None

    def constant(self, term: Term) -> Any:
        return self.number_or_table(self._constants[term])

    def number_or_table(self, value: Value) -> Any:
        """The table of a structure, the number of anything else."""
        if not isinstance(value, Place):
            return self.table(value)
        if isinstance(value.home, Task):
            assert isinstance(value.value, Element)
            return value.home.number(value.value)
        if isinstance(value.value, Arrow):
            return self.table(value.home).number[value.value]
        return value.value

    def made(self, term: Apply, arguments: Sequence[Any]) -> Any:
        key = (term.operator, *(a if isinstance(a, int) else id(a) for a in arguments))
        if key not in self._made:
            kinds = OPERATORS[term.operator].takes
            homes = (0,) * len(arguments)
            if (parts := PAIRED.get(term.operator)) is not None:
                homes = homes[: -len(parts)] + parts
            wholes = [
                self._whole(arguments[homes[k]], a, kinds[k]) if isinstance(a, int) else getattr(a, "whole", a)
                for k, a in enumerate(arguments)
            ]
            untitled = UNTITLED.get(term.operator)
            if untitled is None and term.operator not in MAKERS:
                raise NoForm(f"{term.operator} has a rule of its own")
            try:
                whole = MAKERS[term.operator](*wholes, text_of(term)) if untitled is None else untitled(*wholes)
            except Impossible as impossible:
                raise Undefined(term, str(impossible), {}) from None
            if isinstance(whole, Arrow):
                whole = arguments[1 if term.operator == "arrow in" else 0].number[whole]
            found = whole if whole is None or isinstance(whole, int | Fraction | float) else self.table(whole)
            self._made[key] = found, arguments  # the arguments are kept, and so are their ids
        return self._made[key][0]

    @staticmethod
    def _whole(home: Any, number: int, kind: str) -> Any:
        """An object, an arrow or an element of what the home is, as `core` has it."""
        if kind == "arrow":
            return (home.category if isinstance(home, TaskOf) else home).arrows[number]
        return home.whole.element(number) if kind == "element" else number

    def values(self, domain: Apply, arguments: Sequence[Any]) -> Iterator[tuple[Any, Literal]]:
        left, right = (a.whole for a in arguments)
        key = (domain.operator, id(left), id(right))
        if key not in self._values:
            found: Iterator[Any]
            if domain.operator == "functors":
                found = functors(left, right)
            elif domain.operator == "natural transformations":
                found = (NaturalTransformation(left, right, n) for n in natural_transformations(left, right))
            else:
                found = (Transformation(left, right, n) for n in transformation.natural_maps(left, right))
            self._values[key] = [self.table(each) for each in found]
        return ((value, TRUE) for value in self._values[key])
