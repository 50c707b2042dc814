"""`transformations(F, G)`, for parallel functors: the domain of all natural transformations F -> G."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catproof.core.blocks import block, functor_items
from catproof.core.category import show_generator
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation, natural_items
from catproof.core.natural_family import natural_transformations
from catproof.core.nouns import counted
from catproof.decide.claim import Finding
from catproof.decide.representable import sentence
from catproof.decide.transformations import sides


class EqualNatural:
    """`m = n`, for transformations between parallel functors: the same component at each object."""

    def __init__(
        self, left: NaturalTransformation, right: NaturalTransformation, texts: tuple[str, str] = ("", "")
    ) -> None:
        self.left, self.right, self.texts = left, right, texts

    def _difference(self) -> int | None:
        pairs = enumerate(zip(self.left.components, self.right.components, strict=True))
        return next((a for a, (f, g) in pairs if f != g), None)

    def direct(self) -> Finding:
        value = self._difference() is None
        return Finding(value, {"value": value})

    def reason(self, finding: Finding) -> str:
        a, source = self._difference(), self.left.source
        if a is None:
            count = len(self.left.components)
            return f"they have the same component at {counted(count, 'objects')}" if count else "there is no component"
        one, other = (source.target.show_arrow(n.components[a]) for n in (self.left, self.right))
        left, right = sides(*self.texts)
        return f"the component at {source.source.told_object(a)} of {left} is {one}, that of {right} is {other}"

    def explain(self, finding: Finding) -> list[str]:
        if not finding.value:
            return [sentence(self.reason(finding))]
        return ["The components of both:", *(f"  {item}" for item in natural_items(self.left))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        a = self._difference()
        return {} if a is None else {"object": self.left.source.source.objects[a]}


class EqualFunctors:
    """`F = G`, for parallel functors: the same values on objects and on generating arrows."""

    def __init__(self, left: Functor, right: Functor, texts: tuple[str, str] = ("", "")) -> None:
        self.left, self.right, self.texts = left, right, texts

    def _difference(self) -> tuple[str, str, str] | None:
        """The first object or generating arrow with two values, and these."""
        source, target = self.left.source, self.left.target
        for a, (b, c) in enumerate(zip(self.left.on_objects, self.right.on_objects, strict=True)):
            if b != c:
                return source.told_object(a), target.told_object(b), target.told_object(c)
        if target.order is not None:
            return None  # what the arrows go to is forced
        for g, (f, h) in enumerate(zip(self.left.on_generators, self.right.on_generators, strict=True)):
            if f != h:
                return show_generator(source.generators[g].name), target.show_arrow(f), target.show_arrow(h)
        return None

    def direct(self) -> Finding:
        value = self._difference() is None
        return Finding(value, {"value": value})

    def reason(self, finding: Finding) -> str:
        found = self._difference()
        if found is None:
            return "they have the same values on objects and on generating arrows"
        left, right = sides(*self.texts)
        return f"{found[0]} goes to {found[1]} under {left}, to {found[2]} under {right}"

    def explain(self, finding: Finding) -> list[str]:
        if not finding.value:
            return [sentence(self.reason(finding))]
        return ["The values of both:", *(f"  {item}" for item in functor_items(self.left))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        found = self._difference()
        return {} if found is None else {"at": found[0]}


class NaturalTransformations:
    """The natural transformations from `source` to `target`, each once."""

    noun = "natural transformations"
    listed = False

    def __init__(self, source: Functor, target: Functor) -> None:
        self.source = source
        self.target = target

    def values(self) -> Iterator[NaturalTransformation]:
        for k, family in enumerate(natural_transformations(self.source, self.target)):
            yield NaturalTransformation(self.source, self.target, family, name=f"n{k + 1}")

    def size(self) -> int:
        return sum(1 for _ in self.values())

    def show(self, value: NaturalTransformation) -> str:
        return block(natural_items(value))

    def reference(self, value: NaturalTransformation) -> Any:
        return [int(n) for arrow in value.components for n in arrow]
