"""Theorem 2: tuning, decided by search, by z3, and by trying every quotient."""

import itertools
import json
import random
from typing import Any

import pytest
from certified import agree, certificate_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mutation import mutations
from strategies import functors, small_categories, tasks

from catproof import check, kernel, load
from catproof.core.category import Category, thin
from catproof.core.constructions import discrete
from catproof.core.functor import Functor, restriction
from catproof.core.isomorphism import isomorphism
from catproof.core.kan import lan
from catproof.core.model import Model, not_functorial, via, yoneda
from catproof.core.presheaves import quotient_map
from catproof.core.task import Element, Task
from catproof.decide.functors import FunctorProperty
from catproof.decide.ideal import ExplicitIdeal
from catproof.decide.isomorphic import IsomorphicModels
from catproof.decide.prompt import SolvesByPrompt
from catproof.decide.representable import Representable
from catproof.decide.tuning import SolvesByTuning


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


# ---- refutations --------------------------------------------------------------------------------------


def folded(maps: list[list[int]], values: int) -> tuple[Functor, Task]:
    """Arrows a0 -> b0, a1 -> b1, ..., all sent to one, with a task that restricts along each as the list says."""
    count, width = len(maps), len(maps[0])
    objects = [*(f"a{k}" for k in range(count)), *(f"b{k}" for k in range(count))]
    source = thin(objects, [(k, count + k) for k in range(count)])
    target = thin(["a", "b"], [(0, 1)])
    functor = Functor(source, target, [*([0] * count), *([1] * count)], [target.generator(0)] * count)
    order = [maps[g.source] for g in source.generators]
    task = Task(source, [*([list(range(values))] * count), *([list(range(width))] * count)], order)
    return functor, task


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(0, 1), min_size=4, max_size=4), min_size=2, max_size=3))
def test_tasks_that_are_to_be_one_are_solved_iff_they_are_isomorphic(maps: list[list[int]]) -> None:
    """Along a functor that identifies arrows: a choice has to be made for each element."""
    functor, task = folded(maps, 2)
    fibres = [sorted(map(values.count, (0, 1))) for values in maps]
    agree(SolvesByTuning(via(functor), task), all(sizes == fibres[0] for sizes in fibres))


FORCED = """
poset P { a < b ; c < b ; c < d ; a < e }
poset Q { x < y }
functor F : P -> Q { a |-> x ; c |-> x ; b |-> y ; d |-> y ; e |-> y }
task T on P { a = {1, 2} ; c = {1, 2} ; b = {u, v} ; d = {u, v} ; e = {u, v}
  (a -> b) { u |-> 1 ; v |-> 2 } ; (c -> b) { u |-> 1 ; v |-> 2 } ; (c -> d) { u |-> 1 ; v |-> 2 }
  (a -> e) { u |-> 1 ; v |-> 1 } }
refute assumed : via(F) solves T by tuning
monoid M { generator e ; equation e . e = e }
functor G : M -> terminal() { e |-> id }
task S on M { * = {1, 2} ; e { 1 |-> 1 ; 2 |-> 1 } }
refute path : via(G) solves S by tuning
category D = discrete({a, b, c})
functor H : D -> M { a |-> * ; b |-> * ; c |-> * }
task R on D { a = {x, y} ; b = {z} ; c = {x, y} }
refute sizes : via(H) solves R by tuning
category E { object p, q ; arrow s : p -> q ; arrow r : q -> p ; equation r . s = id }
category O = discrete({p, q})
functor I : O -> E { p |-> p ; q |-> q }
task U on O { p = {1, 2} ; q = {1} }
refute retract : via(I) solves U by tuning
"""


def refutations() -> dict[str, dict[str, Any]]:
    """The certificates of the statements, by name."""
    found = {}
    for verdict in check(FORCED).verdicts:
        assert verdict.ok and verdict.certificate is not None, verdict.reason
        found[verdict.statement.name] = json.loads(json.dumps(verdict.certificate))
    return found


@pytest.mark.sizes("speaks of sizes at which the product goes another way")
def test_a_refutation_names_elements_and_the_path_that_forces_it() -> None:
    found = {name: certificate["evidence"]["refutation"] for name, certificate in refutations().items()}
    assert found["path"] == [{"equal": [[0, 0], [0, 1]], "path": [[0, 0, 1, 0]]}]
    assert found["sizes"] == [{"retract": [0, 1], "arrows": [[0, 0], [0, 0]]}]
    (node,) = found["retract"]
    assert node["retract"] == [0, 1] and node["arrows"][0][0] == 1
    assert "over" in found["assumed"][0]
    assert any(step[0] < 0 for node in found["assumed"] for step in node.get("path", []))
    (path,) = (v for v in check(FORCED.split("category D")[0]).verdicts if v.statement.name == "path")
    assert "cannot tell 1 at * from 2" in path.reason
    assert any("1 at * = 2 at *" in line for line in path.argument), path.argument


@pytest.mark.parametrize("name", ["assumed", "path", "sizes", "retract"])
def test_no_other_refutation_is_accepted_for_what_holds(name: str) -> None:
    """Each number of a refutation is changed: what is accepted then is a refutation of a claim that is false."""
    certificate = refutations()[name]
    assert kernel.check(certificate) is False
    rejected = 0
    for path, _ in mutations(certificate["evidence"]["refutation"]):
        try:
            assert kernel.check(certificate) is False, path
        except kernel.Rejected:
            rejected += 1
    assert rejected > 20
    # And a task that is solved has none, whatever is tried.
    solved = json.loads(json.dumps(certificate))
    for task in solved["tasks"]:
        task["elements"] = [[0] for _ in task["elements"]]
        task["action"] = [[0] for _ in task["action"]]
    for path, _ in mutations(solved["evidence"]["refutation"]):
        with pytest.raises(kernel.Rejected):
            kernel.check(solved)
            pytest.fail(str(path))


@pytest.mark.parametrize("solved", [True, False])
def test_labels_on_many_items_are_decided_in_few_steps(solved: bool) -> None:
    """Two items have one code. Counted in steps, not in seconds: a refutation of one node, a search without undoing."""
    count = 4000
    codes = [f"f{k // 2}" for k in range(count)]
    items, features = discrete([f"x{k}" for k in range(count)]), discrete(sorted(set(codes)))
    functor = Functor(items, features, [features.number[code] for code in codes], [])
    labelled = [k < count // 2 or (k == count - 1 and not solved) for k in range(count)]
    task = Task(items, [["yes"] * yes for yes in labelled], [])
    claim = SolvesByTuning(via(functor), task)
    finding = claim.direct()
    assert finding.value is solved and kernel.check(certificate_of(claim, finding)) is solved
    if solved:
        assert sum(finding.evidence["sizes"]) == count // 4
    else:
        assert len(finding.evidence["refutation"]) == 1
        reason = claim.reason(finding)
        assert "x3999 and x3998 have the same features" in reason and "yes at x3999" in reason


# ---- explicit models: numbers of natural maps, depth -----------------------------------------------------


@pytest.mark.parametrize("values", ["{0, 1}", "{0, 1, 2}"])
@pytest.mark.parametrize("images", list(itertools.product(range(2), repeat=2)))
def test_the_kernel_numbers_natural_maps_as_the_engine_does(values: str, images: tuple[int, ...]) -> None:
    """In whatever order maps are found, the prompt's answers are numbered in one."""
    p = f"0 |-> 0 ; 1 |-> 0{' ; 2 |-> 2' * ('2' in values)}"
    q = f"0 |-> {images[0]} ; 1 |-> {images[1]}"
    text = f"""
    category D = discrete({{p, q}})
    monoid M {{ generator e ; equation e . e = e }}
    task S on D {{ p = {values} ; q = {{0, 1}} }}
    transformation n : S -> S {{ at p {{ {p} }} ; at q {{ {q} }} }}
    """
    if images[images[0]] != images[0] or images[images[1]] != images[1]:
        return  # e . e = e would not hold
    text += "model h : M -> D { * |-> S ; e |-> n }\n"
    declared = load(text)["h"]
    assert isinstance(declared, Model)
    task = declared.prompted(0)
    shuffled = list(range(task.size))
    random.Random(1).shuffle(shuffled)
    place = {x: k for k, x in enumerate(shuffled)}
    other = Task(task.category, [list(range(task.size))], [[place[int(task.action[0][x])] for x in shuffled]])
    claim = SolvesByPrompt(declared, other)
    finding = claim.direct()
    assert finding.value is True and kernel.check(certificate_of(claim, finding)) is True


def test_models_of_many_objects_need_no_recursion() -> None:
    count = 1200
    items, point = discrete(list(range(count))), discrete(["*"])
    dot, none = Task(point, [["x"]], []), Task(point, [[]], [])
    model = Model(items, point, values=[dot] * count)
    agree(IsomorphicModels(model, Model(items, point, values=[dot] * count)), True)
    agree(IsomorphicModels(model, Model(items, point, values=[*([dot] * (count - 1)), none])), False)
    agree(SolvesByTuning(Model(items, point, values=[none] * count), Task(items, [["x"]] * count, [])), True)
