"""Unknown functors that agree with a given one on what was seen, as constraints from their definitions."""

from __future__ import annotations

import time
from collections.abc import Sequence

from catproof.core.functor import Functor
from catproof.engines.finder.clauses import TRUE, Clauses
from catproof.engines.given import Stated, countable, solve
from catproof.engines.maps import UnknownFunctor
from catproof.logic.literals import NoForm
from catproof.logic.rules import B, C, F, G, isomorphic
from catproof.logic.terms import Call, Definitions, Reference, Sort, Term, Variable
from catproof.structures.tables import KnownStructures

MOST_PROPOSED = 50
"""So many functors that are isomorphic to the given one are excluded one by one."""


def generalizes(
    functor: Functor, seen: Sequence[int], wanted: Sequence[str], definitions: Definitions, milliseconds: int
) -> bool:
    """Is F in the class, and every functor of the class that equals F on the full subcategory of what was seen
    isomorphic to F by an isomorphism that is the identity there? `wanted` are the properties that make the class.

    z3 proposes a functor, and then looks for the isomorphism; where there is one the functor is excluded. Raises
    `NoForm`, also where z3 would have to propose many, and `LimitReached`.
    """
    due = time.monotonic() + milliseconds / 1000
    structures = KnownStructures()
    known = structures.table(functor)
    places = {Variable(f"a{k}", Sort("object", (B,))): {a: TRUE} for k, a in enumerate(seen)}
    environment = {"B": known.source, "C": known.target, "F": known, **{a.name: v for a, v in places.items()}}
    isomorphism = isomorphic(list(places))

    def remaining() -> int:
        return max(1, int((due - time.monotonic()) * 1000))

    def within(of: Variable) -> list[Term]:
        return [Call(Reference(name, ("functor",), True), (B, C, of)) for name in wanted]

    if not all(solve(each, structures, environment, definitions, remaining()) for each in within(F)):
        return False
    with countable():
        stated = Stated(Clauses(due), structures)
        clauses = stated.clauses
        unknown = UnknownFunctor(clauses, known.source, known.target)
        for a in seen:
            clauses.clause(unknown.on_objects[a][functor.on_objects[a]])
        for f, arrow in enumerate(known.source.arrows):
            if known.source.source[f] in seen and arrow.target in seen:
                (value,) = known.on_arrows[f]
                clauses.clause(unknown.on_arrows[f][value])
        given = {"B": stated.table(known.source), "C": stated.table(known.target), "G": unknown}
        for each in within(G):
            clauses.clause(stated.truth(each, given, definitions))
        for _ in range(MOST_PROPOSED):
            if not clauses.solve():
                return True
            other = structures.table(unknown.value(clauses))
            if not solve(isomorphism, structures, {**environment, "G": other}, definitions, remaining()):
                return False
            clauses.exclude(unknown.cells)
    raise NoForm("too many functors are isomorphic to the given one")
