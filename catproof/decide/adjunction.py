"""`F is left adjoint to G`, `F has a right adjoint`, `F has a left adjoint`, `F is dense`.

F is left adjoint to G iff there are arrows c -> G F c, natural in c, each universal from c to G: every c -> G d factors
through it by exactly one F c -> d (Mac Lane IV.1, Theorem 2). F has a right adjoint iff each Hom(F -, d) is
representable, that is, iff each object d has a universal arrow F c -> d; dually for left adjoints (the same theorem).
F is dense iff each X is the canonical colimit of the values of F over it, that is, iff
Hom(X, Y) -> Nat(Hom(F -, X), Hom(F -, Y)) is always bijective (Mac Lane X.6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from catproof.core.category import Arrow
from catproof.core.constructions import opposite_functor
from catproof.core.functor import Functor, restriction
from catproof.core.generation import maximal_classes
from catproof.core.monotone import Monotone, arrow_shown
from catproof.core.natural_family import unit
from catproof.core.nouns import counted_or_no
from catproof.core.presheaves import yoneda
from catproof.core.transformation import natural_maps
from catproof.decide.claim import Finding
from catproof.decide.representable import MOST_LINES, sentence, universal_element
from catproof.decide.tables import ordered


class LeftAdjoint:
    """`F is left adjoint to G`, for F : C -> D and G : D -> C."""

    def __init__(self, left: Functor, right: Functor) -> None:
        self.left = left
        self.right = right

    @cached_property
    def _ordered(self) -> tuple[Monotone, Monotone] | None:
        left, right = ordered(self.left), ordered(self.right)
        return None if left is None or right is None else (left, right)

    def direct(self) -> Finding:
        if self._ordered is not None:
            left, right = self._ordered
            pair = left.not_adjoint(right)
            return Finding(pair is None, {"value": pair is None} | ({} if pair is None else {"between": list(pair)}))
        found = None if self._different() is not None else unit(self.left, self.right)
        if found is None:
            return Finding(False, {"value": False})
        return Finding(True, {"value": True, "unit": [list(arrow) for arrow in found]})

    def _different(self) -> tuple[int, int] | None:
        """A pair (c, d) with different numbers of arrows F c -> d and c -> G d."""
        if self._ordered is not None:
            left, right = self._ordered
            return left.not_adjoint(right)
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
            units, counits = (list(islice(arrows, 6)) for arrows in self._shown(finding))
            return f"its unit is {', '.join(units) or 'empty'}; its counit {', '.join(counits) or 'empty'}"
        different = self._different()
        if different is None:
            return "the numbers of arrows fit, but no natural family of universal arrows exists"
        c, d = different
        here, there = source.told_object(c), target.told_object(d)
        n = target.hom_size(self.left.on_objects[c], d)
        m = source.hom_size(c, self.right.on_objects[d])
        verb = "is" if n == 1 else "are"
        others = counted_or_no(m, "arrows")
        return f"there {verb} {counted_or_no(n, 'arrows')} F {here} -> {there}, but {others} {here} -> G {there}"

    def explain(self, finding: Finding) -> list[str]:
        source, target = self.left.source, self.left.target
        if not finding.value:
            return [sentence(self.reason(finding))]
        heads = ("The unit, c -> G F c, each arrow universal:", "The counit, F G d -> d:")
        lines = []
        for head, category, arrows in zip(heads, (source, target), self._shown(finding), strict=True):
            lines += [head, *_some(f"  at {category.told_object(a)}: {f}" for a, f in enumerate(arrows))]
        return lines

    def witness(self, finding: Finding) -> dict[str, Any]:
        if not finding.value:
            return {}
        found = zip(("unit", "counit"), (self.left.source, self.left.target), self._shown(finding), strict=True)
        return {key: {home.show_object(a): f for a, f in enumerate(arrows)} for key, home, arrows in found}

    def _shown(self, finding: Finding) -> tuple[Iterator[str], Iterator[str]]:
        """The arrows of the unit and of the counit, as a theory file writes them."""
        source, target = self.left.source, self.left.target
        if self._ordered is not None:
            left, right = self.left.on_objects, self.right.on_objects
            return (
                (arrow_shown(source, c, right[d]) for c, d in enumerate(left)),
                (arrow_shown(target, left[c], d) for d, c in enumerate(right)),
            )
        arrows = [Arrow(*arrow) for arrow in finding.evidence["unit"]]
        return map(source.show_arrow, arrows), map(target.show_arrow, self.counit(arrows))


def _some(lines: Iterable[str]) -> list[str]:
    """The first lines; dots for more."""
    first = list(islice(lines, MOST_LINES + 1))
    return first if len(first) <= MOST_LINES else [*first[:MOST_LINES], "  ..."]


class HasAdjoint:
    """`F has a right adjoint` (`side` "right") or `a left adjoint`."""

    def __init__(self, functor: Functor, side: str) -> None:
        self.functor = functor
        self.side = side

    def direct(self) -> Finding:
        orders = ordered(self.functor)
        if orders is not None:
            adjoint = (orders if self.side == "left" else orders.turned()).left_adjoint()
            if isinstance(adjoint, int):
                return Finding(False, {"value": False, "object": adjoint, "by": "order"})
            return Finding(True, {"value": True, "adjoint": adjoint})
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
            at = target.told_object(finding.evidence["object"])
            return f"there is no universal arrow {'from F to' if self.side == 'right' else 'to F from'} {at}"
        values = self._values(finding)
        pairs = [f"{target.told_object(d)} to {source.told_object(c)}" for d, c in enumerate(values[:8])]
        return f"it sends {', '.join(pairs) or 'nothing'}{', ...' if len(values) > 8 else ''}"

    @staticmethod
    def _values(finding: Finding) -> list[int]:
        """The values of the adjoint on objects."""
        evidence = finding.evidence
        return evidence["adjoint"] if "adjoint" in evidence else [c for c, _ in evidence["universal"]]

    def _arrows(self, finding: Finding) -> Iterator[str]:
        """The universal arrows, as a theory file writes them."""
        target, values = self.functor.target, self.functor.on_objects
        if "universal" in finding.evidence:
            return (target.show_arrow(Arrow(*arrow)) for _, arrow in finding.evidence["universal"])
        ends = ((values[c], d) for d, c in enumerate(finding.evidence["adjoint"]))
        return (arrow_shown(target, *(pair if self.side == "right" else pair[::-1])) for pair in ends)

    def explain(self, finding: Finding) -> list[str]:
        source, target = self.functor.source, self.functor.target
        if not finding.value:
            return [sentence(self.reason(finding))]
        values = zip(self._arrows(finding), self._values(finding), strict=True)
        lines = (
            f"  {target.told_object(d)}: {arrow}, with {source.told_object(c)}" for d, (arrow, c) in enumerate(values)
        )
        return ["Universal arrows, one for each object of the target:", *_some(lines)]

    def witness(self, finding: Finding) -> dict[str, Any]:
        source, target = self.functor.source, self.functor.target
        if not finding.value:
            return {"object": target.objects[finding.evidence["object"]]}
        values = enumerate(self._values(finding))
        return {"adjoint": {target.show_object(d): source.show_object(c) for d, c in values}}


class Dense:
    """`F is dense`."""

    def __init__(self, functor: Functor) -> None:
        self.functor = functor

    def direct(self) -> Finding:
        orders = ordered(self.functor)
        if orders is not None:
            pair = orders.not_dense()
            shown = {} if pair is None else {"between": list(pair)}
            return Finding(pair is None, {"value": pair is None, "by": "order", **shown})
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
        here, there = target.told_object(x), target.told_object(y)
        arrows = [] if ordered(self.functor) is not None else list(target.arrows(x, y))
        if len({self._on_nerves(x, f) for f in arrows}) < len(arrows):
            return f"the values over {here} cannot tell apart two arrows {here} -> {there}"
        return f"the values over {here} map to {there} compatibly in a way that no arrow {here} -> {there} gives"

    def explain(self, finding: Finding) -> list[str]:
        return [sentence(self.reason(finding))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        if finding.value:
            return {}
        return {"objects": [self.functor.target.objects[x] for x in finding.evidence["between"]]}
