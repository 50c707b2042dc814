"""An open theory file: its text, what the text says, and what has been found out about it."""

from __future__ import annotations

import hashlib
import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from catproof.core.characters import lines_of
from catproof.diagnostic import Span
from catproof.faces.editor.filling import Hint
from catproof.faces.editor.names import Names
from catproof.faces.editor.positions import Positions, contains
from catproof.faces.editor.symbols import Occurrence
from catproof.faces.watch import stamp
from catproof.syntax import tree
from catproof.syntax.files import data_files
from catproof.syntax.parser import Parsed, parse
from catproof.syntax.reparsing import reparse

KEPT = 5000
"""So many verdicts are remembered for a file."""

Units = Callable[[str], int]
Imported = Callable[[str], Names | None]


class Problem(NamedTuple):
    """Something to show at a place: `severity` is "error" or "warning"."""

    span: Span
    severity: str
    code: str
    text: str
    hint: str = ""


class Document:
    """An open file. `errors` is None until they have come for this version; `verdicts` are those there are so far."""

    def __init__(self, uri: str, path: str, units: Units) -> None:
        self.uri = uri
        self.path = path
        self.units = units
        self.version: int | None = None
        self.job = 0
        self.errors: list[Problem] | None = None
        self.verdicts: dict[int, dict[str, Any]] = {}
        self.stopped = False
        """The user has cancelled what was being decided."""
        self._kept: dict[str, dict[str, Any]] = {}
        self._filled: dict[str, list[Hint]] = {}
        """What is filled in, by the text of an item, with lines counted from its first."""
        self.written("")
        self._read = ""
        """The text that `parsed` is of."""
        self.parsed: Parsed = parse("", path)
        self.names = Names(self.parsed.theory, path, lambda _: None)
        self._sorted: list[Occurrence] | None = None
        self.statements: list[tree.Statement | tree.Find] = []
        self.keys: list[str] = []

    def written(self, text: str) -> None:
        """The text is another."""
        self.text, self.positions = text, Positions(text, self.units)

    def update(self, text: str, version: int | None, imported: Imported, digests: list[str]) -> None:
        """Take over a new text. Verdicts on statements that are the same, below declarations that are the same, are
        kept; `digests` are those of the imported files, noted by `imported` as it gives them."""
        self.parsed = reparse(text, self.path, self._read, self.parsed)
        self._read, self.version = text, version
        self.written(text)
        self.names = Names(self.parsed.theory, self.path, imported)
        self._sorted = None
        self.errors = None
        self.stopped = False
        self.statements = []
        self.keys = []
        lines = lines_of(text)
        outside = [*digests, data_digest(self.parsed.theory, self.path)]
        before = hashlib.sha256(f"{outside} {sorted(self.parsed.broken)}".encode(errors="replace"))
        for item in self.parsed.theory.items:
            written = _slice(lines, item.span).encode(errors="replace")
            if isinstance(item, tree.Statement | tree.Find):
                own = before.copy()
                own.update(written)
                self.statements.append(item)
                self.keys.append(own.hexdigest())
            else:
                before.update(b"\0" + written)
        self.verdicts = {k: self._kept[key] for k, key in enumerate(self.keys) if key in self._kept}

    def heard_errors(self, errors: list[dict[str, Any]]) -> None:
        """The errors of this version of the text have come."""
        self.errors = [_problem(error) for error in errors]

    def heard_filled(self, hints: list[dict[str, Any]]) -> None:
        """What is filled in in this version of the text has come."""
        self._filled = {}
        starts = [item.span for item in self.parsed.theory.items]
        lines = lines_of(self.text)
        for each in hints:
            hint = Hint(**each)
            span = starts[bisect_right(starts, (hint.line, hint.column)) - 1]
            own = self._filled.setdefault(_slice(lines, span), [])
            own.append(hint._replace(line=hint.line - span.line))

    def filled(self, first: int, last: int) -> list[Hint]:
        """What is filled in in some lines; of items that are as they were, as long as nothing newer is known."""
        lines = lines_of(self.text)
        return [
            hint._replace(line=hint.line + item.span.line)
            for item in self.parsed.theory.items
            if item.span.line <= last and item.span.end_line >= first
            for hint in self._filled.get(_slice(lines, item.span), ())
            if first <= hint.line + item.span.line <= last
        ]

    def found(self, number: int, verdict: dict[str, Any]) -> None:
        """A verdict has come."""
        self.verdicts[number] = verdict
        if verdict["status"] != "skipped":
            self._kept[self.keys[number]] = verdict
            while len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]

    def edited(self, start: tuple[int, int], end: tuple[int, int], new: str) -> None:
        """Put a text between two places of the protocol; what it says is another matter: see `update`."""
        first, last = self.positions.offset(*start), self.positions.offset(*end)
        self.written(self.text[:first] + new + self.text[max(first, last) :])

    def forget(self) -> None:
        """Forget the verdicts that depend on a limit."""
        self._kept = {key: v for key, v in self._kept.items() if v["status"] != "unknown"}

    def statement_at(self, line: int, column: int) -> int | None:
        """The number of the statement at a place."""
        return next((k for k, s in enumerate(self.statements) if contains(s.span, line, column)), None)

    def inside(self, span: Span) -> list[Occurrence]:
        """The names in a part of the text, in order."""
        if self._sorted is None:
            self._sorted = sorted(self.names.occurrences, key=lambda occurrence: occurrence.span)
        first = bisect_left(self._sorted, span[:2], key=lambda occurrence: occurrence.span[:2])
        last = bisect_left(self._sorted, span[2:], key=lambda occurrence: occurrence.span[:2])
        return self._sorted[first:last]

    def explanation(self, number: int) -> str:
        """The verdict on a statement as an argument; its line is the present one."""
        line = f"(line {self.statements[number].span.line})"
        argument = str(self.verdicts[number]["argument"])
        return re.sub(r"^\(line \d+\)$", line, argument, count=1, flags=re.M)

    def problems(self) -> list[Problem]:
        """What is wrong with the text, as far as it is known, and the statements that are not ok."""
        if self.errors is None:
            found = [_problem(d.to_dict()) for d in self.parsed.diagnostics]
        else:
            found = list(self.errors)
        for number, verdict in self.verdicts.items():
            late = verdict.get("error")
            if late is not None:
                found.append(_problem(late))
            elif verdict["status"] == "not ok":
                text = "\n".join(filter(None, (verdict["text"], verdict.get("theory"))))
                found.append(Problem(self.statements[number].span, "error", "not-ok", text))
            elif verdict["status"] == "unknown":
                found.append(Problem(self.statements[number].span, "warning", "unknown", verdict["text"]))
        return sorted(found, key=lambda problem: problem.span)


def _problem(error: Mapping[str, Any]) -> Problem:
    span = Span(*(error[name] for name in Span._fields))
    return Problem(span, "error", error["code"], error["message"], error["hint"])


def data_digest(theory: tree.Theory, path: str) -> str:
    """Stands for the state of the data files that a theory reads."""
    return str([stamp(os.path.realpath(Path(path).parent / name)) for name in data_files(theory)])


def _slice(lines: list[str], span: Span) -> str:
    inside = lines[span.line - 1 : span.end_line]
    if not inside:
        return ""
    inside[-1] = inside[-1][: span.end_column - 1]
    inside[0] = inside[0][span.column - 1 :]
    return "\n".join(inside)
