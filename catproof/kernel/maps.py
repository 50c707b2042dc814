"""Transformations that come with constructions of tasks, by their naive definitions: each is its source, its target and
the image of each element, numbered over all objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from catproof.kernel import constructed_tasks as tasks
from catproof.kernel.functor_tables import Functor
from catproof.kernel.operations import OPERATIONS
from catproof.kernel.rejection import need
from catproof.kernel.tables import Category, Task, yoneda

Map = tuple[Task, Task, list[int]]

product: Callable[[Task, Task], Task] = OPERATIONS["product"]
total: Callable[[Task, Task], Task] = OPERATIONS["sum"]
restriction: Callable[[Functor, Task], Task] = OPERATIONS["restrict task"]


def _meet(one: Task, other: Task) -> None:
    need(tasks.same(one, other), "transformations, or what they are made of, do not meet")


def compose(after: Map, before: Map) -> Map:
    _meet(before[1], after[0])
    return before[0], after[1], [after[2][v] for v in before[2]]


# ---- products and sums ------------------------------------------------------------------------------------


def _pairs(left: Task, right: Task) -> Iterator[tuple[int, int]]:
    """The pairs of elements at one object, in the order of the product."""
    for a in range(left.category.objects):
        for x in range(left.start[a], left.start[a + 1]):
            for y in range(right.start[a], right.start[a + 1]):
                yield x, y


def _paired(both: Task, left: Task, right: Task, x: int, y: int) -> int:
    """The number of a pair in the product."""
    a = left.at[x]
    return int(both.start[a] + (x - left.start[a]) * right.sizes[a] + y - right.start[a])


def first(left: Task, right: Task) -> Map:
    return product(left, right), left, [x for x, _ in _pairs(left, right)]


def second(left: Task, right: Task) -> Map:
    return product(left, right), right, [y for _, y in _pairs(left, right)]


def pair(m: Map, n: Map) -> Map:
    _meet(m[0], n[0])
    both = product(m[1], n[1])
    return m[0], both, [_paired(both, m[1], n[1], x, y) for x, y in zip(m[2], n[2], strict=True)]


def left(one: Task, other: Task) -> Map:
    both = total(one, other)
    return one, both, [both.start[a] + x - one.start[a] for x, a in enumerate(one.at)]


def right(one: Task, other: Task) -> Map:
    both = total(one, other)
    return other, both, [both.start[a] + one.sizes[a] + y - other.start[a] for y, a in enumerate(other.at)]


def copair(m: Map, n: Map) -> Map:
    _meet(m[1], n[1])
    image = []
    for a in range(m[0].category.objects):
        for of in (m, n):
            image += of[2][of[0].start[a] : of[0].start[a + 1]]
    return total(m[0], n[0]), m[1], image


# ---- representables ---------------------------------------------------------------------------------------


def element(of: Task, x: int) -> Map:
    """y(a) -> T: f goes to x restricted along f."""
    p = of.at[x]
    source = yoneda(of.category, p)
    image = [0] * len(source.at)
    for place, v in zip(tasks.places(of.category, p), of.values(x), strict=True):
        image[place] = v
    return source, of, image


def yoneda_on(category: Category, arrow: tuple[int, int]) -> Map:
    """y(a) -> y(b): composition with an arrow a -> b."""
    a, b = category.source(arrow), arrow[0]
    after, there = category.translate(a, b, arrow[1]), tasks.places(category, b)
    image = [0] * len(after)
    for place, f in zip(tasks.places(category, a), after, strict=True):
        image[place] = there[f]
    return yoneda(category, a), yoneda(category, b), image


# ---- Kan extensions ---------------------------------------------------------------------------------------


def _moved(along: Functor, of: Task, made: Task) -> Iterator[tuple[int, int]]:
    """The elements of F^* T, each with the element of T that it is."""
    for a, b in enumerate(along.objects):
        for j in range(of.sizes[b]):
            yield made.start[a] + j, of.start[b] + j


def _spread(source: Task, target: Task, images: Mapping[int, int]) -> list[int]:
    """The natural map with these values at generators."""
    found = dict(images)
    pending = list(found)
    while pending:
        x = pending.pop()
        for y, v in zip(source.edges[x], target.edges[found[x]], strict=True):
            if y not in found:
                found[y] = v
                pending.append(y)
    return [found[x] for x in range(len(source.at))]


def restrict_on(along: Functor, n: Map) -> Map:
    source, target = restriction(along, n[0]), restriction(along, n[1])
    value = along.objects
    image = [
        target.start[source.at[x]] + n[2][v] - n[1].start[value[source.at[x]]] for x, v in _moved(along, n[0], source)
    ]
    return source, target, image


def lan_on(along: Functor, n: Map) -> Map:
    (source, here), (target, there) = tasks.extension(along, n[0]), tasks.extension(along, n[1])
    return source, target, _spread(source, target, {here[x]: there[v] for x, v in enumerate(n[2])})


def unit(along: Functor, of: Task) -> Map:
    extended, generates = tasks.extension(along, of)
    target = restriction(along, extended)
    value = along.objects
    return of, target, [target.start[a] + generates[x] - extended.start[value[a]] for x, a in enumerate(of.at)]


def counit(along: Functor, of: Task) -> Map:
    made = restriction(along, of)
    source, generates = tasks.extension(along, made)
    return source, of, _spread(source, of, {generates[x]: v for x, v in _moved(along, of, made)})


def _sources(along: Functor) -> list[Task]:
    return [restriction(along, yoneda(along.target, d)) for d in range(along.target.objects)]


def _numbers(target: Task, maps: list[list[tuple[int, ...]]]) -> list[dict[tuple[int, ...], int]]:
    """For each object the natural maps there, with their numbers among all elements."""
    return [{image: target.start[d] + i for i, image in enumerate(found)} for d, found in enumerate(maps)]


def ran_on(along: Functor, n: Map) -> Map:
    sources = _sources(along)
    source, target = (tasks.ran(along, end, restriction) for end in n[:2])
    numbers = _numbers(target, tasks.listed_maps(sources, n[1]))
    maps = tasks.listed_maps(sources, n[0])
    return source, target, [numbers[d][tuple(n[2][v] for v in each)] for d, found in enumerate(maps) for each in found]


def ran_unit(along: Functor, of: Task) -> Map:
    base, made = along.target, restriction(along, of)
    target = tasks.ran(along, made, restriction)
    numbers = _numbers(target, tasks.listed_maps(_sources(along), made))
    image = []
    for x, d in enumerate(of.at):
        values = of.values(x)
        each = [
            made.start[a] + values[i] - of.start[b] for a, b in enumerate(along.objects) for i in base.between(b, d)
        ]
        image.append(numbers[d][tuple(each)])
    return of, target, image


def ran_counit(along: Functor, of: Task) -> Map:
    base, sources = along.target, _sources(along)
    maps = tasks.listed_maps(sources, of)
    image = []
    for a, b in enumerate(along.objects):
        identity = sources[b].start[a] + base.between(b, b).index(0)
        image += [each[identity] for each in maps[b]]
    return restriction(along, tasks.ran(along, of, restriction)), of, image


# ---- exponentials and sieves ------------------------------------------------------------------------------


def _times(exponent: Task) -> list[Task]:
    category = exponent.category
    return [product(yoneda(category, c), exponent) for c in range(category.objects)]


def evaluation(exponent: Task, of: Task) -> Map:
    power, sources = tasks.power(of, exponent, product), _times(exponent)
    image = []
    for c, found in enumerate(tasks.listed_maps(sources, of)):
        identity = exponent.category.between(c, c).index(0)
        start = sources[c].start[c] + identity * exponent.sizes[c]
        image += [each[start + s] for each in found for s in range(exponent.sizes[c])]
    return product(power, exponent), of, image


def curry(n: Map, one: Task, exponent: Task) -> Map:
    category, both = one.category, n[0]
    _meet(both, product(one, exponent))
    power = tasks.power(n[1], exponent, product)
    numbers = _numbers(power, tasks.listed_maps(_times(exponent), n[1]))
    image = []
    for r, c in enumerate(one.at):
        values = one.values(r)
        each = [
            n[2][_paired(both, one, exponent, values[i], s)]
            for b in range(category.objects)
            for i in category.between(b, c)
            for s in range(exponent.start[b], exponent.start[b + 1])
        ]
        image.append(numbers[c][tuple(each)])
    return one, power, image


def truth(category: Category) -> Map:
    target = tasks.omega(category)
    return OPERATIONS["terminal task"](category), target, [end - 1 for end in target.start[1:]]


def classify(n: Map) -> Map:
    need(len(set(n[2])) == len(n[2]), "what is not mono classifies nothing")
    of, target, hit = n[1], tasks.omega(n[1].category), set(n[2])
    numbers = [{sieve: i for i, sieve in enumerate(found)} for found in tasks.sieves(of.category)]
    image = []
    for y, c in enumerate(of.at):
        sieve = frozenset(f for f, v in enumerate(of.values(y)) if v in hit)
        image.append(target.start[c] + numbers[c][sieve])
    return of, target, image


# ---- equalizers, coequalizers, pullbacks, pushouts --------------------------------------------------------


def _agreeing(m: Map, n: Map) -> list[int]:
    _meet(m[0], n[0])
    _meet(m[1], n[1])
    return [x for x, pair in enumerate(zip(m[2], n[2], strict=True)) if pair[0] == pair[1]]


def equalizer(m: Map, n: Map) -> Task:
    return tasks.subtask(m[0], _agreeing(m, n))


def _identified(of: Task, pairs: Any) -> tuple[Task, list[int]]:
    def reference(x: int) -> list[int]:
        return [of.at[x], x - of.start[of.at[x]]]

    return tasks.quotient_map(of, [(reference(x), reference(y)) for x, y in pairs])


def _coequalized(m: Map, n: Map) -> tuple[Task, list[int]]:
    _meet(m[0], n[0])
    _meet(m[1], n[1])
    return _identified(m[1], zip(m[2], n[2], strict=True))


def _pulled(m: Map, n: Map) -> list[tuple[int, int]]:
    _meet(m[1], n[1])
    return [(x, y) for x, y in _pairs(m[0], n[0]) if m[2][x] == n[2][y]]


def pullback(m: Map, n: Map) -> Task:
    both = product(m[0], n[0])
    return tasks.subtask(both, [_paired(both, m[0], n[0], x, y) for x, y in _pulled(m, n)])


def _pushed(m: Map, n: Map) -> tuple[Task, list[int]]:
    _meet(m[0], n[0])
    one, other = left(m[1], n[1]), right(m[1], n[1])
    return _identified(one[1], [(one[2][v], other[2][w]) for v, w in zip(m[2], n[2], strict=True)])


def _of(made: Task, whole: Task) -> Task:
    _meet(made, whole)
    return made


def _pushed_from(made: Task, m: Map, n: Map, side: Map) -> Map:
    whole, onto = _pushed(m, n)
    return side[0], _of(made, whole), [onto[v] for v in side[2]]


def _projection(made: Task, m: Map, n: Map) -> Map:
    whole, onto = _coequalized(m, n)
    return m[1], _of(made, whole), onto


_TASKS, _MAPS = ("task", "task"), ("transformation", "transformation")
_OF = ("task", *_MAPS)
TASKS: dict[str, tuple[tuple[str, ...], Callable[..., Task]]] = {
    "equalizer": (_MAPS, equalizer),
    "coequalizer": (_MAPS, lambda m, n: _coequalized(m, n)[0]),
    "pullback": (_MAPS, pullback),
    "pushout": (_MAPS, lambda m, n: _pushed(m, n)[0]),
}
MAPS: dict[str, tuple[tuple[str, ...], Callable[..., Map]]] = {
    "identity transformation": (("task",), lambda of: (of, of, list(range(len(of.at))))),
    "compose transformations": (_MAPS, compose),
    "first": (_TASKS, first),
    "second": (_TASKS, second),
    "pair": (_MAPS, pair),
    "left": (_TASKS, left),
    "right": (_TASKS, right),
    "copair": (_MAPS, copair),
    "element": (("task", "element"), element),
    "yoneda on": (("category", "arrow"), yoneda_on),
    "restrict on": (("functor", "transformation"), restrict_on),
    "lan on": (("functor", "transformation"), lan_on),
    "ran on": (("functor", "transformation"), ran_on),
    "unit": (("functor", "task"), unit),
    "counit": (("functor", "task"), counit),
    "ran unit": (("functor", "task"), ran_unit),
    "ran counit": (("functor", "task"), ran_counit),
    "evaluation": (_TASKS, evaluation),
    "curry": (("transformation", "task", "task"), curry),
    "truth": (("category",), truth),
    "classify": (("transformation",), classify),
    "inclusion of equalizer": (_OF, lambda e, m, n: (_of(e, equalizer(m, n)), m[0], _agreeing(m, n))),
    "projection to coequalizer": (_OF, _projection),
    "first of pullback": (_OF, lambda p, m, n: (_of(p, pullback(m, n)), m[0], [x for x, _ in _pulled(m, n)])),
    "second of pullback": (_OF, lambda p, m, n: (_of(p, pullback(m, n)), n[0], [y for _, y in _pulled(m, n)])),
    "left of pushout": (_OF, lambda p, m, n: _pushed_from(p, m, n, left(m[1], n[1]))),
    "right of pushout": (_OF, lambda p, m, n: _pushed_from(p, m, n, right(m[1], n[1]))),
}
"""For each word the kinds of what it takes, and what makes it."""
