"""What limits and the properties of language.md 9 mean, by brute force over explicit tables: every family of arrows is
tried, what is dual is the same in the opposite category, and where a property has two usual definitions this is the
other one than the prelude's."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

import naive
from naive import Composition, Mapping, Presheaf
from naive_functors import dense, mappings, opposite, turned

from catproof.core.category import Arrow
from catproof.core.task import Element

Edge = tuple[int, int, Arrow]
"""An arrow of a diagram, from the i-th of its objects to the j-th."""
Diagram = tuple[tuple[int, ...], tuple[Edge, ...]]
Cone = tuple[int, tuple[Arrow, ...]]


def cones(c: Composition, diagram: Diagram) -> Iterator[Cone]:
    """All families of arrows from one object that commute with the diagram."""
    corners, edges = diagram
    for x in c.objects:
        for legs in itertools.product(*(c.between(x, corner) for corner in corners)):
            if all(c.composite[f, legs[i]] == legs[j] for i, j, f in edges):
                yield x, legs


def is_limit(c: Composition, diagram: Diagram, cone: Cone) -> bool:
    """Does each cone factor through this one by exactly one arrow?"""
    apex, legs = cone
    return all(
        sum(all(c.composite[leg, h] == u for leg, u in zip(legs, other, strict=True)) for h in c.between(x, apex)) == 1
        for x, other in cones(c, diagram)
    )


def limits(c: Composition, diagram: Diagram) -> list[Cone]:
    """All limits."""
    every = list(cones(c, diagram))
    return [cone for cone in every if is_limit(c, diagram, cone)]


# ---- kinds of diagrams -------------------------------------------------------------------------------------


def empty(c: Composition) -> Iterator[Diagram]:
    yield (), ()


def pairs(c: Composition) -> Iterator[Diagram]:
    yield from (((a, b), ()) for a in c.objects for b in c.objects)


def parallel(c: Composition) -> Iterator[Diagram]:
    for f in c.arrows:
        for g in c.between(c.source[f], f.target):
            yield (c.source[f], f.target), ((0, 1, f), (0, 1, g))


def cospans(c: Composition) -> Iterator[Diagram]:
    for f in c.arrows:
        for g in c.arrows:
            if g.target == f.target:
                yield (c.source[f], c.source[g], f.target), ((0, 2, f), (1, 2, g))


def loops(c: Composition) -> Iterator[Diagram]:
    """Idempotents, each beside an identity: an equalizer of these splits it."""
    for e in c.arrows:
        if c.source[e] == e.target and c.composite[e, e] == e:
            yield (e.target, e.target), ((0, 1, e), (0, 1, c.identity(e.target)))


Kind = Sequence[Callable[[Composition], Iterator[Diagram]]]
KINDS: dict[str, Kind] = {
    "products": (empty, pairs), "equalizers": (parallel,), "pullbacks": (cospans,), "a terminal object": (empty,),
}  # fmt: skip
DUAL = {"coproducts": "products", "coequalizers": "equalizers", "pushouts": "pullbacks",
        "an initial object": "a terminal object"}  # fmt: skip


def has(c: Composition, kind: str) -> bool:
    """`C has KIND`."""
    if kind == "a zero object":
        return any(zero(c, a) for a in c.objects)
    if kind == "finite limits":  # of products and equalizers; the prelude's are of pullbacks and a terminal object
        return has(c, "products") and has(c, "equalizers")
    if kind == "finite colimits":
        return has(opposite(c), "finite limits")
    if kind in DUAL:
        return has(opposite(c), DUAL[kind])
    return all(limits(c, diagram) for shape in KINDS[kind] for diagram in shape(c))


def zero(c: Composition, a: int) -> bool:
    """Is it terminal and initial?"""
    return all(len(c.between(x, a)) == len(c.between(a, x)) == 1 for x in c.objects)


def values(f: Mapping, diagram: Diagram, cone: Cone) -> tuple[Diagram, Cone]:
    """What a functor makes of a diagram and a cone over it."""
    corners, edges = diagram
    moved = tuple(f.on_objects[a] for a in corners), tuple((i, j, f.on_arrows[h]) for i, j, h in edges)
    return moved, (f.on_objects[cone[0]], tuple(f.on_arrows[leg] for leg in cone[1]))


def keeps(f: Mapping, verb: str, kind: str) -> bool:
    """`F preserves KIND`, `F reflects KIND`."""
    if kind == "a zero object":
        both = [(zero(f.source, a), zero(f.target, b)) for a, b in enumerate(f.on_objects)]
        return all(there if verb == "preserves" else here for here, there in both if (here, there) != (False, False))
    if kind in ("monos", "epis"):
        name = kind.removesuffix("s")
        two = [
            (naive.arrow_property(f.source, h, name), naive.arrow_property(f.target, k, name))
            for h, k in f.on_arrows.items()
        ]
        return (
            all(there or not here for here, there in two)
            if verb == "preserves"
            else all(here or not there for here, there in two)
        )
    if kind in DUAL:
        return keeps(turned(f), verb, DUAL[kind])
    return not any(broken(f, verb, shape(f.source)) for shape in KINDS[kind])


def broken(f: Mapping, verb: str, diagrams: Iterable[Diagram]) -> bool:
    """Is a limit of one of the diagrams lost, or a cone that is none taken for one?"""
    for diagram in diagrams:
        for cone in cones(f.source, diagram):
            here, there = is_limit(f.source, diagram, cone), is_limit(f.target, *values(f, diagram, cone))
            if (here and not there) if verb == "preserves" else (there and not here):
                return True
    return False


def diagrams_on(c: Composition, shapes: Iterable[Composition]) -> Iterator[Diagram]:
    """All functors from these categories, as diagrams."""
    for shape in shapes:
        for d in mappings(shape, c):
            yield d.on_objects, tuple((shape.source[h], h.target, k) for h, k in d.on_arrows.items())


# ---- categories ---------------------------------------------------------------------------------------------


def joined(number: int, links: Iterable[tuple[int, int]]) -> int:
    """Into how many parts links join so many things."""
    root = list(range(number))

    def find(x: int) -> int:
        while root[x] != x:
            x = root[x]
        return x

    for a, b in links:
        root[find(a)] = find(b)
    return len({find(x) for x in range(number)})


def category_property(c: Composition, name: str) -> bool:
    """`C is NAME`."""
    return PROPERTIES[name](c)


def _is_thin(c: Composition) -> bool:
    return all(len(c.between(a, b)) <= 1 for a in c.objects for b in c.objects)


def _is_iso(c: Composition, f: Arrow) -> bool:
    return naive.arrow_property(c, f, "iso")


def _skeletal(c: Composition) -> bool:
    return not any(naive.isomorphic_objects(c, a, b) for a, b in itertools.combinations(c.objects, 2))


def _cofiltered(c: Composition) -> bool:
    """A finite category is one of its own diagrams: is there a cone over all of it?"""
    whole = tuple(c.objects), tuple((c.source[f], f.target, f) for f in c.arrows)
    return any(True for _ in cones(c, whole))


def _meet(c: Composition, a: int, b: int) -> int:
    return limits(c, ((a, b), ()))[0][0]


def _lattice(c: Composition) -> bool:
    d = opposite(c)
    two = [(a, b) for a in c.objects for b in c.objects]
    return bool(two) and _is_thin(c) and _skeletal(c) and all(limits(x, (pair, ())) for x in (c, d) for pair in two)


def _distributive(c: Composition) -> bool:
    """With products and coproducts it is thin (Freyd), so that there are meets and joins."""
    if not (has(c, "products") and has(c, "coproducts")):
        return False
    assert _is_thin(c)
    d = opposite(c)
    return all(
        naive.isomorphic_objects(c, _meet(c, a, _meet(d, b, e)), _meet(d, _meet(c, a, b), _meet(c, a, e)))
        for a, b, e in itertools.product(c.objects, repeat=3)
    )


PROPERTIES: dict[str, Callable[[Composition], bool]] = {
    "thin": _is_thin,
    "skeletal": _skeletal,
    "gaunt": lambda c: all(f in c.identities.values() for f in c.arrows if _is_iso(c, f)),
    "groupoid": lambda c: all(_is_iso(c, f) for f in c.arrows),
    "connected": lambda c: joined(len(c.objects), ((c.source[f], f.target) for f in c.arrows)) == 1,
    "cofiltered": _cofiltered,
    "filtered": lambda c: _cofiltered(opposite(c)),
    "Cauchy complete": lambda c: all(limits(c, diagram) for diagram in loops(c)),
    "balanced": lambda c: all(
        _is_iso(c, f) for f in c.arrows if all(naive.arrow_property(c, f, p) for p in ("mono", "epi"))
    ),
    "pointed": lambda c: has(c, "a zero object"),
    "lattice": _lattice,
    "distributive": _distributive,
}  # fmt: skip


def equivalent(c: Composition, d: Composition) -> bool:
    """Is there an equivalence?"""
    return any(naive.functor_property(f, "an equivalence") for f in mappings(c, d))


def karoubi(c: Composition) -> Composition:
    """The idempotent completion; an arrow (e, f, d) is Arrow(d, (e, f))."""
    idempotents = [e for e in c.arrows if c.source[e] == e.target and c.composite[e, e] == e]
    source = {
        Arrow(t, (s, f)): s  # type: ignore[arg-type]
        for s, e in enumerate(idempotents)
        for t, d in enumerate(idempotents)
        for f in c.between(e.target, d.target)
        if c.composite[d, c.composite[f, e]] == f
    }
    composite = {
        (g, f): Arrow(g.target, (source[f], c.composite[g.number[1], f.number[1]]))  # type: ignore[index,arg-type]
        for g in source
        for f in source
        if f.target == source[g]
    }
    return Composition(len(idempotents), source, composite)


def euler(c: Composition) -> Fraction | None:
    """The Euler characteristic, by Cramer's rule where it applies; None elsewhere."""
    matrix = [[len(c.between(a, b)) for b in c.objects] for a in c.objects]
    whole = determinant(matrix)
    if not whole:
        return None
    ones = [[*row[:k], 1, *row[k + 1 :]] for k in c.objects for row in matrix]
    n = len(matrix)
    return sum((Fraction(determinant(ones[k * n : k * n + n]), whole) for k in c.objects), Fraction(0))


def determinant(matrix: Sequence[Sequence[int]]) -> int:
    """By expansion along the first row."""
    if not matrix:
        return 1
    return sum(
        (-1) ** k * matrix[0][k] * determinant([[*row[:k], *row[k + 1 :]] for row in matrix[1:]])
        for k in range(len(matrix))
    )


# ---- functors, tasks, arrows --------------------------------------------------------------------------------


def functor_property(f: Mapping, name: str) -> bool:
    """`F is NAME`."""
    c, d = f.source, f.target
    if name == "conservative":
        return all(_is_iso(c, h) for h, k in f.on_arrows.items() if _is_iso(d, k))
    if name == "final":
        return functor_property(turned(f), "initial")
    if name == "codense":
        return dense(turned(f))
    if name == "initial":
        return all(_over(f, goal) == 1 for goal in d.objects)
    if name == "discrete opfibration":
        return functor_property(turned(f), "discrete fibration")
    assert name == "discrete fibration"
    return all(
        [f.on_arrows[h] for h in c.arrows if h.target == b].count(k) == 1
        for b in c.objects
        for k in d.arrows
        if k.target == f.on_objects[b]
    )


def _over(f: Mapping, goal: int) -> int:
    """The number of parts of the category of arrows from values to an object."""
    corners = [(a, k) for a in f.source.objects for k in f.target.between(f.on_objects[a], goal)]
    links = (
        (corners.index((f.source.source[h], f.target.composite[k, f.on_arrows[h]])), corners.index((a, k)))
        for a, k in corners
        for h in f.source.arrows
        if h.target == a
    )
    return joined(len(corners), links)


def connected(t: Presheaf) -> bool:
    """Do restrictions join all elements, of which there are some?"""
    place = {x: k for k, x in enumerate(t.elements)}
    links = ((place[x], place[t.restricted(x, f)]) for x in t.elements for f in t.over.arrows if f.target == x.object)
    return joined(len(place), links) == 1


def projective(t: Presheaf) -> bool:
    """Does the sum of representables over all elements, mapped to the task, have a section? Natural choices of an
    element and an arrow along which it restricts are tried."""
    choices = {
        x: [(u, f) for u in t.elements for f in t.over.between(x.object, u.object) if t.restricted(u, f) == x]
        for x in t.elements
    }
    elements = t.elements

    def natural(chosen: dict[Element, tuple[Element, Arrow]]) -> bool:
        for x, (u, f) in chosen.items():
            for g in t.over.arrows:
                if g.target == x.object:
                    y = t.restricted(x, g)
                    if y in chosen and chosen[y] != (u, t.over.composite[f, g]):
                        return False
        return True

    def extend(chosen: dict[Element, tuple[Element, Arrow]]) -> bool:
        if len(chosen) == len(elements):
            return True
        x = elements[len(chosen)]
        return any(natural(more) and extend(more) for pair in choices[x] for more in [{**chosen, x: pair}])

    return extend({})


def regular(c: Composition, f: Arrow, name: str) -> bool:
    """`f is a regular mono`, `f is a regular epi`."""
    if name == "regular epi":
        return regular(opposite(c), Arrow(c.source[f], (f.target, f.number)), "regular mono")  # type: ignore[arg-type]
    a, b = c.source[f], f.target
    for d in c.objects:
        for g, h in itertools.product(c.between(b, d), repeat=2):
            diagram: Diagram = (b, d), ((0, 1, g), (0, 1, h))
            if is_limit_if_cone(c, diagram, (a, (f, c.composite[g, f]))):
                return True
    return False


def is_limit_if_cone(c: Composition, diagram: Diagram, cone: Cone) -> bool:
    """Is it a cone, and a limit?"""
    commutes = all(c.composite[f, cone[1][i]] == cone[1][j] for i, j, f in diagram[1])
    return commutes and is_limit(c, diagram, cone)
