"""All categories with few arrows, and which of the properties that the prelude defines each of them has.

A property is any definition that is shipped with one category for its parameter: a new one appears by itself. It is
decided as a statement is, by its algorithm or from its definition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import permutations
from typing import NamedTuple

from catproof.core.blocks import block, category_items, category_kind
from catproof.core.category import Category
from catproof.core.enumeration import categories, count_categories
from catproof.core.limits import DEFAULT_ARROWS, LimitReached
from catproof.core.nouns import counted
from catproof.decide.proposition import Atom
from catproof.elaborate.define import prelude
from catproof.elaborate.propositions import Sentences
from catproof.elaborate.scope import Scope
from catproof.elaborate.terms import Terms
from catproof.logic.terms import Call, Definition, Sort, Variable
from catproof.logic.text import text_of

LARGEST = 7
"""With eight arrows there are 1,723,286 categories, more than can be shown."""


class Property(NamedTuple):
    """A property of categories, by its definition."""

    definition: Definition

    @property
    def said(self) -> str:
        """As it is said of a category: `is thin`, `has products`."""
        return self.of("C").removeprefix("C ")

    def of(self, name: str) -> str:
        """The proposition that the category of this name has it."""
        return text_of(self.call(name))

    def call(self, name: str) -> Call:
        """The same as a term."""
        return Call(self.definition.reference, (Variable(name, Sort("category")),))


class Entry(NamedTuple):
    """A category of the atlas. Its name has the number of its arrows, and its place among those with as many."""

    name: str
    category: Category
    arrows: int
    has: tuple[bool, ...]
    """For each property whether it has it."""

    @property
    def objects(self) -> int:
        """How many objects it has."""
        return len(self.category.objects)

    @property
    def size(self) -> str:
        """How large it is, in words."""
        return f"{counted(self.arrows, 'arrows')}, {counted(self.objects, 'objects')}"

    @property
    def declaration(self) -> str:
        """The category as a theory file declares it."""
        return f"{category_kind(self.category)} {self.name} {block(category_items(self.category))}"


class Pair(NamedTuple):
    """Two properties, by their places: the first, and not the second."""

    has: int
    lacks: int


class Survey:
    """The categories with at most `most` arrows, the smaller ones first, each once up to isomorphism."""

    def __init__(self, most: int, properties: tuple[Property, ...], entries: tuple[Entry, ...]) -> None:
        self.most = most
        self.properties = properties
        self.entries = entries

    @cached_property
    def witnesses(self) -> dict[Pair, Entry]:
        """For each two properties the first category that has the one and not the other, where there is any."""
        found: dict[Pair, Entry] = {}
        seen: set[tuple[bool, ...]] = set()
        for entry in self.entries:
            if entry.has not in seen:
                seen.add(entry.has)
                for pair in self.pairs():
                    if entry.has[pair.has] and not entry.has[pair.lacks]:
                        found.setdefault(pair, entry)
        return found

    def pairs(self) -> Iterator[Pair]:
        """All pairs of two properties."""
        return (Pair(*pair) for pair in permutations(range(len(self.properties)), 2))

    @property
    def unbroken(self) -> list[Pair]:
        """The pairs without a witness: whatever has the one has the other, as far as the survey goes."""
        return [pair for pair in self.pairs() if pair not in self.witnesses]

    @property
    def chosen(self) -> dict[str, list[Pair]]:
        """The witnesses by name, in their order, and what each is the smallest for."""
        found: dict[str, list[Pair]] = {}
        for pair, entry in self.witnesses.items():
            found.setdefault(entry.name, []).append(pair)
        return {entry.name: sorted(found[entry.name]) for entry in self.entries if entry.name in found}


def properties() -> tuple[Property, ...]:
    """The properties of categories that are shipped, in the order of the prelude."""
    known = prelude()
    return tuple(
        Property(definition)
        for reference, definition in known.definitions.items()
        if reference.kinds == ("category",) and known.kind(definition) == "proposition"
    )


def survey(most: int, told: Callable[[str, int, int], object] = lambda what, done, total: None) -> Survey:
    """The categories with at most so many arrows, and their properties. `told` hears how far it has come.
    Raises `LimitReached`."""
    if most > LARGEST:
        raise LimitReached(f"categories with more than {LARGEST} arrows are too many for an atlas", "")
    listed = properties()
    sentences = Sentences(Terms(Scope(), DEFAULT_ARROWS))
    calls = [each.call("C") for each in listed]
    total = sum(count_categories(arrows) for arrows in range(most + 1))
    entries: list[Entry] = []
    for arrows in range(most + 1):
        for number, table in enumerate(categories(arrows), 1):
            category = table.small_category()
            known = sentences.builder.root.binding("C", category)
            claims = (sentences.proposition(call, known) for call in calls)
            has = tuple(claim.claim.direct().value for claim in claims if isinstance(claim, Atom))
            assert len(has) == len(calls), "a property is decided in one step"
            entries.append(Entry(f"C{arrows}_{number}", category, arrows, has))
            told("categories", len(entries), total)
    return Survey(most, listed, tuple(entries))
