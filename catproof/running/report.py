"""The report of a run: what the command line prints as JSON is this, serialised.

The types of the JSON are below, with what the JSON Schema says of each entry: `catproof/report/report.schema.json` is
made from them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Final, Literal, NamedTuple, NotRequired, TypedDict

from catproof.core.characters import json_text
from catproof.diagnostic import Diagnostic, ErrorForm, Place
from catproof.elaborate.ready import Unbuilt
from catproof.running.verdict import Verdict

SCHEMA: Final = 1
"""The version of the JSON form."""

Some = Annotated[str, {"minLength": 1}]


class NoteForm(TypedDict):
    """What is to be said of a data file that was read."""

    line: Place
    message: Some


class LimitForm(TypedDict):
    """A declaration that a limit kept from being built."""

    line: Place
    name: Annotated[str, {"description": "Empty where the declaration has no name of its own."}]
    message: Some


class StatementForm(TypedDict):
    """A statement with its verdict."""

    name: Annotated[str, {"minLength": 1, "description": "The name given, or `line N`."}]
    line: Place
    kind: Annotated[str, {"enum": ["claim", "refute", "ask", "find"]}]
    text: Annotated[str, {"description": "The proposition as written, white space folded."}]
    verdict: Annotated[str, {"enum": ["true", "false", "unknown", "skipped"]}]
    ok: Annotated[bool, {"description": "The verdict is what the keyword asks for."}]
    engine: Annotated[
        str, {"enum": ["direct", "z3", "both", ""], "description": "What decided; empty for a skipped statement."}
    ]
    seconds: Annotated[float, {"minimum": 0}]
    instances: Annotated[int, {"minimum": 0, "description": "How many single claims were decided on the way."}]
    reason: Annotated[str, {"description": "Why, in a sentence; for `unknown` the limit that was met."}]
    witness: Annotated[dict[str, Any], {"description": "What decides, by name. The keys depend on the claim."}]
    certificate: Annotated[str | None, {"description": "Where the certificate was written, with `--certificates`."}]
    unchecked: NotRequired[
        Annotated[
            list[Some],
            {"minItems": 1, "description": "What the kernel leaves to trust; only where there is something."},
        ]
    ]


_OPEN = {"properties": {"verdict": {"enum": ["unknown", "skipped"]}}}

STATEMENT_RULES: list[dict[str, Any]] = [
    {"if": _OPEN, "then": {"properties": {"ok": {"const": False}, "certificate": {"type": "null"}}}},
    {
        "if": {"properties": {"verdict": {"const": "skipped"}}},
        "then": {"properties": {"engine": {"const": ""}}},
        "else": {"properties": {"engine": {"enum": ["direct", "z3", "both"]}}},
    },
    *(
        {
            "if": {"properties": {"kind": {"enum": kinds}, "ok": {"const": True}}},
            "then": {"properties": {"verdict": {"const": verdict}}},
        }
        for kinds, verdict in ((["claim", "find"], "true"), (["refute"], "false"))
    ),
]
"""What holds between the entries of a statement."""


class FileForm(TypedDict):
    """A theory file."""

    path: Annotated[str, {"description": "The path as given; `<stdin>` for standard input, `<text>` for a text."}]
    errors: list[ErrorForm]
    statements: list[StatementForm]
    limits: NotRequired[
        Annotated[
            list[LimitForm],
            {"minItems": 1, "description": "What a limit kept from being built; only where there is something."},
        ]
    ]
    notes: NotRequired[
        Annotated[
            list[NoteForm],
            {"minItems": 1, "description": "What is to be said of data files; only where there is something."},
        ]
    ]


class ReportForm(TypedDict):
    """What `catproof check --json` prints, and what `Report.to_dict()` gives."""

    catproof: Annotated[str, {"pattern": r"^[0-9]+\.[0-9]+\.[0-9]+", "description": "The version of catproof."}]
    schema: Annotated[Literal[1], {"description": "The version of this form."}]
    ok: Annotated[bool, {"description": "No errors, everything built, and every statement of every file ok."}]
    files: Annotated[list[FileForm], {"description": "One entry a file, in the order given."}]


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

    def to_dict(self) -> FileForm:
        """The JSON form of the file's entry; `notes` and `limits` are there where there are any."""
        found: FileForm = {
            "path": self.path,
            "errors": [error.to_dict() for error in self.errors],
            "statements": [self._statement(k, v) for k, v in enumerate(self.verdicts)],
        }
        if self.notes:
            found["notes"] = [{"line": line, "message": text} for line, text in self.notes]
        if self.unbuilt:
            found["limits"] = limits_to_list(self.unbuilt)
        return found

    def _statement(self, number: int, v: Verdict) -> StatementForm:
        found: StatementForm = {
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
            "certificate": self.certificates.get(number),
        }
        if v.unchecked:
            found["unchecked"] = list(v.unchecked)
        return found


def _told(files: Sequence[FileReport]) -> str:
    """What a report says, in a line."""
    verdicts = [verdict for file in files for verdict in file.verdicts]
    count = Counter("ok" if v.ok else v.value if v.value in ("unknown", "skipped") else "not ok" for v in verdicts)
    errors = sum(len(file.errors) for file in files)
    parts = [*(f"{n} {what}" for what, n in sorted(count.items())), *([f"{errors} errors"] if errors else [])]
    return ", ".join(parts) or "no statements"


def limits_to_list(unbuilt: Iterable[Unbuilt]) -> list[LimitForm]:
    """The JSON form of the declarations that a limit kept from being built."""
    return [{"line": each.span.line, "name": each.name, "message": each.told} for each in unbuilt]


class Report(NamedTuple):
    """The result of `catproof.check`: one entry a file, in the order given."""

    version: str
    files: list[FileReport]
    unmatched: str | None = None
    """The pattern for names of statements, where none of what was read and built has such a name."""

    def __repr__(self) -> str:
        return f"<Report: {_told(self.files)}>"

    @property
    def ok(self) -> bool:
        """No errors, everything built, every statement of every file ok; and there is one with the name asked for."""
        return self.unmatched is None and all(file.ok for file in self.files)

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
        if self.errors or self.unmatched is not None:
            return 2
        values = [(v.value, v.ok) for v in self.verdicts]
        if any(not ok and value in ("true", "false") for value, ok in values):
            return 1
        unknown = any(value in ("unknown", "skipped") for value, _ in values)
        return 3 if unknown or any(file.unbuilt for file in self.files) else 0

    def to_dict(self) -> ReportForm:
        """The report as JSON-able data."""
        files = [file.to_dict() for file in self.files]
        return {"catproof": self.version, "schema": SCHEMA, "ok": self.ok, "files": files}

    def to_json(self, indent: int | None = 2) -> str:
        """The report as JSON text."""
        return json_text(self.to_dict(), indent)
