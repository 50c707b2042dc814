"""Natural transformations between functors on tables, the category of functors, and the functors of products."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from catproof.kernel import constructions as naive
from catproof.kernel.functor_tables import Functor
from catproof.kernel.functors import natural, values
from catproof.kernel.operations import OPERATIONS
from catproof.kernel.rejection import Missing, index, need
from catproof.kernel.search import Functors
from catproof.kernel.tables import Category

Arrow = tuple[int, int]


class Natural:
    """A family of arrows F a -> G a, known to be natural."""

    def __init__(self, source: Functor, target: Functor, components: Any) -> None:
        need(source.source is target.source and source.target is target.target, "the functors are not parallel")
        base = source.target
        self.source, self.target = source, target
        self.components: list[Arrow] = [base.arrow(arrow) for arrow in components]
        need(len(self.components) == source.source.objects, "a component is missing")
        for a, arrow in enumerate(self.components):
            ends = (base.source(arrow), arrow[0])
            need(ends == (source.objects[a], target.objects[a]), "a component has other ends")
        need(natural(source, target, self.components), "a square does not commute")


def same(left: Functor, right: Functor) -> bool:
    """Have two functors the same values?"""
    if left is right:
        return True
    parallel = left.source is right.source and left.target is right.target
    return parallel and values(left) == values(right)


def families(left: Functor, right: Functor) -> Iterator[Natural]:
    """All natural transformations, in lexicographic order of their components."""
    need(left.source is right.source and left.target is right.target, "the functors are not parallel")
    base, count = left.target, left.source.objects
    squares: list[list[int]] = [[] for _ in range(count)]
    for g, (a, b) in enumerate(left.source.ends):
        squares[max(a, b)].append(g)
    chosen: list[Arrow] = []

    def commutes() -> bool:
        for g in squares[len(chosen) - 1]:
            a, b = left.source.ends[g]
            around = base.compose(right.on_generator(g), chosen[a])
            if around != base.compose(chosen[b], left.on_generator(g)):
                return False
        return True

    def extend() -> Iterator[Natural]:
        a = len(chosen)
        if a == count:
            yield Natural(left, right, chosen)
            return
        for i in sorted(base.between(left.objects[a], right.objects[a])):
            chosen.append((right.objects[a], i))
            if commutes():
                yield from extend()
            chosen.pop()

    return extend()


def functor_category(source: Category, target: Category) -> naive.Plain:
    """Mac Lane II.4: functors in the order of their values; an arrow is its source, its target and its components."""
    steps = 0
    objects: list[Functor] = []
    for functor in Functors(source, target):
        objects.append(functor)
        if len(objects) > naive.MOST_STEPS // 1000:
            raise naive.TooLarge
    objects.sort(key=values)
    arrows: list[list[tuple[int, Any]]] = [[] for _ in objects]
    moving = []

    def identity(p: int) -> Any:
        return p, p, tuple((b, 0) for b in objects[p].objects)

    for s, left in enumerate(objects):
        for t, right in enumerate(objects):
            for family in families(left, right):
                steps += 1 + len(family.components)
                if steps > naive.MOST_STEPS // 100:
                    raise naive.TooLarge
                arrow = s, t, tuple(family.components)
                arrows[t].append((s, arrow))
                if arrow != identity(s):
                    moving.append((s, t, arrow))

    def compose(after: Any, before: Any) -> Any:
        pairs = zip(after[2], before[2], strict=True)
        return before[0], after[1], tuple(target.compose(f, g) for f, g in pairs)

    return naive.Plain(len(objects), moving, lambda p: arrows[p], compose, identity, naive.is_thin(target))


def functor_in(category: Category, functor: Functor) -> int:
    """The number of a functor among the objects of a category of functors."""
    word, parts = category.origin
    need(word in ("functors", "functor category"), "a functor is named in a category that is not one of functors")
    if len(parts) != 2:
        raise Missing("what a category was made of is too large to be listed")
    there = parts[0] is functor.source and parts[1] is functor.target
    need(there, "a functor is named in a category that is not the one of its functors")
    if "functors" not in category.constructed:
        found = list(islice(map(values, Functors(functor.source, functor.target)), category.objects + 1))
        need(len(found) == category.objects, "a category of functors has another number of objects")
        category.constructed["functors"] = sorted(found)
    return int(category.constructed["functors"].index(values(functor)))


def natural_in(category: Category, n: Natural) -> Arrow:
    """A natural transformation as an arrow of a category of functors."""
    s, t = functor_in(category, n.source), functor_in(category, n.target)
    if category.meaning is None:
        if not category.thin:
            raise Missing("the arrows of a category of functors are too many to be compared")
        return t, category.between(s, t)[0]
    return t, category.meaning[t].index((s, t, tuple(n.components)))


def identity(of: Functor) -> Natural:
    return Natural(of, of, [(b, 0) for b in of.objects])


def compose(after: Natural, before: Natural) -> Natural:
    need(same(before.target, after.source), "natural transformations that do not meet are composed")
    pairs = zip(after.components, before.components, strict=True)
    return Natural(before.source, after.target, [before.source.target.compose(f, g) for f, g in pairs])


def after(functor: Functor, n: Natural) -> Natural:
    """G n."""
    left, right = (OPERATIONS["compose functors"](functor, end) for end in (n.source, n.target))
    return Natural(left, right, [functor.on_arrow(f) for f in n.components])


def before(n: Natural, functor: Functor) -> Natural:
    """n F."""
    left, right = (OPERATIONS["compose functors"](end, functor) for end in (n.source, n.target))
    return Natural(left, right, [n.components[b] for b in functor.objects])


def _paired(product: Category, left: Category, right: Category, f: Arrow, g: Arrow) -> list[int]:
    """The arrow (f, g) of a product."""
    width = right.objects
    start, goal = left.source(f) * width + right.source(g), f[0] * width + g[0]
    if product.meaning is None:
        return [goal, product.between(start, goal)[0]]
    return [goal, product.meaning[goal].index((f, g))]


def diagonal(of: Category, product: Category) -> Functor:
    values = []
    for g in range(len(of.ends)):
        f = naive.generator(of, g)
        values.append(_paired(product, of, of, f, f))
    return Functor.of(of, product, [a * of.objects + a for a in range(of.objects)], values)


def projection(which: int, left: Category, right: Category, product: Category) -> Functor:
    """To the first factor (0) or the second (1)."""
    width, goal = right.objects, right if which else left
    objects = [p % width if which else p // width for p in range(left.objects * width)]
    values = []
    for g, (a, b) in enumerate(product.ends):
        if product.meaning is None:
            values.append([objects[b], goal.between(objects[a], objects[b])[0]])
        else:
            values.append(list(product.meaning[b][product.follow(b, 0, [g])][which]))
    return Functor.of(product, goal, objects, values)


def constant(source: Category, target: Category, at: Any) -> Functor:
    index(at, target.objects, "object")
    return Functor.of(source, target, [at] * source.objects, [[at, 0] for _ in source.ends])


NATURAL: dict[str, tuple[tuple[str, ...], Callable[..., Natural]]] = {
    "identity natural": (("functor",), identity),
    "compose natural": (("natural transformation", "natural transformation"), compose),
    "whisker after": (("functor", "natural transformation"), after),
    "whisker before": (("natural transformation", "functor"), before),
}
"""For each word the kinds of what it takes, and what makes it."""
