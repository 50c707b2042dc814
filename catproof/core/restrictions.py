"""The restrictions of the elements of a label set, held as arrays."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Restrictions:
    """The restrictions of the elements of a label set along generating arrows: those of element x in `below` from
    `ends[x - 1]` to the one before `ends[x]`; `highest` are the elements that are no such restriction."""

    def __init__(self, below: NDArray[Any], ends: NDArray[Any], highest: list[int]) -> None:
        self.below = below
        self.ends = ends
        self.highest = highest

    @cached_property
    def edges(self) -> list[list[int]]:
        """For each element its restrictions."""
        flat = self.below.tolist()
        return [flat[i:j] for i, j in pairwise([0, *self.ends.tolist()])]

    def alone(self) -> bool:
        """On a partial order: is each element below one of the highest alone? Each takes the owner of some element
        that restricts to it, in as many steps as the longest path doubles; then no restriction may have two."""
        import numpy as np

        above = np.repeat(np.arange(len(self.ends)), np.diff(self.ends, prepend=0))
        owner = np.arange(len(self.ends))
        owner[self.below] = above
        while not np.array_equal(owner, further := owner[owner]):
            owner = further
        return bool((owner[above] == owner[self.below]).all())
