"""`rank(T, missing <= 5%)`: the direct engine, its proofs in the kernel, z3 and brute force say the same."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import floor
from typing import Any

import naive
import pytest
from certified import agree, certificate_of
from hypothesis import given, settings
from hypothesis import strategies as st
from mutation import with_other_numbers
from strategies import categories, tasks

from catproof import check_text, fmt, kernel
from catproof.core import coverage
from catproof.core.category import thin
from catproof.core.limits import LimitReached
from catproof.core.presheaves import constant
from catproof.core.task import Task
from catproof.decide.numbers import Compare, Rank

PERCENTS = (0, 5, Fraction(25, 2), 30, Fraction(200, 3), 100)


@settings(max_examples=40)
@given(st.data())
def test_by_all_it_is_the_least_number_that_reaches_all_but_a_share(data: Any) -> None:
    task = data.draw(tasks(data.draw(categories())))
    percents = data.draw(st.sampled_from(PERCENTS))
    least = naive.rank(naive.presheaf(task), floor(percents * task.size / 100))
    agree(Compare(Rank(task, percents), "=", least), True)
    agree(Compare(Rank(task, percents), data.draw(st.sampled_from(["<", ">", "!="])), least), False)


def reaching(sets: list[set[int]], below: int) -> Task:
    """One element at each object: prompts, and below them what they reach."""
    names = [*(f"x{x}" for x in range(below)), *(f"p{k}" for k in range(len(sets)))]
    order = thin(names, [(x, below + k) for k, one in enumerate(sets) for x in sorted(one)], name="P")
    return constant(order, ["yes"], name="T")


def families() -> Iterator[tuple[list[set[int]], int, int]]:
    """Sets that overlap much, how many points there are, and percents that may be left out."""
    chance = random.Random(6)
    for _ in range(12):
        below, several = chance.randint(6, 20), chance.randint(4, 8)
        size = chance.randint(2, max(2, below // 2))
        yield [set(chance.sample(range(below), size)) for _ in range(several)], below, chance.choice((0, 10, 25, 40))
    edges = list(combinations(range(6), 2))  # of a complete graph: three halves of points have all of them
    yield [{k for k, edge in enumerate(edges) if point in edge} for point in range(6)], len(edges), 20


def least(sets: list[set[int]], below: int, percents: int) -> int:
    """By all choices."""
    size = below + len(sets)
    wanted = size - percents * size // 100
    alone = below - len(set().union(*sets))  # points that no set has are prompts of their own
    own = [*(len(one) + 1 for one in sets), *[1] * alone]
    assert own
    for count in range(size + 1):
        for some in combinations(range(len(sets)), min(count, len(sets))):
            for used in range(len(some) + 1):
                chosen = some[:used]
                got = used + len(set().union(*(sets[k] for k in chosen))) + min(alone, count - used)
                if got >= wanted:
                    return count
    raise AssertionError


def test_proofs_with_weights_and_cases_are_checked() -> None:
    """And no change of a number in one proves another rank."""
    kinds, chance, tried = "", random.Random(2), 0
    for sets, below, percents in families():
        number = least(sets, below, percents)
        claim = Compare(Rank(reaching(sets, below), percents), "=", number)
        found = claim.direct()
        made = certificate_of(claim, found)
        assert found.value and kernel.check(made) is True
        kinds += str(made["evidence"]["left"]["fewer"])
        for other in (number - 1, number + 1):
            forged = copy.deepcopy({**made, "digest": None})
            del forged["digest"]
            forged["claim"][3][1] = other
            for _ in with_other_numbers(forged["evidence"]["left"]):
                if chance.random() < 0.03:
                    tried += 1
                    with pytest.raises(kernel.Rejected):
                        kernel.check(forged)
    assert "['first of'" in kinds and "['at most', 1, []]" in kinds and "['at most', 10000, [[" in kinds and tried > 200


def test_what_is_too_large_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    task = reaching([{0, 1, 2}, {2, 3, 4}, {4, 5, 0}, {1, 3, 5}], 6)
    assert Rank(task, 10).find()[0] == 3
    monkeypatch.setattr(coverage, "MOST_REACHED", 8)
    with pytest.raises(LimitReached, match="more than 8 elements together"):
        Rank(task, 10).find()
    monkeypatch.undo()
    monkeypatch.setattr(coverage, "MOST_NODES", 0)
    with pytest.raises(LimitReached, match="more than 0 steps"):
        Rank(task, 10).find()


TEXT = """
poset P { x < y < top ; z < top ; w < top }
task T on P { x = {1} ; y = {1} ; z = {1} ; w = {1} }
"""


def said(statement: str) -> Any:
    return check_text(TEXT + statement)


def test_it_is_written_and_told() -> None:
    found = said("claim rank(T,missing<=25%) = 2 and rank(T, missing <= 50.0%) = 1 and rank(T, missing <= 24.9%) = 3")
    [verdict] = found.verdicts
    assert found.ok and verdict.certificate["claim"][2][2][2][1:] == ["rank missing", ["constant", 0], ["number", 25]]
    assert "generate all of it but 1 of 4 elements, and fewer leave out more than 1" in verdict.reason
    assert kernel.examine(verdict.certificate).sentence == (
        "rank(T, missing <= 25%) = 2 and rank(T, missing <= 50%) = 1 and rank(T, missing <= 249/10%) = 3"
    )
    assert fmt("ask rank(T,missing<=2.5%)=1\n") == "ask rank(T, missing <= 2.5%) = 1\n"
    many = said("claim forall x in objects(P) : rank(yoneda(P, x), missing <= 30%) = 1")
    assert many.ok and [verdict.checked for verdict in many.verdicts] == [True]


@pytest.mark.parametrize(
    ("statement", "code", "message"),
    [
        ("claim rank(T, missed <= 5%) = 1", "E309", "a share of the elements is expected"),
        ("claim rank(T, missing <= 101%) = 1", "E309", "from 0% to 100%"),
        ("claim rank(T, missing <= 5) = 1", "E309", "a share of the elements is expected"),
        ("claim size(T, missing <= 5%) = 1", "E303", "takes 1 argument"),
        ("define f(task S on P) := rank(S, missing <= 5%) = 1\nclaim f(T)", "E315", "has no definition"),
    ],
)
def test_what_it_cannot_say(statement: str, code: str, message: str) -> None:
    [error] = said(statement).errors
    assert error.code == code and message in error.message
