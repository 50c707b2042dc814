"""What there is none of, by a clausal proof: isomorphisms of tasks, categories and functors, functors with certain
properties. All functors between two categories, by one that there are no others.

The rules are those of the Coq library (`Lrat.v`, `Refuted.v`), in the same order; Coq makes its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from catproof.bridge.coq_tables import functor_data, row, texts
from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor
from catproof.core.functor_search import functors
from catproof.core.generation import edges
from catproof.core.task import Task
from catproof.logic.terms import Call, Term, Variable
from catproof.search.rules import Rule, Value, refutation
from catproof.search.solver import SolverFailed

FEW = 20
"""That tasks with fewer elements are not isomorphic Coq finds by a search of its own as soon."""

FEW_FAMILIES = 2_000
"""So many families of values Coq goes through as soon."""

FEW_CHOICES = 100_000
"""From so many choices of values Coq finds all functors as soon."""

MOST_LISTED = 200
"""More functors are not listed."""

MOST_STEPS = 200_000
"""A longer proof would take `coqc` minutes."""

WANTED = {
    "full": ("WantFull",), "faithful": ("WantFaithful",), "fully faithful": ("WantFaithful", "WantFull"),
    "embedding": ("WantFaithful", "WantInjective"), "essentially surjective": ("WantEssentiallySurjective",),
    "equivalence": ("WantFaithful", "WantFull", "WantEssentiallySurjective"),
    "isomorphism": ("WantFaithful", "WantFull", "WantInjective", "WantOnto"),
}  # fmt: skip
"""The properties of functors that there are rules for, by the definitions that imply them."""

ISOMORPHISM = WANTED["isomorphism"]


def wanted_by(said: Term, variable: Variable) -> tuple[str, ...]:
    """What follows from what is said of a functor, of what there are rules for."""
    if isinstance(said, Call) and said.definition.shipped and said.definition.kinds == ("functor",):
        of = said.arguments[-1]  # what is inferred, its ends, comes first
        if isinstance(of, Variable) and of.name == variable.name:
            return WANTED.get(said.definition.word, ())
    return ()


def no_isomorphism(left: Task, right: Task) -> str | None:
    """The steps of a proof that there is none, as string literals; None where counting shows it, or Coq finds it by a
    search as soon."""
    if left.size < FEW or list(map(len, left.elements)) != list(map(len, right.elements)):
        return None
    return _steps(_isomorphism_rules(left, right), right.size)


def no_functor(source: Category, target: Category, wanted: Iterable[str]) -> str | None:
    """The steps of a proof that no functor has all that is wanted; None where one has, or a search is as short."""
    if not _many(_functor_choices(source, target), FEW_FAMILIES):
        return None
    rules = _functor_rules(source, target, tuple(wanted))
    return _steps(rules, len(target.objects) * _widest(target))


def no_natural_isomorphism(left: Functor, right: Functor) -> str | None:
    """The same of isomorphisms of two functors."""
    choices = (left.target.hom_size(a, b) for a, b in zip(left.on_objects, right.on_objects, strict=True))
    return _steps(_natural_rules(left, right), _widest(left.target)) if _many(choices, FEW_FAMILIES) else None


def many_functors(source: Category, target: Category) -> bool:
    """Is it long to find them all by a search?"""
    return _many(_functor_choices(source, target), FEW_CHOICES)


def all_functors(source: Category, target: Category) -> tuple[str, str] | None:
    """The functors, and the steps of a proof that there are no others, as lists; None where Coq is to search."""
    if not many_functors(source, target):
        return None
    found = list(islice(functors(source, target), MOST_LISTED + 1))
    if len(found) > MOST_LISTED:
        return None
    others: Iterator[Rule] = ((list(_values(functor)), []) for functor in found)
    steps = _steps(chain(_functor_rules(source, target, ()), others), len(target.objects) * _widest(target))
    return None if steps is None else ("[" + ";\n   ".join(map(functor_data, found)) + "]", steps)


def _values(functor: Functor) -> Iterator[Value]:
    """`values_of_code`: what its objects and generating arrows go to."""
    wide, wide_there = _widest(functor.source), _widest(functor.target)
    for p, q in enumerate(functor.on_objects):
        yield p * wide, q * wide_there
        for k, g in enumerate(functor.source.incoming[p]):
            yield p * wide + int(functor.source.hom(p).rows[0][k]), q * wide_there + functor.on_generators[g].number


def _functor_choices(source: Category, target: Category) -> list[int]:
    """Among how many values each object and each generating arrow has its own."""
    most = max([0, *(target.hom_size(a, b) for a in _points(target) for b in _points(target))])
    return [len(target.objects)] * len(source.objects) + [most] * len(source.generators)


def _many(choices: Iterable[int], few: int) -> bool:
    """Are there more ways to choose than a few?"""
    ways = 1
    for each in choices:
        ways = min(ways * each, few + 1)
    return ways > few


def _steps(rules: Iterator[Rule], width: int) -> str | None:
    """ "x goes to v" is the literal 2 (width x + v), its opposite 1 more."""
    try:
        steps = refutation(rules)
    except SolverFailed:
        return None
    if steps is None or len(steps) > MOST_STEPS:
        return None
    return texts(
        f"{row(2 * (width * x + v) + (not taken) for (x, v), taken in clause)}; {row(hints)}" for clause, hints in steps
    )


def _one_value(x: int, values: Iterable[int]) -> Iterator[Rule]:
    """Of two values at most one is taken."""
    listed = list(values)
    for w in listed:
        yield from (([(x, v), (x, w)], []) for v in listed if v < w)


def _isomorphism_rules(left: Task, right: Task) -> Iterator[Rule]:
    """`iso_rules`: of maps that take every value."""
    at = [a for a, members in enumerate(left.elements) for _ in members]
    values = [range(right.start[a], right.start[a + 1]) for a in at]
    below, above = edges(left), edges(right)
    for x, there in enumerate(values):
        yield [], [(x, v) for v in there]
    for x, there in enumerate(values):
        yield from _one_value(x, there)
    for x, there in enumerate(values):
        for k, y in enumerate(below[x]):
            yield from (([(x, v)], [(y, above[v][k])]) for v in there)
    for a, members in enumerate(right.elements):
        for v in range(right.start[a], right.start[a] + len(members)):
            yield [], [(x, v) for x in range(left.start[a], left.start[a + 1])]


def _points(category: Category) -> range:
    return range(len(category.objects))


def _widest(category: Category) -> int:
    return max([1, *(len(category.hom(p).at) for p in _points(category))])


def _functor_rules(source: Category, target: Category, wanted: tuple[str, ...]) -> Iterator[Rule]:
    """`functor_rules` and `wanted_rules`: the i-th arrow into p is the number p w + i, an object is its identity."""
    wide, wide_there = _widest(source), _widest(target)
    arrows = [(p, i) for p in _points(source) for i in range(len(source.hom(p).at))]
    there = [(q, j) for q in _points(target) for j in range(len(target.hom(q).at))]
    values = [q * wide_there + j for q, j in there]
    objects = [q * wide_there for q in _points(target)]
    for p in _points(source):
        yield [], [(p * wide, v) for v in objects]
    for p, i in arrows:
        if i:
            yield [], [(p * wide + i, v) for v in values]
    for p in _points(source):
        yield from _one_value(p * wide, objects)
    for p, i in arrows:
        if i:
            yield from _arrow_rules(source, target, (wide, wide_there), (p, i), there)
    for each in wanted:
        yield from _wanted_rules(source, target, each, arrows, there)


def _arrow_rules(
    source: Category, target: Category, widths: tuple[int, int], arrow: tuple[int, int], there: list[tuple[int, int]]
) -> Iterator[Rule]:
    """One value, its ends, and composites with generating arrows."""
    (wide, wide_there), (p, i) = widths, arrow
    x, c = p * wide + i, source.hom(p).at[i]
    for q in _points(target):
        for a in _points(target):
            yield from _one_value(x, (q * wide_there + j for j in target.hom(q).arrows_from(a)))
    for q, j in there:
        v, d = q * wide_there + j, target.hom(q).at[j]
        yield [(x, v)], [(p * wide, q * wide_there)]
        yield [(x, v)], [(c * wide, d * wide_there)]
        after = target.postcompose(Arrow(q, j))
        for k, g in enumerate(source.hom(c).rows[0]):
            composite = p * wide + int(source.hom(p).rows[i][k])
            for other, image in enumerate(after):
                taken = [(x, v), (c * wide + int(g), d * wide_there + other)]
                yield taken, [(composite, q * wide_there + image)]


def _wanted_rules(
    source: Category, target: Category, wanted: str, arrows: list[tuple[int, int]], there: list[tuple[int, int]]
) -> Iterator[Rule]:
    wide, wide_there = _widest(source), _widest(target)
    values = [q * wide_there + j for q, j in there]
    if wanted == "WantFaithful":
        for p, i in arrows:
            for other in source.hom(p).arrows_from(source.hom(p).at[i]):
                if other > i:
                    yield from (([(p * wide + i, v), (p * wide + other, v)], []) for v in values)
    elif wanted == "WantFull":
        for p in _points(source):
            for a in _points(source):
                between = source.hom(p).arrows_from(a)
                for q, j in there:
                    ends = [(p * wide, q * wide_there), (a * wide, target.hom(q).at[j] * wide_there)]
                    yield ends, [(p * wide + i, q * wide_there + j) for i in between if i or not j]
    elif wanted == "WantInjective":
        for p in _points(source):
            for other in range(p + 1, len(source.objects)):
                for q in _points(target):
                    yield [(p * wide, q * wide_there), (other * wide, q * wide_there)], []
    elif wanted == "WantOnto":
        for q in _points(target):
            yield [], [(p * wide, q * wide_there) for p in _points(source)]
    else:
        for q in _points(target):
            hom = target.hom(q)
            near = (a for a in _points(target) if any(_invertible(target, Arrow(q, j)) for j in hom.arrows_from(a)))
            yield [], [(p * wide, a * wide_there) for a in near for p in _points(source)]


def _invertible(category: Category, arrow: Arrow) -> bool:
    back = (Arrow(category.source(arrow), k) for k in category.hom(category.source(arrow)).arrows_from(arrow.target))
    return any(not category.compose(g, arrow).number and not category.compose(arrow, g).number for g in back)


def _natural_rules(left: Functor, right: Functor) -> Iterator[Rule]:
    """`natural_rules`: at each object an arrow with an inverse, so that squares of generating arrows commute."""
    category, target = left.source, left.target

    def values(a: int) -> list[int]:
        at = right.on_objects[a]
        return [j for j in target.hom(at).arrows_from(left.on_objects[a]) if _invertible(target, Arrow(at, j))]

    there = [values(a) for a in _points(category)]
    for a, listed in enumerate(there):
        yield [], [(a, j) for j in listed]
    for a, listed in enumerate(there):
        yield from _one_value(a, listed)
    for b in _points(category):
        for f in category.hom(b).rows[0]:
            arrow = Arrow(b, int(f))
            a, before, after = category.source(arrow), left.on_arrow(arrow), right.on_arrow(arrow)
            for u in there[a]:
                one = target.compose(after, Arrow(right.on_objects[a], u)).number
                for w in there[b]:
                    if target.compose(Arrow(right.on_objects[b], w), before).number != one:
                        yield [(a, u), (b, w)], []
