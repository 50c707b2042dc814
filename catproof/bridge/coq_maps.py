"""The natural maps between two tasks as a list, with a clausal proof that there are no others: Coq makes the clauses
from the tables, checks the proof, and does not search again. Where there are many maps, one that decides a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from catproof.bridge.coq_refuted import many_functors
from catproof.bridge.coq_tables import row, texts
from catproof.core.counting import TooWide, number
from catproof.core.functor import Functor
from catproof.core.task import Task
from catproof.core.transformation import Transformation
from catproof.decide.decider import Decider
from catproof.decide.functor_domain import Functors
from catproof.decide.proposition import Prop, Quantified
from catproof.decide.transformations import Transformations
from catproof.search.natural_maps import Proof, first_map, no_other
from catproof.search.solver import SolverFailed

FEW = 20
"""From tasks with fewer elements Coq finds all maps by a search of its own as soon."""

MOST_LISTED = 30
"""More maps are not listed."""

MOST_STEPS = 200_000
"""A longer proof would take `coqc` minutes."""

MILLISECONDS = 10_000
"""So long z3 may take for an instance; it is not asked."""


def listing(source: Task, target: Task) -> tuple[str, str] | None:
    """The maps, and the steps of the proof, as lists of string literals; None where Coq is to search."""
    if source.size < FEW:
        return None
    images: list[list[int]] = []
    try:
        with suppress(TooWide):
            if number(source, target) > MOST_LISTED:
                return None
        while (image := first_map(source, target, images)) is not None:
            images.append(image)
            if len(images) > MOST_LISTED:
                return None
        proof = no_other(source, target, images)
    except SolverFailed:
        return None
    if len(proof.steps) > MOST_STEPS:
        return None
    return "[" + "; ".join(f'"{row(image)}"' for image in images) + "]", texts(_steps(source, target, proof))


def numbered(given: Transformation) -> list[int]:
    """The images of all elements, by their numbers over all objects."""
    return [given.target.start[a] + int(v) for a, values in enumerate(given.components) for v in values]


def over_maps(prop: Prop) -> Transformations | Functors | None:
    """What a sentence is about all, or some, of, where these are many: maps between two tasks, functors."""
    if not isinstance(prop, Quantified):
        return None
    domain = prop.domain
    if isinstance(domain, Transformations):
        return domain if domain.source.size >= FEW else None
    return domain if isinstance(domain, Functors) and many_functors(domain.source, domain.target) else None


def deciding(prop: Prop, value: bool) -> Transformation | Functor | None:
    """The one by which a sentence about all, or some, has its truth value; None where no single one decides it."""
    assert isinstance(prop, Quantified)
    if prop.name != ("exists" if value else "forall") or len(prop.term.variables) > 1:
        return None
    decider = Decider("direct", MILLISECONDS)
    maps = prop.domain.values()
    found: Transformation | Functor = next(each for each in maps if decider.decide(prop.body(each)).value is value)
    return found


def _steps(source: Task, target: Task, proof: Proof) -> Iterator[str]:
    """A row for the clause and a row for its hints; "x goes to v" is the literal 2 (|T| x + v), its opposite 1 more."""
    at = [a for a, members in enumerate(source.elements) for _ in members]
    variables = [target.size * x + v for x, a in enumerate(at) for v in range(target.start[a], target.start[a + 1])]
    for clause, hints in proof.steps:
        literals = row(2 * variables[abs(literal) - 1] + (literal < 0) for literal in clause)
        yield f"{literals}; {row(hints)}"
