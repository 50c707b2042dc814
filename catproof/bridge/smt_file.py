"""One statement as an SMT-LIB script: its tables as functions on numbers, and the claim written out over them.

Nothing of what catproof found goes in: the script is the same whatever the verdict is, and the solver's answer is to be
compared with it. The logic is QF_UFLIA, or QF_UFNIA with products; with scores QF_UFLIRA or QF_UFNIRA (Barrett,
Fontaine, Tinelli, *The SMT-LIB Standard: Version 2.6*, 2017).
"""

from __future__ import annotations

from typing import NamedTuple

from catproof.bridge.coq_file import About
from catproof.bridge.names import printable
from catproof.bridge.smt_graded import GradedSentences
from catproof.bridge.statement import NotExportable, statement
from catproof.decide.proposition import Prop


class SmtFile(NamedTuple):
    """A script, and the answers that say that the proposition is true, and that it is false."""

    text: str
    if_true: str
    if_false: str


def smt_file(prop: Prop, about: About) -> SmtFile:
    """The proposition as a script. Raises `NotExportable`."""
    said = statement(prop)
    script = GradedSentences(said)
    formula = script.proposition(said.term, {}, True)
    if script.unknown == {True, False}:
        noun = script.tables.noun
        raise NotExportable(f"it says of some {noun} that there are any, and of others that there are none")
    negated = script.unknown == {False}
    asserted = f"(not {formula})" if negated else formula
    if_true, if_false = ("unsat", "sat") if negated else ("sat", "unsat")
    place = f"{about.path}, line {about.first_line}"
    header = [
        f"{about.kind} {about.name}: {about.text}",
        f"{place}. Written by catproof {about.catproof}.",
        f"The answer `{if_true}` says that this proposition is true, `{if_false}` that it is false.",
        "Tables are those of the theory file as catproof's parser and printer give them; the arrows of a category are",
        "those that its table has, each as a path of generating arrows.",
    ]
    lines = [f"; {printable(line)}" for line in header]
    logic = f"QF_UF{'L' if script.linear else 'N'}I{'R' if script.scored else ''}A"
    lines += [f"(set-logic {logic})", *script.tables.lines, f"(assert {asserted})", "(check-sat)"]
    return SmtFile("\n".join(lines) + "\n", if_true, if_false)
