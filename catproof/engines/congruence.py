"""An unknown congruence on a left Kan extension, as constraints."""

from __future__ import annotations

from typing import Any

from catproof.core.functor import Functor
from catproof.core.kan import Extension
from catproof.core.task import Element, Task
from catproof.engines.problem import Problem


def tuning_quotient(
    functor: Functor, task: Task, extension: Extension, milliseconds: int
) -> list[tuple[Element, Element]] | None:
    """Pairs of elements of L = Lan_F T that, made equal, make L what restricts to T; or None.

    For each object d that is a value of F one object a over it is chosen. The unknown is which element of T(a) each
    element of L(d) becomes equal to. What L knows of T is given; equal elements have equal restrictions along every
    arrow between values of F; for other objects over d the elements of T there must become different ones. Congruences
    elsewhere follow. Raises `LimitReached` when z3 does not finish.
    """
    made, base = extension.task, functor.target
    over: dict[int, list[int]] = {}
    for a, d in enumerate(functor.on_objects):
        over.setdefault(d, []).append(a)

    def unit(a: int) -> list[int]:
        return [int(v) for v in extension.unit[a]]

    problem = Problem(milliseconds)
    flags: dict[int, list[list[Any]]] = {}
    for d, objects in over.items():
        size = len(task.elements[objects[0]])
        if any(len(task.elements[a]) != size for a in objects):
            return None  # Q(d) would have to have two sizes
        flags[d] = [problem.choice(size) for _ in made.elements[d]]
        for x, e in enumerate(unit(objects[0])):
            problem.clause([flags[d][e][x]])
        for a in objects[1:]:
            images = [flags[d][e] for e in unit(a)]
            for x in range(size):
                problem.at_most_one([image[x] for image in images])
    for d, objects in over.items():
        chosen = unit(objects[0])
        for b in over:
            for h in base.arrows(b, d):
                if h.number == 0:
                    continue
                word = base.word(h)
                below = [made.restrict(Element(d, e), word).number for e in range(len(made.elements[d]))]
                for e, alternatives in enumerate(flags[d]):
                    for x, becomes in enumerate(alternatives):
                        if e == chosen[x]:
                            continue
                        here, there = flags[b][below[e]], flags[b][below[chosen[x]]]
                        for y in range(len(here)):
                            problem.clause([there[y]], [becomes, here[y]])
    model = problem.solve()
    if model is None:
        return None
    return [
        (Element(d, e), Element(d, unit(over[d][0])[problem.chosen(model, alternatives)[0]]))
        for d, elements in flags.items()
        for e, alternatives in enumerate(elements)
    ]
