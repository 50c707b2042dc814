"""`C is equivalent to D`, `C is Morita equivalent to D`.

Categories are equivalent iff their skeletons, the full subcategories on one object of each class of isomorphic ones,
are isomorphic (Mac Lane IV.4, exercise 2). They are Morita equivalent iff their idempotent completions are equivalent.
"""

from __future__ import annotations

from typing import Any

from catproof.core.category import Category, isomorphic_objects
from catproof.core.constructions import full
from catproof.decide.claim import Finding
from catproof.decide.isomorphic import IsomorphicCategories


class Equivalent:
    """The claim for two categories."""

    evaluated = True
    """The kernel finds it by itself."""

    def __init__(self, left: Category, right: Category) -> None:
        self.skeletons = IsomorphicCategories(skeleton(left), skeleton(right))

    def direct(self) -> Finding:
        value = self.skeletons.direct().value
        return Finding(value, {"value": value})

    def reason(self, finding: Finding) -> str:
        return f"of their skeletons, {self.skeletons.reason(self.skeletons.direct())}"

    def explain(self, finding: Finding) -> list[str]:
        return [
            "Categories are equivalent where their skeletons are isomorphic, with one object of each class:",
            *(
                f"  {', '.join(map(one.told_object, range(len(one.objects))))}"
                for one in (self.skeletons.left, self.skeletons.right)
            ),
            *self.skeletons.explain(self.skeletons.direct()),
        ]

    def witness(self, finding: Finding) -> dict[str, Any]:
        return self.skeletons.witness(self.skeletons.direct())


def skeleton(category: Category) -> Category:
    """The full subcategory on the first object of each class of isomorphic ones."""
    members: list[int] = []
    for a in range(len(category.objects)):
        if not any(isomorphic_objects(category, b, a) for b in members):
            members.append(a)
    return full(category, members)[0]
