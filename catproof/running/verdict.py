"""Verdicts, and those of earlier runs, which the kernel checks again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from catproof import kernel
from catproof.core.characters import cut
from catproof.decide import certificate as certificates
from catproof.decide.progress import Progress
from catproof.diagnostic import Diagnostic
from catproof.elaborate.ready import Ready
from catproof.errors import CatproofError
from catproof.running import interrupts, kept

if TYPE_CHECKING:
    from catproof.decide.claim import Claim, Finding


class InternalError(CatproofError):
    """Engines disagree or the kernel rejects a certificate: catproof is wrong, not the input."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while a statement was decided; the message says which, and how far it came."""


class Verdict(NamedTuple):
    """What was found for one statement.

    `value` is "true", "false", "unknown" or "skipped"; `certificate` is there for true and false. `argument` is the
    explanation line by line, `error` an error of the input that only showed while deciding; `deciding` are the claims
    that decide, with what was found for each, where they were decided in this process.
    """

    statement: Ready
    value: str
    ok: bool
    engine: str
    seconds: float
    instances: int
    reason: str
    argument: list[str]
    witness: dict[str, Any]
    certificate: dict[str, Any] | None
    error: Diagnostic | None = None
    unchecked: tuple[str, ...] = ()
    checked: bool = True
    """The kernel has checked the certificate; not so beyond `Options.check_limit` elements."""
    deciding: tuple[tuple[Claim, Finding], ...] = ()

    def bare(self) -> Verdict:
        """The verdict without what decides it: plain data, which goes to other processes."""
        return self._replace(statement=self.statement.bare(), deciding=())

    def __reduce__(self) -> tuple[Any, ...]:
        return Verdict, tuple(self.bare())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Verdict) and tuple(self.bare()) == tuple(other.bare())

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((self.statement, self.value, self.reason))

    def __repr__(self) -> str:
        statement, told = self.statement, "ok" if self.ok else "not ok"
        return f"<Verdict {told}: {statement.kind} {statement.name}: {self.value}: {cut(self.reason)}>"


WANTED = {"claim": "true", "find": "true", "refute": "false"}
"""The verdict that makes a statement ok; `ask` takes either."""


@contextmanager
def interruptible(statement: Ready, progress: Progress) -> Iterator[None]:
    """What Ctrl-C ends in the body is told."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt) or (isinstance(error, Exception) and interrupts.heard()):
            raise Interrupted(told(statement, progress)) from None
        raise


def told(statement: Ready, progress: Progress) -> str:
    """What Ctrl-C ended, in a line."""
    far = progress.told()
    return f"stopped in {statement.kind} {statement.name}{': ' if far else ''}{far}"


def remembered(
    statement: Ready,
    path: str,
    said: dict[str, Any],
    known: kept.Kept | None,
    version: str,
    seen: kernel.Seen | None = None,
) -> Verdict | None:
    """The verdict of an earlier run, if there is one; the kernel checks its evidence, for what the certificate says of
    the statement, on tables that it has `seen` or not. None where it proves nothing. Raises `LimitReached`."""
    if known is None:
        return None
    certificate = certificates.certificate(where_from(statement, path), version, said, known.value, known.evidence)
    try:
        unchecked = kernel.examine(certificate, seen).unchecked
    except (kernel.Rejected, kernel.Missing):
        return None
    value = str(known.value).lower()
    return Verdict(
        statement, value, WANTED.get(statement.kind, value) == value, known.engine, 0.0, known.instances, known.reason,
        known.argument, known.witness, certificate, None, tuple(unchecked),
    )  # fmt: skip


def remember(place: kept.Place, verdict: Verdict) -> None:
    """Keep a verdict, true or false, for later runs."""
    if verdict.certificate is not None and verdict.checked:
        place.write(kept_of(verdict))


def kept_of(verdict: Verdict) -> kept.Kept:
    """What is kept of a verdict that is true or false."""
    assert verdict.certificate is not None
    return kept.Kept(
        verdict.value == "true", verdict.certificate["evidence"], verdict.engine, verdict.instances, verdict.reason,
        verdict.argument, verdict.witness,
    )  # fmt: skip


def where_from(statement: Ready, path: str) -> dict[str, Any]:
    """What a certificate says of where its statement is from."""
    return {"file": path, "line": statement.span.line, "kind": statement.kind, "name": statement.name}
