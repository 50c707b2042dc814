"""Whole theories of earlier runs: a file that is as it was, with all that it imports and reads, is not read again.

Kept are its statements, each with its certificate and its words, sealed with the user's key (`kept`). The kernel checks
every certificate when it is used, as if it had just been made; that it says what the file says was found when the file
was read, and holds as long as no byte of it has changed. A statement whose certificate is rejected is decided anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catproof.core import cache
from catproof.diagnostic import InputError, Span
from catproof.elaborate.loader import Noted
from catproof.elaborate.theory import Ready
from catproof.files.reading import Unreadable, real, stamp
from catproof.options import Options
from catproof.running import kept
from catproof.syntax.source import read_theory

if TYPE_CHECKING:
    from catproof.running.loading import Loaded
    from catproof.running.prover import Verdict

LARGEST = 16 * 2**20
"""The most bytes that are kept of a theory."""

BESIDE = ("format", "schema", "catproof", "statement", "verdict", "evidence")
"""What a certificate has beside what it says of a statement."""


class Record:
    """What is kept of a theory: the lines of a file, the first about the whole, one for each statement. `again` reads
    the theory itself."""

    def __init__(self, head: dict[str, Any], lines: list[bytes], text: str, again: Callable[[], Loaded]) -> None:
        self.notes = tuple((int(line), str(told)) for line, told in head["notes"])
        self.statements = [
            Ready(kind, name, Span(*span), text, None, named) for kind, name, span, text, named in head["statements"]
        ]
        self.text = text
        self._lines = lines
        self._again = again

    def known(self, statement: Ready) -> tuple[dict[str, Any], kept.Kept]:
        """What the certificate of a statement says, and its verdict."""
        said, verdict = json.loads(self._lines[self.statements.index(statement)])
        return said, kept.Kept(*verdict)

    @cached_property
    def theory(self) -> Loaded:
        """The theory, read."""
        return self._again()

    def whole(self, statement: Ready) -> Ready:
        """The statement as it is read."""
        return next((s for s in self.theory.statements if s.name == statement.name), statement)


def find(where: Path, options: Options, again: Callable[[], Loaded]) -> Record | None:
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


def keep(theory: Loaded, verdicts: Sequence[Verdict], options: Options) -> None:
    """Keep a theory all of whose statements have verdicts that the kernel has checked, if nothing that it was read from
    has changed meanwhile."""
    every = len(verdicts) == len(theory.statements) and all(v.certificate and v.checked for v in verdicts)
    if theory.where is None or theory.where not in theory.noted or theory.errors or theory.unbuilt or not every:
        return
    sealed = _place(theory.where, options)
    files = _files(theory.where, theory.noted)
    data = {str(path): was for each in files for path, was in theory.noted[each].data.items()}
    if sealed is None or any(stamp(Path(path)) != was for path, was in data.items()):
        return
    told = [(s.kind, s.name, s.span, s.text, s.named) for s in theory.statements]
    head = {
        "theories": {str(path): _digest(theory.texts[path]) for path in files},
        "data": data,
        "notes": theory.notes,
        "statements": told,
    }
    try:
        rows = [json.dumps(each, separators=(",", ":")) for each in (head, *map(_row, verdicts))]
    except RecursionError:
        return
    content = "\n".join(rows).encode()
    if len(content) <= LARGEST:
        sealed.write(content)


def _row(verdict: Verdict) -> tuple[dict[str, Any], kept.Kept]:
    assert verdict.certificate is not None
    said = {key: value for key, value in verdict.certificate.items() if key not in BESIDE}
    return said, kept.of(verdict)


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
