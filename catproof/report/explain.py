"""A verdict as an argument that a reader with the theory file and a pencil can follow."""

from __future__ import annotations

from catproof.report.findings import head
from catproof.report.terminal import one_line
from catproof.running.verdict import Verdict


def explain(verdict: Verdict) -> str:
    """The statement, its verdict, the argument line by line, and what the kernel checked and did not check."""
    statement = verdict.statement
    lines = [one_line(head(verdict)), f"(line {statement.span.line})", ""]
    if verdict.value in ("unknown", "skipped"):
        return "\n".join([*lines, f"{verdict.value.capitalize()}: {one_line(verdict.reason)}."])
    lines += [
        *map(one_line, verdict.argument),
        "",
        f"Verdict: {verdict.value}" + ("." if verdict.ok else ", which is not ok."),
    ]
    if verdict.certificate is not None and verdict.checked:
        lines.append("The kernel has checked this on the tables of the certificate.")
        lines += [f"Not checked: {one_line(line)}." for line in verdict.unchecked]
    return "\n".join(lines)
