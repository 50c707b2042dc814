"""Unknown natural maps between tasks, as constraints.

A natural map S -> T is fixed by where generators of S go, so only those images are variables: one flag for each
generator and each element it may go to. What the rest of S then goes to is read off T's restriction maps.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catproof.core.generation import edges, generators, values
from catproof.core.task import Task
from catproof.engines.problem import Problem


class NaturalMap:
    """An unknown natural isomorphism S -> T; for tasks with equally many elements at each object.

    `flags[r][t]` says that generator r goes to the element t of T at its object. `guard`, a flag of the problem,
    must hold for the map to exist at all.
    """

    def __init__(self, problem: Problem, source: Task, target: Task, guard: Any) -> None:
        self.source = source
        self.target = target
        self.roots = generators(source)
        self._below = [edges(source), edges(target)]
        self.choices: list[list[int]] = []
        self.images: list[list[dict[int, int] | None]] = []
        self.flags: list[list[Any]] = []
        for root in self.roots:
            at = source.element(root).object
            choices = list(range(target.start[at], target.start[at + 1]))
            flags = [problem.flag() for _ in choices]
            problem.clause(flags, [guard])
            problem.at_most_one(flags)
            images = [self._propagate(root, t) for t in choices]
            for flag, image in zip(flags, images, strict=True):
                if image is None or len(set(image.values())) < len(image):
                    problem.clause([], [flag])  # not a map, or not one to one
            self.choices.append(choices)
            self.flags.append(flags)
            self.images.append(images)
        self._agree(problem)
        self._disjoint(problem)

    def _propagate(self, root: int, t: int) -> dict[int, int] | None:
        """What everything below the root goes to when the root goes to t; None when naturality fails."""
        image = {root: t}
        pending = [root]
        while pending:
            x = pending.pop()
            for y, v in zip(self._below[0][x], self._below[1][image[x]], strict=True):
                if y not in image:
                    image[y] = v
                    pending.append(y)
                elif image[y] != v:
                    return None
        return image

    def _agree(self, problem: Problem) -> None:
        """Where two generators have a restriction in common, their images must restrict alike."""
        reached: dict[int, list[int]] = {}
        for r, images in enumerate(self.images):
            for x in next((image for image in images if image is not None), {}):
                reached.setdefault(x, []).append(r)
        for x, roots in reached.items():
            first = roots[0]
            for r in roots[1:]:
                for flag, image in zip(self.flags[first], self.images[first], strict=True):
                    if image is not None:
                        same = [
                            other
                            for other, far in zip(self.flags[r], self.images[r], strict=True)
                            if far is not None and far[x] == image[x]
                        ]
                        problem.clause(same, [flag])

    def _disjoint(self, problem: Problem) -> None:
        """Different elements go to different ones: each element of T is hit by at most one element of S."""
        hitting: dict[int, dict[int, list[Any]]] = {}
        for flags, images in zip(self.flags, self.images, strict=True):
            for flag, image in zip(flags, images, strict=True):
                for x, v in (image or {}).items():
                    hitting.setdefault(v, {}).setdefault(x, []).append(flag)
        for by_element in hitting.values():
            hits = []
            for flags in by_element.values():
                hit = flags[0] if len(flags) == 1 else problem.flag()
                for flag in flags if len(flags) > 1 else ():
                    problem.clause([hit], [flag])
                hits.append(hit)
            problem.at_most_one(hits)

    def components(self, problem: Problem, model: Any) -> list[list[int]]:
        """The map that the model describes, object by object, on numbers of elements."""
        image: dict[int, int] = {}
        for flags, images in zip(self.flags, self.images, strict=True):
            image.update(images[problem.chosen(model, flags)[0]] or {})
        source, target = self.source, self.target
        return [
            [image[source.start[a] + j] - target.start[a] for j in range(len(members))]
            for a, members in enumerate(source.elements)
        ]


def isomorphic_choice(
    candidates: Iterable[tuple[int, Task]], target: Task, milliseconds: int
) -> tuple[int, list[list[int]]] | None:
    """One of the numbered tasks that is isomorphic to `target`, with an isomorphism from it, or None.

    Candidates with another number of elements somewhere are left out before any constraint is written. Raises
    `LimitReached` when z3 does not finish.
    """
    sizes = [len(members) for members in target.elements]
    fitting = [(k, task) for k, task in candidates if [len(members) for members in task.elements] == sizes]
    if not fitting:
        return None
    problem = Problem(milliseconds)
    chosen = problem.choice(len(fitting))
    maps = [NaturalMap(problem, task, target, flag) for (_, task), flag in zip(fitting, chosen, strict=True)]
    model = problem.solve()
    if model is None:
        return None
    k = problem.chosen(model, chosen)[0]
    return fitting[k][0], maps[k].components(problem, model)


def decomposition(task: Task, milliseconds: int) -> list[int] | None:
    """Elements such that everything is the restriction of exactly one of them along exactly one arrow, or None.

    That makes the task the coproduct of the representables of their objects.
    """
    problem = Problem(milliseconds)
    flags = [problem.flag() for _ in range(task.size)]
    reaching: list[list[int]] = [[] for _ in range(task.size)]
    for u in range(task.size):
        reached = values(task, u)
        if len(set(reached)) < len(reached):
            problem.clause([], [flags[u]])
        for x in set(reached):
            reaching[x].append(u)
    for sources in reaching:
        problem.exactly_one([flags[u] for u in sources])
    model = problem.solve()
    return None if model is None else problem.chosen(model, flags)


def least_generators(task: Task, milliseconds: int) -> int:
    """The least number of elements of which everything is a restriction, by trying 0, 1, 2, ... in turn."""
    below = edges(task)
    reaching: list[list[int]] = [[] for _ in range(task.size)]
    for u in range(task.size):
        seen, pending = {u}, [u]
        while pending:
            for y in below[pending.pop()]:
                if y not in seen:
                    seen.add(y)
                    pending.append(y)
        for x in seen:
            reaching[x].append(u)
    # An element that only itself reaches is in every generating set: start from those.
    number = sum(1 for sources in reaching if len(sources) == 1)
    while True:
        problem = Problem(milliseconds)
        flags = [problem.flag() for _ in range(task.size)]
        for sources in reaching:
            problem.clause([flags[u] for u in sources])
        problem.at_most(flags, number)
        if problem.solve() is not None:
            return number
        number += 1
