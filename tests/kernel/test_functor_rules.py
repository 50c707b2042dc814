"""The kernel's rules for functors, against a judge that decides each claim by brute force.

Every certificate is changed in one place, many times; what the kernel still accepts must be true, whatever it now says.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from typing import Any

import pytest
from certified import atom, certificate, quantified
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from judge import tells_the_truth
from mutation import mutations
from strategies import functors, small_categories

from catproof import kernel
from catproof.core import constructions, functor
from catproof.core.category import Arrow, Category, Generator, presented, thin
from catproof.core.chase import Equation
from catproof.core.functor import Functor
from catproof.decide.adjunction import Dense, HasAdjoint, LeftAdjoint
from catproof.decide.functor_domain import Functors
from catproof.decide.functors import FunctorProperty
from catproof.decide.generalization import Generalizes, GeneralizesFrom
from catproof.decide.isomorphic import IsomorphicCategories, IsomorphicFunctors
from catproof.decide.numbers import Compare, Count
from catproof.decide.proposition import Prop

# ---- claims, true and false ---------------------------------------------------------------------------------

STEP = thin(["a", "b"], [(0, 1)], name="Step")
FORK = thin(["l", "r", "top"], [(0, 2), (1, 2)], name="Fork")
POINT = constructions.terminal()
TWINS = thin(["x", "y"], [(0, 1), (1, 0)], name="Twins")
Z2 = presented(["*"], [Generator("r", 0, 0)], [Equation(0, 0, (0, 0), ())], invertible=True, name="Z2")
IDEM = presented(["*"], [Generator("e", 0, 0)], [Equation(0, 0, (0, 0), (0,))], name="Idem")
PARALLEL = presented(["v", "w"], [Generator("s", 0, 1), Generator("t", 0, 1)], [], name="Parallel")


def between(source: Category, target: Category, objects: list[int], arrows: list[tuple[int, int]]) -> Functor:
    return Functor(source, target, objects, [Arrow(*f) for f in arrows], name="F")


LEFT = between(STEP, FORK, [0, 2], [(2, FORK.generator(0).number)])
RIGHT = between(STEP, FORK, [1, 2], [(2, FORK.generator(1).number)])
BOTTOM, TOP = between(POINT, STEP, [0], []), between(POINT, STEP, [1], [])
FORGET = between(STEP, POINT, [0, 0], [(0, 0)])
ONE_TWIN = between(POINT, TWINS, [0], [])
TWIST = between(Z2, Z2, [0], [(0, 1)])
TRIVIAL = between(Z2, Z2, [0], [(0, 0)])
SWAP = between(PARALLEL, PARALLEL, [0, 1], [(1, 2), (1, 1)])
FIRST = between(STEP, PARALLEL, [0, 1], [(1, 1)])


def claims() -> dict[str, Any]:
    made: dict[str, Any] = {}
    named = {"left": LEFT, "top": TOP, "forget": FORGET, "twin": ONE_TWIN, "twist": TWIST, "first": FIRST}
    for name, f in named.items():
        made[f"{name} generalizes"] = Generalizes(f)
        made[f"{name} is dense"] = Dense(f)
        for side in ("left", "right"):
            made[f"{name} has a {side} adjoint"] = HasAdjoint(f, side)
        for part in ("an equivalence", "an isomorphism"):
            made[f"{name} is {part}"] = FunctorProperty(f, part)
    for seen, among in itertools.product(([], [0], [0, 1]), (None, "functors", "faithful functors")):
        made[f"left from {seen} among {among}"] = GeneralizesFrom(LEFT, seen, among)
    for among in (None, "functors"):
        made[f"twist from nothing among {among}"] = GeneralizesFrom(TWIST, [], among)
        made[f"swap from the source among {among}"] = GeneralizesFrom(SWAP, [0], among)
    made["twins from one"] = GeneralizesFrom(functor.identity(TWINS), [0], "functors")
    made["forget from nothing"] = GeneralizesFrom(FORGET, [0], None)
    pairs = {"left, right": (LEFT, RIGHT), "top, bottom": (TOP, BOTTOM), "twist, trivial": (TWIST, TRIVIAL)}
    for name, (f, g) in {**pairs, "swap, swap": (SWAP, SWAP)}.items():
        made[f"{name} isomorphic"] = IsomorphicFunctors(f, g)
    twins = (ONE_TWIN, between(POINT, TWINS, [1], []))
    made["twins isomorphic"] = IsomorphicFunctors(*twins)
    adjoint = {"bottom, forget": (BOTTOM, FORGET), "top, forget": (TOP, FORGET), "forget, top": (FORGET, TOP)}
    for name, (f, g) in {**adjoint, "twist, twist": (TWIST, TWIST), "twist, trivial": (TWIST, TRIVIAL)}.items():
        made[f"{name} adjoint"] = LeftAdjoint(f, g)
    for name, (c, d) in {"Step": (STEP, constructions.chain(2)), "Fork": (FORK, constructions.opposite(FORK))}.items():
        made[f"{name} isomorphic"] = IsomorphicCategories(c, d)
    made["Z2 and Idem isomorphic"] = IsomorphicCategories(Z2, IDEM)
    made["Parallel and itself isomorphic"] = IsomorphicCategories(PARALLEL, constructions.opposite(PARALLEL))
    for c, d in ((STEP, FORK), (IDEM, Z2), (Z2, IDEM), (PARALLEL, STEP)):
        made[f"count functors {c.name} {d.name}"] = Compare(Count(Functors(c, d)), "=", 2)
    return made


def over_functors() -> dict[str, Prop]:
    made: dict[str, Prop] = {}
    for quantifier, (c, d) in itertools.product(("forall", "exists"), ((STEP, FORK), (IDEM, IDEM), (PARALLEL, STEP))):
        for part in ("faithful", "full", "an isomorphism"):
            body = f"{quantifier} F in functors({c.name}, {d.name}) : F is {part}"
            made[body] = quantified(quantifier, "F", Functors(c, d), lambda f, p=part: atom(FunctorProperty(f, p)))
    return made


PROPS: dict[str, Prop] = {**{name: atom(claim) for name, claim in claims().items()}, **over_functors()}


def try_changes(made: dict[str, Any], most: int, start: int = 0) -> Counter[str]:
    """The numbers of changed certificates that are accepted and rejected; those accepted are true."""
    counts: Counter[str] = Counter()
    judged: dict[str, bool] = {}
    every = sum(1 for _ in mutations(made)) // most + 1
    for path, new in itertools.islice(mutations(made), start, None, every):
        try:
            found = kernel.check(made)
        except kernel.Rejected:
            counts["rejected"] += 1
            continue
        counts["accepted"] += 1
        assert found is made["verdict"]
        text = json.dumps(made)
        if path[0] not in ("statement", "catproof", "format") and text not in judged:
            judged[text] = tells_the_truth(made)
            assert judged[text], f"accepted with {path} = {new!r}: {text}"
    return counts


@pytest.mark.parametrize("name", PROPS)
def test_what_is_accepted_is_true(name: str) -> None:
    made = certificate(PROPS[name])
    assert kernel.check(made) is made["verdict"]
    assert tells_the_truth(made)
    assert try_changes(made, 150)["rejected"] >= 20
    opposite = {**made, "verdict": not made["verdict"]}
    for evidence in ({"value": not made["verdict"]}, {**(made["evidence"] or {}), "value": not made["verdict"]}):
        with pytest.raises(kernel.Rejected):
            kernel.check({**opposite, "evidence": evidence})


@settings(max_examples=120)
@given(st.data())
def test_random_certificates(data: st.DataObject) -> None:
    source, target = data.draw(small_categories()), data.draw(small_categories())
    f = data.draw(functors(source, target))
    assume(target.count() ** min(source.count(), 4) <= 700 and target.count() * source.count() <= 50)
    seen = data.draw(st.lists(st.integers(0, len(source.objects) - 1), unique=True))
    among = data.draw(st.sampled_from([None, "functors", "faithful functors"]))
    claims = [
        GeneralizesFrom(f, seen, among),
        IsomorphicFunctors(f, data.draw(functors(source, target))),
        LeftAdjoint(f, data.draw(functors(target, source))),
        HasAdjoint(f, data.draw(st.sampled_from(["left", "right"]))),
        IsomorphicCategories(source, target),
        Compare(Count(Functors(source, target)), "<=", data.draw(st.integers(0, 6))),
    ]
    made = certificate(atom(data.draw(st.sampled_from(claims))))
    assert kernel.check(made) is made["verdict"]
    assert tells_the_truth(made)
    try_changes(made, 30, data.draw(st.integers(0, 10)))
