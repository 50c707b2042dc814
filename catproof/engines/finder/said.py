"""Core terms over symbolic structures: the interpreter of terms (`logic.truth`) on the finder's tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catproof.engines.finder import tasks
from catproof.engines.finder.categories import SymbolicCategory
from catproof.engines.finder.clauses import TRUE, Clauses, Literal, NoForm
from catproof.engines.finder.functors import SymbolicFunctor, SymbolicTransformation
from catproof.engines.finder.tasks import SymbolicTask
from catproof.logic import truth
from catproof.logic.terms import Apply, Definitions, Term, Variable
from catproof.structures.tables import KnownStructures, Value

STRUCTURES = (SymbolicCategory, SymbolicFunctor, SymbolicTask, SymbolicTransformation)


def literal(
    clauses: Clauses, term: Term, definitions: Definitions, known: Mapping[Term, Value], unknown: Mapping[str, Any]
) -> Literal:
    """The literal that is true iff the proposition is. `known` says what constants and known variables stand for,
    `unknown` gives symbolic structures, and the numbers of objects, arrows and elements. Raises `NoForm`, `TooMany`."""
    structures = _Symbolic(KnownStructures(known))
    environment: dict[str, Any] = {}
    for variable, value in known.items():
        if isinstance(variable, Variable):
            found = structures.known.number_or_table(value)
            environment[variable.name] = {found: TRUE} if isinstance(found, int) else found
    for name, value in unknown.items():
        environment[name] = value if isinstance(value, STRUCTURES) else {value: TRUE}
    return truth.Truth(clauses, structures, definitions, strict=False).truth(term, environment)


class _Symbolic:
    """What is made from symbolic structures; from known ones what `known` makes."""

    def __init__(self, known: KnownStructures) -> None:
        self.known = known
        self._made: dict[tuple[Any, ...], Any] = {}

    def knows(self, term: Term) -> bool:
        return self.known.knows(term)

    def constant(self, constant: Term) -> Any:
        return self.known.constant(constant)

    def made(self, term: Apply, arguments: Sequence[Any]) -> Any:
        if all(isinstance(a, int) or hasattr(a, "whole") for a in arguments):
            return self.known.made(term, arguments)
        key = (term.operator, *(a if isinstance(a, int) else id(a) for a in arguments))
        if key not in self._made:
            self._made[key] = self._symbolic(term, *arguments), arguments
        return self._made[key][0]

    @staticmethod
    def _symbolic(term: Apply, first: Any, *rest: Any) -> Any:
        if term.operator == "terminal task" and isinstance(first, SymbolicCategory):
            return tasks.terminal(first)
        if term.operator == "sum" and isinstance(first, SymbolicTask) and isinstance(rest[0], SymbolicTask):
            return tasks.coproduct(first, *rest)
        raise NoForm(f"no way is known to make {term.operator} of what is not known")

    def values(self, domain: Apply, arguments: Sequence[Any]) -> Iterator[tuple[Any, Literal]]:
        if all(hasattr(a, "whole") for a in arguments):
            return self.known.values(domain, arguments)
        raise NoForm(f"the {domain.operator} are not known")
