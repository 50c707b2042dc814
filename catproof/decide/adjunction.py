"""`F is left adjoint to G`, `F has a right adjoint`, `F has a left adjoint`, `F is dense`.

F is left adjoint to G iff there are arrows c -> G F c, natural in c, each universal from c to G: every c -> G d factors
through it by exactly one F c -> d (Mac Lane IV.1, Theorem 2). F has a right adjoint iff each Hom(F -, d) is
representable, that is, iff each object d has a universal arrow F c -> d; dually for left adjoints (the same theorem).
F is dense iff each X is the canonical colimit of the values of F over it, that is, iff
Hom(X, Y) -> Nat(Hom(F -, X), Hom(F -, Y)) is always bijective (Mac Lane X.6).
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from catproof.core.category import Arrow
from catproof.core.constructions import opposite_functor
from catproof.core.functor import Functor, restriction
from catproof.core.generation import maximal_classes
from catproof.core.natural_family import unit
from catproof.core.presheaves import yoneda
from catproof.core.transformation import natural_maps
from catproof.decide.claim import Finding
from catproof.decide.representable import counted, sentence, universal_element


class LeftAdjoint:
    """`F is left adjoint to G`, for F : C -> D and G : D -> C."""

    def __init__(self, left: Functor, right: Functor) -> None:
        self.left = left
        self.right = right

    def direct(self) -> Finding:
        found = None if self._different() is not None else unit(self.left, self.right)
        if found is None:
            return Finding(False, {"value": False})
        return Finding(True, {"value": True, "unit": [list(arrow) for arrow in found]})

    def _different(self) -> tuple[int, int] | None:
        """A pair (c, d) with different numbers of arrows F c -> d and c -> G d."""
        source, target = self.left.source, self.left.target
        for c, goal in enumerate(self.left.on_objects):
            for d, value in enumerate(self.right.on_objects):
                if target.hom_size(goal, d) != source.hom_size(c, value):
                    return c, d
        return None

    def counit(self, components: list[Arrow]) -> list[Arrow]:
        """For each d the only arrow F G d -> d that the unit at G d makes the identity of G d."""
        source, target = self.left.source, self.left.target
        made = []
        for d, c in enumerate(self.right.on_objects):
            for h in target.arrows(self.left.on_objects[c], d):
                if source.compose(self.right.on_arrow(h), components[c]).number == 0:
                    made.append(h)
                    break
        return made

    def reason(self, finding: Finding) -> str:
        source, target = self.left.source, self.left.target
        if finding.value:
            arrows = [Arrow(*arrow) for arrow in finding.evidence["unit"]]
            shown = ", ".join(source.show_arrow(f) for f in arrows[:6]) or "empty"
            counit = ", ".join(target.show_arrow(f) for f in self.counit(arrows)[:6]) or "empty"
            return f"its unit is {shown}; its counit {counit}"
        different = self._different()
        if different is None:
            return "the numbers of arrows fit, but no natural family of universal arrows exists"
        c, d = different
        here, there = source.show_object(c), target.show_object(d)
        n = target.hom_size(self.left.on_objects[c], d)
        m = source.hom_size(c, self.right.on_objects[d])
        verb = "is" if n == 1 else "are"
        return f"there {verb} {counted(n, 'arrow')} F {here} -> {there}, but {counted(m, 'arrow')} {here} -> G {there}"

    def explain(self, finding: Finding) -> list[str]:
        source, target = self.left.source, self.left.target
        if not finding.value:
            return [sentence(self.reason(finding))]
        arrows = [Arrow(*arrow) for arrow in finding.evidence["unit"]]
        lines = ["The unit, c -> G F c, each arrow universal:"]
        lines += [f"  at {source.show_object(c)}: {source.show_arrow(f)}" for c, f in enumerate(arrows)]
        lines.append("The counit, F G d -> d:")
        counit = enumerate(self.counit(arrows))
        return lines + [f"  at {target.show_object(d)}: {target.show_arrow(f)}" for d, f in counit]

    def witness(self, finding: Finding) -> dict[str, Any]:
        if not finding.value:
            return {}
        source, target = self.left.source, self.left.target
        arrows = [Arrow(*arrow) for arrow in finding.evidence["unit"]]
        return {
            "unit": {source.show_object(c): source.show_arrow(f) for c, f in enumerate(arrows)},
            "counit": {target.show_object(d): target.show_arrow(f) for d, f in enumerate(self.counit(arrows))},
        }


class HasAdjoint:
    """`F has a right adjoint` (`side` "right") or `a left adjoint`."""

    def __init__(self, functor: Functor, side: str) -> None:
        self.functor = functor
        self.side = side

    def direct(self) -> Finding:
        functor = self._covariant
        found = []
        for d in range(len(functor.target.objects)):
            task = restriction(functor, yoneda(functor.target, d))
            element = universal_element(task, maximal_classes(task), None)
            if element is None:
                return Finding(False, {"value": False, "object": d})
            found.append([element.object, list(self._arrow(element.object, d, element.number))])
        return Finding(True, {"value": True, "universal": found})

    @cached_property
    def _covariant(self) -> Functor:
        """The functor whose right adjoint is asked for: a left adjoint of F is a right adjoint of F^op."""
        return self.functor if self.side == "right" else opposite_functor(self.functor)

    def _arrow(self, c: int, d: int, number: int) -> Arrow:
        """The arrow F c -> d (d -> F c) with this number among those of its hom-set."""
        target, start = self._covariant.target, self.functor.on_objects[c]
        arrow = Arrow(d, target.hom(d).arrows_from(start)[number])
        if self.side == "left":  # the same arrow in the category itself, where it goes the other way
            arrow = self.functor.target.follow(self.functor.target.identity(start), target.word(arrow)[::-1])
        return arrow

    def reason(self, finding: Finding) -> str:
        source, target = self.functor.source, self.functor.target
        if not finding.value:
            at = target.show_object(finding.evidence["object"])
            return f"there is no universal arrow {'from F to' if self.side == 'right' else 'to F from'} {at}"
        pairs = [
            f"{target.show_object(d)} to {source.show_object(c)}"
            for d, (c, _) in enumerate(finding.evidence["universal"])
        ]
        return f"it sends {', '.join(pairs[:8]) or 'nothing'}{', ...' if len(pairs) > 8 else ''}"

    def explain(self, finding: Finding) -> list[str]:
        source, target = self.functor.source, self.functor.target
        if not finding.value:
            return [sentence(self.reason(finding))]
        return ["Universal arrows, one for each object of the target:"] + [
            f"  {target.show_object(d)}: {target.show_arrow(Arrow(*arrow))}, with {source.show_object(c)}"
            for d, (c, arrow) in enumerate(finding.evidence["universal"])
        ]

    def witness(self, finding: Finding) -> dict[str, Any]:
        source, target = self.functor.source, self.functor.target
        if not finding.value:
            return {"object": target.objects[finding.evidence["object"]]}
        values = enumerate(finding.evidence["universal"])
        return {"adjoint": {target.show_object(d): source.show_object(c) for d, (c, _) in values}}


class Dense:
    """`F is dense`."""

    def __init__(self, functor: Functor) -> None:
        self.functor = functor

    def direct(self) -> Finding:
        target = self.functor.target
        objects = range(len(target.objects))
        nerves = [restriction(self.functor, yoneda(target, x)) for x in objects]
        for x in objects:
            for y in objects:
                arrows = target.hom_size(x, y)
                images = {self._on_nerves(x, f) for f in target.arrows(x, y)}
                maps = 0
                for _ in natural_maps(nerves[x], nerves[y]):
                    maps += 1
                    if maps > arrows:
                        break
                if not len(images) == arrows == maps:
                    return Finding(False, {"value": False, "between": [x, y]})
        return Finding(True, {"value": True})

    def _on_nerves(self, x: int, f: Arrow) -> tuple[int, ...]:
        """What composing with f : x -> y does to the arrows F a -> x."""
        target = self.functor.target
        image = target.postcompose(f)
        return tuple(image[h.number] for value in self.functor.on_objects for h in target.arrows(value, x))

    def reason(self, finding: Finding) -> str:
        target = self.functor.target
        if finding.value:
            return "each object is the canonical colimit of the values over it"
        x, y = finding.evidence["between"]
        here, there = target.show_object(x), target.show_object(y)
        arrows = list(target.arrows(x, y))
        if len({self._on_nerves(x, f) for f in arrows}) < len(arrows):
            return f"the values over {here} cannot tell apart two arrows {here} -> {there}"
        return f"the values over {here} map to {there} compatibly in a way that no arrow {here} -> {there} gives"

    def explain(self, finding: Finding) -> list[str]:
        return [sentence(self.reason(finding))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        if finding.value:
            return {}
        return {"objects": [self.functor.target.objects[x] for x in finding.evidence["between"]]}
