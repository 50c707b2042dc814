"""What the tests of this folder share: the truth of shipped definitions of given things, and small instances."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from catproof.core.category import Arrow, Category
from catproof.core.enumeration import categories
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
from catproof.core.functor_search import functors
from catproof.core.model import Model
from catproof.core.task import Task
from catproof.core.task_search import TaskSearch
from catproof.core.transformation import Transformation
from catproof.elaborate.define import prelude
from catproof.logic.terms import Definition, Definitions, Reference, Variable
from catproof.logic.truth import TRUE, Known, Truth
from catproof.structures.tables import KnownStructures

Given = tuple[str, Any]
"""What a definition is asked about: the kind, and the thing; of an object its category and its number, of an arrow the
category and the arrow."""


class Asked:
    """Decides shipped definitions of known things; `changed` replaces some of them."""

    def __init__(self, changed: Definitions | None = None) -> None:
        self.definitions = {**prelude().definitions, **(changed or {})}
        self.structures = KnownStructures()
        self.truth = Truth(Known(), self.structures, self.definitions)

    def __call__(self, word: str, *given: Given) -> bool:
        """Does the definition of this word hold of these?"""
        definition = self.definitions[Reference(word, tuple(kind for kind, _ in given), True)]
        return self.truth.truth(definition.body, self.environment(definition, given)) == TRUE

    def environment(self, definition: Definition, given: tuple[Given, ...]) -> dict[str, Any]:
        """What the parameters of the definition stand for."""
        found: dict[str, Any] = {}
        table = self.structures.table
        for parameter, (kind, thing) in zip(definition.written, given, strict=True):
            of = [getattr(term, "name", "") for term in parameter.sort.of]
            if kind == "object":
                category, number = thing
                found |= {of[0]: table(category), parameter.name: {number: TRUE}}
            elif kind == "arrow":
                category, arrow = thing
                home = table(category)
                f = home.number[arrow]
                found |= {of[0]: home, parameter.name: {f: TRUE}}
                found |= {of[1]: {home.source[f]: TRUE}, of[2]: {home.target[f]: TRUE}}
            else:
                found[parameter.name] = table(thing)
                ends = {
                    Functor: ("source", "target"), Task: ("category",), Transformation: ("source", "target"),
                    NaturalTransformation: ("source", "target"),
                    Model: ("category", "base"), Category: (),
                }[type(thing)]  # fmt: skip
                for term, end in zip(parameter.sort.of, ends, strict=True):
                    assert isinstance(term, Variable)
                    whole = getattr(thing, end)
                    found[term.name] = table(whole)
                    if term.sort.of:
                        homes = (whole.source, whole.target) if isinstance(whole, Functor) else (whole.category,)
                        found |= {v.name: table(home) for v, home in zip(term.sort.of, homes, strict=True)}  # type: ignore[union-attr]
        return found


@lru_cache
def small_categories(arrows: int) -> list[Category]:
    """All categories with at most so many arrows, up to isomorphism."""
    return [table.small_category("", 100_000) for n in range(arrows + 1) for table in categories(n, None)]


def small_functors(arrows: int, to: int | None = None) -> Iterator[Functor]:
    """All functors from categories with at most so many arrows to such with at most so many."""
    for source in small_categories(arrows):
        for target in small_categories(arrows if to is None else to):
            yield from functors(source, target)


def small_tasks(category: Category, size: int) -> Iterator[Task]:
    """All tasks of at most so many elements, up to isomorphism."""
    search = TaskSearch(category)
    for n in range(size + 1):
        yield from search.of_size(n)


def arrows_of(category: Category) -> list[Arrow]:
    """The arrows of a category."""
    return list(category.arrows())
