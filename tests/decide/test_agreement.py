"""The direct engine, z3 and brute force agree on 2,500 random instances, and the kernel accepts every certificate."""

from __future__ import annotations

import itertools

import naive
from certified import agree
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from large import usual_or_large
from strategies import categories, functors, shuffled, small_categories, tasks

from catproof.core import model
from catproof.core.task import Element
from catproof.core.transformation import Transformation
from catproof.decide.arrows import ARROW_PROPERTIES, OBJECT_PROPERTIES, ArrowProperty, ObjectProperty
from catproof.decide.familial import Familial
from catproof.decide.functors import PARTS, FunctorProperty
from catproof.decide.isomorphic import IsomorphicObjects, IsomorphicTasks
from catproof.decide.numbers import Compare, Rank
from catproof.decide.prompt import SolvesByPrompt
from catproof.decide.representable import Representable
from catproof.decide.transformations import TransformationProperty


@settings(max_examples=usual_or_large(250, 500))
@given(st.data())
def test_representable_by_exactly_the_objects_whose_representable_is_isomorphic(data):
    category = data.draw(categories())
    task = data.draw(tasks(category))
    objects = naive.representing(naive.presheaf(task))
    found = agree(Representable(task), bool(objects))
    assert not found.value or found.evidence["prompt"] in objects
    at = data.draw(st.integers(0, len(category.objects) - 1))
    agree(Representable(task, at), at in objects)


@settings(max_examples=usual_or_large(175, 350))
@given(st.data())
def test_theorem_1_an_ideal_model_solves_exactly_the_representable_tasks(data):
    category = data.draw(categories())
    task = data.draw(tasks(category))
    objects = naive.representing(naive.presheaf(task))
    ideal = model.yoneda(category)
    found = agree(SolvesByPrompt(ideal, task), bool(objects))
    assert not found.value or found.evidence["prompt"] in objects
    for at in range(len(category.objects)):
        agree(SolvesByPrompt(ideal, task, at), at in objects)


@settings(max_examples=usual_or_large(175, 350))
@given(st.data())
def test_a_model_via_a_functor_solves_what_its_answers_are_isomorphic_to(data):
    source, target = data.draw(small_categories()), data.draw(small_categories())
    functor = data.draw(functors(source, target))
    via = model.via(functor)
    if data.draw(st.booleans()):
        task = via.prompted(data.draw(st.integers(0, len(source.objects) - 1)))
    else:
        task = data.draw(tasks(source))
    solving = naive.prompts(naive.mapping(functor), naive.presheaf(task))
    found = agree(SolvesByPrompt(via, task), bool(solving))
    assert not found.value or found.evidence["prompt"] in solving
    for at in range(len(source.objects)):
        agree(SolvesByPrompt(via, task, at), at in solving)
    agree(
        FunctorProperty(functor, "fully faithful", via),
        naive.functor_property(naive.mapping(functor), "fully faithful"),
    )


@settings(max_examples=usual_or_large(175, 350))
@given(st.data())
def test_rank_is_the_least_number_of_generators_and_familial_an_exact_decomposition(data):
    task = data.draw(tasks(data.draw(categories())))
    least = naive.rank(naive.presheaf(task))
    agree(Compare(Rank(task), "=", least), True)
    agree(Compare(Rank(task), data.draw(st.sampled_from(["<", ">", "!="])), least), False)
    agree(Familial(task), naive.is_familial(naive.presheaf(task)))


@settings(max_examples=usual_or_large(175, 350))
@given(st.data())
def test_tasks_are_isomorphic_iff_some_natural_map_is_bijective(data):
    category = data.draw(categories())
    left, right = data.draw(tasks(category, most=6)), data.draw(tasks(category, most=6))
    agree(IsomorphicTasks(left, right), naive.isomorphic(naive.presheaf(left), naive.presheaf(right)))


@settings(max_examples=usual_or_large(125, 250))
@given(st.data())
def test_properties_of_functors_are_what_their_definitions_say(data):
    functor = data.draw(functors(data.draw(small_categories()), data.draw(small_categories())))
    for name in PARTS:
        agree(FunctorProperty(functor, name), naive.functor_property(naive.mapping(functor), name))


@settings(max_examples=usual_or_large(100, 200))
@given(st.data())
def test_properties_of_arrows_and_objects_are_what_their_definitions_say(data):
    category = data.draw(categories())
    arrow = data.draw(st.sampled_from(list(category.arrows())))
    for name in ARROW_PROPERTIES:
        agree(ArrowProperty(category, arrow, name), naive.arrow_property(naive.composition(category), arrow, name))
    at, other = (data.draw(st.integers(0, len(category.objects) - 1)) for _ in range(2))
    for name in OBJECT_PROPERTIES:
        agree(ObjectProperty(category, at, name), naive.object_property(naive.composition(category), at, name))
    agree(IsomorphicObjects(category, at, other), naive.isomorphic_objects(naive.composition(category), at, other))


@settings(max_examples=usual_or_large(75, 150))
@given(st.data())
def test_transformations_are_mono_and_epi_iff_their_components_are_one_to_one_and_onto(data):
    category = data.draw(categories())
    left, right = data.draw(tasks(category, most=6)), data.draw(tasks(category, most=4))
    if data.draw(st.booleans()):
        right = shuffled(data.draw, left)
    some = list(itertools.islice(naive.natural_maps(naive.presheaf(left), naive.presheaf(right)), 30))
    assume(some)
    chosen = data.draw(st.sampled_from(some))
    components = [[chosen[Element(a, j)] for j in range(len(members))] for a, members in enumerate(left.elements)]
    made = Transformation(left, right, components)
    mono = all(len(set(values)) == len(values) for values in components)
    epi = all(len(set(values)) == len(y) for values, y in zip(components, right.elements, strict=True))
    for name, expected in (("mono", mono), ("epi", epi), ("iso", mono and epi)):
        agree(TransformationProperty(made, name), expected)
