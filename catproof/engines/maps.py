"""Maps and functors between known structures of which nothing else is known, as clauses from their definitions.

They are said by the images of all elements (values at all objects and arrows); what they have to respect is asked for
the generating arrows alone, of which all others are made.
"""

from __future__ import annotations

from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
from catproof.core.generation import edges
from catproof.core.transformation import Transformation
from catproof.engines.finder.clauses import FALSE, Choice, Clauses
from catproof.structures.tables import CategoryOf, FunctorOf, TaskOf


class UnknownTransformation:
    """A natural transformation of tasks: it respects restriction (Mac Lane I.4)."""

    def __init__(self, clauses: Clauses, source: TaskOf, target: TaskOf) -> None:
        goal = target.whole
        self.image: list[Choice] = [
            clauses.choice(range(goal.start[a], goal.start[a + 1])) for where in source.at for a in where
        ]
        above = edges(goal)
        for values, below in zip(self.image, edges(source.whole), strict=True):
            for k, y in enumerate(below):
                for v, literal in values.items():
                    clauses.clause(-literal, self.image[y].get(above[v][k], FALSE))
        self.cells = self.image
        self._ends = source.whole, goal

    def value(self, clauses: Clauses) -> Transformation:
        """The one that the last model describes."""
        source, target = self._ends
        found = [
            [clauses.value(values) - target.start[a] for values in self.image[source.start[a] : source.start[a + 1]]]
            for a in range(len(source.elements))
        ]
        return Transformation(source, target, found)


class UnknownFunctor:
    """A functor: it respects sources, targets, identities and composition (Mac Lane I.3)."""

    def __init__(self, clauses: Clauses, source: CategoryOf, target: CategoryOf) -> None:
        self.on_objects: list[Choice] = [clauses.choice(range(target.objects)) for _ in range(source.objects)]
        self.on_arrows: list[Choice] = list(self.on_objects)  # an identity has the number of its object
        arrows = range(len(target.arrows))
        clauses.expect(2 * len(arrows) * (len(source.arrows) - source.objects))
        for f in range(source.objects, len(source.arrows)):
            values = {h: clauses.flag() for h in arrows}
            clauses.clause(*values.values())
            ends = self.on_objects[source.source[f]], self.on_objects[source.target[f]]
            for h, literal in values.items():
                clauses.clause(-literal, ends[0][target.source[h]])
                clauses.clause(-literal, ends[1][target.target[h]])
                for other in target.between(target.source[h], target.target[h]):
                    if other < h:
                        clauses.clause(-literal, -values[other])
            self.on_arrows.append(values)
        whole = source.whole
        generating = [source.number[whole.generator(g)] for g in range(len(whole.generators))]
        for f in generating:
            for after in arrows_from(source, source.target[f]):
                (composite,) = source.composite[after, f]
                self._compose(clauses, target, after, f, composite)
        self.cells = [*self.on_objects, *(self.on_arrows[f] for f in generating)]
        self._ends = source, target

    def value(self, clauses: Clauses) -> Functor:
        """The one that the last model describes."""
        source, target = self._ends
        values = [clauses.value(cell) for cell in self.cells]
        arrows = [target.arrows[h] for h in values[source.objects :]]
        return Functor(source.whole, target.whole, values[: source.objects], arrows, name="G")

    def _compose(self, clauses: Clauses, target: CategoryOf, after: int, before: int, composite: int) -> None:
        """Where there is but one arrow that fits, the ends say which it is."""
        for h, one in self.on_arrows[before].items():
            for k in arrows_from(target, target.target[h]):
                if len(target.between(target.source[h], target.target[k])) > 1:
                    (value,) = target.composite[k, h]
                    other = self.on_arrows[after].get(k, FALSE)
                    clauses.clause(-one, -other, self.on_arrows[composite].get(value, FALSE))


def arrows_from(category: CategoryOf, start: int) -> list[int]:
    """The arrows out of an object."""
    return [f for end in range(category.objects) for f in category.between(start, end)]


class UnknownNatural:
    """A natural transformation of functors: its squares commute (Mac Lane I.4)."""

    def __init__(self, clauses: Clauses, source: FunctorOf, target: FunctorOf) -> None:
        left, right, home = source.whole, target.whole, source.target
        self.components: list[Choice] = [
            clauses.choice(home.between(*ends)) for ends in zip(left.on_objects, right.on_objects, strict=True)
        ]
        for generator, f, h in zip(left.source.generators, left.on_generators, right.on_generators, strict=True):
            before, after = home.number[f], home.number[h]
            around: dict[int, list[int]] = {}
            for k, literal in self.components[generator.target].items():
                around.setdefault(next(iter(home.composite[k, before])), []).append(literal)
            for k, literal in self.components[generator.source].items():
                clauses.clause(-literal, *around.get(next(iter(home.composite[after, k])), ()))
        self.cells = self.components
        self._ends = left, right, home

    def value(self, clauses: Clauses) -> NaturalTransformation:
        """The one that the last model describes."""
        left, right, home = self._ends
        return NaturalTransformation(left, right, [home.arrows[clauses.value(cell)] for cell in self.cells])
