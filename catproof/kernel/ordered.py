"""Large orders in arrays of the standard library, and label sets on them: nothing is checked pair by pair in Python.

An audit has the category of a theory checked in this form, and each label set as the numbers of its objects.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable
from itertools import compress, islice
from operator import le, lt
from typing import Any

from catproof.kernel.large import Few, Lazily, Reachable, Starts
from catproof.kernel.rejection import Rejected, need
from catproof.kernel.tables import Category, Task


class Ordered(Category):
    """The thin category with so many objects and generating arrows into b from each of `sources[starts[b]]` to the one
    before `sources[starts[b + 1]]`, for each object b."""

    def __init__(self, objects: int, sources: Any, starts: Any) -> None:
        _numbers(sources, objects, "source")
        _numbers(starts, len(sources) + 1, "start", le)
        need(len(starts) == objects + 1, "the arrows into some object are missing")
        need(starts[0] == 0 and starts[-1] == len(sources), "some arrow ends nowhere")
        targets = Lazily(len(sources), lambda g: bisect_right(starts, g) - 1)
        self.objects = objects
        self.starts = starts
        self.ends: Any = Lazily(len(sources), lambda g: (sources[g], targets[g]))
        self.incoming: Any = Lazily(objects, lambda b: range(starts[b], starts[b + 1]))
        self.column: Any = Lazily(len(sources), lambda g: g - starts[targets[g]])
        self.presentation = {"kind": "thin", "invertible": False, "equations": [], "logs": None}
        self.made, self.meaning, self.trusted = None, None, None
        self.origin = ("", ())
        self.constructed = {}
        self.equations = []
        self.reachable = Reachable(sources, targets, self.incoming)  # type: ignore[arg-type]
        self.homs, self.parents = self.reachable.homs, self.reachable.parents


class LabelSet(Task):
    """The task with one element at each of these objects, which are closed under restriction."""

    def __init__(self, category: Ordered, objects: Any) -> None:
        _numbers(objects, category.objects, "object", lt)
        assert category.reachable is not None
        sources, starts = category.reachable.sources, category.starts
        self.category = category
        self.origin = ("", ())
        self.constructed = {}
        self.sources = None
        self.sizes = Few(category.objects, dict.fromkeys(objects, 1))
        self.start = Starts(self.sizes)
        self.at = list(objects)
        place = dict(zip(objects, range(len(objects)), strict=True))
        try:
            lows = list(map(starts.__getitem__, objects))
            highs = list(map(starts.__getitem__, map((1).__add__, objects)))
            nothing: list[int] = []
            self.edges = [nothing] * len(objects)  # most objects have nothing below them
            for x in compress(range(len(objects)), map(lt, lows, highs)):
                self.edges[x] = list(map(place.__getitem__, sources[lows[x] : highs[x]]))
        except KeyError:
            raise Rejected("a label set is not closed under restriction") from None

    def values(self, u: int) -> list[int]:
        """The restriction of u along each arrow into its object. There is one from each object to which a path leads
        down, and one element there; so they are what the edges lead to, in the same order."""
        found, seen = [u], {u}
        for x in found:
            for y in self.edges[x]:
                if y not in seen:
                    seen.add(y)
                    found.append(y)
        return found


def _numbers(given: Any, size: int, what: str, order: Callable[[int, int], bool] | None = None) -> None:
    """Numbers from 0 to size - 1, in an array of whole numbers, and in this order; or a rejection."""
    need(type(given) is array and given.typecode in "iq", f"{what}: an array of whole numbers is expected")
    if order is not None:
        need(all(map(order, given, islice(given, 1, None))), f"{what}: the numbers do not come in order")
    ends = given if order is None else given[:1] + given[-1:]
    need(not ends or (min(ends) >= 0 and max(ends) < size), f"{what}: numbers from 0 to {size - 1} are expected")
