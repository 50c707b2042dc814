"""Statements about all tables of real values that say of each that there is another: `forall M in ... : exists T in
tasks(M) : P`, and `exists M in ... : forall T in tasks(M) : P`, the opposite of one.

For a point, values of the outer tables, an inner one is found that fulfils what is said; the inequalities that are
true there bound its values by linear forms of the outer ones, and such forms in their place are a witness near it
(Loos and Weispfenning, Applying linear quantifier elimination, 1993). Witnesses are added until one of them fits
wherever the outer values are; or at a point there is none. There are finitely many forms, so that it ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from catproof.core.quantale import ZERO
from catproof.decide.real_formulas import Formula, Scored, Symbolic, Valued, at, implicant, joined, lawful
from catproof.engines.linear import Form, Inequality


def unknowns(known: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """The unknown values of the tables of these names, in order."""
    found: list[str] = []
    for name in names:
        table = known[name]
        rows = table.values if isinstance(table, Scored) else [table.values]
        found += [v.terms[0][0] for row in rows for v in row if isinstance(v, Form) and v.terms]
    return found


def substituted(formula: Formula, values: Mapping[str, Form]) -> Formula:
    """The formula with forms in place of unknown values."""
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, Inequality):
        form = put(formula.form, values)
        if form.terms:
            return Inequality(form, formula.strict)
        return form.constant < 0 if formula.strict else form.constant <= 0
    return joined(formula[0], [substituted(part, values) for part in formula[1]])


def put(form: Form, values: Mapping[str, Form]) -> Form:
    """The form with forms in place of unknown values."""
    made = Form((), form.constant)
    for name, c in form.terms:
        made = made.plus(values.get(name, Form(((name, Fraction(1)),), ZERO)), c)
    return made


def forms(formula: Formula, inner: Sequence[str], point: Mapping[str, Fraction]) -> dict[str, Form]:
    """Of each inner unknown value a form of the outer ones, with which the formula is true near the point, where it
    is."""
    left = list(dict.fromkeys(implicant(formula, point)))
    point, found = dict(point), dict[str, Form]()
    for name in inner:
        lower: list[tuple[Fraction, bool, Form]] = []
        upper: list[tuple[Fraction, bool, Form]] = []
        for one in left:
            c = dict(one.form.terms).get(name)
            if c is not None:
                rest = one.form.plus(Form(((name, c),), ZERO), Fraction(-1))
                bound = Form((), ZERO).plus(rest, -1 / c)
                (upper if c > 0 else lower).append((at(bound, point), one.strict, bound))
        found[name] = form = _between(lower, upper, point[name])
        point[name] = at(form, point)
        left = [Inequality(put(one.form, {name: form}), one.strict) for one in left]
    for name in reversed(inner):  # a form may mention those that come after it
        found[name] = put(found[name], found)
    return found


def _between(
    lower: Sequence[tuple[Fraction, bool, Form]], upper: Sequence[tuple[Fraction, bool, Form]], value: Fraction
) -> Form:
    """A form that is above the greatest lower bound at the point, and below the least upper one."""
    low = max(lower, key=lambda bound: bound[:2], default=None)
    high = min(upper, key=lambda bound: (bound[0], not bound[1]), default=None)
    if low is not None and high is not None:
        half = Fraction(1, 2)
        return low[2] if low[0] == high[0] else Form((), ZERO).plus(low[2], half).plus(high[2], half)
    if low is not None:
        return low[2].plus(Form((), Fraction(int(low[1]))))
    if high is not None:
        return high[2].plus(Form((), Fraction(-int(high[1]))))
    return Form((), value)


def witness(
    known: Mapping[str, Any], names: Sequence[str], values: Mapping[str, Form]
) -> tuple[Any, list[Any], Formula]:
    """The tables of these names with forms in place of unknown values: all that is known then, the values, and that
    they are tasks."""
    inner, tables, parts = dict(known), [], []
    for name in names:
        table = inner[name]
        assert isinstance(table, Valued)
        filled = [put(v, values) if isinstance(v, Form) else v for v in table.values]
        inner[name] = Valued(table.on, filled)
        tables.append(filled)
        parts.append(lawful(inner[name]))
    return inner, tables, joined("and", parts)


def encoded(value: Symbolic, outer: Sequence[str]) -> Any:
    """A form as a certificate has it: what is added; then of each outer unknown value its number and coefficient."""
    if not isinstance(value, Form):
        return "inf"
    return [str(value.constant), *([outer.index(name), str(c)] for name, c in value.terms)]
