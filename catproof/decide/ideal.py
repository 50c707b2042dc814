"""`f is ideal`: Hom(X, Y) -> k(f X, f Y) is a bijection for all X and Y: the model is full and faithful.

For via(F) this is the claim that F is full and faithful (`decide.functors`); here it is for explicit models, where
k(f X, f Y) = Nat(f X, f Y) is listed.
"""

from __future__ import annotations

from typing import Any

from catproof.core.category import Arrow
from catproof.core.model import Model, on_arrow
from catproof.core.transformation import Components, natural_maps
from catproof.decide.claim import Finding
from catproof.decide.representable import sentence


class ExplicitIdeal:
    """The claim for an explicit model."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def direct(self) -> Finding:
        model, category = self.model, self.model.category
        for b in range(len(category.objects)):
            for a in range(len(category.objects)):
                images: list[Components] = []
                arrows = list(category.arrows(a, b))
                for f in arrows:
                    image = on_arrow(model, f)
                    if image in images:
                        twin = arrows[images.index(image)]
                        return Finding(False, {"value": False, "arrows": [list(twin), list(f)]})
                    images.append(image)
                for components in natural_maps(model.value(a), model.value(b)):
                    if components not in images:
                        return Finding(False, {"value": False, "between": [a, b], "map": components})
        return Finding(True, {"value": True})

    def reason(self, finding: Finding) -> str:
        category = self.model.category
        if finding.value:
            return "every Hom(X, Y) -> k(f X, f Y) is bijective"
        if "arrows" in finding.evidence:
            f, g = (category.show_arrow(Arrow(*f)) for f in finding.evidence["arrows"])
            return f"not faithful: {f} and {g} go to the same transformation"
        a, b = (category.told_object(x) for x in finding.evidence["between"])
        return f"not full: a natural map from the value at {a} to the value at {b} comes from no arrow {a} -> {b}"

    def explain(self, finding: Finding) -> list[str]:
        if finding.value or "arrows" in finding.evidence:
            return [sentence(self.reason(finding))]
        a, b = finding.evidence["between"]
        left, right = self.model.value(a), self.model.value(b)
        lines = [sentence(self.reason(finding)), "The map:"]
        for d, values in enumerate(finding.evidence["map"]):
            for j, v in enumerate(values):
                at = self.model.base.told_object(d)
                lines.append(f"  at {at}: {left.elements[d][j]} |-> {right.elements[d][v]}")
        return lines

    def witness(self, finding: Finding) -> dict[str, Any]:
        category = self.model.category
        if "arrows" in finding.evidence:
            return {"arrows": [category.show_arrow(Arrow(*f)) for f in finding.evidence["arrows"]]}
        if "between" in finding.evidence:
            return {"objects": [category.objects[a] for a in finding.evidence["between"]]}
        return {}
