"""What makes values a functor, whatever they are: the image of each arrow goes from F a to F b, and what is equal in
the source has equal images (Mac Lane I.3; for a category that arrows and equations present, II.8).

Values are given for objects, for generating arrows, and, where somebody says so, for composites and identities. So that
all of it can be said in words that every engine and the kernel know, whatever is broken, the equations are held as one
category: for each a path for the left side and one for the right, from one point to another, and nothing equal. The
values are a functor from it however they are chosen, and the question is whether it has the same value at both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from catproof.core.category import Arrow, Category, Generator, presented, thin
from catproof.core.chase import Equation, Word
from catproof.core.constructions import discrete
from catproof.core.functor import Functor, equal_paths
from catproof.core.functor_category import NaturalTransformation
from catproof.core.label import Label, show_generator
from catproof.core.limits import PAIR, LimitReached, reserve

MOST_STEPS = 64
"""A side of an equation has so many arrows; what comes before the last ones, of a longer side, is one arrow with the
composite of its values: all parts of a path are arrows of the category of sides."""

STEPS_OF_TABLES = 2
"""The same for the equations of a category that none present: x . g = y for arrows x and y and a generating arrow g,
where paths that lead to x and y are of no account."""


class Path(NamedTuple):
    """A path of generating arrows into the object `target`, in the order of `g . f`."""

    word: Word
    target: int

    def start(self, category: Category) -> int:
        """The object it starts at."""
        return category.quiver.source[self.word[-1]] if self.word else self.target

    def arrow(self, category: Category) -> Arrow:
        """It as an arrow. Raises `LimitReached`."""
        return category.follow(category.identity(self.target), self.word)


class Law(NamedTuple):
    """Two paths of the source that are equal there. Where `given`, the left side is a path that has a value of its own,
    and the right side the same path by the values of its generating arrows."""

    left: Path
    right: Path
    given: bool

    @property
    def kind(self) -> str:
        """What it is called where it is broken."""
        if not self.given:
            return "equations"
        return "composites" if self.left.word else "identities"


class Step(NamedTuple):
    """An arrow on one side of a law: what it is called, and its value."""

    name: str
    value: Path


class Sides(NamedTuple):
    """The laws: which there are, what their sides are, and their values."""

    laws: Category
    left: NaturalTransformation
    right: NaturalTransformation
    values: Functor


class Images:
    """What may be a functor: the numbers of the values of objects, and paths as the values of paths.

    `arrows` has a value for each generating arrow but those of `missing`, to which none can be given; it may have some
    for composites and identities. Nothing is taken for granted of the ends of the values or of what is equal.
    """

    def __init__(
        self,
        source: Category,
        target: Category,
        on_objects: Sequence[int],
        arrows: Mapping[Path, Path],
        missing: Sequence[int] = (),
        name: str = "",
    ) -> None:
        self.source = source
        self.target = target
        self.on_objects = on_objects
        self.arrows = arrows
        self.missing = missing
        self.name = name

    # ---- what is broken -------------------------------------------------------------------------------------

    def wanted(self, path: Path) -> tuple[int, int]:
        """The ends that the value of a path is to have."""
        return self.on_objects[path.start(self.source)], self.on_objects[path.target]

    def fits(self, path: Path) -> bool:
        """Has the value of a path these ends?"""
        value = self.arrows[path]
        return (value.start(self.target), value.target) == self.wanted(path)

    @cached_property
    def misplaced(self) -> list[Path]:
        """The paths whose values have other ends."""
        return [path for path in self.arrows if not self.fits(path)]

    @cached_property
    def laws(self) -> list[Law]:
        """What the values are to respect, where each arrow has a value that fits."""
        return [law for law in self._all_laws if self._is_asked(law)]

    @property
    def unasked(self) -> int:
        """So many laws have an arrow whose value does not fit."""
        return len(self._all_laws) - len(self.laws)

    @cached_property
    def _all_laws(self) -> list[Law]:
        given = [Law(path, path, True) for path in self.arrows if len(path.word) != 1]
        equations = (
            Law(Path(each.left, each.target), Path(each.right, each.target), False)
            for each in presenting(self.source)
        )
        return given + list(dict.fromkeys(equations))

    @cached_property
    def _unfit(self) -> set[int]:
        """The generating arrows without a value that fits."""
        return {path.word[0] for path in self.misplaced if len(path.word) == 1}.union(self.missing)

    def _is_asked(self, law: Law) -> bool:
        if law.given and not self.fits(law.left):
            return False
        return self._unfit.isdisjoint(law.left.word) and self._unfit.isdisjoint(law.right.word)

    @property
    def broken(self) -> list[Law]:
        """The laws whose sides are known to have different values. Raises `LimitReached` where nothing is known to be
        broken, and the target is too large to tell of all."""
        broken, undecided = self._decided
        if undecided and not (broken or self.misplaced or self.missing):
            raise undecided[0].again()
        return broken

    @property
    def undecided(self) -> int:
        """So many laws are not known to hold or to be broken: the target is too large to tell."""
        return len(self._decided[1])

    @cached_property
    def _decided(self) -> tuple[list[Law], list[LimitReached]]:
        """The laws that are broken, and what keeps others from being decided."""
        broken: list[Law] = []
        undecided: list[LimitReached] = []
        for law in self.laws:
            try:
                if not self._holds(law):
                    broken.append(law)
            except LimitReached as limit:
                undecided.append(limit)
        return broken, undecided

    def _holds(self, law: Law) -> bool:
        return equal_paths(self.target, *self.values(law), self.on_objects[law.left.target])

    def values(self, law: Law) -> tuple[Word, Word]:
        """The values of the two sides, as paths."""
        left, right = (tuple(h for step in steps for h in step.value.word) for steps in self._steps(law))
        return left, right

    def _steps(self, law: Law) -> tuple[list[Step], list[Step]]:
        """The arrows of the two sides, in the order of `g . f`."""
        if law.given:
            name = self.source.show_word(law.left.word, law.left.target)
            return [Step(name, self.arrows[law.left])], self._along(law.right)
        return self._along(law.left), self._along(law.right)

    def _along(self, path: Path) -> list[Step]:
        if not path.word:  # a path of no arrows would begin where it ends, and the laws be no finite category
            name = self.source.show_word((), path.target)
            return [Step(name, Path((), self.on_objects[path.target]))]
        generators, word = self.source.generators, path.word
        most = MOST_STEPS if self.source.presentation.kind == "presented" else STEPS_OF_TABLES
        single = word if len(word) <= most else word[: most - 1]
        steps = [Step(generators[g].name, self.arrows[Path((g,), generators[g].target)]) for g in single]
        rest = word[len(single) :]
        if rest:
            at = generators[rest[0]].target
            values = (self.arrows[Path((g,), generators[g].target)].word for g in rest)
            value = Path(tuple(chain.from_iterable(values)), self.on_objects[at])
            steps.append(Step(self.source.show_word(rest, at), value))
        return steps

    @property
    def number(self) -> int:
        """How much is broken. Raises `LimitReached`."""
        return len(self.misplaced) + len(self.missing) + len(self.broken)

    @property
    def total(self) -> int:
        """Of how much."""
        return len(self.arrows) + len(self.missing) + len(self._all_laws)

    # ---- as structures --------------------------------------------------------------------------------------

    @cached_property
    def ends(self) -> tuple[NaturalTransformation, Functor, Functor]:
        """The values of arrows as a natural transformation of functors on the discrete category of these arrows, and
        the functors that it is to go between. Raises `LimitReached`."""
        labels = [self.source.show_word(*path) for path in self.arrows]
        arrows = self._discrete(labels, "arrows")
        values = list(self.arrows.values())
        start = self._sent(arrows, [value.start(self.target) for value in values], "starts of images")
        end = self._sent(arrows, [value.target for value in values], "ends of images")
        found = [value.arrow(self.target) for value in values]
        image = NaturalTransformation(start, end, found, name=f"{self.name} of the arrow")
        wanted = [self.wanted(path) for path in self.arrows]
        return (
            image,
            self._sent(arrows, [a for a, _ in wanted], "sources"),
            self._sent(arrows, [b for _, b in wanted], "targets"),
        )

    @cached_property
    def without(self) -> tuple[Functor, Functor]:
        """What the generating arrows without a value would have to go between."""
        generators = [self.source.generators[g] for g in self.missing]
        arrows = self._discrete([each.name for each in generators], "arrows without an image")
        return (
            self._sent(arrows, [self.on_objects[each.source] for each in generators], "sources of what is missing"),
            self._sent(arrows, [self.on_objects[each.target] for each in generators], "targets of what is missing"),
        )

    @cached_property
    def by_order(self) -> Images:
        """These values in the preorder of the objects of the target, a below b where a path leads from a to b. It has
        the ends of each value as they are, however many arrows the target has; and no equations are asked of it."""
        target = self.target
        pairs = sorted({(a, b) for a, b in zip(target.quiver.source, target.quiver.target, strict=True) if a != b})
        order = thin(target.objects, pairs, name=f"paths of {target.name}", limit=target.limit)
        place = {pair: k for k, pair in enumerate(pairs)}

        def within(path: Path) -> Path:
            ends = ((target.quiver.source[g], target.quiver.target[g]) for g in path.word)
            return Path(tuple(place[pair] for pair in ends if pair in place), path.target)

        values = {path: within(value) for path, value in self.arrows.items()}
        return Images(self.source, order, self.on_objects, values, self.missing, self.name)

    @cached_property
    def sides(self) -> Sides:
        """The laws and the values of their sides. Raises `LimitReached`."""
        steps = [self._steps(law) for law in self.laws]
        length = sum(len(left) + len(right) for left, right in steps)
        reserve(2 * length * PAIR, f"the equations of {self.source.name}")
        points: list[Label] = []
        objects: list[int] = []
        generators: list[Generator] = []
        arrows: list[Arrow] = []
        ends: list[tuple[int, int]] = []
        words: tuple[list[Word], list[Word]] = ([], [])
        for k, (law, both) in enumerate(zip(self.laws, steps, strict=True), 1):
            start, end = len(points), len(points) + 1
            points += [(k, "start"), (k, "end")]
            objects += [self.on_objects[law.right.start(self.source)], self.on_objects[law.right.target]]
            ends.append((start, end))
            for side, found, word in zip(("left", "right"), both, words, strict=True):
                at, made = end, []
                for j, step in enumerate(found, 1):
                    before = start
                    if j < len(found):
                        before = len(points)
                        points.append((k, side, j))
                        objects.append(step.value.start(self.target))
                    made.append(len(generators))
                    generators.append(Generator(f"{step.name} {side} {j} of {k}", before, at))
                    arrows.append(step.value.arrow(self.target))
                    at = before
                word.append(tuple(made))
        limit = self.source.limit
        if len(generators) > limit:
            raise LimitReached(
                f"the equations of {self.source.name} have more than the limit of {limit} arrows", "--limit"
            )
        paths = presented(points, generators, [], name=f"sides of equations under {self.name}", limit=limit)
        laws = self._discrete(list(self._called()), "equations")
        start_of, end_of = (
            Functor(
                laws, paths, [pair[k] for pair in ends], forced=False, name=f"{which} of equations under {self.name}"
            )
            for k, which in enumerate(("starts", "ends"))
        )
        left, right = (
            NaturalTransformation(
                start_of,
                end_of,
                [Path(word, end).arrow(paths) for word, (_, end) in zip(each, ends, strict=True)],
                name=f"{side} side under {self.name}",
            )
            for side, each in zip(("left", "right"), words, strict=True)
        )
        return Sides(laws, left, right, Functor(paths, self.target, objects, arrows, name=f"{self.name} of the side"))

    def told(self, law: Law) -> str:
        """A law as the theory file would write it."""
        left = self.source.show_word(*law.left)
        return left if law.given else f"{left} = {self.source.show_word(*law.right)}"

    def _called(self) -> Iterator[Label]:
        """A name for each law, numbered where several are written alike."""
        seen: dict[str, int] = {}
        for law in self.laws:
            text = self.told(law)
            seen[text] = seen.get(text, 0) + 1
            yield text if seen[text] == 1 else f"{text} #{seen[text]}"

    def _discrete(self, labels: Sequence[Label], noun: str) -> Category:
        made = discrete(labels, name=f"{noun} under {self.name}", limit=self.source.limit)
        made.origin = None  # it stands for itself: no theory file lists so many
        return made

    def _sent(self, arrows: Category, values: Sequence[int], name: str) -> Functor:
        return Functor(arrows, self.target, values, name=f"{name} under {self.name}")


def presenting(category: Category) -> Iterator[Equation]:
    """Equations that present the category on its generating arrows: its `path_equations`; of a product, whose tables
    have more than one for each arrow, those of each factor beside each object of the other, and that an arrow of one
    and an arrow of the other may come in either order (Mac Lane II.3, proposition 1)."""
    origin = category.origin
    if origin is None or origin.operation != "product" or category.presentation.kind != "constructed":
        yield from category.path_equations()
        return
    left, right = origin.parts
    assert isinstance(left, Category) and isinstance(right, Category)
    width, lefts = len(right.objects), len(left.generators) * len(right.objects)

    def along(word: Word, b: int) -> Word:
        return tuple(g * width + b for g in word)

    def across(a: int, word: Word) -> Word:
        return tuple(lefts + a * len(right.generators) + h for h in word)

    for target, source, one, other in presenting(left):
        for b in range(width):
            yield Equation(target * width + b, source * width + b, along(one, b), along(other, b))
    for target, source, one, other in presenting(right):
        for a in range(len(left.objects)):
            yield Equation(a * width + target, a * width + source, across(a, one), across(a, other))
    for g, (_, a, c) in enumerate(left.generators):
        for h, (_, b, d) in enumerate(right.generators):
            before, after = along((g,), d) + across(a, (h,)), across(c, (h,)) + along((g,), b)
            yield Equation(c * width + d, a * width + b, before, after)


def images_of(functor: Functor, name: str) -> Images:
    """What a functor is given by."""
    source, target = functor.source, functor.target
    values = zip(functor.words, source.generators, strict=True)
    arrows = {
        Path((g,), generator.target): Path(word, functor.on_objects[generator.target])
        for g, (word, generator) in enumerate(values)
    }
    return Images(source, target, functor.on_objects, arrows, name=name)


def generator_told(category: Category, g: int) -> str:
    """A generating arrow with its ends: `f : a -> b`."""
    name, a, b = category.generators[g]
    return f"{show_generator(name)} : {category.told_object(a)} -> {category.told_object(b)}"
