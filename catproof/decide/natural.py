"""`transformations(F, G)`, for parallel functors: the domain of all natural transformations F -> G."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catproof.core.blocks import block
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation, natural_items
from catproof.core.natural_family import natural_transformations


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
