"""What keeps limits, in Coq: it finds an adjoint, or that a functor is full and faithful, by itself; the diagrams that
break it are given, for each category at which some functor that a sentence speaks of starts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from catproof.bridge.coq_source import Source
from catproof.bridge.coq_tables import row
from catproof.bridge.coq_terms import Scope, Terms
from catproof.bridge.statement import NotExportable
from catproof.core.category import Arrow, Category, Generator, presented
from catproof.core.functor import Functor
from catproof.decide.functor_domain import Functors
from catproof.decide.keeping import Keeps
from catproof.logic.signature import sort_of
from catproof.logic.terms import Apply, Term, Variable, within
from catproof.logic.text import text_of

KEEPING = {f"{verb} {kind}": verb.capitalize() + kind.capitalize()
           for verb in ("preserves", "reflects") for kind in ("limits", "colimits")}  # fmt: skip
"""What is proved of all finite diagrams at once."""


def keeping(terms: Terms, term: Apply, known: Scope) -> str:
    """What is said, with the diagrams that decide it. Raises `NotExportable`."""
    (given,) = term.arguments
    said = f"{KEEPING[term.operator]} {terms.any(given, known)}"
    verb, kind = term.operator.split()
    for functor in _meant(terms, given, known):
        found, evidence = Keeps(functor, verb, kind).direct()
        if not found:
            _give(terms.source, functor.source, evidence, kind == "colimits")
        elif evidence["by"] == "search":
            raise NotExportable(f"that it {verb} {kind} is known by a search, which has no Coq form")
    return said


def _meant(terms: Terms, given: Term, known: Scope) -> Iterator[Functor]:
    """The functors that a term stands for, for all values of the variables in scope."""
    free_in = {part.name: part for part in within(given) if isinstance(part, Variable) and part.name in known}
    ranges = []
    for variable in free_in.values():
        homes = variable.sort.of
        if variable.sort.kind not in ("functor", "object") or any(terms.varies(home, known) for home in homes):
            raise NotExportable(f"limits kept by {text_of(given)}, between categories that vary, have no Coq form")
        ranges.append(list(_values([terms.values[home] for home in homes])))
    if ranges and terms.varies(sort_of(given).of[0], known):
        raise NotExportable(f"limits kept by {text_of(given)}, between categories that vary, have no Coq form")
    if ranges and any(isinstance(part, Apply) and part.operator == "opposite functor" for part in within(given)):
        raise NotExportable(f"limits kept by {text_of(given)}, whose source has no table, have no Coq form")
    for chosen in product(*ranges):
        values = terms.values.known
        for name, value in zip(free_in, chosen, strict=True):
            values = values.binding(name, value)
        functor = terms.values.reading.values(given, values, frozenset())[given] if ranges else terms.values[given]
        assert isinstance(functor, Functor)
        yield functor


def _values(homes: list[Any]) -> Iterator[Any]:
    """The functors between two categories; the objects of one."""
    yield from Functors(*homes).values() if len(homes) == 2 else range(len(homes[0].objects))


def _give(source: Source, category: Category, evidence: dict[str, Any], colimits: bool) -> None:
    """A diagram and a cone over it, for functors from a category."""
    key = (colimits, *(str(evidence[part]) for part in ("corners", "edges", "apex", "legs")))
    if not source.is_new_diagram(category, key):
        return
    functor, legs = _diagram(category, evidence, colimits)
    apex, shape, of = source.object(category, evidence["apex"]), source.functor(functor), source.category(category)
    if colimits:
        of = f"(opposite {of})"
        shape, apex = f"(opposite_functor {shape})", f"({apex} : {of})"
    cone = f"(constant_functor {apex})"
    places = row(category.hom(f.target).arrows_from(category.source(f)).index(f.number) for f in legs)
    natural = f'(the_natural {cone} {shape} (natural {cone} {shape} "{places}" ltac:(computed)))'
    source.diagrams.setdefault(of, []).append(f"given_diagram {shape} {apex} {natural}")


def _diagram(category: Category, evidence: dict[str, Any], colimits: bool) -> tuple[Functor, list[Arrow]]:
    """A diagram on a graph as a functor, with the legs of a cone: each edge is an object with an arrow from both of its
    ends (for colimits to both), so that no arrows meet."""
    corners, edges = evidence["corners"], [(i, j, Arrow(*f)) for i, j, f in evidence["edges"]]
    legs = [Arrow(*leg) for leg in evidence["legs"]]
    generators: list[Generator] = []
    values: list[Arrow] = []
    for e, (i, j, f) in enumerate(edges, len(corners)):
        near, far = (i, j) if colimits else (j, i)  # the edge has the value of the near end, and its leg
        for end, value in ((far, f), (near, Arrow(corners[near], 0))):
            ends = (e, end) if colimits else (end, e)
            generators.append(Generator(f"to_{len(generators)}", *ends))
            values.append(value)
    shape = presented([str(k) for k in range(len(corners) + len(edges))], generators, [], name="shape")
    near_ends = [i if colimits else j for i, j, _ in edges]
    diagram = Functor(shape, category, [*corners, *(corners[k] for k in near_ends)], values, name="diagram")
    return diagram, [*legs, *(legs[k] for k in near_ends)]
