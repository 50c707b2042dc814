"""Linear inequalities over the rationals, by z3: a point that fulfils them, or Farkas' coefficients.

A system without a solution has a proof that is checked by adding up: multiples of its inequalities, none negative, that
make `0 < 0` or worse (Farkas' lemma; Schrijver, Theory of Linear and Integer Programming, 7.3). Coefficients are found
by z3 too, as a solution of a linear system of their own; nobody needs to trust it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from catproof.engines.context import context


class Form(NamedTuple):
    """A linear form: its coefficients by the names of unknowns, none of them 0, and what is added."""

    terms: tuple[tuple[str, Fraction], ...]
    constant: Fraction

    @classmethod
    def of(cls, terms: Mapping[str, Fraction], constant: Fraction) -> Form:
        """The form with these coefficients."""
        return cls(tuple(sorted((name, c) for name, c in terms.items() if c)), constant)

    def plus(self, other: Form, times: Fraction = Fraction(1)) -> Form:
        """The sum, the other so many times."""
        terms = dict(self.terms)
        for name, c in other.terms:
            terms[name] = terms.get(name, Fraction(0)) + times * c
        return Form.of(terms, self.constant + times * other.constant)


class Inequality(NamedTuple):
    """The form is at most 0; less, where it is `strict`."""

    form: Form
    strict: bool = False

    def denied(self) -> Inequality:
        """The opposite."""
        return Inequality(Form((), Fraction(0)).plus(self.form, Fraction(-1)), not self.strict)


class Linear:
    """A system that grows and shrinks."""

    def __init__(self) -> None:
        self._context = context()
        import z3

        self._z3 = z3
        self._solver = z3.SolverFor("QF_LRA", ctx=self._context)
        self._unknowns: dict[str, Any] = {}
        self._given: list[Inequality] = []
        self._marks: list[int] = []

    def push(self, *more: Inequality) -> None:
        """Add inequalities."""
        self._marks.append(len(self._given))
        self._solver.push()
        for one in more:
            marker = self._z3.Bool(f"#{len(self._given)}", self._context)
            self._given.append(one)
            value = self._value(one.form)
            self._solver.assert_and_track(value < 0 if one.strict else value <= 0, marker)

    def pop(self) -> None:
        """Remove those that were added last."""
        self._solver.pop()
        del self._given[self._marks.pop() :]

    def _value(self, form: Form) -> Any:
        z3 = self._z3
        total = self._number(form.constant)
        for name, c in form.terms:
            unknown = self._unknowns.setdefault(name, z3.Real(name, self._context))
            total = total + self._number(c) * unknown
        return total

    def _number(self, value: Fraction) -> Any:
        return self._z3.RealVal(f"{value.numerator}/{value.denominator}", self._context)

    def solved(self, milliseconds: int) -> dict[str, Fraction] | str | None:
        """A point; None where there is none, and "unknown" where time is over."""
        self._solver.set("timeout", max(1, milliseconds))
        answer = self._solver.check()
        if answer == self._z3.unsat:
            return None
        if answer != self._z3.sat:
            return "unknown"
        model = self._solver.model()
        return {name: _read(model.eval(unknown, True)) for name, unknown in self._unknowns.items()}

    def farkas(self) -> list[tuple[int, Fraction]]:
        """Coefficients of the inequalities, by their numbers, after `solved` has found no point."""
        z3 = self._z3
        core = sorted(int(str(marker)[1:]) for marker in self._solver.unsat_core())
        solver = z3.SolverFor("QF_LRA", ctx=self._context)
        unknowns = {k: z3.Real(f"c{k}", self._context) for k in core}
        names = sorted({name for k in core for name, _ in self._given[k].form.terms})
        zero = self._number(Fraction(0))

        def total(parts: Sequence[tuple[int, Fraction]]) -> Any:
            return sum((self._number(c) * unknowns[k] for k, c in parts), zero)

        for unknown in unknowns.values():
            solver.add(unknown >= 0)
        for name in names:
            solver.add(total([(k, dict(self._given[k].form.terms).get(name, Fraction(0))) for k in core]) == 0)
        constant = total([(k, self._given[k].form.constant) for k in core])
        strict = total([(k, Fraction(1)) for k in core if self._given[k].strict])
        solver.add(z3.Or(constant >= 1, z3.And(constant >= 0, strict >= 1)))
        answer = solver.check()
        assert answer == z3.sat, "a system without a solution has Farkas' coefficients"
        model = solver.model()
        found = [(k, _read(model.eval(unknown, True))) for k, unknown in unknowns.items()]
        return [(k, c) for k, c in found if c]


def _read(value: Any) -> Fraction:
    return Fraction(value.numerator_as_long(), value.denominator_as_long())
