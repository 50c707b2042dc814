"""The kernel against certificates with one thing changed.

Every change of a certificate that carries its digest is rejected. Without the digest, what is accepted is still true,
as `judge` finds by brute force without the evidence: another universal element, a renamed arrow. Nothing ever leaves
the kernel but a verdict or `Rejected`.
"""

from __future__ import annotations

import copy
import itertools
import json
import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from certified import atom, certificate, quantified
from hypothesis import given, settings
from hypothesis import strategies as st
from judge import tells_the_truth
from mutation import head, mutations, with_other_numbers
from strategies import SMALL_GROUPS, as_presented, functions, functors, group, monoid, monoid_tables, tasks

from catproof import kernel
from catproof.core import constructions, functor, model, presheaves
from catproof.core.category import Arrow, Category, Generator, presented, thin
from catproof.core.chase import Equation
from catproof.core.functor import Functor
from catproof.core.task import Element, Task
from catproof.decide.arrows import ARROW_PROPERTIES, ArrowProperty, EqualArrows, ObjectProperty
from catproof.decide.familial import Familial
from catproof.decide.functors import PARTS, FunctorProperty
from catproof.decide.isomorphic import IsomorphicObjects, IsomorphicTasks
from catproof.decide.member_domain import Arrows, Elements, Objects
from catproof.decide.numbers import Compare, Count, Rank, Size
from catproof.decide.prompt import SolvesByPrompt
from catproof.decide.proposition import Connective, Not, Prop
from catproof.decide.representable import Representable
from catproof.diagnostic import NOWHERE
from catproof.elaborate.propositions import Sentences, declared_definition
from catproof.elaborate.scope import Scope
from catproof.elaborate.terms import Terms
from catproof.syntax import tree
from catproof.syntax.parser import parse

LEAST_MUTATIONS = 20
MOST_MUTATIONS = 120
"""Of each certificate, spread evenly over it; with CATPROOF_EVERY_MUTATION in the environment all are tried."""

# ---- what is certified --------------------------------------------------------------------------------------


def fork() -> Category:
    """Two arrows a -> b and an idempotent e on b with e . f = e . g = g."""
    generators = [Generator("f", 0, 1), Generator("g", 0, 1), Generator("e", 1, 1)]
    equations = [Equation(1, 1, (2, 2), (2,)), Equation(1, 0, (2, 0), (1,)), Equation(1, 0, (2, 1), (1,))]
    return presented(["a", "b"], generators, equations, name="Fork")


CATEGORIES: dict[str, Category] = {
    "presented": fork(),
    "group": group("S3", *SMALL_GROUPS["S3"][1:]),
    "thin": thin(["a", "b", "c", "d"], [(0, 1), (1, 2), (3, 2), (1, 3)], name="Thin"),
    "constructed": constructions.opposite(fork(), name="Opposite"),
    "monoid by table": monoid(monoid_tables(3)[2]),
    "free": presented(["a", "b"], [Generator("s", 0, 1), Generator("t", 0, 1)], [], name="Graphs"),
}


def some_tasks(category: Category) -> dict[str, Task]:
    """Tasks of every kind that the claims of theorem 1 tell apart."""
    last = len(category.objects) - 1
    y = presheaves.yoneda(category, last, name="y")
    first = Element(0, 0)
    collapsed = presheaves.quotient(y, [(first, Element(0, j)) for j in range(len(y.elements[0]))], name="quotient")
    return {
        "representable": y,
        "sum": presheaves.coproduct(presheaves.yoneda(category, 0), y, name="sum"),
        "quotient": collapsed,
        "constant": presheaves.constant(category, [0, 1], name="constant"),
        "empty": presheaves.constant(category, [], name="empty"),
    }


def propositions_on(kind: str) -> Iterator[tuple[str, Prop]]:
    """Every claim about one category and tasks on it, true and false where it can be."""
    category = CATEGORIES[kind]
    last = len(category.objects) - 1
    given = some_tasks(category)
    for name, one in given.items():
        yield f"{name} is representable", atom(Representable(one))
        yield f"{name} is representable by the last object", atom(Representable(one, last))
        yield f"{name} is familial", atom(Familial(one))
        yield f"rank({name}) = 1", atom(Compare(Rank(one), "=", 1))
        yield f"yoneda solves {name} by prompt", atom(SolvesByPrompt(model.yoneda(category), one))
        yield f"{name} ~= sum", atom(IsomorphicTasks(one, given["sum"]))
    swapped = presheaves.coproduct(given["representable"], presheaves.yoneda(category, 0))
    yield "sum ~= sum the other way", atom(IsomorphicTasks(given["sum"], swapped))
    yield "yoneda solves sum by prompt 0", atom(SolvesByPrompt(model.yoneda(category), given["sum"], 0))
    yield "size(sum) <= rank(sum)", atom(Compare(Size(given["sum"]), "<=", Rank(given["sum"])))
    arrows = list(category.arrows())
    for name in ARROW_PROPERTIES:
        for f in (arrows[-1], Arrow(last, 0)):
            yield f"{category.show_arrow(f)} is {name}", atom(ArrowProperty(category, f, name))
    for at in {0, last}:
        for name in ("terminal", "initial"):
            yield f"{at} is {name}", atom(ObjectProperty(category, at, name))
        yield f"0 ~= {at}", atom(IsomorphicObjects(category, 0, at))
    long = category.word(max(arrows, key=lambda f: len(category.word(f))))
    target = category.generators[long[0]].target
    again = (*long, len(category.generators) - 1) if kind == "group" else long
    yield "two paths are equal", atom(EqualArrows(category, target, long, again))
    yield "count(arrows) = 3", atom(Compare(Count(Arrows(category)), "=", 3))
    yield "count(arrows from 0 to the last) > 0", atom(Compare(Count(Arrows(category, 0, last)), ">", 0))


def propositions_on_functors() -> Iterator[tuple[str, Prop]]:
    whole = CATEGORIES["presented"]
    inclusion = constructions.full(whole, [1])[1]
    collapse = Functor(whole, constructions.terminal(), [0, 0], [Arrow(0, 0)] * 3, name="collapse")
    point = Functor(constructions.terminal(), whole, [1], [], name="point")
    discrete = Functor(constructions.discrete(["x", "y"]), whole, [0, 0], [], name="twice")
    named = {"inclusion": inclusion, "collapse": collapse, "point": point, "twice": discrete}
    for name, f in {**named, "identity": functor.identity(whole)}.items():
        for part in PARTS:
            yield f"{name} is {part}", atom(FunctorProperty(f, part))
        via = model.via(f)
        yield f"via({name}) is ideal", atom(FunctorProperty(f, "fully faithful", via))
        for p in range(len(f.source.objects)):
            yield f"via({name}) solves what it answers to {p}", atom(SolvesByPrompt(via, via.prompted(p)))
        two = presheaves.constant(f.source, [0, 1])
        yield f"via({name}) solves 2 by prompt", atom(SolvesByPrompt(via, two))
        yield f"via({name}) solves 2 by prompt 0", atom(SolvesByPrompt(via, two, 0))


def propositions_with_logic() -> Iterator[tuple[str, Prop]]:
    category = CATEGORIES["thin"]
    yes, no = atom(Compare(1, "<", 2)), atom(ObjectProperty(category, 0, "terminal"))
    for name in ("and", "or", "implies", "iff"):
        for left in (yes, no):
            for right in (yes, no):
                yield f"{name} {left is yes} {right is yes}", Connective(name, left, right)
    yield "not no", Not(no)
    yield "not yes", Not(yes)
    bodies = {
        "initial": lambda x: atom(ObjectProperty(category, x, "initial")),
        "self-isomorphic": lambda x: atom(IsomorphicObjects(category, x, x)),
        "both": lambda x: Connective("and", bodies["initial"](x), Not(atom(ObjectProperty(category, x, "terminal")))),
    }
    for quantifier in ("forall", "exists"):
        for name, body in bodies.items():
            yield f"{quantifier} x {name}", quantified(quantifier, "x", Objects(category), body)
        for name in ("iso", "mono"):
            both = quantified(quantifier, "f", Arrows(category), lambda f, n=name: atom(ArrowProperty(category, f, n)))
            yield f"{quantifier} f is {name}", both
    empty = some_tasks(category)["empty"]
    yield "forall u in nothing", quantified("forall", "u", Elements(empty), lambda u: no)
    yield "exists u in nothing", quantified("exists", "u", Elements(empty), lambda u: yes)


FORMULAS = [
    "exists u in elements(y, b) : forall p in objects(C) : forall x in elements(y, p) : "
    "count(f in arrows(C) such that target(f) = b in C and u|f = x) = 1",
    "forall f in arrows(C) : f is mono in C implies f is iso",
    "exists unique f, g in arrows(C, a, b) such that f = g in C : e . f = g in C",
    "y is representable by b or twice(y, b) > 2 * size(y) - 1",
    "exists n in transformations(y, y) : n is iso and n(g at a) = (f at a) in y",
    "yoneda(C) solves y by prompt and not terminal(C) ~= y",
    "forall x in elements(y) such that x = x : exists f in arrows(C) : source(f) = a in C and f . id(a) = f in C",
]


def propositions_by_definition() -> Iterator[tuple[str, Prop]]:
    category = CATEGORIES["presented"]
    terms = Terms(Scope(), 1_000)
    terms.scope.declare("C", category, NOWHERE)
    terms.scope.declare("y", presheaves.yoneda(category, 1, name="y"), NOWHERE)
    twice = "define twice(task T on C, object p in C) := 2 * count(elements(T, p))"
    (item,) = parse(twice, "").theory.items
    assert isinstance(item, tree.Define)
    terms.scope.declare("twice", declared_definition(item, terms), NOWHERE)
    for line in FORMULAS:
        (statement,) = parse(f"claim {line}", "").theory.items
        assert isinstance(statement, tree.Statement)
        sentences, term = Sentences(terms), terms.resolver().proposition(statement.prop)
        yield line, atom(sentences.formula(term, terms.builder.root))


GROUPS = {
    **{kind: dict(propositions_on(kind)) for kind in CATEGORIES},
    "functors": dict(propositions_on_functors()),
    "logic": dict(propositions_with_logic()),
    "definitions": dict(propositions_by_definition()),
}
CASES = [(kind, name) for kind, propositions in GROUPS.items() for name in propositions]


# ---- what stays the same ------------------------------------------------------------------------------------

NAMES = frozenset({"name", "variable", "body", "text", "statement", "catproof", "format", "construction"})


def without_names(node: Any) -> Any:
    """What is left for the mathematics to depend on."""
    if isinstance(node, dict):
        return {k: v for k, v in ((k, without_names(v)) for k, v in node.items()) if k not in NAMES}
    return [without_names(v) for v in node] if isinstance(node, list) else node


class Trial:
    """One certificate with its changes tried; `accepted` and `rejected` count them."""

    def __init__(self, certificate: dict[str, Any]) -> None:
        self.certificate = certificate
        self.digest = kernel.digest(certificate)
        self.judged: dict[str, bool] = {}
        self.counts: Counter[str] = Counter()

    def try_one(self, path: tuple[Any, ...], new: Any) -> None:
        """The certificate, as it now is with `path` changed to `new`."""
        with pytest.raises(kernel.Rejected):
            kernel.check({**self.certificate, "digest": self.digest})
        try:
            found = kernel.check(self.certificate)
        except kernel.Rejected:
            self.counts["rejected"] += 1
            return
        self.counts["accepted"] += 1
        assert found is self.certificate["verdict"]
        core = json.dumps(without_names(self.certificate))
        if core not in self.judged:
            self.judged[core] = tells_the_truth(self.certificate)
        assert self.judged[core], f"accepted with {path} = {new!r}: {json.dumps(self.certificate)}"


# ---- the tests ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_no_single_change_makes_the_kernel_accept_what_is_wrong(kind: str, name: str) -> None:
    made = certificate(GROUPS[kind][name])
    assert kernel.check(made) is made["verdict"]
    assert tells_the_truth(made)
    trial = Trial(made)
    every = 1 if "CATPROOF_EVERY_MUTATION" in os.environ else -(-sum(1 for _ in mutations(made)) // MOST_MUTATIONS)
    for path, new in itertools.islice(mutations(made), 0, None, every):
        trial.try_one(path, new)
    assert trial.counts["rejected"] >= LEAST_MUTATIONS
    assert kernel.check({**made, "digest": trial.digest}) is made["verdict"]


@cache
def evidence_by_claim() -> dict[tuple[tuple[str, ...], bool], list[str]]:
    """The evidence of all the certificates, by the kind of claim and its truth value."""
    pool: dict[tuple[tuple[str, ...], bool], dict[str, None]] = {}
    for kind, name in CASES:
        made = certificate(GROUPS[kind][name])
        key = (head(made), made["verdict"])
        pool.setdefault(key, {})[json.dumps(made["evidence"])] = None
    return {key: list(found) for key, found in pool.items()}


@pytest.mark.parametrize("kind", GROUPS)
def test_evidence_for_another_claim_proves_no_false_verdict(kind: str) -> None:
    tried = 0
    for prop in GROUPS[kind].values():
        made = certificate(prop)
        opposite = not made["verdict"]
        forged = copy.deepcopy(made)
        forged["verdict"] = opposite
        pool = evidence_by_claim().get((head(made), opposite), [])
        candidates = [{"value": opposite}, *(e for text in pool[:6] for e in with_other_numbers(json.loads(text)))]
        for evidence in candidates[:150]:
            forged["evidence"] = evidence
            tried += 1
            with pytest.raises(kernel.Rejected):
                kernel.check(forged)
    assert tried > 100 or kind == "definitions"  # which have no evidence but their value


@settings(max_examples=120)
@given(st.data())
def test_no_change_of_a_random_certificate_is_accepted_wrongly(data: st.DataObject) -> None:
    category = as_presented(data.draw(functions(3, 7)))
    one, other = data.draw(tasks(category, 6)), data.draw(tasks(category, 6))
    inside = data.draw(functors(category, category))
    claims = [
        Representable(one),
        Familial(one),
        Compare(Rank(one), "=", data.draw(st.integers(0, 3))),
        IsomorphicTasks(one, other),
        SolvesByPrompt(model.via(inside), one),
        FunctorProperty(inside, data.draw(st.sampled_from(sorted(PARTS)))),
    ]
    made = certificate(atom(data.draw(st.sampled_from(claims))))
    assert tells_the_truth(made)
    trial = Trial(made)
    changes = sum(1 for _ in mutations(made))
    for path, new in itertools.islice(mutations(made), data.draw(st.integers(0, 20)), None, changes // 60 + 1):
        trial.try_one(path, new)


def with_evidence(made: dict[str, Any], **evidence: Any) -> dict[str, Any]:
    """The certificate with the opposite verdict and other evidence for it."""
    opposite = not made["verdict"]
    return {**made, "verdict": opposite, "evidence": {"value": opposite, **evidence}}


def identity_is(part: str) -> dict[str, Any]:
    """The certificate that the identity of the fork has a property of functors."""
    made = certificate(GROUPS["functors"][f"identity is {part}"])
    assert made["verdict"] is True
    return made


def test_negative_numbers_of_objects_do_not_count_from_the_end() -> None:
    with pytest.raises(kernel.Rejected, match="object"):
        kernel.check(with_evidence(identity_is("an embedding"), objects=[1, -1]))
    with pytest.raises(kernel.Rejected, match="object"):
        kernel.check(with_evidence(identity_is("full"), between=[-1, 1], arrow=[1, 0]))


def test_a_functor_is_not_believed_where_the_arrows_of_its_source_are_missing() -> None:
    collapse = certificate(GROUPS["functors"]["collapse is faithful"])
    assert collapse["verdict"] is False
    forged = with_evidence(collapse)
    forged["categories"][collapse["functors"][0]["source"]]["homs"] = None
    with pytest.raises(kernel.Rejected, match="missing"):
        kernel.check(forged)


def test_a_task_without_restriction_maps_is_not_believed() -> None:
    made = certificate(GROUPS["free"]["quotient is familial"])
    forged = with_evidence(made, generators=[[0, 0]])
    for tables in forged["tasks"]:
        tables["action"] = None
    with pytest.raises(kernel.Rejected):
        kernel.check(forged)


def test_a_value_given_twice_under_two_types_does_not_make_a_domain_complete() -> None:
    made = certificate(GROUPS["logic"]["forall x self-isomorphic"])
    forged = copy.deepcopy(made)
    evidence = forged["evidence"]
    evidence["values"] = [0, 1, 2, 3]
    assert kernel.check(forged) is True
    evidence["values"] = [0, 1, True, 3]
    with pytest.raises(kernel.Rejected):
        kernel.check(forged)


def test_a_certificate_nested_without_end_is_rejected() -> None:
    deep: Any = ["apply", "=", ["number", 1], ["number", 2]]
    for _ in range(100_000):
        deep = ["apply", "not", deep]
    made = certificate(GROUPS["logic"]["not no"])
    with pytest.raises(kernel.Rejected):
        kernel.check({**made, "claim": deep})


def test_what_is_no_certificate_is_rejected() -> None:
    for thing in (None, [], {}, 1, "text", {"schema": 2}, {"schema": True}, [{"schema": 2}]):
        with pytest.raises(kernel.Rejected):
            kernel.check(thing)  # type: ignore[arg-type]
