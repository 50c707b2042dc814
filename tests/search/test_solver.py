"""SAT solvers and the proofs made of what they write, against truth tables."""

from __future__ import annotations

import itertools
import random
import sys

import numpy as np
import pytest

from catproof.core.enumeration.compiled import compiled_function
from catproof.kernel.lrat import refuted
from catproof.kernel.tables import Rejected
from catproof.search import rup
from catproof.search.solver import Model, Refuted, SolverFailed, available, solve

Clauses = list[list[int]]


def pigeons(holes: int) -> tuple[int, Clauses]:
    """One more pigeon than holes, no two in one: there is no way."""
    at = [[p * holes + h + 1 for h in range(holes)] for p in range(holes + 1)]
    apart = [[-at[p][h], -at[q][h]] for h in range(holes) for p in range(holes + 1) for q in range(p)]
    return (holes + 1) * holes, [*at, *apart]


def random_clauses(seed: int) -> tuple[int, Clauses]:
    chosen = random.Random(seed)
    variables = chosen.randint(1, 7)
    clauses = []
    for _ in range(chosen.randint(1, 5 * variables)):
        width = chosen.randint(1, min(3, variables))
        clauses.append([v * chosen.choice((1, -1)) for v in chosen.sample(range(1, variables + 1), width)])
    return variables, clauses


def holds(clauses: Clauses, true: frozenset[int] | set[int]) -> bool:
    return all(any((abs(x) in true) is (x > 0) for x in clause) for clause in clauses)


def satisfiable(variables: int, clauses: Clauses) -> bool:
    sets = (
        {v for v, bit in zip(range(1, variables + 1), bits, strict=True) if bit}
        for bits in itertools.product((False, True), repeat=variables)
    )
    return any(holds(clauses, true) for true in sets)


def test_z3_is_there() -> None:
    assert available()[0] == "z3"


@pytest.mark.parametrize("solver", ["z3", "cadical"])
def test_answers_are_those_of_truth_tables(solver: str) -> None:
    if solver not in available():
        pytest.skip(f"{solver} is not installed")
    kinds = set()
    for seed in range(30):
        variables, clauses = random_clauses(seed)
        answer = solve(variables, clauses, solver)
        kinds.add(type(answer))
        assert isinstance(answer, Model) is satisfiable(variables, clauses)
        if isinstance(answer, Model):
            assert holds(clauses, answer.true)
        else:
            assert refuted(clauses, rup.proof(variables, clauses, answer.learned))
    assert kinds == {Model, Refuted}


@pytest.mark.parametrize("solver", ["z3", "cadical"])
def test_pigeons(solver: str) -> None:
    if solver not in available():
        pytest.skip(f"{solver} is not installed")
    variables, clauses = pigeons(6)
    answer = solve(variables, clauses, solver)
    assert isinstance(answer, Refuted)
    steps = rup.proof(variables, clauses, answer.learned)
    assert refuted(clauses, steps)
    assert not refuted(clauses, steps[:-1])
    # It is a proof about these clauses and no others, and each step is needed.
    for k in range(0, len(clauses), 7):
        weaker = [*clauses[:k], [*clauses[k], variables + 1], *clauses[k + 1 :]]
        with pytest.raises(Rejected):
            refuted(weaker, steps)
    with pytest.raises(Rejected):
        refuted(clauses, [steps[0], *steps[2:]])


def test_compiled_and_plain_give_the_same_steps() -> None:
    variables, clauses = pigeons(5)
    answer = solve(variables, clauses)
    assert isinstance(answer, Refuted)
    everything = [*clauses, *answer.learned]
    ends = np.cumsum([0, *map(len, everything)], dtype=np.int64)
    flat = np.fromiter((x for clause in everything for x in clause), np.int32, int(ends[-1]))
    code = np.where(flat > 0, 2 * flat, -2 * flat + 1).astype(np.int32)
    fast = compiled_function(sys.modules["catproof.search.rup"], ("grown", "derive"))
    (status, plain), (other, quick) = (run(variables, len(clauses), code.copy(), ends) for run in (rup.derive, fast))
    assert status == other == 0
    assert [part.tolist() for part in plain] == [part.tolist() for part in quick]


def test_what_does_not_follow_is_refused() -> None:
    with pytest.raises(rup.NotImplied):
        rup.proof(2, [[1, 2], [-1, 2]], [[1], []])
    with pytest.raises(rup.NotImplied):
        rup.proof(2, [[1, 2]], [])
    assert refuted([[1], [-1]], rup.proof(1, [[1], [-1]], []))
    assert refuted([[1, 2], []], rup.proof(2, [[1, 2], []], []))


def test_a_solver_that_is_not_there() -> None:
    with pytest.raises(SolverFailed, match="not installed"):
        solve(1, [[1]], "minisat")
