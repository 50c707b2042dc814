"""The report of a run: what the command line prints as JSON is this, serialised.

The JSON Schema is `catproof/report/report.schema.json`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from catproof.core.characters import json_text
from catproof.diagnostic import Diagnostic
from catproof.elaborate.theory import Unbuilt
from catproof.running.prover import Verdict

SCHEMA = 1
"""The version of the JSON form."""


class FileReport(NamedTuple):
    """One theory file: its errors, and a verdict for each statement. `lines` is its text, for messages."""

    path: str
    errors: list[Diagnostic]
    verdicts: list[Verdict]
    lines: list[str]
    certificates: dict[int, str]
    """Where the certificate of the verdict with this number was written."""
    notes: tuple[tuple[int, str], ...] = ()
    """What is to be said of the data files that were read, each with its line."""
    unbuilt: tuple[Unbuilt, ...] = ()
    """The declarations that a limit kept from being built."""

    @property
    def ok(self) -> bool:
        """No errors, everything built, and every statement ok."""
        return not self.errors and not self.unbuilt and all(v.ok for v in self.verdicts)

    def __repr__(self) -> str:
        return f"<FileReport of {self.path}: {_told([self])}>"

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of the file's entry; `notes` and `limits` are there where there are any."""
        notes = [{"line": line, "message": text} for line, text in self.notes]
        limits = limits_to_list(self.unbuilt)
        return {
            **({"notes": notes} if notes else {}),
            **({"limits": limits} if limits else {}),
            "path": self.path,
            "errors": [error.to_dict() for error in self.errors],
            "statements": [
                {
                    "name": v.statement.name,
                    "line": v.statement.span.line,
                    "kind": v.statement.kind,
                    "text": v.statement.text,
                    "verdict": v.value,
                    "ok": v.ok,
                    "engine": v.engine,
                    "seconds": round(v.seconds, 6),
                    "instances": v.instances,
                    "reason": v.reason,
                    "witness": v.witness,
                    "certificate": self.certificates.get(k),
                    **({"unchecked": list(v.unchecked)} if v.unchecked else {}),
                }
                for k, v in enumerate(self.verdicts)
            ],
        }


def _told(files: Sequence[FileReport]) -> str:
    """What a report says, in a line."""
    verdicts = [verdict for file in files for verdict in file.verdicts]
    count = Counter("ok" if v.ok else v.value if v.value in ("unknown", "skipped") else "not ok" for v in verdicts)
    errors = sum(len(file.errors) for file in files)
    parts = [*(f"{n} {what}" for what, n in sorted(count.items())), *([f"{errors} errors"] if errors else [])]
    return ", ".join(parts) or "no statements"


def limits_to_list(unbuilt: Iterable[Unbuilt]) -> list[dict[str, Any]]:
    """The JSON form of the declarations that a limit kept from being built."""
    return [{"line": each.span.line, "name": each.name, "message": each.told} for each in unbuilt]


class Report(NamedTuple):
    """The result of `catproof.check`: one entry a file, in the order given."""

    version: str
    files: list[FileReport]

    def __repr__(self) -> str:
        return f"<Report: {_told(self.files)}>"

    @property
    def ok(self) -> bool:
        """No errors, everything built, and every statement of every file ok."""
        return all(file.ok for file in self.files)

    @property
    def verdicts(self) -> Iterator[Verdict]:
        """The verdicts of all files."""
        return (verdict for file in self.files for verdict in file.verdicts)

    @property
    def errors(self) -> list[Diagnostic]:
        """The errors of all files."""
        return [error for file in self.files for error in file.errors]

    @property
    def exit_status(self) -> int:
        """2 the input is wrong, 1 some statement is not ok, 3 something is unknown and nothing wrong, 0 all ok."""
        if self.errors:
            return 2
        values = [(v.value, v.ok) for v in self.verdicts]
        if any(not ok and value in ("true", "false") for value, ok in values):
            return 1
        unknown = any(value in ("unknown", "skipped") for value, _ in values)
        return 3 if unknown or any(file.unbuilt for file in self.files) else 0

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON-able data."""
        files = [file.to_dict() for file in self.files]
        return {"catproof": self.version, "schema": SCHEMA, "ok": self.ok, "files": files}

    def to_json(self, indent: int | None = 2) -> str:
        """The report as JSON text."""
        return json_text(self.to_dict(), indent)
