"""Tables that several certificates have in common: checked once, and nothing else is believed for it."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

import catproof
from catproof import kernel
from catproof.kernel import seen as tables

THEORY = """
category C { object a, b ; arrow f, g : a -> b }
category D = opposite(C)
category Q = product(C, D)
task T on C { a = {1, 2} ; b = {u} ; f { u |-> 1 } ; g { u |-> 2 } }
claim T is representable
refute a is terminal in C
claim D ~= opposite(C)
claim count(arrows(Q)) = 16
claim T ~= yoneda(C, b)
claim opposite(D) ~= C
"""


@pytest.fixture(scope="module")
def certificates() -> list[dict[str, Any]]:
    """Those of the theory, as from files."""
    report = catproof.check_text(THEORY, cache=False)
    assert report.ok
    return [json.loads(json.dumps(verdict.certificate)) for verdict in report.verdicts]


def shared(certificates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The certificates with one object for equal entries of their tables."""
    known: dict[str, Any] = {}
    made = copy.deepcopy(certificates)
    for certificate in made:
        for key in ("categories", "tasks"):
            certificate[key] = [known.setdefault(json.dumps(entry), entry) for entry in certificate[key]]
    return made


def test_each_table_is_checked_once_and_all_is_found_as_before(
    certificates: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []

    class Noted(tables.Category):
        def __init__(self, entry: Any) -> None:
            made.append(entry)
            super().__init__(entry)

    monkeypatch.setattr(tables, "Category", Noted)
    given, seen = shared(certificates), kernel.Seen()
    found = [kernel.examine(certificate, seen) for certificate in given]
    assert len(made) == len({id(entry) for c in given for entry in c["categories"]})
    assert len(made) < sum(len(c["categories"]) for c in given)
    assert found == [kernel.examine(certificate) for certificate in certificates]
    assert [kernel.examine(certificate, seen) for certificate in reversed(given)] == found[::-1]


def test_an_equal_entry_that_is_another_object_is_checked(certificates: list[dict[str, Any]]) -> None:
    seen, (first, *_) = kernel.Seen(), shared(certificates)
    kernel.examine(first, seen)
    for forge in (
        lambda c: c["categories"][0]["homs"][1]["rows"][0].__setitem__(0, 0),
        lambda c: c["categories"][0].update(objects=["a\n", "b"]),
        lambda c: c["categories"][0].update(unknown=1),
        lambda c: c["tasks"][0]["action"][0].__setitem__(0, 2),
        lambda c: c["tasks"][0]["elements"][0].__setitem__(0, "\x1b"),
    ):
        forged = copy.deepcopy(first)
        forge(forged)
        with pytest.raises(kernel.Rejected):
            kernel.examine(forged, seen)


def test_what_a_certificate_is_rejected_for_is_not_seen(certificates: list[dict[str, Any]]) -> None:
    seen, forged = kernel.Seen(), copy.deepcopy(certificates[0])
    forged["categories"][0]["homs"][1]["at"][1] = 1
    for _ in range(2):
        with pytest.raises(kernel.Rejected):
            kernel.examine(forged, seen)
    assert forged["categories"][0] not in seen


def test_a_certificate_notes_nothing_on_the_tables_of_another(certificates: list[dict[str, Any]]) -> None:
    seen, given = kernel.Seen(), shared(certificates)
    for certificate in given:
        kernel.examine(certificate, seen)
    for certificate in given:
        for entry in certificate["categories"]:
            category, other = seen.category(entry), seen.category(entry)
            assert category is not other and category.homs is other.homs
            assert (category.origin, category.meaning, category.constructed) == (("", ()), None, {})
            for task in certificate["tasks"]:
                if certificate["categories"][task["category"]] is entry:
                    assert seen.task(task, entry, category).category is category
