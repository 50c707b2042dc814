"""All functors B -> C, by backtracking over the objects and generating arrows of B.

A functor is fixed by its values on objects and generating arrows that respect the equations of B (Mac Lane II.8); each
equation is tried as soon as the last of its generating arrows has a value. Filters prune as early: full and faithful
functors by the numbers of arrows between two objects, faithful ones by the values of all arrows known so far.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from catproof.core.category import Arrow, Category, isomorphic_objects
from catproof.core.chase import Word
from catproof.core.functor import Functor
from catproof.core.task_search import without_composites


class Class(NamedTuple):
    """Which functors are wanted: full, faithful, one to one on objects."""

    full: bool = False
    faithful: bool = False
    injective: bool = False


ALL = Class()


class Allowed(NamedTuple):
    """The values allowed: `objects[a]` lists those of a in the order to be tried, `arrows` gives the value that some
    arrows must have, and `fits` says whether a generating arrow may go to an arrow."""

    objects: Sequence[Sequence[int]] | None = None
    arrows: Mapping[Arrow, Arrow] | None = None
    fits: Callable[[Arrow, Arrow], bool] | None = None


ANY = Allowed()


def functors(source: Category, target: Category, wanted: Class = ALL, allowed: Allowed = ANY) -> Iterator[Functor]:
    """The functors source -> target of the class with allowed values, each once, in a fixed order."""
    return _Search(source, target, wanted, allowed).run()


def order_of_search(source: Category, target: Category) -> list[int]:
    """In which order values are tried: of two functors the one with the smaller value at the first difference comes
    first. Object a stands there as -1 - a, a generating arrow by its number; other values follow from these."""
    return _Search(source, target, ALL, ANY).slots


class _Check(NamedTuple):
    """Two paths into the object `at` whose values must agree; with `value`, the left one must have this value."""

    at: int
    left: Word
    right: Word
    value: int | None


class _Search:
    """One search. A slot is an object (as -1 - a) or a generating arrow that is no composite of others."""

    def __init__(self, source: Category, target: Category, wanted: Class, allowed: Allowed) -> None:
        self.source = source
        self.target = target
        self.wanted = wanted
        self.fits = allowed.fits
        self.words, equations = without_composites(source)
        everything = range(len(target.objects))
        self.choices = [everything] * len(source.objects) if allowed.objects is None else allowed.objects
        self.slots = self._slots()
        self.place = {slot: k for k, slot in enumerate(self.slots)}
        self.objects = [0] * len(source.objects)
        self.values = [Arrow(0, 0)] * len(source.generators)
        self.steps: list[Word] = [()] * len(source.generators)
        """The value of each generating arrow as a path."""
        self.fixed: dict[int, Arrow] = {}
        self.checks: list[list[_Check]] = [[] for _ in self.slots]
        self.arrows: list[list[tuple[int, int, Word]]] = [[] for _ in self.slots]
        """At each slot the arrows whose values are known from then on: source, target and path."""
        thin = target.presentation.kind == "thin"  # there parallel arrows are equal, and nothing needs to be tried
        for e in () if thin else equations:
            self.checks[self._last(e.target, e.left, e.right)].append(_Check(e.target, e.left, e.right, None))
        for f, value in (allowed.arrows or {}).items():
            word = self._expanded(source.word(f))
            if len(word) == 1:
                self.fixed[word[0]] = value
            elif not thin:
                self.checks[self._last(f.target, word)].append(_Check(f.target, word, (), value.number))
        for f in source.arrows() if wanted.faithful and not thin else ():
            word = self._expanded(source.word(f))
            self.arrows[self._last(f.target, word)].append((source.source(f), f.target, word))
        self.used: set[tuple[int, int, int]] = set()
        self.used_by: list[list[tuple[int, int, int]]] = [[] for _ in self.slots]
        self.taken: set[int] = set()
        self.taken_by: list[int | None] = [None] * len(self.slots)
        self.found = 0

    def _expanded(self, word: Word) -> Word:
        return tuple(h for g in word for h in self.words[g])

    def _slots(self) -> list[int]:
        """Objects without a choice first, then such as are joined to earlier ones; each arrow right after its ends."""
        generators = self.source.generators
        joined: list[list[int]] = [[] for _ in self.source.objects]
        for g, word in enumerate(self.words):
            if word == (g,):
                for end in {generators[g].source, generators[g].target}:
                    joined[end].append(g)
        slots: list[int] = []
        weight = [0] * len(joined)
        left = set(range(len(joined)))
        while left:
            x = min(left, key=lambda a: (min(len(self.choices[a]), 2), -weight[a], a))
            left.remove(x)
            slots.append(-1 - x)
            for g in joined[x]:
                ends = {generators[g].source, generators[g].target}
                if not ends & left:
                    slots.append(g)
                for end in ends:
                    weight[end] += 1
        return slots

    def _last(self, at: int, *words: Word) -> int:
        """The slot after which the values of the paths into an object are known."""
        return max(self.place[-1 - at], *(self.place[g] for word in words for g in word), -1)

    def run(self) -> Iterator[Functor]:
        if not self.slots:
            yield Functor(self.source, self.target, [], [], name="G1")
            return
        pending = [iter(self._candidates(0))]
        while pending:
            depth = len(pending) - 1
            self._undo(depth)
            for value in pending[-1]:
                if self._assign(depth, value):
                    break
                self._undo(depth)
            else:
                pending.pop()
                continue
            if depth + 1 < len(self.slots):
                pending.append(iter(self._candidates(depth + 1)))
                continue
            made = self._made()
            if not self.wanted.full or self.wanted.faithful or is_full(made):  # both: hom sets are of one size
                self.found += 1
                made.name = f"G{self.found}"
                yield made

    def _candidates(self, depth: int) -> Sequence[int]:
        slot = self.slots[depth]
        if slot < 0:
            return self.choices[-1 - slot]
        generator = self.source.generators[slot]
        a, b = self.objects[generator.source], self.objects[generator.target]
        if slot in self.fixed:
            f = self.fixed[slot]
            return [f.number] if (self.target.source(f), f.target) == (a, b) else []
        there = self.target.hom(b).arrows_from(a)
        if self.fits is None:
            return there
        g = self.source.generator(slot)
        return [i for i in there if self.fits(g, Arrow(b, i))]

    def _assign(self, depth: int, value: int) -> bool:
        slot = self.slots[depth]
        if slot < 0:
            if not self._assign_object(depth, -1 - slot, value):
                return False
        else:
            self.values[slot] = Arrow(self.objects[self.source.generators[slot].target], value)
            self.steps[slot] = self.target.word(self.values[slot])
        for check in self.checks[depth]:
            wanted = self._image(check.right, check.at) if check.value is None else check.value
            if self._image(check.left, check.at) != wanted:
                return False
        for a, b, word in self.arrows[depth]:
            key = (a, b, self._image(word, b))
            if key in self.used:
                return False
            self.used.add(key)
            self.used_by[depth].append(key)
        return True

    def _assign_object(self, depth: int, a: int, value: int) -> bool:
        if self.wanted.injective:
            if value in self.taken:
                return False
            self.taken.add(value)
            self.taken_by[depth] = value
        self.objects[a] = value
        if not (self.wanted.faithful or self.wanted.full):
            return True
        for slot in self.slots[: depth + 1]:
            for x, y in ((a, -1 - slot), (-1 - slot, a)) if slot < 0 else ():
                here = self.source.hom_size(x, y)
                there = self.target.hom_size(self.objects[x], self.objects[y])
                if (self.wanted.faithful and here > there) or (self.wanted.full and here < there):
                    return False
        return True

    def _undo(self, depth: int) -> None:
        self.used.difference_update(self.used_by[depth])
        self.used_by[depth].clear()
        value = self.taken_by[depth]
        if value is not None:
            self.taken.remove(value)
            self.taken_by[depth] = None

    def _image(self, word: Word, at: int) -> int:
        rows, column, image = self.target.hom(self.objects[at]).rows, self.target.column, 0
        for g in word:
            for k in self.steps[g]:
                image = rows[image][column[k]]
        return image

    def _made(self) -> Functor:
        values = []
        for g, word in enumerate(self.words):
            at = self.source.generators[g].target
            values.append(self.values[g] if word == (g,) else Arrow(self.objects[at], self._image(word, at)))
        return Functor(self.source, self.target, self.objects, values)


def is_faithful(functor: Functor) -> bool:
    """Different parallel arrows have different values. Riehl 1.5."""
    for p in range(len(functor.source.objects)):
        hom, images = functor.source.hom(p), functor.images(p)
        if len({(a, images[f]) for f, a in enumerate(hom.at)}) < len(hom.at):
            return False
    return True


def is_full(functor: Functor) -> bool:
    """Every arrow between values is a value. Riehl 1.5."""
    for p, goal in enumerate(functor.on_objects):
        hom, images = functor.source.hom(p), functor.images(p)
        for a, start in enumerate(functor.on_objects):
            hit = {images[f] for f in hom.arrows_from(a)}
            if len(hit) < functor.target.hom_size(start, goal):
                return False
    return True


# ---- functors that agree with one on what was seen -------------------------------------------------------


def agreeing(functor: Functor, seen: Collection[int]) -> Allowed:
    """Values such that every functor G that equals F on the full subcategory on the objects `seen` has an isomorphism,
    the identity on these objects, to one with these values.

    Objects isomorphic to a seen one count as seen: for u : s -> x invertible, G x and G u can be made F x and F u, and
    then G is F on all arrows among such objects. Any other value can be made the first object of its class, or F x
    where F x is in it (transport of structure along isomorphisms; Riehl 1.5).
    """
    source, target = functor.source, functor.target
    inside = {a for a in range(len(source.objects)) if any(isomorphic_objects(source, s, a) for s in seen)}
    first = isomorphism_classes(target)
    objects = []
    for a, value in enumerate(functor.on_objects):
        others = [value if first[value] == b else b for b in dict.fromkeys(first)]
        objects.append([value] if a in inside else others)
    arrows = {
        f: functor.on_arrow(f)
        for p in sorted(inside)
        for f in source.arrows(target=p)
        if f.number and source.source(f) in inside
    }
    return Allowed(objects, arrows)


def isomorphism_classes(category: Category) -> list[int]:
    """For each object the first object that is isomorphic to it."""
    first: list[int] = []
    for a in range(len(category.objects)):
        earlier = (b for b in dict.fromkeys(first) if isomorphic_objects(category, b, a))
        first.append(next(earlier, a))
    return first
