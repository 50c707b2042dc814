"""A report as annotations of GitHub Actions, which shows them beside the lines they are about.

The form is that of GitHub's "Workflow commands for GitHub Actions", `::error file=...,line=...::message`; a runner
reads them from the standard output of a step.
"""

from __future__ import annotations

from catproof.report.findings import Finding, findings
from catproof.running.report import Report

_TITLES = {"not-ok": "not ok", "unknown": "unknown"}


def github(report: Report) -> str:
    """One line for each finding, then one that says how many statements are ok."""
    verdicts = list(report.verdicts)
    good = sum(verdict.ok for verdict in verdicts)
    lines = [_annotation(finding) for file in report.files for finding in findings(file)]
    return "\n".join([*lines, f"{good} of {len(verdicts)} statements ok"])


def _annotation(finding: Finding) -> str:
    span = finding.span
    title = _TITLES.get(finding.rule, f"the input is wrong [{finding.rule}]")
    place = {"file": finding.path, "line": str(span.line), "endLine": str(span.end_line)}
    if span.line == span.end_line:  # columns are read as those of one line
        place |= {"col": str(span.column), "endColumn": str(max(span.column, span.end_column - 1))}
    place["title"] = f"{title}: {finding.name}" if finding.name else title
    level = "warning" if finding.rule == "unknown" else "error"
    properties = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in place.items())
    return f"::{level} {properties}::{_escaped(finding.message)}"


def _escaped(text: str, more: str = "") -> str:
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
