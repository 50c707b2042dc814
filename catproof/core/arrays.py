"""Tasks to and from numpy arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from catproof.core.category import FEW_OBJECTS, Category, show_generator
from catproof.core.hom import OrderedPairs
from catproof.core.label import Label, show
from catproof.core.sparse import OneEach

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


class TaskArrays(NamedTuple):
    """A task as arrays: the labels of its elements for each object that has some, and for each generating arrow into
    one of these objects the numbers of the restrictions."""

    elements: dict[Label, list[Label]]
    action: dict[str, NDArray[Any]]


class Given(NamedTuple):
    """What arrays say of a task: the labels at each object that has elements, and the restrictions along generating
    arrows. `large` tasks are held sparsely; `moves` None: every restriction is the only one possible."""

    members: Mapping[int, Sequence[Label]]
    moves: dict[int, Any] | None
    large: bool


def given_by(
    category: Category, elements: Mapping[Label, int | Sequence[Label]] | ArrayLike, action: Mapping[str, ArrayLike]
) -> Given:
    """See `Task.from_arrays`."""
    import numpy as np

    members = _members(category, elements)
    given: dict[int, Any] = {}
    for title, array in action.items():
        if title not in category.generator_number:
            raise ValueError(f"{title} is not a generating arrow of {category.name or 'the category'}")
        given[category.generator_number[title]] = np.asarray(array)
    large = category.order is not None and len(category.objects) > FEW_OBJECTS
    if large and not given and isinstance(category.generators, OrderedPairs):
        inside = np.zeros(len(category.objects), bool)
        inside[list(members)] = True
        smaller, larger = np.asarray(category.generators.smaller), np.asarray(category.generators.larger)
        if all(members[a] == [0] for a in members) and not (inside[larger] & ~inside[smaller]).any():
            return Given(OneEach(list(members), 0), None, True)
    moves: dict[int, Any] = {}
    for g, (a, b) in enumerate(zip(category.quiver.source, category.quiver.target, strict=True)):
        above, below = len(members.get(b, ())), len(members.get(a, ()))
        values: Any = given.get(g)
        if values is None and (below == 1 or not above):
            values = np.zeros(above, np.int64)
        title = show_generator(category.generators[g].name) if values is None or len(values) else ""
        if values is None:
            raise ValueError(f"no restriction is given along {title}")
        if values.shape != (above,) or (above and values.dtype.kind not in "iu"):
            raise ValueError(f"the restriction along {title} must be {above} whole numbers")
        if above and not (values.min() >= 0 and values.max() < below):
            raise ValueError(f"the restriction along {title} must have values from 0 to {below - 1}")
        if not large or above:
            moves[g] = values
    return Given(members, moves, large)


def _members(category: Category, elements: Any) -> dict[int, Sequence[Label]]:
    import numpy as np

    if isinstance(elements, Mapping):
        for label in elements:
            if label not in category.number:
                raise ValueError(f"{show(label)} is not an object of {category.name or 'the category'}")
        sizes = {category.number[label]: value for label, value in elements.items()}
    else:
        counts = np.asarray(elements)
        if counts.shape != (len(category.objects),) or counts.dtype.kind not in "biu":
            raise ValueError("the numbers of elements must be one whole number for each object")
        found = np.flatnonzero(counts)
        sizes = dict(zip(found.tolist(), counts[found].astype(np.int64).tolist(), strict=True))
    made: dict[int, Sequence[Label]] = {}
    for a, value in sizes.items():
        labels = list(range(value)) if isinstance(value, int) else list(value)
        if len(set(labels)) < len(labels):
            raise ValueError(f"two elements at {category.show_object(a)} have one name")
        if labels:
            made[a] = labels
    return made


def arrays_of(
    category: Category, members: Mapping[int, Sequence[Label]], action: Sequence[Sequence[int]]
) -> TaskArrays:
    """See `Task.to_arrays`; `members` are the labels at each object that has elements."""
    import numpy as np

    elements = {category.objects[a]: list(labels) for a, labels in members.items()}
    moves = {
        category.generators[g].name: np.asarray(action[g], dtype=np.int64)
        for a in members
        for g in category.incoming[a]
    }
    return TaskArrays(elements, moves)
