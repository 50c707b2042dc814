"""What the claims about functors mean, by brute force over explicit tables: functors are functions on all arrows,
natural families functions on objects, and every one of them is tried."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import naive
from naive import Composition, Mapping

from catproof.core.category import Arrow


def mappings(c: Composition, d: Composition) -> Iterator[Mapping]:
    """Every functor: values on objects, then on arrows one by one; what breaks a composite is dropped."""
    for objects in itertools.product(d.objects, repeat=len(c.objects)):
        image = {c.identity(a): d.identity(b) for a, b in enumerate(objects)}
        rest = [f for f in c.arrows if f not in image]
        for found in _extended(c, d, objects, image, rest):
            yield Mapping(c, d, objects, found)


def _extended(
    c: Composition, d: Composition, objects: tuple[int, ...], image: dict[Arrow, Arrow], rest: list[Arrow]
) -> Iterator[dict[Arrow, Arrow]]:
    if not rest:
        yield image
        return
    f = rest[0]
    for value in d.between(objects[c.source[f]], objects[f.target]):
        larger = {**image, f: value}
        if all(
            larger[h] == d.composite[larger[g], larger[e]]
            for (g, e), h in c.composite.items()
            if {f, g, e, h} <= larger.keys() and f in (g, e, h)
        ):
            yield from _extended(c, d, objects, larger, rest[1:])


def families(f: Mapping, g: Mapping) -> Iterator[tuple[Arrow, ...]]:
    """Every family of arrows f a -> g a that commutes with all arrows."""
    c, d = f.source, f.target
    choices = [d.between(f.on_objects[a], g.on_objects[a]) for a in c.objects]
    for family in itertools.product(*choices):
        squares = ((family[c.source[h]], family[h.target], h) for h in c.arrows)
        if all(d.composite[g.on_arrows[h], x] == d.composite[y, f.on_arrows[h]] for x, y, h in squares):
            yield family


def isomorphic(f: Mapping, g: Mapping, fixed: Iterable[int] = ()) -> bool:
    """Is there a natural isomorphism that is the identity at the fixed objects?"""
    d = f.target
    if any(f.on_objects[a] != g.on_objects[a] for a in fixed):
        return False
    return any(
        all(naive.arrow_property(d, x, "iso") for x in family)
        and all(family[a] == d.identity(f.on_objects[a]) for a in fixed)
        for family in families(f, g)
    )


PROPERTY: dict[str | None, tuple[str, ...]] = {
    None: ("full", "faithful"),
    "functors": (),
    "faithful functors": ("faithful",),
}


def in_class(f: Mapping, among: str | None) -> bool:
    """Is the functor in the class that `among` names?"""
    return all(naive.functor_property(f, name) for name in PROPERTY[among])


def generalizes_from(f: Mapping, seen: set[int], among: str | None) -> bool:
    """Is each functor of the class that agrees on what was seen isomorphic to f there?"""
    inside = [h for h, a in f.source.source.items() if a in seen and h.target in seen]
    return in_class(f, among) and all(
        isomorphic(f, g, seen)
        for g in mappings(f.source, f.target)
        if all(g.on_objects[a] == f.on_objects[a] for a in seen)
        and all(g.on_arrows[h] == f.on_arrows[h] for h in inside)
        and in_class(g, among)
    )


def nerve_maps(f: Mapping, x: int, y: int) -> Iterator[dict[tuple[int, Arrow], Arrow]]:
    """Every natural map Hom(f -, x) -> Hom(f -, y): arrows f a -> x, apart for each a, to arrows f a -> y."""
    c, d = f.source, f.target
    keys = [(a, h) for a in c.objects for h in d.between(f.on_objects[a], x)]
    choices = [d.between(f.on_objects[a], y) for a, _ in keys]
    for values in itertools.product(*choices):
        image = dict(zip(keys, values, strict=True))
        if all(
            image[c.source[g], d.composite[h, f.on_arrows[g]]] == d.composite[image[a, h], f.on_arrows[g]]
            for a, h in keys
            for g in c.arrows
            if g.target == a
        ):
            yield image


def dense(f: Mapping) -> bool:
    """Does every natural map between nerves come from exactly one arrow?"""
    c, d = f.source, f.target
    for x in d.objects:
        for y in d.objects:
            induced = [
                {(a, h): d.composite[k, h] for a in c.objects for h in d.between(f.on_objects[a], x)}
                for k in d.between(x, y)
            ]
            if any(induced.count(image) != 1 for image in nerve_maps(f, x, y)) or any(
                induced.count(image) != 1 for image in induced
            ):
                return False
    return True


def composed(g: Mapping, f: Mapping) -> Mapping:
    """g after f."""
    objects = tuple(g.on_objects[b] for b in f.on_objects)
    return Mapping(f.source, g.target, objects, {h: g.on_arrows[k] for h, k in f.on_arrows.items()})


def identity(c: Composition) -> Mapping:
    """The identity functor."""
    return Mapping(c, c, tuple(c.objects), {f: f for f in c.arrows})


def left_adjoint(f: Mapping, g: Mapping) -> bool:
    """A unit and a counit with both triangle identities."""
    c, d = f.source, f.target
    counits = list(families(composed(f, g), identity(d)))
    return any(
        all(
            d.composite[epsilon[f.on_objects[a]], f.on_arrows[eta[a]]] == d.identity(f.on_objects[a]) for a in c.objects
        )
        and all(
            c.composite[g.on_arrows[epsilon[b]], eta[g.on_objects[b]]] == c.identity(g.on_objects[b]) for b in d.objects
        )
        for eta in families(identity(c), composed(g, f))
        for epsilon in counits
    )


def has_adjoint(f: Mapping, side: str) -> bool:
    """Has each object of the target a universal arrow from f to it (from it to f)?"""
    if side == "left":
        return has_adjoint(turned(f), "right")
    c, d = f.source, f.target

    def universal(a: int, arrow: Arrow) -> bool:
        return all(
            [d.composite[arrow, f.on_arrows[g]] for g in c.between(x, a)].count(h) == 1
            for x in c.objects
            for h in d.between(f.on_objects[x], arrow.target)
        )

    return all(any(universal(a, h) for a in c.objects for h in d.between(f.on_objects[a], b)) for b in d.objects)


def opposite(c: Composition) -> Composition:
    """The opposite category; an arrow f : a -> b becomes Arrow(a, (b, number))."""
    turn = {f: Arrow(a, (f.target, f.number)) for f, a in c.source.items()}  # type: ignore[arg-type]
    source = {turn[f]: f.target for f in c.arrows}
    return Composition(len(c.objects), source, {(turn[f], turn[g]): turn[h] for (g, f), h in c.composite.items()})


def turned(f: Mapping) -> Mapping:
    """The same functor between the opposite categories."""

    def turn(c: Composition, h: Arrow) -> Arrow:
        return Arrow(c.source[h], (h.target, h.number))  # type: ignore[arg-type]

    image = {turn(f.source, h): turn(f.target, k) for h, k in f.on_arrows.items()}
    return Mapping(opposite(f.source), opposite(f.target), f.on_objects, image)


def isomorphic_categories(c: Composition, d: Composition) -> bool:
    """Is there a functor that is bijective on arrows (and so on objects)?"""
    return len(c.arrows) == len(d.arrows) and any(
        len(set(f.on_arrows.values())) == len(c.arrows) and len(set(f.on_objects)) == len(d.objects) == len(c.objects)
        for f in mappings(c, d)
    )


def values(f: Mapping, generators: list[Arrow]) -> list[Any]:
    """The functor as a certificate refers to it: its values on objects, then on generating arrows."""
    return [*f.on_objects, *(n for g in generators for n in f.on_arrows[g])]
