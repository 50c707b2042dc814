"""How many small categories there are, from the literature, and whether those given are no two isomorphic.

By arrows: OEIS A125696; monoids by order: A058129; posets by points: A000112. By arrows and objects: connected ones as
counted by catproof, which agree with these sums; all by collecting connected ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from catproof.kernel.functors import appearance, isomorphic_categories
from catproof.kernel.tables import Category

CATEGORIES = (1, 1, 3, 11, 55, 329, 2858)
MONOIDS = (0, 1, 2, 7, 35, 228, 2237, 31559, 1668997)
POSETS = (1, 1, 2, 5, 16, 63, 318, 2045, 16999, 183231)
MOST_COMPARED = 500
"""So many categories are compared two by two."""


def known(word: str, bounds: Sequence[int]) -> int | None:
    """How many there are between the bounds, where that is known."""
    least, most = max(bounds[0], 0), bounds[1]
    numbers = {"categories": CATEGORIES, "monoids": MONOIDS, "posets": POSETS}[word]
    if word == "categories" and len(bounds) == 4:
        low, high = bounds[2], bounds[3]
        if low <= high == 1 and low <= 1 and (low == 1 or least > 0):
            numbers = MONOIDS
        elif low > 0 or high < most:
            return None
    if most >= len(numbers):
        return None
    return sum(numbers[n] for n in range(least, most + 1))


def distinct(categories: Sequence[Category]) -> bool:
    """Are no two isomorphic?"""
    groups: dict[str, list[Category]] = {}
    for category in categories:
        look = repr(sorted(appearance(category, a) for a in range(category.objects)))
        groups.setdefault(look, []).append(category)
    pairs = (pair for group in groups.values() for pair in combinations(group, 2))
    return not any(isomorphic_categories(left, right) for left, right in pairs)
