"""Functors between finite categories, given on objects and generating arrows.

Mac Lane I.3-4; Riehl 1.3, 1.5 (full, faithful, essentially surjective).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from catproof.core.category import Arrow, Category
from catproof.core.chase import Word
from catproof.core.limits import LABEL, NUMBER, LimitReached, reserve
from catproof.core.origin import Origin
from catproof.core.task import Element, Task

PARTS = {
    "full": ("full",),
    "faithful": ("faithful",),
    "fully faithful": ("full", "faithful"),
    "an embedding": ("faithful", "injective"),
    "essentially surjective": ("essentially surjective",),
    "an equivalence": ("full", "faithful", "essentially surjective"),
    "an isomorphism": ("full", "faithful", "injective", "surjective"),
}
"""The properties of functors, each as the conditions that make it up."""


class Functor:
    """F : source -> target with `on_objects[a]` the number of F(a) and `on_generators[g]` the arrow F(g).

    The constructor trusts that the ends of the arrows fit; `broken_equation` checks functoriality. Values may be given
    as `words`, paths of generating arrows: then no arrow of the target, which may be infinite, is listed before one is
    asked for. With `forced` the target is thin, and the values on arrows are the only ones that fit, which there are.
    """

    def __init__(
        self,
        source: Category,
        target: Category,
        on_objects: Sequence[int],
        on_generators: Sequence[Arrow] = (),
        *,
        words: Sequence[Word] | None = None,
        forced: bool = False,
        name: str = "",
    ) -> None:
        self.source = source
        self.target = target
        self.on_objects: tuple[int, ...] = tuple(on_objects)
        self.forced = forced
        if words is None and not forced:
            self.on_generators = tuple(on_generators)
        elif words is not None:
            self.words = tuple(words)
        self.name = name
        self.identical = False
        """Is it the identity, as `identity` makes it?"""
        self.origin: Origin | None = None
        """What it was constructed from."""
        self._images: dict[int, list[int]] = {}

    @cached_property
    def on_generators(self) -> tuple[Arrow, ...]:
        """The values on generating arrows. Raises `LimitReached` where the target has too many arrows."""
        target, values = self.target, []
        if self.forced:
            quiver = self.source.quiver
            ends = ((self.on_objects[a], self.on_objects[b]) for a, b in zip(quiver.source, quiver.target, strict=True))
            return tuple(next(target.arrows(a, b)) for a, b in ends)
        for word, generator in zip(self.words, self.source.generators, strict=True):
            at = self.on_objects[generator.target]
            values.append(target.generator(word[0]) if len(word) == 1 else target.follow(target.identity(at), word))
        return tuple(values)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The same as paths of generating arrows, in the order of `g . f`."""
        return tuple(map(self.target.word, self.on_generators))

    def path(self, word: Word) -> Word:
        """The image of a path as a path."""
        return tuple(h for g in word for h in self.words[g])

    def show_image(self, word: Word, at: int) -> str:
        """The image of a path into the object `at`, as the theory file writes it."""
        return shown_path(self.target, self.path(word), self.on_objects[at])

    def images(self, at: int) -> list[int]:
        """For each arrow into the object `at` of the source, in order, the number of its image into F(at)."""
        images = self._images.get(at)
        if images is None:
            hom, goal = self.source.hom(at), self.on_objects[at]
            images = [0] * len(hom.at)
            for f in range(1, len(images)):
                x, g = hom.parent[f]
                before = self.on_generators[g]
                images[f] = self.target.compose(Arrow(goal, images[x]), before).number
            self._images[at] = images
        return images

    def on_arrow(self, arrow: Arrow) -> Arrow:
        """F(arrow)."""
        return Arrow(self.on_objects[arrow.target], self.images(arrow.target)[arrow.number])

    def on_word(self, word: Word, at: int) -> Arrow:
        """The image of a path into the object `at`, whether or not the equations are respected."""
        arrow = self.target.identity(self.on_objects[at])
        for g in word:
            arrow = self.target.compose(arrow, self.on_generators[g])
        return arrow

    def same(self, other: Functor) -> bool:
        """Is the other one parallel, with the same values?"""
        parallel = self.source is other.source and self.target is other.target
        if parallel and self.target.order is not None:
            return self.on_objects == other.on_objects
        return parallel and (self.on_objects, self.on_generators) == (other.on_objects, other.on_generators)

    def is_identity(self) -> bool:
        """Is each object and each generating arrow sent to itself, in one category?"""
        category = self.source
        return (
            category is self.target
            and tuple(self.on_objects) == tuple(range(len(category.objects)))
            and (
                category.order is not None or all(category.generator(g) == f for g, f in enumerate(self.on_generators))
            )
        )

    def __repr__(self) -> str:
        return f"<Functor {self.name or '?'}: {self.source.name or '?'} -> {self.target.name or '?'}>"


def shown_path(category: Category, word: Word, at: int) -> str:
    """A path into the object `at`, as a shortest one where that can be found out."""
    try:
        return category.show_arrow(category.follow(category.identity(at), word))
    except LimitReached:
        return category.show_word(word, at)


def equal_paths(category: Category, left: Word, right: Word, at: int) -> bool:
    """Are two parallel paths into the object `at` one arrow? Raises `LimitReached` where there are too many arrows to
    tell: in a free category paths are arrows."""
    given = category.presentation
    if left == right or (given.kind == "presented" and not given.equations and not given.invertible):
        return left == right
    start = category.identity(at)
    return category.follow(start, left) == category.follow(start, right)


class BrokenEquation(NamedTuple):
    """An equation of the source, as two paths into the object `at` whose images differ."""

    at: int
    left: Word
    right: Word


def broken_equation(functor: Functor) -> BrokenEquation | None:
    """The first equation of the source that is not respected, or None when it is a functor. Raises as
    `broken_equations` does."""
    return next(broken_equations(functor), None)


def broken_equations(functor: Functor) -> Iterator[BrokenEquation]:
    """The equations of the source that are not respected.

    Raises `LimitReached` when the target has too many arrows to tell.
    """
    for equation in functor.source.path_equations():
        at = functor.on_objects[equation.target]
        if not equal_paths(functor.target, functor.path(equation.left), functor.path(equation.right), at):
            yield BrokenEquation(equation.target, equation.left, equation.right)


def identity(category: Category, name: str = "") -> Functor:
    """The identity functor."""
    words = [(g,) for g in range(len(category.generators))]
    made = Functor(category, category, range(len(category.objects)), words=words, name=name)
    made.identical = True
    made.origin = Origin("identity", (category,))
    return made


def compose(after: Functor, before: Functor, name: str = "") -> Functor:
    """G . F, for F : A -> B and G : B -> C."""
    objects = [after.on_objects[b] for b in before.on_objects]
    if after.forced or (before.forced and after.target.order is not None):
        made = Functor(before.source, after.target, objects, forced=True, name=name)
        made.origin = Origin("compose", (after, before))
        return made
    try:
        arrows = [after.on_arrow(f) for f in before.on_generators]
    except LimitReached:
        words = [after.path(word) for word in before.words]
        made = Functor(before.source, after.target, objects, words=words, name=name)
    else:
        made = Functor(before.source, after.target, objects, arrows, name=name)
    made.origin = Origin("compose", (after, before))
    return made


def restriction(functor: Functor, task: Task, name: str = "") -> Task:
    """F^* T = T . F^op: the task on the source with T(F a) at a, restricted along F(g). Riehl 6.1."""
    words = functor.words
    elements = [task.elements[b] for b in functor.on_objects]
    size = sum(map(len, elements)) * LABEL
    reserve(size + sum(len(elements[g.target]) for g in functor.source.generators) * NUMBER, name or "a restriction")
    action = []
    for g, generator in enumerate(functor.source.generators):
        at = functor.on_objects[generator.target]
        count = len(task.elements[at])
        action.append([task.restrict(Element(at, j), words[g]).number for j in range(count)])
    made = Task(functor.source, elements, action, name=name)
    made.origin = Origin("restrict", (functor, task))
    return made
