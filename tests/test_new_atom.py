"""What the README lists for a new atom, followed: one `define` in a theory file, no line of Python, and all know it.

*Separated* is our own notion: elements at a that agree along every arrow into a that is not split epi are equal.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from catproof.faces.api import check_text
from catproof.faces.editor.completion import completions
from catproof.faces.editor.names import Names
from catproof.syntax.formatter import format_theory
from catproof.syntax.parser import parse

DEFINITION = """define separated(task T on C) "elements that agree along all that is not split epi are equal" :=
  forall a in objects(C) : forall x, y in elements(T, a) :
  (forall b in objects(C) : forall f in arrows(C, b, a) : f is split epi in C or x|f = y|f in T) implies x = y in T
"""
GIVEN = """category Graphs { object V, E ; arrow s, t : V -> E }
task loop on Graphs { V = {a} ; E = {x} ; s { x |-> a } ; t { x |-> a } }
task double on Graphs { V = {a, b} ; E = {x, y} ; s { x |-> a ; y |-> a } ; t { x |-> b ; y |-> b } }
"""
STATEMENTS = """claim one : loop is separated
refute two : double is separated
find T in tasks(Graphs, size <= 4) such that not T is separated
claim all : forall T in tasks(Graphs, size <= 3) :
  T is separated iff count(elements(T, V)) <= 1 and count(elements(T, E)) <= 1
"""
THEORY = GIVEN + DEFINITION + STATEMENTS


@pytest.fixture
def theory(tmp_path: Path) -> Path:
    path = tmp_path / "separated.cat"
    path.write_text(THEORY, encoding="utf-8")
    return path


def command(*arguments: object) -> str:
    """What the command line prints, where it ends with 0."""
    line = [sys.executable, "-m", "catproof", *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("engine", ["direct", "z3", "both"])
def test_check_decides_it(engine: str) -> None:
    report = check_text(THEORY, engine=engine)
    assert report.ok, [(v.statement.text, v.reason) for v in report.verdicts if not v.ok]
    found = next(v for v in report.verdicts if v.statement.kind == "find")
    assert "not separated(T)" in found.witness["theory"] and "define separated" in found.witness["theory"]
    assert check_text(found.witness["theory"]).ok
    assert any(engine in v.engine for v in report.verdicts)


def test_it_means_what_its_definition_says() -> None:
    """Against brute force by hand on every task with at most five elements."""
    tasks = list(naive_tasks(5))
    assert len(tasks) > 40
    text = GIVEN + DEFINITION
    for number, (task, separated) in enumerate(tasks):
        text += task.replace("task T", f"task T{number}")
        text += f"{'claim' if separated else 'refute'} T{number} is separated\n"
    assert {separated for _, separated in tasks} == {True, False}
    report = check_text(text)
    assert report.ok, [(v.statement.text, v.reason) for v in report.verdicts if not v.ok]


def naive_tasks(most: int) -> list[tuple[str, bool]]:
    """Graphs written out, each with whether it has two edges, or two points, that it does not tell apart. Nothing but
    the identity leads into V, which is split epi: two points of V are told apart by nothing."""
    from itertools import product

    found = []
    for points in range(most):
        for edges in range(most + 1 - points):
            for ends in product(product(range(points), repeat=2), repeat=edges):
                if list(ends) != sorted(ends):
                    continue
                lines = [f"V = {{{', '.join(map(str, range(points)))}}} ; E = {{{', '.join(map(str, range(edges)))}}}"]
                for k, arrow in enumerate("st"):
                    moves = " ; ".join(f"{e} |-> {end[k]}" for e, end in enumerate(ends))
                    lines += [f"{arrow} {{ {moves} }}"] if edges else []
                found.append((f"task T on Graphs {{ {' ; '.join(lines)} }}\n", points < 2 and len(set(ends)) == edges))
    return found


def test_explain_and_report_tell_it(theory: Path, tmp_path: Path) -> None:
    told = command("explain", theory, "two")
    assert "separated(double): false." in told and "a at V" in told and "b at V" in told
    command("report", theory, "-o", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "double is separated" in page and "internal error" not in page


def test_fmt_keeps_it(theory: Path) -> None:
    command("fmt", theory)
    written = theory.read_text(encoding="utf-8")
    assert "define separated(task T on C)" in written and format_theory(parse(written, "t"), written) == written
    assert "define separated(task T on C)" in command("show", theory, "--definition", "separated")


def test_the_editor_offers_and_shows_it() -> None:
    names = Names(parse(THEORY, "t.cat").theory, "t.cat", lambda path: None)
    line = THEORY[: THEORY.index("claim one")].count("\n") + 1
    place = "claim one : walk is "
    offered = completions(THEORY, line, len(place) + 1, names)
    assert ("separated", "property") in [tuple(each) for each in offered]
    said = names.at(line, len(place) + 2)
    assert said is not None and said.symbol is not None and said.symbol.kind == "definition"
    assert names.definition(said.symbol) is not None


def test_certificates_are_verified(theory: Path, tmp_path: Path) -> None:
    command("check", theory, "--certificates", tmp_path / "c")
    told = command("verify", *sorted((tmp_path / "c").iterdir()))
    assert "separated(Graphs, double)" in told and "define separated" in told


@pytest.mark.skipif(shutil.which("coqc") is None, reason="coqc is not installed")
def test_coq_accepts_it(theory: Path) -> None:
    told = command("export", theory, "--name", "[ot]*", "--check")
    assert told.count("checked by Coq") == 2


def test_solvers_answer_alike(theory: Path) -> None:
    told = command("export", theory, "--name", "[ot]*", "--to", "smtlib", "--check")
    assert told.count("checked by") == 2
