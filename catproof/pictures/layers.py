"""A layout in layers, for machines without Graphviz.

The framework of Sugiyama, Tagawa and Toda (1981): take out cycles, put the nodes into layers, order each layer by the
means of its neighbours, then place. As in Gansner et al., *A technique for drawing directed graphs* (1993), the label
of an arrow is a node of its own between two layers, so that labels overlap nothing and parallel arrows stay apart.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import NamedTuple

SWEEPS = 12
GAP = 22.0
"""Points between neighbours in a layer."""


class Box(NamedTuple):
    """A node or a label, by its middle."""

    x: float
    y: float
    width: float
    height: float


class Layout(NamedTuple):
    """The places of nodes by key, the points that each arrow passes (loops have none), and the box of its label."""

    nodes: dict[str, Box]
    paths: list[list[tuple[float, float]]]
    labels: list[Box | None]
    width: float
    height: float


class Size(NamedTuple):
    """A width and a height, in points."""

    width: float
    height: float


LOOP = 16.0
"""How far a loop reaches beyond its node; the next one of the same node begins where the label of the one ends."""


def layered(sizes: dict[str, Size], ends: Sequence[tuple[str, str]], labels: Sequence[Size], upwards: bool) -> Layout:
    """Place nodes of these sizes and arrows with these ends and label sizes (0 wide for none). `upwards`: arrows lead
    to higher layers. y grows upwards."""
    rank = _ranks(list(sizes), ends)
    loops: dict[str, list[int]] = {}
    for k, (a, b) in enumerate(ends):
        if a == b:
            loops.setdefault(a, []).append(k)
    extra = {a: sum(LOOP + labels[k].width + 4 for k in mine) for a, mine in loops.items()}
    # Every item of a layer is (its width, its height); nodes stand in the even layers.
    items: dict[Hashable, Size] = {
        a: Size(size.width + extra.get(a, 0.0), max(size.height, 18.0 * len(loops.get(a, ()))))
        for a, size in sizes.items()
    }
    layer: dict[Hashable, int] = {a: 2 * rank[a] for a in sizes}
    chains: list[list[Hashable]] = []
    label_at: list[Hashable | None] = []
    for k, (a, b) in enumerate(ends):
        low, high = sorted((2 * rank[a], 2 * rank[b]))
        chain: list[Hashable] = []
        middle = (low + high) // 2
        middle += 1 - middle % 2
        for at in range(low + 1, high):
            item = (k, at)
            chain.append(item)
            layer[item] = at
            items[item] = labels[k] if at == middle and labels[k].width else Size(6.0, 6.0)
        whole: list[Hashable] = [a, *(chain if 2 * rank[a] == low else reversed(chain)), b]
        chains.append(whole)
        label_at.append((k, middle) if a != b and labels[k].width else None)
    rows = _ordered(layer, chains)
    x = _placed(rows, chains, items)
    y = _heights(rows, items, upwards)
    nodes = {a: Box(x[a] - extra.get(a, 0.0) / 2, y[layer[a]], *sizes[a]) for a in sizes}
    paths: list[list[tuple[float, float]]] = []
    boxes: list[Box | None] = []
    for k, (a, b) in enumerate(ends):
        if a == b:
            paths.append([])
            node = nodes[a]
            before = sum(LOOP + labels[j].width + 4 for j in loops[a][: loops[a].index(k)])
            right = node.x + node.width / 2 + before + LOOP
            boxes.append(Box(right + 2 + labels[k].width / 2, node.y, *labels[k]))
        else:
            ends_at = (nodes[a].x, nodes[a].y), (nodes[b].x, nodes[b].y)
            paths.append([ends_at[0], *((x[item], y[layer[item]]) for item in chains[k][1:-1]), ends_at[1]])
            place = label_at[k]
            boxes.append(None if place is None else Box(x[place], y[layer[place]], *labels[k]))
    width = max((x[item] + items[item].width / 2 for item in items), default=40.0)
    top = max((y[layer[i]] + size.height / 2 for i, size in items.items()), default=20.0)
    return Layout(nodes, paths, boxes, width, top)


def _ranks(nodes: list[str], ends: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The layer of each node: the length of a longest path to it, arrows that close a cycle left out."""
    after: dict[str, list[str]] = {a: [] for a in nodes}
    for a, b in ends:
        if a != b and b not in after[a]:
            after[a].append(b)
    state: dict[str, int] = {}
    order: list[str] = []
    kept: dict[str, list[str]] = {a: [] for a in nodes}
    entered = {b for a, b in ends if a != b}
    for start in [a for a in nodes if a not in entered] + nodes:
        if start in state:
            continue
        state[start] = 1
        stack = [(start, iter(after[start]))]
        while stack:
            a, rest = stack[-1]
            for b in rest:
                if state.get(b) != 1:  # 1: on the way here, so the arrow closes a cycle
                    kept[a].append(b)
                if b not in state:
                    state[b] = 1
                    stack.append((b, iter(after[b])))
                    break
            else:
                state[a] = 2
                order.append(a)
                stack.pop()
    rank = dict.fromkeys(nodes, 0)
    for a in reversed(order):
        for b in kept[a]:
            rank[b] = max(rank[b], rank[a] + 1)
    return rank


def _neighbours(chains: Sequence[Sequence[Hashable]]) -> dict[Hashable, list[Hashable]]:
    found: dict[Hashable, list[Hashable]] = {}
    for chain in chains:
        for a, b in pairwise(chain):
            if a != b:
                found.setdefault(a, []).append(b)
                found.setdefault(b, []).append(a)
    return found


def _ordered(layer: dict[Hashable, int], chains: Sequence[Sequence[Hashable]]) -> list[list[Hashable]]:
    """The layers, each ordered by the mean places of neighbours in the layer before, then after, in turn."""
    rows: list[list[Hashable]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for item, at in layer.items():
        rows[at].append(item)
    near = _neighbours(chains)
    for sweep in range(SWEEPS):
        step = 1 if sweep % 2 == 0 else -1
        for at in range(len(rows))[::step]:
            beside = at - step
            if not 0 <= beside < len(rows):
                continue
            place = {item: i for i, item in enumerate(rows[beside])}
            here = {item: i for i, item in enumerate(rows[at])}

            def mean(item: Hashable, place: dict[Hashable, int] = place, here: dict[Hashable, int] = here) -> float:
                found = [place[n] for n in near.get(item, ()) if n in place]
                return sum(found) / len(found) if found else here[item]

            rows[at].sort(key=mean)
    return rows


def _placed(
    rows: Sequence[Sequence[Hashable]], chains: Sequence[Sequence[Hashable]], items: dict[Hashable, Size]
) -> dict[Hashable, float]:
    """The middle of each item: as near as possible to the mean of its neighbours, with the order and gaps kept."""
    near = _neighbours(chains)
    x: dict[Hashable, float] = {}
    for row in rows:
        at = 0.0
        for item in row:
            x[item] = at + items[item].width / 2
            at += items[item].width + GAP
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            wished = []
            for item in row:
                found = [x[n] for n in near.get(item, ())]
                wished.append(sum(found) / len(found) if found else x[item])
            for item, value in zip(row, _apart(row, wished, items), strict=True):
                x[item] = value
    left = min((x[item] - size.width / 2 for item, size in items.items()), default=0.0)
    return {item: value - left for item, value in x.items()}


def _apart(row: Sequence[Hashable], wished: Sequence[float], items: dict[Hashable, Size]) -> list[float]:
    """The places nearest to the wished ones (least squares) that keep order and gaps, by pooling adjacent violators."""
    offsets, at = [], 0.0
    for i, item in enumerate(row):
        if i:
            at += items[row[i - 1]].width / 2 + GAP + items[item].width / 2
        offsets.append(at)
    pools: list[tuple[float, int]] = []
    for wish, offset in zip(wished, offsets, strict=True):
        mean, count = wish - offset, 1
        while pools and pools[-1][0] > mean:
            other, n = pools.pop()
            mean, count = (mean * count + other * n) / (count + n), count + n
        pools.append((mean, count))
    flat = [mean for mean, count in pools for _ in range(count)]
    return [value + offset for value, offset in zip(flat, offsets, strict=True)]


def _heights(rows: Sequence[Sequence[Hashable]], items: dict[Hashable, Size], upwards: bool) -> list[float]:
    """The height of the middle of each layer."""
    tall = [max((items[item].height for item in row), default=0.0) for row in rows]
    y, at = [0.0] * len(rows), 0.0
    for k in range(len(rows)) if upwards else reversed(range(len(rows))):
        y[k] = at + tall[k] / 2
        at += tall[k] + 14.0
    return y
