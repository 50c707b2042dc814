"""What the claims mean, by brute force over explicit tables: the oracle that engines and kernel are compared with.

Nothing here knows of generating elements, universal elements or maximal classes, and nothing imports the package's
algorithms: a category is all its composites, a presheaf is a function for every arrow, and a natural map is found by
trying every family of functions. `composition`, `presheaf` and `mapping` read these off the package's classes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor
from catproof.core.task import Element, Task


class Composition:
    """A finite category: every arrow with its source, and `composite[g, f]`, which is g . f."""

    def __init__(self, objects: int, source: dict[Arrow, int], composite: dict[tuple[Arrow, Arrow], Arrow]) -> None:
        self.objects = range(objects)
        self.source = source
        self.composite = composite
        self.arrows = list(source)

    def between(self, a: int, b: int) -> list[Arrow]:
        return [f for f, source in self.source.items() if source == a and f.target == b]

    def identity(self, a: int) -> Arrow:
        return self.identities[a]

    @cached_property
    def identities(self) -> dict[int, Arrow]:
        """The arrows that composition leaves alone, by their object."""
        changing = {g for (g, f), h in self.composite.items() if h != f}
        changing |= {f for (g, f), h in self.composite.items() if h != g}
        return {f.target: f for f in self.arrows if f not in changing and self.source[f] == f.target}


def law_broken(c: Composition) -> str | None:
    """An axiom of categories that fails, in words, or None."""
    if c.composite.keys() != {(g, f) for g in c.arrows for f in c.arrows if f.target == c.source[g]}:
        return "composites are missing"
    for (g, f), h in c.composite.items():
        if c.source[h] != c.source[f] or h.target != g.target:
            return f"the ends of {g} . {f}"
    for a in c.objects:
        if a not in c.identities:
            return f"the identity of {a}"
    for (h, g), hg in c.composite.items():
        for f in c.arrows:
            if f.target == c.source[g] and c.composite[hg, f] != c.composite[h, c.composite[g, f]]:
                return f"({h} . {g}) . {f}"
    return None


@lru_cache(maxsize=64)
def composition(category: Category) -> Composition:
    """All composites, one by one."""
    source = {f: category.source(f) for f in category.arrows()}
    composite = {(g, f): category.compose(g, f) for g in source for f in source if f.target == source[g]}
    return Composition(len(category.objects), source, composite)


# ---- presheaves -------------------------------------------------------------------------------------------


class Presheaf(NamedTuple):
    """Sets {0, ..., sizes[a] - 1} and for every arrow f : a -> b of the category the map T(f) : T(b) -> T(a)."""

    over: Composition
    sizes: tuple[int, ...]
    maps: dict[Arrow, tuple[int, ...]]

    @property
    def elements(self) -> list[Element]:
        return [Element(a, j) for a, n in enumerate(self.sizes) for j in range(n)]

    def restricted(self, x: Element, f: Arrow) -> Element:
        return Element(self.over.source[f], self.maps[f][x.number])

    def along_all(self, x: Element) -> list[Element]:
        """The restriction of x along each arrow into its object."""
        return [self.restricted(x, f) for f in self.over.source if f.target == x.object]


def respects_composition(t: Presheaf) -> bool:
    """T(id) = id and T(g . f) = T(f) . T(g)."""
    identities = [t.over.identity(a) for a in t.over.objects]
    if any(t.maps[f] != tuple(range(t.sizes[f.target])) for f in identities):
        return False
    return all(t.maps[h] == tuple(t.maps[f][v] for v in t.maps[g]) for (g, f), h in t.over.composite.items())


def presheaf(task: Task) -> Presheaf:
    """The task with its restriction along every arrow, each by a word for it."""
    category = task.category
    maps = {}
    for f in category.arrows():
        word, members = category.word(f), range(len(task.elements[f.target]))
        maps[f] = tuple(task.restrict(Element(f.target, j), word).number for j in members)
    return Presheaf(composition(category), tuple(len(members) for members in task.elements), maps)


def is_presheaf(task: Task) -> bool:
    """Is what is given on generating arrows the restriction of a presheaf?"""
    t = presheaf(task)
    given = [(task.category.generator(g), tuple(values)) for g, values in enumerate(task.action)]
    return all(t.maps[g] == values for g, values in given) and respects_composition(t)


def representable(c: Composition, at: int) -> Presheaf:
    """y(P): the arrows into P, restricted by composition."""
    homs = [c.between(a, at) for a in c.objects]
    maps = {f: tuple(homs[a].index(c.composite[h, f]) for h in homs[f.target]) for f, a in c.source.items()}
    return Presheaf(c, tuple(map(len, homs)), maps)


def natural_maps(left: Presheaf, right: Presheaf, bijective: bool = False) -> Iterator[dict[Element, int]]:
    """Every natural map left -> right (every natural isomorphism); a choice that breaks naturality is dropped."""
    elements = left.elements
    place = {x: k for k, x in enumerate(elements)}
    squares: list[list[tuple[Element, Arrow, Element]]] = [[] for _ in elements]
    for x in elements:
        for f in left.over.source:
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


def representing(t: Presheaf) -> set[int]:
    """The objects P with T ~= y(P)."""
    return {p for p in t.over.objects if isomorphic(representable(t.over, p), t)}


def rank(t: Presheaf, missing: int = 0) -> int:
    """The least number of elements of which every element but so many is a restriction."""
    reached = {x: set(t.along_all(x)) for x in t.elements}
    sizes = itertools.count()
    return next(
        k
        for k in sizes
        if any(
            len(set().union(*(reached[x] for x in chosen))) >= len(t.elements) - missing
            for chosen in itertools.combinations(t.elements, k)
        )
    )


def is_familial(t: Presheaf) -> bool:
    """Are there elements such that every element is the restriction of one of them along one arrow only?"""
    reached = {x: t.along_all(x) for x in t.elements}
    once = sorted(t.elements)
    return any(
        sorted(y for x in chosen for y in reached[x]) == once
        for k in range(len(once) + 1)
        for chosen in itertools.combinations(t.elements, k)
        if sum(len(reached[x]) for x in chosen) == len(once)
    )


# ---- functors ---------------------------------------------------------------------------------------------


class Mapping(NamedTuple):
    """A functor, with its value on every arrow."""

    source: Composition
    target: Composition
    on_objects: tuple[int, ...]
    on_arrows: dict[Arrow, Arrow]


def is_functorial(f: Mapping) -> bool:
    """Does it fit the ends of arrows, and respect identities and composition?"""
    ends = all(
        f.target.source[h] == f.on_objects[f.source.source[g]] and h.target == f.on_objects[g.target]
        for g, h in f.on_arrows.items()
    )
    return (
        ends
        and all(f.on_arrows[f.source.identity(a)] == f.target.identity(b) for a, b in enumerate(f.on_objects))
        and all(
            f.on_arrows[h] == f.target.composite[f.on_arrows[g], f.on_arrows[k]]
            for (g, k), h in f.source.composite.items()
        )
    )


def mapping(functor: Functor) -> Mapping:
    """The functor with its value on every arrow, composed along a word for it."""
    c, d = composition(functor.source), composition(functor.target)
    image = {}
    for f in functor.source.arrows():
        value = d.identity(functor.on_objects[f.target])
        for g in functor.source.word(f):
            value = d.composite[value, functor.on_generators[g]]
        image[f] = value
    return Mapping(c, d, functor.on_objects, image)


def is_functor(functor: Functor) -> bool:
    """Is what is given on generating arrows the restriction of a functor?"""
    f = mapping(functor)
    given = enumerate(functor.on_generators)
    return all(f.on_arrows[functor.source.generator(g)] == h for g, h in given) and is_functorial(f)


def answers(f: Mapping, prompt: int) -> Presheaf:
    """X |-> Hom(F X, F P), restricted along g by composing with F g."""
    c, d, goal = f.source, f.target, f.on_objects[prompt]
    homs = [d.between(f.on_objects[a], goal) for a in c.objects]
    maps = {
        g: tuple(homs[a].index(d.composite[h, f.on_arrows[g]]) for h in homs[g.target]) for g, a in c.source.items()
    }
    return Presheaf(c, tuple(map(len, homs)), maps)


def prompts(f: Mapping, t: Presheaf) -> set[int]:
    """The prompts by which via(F) solves T."""
    return {p for p in f.source.objects if isomorphic(answers(f, p), t)}


def functor_property(f: Mapping, name: str) -> bool:
    """`F is NAME`."""
    c, d, value = f.source, f.target, f.on_objects
    homs = [(c.between(a, b), d.between(value[a], value[b])) for a in c.objects for b in c.objects]
    full = all({f.on_arrows[g] for g in here} == set(there) for here, there in homs)
    faithful = all(len({f.on_arrows[g] for g in here}) == len(here) for here, _ in homs)
    surjective = all(any(isomorphic_objects(d, b, x) for b in value) for x in d.objects)
    return {
        "full": full,
        "faithful": faithful,
        "fully faithful": full and faithful,
        "an embedding": faithful and len(set(value)) == len(value),
        "essentially surjective": surjective,
        "an equivalence": full and faithful and surjective,
        "an isomorphism": full and faithful and sorted(value) == list(d.objects),
    }[name]


# ---- arrows and objects -----------------------------------------------------------------------------------


def arrow_property(c: Composition, f: Arrow, name: str) -> bool:
    """`f is NAME`."""
    a, b = c.source[f], f.target
    if name == "mono":
        pairs = itertools.combinations([g for g in c.arrows if g.target == a], 2)
        return all(c.source[g] != c.source[h] or c.composite[f, g] != c.composite[f, h] for g, h in pairs)
    if name == "epi":
        pairs = itertools.combinations([g for g in c.arrows if c.source[g] == b], 2)
        return all(g.target != h.target or c.composite[g, f] != c.composite[h, f] for g, h in pairs)
    left = {r for r in c.between(b, a) if c.composite[r, f] == c.identity(a)}
    right = {s for s in c.between(b, a) if c.composite[f, s] == c.identity(b)}
    return bool({"iso": left & right, "split mono": left, "split epi": right}[name])


def isomorphic_objects(c: Composition, a: int, b: int) -> bool:
    """Is there an invertible arrow a -> b?"""
    return any(arrow_property(c, f, "iso") for f in c.between(a, b))


def object_property(c: Composition, at: int, name: str) -> bool:
    """`a is terminal`, `a is initial`."""
    return all(len(c.between(x, at) if name == "terminal" else c.between(at, x)) == 1 for x in c.objects)
