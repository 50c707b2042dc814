"""Constructions of tasks: representables, sums, products, constants, quotients, and what generators and equations give.

Riehl, *Category Theory in Context*, 2.2 and 3.3; Leinster, *Basic Category Theory*, 4.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from catproof.core.category import FEW_OBJECTS, Arrow, Category
from catproof.core.chase import Free, Relation, Rules, Word, free_presheaf
from catproof.core.classes import Classes
from catproof.core.label import Label, check_pairs, show
from catproof.core.limits import LABEL, NUMBER, PAIR, reserve
from catproof.core.origin import Origin
from catproof.core.task import Element, SparseTask, Task


def yoneda(category: Category, at: int, name: str = "") -> Task:
    """y(P) = Hom(-, P): the arrows into P, restricted by composition. Riehl 2.2."""
    if category.order is not None and len(category.objects) > FEW_OBJECTS:
        made: Task = _arrows_in_an_order(category, at, name)
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
    made, onto = quotient_map(task, pairs, name)
    named = [((a, label), j) for a, members in enumerate(task.elements) for j, label in enumerate(members)]
    named += task.merged.items()
    made.merged = {(a, x): onto[a][j] for (a, x), j in named if made.elements[a][onto[a][j]] != x}
    return made


def quotient_map(task: Task, pairs: Iterable[tuple[Element, Element]], name: str = "") -> tuple[Task, list[list[int]]]:
    """The largest quotient of T in which the elements of each pair are equal, and the map onto it, object by object.

    The congruence is the least one: merging is closed under restriction. A class is called by its first element.
    """
    generators = task.category.generators
    classes = Classes(task.size)
    find = classes.find
    given = list(pairs)
    pending = [(task.number(x), task.number(y)) for x, y in given]
    while pending:
        a, b = pending.pop()
        if not classes.unite(a, b):
            continue
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
    seeded = [(seed, at, labels[x]) for (seed, at), x in zip(seeds, free.seeds, strict=True)]
    made.merged = {(at, seed): made.elements[at].index(label) for seed, at, label in seeded if seed != label}
    seeds_at = tuple(at for _, at in seeds)
    said = tuple((r.left, tuple(r.left_word), r.right, tuple(r.right_word)) for r in relations)
    made.origin = Origin("generated", (category, seeds_at, said))
    return made


def free_on(category: Category, seeds: Sequence[int], relations: Sequence[Relation], what: str) -> Free:
    """The free presheaf on `category` with one generator at each object of `seeds` subject to `relations`.

    Raises `LimitReached`.
    """
    rules = Rules(category.quiver, category.path_equations())
    return free_presheaf(rules, seeds, relations, limit=category.limit, what=what)


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


def _arrows_in_an_order(category: Category, at: int, name: str = "") -> SparseTask:
    """y(P) on a large thin category: one element at each object below P, called by its arrow."""
    target = category.show_object(at)
    members: dict[int, list[Label]] = {
        a: [category.show_word((), at) if a == at else f"({category.show_object(a)} -> {target})"]
        for a in category.hom_sizes(at)
    }
    made = SparseTask(category, members, name=name)
    made.arrows_into = at
    return made
