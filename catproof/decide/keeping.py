"""`F preserves limits`, `F reflects limits`, and the same for colimits: all finite ones that there are in the source.

Right adjoints preserve limits (Mac Lane V.5), fully faithful functors reflect them (Riehl 3.3). A finite category with
finite limits is thin (Freyd), and a functor from it that keeps them has a left adjoint, and is fully faithful where
isomorphisms alone have isomorphisms for values. For the others `core.keeping.search` goes through diagrams.
"""

from __future__ import annotations

from typing import Any

from catproof.core.category import Arrow
from catproof.core.cones import Cone, Diagram
from catproof.core.constructions import opposite_functor
from catproof.core.functor import Functor
from catproof.core.keeping import not_preserved, not_reflected, search, turned_cone
from catproof.decide.adjunction import HasAdjoint
from catproof.decide.claim import Evidence, Finding
from catproof.decide.functors import FunctorProperty
from catproof.decide.representable import sentence

NOUNS = {
    "limits": ("terminal object", "product", "equalizer", "pullback", "limit"),
    "colimits": ("initial object", "coproduct", "coequalizer", "pushout", "colimit"),
}

WHY = {
    "full": "it is fully faithful, and such functors reflect all of them",
    "search": "no diagram breaks it: all subtasks of products with a representable, which would show one, were tried",
}


class Keeps:
    """`F VERB KIND`, with VERB one of preserves and reflects, KIND one of limits and colimits."""

    def __init__(self, functor: Functor, verb: str, kind: str) -> None:
        self.functor = functor
        self.verb = verb
        self.kind = kind
        self._covariant = functor if kind == "limits" else opposite_functor(functor)
        """Whose limits are asked for: colimits are limits in the opposite."""

    def direct(self) -> Finding:
        cone, proof = self._reflects() if self.verb == "reflects" else self._preserves()
        if cone is None:
            return Finding(True, {"value": True, **proof})
        if self.kind == "colimits":
            cone = turned_cone(self.functor.source, self._covariant.source, cone)
        return Finding(False, {
            "value": False, "corners": list(cone.diagram.corners), "apex": cone.apex,
            "edges": [[i, j, list(f)] for i, j, f in cone.diagram.edges], "legs": [list(leg) for leg in cone.legs],
        })  # fmt: skip

    def _preserves(self) -> tuple[Cone | None, Evidence]:
        adjoint = HasAdjoint(self.functor, "left" if self.kind == "limits" else "right").direct()
        if adjoint.value:
            return None, {"by": "adjoint", **{key: x for key, x in adjoint.evidence.items() if key != "value"}}
        return not_preserved(self._covariant) or search(self._covariant, False), {"by": "search"}

    def _reflects(self) -> tuple[Cone | None, Evidence]:
        if FunctorProperty(self.functor, "fully faithful").direct().value:
            return None, {"by": "full"}
        return not_reflected(self._covariant) or search(self._covariant, True), {"by": "search"}

    # ---- told ---------------------------------------------------------------------------------------------------

    def _cone(self, evidence: Evidence) -> Cone:
        edges = tuple((i, j, Arrow(*f)) for i, j, f in evidence["edges"])
        legs = tuple(Arrow(*leg) for leg in evidence["legs"])
        return Cone(Diagram(tuple(evidence["corners"]), edges), evidence["apex"], legs)

    def _noun(self, diagram: Diagram) -> str:
        terminal, product, equalizer, pullback, limit = NOUNS[self.kind]
        ends = [(i, j) for i, j, _ in diagram.edges]
        if not diagram.corners:
            return terminal
        if len(diagram.corners) == 2 and not ends:
            return product
        return {((0, 1), (0, 1)): equalizer, ((0, 2), (1, 2)): pullback}.get(tuple(ends[:3]), limit)  # type: ignore[arg-type]

    def reason(self, finding: Finding) -> str:
        if finding.value:
            return self._why(finding.evidence["by"])
        source, target = self.functor.source, self.functor.target
        cone = self._cone(finding.evidence)
        noun = self._noun(cone.diagram)
        article = "an" if noun[0] in "aeiou" else "a"
        apex, value = source.told_object(cone.apex), target.told_object(self.functor.on_objects[cone.apex])
        given = self._given(cone)
        if not cone.diagram.corners:
            here, there = (article, "none") if self.verb == "preserves" else ("no", "one")
            return f"{apex} is {here} {noun}, but its value {value} is {there}"
        if self.verb == "preserves":
            return f"{apex} is {article} {noun}{given}, but its value {value} is no {noun} of the values"
        return f"{apex} is no {noun}{given}, but its value {value} is {article} {noun} of the values"

    def _given(self, cone: Cone) -> str:
        """What the diagram is, and with which arrows."""
        source = self.functor.source
        edges = ", ".join(source.show_arrow(f) for _, _, f in cone.diagram.edges[:6])
        corners = ", ".join(source.told_object(c) for c in cone.diagram.corners[:6])
        if not cone.diagram.corners:
            return ""
        legs = ", ".join(source.show_arrow(leg) for leg in cone.legs[:6])
        more = ", ..." if max(len(cone.legs), len(cone.diagram.edges)) > 6 else ""
        return f" of {edges or corners}, with {legs}{more}"

    def _why(self, by: str) -> str:
        if by == "adjoint":
            side, what = ("left", "right") if self.kind == "limits" else ("right", "left")
            return f"it has a {side} adjoint, and {what} adjoints preserve {self.kind}"
        return WHY[by]

    def explain(self, finding: Finding) -> list[str]:
        return [sentence(self.reason(finding))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        if finding.value:
            return {}
        source, cone = self.functor.source, self._cone(finding.evidence)
        return {
            "diagram": {
                "objects": [source.objects[c] for c in cone.diagram.corners],
                "arrows": [source.show_arrow(f) for _, _, f in cone.diagram.edges],
            },
            "apex": source.objects[cone.apex],
            "legs": [source.show_arrow(leg) for leg in cone.legs],
        }
