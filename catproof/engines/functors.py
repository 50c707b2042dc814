"""Unknown functors, isomorphisms and adjunctions, as constraints from their definitions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache, partial
from typing import Any

from catproof.core.category import Arrow, Category, inverse
from catproof.core.functor import Functor, compose, identity
from catproof.core.functor_search import ANY, Allowed, Class, agreeing
from catproof.engines.problem import Problem


class UnknownFunctor:
    """An unknown functor with allowed values: one flag for each object and each value it may have, and likewise for
    arrows. Composition is imposed for each arrow followed by a generating arrow. Where parallel arrows of the target
    are equal, the objects alone fix the functor: a generating arrow must have a value, and that is all."""

    def __init__(self, problem: Problem, source: Category, target: Category, allowed: Allowed) -> None:
        self.problem = problem
        self.source = source
        self.target = target
        self.thin = target.presentation.kind == "thin"
        every = [range(len(target.objects))] * len(source.objects)
        self.objects = [{b: problem.flag() for b in values} for values in allowed.objects or every]
        for flags in self.objects:
            problem.exactly_one(list(flags.values()))
        self.arrows: dict[Arrow, dict[Arrow, Any]] = {}
        if self.thin:
            above = [
                {y for y in range(len(target.objects)) if target.hom_size(x, y)} for x in range(len(target.objects))
            ]
            for generator in source.generators:
                self._allow(generator.source, generator.target, above.__getitem__)
            return
        for f in source.arrows():
            a = source.source(f)
            if f.number == 0:
                self.arrows[f] = {target.identity(b): flag for b, flag in self.objects[a].items()}
                continue
            values = [h for x in self.objects[a] for y in self.objects[f.target] for h in target.arrows(x, y)]
            only = (allowed.arrows or {}).get(f)
            named = {h: problem.flag() for h in values if only in (None, h)}
            self.arrows[f] = named
            problem.exactly_one(list(named.values()))
            for h, flag in named.items():
                problem.clause([self.objects[a][target.source(h)]], [flag])
                problem.clause([self.objects[f.target][h.target]], [flag])
        for f, named in self.arrows.items():
            if f.number:
                for g in source.incoming[source.source(f)]:
                    self._compose(named, self.arrows[source.generator(g)], self.arrows[source.follow(f, (g,))])

    def _allow(self, a: int, b: int, fitting: Callable[[int], Collection[int]]) -> None:
        """Where a has the value x, the value of b is one of `fitting(x)`."""
        for x, start in self.objects[a].items():
            values = fitting(x)
            goals = [goal for y, goal in self.objects[b].items() if y in values]
            if len(goals) < len(self.objects[b]):
                self.problem.clause(goals, [start])

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
        for a, b in pairs if wanted.injective else ():
            for x in (self.objects[a].keys() & self.objects[b].keys()) if a < b else ():
                self.problem.clause([], [self.objects[a][x], self.objects[b][x]])

        @cache
        def fitting(there: int, back: int, x: int) -> set[int]:
            """The values with so many arrows from and to x that homs of these sizes can go one to one (onto)."""
            sizes = [(target.hom_size(x, y), target.hom_size(y, x)) for y in range(len(target.objects))]
            return {
                y
                for y, (n, m) in enumerate(sizes)
                if not (wanted.faithful and (there > n or back > m)) and not (wanted.full and (there < n or back < m))
            }

        for a, b in pairs:
            if a <= b and (wanted.faithful or (wanted.full and self.thin)):
                self._allow(a, b, partial(fitting, source.hom_size(a, b), source.hom_size(b, a)))
            if self.thin:
                continue
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
        if self.thin:
            ends = [(objects[g.source], objects[g.target]) for g in self.source.generators]
            arrows = [next(self.target.arrows(*pair)) for pair in ends]
        else:
            generators = range(len(self.source.generators))
            arrows = [self._chosen(model, self.arrows[self.source.generator(g)]) for g in generators]
        return Functor(self.source, self.target, objects, arrows, name="G")

    def _chosen(self, model: Any, flags: dict[Any, Any]) -> Any:
        return list(flags)[self.problem.chosen(model, list(flags.values()))[0]]

    def exclude(self, functor: Functor) -> None:
        """Not this functor."""
        values = [self.objects[a][b] for a, b in enumerate(functor.on_objects)]
        for g, h in enumerate(() if self.thin else functor.on_generators):
            values.append(self.arrows[self.source.generator(g)][h])
        self.problem.clause([], values)


def second_functor(
    functor: Functor, seen: Sequence[int], wanted: Class, same: Callable[[Functor], bool], milliseconds: int
) -> Functor | None:
    """A functor of the class that equals F on what was seen and is not the same there, or None.

    Solutions isomorphic to F are excluded and the solver is asked again. Raises `LimitReached` when z3 does not finish.
    """
    problem = Problem(milliseconds)
    unknown = UnknownFunctor(problem, functor.source, functor.target, agreeing(functor, seen))
    unknown.restrict(wanted)
    while (model := problem.solve()) is not None:
        found = unknown.value(model)
        if not same(found):
            return found
        unknown.exclude(found)
    return None


MOST_OBJECTS, MOST_ARROWS = 10, 16
"""The largest thin category, and the largest other one, for which an isomorphism is sought by constraints: their number
grows with the fourth power of the objects, and with the third of the arrows."""


def few_constraints(category: Category) -> bool:
    """Is the category small enough for an unknown isomorphism with it?"""
    if category.presentation.kind == "thin":
        return len(category.objects) <= MOST_OBJECTS
    return category.count() <= MOST_ARROWS


def isomorphism_of_categories(left: Category, right: Category, milliseconds: int) -> Functor | None:
    """An unknown functor that is bijective on objects and on arrows, or None. Raises `LimitReached`."""
    if len(left.objects) != len(right.objects) or left.count() != right.count():
        return None
    problem = Problem(milliseconds)
    unknown = UnknownFunctor(problem, left, right, ANY)
    unknown.restrict(Class(full=True, faithful=True, injective=True))
    model = problem.solve()
    return None if model is None else unknown.value(model)


def natural_family(
    left: Functor, right: Functor, candidates: Sequence[Sequence[Arrow]], milliseconds: int
) -> list[Arrow] | None:
    """Components F a -> G a, each one of the candidates at a, with commuting squares for the generating arrows; or
    None. Raises `LimitReached`."""
    problem = Problem(milliseconds)
    flags = [problem.choice(len(arrows)) for arrows in candidates]
    _impose_naturality(problem, left, right, candidates, flags)
    model = problem.solve()
    if model is None:
        return None
    return [arrows[problem.chosen(model, flags[a])[0]] for a, arrows in enumerate(candidates)]


def _impose_naturality(
    problem: Problem,
    left: Functor,
    right: Functor,
    candidates: Sequence[Sequence[Arrow]],
    flags: Sequence[Sequence[Any]],
) -> None:
    """The chosen components commute with the generating arrows."""
    target = left.target
    for generator, f, h in zip(left.source.generators, left.on_generators, right.on_generators, strict=True):
        a, b = generator.source, generator.target
        ending: dict[Arrow, list[Any]] = {}
        for flag, arrow in zip(flags[b], candidates[b], strict=True):
            ending.setdefault(target.compose(arrow, f), []).append(flag)
        for flag, arrow in zip(flags[a], candidates[a], strict=True):
            problem.clause(ending.get(target.compose(h, arrow), ()), [flag])


def natural_isomorphism(left: Functor, right: Functor, milliseconds: int) -> list[Arrow] | None:
    """The components of a natural isomorphism, or None. Raises `LimitReached`."""
    target = left.target
    ends = zip(left.on_objects, right.on_objects, strict=True)
    return natural_family(
        left, right, [[f for f in target.arrows(*pair) if inverse(target, f)] for pair in ends], milliseconds
    )


def adjunction_unit(left: Functor, right: Functor, milliseconds: int) -> list[Arrow] | None:
    """Arrows c -> G F c, natural in c, that with some arrows F G d -> d, natural in d, satisfy the triangle identities
    (Mac Lane IV.1, Theorem 2 (v)); or None. Raises `LimitReached`."""
    source, target = left.source, left.target
    problem = Problem(milliseconds)
    around, back = compose(right, left), compose(left, right)
    units = [list(source.arrows(c, goal)) for c, goal in enumerate(around.on_objects)]
    counits = [list(target.arrows(goal, d)) for d, goal in enumerate(back.on_objects)]
    unit, counit = ([problem.choice(len(arrows)) for arrows in each] for each in (units, counits))
    _impose_naturality(problem, identity(source), around, units, unit)
    _impose_naturality(problem, back, identity(target), counits, counit)
    for c, d in enumerate(left.on_objects):  # the counit at F c after F of the unit at c
        for flag, arrow in zip(unit[c], units[c], strict=True):
            lifted = left.on_arrow(arrow)
            ends = zip(counit[d], counits[d], strict=True)
            problem.clause([other for other, e in ends if target.compose(e, lifted).number == 0], [flag])
    for d, c in enumerate(right.on_objects):  # G of the counit at d after the unit at G d
        for flag, arrow in zip(counit[d], counits[d], strict=True):
            lifted = right.on_arrow(arrow)
            ends = zip(unit[c], units[c], strict=True)
            problem.clause([other for other, e in ends if source.compose(lifted, e).number == 0], [flag])
    model = problem.solve()
    if model is None:
        return None
    return [arrows[problem.chosen(model, unit[c])[0]] for c, arrows in enumerate(units)]
