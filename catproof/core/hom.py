"""What categories are made of: generating arrows, arrows, the arrows into an object, and where equations come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload

from catproof.core.chase import Equation, Word
from catproof.core.label import Label, show


class Generator(NamedTuple):
    """A generating arrow `name : source -> target`; objects are given by their numbers."""

    name: str
    source: int
    target: int


class Arrow(NamedTuple):
    """The arrow number `number` among the arrows into the object `target`. Index 0 is the identity."""

    target: int
    number: int


class Hom:
    """The arrows into one object P, as the representable presheaf of P.

    `at[i]` is the source of arrow i; `rows[i][k]` is arrow i composed with (restricted along) the k-th generating
    arrow into `at[i]`. Arrow 0 is the identity of P, and the others follow in order of their shortest words.
    """

    def __init__(self, at: list[int], rows: list[list[int]], incoming: Sequence[Sequence[int]]) -> None:
        self.at = at
        self.rows = rows
        self.parent: list[tuple[int, int]] = [(-1, -1)] * len(at)
        """For each arrow but the identity: (arrow, generator) whose composite it is, of shortest word."""
        self.position: list[int] = [0] * len(at)
        """The number of each arrow among those with the same source."""
        sources: dict[int, list[int]] = {}
        for i, a in enumerate(at):
            members = sources.setdefault(a, [])
            self.position[i] = len(members)
            members.append(i)
        self.from_object = sources
        self.sizes: dict[int, int] = {a: len(members) for a, members in sources.items()}
        """How many start at each object where one does."""
        seen = [False] * len(at)
        seen[0] = True
        queue = [0]
        for x in queue:
            for k, y in enumerate(rows[x]):
                if not seen[y]:
                    seen[y] = True
                    self.parent[y] = (x, incoming[at[x]][k])
                    queue.append(y)
        if len(queue) != len(at):
            raise ValueError("an arrow is not a composite of generating arrows")

    def word(self, index: int) -> Word:
        """A shortest word for the arrow."""
        word = []
        while index:
            index, g = self.parent[index]
            word.append(g)
        return tuple(reversed(word))

    def arrows_from(self, source: int) -> list[int]:
        """The numbers of the arrows from `source`, in order."""
        return self.from_object.get(source, [])


class Presentation(NamedTuple):
    """How a category was given. `kind` says what proves that its tables are what was meant:

    - "presented": the category (with `invertible`: the group) with these generators and `equations`;
    - "thin": at most one arrow between two objects, one where a path of generators leads;
    - "constructed": made from other categories by `construction`.
    """

    kind: str
    equations: tuple[Equation, ...] = ()
    invertible: bool = False
    construction: str = ""


class OrderedPairs(Sequence[Generator]):
    """The generating arrows of a thin category: pairs of objects, with names that are put together when needed."""

    def __init__(
        self,
        objects: Sequence[Label],
        smaller: Sequence[int],
        larger: Sequence[int],
        names: Sequence[str] | None = None,
    ) -> None:
        self.objects = objects
        self.smaller = smaller
        self.larger = larger
        self.names = names

    def __len__(self) -> int:
        return len(self.smaller)

    @overload
    def __getitem__(self, index: int) -> Generator: ...
    @overload
    def __getitem__(self, index: slice) -> list[Generator]: ...
    def __getitem__(self, index: int | slice) -> Generator | list[Generator]:
        if isinstance(index, slice):
            return [self[k] for k in range(*index.indices(len(self)))]
        a, b = int(self.smaller[index]), int(self.larger[index])
        if self.names is not None:
            return Generator(self.names[index], a, b)
        return Generator(f"({show(self.objects[a])} -> {show(self.objects[b])})", a, b)

    def __iter__(self) -> Iterator[Generator]:
        if self.names is not None:
            return (Generator(name, a, b) for name, (a, b) in zip(self.names, self.ends(), strict=True))
        shown = [show(label) for label in self.objects]
        return (Generator(f"({shown[a]} -> {shown[b]})", int(a), int(b)) for a, b in self.ends())

    def may_have(self, name: str) -> bool:
        """May one be called so? Of those that are called by their ends, none is without a parenthesis."""
        return self.names is not None or name.startswith("(")

    def ends(self) -> Iterator[tuple[int, int]]:
        """Source and target of each, without the names."""
        return zip(self.smaller, self.larger, strict=True)
