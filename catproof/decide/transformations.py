"""`n is mono / epi / iso` of transformations of tasks.

In a category of presheaves: each component is injective, surjective, bijective (Riehl 3.3; Mac Lane V.3).
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from catproof.core import counting
from catproof.core.blocks import block, transformation_items
from catproof.core.generation import generators
from catproof.core.task import Element, Task
from catproof.core.transformation import Components, Transformation, natural_maps
from catproof.decide.claim import Finding
from catproof.decide.representable import sentence
from catproof.search import natural_maps as search
from catproof.search.solver import SolverFailed

TRANSFORMATION_PROPERTIES = ("mono", "epi", "iso")

LONGEST_NAME = 30
"""A longer name is not put into a sentence."""

MOST_SHOWN = 40
"""The most elements that an argument lists."""


class TransformationProperty:
    """The claim for a transformation."""

    def __init__(self, transformation: Transformation, name: str) -> None:
        self.transformation = transformation
        self.name = name

    def direct(self) -> Finding:
        for a, values in enumerate(self.transformation.components):
            if self.name != "epi":
                seen: dict[int, int] = {}
                for j, v in enumerate(values):
                    if v in seen:
                        return Finding(False, {"value": False, "collapsed": [[a, seen[v]], [a, j]]})
                    seen[v] = j
            if self.name != "mono":
                missed = set(range(len(self.transformation.target.elements[a]))) - set(values)
                if missed:
                    return Finding(False, {"value": False, "missed": [a, min(missed)]})
        return Finding(True, {"value": True})

    def reason(self, finding: Finding) -> str:
        source, target = self.transformation.source, self.transformation.target
        if finding.value:
            return {
                "mono": "different elements have different images",
                "epi": "every element is an image",
                "iso": "it is a bijection at each object",
            }[self.name]
        if "collapsed" in finding.evidence:
            x, y = (Element(*x) for x in finding.evidence["collapsed"])
            value = target.show_element(self.transformation(x))
            return f"{source.show_element(x)} and {source.told_at(y)} both go to {value}"
        return f"{target.told_at(Element(*finding.evidence['missed']))} is the image of nothing"

    def explain(self, finding: Finding) -> list[str]:
        return [sentence(self.reason(finding))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        source, target = self.transformation.source, self.transformation.target
        if "collapsed" in finding.evidence:
            return {"elements": [source.show_at(Element(*x)) for x in finding.evidence["collapsed"]]}
        if "missed" in finding.evidence:
            return {"element": target.show_at(Element(*finding.evidence["missed"]))}
        return {}


def sides(left: str, right: str) -> tuple[str, str]:
    """What the sides of an equation are called: as they are written, where that is short and differs."""
    short = all(0 < len(text) <= LONGEST_NAME for text in (left, right)) and left != right
    return (left, right) if short else ("the left side", "the right side")


class EqualTransformations:
    """`m = n`, for parallel transformations: the same value at each element."""

    def __init__(self, left: Transformation, right: Transformation, texts: tuple[str, str] = ("", "")) -> None:
        self.left, self.right, self.texts = left, right, texts

    def direct(self) -> Finding:
        for x in self.left.source.all_elements():
            if self.left(x).number != self.right(x).number:
                return Finding(False, {"value": False, "element": list(x)})
        return Finding(True, {"value": True})

    def reason(self, finding: Finding) -> str:
        if finding.value:
            size = self.left.source.size
            each = "the one element" if size == 1 else f"each of the {size} elements"
            return f"both send {each} to the same one" if size else "there is no element to send"
        x = Element(*finding.evidence["element"])
        one, other = (n.target.show_element(n(x)) for n in (self.left, self.right))
        left, right = sides(*self.texts)
        return f"{self.left.source.told_at(x)} goes to {one} under {left}, to {other} under {right}"

    def explain(self, finding: Finding) -> list[str]:
        if not finding.value or self.left.source.size > MOST_SHOWN:
            return [sentence(self.reason(finding))]
        lines = ["Each element of the source, with its image under both:"]
        for x in self.left.source.all_elements():
            lines.append(f"  {self.left.source.told_at(x)} |-> {self.left.target.show_element(self.left(x))}")
        return lines

    def witness(self, finding: Finding) -> dict[str, Any]:
        if finding.value:
            return {}
        return {"element": self.left.source.show_at(Element(*finding.evidence["element"]))}


class Transformations:
    """`transformations(S, T)`: the domain of all natural transformations S -> T."""

    noun = "transformations"
    listed = False

    def __init__(self, source: Task, target: Task) -> None:
        self.source = source
        self.target = target

    def values(self) -> Iterator[Transformation]:
        for k, components in enumerate(self._maps()):
            yield Transformation(self.source, self.target, components, name=f"n{k + 1}")

    def _maps(self) -> Iterator[Components]:
        """The natural maps; where there are many generators the first is found by a solver, or that there is none."""
        first: Components | None = None
        if self._many():
            found = self._first
            if found is None:
                return
            if found:
                source, target = self.source, self.target
                first = [
                    [v - target.start[a] for v in found[source.start[a] : source.start[a + 1]]]
                    for a in range(len(source.elements))
                ]
                yield first
        yield from (components for components in natural_maps(self.source, self.target) if components != first)

    def _many(self) -> bool:
        return len(generators(self.source)) >= search.MANY

    @cached_property
    def _first(self) -> list[int] | None:
        """The images of all elements under some natural map; None if there is none, empty where no solver can say."""
        try:
            return search.first_map(self.source, self.target)
        except SolverFailed:
            return []

    def size(self) -> int:
        if self._many() and self._first is None:
            return 0
        try:
            return counting.number(self.source, self.target)
        except counting.TooWide:
            return sum(1 for _ in self._maps())

    def completeness(self, values: Sequence[Any]) -> dict[str, Any] | None:
        """A proof that no natural maps but these exist, written as `reference` does; None where the kernel counts."""
        if values or not self._many():
            try:
                counting.number(self.source, self.target)
            except counting.TooWide:
                pass
            else:
                return None
        starts = [self.target.start[a] for a, members in enumerate(self.source.elements) for _ in members]
        try:
            return search.no_other(
                self.source, self.target, [list(map(operator.add, starts, value)) for value in values]
            ).evidence()
        except SolverFailed:
            return None

    def show(self, value: Transformation) -> str:
        return block(transformation_items(value))

    def reference(self, value: Transformation) -> Any:
        return [int(v) for values in value.components for v in values]
