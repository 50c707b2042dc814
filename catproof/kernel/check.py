"""What each claim means on tables, and when evidence proves it true or false."""

from __future__ import annotations

import hashlib
import json
import operator
from collections.abc import Callable
from typing import Any, TypeVar

from catproof.kernel import functors, interpreter, models, prompting, properties, transformations
from catproof.kernel.given import Given
from catproof.kernel.prompting import rank
from catproof.kernel.reading import strict
from catproof.kernel.rejection import Rejected, need

FORMAT = 1
"""The version of the certificate format that this kernel reads."""

Found = TypeVar("Found")

COMPARE: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def digest(certificate: dict[str, Any]) -> str:
    """The SHA-256 of the certificate without its own "digest" entry, in canonical JSON."""
    content = {key: value for key, value in certificate.items() if key != "digest"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def check(certificate: dict[str, Any]) -> bool:
    """The verdict that the certificate proves. Raises `Rejected` when it proves none, or another than it says."""
    return examine(certificate)[0]


def examine(certificate: dict[str, Any]) -> tuple[bool, list[str]]:
    """The verdict that the certificate proves, and what it leaves to trust, a line each. Raises `Rejected`."""
    return guarded(certificate, _examine)


def guarded(certificate: dict[str, Any], examination: Callable[[dict[str, Any]], Found]) -> Found:
    """What an examination of the certificate finds; one that cannot be read is `Rejected`."""
    try:
        schema = certificate["schema"]
        need(type(schema) is int and schema == FORMAT, f"this kernel reads certificates of schema {FORMAT}")
        return examination(certificate)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        raise Rejected(f"the certificate is malformed ({type(error).__name__}: {error})") from None


def _examine(certificate: dict[str, Any]) -> tuple[bool, list[str]]:
    if "digest" in certificate:
        need(certificate["digest"] == digest(certificate), "the certificate was changed after it was written")
    strict(certificate)
    checker = Checker(certificate)
    found = checker.proves(certificate["claim"], certificate["evidence"])
    need(found is certificate["verdict"], "the evidence proves the opposite verdict")
    return found, checker.given.notes


Rule = Callable[[Given, Any, Any, bool], "bool | None"]
"""Given the claim, the evidence and the value it is said to prove: the value it does prove, or None."""

RULES: dict[str, Rule] = {
    **prompting.RULES,
    **properties.RULES,
    **models.RULES,
    **transformations.RULES,
    **functors.RULES,
    **interpreter.RULES,
}

LOGIC = {name: f"prove_{name}" for name in ("not", "and", "or", "implies", "iff", "forall", "exists", "compare")}


class Checker:
    """The rules to check a claim on the tables of one certificate."""

    def __init__(self, certificate: dict[str, Any]) -> None:
        self.given = Given(certificate)

    def proves(self, claim: dict[str, Any], evidence: dict[str, Any]) -> bool:
        """The truth value of the claim that the evidence proves."""
        value = evidence["value"]
        need(type(value) is bool, "evidence says neither true nor false")
        name = claim["is"]
        if name in LOGIC:
            found = getattr(self, LOGIC[name])(claim, evidence, value)
        else:
            need(name in RULES, f"no rule for the claim {name!r}")
            found = RULES[name](self.given, claim, evidence, value)
        need(found is value, f"the evidence does not prove that `{claim['is']}` is {str(value).lower()}")
        return bool(value)

    # ---- connectives and quantifiers ------------------------------------------------------------------

    def prove_not(self, claim: Any, evidence: Any, value: bool) -> bool:
        return not self.proves(claim["of"], evidence["of"])

    def prove_and(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        a, b = self._parts(claim, evidence)
        return False if a is False or b is False else (True if a and b else None)

    def prove_or(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        a, b = self._parts(claim, evidence)
        return True if a or b else (False if a is False and b is False else None)

    def prove_implies(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        a, b = self._parts(claim, evidence)
        return True if a is False or b else (False if a and b is False else None)

    def prove_iff(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        a, b = self._parts(claim, evidence)
        return None if a is None or b is None else a is b

    def _parts(self, claim: Any, evidence: Any) -> list[bool | None]:
        need(len(claim["parts"]) == len(evidence["parts"]) == 2, "a connective has two parts")
        return [
            None if e is None else self.proves(c, e) for c, e in zip(claim["parts"], evidence["parts"], strict=True)
        ]

    def prove_forall(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        return self._instances(claim, evidence, value, every=True)

    def prove_exists(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        found = self._instances(claim, evidence, not value, every=False)
        return None if found is None else not found

    def _instances(self, claim: Any, evidence: Any, value: bool, every: bool) -> bool | None:
        """With `value`, the body is `every` for the whole domain; without, some instance says otherwise.

        What the body says of each value is a claim of its own, part of the whole claim, with evidence of its own.
        """
        entries, proofs = claim["instances"], evidence["instances"]
        need(len(entries) == len(proofs), "an instance has no evidence of its own")
        for entry, proof in zip(entries, proofs, strict=True):
            truth = self.proves(entry["claim"], proof)
            if not value:
                need(len(entries) == 1, "one instance is enough")
                return None if truth is every or not self.given.contains(claim["domain"], entry["at"]) else False
            if truth is not every:
                return None
        need(value, "no instance is given")
        values = [entry["at"] for entry in entries]
        complete = self.given.complete(claim["domain"], values, evidence.get("complete"))
        return True if complete else None

    # ---- numbers --------------------------------------------------------------------------------------

    def prove_compare(self, claim: Any, evidence: Any, value: bool) -> bool:
        left = self.number(claim["left"], evidence.get("left"))
        return COMPARE[claim["operator"]](left, self.number(claim["right"], evidence.get("right")))

    def number(self, term: Any, evidence: Any) -> int:
        if type(term) is int:
            return term
        if term["number"] == "size":
            return len(self.given.task(term["task"]).at)
        if term["number"] == "count":
            if "values" in term:
                need(self.given.complete(term["domain"], term["values"]), "the values counted are not the domain")
                return len(term["values"])
            if "trusted" in term:
                return self.given.trusted_count(term["domain"], term["trusted"])
            return self.given.count(term["domain"], None if evidence is None else evidence["complete"])
        need(term["number"] == "rank", "an unknown number")
        return rank(self.given.task(term["task"]), evidence)
