"""Rules about an unknown map of numbers, "where all of these values are taken, one of those is", refuted by a solver.

What is sought (an isomorphism, a functor) makes all rules of its kind hold; a clausal proof that nothing does shows
that there is none. The Coq library makes the same rules from the tables (`Lrat.v`, `Refuted.v`), in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable

from catproof.core.deadline import load
from catproof.search.solver import Refuted, SolverFailed, solve

Value = tuple[int, int]
"""What has a value, and the value."""

Rule = tuple[list[Value], list[Value]]
"""Where the first all hold, one of the others does."""

Step = tuple[list[tuple[Value, bool]], list[int]]
"""A clause, of values that are taken or not, and its hints: the numbers of rules and steps before it."""

MOST_RULES = 400_000
"""More rules would take Coq, and a solver, minutes."""


def refutation(rules: Iterable[Rule]) -> list[Step] | None:
    """A proof that no map makes all rules hold; None where there is one. Raises `SolverFailed`."""
    load("catproof.search.rup")
    from catproof.search import rup

    variables: dict[Value, int] = {}
    values: list[Value] = []
    clauses: list[list[int]] = []

    def variable(value: Value) -> int:
        number = variables.get(value)
        if number is None:
            values.append(value)
            number = variables[value] = len(values)
        return number

    for taken, then in rules:
        if len(clauses) >= MOST_RULES:
            raise SolverFailed(f"there would be over {MOST_RULES} clauses")
        clauses.append([-variable(value) for value in taken] + [variable(value) for value in then])
    answer = solve(len(values), clauses)
    if not isinstance(answer, Refuted):
        return None
    try:
        steps = rup.proof(len(values), clauses, answer.learned)
    except rup.NotImplied as error:
        raise SolverFailed(str(error)) from None
    return [([(values[abs(n) - 1], n > 0) for n in clause], hints) for clause, hints in steps]
