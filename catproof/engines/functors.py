"""Unknown functors and units of adjunctions, as constraints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor
from catproof.core.functor_search import Allowed, Class, agreeing
from catproof.engines.problem import Problem

if TYPE_CHECKING:
    from catproof.claims.generalization import GeneralizesFrom


class UnknownFunctor:
    """An unknown functor with allowed values: one flag for each object and each value it may have, and likewise for
    arrows. Composition is imposed for each arrow followed by a generating arrow."""

    def __init__(self, problem: Problem, source: Category, target: Category, allowed: Allowed) -> None:
        self.problem = problem
        self.source = source
        self.target = target
        every = [range(len(target.objects))] * len(source.objects)
        self.objects = [{b: problem.flag() for b in values} for values in allowed.objects or every]
        self.arrows: dict[Arrow, dict[Arrow, Any]] = {}
        for f in source.arrows():
            a = source.source(f)
            if f.number == 0:
                self.arrows[f] = {target.identity(b): flag for b, flag in self.objects[a].items()}
                problem.exactly_one(list(self.objects[a].values()))
                continue
            values = [h for x in self.objects[a] for y in self.objects[f.target] for h in target.arrows(x, y)]
            only = (allowed.arrows or {}).get(f)
            flags = {h: problem.flag() for h in values if only in (None, h)}
            self.arrows[f] = flags
            problem.exactly_one(list(flags.values()))
            for h, flag in flags.items():
                problem.clause([self.objects[a][target.source(h)]], [flag])
                problem.clause([self.objects[f.target][h.target]], [flag])
        for f, flags in self.arrows.items():
            if f.number:
                for g in source.incoming[source.source(f)]:
                    self._compose(flags, self.arrows[source.generator(g)], self.arrows[source.follow(f, (g,))])

    def _compose(self, after: dict[Arrow, Any], before: dict[Arrow, Any], composite: dict[Arrow, Any]) -> None:
        ending: dict[int, list[Arrow]] = {}
        for h in before:
            ending.setdefault(h.target, []).append(h)
        for k, flag in after.items():
            for h in ending.get(self.target.source(k), ()):
                value = composite.get(self.target.compose(k, h))
                self.problem.clause([] if value is None else [value], [flag, before[h]])

    def restrict(self, wanted: Class) -> None:
        """Only functors of this class."""
        source, target = self.source, self.target
        pairs = [(a, b) for a in range(len(source.objects)) for b in range(len(source.objects))]
        for a, b in pairs:
            parallel = [self.arrows[f] for f in source.arrows(a, b)]
            values = dict.fromkeys(h for flags in parallel for h in flags)
            for h in values if wanted.faithful else ():
                self.problem.at_most_one([flags[h] for flags in parallel if h in flags])
            for x, start in self.objects[a].items() if wanted.full else ():
                for y, goal in self.objects[b].items():
                    for h in target.arrows(x, y):
                        self.problem.clause([flags[h] for flags in parallel if h in flags], [start, goal])

    def value(self, model: Any) -> Functor:
        """The functor that the model describes."""
        objects = [self._chosen(model, flags) for flags in self.objects]
        generators = range(len(self.source.generators))
        arrows = [self._chosen(model, self.arrows[self.source.generator(g)]) for g in generators]
        return Functor(self.source, self.target, objects, arrows, name="G")

    def _chosen(self, model: Any, flags: dict[Any, Any]) -> Any:
        return list(flags)[self.problem.chosen(model, list(flags.values()))[0]]

    def exclude(self, functor: Functor) -> None:
        """Not this functor."""
        values = [self.objects[a][b] for a, b in enumerate(functor.on_objects)]
        for g, h in enumerate(functor.on_generators):
            values.append(self.arrows[self.source.generator(g)][h])
        self.problem.clause([], values)


def second_functor(claim: GeneralizesFrom, milliseconds: int) -> Functor | None:
    """A functor of the claim's class that equals F on what was seen and is not isomorphic to F there, or None.

    Solutions isomorphic to F are excluded and the solver is asked again. Raises `LimitReached` when z3 does not finish.
    """
    functor = claim.functor
    problem = Problem(milliseconds)
    unknown = UnknownFunctor(problem, functor.source, functor.target, agreeing(functor, claim.seen))
    unknown.restrict(claim.wanted)
    while (model := problem.solve()) is not None:
        found = unknown.value(model)
        if not claim.same(found):
            return found
        unknown.exclude(found)
    return None


def adjunction_unit(left: Functor, right: Functor, milliseconds: int) -> list[Arrow] | None:
    """Arrows c -> G F c, natural in c, through which each c -> G d factors by exactly one F c -> d; or None.

    Unknown is the arrow at each c; the conditions are imposed on its values. Raises `LimitReached`.
    """
    source, target = left.source, left.target
    problem = Problem(milliseconds)
    goals = [right.on_objects[d] for d in left.on_objects]
    arrows = [list(source.arrows(c, goal)) for c, goal in enumerate(goals)]
    flags = [problem.choice(len(here)) for here in arrows]
    for c, here in enumerate(arrows):
        for flag, arrow in zip(flags[c], here, strict=True):
            for d in range(len(target.objects)):
                homs = list(target.arrows(left.on_objects[c], d))
                images = {source.compose(right.on_arrow(h), arrow) for h in homs}
                if not len(images) == len(homs) == source.hom_size(c, right.on_objects[d]):
                    problem.clause([], [flag])
    for g, generator in enumerate(source.generators):
        a, b = generator.source, generator.target
        lifted = right.on_arrow(left.on_generators[g])
        for one, arrow in zip(flags[a], arrows[a], strict=True):
            around = source.compose(lifted, arrow)
            same = [
                other
                for other, there in zip(flags[b], arrows[b], strict=True)
                if source.compose(there, source.generator(g)) == around
            ]
            problem.clause(same, [one])
    model = problem.solve()
    if model is None:
        return None
    return [here[problem.chosen(model, flags[c])[0]] for c, here in enumerate(arrows)]
