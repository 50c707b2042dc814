"""One statement from proposition to verdict: decided, certified, and the certificate checked by the kernel."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence, Set
from typing import Any, TypeVar

from catproof import kernel
from catproof.core import cache
from catproof.core.deadline import Exceeded
from catproof.core.limits import LimitReached
from catproof.decide import certificate as certificates
from catproof.decide.decided import NOTHING, Account, Decided
from catproof.decide.decider import Decider
from catproof.decide.instance import chosen
from catproof.decide.progress import Progress
from catproof.diagnostic import Diagnostic
from catproof.elaborate.ready import Ready
from catproof.elaborate.scope import Skipped, Wrong
from catproof.engines import context
from catproof.options import Options
from catproof.running import kept
from catproof.running.verdict import WANTED, InternalError, Verdict, interruptible, remember, remembered, where_from

Found = TypeVar("Found")


def prove(statement: Ready, path: str, options: Options, version: str, progress: Progress | None = None) -> Verdict:
    """The verdict on a statement, certified and checked; `progress` says meanwhile how far it is. Raises
    `InternalError`, and `Interrupted` at Ctrl-C."""
    progress = Progress() if progress is None else progress
    with interruptible(statement, progress), cache.used(options.cache):
        return _prove(statement, path, options, version, progress)


def _prove(statement: Ready, path: str, options: Options, version: str, progress: Progress) -> Verdict:
    if statement.prop is None:
        return Verdict(statement, "skipped", False, "", 0.0, 0, "it depends on something with an error", [], {}, None)
    start = time.perf_counter()
    decided: Decided | None = None
    error: Diagnostic | None = None
    limits: tuple[str, ...] = ()
    certificate: dict[str, Any] | None = None
    unchecked: list[str] = []
    verified = True
    account = NOTHING
    decider = Decider(options.engine, max(1, int(options.timeout * 1000)), progress=progress)
    try:
        with options.bounded(statement.seconds):
            place = place_of(statement, options)
            if place is not None:
                earlier = remembered(statement, path, place.said, place.read(), version)
                if earlier is not None:
                    return earlier._replace(seconds=time.perf_counter() - start)
            decided = decider.decide(statement.prop)
            limits = decided.limits
            if decided.value is not None:
                progress.checking = True
                said = None if place is None else place.said
                certificate = certificate_of(statement, path, decided, version, said)
                account = decided.account()
                elements = certificates.elements(certificate)
                if elements > options.check_limit:
                    verified = False
                    account = account._replace(reason=f"{account.reason} ({_put_off(elements, options)})")
                else:
                    unchecked = checked(kernel.examine, certificate).unchecked
    except Exceeded as met:
        decided = None
        limits = (decider.confirming + stopped(met, progress),)
    except KeyboardInterrupt:
        context.leave()
        raise
    except LimitReached as limit:
        decided, limits = None, (limit.told,)
    except Skipped:
        decided = None
    except Wrong as wrong:
        decided, error = None, wrong.of(path)
    seconds = time.perf_counter() - start
    if error is not None:
        return wrong_input(statement, error)._replace(seconds=seconds)
    if decided is None or decided.value is None:
        engines = decided.engines if decided is not None else frozenset[str]()
        instances = decided.instances if decided is not None else progress.instances
        return unknown(statement, options, limits, engines, instances, progress)._replace(seconds=seconds)
    assert certificate is not None
    verdict = known(statement, options, decided, account, certificate, unchecked, verified)._replace(seconds=seconds)
    if place is not None:
        remember(place, verdict)
    return verdict


# ---- verdicts of earlier runs -----------------------------------------------------------------------------


def place_of(statement: Ready, options: Options) -> kept.Place | None:
    """Where the verdict on the statement is kept; None where none is, or a limit is met."""
    try:
        return kept.place(statement, options)
    except LimitReached:
        return None


def wrong_input(statement: Ready, error: Diagnostic) -> Verdict:
    """The verdict where an error of the input only showed while deciding."""
    return Verdict(statement, "skipped", False, "", 0.0, 0, error.message, [], {}, None, error)


def unknown(
    statement: Ready, options: Options, limits: Sequence[str], engines: Set[str], instances: int, progress: Progress
) -> Verdict:
    """The verdict where limits were met."""
    engine, reason = engine_name(options, engines), "; ".join(limits)
    return Verdict(statement, "unknown", False, engine, 0.0, instances, reason, [], progress.witness(), None)


def known(
    statement: Ready,
    options: Options,
    decided: Decided,
    account: Account,
    certificate: dict[str, Any],
    unchecked: Sequence[str],
    verified: bool = True,
) -> Verdict:
    """The verdict true or false; `verified` says that the kernel has checked its certificate."""
    value = str(decided.value).lower()
    witness = account.witness
    if account.instance is not None and chosen(account.instance):
        from catproof.elaborate.pasting import theory_of

        theory = theory_of(account.instance, bool(decided.value))
        witness = {**witness, "theory": theory} if theory else witness
    return Verdict(
        statement, value, WANTED.get(statement.kind, value) == value, engine_name(options, decided.engines), 0.0,
        max(decided.instances, 1), account.reason, account.argument, witness, certificate, None,
        tuple(unchecked), verified, account.deciding,
    )  # fmt: skip


def stopped(met: Exceeded, progress: Progress) -> str:
    """What is known when a limit of time or memory is met."""
    return progress.stopped(f" by {met.limit}{met.how}") or str(met)


def engine_name(options: Options, engines: Set[str]) -> str:
    """The engine that a verdict is said to come from."""
    for name in ("both", "z3", "direct"):
        if name in engines:
            return name
    return "direct" if options.engine == "auto" else options.engine


def certificate_of(
    statement: Ready, path: str, decided: Decided, version: str, said: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The certificate of a verdict true or false; `said` is what `said_by` gives, where that is known. Raises
    `LimitReached`."""
    assert statement.said is not None and decided.value is not None
    said = certificates.said_by(statement.said) if said is None else said
    return certificates.certificate(where_from(statement, path), version, said, decided.value, decided.evidence)


def _put_off(elements: int, options: Options) -> str:
    """What a verdict says whose check is left to `catproof verify`."""
    return (
        f"not checked by the kernel: {elements} elements are more than the --check-limit of {options.check_limit}; "
        "`catproof verify` checks the certificate that --certificates writes"
    )


def checked(examine: Callable[[dict[str, Any]], Found], certificate: dict[str, Any]) -> Found:
    """What the kernel finds. Raises `InternalError` where it rejects the certificate, and `LimitReached` where it needs
    arrows that were left out because they are too many."""
    try:
        return examine(certificate)
    except kernel.Missing:
        message = "the kernel needs the arrows of a category, and they go past the limit"
        raise LimitReached(message, "--limit") from None
    except kernel.Rejected as rejected:
        raise InternalError(f"the kernel rejects the certificate: {rejected}") from None
