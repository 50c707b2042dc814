"""Tasks: presheaves T : C^op -> FinSet on a finite category.

A task is held on generating arrows: a finite set for each object and for `g : a -> b` the restriction map
T(g) : T(b) -> T(a). It is well formed iff it respects every equation of C.

Riehl, *Category Theory in Context*, 1.3.7 and 2.1; Leinster, *Basic Category Theory*, 4.1.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from catproof.core.arrays import TaskArrays, arrays_of, given_by
from catproof.core.category import FEW_OBJECTS, Category
from catproof.core.chase import Word
from catproof.core.deadline import load
from catproof.core.label import Label, show
from catproof.core.origin import Origin
from catproof.core.restrictions import Restrictions
from catproof.core.sparse import Members, Moves, OneEach, Starts

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class Element(NamedTuple):
    """The element number `number` of T(object)."""

    object: int
    number: int


class Task:
    """A presheaf on `category`.

    `elements[a]` are the labels of T(a). `action[g][j]`, for a generating arrow g : a -> b, is the number in T(a)
    of the restriction of element j of T(b) along g. `arrows_into` is the object P when this is `y(P)`, so that
    element labels can be read as arrows; the constructors do not check equations, `fault` does.
    """

    origin: Origin | None = None
    """What it was constructed from."""
    arrivals: list[tuple[int, tuple[int, ...]]] | None = None
    """What `isomorphism` compares first, once it is known."""
    meaning: Any = None
    """What its elements are, for maps from and to what was constructed: object by object the natural maps of a right
    Kan extension or a power, the sieves of omega, the numbers in a left Kan extension of the elements that generate it,
    the numbers that the elements of an equalizer or a pullback had, or those that elements have in a quotient."""
    merged: Mapping[tuple[int, Label], int] = MappingProxyType({})
    """Other names that an element at an object has: of those that were identified with it."""

    def __init__(
        self,
        category: Category,
        elements: Sequence[Sequence[Label]],
        action: Sequence[Sequence[int]],
        *,
        name: str = "",
        arrows_into: int | None = None,
    ) -> None:
        self.category = category
        self.elements: tuple[Sequence[Label], ...] = tuple(elements)
        self.action: tuple[Sequence[int], ...] = tuple(action)
        self.name = name
        self.arrows_into = arrows_into
        self.below: list[list[int]] | None = None
        """What `generation.edges` gives, once it is known."""
        self.maximal: list[list[int]] | None = None
        """What `generation.maximal_classes` gives, once it is known."""
        self.start: list[int] = [0]
        """Elements of all objects numbered together: those of object a from `start[a]` on."""
        for members in self.elements:
            self.start.append(self.start[-1] + len(members))

    @classmethod
    def from_arrays(
        cls,
        category: Category,
        elements: Mapping[Label, int | Sequence[Label]] | ArrayLike,
        action: Mapping[str, ArrayLike] | None = None,
        *,
        name: str = "",
    ) -> Task:
        """The task with these elements, restricted along each generating arrow, given by its name, to the elements with
        these numbers.

        `elements` says for objects how many there are, called 0, 1, ..., or what they are called; or it is an array
        with a number, or true and false, for each object in order. Restrictions into one element, and of none, may be
        left out. Raises `ValueError` for what is no task.
        """
        given = given_by(category, elements, action or {})
        if given.large:
            made: Task = SparseTask(category, given.members, given.moves, name=name)
        else:
            assert given.moves is not None
            listed = [given.members.get(a, []) for a in range(len(category.objects))]
            made = Task(category, listed, [given.moves[g] for g in range(len(category.generators))], name=name)
        broken = None if given.moves is None else fault(made)
        if broken is not None:
            at = broken.element.object
            left, right = category.show_word(broken.left, at), category.show_word(broken.right, at)
            where = made.show_at(broken.element)
            raise ValueError(f"this is no task: {left} = {right}, but {where} restricts otherwise")
        return made

    def to_arrays(self) -> TaskArrays:
        """The elements at each object that has some, and the restrictions along the generating arrows into these
        objects as integer arrays: what `from_arrays` takes."""
        members = {a: self.elements[a] for a in sorted(self.sizes())}
        return arrays_of(self.category, members, self.action)

    @property
    def size(self) -> int:
        """The number of elements over all objects."""
        return self.start[-1]

    def same(self, other: Task) -> bool:
        """Has the other task the same elements, by name, with the same restrictions?"""
        return (
            self.category is other.category
            and self.size == other.size
            and all(list(one) == list(two) for one, two in zip(self.elements, other.elements, strict=True))
            and all(list(one) == list(two) for one, two in zip(self.action, other.action, strict=True))
        )

    def restrict(self, element: Element, word: Word) -> Element:
        """The element restricted along a path that ends at its object."""
        at, j = element
        for g in word:
            j = self.action[g][j]
            at = self.category.generators[g].source
        return Element(at, int(j))

    def all_elements(self) -> Iterator[Element]:
        """Every element, object by object."""
        for a, members in enumerate(self.elements):
            for j in range(len(members)):
                yield Element(a, j)

    def element(self, overall: int) -> Element:
        """The element with this number among all."""
        at = bisect_right(self.start, overall) - 1
        return Element(at, overall - self.start[at])

    def number(self, element: Element) -> int:
        """The number of an element among all."""
        return self.start[element.object] + element.number

    def sizes(self) -> dict[int, int]:
        """The number of elements at each object that has some."""
        return {a: len(members) for a, members in enumerate(self.elements) if len(members)}

    def show_element(self, element: Element) -> str:
        """The element by its label, as a theory file writes it."""
        label = self.elements[element.object][element.number]
        if self.arrows_into is not None and isinstance(label, str):
            return label
        return show(label)

    def show_at(self, element: Element) -> str:
        """`x at a`."""
        return f"{self.show_element(element)} at {self.category.show_object(element.object)}"

    def told_at(self, element: Element) -> str:
        """`x at a`, as people are told of it."""
        return f"{self.show_element(element)} at {self.category.told_object(element.object)}"

    def __repr__(self) -> str:
        return f"<Task {self.name or '?'} on {self.category.name or '?'}: size {self.size}>"


class SparseTask(Task):
    """A presheaf on a thin category. `members[a]` are the labels of T(a), for the objects that have elements.

    `moves[g]` is T(g) for the generating arrows into those objects; without it every restriction is the only one
    possible, into a set of one element.
    """

    def __init__(
        self,
        category: Category,
        members: Mapping[int, Sequence[Label]],
        moves: Mapping[int, Sequence[int]] | None = None,
        *,
        name: str = "",
    ) -> None:
        self.category = category
        self.support: Sequence[int]
        self.first: Sequence[int]
        """`first[i]` is the number of the first element at `support[i]`; last the number of all."""
        self.members = members
        if isinstance(members, OneEach):
            self.support, self.first = members.objects, range(len(members) + 1)
        else:
            self.support = sorted(a for a, labels in members.items() if labels)
            self.first = [0, *accumulate(len(members[a]) for a in self.support)]
        self.moves = moves
        self.name = name
        self.below = None
        self.arrows_into: int | None = None
        self.elements: Any = Members(self)
        self.action: Any = Moves(self)
        self.start: Any = Starts(self)

    def element(self, overall: int) -> Element:
        """The element with this number among all."""
        i = bisect_right(self.first, overall) - 1
        return Element(self.support[i], overall - self.first[i])

    def number(self, element: Element) -> int:
        """The number of an element among all."""
        return self.first[bisect_left(self.support, element.object)] + element.number

    def all_elements(self) -> Iterator[Element]:
        """Every element, object by object."""
        return (Element(a, j) for a in self.support for j in range(len(self.members[a])))

    def sizes(self) -> dict[int, int]:
        """The number of elements at each object that has some."""
        if isinstance(self.members, OneEach):
            return dict.fromkeys(self.support, 1)
        return {a: len(self.members[a]) for a in self.support}

    def edges(self) -> list[list[int]]:
        """For each element its restrictions along the generating arrows into its object."""
        if isinstance(self.members, OneEach):
            return self.restrictions().edges
        category, first = self.category, self.first
        place = {a: i for i, a in enumerate(self.support)}
        sources, incoming = category.quiver.source, category.incoming
        targets: list[list[int]] = []
        for a in self.support:
            below = [(first[place[sources[g]]], self.action[g]) for g in incoming[a]]
            targets.extend([start + int(action[j]) for start, action in below] for j in range(len(self.members[a])))
        return targets

    def restrictions(self) -> Restrictions:
        """Those of a label set. What was found of the last label set of the category is kept."""
        order = self.category.order
        assert order is not None
        if order.last_label_set is None or order.last_label_set[0] is not self:
            load("numpy")
            import numpy as np

            support = np.asarray(self.support)
            owner, generator = order.into.of(support)
            sources = order.arrays[0][generator]
            below = np.searchsorted(support, sources)
            if not (support.take(below, mode="clip") == sources).all():
                raise ValueError("a label set is closed under restriction")
            ends = np.cumsum(np.bincount(owner, minlength=len(support)))
            highest = np.flatnonzero(np.bincount(below, minlength=len(support)) == 0).tolist()
            order.last_label_set = self, Restrictions(below, ends, highest)
        return order.last_label_set[1]


class Fault(NamedTuple):
    """Where a would-be presheaf breaks: two paths into one object that are equal arrows, and an element whose
    restrictions along them differ."""

    left: Word
    right: Word
    element: Element
    by_left: Element
    by_right: Element


def fault(task: Task) -> Fault | None:
    """The first equation of the category that the task breaks, or None when it is a presheaf."""
    return next(faults(task), None)


def faults(task: Task) -> Iterator[Fault]:
    """The equations of the category that the task breaks, each with the first element at which it does.

    For a presented category its equations are tried on every element; otherwise every element u of T(P) must
    give a map y(P) -> T (the Yoneda lemma read as a check): along every edge of the arrows into P the value
    reached must be the one already found.
    """
    category = task.category
    if category.presentation.kind == "presented":
        for equation in category.presentation.equations:
            for j in range(len(task.elements[equation.target])):
                x = Element(equation.target, j)
                left, right = task.restrict(x, equation.left), task.restrict(x, equation.right)
                if left != right:
                    yield Fault(equation.left, equation.right, x, left, right)
                    break
        if category.presentation.invertible:
            yield from _not_invertible(task)
        return
    if category.order is not None and len(category.objects) > FEW_OBJECTS:
        yield from _not_one_way(task)
        return
    for p, members in enumerate(task.elements):
        if not members:
            continue
        hom = category.hom(p)
        broken: set[tuple[int, int]] = set()
        for u in range(len(members)):
            value = [u] * len(hom.at)
            for f, row in enumerate(hom.rows):
                for k, y in enumerate(row):
                    g = category.incoming[hom.at[f]][k]
                    found = int(task.action[g][value[f]])
                    if hom.parent[y] == (f, g):
                        value[y] = found
                    elif value[y] != found and (f, g) not in broken:
                        broken.add((f, g))
                        x, a = Element(p, u), hom.at[y]
                        yield Fault((*hom.word(f), g), hom.word(y), x, Element(a, found), Element(a, value[y]))


def _not_one_way(task: Task) -> Iterator[Fault]:
    """In a thin category all paths between two objects are equal, so no element may restrict to two at one object.

    It is enough to look where an object has several elements and paths down to it can come together: at objects with
    two arrows or more out of them. (Where there is one, all paths end with it; by induction from the top. That needs
    a partial order; in a preorder with cycles all objects are looked at.) Linear where few objects are like that.
    There is one fault for each two objects between which some element restricts in two ways.
    """
    category, order = task.category, task.category.order
    assert order is not None
    crowded = [a for a, n in task.sizes().items() if n > 1 and (len(order.above[a]) > 1 or not order.antisymmetric)]
    if not crowded:
        return
    outgoing: list[list[int]] = [[] for _ in category.objects]
    for g, a in enumerate(category.quiver.source):
        outgoing[a].append(g)
    targets = category.quiver.target
    for a in crowded:
        # Upwards from the elements at a: for what restricts to one of them, which one, and the next step down.
        reached = {Element(a, j): (j, -1, Element(a, j)) for j in range(len(task.elements[a]))}
        broken = set()
        for x in (pending := list(reached)):
            for g in outgoing[x.object]:
                for j, value in enumerate(task.action[g]):
                    if int(value) != x.number:
                        continue
                    u = Element(targets[g], j)
                    if u not in reached:
                        reached[u] = (reached[x][0], g, x)
                        pending.append(u)
                    elif reached[u][0] != reached[x][0] and u.object not in broken:
                        broken.add(u.object)
                        left, right = (g, *_way_down(reached, x)), _way_down(reached, u)
                        yield Fault(left, right, u, task.restrict(u, left), task.restrict(u, right))


def _way_down(reached: dict[Element, tuple[int, int, Element]], x: Element) -> Word:
    word = []
    while reached[x][1] >= 0:
        _, g, x = reached[x]
        word.append(g)
    return tuple(word)


def _not_invertible(task: Task) -> Iterator[Fault]:
    """In a group every generator must act by a bijection; where two elements meet, name them as a fault."""
    for g, action in enumerate(task.action):
        seen: dict[int, int] = {}
        for j, value in enumerate(action):
            if value in seen:
                yield Fault((g,), (), Element(0, j), Element(0, int(value)), Element(0, seen[value]))
                break
            seen[value] = j
