"""An unknown congruence on a left Kan extension, as constraints."""

from __future__ import annotations

import time

from catproof.core.functor import Functor
from catproof.core.kan import Extension
from catproof.core.task import Element, Task
from catproof.engines.finder.clauses import Choice, Clauses
from catproof.engines.given import countable


def has_quotient(functor: Functor, task: Task, extension: Extension, milliseconds: int) -> bool:
    """Are there elements of L = Lan_F T that, made equal, make L what restricts to T?

    For each object d that is a value of F one object a over it is chosen. The unknown is which element of T(a) each
    element of L(d) becomes equal to. What L knows of T is given; equal elements have equal restrictions along every
    arrow between values of F; for other objects over d the elements of T there must become different ones. Congruences
    elsewhere follow. Raises `NoForm`, and `LimitReached` when z3 does not finish.
    """
    made, base = extension.task, functor.target
    over: dict[int, list[int]] = {}
    for a, d in enumerate(functor.on_objects):
        over.setdefault(d, []).append(a)

    def unit(a: int) -> list[int]:
        return [int(v) for v in extension.unit[a]]

    clauses = Clauses(time.monotonic() + milliseconds / 1000)
    becomes: dict[int, list[Choice]] = {}
    with countable():
        for d, objects in over.items():
            size = len(task.elements[objects[0]])
            if any(len(task.elements[a]) != size for a in objects):
                return False  # Q(d) would have to have two sizes
            becomes[d] = [clauses.choice(range(size)) for _ in made.elements[d]]
            for x, e in enumerate(unit(objects[0])):
                clauses.clause(becomes[d][e][x])
            for a in objects[1:]:
                images = [becomes[d][e] for e in unit(a)]
                for x in range(size):
                    clauses.at_most_one([image[x] for image in images])
        for d, objects in over.items():
            chosen = unit(objects[0])
            for b in over:
                for h in base.arrows(b, d):
                    if h.number == 0:
                        continue
                    word = base.word(h)
                    below = [made.restrict(Element(d, e), word).number for e in range(len(made.elements[d]))]
                    for e, values in enumerate(becomes[d]):
                        for x, literal in values.items():
                            if e != chosen[x]:
                                here, there = becomes[b][below[e]], becomes[b][below[chosen[x]]]
                                for y, other in here.items():
                                    clauses.clause(-literal, -other, there[y])
        return clauses.solve()
