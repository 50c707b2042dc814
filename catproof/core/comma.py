"""Comma categories, and what are special cases of them: the category of arrows, and coslices.

An object of comma(F, G), for F : A -> C and G : B -> C, is an arrow f : F(a) -> G(b) with the names of its ends. An
arrow f -> f' is a pair of h : a -> a' and k : b -> b' with G(k) . f = f' . F(h). Such a pair is first (id, k), which
goes from f to G(k) . f, and then (h, id), which goes from f' . F(h) to f'; so generating arrows of A and of B with an
identity beside them generate everything.

Mac Lane II.6; Riehl 1.3.vi and 3.5.iii.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catproof.core.category import Arrow, Category, Generator, Hom, Presentation, show_generator, thin
from catproof.core.constructions import terminal
from catproof.core.functor import Functor, identity
from catproof.core.label import Label
from catproof.core.limits import ARROW, LimitReached, reserve
from catproof.core.origin import Origin


class _Corner(NamedTuple):
    """An object of a comma category: the arrow number `number` among those into G(right), and it comes from F(left)."""

    left: int
    right: int
    number: int


class _Step(NamedTuple):
    """A generating arrow of a comma category: generator `generator` of A (`on_left`) or of B with an identity beside
    it. `named` is the object that its name mentions: where it ends for A, where it starts for B."""

    on_left: bool
    generator: int
    source: int
    target: int
    named: int


def comma(left: Functor, right: Functor, name: str = "") -> Category:
    """The comma category of F : A -> C and G : B -> C. Objects are (a, b, f); generating arrows are

    - `(g, id, (a, b, f)) : (a', b, f . F(g)) -> (a, b, f)` for g : a' -> a in A,
    - `(id, g, (a, b, f)) : (a, b, f) -> (a, b', G(g) . f)` for g : b -> b' in B.

    Raises `LimitReached`.
    """
    parts = _Comma(left, right, name or "the comma category")
    shown = [(left.source.show_object(c.left), right.source.show_object(c.right)) for c in parts.corners]
    texts = [parts.text(c) for c in parts.corners]
    labels: list[Label] = [
        (left.source.objects[c.left], right.source.objects[c.right], text)
        for c, text in zip(parts.corners, texts, strict=True)
    ]
    names = [
        parts.step_name(step, f"({', '.join(shown[step.named])}, {texts[step.named]})", "id") for step in parts.steps
    ]
    made = parts.category(labels, names, f"comma({left.name}, {right.name})", name)
    made.origin = Origin("comma", (left, right))
    return made


def arrow_category(category: Category, name: str = "") -> Category:
    """The arrows of C as objects, called by their text, with commuting squares as arrows: comma(id, id). The
    generating arrows are `(g, id, f) : f . g -> f` and `(id, g, f) : f -> g . f`. Raises `LimitReached`."""
    same = identity(category)
    parts = _Comma(same, same, name or "the category of arrows")
    texts = [parts.text(c) for c in parts.corners]
    names = [parts.step_name(step, texts[step.named], "id") for step in parts.steps]
    made = parts.category(texts, names, f"arrows({category.name})", name)
    made.origin = Origin("arrows", (category,))
    return made


def coslice(category: Category, at: int, name: str = "") -> Category:
    """The coslice a/C: objects are the arrows out of a, called by their text, and `(g, f) : f -> g . f` are the
    generating arrows. Raises `LimitReached`."""
    parts = _Comma(Functor(terminal(), category, [at], []), identity(category), name or "the coslice")
    texts = [parts.text(c) for c in parts.corners]
    names = [parts.step_name(step, texts[step.named], "") for step in parts.steps]
    made = parts.category(texts, names, f"coslice({category.name}, {category.show_object(at)})", name)
    made.origin = Origin("coslice", (category, at))
    return made


class _Comma:
    """The objects and generating arrows of a comma category; `title` is what messages call it."""

    def __init__(self, left: Functor, right: Functor, title: str) -> None:
        self.left = left
        self.right = right
        self.limit = left.target.limit
        self.title = title
        self._count()
        self.corners = list(self._find_corners())
        self.number = {corner: i for i, corner in enumerate(self.corners)}
        self.steps = [*self._left_steps(), *self._right_steps()]

    def too_many(self) -> LimitReached:
        """That there are more arrows than allowed."""
        return LimitReached(f"{self.title} has more than the limit of {self.limit} arrows", "--limit")

    def _count(self) -> None:
        """Count objects and generating arrows before any is made. Raises `LimitReached`."""
        ends = Counter(self.left.on_objects)
        leaving: Counter[int] = Counter()
        """For each object of C how many arrows go from it to values of G."""
        entering = []
        for end in self.right.on_objects:
            sizes = self.left.target.hom_sizes(end)
            leaving.update(sizes)
            entering.append(sum(ends[a] * number for a, number in sizes.items()))
            if leaving.total() > self.limit:
                break  # these arrows alone are too many; whether the objects are, is seen by now
        if sum(entering) > self.limit:
            raise self.too_many()
        if len(entering) == len(self.right.on_objects):
            arrows = sum(leaving[self.left.on_objects[g.target]] for g in self.left.source.generators)
            arrows += sum(entering[g.source] for g in self.right.source.generators)
            reserve((sum(entering) + arrows) * ARROW, self.title)

    def _find_corners(self) -> Iterator[_Corner]:
        for a, start in enumerate(self.left.on_objects):
            for b, end in enumerate(self.right.on_objects):
                for number in self.left.target.hom(end).arrows_from(start):
                    yield _Corner(a, b, number)

    def _left_steps(self) -> Iterator[_Step]:
        into: dict[int, list[tuple[int, _Corner]]] = {}
        for i, corner in enumerate(self.corners):
            into.setdefault(corner.left, []).append((i, corner))
        for g, generator in enumerate(self.left.source.generators):
            word = self.left.target.word(self.left.on_generators[g])
            for i, corner in into.get(generator.target, ()):
                before = self.left.target.follow(Arrow(self.right.on_objects[corner.right], corner.number), word)
                source = self.number[_Corner(generator.source, corner.right, before.number)]
                yield _Step(True, g, source, i, i)

    def _right_steps(self) -> Iterator[_Step]:
        out_of: dict[int, list[tuple[int, _Corner]]] = {}
        for i, corner in enumerate(self.corners):
            out_of.setdefault(corner.right, []).append((i, corner))
        for g, generator in enumerate(self.right.source.generators):
            after = self.right.target.postcompose(self.right.on_generators[g])
            for i, corner in out_of.get(generator.source, ()):
                target = self.number[_Corner(corner.left, generator.target, after[corner.number])]
                yield _Step(False, g, i, target, i)

    def text(self, corner: _Corner) -> str:
        """The arrow that an object is."""
        return self.left.target.show_arrow(Arrow(self.right.on_objects[corner.right], corner.number))

    def step_name(self, step: _Step, at: str, resting: str) -> str:
        """`(g, id, at)` or `(id, g, at)`; with nothing for the side that rests, `(g, at)`."""
        functor = self.left if step.on_left else self.right
        moving = show_generator(functor.source.generators[step.generator].name)
        sides = [moving, resting] if step.on_left else [resting, moving]
        return f"({', '.join([*(side for side in sides if side), at])})"

    def category(self, labels: Sequence[Label], names: Sequence[str], construction: str, name: str) -> Category:
        """The comma category with these names for its objects and generating arrows."""
        if _is_thin(self.left.source) and _is_thin(self.right.source):
            pairs = dict.fromkeys((step.source, step.target) for step in self.steps if step.source != step.target)
            return thin(labels, list(pairs), name=name, limit=self.limit)
        generators = [Generator(n, step.source, step.target) for n, step in zip(names, self.steps, strict=True)]
        presentation = Presentation("constructed", construction=construction)
        return Category(labels, generators, presentation, self._arrows_into, name=name, limit=self.limit)

    def _arrows_into(self, made: Category, target: int) -> Hom:
        """Arrows are triples of h, k and the object they start at, found by composing with generating arrows."""
        end = self.corners[target]
        one, two = self.left.source.hom(end.left), self.right.source.hom(end.right)
        number, order = {(0, 0, target): 0}, [(0, 0, target)]
        rows = []
        for h, k, at in order:
            row = []
            for g in made.incoming[at]:
                step = self.steps[g]
                if step.on_left:
                    after = (one.rows[h][self.left.source.column[step.generator]], k, step.source)
                else:
                    after = (h, two.rows[k][self.right.source.column[step.generator]], step.source)
                if after not in number:
                    number[after] = len(order)
                    order.append(after)
                    if len(order) > self.limit:
                        raise self.too_many()
                row.append(number[after])
            rows.append(row)
        return Hom([at for _, _, at in order], rows, made.incoming)


def _is_thin(category: Category) -> bool:
    """At most one arrow between two objects, as far as the presentation tells."""
    return category.presentation.kind == "thin" or not category.generators
