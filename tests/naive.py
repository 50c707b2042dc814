"""What the claims mean, by brute force over explicit tables: the oracle that the engines are compared with.

Nothing here knows of generators of tasks, universal elements or maximal classes: a category is all its composites,
a presheaf is a function for every arrow, and a natural map is found by trying every family of functions.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor
from catproof.core.task import Element, Task


class Composition(NamedTuple):
    """A finite category: every arrow with its ends, and every composite."""

    objects: range
    source: dict[Arrow, int]
    composite: dict[tuple[Arrow, Arrow], Arrow]
    """`composite[g, f]` is g . f."""

    @property
    def arrows(self) -> list[Arrow]:
        return list(self.source)

    def between(self, a: int, b: int) -> list[Arrow]:
        return [f for f, source in self.source.items() if source == a and f.target == b]

    def identity(self, a: int) -> Arrow:
        return next(f for f in self.between(a, a) if self.is_identity(f))

    def is_identity(self, f: Arrow) -> bool:
        return all(self.composite[g, f] == g for g, h in self.composite if h == f) and all(
            self.composite[f, g] == g for h, g in self.composite if h == f
        )


@lru_cache(maxsize=64)
def composition(category: Category) -> Composition:
    """All composites, one by one."""
    source = {f: category.source(f) for f in category.arrows()}
    composite = {(g, f): category.compose(g, f) for g in source for f in source if f.target == source[g]}
    return Composition(range(len(category.objects)), source, composite)


def law_broken(c: Composition) -> str | None:
    """An axiom of categories that fails, in words, or None."""
    for (g, f), h in c.composite.items():
        if c.source[h] != c.source[f] or h.target != g.target:
            return f"the ends of {g} . {f}"
    for a in c.objects:
        if sum(c.is_identity(f) for f in c.between(a, a)) != 1:
            return f"the identity of {a}"
    for (h, g), hg in c.composite.items():
        for f in c.arrows:
            if f.target == c.source[g] and c.composite[hg, f] != c.composite[h, c.composite[g, f]]:
                return f"({h} . {g}) . {f}"
    return None


# ---- presheaves -------------------------------------------------------------------------------------------


class Presheaf(NamedTuple):
    """Sets {0, ..., sizes[a] - 1} and for every arrow f : source[f] -> b the map T(f) : T(b) -> T(source[f])."""

    sizes: tuple[int, ...]
    source: dict[Arrow, int]
    maps: dict[Arrow, tuple[int, ...]]

    @property
    def elements(self) -> list[Element]:
        return [Element(a, j) for a, n in enumerate(self.sizes) for j in range(n)]

    def restricted(self, x: Element, f: Arrow) -> Element:
        return Element(self.source[f], self.maps[f][x.number])

    def along_all(self, x: Element) -> list[Element]:
        """The restriction of x along each arrow into its object."""
        return [self.restricted(x, f) for f in self.source if f.target == x.object]


def presheaf(task: Task) -> Presheaf:
    """The task with its restriction along every arrow, each by a word for it."""
    category = task.category
    maps = {}
    for f in category.arrows():
        word, members = category.word(f), range(len(task.elements[f.target]))
        maps[f] = tuple(task.restrict(Element(f.target, j), word).number for j in members)
    sizes = tuple(len(members) for members in task.elements)
    return Presheaf(sizes, composition(category).source, maps)


def is_presheaf(task: Task) -> bool:
    """Does T(g . f) = T(f) . T(g) hold for all composable arrows?"""
    c, t = composition(task.category), presheaf(task)
    generators = [(task.category.generator(g), tuple(values)) for g, values in enumerate(task.action)]
    if any(t.maps[g] != values for g, values in generators):
        return False
    return all(t.maps[h] == tuple(t.maps[f][v] for v in t.maps[g]) for (g, f), h in c.composite.items())


def answers(functor: Functor, prompt: int) -> Presheaf:
    """X |-> Hom(F X, F P), restricted along f by composing with F f."""
    c, d, image = composition(functor.source), composition(functor.target), on_arrows(functor)
    goal = functor.on_objects[prompt]
    homs = [d.between(functor.on_objects[a], goal) for a in c.objects]
    maps = {f: tuple(homs[a].index(d.composite[h, image[f]]) for h in homs[f.target]) for f, a in c.source.items()}
    return Presheaf(tuple(map(len, homs)), c.source, maps)


def representable(category: Category, at: int) -> Presheaf:
    """y(P): the arrows into P, restricted by composition."""
    c = composition(category)
    homs = [c.between(a, at) for a in c.objects]
    maps = {f: tuple(homs[a].index(c.composite[h, f]) for h in homs[f.target]) for f, a in c.source.items()}
    return Presheaf(tuple(map(len, homs)), c.source, maps)


def natural_maps(left: Presheaf, right: Presheaf, bijective: bool = False) -> Iterator[dict[Element, int]]:
    """Every natural map left -> right (every natural isomorphism); a choice that breaks naturality is dropped."""
    elements = left.elements
    place = {x: k for k, x in enumerate(elements)}
    squares: list[list[tuple[Element, Arrow, Element]]] = [[] for _ in elements]
    for x in elements:
        for f in left.source:
            if f.target == x.object:
                y = left.restricted(x, f)
                squares[max(place[x], place[y])].append((x, f, y))
    image: dict[Element, int] = {}

    def extend(k: int) -> Iterator[dict[Element, int]]:
        if k == len(elements):
            yield dict(image)
            return
        x = elements[k]
        used = {image[y] for y in elements[:k] if y.object == x.object} if bijective else set()
        for value in range(right.sizes[x.object]):
            if value not in used:
                image[x] = value
                if all(right.maps[f][image[u]] == image[v] for u, f, v in squares[k]):
                    yield from extend(k + 1)
        image.pop(x, None)

    if not bijective or left.sizes == right.sizes:
        yield from extend(0)


def isomorphic(left: Presheaf, right: Presheaf) -> bool:
    """Is there a natural isomorphism?"""
    return any(True for _ in natural_maps(left, right, bijective=True))


def representing(task: Task) -> set[int]:
    """The objects P with T ~= y(P)."""
    t = presheaf(task)
    return {p for p in composition(task.category).objects if isomorphic(representable(task.category, p), t)}


def prompts(functor: Functor, task: Task) -> set[int]:
    """The prompts by which via(F) solves T."""
    t = presheaf(task)
    return {p for p in composition(task.category).objects if isomorphic(answers(functor, p), t)}


def rank(task: Task) -> int:
    """The least number of elements of which every element is a restriction."""
    t = presheaf(task)
    reached = {x: set(t.along_all(x)) for x in t.elements}
    for k in itertools.count():
        for chosen in itertools.combinations(t.elements, k):
            if set().union(*(reached[x] for x in chosen)) == set(t.elements):
                return k
    raise AssertionError


def is_familial(task: Task) -> bool:
    """Are there elements such that every element is the restriction of one of them along one arrow only?"""
    t = presheaf(task)
    reached = {x: t.along_all(x) for x in t.elements}
    once = sorted(t.elements)
    return any(
        sorted(y for x in chosen for y in reached[x]) == once
        for k in range(len(once) + 1)
        for chosen in itertools.combinations(t.elements, k)
        if sum(len(reached[x]) for x in chosen) == len(once)
    )


# ---- functors ---------------------------------------------------------------------------------------------


def on_arrows(functor: Functor) -> dict[Arrow, Arrow]:
    """The value on every arrow, composed along a word for it."""
    d = composition(functor.target)
    image = {}
    for f in functor.source.arrows():
        value = d.identity(functor.on_objects[f.target])
        for g in functor.source.word(f):
            value = d.composite[value, functor.on_generators[g]]
        image[f] = value
    return image


def is_functor(functor: Functor) -> bool:
    """Do the values on all arrows respect composition, and agree with those on the generating arrows?"""
    c, d, image = composition(functor.source), composition(functor.target), on_arrows(functor)
    if any(image[functor.source.generator(g)] != value for g, value in enumerate(functor.on_generators)):
        return False
    return all(image[h] == d.composite[image[g], image[f]] for (g, f), h in c.composite.items())


def functor_property(functor: Functor, name: str) -> bool:
    """`F is NAME`."""
    c, d, image = composition(functor.source), composition(functor.target), on_arrows(functor)
    value = functor.on_objects
    homs = [(c.between(a, b), d.between(value[a], value[b])) for a in c.objects for b in c.objects]
    full = all({image[f] for f in here} == set(there) for here, there in homs)
    faithful = all(len({image[f] for f in here}) == len(here) for here, _ in homs)
    return {
        "full": full,
        "faithful": faithful,
        "fully faithful": full and faithful,
        "an embedding": faithful and len(set(value)) == len(value),
        "essentially surjective": all(any(isomorphic_objects(functor.target, b, x) for b in value) for x in d.objects),
    }[name]


# ---- arrows and objects -----------------------------------------------------------------------------------


def arrow_property(category: Category, f: Arrow, name: str) -> bool:
    """`f is NAME`."""
    c = composition(category)
    a, b = c.source[f], f.target
    if name == "mono":
        into = [g for g in c.arrows if g.target == a]
        return all(g == h or c.composite[f, g] != c.composite[f, h] or c.source[g] != c.source[h]
                   for g in into for h in into)  # fmt: skip
    if name == "epi":
        out = [g for g in c.arrows if c.source[g] == b]
        return all(g == h or g.target != h.target or c.composite[g, f] != c.composite[h, f] for g in out for h in out)
    left = [r for r in c.between(b, a) if c.composite[r, f] == c.identity(a)]
    right = [s for s in c.between(b, a) if c.composite[f, s] == c.identity(b)]
    return bool({"iso": set(left) & set(right), "split mono": left, "split epi": right}[name])


def isomorphic_objects(category: Category, a: int, b: int) -> bool:
    """Is there an invertible arrow a -> b?"""
    return any(arrow_property(category, f, "iso") for f in composition(category).between(a, b))


def object_property(category: Category, at: int, name: str) -> bool:
    """`a is terminal`, `a is initial`."""
    c = composition(category)
    return all(len(c.between(x, at) if name == "terminal" else c.between(at, x)) == 1 for x in c.objects)
