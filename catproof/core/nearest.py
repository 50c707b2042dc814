"""The representables closest to a task: those that miss or add the fewest elements.

A representable y(P) is compared with T by how many elements each has at each object: T has |T(X)|, y(P) has
|Hom(X, P)|. What T has more is missing in y(P), what it has less is extra. For a label set and a poset that is the
symmetric difference of two sets of objects. Only objects P with an arrow from an object where T has elements are
looked at: any other misses all of T.
"""

from __future__ import annotations

from collections import Counter
from heapq import heappush, heappushpop
from typing import NamedTuple

from catproof.core.category import Category
from catproof.core.label import Label, show
from catproof.core.order import Order
from catproof.core.task import Task

MOST_NAMED = 8
"""So many of the objects where something is missing or extra are named."""


class Near(NamedTuple):
    """y(P) for P = `prompt` lacks `missing` elements of the task and has `extra` ones; at some of which objects."""

    prompt: Label
    missing: int
    extra: int
    missing_at: tuple[Label, ...]
    extra_at: tuple[Label, ...]


def nearest(task: Task, count: int) -> list[Near]:
    """The `count` (one or more) representables closest to the task, the closest first. Raises `LimitReached`."""
    category, sizes = task.category, task.sizes()
    order = category.order
    if order is not None:
        found = _in_an_order(sizes, order, count)
    else:
        found = []
        for p in _reached(sizes, category):
            arrows = category.hom_sizes(p)
            common = sum(min(n, sizes.get(a, 0)) for a, n in arrows.items())
            found.append((p, task.size - common, sum(arrows.values()) - common))
    found.sort(key=lambda one: (one[1] + one[2], one[1], show(category.objects[one[0]])))
    return [_named(task, sizes, *one) for one in found[:count]]


def _in_an_order(sizes: dict[int, int], order: Order, count: int) -> list[tuple[int, int, int]]:
    """Those that miss least are sized first, and none further than it takes to see that `count` others are closer."""
    common: Counter[int] = Counter()
    for a in sizes:
        common.update(order.upset(a))
    total = sum(sizes.values())
    found: list[tuple[int, int, int]] = []
    farthest: list[int] = []
    """The distances of the closest ones, negative, the largest first: a heap."""
    for p, n in sorted(common.items(), key=lambda item: -item[1]):
        missing = total - n
        room = None if len(farthest) < count else -farthest[0] - missing
        if room is not None and room < 0:
            break
        size = order.downset_size(p, None if room is None else n + room)
        if size is not None:
            found.append((p, missing, size - n))
            (heappush if room is None else heappushpop)(farthest, n - size - missing)
    return found


def _reached(sizes: dict[int, int], category: Category) -> list[int]:
    """The objects with an arrow from one where the task has elements."""
    above: list[list[int]] = [[] for _ in category.objects]
    for a, b in zip(category.quiver.source, category.quiver.target, strict=True):
        above[a].append(b)
    pending = list(sizes)
    seen = set(pending)
    for a in pending:
        new = [b for b in above[a] if b not in seen]
        seen.update(new)
        pending += dict.fromkeys(new)
    return sorted(seen)


def _named(task: Task, sizes: dict[int, int], p: int, missing: int, extra: int) -> Near:
    objects, arrows = task.category.objects, task.category.hom_sizes(p)
    lacking = (a for a in sorted(sizes) if sizes[a] > arrows.get(a, 0))
    more = (a for a in sorted(arrows) if arrows[a] > sizes.get(a, 0))
    named = [tuple(objects[a] for _, a in zip(range(MOST_NAMED), places, strict=False)) for places in (lacking, more)]
    return Near(objects[p], missing, extra, named[0], named[1])
