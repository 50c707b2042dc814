"""Reports for people: one line a statement with its reason, errors with the text underlined."""

from __future__ import annotations

from catproof.core.characters import signs_of
from catproof.core.width import width
from catproof.diagnostic import Diagnostic
from catproof.elaborate.ready import Unbuilt
from catproof.report.findings import head, outcome, theory_to_paste
from catproof.report.terminal import Paint, one_line
from catproof.running.report import Report
from catproof.running.verdict import Verdict

MOST_LINES = 60
"""So many lines of a theory to paste are shown."""

MOST_BEFORE, MOST_SHOWN = 59, 110
"""So many characters of a line are shown before an error, and in all."""


def show_error(error: Diagnostic, lines: list[str], paint: Paint) -> str:
    """`path:line:column: error[CODE]: message`, the line of text with the place underlined, and what would be right."""
    span = error.span
    place = paint(f"{error.path}:{span.line}:{span.column}:", "bold")
    parts = [f"{place} {paint(f'error[{error.code}]:', 'error')} {one_line(error.message)}"]
    if 0 < span.line <= len(lines) and lines[span.line - 1].strip():
        line = lines[span.line - 1]
        first = max(0, span.column - 1 - MOST_BEFORE)
        start = span.column - 1 - first
        end = (span.end_column - 1 if span.end_line == span.line else len(line)) - first
        shown = signs_of(line[first : first + MOST_SHOWN].replace("\t", " "))
        parts.append("    " + "".join(shown))
        before = width("".join(shown[:start])) + max(0, start - len(shown))
        parts.append("    " + " " * before + paint("^" * max(1, width("".join(shown[start:end]))), "error"))
    if error.hint:
        parts.append(f"    {one_line(error.hint)}")
    return "\n".join(parts)


def show_note(path: str, line: int, text: str) -> str:
    """`path:line: note: text`."""
    return f"{one_line(path)}:{line}: note: {one_line(text)}"


def show_unbuilt(path: str, unbuilt: Unbuilt, paint: Paint) -> str:
    """`path:line:column: unknown: task T was not built: ...`."""
    place = f"{one_line(path)}:{unbuilt.span.line}:{unbuilt.span.column}:"
    return f"{paint(place, 'bold')} {paint('unknown:', 'unknown')} {one_line(unbuilt.told)}"


def status(verdict: Verdict) -> str:
    """`ok`, `not ok`, `unknown` or `skipped`."""
    return verdict.value if verdict.value in ("unknown", "skipped") else ("ok" if verdict.ok else "not ok")


def show_verdict(verdict: Verdict, paint: Paint) -> str:
    """A statement and its verdict, in two lines."""
    statement, word = verdict.statement, status(verdict)
    text = one_line(head(verdict))
    if len(text) > 150:
        text = text[:147] + "..."
    place = paint(f"line {statement.span.line}", "dim")
    lines = [f"  {paint(f'{word:8}', word)} {text}  {place}", f"             {one_line(outcome(verdict))}"]
    if pasted := theory_to_paste(verdict):
        lines.append("             as a theory to paste:")
        theory = pasted.split("\n")
        lines += [f"               {line}" for line in theory[:MOST_LINES]]
        if len(theory) > MOST_LINES:
            lines.append(f"               # ... {len(theory) - MOST_LINES} more lines; all of them with --format json")
    return "\n".join(lines)


def summary(report: Report, seconds: float) -> str:
    """The last line: how many statements, how many ok."""
    counts: dict[str, int] = {}
    for verdict in report.verdicts:
        counts[status(verdict)] = counts.get(status(verdict), 0) + 1
    total = sum(counts.values())
    parts = [f"{counts[key]} {key}" for key in ("ok", "not ok", "unknown", "skipped") if counts.get(key)]
    if report.errors:
        parts.append(f"{len(report.errors)} error{'' if len(report.errors) == 1 else 's'} in the input")
    limits = [each for file in report.files for each in file.unbuilt]
    if unread := sum(not each.kind for each in limits):
        parts.append(f"{unread} file{'' if unread == 1 else 's'} not read")
    if unbuilt := len(limits) - unread:
        parts.append(f"{unbuilt} declaration{'' if unbuilt == 1 else 's'} not built")
    noun = "statement" if total == 1 else "statements"
    return f"{total} {noun}{': ' if parts else ''}{', '.join(parts)} ({seconds:.2f} s)"
