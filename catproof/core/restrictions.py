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
