"""Claims about all tables of real values, proved in Coq by linear arithmetic, or by the table that settles them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from catproof.bridge.coq_source import Source
from catproof.bridge.statement import NotExportable
from catproof.core.graded import Graded, GradedTask
from catproof.core.quantale import INF, Value
from catproof.decide.claim import Finding
from catproof.decide.reals import OverReals
from catproof.logic.terms import Number
from catproof.structures.tables import Place

MOST_UNKNOWN = 5
"""Values that are not known: which of them are infinite is gone through case by case in Coq."""


def prove_reals(source: Source, claim: OverReals, finding: Finding) -> str:
    """The tactics that prove it, or its negation. Raises `NotExportable`."""
    if claim.inner is not None:
        raise NotExportable("quantifiers of both kinds over all tables of real values have no Coq form")
    count = len(claim.variables)
    if finding.value is not claim.every:
        names = list(_witnesses(source, claim, finding.evidence))
        if claim.every:
            return f"intros H. refine (refuted_by (H {' '.join(names)}) _); computed."
        return f"exists {', '.join(names)}. decided."
    if (unknown := sum(_unknown(claim))) > MOST_UNKNOWN:
        raise NotExportable(f"it is about all values of {unknown} numbers, and {MOST_UNKNOWN} are the most in Coq")
    way = "by_arithmetic_on_tables" if any(map(_is_table, claim.given.values())) else "by_arithmetic"
    if claim.every:
        return f"do {count} intro. {way}."
    return f"intros ({' & '.join(f'V{k}' for k in range(count))} & H). revert H. {way}."


def _is_table(value: object) -> bool:
    return isinstance(value, Graded | GradedTask | Place)


def _unknown(claim: OverReals) -> Iterator[int]:
    """How many values of each variable are not known."""
    points: dict[str, int] = {}
    for variable, domain in zip(claim.variables, claim.domains, strict=True):
        if domain.operator == "metrics":
            most = domain.arguments[1]
            assert isinstance(most, Number)
            points[variable.name] = most.whole
            yield most.whole * (most.whole - 1)
        else:
            on = claim.given.get(domain.arguments[0])
            yield len(on.objects) if isinstance(on, Graded) else points[getattr(domain.arguments[0], "name", "")]


def _witnesses(source: Source, claim: OverReals, evidence: Mapping[str, Any]) -> Iterator[str]:
    """The tables that settle it, from the outer variable on."""
    made: dict[str, str] = {}
    for variable, domain in zip(claim.variables, claim.domains, strict=True):
        if domain.operator == "metrics":
            least, most = (each.whole for each in domain.arguments if isinstance(each, Number))
            table = [[_value(each) for each in line] for line in evidence["at"]]
            made[variable.name] = source.metric(variable.name, least, most, table)
        else:
            on = claim.given.get(domain.arguments[0])
            home = source.graded(on) if isinstance(on, Graded) else made[getattr(domain.arguments[0], "name", "")]
            made[variable.name] = source.graded_values(variable.name, home, list(map(_value, evidence["at"])))
        yield made[variable.name]
        evidence = evidence.get("body", {})


def _value(text: str) -> Value:
    return INF if text == "inf" else Fraction(text)
