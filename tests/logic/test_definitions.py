"""Shipped definitions mean what `naive` and the direct engine decide on all small instances; a changed one does not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import Any

import naive
import naive_functors
import pytest
from large import usual_or_large
from logic.definitions import (
    LIMITS,
    Asked,
    Case,
    Given,
    changes,
    noticed,
    small_categories,
    small_functors,
    small_tasks,
)

from catproof.core import model as models
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
from catproof.core.task import Element
from catproof.core.transformation import Transformation, natural_maps
from catproof.decide.adjunction import Dense, HasAdjoint, LeftAdjoint
from catproof.decide.arrows import ARROW_PROPERTIES, OBJECT_PROPERTIES, ArrowProperty, ObjectProperty
from catproof.decide.familial import Familial
from catproof.decide.functors import PARTS, FunctorProperty
from catproof.decide.generalization import CLASSES, Generalizes, GeneralizesFrom
from catproof.decide.isomorphic import IsomorphicCategories, IsomorphicFunctors, IsomorphicObjects, IsomorphicTasks
from catproof.decide.natural import EqualFunctors, EqualNatural
from catproof.decide.numbers import Compare, Rank
from catproof.decide.prompt import SolvesByPrompt
from catproof.decide.representable import Representable
from catproof.decide.transformations import TRANSFORMATION_PROPERTIES, EqualTransformations, TransformationProperty
from catproof.elaborate.define import prelude
from catproof.logic.terms import Reference


def of_arrows_and_objects(arrows: int) -> Iterator[Case]:
    for category in small_categories(arrows):
        c = naive.composition(category)
        for f in category.arrows():
            for name in ARROW_PROPERTIES:
                given: Given = ("arrow", (category, f))
                yield Case(name, (given,), ArrowProperty(category, f, name), naive.arrow_property(c, f, name))
        for a in range(len(category.objects)):
            given = ("object", (category, a))
            for name in OBJECT_PROPERTIES:
                yield Case(name, (given,), ObjectProperty(category, a, name), naive.object_property(c, a, name))
            for b in range(len(category.objects)):
                both = (given, ("object", (category, b)))
                yield Case("isomorphic", both, IsomorphicObjects(category, a, b), naive.isomorphic_objects(c, a, b))


def of_functors(arrows: int, to: int | None = None) -> Iterator[Case]:
    for functor in small_functors(arrows, to):
        given: tuple[Given, ...] = (("functor", functor),)
        mapping = naive.mapping(functor)
        for name in PARTS:
            expected = naive.functor_property(mapping, name) if name != "injective" else None
            yield Case(name.removeprefix("an "), given, FunctorProperty(functor, name), expected)
        yield Case("dense", given, Dense(functor))
        yield Case("has a right adjoint", given, HasAdjoint(functor, "right"))
        yield Case("has a left adjoint", given, HasAdjoint(functor, "left"))
        yield Case("generalizes", given, Generalizes(functor))
        via = models.via(functor)
        yield Case("ideal", (("model", via),), FunctorProperty(functor, "fully faithful", via))


def of_tasks(arrows: int, size: int) -> Iterator[Case]:
    for category in small_categories(arrows):
        ideal = models.yoneda(category)
        several = list(small_tasks(category, size))
        for task in several:
            given: Given = ("task", task)
            t = naive.presheaf(task)
            found = naive.representing(t)
            yield Case("representable", (given,), Representable(task, None), bool(found))
            yield Case("familial", (given,), Familial(task), naive.is_familial(t))
            prompted: tuple[Given, ...] = (("model", ideal), given)
            yield Case("solves by prompt", prompted, SolvesByPrompt(ideal, task, None), bool(found))
            for a in range(len(category.objects)):
                at: Given = ("object", (category, a))
                yield Case("representable", (given, at), Representable(task, a), a in found)
                yield Case("solves by prompt", (*prompted, at), SolvesByPrompt(ideal, task, a), a in found)


def of_prompts(arrows: int, size: int) -> Iterator[Case]:
    """Models that are not ideal."""
    for functor in small_functors(arrows):
        via, f = models.via(functor), naive.mapping(functor)
        for task in small_tasks(functor.source, size):
            given: tuple[Given, ...] = (("model", via), ("task", task))
            found = bool(naive.prompts(f, naive.presheaf(task)))
            yield Case("solves by prompt", given, SolvesByPrompt(via, task, None), found)


def of_transformations(arrows: int, size: int) -> Iterator[Case]:
    for category in small_categories(arrows):
        several = list(small_tasks(category, size))
        for left in several:
            for right in several:
                expected = naive.isomorphic(naive.presheaf(left), naive.presheaf(right))
                yield Case("isomorphic", (("task", left), ("task", right)), IsomorphicTasks(left, right), expected)
                for components in natural_maps(left, right):
                    n = Transformation(left, right, components)
                    for name in TRANSFORMATION_PROPERTIES:
                        yield Case(name, (("transformation", n),), TransformationProperty(n, name))


def of_maps(arrows: int, size: int) -> Iterator[Case]:
    """Equations between transformations, and those that have an inverse on one side, by trying all."""
    for category in small_categories(arrows):
        several = list(small_tasks(category, size))
        for left in several:
            for right in several:
                s, t = naive.presheaf(left), naive.presheaf(right)
                there = [Transformation(left, right, components) for components in natural_maps(left, right)]
                back = list(naive.natural_maps(t, s))
                for m in there:
                    given: Given = ("transformation", m)
                    image = {x: m(x).number for x in s.elements}
                    for n in there:
                        same = all(n(x).number == v for x, v in image.items())
                        yield Case("equal", (given, ("transformation", n)), EqualTransformations(m, n), same)
                    retracted = any(all(r[m(x)] == x.number for x in s.elements) for r in back)
                    yield Case("split mono", (given,), None, retracted)
                    cut = any(all(image[Element(y.object, r[y])] == y.number for y in t.elements) for r in back)
                    yield Case("split epi", (given,), None, cut)


def of_families(arrows: int, to: int | None = None) -> Iterator[Case]:
    """Functors, and transformations between them."""
    several: dict[tuple[int, int], list[Functor]] = {}
    for functor in small_functors(arrows, to):
        several.setdefault((id(functor.source), id(functor.target)), []).append(functor)
    for functors in several.values():
        for left in functors:
            for right in functors:
                f, g = naive.mapping(left), naive.mapping(right)
                equal = f.on_objects == g.on_objects and f.on_arrows == g.on_arrows
                yield Case("equal", (("functor", left), ("functor", right)), EqualFunctors(left, right), equal)
                values = all(
                    naive.isomorphic(naive.representable(f.target, b), naive.representable(f.target, c))
                    for b, c in zip(f.on_objects, g.on_objects, strict=True)
                )
                yield Case("aligned", (("model", models.via(left)), ("functor", right)), None, values)
                there = [NaturalTransformation(left, right, n) for n in naive_functors.families(f, g)]
                for m in there:
                    given: Given = ("natural transformation", m)
                    inverses = (naive.arrow_property(f.target, arrow, "iso") for arrow in m.components)
                    yield Case("iso", (given,), None, all(inverses))
                    for n in there:
                        same = m.components == n.components
                        yield Case("equal", (given, ("natural transformation", n)), EqualNatural(m, n), same)


def of_pairs_of_functors(arrows: int, to: int | None = None) -> Iterator[Case]:
    """Atoms with a rule of their own; of those `generalizes from` no term says what it means."""
    several = list(small_functors(arrows, to))
    for left in several:
        f, objects = naive.mapping(left), range(len(left.source.objects))
        for number in range(len(objects) + 1):
            for seen in combinations(objects, number):
                for among in CLASSES:
                    expected = naive_functors.generalizes_from(f, set(seen), among)
                    yield Case("", (), GeneralizesFrom(left, list(seen), among), expected)
        for right in several:
            g = naive.mapping(right)
            if left.source is right.source and left.target is right.target:
                yield Case("", (), IsomorphicFunctors(left, right), naive_functors.isomorphic(f, g))
            if left.source is right.target and left.target is right.source:
                yield Case("", (), LeftAdjoint(left, right), naive_functors.left_adjoint(f, g))


def of_ranks(arrows: int, size: int) -> Iterator[Case]:
    for category in small_categories(arrows):
        for task in small_tasks(category, size):
            least = naive.rank(naive.presheaf(task))
            for number in (least, least + 1):
                yield Case("", (), Compare(Rank(task), "=", number), number == least)


def of_categories(arrows: int) -> Iterator[Case]:
    several = small_categories(arrows)
    for left in several:
        for right in several:
            given: tuple[Given, ...] = (("category", left), ("category", right))
            yield Case("isomorphic", given, IsomorphicCategories(left, right))


def compared(cases: Iterator[Case]) -> int:
    """Compare the definitions with the direct engine and with `naive`; how often that was."""
    ask, number = Asked(), 0
    for case in cases:
        found = ask(case.word, *case.given)
        assert found == case.value, case
        assert case.naive is None or found == case.naive, case
        number += 1
    return number


SWEEPS: list[tuple[Any, tuple[int, ...], tuple[int, ...], int]] = [
    (of_arrows_and_objects, (4,), (6,), 1_500),
    (of_functors, (3,), (4,), 6_700),
    (of_tasks, (3, 4), (4, 5), 1_000),
    (of_prompts, (3, 3), (3, 4), 2_000),
    (of_transformations, (3, 2), (3, 3), 1_000),
    (of_maps, (3, 2), (3, 3), 400),
    (of_families, (2, 3), (3, 3), 500),
    (of_categories, (3,), (4,), 200),
]
"""Of what, up to which sizes, up to which large ones; and how many cases there are at least."""


@pytest.mark.parametrize(("cases", "small", "large", "least"), SWEEPS, ids=lambda value: getattr(value, "__name__", ""))
def test_definitions_mean_what_is_decided(
    cases: Any, small: tuple[int, ...], large: tuple[int, ...], least: int
) -> None:
    assert compared(cases(*usual_or_large(small, large))) >= least


# ---- a definition that is wrong is noticed -----------------------------------------------------------------


@lru_cache(maxsize=1)
def all_cases() -> list[Case]:
    """Small cases, the smallest first. The last ones have functors that are full and faithful, and not one to one."""
    return [
        *of_arrows_and_objects(5), *of_functors(2), *of_tasks(3, 3), *of_transformations(2, 2), *of_categories(2),
        *of_maps(2, 2), *of_families(2, 3), *of_tasks(3, 4), *of_functors(3), *of_functors(4, 1),
    ]  # fmt: skip


SHIPPED = [r for r in prelude().definitions if r.word[:10] != "restricts " and (r.word, r.kinds) not in LIMITS]


@pytest.mark.parametrize("reference", SHIPPED, ids=str)
def test_a_changed_definition_is_noticed(reference: Reference) -> None:
    definition = prelude().definitions[reference]
    several = [
        c for c in all_cases() if c.word == reference.word and tuple(kind for kind, _ in c.given) == reference.kinds
    ]
    mutants = list(changes(definition.body))
    missed = [mutant for mutant in mutants if not noticed(definition, mutant, several)]
    assert not missed, missed
