"""What the forms of `check --format` say of a report: the errors of the input, and the statements that are not ok.

Each comes with its place and its reason: `findings` puts that into words once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from catproof.diagnostic import Span
from catproof.running.report import FileReport
from catproof.running.verdict import WANTED, Verdict


class Finding(NamedTuple):
    """Something to put right: `rule` is the code of an error, "not-ok" or "unknown"; `name` is that of the statement,
    or empty."""

    rule: str
    path: str
    span: Span
    name: str
    message: str


def findings(file: FileReport) -> Iterator[Finding]:
    """The errors of a file, what limits kept from being built, then its statements that are not ok; what is skipped has
    its error named already."""
    for error in file.errors:
        yield Finding(error.code, error.path, error.span, "", error.text)
    for each in file.unbuilt:
        yield Finding("unknown", file.path, each.span, each.name, each.told)
    for verdict in file.verdicts:
        if not verdict.ok and verdict.value != "skipped":
            rule = "unknown" if verdict.value == "unknown" else "not-ok"
            statement = verdict.statement
            yield Finding(rule, file.path, statement.span, statement.name, f"{head(verdict)}\n{outcome(verdict)}")


def head(verdict: Verdict) -> str:
    """The statement as a theory file has it: keyword, name and proposition."""
    statement = verdict.statement
    label = f"{statement.name} : " if statement.named else ""
    return f"{statement.kind} {label}{statement.text}"


def outcome(verdict: Verdict) -> str:
    """The verdict with its reason, what was expected where that is something else, and what is left to trust."""
    if verdict.value == "skipped":
        return verdict.reason
    wrong = not verdict.ok and verdict.value != "unknown"
    value = f"{verdict.value}, expected {WANTED[verdict.statement.kind]}" if wrong else verdict.value
    unchecked = f" (not checked: {'; '.join(verdict.unchecked)})" if verdict.unchecked else ""
    return f"{value}: {verdict.reason}{unchecked}"


def theory_to_paste(verdict: Verdict) -> str:
    """The smallest instance that decides a statement over many, as a theory file, where a reader will want it."""
    wanted = not verdict.ok or verdict.statement.kind == "find"
    return str(verdict.witness.get("theory") or "") if wanted else ""
