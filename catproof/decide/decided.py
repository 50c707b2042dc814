"""What was found for a proposition, and how it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from catproof.decide.claim import Claim, Evidence, Finding
from catproof.decide.instance import Instance


class Account(NamedTuple):
    """A verdict told to people: the reason in a sentence, the argument line by line, what decides by name, the claims
    that decide, with what was found for each, and the instance that they are about."""

    reason: str
    argument: list[str]
    witness: dict[str, Any]
    deciding: tuple[tuple[Claim, Finding], ...] = ()
    instance: Instance | None = None


NOTHING = Account("", [], {})


class Decided(NamedTuple):
    """What was found for a proposition.

    `value` is None when unknown, and then `limits` says why. `evidence` is for the certificate, None where the kernel
    evaluates what is said.
    `account` tells it in words, and is only put together when somebody asks; `instances` is the number of instances of
    quantifiers decided, the innermost ones of nested quantifiers; `engines` those that decided: "direct", "z3", "both".
    """

    value: bool | None
    evidence: Evidence | None
    account: Callable[[], Account]
    instances: int
    engines: frozenset[str]
    limits: tuple[str, ...] = ()
    vacuous: bool = False
    """Is it true for the sole reason that what it assumes never holds?"""


class Gathered:
    """What was decided about the instances of a quantifier, in their order."""

    def __init__(self) -> None:
        self.instances: list[Any] = []
        """The values, as a certificate gives them."""
        self.proofs: list[Evidence | None] = []
        self.first: list[Callable[[], list[str]]] = []
        """For the first instances the argument."""
        self.vacuous = 0
        """How many of the instances are vacuous."""
        self.count = 0
        """Innermost instances decided."""
        self.engines: set[str] = set()
        self.stopped = ""
        """The limit that ended the domain."""
        self.settled: tuple[Any] | None = None
        """The value whose instance settles it."""
        self.alone: Decided | None = None
        """What was decided for it."""
