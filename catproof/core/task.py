"""Tasks: presheaves T : C^op -> FinSet on a finite category.

A task is held on generating arrows: a finite set for each object and for `g : a -> b` the restriction map
T(g) : T(b) -> T(a). It is well formed iff it respects every equation of C.

Riehl, *Category Theory in Context*, 1.3.7 and 2.1; Leinster, *Basic Category Theory*, 4.1.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from catproof.core.category import FEW_OBJECTS, Arrow, Category
from catproof.core.chase import Free, Relation, Word, free_presheaf
from catproof.core.label import Label, check_pairs, show
from catproof.core.limits import LABEL, NUMBER, PAIR, reserve
from catproof.core.origin import Origin

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from catproof.core.exchange import TaskArrays


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
        self.elements = tuple(elements)
        self.action = tuple(action)
        self.name = name
        self.arrows_into = arrows_into
        self.below: list[list[int]] | None = None
        """What `generation.edges` gives, once it is known."""
        self.maximal: list[list[int]] | None = None
        """What `generation.maximal_classes` gives, once it is known."""
        self.start = [0]
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
        from catproof.core.exchange import task_from_arrays

        return task_from_arrays(category, elements, action, name=name)

    def to_arrays(self) -> TaskArrays:
        """The elements at each object that has some, and the restrictions along the generating arrows into these
        objects as integer arrays: what `from_arrays` takes."""
        from catproof.core.exchange import arrays_of_task

        return arrays_of_task(self)

    @property
    def size(self) -> int:
        """The number of elements over all objects."""
        return self.start[-1]

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

    def __repr__(self) -> str:
        return f"<Task {self.name or '?'} on {self.category.name or '?'}: size {self.size}>"


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


# ---- constructions ------------------------------------------------------------------------------------


def yoneda(category: Category, at: int, name: str = "") -> Task:
    """y(P) = Hom(-, P): the arrows into P, restricted by composition. Riehl 2.2."""
    if category.order is not None and len(category.objects) > FEW_OBJECTS:
        from catproof.core.sparse import arrows_in_an_order

        made: Task = arrows_in_an_order(category, at, name)
        made.origin = Origin("yoneda", (category, at))
        return made
    hom = category.hom(at)
    elements: list[list[Label]] = [
        [category.show_arrow(Arrow(at, i)) for i in hom.arrows_from(a)] for a in range(len(category.objects))
    ]
    action = [
        [hom.position[hom.rows[i][category.column[g]]] for i in hom.arrows_from(generator.target)]
        for g, generator in enumerate(category.generators)
    ]
    made = Task(category, elements, action, name=name, arrows_into=at)
    made.origin = Origin("yoneda", (category, at))
    return made


def coproduct(left: Task, right: Task, name: str = "") -> Task:
    """S + T, object by object; elements are labelled (1, x) and (2, y). Raises `LimitReached`."""
    check_pairs(name or "a sum", (*left.elements, *right.elements))
    category = left.category
    entries = sum(map(len, left.action)) + sum(map(len, right.action))
    reserve((left.size + right.size) * (LABEL + PAIR) + entries * NUMBER, name or "a sum of tasks")
    elements: list[list[Label]] = [
        [*((1, x) for x in left.elements[a]), *((2, y) for y in right.elements[a])]
        for a in range(len(category.objects))
    ]
    action = [
        [*left.action[g], *(len(left.elements[generator.source]) + v for v in right.action[g])]
        for g, generator in enumerate(category.generators)
    ]
    made = Task(category, elements, action, name=name)
    made.origin = Origin("sum", (left, right))
    return made


def product(left: Task, right: Task, name: str = "") -> Task:
    """S x T, object by object; elements are pairs (x, y). Raises `LimitReached`."""
    check_pairs(name or "a product", left.elements, right.elements)
    category = left.category
    size, entries = (
        sum(len(a) * len(b) for a, b in zip(one, two, strict=True))
        for one, two in ((left.elements, right.elements), (left.action, right.action))
    )
    reserve(size * (LABEL + PAIR) + entries * NUMBER, name or "a product of tasks")
    elements: list[list[Label]] = [
        [(x, y) for x in left.elements[a] for y in right.elements[a]] for a in range(len(category.objects))
    ]
    action = []
    for g, generator in enumerate(category.generators):
        width = len(right.elements[generator.source])
        action.append([i * width + j for i in left.action[g] for j in right.action[g]])
    made = Task(category, elements, action, name=name)
    made.origin = Origin("product", (left, right))
    return made


def constant(category: Category, values: Sequence[Label], name: str = "") -> Task:
    """The same set at every object, restricted by the identity; terminal for one value, empty for none. Raises
    `LimitReached`."""
    reserve(len(values) * 8 * len(category.objects), name or "a constant task")
    same = list(range(len(values)))
    made = Task(category, [list(values) for _ in category.objects], [same for _ in category.generators], name=name)
    made.origin = Origin("constant", (category, len(values)))
    return made


def quotient(task: Task, pairs: Iterable[tuple[Element, Element]], name: str = "") -> Task:
    """The largest quotient of T in which the two elements of each pair (at one object) are equal."""
    return quotient_map(task, pairs, name)[0]


def quotient_map(task: Task, pairs: Iterable[tuple[Element, Element]], name: str = "") -> tuple[Task, list[list[int]]]:
    """The largest quotient of T in which the elements of each pair are equal, and the map onto it, object by object.

    The congruence is the least one: merging is closed under restriction. A class is called by its first element.
    """
    generators = task.category.generators
    root = list(range(task.size))

    def find(x: int) -> int:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    given = list(pairs)
    pending = [(task.number(x), task.number(y)) for x, y in given]
    while pending:
        a, b = pending.pop()
        x, y = find(a), find(b)
        if x == y:
            continue
        root[max(x, y)] = min(x, y)
        at, j = task.element(a)
        k = task.element(b).number
        for g in task.category.incoming[at]:
            start = task.start[generators[g].source]
            pending.append((start + int(task.action[g][j]), start + int(task.action[g][k])))
    kept = [[x for x in range(task.start[a], task.start[a + 1]) if find(x) == x] for a in range(len(task.elements))]
    index = {x: i for members in kept for i, x in enumerate(members)}
    elements = [[task.elements[a][x - task.start[a]] for x in members] for a, members in enumerate(kept)]
    action = []
    for g, generator in enumerate(generators):
        start, source = task.start[generator.target], task.start[generator.source]
        action.append([index[find(source + int(task.action[g][x - start]))] for x in kept[generator.target]])
    onto = [[index[find(x)] for x in range(task.start[a], task.start[a + 1])] for a in range(len(task.elements))]
    made = Task(task.category, elements, action, name=name, arrows_into=task.arrows_into)
    made.origin = Origin("quotient", (task, tuple((tuple(x), tuple(y)) for x, y in given)))
    return made, onto


def generated(
    category: Category,
    seeds: Sequence[tuple[Label, int]],
    relations: Sequence[Relation],
    name: str = "",
) -> Task:
    """The task freely generated by one element `label` at each object of `seeds`, subject to `relations`.

    Elements are called by their generator and a shortest path: `u`, `u|f`, `u|g . f`. Raises `LimitReached`.
    """
    free = free_on(category, [at for _, at in seeds], relations, f"the elements of {name or 'a generated task'}")
    words: dict[int, tuple[int, Word]] = {}
    order: list[int] = []
    for k, x in enumerate(free.seeds):
        if x not in words:
            words[x] = (k, ())
            order.append(x)
    for x in order:
        for i, y in enumerate(free.rows[x]):
            if y not in words:
                k, word = words[x]
                words[y] = (k, (*word, category.incoming[free.at[x]][i]))
                order.append(y)
    labels: list[Label] = []
    for x in range(len(free.at)):
        k, word = words[x]
        seed, at = seeds[k]
        labels.append(seed if not word else f"{show(seed)}|{category.show_word(word, at)}")
    made = from_free(category, free, labels, name)
    seeds_at = tuple(at for _, at in seeds)
    said = tuple((r.left, tuple(r.left_word), r.right, tuple(r.right_word)) for r in relations)
    made.origin = Origin("generated", (category, seeds_at, said))
    return made


def free_on(category: Category, seeds: Sequence[int], relations: Sequence[Relation], what: str) -> Free:
    """The free presheaf on `category` with one generator at each object of `seeds` subject to `relations`.

    Raises `LimitReached`.
    """
    return free_presheaf(category.quiver, category.path_equations(), seeds, relations, limit=category.limit, what=what)


def from_free(category: Category, free: Free, labels: Sequence[Label], name: str = "") -> Task:
    """A finished free construction as a task; element x is called `labels[x]`."""
    members: list[list[int]] = [[] for _ in category.objects]
    position = [0] * len(free.at)
    for x, a in enumerate(free.at):
        position[x] = len(members[a])
        members[a].append(x)
    action = [
        [position[free.rows[x][category.column[g]]] for x in members[generator.target]]
        for g, generator in enumerate(category.generators)
    ]
    return Task(category, [[labels[x] for x in xs] for xs in members], action, name=name)
