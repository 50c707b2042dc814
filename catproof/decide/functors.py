"""Properties of functors, and `f is ideal`.

Mac Lane I.3; Riehl 1.5: F is full (faithful) iff every Hom(X, Y) -> Hom(F X, F Y) is onto (one to one), essentially
surjective iff every object of the target is isomorphic to a value; an embedding here is faithful and one to one on
objects. A model f is ideal iff Hom(X, Y) -> k(f X, f Y) is always bijective: for via(F), iff F is full and faithful.
"""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property
from itertools import chain, islice, product
from typing import Any

from catproof.core.category import Arrow, Category, isomorphic_objects
from catproof.core.functor import PARTS, Functor
from catproof.core.model import Model
from catproof.core.monotone import Monotone, arrow_shown
from catproof.core.nouns import counted_or_no
from catproof.decide.claim import Finding
from catproof.decide.representable import MOST_LINES, sentence
from catproof.decide.tables import ordered


class FunctorProperty:
    """`F is PROPERTY`, with a property of `PARTS`; with `model` the same claim as `f is ideal`."""

    def __init__(self, functor: Functor, name: str, model: Model | None = None) -> None:
        self.functor = functor
        self.name = name
        self.model = model

    @cached_property
    def _ordered(self) -> Monotone | None:
        return ordered(self.functor)

    def direct(self) -> Finding:
        proof: dict[str, Any] = {}
        for part in PARTS[self.name]:
            if self._ordered is None or part in ("injective", "surjective"):
                evidence = COUNTEREXAMPLES[part](self.functor)
            else:
                evidence = self._of_orders(part, self._ordered, proof)
            if evidence is not None:
                return Finding(False, {"value": False, **evidence})
        return Finding(True, {"value": True, **proof})

    @staticmethod
    def _of_orders(part: str, map_of_orders: Monotone, proof: dict[str, Any]) -> dict[str, Any] | None:
        """What breaks a condition in a functor between thin categories, or None, with what proves it."""
        if part == "full":
            found = map_of_orders.not_reflected()
            if found.side:
                proof |= {"side": found.side, "adjoint": found.adjoint}
            return None if found.pair is None else {"between": list(found.pair)}
        missed = map_of_orders.not_reached() if part == "essentially surjective" else None
        return None if missed is None else {"object": missed}

    def reason(self, finding: Finding) -> str:
        source, target = self.functor.source, self.functor.target
        evidence = finding.evidence
        if finding.value:
            return HOLDS[self.name] if self.model is None else "every Hom(X, Y) -> k(f X, f Y) is bijective"
        if "arrows" in evidence:
            f, g = (Arrow(*f) for f in evidence["arrows"])
            value = target.show_arrow(self.functor.on_arrow(f))
            return f"not faithful: {source.show_arrow(f)} and {source.show_arrow(g)} both go to {value}"
        if "between" in evidence:
            a, b = evidence["between"]
            h = self._missed(finding)
            return (
                f"not full: {h} : {target.told_object(self.functor.on_objects[a])} -> "
                f"{target.told_object(self.functor.on_objects[b])} is the value of no arrow "
                f"{source.told_object(a)} -> {source.told_object(b)}"
            )
        if "objects" in evidence:
            a, b = evidence["objects"]
            value = target.told_object(self.functor.on_objects[a])
            return f"not one to one on objects: {source.told_object(a)} and {source.told_object(b)} both go to {value}"
        if "unhit" in evidence:
            return f"not onto on objects: {target.told_object(evidence['unhit'])} is no value"
        return f"{target.told_object(evidence['object'])} is isomorphic to no value on an object"

    def _missed(self, finding: Finding) -> str:
        """The arrow that is no value."""
        target, evidence = self.functor.target, finding.evidence
        if "arrow" in evidence:
            return target.show_arrow(Arrow(*evidence["arrow"]))
        return arrow_shown(target, *(self.functor.on_objects[a] for a in evidence["between"]))

    def explain(self, finding: Finding) -> list[str]:
        source, target = self.functor.source, self.functor.target
        if not finding.value:
            return [sentence(self.reason(finding))]
        if self._ordered is not None:
            return [*self._adjoint_shown(finding), sentence(self.reason(finding))]
        if self.name == "essentially surjective":
            lines = ["Each object of the target, with an object whose value is isomorphic to it:"]
            first: dict[int, int] = {}
            for a, value in enumerate(self.functor.on_objects):
                first.setdefault(value, a)
            for d in range(len(target.objects)):
                reached = _reached(target, first, d)
                assert reached is not None, "the claim holds"
                lines.append(f"  {target.told_object(d)} ~= F({source.told_object(first[reached])})")
            return lines
        lines = ["For each pair of objects, the arrows between them and those between their values:"]
        for a, b in islice(product(range(len(source.objects)), repeat=2), 40):
            here = source.hom_size(a, b)
            there = target.hom_size(self.functor.on_objects[a], self.functor.on_objects[b])
            images = len({self.functor.images(b)[f] for f in source.hom(b).arrows_from(a)})
            numbers = [
                counted_or_no(here, "arrows"),
                counted_or_no(images, "different values"),
                counted_or_no(there, "arrows"),
            ]
            ends = f"{source.told_object(a)} -> {source.told_object(b)}"
            lines.append(f"  {ends}: {', '.join(numbers)} between the values")
        return [*lines, sentence(self.reason(finding))]

    def _adjoint_shown(self, finding: Finding) -> list[str]:
        """Of a map of orders that is full as an adjoint says: this adjoint."""
        if "adjoint" not in finding.evidence:
            return ["Between two objects there is at most one arrow: the orders are compared."]
        source, target = self.functor.source, self.functor.target
        lines = [f"F has a {finding.evidence['side']} adjoint G with G(F(a)) = a, so F a <= F b gives a <= b:"]
        shown = list(enumerate(finding.evidence["adjoint"]))
        lines += [f"  G({target.told_object(d)}) = {source.told_object(c)}" for d, c in shown[:MOST_LINES]]
        return lines + (["  ..."] if len(shown) > MOST_LINES else [])

    def witness(self, finding: Finding) -> dict[str, Any]:
        source, target, evidence = self.functor.source, self.functor.target, finding.evidence
        if "arrows" in evidence:
            return {"arrows": [source.show_arrow(Arrow(*f)) for f in evidence["arrows"]]}
        if "between" in evidence:
            return {"objects": [source.objects[a] for a in evidence["between"]], "arrow": self._missed(finding)}
        if "objects" in evidence:
            return {"objects": [source.objects[a] for a in evidence["objects"]]}
        for key in ("object", "unhit"):
            if key in evidence:
                return {"object": target.objects[evidence[key]]}
        return {}


HOLDS = {
    "full": "every arrow between values is the value of an arrow",
    "faithful": "parallel arrows have different values",
    "fully faithful": "every Hom(X, Y) -> Hom(F X, F Y) is bijective",
    "an embedding": "parallel arrows have different values, and so have objects",
    "essentially surjective": "every object of the target is isomorphic to a value",
    "an equivalence": "every Hom(X, Y) -> Hom(F X, F Y) is bijective, and every object is isomorphic to a value",
    "an isomorphism": "it is bijective on objects and on arrows",
}


def _unfaithful(functor: Functor) -> dict[str, Any] | None:
    for p in range(len(functor.source.objects)):
        hom, images = functor.source.hom(p), functor.images(p)
        seen: dict[tuple[int, int], int] = {}
        for f, a in enumerate(hom.at):
            if (a, images[f]) in seen:
                return {"arrows": [[p, seen[a, images[f]]], [p, f]]}
            seen[a, images[f]] = f
    return None


def _not_full(functor: Functor) -> dict[str, Any] | None:
    """Only pairs are looked at between whose values there is an arrow: of n^2 pairs there may be few."""
    over: dict[int, list[int]] = {}
    for a, start in enumerate(functor.on_objects):
        over.setdefault(start, []).append(a)
    for p, goal in enumerate(functor.on_objects):
        hom, images, there = functor.source.hom(p), functor.images(p), functor.target.hom(goal)
        for a in sorted(chain.from_iterable(over.get(start, ()) for start in there.from_object)):
            hit = {images[f] for f in hom.arrows_from(a)}
            for h in there.arrows_from(functor.on_objects[a]):
                if h not in hit:
                    return {"between": [a, p], "arrow": [goal, h]}
    return None


def _not_injective(functor: Functor) -> dict[str, Any] | None:
    seen: dict[int, int] = {}
    for a, value in enumerate(functor.on_objects):
        if value in seen:
            return {"objects": [seen[value], a]}
        seen[value] = a
    return None


def _not_essentially_surjective(functor: Functor) -> dict[str, Any] | None:
    values = set(functor.on_objects)
    return next(
        ({"object": d} for d in range(len(functor.target.objects)) if _reached(functor.target, values, d) is None), None
    )


def _reached(target: Category, values: Container[int], d: int) -> int | None:
    """The first of the values that is isomorphic to an object: there has to be an arrow from it."""
    if d in values:
        return d
    starts = sorted(b for b in target.hom(d).from_object if b in values)
    return next((b for b in starts if isomorphic_objects(target, b, d)), None)


def _not_surjective(functor: Functor) -> dict[str, Any] | None:
    unhit = set(range(len(functor.target.objects))) - set(functor.on_objects)
    return {"unhit": min(unhit)} if unhit else None


COUNTEREXAMPLES = {
    "full": _not_full,
    "faithful": _unfaithful,
    "injective": _not_injective,
    "surjective": _not_surjective,
    "essentially surjective": _not_essentially_surjective,
}
"""For each condition, what breaks it in a functor, or None."""
