"""Linear inequalities with rational coefficients, formulas of them, and proofs that add them up.

A proof of a formula is nothing, where it is true whatever is open; a split of one of its inequalities into its two
cases; or Farkas' coefficients, with which what is assumed adds up to `0 < 0`. README.md has the format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from catproof.kernel.quantales import INF, exact
from catproof.kernel.rejection import index, need


class Linear(NamedTuple):
    """Coefficients by the unknowns, sorted, none of them 0; and what is added."""

    terms: tuple[tuple[Any, Fraction], ...]
    constant: Fraction

    def add(self, other: Linear, times: Fraction) -> Linear:
        """The sum, the other so many times."""
        found = dict(self.terms)
        for name, c in other.terms:
            found[name] = found.get(name, Fraction(0)) + times * c
        kept = tuple(sorted((name, c) for name, c in found.items() if c != 0))
        return Linear(kept, self.constant + times * other.constant)


ZERO = Linear((), Fraction(0))
Atom = tuple[Linear, bool]
"""The form is at most 0; less, where the second is true."""


def opposite(atom: Atom) -> Atom:
    return ZERO.add(atom[0], Fraction(-1)), not atom[1]


def atoms_of(formula: Any) -> Iterator[Atom]:
    """From left to right, of each and its opposite the one that is not strict."""
    if type(formula) is tuple:
        yield opposite(formula) if formula[1] else formula
    elif type(formula) is list:
        for part in formula[1]:
            yield from atoms_of(part)


def truth(formula: Any, path: dict[Atom, bool]) -> bool | None:
    if type(formula) is bool:
        return formula
    if type(formula) is tuple:
        found = path.get(opposite(formula) if formula[1] else formula)
        return found if found is None else found is not formula[1]
    values = [truth(part, path) for part in formula[1]]
    if (formula[0] == "or") in values:
        return bool(formula[0] == "or")
    return None if None in values else formula[0] == "and"


def check(goal: Any, atoms: Sequence[Atom], path: dict[Atom, bool], assumed: list[Atom], proof: Any) -> None:
    if proof is None:
        need(truth(goal, path) is True, "a case is left open")
        return
    need(type(proof) is list and proof, "a proof is no list")
    if proof[0] == "farkas":
        need(len(proof) == 2, "a leaf of a proof has other parts")
        total, strict = ZERO, False
        for k, text in proof[1]:
            form, less = assumed[index(k, len(assumed), "inequality")]
            times = exact(text)
            need(times != INF and times > 0, "a coefficient is not positive")
            total, strict = total.add(form, times), strict or less
        need(not total.terms, "what is assumed does not add up")
        need(total.constant > 0 or (total.constant == 0 and strict), "what is assumed is possible")
        return
    need(proof[0] == "split" and len(proof) == 4, "an unknown step of a proof")
    atom = atoms[index(proof[1], len(atoms), "inequality")]
    need(atom not in path, "an inequality is split twice")
    check(goal, atoms, {**path, atom: True}, [*assumed, atom], proof[2])
    check(goal, atoms, {**path, atom: False}, [*assumed, opposite(atom)], proof[3])
