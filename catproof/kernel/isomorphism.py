"""Isomorphism of finite presheaves: a given one is checked, and its absence is found by exhausting the maps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catproof.kernel.tables import Task, index


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
    greedily, component by component. Within one, a natural map is fixed by the images of generators: try all.
    """
    parts: dict[int, list[int]] = {}
    for x, k in enumerate(left.component()):
        parts.setdefault(k, []).append(x)
    others: dict[int, list[int]] = {}
    for y, k in enumerate(right.component()):
        others.setdefault(k, []).append(y)
    free = list(others.values())
    for part in parts.values():
        for k, other in enumerate(free):
            if len(other) == len(part) and _extend(left, right, _generators(left, part), other, {}, set()):
                del free[k]
                break
        else:
            return True
    return bool(free)


def _generators(task: Task, part: list[int]) -> list[int]:
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


def _extend(
    left: Task, right: Task, generators: list[int], targets: list[int], image: dict[int, int], used: set[int]
) -> bool:
    """Can the partial map be extended to all generators, one to one?"""
    if not generators:
        return len(used) == len(targets)
    first, rest = generators[0], generators[1:]
    for t in targets:
        if right.at[t] != left.at[first] or t in used:
            continue
        extended, taken = dict(image), set(used)
        if _assign(left, right, first, t, extended, taken) and _extend(left, right, rest, targets, extended, taken):
            return True
    return False


def _assign(left: Task, right: Task, x: int, t: int, image: dict[int, int], used: set[int]) -> bool:
    pending = [(x, t)]
    while pending:
        x, t = pending.pop()
        if x in image:
            if image[x] != t:
                return False
            continue
        if t in used:
            return False
        image[x] = t
        used.add(t)
        pending.extend(zip(left.edges[x], right.edges[t], strict=True))
    return True


def natural_maps(left: Task, right: Task) -> Iterator[list[int]]:
    """All natural maps left -> right, each as the images of all elements, numbered over all objects.

    A map is fixed by the images of generators; each choice is followed along the restrictions.
    """
    generators = _generators(left, list(range(len(left.at))))

    def extend(k: int, image: dict[int, int]) -> Iterator[list[int]]:
        if k == len(generators):
            yield [image[x] for x in range(len(left.at))]
            return
        at = left.at[generators[k]]
        for t in range(right.start[at], right.start[at + 1]):
            extended = dict(image)
            if _follow(left, right, generators[k], t, extended):
                yield from extend(k + 1, extended)

    return extend(0, {})


def _follow(left: Task, right: Task, x: int, t: int, image: dict[int, int]) -> bool:
    """Send x to t and its restrictions where they must go; False when that contradicts the map so far."""
    pending = [(x, t)]
    while pending:
        x, t = pending.pop()
        if image.setdefault(x, t) != t:
            return False
        pending.extend((y, v) for y, v in zip(left.edges[x], right.edges[t], strict=True) if image.get(y) != v)
    return True
