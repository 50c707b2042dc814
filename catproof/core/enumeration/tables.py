"""What the enumeration finds: composition tables, sums of them, and the categories they stand for."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from catproof.core.category import Category, Generator, presented
from catproof.core.chase import Equation, Word
from catproof.core.enumeration.shapes import Shape, pairs
from catproof.core.label import Label
from catproof.core.limits import DEFAULT_ARROWS

OBJECT_LETTERS = "abcde"
ARROW_LETTERS = "fghijklmnopqrstuvwxyz"


class CategoryTable(NamedTuple):
    """A finite category as numbers. `composites` has g . f for each pair (g, f) of `pairs(shape)`, in that order."""

    shape: Shape
    composites: Sequence[int]

    @property
    def objects(self) -> int:
        """How many objects there are."""
        return self.shape.objects

    @property
    def arrows(self) -> int:
        """How many arrows there are, identities counted."""
        return self.shape.arrows

    def compositions(self) -> dict[tuple[int, int], int]:
        """`g . f` for all pairs (g, f) of arrows that meet and are no identities."""
        return dict(zip(pairs(self.shape), self.composites, strict=True))

    def category(self, name: str = "", limit: int = DEFAULT_ARROWS) -> Category:
        """The category: objects a, b, c ... (a single one: `*`), arrows f, g, h ..., one equation a composite.

        Associativity is not checked again.
        """
        objects, source, target = self.shape
        equations = [
            Equation(target[g], source[f], (g - objects, f - objects), () if v < objects else (v - objects,))
            for (g, f), v in zip(pairs(self.shape), self.composites, strict=True)
        ]
        return self._presented(range(objects, self.arrows), equations, name, limit)

    def generating(self) -> list[int]:
        """Arrows of which all others are composites, none of them needless."""
        objects, source, target = self.shape
        composite = self.compositions()
        chosen = list(range(objects, self.arrows))
        for spare in reversed(chosen[:]):
            fewer = [g for g in chosen if g != spare]
            reached = fewer[:]
            for x in reached:
                for g in fewer:
                    y = composite[x, g] if source[x] == target[g] else 0
                    if y >= objects and y not in reached:
                        reached.append(y)
            if spare in reached:
                chosen = fewer
        return chosen

    def small_category(self, name: str = "", limit: int = DEFAULT_ARROWS) -> Category:
        """The category given by generating arrows, called f, g, h ..., and equations between composites of them.

        It is isomorphic to `category()`; with fewer generating arrows there is less to try and less to read.
        """
        objects, source, target = self.shape
        composite = self.compositions()
        chosen = self.generating()
        word: dict[int, Word] = dict.fromkeys(range(objects), ())
        equations: list[Equation] = []
        order = list(range(objects))
        for x in order:  # the edges outside the spanning trees of the Cayley graphs
            for k, g in enumerate(chosen):
                if source[x] != target[g]:
                    continue
                y = g if x < objects else composite[x, g]
                if y in word:
                    equations.append(Equation(target[x], source[g], (*word[x], k), word[y]))
                else:
                    word[y] = (*word[x], k)
                    order.append(y)
        return self._presented(chosen, equations, name, limit)

    def _presented(self, arrows: Sequence[int], equations: Sequence[Equation], name: str, limit: int) -> Category:
        count, source, target = self.shape
        objects: list[Label] = ["*"] if count == 1 else [letter(OBJECT_LETTERS, a) for a in range(count)]
        generators = [Generator(letter(ARROW_LETTERS, k), source[g], target[g]) for k, g in enumerate(arrows)]
        return presented(objects, generators, equations, name=name, limit=limit)


def letter(letters: str, number: int) -> str:
    """The letters in order, then the letters with 2 behind them, and so on."""
    again, index = divmod(number, len(letters))
    return letters[index] + (str(again + 1) if again else "")


FEW_ARROWS = 256
"""The numbers of so many arrows fit into bytes."""


def packed(composites: Sequence[int], arrows: int) -> Sequence[int]:
    """The composites in the least room."""
    return bytes(composites) if arrows <= FEW_ARROWS else tuple(composites)


POINT = CategoryTable(Shape(1, (0,), (0,)), b"")
"""The category with one arrow."""

EMPTY = CategoryTable(Shape(0, (), ()), b"")
"""The category without objects."""


class _Joint(NamedTuple):
    """How tables of given shapes are put side by side."""

    shape: Shape
    numbers: tuple[tuple[int, ...], ...]
    """For each part and each of its arrows its number in the sum."""
    origin: tuple[tuple[int, int], ...]
    """For each pair of the sum: its part, and its place among the pairs of the part."""


@functools.lru_cache(maxsize=1024)
def _joint(shapes: tuple[Shape, ...]) -> _Joint:
    objects = sum(shape.objects for shape in shapes)
    source, target = list(range(objects)), list(range(objects))
    numbers: list[tuple[int, ...]] = []
    first_object, first_arrow = 0, objects
    for shape in shapes:
        proper = shape.arrows - shape.objects
        numbers.append((*range(first_object, first_object + shape.objects), *range(first_arrow, first_arrow + proper)))
        source += [first_object + a for a in shape.source[shape.objects :]]
        target += [first_object + a for a in shape.target[shape.objects :]]
        first_object += shape.objects
        first_arrow += proper
    whole = Shape(objects, tuple(source), tuple(target))
    place = {
        (number[g], number[f]): (part, i)
        for part, (shape, number) in enumerate(zip(shapes, numbers, strict=True))
        for i, (g, f) in enumerate(pairs(shape))
    }
    return _Joint(whole, tuple(numbers), tuple(place[pair] for pair in pairs(whole)))


def disjoint_union(parts: Sequence[CategoryTable]) -> CategoryTable:
    """The sum of categories: side by side, with no arrows between them (Mac Lane III.3)."""
    if not parts:
        return EMPTY
    if len(parts) == 1:
        return parts[0]
    joint = _joint(tuple(part.shape for part in parts))
    composites = [joint.numbers[p][parts[p].composites[i]] for p, i in joint.origin]
    return CategoryTable(joint.shape, packed(composites, joint.shape.arrows))
