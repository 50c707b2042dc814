"""What keeps the order, said of its pairs: a map of objects from a category to a thin one is a functor where for each
generating arrow a -> b there is an arrow between the values of a and b (Riehl, *Category Theory in Context*, 1.3): all
equations hold in a thin category.

The two ends of the generating arrows are functors from the discrete category of these arrows, so that this is a
statement about functors, whatever the map breaks. A label set is a map to `labelled < unlabelled`, which keeps the
order where it is closed under restriction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from catproof.core.category import Category
from catproof.core.constructions import discrete
from catproof.core.functor import Functor
from catproof.core.label import Label
from catproof.core.task import SparseTask, Task

LABELLED: tuple[Label, Label] = ("labelled", "unlabelled")


class Ends(NamedTuple):
    """Of a map of objects to a thin category: its values at the source, in an order the smaller end, and at the target
    of each generating arrow, the larger end."""

    source: Category
    smaller: Functor
    larger: Functor

    def broken(self) -> list[int]:
        """The pairs between whose values there is no arrow."""
        target = self.smaller.target
        ends = enumerate(zip(self.smaller.on_objects, self.larger.on_objects, strict=True))
        if (order := target.order) is not None:
            return [k for k, (a, b) in ends if a != b and not order.holds(a, b)]
        return [k for k, (a, b) in ends if not target.hom_size(a, b)]


def pairs_of(category: Category) -> Category:
    """The generating arrows of a category as objects: `(a, b)` where it is thin, else by their names."""
    objects, quiver = category.objects, category.quiver
    labels: list[Label]
    if category.order is None:
        labels = [generator.name for generator in category.generators]
    else:
        labels = [(objects[a], objects[b]) for a, b in zip(quiver.source, quiver.target, strict=True)]
    made = discrete(labels, name=f"pairs of {category.name}", limit=category.limit)
    made.origin = None  # it stands for itself: no theory file lists so many
    return made


def ends_of(pairs: Category, source: Category, values: Sequence[int], target: Category, name: str) -> Ends:
    """The values of a map of objects at the ends of the pairs."""
    quiver = source.quiver
    found = [
        Functor(pairs, target, [values[a] for a in side], forced=True, name=f"{name} of the {which}")
        for side, which in ((quiver.source, "smaller"), (quiver.target, "larger"))
    ]
    return Ends(source, *found)


def members_of(task: Task) -> set[int] | None:
    """The objects of a label set: where a task has its elements, if there is one at most at each."""
    if isinstance(task, SparseTask):
        support = task.support
        return set(support) if task.size == len(support) else None
    inside = {a for a, elements in enumerate(task.elements) if elements}
    return inside if len(inside) == task.size else None


def labels_at(category: Category, members: set[int]) -> list[int]:
    """A label set as a map to `labelled < unlabelled`."""
    return [0 if a in members else 1 for a in range(len(category.objects))]
