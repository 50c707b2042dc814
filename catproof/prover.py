"""One statement from proposition to verdict: decided, certified, and the certificate checked by the kernel."""

from __future__ import annotations

import time
from typing import Any, NamedTuple

from catproof import interrupts, kernel
from catproof.claims.progress import Progress
from catproof.claims.proposition import NOTHING, Decided, Decider
from catproof.claims.tables import Tables
from catproof.core.limits import LimitReached
from catproof.deadline import TimedOut, deadline
from catproof.diagnostic import Diagnostic
from catproof.elaborate.scope import Skipped, Wrong
from catproof.elaborate.theory import Ready
from catproof.engines import context
from catproof.options import Options


class InternalError(Exception):
    """Engines disagree or the kernel rejects a certificate: catproof is wrong, not the input."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while a statement was decided; the message says which, and how far it came."""


class Verdict(NamedTuple):
    """What was found for one statement.

    `value` is "true", "false", "unknown" or "skipped"; `certificate` is there for true and false. `argument` is the
    explanation line by line, `error` an error of the input that only showed while deciding.
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
    trusted: tuple[str, ...] = ()


WANTED = {"claim": "true", "find": "true", "refute": "false"}
"""The verdict that makes a statement ok; `ask` takes either."""


def prove(statement: Ready, path: str, options: Options, version: str, progress: Progress | None = None) -> Verdict:
    """The verdict on a statement, certified and checked; `progress` says meanwhile how far it is. Raises
    `InternalError`, and `Interrupted` at Ctrl-C."""
    progress = Progress() if progress is None else progress
    try:
        return _prove(statement, path, options, version, progress)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt) or (isinstance(error, Exception) and interrupts.heard()):
            raise Interrupted(told(statement, progress)) from None
        raise


def told(statement: Ready, progress: Progress) -> str:
    """What Ctrl-C ended, in a line."""
    far = progress.told()
    return f"stopped in {statement.kind} {statement.name}{': ' if far else ''}{far}"


def _prove(statement: Ready, path: str, options: Options, version: str, progress: Progress) -> Verdict:
    if statement.prop is None:
        return Verdict(statement, "skipped", False, "", 0.0, 0, "it depends on something with an error", [], {}, None)
    start = time.perf_counter()
    tables = Tables()
    decided: Decided | None = None
    error: Diagnostic | None = None
    limits: tuple[str, ...] = ()
    certificate: dict[str, Any] | None = None
    trusted: list[str] = []
    account = NOTHING
    decider = Decider(options.engine, max(1, int(options.timeout * 1000)), tables, progress=progress)
    try:
        with deadline(options.timeout):
            decided = decider.decide(statement.prop)
            limits = decided.limits
            if decided.value is not None:
                progress.checking = True
                certificate = _certificate(statement, path, decided, tables, version)
                trusted = _check(certificate)
                account = decided.account()
    except TimedOut:
        context.leave()
        decided = None
        limits = (decider.confirming + timed_out(options, progress),)
    except KeyboardInterrupt:
        context.leave()
        raise
    except LimitReached as limit:
        decided, limits = None, (f"{limit} (raise it with {limit.remedy})",)
    except Skipped:
        decided = None
    except Wrong as wrong:
        decided, error = None, Diagnostic(path, wrong.span, wrong.message, wrong.hint)
    seconds = time.perf_counter() - start
    if error is not None:
        return Verdict(statement, "skipped", False, "", seconds, 0, error.message, [], {}, None, error)
    if decided is None or decided.value is None:
        engine = _engine(options, decided)
        instances = decided.instances if decided is not None else progress.instances
        reason, witness = "; ".join(limits), progress.witness()
        return Verdict(statement, "unknown", False, engine, seconds, instances, reason, [], witness, None)
    value = str(decided.value).lower()
    return Verdict(
        statement, value, WANTED.get(statement.kind, value) == value, _engine(options, decided), seconds,
        max(decided.instances, 1), *account, certificate, None, tuple(trusted),
    )  # fmt: skip


def timed_out(options: Options, progress: Progress) -> str:
    """What is known when the time is over."""
    limit, remedy = f"the time limit of {options.timeout:g} s", "(raise it with --timeout)"
    return progress.stopped(f" by {limit} {remedy}") or f"{limit} was reached {remedy}"


def _engine(options: Options, decided: Decided | None) -> str:
    engines = decided.engines if decided is not None else frozenset[str]()
    for name in ("both", "z3", "direct"):
        if name in engines:
            return name
    return "direct" if options.engine == "auto" else options.engine


def _certificate(statement: Ready, path: str, decided: Decided, tables: Tables, version: str) -> dict[str, Any]:
    return {
        "format": "catproof certificate",
        "schema": kernel.FORMAT,
        "catproof": version,
        "statement": {
            "file": path,
            "line": statement.span.line,
            "kind": statement.kind,
            "name": statement.name,
            "text": statement.text,
        },
        "verdict": decided.value,
        "categories": tables.categories,
        "functors": tables.functors,
        "tasks": tables.tasks,
        "models": tables.models,
        "transformations": tables.transformations,
        "claim": decided.claim,
        "evidence": decided.evidence,
    }


def _check(certificate: dict[str, Any]) -> list[str]:
    try:
        return kernel.examine(certificate)[1]
    except kernel.Rejected as rejected:
        raise InternalError(f"the kernel rejects the certificate: {rejected}") from None
