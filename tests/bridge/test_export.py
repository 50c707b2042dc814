"""`catproof export`: what is written, what Coq says of it, exit statuses, hostile names."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from bridge.batch import accepted
from bridge.coq import checked, coqc, written
from patience import PATIENCE

import catproof
from catproof.core import presheaves
from catproof.core.task import SparseTask

THEORY = """
category G { object V, E ; arrow s, t : V -> E }
task edge on G { V = {1, 2} ; E = {e} ; s { e |-> 1 } ; t { e |-> 2 } }
task loop on G { V = {1} ; E = {e} }
functor Skip : chain(1) -> G { 0 |-> V }
claim  yes : edge is representable by E
claim  solved : yoneda(G) solves edge by prompt E
refute no : loop is representable
refute both : edge is representable and loop is representable
claim  either : loop is representable or not edge is representable by V
refute skips : Skip is faithful implies not Skip is full
claim  same : (loop is representable) iff edge ~= loop
claim  all : forall P in objects(G) : yoneda(G) solves yoneda(G, P) by prompt P
refute none : exists P in objects(G) : loop is representable by P
refute some : forall f in arrows(G, V, E) : f = s
claim  via_skip : via(Skip) solves yoneda(chain(1), 0) by prompt 0
claim  many : forall f in arrows(G) : f . id = f
"""


def command(*arguments: object, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "catproof", "export", *map(str, arguments)],
        capture_output=True, text=True, timeout=PATIENCE, check=False, env={**os.environ, **(env or {})},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def test_every_form_is_checked_by_coq(tmp_path: Path) -> None:
    results = written(THEORY.replace("f . id = f", "f = f"), tmp_path)
    assert accepted(coqc(), [r.text for r in results]) == [""] * 12


def test_statements_are_in_the_general_vocabulary(tmp_path: Path) -> None:
    texts = {r.statement.name: r.text for r in written(THEORY.replace("f . id = f", "f = f"), tmp_path)}
    for name, sentence in {
        "yes": "Represents E edge.",
        "solved": "solves_by (yoneda_model G) E edge.",
        "no": "~ (Representable loop).",
        "both": "~ ((Representable edge) /\\ (Representable loop)).",
        "skips": "~ ((Faithful Skip) -> (~ (Full Skip))).",
        "none": "~ (exists P : G, Represents P loop).",
        "some": "~ (forall f : Hom V E, f == s).",
        "via_skip": "solves_by (via_model Skip) chain_1_object_0",
        "many": "forall f_source : G, forall f_target : G, forall f : Hom f_source f_target, f == f.",
    }.items():
        assert f"  {sentence}" in texts[name], texts[name]


def test_what_has_no_form_is_listed_with_the_reason(tmp_path: Path) -> None:
    (one, two) = written(
        "poset P { a < b }\n"
        "claim a : forall C in categories(arrows <= 1) : constant(C, {1}) ~= terminal(C)\n"
        "claim b : forall p in objects(P) : sum(yoneda(P, p), yoneda(P, p)) is familial\n",
        tmp_path,
    )
    assert one.status == two.status == "not exportable"
    assert "which depends on a variable" in one.reason and "under a quantifier" in two.reason


HOSTILE = r"""
category "*) Axiom" { object "a *) b (* c", "\"", "(*", "Type", "1st", "ä→b", "Hom" ; arrow "forall" : "Type" -> "Hom" }
task "Qed." on "*) Axiom" { "Hom" = {"*)", "\"\"\""} ; "Type" = {x} ; "forall" { "*)" |-> x ; "\"\"\"" |-> x } }
task "Represents" on "*) Axiom" { "(*" = {"(*"} }
claim "*) Theorem (* \" : Qed." : "Represents" is representable by "(*"   # *) "
refute Representable : "Qed." is representable
claim exists_ : exists x in objects("*) Axiom") : "Represents" is representable by x
"""


def test_hostile_names_break_nothing(tmp_path: Path) -> None:
    results = checked(HOSTILE, tmp_path, coqc())
    assert [(r.status, r.reason) for r in results] == [("checked", "")] * 3


TAKEN = """
category count { object Z, nat, N ; arrow once, complete : Z -> nat ; arrow fst : nat -> N }
task members_listed on count {
  Z = {1, same_arrow} ; nat = {is_true} ; once { is_true |-> 1 } ; complete { is_true |-> 1 }
}
define Decides(task every on C) :=
    forall some in objects(C) : count(f in arrows(C, some, some) such that f = f in C) = 1
claim decided : Decides(members_listed) and size(members_listed) = 3 and rank(members_listed) = 2
claim holds : forall complete in objects(count) : exists unique Z in arrows(count, complete, complete) : Z = Z in count
"""


def test_names_of_the_library_are_free(tmp_path: Path) -> None:
    results = checked(TAKEN, tmp_path, coqc())
    assert [(r.status, r.reason) for r in results] == [("checked", "")] * 2


def test_the_command_line(tmp_path: Path) -> None:
    coqc()
    file = tmp_path / "t.cat"
    file.write_text(THEORY, encoding="utf-8")
    folder = tmp_path / "out" / "deep"
    status, out, err = command(file, "--check", "--name", "y*", "-o", folder)
    assert (status, err) == (0, "") and "yes: checked by Coq 8" in out and "1 checked" in out
    assert [p.name for p in folder.iterdir()] == ["t_yes.v"]
    status, out, err = command(file, "--name", "yes")
    assert (status, err) == (0, "") and "Theorem yes :" in out and "verified" not in out
    status, out, err = command(file, "--name", "nothing")
    assert status == 2 and "no statement has a name that matches nothing" in err
    status, out, err = command(file, "--name", "yes", "--json", "--check")
    report = json.loads(out)
    (statement,) = report["files"][0]["statements"]
    assert (status, err, report["ok"]) == (0, "", True) and report["checked by"].startswith("Coq 8")
    assert statement["status"] == "checked" and statement["verdict"] == "true"


def test_exit_statuses(tmp_path: Path) -> None:
    file = tmp_path / "t.cat"
    file.write_text(
        "poset P { a < b }\nclaim forall p in objects(P) : sum(yoneda(P, p), yoneda(P, p)) is familial\n"
        "claim yoneda(P, a) is representable\n"
    )
    status, out, _ = command(file, "-o", tmp_path / "o")
    assert status == 3 and "under a quantifier or in a definition" in out
    file.write_text("poset P { a < b }\nclaim yoneda(P, c) is representable\n")
    status, _, err = command(file, "-o", tmp_path / "o")
    assert status == 2 and "c" in err
    file.write_text("poset P { a < b }\nclaim yoneda(P, a) is representable\n")
    status, _, err = command(file, "--check", env={"PATH": "", "COQC": ""})
    assert status == 2 and "apt-get install" in err
    status, _, err = command(file, "--check", env={"COQC": str(tmp_path / "nothing")})
    assert status == 2 and "apt-get install" in err
    (tmp_path / "plain").write_text("")
    status, _, err = command(file, "-o", tmp_path / "plain" / "sub")
    assert status == 2 and "plain" in err


@pytest.fixture
def slow_coqc(tmp_path: Path) -> Path:
    """A coqc that says its version and then sleeps, in a process of its own."""
    program = tmp_path / "coqc"
    program.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "version 8.16.1" && exit\ntouch Catproof.vo\n'
                       'case "$*" in *exported.v) sleep 1000 & wait;; esac\n')  # fmt: skip
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def test_a_coqc_that_hangs_is_ended(tmp_path: Path, slow_coqc: Path) -> None:
    file = tmp_path / "t.cat"
    file.write_text("poset P { a < b }\nclaim yoneda(P, a) is representable\n")
    env = {"COQC": str(slow_coqc), "CATPROOF_CACHE": str(tmp_path / "cache")}
    status, out, _ = command(file, "--check", "--timeout", "2", env=env)
    assert status == 3 and "yes: timed out: coqc took longer than 2 s" in out.replace("line 2", "yes")
    assert "checked by" not in out and "rejected" not in out


def test_a_coqc_that_says_nothing_checks_nothing(tmp_path: Path, slow_coqc: Path) -> None:
    slow_coqc.write_text(
        slow_coqc.read_text(encoding="utf-8").replace("sleep 1000 & wait", "touch exported.vo"), encoding="utf-8"
    )
    file = tmp_path / "t.cat"
    file.write_text("poset P { a < b }\nclaim yoneda(P, a) is representable\n")
    env = {"COQC": str(slow_coqc), "CATPROOF_CACHE": str(tmp_path / "cache")}
    status, out, _ = command(file, "--check", env=env)
    assert status == 1 and "rests on axioms" in out


def test_tasks_on_many_objects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Verdicts on large tasks come with shorter evidence; Coq gets what it needs all the same."""
    monkeypatch.setattr(presheaves, "FEW_OBJECTS", 100)
    star = "poset P { " + " ; ".join(f"a{i} < top" for i in range(110)) + " }\n"
    theory = star + (
        "task T on P { a1 = {x} ; a2 = {y} }\n"
        "claim yoneda(P) solves yoneda(P, top) by prompt top\n"
        "    and not yoneda(P) solves sum(yoneda(P, top), yoneda(P, a3)) by prompt\n"
        "    and rank(sum(yoneda(P, top), yoneda(P, a3))) = 2\n"
        "    and sum(yoneda(P, top), yoneda(P, a3)) is familial and not T is representable\n"
    )
    assert isinstance(catproof.load(star + "task Y = yoneda(P, top)").names["Y"], SparseTask)
    (one,) = written(theory, tmp_path)
    assert one.text.count("Instance found") == 5 and accepted(coqc(), [one.text]) == [""]


def test_what_a_theorem_about_a_presented_category_speaks_of(tmp_path: Path) -> None:
    """Of its table, which Coq checks to be the category presented."""
    presented = "category C { object a ; arrow f : a -> a ; equation f . f = f }\n"
    group = "group G { generator g ; equation g^3 = id }\n"
    for declared, name, kind in ((presented, "C", "category"), (group, "G", "group")):
        (one,) = written(f"{declared}claim yoneda({name}) is ideal\n", tmp_path)
        told = " ".join(one.text.split())
        said = f"{name}_presented: it is, up to isomorphism, the {kind} that these arrows and equations present."
        assert said in told
    for declared, said in (
        ("poset P { a < b }", "exactly where a path of generating arrows leads"),
        (f"{presented}category P = slice(C, a)", "P_constructed: it is what the lemma says"),
    ):
        (one,) = written(f"{declared}\nclaim yoneda(P) is ideal\n", tmp_path)
        assert said in " ".join(one.text.split()) and "presented by" not in one.text
