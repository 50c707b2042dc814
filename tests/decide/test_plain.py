"""What enters a certificate is plain data, whatever computed it."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from catproof import check, kernel
from catproof.core.constructions import chain
from catproof.core.functor import Functor
from catproof.core.task import Task
from catproof.decide.plain import is_plain, plain
from catproof.decide.tables import Tables


def test_numbers_and_arrays_of_numpy_become_pythons() -> None:
    value = {"a": [np.int64(3), (1, np.bool_(True))], "b": np.arange(3), "c": {"d": [[np.int32(1)]]}, "e": None}
    assert not is_plain(value)
    made: Any = plain(value)
    assert json.dumps(made) == '{"a": [3, [1, true]], "b": [0, 1, 2], "c": {"d": [[1]]}, "e": null}'
    assert is_plain(made) and list(made) == list(value)


def test_what_is_plain_stays_what_it_is() -> None:
    value = {"a": [1, 2.0, "x", None, True, (1, 2)], "b": True}
    assert plain(value) is value


def test_no_depth_is_too_deep() -> None:
    deep: Any = [np.int64(1)]
    for _ in range(50_000):
        deep = [deep]
    made = plain(deep)
    while isinstance(made, list):
        (made,) = made
    assert type(made) is int
    for _ in range(50_000):  # taken apart level by level, as Python's own destruction would recurse
        (deep,) = deep


def test_tables_are_plain() -> None:
    source = chain(2)
    functor = Functor(source, source, [np.int64(0), np.int64(1)], [source.generator(0)])  # type: ignore[list-item]
    task = Task(source, [["x", "y"], ["z"]], [[np.int64(1)]])  # type: ignore[list-item]
    tables = Tables()
    tables.functor(functor)
    tables.task(task)
    assert is_plain([tables.categories, tables.functors, tables.tasks])


MANY = ", ".join(map(str, range(1100)))
"""So many elements that algorithms go over to arrays."""

THEORIES = {
    "tuning along an object": f"""
functor F : terminal() -> chain(2) {{ * |-> 1 }}
task T on terminal() {{ * = {{{MANY}}} }}
claim via(F) solves T by tuning
""",
    "extensions along a map of chains": f"""
functor F : chain(2) -> chain(3) {{ 0 |-> 0 ; 1 |-> 2 }}
task T on chain(2) {{ 0 = {{a}} ; 1 = {{{MANY}}} }}
claim size(lan(F, T)) >= 1101
ask lan(F, T) is representable
ask rank(lan(F, T)) = 1100
ask lan(F, T) ~= lan(F, T)
ask lan(F, T) is familial
ask via(F) solves T by tuning
ask via(F) solves T by prompt
""",
}


@pytest.mark.parametrize("name", THEORIES)
def test_certificates_of_what_is_computed_on_arrays_are_plain(name: str) -> None:
    report = check(THEORIES[name])
    assert not report.errors
    for verdict in report.verdicts:
        assert verdict.value in ("true", "false") and verdict.certificate is not None, verdict.reason
        assert is_plain(verdict.certificate) and json.dumps(verdict.witness)
        assert kernel.check(json.loads(json.dumps(verdict.certificate))) is (verdict.value == "true")
