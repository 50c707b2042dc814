"""Problems: choices, clauses, cardinality, time limits, one context each."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import PATIENCE

from catproof.core.limits import LimitReached
from catproof.engines.problem import Problem

MILLISECONDS = int(1000 * PATIENCE)

clauses = st.lists(st.tuples(st.sets(st.integers(0, 3)), st.sets(st.integers(0, 3))), max_size=6)


def satisfying(clauses: list[tuple[set[int], set[int]]], most: int) -> set[tuple[bool, ...]]:
    return {
        values
        for values in itertools.product((False, True), repeat=4)
        if all(any(values[k] for k in yes) or not all(values[k] for k in no) for yes, no in clauses)
        and sum(values) <= most
    }


@settings(max_examples=80)
@given(clauses, st.integers(0, 4))
def test_a_model_satisfies_the_clauses_and_there_is_one_iff_some_values_do(clauses, most):
    problem = Problem(MILLISECONDS)
    flags = [problem.flag() for _ in range(4)]
    for yes, no in clauses:
        problem.clause([flags[k] for k in yes], [flags[k] for k in no])
    problem.at_most(flags, most)
    model = problem.solve()
    expected = satisfying(clauses, most)
    assert (model is not None) is bool(expected)
    if model is not None:
        chosen = problem.chosen(model, flags)
        assert tuple(k in chosen for k in range(4)) in expected


@pytest.mark.parametrize("size", [0, 1, 2, 7])
def test_a_choice_is_exactly_one_number(size):
    problem = Problem(MILLISECONDS)
    flags = problem.choice(size)
    model = problem.solve()
    assert (model is None) is (size == 0)
    if model is not None:
        assert len(problem.chosen(model, flags)) == 1


def test_a_problem_past_its_time_names_the_option_that_gives_more():
    """Pigeons: 12 into 11 holes, which resolution cannot refute in a millisecond."""
    problem = Problem(1)
    holes = [[problem.flag() for _ in range(11)] for _ in range(12)]
    for pigeon in holes:
        problem.clause(pigeon)
    for hole in zip(*holes, strict=True):
        for one, other in itertools.combinations(hole, 2):
            problem.clause([], [one, other])
    with pytest.raises(LimitReached) as caught:
        problem.solve()
    assert caught.value.remedy == "--timeout"


def test_problems_are_solved_in_several_threads_at_once():
    def solved(k: int) -> list[int]:
        problem = Problem(MILLISECONDS)
        flags = problem.choice(6)
        for j, flag in enumerate(flags):
            if j != k:
                problem.clause([], [flag])
        model = problem.solve()
        return problem.chosen(model, flags)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(solved, range(6))) == [[k] for k in range(6)]
