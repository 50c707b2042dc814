"""Isomorphism of finite presheaves: a given one is checked, and its absence is found by exhausting the maps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from catproof.kernel.backtracking import extensions
from catproof.kernel.refinement import isomorphic
from catproof.kernel.rejection import index
from catproof.kernel.tables import Task

ROUNDS = 2
"""Rounds of refinement that tell most tasks apart before maps between them are tried."""


def is_isomorphism(left: Task, right: Task, components: Any) -> bool:
    """`components[a][j]` is the image at object a of element j: bijective at each object and natural."""
    if left.sizes != right.sizes or len(components) != len(left.sizes):
        return False
    image = []
    for a, values in enumerate(components):
        image += [right.start[a] + index(v, right.sizes[a], "value of a map") for v in values]
    if len(image) != len(left.at) or len(set(image)) != len(image):
        return False
    if any(left.at[x] != right.at[y] for x, y in enumerate(image)):
        return False
    return all([image[y] for y in targets] == right.edges[image[x]] for x, targets in enumerate(left.edges))


def exhausted(left: Task, right: Task) -> bool:
    """True when there is no isomorphism left -> right.

    An isomorphism matches connected components with isomorphic ones, and being isomorphic is transitive: so match
    greedily, component by component. Within one, colours that an isomorphism keeps are refined; where that does not
    decide, an element is paired with each of its colour in turn (`refinement.py`).
    """
    colours = _colours(left, right)
    if sorted(colours[0]) != sorted(colours[1]):
        return True
    parts, others = (list(_parts(task).values()) for task in (left, right))
    kinds: dict[Any, list[list[int]]] = {}
    for other in others:
        kinds.setdefault(tuple(sorted(colours[1][y] for y in other)), []).append(other)
    for part in parts:
        alike = kinds.get(tuple(sorted(colours[0][x] for x in part)), [])
        for k, other in enumerate(alike):
            looks = [*(colours[0][x] for x in part), *(colours[1][y] for y in other)]
            if isomorphic(_joined(left, part) + _joined(right, other), looks):
                del alike[k]
                break
        else:
            return True
    return False


class Invariants:
    """What isomorphic tasks share: the colours of their elements after some rounds of refinement, from one palette for
    all tasks that are compared. Rounds are made as they are needed."""

    def __init__(self) -> None:
        self._palette: dict[Any, int] = {}
        self._known: dict[Task, list[tuple[list[int], tuple[int, ...]]]] = {}
        """For each task the colours of its elements after no round, one round, ..., and what `of` gives for these."""

    def of(self, task: Task, rounds: int) -> tuple[int, ...]:
        """Equal for isomorphic tasks on one category."""
        known, palette = self._known.setdefault(task, [(task.at, ())]), self._palette
        while len(known) <= rounds:
            colours = [palette.setdefault(look, len(palette)) for look in _looks(task, known[-1][0])]
            known.append((colours, tuple(sorted(colours))))
        return known[rounds][1]

    def alike(self, left: Task, right: Task) -> bool:
        """False only where two tasks on one category are not isomorphic."""
        return left.sizes == right.sizes and all(
            self.of(left, rounds) == self.of(right, rounds) for rounds in range(1, ROUNDS + 1)
        )

    def groups(self, tasks: list[Task]) -> list[list[Task]]:
        """The tasks, all on one category, in groups: isomorphic ones are in one."""
        groups = [tasks]
        for rounds in range(1, ROUNDS + 1):
            finer: list[list[Task]] = []
            for group in groups:
                if len(group) == 1:
                    finer.append(group)
                    continue
                split: dict[tuple[int, ...], list[Task]] = {}
                for task in group:
                    split.setdefault(self.of(task, rounds), []).append(task)
                finer += split.values()
            groups = finer
        return groups


def _looks(task: Task, colour: list[int]) -> list[Any]:
    """For each element its colour, the colours it restricts to, and those that restrict to it."""
    above: list[list[int]] = [[] for _ in colour]
    width = len(task.category.ends)
    for own, targets in zip(colour, task.edges, strict=True):
        code = own * width  # with k added, a number for the pair of the colour and the place k
        for y in targets:
            above[y].append(code)
            code += 1
    return [
        (own, *map(colour.__getitem__, targets), *sorted(arriving))
        for own, targets, arriving in zip(colour, task.edges, above, strict=True)
    ]


def _joined(task: Task, part: list[int]) -> list[list[int]]:
    """The restrictions of the elements of a component, numbered within it."""
    place = {x: i for i, x in enumerate(part)}
    return [[place[y] for y in task.edges[x]] for x in part]


def _parts(task: Task) -> dict[int, list[int]]:
    """The connected components."""
    parts: dict[int, list[int]] = {}
    for x, k in enumerate(task.component()):
        parts.setdefault(k, []).append(x)
    return parts


def _colours(left: Task, right: Task) -> list[list[int]]:
    """Colours of the elements of both, that every isomorphism keeps: refined by the colours that an element restricts
    to, and that restrict to it, until no more are told apart."""
    colours = [list(left.at), list(right.at)]
    number = 0
    while True:
        palette: dict[Any, int] = {}
        refined = []
        for task, colour in zip((left, right), colours, strict=True):
            refined.append([palette.setdefault(look, len(palette)) for look in _looks(task, colour)])
        colours = refined
        if len(palette) == number or set(colours[0]) != set(colours[1]):
            return colours
        number = len(palette)


def generators_of(task: Task, part: list[int]) -> list[int]:
    """Few elements that everything in the part is a restriction of: those no later one of them reaches."""
    seen: set[int] = set()
    finished: list[int] = []
    for start in part:
        stack = [(start, 0)]
        while stack:
            x, k = stack.pop()
            if k == 0:
                if x in seen:
                    continue
                seen.add(x)
            if k < len(task.edges[x]):
                stack.append((x, k + 1))
                if task.edges[x][k] not in seen:
                    stack.append((task.edges[x][k], 0))
            else:
                finished.append(x)
    chosen: list[int] = []
    covered: set[int] = set()
    for x in reversed(finished):
        if x not in covered:
            chosen.append(x)
            covered |= task.below([x])
    return chosen


def own_isomorphisms(task: Task) -> int:
    """How many natural isomorphisms there are from the task to itself."""
    colour, _ = _colours(task, task)
    return sum(len(set(image)) == len(image) for image in natural_maps(task, task, colour))


def natural_maps(left: Task, right: Task, colour: Sequence[int] | None = None) -> Iterator[list[int]]:
    """All natural maps left -> right, each as the images of all elements, numbered over all objects; of a task to
    itself, where elements have colours, those that keep the colours of generators.

    A map is fixed by the images of generators; each choice is followed along the restrictions.
    """
    generators = generators_of(left, list(range(len(left.at))))
    image: dict[int, int] = {}

    def following(chosen: Sequence[list[int]]) -> Iterator[list[int]]:
        root = generators[len(chosen)]
        at = left.at[root]
        for t in range(right.start[at], right.start[at + 1]):
            new = None if colour and colour[t] != colour[root] else _follow(left, right, root, t, image)
            if new is not None:
                yield new
                for x in new:
                    del image[x]

    for _ in extensions(len(generators), following):
        yield [image[x] for x in range(len(left.at))]


def _follow(left: Task, right: Task, x: int, t: int, image: dict[int, int]) -> list[int] | None:
    """Send x to t and its restrictions where they must go: what is newly sent; or None, and nothing is changed, when
    that contradicts the map so far."""
    new: list[int] = []
    pending = [(x, t)]
    while pending:
        x, t = pending.pop()
        if x not in image:
            image[x] = t
            new.append(x)
            pending.extend(zip(left.edges[x], right.edges[t], strict=True))
        elif image[x] != t:
            for y in new:
                del image[y]
            return None
    return new
