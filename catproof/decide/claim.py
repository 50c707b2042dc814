"""What every claim about given categories, functors and tasks can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

from catproof.logic.terms import Apply, Definitions, Term, Variable

if TYPE_CHECKING:
    from catproof.core.graded import Graded, GradedTask

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
class Tabled(Protocol):
    """A claim about all tables of values, of which some may settle it."""

    body: Term

    def tables(self, finding: Finding) -> Sequence[tuple[Variable, Apply, Graded | GradedTask]]:
        """Those, as `instance.Filled` has them; none where it is so for all."""
        ...


@runtime_checkable
class Ruled(Protocol):
    """A claim with a rule of its own, which z3 decides by itself; any other is decided from its definition
    (`decide.formula.by_definition`)."""

    def solved(self, definitions: Definitions, milliseconds: int) -> bool:
        """What z3 says. Raises `NoForm` where it has no form, and `LimitReached`."""
        ...
