"""Finite categories, monoids and posets up to isomorphism: all of them, each once, in order of size.

    >>> from catproof.core.enumeration import categories, count_categories, monoids, posets
    >>> [count_categories(n) for n in range(6)]
    [1, 1, 3, 11, 55, 329]
    >>> sum(1 for _ in monoids(4)), sum(1 for _ in posets(4))
    (35, 16)

`categories` and `monoids` give `CategoryTable`s, `posets` gives `Poset`s; both have a method `category`, which makes
the `Category` they stand for (`CategoryTable.small_category`: with fewer generating arrows). `shards` divides
`categories` into jobs for several processes. What was enumerated once is kept in the user's cache folder.
"""

from catproof.core.enumeration.assembly import (
    Job,
    categories,
    connected_categories,
    count_categories,
    monoids,
    shards,
)
from catproof.core.enumeration.orders import Poset, count_posets, posets
from catproof.core.enumeration.running import Engine
from catproof.core.enumeration.shapes import Shape, pairs
from catproof.core.enumeration.tables import CategoryTable, disjoint_union

__all__ = [
    "CategoryTable",
    "Engine",
    "Job",
    "Poset",
    "Shape",
    "categories",
    "connected_categories",
    "count_categories",
    "count_posets",
    "disjoint_union",
    "monoids",
    "pairs",
    "posets",
    "shards",
]
