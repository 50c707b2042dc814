"""The shipped definitions of limits and properties mean what `naive_limits` finds by brute force on all small
instances, a changed one does not, and what is decided of preserving and reflecting limits is what diagrams show."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import lru_cache

import naive
import naive_functors
import naive_limits
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

from catproof.core.category import Arrow, Category, Generator, presented, thin
from catproof.core.chase import Equation
from catproof.core.constructions import opposite, opposite_functor
from catproof.core.euler import euler
from catproof.core.functor import Functor
from catproof.core.functor_search import functors
from catproof.core.karoubi import karoubi
from catproof.decide.claim import Claim, Evidence
from catproof.decide.equivalent import Equivalent
from catproof.decide.keeping import Keeps
from catproof.decide.lattices import OfLattices
from catproof.decide.limits import KINDS, Connected, Final, Has, HasLimit
from catproof.elaborate.define import prelude
from catproof.logic.terms import Reference
from catproof.logic.text import text_of

OF_CATEGORIES = tuple(naive_limits.PROPERTIES)
HAS = (
    *("products", "coproducts", "equalizers", "coequalizers", "pullbacks", "pushouts", "finite limits"),
    *("finite colimits", "a terminal object", "an initial object", "a zero object"),
)
KEPT = (*HAS[:6], *HAS[8:], "monos", "epis")
SAME = {
    "distributive": (
        "products or coproducts: with the ones a finite category has the others (it is thin, by Freyd)",
        "what lies between (a and b) or (a and c) and a and (b or c) is asked about, too: nothing else does",
    ),
}
"""What may be changed in a definition so that it says the same of finite categories, and why."""

OF_FUNCTORS = ("conservative", "final", "initial", "codense", "discrete fibration", "discrete opfibration")


def of_categories(several: list[Category]) -> Iterator[Case]:
    for category in several:
        c = naive.composition(category)
        given: Given = ("category", category)
        for name in OF_CATEGORIES:
            claim: Claim | None = Connected.of_category(category) if name == "connected" else None
            if name in ("lattice", "distributive"):
                claim = OfLattices(category, name)
            yield Case(name, (given,), claim, naive_limits.category_property(c, name))
        for kind in HAS:
            claim = Has(category, kind) if kind in KINDS else None
            yield Case(f"has {kind}", (given,), claim, naive_limits.has(c, kind))
        for a in range(len(category.objects)):
            yield Case("zero", (("object", (category, a)),), None, naive_limits.zero(c, a))
        for f in c.arrows:
            for name in ("regular mono", "regular epi"):
                yield Case(name, (("arrow", (category, f)),), None, naive_limits.regular(c, f, name))


def of_cones(several: list[Category]) -> Iterator[Case]:
    """Each diagram of the usual kinds: has it a limit, and which cones are one?"""
    for category in several:
        c = naive.composition(category)
        for d, dual in ((c, False), (naive_limits.opposite(c), True)):

            def arrow(f: Arrow, dual: bool = dual, category: Category = category) -> Given:
                return "arrow", (category, Arrow(*f.number) if dual else f)  # type: ignore[misc]

            def at(a: int, category: Category = category) -> Given:
                return "object", (category, a)

            for diagram in naive_limits.pairs(d):
                word = "coproduct" if dual else "product"
                found = bool(naive_limits.limits(d, diagram))
                yield Case(f"have a {word}", tuple(map(at, diagram[0])), None, found)
                for cone in naive_limits.cones(d, diagram):
                    yield Case(f"a {word}", tuple(map(arrow, cone[1])), None, naive_limits.is_limit(d, diagram, cone))
            for diagram in naive_limits.parallel(d):
                word, edges = "coequalizer" if dual else "equalizer", [arrow(f) for _, _, f in diagram[1]]
                yield Case(f"have {_an(word)}", tuple(edges), None, bool(naive_limits.limits(d, diagram)))
                for leg in d.arrows:
                    if leg.target == diagram[0][0]:
                        whole = leg, d.composite[diagram[1][0][2], leg]
                        found = naive_limits.is_limit_if_cone(d, diagram, (d.source[leg], whole))
                        yield Case(_an(word), (arrow(leg), *edges), None, found)
            for diagram in naive_limits.cospans(d):
                word, edges = "pushout" if dual else "pullback", [arrow(f) for _, _, f in diagram[1]]
                yield Case(f"have a {word}", tuple(edges), None, bool(naive_limits.limits(d, diagram)))
                for x in d.objects:
                    for p in d.between(x, diagram[0][0]):
                        for q in d.between(x, diagram[0][1]):
                            whole3 = x, (p, q, d.composite[diagram[1][0][2], p])
                            found = naive_limits.is_limit_if_cone(d, diagram, whole3)
                            yield Case(f"a {word}", (arrow(p), arrow(q), *edges), None, found)


def _an(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def of_functors(several: Iterator[Functor]) -> Iterator[Case]:
    for functor in several:
        f, given = naive.mapping(functor), (("functor", functor),)
        for name in OF_FUNCTORS:
            yield Case(name, given, _final(functor, name), naive_limits.functor_property(f, name))
        for verb in ("preserves", "reflects"):
            for kind in KEPT:
                yield Case(f"{verb} {kind}", given, None, naive_limits.keeps(f, verb, kind))
        yield Case("has a limit", given, HasLimit(functor, False), bool(_limits(f)))
        yield Case("has a colimit", given, HasLimit(functor, True), bool(_limits(naive_limits.turned(f))))


def _final(functor: Functor, name: str) -> Final | None:
    """The claim that has an algorithm."""
    if name == "initial":
        return Final(functor, functor)
    return Final(functor, opposite_functor(functor)) if name == "final" else None


def _limits(f: naive.Mapping) -> list[naive_limits.Cone]:
    """The limits of a functor as a diagram."""
    edges = tuple((f.source.source[h], h.target, k) for h, k in f.on_arrows.items())
    return naive_limits.limits(f.target, (f.on_objects, edges))


def of_tasks(arrows: int, size: int) -> Iterator[Case]:
    for category in small_categories(arrows):
        for task in small_tasks(category, size):
            t, given = naive.presheaf(task), (("task", task),)
            for name in ("connected", "indecomposable"):
                yield Case(name, given, Connected(task), naive_limits.connected(t))
            yield Case("projective", given, None, naive_limits.projective(t))


def of_pairs(arrows: int) -> Iterator[Case]:
    several = [(category, naive.composition(category)) for category in small_categories(arrows)]
    for left, c in several:
        for right, d in several:
            given: tuple[Given, ...] = (("category", left), ("category", right))
            yield Case("equivalent", given, Equivalent(left, right), naive_limits.equivalent(c, d))
            both = naive_limits.karoubi(c), naive_limits.karoubi(d)
            claim = Equivalent(karoubi(left), karoubi(right))
            yield Case("Morita equivalent", given, claim, naive_limits.equivalent(*both))


def some_functors(arrows: int, step: int) -> Iterator[Functor]:
    """Functors between categories with at most so many arrows: all of the smaller ones, and one in so many; and some
    that do not keep equalizers."""
    yield from small_functors(arrows - 1)
    yield from itertools.islice(small_functors(arrows), 0, None, step)
    for source in telling()[:2]:
        for target in small_categories(arrows):
            yield from functors(source, target)


def telling() -> list[Category]:
    """Two arrows with an equalizer that is no isomorphism, z; and an idempotent that splits, over a terminal object."""
    z, t = Generator("z", 0, 1), Generator("t", 1, 1)
    equalized = presented(["0", "a"], [z, t], [Equation(1, 1, (1, 1), ()), Equation(1, 0, (1, 0), (0,))])
    r, s = Generator("r", 0, 1), Generator("s", 1, 0)
    return [equalized, opposite(equalized), presented(["a", "b"], [r, s], [Equation(1, 1, (0, 1), ())])]


def orders() -> list[Category]:
    """Two elements over, and under, a third; the lattices M3 and N5, which are not distributive."""
    several = (
        (3, [(0, 1), (0, 2)]), (3, [(1, 0), (2, 0)]), (5, [(0, 1), (0, 2), (0, 3), (1, 4), (2, 4), (3, 4)]),
        (5, [(0, 1), (0, 2), (2, 3), (1, 4), (3, 4)]),
    )  # fmt: skip
    return [thin(range(size), steps) for size, steps in several]


@lru_cache(maxsize=1)
def cases() -> list[Case]:
    """The small cases, the smallest first."""
    return [
        *of_categories([*small_categories(4), *orders()]),
        *of_cones([*small_categories(4)[:: usual_or_large(3, 1)], *telling()]),
        *of_functors(some_functors(3, usual_or_large(20, 1))), *of_tasks(3, 3), *of_pairs(3),
    ]  # fmt: skip


def test_definitions_mean_what_brute_force_finds() -> None:
    ask = Asked()
    told: dict[tuple[str, tuple[str, ...]], set[bool | None]] = {}
    for case in cases():
        assert ask(case.word, *case.given) is case.value, case
        assert case.claim is None or case.claim.direct().value is case.naive, case
        told.setdefault((case.word, tuple(kind for kind, _ in case.given)), set()).add(case.value)
    assert set(told) == LIMITS
    assert all(values == {True, False} for values in told.values()), told


@pytest.mark.parametrize("reference", [r for r in prelude().definitions if (r.word, r.kinds) in LIMITS], ids=str)
def test_a_changed_definition_is_noticed(reference: Reference) -> None:
    definition = prelude().definitions[reference]
    several = [c for c in cases() if c.word == reference.word and tuple(kind for kind, _ in c.given) == reference.kinds]
    missed = [mutant for mutant in changes(definition.body) if not noticed(definition, mutant, several)]
    assert len(missed) == len(SAME.get(reference.word, ())), list(map(text_of, missed))


# ---- all limits at once -------------------------------------------------------------------------------------


SHAPES = [naive.composition(category) for category in small_categories(4)]


@pytest.mark.parametrize("verb", ["preserves", "reflects"])
def test_keeping_limits_is_what_all_small_diagrams_show(verb: str) -> None:
    """True: no diagram on a category with at most four arrows, and none of the usual kinds, breaks it. False: the
    diagram that is shown is broken."""
    told = {True: 0, False: 0}
    for functor in small_functors(usual_or_large(2, 3)):
        for kind in ("limits", "colimits"):
            claim = Keeps(functor, verb, kind)
            finding = claim.direct()
            f = naive.mapping(functor)
            if kind == "colimits":
                f = naive_functors.turned(f)
            if finding.value:
                shapes = [shape for several in naive_limits.KINDS.values() for shape in several]
                usual = [diagram for shape in shapes for diagram in shape(f.source)]
                assert not naive_limits.broken(f, verb, [*usual, *naive_limits.diagrams_on(f.source, SHAPES)])
            else:
                diagram, cone = shown(functor, finding.evidence, kind == "colimits")
                assert cone in list(naive_limits.cones(f.source, diagram)), claim.reason(finding)
                here = naive_limits.is_limit(f.source, diagram, cone)
                there = naive_limits.is_limit(f.target, *naive_limits.values(f, diagram, cone))
                assert (here, there) == ((True, False) if verb == "preserves" else (False, True)), claim.reason(finding)
            told[finding.value] += 1
    assert min(told.values()) > 10


def shown(functor: Functor, evidence: Evidence, turned: bool) -> tuple[naive_limits.Diagram, naive_limits.Cone]:
    """The diagram of a finding, and the cone over it."""

    def arrow(data: list[int]) -> Arrow:
        f = Arrow(*data)
        return Arrow(functor.source.source(f), tuple(f)) if turned else f  # type: ignore[arg-type]

    edges = tuple((i, j, arrow(f)) for i, j, f in evidence["edges"])
    return (tuple(evidence["corners"]), edges), (evidence["apex"], tuple(map(arrow, evidence["legs"])))


# ---- idempotent completions, the Euler characteristic ---------------------------------------------------------


def test_the_idempotent_completion_is_the_one_of_the_definition() -> None:
    for category in small_categories(3):
        made = naive.composition(karoubi(category))
        assert naive.law_broken(made) is None
        assert naive_functors.isomorphic_categories(made, naive_limits.karoubi(naive.composition(category)))


def test_the_euler_characteristic_is_that_of_cramers_rule() -> None:
    several = [(euler(category), naive_limits.euler(naive.composition(category))) for category in small_categories(5)]
    assert sum(expected is not None for _, expected in several) > 200
    assert all(found == expected for found, expected in several if expected is not None)


def test_a_category_without_euler_characteristic() -> None:
    """Of the arrows there are 2, 4, 1 and 2: no weighting solves 2 v + 4 w = 1 = v + 2 w."""
    g, *fs = Generator("g", 1, 0), *(Generator(name, 0, 1) for name in "fhkl")
    equations = [Equation(0, 1, (0, 1, 0), (0,))]
    for f in range(2, 5):
        equations += [
            Equation(0, 0, (0, f), (0, 1)),
            Equation(1, 1, (f, 0), (1, 0)),
            Equation(1, 0, (f, 0, 1), (1, 0, 1)),
        ]
    equations.append(Equation(1, 0, (1, 0, 1), (1,)))
    category = presented(["a", "b"], [g, *fs], equations)
    assert [[category.hom_size(a, b) for b in (0, 1)] for a in (0, 1)] == [[2, 4], [1, 2]]
    assert euler(category) is None
