"""Which elements of a task generate it: the maximal classes of "x is a restriction of y".

The strongly connected classes that no element outside restricts into are the maximal ones. A set of elements
generates T iff it has an element in each, so their number is the least number of generators, the prompt rank
(the least k with an epimorphism y(P1) + ... + y(Pk) -> T).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from catproof.core.task import Task

if TYPE_CHECKING:
    from numpy.typing import NDArray

MANY = 50_000
"""From this many elements on, arrays and scipy are worth the time it takes to import them."""

KEPT = 1000
"""Up to this many elements the restrictions of a task are worth the room they take."""


def edges(task: Task) -> list[list[int]]:
    """For each element (numbered over all objects) its restrictions along the generating arrows into its object. They
    are kept with a small task."""
    if task.below is not None:
        return task.below
    targets: list[list[int]] = [[] for _ in range(task.size)]
    for b, into in enumerate(task.category.incoming):
        start = task.start[b]
        for g in into:
            source = task.start[task.category.generators[g].source]
            for j, value in enumerate(task.action[g]):
                targets[start + j].append(source + int(value))
    if task.size <= KEPT:
        task.below = targets
    return targets


def generators(task: Task) -> list[int]:
    """One element of each maximal class: as few elements as generate the task, in the order of their numbers."""
    return sorted(cls[0] for cls in maximal_classes(task))


def maximal_classes(task: Task) -> list[list[int]]:
    """The maximal classes, each as a sorted list of element numbers, in the order of their first elements.

    Linear: two depth-first passes. In order of decreasing finishing time, an element not yet reached from an
    earlier one lies in a maximal class (as in Kosaraju's algorithm; Cormen et al., *Introduction to Algorithms*,
    20.5), and all that restricts to it lies in the same class.
    """
    if task.size >= MANY:
        return _with_arrays(task)
    targets = edges(task)
    finished: list[int] = []
    seen = bytearray(task.size)
    for start in range(task.size):
        if seen[start]:
            continue
        seen[start] = 1
        stack = [(start, iter(targets[start]))]
        while stack:
            x, rest = stack[-1]
            for y in rest:
                if not seen[y]:
                    seen[y] = 1
                    stack.append((y, iter(targets[y])))
                    break
            else:
                finished.append(x)
                stack.pop()
    chosen = []
    reached = bytearray(task.size)
    for x in reversed(finished):
        if not reached[x]:
            chosen.append(x)
            reached[x] = 1
            pending = [x]
            while pending:
                for y in targets[pending.pop()]:
                    if not reached[y]:
                        reached[y] = 1
                        pending.append(y)
    sources: list[list[int]] = [[] for _ in range(task.size)]
    for x, values in enumerate(targets):
        for y in values:
            sources[y].append(x)
    classes = []
    for x in chosen:
        members, pending = {x}, [x]
        while pending:
            for y in sources[pending.pop()]:
                if y not in members:
                    members.add(y)
                    pending.append(y)
        classes.append(sorted(members))
    return sorted(classes)


def edge_arrays(task: Task) -> tuple[NDArray[Any], NDArray[Any]]:
    """The pairs (element, restriction of it along a generating arrow) as two integer arrays."""
    import numpy as np

    froms, tos = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for g, generator in enumerate(task.category.generators):
        count = len(task.elements[generator.target])
        froms.append(np.arange(count, dtype=np.int64) + task.start[generator.target])
        tos.append(np.asarray(task.action[g], dtype=np.int64) + task.start[generator.source])
    return np.concatenate(froms), np.concatenate(tos)


def _with_arrays(task: Task) -> list[list[int]]:
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    froms, tos = edge_arrays(task)
    graph = csr_array((np.ones(len(froms), np.int8), (froms, tos)), shape=(task.size, task.size))
    count, label = connected_components(graph, directed=True, connection="strong")
    entered = np.zeros(count, bool)
    crossing = label[froms] != label[tos]
    entered[label[tos[crossing]]] = True
    members = np.flatnonzero(~entered[label])
    order = np.argsort(label[members], kind="stable")
    return _grouped(members[order].tolist(), np.flatnonzero(np.diff(label[members][order])) + 1)


def _grouped(members: list[int], split: NDArray[Any]) -> list[list[int]]:
    """The list cut at the given places, the pieces in the order of their first elements."""
    bounds = [0, *split.tolist(), len(members)]
    return sorted(members[i:j] for i, j in pairwise(bounds) if i < j)


def components(task: Task) -> list[list[int]]:
    """The connected components of the elements, each sorted, in the order of their first elements."""
    if task.size >= MANY:
        import numpy as np
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        froms, tos = edge_arrays(task)
        graph = csr_array((np.ones(len(froms), np.int8), (froms, tos)), shape=(task.size, task.size))
        _, label = connected_components(graph, directed=False)
        order = np.argsort(label, kind="stable")
        return _grouped(order.tolist(), np.flatnonzero(np.diff(label[order])) + 1)
    root = list(range(task.size))

    def find(x: int) -> int:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for x, values in enumerate(edges(task)):
        for y in values:
            a, b = find(x), find(y)
            if a != b:
                root[max(a, b)] = min(a, b)
    parts: dict[int, list[int]] = {}
    for x in range(task.size):
        parts.setdefault(find(x), []).append(x)
    return list(parts.values())


def values(task: Task, element: int) -> list[int]:
    """The map y(P) -> T that the element u of T(P) names (Yoneda lemma): for each arrow into P, in order, the
    number of the restriction of u along it."""
    u = task.element(element)
    hom = task.category.hom(u.object)
    value = [u.number] * len(hom.at)
    for f in range(1, len(value)):
        x, g = hom.parent[f]
        value[f] = int(task.action[g][value[x]])
    return [task.start[a] + v for a, v in zip(hom.at, value, strict=True)]
