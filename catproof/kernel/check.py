"""A certificate checked: the verdict that it proves, what it leaves unchecked, and what it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Container
from typing import Any, NamedTuple, TypeVar

from catproof.kernel.given import Given
from catproof.kernel.homes import Homes
from catproof.kernel.kinds import Kinds
from catproof.kernel.proofs import EVERY, Prover, single
from catproof.kernel.reading import strict
from catproof.kernel.rejection import Rejected, need
from catproof.kernel.rendering import Renderer
from catproof.kernel.seen import Seen

FORMAT = 2
"""The version of the certificate format that this kernel reads."""

Found = TypeVar("Found")


class Examined(NamedTuple):
    """What a certificate proves. `unchecked` names all that is left to trust, a line each; `sentence` is what its claim
    says, and `declared` what the names in it stand for, where the sentence does not say it itself."""

    verdict: bool
    unchecked: list[str]
    sentence: str
    declared: list[str]


def digest(certificate: dict[str, Any]) -> str:
    """The SHA-256 of the certificate without its own "digest" entry, in canonical JSON."""
    content = {key: value for key, value in certificate.items() if key != "digest"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def check(certificate: dict[str, Any]) -> bool:
    """The verdict that the certificate proves. Raises `Rejected` when it proves none, or another than it says."""
    return examine(certificate).verdict


def examine(certificate: dict[str, Any], seen: Seen | None = None) -> Examined:
    """What the certificate proves; tables that `seen` has checked for others are not gone through again. Raises
    `Rejected`."""
    seen = Seen() if seen is None else seen
    return guarded(certificate, lambda given: _examine(given, seen), seen)


def guarded(
    certificate: dict[str, Any], examination: Callable[[dict[str, Any]], Found], seen: Container[Any] = ()
) -> Found:
    """What an examination of the certificate finds; one that cannot be read is `Rejected`."""
    try:
        schema = certificate["schema"]
        known = type(schema) is int and schema == FORMAT
        need(known, f"this kernel reads certificates of schema {FORMAT}; one of schema 1 proves less than it says")
        strict(certificate, seen)
        return examination(certificate)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise Rejected(f"the certificate is malformed ({type(error).__name__}: {error})") from None
    except RecursionError:
        raise Rejected("a term is nested too deep") from None


def prover(certificate: dict[str, Any], seen: Seen | None = None) -> Prover:
    """What checks the evidence, with the tables read."""
    constants, definitions = certificate["constants"], certificate["definitions"]
    kind = Kinds(constants, definitions).of(certificate["claim"], {}, len(definitions))
    need(kind == "proposition", "the claim is no proposition")
    checker = Prover(Given(certificate, seen), constants, definitions)
    Homes(certificate, checker).of(certificate["claim"], {}, len(definitions))
    return checker


def _examine(certificate: dict[str, Any], seen: Seen) -> Examined:
    if "digest" in certificate:
        need(certificate["digest"] == digest(certificate), "the certificate was changed after it was written")
    checker = prover(certificate, seen)
    found = checker.proves(certificate["claim"], {}, len(checker.definitions), certificate["evidence"])
    return _found(certificate, checker, found)


def _found(certificate: dict[str, Any], checker: Prover, found: bool) -> Examined:
    need(found is certificate["verdict"], "the evidence proves the opposite verdict")
    renderer = Renderer(certificate, checker)
    sentence, declared = renderer.sentence(), renderer.declared()
    return Examined(found, [*checker.given.notes, *renderer.unchecked], sentence, declared)


# ---- certificates put together from parts ------------------------------------------------------------------

JOINED = (
    "the instances, each in the process that decided it: trusted (that they were put together as they were checked; "
    "`catproof verify` checks them all again)"
)


def examine_part(certificate: dict[str, Any]) -> list[str]:
    """Check the evidence for some instances of a claim with one quantifier outside, be they its whole domain or not.
    What it leaves to trust, a line each. Raises `Rejected`."""
    return guarded(certificate, _part)


def examine_joined(certificate: dict[str, Any]) -> Examined:
    """What a certificate proves with one quantifier outside, whose instances were examined in parts: what none of them
    shows is that they are the whole domain. Takes the word of whoever joined them that the evidence is that of the
    parts; `examine` checks all of it. Raises `Rejected`."""
    return guarded(certificate, _joined)


def _outer(certificate: dict[str, Any]) -> tuple[Any, Any, bool]:
    """The quantifier and its evidence, and whether an odd number of negations is around it."""
    term, evidence, negated = certificate["claim"], certificate["evidence"], False
    while term[:2] == ["apply", "not"]:
        term, negated = term[2], not negated
        evidence = None if evidence is None else evidence["of"]
    return single(term), evidence, negated


def _part(certificate: dict[str, Any]) -> list[str]:
    checker = prover(certificate)
    term, evidence, _ = _outer(certificate)
    limit = len(checker.definitions)
    domain = checker.range(term[3], {}, limit)
    checker.bodies(term, domain.listed(evidence), {}, limit, evidence)
    notes: list[str] = checker.given.notes
    return notes


def _joined(certificate: dict[str, Any]) -> Examined:
    checker = prover(certificate)
    term, evidence, negated = _outer(certificate)
    every = EVERY[term[1]]
    domain = checker.range(term[3], {}, len(checker.definitions))
    if evidence is None or "values" not in evidence:
        domain.values()
    else:
        values = domain.listed(evidence)
        need(domain.complete(values, evidence.get("complete")), "the instances are not the whole domain")
    need(evidence is None or evidence["value"] is every, "one instance alone decides this")
    found = _found(certificate, checker, every is not negated)
    return found._replace(unchecked=[*found.unchecked, JOINED])
