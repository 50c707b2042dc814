"""The general theorems: who proves them, and that without a hypothesis nobody does."""

from __future__ import annotations

import json

import pytest

from catproof.bridge.coqc import CLOSED, Coq, CoqError
from catproof.bridge.general import THEOREMS, Theorem, smtlib, tptp
from catproof.bridge.prove import Attempt, Proved, Prover, assumptions, named, prove_all, provers
from catproof.bridge.solvers import installed, solve
from catproof.faces import arguments as statuses
from catproof.faces import cli

FIRST_ORDER = [theorem for theorem in THEOREMS if theorem.conclusion]

OUT_OF_REACH = {"representing_object_unique", "isomorphisms_reflected", "theorem_1"}
"""E 2.6 finds no proof of these within 20 s."""


def there(solver: str) -> None:
    if not installed(solver):
        pytest.skip(f"{solver} is not there")


ASKED = [
    (theorem, solver)
    for theorem in FIRST_ORDER
    for solver in ("z3", "cvc5", "E")
    if solver != "E" or theorem.name not in OUT_OF_REACH
]


@pytest.mark.parametrize(("theorem", "solver"), ASKED, ids=[f"{theorem.name} {solver}" for theorem, solver in ASKED])
def test_first_order(theorem: Theorem, solver: str) -> None:
    there(solver)
    text = tptp(theorem) if solver == "E" else smtlib(theorem)
    assert solve(solver, text, 60.0).answer == "unsat"


NEEDED = [
    ("yoneda_lemma", "map_natural"),
    ("yoneda_criterion", "map_onto"),
    ("yoneda_criterion", "map_one_to_one"),
    ("yoneda_criterion_converse", "universal_u"),
    ("representing_object_unique", "universal_v"),
    ("homs_transported", "full"),
    ("homs_transported", "faithful"),
    ("theorem_1", "answer_onto"),
    ("theorem_1", "full"),
]


@pytest.mark.parametrize(("name", "without"), NEEDED)
def test_each_hypothesis_is_needed(name: str, without: str) -> None:
    [theorem] = named(name)
    whole = smtlib(theorem)
    assert f"; {without}\n" in whole
    for solver, text in (("z3", smtlib(theorem, without)), ("E", tptp(theorem, without))):
        if installed(solver):
            assert solve(solver, text, 2.0).answer != "unsat", solver


def test_coq() -> None:
    try:
        coq = Coq.find()
    except CoqError as error:
        pytest.skip(f"nothing is checked by Coq: {error}")
    names = [name for theorem in THEOREMS for name in theorem.coq]
    assert {answer for answer, _ in assumptions(coq, names, 120.0).values()} == {CLOSED}
    with pytest.raises(CoqError, match="cannot audit"):
        assumptions(coq, ["no_such_theorem"], 120.0)


def test_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    status = cli.main(["prove", "homs_*", "--json"])
    report = json.loads(capsys.readouterr().out)
    assert status == statuses.OK and report["ok"] and [t["name"] for t in report["theorems"]] == ["homs_transported"]
    assert {p["name"]: p["status"] for p in report["theorems"][0]["provers"]}["z3"] == "proved"
    assert cli.main(["prove", "yoneda_criterion"]) == statuses.OK
    said = capsys.readouterr().out
    assert "proved by z3" in said and said.rstrip().splitlines()[-1].startswith("1 theorem: 1 proved (by ")
    assert cli.main(["prove", "no_such"]) == statuses.WRONG_INPUT
    assert "there are: yoneda_lemma, " in capsys.readouterr().err


def test_nothing_is_proved_without_a_prover(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none(solver: str) -> bool:
        return False

    monkeypatch.setattr("catproof.bridge.prove.installed", none)
    monkeypatch.setenv("COQC", "/nowhere/coqc")
    found, coq, missing = provers()
    assert (found, coq) == ([], None) and "/nowhere/coqc" in missing
    assert cli.main(["prove"]) == statuses.WRONG_INPUT
    assert "proved" not in capsys.readouterr().out
    [theorem] = named("homs_transported")
    attempt = Attempt(Prover("z3", "0"), "not proved", 0.0, "it answers unknown")
    assert not Proved(theorem, [attempt]).holds
    assert list(prove_all([theorem], [], None, 1.0)) == [Proved(theorem, [])]


def test_files_for_provers(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path)
    assert cli.main(["export", "--general", "--to", "smtlib", "-o", out, "--name", "homs*", "--check"]) == statuses.OK
    assert "proved by z3" in capsys.readouterr().out
    assert cli.main(["export", "--to", "tptp", "--name", "yoneda_lemma"]) == statuses.OK
    assert "conjecture" in capsys.readouterr().out
    assert cli.main(["export", "--to", "tptp", "x.cat"]) == statuses.WRONG_INPUT
    assert cli.main(["export", "--general"]) == statuses.WRONG_INPUT
    assert "a library" in capsys.readouterr().err
