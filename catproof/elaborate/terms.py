"""Terms: which category, functor, task, model, object, arrow or element an expression stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path as FolderPath
from typing import Any, NamedTuple, TypeVar

from catproof.claims.category_domain import Bounds, Categories
from catproof.claims.domain import Arrows, Domain, Elements, Objects
from catproof.claims.functor_domain import Functors
from catproof.claims.numbers import Count, Number, Rank, Size
from catproof.claims.task_domain import Tasks
from catproof.claims.transformations import Transformations
from catproof.core.category import Arrow, Category, inverse
from catproof.core.chase import Word
from catproof.core.deadline import Clock
from catproof.core.functor import Functor
from catproof.core.label import Label, show
from catproof.core.limits import LimitReached
from catproof.core.model import Model
from catproof.core.task import Element, Task
from catproof.core.transformation import Transformation
from catproof.diagnostic import Span
from catproof.elaborate.calls import Maker, named, same_category
from catproof.elaborate.category_calls import CATEGORY_CALLS
from catproof.elaborate.functor_calls import FUNCTOR_CALLS
from catproof.elaborate.model_calls import MODEL_CALLS
from catproof.elaborate.scope import (
    ArrowOf,
    Broken,
    ElementOf,
    ObjectOf,
    Scope,
    Skipped,
    Wrong,
    kind_of,
    suggestion,
)
from catproof.elaborate.task_calls import TASK_CALLS
from catproof.readers.place import Places
from catproof.syntax import tree
from catproof.syntax.printer import print_prop, print_term

Kind = TypeVar("Kind", Category, Functor, Task, Model, Transformation)


class Path(NamedTuple):
    """A path of generating arrows, in the order of `g . f`."""

    word: Word
    source: int
    target: int


def bare_identity(term: tree.Term) -> bool:
    """Is this `id`, without saying of what? Something called `id` is in quotes."""
    return isinstance(term, tree.Name) and term.text == "id" and not term.quoted


def object_in(category: Category, value: ObjectOf) -> int | None:
    """The number in the category of an object of another one that keeps its names: opposite to it, or a full
    subcategory of it, or what it is a full subcategory of. None where it is no object there."""
    if category is value.category or category is value.category.turned:
        return value.object
    goals = {at: number for at, (number,) in _wholes(value.category, [value.object])}
    for at, numbers in _wholes(category, range(len(category.objects))):
        if at in goals:
            return numbers.index(goals[at]) if goals[at] in numbers else None
    return None


def _wholes(category: Category, objects: Sequence[int]) -> Iterator[tuple[Category, Sequence[int]]]:
    """The category and its opposite, what they are full subcategories of, and so on, with the numbers that objects have
    there."""
    pending = [(category, objects)]
    for one, numbers in pending:
        yield one, numbers
        if one.turned is not None and all(one.turned is not other for other, _ in pending):
            pending.append((one.turned, numbers))
        if one.inclusion is not None:
            pending.append((one.inclusion.whole, [one.inclusion.on_objects[a] for a in numbers]))


class Data:
    """Where the data files of a theory may be, and what is to be said of those that were read. `clock` is that of the
    declaration that is being built."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.notes: list[tuple[Span, str]] = []
        self.libraries: dict[tuple[int, ...], Any] = {}
        """The definitions that may be called, for each collection of them that was met."""
        self.clock: Clock | None = None


class Terms:
    """Reads terms in a scope. `limit` bounds the enumerations of the categories made."""

    def __init__(self, scope: Scope, limit: int, texts: dict[int, str] | None = None, data: Data | None = None) -> None:
        self.scope = scope
        self.limit = limit
        self.data = Data(Places(FolderPath())) if data is None else data
        self._texts = {} if texts is None else texts
        self.formulas: dict[int, bool] = {}
        """Of atoms that were looked at: are they read as core terms?"""

    def text(self, prop: tree.Prop) -> str:
        """The proposition as a theory file writes it; printed once for all instances of a quantifier."""
        found = self._texts.get(id(prop))
        if found is None:
            found = self._texts[id(prop)] = print_prop(prop)
        return found

    def within(self, variable: str, value: Any) -> Terms:
        """The same, with a variable bound."""
        inner = Terms(Scope(self.scope, {variable: value}), self.limit, self._texts, self.data)
        inner.formulas = self.formulas
        return inner

    # ---- whole things ---------------------------------------------------------------------------------

    def category(self, term: tree.Term) -> Category:
        """The category a term stands for."""
        return self._thing(term, Category, "a category", CATEGORY_CALLS)

    def functor(self, term: tree.Term) -> Functor:
        """The functor a term stands for."""
        return self._thing(term, Functor, "a functor", FUNCTOR_CALLS)

    def task(self, term: tree.Term) -> Task:
        """The task a term stands for."""
        return self._thing(term, Task, "a task", TASK_CALLS)

    def model(self, term: tree.Term) -> Model:
        """The model a term stands for."""
        return self._thing(term, Model, "a model", MODEL_CALLS)

    def transformation(self, term: tree.Term) -> Transformation:
        """The transformation a term stands for: there are names for them, and no expressions."""
        return self._thing(term, Transformation, "a transformation", {})

    def _thing(self, term: tree.Term, kind: type[Kind], noun: str, calls: dict[str, Maker]) -> Kind:
        if isinstance(term, tree.Name):
            value = self.declared(term, noun)
            if not isinstance(value, kind):
                raise Wrong(term.span, f"{show(term.text)} is {kind_of(value)}, and {noun} is expected here")
            return value
        if isinstance(term, tree.Call):
            maker = calls.get(term.function)
            if maker is None:
                raise Wrong(term.span, *self._unknown_call(term, noun, calls))
            made = self.scope.remember(term, lambda: maker(self, term))
            return made  # type: ignore[no-any-return]
        raise Wrong(term.span, f"{noun} is expected here, not `{print_term(term)}`")

    def _unknown_call(self, term: tree.Call, noun: str, calls: dict[str, Maker]) -> tuple[str, str]:
        for other, known in ALL_CALLS.items():
            if term.function in known:
                return f"`{term.function}(...)` is {other}, and {noun} is expected here", ""
        return f"there is no `{term.function}` that gives {noun}", suggestion(term.function, calls)

    def declared(self, name: tree.Name, noun: str) -> Any:
        """What a declared name or variable stands for. Broken declarations and limits are passed on."""
        declared = self.scope.lookup(name.text)
        if declared is None:
            if self.scope.unread is not None:
                raise self.scope.unread.again()
            if self.scope.incomplete:
                raise Skipped
            hint = suggestion(name.text, self.scope.visible()) or "names are declared before they are used"
            raise Wrong(name.span, f"{show(name.text)} is not declared, and {noun} is expected here", hint)
        if isinstance(declared.value, Broken):
            raise Skipped
        if isinstance(declared.value, LimitReached):
            raise declared.value.again()
        if self.data.clock is not None:
            self.data.clock.charge(declared.seconds)
        return declared.value

    def skip_broken(self, name: str) -> None:
        """Raise `Skipped` where the name is one whose declaration is wrong."""
        declared = self.scope.lookup(name)
        if declared is not None and isinstance(declared.value, Broken):
            raise Skipped

    def arguments(self, call: tree.Call, least: int, most: int | None = None) -> tuple[tree.Term, ...]:
        """The arguments of a call, with their number checked."""
        given = len(call.arguments)
        most = least if most is None else most
        if not least <= given <= most:
            expected = str(least) if least == most else f"{least} or {most}"
            raise Wrong(
                call.span, f"`{call.function}` takes {expected} argument{'' if expected == '1' else 's'}, not {given}"
            )
        for term in call.arguments:
            if isinstance(term, tree.Option):
                raise Wrong(term.span, f"`{call.function}` has no option {term.key}")
        if call.block is not None and call.function not in ("quotient", "generated"):
            raise Wrong(call.span, f"`{call.function}` takes no block")
        return call.arguments

    # ---- objects and arrows ---------------------------------------------------------------------------

    def label(self, term: tree.Term) -> Label:
        """The name that a term spells, for objects and elements."""
        if isinstance(term, tree.Name):
            return term.text
        if isinstance(term, tree.Integer):
            return term.value
        if isinstance(term, tree.Tuple):
            return tuple(self.label(item) for item in term.items)
        return print_term(term)

    def object(self, term: tree.Term, category: Category) -> int:
        """The number of an object of the category."""
        if isinstance(term, tree.Name):
            value = self.scope.variable(term.text)
            if isinstance(value, ObjectOf):
                found = object_in(category, value)
                if found is None:
                    raise Wrong(
                        term.span,
                        f"{show(term.text)} is an object of {named(value.category)}, not of {named(category)}",
                    )
                return found
        label = self.label(term)
        if label not in category.number:
            raise Wrong(
                term.span,
                f"{show(label)} is not an object of {named(category)}",
                suggestion(label if isinstance(label, str) else show(label), category.objects),
            )
        return category.number[label]

    def path(self, term: tree.Term, category: Category, source: int | None = None, target: int | None = None) -> Path:
        """The path of generating arrows that a term spells; `source` and `target` say what a bare `id` means."""
        if isinstance(term, tree.Compose | tree.Power):
            try:
                if isinstance(term, tree.Compose):
                    return self._composite(term, category, source, target)
                return self._power(term, category, source, target)
            except Wrong:  # a generating arrow of a full subcategory is called by its path in the whole
                g = category.generator_number.get(f"({print_term(term)})")
                if g is None:
                    raise
                return Path((g,), category.generators[g].source, category.generators[g].target)
        if isinstance(term, tree.TheArrow):
            a, b = self.object(term.source, category), self.object(term.target, category)
            return Path(category.word(self.the_arrow(term, category, a, b)), a, b)
        if isinstance(term, tree.Call) and term.function == "id":
            at = self.object(self.arguments(term, 1)[0], category)
            return Path((), at, at)
        if isinstance(term, tree.Name):
            if bare_identity(term):
                return self._identity(term, category, source, target)
            value = self.scope.variable(term.text)
            if isinstance(value, ArrowOf):
                return self._variable_arrow(term, value, category)
            g = category.generator_number.get(term.text)
            if g is not None:
                return Path((g,), category.generators[g].source, category.generators[g].target)
        g = None if isinstance(term, tree.Name) else category.generator_number.get(print_term(term))
        if g is not None:
            return Path((g,), category.generators[g].source, category.generators[g].target)
        raise Wrong(
            term.span,
            f"{print_term(term)} is not an arrow of {named(category)}",
            suggestion(print_term(term), category.generator_number),
        )

    def _variable_arrow(self, term: tree.Name, value: ArrowOf, category: Category) -> Path:
        """The path of an arrow f : a -> b of C, which in the opposite of C is the arrow b -> a."""
        home, arrow = value
        word, ends = home.word(arrow), (home.source(arrow), arrow.target)
        if category is home:
            return Path(word, *ends)
        if category is home.turned:
            return Path(word[::-1], *ends[::-1])
        raise Wrong(term.span, f"{show(term.text)} is an arrow of {named(home)}, not of {named(category)}")

    def _identity(self, term: tree.Name, category: Category, source: int | None, target: int | None) -> Path:
        at = source if source is not None else target
        if at is None and len(category.objects) == 1:
            at = 0
        if at is None:
            raise Wrong(term.span, "the identity of which object is meant?", "write id(a) for the identity of a")
        return Path((), at, at)

    def _composite(self, term: tree.Compose, category: Category, source: int | None, target: int | None) -> Path:
        factors = self._factors(term)
        paths = [self.path(f, category, source, target) for f in factors]
        self._meet(term, category, factors, [(path.source, path.target) for path in paths])
        word = tuple(g for path in paths for g in path.word)
        return Path(word, paths[-1].source, paths[0].target)

    def _factors(self, term: tree.Compose) -> list[tree.Term]:
        """The factors, the last arrow first; identities that are not said of which object left out."""
        factors = tree.factors(term)
        return [f for f in factors if not bare_identity(f)] or factors[:1]

    @staticmethod
    def _meet(
        term: tree.Compose, category: Category, factors: Sequence[tree.Term], ends: Sequence[tuple[int, int]]
    ) -> None:
        """Each factor must end where the one before it, which comes after it, starts."""
        for k, (_, target) in enumerate(ends):
            if k and target != ends[k - 1][0]:
                after, before = print_term(factors[k - 1]), print_term(factors[k])
                raise Wrong(
                    term.span,
                    f"{after} . {before} does not compose: {before} ends at {category.show_object(target)}, "
                    f"{after} starts at {category.show_object(ends[k - 1][0])}",
                    "g . f means first f, then g",
                )

    def _power(self, term: tree.Power, category: Category, source: int | None, target: int | None) -> Path:
        base = self.path(term.base, category, source, target)
        self._repeatable(term, base.source, base.target)
        if term.exponent >= 0:
            return self._repeated(term, base, base.word)
        named_base = term.base.text if isinstance(term.base, tree.Name) else ""
        known = category.generator_number.get(f"{named_base}^-1")
        if known is not None and category.presentation.invertible:
            return self._repeated(term, base, (known,))

        back = inverse(category, category.follow(category.identity(base.target), base.word))
        if back is None:
            raise Wrong(term.span, f"{print_term(term.base)} has no inverse in {named(category)}")
        return self._repeated(term, base, category.word(back))

    @staticmethod
    def _repeatable(term: tree.Power, source: int, target: int) -> None:
        if source != target:
            raise Wrong(term.span, f"{print_term(term.base)} cannot be repeated: it does not end where it starts")
        if abs(term.exponent) > MOST_FACTORS:
            raise Wrong(term.span, f"the exponent is larger than {MOST_FACTORS}")

    def _repeated(self, term: tree.Power, base: Path, word: Word) -> Path:
        """The word so many times. A power of powers may be longer than any memory."""
        times = abs(term.exponent)
        if len(word) * times > LONGEST:
            shown = print_term(term)
            shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
            raise LimitReached(f"written out, the path {shown} has more than {LONGEST:,} arrows", "")
        return Path(word * times, base.source, base.target)

    def the_arrow(self, term: tree.Term, category: Category, a: int, b: int) -> Arrow:
        """The only arrow a -> b."""
        arrows = list(category.arrows(a, b))
        if len(arrows) != 1:
            ends = f"{category.show_object(a)} -> {category.show_object(b)}"
            shown = ", ".join(category.show_arrow(f) for f in arrows[:6])
            raise Wrong(
                term.span,
                f"there is no arrow {ends} in {named(category)}"
                if not arrows
                else f"{ends} could be any of {len(arrows)} arrows: {shown}",
            )
        return arrows[0]

    def arrow(self, term: tree.Term, category: Category, source: int | None = None, target: int | None = None) -> Arrow:
        """The arrow that a term spells. Powers are arrows again, never written out."""
        if isinstance(term, tree.Power | tree.Compose) and self._generator(term, category) is None:
            if isinstance(term, tree.Compose):
                return self._composed(term, category, source, target)
            return self._raised(term, category, source, target)
        path = self.path(term, category, source, target)
        return category.follow(category.identity(path.target), path.word)

    def _generator(self, term: tree.Power | tree.Compose, category: Category) -> int | None:
        """The generating arrow that is called so: in a full subcategory, one is called by its path in the whole."""
        text = print_term(term)
        return category.generator_number.get(f"({text})", category.generator_number.get(text))

    def _composed(self, term: tree.Compose, category: Category, source: int | None, target: int | None) -> Arrow:
        factors = self._factors(term)
        arrows = [self.arrow(f, category, source, target) for f in factors]
        self._meet(term, category, factors, [(category.source(f), f.target) for f in arrows])
        found = arrows[0]
        for each in arrows[1:]:
            found = category.compose(found, each)
        return found

    def _raised(self, term: tree.Power, category: Category, source: int | None, target: int | None) -> Arrow:
        """By repeated squaring."""
        base = self.arrow(term.base, category, source, target)
        self._repeatable(term, category.source(base), base.target)
        if term.exponent < 0:
            known = category.generator_number.get(f"{print_term(term.base)}^-1")
            back = inverse(category, base) if known is None else category.generator(known)
            if back is None:
                raise Wrong(term.span, f"{print_term(term.base)} has no inverse in {named(category)}")
            base = back
        found, times = category.identity(base.target), abs(term.exponent)
        while times:
            if times % 2:
                found = category.compose(found, base)
            base, times = category.compose(base, base), times // 2
        return found

    def category_of(self, terms: list[tree.Term], read: Callable[[tree.Term, Category], Any]) -> Category:
        """The one category in which all the terms can be read, for atoms without `in C`."""
        for name in sorted(frozenset().union(*(term.mentioned() for term in terms))):
            value = self.scope.variable(name)
            if isinstance(value, ObjectOf | ArrowOf):
                return value.category
        found, first = [], None
        for category in self.scope.categories():
            try:
                for term in terms:
                    read(term, category)
            except Wrong as wrong:
                first = first or wrong
            else:
                found.append(category)
        if len(found) == 1:
            return found[0]
        if found:
            shown = ", ".join(named(c) for c in found[:4])
            raise Wrong(terms[0].span, f"{print_term(terms[0])} lives in {shown}", "say which: add `in C`")
        if first is not None and len(self.scope.categories()) == 1:
            raise first
        raise Wrong(terms[0].span, f"{print_term(terms[0])} lives in no declared category", "add `in C`")

    # ---- elements -------------------------------------------------------------------------------------

    def element(self, term: tree.Term, of: Task, at: int) -> Element:
        """The element of T(at) that a term spells: by its label, as an arrow where elements are arrows, or as a
        restriction `u|f`."""
        if isinstance(term, tree.Name):
            value = self.scope.variable(term.text)
            if isinstance(value, ElementOf):
                if value.task is not of:
                    raise Wrong(term.span, f"{show(term.text)} is an element of another task")
                if value.element.object != at:
                    where = of.category.show_object(value.element.object)
                    raise Wrong(
                        term.span, f"{term.text} is an element at {where}, not at {of.category.show_object(at)}"
                    )
                return value.element
        members = of.elements[at]
        label = self.label(term)
        variable = isinstance(term, tree.Name) and isinstance(self.scope.variable(term.text), ArrowOf)
        if label in members and not (variable and of.arrows_into is not None):
            return Element(at, members.index(label))
        if isinstance(term, tree.Restriction):
            # `u|f|g` may itself be what an element is called; where it is not, all restrictions are done at once.
            inner: tree.Term = term
            words: list[tuple[int, ...]] = []
            end = at
            while isinstance(inner, tree.Restriction) and (inner is term or self.label(inner) not in of.elements[end]):
                path = self.path(inner.arrow, of.category)
                if path.source != end:
                    break
                words.append(path.word)
                inner, end = inner.element, path.target
            if words:
                found = self.element(inner, of, end)
                for word in reversed(words):
                    found = of.restrict(found, word)
                return found
        if of.arrows_into is not None:
            arrow = self.arrow(term, of.category, at, of.arrows_into)
            shown = of.category.show_arrow(arrow)
            if of.category.source(arrow) == at and arrow.target == of.arrows_into and shown in members:
                return Element(at, members.index(shown))
        where = of.category.show_object(at)
        raise Wrong(term.span, f"{print_term(term)} is not an element at {where}", suggestion(str(label), members))

    # ---- domains and numbers --------------------------------------------------------------------------

    def domain(self, term: tree.Term) -> Domain:
        """The domain of a quantifier or of `count`."""
        if not isinstance(term, tree.Call):
            raise Wrong(
                term.span, f"`{print_term(term)}` is not a domain", "for example objects(C), arrows(C), elements(T)"
            )
        if term.function == "objects":
            return Objects(self.category(self.arguments(term, 1)[0]))
        if term.function == "arrows":
            given = self.arguments(term, 1, 3)
            category = self.category(given[0])
            if len(given) == 2:
                raise Wrong(term.span, "`arrows` takes a category, or a category and two objects")
            ends = [self.object(a, category) for a in given[1:]]
            return Arrows(category, *ends)
        if term.function == "elements":
            given = self.arguments(term, 1, 2)
            of = self.task(given[0])
            return Elements(of, self.object(given[1], of.category) if len(given) == 2 else None)
        if term.function == "transformations":
            left, right = (self.task(t) for t in self.arguments(term, 2))
            same_category(term, left, right)
            return Transformations(left, right)
        if term.function == "tasks":
            of_category, bound = self.arguments(term, 2)
            return Tasks(self.category(of_category), *self.bounds(bound, "size"))
        if term.function == "functors":
            source, target = self.arguments(term, 2)
            return Functors(self.category(source), self.category(target))
        if term.function in CATEGORY_DOMAINS:
            return self._category_domain(term)
        raise Wrong(term.span, f"there is no domain `{term.function}`", suggestion(term.function, DOMAINS))

    def _category_domain(self, term: tree.Call) -> Categories:
        """`categories(arrows = 5, objects = 2)`, `monoids(order <= 4)`, `posets(points = 4)`."""
        key = CATEGORY_DOMAINS[term.function]
        given = self.arguments(term, 1, 2 if key == "arrows" else 1)
        found: dict[str, Bounds] = {}
        for bound in given:
            known = key if not isinstance(bound, tree.Bound) or bound.key != "objects" or key != "arrows" else "objects"
            if known in found:
                raise Wrong(bound.span, f"{known} is bounded twice")
            found[known] = Bounds(*self.bounds(bound, known))
        if key not in found:
            raise Wrong(term.span, f"a bound on {key} is needed", f"for example {term.function}({key} <= 3)")
        return Categories(term.function, found[key], found.get("objects"), self.limit)

    def bounds(self, term: tree.Term, key: str) -> tuple[int, int]:
        """The least and the most that `key <= 4`, `key < 5` or `key = 3` allows."""
        if not isinstance(term, tree.Bound) or term.key != key or term.operator not in ("=", "<=", "<"):
            raise Wrong(term.span, f"a bound on {key} is expected here", f"write {key} <= 4, {key} < 5 or {key} = 4")
        most = term.value - (term.operator == "<")
        return (most if term.operator == "=" else 0), most

    def number(self, term: tree.Term) -> Number:
        """A number: `3`, `size(T)`, `rank(T)`, `count(DOMAIN)`."""
        if isinstance(term, tree.Integer):
            return term.value
        if isinstance(term, tree.Call) and term.function in NUMBERS:
            argument = self.arguments(term, 1)[0]
            if term.function == "count":
                return Count(self.domain(argument))
            return Size(self.task(argument)) if term.function == "size" else Rank(self.task(argument))
        raise Wrong(
            term.span, f"`{print_term(term)}` is not a number", "numbers are 3, size(T), rank(T) and count(DOMAIN)"
        )


MOST_FACTORS = 10_000
"""The largest exponent."""

LONGEST = 1_000_000
"""A path of so many generating arrows is not written out."""

DOMAINS = ("objects", "arrows", "elements", "tasks", "functors", "transformations", "categories", "monoids", "posets")
CATEGORY_DOMAINS = {"categories": "arrows", "monoids": "order", "posets": "points"}
NUMBERS = ("size", "rank", "count")


ALL_CALLS = {
    "a category": CATEGORY_CALLS,
    "a functor": FUNCTOR_CALLS,
    "a task": TASK_CALLS,
    "a model": MODEL_CALLS,
}
