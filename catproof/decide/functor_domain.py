"""`functors(B, C)`: the domain of all functors B -> C."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catproof.core.blocks import block, functor_items
from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.functor_search import functors


class Functors:
    """The functors from `source` to `target`, each once."""

    noun = "functors"
    listed = False

    def __init__(self, source: Category, target: Category) -> None:
        self.source = source
        self.target = target

    def values(self) -> Iterator[Functor]:
        return functors(self.source, self.target)

    def size(self) -> int:
        return sum(1 for _ in self.values())

    def show(self, value: Functor) -> str:
        return block(functor_items(value))

    def reference(self, value: Functor) -> Any:
        return [*map(int, value.on_objects), *(int(n) for arrow in value.on_generators for n in arrow)]
