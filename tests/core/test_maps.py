"""Transformations that come with constructions have the universal properties that define them, tried on all natural
maps between all tasks with at most two elements, on all categories with at most three arrows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import naive
import naive_maps as by_hand
import pytest
from logic.definitions import small_categories, small_functors, small_tasks

from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.maps import Impossible
from catproof.core.task import Element, Task
from catproof.core.transformation import Transformation, natural_maps
from catproof.logic.signature import OPERATORS, sort_of
from catproof.logic.terms import Apply, Constant, Sort, Term
from catproof.structures.makers import MAKERS, UNTITLED

CATEGORIES = small_categories(3)


class Made:
    """Makes what terms stand for whose constants are given."""

    def __init__(self, **given: Any) -> None:
        self.given = given

    def __call__(self, operator: str, *arguments: str | Term) -> Any:
        return self._of(Apply(operator, tuple(self.term(a) if isinstance(a, str) else a for a in arguments)))

    def term(self, name: str) -> Term:
        value = self.given[name]
        if isinstance(value, Category):
            return Constant(name, Sort("category"))
        if isinstance(value, Functor):
            return Constant(name, Sort("functor", tuple(self._home(end) for end in (value.source, value.target))))
        if isinstance(value, Task):
            return Constant(name, Sort("task", (self._home(value.category),)))
        if isinstance(value, Transformation):
            return Constant(
                name, Sort("transformation", tuple(self._home(end) for end in (value.source, value.target)))
            )
        home, _ = value
        return Constant(name, Sort("element" if isinstance(home, Task) else "arrow", (self._home(home),)))

    def _home(self, value: Any) -> Term:
        return self.term(next(name for name, each in self.given.items() if each is value))

    def _of(self, term: Term) -> Any:
        if isinstance(term, Constant):
            value = self.given[term.name]
            return value[1] if isinstance(value, tuple) and not isinstance(value, Element) else value
        assert isinstance(term, Apply)
        if term.operator in ("lies at", "source", "target"):
            value = self._of(term.arguments[1])
            if term.operator == "source":
                return self._of(term.arguments[0]).source(value)
            return value.object if term.operator == "lies at" else value.target
        given = [self._of(each) for each in term.arguments]
        if OPERATORS[term.operator].kind == "transformation":
            given += [self._of(end) for end in sort_of(term).of]
        return UNTITLED[term.operator](*given) if term.operator in UNTITLED else MAKERS[term.operator](*given, "")


def pairs(size: int = 2) -> Iterator[tuple[Task, Task]]:
    for category in CATEGORIES:
        several = list(small_tasks(category, size))
        yield from product(several, several)


def natural(n: Transformation) -> by_hand.Map:
    """The map, which must be natural between what it says."""
    s, t = naive.presheaf(n.source), naive.presheaf(n.target)
    assert naive.respects_composition(s) and naive.respects_composition(t)
    found = by_hand.read(n)
    assert by_hand.is_natural(s, t, found)
    return found


def between(left: Task, right: Task) -> list[Transformation]:
    return [Transformation(left, right, n) for n in natural_maps(left, right)]


def test_products_and_sums() -> None:
    tried = 0
    for s, t in pairs():
        made = Made(C=s.category, S=s, T=t)
        one, two = (natural(made(word, "S", "T")) for word in ("first", "second"))
        left, right = (natural(made(word, "S", "T")) for word in ("left", "right"))
        both, beside = (naive.presheaf(made(word, "S", "T")) for word in ("product", "sum"))
        for r in small_tasks(s.category, 1):
            into = [naive.presheaf(r), both]
            wanted = [(m, n) for m in by_hand.maps(into[0], naive.presheaf(s))
                      for n in by_hand.maps(into[0], naive.presheaf(t))]  # fmt: skip
            found = ((by_hand.composed(one, h), by_hand.composed(two, h)) for h in by_hand.maps(*into))
            assert by_hand.once(found, wanted)
            wanted = [(m, n) for m in by_hand.maps(naive.presheaf(s), into[0])
                      for n in by_hand.maps(naive.presheaf(t), into[0])]  # fmt: skip
            out = ((by_hand.composed(h, left), by_hand.composed(h, right)) for h in by_hand.maps(beside, into[0]))
            assert by_hand.once(out, wanted)
            tried += 1
        for m, n in product(between(s, s), between(s, t)):
            paired = natural(Made(C=s.category, S=s, T=t, m=m, n=n)("pair", "m", "n"))
            assert by_hand.composed(natural(Made(C=s.category, S=s, T=t)("first", "S", "T")), paired) == by_hand.read(m)
        for m, n in product(between(s, t), between(t, t)):
            copaired = natural(Made(C=s.category, S=s, T=t, m=m, n=n)("copair", "m", "n"))
            assert by_hand.composed(copaired, left) == by_hand.read(m)
            assert by_hand.composed(copaired, right) == by_hand.read(n)
    assert tried > 300


def test_yoneda() -> None:
    """An element is a map from y(a), each map is that of one element, and an arrow acts by composition."""
    for category in CATEGORIES:
        for task in small_tasks(category, 3):
            t = naive.presheaf(task)
            for a in range(len(category.objects)):
                several = [
                    natural(Made(C=category, T=task, x=(task, Element(a, j)))("element", "T", "x"))
                    for j in range(t.sizes[a])
                ]
                assert by_hand.once(iter(several), by_hand.maps(naive.representable(t.over, a), t))
        c = naive.composition(category)
        for f in category.arrows():
            n = natural(Made(C=category, f=(category, f))("yoneda on", "C", "f"))
            a = category.source(f)
            for b in c.objects:
                for j, h in enumerate(c.between(b, a)):
                    assert c.between(b, f.target)[n[Element(b, j)].number] == c.composite[f, h]


def along() -> Iterator[tuple[Functor, naive.Mapping]]:
    for functor in small_functors(2, 3):
        yield functor, naive.mapping(functor)


def test_left_kan_extensions() -> None:
    """Each map T -> F^* S is that of one map Lan T -> S, through the unit; and Lan n and the counit are such."""
    tried = 0
    for functor, f in along():
        homes = {"A": functor.source, "B": functor.target, "F": functor}
        targets = [(s, naive.presheaf(s)) for s in small_tasks(functor.target, 1)]
        for t in small_tasks(functor.source, 2):
            made = Made(**homes, T=t)
            unit, extended = natural(made("unit", "F", "T")), naive.presheaf(made("lan", "F", "T"))
            for _, s in targets:
                through = (
                    by_hand.composed(by_hand.restricted_map(f, extended, h), unit) for h in by_hand.maps(extended, s)
                )
                assert by_hand.once(through, by_hand.maps(naive.presheaf(t), by_hand.restricted(f, s)))
                tried += 1
            for n in between(t, t)[:3]:
                mapped = natural(Made(**homes, T=t, n=n)("lan on", "F", "n"))
                square = by_hand.composed(by_hand.restricted_map(f, extended, mapped), unit)
                assert square == by_hand.composed(unit, by_hand.read(n))
        for s in small_tasks(functor.target, 2):
            made = Made(**homes, S=s)
            whole = made("restrict task", "F", "S")
            unit = natural(Made(**homes, T=whole)("unit", "F", "T"))
            counit = natural(made("counit", "F", "S"))
            back = naive.presheaf(Made(**homes, T=whole)("lan", "F", "T"))
            square = by_hand.composed(by_hand.restricted_map(f, back, counit), unit)
            assert all(x == y for x, y in square.items())
    assert tried > 200


def test_right_kan_extensions() -> None:
    """Each map F^* S -> T is that of one map S -> Ran T, through the counit; and Ran n and the unit are such."""
    tried = 0
    for functor, f in along():
        homes = {"A": functor.source, "B": functor.target, "F": functor}
        sources = [naive.presheaf(s) for s in small_tasks(functor.target, 1)]
        for t in small_tasks(functor.source, 2):
            made = Made(**homes, T=t)
            counit, extended = natural(made("ran counit", "F", "T")), naive.presheaf(made("ran", "F", "T"))
            for s in sources:
                through = (by_hand.composed(counit, by_hand.restricted_map(f, s, h)) for h in by_hand.maps(s, extended))
                assert by_hand.once(through, by_hand.maps(by_hand.restricted(f, s), naive.presheaf(t)))
                tried += 1
            for n in between(t, t)[:3]:
                mapped = natural(Made(**homes, T=t, n=n)("ran on", "F", "n"))
                square = by_hand.composed(counit, by_hand.restricted_map(f, extended, mapped))
                assert square == by_hand.composed(by_hand.read(n), counit)
        for s in small_tasks(functor.target, 2):
            made = Made(**homes, S=s)
            whole = made("restrict task", "F", "S")
            unit = natural(made("ran unit", "F", "S"))
            counit = natural(Made(**homes, T=whole)("ran counit", "F", "T"))
            square = by_hand.composed(counit, by_hand.restricted_map(f, naive.presheaf(s), unit))
            assert all(x == y for x, y in square.items())
    assert tried > 200


def test_exponentials() -> None:
    """Each map R x S -> T is that of one map R -> T^S, through the evaluation."""
    tried = 0
    for category in small_categories(2):
        for r, s, t in product(small_tasks(category, 1), small_tasks(category, 2), small_tasks(category, 2)):
            made = Made(C=category, R=r, S=s, T=t)
            power = made("power of tasks", "T", "S")
            evaluation = natural(made("evaluation", "S", "T"))
            both = made("product", "R", "S")
            width = [len(members) for members in s.elements]

            def through(h: by_hand.Map, width: list[int] = width, both: Task = both) -> by_hand.Map:
                return {
                    x: Element(x.object, h[Element(x.object, x.number // width[x.object])].number * width[x.object]
                               + x.number % width[x.object])
                    for x in both.all_elements()
                }  # fmt: skip

            wanted = by_hand.maps(naive.presheaf(both), naive.presheaf(t))
            curried = by_hand.maps(naive.presheaf(r), naive.presheaf(power))
            assert by_hand.once((by_hand.composed(evaluation, through(h)) for h in curried), wanted)
            for n in between(both, t):
                found = natural(MAKERS["curry"](n, r, s, r, power, ""))
                assert by_hand.composed(evaluation, through(found)) == by_hand.read(n)
                tried += 1
    assert tried > 100


def test_a_mono_is_where_its_classifying_map_is_true() -> None:
    """Of all maps T -> Omega one alone is true exactly at what the mono hits."""
    for s, t in pairs():
        made = Made(C=s.category, S=s, T=t)
        true = set(natural(made("truth", "C")).values())
        omega = naive.presheaf(made("omega", "C"))
        for n in between(s, t):
            classified = Made(C=s.category, S=s, T=t, n=n)
            hit = set(by_hand.read(n).values())
            if len(hit) < s.size:
                with pytest.raises(Impossible, match="only what is mono"):
                    classified("classify", "n")
                continue
            found = natural(classified("classify", "n"))
            maps = by_hand.maps(naive.presheaf(t), omega)
            assert [m for m in maps if {y for y in m if m[y] in true} == hit] == [found]


def test_limits_and_colimits_of_two_maps() -> None:
    """Equalizers, pullbacks, coequalizers, pushouts: what maps into, or out of, them are."""
    tried = 0
    for s, t in pairs():
        probes = [naive.presheaf(r) for r in small_tasks(s.category, 1)]
        for m, n in product(between(s, t), repeat=2):
            made = Made(C=s.category, S=s, T=t, m=m, n=n)
            f, g = by_hand.read(m), by_hand.read(n)
            parts = {word: made(word, "m", "n") for word in ("equalizer", "coequalizer", "pullback", "pushout")}
            named = {word: naive.presheaf(task) for word, task in parts.items()}

            def of(name: str, word: str, made: Made = made) -> by_hand.Map:
                whole = Apply(word, (made.term("m"), made.term("n")))
                return natural(made(name, whole, "m", "n"))

            inclusion, projection = (
                of("inclusion of equalizer", "equalizer"),
                of("projection to coequalizer", "coequalizer"),
            )
            legs = of("first of pullback", "pullback"), of("second of pullback", "pullback")
            feet = of("left of pushout", "pushout"), of("right of pushout", "pushout")
            source, target = naive.presheaf(s), naive.presheaf(t)
            for r in probes:
                into, out = by_hand.maps(r, source), by_hand.maps(target, r)
                wanted = [h for h in into if by_hand.composed(f, h) == by_hand.composed(g, h)]
                found = (by_hand.composed(inclusion, h) for h in by_hand.maps(r, named["equalizer"]))
                assert by_hand.once(found, wanted)
                wanted = [h for h in out if by_hand.composed(h, f) == by_hand.composed(h, g)]
                found = (by_hand.composed(h, projection) for h in by_hand.maps(named["coequalizer"], r))
                assert by_hand.once(found, wanted)
                squares = [(h, k) for h in into for k in into if by_hand.composed(f, h) == by_hand.composed(g, k)]
                cones = (tuple(by_hand.composed(leg, h) for leg in legs) for h in by_hand.maps(r, named["pullback"]))
                assert by_hand.once(cones, squares)
                squares = [(h, k) for h in out for k in out if by_hand.composed(h, f) == by_hand.composed(k, g)]
                cocones = (tuple(by_hand.composed(h, foot) for foot in feet) for h in by_hand.maps(named["pushout"], r))
                assert by_hand.once(cocones, squares)
                tried += 1
    assert tried > 500
