"""Unknown arrows: properties of functors and arrows as constraints on what is chosen from a finite table."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from catproof.core.category import isomorphic_objects
from catproof.core.functor import Functor
from catproof.engines.problem import Problem


def choose(fits: Sequence[bool], milliseconds: int) -> int | None:
    """A number whose entry is true, or None."""
    if not fits:
        return None
    problem = Problem(milliseconds)
    chosen = problem.choice(len(fits))
    for flag, fit in zip(chosen, fits, strict=True):
        if not fit:
            problem.clause([], [flag])
    model = problem.solve()
    return None if model is None else problem.chosen(model, chosen)[0]


def choose_pair(values: Sequence[Hashable], milliseconds: int) -> tuple[int, int] | None:
    """Two different numbers with equal entries, or None."""
    if len(values) < 2:
        return None
    problem = Problem(milliseconds)
    left, right = problem.choice(len(values)), problem.choice(len(values))
    meaning = {value: problem.flag() for value in dict.fromkeys(values)}
    problem.exactly_one(list(meaning.values()))
    for one, other, value in zip(left, right, values, strict=True):
        problem.clause([], [one, other])
        problem.clause([meaning[value]], [one])
        problem.clause([meaning[value]], [other])
    model = problem.solve()
    if model is None:
        return None
    i, j = sorted((problem.chosen(model, left)[0], problem.chosen(model, right)[0]))
    return i, j


def functor_counterexample(functor: Functor, part: str, milliseconds: int) -> dict[str, Any] | None:
    """What breaks a condition of `claims.functors.PARTS`, as evidence, or None."""
    source, target = functor.source, functor.target
    objects = range(len(source.objects))
    if part == "injective":
        pair = choose_pair(functor.on_objects, milliseconds)
        return None if pair is None else {"objects": list(pair)}
    if part == "surjective":
        unhit = choose([d not in functor.on_objects for d in range(len(target.objects))], milliseconds)
        return None if unhit is None else {"unhit": unhit}
    if part == "essentially surjective":
        values = sorted(set(functor.on_objects))
        missed = [not any(isomorphic_objects(target, b, d) for b in values) for d in range(len(target.objects))]
        found = choose(missed, milliseconds)
        return None if found is None else {"object": found}
    for p in objects:
        hom, images = source.hom(p), functor.images(p)
        for a in objects:
            arrows = hom.arrows_from(a)
            if part == "faithful":
                pair = choose_pair([images[f] for f in arrows], milliseconds) if len(arrows) > 1 else None
                if pair is not None:
                    return {"arrows": [[p, arrows[i]] for i in pair]}
            else:
                hit = {images[f] for f in arrows}
                goal = functor.on_objects[p]
                there = target.hom(goal).arrows_from(functor.on_objects[a])
                found = choose([h not in hit for h in there], milliseconds) if len(there) > len(hit) else None
                if found is not None:
                    return {"between": [a, p], "arrow": [goal, there[found]]}
    return None
