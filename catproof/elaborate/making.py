"""What makes the structure of each operation of the signature, from what its arguments stand for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from catproof.core import constructions, elements, graded, presheaves
from catproof.core.category import Category, thin
from catproof.core.chase import Relation, Word
from catproof.core.functor import Functor
from catproof.core.label import Label
from catproof.core.limits import LimitReached
from catproof.core.maps import Impossible
from catproof.core.origin import Origin
from catproof.core.quantale import RANGES, Value, shown
from catproof.core.task import Element, Task
from catproof.elaborate.environment import Environment
from catproof.elaborate.scope import Wrong
from catproof.logic.signature import BETWEEN, OPERATORS, sort_of
from catproof.logic.terms import Apply, Constant, Number, Term, free
from catproof.logic.text import text_of
from catproof.structures.makers import MAKERS, UNTITLED


class Builder(Protocol):
    """What builds the arguments of an operation; see `build.Builder`."""

    limit: int

    def structure(self, term: Term, known: Environment) -> Any: ...
    def value(self, term: Term, kind: str, known: Environment) -> Any: ...
    def object(self, term: Term, known: Environment) -> int: ...
    def element(self, term: Term, known: Environment) -> Element: ...
    def path(self, term: Term, known: Environment) -> Any: ...


def title(term: Apply) -> str:
    """What a thing that was made is called until it is given a name: the term without its block."""
    bare = Apply(term.operator, term.arguments[:1]) if term.operator in ("quotient", "generated") else term
    return text_of(bare).removesuffix(" { }")


def made(builder: Builder, term: Apply, known: Environment) -> Any:
    """What the operation makes. Raises `Wrong` or `LimitReached`."""
    special = SPECIAL.get(term.operator)
    if special is not None:
        return special(builder, term, known)
    kinds = OPERATORS[term.operator].kinds(len(term.arguments))
    given = [builder.value(each, kind, known) for each, kind in zip(term.arguments, kinds, strict=True)]
    if term.operator in BETWEEN:
        given += [builder.structure(end, known) for end in sort_of(term).of]
        try:
            return MAKERS[term.operator](*given, title(term))
        except Impossible as impossible:
            raise Wrong("E314", term.span, str(impossible)) from None
    if term.operator in UNTITLED:
        return UNTITLED[term.operator](*given)
    return MAKERS[term.operator](*given, title(term))


# ---- what needs more than its arguments ---------------------------------------------------------------------------


def _full(builder: Builder, term: Apply, known: Environment) -> Category:
    members = [builder.object(each, known) for each in term.arguments[1:]]
    for k, each in enumerate(term.arguments[1:]):
        if members[k] in members[:k]:
            raise Wrong("E310", each.span, f"{text_of(each)} is listed twice")
    return constructions.full(builder.structure(term.arguments[0], known), members, title(term))[0]


def _discrete(builder: Builder, term: Apply, known: Environment) -> Category:
    labels: list[Label] = [builder.value(each, "label", known) for each in term.arguments]
    return constructions.discrete(labels, title(term), builder.limit)


LONGEST_CHAIN = 1_000_000
"""So many objects a chain may have, whatever the limit on arrows is: its arrows are not listed."""


def _chain(builder: Builder, term: Apply, known: Environment) -> Category:
    (length,) = term.arguments
    assert isinstance(length, Number)
    if length.value > max(builder.limit, LONGEST_CHAIN):
        raise LimitReached(f"{title(term)} has more than the limit of {builder.limit} arrows", "--limit")
    return constructions.chain(length.whole, title(term), builder.limit)


def _limited(make: Callable[[str, int], Category]) -> Special:
    def made(builder: Builder, term: Apply, known: Environment) -> Category:
        return make(title(term), builder.limit)

    return made


def _over(builder: Builder, term: Apply, known: Environment) -> tuple[Category, Functor]:
    """The category of elements with its projection; both are made once."""
    both = Apply("elements, with projection", term.arguments)
    level = known.holding(free(both))
    if both not in level.made:
        of = builder.structure(term.arguments[0], known)
        level.made[both] = elements.elements(of, title(Apply("category of elements", term.arguments)))
    found: tuple[Category, Functor] = level.made[both]
    return found


def _elements(builder: Builder, term: Apply, known: Environment) -> Category:
    return _over(builder, term, known)[0]


def _projection(builder: Builder, term: Apply, known: Environment) -> Functor:
    return _over(builder, term, known)[1]


def _quotient(builder: Builder, term: Apply, known: Environment) -> Task:
    of: Task = builder.structure(term.arguments[0], known)
    pairs = []
    for item in term.arguments[1:]:
        assert isinstance(item, Apply)
        _, place, *sides = item.arguments
        at = builder.object(place, known)
        found = []
        for side in sides:
            element = builder.element(side, known)
            if element.object != at:
                where = of.category.show_object(element.object)
                shown = f"{text_of(side)} is an element at {where}, not at {of.category.show_object(at)}"
                raise Wrong("E302", side.span, shown)
            found.append(element)
        pairs.append((found[0], found[1]))
    return presheaves.quotient(of, pairs, title(term))


def _generated(builder: Builder, term: Apply, known: Environment) -> Task:
    category: Category = builder.structure(term.arguments[0], known)
    seeds: list[tuple[Label, int]] = []
    numbers: dict[Apply, int] = {}
    relations: list[Relation] = []

    def side(item: Any) -> tuple[int, Word, int]:
        if item.operator == "generator":
            number = numbers[item]
            return number, (), seeds[number][1]
        number, word, at = side(item.arguments[0])
        arrow = item.arguments[1]
        path = builder.path(arrow, known)
        if path.target != at:
            raise Wrong(
                "E305", arrow.span, f"{text_of(arrow)} ends at {category.show_object(path.target)}, but the element "
                f"restricted along it is at {category.show_object(at)}",
            )  # fmt: skip
        return number, word + path.word, path.source

    for item in term.arguments[1:]:
        assert isinstance(item, Apply)
        if item.operator == "generator":
            label, at = item.arguments
            assert isinstance(label, Constant)
            numbers[item] = len(seeds)
            seeds.append((builder.value(label, "label", known), builder.object(at, known)))
            continue
        (left, left_word, a), (right, right_word, b) = map(side, item.arguments)
        if a != b:
            raise Wrong(
                "E304",
                item.span,
                f"the sides are elements at {category.show_object(a)} and at {category.show_object(b)}",
            )
        relations.append(Relation(left, left_word, right, right_word))
    return presheaves.generated(category, seeds, relations, title(term))


Special = Callable[["Builder", Apply, Environment], Any]


def _level(builder: Builder, term: Apply, known: Environment) -> Category:
    """The preorder of a graded category at a level; an error names the triangle where it is none."""
    of: graded.Graded = builder.structure(term.arguments[0], known)
    value: Value = builder.value(term.arguments[1], "number", known)
    if not of.quantale.has(value):
        ranges = f"its values are {RANGES[of.quantale.name]}"
        raise Wrong("E416", term.span, f"{shown(value)} is no value of {of.quantale.name}", ranges)
    related = graded.level_pairs(of, value)
    several = range(len(related))
    for x in several:
        for y in several:
            if related[x][y] and x != y:
                for z in several:
                    if related[y][z] and not related[x][z]:
                        one, other, third = (
                            f"{of.name or 'its'}({of.show(a)}, {of.show(b)}) = {shown(of.values[a][b])}"
                            for a, b in ((x, y), (y, z), (x, z))
                        )
                        message = f"{title(term)} is no preorder: {one} and {other}, but {third}"
                        raise Wrong("E415", term.span, message, "of fuzzy categories every level is one")
    pairs = [(x, y) for x in several for y in several if x != y and related[x][y]]
    made = thin(of.objects, pairs, name=title(term), limit=builder.limit)
    made.origin = Origin("level", (of, shown(value)))
    return made


SPECIAL: dict[str, Special] = {
    "level": _level,
    "full": _full,
    "discrete": _discrete,
    "chain": _chain,
    "terminal category": _limited(constructions.terminal),
    "empty category": _limited(constructions.empty),
    "category of elements": _elements,
    "projection": _projection,
    "quotient": _quotient,
    "generated": _generated,
}
