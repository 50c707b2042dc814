"""Isomorphisms of finite presheaves.

A natural map is fixed by the images of generators, and an isomorphism matches connected components with
isomorphic ones. Elements are first coloured by what restriction can see of them (colour refinement; Weisfeiler
and Leman 1968), which tells most non-isomorphic tasks apart and leaves few images to try.
"""

from __future__ import annotations

from catproof.core.generation import components, edges, maximal_classes
from catproof.core.task import Task


def isomorphism(left: Task, right: Task) -> list[list[int]] | None:
    """A natural isomorphism left -> right as its components on numbers of elements, or None if there is none."""
    if left.size != right.size or [len(x) for x in left.elements] != [len(x) for x in right.elements]:
        return None
    maximal = maximal_classes(left)
    if sorted(map(len, maximal)) != sorted(map(len, maximal_classes(right))):
        return None
    sides = (left, right)
    forward = [edges(task) for task in sides]
    colours = _colours(left, right, forward)
    if sorted(colours[0]) != sorted(colours[1]):
        return None
    roots = {cls[0] for cls in maximal}
    kinds: dict[tuple[int, ...], list[list[int]]] = {}
    for part in components(right):
        kinds.setdefault(tuple(sorted(colours[1][y] for y in part)), []).append(part)
    image: dict[int, int] = {}
    for part in components(left):
        alike = kinds.get(tuple(sorted(colours[0][x] for x in part)), [])
        generators = _in_touch([x for x in part if x in roots], forward[0])
        for k, other in enumerate(alike):
            found = _match(generators, other, forward, colours)
            if found is not None:
                image.update(found)
                del alike[k]
                break
        else:
            return None
    return [
        [image[left.start[a] + j] - right.start[a] for j in range(len(members))]
        for a, members in enumerate(left.elements)
    ]


def _colours(left: Task, right: Task, forward: list[list[list[int]]]) -> list[list[int]]:
    """A stable colouring of both tasks with one palette: equal where the elements look alike so far."""
    colours = [[a for a, members in enumerate(task.elements) for _ in members] for task in (left, right)]
    number = len(set(colours[0]))
    width = len(left.category.generators)
    while True:
        palette: dict[object, int] = {}
        refined = []
        for side in (0, 1):
            colour, targets = colours[side], forward[side]
            arriving: list[list[int]] = [[] for _ in colour]
            for own, reached in zip(colour, targets, strict=True):
                code = own * width  # with k added, a number for the pair of the colour and the place k
                for y in reached:
                    arriving[y].append(code)
                    code += 1
            refined.append(
                [
                    palette.setdefault((own, *map(colour.__getitem__, reached), *sorted(above)), len(palette))
                    for own, reached, above in zip(colour, targets, arriving, strict=True)
                ]
            )
        colours = refined
        now = len(set(colours[0]))
        if now == number or sorted(colours[0]) != sorted(colours[1]):
            return colours
        number = now


def _in_touch(generators: list[int], forward: list[list[int]]) -> list[int]:
    """The generators in an order in which each has a restriction in common with an earlier one: wrong images then meet
    a contradiction soon."""
    below: dict[int, list[int]] = {}
    above: dict[int, list[int]] = {}
    for g in generators:
        seen, reached = {g}, [g]
        for x in reached:
            above.setdefault(x, []).append(g)
            for y in forward[x]:
                if y not in seen:
                    seen.add(y)
                    reached.append(y)
        below[g] = reached
    order: dict[int, None] = {}
    for start in generators:
        pending = [start]
        for g in pending:
            if g not in order:
                order[g] = None
                pending.extend(h for x in below[g] for h in above.pop(x, ()))
    return list(order)


def _match(
    generators: list[int], other: list[int], forward: list[list[list[int]]], colours: list[list[int]]
) -> dict[int, int] | None:
    """An isomorphism from the component with these generators to the component `other`, by backtracking."""
    choices = [[t for t in other if colours[1][t] == colours[0][g]] for g in generators]
    image: dict[int, int] = {}
    used: dict[int, int] = {}
    trail: list[list[int]] = []
    tried = [0] * len(generators)

    def assign(x: int, t: int) -> list[int] | None:
        new: list[int] = []
        pending = [(x, t)]
        while pending:
            x, t = pending.pop()
            if x in image:
                if image[x] == t:
                    continue
            elif t not in used and colours[0][x] == colours[1][t]:
                image[x], used[t] = t, x
                new.append(x)
                pending.extend(zip(forward[0][x], forward[1][t], strict=True))
                continue
            undo(new)
            return None
        return new

    def undo(new: list[int]) -> None:
        for x in new:
            del used[image.pop(x)]

    depth = 0
    while depth < len(generators):
        if tried[depth] == len(choices[depth]):
            tried[depth] = 0
            depth -= 1
            if depth < 0:
                return None
            undo(trail.pop())
            continue
        t = choices[depth][tried[depth]]
        tried[depth] += 1
        new = assign(generators[depth], t)
        if new is not None:
            trail.append(new)
            depth += 1
    return image if len(image) == len(other) else None
