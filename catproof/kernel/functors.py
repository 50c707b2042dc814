"""Claims about functors on tables: generalization, adjunctions, density, isomorphism of functors and categories.

Negatives are found by an exhaustive search of the kernel's own: over functors, components of transformations,
universal arrows.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from catproof.kernel import monotone
from catproof.kernel.functor_tables import Functor
from catproof.kernel.isomorphism import natural_maps
from catproof.kernel.models import restricted
from catproof.kernel.properties import faithful, full, injective, inverses, isomorphic
from catproof.kernel.rejection import index, need
from catproof.kernel.search import Functors, natural_family
from catproof.kernel.tables import Category, yoneda

Arrow = tuple[int, int]


def parallel(given: Any, left: Any, right: Any) -> tuple[Functor, Functor]:
    f, g = given.functor(left), given.functor(right)
    need(f.source is g.source and f.target is g.target, "the functors are not parallel")
    return f, g


def naturally_isomorphic(left: Functor, right: Functor, identities: set[int]) -> bool:
    """Is there a natural isomorphism that is the identity at the given objects? By trying all."""
    candidates = []
    for a, goal in enumerate(right.objects):
        arrows = [(goal, f) for f in left.target.between(left.objects[a], goal) if f == 0 or a not in identities]
        moved = a in identities and left.objects[a] != goal
        candidates.append([] if moved else [f for f in arrows if inverses(left.target, f)])
    return natural_family(left, right, candidates)


def natural(left: Functor, right: Functor, components: list[Arrow]) -> bool:
    """Do the components commute with the generating arrows?"""
    target = left.target
    for g, (a, b) in enumerate(left.source.ends):
        f, h = left.on_generator(g), right.on_generator(g)
        if target.compose(h, components[a]) != target.compose(components[b], f):
            return False
    return True


def values(functor: Functor) -> tuple[list[int], list[Arrow]]:
    """The values on objects and on generating arrows; these only where they are not forced."""
    if functor.target.reachable is not None:
        return list(functor.objects), []
    return list(functor.objects), [functor.on_generator(g) for g in range(len(functor.source.ends))]


def prove_equal(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    """`F = G`, by the values on objects and generating arrows."""
    return equal(claim)


def equal(claim: Any) -> bool:
    return values(claim["left"]) == values(claim["right"])


def prove_equal_components(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    """`m = n` of natural transformations between functors."""
    return equal_components(claim)


def equal_components(claim: Any) -> bool:
    return bool(claim["left"].components == claim["right"].components)


def prove_isomorphic_functors(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    f, g = parallel(given, claim["left"], claim["right"])
    if not value:
        return naturally_isomorphic(f, g, set())
    components = [f.target.arrow(arrow) for arrow in evidence["components"]]
    need(len(components) == f.source.objects, "a component is missing")
    for a, arrow in enumerate(components):
        ends = (f.target.source(arrow), arrow[0])
        need(ends == (f.objects[a], g.objects[a]) and inverses(f.target, arrow), "a component is no isomorphism")
    return natural(f, g, components) or None


def prove_isomorphic_categories(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    left, right = given.category(claim["left"]), given.category(claim["right"])
    if value:
        f = Functor.of(left, right, evidence["objects"], evidence["generators"])
        onto = len(set(f.objects)) == right.objects
        return (injective(f) and onto and full(f) and faithful(f)) or None
    return isomorphic_categories(left, right)


def isomorphic_categories(left: Category, right: Category) -> bool:
    """Is there an isomorphism? By trying all functors."""
    looks = [[appearance(category, a) for a in range(category.objects)] for category in (left, right)]
    if sorted(looks[0]) != sorted(looks[1]):
        return False
    choices = [[b for b, look in enumerate(looks[1]) if look == wanted] for wanted in looks[0]]
    found = Functors(left, right, choices, faithful=True, full=True, injective=True)
    return any(injective(f) and full(f) and faithful(f) for f in found)


def appearance(category: Category, a: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """What isomorphic objects share: how many arrows there are to and from each object, and which powers of each loop
    are different."""
    sizes = [(len(category.between(a, b)), len(category.between(b, a))) for b in range(category.objects)]
    powers = []
    for f in category.between(a, a):
        word, x, seen = category.word((a, f)), 0, dict[int, int]()
        while x not in seen:
            seen[x] = len(seen)
            x = category.follow(a, x, word)
        powers.append((seen[x], len(seen)))
    return sorted(sizes), sorted(powers)


CLASSES: dict[Any, tuple[Callable[[Functor], bool], ...]] = {
    None: (full, faithful),
    "functors": (),
    "faithful functors": (faithful,),
}


def agreeing(functor: Functor, seen: set[int]) -> tuple[list[list[int]], dict[Arrow, int]]:
    """The values on objects, and on some arrows, of functors among which is one isomorphic to each G that equals F on
    the full subcategory on the seen objects, by an isomorphism that is the identity there.

    Replace each G x by an isomorphic object, and the values on arrows accordingly: by F x where some u : s -> x with s
    seen is invertible, with F(u) G(u)^-1, so that G becomes F on all arrows among such x; else by F x if isomorphic to
    it, or by the first object of its class.
    """
    source, target = functor.source, functor.target
    known = {a for a in range(source.objects) if any(isomorphic(source, s, a) for s in seen)}
    first = [min(b for b in range(target.objects) if isomorphic(target, b, d)) for d in range(target.objects)]
    values = [[v if first[v] == b else b for b in sorted(set(first))] for v in functor.objects]
    choices = [[functor.objects[a]] if a in known else values[a] for a in range(source.objects)]
    fixed = {(b, f): functor.images[b][f] for b in known for a in known for f in source.between(a, b)}
    return choices, fixed


def prove_generalizes_from(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    """`F generalizes from S`: F is in the class, and every functor of the class that equals F on the full subcategory
    on S is isomorphic to F by an isomorphism that is the identity on S. True: by trying all up to such isomorphisms."""
    functor = given.functor(claim["functor"])
    need(claim["among"] in CLASSES, "an unknown class of functors")
    tests = CLASSES[claim["among"]]
    seen = {index(a, functor.source.objects, "object") for a in claim["seen"]}
    if not all(test(functor) for test in tests) and (value or "objects" not in evidence):
        return False  # another functor, where one is shown, must be what it is shown for

    def fits(other: Functor) -> bool:
        same = all(
            other.images[b][f] == functor.images[b][f] for b in seen for a in seen for f in functor.source.between(a, b)
        )
        return same and all(test(other) for test in tests)

    fixed = {a: functor.objects[a] for a in seen}
    if not value:
        other = Functor.of(functor.source, functor.target, evidence["objects"], evidence["generators"])
        agrees = all(other.objects[a] == b for a, b in fixed.items())
        return None if not agrees or not fits(other) else naturally_isomorphic(functor, other, seen)
    others = Functors(
        functor.source, functor.target, *agreeing(functor, seen), faithful=faithful in tests, full=full in tests
    )
    return all(naturally_isomorphic(functor, other, seen) for other in others if fits(other)) or None


def _by_order(functor: Functor, evidence: Any) -> bool:
    """Does the evidence ask to compare objects instead of arrows? That only thin categories allow."""
    if "by" not in evidence:
        return False
    need(evidence["by"] == "order" and monotone.thin(functor), "objects are compared where there may be several arrows")
    return True


def prove_dense(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    """`F is dense`: every Hom(X, Y) -> Nat(F^* y(X), F^* y(Y)) is bijective. False: at the pair (X, Y) it is not. By
    the order, where the evidence says so and both categories are thin."""
    functor = given.functor(claim["functor"])
    target = functor.target
    if _by_order(functor, evidence):
        return monotone.dense(functor, evidence, value)
    pairs = [(x, y) for x in range(target.objects) for y in range(target.objects)]
    if not value:
        x, y = (index(a, target.objects, "object") for a in evidence["between"])
        pairs = [(x, y)]
    nerves = {x: restricted(functor, yoneda(target, x)) for pair in pairs for x in pair}
    for x, y in pairs:
        arrows = target.between(x, y)
        maps = list(islice(natural_maps(nerves[x], nerves[y]), len(arrows) + 1))
        images = {_nerve_map(functor, x, y, f) for f in arrows}
        if len(images) != len(arrows) or len(maps) != len(arrows):
            return False
    return True


def _nerve_map(functor: Functor, x: int, y: int, f: int) -> tuple[int, ...]:
    """What composing with f : x -> y does to the arrows F a -> x."""
    image = functor.target.translate(x, y, f)
    return tuple(image[h] for d in functor.objects for h in functor.target.between(d, x))


def prove_left_adjoint(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    """`F is left adjoint to G`: arrows c -> G F c, natural in c, each universal. False: numbers of arrows that differ,
    or by trying all."""
    left, right = given.functor(claim["left"]), given.functor(claim["right"])
    need(left.source is right.target and left.target is right.source, "the functors do not go to and fro")
    source, target = left.source, left.target
    if "between" in evidence or (value and "unit" not in evidence):
        need(monotone.thin(left), "arrows are left out where there may be several")
        return monotone.left_adjoint(left, right, evidence, value)

    def universal(c: int, arrow: Arrow) -> bool:
        for d in range(target.objects):
            homs = target.between(left.objects[c], d)
            images = {source.compose(right.on_arrow((d, h)), arrow) for h in homs}
            if len(images) != len(homs) or len(homs) != len(source.between(c, right.objects[d])):
                return False
        return True

    identity = Functor.of(
        source,
        source,
        list(range(source.objects)),
        [(b, source.follow(b, 0, [g])) for g, (_, b) in enumerate(source.ends)],
    )
    values = [right.on_arrow(left.on_generator(g)) for g in range(len(source.ends))]
    around = Functor.of(source, source, [right.objects[d] for d in left.objects], values)
    if not value:
        return natural_family(
            identity,
            around,
            [
                [(goal, f) for f in source.between(c, goal) if universal(c, (goal, f))]
                for c, goal in enumerate(around.objects)
            ],
        )
    components = [source.arrow(arrow) for arrow in evidence["unit"]]
    need(len(components) == source.objects, "a component of the unit is missing")
    for c, arrow in enumerate(components):
        need((source.source(arrow), arrow[0]) == (c, around.objects[c]), "a component has other ends")
        need(universal(c, arrow), "a component is not universal")
    return natural(identity, around, components) or None


def prove_has_adjoint(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    """`F has a right (left) adjoint`: a universal arrow from F to (to F from) each object d of the target. False: an
    object without one, by trying all."""
    functor, side = given.functor(claim["functor"]), claim["side"]
    need(side in ("left", "right"), "an unknown side")
    source, target = functor.source, functor.target
    if value and "adjoint" in evidence:
        need(monotone.thin(functor), "arrows are left out where there may be several")
        return monotone.has_adjoint(functor, side, evidence, value)
    if not value and _by_order(functor, evidence):
        return monotone.has_adjoint(functor, side, evidence, value)

    def universal(c: int, d: int, arrow: Arrow) -> bool:
        for x in range(source.objects):
            if side == "right":  # Hom(x, c) -> Hom(F x, d)
                homs, goal = [(c, f) for f in source.between(x, c)], target.between(functor.objects[x], d)
            else:  # Hom(c, x) -> Hom(d, F x)
                homs, goal = [(x, f) for f in source.between(c, x)], target.between(d, functor.objects[x])
            if len(homs) != len(goal):
                return False
            if len(homs) < 2:
                continue  # nothing can be confused
            if side == "right":
                images = {target.compose(arrow, functor.on_arrow(f)) for f in homs}
            else:
                images = {target.compose(functor.on_arrow(f), arrow) for f in homs}
            if len(images) != len(homs):
                return False
        return True

    def arrows(c: int, d: int) -> list[Arrow]:
        a, b = (functor.objects[c], d) if side == "right" else (d, functor.objects[c])
        return [(b, f) for f in target.between(a, b)]

    if not value:
        d = index(evidence["object"], target.objects, "object")
        return any(universal(c, d, arrow) for c in range(source.objects) for arrow in arrows(c, d))
    need(len(evidence["universal"]) == target.objects, "an object has no universal arrow")
    for d, (c, arrow) in enumerate(evidence["universal"]):
        index(c, source.objects, "object")
        need(target.arrow(arrow) in arrows(c, d), "a universal arrow has other ends")
        need(universal(c, d, target.arrow(arrow)), "an arrow is not universal")
    return True
