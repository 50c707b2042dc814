"""The functors of a certificate, checked."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from catproof.kernel.large import Lazily
from catproof.kernel.rejection import Rejected, index, need, need_arrows
from catproof.kernel.tables import Category, Unlisted


class Functor:
    """A functor of the certificate. After construction it is known to be one; `images[P]` are its values on the
    arrows into P."""

    @classmethod
    def of(cls, source: Category, target: Category, objects: Any, generators: Any) -> Functor:
        """The functor with these values; rejects what is none."""
        data = {"source": 0, "target": 1, "objects": objects, "generators": generators}
        return cls(data, [source, target])

    def __init__(self, data: dict[str, Any], categories: list[Category]) -> None:
        self.source = categories[index(data["source"], len(categories), "category")]
        self.target = categories[index(data["target"], len(categories), "category")]
        self.objects = [index(b, self.target.objects, "value on an object") for b in data["objects"]]
        need(len(self.objects) == self.source.objects, "a functor misses an object")
        self.constructed: dict[Any, Any] = {}
        self.words: Any = []
        self.images: Any = []
        if data["generators"] is None:
            self._forced()
            return
        need(len(data["generators"]) == len(self.source.ends), "a functor misses a generating arrow")
        if self.target.objects and not self.target.homs:
            self._along_paths(data["generators"])
            return
        need_arrows(self.source.homs or not self.source.objects)
        for g, value in enumerate(data["generators"]):
            arrow = self.target.arrow(value)
            a, b = self.source.ends[g]
            need(arrow[0] == self.objects[b], "the value on an arrow ends elsewhere")
            need(self.target.source(arrow) == self.objects[a], "the value on an arrow starts elsewhere")
            self.words.append(self.target.word(arrow))
        if self.target.reachable is not None:  # parallel arrows are equal, so that there is nothing to respect
            self.images = Lazily(self.source.objects, self._image)
            return
        column, incoming = self.target.column, self.source.incoming
        paths = [[column[h] for h in word] for word in self.words]
        for p, (at, _, order) in enumerate(self.source.homs):
            parent, there = self.source.parents[p], self.target.homs[self.objects[p]][1]
            image = [0] * len(at)
            for y in order[1:]:
                x, g = parent[y]
                value = image[x]
                for k in paths[g]:
                    value = there[value][k]
                image[y] = value
            for x, place, y in self.source.respected(p):
                value = image[x]
                for k in paths[incoming[at[x]][place]]:
                    value = there[value][k]
                if value != image[y]:
                    raise Rejected("the functor does not respect composition")
            self.images.append(image)

    def _forced(self) -> None:
        """No values on arrows, in a large thin target: they are the only ones that fit, if there are any."""
        need(self.target.reachable is not None, "values on arrows are left out where there may be several")
        comparison = self.target.comparison
        for a, b in self.source.ends:
            need(comparison.holds(self.objects[a], self.objects[b]), "the functor does not keep the order")
        self.words = Lazily(len(self.source.ends), self._word)
        self.images = Lazily(self.source.objects, self._image)

    def _word(self, g: int) -> list[int]:
        a, b = (self.objects[end] for end in self.source.ends[g])
        return self.target.word((b, self.target.between(a, b)[0]))

    def _along_paths(self, values: Any) -> None:
        """Values that are paths, where the arrows of the target are not listed: equal paths must go to equal paths."""
        for word, (a, b) in zip(values, self.source.ends, strict=True):
            start = self.target.path_source(word, self.objects[b])
            need(start == self.objects[a], "the value on an arrow starts elsewhere")
            self.words.append(list(word))
        self.images, source = Unlisted(), self.source
        if not source.homs and source.objects:
            need(not source.presentation["invertible"], "the inverses in a group have no paths")
            for _, left, right in source.equations:
                need(self.path(left) == self.path(right), "the functor does not respect an equation")
            return
        for p, (at, rows, _) in enumerate(source.homs):
            image = [self.path(source.word((p, x))) for x in range(len(at))]
            for x, row in enumerate(rows):
                for g, y in zip(source.incoming[at[x]], row, strict=True):
                    need(image[x] + self.words[g] == image[y], "the functor does not respect composition")

    def path(self, word: Any) -> list[int]:
        """The value on a path, as a path."""
        return [h for g in word for h in self.words[g]]

    def _image(self, p: int) -> list[int]:
        """In a thin target: the arrow from the right object, for each arrow into p."""
        number = {a: x for x, a in enumerate(self.target.homs[self.objects[p]][0])}
        return [number[self.objects[a]] for a in self.source.homs[p][0]]

    @cached_property
    def is_identity(self) -> bool:
        """Is it the identity of its source?"""
        same = self.source is self.target and self.objects == list(range(self.source.objects))
        return same and (
            self.target.reachable is not None
            or all(
                self.on_generator(g) == (b, self.source.follow(b, 0, [g])) for g, (_, b) in enumerate(self.source.ends)
            )
        )

    def on_generator(self, g: int) -> tuple[int, int]:
        return (goal := self.objects[self.source.ends[g][1]]), self.target.follow(goal, 0, self.words[g])

    def values(self) -> list[Any]:
        """The values on generating arrows, as a certificate gives them."""
        listed = self.target.homs or not self.target.objects
        return [self.on_generator(g) if listed else word for g, word in enumerate(self.words)]

    def on_arrow(self, arrow: tuple[int, int]) -> tuple[int, int]:
        return self.objects[arrow[0]], self.images[arrow[0]][arrow[1]]
