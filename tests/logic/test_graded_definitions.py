"""What is said of graded things means what `graded.cat` says: as definitions of a file, by each engine and the kernel.

That definitions, algorithms, brute force and z3 agree on very many tables is in `core/test_graded.py`.
"""

from __future__ import annotations

import random
import re

import pytest
from graded_cases import Case, random_case
from naive_graded import Table

from catproof import check_text
from catproof.core.quantale import QUANTALES, shown
from catproof.elaborate.define import PRELUDE
from catproof.faces import cli
from catproof.syntax.formatter import format_theory
from catproof.syntax.parser import parse

SHIPPED = PRELUDE.with_name("graded.cat").read_text(encoding="utf-8")
GRADED = "".join(part for part in re.split(r"(?m)^(?=# .*\n(?:# .*\n)*define )", SHIPPED) if " in tasks(" not in part)
"""What a file may define as well: definitions of its own do not range over tasks (for those: `core/test_graded.py`)."""

ATOMS = {
    '"representable by"(C, T, x0)': "T is representable by x0",
    '"representable by within"(C, T, x0, 1/4)': "T is representable by x0 within 1/4",
    "representable(C, T)": "T is representable",
    '"representable within"(C, T, 1/2)': "T is representable within 1/2",
    '"solves by prompt at"(C, D, F, T, x0)': "via(F) solves T by prompt x0",
    '"solves by prompt at within"(C, D, F, T, x0, 1/2)': "via(F) solves T by prompt x0 within 1/2",
    '"solves by prompt"(C, D, F, T)': "via(F) solves T by prompt",
    '"solves by prompt within"(C, D, F, T, 1/4)': "via(F) solves T by prompt within 1/4",
    "ideal(C, D, F)": "via(F) is ideal",
    '"ideal within"(C, D, F, 1/2)': "via(F) is ideal within 1/2",
    '"ideal up to recalibration"(C, D, F)': "via(F) is ideal up to recalibration",
    '"solves by tuning"(C, D, F, T)': "via(F) solves T by tuning",
}


def block(letter: str, table: Table) -> str:
    several = range(len(table))
    pairs = [f"{letter}{a} -> {letter}{b} : {shown(table[a][b])}" for a in several for b in several if a != b]
    return f"{{ object {', '.join(f'{letter}{a}' for a in several)}{''.join(f' ; {pair}' for pair in pairs)} }}"


def declared(case: Case) -> str:
    values = " ; ".join(f"x{a} : {shown(value)}" for a, value in enumerate(case.values))
    return (
        f"enriched C in {case.name} {block('x', case.source)}\nenriched D in {case.name} {block('y', case.target)}\n"
        f"functor F : C -> D {{ {' ; '.join(f'x{a} |-> y{b}' for a, b in enumerate(case.on))} }}\n"
        f"task T on C {{ {values} }}\n"
    )


@pytest.mark.parametrize("name", QUANTALES)
def test_a_definition_says_what_the_atom_says(name: str) -> None:
    chance = random.Random(11)
    for engine in ("direct", "z3"):
        said = "".join(f"claim {defined} iff {atom}\n" for defined, atom in ATOMS.items())
        report = check_text(GRADED + declared(random_case(chance, name)) + said, engine=engine)
        verdicts = list(report.verdicts)
        assert report.ok and len(verdicts) == len(ATOMS), [verdict.reason for verdict in verdicts if not verdict.ok]
        assert all(verdict.checked for verdict in verdicts)


def test_it_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["show", "--definition", "solves by tuning"]) == 0
    assert "lan(F, T)(F(x)) = T(x)" in capsys.readouterr().out
    assert cli.main(["show", "--definition", "ideal"]) == 0
    said = capsys.readouterr().out
    assert "answers(h, a) ~= yoneda(C, a)" in said and "C(x, y) = D(F(x), F(y))" in said
    assert format_theory(parse(SHIPPED, ""), SHIPPED).count("\ndefine ") == len(ATOMS) + 2  # that range over tasks
