"""Whole theories of earlier runs: a file that is as it was, with all that it imports and reads, is not read again.

Kept are its statements, each with its certificate and its words, sealed with the user's key (`kept`). The kernel checks
every certificate when it is used, as if it had just been made; that it says what the file says was found when the file
was read, and holds as long as no byte of it has changed. A statement whose certificate is rejected is decided anew.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from catproof import kernel
from catproof.core import cache
from catproof.core.deadline import Exceeded
from catproof.core.limits import LimitReached
from catproof.decide.progress import Progress
from catproof.diagnostic import InputError, Span
from catproof.elaborate.ready import Ready
from catproof.files.reading import Unreadable, real, stamp
from catproof.options import Options
from catproof.running import kept
from catproof.running.verdict import Verdict, interruptible, kept_of, remembered
from catproof.syntax.source import read_theory

if TYPE_CHECKING:
    from catproof.elaborate.loader import Noted

LARGEST = 16 * 2**20
"""The most bytes that are kept of a theory."""

SHARED = ("categories", "functors", "tasks", "models", "transformations", "definitions", "graded")
"""What certificates of one theory have in common, entry by entry: each is kept once."""

BESIDE = ("format", "schema", "catproof", "statement", "verdict", "evidence")
"""What a certificate has beside what it says of a statement."""


class Read(Protocol):
    """A theory that was read."""

    @property
    def statements(self) -> list[Ready]: ...


Theory = TypeVar("Theory", bound=Read)


class Record(Generic[Theory]):
    """What is kept of a theory: the lines of a file, the first about the whole, one for each statement, then one for
    each entry of their certificates. `again` reads the theory itself."""

    def __init__(self, head: dict[str, Any], lines: list[bytes], text: str, again: Callable[[], Theory]) -> None:
        self.notes = tuple((int(line), str(told)) for line, told in head["notes"])
        self.statements = [
            Ready(kind, name, Span(*span), text, None, named) for kind, name, span, text, named in head["statements"]
        ]
        self.text = text
        self.seen = kernel.Seen()
        """The tables of the certificates that the kernel has checked."""
        number = len(self.statements)
        self._lines = dict(zip((s.name for s in self.statements), lines[:number], strict=True))
        self._written: list[Any] = lines[number:]
        """The entries of certificates, read when they are asked for."""
        self._again = again

    def known(self, statement: Ready) -> tuple[dict[str, Any], kept.Kept]:
        """What the certificate of a statement says, and its verdict."""
        said, verdict = json.loads(self._lines[statement.name])
        for key in SHARED:
            if key in said:
                said[key] = [self._entry(number) for number in said[key]]
        return said, kept.Kept(*verdict)

    def _entry(self, number: int) -> dict[str, Any]:
        """An entry of certificates: the same object each time."""
        if type(self._written[number]) is bytes:
            self._written[number] = json.loads(self._written[number])
        found: dict[str, Any] = self._written[number]
        return found

    @cached_property
    def theory(self) -> Theory:
        """The theory, read."""
        return self._again()

    def whole(self, statement: Ready) -> Ready:
        """The statement as it is read."""
        return next((s for s in self.theory.statements if s.name == statement.name), statement)


def find(where: Path, options: Options, again: Callable[[], Theory]) -> Record[Theory] | None:
    """The record of the theory file; None where there is none, or something is not as it was."""
    sealed = _place(where, options)
    data = sealed.read(LARGEST) if sealed is not None else None
    if data is None:
        return None
    first, *lines = data.split(b"\n")
    head = json.loads(first)
    if any(stamp(Path(path)) != was for path, was in head["data"].items()):
        return None
    try:
        texts = {path: read_theory(path, found=True) for path in head["theories"]}
    except InputError:
        return None
    if any(_digest(texts[path]) != was for path, was in head["theories"].items()):
        return None
    return Record(head, lines, texts[str(where)], again)


def proved_before(
    statement: Ready, path: str, record: Record[Theory], options: Options, version: str, progress: Progress
) -> Verdict:
    """The verdict on a statement of a theory that is kept; decided anew where the kernel rejects it, or a limit is met.
    Raises as `prove` does."""
    start = time.perf_counter()
    with interruptible(statement, progress):
        progress.checking = True
        try:
            with options.bounded():
                verdict = remembered(statement, path, *record.known(statement), version, record.seen)
        except (Exceeded, LimitReached):
            verdict = None
        progress.checking = False
        statement = statement if verdict is not None else record.whole(statement)
    if verdict is not None:
        return verdict._replace(seconds=time.perf_counter() - start)
    from catproof.running.prover import prove

    return prove(statement, path, options, version, progress)


class Source(NamedTuple):
    """What a theory was read from: its file, the texts of all files, what they were read from, and what was noted."""

    where: Path
    texts: Mapping[Path, str]
    noted: Mapping[Path, Noted]
    notes: tuple[tuple[int, str], ...]


def keep(source: Source, verdicts: Sequence[Verdict], options: Options) -> None:
    """Keep a theory with the verdicts on all its statements, if the kernel has checked each, and nothing that it was
    read from has changed meanwhile."""
    if source.where not in source.noted or not all(v.certificate and v.checked for v in verdicts):
        return
    sealed = _place(source.where, options)
    files = _files(source.where, source.noted)
    data = {str(path): was for each in files for path, was in source.noted[each].data.items()}
    if sealed is None or any(stamp(Path(path)) != was for path, was in data.items()):
        return
    told = [(s.kind, s.name, s.span, s.text, s.named) for s in (v.statement for v in verdicts)]
    head = {
        "theories": {str(path): _digest(source.texts[path]) for path in files},
        "data": data,
        "notes": source.notes,
        "statements": told,
    }
    entries: dict[str, int] = {}
    try:
        rows = [_text(each) for each in (head, *(_row(verdict, entries) for verdict in verdicts))]
    except RecursionError:
        return
    content = "\n".join([*rows, *entries]).encode()
    if len(content) <= LARGEST:
        sealed.write(content)


def _row(verdict: Verdict, entries: dict[str, int]) -> tuple[dict[str, Any], kept.Kept]:
    """What is kept of a verdict, with the numbers of entries in their place; new ones are added."""
    assert verdict.certificate is not None
    said = {key: value for key, value in verdict.certificate.items() if key not in BESIDE}
    for key in SHARED:
        if key in said:
            said[key] = [entries.setdefault(_text(entry), len(entries)) for entry in said[key]]
    return said, kept_of(verdict)


def _text(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _files(where: Path, noted: Mapping[Path, Noted]) -> list[Path]:
    """The theory file and all that it imports, however long the way."""
    found = {where: None}
    pending = [where]
    while pending:
        for other in noted[pending.pop()].imports:
            if other not in found:
                found[other] = None
                pending.append(other)
    return list(found)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _place(where: Path, options: Options) -> kept.Sealed | None:
    """Where the record of a theory file is kept, for these options. None where none is."""
    secret = cache.secret() if options.cache and options.kept else None
    code = kept.code() if secret is not None else ""
    if secret is None or not code:
        return None
    try:
        allowed = [str(real(each)) for each in options.allow_path]
    except Unreadable:
        return None
    asked = [code, options.engine, options.limit, options.check_limit, allowed, str(where)]
    digest = hashlib.sha256(json.dumps(asked, separators=(",", ":")).encode())
    return kept.Sealed(f"{digest.hexdigest()}.theory", digest.digest(), secret)
