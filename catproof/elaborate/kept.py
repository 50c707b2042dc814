"""`F is a functor`, `T is closed`: what is said of the generating arrows of a category, whatever is broken.

With `read(..., check = later)` a functor or a label set is not refused for what it breaks. Where it breaks something
its name stands for `Later`, of which only this is said; where it breaks nothing, for what it was declared to be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

from catproof.core.category import Category, thin
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
from catproof.core.functoriality import Images, images_of
from catproof.core.limits import LimitReached
from catproof.core.pairs import LABELLED, Ends, ends_of, labels_at, members_of
from catproof.core.task import Task
from catproof.diagnostic import Span
from catproof.elaborate.data_read import Data
from catproof.elaborate.scope import Later, Scope
from catproof.logic.terms import Apply, Binding, Constant, Number, Sort, Term, Variable
from catproof.syntax.printer import print_name

WORDS = {"functor": "functor", "closed": "label set"}
"""What is asked, and of what."""


def functor_ends(data: Data, source: Category, values: Sequence[int], target: Category, name: str) -> Ends:
    """The values of a map of objects at the ends of the pairs of its source."""
    return ends_of(data.pairs_of(source), source, values, target, name)


def label_ends(data: Data, category: Category, members: set[int], name: str) -> Ends:
    """A label set at the ends of the pairs of its category."""
    if data.labelled is None:
        data.labelled = thin(LABELLED, [(0, 1)], name="labels")
    return functor_ends(data, category, labels_at(category, members), data.labelled, name)


def kept_by(name: str, word: str, scope: Scope, data: Data) -> Ends | Images | None:
    """Of a declared functor its values, or of a label set, at the ends of the generating arrows, or for these arrows
    where the category they go to is not thin. None where the word is not said of it."""
    declared = scope.lookup(name)
    value = None if declared is None else declared.value
    if isinstance(value, Later):
        return value.kept if value.noun == WORDS[word] else None
    if isinstance(value, Functor) and word == "functor":
        if value.target.order is None:
            return data.images.setdefault(id(value), (value, images_of(value, name)))[1]
        return functor_ends(data, value.source, value.on_objects, value.target, name)
    if isinstance(value, Task) and word == "closed":
        members = members_of(value)
        return None if members is None else label_ends(data, value.category, members, name)
    return None


def said_of(kept: Ends | Images, scope: Scope, home: Callable[[Category], Term], span: Span) -> Term:
    """What is to hold, as a proposition. Raises `LimitReached`."""
    if isinstance(kept, Images):
        return _Said(scope, home, span).of_images(kept)
    target = kept.smaller.target
    goal = scope.call(target, named(target, CATEGORY, scope)) if target.objects == LABELLED else home(target)
    return _Said(scope, home, span).of_pairs(kept.smaller, kept.larger, goal)


class _Said:
    """What is said of all objects of a discrete category."""

    def __init__(self, scope: Scope, home: Callable[[Category], Term], span: Span) -> None:
        self.scope = scope
        self.home = home
        self.span = span

    def of_pairs(self, smaller: Functor, larger: Functor, goal: Term) -> Term:
        """`forall p in objects(pairs) : count(arrows(Q, smaller(p), larger(p))) = 1`."""
        source, pair = self._over(smaller.source, "p")
        values = [Apply("value at", (self._functor(side, source, goal), pair)) for side in (smaller, larger)]
        arrows = Apply("count", (Apply("arrows between", (goal, *values)),))
        return self._all(source, pair, Apply("=", (arrows, Number(1))))

    def of_images(self, images: Images) -> Term:
        """What `_of_arrows` says, and `_of_laws` where there are laws. Where the target has too many arrows, and the
        ends of images are enough to break it, they are said of paths instead: a functor would keep these too."""
        try:
            goal = self.home(images.target)
            said = self._of_arrows(images, goal)
            if images.laws:
                said.append(self._of_laws(images, goal))
        except LimitReached:
            if not (images.misplaced or images.missing):
                raise
            said = self._of_arrows(images.by_order, self._category(images.by_order.target))
        return reduce(lambda left, right: Apply("and", (left, right)), said)

    def _of_arrows(self, images: Images, goal: Term) -> list[Term]:
        """What `_of_ends` says, and `of_pairs` of the arrows that have no image, where there are some."""
        said = [self._of_ends(*images.ends, goal)]
        if images.missing:
            said.append(self.of_pairs(*images.without, goal))
        return said

    def _of_ends(self, image: NaturalTransformation, sources: Functor, targets: Functor, goal: Term) -> Term:
        """`forall f in objects(arrows) : source(F(f)) = F(source) in Q and target(F(f)) = F(target) in Q`."""
        home, arrow = self._over(sources.source, "f")
        value = Apply("component", (self._natural(image, home, goal), arrow))
        ends = [
            Apply(
                "equal objects",
                (goal, Apply(end, (goal, value)), Apply("value at", (self._functor(side, home, goal), arrow))),
            )
            for end, side in (("source", sources), ("target", targets))
        ]
        return self._all(home, arrow, Apply("and", tuple(ends)))

    def _of_laws(self, images: Images, goal: Term) -> Term:
        """`forall e in objects(equations) : F(left(e)) = F(right(e)) in Q`."""
        laws, left, right, values = images.sides
        home, law = self._over(laws, "e")
        paths = self._category(left.source.target)
        functor = self._functor(values, paths, goal)
        sides = [
            Apply("value on", (functor, Apply("component", (self._natural(side, home, paths), law))))
            for side in (left, right)
        ]
        return self._all(home, law, Apply("equal arrows", (goal, *sides)))

    def _over(self, category: Category, name: str) -> tuple[Term, Variable]:
        home = self._category(category)
        return home, Variable(name, Sort("object", (home,)))

    def _all(self, home: Term, variable: Variable, body: Term) -> Binding:
        return Binding("forall", (variable,), Apply("objects", (home,)), None, body, span=self.span)

    def _category(self, category: Category) -> Term:
        return self.scope.call(category, named(category, CATEGORY, self.scope))

    def _functor(self, functor: Functor, source: Term, goal: Term) -> Term:
        return named(functor, Sort("functor", (source, goal)), self.scope)

    def _natural(self, n: NaturalTransformation, home: Term, goal: Term) -> Term:
        ends = tuple(self._functor(end, home, goal) for end in (n.source, n.target))
        return named(n, Sort("natural transformation", ends), self.scope)


CATEGORY = Sort("category")


def named(value: Category | Functor | NaturalTransformation, sort: Sort, scope: Scope) -> Constant:
    """What is called so here, though the file does not declare it."""
    name = value.name
    made = Constant(print_name(name), sort)
    while scope.constants.get(made, value) is not value:  # another file has one of the same name
        name += "'"
        made = Constant(print_name(name), sort)
    scope.constants[made] = value
    return made
