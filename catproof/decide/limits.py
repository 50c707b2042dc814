"""`C has products`, `C has pullbacks` and its like, and `C is connected`: faster than by definition, and told by the
diagram that has no limit.

Colimits are limits in the opposite category; finite limits are those of pullbacks and a terminal object (Mac Lane V.2,
exercise 1). The kernel evaluates the definitions.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from catproof.core.category import FEW_OBJECTS, Category
from catproof.core.cones import Cone, Diagram, diagram_of
from catproof.core.constructions import opposite, opposite_functor
from catproof.core.functor import Functor, restriction
from catproof.core.generation import components
from catproof.core.keeping import cones_over, diagrams, factors, limit_cone, turn
from catproof.core.nouns import counted_or_no
from catproof.core.presheaves import constant, yoneda
from catproof.core.task import Task
from catproof.decide.claim import Finding
from catproof.decide.representable import sentence

KINDS: dict[str, tuple[bool, tuple[str, ...]]] = {
    "products": (False, ("product", "terminal object")),
    "equalizers": (False, ("equalizer",)),
    "pullbacks": (False, ("pullback",)),
    "finite limits": (False, ("terminal object", "pullback")),
    "a terminal object": (False, ("terminal object",)),
    "coproducts": (True, ("product", "terminal object")),
    "coequalizers": (True, ("equalizer",)),
    "pushouts": (True, ("pullback",)),
    "finite colimits": (True, ("terminal object", "pullback")),
    "an initial object": (True, ("terminal object",)),
}
"""For each kind whether it is looked for in the opposite category, and which limits it asks for there."""

DUAL = {
    "product": "coproduct", "equalizer": "coequalizer", "pullback": "pushout", "terminal object": "initial object",
    "limit": "colimit",
}  # fmt: skip

MOST_TOLD = 3
"""Cones that a reason tells why they are no limit."""

MOST_ARGUED = 40
"""So many of them an argument goes through."""


class Has:
    """`C has KIND`."""

    def __init__(self, category: Category, kind: str) -> None:
        self.category = category
        self.kind = kind
        self.turned, self._nouns = KINDS[kind]
        self._within = opposite(category) if self.turned else category

    def direct(self) -> Finding:
        """The kernel evaluates it, too; among many objects it is told which one is terminal."""
        value = self._without() is None
        if not value or self._nouns != ("terminal object",) or len(self.category.objects) <= FEW_OBJECTS:
            return Finding(value, {"value": value})
        cone = limit_cone(self._within, Diagram(()))
        assert cone is not None
        return Finding(True, {"value": True, "body": {"value": True, "at": cone.apex}})

    def _without(self) -> tuple[str, Diagram] | None:
        """The first diagram without a limit, and what it has none of."""
        for noun in self._nouns:
            for diagram in diagrams(self._within, noun):
                if limit_cone(self._within, diagram) is None:
                    return noun, diagram
        return None

    def _called(self, noun: str) -> str:
        return DUAL[noun] if self.turned else noun

    def _arrow(self, f: Any) -> str:
        return self.category.show_arrow(turn(self.category, self._within, f) if self.turned else f)

    def _of(self, diagram: Diagram) -> str:
        """What the diagram is, in words."""
        shown = [self._arrow(f) for _, _, f in diagram.edges] or [*map(self.category.told_object, diagram.corners)]
        return f" of {' and '.join(shown)}" if shown else ""

    def reason(self, finding: Finding) -> str:
        without = self._without()
        if without is None:
            return "; ".join(self._found(noun) for noun in self._nouns)
        noun, diagram = without
        name = self.category.name or "the category"
        told = [*islice(self._why_not(diagram), MOST_TOLD + 1)]
        head = f"{name} has no {self._called(noun)}{self._of(diagram)}"
        return f"{head}: {'; '.join(told[:MOST_TOLD])}{'; ...' if len(told) > MOST_TOLD else ''}"

    def _found(self, noun: str) -> str:
        if noun == "terminal object":
            cone = limit_cone(self._within, Diagram(()))
            assert cone is not None
            return f"{self.category.told_object(cone.apex)} is {'initial' if self.turned else 'terminal'}"
        pairs = {"product": "pair of objects", "equalizer": "pair of different parallel arrows"}
        ends = "source" if self.turned else "target"
        what = pairs.get(noun, f"pair of arrows with one {ends}")
        article = "an" if self._called(noun)[0] in "aeiou" else "a"
        if next(diagrams(self._within, noun), None) is None:
            return f"there is no {what}"
        return f"every {what} has {article} {self._called(noun)}"

    def _why_not(self, diagram: Diagram) -> Iterator[str]:
        """For each cone one that does not factor through it in one way."""
        show = self.category.told_object
        if not diagram.corners:
            for a in range(len(self.category.objects)):
                sizes = ((x, self._within.hom_size(x, a)) for x in range(len(self.category.objects)))
                x, n = next((x, n) for x, n in sizes if n != 1)
                ends = f"{show(a)} -> {show(x)}" if self.turned else f"{show(x)} -> {show(a)}"
                yield f"there {'are' if n else 'is'} {n or 'no'} arrow{'s' if n else ''} {ends}"
            return
        cones = list(cones_over(self._within, diagram))
        if not cones:
            both = "them that commute" if diagram.edges else "both"
            yield f"no object has arrows {'from' if self.turned else 'to'} {both}"
        for cone in cones:
            for other in cones:
                ways = factors(self._within, cone, other)
                if ways != 1:
                    how = f"{ways} ways" if ways else "no way"
                    yield f"{self._cone(other)} factors through {self._cone(cone)} in {how}"
                    break

    def _cone(self, cone: Cone) -> str:
        """A cone by its arrows, as far as these say the others."""
        after = {j for i, j, _ in cone.diagram.edges if i < j}
        legs = [self._arrow(leg) for j, leg in enumerate(cone.legs) if j not in after]
        return f"({', '.join(legs)})"

    def explain(self, finding: Finding) -> list[str]:
        without = self._without()
        if without is None:
            return [sentence(self.reason(finding))]
        noun, diagram = without
        name = self.category.name or "the category"
        head = f"{name} has no {self._called(noun)}{self._of(diagram)}:"
        return [head, *(f"  {sentence(line)}" for line in islice(self._why_not(diagram), MOST_ARGUED))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        without = self._without()
        if without is None:
            return {}
        _, diagram = without
        objects = [self.category.objects[c] for c in diagram.corners]
        return {"objects": objects, "arrows": [self._arrow(f) for _, _, f in diagram.edges]}


class HasLimit(Has):
    """`D has a limit`; `turned`: `D has a colimit`."""

    evaluated = True
    """The kernel evaluates it, too."""

    def __init__(self, functor: Functor, turned: bool) -> None:
        super().__init__(functor.target, "coproducts" if turned else "products")
        self._nouns = ("limit",)
        self._diagram = diagram_of(opposite_functor(functor) if turned else functor)

    def _without(self) -> tuple[str, Diagram] | None:
        return None if limit_cone(self._within, self._diagram) is not None else ("limit", self._diagram)

    def _found(self, noun: str) -> str:
        cone = limit_cone(self._within, self._diagram)
        assert cone is not None
        legs = f", with {self._cone(cone)}" if cone.legs else ""
        return f"{self.category.told_object(cone.apex)} is a {self._called(noun)}{legs}"


class Connected:
    """`T is connected`; with `category` the same of the terminal task, said of its category."""

    evaluated = True
    """The kernel evaluates it, too."""

    def __init__(self, task: Task, category: Category | None = None) -> None:
        self.task = task
        self.category = category

    @classmethod
    def of_category(cls, category: Category) -> Connected:
        """`C is connected`."""
        return cls(constant(category, ["*"]), category)

    def direct(self) -> Finding:
        value = len(components(self.task)) == 1
        return Finding(value, {"value": value})

    def reason(self, finding: Finding) -> str:
        several = components(self.task)
        noun = "element" if self.category is None else "object"
        if not several:
            return f"there is no {noun}"
        if len(several) == 1:
            return f"restrictions join all {noun}s" if self.category is None else "paths of arrows join all objects"
        shown = " and ".join(self._shown(part[0]) for part in several[:2])
        return f"nothing joins {shown}: there are {counted_or_no(len(several), 'parts')}"

    def _shown(self, x: int) -> str:
        element = self.task.element(x)
        return self.task.told_at(element) if self.category is None else self.category.told_object(element.object)

    def explain(self, finding: Finding) -> list[str]:
        several = components(self.task)
        shown = [", ".join(map(self._shown, part[:12])) + (", ..." if len(part) > 12 else "") for part in several[:24]]
        return [sentence(self.reason(finding)), *(f"  {line}" for line in shown)]

    def witness(self, finding: Finding) -> dict[str, Any]:
        return {} if finding.value else {"parts": [self._shown(part[0]) for part in components(self.task)[:24]]}


class Final:
    """`F is initial`, and `F is final`, which is that of the opposite functor."""

    evaluated = True
    """The kernel evaluates it, too."""

    def __init__(self, functor: Functor, covariant: Functor) -> None:
        self.functor = functor
        self._covariant = covariant
        """The functor, or its opposite: each object must have connected values over it."""

    def direct(self) -> Finding:
        value = self._broken() is None
        return Finding(value, {"value": value})

    def _broken(self) -> tuple[int, Connected] | None:
        target = self._covariant.target
        for d in range(len(target.objects)):
            claim = Connected(restriction(self._covariant, yoneda(target, d)))
            if not claim.direct().value:
                return d, claim
        return None

    def reason(self, finding: Finding) -> str:
        broken = self._broken()
        side = "over" if self._covariant is self.functor else "under"
        if broken is None:
            return f"{side} each object of the target the values are connected"
        d, claim = broken
        at = self.functor.target.told_object(d)
        several = components(claim.task)
        if not several:
            return f"there is no value {side} {at}"
        return f"the values {side} {at} fall into {len(several)} parts"

    def explain(self, finding: Finding) -> list[str]:
        return [sentence(self.reason(finding))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        broken = self._broken()
        return {} if broken is None else {"object": self.functor.target.objects[broken[0]]}
