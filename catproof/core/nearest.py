"""The representables closest to a task: those that miss or add the fewest elements.

A representable y(P) is compared with T by how many elements each has at each object: T has |T(X)|, y(P) has
|Hom(X, P)|. What T has more is missing in y(P), what it has less is extra. For a label set and a poset that is the
symmetric difference of two sets of objects. Only objects P with an arrow from an object where T has elements are
looked at: any other misses all of T.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Container
from fractions import Fraction
from functools import partial
from math import floor
from typing import Any, NamedTuple

from catproof.core.category import Category
from catproof.core.functor import Functor
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
    measured: str = ""
    """What another measure than the distance says."""


def nearest(
    task: Task,
    count: int,
    by: str = "distance",
    among: Container[Label] | None = None,
    along: Functor | None = None,
) -> list[Near]:
    """The `count` (one or more) representables closest to the task, the closest first, by one of `MEASURES`; only those
    of the objects `among`, where these are given. Prompts live where the functor `along` goes, if there is one: then
    each P there answers with the arrows from F X to P. Raises `LimitReached`."""
    category, sizes = task.category if along is None else along.target, task.sizes()
    measure = MEASURES[by](task.size)
    order = category.order
    allowed = None if among is None else [label in among for label in category.objects]
    if along is not None:
        found = []
        for p in range(len(category.objects)):
            if allowed is None or allowed[p]:
                answers = _answers(category, p, along)
                found.append((p, sum(min(n, sizes.get(a, 0)) for a, n in answers.items()), sum(answers.values())))
    elif order is not None:
        found = _in_an_order(sizes, order, count, measure, allowed)
    else:
        found = []
        for p in _reached(sizes, category):
            if allowed is None or allowed[p]:
                arrows = category.hom_sizes(p)
                found.append((p, sum(min(n, sizes.get(a, 0)) for a, n in arrows.items()), sum(arrows.values())))
    found.sort(key=lambda one: (measure.of(one[1], one[2]), -one[1], show(category.objects[one[0]])))
    named = partial(_named, task, sizes, along)
    return [named(p, task.size - n, size - n, measure.shown(n, size)) for p, n, size in found[:count]]


def _answers(category: Category, p: int, along: Functor | None) -> dict[int, int]:
    """How many arrows there are to p from each object, or from its value, that has one."""
    arrows = category.hom_sizes(p)
    if along is None:
        return arrows
    return {x: arrows[a] for x, a in enumerate(along.on_objects) if a in arrows}


def _in_an_order(
    sizes: dict[int, int], order: Order, count: int, measure: Measure, allowed: list[bool] | None
) -> list[tuple[int, int, int]]:
    """Objects with what they have in common with the task, and how many are below. Those that have most in common are
    sized first, and none further than it takes to see that `count` others are closer."""
    common: Counter[int] = Counter()
    for a in sizes:
        common.update(order.upset(a))
    found: list[tuple[int, int, int]] = []
    closest: list[Any] = []
    for p, n in sorted(common.items(), key=lambda item: -item[1]):
        if allowed is not None and not allowed[p]:
            continue
        last = closest[count - 1] if len(closest) >= count else None
        if last is not None and measure.of(n, n) > last:
            break
        size = order.downset_size(p, None if last is None else measure.largest(n, last))
        if size is not None:
            found.append((p, n, size))
            insort(closest, measure.of(n, size))
            del closest[count:]
    return found


class Measure:
    """How far a representable with `size` elements, of which `common` are the task's, is from a task with `total`: the
    less the closer, and the less the more is common."""

    def __init__(self, total: int) -> None:
        self.total = total

    def of(self, common: int, size: int) -> Any:
        """How many are missing or extra."""
        return self.total - common + size - common

    def largest(self, common: int, last: Any) -> int | None:
        """The largest size that is as close as `last`; None where there is none."""
        room: int = last - (self.total - common)
        return common + room

    def shown(self, common: int, size: int) -> str:
        """What is to be said of it beside what is missing and extra."""
        return ""


class Missing(Measure):
    """How many are missing; of several, with the fewest extra."""

    def of(self, common: int, size: int) -> Any:
        return self.total - common, size - common

    def largest(self, common: int, last: Any) -> int | None:
        return common + int(last[1]) if last[0] == self.total - common else None


class Jaccard(Measure):
    """What is common as a part of what either has (Jaccard 1912)."""

    def of(self, common: int, size: int) -> Any:
        return -Fraction(common, self.total + size - common)

    def largest(self, common: int, last: Any) -> int | None:
        union: int = floor(common / -last)
        return union - self.total + common

    def shown(self, common: int, size: int) -> str:
        return f"jaccard {float(-self.of(common, size)):.3f}"


class F1(Measure):
    """The harmonic mean of precision and recall (van Rijsbergen 1979)."""

    def of(self, common: int, size: int) -> Any:
        return -Fraction(2 * common, self.total + size)

    def largest(self, common: int, last: Any) -> int | None:
        both: int = floor(2 * common / -last)
        return both - self.total

    def shown(self, common: int, size: int) -> str:
        return f"f1 {float(-self.of(common, size)):.3f}"


MEASURES: dict[str, type[Measure]] = {"distance": Measure, "missing": Missing, "jaccard": Jaccard, "f1": F1}
"""By their names."""


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


def _named(
    task: Task, sizes: dict[int, int], along: Functor | None, p: int, missing: int, extra: int, measured: str
) -> Near:
    there = task.category if along is None else along.target
    objects, arrows = task.category.objects, _answers(there, p, along)
    lacking = (a for a in sorted(sizes) if sizes[a] > arrows.get(a, 0))
    more = (a for a in sorted(arrows) if arrows[a] > sizes.get(a, 0))
    named = [tuple(objects[a] for _, a in zip(range(MOST_NAMED), places, strict=False)) for places in (lacking, more)]
    return Near(there.objects[p], missing, extra, named[0], named[1], measured)
