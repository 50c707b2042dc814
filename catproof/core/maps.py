"""The natural transformations that come with constructions of tasks: projections, injections, units, classifying maps.

Each function gives components, between the tasks that the constructions make. Mac Lane III.3-4 (universal arrows), X.3
(Kan extensions); Riehl 2.2 (Yoneda), 6.1; Mac Lane and Moerdijk I.4 and I.6 (sieves, exponentials).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor
from catproof.core.generation import edges
from catproof.core.origin import Origin
from catproof.core.presheaves import coproduct, product, quotient_map
from catproof.core.task import Element, Task
from catproof.core.transformation import Components, Transformation, subtask


class Impossible(Exception):
    """There is no such transformation; the text says why."""


def made_of(task: Task, operation: str) -> tuple[Any, ...]:
    """What a task was made of by this operation."""
    assert task.origin is not None and task.origin.operation == operation, f"{task!r} is no {operation}"
    return task.origin.parts


def _meaning(task: Task) -> Any:
    assert task.meaning is not None, f"what the elements of {task!r} are is not known"
    return task.meaning


def extended(source: Task, target: Task, images: Mapping[int, int]) -> Components:
    """The natural map with these values at generators; elements are numbered over all objects."""
    below, above = edges(source), edges(target)
    found = dict(images)
    pending = list(found)
    while pending:
        x = pending.pop()
        for y, v in zip(below[x], above[found[x]], strict=True):
            if y not in found:
                found[y] = v
                pending.append(y)
    return [
        [found[x] - target.start[a] for x in range(source.start[a], source.start[a + 1])]
        for a in range(len(source.elements))
    ]


# ---- products and sums ------------------------------------------------------------------------------------


def first(_: Task, right: Task, source: Task, target: Task) -> Components:
    """S x T -> S."""
    return [[j // len(right.elements[a]) for j in range(len(members))] for a, members in enumerate(source.elements)]


def second(_: Task, right: Task, source: Task, target: Task) -> Components:
    """S x T -> T."""
    return [[j % len(right.elements[a]) for j in range(len(members))] for a, members in enumerate(source.elements)]


def pair(m: Transformation, n: Transformation, source: Task, target: Task) -> Components:
    """R -> S x T, of R -> S and R -> T."""
    widths = [len(members) for members in n.target.elements]
    return [
        [i * widths[a] + j for i, j in zip(m.components[a], n.components[a], strict=True)] for a in range(len(widths))
    ]


def left(one: Task, _: Task, source: Task, target: Task) -> Components:
    """S -> S + T."""
    return [list(range(len(members))) for members in one.elements]


def right(one: Task, other: Task, source: Task, target: Task) -> Components:
    """T -> S + T."""
    return [
        [len(before) + j for j in range(len(members))]
        for before, members in zip(one.elements, other.elements, strict=True)
    ]


def copair(m: Transformation, n: Transformation, source: Task, target: Task) -> Components:
    """S + T -> R, of S -> R and T -> R."""
    return [[*one, *other] for one, other in zip(m.components, n.components, strict=True)]


# ---- representables ---------------------------------------------------------------------------------------


def _arrows_from(category: Category, a: int, goal: int) -> list[Arrow]:
    return [Arrow(goal, f) for f in category.hom(goal).arrows_from(a)]


def element(of: Task, x: Element, source: Task, target: Task) -> Components:
    """y(a) -> T: an arrow f goes to x|f. Riehl 2.2, the Yoneda lemma."""
    category = of.category
    return [
        [of.restrict(x, category.word(f)).number for f in _arrows_from(category, a, x.object)]
        for a in range(len(category.objects))
    ]


def yoneda_on(category: Category, arrow: Arrow, source: Task, target: Task) -> Components:
    """y(a) -> y(b), of an arrow a -> b: composition with it."""
    after, position = category.postcompose(arrow), category.hom(arrow.target).position
    goal = category.source(arrow)
    return [[position[after[f.number]] for f in _arrows_from(category, a, goal)] for a in range(len(category.objects))]


# ---- Kan extensions ---------------------------------------------------------------------------------------


def restrict_on(along: Functor, n: Transformation, source: Task, target: Task) -> Components:
    """F^* S -> F^* T."""
    return [list(n.components[b]) for b in along.on_objects]


def _from_lan(along: Functor, of: Task, source: Task, target: Task, values: Components) -> Components:
    """Lan_F S -> T, of the natural map S -> F^* T with these components."""
    images = {}
    for a, b in enumerate(along.on_objects):
        for j, v in enumerate(values[a]):
            images[source.start[b] + _meaning(source)[a][j]] = target.start[b] + v
    return extended(source, target, images)


def lan_on(along: Functor, n: Transformation, source: Task, target: Task) -> Components:
    """Lan_F S -> Lan_F T."""
    there = _meaning(target)
    values = [[there[a][v] for v in image] for a, image in enumerate(n.components)]
    return _from_lan(along, n.source, source, target, values)


def unit(_: Functor, of: Task, source: Task, target: Task) -> Components:
    """T -> F^* Lan_F T: an element goes to what it generates."""
    return [list(values) for values in _meaning(made_of(target, "restrict")[1])]


def counit(along: Functor, of: Task, source: Task, target: Task) -> Components:
    """Lan_F F^* T -> T: what an element x of T(F a) generates goes to x."""
    values = [list(range(len(of.elements[b]))) for b in along.on_objects]
    return _from_lan(along, of, source, target, values)


def _into_maps(target: Task, maps: list[list[tuple[tuple[int, ...], ...]]]) -> Components:
    """The numbers of natural maps in a task of such."""
    numbers = [{each: i for i, each in enumerate(known)} for known in _meaning(target)]
    return [[numbers[d][each] for each in several] for d, several in enumerate(maps)]


def ran_on(_: Functor, n: Transformation, source: Task, target: Task) -> Components:
    """Ran_F S -> Ran_F T: a natural map into S, followed by n."""
    after = n.components
    return _into_maps(
        target,
        [
            [tuple(tuple(after[a][v] for v in values) for a, values in enumerate(known)) for known in several]
            for several in _meaning(source)
        ],
    )


def ran_unit(along: Functor, of: Task, source: Task, target: Task) -> Components:
    """T -> Ran_F F^* T: an element x at d goes to the map that sends f : F a -> d to x|f."""
    category = along.target

    def map_of(x: Element) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(of.restrict(x, category.word(f)).number for f in _arrows_from(category, b, x.object))
            for b in along.on_objects
        )

    return _into_maps(
        target, [[map_of(Element(d, j)) for j in range(len(members))] for d, members in enumerate(of.elements)]
    )


def ran_counit(along: Functor, _: Task, source: Task, target: Task) -> Components:
    """F^* Ran_F T -> T: a map goes to its value at the identity of F a."""
    maps = _meaning(made_of(source, "restrict")[1])
    return [[each[a][along.target.hom(b).position[0]] for each in maps[b]] for a, b in enumerate(along.on_objects)]


# ---- exponentials and sieves ------------------------------------------------------------------------------


def evaluation(exponent: Task, _: Task, source: Task, target: Task) -> Components:
    """T^S x S -> T: a map y(c) x S -> T and s go to its value at the identity of c and s."""
    category = exponent.category
    power = made_of(source, "product")[0]
    return [
        [
            each[c][category.hom(c).position[0] * len(members) + s]
            for each in _meaning(power)[c]
            for s in range(len(members))
        ]
        for c, members in enumerate(exponent.elements)
    ]


def curry(n: Transformation, one: Task, exponent: Task, source: Task, target: Task) -> Components:
    """R -> T^S, of n : R x S -> T: r goes to the map that sends f and s to n(r|f, s)."""
    category = one.category

    def map_of(r: Element) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(
                n.components[b][one.restrict(r, category.word(f)).number * len(members) + s]
                for f in _arrows_from(category, b, r.object)
                for s in range(len(members))
            )
            for b, members in enumerate(exponent.elements)
        )

    return _into_maps(
        target, [[map_of(Element(c, j)) for j in range(len(members))] for c, members in enumerate(one.elements)]
    )


def truth(_: Category, source: Task, target: Task) -> Components:
    """1 -> Omega: the sieve of all arrows."""
    return [[len(sieves) - 1] for sieves in _meaning(target)]  # of all sieves the largest, and so the last


def classify(n: Transformation, source: Task, target: Task) -> Components:
    """T -> Omega, of a mono n : S -> T: y goes to the arrows along which it restricts to what n hits. Raises
    `Impossible` where n is not mono."""
    of = n.target
    category = of.category
    for a, values in enumerate(n.components):
        if len(set(values)) < len(values):
            j, k = next((values.index(v), k) for k, v in enumerate(values) if values.index(v) < k)
            x, y = (n.source.show_element(Element(a, i)) for i in (j, k))
            where = of.show_at(n(Element(a, j)))
            raise Impossible(f"only what is mono classifies a part: {x} and {y} both go to {where}")
    hit = [set(values) for values in n.components]
    found = []
    for c, members in enumerate(of.elements):
        numbers = {sieve: i for i, sieve in enumerate(_meaning(target)[c])}
        image = []
        for j in range(len(members)):
            restricted = (
                (f, of.restrict(Element(c, j), category.word(Arrow(c, f)))) for f in range(len(category.hom(c).at))
            )
            image.append(numbers[frozenset(f for f, y in restricted if y.number in hit[y.object])])
        found.append(image)
    return found


# ---- equalizers, coequalizers, pullbacks, pushouts --------------------------------------------------------


def equalizer(m: Transformation, n: Transformation, name: str = "") -> Task:
    """The part of the source at which m and n agree."""
    kept = [
        [j for j, pair in enumerate(zip(*values, strict=True)) if pair[0] == pair[1]]
        for values in zip(m.components, n.components, strict=True)
    ]
    made = subtask(m.source, kept, name)
    made.meaning = kept
    made.origin = Origin("equalizer", (m, n))
    return made


def coequalizer(m: Transformation, n: Transformation, name: str = "") -> Task:
    """The target, with m(x) and n(x) identified for all x."""
    pairs = [(m(x), n(x)) for x in m.source.all_elements()]
    made, onto = quotient_map(m.target, pairs, name)
    made.meaning = onto
    made.origin = Origin("coequalizer", (m, n))
    return made


def pullback(m: Transformation, n: Transformation, name: str = "") -> Task:
    """The pairs (x, y) with m(x) = n(y)."""
    kept = [
        [i * len(right) + j for i, v in enumerate(left) for j, w in enumerate(right) if v == w]
        for left, right in zip(m.components, n.components, strict=True)
    ]
    made = subtask(product(m.source, n.source, name), kept, name)
    made.meaning = kept
    made.origin = Origin("pullback", (m, n))
    return made


def pushout(m: Transformation, n: Transformation, name: str = "") -> Task:
    """The sum of the targets, with m(x) and n(x) identified for all x."""
    both = coproduct(m.target, n.target, name)
    before = [len(members) for members in m.target.elements]
    pairs = [(m(x), Element(x.object, before[x.object] + n(x).number)) for x in m.source.all_elements()]
    made, onto = quotient_map(both, pairs, name)
    made.meaning = onto
    made.origin = Origin("pushout", (m, n))
    return made


def included(of: Task, m: Transformation, n: Transformation, source: Task, target: Task) -> Components:
    """The inclusion of an equalizer."""
    return [list(values) for values in _meaning(of)]


def projected(of: Task, m: Transformation, n: Transformation, source: Task, target: Task) -> Components:
    """The projection onto a coequalizer."""
    return [list(values) for values in _meaning(of)]


def pulled_first(of: Task, m: Transformation, n: Transformation, source: Task, target: Task) -> Components:
    """From a pullback to the source of m."""
    return [[v // len(n.source.elements[a]) for v in values] for a, values in enumerate(_meaning(of))]


def pulled_second(of: Task, m: Transformation, n: Transformation, source: Task, target: Task) -> Components:
    """From a pullback to the source of n."""
    return [[v % len(n.source.elements[a]) for v in values] for a, values in enumerate(_meaning(of))]


def pushed_left(of: Task, m: Transformation, n: Transformation, source: Task, target: Task) -> Components:
    """From the target of m to a pushout."""
    return [list(values[: len(m.target.elements[a])]) for a, values in enumerate(_meaning(of))]


def pushed_right(of: Task, m: Transformation, n: Transformation, source: Task, target: Task) -> Components:
    """From the target of n to a pushout."""
    return [list(values[len(m.target.elements[a]) :]) for a, values in enumerate(_meaning(of))]
