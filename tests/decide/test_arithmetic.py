"""Sums, differences and products of numbers that are counted or measured."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from patience import PATIENCE, effort

from catproof import check_text, kernel
from catproof.decide.numbers import COMPARE

THEORY = """\
category P { object a ; arrow f : a -> a ; equation f . f = f }
task S on P { a = {x, y, z} ; f { x |-> x ; y |-> x ; z |-> z } }
task T on P { a = {u} ; f { u |-> u } }
task A on chain(1) { 0 = {x0, x1, x2, x3, x4, x5, x6, x7, x8, x9} }
task B on chain(1) { 0 = {0, 1, 2, 3} }
"""
NUMBERS = {
    "size(S)": 3, "rank(S)": 2, "rank(S, missing <= 50%)": 1, "count(arrows(P))": 2, "count(transformations(S, T))": 1,
    "rank(T) * size(S) - 1/2 * rank(S)": 2, "count(x in elements(S) such that x = x|f in S)": 2,
}  # fmt: skip


@pytest.mark.parametrize("engine", ["direct", "both"])
def test_arithmetic_is_that_of_the_numbers(engine: str) -> None:
    claims = [
        (f"ask {left} {sign} {right} {compare} {middle}", COMPARE[compare](value, NUMBERS[middle]))
        for left in NUMBERS
        for right in NUMBERS
        for sign, value in (
            ("+", NUMBERS[left] + NUMBERS[right]), ("*", NUMBERS[left] * NUMBERS[right]),
            ("-", NUMBERS[left] - NUMBERS[right]),
        )
        for middle, compare in (("size(S)", "="), ("rank(S)", "<="), ("rank(S)", "!="))
        if "-" not in right and not (sign == "*" and " - " in left)  # which would bind otherwise
    ]
    report = check_text(THEORY + "\n".join(text for text, _ in claims), engine=engine, timeout=PATIENCE)
    assert not report.errors
    assert [v.value for v in report.verdicts] == [str(value).lower() for _, value in claims]


def test_what_is_compared_with_a_product_is_not_listed() -> None:
    with effort(60):
        report = check_text(THEORY + "claim count(transformations(A, B)) - 576 = 1024 * 1023 + 448", timeout=PATIENCE)
    (found,) = report.verdicts
    assert found.value == "true", found.reason
    assert found.reason.startswith("there are 1048576 transformations; together 1048000")


def test_the_rank_of_a_sum_is_the_sum_of_the_ranks() -> None:
    claim = "claim forall X, Y in tasks(P, size <= 3) : rank(sum(X, Y)) = rank(X) + rank(Y)"
    (found,) = check_text(THEORY + claim, timeout=PATIENCE).verdicts
    assert found.value == "true", found.reason


def test_rank_beside_what_only_its_definition_gives_is_refused_where_it_stands() -> None:
    report = check_text(THEORY + "claim rank(S) + euler(P) = 2")
    assert [(e.code, e.span.line, e.span.column) for e in report.errors] == [("E315", 6, 7)]


def changes(evidence: Any) -> list[Any]:
    """Evidence for a comparison with one thing changed in that of its arithmetic."""
    found = []
    for side in ("left", "right"):
        if "sides" not in (evidence.get(side) or {}):
            continue
        for k, one in enumerate(evidence[side]["sides"]):
            for key in one or {}:
                changed = copy.deepcopy(evidence)
                changed[side]["sides"][k][key] = changed[side]["sides"][k][key][1:]
                found.append(changed)
            changed = copy.deepcopy(evidence)
            changed[side]["sides"] = changed[side]["sides"][:k]
            found.append(changed)
        found.append({**evidence, side: {"sides": evidence[side]["sides"], "more": 1}})
    return found


def test_the_kernel_wants_evidence_for_each_number() -> None:
    many = "task M on chain(1) { 0 = {" + ", ".join(map(str, range(400))) + "} }\n"
    (found,) = check_text(THEORY + many + "claim rank(M) + 1 = 2 * rank(M) - 399", timeout=PATIENCE).verdicts
    certificate = {key: part for key, part in found.certificate.items() if key != "digest"}
    assert kernel.examine(certificate).verdict is True
    several = changes(certificate["evidence"])
    assert len(several) > 5
    for evidence in several:
        with pytest.raises(kernel.Rejected):
            kernel.examine({**certificate, "evidence": evidence})
