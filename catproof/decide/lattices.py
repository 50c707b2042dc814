"""`C is a lattice`, `C is distributive`: of a thin category, where products are meets and coproducts joins.

A finite category with products of two is thin (Freyd: two arrows f, g : a -> b would give 2^n arrows from a to the n-th
power of b), so a distributive category is a preorder with a top, a bottom, meets and joins that satisfies the
distributive law up to isomorphism (Carboni, Lack and Walters 1993).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from catproof.core.category import Category
from catproof.decide.claim import Finding
from catproof.decide.limits import Has
from catproof.decide.representable import sentence


class OfLattices:
    """`C is NAME`, with NAME one of lattice and distributive."""

    evaluated = True
    """The kernel finds it by itself."""

    def __init__(self, category: Category, name: str) -> None:
        self.category = category
        self.name = name

    def direct(self) -> Finding:
        value = self._wrong is None
        return Finding(value, {"value": value})

    @cached_property
    def _wrong(self) -> str | None:
        """The first thing that is wrong, in words."""
        return next(self._lattice() if self.name == "lattice" else self._distributive(), None)

    def _below(self, a: int, b: int) -> bool:
        return self.category.hom_size(a, b) > 0

    def _bound(self, a: int, b: int, meet: bool) -> int | None:
        """The greatest object below both, or the least above both."""
        objects = range(len(self.category.objects))
        below = self._below if meet else lambda x, y: self._below(y, x)
        both = [x for x in objects if below(x, a) and below(x, b)]
        return next((x for x in both if all(below(y, x) for y in both)), None)

    def _lattice(self) -> Iterator[str]:
        show, objects = self.category.told_object, range(len(self.category.objects))
        if not objects:
            yield "it is empty"
        for a in objects:
            for b in objects:
                if self.category.hom_size(a, b) > 1:
                    yield f"there are {self.category.hom_size(a, b)} arrows {show(a)} -> {show(b)}"
        for a in objects:
            for b in range(a + 1, len(objects)):
                if self._below(a, b) and self._below(b, a):
                    yield f"{show(a)} and {show(b)} are isomorphic, and not equal"
                for meet in (True, False):
                    if self._bound(a, b, meet) is None:
                        yield f"{show(a)} and {show(b)} have no {'meet' if meet else 'join'}"

    def _distributive(self) -> Iterator[str]:
        for kind in ("products", "coproducts"):
            claim = Has(self.category, kind)
            finding = claim.direct()
            if not finding.value:
                yield claim.reason(finding)
                return
        show, objects = self.category.told_object, range(len(self.category.objects))
        meets = {(a, b): self._bound(a, b, True) for a in objects for b in objects}
        joins = {(a, b): self._bound(a, b, False) for a in objects for b in objects}
        for a in objects:
            for b in objects:
                for c in range(b, len(objects)):
                    whole, parts = meets[a, joins[b, c]], joins[meets[a, b], meets[a, c]]  # type: ignore[index]
                    if not self._below(whole, parts):  # type: ignore[arg-type]
                        both = f"{show(a)} and ({show(b)} or {show(c)}) is {show(whole)}"  # type: ignore[arg-type]
                        told = f"({show(a)} and {show(b)}) or ({show(a)} and {show(c)}) is {show(parts)}"  # type: ignore[arg-type]
                        yield f"{both}, {told}"

    def reason(self, finding: Finding) -> str:
        if self._wrong is not None:
            return self._wrong
        if self.name == "lattice":
            return "it is a poset, and any two objects have a meet and a join"
        return "it is a preorder with meets and joins, and a meet with any object keeps joins"

    def explain(self, finding: Finding) -> list[str]:
        return [sentence(self.reason(finding))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        return {} if self._wrong is None else {"broken": self._wrong}
