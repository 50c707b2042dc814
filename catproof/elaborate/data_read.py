"""What a theory knows of the data files that it reads."""

from __future__ import annotations

from typing import Any

from catproof.core.category import Category
from catproof.core.deadline import Clock
from catproof.core.functor import Functor
from catproof.core.functoriality import Images
from catproof.core.pairs import Ends, pairs_of
from catproof.diagnostic import Span
from catproof.logic.terms import Term
from catproof.readers.place import Places


class Data:
    """Where the data files of a theory may be, and what is to be said of those that were read. `clock` is that of the
    declaration that is being built."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.notes: list[tuple[Span, str]] = []
        self.libraries: dict[tuple[int, ...], Any] = {}
        """The definitions that may be called, for each collection of them that was met."""
        self.clock: Clock | None = None
        self.pairs: dict[int, tuple[Category, Category]] = {}
        """By the ids of categories: they, and the discrete ones of their generating arrows."""

        self.images: dict[int, tuple[Functor, Images]] = {}
        """By the ids of functors: they, and what they are given by."""

        self.labelled: Category | None = None
        """`labelled < unlabelled`, once it is needed."""
        self.kept: dict[Term, Ends | Images] = {}
        """What is said of the arrows of a category, and what it says is kept."""

    def pairs_of(self, category: Category) -> Category:
        """The generating arrows of a category as objects; made once."""
        if id(category) not in self.pairs:
            self.pairs[id(category)] = category, pairs_of(category)
        return self.pairs[id(category)][1]
