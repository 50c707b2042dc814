"""Kan extensions, exponentials and sieves against pointwise formulas and known values."""

import itertools

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import functors, small_categories, tasks

from catproof.core import presheaves
from catproof.core.category import Arrow, Category, Equation, Generator, presented
from catproof.core.functor import Functor, restriction
from catproof.core.isomorphism import isomorphism
from catproof.core.kan import lan, omega, power, ran
from catproof.core.limits import LimitReached
from catproof.core.presheaves import coproduct, product, quotient, yoneda
from catproof.core.task import Element, Task, fault
from catproof.core.transformation import Transformation, natural_maps, unnatural


def count_maps(source: Task, target: Task) -> int:
    return sum(1 for _ in natural_maps(source, target))


def pointwise_lan_sizes(functor: Functor, task: Task) -> list[int]:
    """The coend: pairs (h : d -> F a, x in T(a)) with (F(g) . h, x) = (h, x|g), for each d (Mac Lane X.4)."""
    target = functor.target
    sizes = []
    for d in range(len(target.objects)):
        pairs = [(h, x) for x in task.all_elements() for h in target.arrows(d, functor.on_objects[x.object])]
        root = {pair: pair for pair in pairs}

        def find(pair: tuple[Arrow, Element], root: dict = root) -> tuple[Arrow, Element]:
            while root[pair] != pair:
                pair = root[pair]
            return pair

        for g, generator in enumerate(functor.source.generators):
            for x in (Element(generator.target, j) for j in range(len(task.elements[generator.target]))):
                below = task.restrict(x, (g,))
                for h in target.arrows(d, functor.on_objects[generator.source]):
                    up = target.compose(functor.on_generators[g], h)
                    root[find((up, x))] = find((h, below))
        sizes.append(len({find(pair) for pair in pairs}))
    return sizes


@st.composite
def functor_and_task(draw: st.DrawFn) -> tuple[Functor, Task]:
    source, target = draw(small_categories()), draw(small_categories())
    assume(target.objects)
    functor = draw(functors(source, target))
    return functor, draw(tasks(source, most=5))


@settings(max_examples=250)
@given(functor_and_task())
def test_lan_is_the_pointwise_coend_with_a_natural_unit(pair: tuple[Functor, Task]) -> None:
    functor, task = pair
    extension = lan(functor, task)
    assert [len(x) for x in extension.task.elements] == pointwise_lan_sizes(functor, task)
    assert fault(extension.task) is None
    assert unnatural(Transformation(task, restriction(functor, extension.task), extension.unit)) is None


@settings(max_examples=120)
@given(functor_and_task(), st.data())
def test_lan_restriction_and_ran_are_adjoint_by_counting(pair: tuple[Functor, Task], data: st.DataObject) -> None:
    functor, task = pair
    other = data.draw(tasks(functor.target, most=4))
    assert count_maps(lan(functor, task).task, other) == count_maps(task, restriction(functor, other))
    assert count_maps(restriction(functor, other), task) == count_maps(other, ran(functor, task))


@settings(max_examples=80)
@given(functor_and_task())
def test_lan_of_a_representable_is_representable(pair: tuple[Functor, Task]) -> None:
    functor, _ = pair
    for x in range(len(functor.source.objects)):
        extended = lan(functor, yoneda(functor.source, x)).task
        assert isomorphism(extended, yoneda(functor.target, functor.on_objects[x])) is not None


@settings(max_examples=80)
@given(functor_and_task(), st.data())
def test_lan_preserves_sums_and_quotients(pair: tuple[Functor, Task], data: st.DataObject) -> None:
    functor, task = pair
    other = data.draw(tasks(functor.source, most=4))
    both = coproduct(lan(functor, task).task, lan(functor, other).task)
    assert isomorphism(lan(functor, coproduct(task, other)).task, both) is not None
    a = next((a for a, members in enumerate(task.elements) if len(members) > 1), None)
    if a is not None:
        x, y = Element(a, 0), Element(a, 1)
        extension = lan(functor, task)
        at = functor.on_objects[a]
        glued = quotient(extension.task, [(Element(at, extension.unit[a][0]), Element(at, extension.unit[a][1]))])
        assert isomorphism(lan(functor, quotient(task, [(x, y)])).task, glued) is not None


@settings(max_examples=100)
@given(st.data())
def test_maps_out_of_a_representable_are_the_elements(data: st.DataObject) -> None:
    category = data.draw(small_categories())
    task = data.draw(tasks(category))
    for a in range(len(category.objects)):
        assert count_maps(yoneda(category, a), task) == len(task.elements[a])


@settings(max_examples=60)
@given(st.data())
def test_power_has_its_universal_property_by_counting(data: st.DataObject) -> None:
    category = data.draw(small_categories())
    base, exponent, other = (data.draw(tasks(category, most=3)) for _ in range(3))
    made = power(base, exponent)
    assert fault(made) is None
    assert count_maps(other, made) == count_maps(product(other, exponent), base)


@settings(max_examples=60)
@given(st.data())
def test_omega_classifies_subtasks(data: st.DataObject) -> None:
    category = data.draw(small_categories())
    task = data.draw(tasks(category, most=5))
    sieves = omega(category)
    assert fault(sieves) is None
    elements = list(task.all_elements())
    subtasks = 0
    for chosen in itertools.product((False, True), repeat=len(elements)):
        members = {x for x, taken in zip(elements, chosen, strict=True) if taken}
        subtasks += all(task.restrict(x, (g,)) in members for x in members for g in category.incoming[x.object])
    assert count_maps(task, sieves) == subtasks


def graphs(reflexive: bool) -> Category:
    arrows = [Generator("s", 0, 1), Generator("t", 0, 1)]
    if not reflexive:
        return presented(["V", "E"], arrows, [])
    equations = [Equation(0, 0, (2, 0), ()), Equation(0, 0, (2, 1), ())]
    return presented(["V", "E"], [*arrows, Generator("r", 1, 0)], equations)


def simplicial() -> Category:
    """The simplex category on [0], [1], [2]: cofaces, codegeneracies and the cosimplicial identities."""
    names = ["d0", "d1", "e0", "e1", "e2", "s0", "u0", "u1"]
    ends = [(0, 1), (0, 1), (1, 2), (1, 2), (1, 2), (1, 0), (2, 1), (2, 1)]
    d0, d1, e0, e1, e2, s0, u0, u1 = range(8)
    equations = [
        Equation(2, 0, (e1, d0), (e0, d0)), Equation(2, 0, (e2, d0), (e0, d1)), Equation(2, 0, (e2, d1), (e1, d1)),
        Equation(0, 2, (s0, u1), (s0, u0)),
        Equation(0, 0, (s0, d0), ()), Equation(0, 0, (s0, d1), ()),
        Equation(1, 1, (u0, e0), ()), Equation(1, 1, (u0, e1), ()), Equation(1, 1, (u0, e2), (d1, s0)),
        Equation(1, 1, (u1, e0), (d0, s0)), Equation(1, 1, (u1, e1), ()), Equation(1, 1, (u1, e2), ()),
    ]  # fmt: skip
    arrows = [Generator(name, a, b) for name, (a, b) in zip(names, ends, strict=True)]
    return presented([0, 1, 2], arrows, equations)


@pytest.mark.parametrize(
    ("category", "arrows", "sieves"),
    [(graphs(False), 4, [2, 5]), (graphs(True), 7, [2, 5]), (simplicial(), 31, [2, 5, 19])],
    ids=["graphs", "reflexive graphs", "simplicial"],
)
def test_known_numbers_of_sieves(category: Category, arrows: int, sieves: list[int]) -> None:
    assert category.count() == arrows
    assert [len(x) for x in omega(category).elements] == sieves


def test_an_infinite_extension_meets_the_limit() -> None:
    free = presented(["*"], [Generator("s", 0, 0)], [], limit=200)
    point = presented(["*"], [], [])
    functor = Functor(point, free, [0], [])
    with pytest.raises(LimitReached, match="200"):
        lan(functor, presheaves.constant(point, ["x"]))
