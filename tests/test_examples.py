"""The examples and the shipped theories through the real command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from large import usual_or_large
from patience import PATIENCE
from theory_files import BAD, EXAMPLES, GOOD

from catproof.resources import folder

ENGINES = usual_or_large(("direct", "both"), ("direct", "z3", "both"))

EXAMPLE_NAMES = ("algebra", "bounded", "generalization", "pretexts", "prompting", "tuning")
"""Examples whose statements are all ok, under every engine."""


class Outcome(NamedTuple):
    """What a run did."""

    status: int
    out: str
    err: str


def catproof(*arguments: object, cwd: Path | None = None) -> Outcome:
    done = subprocess.run(
        [sys.executable, "-m", "catproof", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", cwd=cwd, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return Outcome(done.returncode, done.stdout, done.stderr)


def report(path: Path, *options: str) -> tuple[int, dict[str, Any]]:
    done = catproof("check", path.name, "--json", "--timeout", PATIENCE, *options, cwd=path.parent)
    assert done.err == ""
    (file,) = json.loads(done.out)["files"]
    return done.status, file


def verdicts(file: dict[str, Any]) -> list[tuple[int, str, bool]]:
    return [(s["line"], s["verdict"], s["ok"]) for s in file["statements"]]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_every_statement_of_the_examples_is_ok(name: str, engine: str) -> None:
    status, file = report(EXAMPLES / f"{name}.cat", "--engine", engine)
    assert [s for s in file["statements"] if not s["ok"]] == file["errors"] == []
    assert status == 0 and file["statements"]


def test_no_example_is_left_out() -> None:
    assert [p.stem for p in GOOD] == sorted(EXAMPLE_NAMES)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", sorted(p.name for p in folder("theories").glob("*.cat")))
def test_every_statement_of_the_theories_is_ok(name: str, engine: str) -> None:
    # Theories of bounded search take minutes where z3 decides each of thousands of instances: a part of them there.
    part = () if engine == "direct" or name != "sharpness.cat" else ("--name", "*_generalizes")
    status, file = report(folder("theories") / name, "--engine", engine, *part)
    assert [s for s in file["statements"] if not s["ok"]] == file["errors"] == []
    assert status == 0


def test_the_theories_are_in_canonical_form() -> None:
    done = catproof("fmt", "--check", *sorted(folder("theories").glob("*.cat")))
    assert done == Outcome(0, "", "")


# ---- bad/: what the first comment of each file says ----------------------------------------------------


def test_import_cycles_are_named() -> None:
    for name, other in (("cycle_a.cat", "cycle_b.cat"), ("cycle_b.cat", "cycle_a.cat")):
        status, file = report(EXAMPLES / "bad" / name)
        (error,) = file["errors"]
        assert status == 2 and error["line"] == 2 and f"{name} -> {other} -> {name}" in error["message"]


def test_an_infinite_monoid_is_unknown() -> None:
    status, file = report(EXAMPLES / "bad" / "infinite.cat")
    assert status == 3 and file["errors"] == []
    assert [s["verdict"] for s in file["statements"]] in (["unknown", "unknown"], ["unknown", "false"])
    assert "--limit" in file["statements"][0]["reason"]


def test_what_is_not_a_task() -> None:
    status, file = report(EXAMPLES / "bad" / "not_a_task.cat")
    (error,) = file["errors"]
    assert status == 2 and error["line"] in (4, 6)
    for part in ("r^2 = id", "element 0", "0 |-> 1 |-> 2"):
        assert part in error["message"]
    assert verdicts(file) == [(8, "skipped", False), (9, "true", True)]


def test_what_is_not_associative() -> None:
    status, file = report(EXAMPLES / "bad" / "not_associative.cat")
    (error,) = file["errors"]
    assert status == 2 and error["line"] == 3
    for part in ("(x . y) . x", "x . (y . x)", "= y", "= x"):
        assert part in error["message"]


def test_a_syntax_error() -> None:
    status, file = report(EXAMPLES / "bad" / "syntax.cat")
    (error,) = file["errors"]
    assert status == 2 and error["line"] == 3 and error["message"].startswith("a name is expected before `:`")


def test_three_errors_in_one_run() -> None:
    status, file = report(EXAMPLES / "bad" / "three_errors.cat")
    assert status == 2 and [error["line"] for error in file["errors"]] == [3, 5, 6]


def test_every_bad_example_has_a_test() -> None:
    names = {"cycle_a", "cycle_b", "infinite", "not_a_task", "not_associative", "syntax", "three_errors"}
    assert {p.stem for p in BAD} == names
