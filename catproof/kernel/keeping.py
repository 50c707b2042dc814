"""`F preserves (reflects) limits (colimits)`: diagrams that break it, and reasons why none does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from catproof.kernel import constructed_tasks as tasks
from catproof.kernel import functors, properties
from catproof.kernel.building import ALL
from catproof.kernel.constructions import MOST_STEPS, TooLarge
from catproof.kernel.functor_tables import Functor
from catproof.kernel.isomorphism import natural_maps
from catproof.kernel.rejection import Rejected, index, need
from catproof.kernel.tables import Category, Task, yoneda

Arrow = tuple[int, int]
Edge = tuple[int, int, Arrow]


class Side:
    """A category, looked at for limits; or for colimits, where all arrows are turned."""

    def __init__(self, category: Category, turned: bool) -> None:
        self.category, self.turned = category, turned
        self.objects = category.objects

    def between(self, a: int, b: int) -> list[Arrow]:
        if self.turned:
            a, b = b, a
        return [(b, i) for i in self.category.between(a, b)]

    def compose(self, after: Arrow, before: Arrow) -> Arrow:
        return self.category.compose(*((before, after) if self.turned else (after, before)))

    def cones(self, corners: Sequence[int], edges: Sequence[Edge], apex: int) -> Iterator[tuple[Arrow, ...]]:
        """The families of arrows that commute."""
        found: list[tuple[Arrow, ...]] = [()]
        for j, corner in enumerate(corners):
            ready = [edge for edge in edges if max(edge[:2]) == j]
            found = [
                legs
                for short in found
                for leg in self.between(apex, corner)
                for legs in [(*short, leg)]
                if all(self.compose(f, legs[s]) == legs[t] for s, t, f in ready)
            ]
            if len(found) > MOST_STEPS:
                raise TooLarge
        return iter(found)

    def limit(self, corners: Sequence[int], edges: Sequence[Edge], apex: int, legs: Sequence[Arrow]) -> bool:
        """Does every cone factor through this one in one way?"""
        for x in range(self.objects):
            through = [tuple(self.compose(leg, h) for leg in legs) for h in self.between(x, apex)]
            cones = set(self.cones(corners, edges, x))
            if len(through) != len(cones) or set(through) != cones:
                return False
        return True


def prove_keeps(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    """False: a diagram and a cone over it. True: an adjoint, full faithfulness, or the search through all subtasks that
    matter (see `core/keeping.py`)."""
    functor, reflecting, turned = given.functor(claim["functor"]), claim["reflecting"], claim["turned"]
    source, target = Side(functor.source, turned), Side(functor.target, turned)
    if not value:
        corners = [index(c, source.objects, "object") for c in evidence["corners"]]
        apex = index(evidence["apex"], source.objects, "object")
        edges: list[Edge] = []
        for i, j, f in evidence["edges"]:
            ends = corners[index(i, len(corners), "corner")], corners[index(j, len(corners), "corner")]
            edges.append((i, j, functor.source.arrow(f)))
            need(edges[-1][2] in source.between(*ends), "an arrow of a diagram has other ends")
        legs = [functor.source.arrow(leg) for leg in evidence["legs"]]
        need(tuple(legs) in set(source.cones(corners, edges, apex)), "a cone does not commute")
        here = source.limit(corners, edges, apex, legs)
        there = target.limit(
            [functor.objects[c] for c in corners],
            [(i, j, functor.on_arrow(f)) for i, j, f in edges],
            functor.objects[apex],
            [functor.on_arrow(leg) for leg in legs],
        )
        return False if (there and not here if reflecting else here and not there) else None
    by = evidence["by"]
    try:
        if by == "adjoint" and not reflecting:
            side = {"functor": claim["functor"], "side": "right" if turned else "left"}
            return functors.prove_has_adjoint(given, side, evidence, True)
        if by == "full" and reflecting:
            return all(test(functor) for test in properties.TESTS["fully faithful"]) or None
        need(by == "search", "an unknown reason")
        return not _searched(functor if turned else ALL["opposite functor"](functor), reflecting)
    except TooLarge:
        raise Rejected("what proves that limits are kept is too large to be checked") from None


def _searched(functor: Functor, reflecting: bool) -> bool:
    """Is some colimit not preserved (reflected)? Goes through all subtasks of y(L) x X."""
    source = functor.source
    representables = [yoneda(source, a) for a in range(source.objects)]
    nerves = [ALL["restrict task"](functor, yoneda(functor.target, c)) for c in range(functor.target.objects)]
    left, right = (nerves, representables) if reflecting else (representables, nerves)
    return any(_breaks(apex, arrows, task, left) for apex, arrows in enumerate(representables) for task in right)


def _breaks(apex: int, arrows: Task, task: Task, left: Sequence[Task]) -> bool:
    """Is there a subtask of y(L) x X along which maps into the tasks on the left extend in one way, and one to X does
    not?"""
    both = ALL["product"](arrows, task)
    into = arrows.category.homs[apex][0]
    first = {a: [f for f, b in enumerate(into) if b == a] for a in range(arrows.category.objects)}
    pairs = []
    for z, a in enumerate(both.at):
        k = z - both.start[a]
        pairs.append((first[a][k // task.sizes[a]], task.start[a] + k % task.sizes[a]))
    graphs = [task.values(task.start[apex] + x) for x in range(task.sizes[apex])]
    for members in _closed(both):
        if sum(all(graph[pairs[z][0]] == pairs[z][1] for z in members) for graph in graphs) == 1:
            continue
        part = tasks.subtask(both, sorted(members))
        fs = [pairs[z][0] for z in sorted(members)]
        if all(_extends(part, fs, other, apex) for other in left):
            return True
    return False


def _closed(of: Task) -> set[frozenset[int]]:
    """All parts that restrictions do not leave."""
    closed = {frozenset[int]()}
    for z in range(len(of.at)):
        below = frozenset(of.below([z]))
        closed |= {below | other for other in closed}
        if len(closed) * (1 + len(of.at)) > MOST_STEPS:
            raise TooLarge
    return closed


def _extends(part: Task, fs: Sequence[int], task: Task, apex: int) -> bool:
    """Does every map from the part to the task extend along its map to y(L), in one way?"""
    wanted = task.sizes[apex]
    graphs = (task.values(task.start[apex] + x) for x in range(wanted))
    extended = {tuple(graph[f] for f in fs) for graph in graphs}
    if len(extended) != wanted:
        return False
    count = 0
    for _ in natural_maps(part, task):
        count += 1
        if count > wanted:
            return False
    return bool(count == wanted)
