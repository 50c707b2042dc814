"""Natural transformations between parallel functors, adjunctions, and isomorphisms of categories.

A family of arrows F a -> G a is natural iff its squares commute for the generating arrows (Mac Lane I.4; Riehl 1.4).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from catproof.core.category import Arrow, Category, inverse
from catproof.core.functor import Functor, compose, identity
from catproof.core.functor_search import Allowed, Class, functors
from catproof.core.isomorphism import isomorphic_orders

Family = list[Arrow]
"""For each object a of the source an arrow F a -> G a."""


class _Square(NamedTuple):
    """Naturality along a generating arrow a -> b with the values `left` and `right` under the two functors."""

    a: int
    b: int
    left: Arrow
    right: Arrow


def natural_family(left: Functor, right: Functor, candidates: Sequence[Sequence[Arrow]]) -> Family | None:
    """A natural family with a component from `candidates[a]` at each object a, or None. What generating arrows do not
    connect is searched apart."""
    squares = _squares(left, right)
    found: dict[int, Arrow] = {}
    for part in _parts(len(left.on_objects), squares):
        family = next(_search(left.target, part, squares, candidates), None)
        if family is None:
            return None
        found.update(family)
    return [found[a] for a in range(len(candidates))]


def natural_transformations(
    left: Functor, right: Functor, given: Mapping[int, Arrow] | None = None
) -> Iterator[Family]:
    """All natural transformations F => G, each once; those with the given components at some objects."""
    squares = _squares(left, right)
    objects = range(len(left.on_objects))
    known = given or {}
    candidates = [
        [known[a]] if a in known else list(left.target.arrows(left.on_objects[a], right.on_objects[a])) for a in objects
    ]
    order = [a for part in _parts(len(objects), squares) for a in part]
    for family in _search(left.target, order, squares, candidates):
        yield [family[a] for a in objects]


def natural_isomorphism(left: Functor, right: Functor, fixed: Collection[int] = ()) -> Family | None:
    """A natural isomorphism F => G that is the identity on the objects `fixed`, or None."""
    target = left.target

    @cache
    def isomorphisms(a: int, b: int) -> list[Arrow]:
        return [f for f in target.arrows(a, b) if inverse(target, f) is not None]

    candidates = []
    for a, ends in enumerate(zip(left.on_objects, right.on_objects, strict=True)):
        if a in fixed:
            candidates.append([target.identity(ends[0])] if ends[0] == ends[1] else [])
        else:
            candidates.append(isomorphisms(*ends))
    return natural_family(left, right, candidates)


def _squares(left: Functor, right: Functor) -> list[_Square]:
    values = zip(left.source.generators, left.on_generators, right.on_generators, strict=True)
    return [_Square(g.source, g.target, f, h) for g, f, h in values]


def _parts(objects: int, squares: Sequence[_Square]) -> list[list[int]]:
    """The objects in connected parts, each in an order in which they are joined to earlier ones."""
    joined: list[list[int]] = [[] for _ in range(objects)]
    for square in squares:
        joined[square.a].append(square.b)
        joined[square.b].append(square.a)
    parts = []
    seen: set[int] = set()
    for start in range(objects):
        if start not in seen:
            seen.add(start)
            part = [start]
            for a in part:
                new = [b for b in dict.fromkeys(joined[a]) if b not in seen]
                seen.update(new)
                part += new
            parts.append(part)
    return parts


def _search(
    target: Category, order: Sequence[int], squares: Sequence[_Square], candidates: Sequence[Sequence[Arrow]]
) -> Iterator[dict[int, Arrow]]:
    """The natural families on the objects in `order`, by backtracking in this order."""
    place = {a: k for k, a in enumerate(order)}
    tests: list[list[_Square]] = [[] for _ in order]
    loops: list[list[_Square]] = [[] for _ in order]
    for square in squares:
        if square.a in place:
            last = max(place[square.a], place[square.b])
            (loops if square.a == square.b else tests)[last].append(square)

    def commutes(square: _Square, family: dict[int, Arrow]) -> bool:
        return target.compose(square.right, family[square.a]) == target.compose(family[square.b], square.left)

    # What loops rule out is ruled out once.
    options = [[f for f in candidates[a] if all(commutes(s, {a: f}) for s in loops[k])] for k, a in enumerate(order)]
    if not order:
        yield {}
        return
    family: dict[int, Arrow] = {}
    pending = [iter(options[0])]
    while pending:
        k = len(pending) - 1
        for f in pending[-1]:
            family[order[k]] = f
            if all(commutes(square, family) for square in tests[k]):
                break
        else:
            pending.pop()
            continue
        if k + 1 < len(order):
            pending.append(iter(options[k + 1]))
        else:
            yield dict(family)


# ---- adjunctions ----------------------------------------------------------------------------------------


def unit(left: Functor, right: Functor) -> Family | None:
    """The unit of an adjunction left -| right, c -> right(left(c)) for each object c of the source of `left`, or None.

    Each component must be a universal arrow from c to `right`, and together they must be natural. Mac Lane IV.1,
    Theorem 2.
    """
    source, target = left.source, left.target

    def universal(c: int, arrow: Arrow) -> bool:
        for d in range(len(target.objects)):
            images = {source.compose(right.on_arrow(h), arrow) for h in target.arrows(left.on_objects[c], d)}
            size = target.hom_size(left.on_objects[c], d)
            if not len(images) == size == source.hom_size(c, right.on_objects[d]):
                return False
        return True

    there_and_back = compose(right, left)
    candidates = [
        [f for f in source.arrows(c, goal) if universal(c, f)] for c, goal in enumerate(there_and_back.on_objects)
    ]
    return natural_family(identity(source), there_and_back, candidates)


# ---- isomorphisms of categories -------------------------------------------------------------------------


def isomorphism(left: Category, right: Category) -> Functor | None:
    """An invertible functor left -> right, or None. Mac Lane I.3. Raises `LimitReached`.

    Between thin categories it is one of preorders. Elsewhere objects go to objects with the same colour: their
    endomorphisms and the arrows to and from others look alike. Generating loops go to loops with as many powers.
    """
    if len(left.objects) != len(right.objects) or left.count() != right.count():
        return None
    if left.order is not None and right.order is not None:
        image = isomorphic_orders(left.order, right.order)
        return None if image is None else Functor(left, right, image, forced=True)
    views = [_View(left), _View(right)]
    colours = _colours(views)
    if sorted(colours[0]) != sorted(colours[1]):
        return None
    alike: dict[int, list[int]] = {}
    for b, colour in enumerate(colours[1]):
        alike.setdefault(colour, []).append(b)

    def fits(g: Arrow, f: Arrow) -> bool:
        return left.source(g) != g.target or views[0].powers(g) == views[1].powers(f)

    allowed = Allowed([alike[colour] for colour in colours[0]], fits=fits)
    return next(functors(left, right, Class(full=True, faithful=True, injective=True), allowed), None)


class _View:
    """What isomorphisms of categories preserve."""

    def __init__(self, category: Category) -> None:
        self.category = category
        self.powers: Callable[[Arrow], tuple[int, int]] = cache(self._powers)

    def _powers(self, f: Arrow) -> tuple[int, int]:
        """Of an arrow a -> a: how many powers come before the first that occurs again, and how many it repeats."""
        category, seen = self.category, dict[int, int]()
        word, power = category.word(f), category.identity(f.target)
        while power.number not in seen:
            seen[power.number] = len(seen)
            power = category.follow(power, word)
        return seen[power.number], len(seen) - seen[power.number]

    def loops(self, a: int) -> tuple[tuple[int, int], ...]:
        return tuple(sorted(self.powers(f) for f in self.category.arrows(a, a)))

    def around(self, a: int, colour: Sequence[int]) -> tuple[int, tuple[tuple[int, int, int], ...]]:
        size = self.category.hom_size
        return colour[a], tuple(sorted((size(a, b), size(b, a), colour[b]) for b in range(len(colour))))


def _colours(views: Sequence[_View]) -> list[list[int]]:
    """A stable colouring of the objects of both with one palette: equal where they look alike (colour refinement)."""
    palette: dict[object, int] = {}
    objects = range(len(views[0].category.objects))
    colours = [[palette.setdefault(view.loops(a), len(palette)) for a in objects] for view in views]
    number = 0
    while number < len(palette) and sorted(colours[0]) == sorted(colours[1]):
        number, palette = len(palette), {}
        colours = [
            [palette.setdefault(view.around(a, colour), len(palette)) for a in objects]
            for view, colour in zip(views, colours, strict=True)
        ]
    return colours
