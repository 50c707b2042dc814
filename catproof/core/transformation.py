"""Natural transformations of tasks: maps S -> T that respect restriction.

Mac Lane I.4; Riehl 1.4. In a category of presheaves a transformation is mono, epi or iso iff each of its components
is injective, surjective or bijective (Mac Lane V.3, VI.5 exercise; Riehl 3.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catproof.core.generation import edges, generators
from catproof.core.origin import Origin
from catproof.core.task import Element, Task

Components = list[list[int]]
"""For each object a and each element of S(a) the number of its image in T(a)."""


class Transformation:
    """A transformation `source -> target`; `components[a][j]` is the image of element j of S(a).

    The constructor trusts naturality; `unnatural` checks it.
    """

    def __init__(self, source: Task, target: Task, components: Sequence[Sequence[int]], *, name: str = "") -> None:
        self.source = source
        self.target = target
        self.components: tuple[tuple[int, ...], ...] = tuple(tuple(values) for values in components)
        self.name = name
        self.origin: Origin | None = None
        """What it was constructed from."""

    def __call__(self, element: Element) -> Element:
        """The image of an element."""
        return Element(element.object, self.components[element.object][element.number])

    def __repr__(self) -> str:
        return f"<Transformation {self.name or '?'}: {self.source.name or '?'} -> {self.target.name or '?'}>"


class Unnatural(NamedTuple):
    """A generating arrow and an element at its target where restricting and mapping do not commute."""

    generator: int
    element: Element
    mapped_first: Element
    restricted_first: Element


def unnatural(transformation: Transformation) -> Unnatural | None:
    """The first place where naturality fails, or None."""
    return next(unnatural_squares(transformation), None)


def unnatural_squares(transformation: Transformation) -> Iterator[Unnatural]:
    """The generating arrows at which naturality fails, each with the first element at which it does."""
    source, target = transformation.source, transformation.target
    for g, generator in enumerate(source.category.generators):
        for j in range(len(source.elements[generator.target])):
            x = Element(generator.target, j)
            first, second = target.restrict(transformation(x), (g,)), transformation(source.restrict(x, (g,)))
            if first != second:
                yield Unnatural(g, x, first, second)
                break


def natural_maps(source: Task, target: Task) -> Iterator[Components]:
    """All natural transformations source -> target, each once.

    A map is fixed by the images of generators, and each image must be consistent with the others where they have
    restrictions in common. Which elements below a generator have images already does not depend on the images, so its
    choices are looked up by these.
    """
    below, above = edges(source), edges(target)
    options: list[dict[tuple[int, ...], list[list[int]]]] = []
    known: list[list[int]] = []
    new: list[list[int]] = []
    reached: set[int] = set()
    for root in generators(source):
        at = source.element(root).object
        tried = (propagated(root, t, below, above) for t in range(target.start[at], target.start[at + 1]))
        images = [image for image in tried if image is not None]
        if not images:
            return
        known.append([x for x in images[0] if x in reached])
        new.append([x for x in images[0] if x not in reached])
        reached.update(images[0])
        choices: dict[tuple[int, ...], list[list[int]]] = {}
        for image in images:
            choices.setdefault(tuple(image[x] for x in known[-1]), []).append([image[x] for x in new[-1]])
        options.append(choices)
    found = [0] * source.size
    starts = source.start
    pending: list[Iterator[list[int]]] = []
    while True:
        if len(pending) < len(options):
            depth = len(pending)
            pending.append(iter(options[depth].get(tuple(found[x] for x in known[depth]), ())))
        else:
            yield [[v - target.start[a] for v in found[starts[a] : starts[a + 1]]] for a in range(len(source.elements))]
        while pending:
            values = next(pending[-1], None)
            if values is not None:
                for x, v in zip(new[len(pending) - 1], values, strict=True):
                    found[x] = v
                break
            pending.pop()
        else:
            return


def propagated(root: int, t: int, below: list[list[int]], above: list[list[int]]) -> dict[int, int] | None:
    """What everything below the root goes to when the root goes to t; None when that is not well defined."""
    image = {root: t}
    pending = [root]
    while pending:
        x = pending.pop()
        for y, v in zip(below[x], above[image[x]], strict=True):
            if y not in image:
                image[y] = v
                pending.append(y)
            elif image[y] != v:
                return None
    return image


def composed(after: Sequence[Sequence[int]], before: Sequence[Sequence[int]]) -> Components:
    """The components of `after . before`."""
    return [[after[a][v] for v in values] for a, values in enumerate(before)]


def identity(task: Task) -> Components:
    """The components of the identity."""
    return [list(range(len(members))) for members in task.elements]


def subtask(of: Task, kept: Sequence[Sequence[int]], name: str = "") -> Task:
    """The part of a task with these elements, by their numbers at each object, which restrictions do not leave."""
    number = [{v: i for i, v in enumerate(values)} for values in kept]
    elements = [[of.elements[a][v] for v in values] for a, values in enumerate(kept)]
    action = [
        [number[generator.source][int(of.action[g][v])] for v in kept[generator.target]]
        for g, generator in enumerate(of.category.generators)
    ]
    return Task(of.category, elements, action, name=name, arrows_into=of.arrows_into)


def image(transformation: Transformation, name: str = "") -> Task:
    """The image of a transformation: the subtask of its target that it hits (Mac Lane VIII.1, for presheaves)."""
    made = subtask(transformation.target, [sorted(set(values)) for values in transformation.components], name)
    made.origin = Origin("image", (transformation,))
    return made
