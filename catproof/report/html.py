"""Structures, verdicts and reports as pieces of HTML, for notebooks. All text is escaped."""

from __future__ import annotations

from catproof.diagnostic import Diagnostic
from catproof.report.explain import explain
from catproof.report.findings import head, outcome, theory_to_paste
from catproof.report.sheet import MOST_ROWS, as_html, escape
from catproof.report.sheets import Shown, sheet
from catproof.report.terminal import plain
from catproof.report.text import show_error, status, summary
from catproof.running.report import Report
from catproof.running.verdict import Verdict

_MARKS = {"ok": "✓", "not ok": "✗", "unknown": "?", "skipped": "–"}


def structure_html(thing: Shown) -> str:
    """A category, functor, task, transformation or model as tables."""
    return as_html(sheet(thing).listed(MOST_ROWS))


def verdict_html(verdict: Verdict) -> str:
    """The statement with its verdict and reason; the argument can be unfolded."""
    word = status(verdict)
    parts = [f"<div><b>{_MARKS[word]} {word}</b> <code>{escape(head(verdict))}</code><br>{escape(outcome(verdict))}"]
    if pasted := theory_to_paste(verdict):
        parts.append(f"<pre>{escape(pasted)}</pre>")
    if verdict.argument:
        parts.append(f"<details><summary>why</summary><pre>{escape(explain(verdict))}</pre></details>")
    return "".join([*parts, "</div>"])


def error_html(error: Diagnostic, lines: list[str]) -> str:
    """What is wrong with the input, with the place."""
    return f"<pre>{escape(show_error(error, lines, plain))}</pre>"


def report_html(report: Report) -> str:
    """The errors and verdicts of all files."""
    parts = []
    for file in report.files:
        parts += [error_html(error, file.lines) for error in file.errors]
        parts += [f"<p>line {line}: {escape(text)}</p>" for line, text in file.notes]
        parts += [verdict_html(verdict) for verdict in file.verdicts]
    seconds = sum(verdict.seconds for verdict in report.verdicts)
    return "".join([*parts, f"<p>{escape(summary(report, seconds))}</p>"])
