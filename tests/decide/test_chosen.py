"""`count(x in DOMAIN such that P)` and `exists unique` over whatever a quantifier ranges over, with any condition."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import catproof
from catproof import kernel

THEORY = "category C { object a, b ; arrow f : a -> b }\n"
NUMBERS = """
count(P in posets(points <= 3) such that P is connected) = 5
count(D in categories(arrows <= 3) such that D is thin) = 5
count(T in tasks(C, size <= 3) such that T is representable) = 2
count(M in monoids(order = 3) such that M is a groupoid) = 1
exists unique M in monoids(order = 3) : M is a groupoid
not exists unique P in posets(points = 3) : P is connected
exists unique P in posets(points = 3) such that P is connected : P has products
count(F in functors(C, C) such that F is left adjoint to F) = 1
count(T in tasks(C, size <= 3) such that rank(T) = 1) < count(T in tasks(C, size <= 3) such that T is connected)
count(n in transformations(yoneda(C, a), yoneda(C, b)) such that n is mono) = rank(yoneda(C, a))
forall D in categories(arrows <= 2) : count(T in tasks(D, size <= 2) such that T is representable) <= count(objects(D))
count(M in monoids(order = 3) such that exists unique T in tasks(M, size = 2) : T is connected) = 3
""".strip().splitlines()


def verdict(claim: str, **options: Any) -> Any:
    return next(iter(catproof.check_text(f"{THEORY}ask {claim}\n", **options).verdicts))


@pytest.mark.parametrize("claim", NUMBERS)
@pytest.mark.parametrize("engine", ["direct", "both"])
def test_numbers(claim: str, engine: str) -> None:
    found = verdict(claim, engine=engine)
    assert found.value == "true" and found.certificate is not None
    assert kernel.check(json.loads(json.dumps(found.certificate))) is True


def test_what_is_counted_is_listed() -> None:
    found = verdict("count(P in posets(points = 3) such that P is connected) = 3")
    assert found.reason.startswith("of the 5 posets 3 are counted")
    assert found.argument[1] == "The posets that are counted:" and len(found.argument) == 6


CHANGES = [
    lambda proof: proof["values"].pop(),
    lambda proof: proof["values"].append(proof["values"][0]),
    lambda proof: proof.pop("parts"),
    lambda proof: proof["bodies"].pop(),
    lambda proof: proof["bodies"].reverse(),
    lambda proof: proof.update(extra=1),
]


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_changed_evidence_is_refused(number: int) -> None:
    claim = "count(T in tasks(C, size <= 3) such that rank(T) = 1 and yoneda(C) solves T by tuning) = 2"
    made = json.loads(json.dumps(verdict(claim).certificate))
    assert kernel.check(made) is True
    changed = copy.deepcopy(made)
    CHANGES[number](changed["evidence"]["left"])
    with pytest.raises(kernel.Rejected):
        kernel.check(changed)


def test_the_export_does_not_count_labelled_tables(tmp_path: Path) -> None:
    from catproof.faces.cli import main

    file = tmp_path / "t.cat"
    file.write_text(f"{THEORY}claim {NUMBERS[0]}\n", encoding="utf-8")
    assert main(["export", str(file), "-o", str(tmp_path)]) == 3
    assert not list(tmp_path.glob("*.v"))
