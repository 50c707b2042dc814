"""What every claim about given categories, functors and tasks can do."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol, runtime_checkable

Evidence = dict[str, Any]
"""What proves a verdict, in the numbers of the certificate's tables. Holds only what the kernel checks."""


SMALL = 12
"""Up to so many elements the kernel finds by itself what represents a task, and what generates it."""


class Finding(NamedTuple):
    """A verdict on a claim, and the evidence for it."""

    value: bool
    evidence: Evidence


class EnginesDisagree(Exception):
    """The two engines gave opposite verdicts, or evidence that does not fit: an internal error."""


class Claim(Protocol):
    """An atomic claim, closed: every name in it has been given its object."""

    def direct(self) -> Finding:
        """Decide by the algorithms of `core`. Raises `LimitReached`."""
        ...

    def reason(self, finding: Finding) -> str:
        """Why, in a sentence, in the theory file's own names."""
        ...

    def explain(self, finding: Finding) -> list[str]:
        """Why, as an argument that a reader can follow by hand: one step a line."""
        ...

    def witness(self, finding: Finding) -> dict[str, Any]:
        """What decides, by name, for programs to read."""
        ...


@runtime_checkable
class Sought(Protocol):
    """A claim that there is an unknown thing, which z3 finds itself: a map, generators, a functor. Any other claim is
    decided from its definition (`decide.formula.by_definition`)."""

    def smt(self, milliseconds: int) -> Finding | None:
        """What z3 finds; None where that has no form. A model found gives the evidence itself; a refutation's evidence
        comes from the direct engine. Raises `LimitReached`."""
        ...


def confirm(found: bool, claim: Claim) -> Finding:
    """The direct engine's finding, where z3 found no solution (or no counterexample): they must agree."""
    finding = claim.direct()
    if finding.value is not found:
        raise EnginesDisagree(
            f"z3 finds the claim {str(found).lower()}, the direct engine {str(finding.value).lower()}"
        )
    return finding
