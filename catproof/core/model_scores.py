"""What the scores of a model say of labels: prompts with a threshold, heads on the features, confusions, covers.

A table of distances, whole numbers on a grid, is a graded category over `metric` (Lawvere 1973): D[x, p] is how far x
is from p, 0 at x = p, with the triangle D[x, z] <= D[x, y] + D[y, z]. The prompt p with the threshold t accepts the x
with D[x, p] <= t. Everything here is exact: whole numbers and fractions of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from catproof.core.deadline import load
from catproof.core.label import Label
from catproof.core.limits import reserve

Array = NDArray[Any]

BLOCK = 2**22
"""Entries of a table that are worked on at once."""

SPAN = 2**16
"""Distances up to this are counted in an array of that length, larger ones by searching in order."""

LARGEST = 2**22
"""The largest distance, in steps of the grid."""

APART = 4 * LARGEST
"""The distance of what is infinitely far apart."""

NONE = 2 * APART
"""The distance of the nearest where there is none."""

MEASURES = ("f1", "jaccard", "missing")
"""How prompts are compared: by F1, by the Jaccard index (the same order), by what is missing and then what is extra."""


class Prompts(NamedTuple):
    """Prompts, and the distances to them: `distance[x, p]`."""

    names: Sequence[Label]
    distance: Array


class Scores:
    """The distances between named objects: `distance[x, p]`, of `grid` steps each unit. Prompts are the objects, or
    live elsewhere, where a functor sends these: then `prompts` are objects there, with the distances of values."""

    def __init__(
        self,
        names: Sequence[Label],
        distance: Array,
        grid: int,
        symmetric: bool = False,
        prompts: Prompts | None = None,
    ) -> None:
        self.names = names
        self.distance = distance
        self.grid = grid
        self.prompts = Prompts(names, distance) if prompts is None else prompts
        self.own = prompts is None
        """Are the prompts the objects?"""
        self.count = len(names)
        self.height = max(1, BLOCK // max(1, self.count))
        self.largest = max(int(each.max(initial=0)) for each in (distance, self.prompts.distance))
        self.diagonal = distance.diagonal()
        self.symmetric = symmetric
        self.symmetric = symmetric or all(bool((self.rows(s) == self.columns(s)).all()) for s in self.blocks())

    def blocks(self, count: int | None = None) -> Iterator[slice]:
        """The objects, or so many other things, in portions."""
        count = self.count if count is None else count
        for start in range(0, count, self.height):
            yield slice(start, min(count, start + self.height))

    def rows(self, part: slice) -> Array:
        """From these objects: `[k, p]` is how far the k-th of them is from p."""
        return self.distance[part]

    def columns(self, part: slice) -> Array:
        """To these objects: `[k, x]` is how far x is from the k-th of them."""
        return self.distance[part] if self.symmetric else self.distance[:, part].T

    def accepted(self, part: slice) -> Array:
        """To these prompts: `[k, x]` is how far x is from the k-th of them."""
        return self.columns(part) if self.own else self.prompts.distance[:, part].T

    def apart(self, part: slice) -> Array:
        """A bound from below on how well the best prompt tells the k-th of these objects from y: how far the two are
        from each other. It is no bound but the value itself where the triangle holds (the Yoneda lemma)."""
        if self.symmetric and not self.diagonal.any():
            return self.rows(part)
        there: Array = np.abs(self.rows(part) - self.diagonal)
        np.maximum(there, np.abs(self.columns(part) - self.diagonal[part, None]), out=there)
        return there

    def units(self, steps: int, parts: int = 1) -> Fraction | None:
        """So many steps, or parts of steps, as a distance; None for what is infinitely far."""
        return None if steps > 2 * LARGEST else Fraction(steps, parts * self.grid)


# ---- the triangle -----------------------------------------------------------------------------------------


class Triangle(NamedTuple):
    """D[x, z] > D[x, y] + D[y, z], or D[x, x] > 0 (then all three are x)."""

    x: int
    y: int
    z: int


def broken_triangle(scores: Scores) -> Triangle | None:
    """The first place where the table is no category, by y; all n^3 triangles are looked at."""
    d = scores.distance
    wrong = np.flatnonzero(scores.diagonal)
    if len(wrong):
        return Triangle(*[int(wrong[0])] * 3)
    if scores.largest < 2**15:
        d = d.astype(np.uint16)  # and no sum leaves it
    total, less = np.empty_like(d), np.empty(d.shape, bool)
    for y in range(scores.count):
        np.add(d[:, y, None], d[y], out=total)
        if np.less(total, d, out=less).any():
            x, z = np.argwhere(less)[0].tolist()
            return Triangle(x, y, z)
    return None


# ---- labels -----------------------------------------------------------------------------------------------


class Labels:
    """Which objects have which labels. Objects with the same labels are of one *kind*."""

    def __init__(self, names: Sequence[str], members: Sequence[Iterable[int]], count: int) -> None:
        self.names = names
        self.members = [np.array(sorted(inside), np.int64) for inside in members]
        self.sets: list[list[int]] = [[] for _ in range(count)]
        for label, inside in enumerate(self.members):
            for x in inside.tolist():
                self.sets[x].append(label)
        number: dict[tuple[int, ...], int] = {}
        self.kind = np.array([number.setdefault(tuple(labels), len(number)) for labels in self.sets], np.int64)
        self.has = np.zeros((len(names), len(number)), bool)
        """`has[label, kind]`."""
        for labels, kind in number.items():
            self.has[list(labels), kind] = True
        self.order = np.argsort(self.kind, kind="stable")
        self.starts = np.searchsorted(self.kind[self.order], np.arange(len(number)))

    def nearest(self, block: Array, part: slice) -> Array:
        """For each object of a part, whose distances are the rows of `block`, that of the nearest *other* object of
        each kind."""
        block = block[:, self.order]  # a copy, to be written to
        none = np.iinfo(block.dtype).max
        place = np.empty(len(self.order), np.int64)
        place[self.order] = np.arange(len(self.order))
        block[np.arange(len(block)), place[part]] = none
        found = np.minimum.reduceat(block, self.starts, axis=1).astype(np.int32)
        found[found == none] = NONE
        return found


class Near(NamedTuple):
    """For each object and each kind: how far the nearest *other* object of that kind is (`out`), how far the object is
    from the nearest (`into`), and the least bound on what tells the two apart (`apart`); `NONE` where there is none."""

    out: Array
    into: Array
    apart: Array


def nearest_kinds(scores: Scores, labels: Labels) -> Near:
    """The nearest objects of each kind."""
    alike = scores.symmetric and not scores.diagonal.any()
    shape = scores.count, len(labels.starts)
    reserve(scores.count * len(labels.starts) * (4 if alike else 12), "the table of the nearest objects of each kind")
    made = [np.empty(shape, np.int32) for _ in range(1 if alike else 3)]
    for part in scores.blocks():
        for table, block in zip(made, (scores.rows, scores.columns, scores.apart), strict=False):
            table[part] = labels.nearest(block(part), part)
    return Near(*made * 3) if alike else Near(*made)


class Chosen(NamedTuple):
    """The objects within `threshold` of `prompt`, beside the members of a label: so many `right`, the `missing` and the
    `extra` ones. `last` is an accepted object at the threshold, `first` the nearest that is not accepted, or None: when
    all scores move by `margin` half steps, these two can be equally near, and no threshold parts them any more."""

    prompt: int
    threshold: int
    right: int
    missing: tuple[int, ...]
    extra: tuple[int, ...]
    last: int
    first: int | None
    margin: int

    @property
    def f1(self) -> Fraction:
        """The harmonic mean of precision and recall."""
        return Fraction(2 * self.right, 2 * self.right + len(self.missing) + len(self.extra))

    @property
    def jaccard(self) -> Fraction:
        """The part of what is accepted or should be that is both."""
        return Fraction(self.right, self.right + len(self.missing) + len(self.extra))


def best_prompts(scores: Scores, labels: Labels, by: str = "f1") -> list[tuple[Chosen, Chosen | None]]:
    """For each label the best prompt with its best threshold, and that of another prompt that comes second.

    Of equally good ones the first in the order of the objects, and the smallest threshold. Only thresholds at which a
    member is accepted matter: any other accepts as many members as a smaller one, and no less of the rest.
    """
    several = len(scores.prompts.names)
    reserve(8.0 * several * len(labels.names), "the table of prompts and labels")
    worth = np.empty((several, len(labels.names)))
    starts = np.cumsum([0, *map(len, labels.members)])
    item = np.concatenate(labels.members)
    length = np.diff(starts)
    label = np.repeat(np.arange(len(length)), length)
    right = np.arange(len(item)) - starts[label] + 1
    size = length[label].astype(np.float64)
    wide = len(length) * (scores.largest + 1) >= 2**31
    key = (label * (scores.largest + 1)).astype(np.int64 if wide else np.int32)
    whole = right == size
    for part in scores.blocks(several):
        for p, row in enumerate(np.ascontiguousarray(scores.accepted(part)), part.start):
            found = row[item] + key
            found.sort()
            found -= key
            accepted = _up_to(row, found, scores.largest)
            # Correctly rounded quotients of whole numbers below 2^26 are in the order of the quotients, and equal only
            # if these are.
            value = np.where(whole, -accepted, -np.inf) if by == "missing" else right / (size + accepted)
            worth[p] = np.maximum.reduceat(value, starts[:-1])
    chosen: list[tuple[Chosen, Chosen | None]] = []
    for k, members in enumerate(labels.members):
        best = int(worth[:, k].argmax())
        worth[best, k] = -np.inf
        second = int(worth[:, k].argmax())
        one, other = (_chosen(scores, members, p, by) for p in (best, second))
        chosen.append((one, other if several > 1 else None))
    return chosen


def _up_to(row: Array, values: Array, largest: int) -> Array:
    """How many entries of the row are at most each of the values."""
    if largest < SPAN:
        return np.bincount(row, minlength=largest + 1).cumsum()[values]
    return np.searchsorted(np.sort(row), values, "right")


def _chosen(scores: Scores, members: Array, prompt: int, by: str) -> Chosen:
    row = scores.prompts.distance[:, prompt].astype(np.int64)
    values = np.sort(row[members])
    right = np.searchsorted(values, values, "right")
    accepted = np.searchsorted(np.sort(row), values, "right")
    # The last of equal thresholds is the one with the right counts, and no other is better.
    best = len(values) - 1 if by == "missing" else int((right / (len(values) + accepted)).argmax())
    threshold = int(values[best])
    inside = np.zeros(len(row), bool)
    inside[members] = True
    missing, extra = np.flatnonzero(inside & (row > threshold)), np.flatnonzero(~inside & (row <= threshold))
    beyond = np.where(row > threshold, row, np.iinfo(np.int64).max)
    first = int(beyond.argmin())
    more = bool(row[first] > threshold)
    return Chosen(
        prompt, threshold, int(right[best]), tuple(missing.tolist()), tuple(extra.tolist()),
        int((row == threshold).argmax()), first if more else None, int(row[first]) - threshold if more else APART,
    )  # fmt: skip


# ---- heads ------------------------------------------------------------------------------------------------


class Head(NamedTuple):
    """What a function on the features that is 0 on a label's members and 1 elsewhere must do: it changes by 1 between
    `outside` and `inside`, so far (`distance`) from each other and no nearer two are, so that it is Lipschitz with the
    constant 1 / distance at least, and (McShane, Whitney) not more. `wrong`: the objects that have a nearest other
    object on the other side, as near as any, which a rule by nearest neighbours gets wrong or leaves open."""

    outside: int | None
    inside: int | None
    distance: int
    wrong: int


def heads(scores: Scores, labels: Labels, nearest: Near) -> list[Head]:
    """For each label its head."""
    out, into = nearest.out, nearest.into
    kind = out.argmin(1)
    least = out[np.arange(scores.count), kind]
    found = []
    for k, members in enumerate(labels.members):
        with_it, without = labels.has[k], ~labels.has[k]
        if not without.any():
            found.append(Head(None, None, APART, 0))
            continue
        inside = np.zeros(scores.count, bool)
        inside[members] = True
        near, far = out[:, with_it].min(1), least.copy()
        rest = np.flatnonzero(with_it[kind])  # the nearest object of all has the label
        far[rest] = np.where(with_it, NONE, out[rest]).min(1)
        wrong = int(np.where(inside, far <= near, near <= far).sum())
        column = into[members][:, without].min(1)
        b = int(members[column.argmin()])
        c = int(np.where(inside, np.iinfo(np.int64).max, scores.distance[:, b].astype(np.int64)).argmin())
        found.append(Head(c, b, int(column.min()), wrong))
    return found


class Bounded(NamedTuple):
    """Heads that are Lipschitz with a given constant: so many `pairs`, one object in the label and one outside, are too
    near for both to be right, and so many objects at least are `wrong`."""

    pairs: int
    wrong: int


def bounded_head(scores: Scores, members: Array, near: int) -> Bounded:
    """What heads are wrong about that may not change by 1 between objects less than `near` steps apart.

    What is right of such a head is a set without such a pair; where the triangle holds each such set is right of some
    head, by extension from it (McShane 1934). So the least number of wrong objects is that of a vertex cover of the
    bipartite graph of these pairs, and that is the size of a largest matching (König 1931).
    """
    load("scipy.sparse", "scipy.sparse.csgraph")
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    inside = np.zeros(scores.count, bool)
    inside[members] = True
    ends: list[list[Array]] = [[], []]
    height = max(1, BLOCK // scores.count)
    size = 0
    for start in range(0, len(members), height):
        here = members[start : start + height]
        rows, others = np.nonzero((near > scores.distance[:, here].T) & ~inside)
        ends[0].append(rows + start)
        ends[1].append(others)
        size += len(rows)
        reserve(64.0 * size, "the pairs that obstruct a head")
    row, column = (np.concatenate(each) for each in ends)
    graph = coo_array((np.ones(size, np.int8), (row, column)), shape=(len(members), scores.count)).tocsr()
    matched = maximum_bipartite_matching(graph, perm_type="column")
    return Bounded(size, int((matched >= 0).sum()))


# ---- confusions -------------------------------------------------------------------------------------------


class Pairs(NamedTuple):
    """Pairs of objects x < y with different labels, and the steps by which their scores differ most, at some prompt; by
    these steps, then by x and y."""

    x: Array
    y: Array
    steps: Array


def nearest_pairs(scores: Scores, labels: Labels, nearest: Near, count: int, within: int, category: bool) -> Pairs:
    """All pairs up to `within`, and the `count` nearest. `category`: the triangle is known to hold, so that the bound
    of `Scores.apart` is the value."""
    others = nearest.apart.copy()
    others[np.arange(scores.count), labels.kind] = NONE
    rows = others.min(1)
    # Each pair is the nearest one of at most two rows: up to the 2k-th smallest there are k pairs at least.
    bound = max(within, int(np.sort(rows)[: 2 * count][-1])) if count else within
    while True:
        pairs = _pairs_up_to(scores, labels, rows, bound, category)
        last = int(pairs.steps[count - 1]) if 0 < count <= len(pairs.steps) else NONE
        if not count or last <= bound or bound == NONE:
            kept = max(count, int(np.searchsorted(pairs.steps, within, "right")))
            return Pairs(*(each[:kept] for each in pairs))
        bound = last  # a pair that is not among those found by this bound is told apart by more


def _pairs_up_to(scores: Scores, labels: Labels, rows: Array, bound: int, category: bool) -> Pairs:
    """All pairs with different labels for which the bound from below is at most this."""
    found, size = [np.empty((0, 3), np.int64)], 0
    for x in np.flatnonzero(rows <= min(bound, NONE - 1)).tolist():
        row = scores.apart(slice(x, x + 1))[0]
        others = np.flatnonzero((row[x + 1 :] <= bound) & (labels.kind[x + 1 :] != labels.kind[x])) + x + 1
        if category:
            steps = row[others].astype(np.int64)
        else:
            here = scores.distance[x].astype(np.int64)
            steps = np.array([np.abs(here - scores.distance[y]).max() for y in others.tolist()], np.int64)
        found.append(np.column_stack((steps, np.full(len(others), x), others)))
        size += found[-1].nbytes
        reserve(4 * size, "the list of the pairs that are confused")
    made = np.concatenate(found)
    steps, x, y = made[np.lexsort(made.T[::-1])].T
    return Pairs(x, y, steps)


# ---- a taxonomy -------------------------------------------------------------------------------------------


class Order(NamedTuple):
    """What a model makes of an order on the objects, by its best threshold (by F1): of the `related` pairs x < y it
    accepts all but those that it `loses`, and `invents` some. `far` is the related pair that is farthest apart, `near`
    the nearest of the others: these decide whether some threshold is ideal. `between` unrelated pairs are at most as
    far as `far`."""

    related: int
    threshold: int
    loses: int
    invents: int
    far: tuple[int, int, int]
    near: tuple[int, int, int]
    between: int

    @property
    def f1(self) -> Fraction:
        """The harmonic mean of precision and recall, of pairs."""
        right = self.related - self.loses
        return Fraction(2 * right, 2 * right + self.loses + self.invents)


def order_found(scores: Scores, low: Array, high: Array) -> Order:
    """How the model finds the pairs low[k] < high[k], of which there is one at least, all different."""
    steps = scores.distance[low, high].astype(np.int64)
    values, counts = np.unique(steps, return_counts=True)
    right = np.cumsum(counts)
    accepted = np.zeros(len(values) + 1, np.int64)
    near = (NONE, 0, 0)
    related = np.argsort(low, kind="stable")
    edges = np.searchsorted(low[related], np.arange(scores.count + 1))
    for part in scores.blocks():
        block = scores.rows(part).astype(np.int32)
        here = np.arange(part.stop - part.start)
        accepted += _counted(block, values, scores.largest)
        accepted -= _counted(block[here, here + part.start], values, scores.largest)
        block[here, here + part.start] = NONE
        inside = related[edges[part.start] : edges[part.stop]]
        block[low[inside] - part.start, high[inside]] = NONE
        x, y = divmod(int(block.argmin()), scores.count)
        near = min(near, (int(block[x, y]), x + part.start, y))
    total = accepted[:-1].cumsum()
    best = int((right / (len(steps) + total)).argmax())
    k = int(steps.argmax())
    far = int(low[k]), int(high[k]), int(steps[k])
    return Order(
        len(steps), int(values[best]), len(steps) - int(right[best]), int(total[best] - right[best]),
        far, (near[1], near[2], near[0]), int(total[-1]) - len(steps),
    )  # fmt: skip


def _counted(block: Array, values: Array, largest: int) -> Array:
    """For each of these sorted values, how many entries are at most so large and larger than the value before; at last
    how many are larger than all."""
    if largest < SPAN:
        below = np.bincount(block.reshape(-1), minlength=largest + 1).cumsum()
        return np.diff(np.concatenate(([0], below[values], [block.size])))
    return np.bincount(np.searchsorted(values, block.reshape(-1)), minlength=len(values) + 1)
