"""Models: functors f : C -> [D^op, FinSet] with the kernel k(Q, R) = Nat(Q, R).

`via(F)` for F : C -> D is X |-> y(F X); `yoneda(C)` is `via` of the identity. An explicit model gives a task on D for
each object of C and a transformation for each generating arrow. Yuan, *On the Power of Foundation Models* (ICML 2023).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catproof.core import functor as functors
from catproof.core import presheaves
from catproof.core.category import Arrow, Category
from catproof.core.chase import Word
from catproof.core.functor import Functor
from catproof.core.kan import lan
from catproof.core.task import Element, Task
from catproof.core.transformation import Components, composed, identity, natural_maps


class Realization(NamedTuple):
    """The realization of a task T: the left adjoint of the nerve Nat(f(-), -) at T, with its unit.

    `unit[a][j]` is the map f(a) -> L that belongs to element j of T(a), as components.
    """

    task: Task
    unit: list[list[Components]]


class Model:
    """A model of `category` in the tasks on `base`.

    `functor` is F for a model via(F), and None for an explicit one, which has `values[a]`, a task on the base, and
    `maps[g]`, the components of a transformation, for each object a and generating arrow g.
    """

    def __init__(
        self,
        category: Category,
        base: Category,
        *,
        functor: Functor | None = None,
        values: Sequence[Task] = (),
        maps: Sequence[Components] = (),
        name: str = "",
    ) -> None:
        self.category = category
        self.base = base
        self.functor = functor
        self.name = name
        self._values: dict[int, Task] = dict(enumerate(values))
        self._maps: dict[int, Components] = dict(enumerate(maps))
        self._prompted: dict[int, Task] = {}

    def value(self, at: int) -> Task:
        """f(a), a task on the base."""
        if at not in self._values:
            assert self.functor is not None
            self._values[at] = presheaves.yoneda(self.base, self.functor.on_objects[at])
        return self._values[at]

    def on_generator(self, g: int) -> Components:
        """f(g), as the components of a transformation."""
        if g not in self._maps:
            assert self.functor is not None
            generator, arrow = self.category.generators[g], self.functor.on_generators[g]
            post = self.base.postcompose(arrow)
            start = self.base.hom(self.functor.on_objects[generator.source])
            position = self.base.hom(arrow.target).position
            self._maps[g] = [[position[post[i]] for i in start.arrows_from(d)] for d in range(len(self.base.objects))]
        return self._maps[g]

    def on_word(self, word: Word, at: int) -> Components:
        """f of a path into the object `at`."""
        made = identity(self.value(at))
        for g in word:
            made = composed(made, self.on_generator(g))
        return made

    def maps_into(self, at: int, task: Task) -> Iterator[Components]:
        """Nat(f(a), Q) for a task Q on the base."""
        if self.functor is None:
            yield from natural_maps(self.value(at), task)
            return
        d = self.functor.on_objects[at]  # by the Yoneda lemma: one for each element of Q(F a)
        for j in range(len(task.elements[d])):
            yield self.named_by(Element(d, j), task)

    def named_by(self, element: Element, task: Task) -> Components:
        """The map y(d) -> Q that an element of Q(d) names (Yoneda lemma)."""
        hom = self.base.hom(element.object)
        value = [element.number] * len(hom.at)
        for f in range(1, len(value)):
            x, g = hom.parent[f]
            value[f] = int(task.action[g][value[x]])
        return [[value[f] for f in hom.arrows_from(d)] for d in range(len(self.base.objects))]

    def prompted(self, prompt: int) -> Task:
        """The task k(f(-), f(P)) on C that the prompt P solves."""
        if prompt not in self._prompted:
            self._prompted[prompt] = self.nerve(self.value(prompt))
        return self._prompted[prompt]

    def nerve(self, task: Task) -> Task:
        """The nerve Nat(f(-), Q) of a task Q on the base: a task on C whose elements are called 1, 2, ... These are
        natural maps in lexicographic order of their values, as `kernel/README.md` numbers them."""
        if self.functor is not None:
            return functors.restriction(self.functor, task)
        maps = [sorted(map(_frozen, natural_maps(self.value(a), task))) for a in range(len(self.category.objects))]
        number = [{m: j for j, m in enumerate(found)} for found in maps]
        action = [
            [number[g.source][_frozen(composed(m, self.on_generator(k)))] for m in maps[g.target]]
            for k, g in enumerate(self.category.generators)
        ]
        return Task(self.category, [list(range(1, len(found) + 1)) for found in maps], action)

    def realization(self, task: Task) -> Realization:
        """The task L on the base with Nat(L, Q) = Nat(T, Nat(f(-), Q)) for every Q: the colimit of f over the elements
        of T, which for via(F) is Lan_F T. Mac Lane X.4-5. Raises `LimitReached`."""
        if self.functor is not None:
            extension = lan(self.functor, task)
            goal = self.functor.on_objects
            unit = [
                [self.named_by(Element(goal[a], v), extension.task) for v in values]
                for a, values in enumerate(extension.unit)
            ]
            return Realization(extension.task, unit)
        return _colimit(self, task)

    def is_yoneda(self) -> bool:
        """Is this via(F), with F an identity functor? Then its values are the yoneda(C, a)."""
        return self.functor is not None and self.functor.is_identity()

    def __repr__(self) -> str:
        return f"<Model {self.name or '?'} of {self.category.name or '?'}>"


def _frozen(components: Components) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(values) for values in components)


def _colimit(model: Model, task: Task) -> Realization:
    """One copy of f(a) for each element of T(a), glued along the generating arrows."""
    base = model.base
    offset: list[list[int]] = []
    sizes = [0] * len(base.objects)
    elements = list(task.all_elements())
    for x in elements:
        offset.append(list(sizes))
        for d, members in enumerate(model.value(x.object).elements):
            sizes[d] += len(members)
    action: list[list[int]] = []
    for g, generator in enumerate(base.generators):
        values: list[int] = []
        for x, start in zip(elements, offset, strict=True):
            values += [start[generator.source] + int(v) for v in model.value(x.object).action[g]]
        action.append(values)
    labels = [
        [
            (task.category.objects[x.object], task.elements[x.object][x.number], label)
            for x in elements
            for label in model.value(x.object).elements[d]
        ]
        for d in range(len(base.objects))
    ]
    copies = Task(base, labels, action)
    pairs = []
    for x, start in zip(elements, offset, strict=True):
        for g in task.category.incoming[x.object]:
            below = task.restrict(x, (g,))
            other = offset[task.number(below)]
            for d, images in enumerate(model.on_generator(g)):
                pairs += [(Element(d, other[d] + j), Element(d, start[d] + v)) for j, v in enumerate(images)]
    glued, classes = presheaves.quotient_map(copies, pairs)
    unit: list[list[Components]] = [[] for _ in task.elements]
    for x, start in zip(elements, offset, strict=True):
        value = model.value(x.object)
        unit[x.object].append(
            [[classes[d][start[d] + j] for j in range(len(members))] for d, members in enumerate(value.elements)]
        )
    return Realization(glued, unit)


def via(functor: Functor, name: str = "") -> Model:
    """The model X |-> y(F X)."""
    return Model(functor.source, functor.target, functor=functor, name=name)


def yoneda(category: Category, name: str = "") -> Model:
    """The ideal model of C: X |-> y(X)."""
    return via(functors.identity(category), name)


class NotFunctorial(NamedTuple):
    """An equation of C, as two paths into `at`, whose sides an explicit model sends to different transformations."""

    at: int
    left: Word
    right: Word


def not_functorial(model: Model) -> NotFunctorial | None:
    """The first equation of C that an explicit model does not respect, or None."""
    return next(broken_by(model), None)


def broken_by(model: Model) -> Iterator[NotFunctorial]:
    """The equations of C that an explicit model does not respect."""
    for equation in model.category.path_equations():
        if model.on_word(equation.left, equation.target) != model.on_word(equation.right, equation.target):
            yield NotFunctorial(equation.target, equation.left, equation.right)


def on_arrow(model: Model, arrow: Arrow) -> Components:
    """f(arrow), as components."""
    return model.on_word(model.category.word(arrow), arrow.target)
