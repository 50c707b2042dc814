"""Left Kan extensions of large tasks, on arrays.

Lan_F T at d is the colimit of T(c) over the arrows d -> F c: elements (h, x) for an arrow h : d -> F c and an x of
T(c), where (F(g) . h, y) is the same as (h, y|g) for each generating arrow g : c -> c' and y of T(c') (Mac Lane X.3,
the coend formula). The elements with one h are a block, as large as T(c). For most blocks one of these equations says
where all of the block goes, and it needs no elements of its own; the equations that are left are edges of a graph,
whose connected components are the elements of the extension. Each step is a few passes over arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from catproof.core.deadline import load
from catproof.core.functor import Functor
from catproof.core.label import Label, show
from catproof.core.limits import LimitReached, reserve
from catproof.core.task import Task

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from catproof.core.category import Category, Hom

LARGE = 1000
"""From so many elements on arrays pay."""

MOST_BLOCKS = 10_000
MOST_NODES = 10**9


class _Block(NamedTuple):
    """Where the elements of a block are: in the block `root`, at the numbers `at` (None: each at its own)."""

    root: int
    at: NDArray[Any] | None


def lan_on_arrays(functor: Functor, task: Task, name: str) -> tuple[Task, list[Any]] | None:
    """Lan_F T and its unit, numbered and called as the chase does; None where it is no case for arrays.

    Raises `LimitReached` when it has more elements than the target's limit.
    """
    load("numpy")
    import numpy as np

    source, target = functor.source, functor.target
    if task.size < LARGE:
        return None
    used = [c for c in range(len(source.objects)) if len(task.elements[c])]
    try:
        homs = {c: target.hom(functor.on_objects[c]) for c in used}
    except LimitReached:
        return None
    sizes = {c: len(task.elements[c]) for c in used}
    if sum(len(h.at) for h in homs.values()) > MOST_BLOCKS:
        return None
    if sum(len(homs[c].at) * sizes[c] for c in used) > MOST_NODES:
        return None
    first: dict[int, int] = {}
    """The number of the first block of each object of the source."""
    blocks: list[tuple[int, int]] = []
    for c in used:
        first[c] = len(blocks)
        blocks += [(c, i) for i in range(len(homs[c].at))]
    merged = _merged(functor, task, homs, first, blocks)
    place, edges = merged
    offset, total = {}, 0
    for b, (c, _) in enumerate(blocks):
        if place[b].root == b:
            offset[b] = total
            total += sizes[c]

    what = f"the elements of {name or 'a left Kan extension'}"
    reserve((total * 6 + sum(len(by) for _, _, by in edges) * 6) * 8, what)

    def nodes(b: int) -> NDArray[Any]:
        root, at = place[b]
        start = offset[root]
        return np.arange(start, start + sizes[blocks[root][0]]) if at is None else at + start

    if not edges:
        _within(total, target, what)
    label = _components(total, [(nodes(b), _taken(nodes(other), by)) for b, other, by in edges])
    count = int(label.max()) + 1 if total else 0
    _within(count, target, what)
    # What an element is called and where it stands: its shortest word, then the first seed, then the first arrow.
    width = max(len(h.at) for h in homs.values())
    lengths = {c: _lengths(homs[c]) for c in used}
    key = np.full(count, np.iinfo(np.int64).max)
    object_of = np.zeros(count, np.int64)
    for b, (c, i) in enumerate(blocks):
        seeds = np.arange(task.start[c], task.start[c] + sizes[c], dtype=np.int64)
        found = label[nodes(b)]
        np.minimum.at(key, found, (lengths[c][i] * task.size + seeds) * width + i)
        if place[b].root == b:
            object_of[found] = homs[c].at[i]
    order = np.lexsort((key, object_of))
    starts = np.searchsorted(object_of[order], np.arange(len(target.objects) + 1))
    number = np.empty(count, np.int64)
    number[order] = np.arange(count) - starts[object_of[order]]
    elements = [
        _Labels(functor, task, key[order[starts[d] : starts[d + 1]]], width) for d in range(len(target.objects))
    ]
    action: list[Any] = [np.empty(len(elements[d]), np.int64) for d in target.quiver.target]
    for b, (c, i) in enumerate(blocks):
        if place[b].root == b:
            here = number[label[nodes(b)]]
            for k, g in enumerate(target.incoming[homs[c].at[i]]):
                action[g][here] = number[label[nodes(first[c] + homs[c].rows[i][k])]]
    unit: list[Any] = [number[label[nodes(first[c])]] if c in first else [] for c in range(len(source.objects))]
    return Task(target, elements, action, name=name), unit


def _within(count: int, target: Category, what: str) -> None:
    if count > target.limit:
        raise LimitReached(f"the enumeration of {what} went past the limit of {target.limit} arrows", "--limit")


def _taken(array: NDArray[Any], by: NDArray[Any] | None) -> NDArray[Any]:
    return array if by is None else array[by]


def _merged(
    functor: Functor, task: Task, homs: dict[int, Hom], first: dict[int, int], blocks: list[tuple[int, int]]
) -> tuple[list[_Block], list[tuple[int, int, NDArray[Any]]]]:
    """Which blocks go into others, and the equations left: (b, other, by) says that element y of block b is element
    by[y] of the other one."""
    load("numpy")
    import numpy as np

    to: list[tuple[int, NDArray[Any]] | None] = [None] * len(blocks)
    left: list[tuple[int, int, NDArray[Any]]] = []

    def top(b: int) -> int:
        while (step := to[b]) is not None:
            b = step[0]
        return b

    quiver = functor.source.quiver
    for g, (low, high) in enumerate(zip(quiver.source, quiver.target, strict=True)):
        if high not in first:
            continue
        action = np.asarray(task.action[g], dtype=np.int64)
        after = functor.target.postcompose(functor.on_generators[g])
        for i, k in enumerate(after):
            b, other = first[high] + k, first[low] + i
            if to[b] is None and top(other) != b:
                to[b] = (other, action)
            else:
                left.append((b, other, action))
    place: list[_Block | None] = [None] * len(blocks)
    for b in range(len(blocks)):
        chain = [b]
        while place[chain[-1]] is None and (step := to[chain[-1]]) is not None:
            chain.append(step[0])
        for x in reversed(chain):
            step = to[x]
            if place[x] is not None:
                continue
            if step is None:
                place[x] = _Block(x, None)
            else:
                above = place[step[0]]
                assert above is not None
                place[x] = _Block(above.root, step[1] if above.at is None else above.at[step[1]])
    return [found for found in place if found is not None], left


def _components(total: int, edges: list[tuple[NDArray[Any], NDArray[Any]]]) -> NDArray[Any]:
    """The number of the connected component of each node."""
    load("numpy")
    import numpy as np

    froms = [np.empty(0, np.int64), *(a for a, _ in edges)]
    tos = [np.empty(0, np.int64), *(b for _, b in edges)]
    left, right = np.concatenate(froms), np.concatenate(tos)
    kept = left != right
    left, right = left[kept], right[kept]
    if not len(left):
        return np.arange(total)
    load("scipy.sparse", "scipy.sparse.csgraph")
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    # Only what an edge touches can be merged.
    touched = np.zeros(total, bool)
    touched[left] = True
    touched[right] = True
    number = np.cumsum(touched, dtype=np.int32) - 1
    size = int(number[-1]) + 1
    graph = csr_array((np.ones(len(left), np.int8), (number[left], number[right])), shape=(size, size))
    count, found = connected_components(graph, directed=False)
    label = np.empty(total, np.int64)
    label[touched] = found
    label[~touched] = np.arange(count, count + total - size)
    return label


def _lengths(hom: Hom) -> list[int]:
    """The length of a shortest word of each arrow."""
    lengths = [0] * len(hom.at)
    for x in range(1, len(lengths)):
        lengths[x] = lengths[hom.parent[x][0]] + 1
    return lengths


class _Labels(Sequence[Label]):
    """What the elements at one object are called, put together when asked for: `(a, x)` for what comes from the
    element x of T(a), `(a, x)|word` for its restrictions."""

    def __init__(self, functor: Functor, task: Task, keys: NDArray[Any], width: int) -> None:
        self.functor = functor
        self.task = task
        self.keys = keys
        self.width = width

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, index: int) -> Label: ...
    @overload
    def __getitem__(self, index: slice) -> list[Label]: ...
    def __getitem__(self, index: int | slice) -> Label | list[Label]:
        if isinstance(index, slice):
            return [self[k] for k in range(*index.indices(len(self)))]
        rest, i = divmod(int(self.keys[index]), self.width)
        c, j = self.task.element(rest % self.task.size)
        label: Label = (self.task.category.objects[c], self.task.elements[c][j])
        if i == 0:
            return label
        at = self.functor.on_objects[c]
        return f"{show(label)}|{self.functor.target.show_word(self.functor.target.hom(at).word(i), at)}"
