"""Properties of arrows and objects, and equality of arrows.

Mac Lane I.5: m is mono iff m . f = m . g only for f = g; epi dually; split mono iff r . m = id for some r, split epi
iff m . s = id for some s; iso iff both with one arrow. An object is terminal (initial) iff exactly one arrow goes to
(from) it from (to) each object.
"""

from __future__ import annotations

from typing import Any

from catproof.core.category import Arrow, Category
from catproof.core.chase import Word
from catproof.decide.claim import Finding
from catproof.decide.representable import sentence

ARROW_PROPERTIES = ("mono", "epi", "iso", "split mono", "split epi")
OBJECT_PROPERTIES = ("terminal", "initial")


class ArrowProperty:
    """`f is PROPERTY in C`."""

    def __init__(self, category: Category, arrow: Arrow, name: str) -> None:
        self.category = category
        self.arrow = arrow
        self.name = name

    def direct(self) -> Finding:
        if self.name in ("mono", "epi"):
            pair = self._confused()
            if pair is None:
                return Finding(True, {"value": True})
            return Finding(False, {"value": False, "arrows": [list(f) for f in pair]})
        for g in self.category.arrows(self.arrow.target, self.category.source(self.arrow)):
            if self.is_inverse(g):
                return Finding(True, {"value": True, "inverse": list(g)})
        return Finding(False, {"value": False})

    def is_inverse(self, back: Arrow) -> bool:
        """Is `back` the inverse (a retraction, a section) that the property asks for?"""
        left = self.name == "split epi" or self.category.compose(back, self.arrow).number == 0
        return left and (self.name == "split mono" or self.category.compose(self.arrow, back).number == 0)

    def composed(self, other: Arrow) -> Arrow:
        """`m . other` for mono, `other . m` for epi."""
        if self.name == "mono":
            return self.category.compose(self.arrow, other)
        return self.category.compose(other, self.arrow)

    def candidates(self) -> list[list[Arrow]]:
        """The arrows that mono (epi) speaks of: those into the source (out of the target), by their other end."""
        category = self.category
        if self.name == "mono":
            at = category.source(self.arrow)
            return [list(category.arrows(x, at)) for x in range(len(category.objects))]
        return [list(category.arrows(self.arrow.target, x)) for x in range(len(category.objects))]

    def _confused(self) -> tuple[Arrow, Arrow] | None:
        for parallel in self.candidates():
            seen: dict[Arrow, Arrow] = {}
            for f in parallel:
                g = seen.setdefault(self.composed(f), f)
                if g != f:
                    return g, f
        return None

    def reason(self, finding: Finding) -> str:
        category, shown = self.category, self.category.show_arrow(self.arrow)
        if self.name in ("mono", "epi"):
            if finding.value:
                side = "after different arrows" if self.name == "mono" else "before different arrows"
                return f"{shown} {side} gives different arrows"
            f, g = (Arrow(*f) for f in finding.evidence["arrows"])
            both = f"{category.show_arrow(f)} and {category.show_arrow(g)}"
            value = category.show_arrow(self.composed(f))
            if self.name == "mono":
                return f"{shown} composed with {both} is {value} both times"
            return f"{both} composed with {shown} are {value} both times"
        one = {"iso": "an inverse", "split mono": "a retraction", "split epi": "a section"}[self.name]
        word = one.split()[1]
        if finding.value:
            return f"its {word} is {category.show_arrow(Arrow(*finding.evidence['inverse']))}"
        a, b = category.told_object(category.source(self.arrow)), category.told_object(self.arrow.target)
        count = category.hom_size(self.arrow.target, category.source(self.arrow))
        if count < 2:
            return f"the only arrow {b} -> {a} is no {word}" if count else f"there is no arrow {b} -> {a}"
        return f"none of the {count} arrows {b} -> {a} is {one}"

    def explain(self, finding: Finding) -> list[str]:
        return [sentence(self.reason(finding))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        if "arrows" in finding.evidence:
            return {"arrows": [self.category.show_arrow(Arrow(*f)) for f in finding.evidence["arrows"]]}
        if "inverse" in finding.evidence:
            return {"inverse": self.category.show_arrow(Arrow(*finding.evidence["inverse"]))}
        return {}


class EqualArrows:
    """`g . f = h in C`: two paths into the object `target` are the same arrow."""

    def __init__(self, category: Category, target: int, left: Word, right: Word) -> None:
        self.category = category
        self.target = target
        self.left = left
        self.right = right

    def _arrows(self) -> tuple[Arrow, Arrow]:
        start = self.category.identity(self.target)
        return self.category.follow(start, self.left), self.category.follow(start, self.right)

    def direct(self) -> Finding:
        left, right = self._arrows()
        return Finding(left == right, {"value": left == right})

    def reason(self, finding: Finding) -> str:
        left, right = (self.category.show_arrow(f) for f in self._arrows())
        return f"both are {left}" if finding.value else f"the one is {left}, the other {right}"

    def explain(self, finding: Finding) -> list[str]:
        left, right = (self.category.show_arrow(f) for f in self._arrows())
        paths = [self.category.show_word(w, self.target) for w in (self.left, self.right)]
        return [f"{paths[0]} is {left}, by the equations.", f"{paths[1]} is {right}, by the equations."]

    def witness(self, finding: Finding) -> dict[str, Any]:
        return dict(zip(("left", "right"), map(self.category.show_arrow, self._arrows()), strict=True))


class ObjectProperty:
    """`a is terminal in C`, `a is initial in C`."""

    def __init__(self, category: Category, at: int, name: str) -> None:
        self.category = category
        self.at = at
        self.name = name

    def count(self, other: int) -> int:
        """The number of arrows that ought to be one."""
        if self.name == "terminal":
            return self.category.hom_size(other, self.at)
        return self.category.hom_size(self.at, other)

    def direct(self) -> Finding:
        order = self.category.order
        reached = None  # one search in an order says where arrows lead
        if order is not None:
            reached = order.downset(self.at) if self.name == "terminal" else set(order.upset(self.at))
        for x in range(len(self.category.objects)):
            if x not in reached if reached is not None else self.count(x) != 1:
                return Finding(False, {"value": False, "object": x})
        return Finding(True, {"value": True})

    def _arrows(self, x: int) -> str:
        ends = (x, self.at) if self.name == "terminal" else (self.at, x)
        a, b = (self.category.told_object(end) for end in ends)
        n = self.count(x)
        return f"{'no arrow' if n == 0 else 'one arrow' if n == 1 else f'{n} arrows'} {a} -> {b}"

    def reason(self, finding: Finding) -> str:
        if finding.value:
            direction = "from each object to it" if self.name == "terminal" else "from it to each object"
            return f"there is exactly one arrow {direction}"
        n = self.count(finding.evidence["object"])
        return f"there {'are' if n > 1 else 'is'} {self._arrows(finding.evidence['object'])}"

    def explain(self, finding: Finding) -> list[str]:
        if not finding.value:
            return [sentence(self.reason(finding))]
        return [f"  {self._arrows(x)}" for x in range(min(len(self.category.objects), 40))] + [
            sentence(self.reason(finding))
        ]

    def witness(self, finding: Finding) -> dict[str, Any]:
        return {"object": self.category.objects[finding.evidence["object"]]} if not finding.value else {}
