"""Cones over functors, and limits.

A cone over D : J -> C with apex X is a family of arrows X -> D(j) that commutes with the values of D on arrows. Cones
restrict along arrows into their apex, so they are a task on C, and a limit of D is what represents it: theorem 1 again.
Mac Lane III.4; Riehl 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from catproof.core.category import Arrow, Category
from catproof.core.constructions import opposite_functor
from catproof.core.functor import Functor
from catproof.core.label import Label
from catproof.core.limits import LimitReached
from catproof.core.origin import Origin
from catproof.core.task import Task

Legs = tuple[int, ...]
"""For each object j of J the number of an arrow into D(j)."""


class Diagram(NamedTuple):
    """A diagram in a category: objects, and arrows from the i-th of them to the j-th."""

    corners: tuple[int, ...]
    edges: tuple[tuple[int, int, Arrow], ...] = ()


class Cone(NamedTuple):
    """A cone over a diagram."""

    diagram: Diagram
    apex: int
    legs: tuple[Arrow, ...]


def cones(diagram: Functor, name: str = "") -> Task:
    """The task of cones: at X the cones with apex X, in the order of their arrows. A cone over one object is called as
    its arrow, any other as the tuple of its arrows. Raises `LimitReached`."""
    category, corners = diagram.target, diagram.on_objects
    given = diagram_of(diagram)
    legs = [families(category, given, x, name) for x in range(len(category.objects))]
    number = [{family: k for k, family in enumerate(each)} for each in legs]
    homs = [category.hom(corner) for corner in corners]
    action = []
    for g, generator in enumerate(category.generators):
        column = category.column[g]
        restricted = (
            tuple(hom.rows[f][column] for hom, f in zip(homs, family, strict=True)) for family in legs[generator.target]
        )
        action.append([number[generator.source][family] for family in restricted])

    def label(family: Legs) -> Label:
        texts = tuple(category.show_arrow(Arrow(c, f)) for c, f in zip(corners, family, strict=True))
        return texts[0] if len(texts) == 1 else texts or "*"

    made = Task(category, [[label(family) for family in each] for each in legs], action, name=name)
    made.origin = Origin("cones", (diagram,))
    return made


def diagram_of(functor: Functor) -> Diagram:
    """The diagram that a functor is."""
    pairs = zip(functor.source.generators, functor.on_generators, strict=True)
    return Diagram(tuple(functor.on_objects), tuple((g.source, g.target, value) for g, value in pairs))


def families(category: Category, diagram: Diagram, apex: int, name: str = "") -> list[Legs]:
    """The cones with this apex: arrow by arrow, each held against the arrows of the diagram whose ends are known.
    Raises `LimitReached`."""
    choices = [category.hom(corner).arrows_from(apex) for corner in diagram.corners]
    checks: list[list[tuple[int, int, list[int]]]] = [[] for _ in choices]
    for i, j, value in diagram.edges:
        checks[max(i, j)].append((i, j, category.postcompose(value)))
    found: list[Legs] = [()]
    for choice, against in zip(choices, checks, strict=True):
        found = list(_longer(found, choice, against))
        if len(found) > category.limit:
            raise LimitReached(f"{name or 'a diagram'} has more cones than the limit of {category.limit}", "--limit")
    return found


def _longer(found: list[Legs], choice: list[int], checks: list[tuple[int, int, list[int]]]) -> Iterator[Legs]:
    for family in found:
        for arrow in choice:
            longer = (*family, arrow)
            if all(post[longer[i]] == longer[j] for i, j, post in checks):
                yield longer


def limit(diagram: Functor) -> int | None:
    """The first object that is a limit, or None."""
    task = cones(diagram)
    homs = (task.category.hom(a) for a in range(len(task.elements)))
    for a, hom in enumerate(homs):
        if len(hom.at) == task.size:
            for u in range(len(task.elements[a])):
                if len(set(_restrictions(task, a, u))) == task.size:
                    return a
    return None


def _restrictions(task: Task, a: int, u: int) -> list[tuple[int, int]]:
    """The element restricted along each arrow into its object."""
    hom, generators = task.category.hom(a), task.category.generators
    found = [(a, u)] * len(hom.at)
    known = {0}
    for f in range(len(hom.at)):
        pending = [f]
        while pending[-1] not in known:
            pending.append(hom.parent[pending[-1]][0])
        for x in reversed(pending[:-1]):
            before, g = hom.parent[x]
            found[x] = generators[g].source, int(task.action[g][found[before][1]])
            known.add(x)
    return found


def colimit(diagram: Functor) -> int | None:
    """The first object that is a colimit, or None: a limit in the opposite category."""
    return limit(opposite_functor(diagram))
