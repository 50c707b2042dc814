"""The general theorems, each proved anew by every prover there is: Coq, z3, cvc5, E.

Coq is given the library of this package: it compiles it, or has compiled the same text before, and prints on which
axioms each theorem rests. The others are given a theorem's first-order form; theorems that have none are Coq's alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catproof.bridge.coqc import CLOSED, Coq, CoqError, first_error
from catproof.bridge.general import THEOREMS, Theorem, smtlib, tptp
from catproof.bridge.solvers import SMT_SOLVERS, TPTP_PROVERS, installed, solve, version
from catproof.core.characters import json_text
from catproof.version import __version__


class Prover(NamedTuple):
    """A prover that is there, with its version."""

    name: str
    version: str


class Attempt(NamedTuple):
    """What a prover made of a theorem: "proved", "not proved", or "no form" where its language cannot say it."""

    prover: Prover
    status: str
    seconds: float
    reason: str = ""


class Proved(NamedTuple):
    """A theorem with the attempts at it."""

    theorem: Theorem
    attempts: list[Attempt]

    @property
    def holds(self) -> bool:
        """Has some prover proved it?"""
        return any(each.status == "proved" for each in self.attempts)


def provers() -> tuple[list[Prover], Coq | None, str]:
    """The provers there are, with the Coq among them; and why there is no Coq."""
    coq, missing = None, ""
    found = []
    try:
        coq = Coq.find()
        found.append(Prover("Coq", coq.version))
    except CoqError as error:
        missing = str(error)
    found += [Prover(name, version(name)) for name in SMT_SOLVERS + TPTP_PROVERS if installed(name)]
    return found, coq, missing


def prove_all(
    theorems: Sequence[Theorem], found: Sequence[Prover], coq: Coq | None, seconds: float
) -> Iterator[Proved]:
    """Have each theorem proved by each prover, with so many seconds for each. Raises `CoqError` and `OSError`."""
    audited = assumptions(coq, [name for theorem in theorems for name in theorem.coq], seconds) if coq else {}
    for theorem in theorems:
        attempts = []
        for prover in found:
            if prover.name == "Coq":
                attempts.append(_by_coq(theorem, prover, audited))
            elif not theorem.conclusion:
                attempts.append(Attempt(prover, "no form", 0.0, "it is not first-order"))
            else:
                text = tptp(theorem) if prover.name in TPTP_PROVERS else smtlib(theorem)
                done = solve(prover.name, text, seconds)
                proved = done.answer == "unsat"
                reason = "" if proved else f"it {done.reason or f'answers {done.answer}'}"
                attempts.append(Attempt(prover, "proved" if proved else "not proved", done.seconds, reason))
        yield Proved(theorem, attempts)


def _by_coq(theorem: Theorem, prover: Prover, audited: dict[str, tuple[str, float]]) -> Attempt:
    if not theorem.coq:
        return Attempt(prover, "no form", 0.0, "the library does not state it")
    answers = [audited[name] for name in theorem.coq]
    wrong = [f"{name}: {answer}" for name, (answer, _) in zip(theorem.coq, answers, strict=True) if answer != CLOSED]
    status = "not proved" if wrong else "proved"
    return Attempt(prover, status, sum(seconds for _, seconds in answers), "; ".join(wrong))


def assumptions(coq: Coq, names: Sequence[str], seconds: float) -> dict[str, tuple[str, float]]:
    """For each theorem of the Coq library what Coq says it rests on, and the seconds that took. Raises `CoqError`."""
    wanted = list(dict.fromkeys(names))
    text = "From Catproof Require Import Catproof.\n" + "".join(f"Print Assumptions {name}.\n" for name in wanted)
    ran, _, took = coq.compiled(text.encode(), seconds)
    if ran.status is None:
        raise CoqError(f"coqc took longer than {seconds:g} s (raise it with --timeout)")
    if ran.status != 0:
        raise CoqError(f"coqc {coq.version} cannot audit the library: {first_error(ran.errors)}")
    answers = [" ".join(each.split()) for each in re.split(rf"(?={CLOSED}|^Axioms:)", ran.output, flags=re.MULTILINE)]
    answers = [each for each in answers if each]
    if len(answers) != len(wanted):
        raise CoqError(f"coqc {coq.version} answers {len(answers)} times to {len(wanted)} questions")
    each = took / max(1, len(wanted))
    return {name: (answer, each) for name, answer in zip(wanted, answers, strict=True)}


def to_json(proved: Sequence[Proved], found: Sequence[Prover]) -> str:
    """The outcome as JSON text."""
    theorems = [
        {
            "name": done.theorem.name,
            "text": done.theorem.words,
            "ok": done.holds,
            "coq": list(done.theorem.coq),
            "provers": [
                {
                    "name": each.prover.name,
                    "status": each.status,
                    "seconds": round(each.seconds, 3),
                    "reason": each.reason,
                }
                for each in done.attempts
            ],
        }
        for done in proved
    ]
    report = {
        "catproof": __version__,
        "ok": all(done.holds for done in proved),
        "provers": {prover.name: prover.version for prover in found},
        "theorems": theorems,
    }
    return json_text(report, 2)


def named(pattern: str) -> list[Theorem]:
    """The general theorems whose names match."""
    from fnmatch import fnmatchcase

    return [theorem for theorem in THEOREMS if fnmatchcase(theorem.name, pattern)]


def written(theorems: Sequence[Theorem], language: str) -> Iterator[tuple[Theorem, str, str]]:
    """The theorems that are first-order in "smtlib" or "tptp": each with the name of its file and its text."""
    for theorem in theorems:
        if theorem.conclusion:
            ending, text = ("p", tptp(theorem)) if language == "tptp" else ("smt2", smtlib(theorem))
            yield theorem, f"{theorem.name}.{ending}", text
