"""How deep things may be nested: an error names the limit, and below it nothing runs out of stack."""

from __future__ import annotations

from pathlib import Path

import pytest
from patience import PATIENCE

from catproof import check
from catproof.faces import arguments as statuses
from catproof.faces import cli
from catproof.syntax.formatter import format_theory
from catproof.syntax.parser import parse

P = "poset P { a < b }\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("category C = " + "opposite(" * 101 + "chain(2)" + ")" * 101, "the term is nested more than 100 levels deep"),
        (P + "claim " + " + ".join(["1"] * 102) + " = 102", "the term is nested more than 100 levels deep"),
        ("poset Q { " + "(" * 101 + "a" + ", b)" * 101 + " < c }", "the term is nested more than 100 levels deep"),
        ("find " + ", ".join(f"x{k} in objects(P)" for k in range(201)) + " such that a = b", "more than 200 levels"),
        ("claim " + "not " * 150 + "rank(" + "sum(" * 60 + "T" + ", T)" * 60 + ") = 1", "nested more than 200 levels"),
        ("claim u" + "|f" * 1001 + " = v in T", "more than 1000 factors"),
    ],
)
def test_what_is_nested_too_deep_is_an_error_that_names_the_limit(text: str, message: str) -> None:
    assert any(message in diagnostic.message for diagnostic in parse(text, "t.cat").diagnostics)


LONG = " . ".join(["e"] * 1000)

DEEP = {
    "connectives": P + "claim " + " iff ".join(["b is terminal in P"] * 200),
    "quantifiers": P + "claim " + "".join(f"forall x{k} in objects(terminal()) : " for k in range(199)) + "not 1 = 2",
    "variables": P + "find " + ", ".join(f"x{k} in objects(terminal())" for k in range(200)) + " such that 1 = 1",
    "categories": "category C = "
    + "product(" * 99 + "chain(2)" + ", terminal())" * 99 + "\nclaim count(arrows(C)) = 3",
    "tasks": P + "task T = " + "sum(" * 99 + "yoneda(P, b)" + ", empty(P))" * 99 + "\nclaim rank(T) = 1",
    "both": P + "claim " + "not " * 100 + "rank(" + "sum(" * 50 + "yoneda(P, b)" + ", empty(P))" * 50 + ") = 1",
    "sums": "claim " + " + ".join(["1"] * 100) + " = 100",
    "tuples": "poset Q { " + "(" * 99 + "a" + ", b)" * 99 + " < c }\nclaim c is terminal in Q",
    "powers": "monoid M { generator e ; equation e . e = e }\nclaim " + "(" * 99 + "e" + ")^1" * 99 + " = e in M",
    "factors": "monoid M { generator e ; equation e . e = e }\ntask T on M { * = {u} }\n"
    + f"claim {LONG} = e in M\nclaim u{'|e' * 999} = u in T\n"
    + f"define q(arrow f : a -> b in M) := f = {LONG} in M\nclaim q(e)\n"
    + f"task S = generated(M) {{ u at * ; u{'|e' * 900} = u }}\nclaim rank(S) = 1",
}  # fmt: skip
"""As deep as the limits allow."""


@pytest.mark.parametrize("engine", ["direct", "z3"])
@pytest.mark.parametrize("name", DEEP)
def test_what_is_as_deep_as_the_limits_allow_is_decided_explained_and_written(name: str, engine: str) -> None:
    """With a good part of Python's stack in use already: whoever calls this may have used some."""
    text = DEEP[name] + "\n"

    def below(levels: int) -> None:
        if levels:
            below(levels - 1)
            return
        assert parse(format_theory(parse(text, "t.cat"), text), "t.cat").diagnostics == []
        report = check(text, engine=engine)
        assert report.errors == []
        for verdict in report.verdicts:
            assert verdict.value == "true" and verdict.argument, verdict.reason

    below(40)


@pytest.mark.parametrize("name", DEEP)
def test_what_is_as_deep_as_the_limits_allow_is_exported_and_reported(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.cat"
    path.write_text(DEEP[name] + "\n")
    for arguments in (["export"], ["export", "--to", "smtlib"]):
        assert cli.main([*arguments, str(path), "-o", str(tmp_path / "out")]) in (statuses.OK, statuses.UNKNOWN)
    assert cli.main(["report", str(path), "-o", str(tmp_path / "out.html")]) == statuses.OK
    assert cli.main(["check", str(path), "--certificates", str(tmp_path / "c")]) == statuses.OK
    assert cli.main(["verify", *map(str, (tmp_path / "c").iterdir())]) == statuses.OK
    said = "".join(capsys.readouterr())
    assert "Recursion" not in said and "time limit" not in said


NESTED = "nested more than 100 deep"
TASK = "category P = chain(2)\ntask D0 = terminal(P)"


@pytest.mark.parametrize(
    ("first", "following", "told"),
    [
        ("category D0 = terminal()", "category D{1} = product(D{0}, terminal())", NESTED),
        ("category D0 = chain(2)", "category D{1} = elements(terminal(D{0}))", NESTED),
        (
            "category P = chain(2)\ntask D0 = terminal(P)",
            "task D{1} = sum(D{0}, empty(P))",
            "nested more than 100 deep",
        ),
        (
            "category P = chain(2)\ntask D0 = terminal(P)",
            "task D{1} = product(D{0}, D{0})",
            "more than 100000 characters",
        ),
        (
            "category P = chain(2)\ntask D0 = terminal(P)",
            "task D{1} = lan(identity(P), D{0})",
            "nested more than 100 deep",
        ),
    ],
)
def test_names_that_constructions_of_constructions_make_are_bounded(first: str, following: str, told: str) -> None:
    """Each declaration puts the names of the one before into pairs; products of a task with itself double them."""
    for count, value in ((12, "true"), (400, "unknown")):
        lines = [first, *(following.format(k, k + 1) for k in range(count))]
        size = (
            f"count(objects(D{count})) >= 1" if first.endswith(("terminal()", "chain(2)")) else f"size(D{count}) >= 1"
        )
        report = check("\n".join([*lines, f"claim {size}\n"]))
        (verdict,) = report.verdicts
        assert verdict.value == value and (value == "true" or told in verdict.reason), verdict.reason


@pytest.mark.parametrize("step", ["opposite(D{0})", "full(D{0}, {{0}})"])
def test_long_chains_of_declarations_need_no_recursion(step: str) -> None:
    lines = ["category D0 = chain(2)", *(f"category D{k + 1} = " + step.format(k) for k in range(1200))]
    (verdict,) = check("\n".join([*lines, "claim count(arrows(D1200)) <= 3\n"]), timeout=PATIENCE).verdicts
    assert verdict.value == "true"
