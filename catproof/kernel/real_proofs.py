"""Proofs of statements about all tables of real values: of each case of least values, or with witnesses of what there
is for each table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from catproof.kernel.farkas import ZERO, atoms_of, check
from catproof.kernel.quantales import INF, exact
from catproof.kernel.reals import (
    CATEGORIES,
    MOST_POINTS,
    REALS,
    Reader,
    Table,
    below,
    cases,
    constant,
    deny,
    finite,
    join,
    obeyed,
    over,
)
from catproof.kernel.rejection import index, need

_NO_MORE = object()
"""Behind the last proof; no value of JSON is equal to it."""


class _Prefix:
    """Quantifiers of one kind over tables, outermost; the body is what they are about."""

    def __init__(self, term: Any, single: Callable[[Any], Any]) -> None:
        self.binder = term[1]
        self.names: list[str] = []
        self.domains: list[Any] = []
        while term[0] == "binding" and term[1] == self.binder and term[3][1] in REALS:
            _, _, (name,), domain, _, body = single(term)
            self.names, self.domains, term = [*self.names, name], [*self.domains, domain], body
        self.body = term
        need(len(set(self.names)) == len(self.names), "two variables of a quantifier have one name")


def proves(term: Any, known: Any, given: Any, evidence: Any, single: Callable[[Any], Any]) -> bool:
    """Does the evidence prove that the quantifiers hold of all tables (`forall`), or of none (`exists`)? `given` has
    the constants and the definitions. With `witnesses` there are quantifiers of the other kind within."""
    outer = _Prefix(term, single)
    inner = None
    if "witnesses" in evidence:
        need(outer.body[0] == "binding" and outer.body[3][1] in REALS, "witnesses are given of nothing")
        inner = _Prefix(outer.body, single)
        need(inner.binder != outer.binder and inner.binder in ("forall", "exists"), "witnesses are given of nothing")
        need(not set(inner.names) & set(outer.names), "two variables of a quantifier have one name")
        need(all(domain[1] == "graded tasks" for domain in inner.domains), "witnesses are no tasks")
    domains = outer.domains
    logarithms = any(over(domain, given, known) == "prob" for domain in domains)
    reader = Reader(given.constants, given.definitions, logarithms)
    points = [0]
    if domains[0][1] in CATEGORIES:
        least, most = (number[1] for number in domains[0][2:])
        need(type(least) is int and type(most) is int and most <= MOST_POINTS, "tables have too many points")
        points = list(range(max(least, 0), most + 1))
    proofs = evidence["cases" if inner is None else "witnesses"]
    need(type(proofs) is list and len(proofs) == len(points), "a number of points is missing")
    says = outer.binder == "forall"

    def said(body: Any, tables: Any) -> Any:
        found = reader.said(body, tables, len(given.definitions))
        return found if says else deny(found)

    for count, several in zip(points, proofs, strict=True):
        left = iter(several)
        for tables, atoms, laws in cases(0, outer.names, domains, count, known, reader):
            proof: Any = next(left, _NO_MORE)
            need(proof is not _NO_MORE, "a case has no proof")
            if inner is None:
                ways = [said(outer.body, tables)]
            else:
                need(type(proof) is list and len(proof) == 2 and not logarithms, "a case has no witnesses")
                fill = _filled(tables, outer.names, inner, reader)
                ways = [join("and", [lawful, said(inner.body, filled)]) for filled, lawful in map(fill, proof[0])]
                proof = proof[1]
            goal = join("or", [*map(deny, laws), *ways])
            check(goal, list(dict.fromkeys(atoms_of(goal))), {}, atoms, proof)
        need(next(left, _NO_MORE) is _NO_MORE, "there are more proofs than cases")
    return True


def _filled(tables: Any, outer: Sequence[str], inner: _Prefix, reader: Reader) -> Callable[[Any], tuple[Any, Any]]:
    """Reads a witness: the values of the inner tasks, as forms of the unknown outer values; and that they are tasks."""
    rows = [
        row for name in outer for row in (tables[name].scores if not tables[name].values else [tables[name].values])
    ]
    unknown = [value for row in rows for value in row if finite(value) and value.terms]

    def form(data: Any) -> Any:
        if data == "inf":
            return INF
        need(type(data) is list and data, "a form is no list")
        made = constant(_rational(data[0]))
        for part in data[1:]:
            need(type(part) is list and len(part) == 2, "a form has other parts")
            made = made.add(unknown[index(part[0], len(unknown), "unknown value")], _rational(part[1]))
        return made

    def fill(witness: Any) -> tuple[Any, Any]:
        need(type(witness) is list and len(witness) == len(inner.names), "a witness has another number of tasks")
        found, parts = dict(tables), list[Any]()
        for name, domain, data in zip(inner.names, inner.domains, witness, strict=True):
            on = reader.structure(domain[2], found)
            need(type(data) is list and len(data) == len(on.scores), "a task has another number of values")
            values = list(map(form, data))
            parts.append(_lawful(on, values))
            found[name] = Table(on.quantale, on.scores, values)
        return found, join("and", parts)

    return fill


def _rational(text: Any) -> Fraction:
    need(type(text) is str and text.startswith("-") < len(text), "a coefficient is no text")
    value = exact(text.removeprefix("-"))
    need(value != INF, "a coefficient is infinite")
    return Fraction(-value if text.startswith("-") else value)


def _lawful(on: Table, values: Sequence[Any]) -> Any:
    """They are values of the quantale, and a task."""
    quantale, several = on.quantale, range(len(values))
    need(quantale == "metric" or all(map(finite, values)), "a value of a witness is none")
    need(
        quantale != "bool" or all(value in (constant(0), constant(1)) for value in values), "a value is neither 0 nor 1"
    )
    parts = [below(ZERO, value) for value in values]
    if quantale in ("fuzzy", "lukasiewicz"):
        parts += [below(value, constant(1)) for value in values]
    ways = [(values[a], on.scores[a][b], values[b]) for a in several for b in several if a != b]
    return join("and", [*parts, *(obeyed(*way, quantale) for way in ways)])
