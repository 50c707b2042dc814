"""All functors between two finite categories, and natural transformations and isomorphisms between functors.

Backtracking over the objects of the source, and after each over the generating arrows that it completes; an equation
is tested as soon as its last generating arrow has a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from catproof.core.category import Arrow, Category, inverse
from catproof.core.chase import Word
from catproof.core.functor import Functor


class Fixed(NamedTuple):
    """A value that a functor must have on a path into the object `at`."""

    at: int
    word: Word
    value: Arrow


class Class(NamedTuple):
    """Which functors are wanted: full, faithful, one to one on objects."""

    full: bool = False
    faithful: bool = False
    injective: bool = False


ALL = Class()


def functors(
    source: Category,
    target: Category,
    wanted: Class = ALL,
    fixed_objects: Mapping[int, int] | None = None,
    fixed_arrows: Sequence[Fixed] = (),
) -> Iterator[Functor]:
    """The functors source -> target of the class, each once, in a fixed order; only those with the given values."""
    fixed_objects = fixed_objects or {}
    objects = len(source.objects)
    completed: list[list[int]] = [[] for _ in range(objects)]
    for g, generator in enumerate(source.generators):
        completed[max(generator.source, generator.target)].append(g)
    order = [g for at in completed for g in at]
    place = {g: k for k, g in enumerate(order)}
    due: dict[int, list[tuple[int, Word, Word | Arrow]]] = {}
    for equation in source.path_equations():
        used = [place[g] for g in (*equation.left, *equation.right)]
        due.setdefault(max(used, default=-1), []).append((equation.target, equation.left, equation.right))
    for fixed in fixed_arrows:
        due.setdefault(max((place[g] for g in fixed.word), default=-1), []).append((fixed.at, fixed.word, fixed.value))
    on_objects = [-1] * objects
    on_generators: dict[int, Arrow] = {}
    numbers = count(1)

    def image(word: Word, at: int) -> Arrow:
        arrow = target.identity(on_objects[at])
        for g in word:
            arrow = target.compose(arrow, on_generators[g])
        return arrow

    def holds(k: int) -> bool:
        for at, left, right in due.get(k, ()):
            if image(left, at) != (right if isinstance(right, Arrow) else image(right, at)):
                return False
        return True

    def fits(a: int) -> bool:
        """Can homs between this object and those before it go one to one (onto)?"""
        if wanted.injective and on_objects[a] in on_objects[:a]:
            return False
        for b in range(a + 1) if wanted.full or wanted.faithful else ():
            for x, y in ((a, b), (b, a)):
                here, there = source.hom_size(x, y), target.hom_size(on_objects[x], on_objects[y])
                if (wanted.faithful and here > there) or (wanted.full and here < there):
                    return False
        return True

    def assign_object(a: int) -> Iterator[Functor]:
        if a == objects:
            made = Functor(
                source, target, on_objects, [on_generators[g] for g in range(len(order))], name=f"G{next(numbers)}"
            )
            if (not wanted.faithful or is_faithful(made)) and (not wanted.full or is_full(made)):
                yield made
            return
        for value in [fixed_objects[a]] if a in fixed_objects else range(len(target.objects)):
            on_objects[a] = value
            if fits(a):
                yield from assign_generator(a, 0)
        on_objects[a] = -1

    def assign_generator(a: int, k: int) -> Iterator[Functor]:
        if k == len(completed[a]):
            yield from assign_object(a + 1)
            return
        g = completed[a][k]
        generator = source.generators[g]
        for arrow in target.arrows(on_objects[generator.source], on_objects[generator.target]):
            on_generators[g] = arrow
            if holds(place[g]):
                yield from assign_generator(a, k + 1)

    yield from assign_object(0)


def is_faithful(functor: Functor) -> bool:
    """Different parallel arrows have different values."""
    for p in range(len(functor.source.objects)):
        hom, images = functor.source.hom(p), functor.images(p)
        if len({(a, images[f]) for f, a in enumerate(hom.at)}) < len(hom.at):
            return False
    return True


def is_full(functor: Functor) -> bool:
    """Every arrow between values is a value."""
    for p, goal in enumerate(functor.on_objects):
        hom, images = functor.source.hom(p), functor.images(p)
        for a, start in enumerate(functor.on_objects):
            hit = {images[f] for f in hom.arrows_from(a)}
            if len(hit) < functor.target.hom_size(start, goal):
                return False
    return True


def natural_isomorphism(left: Functor, right: Functor, fixed: Mapping[int, Arrow] | None = None) -> list[Arrow] | None:
    """The components of a natural isomorphism left => right with the fixed ones among them, or None."""
    source, target = left.source, left.target
    fixed = fixed or {}
    components: list[Arrow] = []

    def natural(a: int) -> bool:
        for g, generator in enumerate(source.generators):
            if max(generator.source, generator.target) == a:
                down = target.compose(right.on_generators[g], components[generator.source])
                if down != target.compose(components[generator.target], left.on_generators[g]):
                    return False
        return True

    def extend(a: int) -> bool:
        if a == len(source.objects):
            return True
        candidates = [fixed[a]] if a in fixed else target.arrows(left.on_objects[a], right.on_objects[a])
        for arrow in candidates:
            if inverse(target, arrow) is not None:
                components.append(arrow)
                if natural(a) and extend(a + 1):
                    return True
                components.pop()
        return False

    return list(components) if extend(0) else None


def isomorphism(left: Category, right: Category) -> Functor | None:
    """An invertible functor left -> right, or None. Raises `LimitReached`."""
    if len(left.objects) != len(right.objects) or left.count() != right.count():
        return None
    return next(functors(left, right, Class(full=True, faithful=True, injective=True)), None)


def unit(left: Functor, right: Functor) -> list[Arrow] | None:
    """The unit of an adjunction left -| right, c -> right(left(c)) for each object c of the source of `left`, or None.

    Each component must be a universal arrow from c to `right`, and together they must be natural. Mac Lane IV.1,
    Theorem 2.
    """
    source, target = left.source, left.target
    components: list[Arrow] = []

    def universal(c: int, arrow: Arrow) -> bool:
        for d in range(len(target.objects)):
            images = {source.compose(right.on_arrow(h), arrow) for h in target.arrows(left.on_objects[c], d)}
            size = target.hom_size(left.on_objects[c], d)
            if len(images) != size or size != source.hom_size(c, right.on_objects[d]):
                return False
        return True

    def natural(c: int) -> bool:
        for g, generator in enumerate(source.generators):
            if max(generator.source, generator.target) == c:
                around = source.compose(right.on_arrow(left.on_generators[g]), components[generator.source])
                if around != source.compose(components[generator.target], source.generator(g)):
                    return False
        return True

    def extend(c: int) -> bool:
        if c == len(source.objects):
            return True
        for arrow in source.arrows(c, right.on_objects[left.on_objects[c]]):
            if universal(c, arrow):
                components.append(arrow)
                if natural(c) and extend(c + 1):
                    return True
                components.pop()
        return False

    return list(components) if extend(0) else None
