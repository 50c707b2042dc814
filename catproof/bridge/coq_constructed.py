"""That a table is the category that a construction gives: what `Constructed.v` compares, arrow by arrow.

The table's objects are in the order in which the library lists those of the construction. Of its arrows each is, in the
parts, an arrow or a pair of arrows; sorted by where they come from and then by these, they are in the library's order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from catproof.bridge.coq_tables import row
from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor, identity
from catproof.core.task import Task

MOST_COMPOSITES = 3_000
"""Pairs of arrows that meet, of a table that is compared, and sets of arrows, for sieves; more would take long."""

Images = tuple[Arrow, ...]


class Parts(NamedTuple):
    """How the arrows of a constructed category are made of arrows of its parts."""

    start: Callable[[int], Images]
    """What the identity of an object is."""
    step: Callable[[Images, int], Images]
    """What an arrow becomes when it is composed with a generating arrow before it."""


def numbers(category: Category) -> list[str] | None:
    """For each object the numbers of the arrows into it, in the library's order; None where they are too many, or the
    construction is one that the library does not have."""
    origin = category.origin
    if origin is None or origin.operation not in PARTS:
        return None
    if (origin.operation == "full" and not _in_order(origin.parts)) or not are_few(category):
        return None
    objects = range(len(category.objects))
    if category.presentation.kind == "thin":
        # There is at most one arrow from each object, and the objects are in order.
        return [row(sorted(range(len(category.hom(p).at)), key=category.hom(p).at.__getitem__)) for p in objects]
    parts = PARTS[origin.operation](category, origin.parts)
    return [row(_sorted(category, p, parts)) for p in objects]


def lists_sieves(category: Category) -> bool:
    """Are there few enough sets of arrows into each object for the library to go through them all?"""
    return all(2 ** len(category.hom(p).at) <= MOST_COMPOSITES for p in range(len(category.objects)))


def are_few(category: Category) -> bool:
    """Are there few enough arrows that meet?"""
    return _composites(category) <= MOST_COMPOSITES


def _composites(category: Category) -> int:
    """How many pairs of arrows meet; it stops where they are too many."""
    count = 0
    for p in range(len(category.objects)):
        for a in category.hom(p).at:
            count += len(category.hom(a).at)
            if count > MOST_COMPOSITES:
                return count
    return count


def _sorted(category: Category, p: int, parts: Parts) -> list[int]:
    """The arrows into an object, by source, then by what they are in the parts."""
    hom = category.hom(p)
    images = [parts.start(p)]
    for f in range(1, len(hom.at)):  # a parent comes before its children
        x, g = hom.parent[f]
        images.append(parts.step(images[x], g))
    return sorted(range(len(hom.at)), key=lambda f: (hom.at[f], *(image.number for image in images[f])))


# ---- what the constructions do to arrows ----------------------------------------------------------------


def _product(_: Category, given: Sequence[object]) -> Parts:
    left, right = _categories(given)
    width, lefts = len(right.objects), len(left.generators) * len(right.objects)

    def step(images: Images, g: int) -> Images:
        one, two = images
        if g < lefts:
            return left.follow(one, (g // width,)), two
        return one, right.follow(two, ((g - lefts) % len(right.generators),))

    return Parts(lambda p: (left.identity(p // width), right.identity(p % width)), step)


def _coproduct(_: Category, given: Sequence[object]) -> Parts:
    left, right = _categories(given)
    offset, split = len(left.objects), len(left.generators)

    def step(images: Images, g: int) -> Images:
        return (left.follow(images[0], (g,)) if g < split else right.follow(images[0], (g - split,)),)

    return Parts(lambda p: (left.identity(p) if p < offset else right.identity(p - offset),), step)


def _over(base: Category, places: Sequence[int]) -> Parts:
    """The elements of a task on `base`; each element with its object."""
    at = Counter(places)
    lifted = [g for g, generator in enumerate(base.generators) for _ in range(at[generator.target])]
    return Parts(lambda p: (base.identity(places[p]),), lambda images, g: (base.follow(images[0], (lifted[g],)),))


def _elements(_: Category, given: Sequence[object]) -> Parts:
    (task,) = given
    assert isinstance(task, Task)
    return _over(task.category, [x.object for x in task.all_elements()])


def _slice(_: Category, given: Sequence[object]) -> Parts:
    base, at = given
    assert isinstance(base, Category) and isinstance(at, int)
    return _over(base, sorted(base.hom(at).at))


def _comma(made: Category, left: Functor, right: Functor) -> Parts:
    one, two = left.source, right.source
    corners = [
        (a, b)
        for a in range(len(one.objects))
        for b in range(len(two.objects))
        for _ in left.target.hom(right.on_objects[b]).arrows_from(left.on_objects[a])
    ]
    over = [g for g, generator in enumerate(one.generators) for a, _ in corners if a == generator.target]
    under = [k for k, generator in enumerate(two.generators) for _, b in corners if b == generator.source]
    assert len(over) + len(under) == len(made.generators)

    def step(images: Images, g: int) -> Images:
        h, k = images
        if g < len(over):
            return one.follow(h, (over[g],)), k
        return h, two.follow(k, (under[g - len(over)],))

    return Parts(lambda p: (one.identity(corners[p][0]), two.identity(corners[p][1])), step)


def _functors(made: Category, given: Sequence[object]) -> Parts:
    left, right = given
    assert isinstance(left, Functor) and isinstance(right, Functor)
    return _comma(made, left, right)


def _arrows(made: Category, given: Sequence[object]) -> Parts:
    (base,) = given
    assert isinstance(base, Category)
    return _comma(made, identity(base), identity(base))


def _coslice(made: Category, given: Sequence[object]) -> Parts:
    base, at = given
    assert isinstance(base, Category) and isinstance(at, int)
    ends = [b for b in range(len(base.objects)) for _ in base.hom(b).arrows_from(at)]
    under = [k for k, generator in enumerate(base.generators) for b in ends if b == generator.source]
    assert len(under) == len(made.generators)
    return Parts(lambda p: (base.identity(ends[p]),), lambda images, g: (base.follow(images[0], (under[g],)),))


def _opposite(_: Category, given: Sequence[object]) -> Parts:
    (base,) = given
    assert isinstance(base, Category)
    return Parts(lambda p: (base.identity(p),), lambda images, g: (base.compose(base.generator(g), images[0]),))


def _full(made: Category, _: Sequence[object]) -> Parts:
    assert made.inclusion is not None
    base, members, chosen = made.inclusion
    return Parts(lambda p: (base.identity(members[p]),), lambda images, g: (base.compose(images[0], chosen[g]),))


def _in_order(given: Sequence[object]) -> bool:
    """Are the members of a full subcategory in the order that they have in the whole, as the library lists them?"""
    members = given[1]
    return isinstance(members, tuple) and list(members) == sorted(members)


def _categories(given: Sequence[object]) -> tuple[Category, Category]:
    left, right = given
    assert isinstance(left, Category) and isinstance(right, Category)
    return left, right


PARTS: dict[str, Callable[[Category, Sequence[object]], Parts]] = {
    "product": _product,
    "coproduct": _coproduct,
    "elements": _elements,
    "slice": _slice,
    "coslice": _coslice,
    "comma": _functors,
    "arrows": _arrows,
    "opposite": _opposite,
    "full": _full,
}
"""The constructions that the library has, by their words in the language."""
