"""Theorem 2: tuning, decided by search, by z3, and by trying every quotient."""

import itertools
from typing import Any

import pytest
from certified import agree
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import functors, small_categories, tasks

from catproof import check, kernel
from catproof.claims.functors import FunctorProperty
from catproof.claims.ideal import ExplicitIdeal
from catproof.claims.isomorphic import IsomorphicModels
from catproof.claims.prompt import SolvesByPrompt
from catproof.claims.representable import Representable
from catproof.claims.tuning import SolvesByTuning
from catproof.core.category import Category
from catproof.core.functor import Functor, restriction
from catproof.core.isomorphism import isomorphism
from catproof.core.kan import lan
from catproof.core.model import Model, not_functorial, via, yoneda
from catproof.core.task import Element, Task, quotient_map


def tunable_by_all_quotients(functor: Functor, task: Task) -> bool:
    """Is T the restriction of a quotient of Lan_F T? All congruences, as closures of single merges, breadth first."""
    start = lan(functor, task).task
    pending: list[tuple[Task, list[list[int]]]] = [(start, [list(range(len(x))) for x in start.elements])]
    seen = set()
    while pending:
        made, onto = pending.pop()
        if isomorphism(restriction(functor, made), task) is not None:
            return True
        for a, members in enumerate(made.elements):
            for i, j in itertools.combinations(range(len(members)), 2):
                coarser, further = quotient_map(made, [(Element(a, i), Element(a, j))])
                classes = [[further[d][v] for v in values] for d, values in enumerate(onto)]
                key = tuple(map(tuple, classes))
                if key not in seen:
                    seen.add(key)
                    pending.append((coarser, classes))
    return False


def explicit(model: Model) -> Model:
    """The same model, given by its values."""
    values = [model.value(a) for a in range(len(model.category.objects))]
    maps = [model.on_generator(g) for g in range(len(model.category.generators))]
    return Model(model.category, model.base, values=values, maps=maps)


@st.composite
def instances(draw: st.DrawFn, most: int = 4) -> tuple[Functor, Task]:
    source, target = draw(small_categories()), draw(small_categories())
    functor = draw(functors(source, target))
    task = draw(tasks(source, most=most))
    return functor, task


@settings(max_examples=700)
@given(instances())
def test_search_z3_and_all_quotients_agree(instance: tuple[Functor, Task]) -> None:
    functor, task = instance
    assume(lan(functor, task).task.size <= 9)
    agree(SolvesByTuning(via(functor), task), tunable_by_all_quotients(functor, task))


@settings(max_examples=100)
@given(instances(3))
def test_an_explicit_model_does_what_the_model_via_a_functor_does(instance: tuple[Functor, Task]) -> None:
    functor, task = instance
    model = via(functor)
    assume(sum(model.value(a).size for a in range(len(model.category.objects))) <= 12)
    twin = explicit(model)
    assert not_functorial(twin) is None
    agree(SolvesByTuning(twin, task), SolvesByTuning(model, task).direct().value)
    agree(SolvesByPrompt(twin, task), SolvesByPrompt(model, task).direct().value)
    agree(ExplicitIdeal(twin), FunctorProperty(functor, "fully faithful").direct().value)
    agree(IsomorphicModels(model, twin), True)


@settings(max_examples=100)
@given(st.data())
def test_theorem_2_and_1_for_the_yoneda_model(data: st.DataObject) -> None:
    category: Category = data.draw(small_categories())
    task = data.draw(tasks(category))
    model = yoneda(category)
    agree(FunctorProperty(model.functor, "fully faithful", model), True)
    agree(SolvesByTuning(model, task), True)
    assert SolvesByPrompt(model, task).direct().value is Representable(task).direct().value


@settings(max_examples=60)
@given(st.data())
def test_models_are_isomorphic_iff_some_natural_isomorphism_exists(data: st.DataObject) -> None:
    source, target = data.draw(small_categories()), data.draw(small_categories())
    f, g = data.draw(functors(source, target)), data.draw(functors(source, target))

    def natural(components: tuple[Any, ...]) -> bool:
        return all(
            target.compose(components[arrow.target], f.on_generators[k])
            == target.compose(g.on_generators[k], components[arrow.source])
            for k, arrow in enumerate(source.generators)
        )

    def isos(a: int) -> list[Any]:
        there, back = (f.on_objects[a], g.on_objects[a]), (g.on_objects[a], f.on_objects[a])
        return [
            h
            for h in target.arrows(*there)
            if any(target.compose(k, h).number == 0 and target.compose(h, k).number == 0 for k in target.arrows(*back))
        ]

    expected = any(natural(choice) for choice in itertools.product(*(isos(a) for a in range(len(source.objects)))))
    agree(IsomorphicModels(via(f), via(g)), expected)


EXPLICIT = """
category G { object V, E ; arrow s, t : V -> E }
category Ar { object x, y ; arrow u : x -> y }
task node = yoneda(G, V)
task edge on G { V = {a, b} ; E = {e} ; s { e |-> a } ; t { e |-> b } }
transformation first : node -> edge { at V { id(V) |-> a } }
model h : Ar -> G { x |-> node ; y |-> edge ; u |-> first }
"""


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("ask h is ideal", "false"),
        ("ask h solves terminal(Ar) by tuning", "true"),
        ("task T on Ar { x = {1, 2} ; y = {p} ; u { p |-> 1 } }\nask h solves T by prompt y", "true"),
        ("task T on Ar { y = {p} ; x = {q} }\nask h solves T by prompt", "false"),
        ("task T on Ar { x = {1} ; y = {p, q} }\nask h solves T by tuning", "true"),
        ("ask h solves empty(Ar) by tuning", "true"),
    ],
)
def test_explicit_models_from_text(statement: str, value: str) -> None:
    (verdict,) = check(EXPLICIT + statement).verdicts
    assert verdict.value == value


def test_reasons_name_what_is_confused_and_what_is_missing() -> None:
    text = """
    category D = discrete({a, b})
    functor F : D -> terminal() { a |-> * ; b |-> * }
    task T on D { a = {x, y} ; b = {z} }
    ask via(F) solves T by tuning
    monoid M { generator e ; equation e . e = e }
    functor G : M -> terminal() { e |-> id }
    task S on M { * = {1, 2} ; e { 1 |-> 1 ; 2 |-> 1 } }
    ask via(G) solves S by tuning
    """
    report = check(text)
    assert [v.value for v in report.verdicts] == ["false", "false"]
    extra, confused = report.verdicts
    assert "an element over b beside z" in extra.reason
    assert "cannot tell 1 at * from 2" in confused.reason


@pytest.mark.parametrize("engine", ["direct", "z3", "both"])
def test_a_wrong_answer_about_tuning_is_rejected(engine: str) -> None:
    text = EXPLICIT + "functor I : full(G, {V}) -> G { V |-> V }\ntask T on full(G, {V}) { V = {1, 2} }\n"
    (verdict,) = check(text + "claim via(I) solves T by tuning", engine=engine).verdicts
    certificate = verdict.certificate
    assert certificate is not None and verdict.ok
    evidence = certificate["evidence"]
    broken = [
        {**evidence, "value": False},
        {**evidence, "sizes": [n + 1 for n in evidence["sizes"]]},
        {**evidence, "map": [[0, 0]]},
        {**evidence, "map": [[0]]},
        {**evidence, "map": []},
    ]
    for change in broken:
        with pytest.raises(kernel.Rejected):
            kernel.check({**certificate, "evidence": change, "verdict": change["value"]})
