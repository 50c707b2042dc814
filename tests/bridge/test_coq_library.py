"""The Coq library: no axioms, both truth values of every check on hand-made tables, tables that are none, sizes."""

from __future__ import annotations

import re
import resource
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from bridge.coq import coqc
from bridge.coq_samples import Case, File, Table, chain_case, cyclic_case, joined_case, star_case, statements, written
from patience import PATIENCE

from catproof.bridge import coq_library

SMALL = {"cyclic": cyclic_case(10), "chain": chain_case(4), "star": star_case(5), "joined": joined_case(3)}


def compiled(text: str, folder: Path, name: str = "exported.v") -> tuple[int, str, float]:
    """What coqc says of a file, and the seconds of processor time it took."""
    coq = coqc()
    (folder / name).write_text(text, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [coq.program, "-q", "-noglob", "-Q", str(coq.library()), "Catproof", name]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.returncode, done.stdout + done.stderr, took


def test_nothing_is_assumed(tmp_path: Path) -> None:
    """Every headline theorem is closed, and no file declares what it does not prove."""
    audit = coq_library.sources()["Audit.v"]
    asked = len(re.findall(r"^Print Assumptions", audit, re.MULTILINE))
    status, output, _ = compiled(audit, tmp_path, "audit.v")
    assert status == 0, output
    assert output.split("\n")[:-1] == ["Closed under the global context"] * asked
    assert asked >= 20
    taken = r"\b(Axioms?|Parameters?|Conjecture|Admitted|admit|give_up|bypass_check|Unset Guard)\b"
    for name, text in coq_library.sources().items():
        bare = re.sub(r"\(\*.*?\*\)", "", text, flags=re.DOTALL)
        assert re.findall(taken, bare) == [], name


TWICE = {
    "answer", "quotient", "places", "Same", "same_refl", "same_sym", "same_trans", "settled", "between",
    "below_trans",
}  # fmt: skip
"""Names of two files, told apart by the order in `Catproof.v`."""


def test_no_other_name_is_that_of_two_things() -> None:
    """In an exported file the later one would be meant, whichever its printer had in mind."""
    found = Counter(name for text in coq_library.sources().values() for name in coq_library.declared_in(text))
    assert {name for name, files in found.items() if files > 1} == TWICE


def test_the_audit_names_every_lemma_of_the_readme() -> None:
    """What exported files apply is audited."""
    readme = (coq_library.FOLDER / "README.md").read_text(encoding="utf-8")
    lemmas = set(re.findall(r"\b(\w+_(?:true|false)|\w+_is|decides_\w+)\b", readme))
    assert len(lemmas) > 25
    tactics = set(re.findall(r'^ *(?:Ltac|Tactic Notation) "?(\w+)', "\n".join(coq_library.sources().values()), re.M))
    assert lemmas - tactics - set(re.findall(r"\w+", coq_library.sources()["Audit.v"])) == set()


@pytest.mark.parametrize("name", SMALL)
def test_both_truth_values(name: str, tmp_path: Path) -> None:
    case = SMALL[name]
    status, output, _ = compiled(written(case, list(statements(case))), tmp_path)
    assert status == 0, output


@pytest.mark.parametrize(("case", "seconds"), [(cyclic_case(1000), 10), (chain_case(44), 10)])
def test_sizes(case: Case, seconds: float, tmp_path: Path) -> None:
    """All statements together within what the issue allows for one."""
    status, output, took = compiled(written(case, list(statements(case))), tmp_path)
    assert status == 0, output
    assert took < seconds


def test_wrong_tables_and_witnesses_are_seen(tmp_path: Path) -> None:
    """Each check computes to false on tables with one wrong entry, wrong evidence, or a claim that does not hold."""
    graph = Table([[], [0, 0]], [[[0]], [[1, 1, 2], [0], [0]]])
    f = File()
    f.category("C", graph)
    f.category("M", Table([[0]], [[[0, 1], [0, 1]]]))
    f.task("Y", "C", graph.into[1])
    f.task("Loop", "C", [[1, 1, 1], [0]])
    f.functor("F", "C", "C", [0, 1], [[], [1, 2]])
    f.functor("Fold", "C", "C", [0, 1], [[], [1, 1]])
    broken = {
        "identity": ([[], [0, 0]], [[[0]], [[0, 1, 2], [0], [0]]]),
        "range": ([[], [0, 0]], [[[0]], [[1, 1, 3], [0], [0]]]),
        "source": ([[], [0, 0]], [[[0]], [[1, 1, 0], [0], [0]]]),
        "unreached": ([[], [0, 0]], [[[0]], [[1, 1, 1], [0], [0]]]),
        "short_row": ([[], [0, 0]], [[[0]], [[1, 1], [0], [0]]]),
        "object": ([[], [0, 2]], [[[0]], [[1, 1, 2], [0], [0]]]),
        "empty": ([[], [0, 0]], [[[0]], []]),
        "associativity": ([[0, 0]], [[[0, 1, 2], [0, 2, 2], [0, 1, 1]]]),
    }
    lines = [f.text()]
    goals = []
    for name, (generators, into) in broken.items():
        g = File([])
        g.category(name, Table(generators, into))
        lines.append("\n".join(g.text().split("\n")[:2]))
        goals.append(f"check_category {name}_table")
    elements = ["1 1 2; 0", "1 1; 0; 0", "2 1 2; 0; 0", "1 1 2; 0; 0; 7", "1 1 x; 0; 0"]
    goals += [f'check_task C_table (task_of ["{e}"])' for e in elements]
    goals += ['check_task M_table (task_of ["0 1; 0 0"])']
    for objects, arrows in (("0 1", '""; "1 3"'), ("0 0", '""; "1 2"'), ("0 2", '""; "1 2"'), ("1 0", '""; "0 0"')):
        data = f'{{| on_objects := "{objects}"; on_generators := [{arrows}] |}}'
        goals.append(f"check_functor C_table C_table (functor_of C_table C_table {data})")
    goals += [
        'check_functor M_table C_table (functor_of M_table C_table {| on_objects := "1"; on_generators := ["1"] |})',
        "check_represents C_table Y_table 0 0",
        "check_represents C_table Y_table 1 1",
        "check_represents C_table Loop_table 1 0",
        "check_not_represents C_table Y_table 1",
        "check_not_representable C_table Y_table",
        'check_iso Y_table Y_table (array_of (row "0 2 1"))',
        'check_iso Y_table Loop_table (array_of (row "0 1 1"))',
        "check_not_isomorphic C_table Y_table Y_table",
        'check_via C_table C_table F_table Y_table 1 "0 2 1"',
        'check_via C_table C_table F_table Y_table 0 "0 1 2"',
        "check_not_via C_table C_table F_table Y_table 1",
        "check_full C_table C_table Fold_table",
        "check_faithful C_table Fold_table",
        "check_not_full C_table C_table F_table",
        "check_not_faithful C_table F_table",
        "check_fully_faithful C_table C_table Fold_table",
        "check_not_fully_faithful C_table C_table F_table",
        "check_embedding C_table Fold_table",
        "check_not_embedding C_table F_table",
        'check_rank C_table Y_table 1 "1" ["0"]',
        'check_rank C_table Y_table 1 "0" ["1"]',
        'check_rank C_table Y_table 2 "0 1" ["0"; "1"]',
        'check_rank C_table Y_table 1 "0" []',
        'check_familial C_table Y_table "1"',
        'check_familial C_table Loop_table "0"',
        "check_not_familial C_table Y_table 0",
        'check_tuning C_table C_table F_table Y_table Y_table "0 2 1"',
        "check_no_tuning C_table C_table F_table Y_table",
    ]
    lines += [f"Goal {goal} = false. Proof. vm_cast_no_check (eq_refl false). Qed." for goal in goals]
    status, output, _ = compiled("\n".join(lines), tmp_path)
    assert status == 0, output


def test_a_false_claim_is_rejected(tmp_path: Path) -> None:
    """With the truth value turned, and with a statement that the lemma does not prove."""
    case = SMALL["chain"]
    for name, statement, proof in (
        ("turned", "~ Represents P Y", "represents_false C_ok Y_ok P"),
        ("other", "Representable T", "representable_true C_ok Y_ok P 0"),
    ):
        f = File([written(case, [])])
        f.theorem(name, statement, proof)
        status, output, _ = compiled(f.text(), tmp_path)
        assert status != 0 and "Error" in output
