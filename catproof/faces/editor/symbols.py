"""What has a name in a theory file, where that name occurs, and where labels come from."""

from __future__ import annotations

from typing import NamedTuple, Union

from catproof.diagnostic import Span


class Symbol(NamedTuple):
    """Something that has a name: `kind` is that of the declaration, or statement, variable, object, arrow, element;
    `owner` tells it from others of the same name, `path` is the file that declares it."""

    kind: str
    name: str
    owner: str
    path: str


class Occurrence(NamedTuple):
    """A name in the text. `symbol` is None where it cannot be said what the name stands for."""

    text: str
    span: Span
    symbol: Symbol | None
    defines: bool


class Homes(NamedTuple):
    """Where the labels of a category or task come from: the blocks of these owners."""

    owners: tuple[str, ...]


class Pairs(NamedTuple):
    """The labels are tuples, whose parts come from these."""

    parts: tuple[Labels, ...]


Labels = Union[Homes, Pairs, None]
"""What the labels of something are; None where that does not show."""


class Meaning(NamedTuple):
    """What a name stands for, and where labels come from: those of a category; for a task those of the category it is
    on, and its elements; for a functor those of its source and target."""

    symbol: Symbol
    category: Labels = None
    at: Labels = None
    elements: Labels = None
    source: Labels = None
    target: Labels = None
