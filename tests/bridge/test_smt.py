"""Statements as SMT-LIB scripts: z3 and cvc5 give the answer that the verdict asks for, and another to other tables."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from patience import PATIENCE
from theory_files import GOOD

from catproof.bridge import solvers
from catproof.bridge.export import TARGETS, Exported, export
from catproof.faces import arguments as statuses
from catproof.faces import cli
from catproof.options import Options
from catproof.resources import folder
from catproof.running.loading import load_all

THEORIES = sorted(folder("theories").glob("*.cat"))
FORMLESS = "sharpness", "bounded"
"""Files that range over structures throughout, and take long."""
LONG = {("lattices", "line 9")}
"""Statements that take half a minute to be written: the cube is distributive. The file says it of smaller orders."""


def scripts(path: Path, name: str = "*") -> list[Exported]:
    options = Options(name=name, timeout=PATIENCE)
    [theory] = load_all([path], options)
    return [export(theory, each, options, TARGETS["smtlib"]) for each in theory.named(name)
            if (path.stem, each.name) not in LONG]  # fmt: skip


def answers(text: str, folder: Path) -> dict[str, str]:
    pytest.importorskip("cvc5", reason="cvc5 is not there: pip install cvc5")
    file = folder / "script.smt2"
    file.write_text(text, encoding="utf-8")
    return {"z3": solvers._z3(str(file)), "cvc5": solvers._cvc5(str(file))}


@pytest.mark.parametrize(
    "path",
    [p for p in GOOD + THEORIES if p.stem not in FORMLESS and p.stem != "wordnet_fragment"],
    ids=lambda p: p.stem,
)
def test_the_answer_is_the_verdict(path: Path, tmp_path: Path) -> None:
    done = scripts(path)
    written = [each for each in done if each.status == "written"]
    assert written, "nothing of this file is exported"
    for each in written:
        assert answers(each.text, tmp_path) == {"z3": each.theorem, "cvc5": each.theorem}, each.statement.text
    for each in done:
        assert each.status == "written" or each.reason


def test_both_answers_occur() -> None:
    found = {(each.verdict, each.theorem) for path in GOOD for each in scripts(path) if each.status == "written"}
    assert found >= {("true", "sat"), ("false", "unsat")}


THEORY = """\
category C {
    object a, b
    arrow f : a -> b
    arrow g : a -> b
}
task T on C {
    a = {1, 2}
    b = {x}
    f { x |-> 1 }
    g { x |-> 2 }
}
functor F : C -> C {
    a |-> a
    b |-> b
    f |-> f
    g |-> f
}
claim one : T is representable
refute one_to_one : F is faithful
claim rank_one : rank(T) = 1
claim summand : T is familial
claim alike : T ~= yoneda(C, b)
refute equal : f = g in C
"""


@pytest.fixture
def theory(tmp_path: Path) -> Path:
    path = tmp_path / "t.cat"
    path.write_text(THEORY, encoding="utf-8")
    return path


def test_other_tables_other_answer(theory: Path, tmp_path: Path) -> None:
    """The script holds the tables, and not what was found: with one entry changed the answer is another one."""
    by_name = {each.statement.name: each for each in scripts(theory)}
    assert {name for name, each in by_name.items() if each.status == "written"} == set(by_name)
    for name in ("one", "rank_one", "summand", "alike"):  # both restrictions of x the same: T is y(b) no longer
        entries = re.findall(r"\(assert \(= \(r\d+ 2\) 1\)\)", by_name[name].text)
        assert entries, by_name[name].text
        changed = by_name[name].text.replace(entries[0], entries[0].replace(") 1)", ") 0)"))
        assert set(answers(changed, tmp_path).values()).isdisjoint({by_name[name].theorem}), name
    faithful = by_name["one_to_one"]
    values = re.findall(r"\(assert \(= \(f\d+ \d\) \d\)\)", faithful.text)
    changed = faithful.text.replace(values[-1], re.sub(r"\d\)\)$", "7))", values[-1]))
    assert answers(faithful.text, tmp_path)["z3"] == faithful.theorem != answers(changed, tmp_path)["z3"]


def test_command_line(theory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", str(theory), "--to", "smtlib", "-o", str(tmp_path / "out"), "--check"]) == statuses.OK
    said = capsys.readouterr().out
    assert said.count("checked by z3") == 6 and "6 checked" in said
    assert len(list((tmp_path / "out").glob("*.smt2"))) == 6
    assert cli.main(["export", str(theory), "--to", "smtlib", "--json", "--name", "one"]) == statuses.OK
    [statement] = json.loads(capsys.readouterr().out)["files"][0]["statements"]
    assert (statement["answer"], statement["theorem"], statement["status"]) == ("sat", None, "written")
    assert cli.main(["export", "--to", "smtlib"]) == statuses.WRONG_INPUT
    assert "name theory files" in capsys.readouterr().err


def test_a_wrong_answer_is_a_rejection(tmp_path: Path) -> None:
    file = tmp_path / "wrong.smt2"
    file.write_text("(set-logic QF_UF)\n(assert false)\n(check-sat)\n", encoding="utf-8")
    found = solvers.Solvers(("z3",)).check(file, "sat", 10.0)
    assert found.accepted is False and "z3 answers unsat, and the verdict asks for sat" in found.reason


@pytest.mark.parametrize("solver", ["z3", "cvc5"])
def test_a_script_that_cannot_be_read_is_a_rejection(solver: str, tmp_path: Path) -> None:
    """It was said to have taken too long."""
    pytest.importorskip(solver)
    file = tmp_path / "wrong.smt2"
    file.write_text("(set-logic QF_LIA)\n(assert (= x 1))\n(check-sat)\n", encoding="utf-8")
    found = solvers.Solvers((solver,)).check(file, "sat", PATIENCE)
    assert found.accepted is False and found.reason.startswith(f"{solver} cannot read it: ") and "x" in found.reason


PRODUCTS = """category C = chain(3)
define sq(number k) := k * k
define plain(number k) := k + 2 * k
enriched M in metric { a <-> b : 2 }
claim forall a in objects(C) : plain(count(arrows(C, a, a))) = 3
claim forall a in objects(C) : sq(count(arrows(C, a, 2))) = 1
claim not count(objects(C)) >= sq(1 + 1)
refute exists a, b in objects(C) : sq(sq(count(arrows(C, a, b)) + 1)) = 4
claim forall x, y in objects(M) : sq(M(x, y)) <= 2 * sq(1 + 1)
claim forall x in objects(M) : M(x, a) <= sq(count(f in arrows(C) such that f is iso)) * 1/2
"""


def test_products_have_the_logic_that_has_them(tmp_path: Path) -> None:
    path = tmp_path / "products.cat"
    path.write_text(PRODUCTS, encoding="utf-8")
    logics = []
    for each in scripts(path):
        assert each.status == "written" and set(answers(each.text, tmp_path).values()) == {each.theorem}, each
        logics.append(re.findall(r"\(set-logic (\w+)\)", each.text)[0])
    assert logics == ["QF_UFLIA", *["QF_UFNIA"] * 3, *["QF_UFNIRA"] * 2]


def test_names_stay_in_comments(tmp_path: Path) -> None:
    path = tmp_path / "t.cat"
    path.write_text('poset P { "a\\n(assert false)" < b }\nclaim yoneda(P, b) is representable\n', encoding="utf-8")
    [each] = scripts(path)
    assert each.status == "written" and "(assert false)" in each.text
    assert set(answers(each.text, tmp_path).values()) == {each.theorem}


def test_pairs_of_what_varies(tmp_path: Path) -> None:
    """Their numbers, for each value of the variables; those of elements are refused by name."""
    path = tmp_path / "pairs.cat"
    path.write_text("""
poset P { a < b }
poset Q { u < v }
category G { object V, E ; arrow s : V -> E }
task T on G { V = {1} ; E = {e} ; s { e |-> 1 } }
category R = product(P, Q)
category K = product(G, P)
claim objects : forall x in objects(P) : forall y in objects(Q) : (x, y) is initial in R iff (x = a in P and y = u in Q)
refute not_all : forall x in objects(P) : (x, v) is terminal in R
claim arrows : forall f in arrows(G) : forall g in arrows(P) : (f, g) = (f, id(target(g))) . (id(source(f)), g) in K
refute not_iso : exists f in arrows(G) : not f is iso in G and (f, id(a)) is iso in K
claim elements : forall a in objects(G) : forall x in elements(T, a) : projection(T)((a, x)) = a in G
""")
    done = {one.statement.name: one for one in scripts(path)}
    assert done.pop("elements").reason == "a pair of what is not named has no SMT-LIB form"
    for name, one in done.items():
        expected = "sat" if one.statement.kind == "claim" else "unsat"
        assert set(answers(one.text, tmp_path).values()) == {expected}, name
    assert len(done) == 4
