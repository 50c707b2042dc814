"""A quantified claim whose instances were proved in parts, each with tables of its own.

`examine_part` checks the evidence of the instances of one part. `examine_joined` checks, of a certificate put together
from such parts, what none of them shows: that the instances are the whole domain. It takes the word of whoever joined
them that the evidence is that of the parts; `examine` checks all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from catproof.kernel.check import Checker, guarded
from catproof.kernel.given import KINDS, Given
from catproof.kernel.rejection import index, need

EVERY = {"forall": True, "exists": False}
"""The value that the body must have for each value of the variable, where one alone does not decide."""

JOINED = (
    "the instances, each in the process that decided it: trusted (that they were put together as they were checked; "
    "`catproof verify` checks them all again)"
)


def examine_part(certificate: dict[str, Any]) -> list[str]:
    """Check the evidence of the instances of a quantified claim, be they the whole domain or not. What it leaves to
    trust, a line each. Raises `Rejected`."""
    return guarded(certificate, _part)


def examine_joined(certificate: dict[str, Any]) -> tuple[bool, list[str]]:
    """The verdict of a certificate with one quantifier outside, whose instances were examined in parts; and what it
    leaves to trust. Raises `Rejected`."""
    return guarded(certificate, _joined)


def _part(certificate: dict[str, Any]) -> list[str]:
    checker = Checker(certificate)
    claim, evidence = certificate["claim"], certificate["evidence"]
    every = EVERY[claim["is"]]
    need(len(claim["instances"]) == len(evidence["instances"]), "an instance has no evidence of its own")
    for entry, proof in zip(claim["instances"], evidence["instances"], strict=True):
        need(checker.proves(entry["claim"], proof) is every, "an instance decides the claim by itself")
    return checker.given.notes


def _joined(certificate: dict[str, Any]) -> tuple[bool, list[str]]:
    claim, evidence = certificate["claim"], certificate["evidence"]
    verdict: bool = evidence["value"]
    value = verdict
    while claim["is"] == "not":
        claim, evidence, value = claim["of"], evidence["of"], not value
        need(evidence["value"] is value, "the evidence proves the opposite")
    need(value is EVERY[claim["is"]], "one instance alone decides this")
    need(verdict is certificate["verdict"], "the evidence proves the opposite verdict")
    need(len(claim["instances"]) == len(evidence["instances"]), "an instance has no evidence of its own")
    values = [entry["at"] for entry in claim["instances"]]
    tables, domain, values = _domain(certificate, claim["domain"], values)
    given = Given(tables)
    need(given.complete(domain, values, evidence.get("complete")), "the instances are not the whole domain")
    return verdict, [*given.notes, JOINED]


def _domain(certificate: dict[str, Any], domain: Any, values: list[Any]) -> tuple[dict[str, Any], Any, list[Any]]:
    """The domain and its values with just the tables that they speak of."""
    categories: list[Any] = []
    tasks: list[Any] = []
    domain = dict(domain)

    def entry(name: str, number: Any) -> Any:
        return certificate[name][index(number, len(certificate[name]), name)]

    def enter(key: str, into: Callable[[Any], int]) -> None:
        domain[key] = into(domain[key])

    def category(number: Any) -> int:
        categories.append(entry("categories", number))
        return len(categories) - 1

    def task(number: Any) -> int:
        found = entry("tasks", number)
        need(not tasks or found["category"] == first, "the tasks live on different categories")
        tasks.append({**found, "category": 0})
        return len(tasks) - 1

    first: Any = None
    if domain["of"] in KINDS:
        values = [category(number) for number in values]
    elif domain["of"] == "tasks":
        first = domain["category"]
        enter("category", category)
        values = [task(number) for number in values]
    elif domain["of"] in ("elements", "transformations"):
        names = ("task",) if domain["of"] == "elements" else ("source", "target")
        first = entry("tasks", domain[names[0]])["category"]
        category(first)
        for name in names:
            enter(name, task)
    else:
        for name in ("source", "target") if domain["of"] == "functors" else ("category",):
            enter(name, category)
    tables = {"functors": [], "models": [], "transformations": [], "categories": categories, "tasks": tasks}
    return tables, domain, values
