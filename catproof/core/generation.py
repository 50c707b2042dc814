"""Which elements of a task generate it: the maximal classes of "x is a restriction of y".

The strongly connected classes that no element outside restricts into are the maximal ones. A set of elements
generates T iff it has an element in each, so their number is the least number of generators, the prompt rank
(the least k with an epimorphism y(P1) + ... + y(Pk) -> T).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeGuard

from catproof.core.classes import Classes
from catproof.core.deadline import load
from catproof.core.sparse import OneEach
from catproof.core.task import SparseTask, Task

if TYPE_CHECKING:
    from numpy.typing import NDArray

MANY = 50_000
"""From this many elements on, arrays and scipy are worth the time it takes to import them."""

KEPT = 1000
"""Up to this many elements the restrictions of a task and its maximal classes are worth the room they take."""


def compact(task: Task) -> bool:
    """Is the task so large that evidence about it names elements, and not whole classes?"""
    return task.size >= MANY or isinstance(task, SparseTask)


def edges(task: Task) -> list[list[int]]:
    """For each element (numbered over all objects) its restrictions along the generating arrows into its object. They
    are kept with a small task."""
    if isinstance(task, SparseTask):
        return task.edges()
    if task.below is not None:
        return task.below
    targets: list[list[int]] = []
    sources = task.category.quiver.source
    for members, into in zip(task.elements, task.category.incoming, strict=True):
        if not into or not members:
            targets += [[] for _ in members]
            continue
        columns = []
        for g in into:
            source = task.start[sources[g]]
            columns.append([source + int(value) for value in task.action[g]])
        targets += map(list, zip(*columns, strict=True))
    if task.size <= KEPT:
        task.below = targets
    return targets


def _label_set(task: Task) -> TypeGuard[SparseTask]:
    """Is it a label set on a partial order?"""
    order = task.category.order
    one_each = isinstance(task, SparseTask) and isinstance(task.members, OneEach)
    return one_each and order is not None and order.antisymmetric


def generators(task: Task) -> list[int]:
    """One element of each maximal class: as few elements as generate the task, in the order of their numbers."""
    if _label_set(task):
        return task.restrictions().highest
    if task.size >= MANY and not isinstance(task, SparseTask):
        return _generators_with_arrays(task)
    return sorted(cls[0] for cls in maximal_classes(task))


def far_apart(task: Task) -> list[int]:
    """Elements of two maximal classes: no element restricts to both. One where there is one class, which it is of; none
    where the task has no elements."""
    if task.size >= MANY and not isinstance(task, SparseTask):
        found: list[int] = _without_source(*edge_arrays(task), task.size)[:2].tolist()
        return found if len(found) == 2 else _generators_with_arrays(task)[:2]
    return generators(task)[:2]


def _starts(order: Iterable[int], targets: list[list[int]]) -> list[int]:
    """The elements that are not reached from earlier ones in the order."""
    starts = []
    reached = bytearray(len(targets))
    for x in order:
        if not reached[x]:
            starts.append(x)
            reached[x] = 1
            pending = [x]
            while pending:
                for y in targets[pending.pop()]:
                    if not reached[y]:
                        reached[y] = 1
                        pending.append(y)
    return starts


def maximal_classes(task: Task) -> list[list[int]]:
    """The maximal classes, each as a sorted list of element numbers, in the order of their first elements.

    Linear: two passes. The first starts at each element not reached yet, so that its starts reach everything, and a
    later start is not reached from an earlier one. Hence in reverse order a start not reached from those before lies in
    a maximal class (the last of Kosaraju's finishing times in its tree; Cormen et al., *Introduction to Algorithms*,
    20.5), and all that restricts to it lies in the same class.
    """
    if isinstance(task, SparseTask) and task.category.order is not None and task.category.order.antisymmetric:
        return (
            [[x] for x in generators(task)]
            if isinstance(task.members, OneEach)
            else [[x] for x in _never_reached(task.edges())]
        )
    if task.size >= MANY:
        return _with_arrays(task)
    if task.maximal is not None:
        return task.maximal
    targets = edges(task)
    starts = _starts(range(task.size), targets)
    chosen = _starts(reversed(starts), targets) if len(starts) > 1 else starts
    sources: list[list[int]] = [[] for _ in targets]
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
    classes.sort()
    if task.size <= KEPT:
        task.maximal = classes
    return classes


def first_meeting(task: Task, roots: list[int]) -> tuple[int, int, int] | None:
    """Two of the roots and an element that both reach, or None. Linear."""
    if len(roots) < 2 or (_label_set(task) and task.restrictions().highest == roots and task.restrictions().alone()):
        return None
    targets = edges(task)
    owner = [-1] * task.size
    for k, root in enumerate(roots):
        pending = [root]
        owner[root] = k
        while pending:
            for y in targets[pending.pop()]:
                if owner[y] < 0:
                    owner[y] = k
                    pending.append(y)
                elif owner[y] != k:
                    return roots[owner[y]], root, y
    return None


def _never_reached(targets: list[list[int]]) -> list[int]:
    reached = bytearray(len(targets))
    for values in targets:
        for y in values:
            reached[y] = 1
    return [x for x, r in enumerate(reached) if not r]


def edge_arrays(task: Task) -> tuple[NDArray[Any], NDArray[Any]]:
    """The pairs (element, restriction of it along a generating arrow) as two integer arrays."""
    load("numpy")
    import numpy as np

    kind = np.int32 if task.size < 2**31 else np.int64
    if isinstance(task, SparseTask):
        below = task.edges()
        counts = np.fromiter(map(len, below), np.int64, task.size)
        flat = [y for values in below for y in values]
        return np.repeat(np.arange(task.size, dtype=kind), counts), np.asarray(flat, dtype=kind)
    sources, targets = task.category.quiver.source, task.category.quiver.target
    froms, tos = [np.empty(0, kind)], [np.empty(0, kind)]
    for g, action in enumerate(task.action):
        start = task.start[targets[g]]
        froms.append(np.arange(start, start + len(action), dtype=kind))
        tos.append(np.add(action, task.start[sources[g]], dtype=kind, casting="unsafe"))
    return np.concatenate(froms), np.concatenate(tos)


def _without_source(froms: NDArray[Any], tos: NDArray[Any], size: int) -> NDArray[Any]:
    """The elements that are no restriction of another one."""
    load("numpy")
    import numpy as np

    entered = np.zeros(size, bool)
    other = froms != tos
    entered[tos if other.all() else tos[other]] = True
    return np.flatnonzero(~entered)


def _generators_with_arrays(task: Task) -> list[int]:
    """One element of each maximal class, in a bounded number of passes.

    An element that is no restriction is a class of its own. What these do not reach has the other classes: strongly
    connected ones that nothing enters. Most tasks have none of them, and need no search for them.
    """
    load("numpy", "scipy.sparse", "scipy.sparse.csgraph")
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order, connected_components

    froms, tos = edge_arrays(task)
    sources = _without_source(froms, tos, task.size)
    inside = np.ones(task.size, bool)
    if len(sources):
        # From one more element that restricts to all of them.
        top = np.full(len(sources), task.size, froms.dtype)
        ends = np.concatenate([froms, top]), np.concatenate([tos, sources.astype(froms.dtype)])
        shape = (task.size + 1, task.size + 1)
        reached = breadth_first_order(
            csr_array((np.ones(len(ends[0]), np.int8), ends), shape=shape), task.size, return_predecessors=False
        )
        if len(reached) == task.size + 1:
            return [int(x) for x in sources]
        inside[reached[1:]] = False
    number = np.cumsum(inside) - 1
    rest = np.flatnonzero(inside)
    kept = inside[tos]  # nothing reached restricts to one of these
    froms, tos = number[froms[kept]], number[tos[kept]]
    graph = csr_array((np.ones(len(froms), np.int8), (froms, tos)), shape=(len(rest), len(rest)))
    count, label = connected_components(graph, directed=True, connection="strong")
    entered = np.zeros(count, bool)
    entered[label[tos[label[froms] != label[tos]]]] = True
    _, first = np.unique(label, return_index=True)
    others = rest[first[~entered]]
    return sorted([*sources.tolist(), *others.tolist()])


def _with_arrays(task: Task) -> list[list[int]]:
    load("numpy", "scipy.sparse", "scipy.sparse.csgraph")
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


def connected(below: Sequence[Sequence[int]]) -> list[list[int]]:
    """The connected parts of what goes from each x to all of `below[x]`, each sorted, in the order of their first
    elements."""
    classes = Classes(len(below))
    for x, values in enumerate(below):
        for y in values:
            classes.unite(x, y)
    parts: dict[int, list[int]] = {}
    for x in range(len(below)):
        parts.setdefault(classes.find(x), []).append(x)
    return list(parts.values())


def components(task: Task) -> list[list[int]]:
    """The connected components of the elements, each sorted, in the order of their first elements."""
    if task.size >= MANY:
        load("numpy", "scipy.sparse", "scipy.sparse.csgraph")
        import numpy as np
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        froms, tos = edge_arrays(task)
        graph = csr_array((np.ones(len(froms), np.int8), (froms, tos)), shape=(task.size, task.size))
        _, label = connected_components(graph, directed=False)
        order = np.argsort(label, kind="stable")
        return _grouped(order.tolist(), np.flatnonzero(np.diff(label[order])) + 1)
    return connected(edges(task))


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


def injective(task: Task, at: int, element: int) -> bool:
    """Is the map y(P) -> T that an element of T(P), P = `at`, names injective? Ends at the first two arrows of one
    value."""
    below, column = edges(task), task.category.column
    value, seen = [element], {element}
    for x, g in task.category.hom(at).parent[1:]:
        y = below[value[x]][column[g]]
        if y in seen:
            return False
        seen.add(y)
        value.append(y)
    return True
