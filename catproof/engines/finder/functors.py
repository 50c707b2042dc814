"""Functors and natural transformations that are not known yet, in whole or in part.

For each object and each arrow of the source the value is a choice among those of the target. A functor respects
composition (Mac Lane I.3), a transformation of tasks restriction (I.4).
"""

from __future__ import annotations

from catproof.core.category import Arrow
from catproof.core.functor import Functor
from catproof.core.transformation import Components
from catproof.engines.finder.categories import GivenCategory, SymbolicCategory
from catproof.engines.finder.clauses import FALSE, TRUE, Choice, Clauses, Literal
from catproof.engines.finder.tasks import SymbolicTask


class SymbolicFunctor:
    """`on_objects[a]` and `on_arrows[f]` are the values; that of an arrow that is not there is none."""

    def __init__(
        self, source: SymbolicCategory, target: SymbolicCategory, on_objects: list[Choice], on_arrows: list[Choice]
    ) -> None:
        self.source = source
        self.target = target
        self.on_objects = on_objects
        self.on_arrows = on_arrows

    def maps(self, f: int, h: int) -> Literal:
        """Is h the value of the arrow f?"""
        return self.on_arrows[f].get(h, FALSE)


def unknown_functor(clauses: Clauses, source: SymbolicCategory, target: SymbolicCategory) -> SymbolicFunctor:
    """A functor of which only source and target are known."""
    clauses.expect(len(source.composite) * len(target.composite))
    on_objects = [{b: clauses.flag() for b in range(target.objects)} for _ in range(source.objects)]
    for values in on_objects:
        clauses.exactly_one(list(values.values()))
    on_arrows: list[Choice] = [dict(values) for values in on_objects]
    for f in source.proper:
        a, b = on_objects[source.source[f]], on_objects[source.target[f]]
        values = {h: clauses.flag() for h in target.arrows}
        clauses.at_most_one(list(values.values()))
        clauses.clause(-source.present[f], *values.values())
        for h, literal in values.items():
            for needed in (source.present[f], target.present[h], a[target.source[h]], b[target.target[h]]):
                clauses.clause(-literal, needed)
        on_arrows.append(values)
    functor = SymbolicFunctor(source, target, on_objects, on_arrows)
    for (g, f), composites in source.composite.items():
        if g < source.objects or f < source.objects:
            continue
        for v, chosen in composites.items():
            for k, after in on_arrows[g].items():
                for h, before in on_arrows[f].items():
                    for w, value in target.composite.get((k, h), {}).items():
                        clauses.clause(-chosen, -after, -before, -value, functor.maps(v, w))
    return functor


def functor_value(clauses: Clauses, functor: SymbolicFunctor, source: GivenCategory, target: GivenCategory) -> Functor:
    """The functor between known categories that the last model describes."""
    objects = [clauses.value(values) for values in functor.on_objects]
    arrows = [
        target.arrows[clauses.value(functor.on_arrows[source.number[source.category.generator(g)]])]
        for g in range(len(source.category.generators))
    ]
    return Functor(source.category, target.category, objects, arrows, name="G")


def given_functor(functor: Functor, source: GivenCategory, target: GivenCategory) -> SymbolicFunctor:
    """A functor with nothing unknown."""

    def value(arrow: Arrow) -> Choice:
        return {target.number[functor.on_arrow(arrow)]: TRUE}

    objects: list[Choice] = [{b: TRUE} for b in functor.on_objects]
    return SymbolicFunctor(source.symbolic, target.symbolic, objects, [value(f) for f in source.arrows])


def identity(category: SymbolicCategory) -> SymbolicFunctor:
    """The identity functor."""
    objects: list[Choice] = [{a: TRUE} for a in range(category.objects)]
    return SymbolicFunctor(category, category, objects, [{f: category.present[f]} for f in category.arrows])


class SymbolicTransformation:
    """`image[x]` is the image of the element x of the source among those of the target."""

    def __init__(self, source: SymbolicTask, target: SymbolicTask, image: list[Choice]) -> None:
        self.source = source
        self.target = target
        self.image = image


def unknown_transformation(clauses: Clauses, source: SymbolicTask, target: SymbolicTask) -> SymbolicTransformation:
    """A natural transformation of which only source and target are known."""
    image: list[Choice] = []
    for x in source.elements:
        values = {y: clauses.flag() for y in target.elements if source.at[x].keys() & target.at[y].keys()}
        clauses.at_most_one(list(values.values()))
        clauses.clause(-source.present[x], *values.values())
        for y, literal in values.items():
            clauses.clause(-literal, source.present[x])
            clauses.clause(-literal, target.present[y])
            for a, here in source.at[x].items():
                clauses.clause(-literal, -here, target.at[y].get(a, FALSE))
        image.append(values)
    for f in source.category.proper:
        for x in source.elements:
            for below, restricted in source.restricted.get((f, x), {}).items():
                for y, chosen in image[x].items():
                    for z, value in image[below].items():
                        clauses.clause(-restricted, -chosen, -value, target.along(f, y, z))
    return SymbolicTransformation(source, target, image)


def components(clauses: Clauses, transformation: SymbolicTransformation) -> Components:
    """The map between given tasks that the last model describes; their elements are numbered over all objects."""
    found: Components = [[] for _ in range(transformation.source.category.objects)]
    first: dict[int, int] = {}
    for y in transformation.target.elements:
        first.setdefault(next(iter(transformation.target.at[y])), y)
    for x, values in enumerate(transformation.image):
        a = next(iter(transformation.source.at[x]))
        found[a].append(clauses.value(values) - first[a])
    return found
