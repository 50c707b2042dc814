"""`F generalizes` and `F generalizes from {a, b}`. Theorem 3: structure learned in the source, applied in the target.

Alignment, Lan_F y(X) ~= y(F X), holds for every functor (Mac Lane X.3; Riehl 6.1: Lan_F is left adjoint to restriction,
and Nat(y(F X), Q) = Q(F X) = Nat(y(X), F^* Q)). Structure is Hom(X, Y) ~= Hom(F X, F Y) via F for all X and Y,
equivalently that the unit y(X) -> F^* Lan_F y(X) is invertible: F is full and faithful. F generalizes from the seen
objects S iff no other functor of its class that equals F on the full subcategory on S is a different one: each is
isomorphic to F by an isomorphism that is the identity on S.
"""

from __future__ import annotations

from typing import Any

from catproof.core.blocks import functor_items
from catproof.core.category import Arrow, isomorphic_objects
from catproof.core.constructions import full
from catproof.core.functor import Functor, compose
from catproof.core.functor_search import ALL, Class, agreeing, functors
from catproof.core.isomorphism import isomorphism
from catproof.core.kan import lan
from catproof.core.natural_family import natural_isomorphism
from catproof.core.presheaves import yoneda
from catproof.decide.claim import EnginesDisagree, Finding
from catproof.decide.functors import FunctorProperty
from catproof.decide.representable import sentence
from catproof.logic.terms import Definitions

CLASSES: dict[str | None, tuple[Class, str]] = {
    None: (Class(full=True, faithful=True), "fully faithful"),
    "functors": (ALL, ""),
    "faithful functors": (Class(faithful=True), "faithful"),
}
"""What `among` says: the class of functors, and the property F needs to be in it."""

MOST_ALIGNED = 2_000
"""With more arrows in the target, alignment is taken from the theorem and not computed object by object."""


class Generalizes(FunctorProperty):
    """`F generalizes`: alignment, computed for each object, and structure."""

    def __init__(self, functor: Functor) -> None:
        super().__init__(functor, "fully faithful")

    def direct(self) -> Finding:
        source, target = self.functor.source, self.functor.target
        if target.count() <= MOST_ALIGNED:
            for x, goal in enumerate(self.functor.on_objects):
                if isomorphism(lan(self.functor, yoneda(source, x)).task, yoneda(target, goal)) is None:
                    raise EnginesDisagree(f"alignment fails at {source.show_object(x)}, against the theorem")
        return super().direct()

    def reason(self, finding: Finding) -> str:
        if finding.value:
            return "aligned, as every functor is, and every Hom(X, Y) -> Hom(F X, F Y) is bijective"
        return "aligned, as every functor is, but it does not keep the structure: it is " + super().reason(finding)


class GeneralizesFrom:
    """`F generalizes from S [among functors | among faithful functors]`, S given by the numbers of its objects."""

    def __init__(self, functor: Functor, seen: list[int], among: str | None) -> None:
        self.functor = functor
        self.seen = sorted(set(seen))
        self.among = among
        self.wanted, self.needed = CLASSES[among]

    def direct(self) -> Finding:
        if self.outside() is not None:
            return Finding(False, {"value": False})
        source, target = self.functor.source, self.functor.target
        for other in functors(source, target, self.wanted, agreeing(self.functor, self.seen)):
            if not self.same(other):
                return Finding(False, self.second(other))
        return Finding(True, {"value": True})

    def outside(self) -> Finding | None:
        """Why F itself is not in the class, if it is not."""
        if not self.needed:
            return None
        finding = FunctorProperty(self.functor, self.needed).direct()
        return None if finding.value else finding

    def same(self, other: Functor) -> bool:
        """Is there a natural isomorphism F => other that is the identity on the seen objects?"""
        return natural_isomorphism(self.functor, other, self.seen) is not None

    def second(self, other: Functor) -> dict[str, Any]:
        """Evidence from a second functor that fits what was seen."""
        values = [list(arrow) for arrow in other.on_generators]
        return {"value": False, "objects": list(other.on_objects), "generators": values}

    def solved(self, definitions: Definitions, milliseconds: int) -> bool:
        from catproof.engines.generalization import generalizes

        wanted = [name for name in ("full", "faithful") if getattr(self.wanted, name)]
        return generalizes(self.functor, self.seen, wanted, definitions, milliseconds)

    def _other(self, finding: Finding) -> Functor | None:
        if "objects" not in finding.evidence:
            return None
        arrows = [Arrow(*arrow) for arrow in finding.evidence["generators"]]
        return Functor(self.functor.source, self.functor.target, finding.evidence["objects"], arrows, name="G")

    def _unseen(self, other: Functor) -> int:
        """The unseen object that tells the two apart: the first whose values are not isomorphic, else the first such
        that no isomorphism on the objects up to it fits what was seen."""
        functor, target = self.functor, self.functor.target
        unseen = [a for a in range(len(functor.on_objects)) if a not in self.seen]
        for a in unseen:
            if not isomorphic_objects(target, functor.on_objects[a], other.on_objects[a]):
                return a
        for k, a in enumerate(unseen):
            inclusion = full(functor.source, [*self.seen, *unseen[: k + 1]])[1]
            here, there = compose(functor, inclusion), compose(other, inclusion)
            if natural_isomorphism(here, there, range(len(self.seen))) is None:
                return a
        raise AssertionError("the second functor is isomorphic to the first")

    def _difference(self, other: Functor) -> str:
        source, target = self.functor.source, self.functor.target
        a = self._unseen(other)
        at, x, y = source.told_object(a), self.functor.on_objects[a], other.on_objects[a]
        if not isomorphic_objects(target, x, y):
            return f"it sends {at} to {target.told_object(y)}, F sends it to {target.told_object(x)}"
        for g, (f, h) in enumerate(zip(self.functor.on_generators, other.on_generators, strict=True)):
            if f != h and a in (source.generators[g].source, source.generators[g].target):
                shown = source.show_word((g,), source.generators[g].target)
                return (
                    f"it sends {shown} to {target.show_arrow(h)}, F sends it to {target.show_arrow(f)}, and no "
                    f"isomorphism at {at} makes up for it"
                )
        return f"no isomorphism at {at} fits"

    def reason(self, finding: Finding) -> str:
        kind = {None: "full and faithful functor", "functors": "functor", "faithful functors": "faithful functor"}
        if finding.value:
            return f"every {kind[self.among]} that agrees with it on what was seen is isomorphic to it there"
        other = self._other(finding)
        if other is None:
            outside = self.outside()
            assert outside is not None
            return f"F is not {self.needed} itself: {FunctorProperty(self.functor, self.needed).reason(outside)}"
        return f"a second {kind[self.among]} fits all that was seen: {self._difference(other)}"

    def explain(self, finding: Finding) -> list[str]:
        other = self._other(finding)
        if other is None:
            return [sentence(self.reason(finding))]
        lines = ["A second functor G, equal to F on what was seen:"]
        return [*lines, *(f"  {line}" for line in functor_items(other)), sentence(self._difference(other))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        other = self._other(finding)
        if other is None:
            return {}
        source, target = self.functor.source, self.functor.target
        return {
            "unseen": source.objects[self._unseen(other)],
            "G": {source.show_object(a): target.show_object(b) for a, b in enumerate(other.on_objects)},
            "arrows": {
                source.show_word((g,), source.generators[g].target): target.show_arrow(f)
                for g, f in enumerate(other.on_generators)
            },
        }
