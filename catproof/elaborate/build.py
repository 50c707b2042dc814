"""From core terms to what they stand for: structures of `core`, objects, arrows, elements, domains, numbers.

Nothing is looked for in the text: names were resolved, and where things live was checked. What only a value shows is
raised as `Wrong`, at the place of the term: that arrows do not meet, or that an instance has no object of a name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from catproof.core.blocks import shown
from catproof.core.category import Arrow, Category, inverse
from catproof.core.chase import Word
from catproof.core.functor import Functor
from catproof.core.functor_category import functor_number, natural_arrow
from catproof.core.graded import GradedFunctor
from catproof.core.label import Label, show
from catproof.core.limits import LimitReached
from catproof.core.magnitude import magnitude
from catproof.core.maps import Impossible
from catproof.core.quantale import INF
from catproof.core.task import Element, Task
from catproof.decide.category_domain import Bounds, Categories
from catproof.decide.domain import Domain
from catproof.decide.functor_domain import Functors
from catproof.decide.graded import GradedMagnitude, GradedObjects, GradedRank, Score, TaskValue
from catproof.decide.member_domain import Arrows, Elements, Objects
from catproof.decide.natural import NaturalTransformations
from catproof.decide.numbers import Count, Rank, Size, find
from catproof.decide.numbers import Number as Counted
from catproof.decide.reals import REALS
from catproof.decide.task_domain import Tasks
from catproof.decide.transformations import Transformations
from catproof.diagnostic import Span
from catproof.elaborate.environment import Environment
from catproof.elaborate.making import made
from catproof.elaborate.scope import Scope, Wrong, named, suggestion
from catproof.logic.graded_words import GRADED_NUMBERS
from catproof.logic.signature import OPERATORS, PAIRED, PARTIAL, place
from catproof.logic.terms import STRUCTURES, Apply, Constant, Number, Term, Variable, free
from catproof.logic.text import text_of
from catproof.structures.makers import UNTITLED
from catproof.structures.moving import arrow_in, as_element, object_in
from catproof.structures.tables import Place
from catproof.syntax.printer import print_name

MOST_FACTORS = 10_000
"""The largest exponent."""

LONGEST = 1_000_000
"""A path of so many generating arrows is not written out."""


class Path(NamedTuple):
    """A path of generating arrows, in the order of `g . f`."""

    word: Word
    source: int
    target: int


def show_label(label: Label) -> str:
    """A label as a term is printed."""
    return print_name(label) if isinstance(label, str) else show(label)


class Builder:
    """Builds what terms stand for. `limit` bounds the enumerations of the categories made."""

    def __init__(self, scope: Scope, limit: int) -> None:
        self.scope = scope
        self.limit = limit

    @property
    def root(self) -> Environment:
        """The environment without variables."""
        return Environment(self.scope.made)

    # ---- structures ---------------------------------------------------------------------------------------------

    def structure(self, term: Term, known: Environment) -> Any:
        """A category, functor, task, transformation or model. Raises `Wrong` or `LimitReached`."""
        if isinstance(term, Variable):
            return known[term.name]
        if isinstance(term, Constant):
            return self.scope.constants[term]
        assert isinstance(term, Apply)
        level = known.holding(free(term))
        found = level.made.get(term)
        if found is None:
            found = level.made[term] = made(self, term, known)
            if level.outer is None:
                self.scope.call(found, term)
        return found

    def value(self, term: Term, kind: str, known: Environment) -> Any:
        """What a term of this kind stands for."""
        if kind in STRUCTURES:
            return self.structure(term, known)
        if kind == "object":
            return self.object(term, known)
        if kind == "arrow":
            return self.arrow(term, known)
        if kind == "element":
            return self.element(term, known)
        if kind == "number":
            number = self.number(term, known)
            assert number is not None, f"no number: {term}"
            return find(number)[0]
        if kind == "graded object":
            return self.graded_object(term, known)
        if kind == "label":
            assert isinstance(term, Constant)
            return self.scope.constants[term]
        raise AssertionError(f"nothing to build: {kind}")

    def placed(self, term: Term, kind: str, known: Environment) -> Any:
        """The same, and where an object, an arrow or an element lives."""
        value = self.value(term, kind, known)
        placed = kind in ("object", "arrow", "element", "graded object")
        return Place(self.structure(place(term), known), value) if placed else value

    # ---- objects and arrows -------------------------------------------------------------------------------------

    def object(self, term: Term, known: Environment) -> int:
        """The number of an object."""
        if isinstance(term, Variable):
            number: int = known[term.name]
            return number
        if isinstance(term, Constant):
            category = self.structure(place(term), known)
            found = self.scope.constants.get(term)
            if found is None or found.home is not category:
                labels = {show_label(label): a for a, label in enumerate(category.objects)}
                if term.name not in labels:
                    raise no_object(term, category)
                return labels[term.name]
            return found.value  # type: ignore[no-any-return]
        assert isinstance(term, Apply)
        if term.operator == "value at":
            functor = self.structure(term.arguments[0], known)
            return functor.on_objects[self.object(term.arguments[1], known)]  # type: ignore[no-any-return]
        if term.operator == "object in":
            home, category = (self.structure(each, known) for each in term.arguments[:2])
            moved = object_in(home, category, self.object(term.arguments[2], known))
            if moved is None:
                shown = text_of(term.arguments[2])
                raise Wrong("E302", term.span, f"{shown} is an object of {named(home)}, not of {named(category)}")
            return moved
        if term.operator == "functor in":
            category, functor = (self.structure(each, known) for each in term.arguments)
            return functor_number(category, functor)
        if term.operator == "lies at":
            return self.element(term.arguments[1], known).object
        if term.operator in ("limit", "colimit", *PAIRED):
            return self.made_of(term, known)  # type: ignore[no-any-return]
        assert term.operator in ("source", "target"), f"no object: {term.operator}"
        arrow = self.arrow(term.arguments[1], known)
        if term.operator == "target":
            return arrow.target
        return self.structure(term.arguments[0], known).source(arrow)  # type: ignore[no-any-return]

    def made_of(self, term: Apply, known: Environment) -> Any:
        """What an operation gives that may have no value. Raises `Wrong` where it has none."""
        kinds = OPERATORS[term.operator].takes
        found = UNTITLED[term.operator](*map(self.value, term.arguments, kinds, repeat(known)))
        if found is None:
            where = self.where(term, known)
            raise Wrong("E314", term.span, f"{text_of(term)} has no value{where}: {PARTIAL[term.operator]}")
        return found

    def graded_object(self, term: Term, known: Environment) -> int:
        """The number of an object of a graded category."""
        if isinstance(term, Variable):
            number: int = known[term.name]
            return number
        if isinstance(term, Constant):
            return self.scope.constants[term].value  # type: ignore[no-any-return]
        assert isinstance(term, Apply) and term.operator == "graded value at", f"no object: {term}"
        functor: GradedFunctor = self.structure(term.arguments[0], known)
        return functor.on_objects[self.graded_object(term.arguments[1], known)]

    def where(self, term: Term, known: Environment) -> str:
        """What the structures stand for that the value of a term depends on."""
        values = {name: known[name] for name in sorted(free(term)) if name in known}
        several = [f"{name} = {shown(v)}" for name, v in values.items() if isinstance(v, Category | Functor | Task)]
        return f" where {', '.join(several)}" if several else ""

    def path(self, term: Term, known: Environment) -> Path:
        """The path of generating arrows that a term spells."""
        if isinstance(term, Apply) and term.operator in ("compose", "power"):
            if term.operator == "compose":
                factors = _factors(term)
                paths = [self.path(factor, known) for factor in factors]
                category = self.structure(term.arguments[0], known)
                meet(term.span, category, lambda k: text_of(factors[k]), [(path.source, path.target) for path in paths])
                return Path(tuple(g for path in paths for g in path.word), paths[-1].source, paths[0].target)
            return self._repeated_path(term, known)
        category = self.structure(place(term), known)
        if isinstance(term, Constant) and term not in self.scope.constants:
            g = self._generator(term, category)
            return Path((g,), category.generators[g].source, category.generators[g].target)
        arrow = self.arrow(term, known)
        return Path(category.word(arrow), category.source(arrow), arrow.target)

    def _generator(self, term: Constant, category: Category) -> int:
        names = (self.scope.texts.get(term, term.name), f"({term.name})", term.name)
        for name in names:
            g = category.generator_number.get(name)
            if g is not None:
                return g
        raise no_arrow(term, category)

    def _repeated_path(self, term: Apply, known: Environment) -> Path:
        base = self.path(term.arguments[1], known)
        category, exponent = self.structure(term.arguments[0], known), _exponent(term)
        _repeatable(term, base.source, base.target)
        word = base.word
        if exponent < 0:
            inverted = self._inverted(term, category)
            if inverted is not None:
                word = (inverted,)
            else:
                back = inverse(category, category.follow(category.identity(base.target), base.word))
                if back is None:
                    raise _no_inverse(term, category)
                word = category.word(back)
        if len(word) * abs(exponent) > LONGEST:
            shown = text_of(term)
            shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
            raise LimitReached(f"written out, the path {shown} has more than {LONGEST:,} arrows", "")
        return Path(word * abs(exponent), base.source, base.target)

    def _inverted(self, term: Apply, category: Category) -> int | None:
        """The generating arrow that is the inverse of the base, in a group."""
        base = term.arguments[1]
        if not isinstance(base, Constant) or not category.presentation.invertible:
            return None
        return category.generator_number.get(f"{self.scope.texts.get(base, base.name)}^-1")

    def arrow(self, term: Term, known: Environment) -> Arrow:
        """The arrow that a term spells. Powers are arrows again, never written out."""
        if isinstance(term, Variable):
            found: Arrow = known[term.name]
            return found
        if isinstance(term, Constant):
            category = self.structure(place(term), known)
            placed = self.scope.constants.get(term)
            if isinstance(placed, Place) and placed.home is category and isinstance(placed.value, Arrow):
                return placed.value
            return category.generator(self._generator(term, category))  # type: ignore[no-any-return]
        assert isinstance(term, Apply)
        if term.operator == "value on":
            functor = self.structure(term.arguments[0], known)
            return functor.on_arrow(self.arrow(term.arguments[1], known))  # type: ignore[no-any-return]
        if term.operator == "component":
            natural = self.structure(term.arguments[0], known)
            return natural.components[self.object(term.arguments[1], known)]  # type: ignore[no-any-return]
        category = self.structure(place(term), known)
        if term.operator == "identity":
            return category.identity(self.object(term.arguments[1], known))  # type: ignore[no-any-return]
        if term.operator == "the arrow":
            ends = (self.object(end, known) for end in term.arguments[1:])
            return the_arrow(term, category, *ends)
        if term.operator in PAIRED:
            return self.made_of(term, known)  # type: ignore[no-any-return]
        if term.operator == "natural transformation in":
            return natural_arrow(category, self.structure(term.arguments[1], known))
        if term.operator == "arrow in":
            return arrow_in(self.structure(term.arguments[0], known), category, self.arrow(term.arguments[2], known))
        if term.operator == "compose":
            factors = _factors(term)
            arrows = [self.arrow(factor, known) for factor in factors]
            meet(term.span, category, lambda k: text_of(factors[k]), [(category.source(f), f.target) for f in arrows])
            composite = arrows[0]
            for each in arrows[1:]:
                composite = category.compose(composite, each)
            return composite
        assert term.operator == "power", f"no arrow: {term.operator}"
        return self._raised(term, category, known)

    def _raised(self, term: Apply, category: Category, known: Environment) -> Arrow:
        """By repeated squaring."""
        base = self.arrow(term.arguments[1], known)
        _repeatable(term, category.source(base), base.target)
        exponent = _exponent(term)
        if exponent < 0:
            inverted = self._inverted(term, category)
            back = inverse(category, base) if inverted is None else category.generator(inverted)
            if back is None:
                raise _no_inverse(term, category)
            base = back
        found, times = category.identity(base.target), abs(exponent)
        while times:
            if times % 2:
                found = category.compose(found, base)
            base, times = category.compose(base, base), times // 2
        return found

    # ---- elements -----------------------------------------------------------------------------------------------

    def element(self, term: Term, known: Environment) -> Element:
        """The element that a term spells."""
        if isinstance(term, Variable):
            found: Element = known[term.name]
            return found
        task: Task = self.structure(place(term), known)
        if isinstance(term, Constant):
            placed = self.scope.constants.get(term)
            if placed is not None and placed.home is task:
                return placed.value  # type: ignore[no-any-return]
            return self._element_named(term, task, known)
        assert isinstance(term, Apply)
        if term.operator == "map":
            transformation = self.structure(term.arguments[0], known)
            return transformation(self.element(term.arguments[1], known))  # type: ignore[no-any-return]
        if term.operator == "as element":
            arrow = self.arrow(term.arguments[1], known)
            number = as_element(task, arrow)
            if number is None:
                where = task.category.show_object(task.category.source(arrow))
                raise Wrong("E206", term.span, f"{text_of(term)} is not an element at {where}")
            return task.element(number)
        if term.operator == "pair of elements":
            return task.element(self.made_of(term, known))
        assert term.operator == "restrict", f"no element: {term.operator}"
        inner, path = self.element(term.arguments[1], known), self.path(term.arguments[2], known)
        if path.target != inner.object:
            shown = text_of(term.arguments[2])
            raise Wrong(
                "E305",
                term.span,
                f"{shown} ends at {task.category.show_object(path.target)}, but the element restricted along it is at "
                f"{task.category.show_object(inner.object)}",
                "a task restricts against the arrows: u|f lies at the source of f, u at its target",
            )
        return task.restrict(inner, path.word)

    def _element_named(self, term: Constant, task: Task, known: Environment) -> Element:
        """The element of a name, in a task that an instance gives."""
        homes = term.sort.of[1:]
        places = [self.object(homes[0], known)] if homes else range(len(task.elements))
        found = [
            Element(a, j) for a in places for j, label in enumerate(task.elements[a]) if show_label(label) == term.name
        ]
        if len(found) == 1:
            return found[0]
        where = f"at {task.category.show_object(places[0])}" if homes else f"of {task.name or 'the task'}"
        labels: list[Label] = [label for a in places for label in task.elements[a]]
        raise Wrong("E206", term.span, f"{term.name} is not an element {where}", suggestion(term.name, labels))

    # ---- domains and numbers ------------------------------------------------------------------------------------

    def domain(self, term: Term, known: Environment) -> Domain:
        """What a quantifier ranges over."""
        assert isinstance(term, Apply)
        name, given = term.operator, term.arguments
        if name == "objects":
            return Objects(self.structure(given[0], known))
        if name == "graded objects":
            return GradedObjects(self.structure(given[0], known))
        if name == "arrows":
            return Arrows(self.structure(given[0], known))
        if name == "arrows between":
            return Arrows(self.structure(given[0], known), *(self.object(a, known) for a in given[1:]))
        if name == "elements":
            return Elements(self.structure(given[0], known))
        if name == "elements at":
            return Elements(self.structure(given[0], known), self.object(given[1], known))
        if name in ("transformations", "functors"):
            ends = (self.structure(end, known) for end in given)
            return Transformations(*ends) if name == "transformations" else Functors(*ends)
        if name == "natural transformations":
            return NaturalTransformations(*(self.structure(end, known) for end in given))
        if name in REALS:
            several = name.removeprefix("graded ")
            raise Wrong("E308", term.span, f"there is no list of all {several}: their values are real numbers")
        bounds = [n.whole for n in given if isinstance(n, Number)]
        if name == "tasks":
            return Tasks(self.structure(given[0], known), *bounds)
        objects = Bounds(*bounds[2:]) if len(bounds) > 2 else None
        return Categories(name, Bounds(*bounds[:2]), objects, self.limit)

    def number(self, term: Term, known: Environment) -> Counted | None:
        """A number; None where it is one that only core terms can say."""
        if isinstance(term, Number):
            return term.value
        if not isinstance(term, Apply):
            return None
        if term.operator == "count":
            return Count(self.domain(term.arguments[0], known))
        if term.operator in GRADED_NUMBERS:
            return self.graded_number(term, known)
        if term.operator not in ("size", "rank", "rank missing"):
            return None
        task: Task = self.structure(term.arguments[0], known)
        shares = (n.value for n in term.arguments[1:] if isinstance(n, Number))
        return Size(task) if term.operator == "size" else Rank(task, *shares)

    def graded_number(self, term: Apply, known: Environment) -> Counted:
        """A number about graded things."""
        if term.operator == "infinity":
            return INF
        first, *rest = term.arguments
        whole = self.structure(first, known)
        if term.operator == "score":
            a, b = (self.graded_object(each, known) for each in rest)
            return Score(whole, a, b)
        if term.operator == "task value":
            return TaskValue(whole, self.graded_object(rest[0], known))
        by = self.value(rest[0], "number", known) if rest else None
        if not term.operator.startswith("magnitude"):
            return GradedRank(whole, by)
        try:
            return GradedMagnitude(whole, by, magnitude(whole, by))
        except Impossible as impossible:
            raise Wrong(
                "E314", term.span, f"{text_of(term)} has no value{self.where(term, known)}: {impossible}"
            ) from None


# ---- what only values show --------------------------------------------------------------------------------------


def no_object(term: Constant, category: Category) -> Wrong:
    """There is no object of that name."""
    hint = suggestion(term.name, category.objects)
    return Wrong("E206", term.span, f"{term.name} is not an object of {named(category)}", hint)


def no_arrow(term: Constant, category: Category) -> Wrong:
    """There is no generating arrow of that name."""
    hint = suggestion(term.name, category.generator_number)
    return Wrong("E206", term.span, f"{term.name} is not an arrow of {named(category)}", hint)


def the_arrow(term: Any, category: Category, a: int, b: int) -> Arrow:
    """The only arrow a -> b; `term` is where it is asked for."""
    arrows = list(category.arrows(a, b))
    if len(arrows) != 1:
        ends = f"{category.show_object(a)} -> {category.show_object(b)}"
        shown = ", ".join(category.show_arrow(f) for f in arrows[:6])
        raise Wrong(
            "E316",
            term.span,
            f"there is no arrow {ends} in {named(category)}"
            if not arrows
            else f"{ends} could be any of {len(arrows)} arrows: {shown}",
        )
    return arrows[0]


def _factors(term: Term) -> list[Term]:
    """The factors of a composite, the last arrow first."""
    found: list[Term] = []
    pending = [term]
    while pending:
        one = pending.pop()
        if isinstance(one, Apply) and one.operator == "compose":
            pending += [one.arguments[2], one.arguments[1]]
        else:
            found.append(one)
    return found


def meet(span: Span, category: Category, shown: Callable[[int], str], ends: Sequence[tuple[int, int]]) -> None:
    """Each factor must end where the one before it, which comes after it, starts; `shown` gives its text."""
    for k, (_, target) in enumerate(ends):
        if k and target != ends[k - 1][0]:
            after, before = shown(k - 1), shown(k)
            raise Wrong(
                "E305",
                span,
                f"{after} . {before} does not compose: {before} ends at {category.show_object(target)}, "
                f"{after} starts at {category.show_object(ends[k - 1][0])}",
                "g . f means first f, then g",
            )


def _exponent(term: Apply) -> int:
    exponent = term.arguments[2]
    assert isinstance(exponent, Number)
    return exponent.whole


def _repeatable(term: Apply, source: int, target: int) -> None:
    if source != target:
        shown = text_of(term.arguments[1])
        raise Wrong("E311", term.span, f"{shown} cannot be repeated: it does not end where it starts")
    if abs(_exponent(term)) > MOST_FACTORS:
        raise Wrong("E311", term.span, f"the exponent is larger than {MOST_FACTORS}")


def _no_inverse(term: Apply, category: Category) -> Wrong:
    return Wrong("E311", term.span, f"{text_of(term.arguments[1])} has no inverse in {named(category)}")
