"""Clauses: choices, cardinality, time limits, one context a thread."""

from __future__ import annotations

import itertools
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import PATIENCE

from catproof.core.limits import LimitReached
from catproof.engines.finder.clauses import Clauses

several = st.lists(st.tuples(st.sets(st.integers(0, 3)), st.sets(st.integers(0, 3))), max_size=6)


def problem(seconds: float = PATIENCE) -> Clauses:
    return Clauses(time.monotonic() + seconds)


def satisfying(clauses: list[tuple[set[int], set[int]]], most: int) -> set[tuple[bool, ...]]:
    return {
        values
        for values in itertools.product((False, True), repeat=4)
        if all(any(values[k] for k in yes) or not all(values[k] for k in no) for yes, no in clauses)
        and sum(values) <= most
    }


@settings(max_examples=80)
@given(several, st.integers(0, 4))
def test_a_model_satisfies_the_clauses_and_there_is_one_iff_some_values_do(given_clauses, most):
    clauses = problem()
    flags = [clauses.flag() for _ in range(4)]
    for yes, no in given_clauses:
        clauses.clause(*(flags[k] for k in yes), *(-flags[k] for k in no))
    clauses.clause(-clauses.at_least(flags, most + 1))
    expected = satisfying(given_clauses, most)
    assert clauses.solve() is bool(expected)
    if expected:
        assert tuple(map(clauses.holds, flags)) in expected


@pytest.mark.parametrize("size", [0, 1, 2, 7])
def test_a_choice_is_exactly_one_number(size):
    clauses = problem()
    choice = clauses.choice(range(size))
    assert clauses.solve() is (size > 0)
    if size:
        assert sum(map(clauses.holds, choice.values())) == 1


def test_a_problem_past_its_time_names_the_option_that_gives_more():
    """Pigeons: 12 into 11 holes, which resolution cannot refute in a millisecond."""
    clauses = problem(0.001)
    with pytest.raises(LimitReached) as caught:
        holes = [[clauses.flag() for _ in range(11)] for _ in range(12)]
        for pigeon in holes:
            clauses.clause(*pigeon)
        for hole in zip(*holes, strict=True):
            clauses.at_most_one(hole)
        clauses.solve()
    assert caught.value.remedy == "--timeout"


def test_problems_are_solved_in_several_threads_at_once():
    def solved(k: int) -> int:
        clauses = problem()
        choice = clauses.choice(range(6))
        for j, literal in choice.items():
            if j != k:
                clauses.clause(-literal)
        assert clauses.solve()
        return clauses.value(choice)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(solved, range(6))) == list(range(6))
