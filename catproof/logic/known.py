"""The parts of a term whose values are known before it is decided."""

from __future__ import annotations

from collections.abc import Iterator

from catproof.logic.signature import sort_of
from catproof.logic.terms import STRUCTURES, Apply, Binding, Constant, Term, Variable, free, parts

MOVED = (
    *("object in", "arrow in", "as element", "functor in", "natural transformation in"),
    *("pair of objects", "pair of arrows"),
)
"""What is the same under another name of where it lives, or a pair that always is: known as soon as its variables
are."""

NOTHING: frozenset[str] = frozenset()


def known_parts(term: Term, unknown: frozenset[str] = NOTHING) -> list[tuple[Term, str]]:
    """Constants, the variables around the term, and the structures that are made of these, as far as they mention no
    unknown variable; with their kinds. The same for the same term."""
    known: dict[frozenset[str], list[tuple[Term, str]]] = term.__dict__.setdefault("_known", {})
    if unknown not in known:
        known[unknown] = list(dict.fromkeys(_parts(term, unknown)))
    return known[unknown]


def _parts(term: Term, unknown: frozenset[str]) -> Iterator[tuple[Term, str]]:
    if isinstance(term, Constant | Variable):
        if free(term).isdisjoint(unknown):
            yield term, term.sort.kind
        return
    if isinstance(term, Apply):
        kind = sort_of(term).kind
        if (kind in STRUCTURES or term.operator in MOVED) and free(term).isdisjoint(unknown):
            yield term, kind
            return
    inner: tuple[Term, ...] = parts(term)
    if isinstance(term, Binding):
        yield from _parts(term.domain, unknown)
        unknown, inner = unknown | {variable.name for variable in term.variables}, inner[1:]
    for part in inner:
        yield from _parts(part, unknown)
