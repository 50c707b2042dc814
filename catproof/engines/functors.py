"""An unknown functor, as constraints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catproof.core.category import Arrow
from catproof.core.functor import Functor
from catproof.engines.problem import Problem

if TYPE_CHECKING:
    from catproof.claims.generalization import GeneralizesFrom


def second_functor(claim: GeneralizesFrom, milliseconds: int) -> Functor | None:
    """A functor of the claim's class that equals F on what was seen and is not isomorphic to F there, or None.

    Unknown are the images of objects and of all arrows of the source; composition is imposed for each arrow followed by
    a generating arrow. Solutions isomorphic to F are excluded one by one and the solver is asked again. Raises
    `LimitReached` when z3 does not finish.
    """
    functor, wanted = claim.functor, claim.wanted
    source, target = functor.source, functor.target
    problem = Problem(milliseconds)
    objects = [problem.choice(len(target.objects)) for _ in source.objects]
    values = list(target.arrows())
    number = {arrow: k for k, arrow in enumerate(values)}
    images: dict[Arrow, list[Any]] = {f: problem.choice(len(values)) for f in source.arrows()}
    for f, flags in images.items():
        for k, value in enumerate(values):
            problem.clause([objects[source.source(f)][target.source(value)]], [flags[k]])
            problem.clause([objects[f.target][value.target]], [flags[k]])
            if f.number == 0 and value.number != 0:
                problem.clause([], [flags[k]])
    for f, flags in images.items():
        for g in source.incoming[source.source(f)]:
            before, after = images[source.generator(g)], images[source.follow(f, (g,))]
            for k, value in enumerate(values):
                for j, first in enumerate(values):
                    if first.target == target.source(value):
                        problem.clause([after[number[target.compose(value, first)]]], [flags[k], before[j]])
    for a in claim.seen:
        problem.clause([objects[a][functor.on_objects[a]]])
        for b in claim.seen:
            for f in source.arrows(a, b):
                problem.clause([images[f][number[functor.on_arrow(f)]]])
    for a in range(len(source.objects)) if wanted.faithful else ():
        for b in range(len(source.objects)):
            parallel = [images[f] for f in source.arrows(a, b)]
            for k in range(len(values)):
                problem.at_most_one([flags[k] for flags in parallel])
    for a in range(len(source.objects)) if wanted.full else ():
        for b in range(len(source.objects)):
            size = source.hom_size(a, b)  # with faithfulness: the numbers of arrows must be the same
            for x in range(len(target.objects)):
                for y in range(len(target.objects)):
                    if target.hom_size(x, y) != size:
                        problem.clause([], [objects[a][x], objects[b][y]])
    while True:
        model = problem.solve()
        if model is None:
            return None
        on_objects = [problem.chosen(model, flags)[0] for flags in objects]
        chosen = {f: problem.chosen(model, flags)[0] for f, flags in images.items()}
        arrows = [values[chosen[source.generator(g)]] for g in range(len(source.generators))]
        found = Functor(source, target, on_objects, arrows, name="G")
        if not claim.same(found):
            return found
        problem.clause([], [images[f][k] for f, k in chosen.items()])


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
