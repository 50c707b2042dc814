"""Claims about all tables of real values, proved in Coq by linear arithmetic, or by the table that settles them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

from catproof.bridge.coq_graded_source import bare, quantale, rational
from catproof.bridge.coq_source import Source
from catproof.bridge.statement import NotExportable
from catproof.core.graded import Graded, GradedTask
from catproof.core.quantale import INF, Value
from catproof.decide.claim import Finding
from catproof.decide.real_formulas import Scored, Symbolic
from catproof.decide.reals import CATEGORIES, Case, OverReals
from catproof.engines.linear import Form
from catproof.logic.terms import Number
from catproof.structures.tables import Place

MOST_UNKNOWN = 5
"""Values that are not known: which of them are infinite is gone through case by case in Coq."""

MOST_IN_LUKASIEWICZ = 3
"""The same there, where sums are compared with 0 and with others: their cases are many."""


def prove_reals(source: Source, claim: OverReals, finding: Finding) -> str:
    """The tactics that prove it, or its negation. Raises `NotExportable`."""
    settled = finding.value is not claim.every
    if settled:
        tables = list(_tables(source, claim, finding.evidence))
        if claim.inner is None and claim.every:
            return f"intros W'. refine (refuted_by (W' {' '.join(tables)}) _); computed."
        if claim.inner is None:
            return f"exists {', '.join(tables)}. decided."
        left = claim.settled(finding.evidence).left
        assert left is not None
        inner = _held(left, [], "by_arithmetic_on_tables")
        begun = f"exists {', '.join(tables)}."
        if claim.every:
            begun = f"intros W'. generalize (W' {' '.join(tables)}). clear W'."
        return f"{begun} {inner}"
    way = "arithmetic_on_tables" if any(map(_is_table, claim.given.values())) else "arithmetic"
    if claim.inner is None:
        return _held(claim, [], f"by_{way}")
    return _held(claim, _witnesses(claim, finding.evidence), way)


def _held(claim: OverReals, witnesses: Sequence[str], way: str) -> str:
    """What holds for all values, or for none; with witnesses of what there is for each."""
    most, unknown = MOST_UNKNOWN, sum(_unknown(claim))
    if "lukasiewicz" in {claim.over(domain) for domain in claim.domains}:
        most = MOST_IN_LUKASIEWICZ
    if unknown > most:
        raise NotExportable(f"it is about all values of {unknown} numbers, and {most} are the most in Coq")
    names = [f"V{k}'" for k in range(len(claim.variables))]
    begun = f"intros {' '.join(names)}." if claim.every else f"intros ({' & '.join(names)} & W'). revert W'."
    if not witnesses:
        return f"{begun} {way}."
    instance = "_"
    for several in reversed(witnesses):
        instance = f"({'some_task' if claim.every else 'not_every_task'} {several} (fun _ => {instance}))"
    return f"{begun} refine ({'is_true' if claim.every else 'is_false'} (Decides := {instance}) _). {way}."


def _is_table(value: object) -> bool:
    return isinstance(value, Graded | GradedTask | Place)


def _unknown(claim: OverReals) -> Iterator[int]:
    """How many values of each variable are not known."""
    points: dict[str, int] = {}
    for variable, domain in zip(claim.variables, claim.domains, strict=True):
        if domain.operator in CATEGORIES:
            most = domain.arguments[1]
            assert isinstance(most, Number)
            points[variable.name] = most.whole
            yield most.whole * (most.whole - 1)
        else:
            on = claim.given.get(domain.arguments[0])
            yield len(on.objects) if isinstance(on, Graded) else points[getattr(domain.arguments[0], "name", "")]


def _tables(source: Source, claim: OverReals, evidence: Mapping[str, Any]) -> Iterator[str]:
    """The tables that settle it, from the outer variable on."""
    made: dict[str, str] = {}
    for variable, domain in zip(claim.variables, claim.domains, strict=True):
        if domain.operator in CATEGORIES:
            bounds = " ".join(str(each.whole) for each in domain.arguments if isinstance(each, Number))
            table = [[_value(each) for each in line] for line in evidence["at"]]
            over = quantale(CATEGORIES[domain.operator])
            made[variable.name] = source.listed(variable.name, f"{over} {bounds}", table)
        else:
            on = claim.given.get(domain.arguments[0])
            home = source.graded(on) if isinstance(on, Graded) else made[getattr(domain.arguments[0], "name", "")]
            made[variable.name] = source.graded_values(variable.name, home, list(map(_value, evidence["at"])))
        yield made[variable.name]
        evidence = evidence.get("body", {})


def _witnesses(claim: OverReals, evidence: Mapping[str, Any]) -> list[str]:
    """For each inner variable the tables that are tried, whatever the case; their values are said by outer ones."""
    found: list[dict[str, None]] = []
    cases = chain.from_iterable(map(claim.cases, claim.sizes()))
    for case, (several, _) in zip(cases, chain.from_iterable(evidence["witnesses"]), strict=True):
        unknown = list(_places(claim, case))
        for tables in several:
            found = found or [{} for _ in tables]
            for kept, values in zip(found, tables, strict=True):
                kept[f"entry [{'; '.join(_form(value, unknown) for value in values)}]"] = None
    return [f"[{'; '.join(kept)}]" for kept in found]


def _places(claim: OverReals, case: Case) -> Iterator[str]:
    """The outer values that are not known in a case, in the order in which witnesses count them."""
    for k, variable in enumerate(claim.variables):
        table = case.known[variable.name]
        if isinstance(table, Scored):
            for a, line in enumerate(table.values):
                yield from (f"score_at V{k}' {a} {b}" for b, value in enumerate(line) if _is_unknown(value))
        else:
            yield from (f"task_value_at V{k}' {a}" for a, value in enumerate(table.values) if _is_unknown(value))


def _is_unknown(value: Symbolic) -> bool:
    return isinstance(value, Form) and bool(value.terms)


def _form(value: Any, unknown: Sequence[str]) -> str:
    """A value of a witness."""
    if value == "inf":
        return "infinity"
    constant, *terms = value
    parts = [f"{rational(Fraction(c))} * {unknown[k]}" for k, c in terms]
    text = " + ".join([rational(Fraction(constant)), *parts])
    return f"({text})%score" if parts else bare(text)


def _value(text: str) -> Value:
    return INF if text == "inf" else Fraction(text)
