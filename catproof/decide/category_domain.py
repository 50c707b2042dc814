"""`categories(arrows <= n)`, `monoids(order = n)`, `posets(points = n)`: each up to isomorphism, each once, the smaller
ones first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catproof.core.blocks import block, category_items
from catproof.core.category import Category
from catproof.core.nouns import counted, singular

MOST_LISTED = 400
"""How many categories a certificate that counts them lists; beyond, the number itself is trusted."""


class Bounds:
    """From `least` to `most`."""

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.least, self.most + 1))


class Categories:
    """`kind` is "categories", "monoids" or "posets"; `size` bounds their arrows, orders or points, `objects` the
    objects of categories. `limit` is that of the categories made."""

    def __init__(self, kind: str, size: Bounds, objects: Bounds | None, limit: int) -> None:
        self.kind = kind
        self.noun = kind
        self.unit = {"categories": "arrows", "monoids": "elements"}.get(kind, "points")
        self.sizes = size
        self.objects = objects
        self.limit = limit
        self._number: int | None = None

    @property
    def listed(self) -> bool:
        """Does a certificate that counts them list them?"""
        return self.size() <= MOST_LISTED

    def values(self) -> Iterator[Category]:
        for _, values in self.stages():
            yield from values

    def stages(self) -> Iterator[tuple[int, Iterator[Category]]]:
        for n in self.sizes:
            yield n, self._of_size(n)

    def _of_size(self, n: int) -> Iterator[Category]:
        from catproof.core import enumeration

        if self.kind == "posets":
            yield from (poset.category("", self.limit) for poset in enumeration.posets(n))
        elif self.kind == "monoids":
            yield from (table.small_category("", self.limit) for table in enumeration.monoids(n) if n)
        else:
            for k in [None] if self.objects is None else list(self.objects):
                yield from (table.small_category("", self.limit) for table in enumeration.categories(n, k))

    def bounded(self, size: int, number: int) -> str:
        return self._called(f"at most {counted(size, self.unit)}", number)

    def sized(self, size: int, number: int) -> str:
        return self._called(counted(size, self.unit), number)

    def _called(self, size: str, number: int) -> str:
        objects = ""
        if self.objects is not None:
            least, most = self.objects.least, self.objects.most
            bound = "" if least == most else "at most " if least == 0 else f"{least} to "
            objects = f" and {bound}{counted(most, 'objects')}"
        return f"{self.noun if number != 1 else singular(self.noun)} with {size}{objects}"

    def size(self) -> int:
        from catproof.core import enumeration

        if self._number is None:
            self._number = 0
            for n in self.sizes:
                if self.kind == "posets":
                    self._number += enumeration.count_posets(n)
                elif self.kind == "monoids":
                    self._number += enumeration.count_categories(n, 1) if n else 0
                else:
                    for k in [None] if self.objects is None else list(self.objects):
                        self._number += enumeration.count_categories(n, k)
        return self._number

    def show(self, value: Category) -> str:
        """The category as the block of a declaration."""
        return block(category_items(value))

    def reference(self, value: Category) -> Any:
        """Its objects, generating arrows and the arrows into each object, without names."""
        homs = [value.hom(p) for p in range(len(value.objects))]
        return {
            "objects": len(value.objects),
            "generators": [[g.source, g.target] for g in value.generators],
            "homs": [[hom.at, hom.rows] for hom in homs],
        }
