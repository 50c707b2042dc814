"""Claims that are core terms: what a definition says, and whatever has no algorithm of its own.

Decided from the definition: by `logic.truth` over the tables of what is given, and by z3 over the same tables as
constraints. The certificate holds the term; the kernel evaluates it with an interpreter of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from catproof.decide import story
from catproof.decide.claim import Finding
from catproof.decide.story import Story
from catproof.logic.literals import TRUE, Known
from catproof.logic.terms import Definitions, Term, Variable
from catproof.logic.truth import Truth, Undefined
from catproof.structures.tables import KnownStructures, Value


def environment(values: Mapping[Term, Value], structures: KnownStructures) -> dict[str, Any]:
    """What the variables among the terms stand for, as tables and choices."""
    found: dict[str, Any] = {}
    for term, value in values.items():
        if isinstance(term, Variable):
            known = structures.number_or_table(value)
            found[term.name] = {known: TRUE} if isinstance(known, int) else known
    return found


def by_definition(term: Term, values: Mapping[Term, Value], definitions: Definitions, milliseconds: int) -> bool:
    """What z3 says of a proposition from the definitions that it calls, `values` as for a `Formula`. Raises `NoForm`
    where it is too large, or has a rule of its own, and `LimitReached`."""
    from catproof.engines.given import solve

    structures = KnownStructures(values)
    return solve(term, structures, environment(values, structures), definitions, milliseconds)


class Formula:
    """The claim that a proposition is true. `values` says what its constants and free variables stand for, those of the
    definitions it uses among them. `refuse` makes the error of a term without a value,
    in an instance."""

    evaluated = True
    """The kernel evaluates it, too."""

    def __init__(
        self,
        term: Term,
        values: Mapping[Term, Value],
        definitions: Definitions,
        refuse: Callable[[Undefined, str], Exception],
    ) -> None:
        self.term = term
        self.values = values
        self.definitions = definitions
        self.structures = KnownStructures(values)
        self._refuse = refuse

    def environment(self) -> dict[str, Any]:
        """What the free variables stand for."""
        return environment(self.values, self.structures)

    def truth(self) -> Truth:
        """The interpreter over what is given."""
        return Truth(Known(), self.structures, self.definitions)

    def direct(self) -> Finding:
        try:
            value = self.truth().truth(self.term, self.environment()) == TRUE
        except Undefined as undefined:
            instance = self._story().instance(undefined.term, undefined.known)
            raise self._refuse(undefined, instance) from None
        return Finding(value, {"value": value})

    def _story(self) -> Story:
        return Story(self.truth(), self.structures, self.definitions)

    @cached_property
    def _steps(self) -> Sequence[story.Step]:
        """What leads to the value: found once, told as a sentence, step by step and by the values that decide."""
        return tuple(self._story().steps(self.term, self.environment()))

    def reason(self, finding: Finding) -> str:
        return story.reason(self._steps)

    def explain(self, finding: Finding) -> list[str]:
        return story.argument(self._steps)

    def witness(self, finding: Finding) -> dict[str, Any]:
        return story.witness(self._steps)
