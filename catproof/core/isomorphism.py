"""Isomorphisms of finite presheaves, and of preorders.

A natural map is fixed by the images of generators, and an isomorphism matches connected components with
isomorphic ones. Elements are first coloured by what restriction can see of them (colour refinement; Weisfeiler
and Leman 1968), which tells most non-isomorphic tasks apart and leaves few images to try.

A partial order is given by its covering pairs: with them for elements, which restrict to their two ends, it is a task
on the category of graphs. In a preorder what is below each other is one element, coloured by how many there are.
"""

from __future__ import annotations

from catproof.core.generation import components, connected, edges, maximal_classes
from catproof.core.order import Order, covering
from catproof.core.refinement import matched_parts, stable
from catproof.core.task import Task


def isomorphism(left: Task, right: Task) -> list[list[int]] | None:
    """A natural isomorphism left -> right as its components on numbers of elements, or None if there is none."""
    if left.size != right.size or [len(x) for x in left.elements] != [len(x) for x in right.elements]:
        return None
    if _arrivals(left) != _arrivals(right):
        return None
    maximal = maximal_classes(left)
    if sorted(map(len, maximal)) != sorted(map(len, maximal_classes(right))):
        return None
    sides = (left, right)
    colours = refined(left, right)
    if sorted(colours[0]) != sorted(colours[1]):
        return None
    image = matched_parts([edges(task) for task in sides], colours, [components(task) for task in sides])
    if image is None:
        return None
    return [
        [image[left.start[a] + j] - right.start[a] for j in range(len(members))]
        for a, members in enumerate(left.elements)
    ]


def isomorphic_orders(left: Order, right: Order) -> list[int] | None:
    """An isomorphism of preorders left -> right by its values on elements, or None if there is none."""
    if left.count != right.count:
        return None
    one, other = _Covers(left), _Covers(right)
    below = [one.below, other.below]
    colours = stable(below, [one.colours, other.colours])
    image = None if colours is None else matched_parts(below, colours, [connected(part) for part in below])
    if image is None:
        return None
    found = [0] * left.count
    for k, members in enumerate(one.members):
        for a, b in zip(members, other.members[image[k]], strict=True):
            found[a] = b
    return found


class _Covers:
    """A preorder as a graph: what is below each other as one vertex, by its members, and edges, the covering pairs."""

    def __init__(self, order: Order) -> None:
        least, classes = order.classes
        inside: dict[int, list[int]] = {}
        for a, first in enumerate(least):
            inside.setdefault(first, []).append(a)
        place = {first: k for k, first in enumerate(inside)}
        pairs = sorted(set(zip(classes.smaller, classes.larger, strict=True)))
        self.members = list(inside.values())
        edges = [[place[a], place[b]] for a, b in covering(order.count, pairs)]
        self.below: list[list[int]] = [*([] for _ in self.members), *edges]
        self.colours = [*map(len, self.members), *(0 for _ in edges)]


def _arrivals(task: Task) -> list[tuple[int, tuple[int, ...]]]:
    """What tells most tasks apart: how often the elements at each object are restrictions."""
    if task.arrivals is None:
        number = [0] * task.size
        for targets in edges(task):
            for y in targets:
                number[y] += 1
        task.arrivals = [(a, tuple(sorted(number[task.start[a] : task.start[a + 1]]))) for a in task.sizes()]
    return task.arrivals


def refined(left: Task, right: Task) -> list[list[int]]:
    """The colours of the elements of two tasks on one category by colour refinement (Weisfeiler and Leman 1968), with
    one palette: equal where elements look alike. It ends as soon as there are not equally many of each colour."""
    forward = [edges(task) for task in (left, right)]
    colours = [[a for a, members in enumerate(task.elements) for _ in members] for task in (left, right)]
    number = len(set(colours[0]))
    width = len(left.category.generators)
    while True:
        palette: dict[object, int] = {}
        found = []
        for side in (0, 1):
            colour, targets = colours[side], forward[side]
            arriving: list[list[int]] = [[] for _ in colour]
            for own, reached in zip(colour, targets, strict=True):
                code = own * width  # with k added, a number for the pair of the colour and the place k
                for y in reached:
                    arriving[y].append(code)
                    code += 1
            found.append(
                [
                    palette.setdefault((own, *map(colour.__getitem__, reached), *sorted(above)), len(palette))
                    for own, reached, above in zip(colour, targets, arriving, strict=True)
                ]
            )
        colours = found
        now = len(set(colours[0]))
        if now == number or sorted(colours[0]) != sorted(colours[1]):
            return colours
        number = now
