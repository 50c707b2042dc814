"""Reports for people: one line a statement with its reason, errors with the text underlined."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TextIO

from catproof.diagnostic import Diagnostic
from catproof.elaborate.theory import Unbuilt
from catproof.prover import Verdict
from catproof.report.formats import head, outcome, theory_to_paste
from catproof.report.report import Report

COLOURS = {"ok": "32", "not ok": "31", "unknown": "33", "skipped": "33", "error": "31", "dim": "2", "bold": "1"}


Paint = Callable[[str, str], str]
"""Gives a text in the colour of that name."""


def plain(text: str, colour: str) -> str:
    """The text as it is."""
    return text


class Painter:
    """Colours text, on a terminal only and never with `NO_COLOR` set."""

    def __init__(self, stream: TextIO) -> None:
        self.on = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def __call__(self, text: str, colour: str) -> str:
        """The text in the colour of that name."""
        return f"\x1b[{COLOURS[colour]}m{text}\x1b[0m" if self.on else text


def show_error(error: Diagnostic, lines: list[str], paint: Paint) -> str:
    """`path:line:column: error: message`, the line of text with the place underlined, and what would be right."""
    span = error.span
    parts = [f"{paint(f'{error.path}:{span.line}:{span.column}:', 'bold')} {paint('error:', 'error')} {error.message}"]
    if 0 < span.line <= len(lines) and lines[span.line - 1].strip():
        line = lines[span.line - 1].rstrip("\r")
        end = span.end_column if span.end_line == span.line else len(line) + 1
        start = span.column
        first = max(0, start - 60)
        shown = line[first : first + 110].replace("\t", " ")
        parts.append(f"    {shown}")
        parts.append("    " + " " * (start - 1 - first) + paint("^" * max(1, min(end - start, 110)), "error"))
    if error.hint:
        parts.append(f"    {error.hint}")
    return "\n".join(parts)


def show_unbuilt(path: str, unbuilt: Unbuilt, paint: Paint) -> str:
    """`path:line:column: unknown: task T was not built: ...`."""
    place = f"{path}:{unbuilt.span.line}:{unbuilt.span.column}:"
    return f"{paint(place, 'bold')} {paint('unknown:', 'unknown')} {unbuilt.told}"


def status(verdict: Verdict) -> str:
    """`ok`, `not ok`, `unknown` or `skipped`."""
    return verdict.value if verdict.value in ("unknown", "skipped") else ("ok" if verdict.ok else "not ok")


def show_verdict(verdict: Verdict, paint: Paint) -> str:
    """A statement and its verdict, in two lines."""
    statement, word = verdict.statement, status(verdict)
    text = head(verdict)
    if len(text) > 150:
        text = text[:147] + "..."
    place = paint(f"line {statement.span.line}", "dim")
    lines = [f"  {paint(f'{word:8}', word)} {text}  {place}", f"             {outcome(verdict)}"]
    if pasted := theory_to_paste(verdict):
        lines.append("             as a theory to paste:")
        lines += [f"               {line}" for line in pasted.split("\n")]
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
    unbuilt = sum(len(file.unbuilt) for file in report.files)
    if unbuilt:
        parts.append(f"{unbuilt} declaration{'' if unbuilt == 1 else 's'} not built")
    noun = "statement" if total == 1 else "statements"
    return f"{total} {noun}{': ' if parts else ''}{', '.join(parts)} ({seconds:.2f} s)"
