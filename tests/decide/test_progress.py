"""The bound that a quantifier reached is told when a limit ends it: in words and for programs."""

from __future__ import annotations

import re

import pytest

import catproof
from catproof.core.constructions import discrete
from catproof.decide.category_domain import Bounds, Categories
from catproof.decide.member_domain import Objects
from catproof.decide.progress import Progress


def unknown(text: str, **options: float) -> tuple[str, dict[str, object], int]:
    """Reason, bound and instances of the one statement, which is unknown."""
    (verdict,) = catproof.check(text + "\n", **options).verdicts  # type: ignore[arg-type]
    assert verdict.value == "unknown" and not verdict.ok and verdict.certificate is None
    return verdict.reason, verdict.witness["reached"], verdict.instances


COUNTS = [1, 1, 3, 11, 55, 329, 2858]
"""Categories by arrows (OEIS A125696)."""


def test_a_time_limit_in_a_sweep() -> None:
    reason, reached, instances = unknown(
        "claim forall C in categories(arrows <= 7) : forall T in tasks(C, size <= 3) : rank(T) <= 3", timeout=4
    )
    told = re.fullmatch(
        r"it holds for all (\d+) categories with at most (\d) arrows; stopped in (\d) arrows"
        r"(?:, after (\d+) of them,)? by the time limit of 4 s \(raise it with --timeout\)",
        reason,
    )
    assert told, reason
    number, most, at, more = (int(group or 0) for group in told.groups())
    assert at == most + 1 and number == sum(COUNTS[: most + 1]) and more < COUNTS[at]
    assert reached == {"domain": "categories", "decided": number + more, "arrows": most}
    assert instances > number


def test_a_time_limit_in_the_first_size() -> None:
    reason, reached, _ = unknown("claim forall M in monoids(order = 7) : count(objects(M)) = 1", timeout=3)
    pattern = r"it holds for the first \d+ monoids with 7 elements; stopped by the time limit of 3 s \(raise it .*\)"
    assert re.fullmatch(pattern, reason)
    assert reached["elements"] is None and reached["domain"] == "monoids"


def test_a_limit_that_some_instances_meet() -> None:
    reason, reached, instances = unknown(
        "claim forall C in categories(arrows <= 3) : count(arrows(product(C, C))) < 100", limit=7
    )
    assert reason == (
        "it holds for 5 of 16 categories, all with at most 2 arrows; for the others: "
        "product(C, C) has more than the limit of 7 arrows (raise it with --limit)"
    )
    assert reached == {"domain": "categories", "decided": 5, "arrows": 2} and instances == 16


def test_a_limit_that_ends_the_enumeration() -> None:
    text = "find C in categories(arrows <= 9, objects <= 5) such that count(objects(C)) = 12"
    reason, reached, instances = unknown(text, limit=5)
    assert reason == (
        "it fails for all 400 categories with at most 5 arrows and at most 5 objects; stopped in 6 arrows, "
        "after 1 of them: the enumeration of the arrows went past the limit of 5 arrows (raise it with --limit)"
    )
    assert reached == {"domain": "categories", "decided": 401, "arrows": 5} and instances == 401


def test_a_counterexample_outweighs_a_limit() -> None:
    text = "refute forall C in categories(arrows <= 3) : count(arrows(product(C, C))) < 4\n"
    (verdict,) = catproof.check(text, limit=4).verdicts
    assert verdict.value == "false" and "reached" not in verdict.witness


@pytest.mark.parametrize(
    "domain", [Categories("posets", Bounds(0, 3), None, 1000), Categories("monoids", Bounds(2, 3), None, 9)]
)
def test_what_is_told_on_the_way(domain: Categories) -> None:
    progress = Progress()
    sweep = progress.enter(domain, True)
    assert progress.told() == "" and progress.stopped(" by hand") == ""
    for number, _ in enumerate(sweep.values()):
        assert sweep.done == number
        if number:
            assert progress.told().startswith(f"holds for the first {f'{number} ' if number > 1 else ''}")
        smaller = sum(
            1 for n, values in domain.stages() for _ in values if sweep.bound() is not None and n <= sweep.bound()
        )
        assert smaller == (sweep.before if sweep.bound() is not None else 0)
        sweep.done += 1
    assert sweep.bound() == domain.sizes.most and sweep.stopped("") == f"it holds for all {sweep.done} {domain.noun}"


def test_a_domain_without_sizes() -> None:
    progress = Progress()
    sweep = progress.enter(Objects(discrete("xyz")), False)
    values = sweep.values()
    for _ in range(2):
        next(values)
        sweep.done += 1
    progress.instances = 1204
    assert progress.stopped(" by hand") == "it fails for the first 2 objects; stopped by hand"
    assert progress.told() == "fails for the first 2 objects, 1,204 instances"
    assert progress.witness() == {"reached": {"domain": "objects", "decided": 2}}
