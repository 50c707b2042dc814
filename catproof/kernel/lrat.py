"""Clausal proofs: that no assignment of truth values makes all clauses of a list hold.

A literal is a number other than 0, its negative the opposite. A proof is a list of steps; each gives a clause and the
numbers of earlier clauses, its *hints*, and the last clause, and no other, is empty. A step holds when its literals,
all taken to be false, make the hints force one another in their order and the last one fail: "reverse unit propagation"
(E. Goldberg and Y. Novikov, DATE 2003), with hints as in LRAT (L. Cruz-Filipe, M. Heule, W. Hunt, M. Kaufmann and P.
Schneider-Kamp, "Efficient certified RAT verification", CADE 2017). Each check costs as much as its hints are long.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catproof.kernel.rejection import need

Clause = Sequence[int]


def refuted(clauses: Sequence[Clause], steps: Any) -> bool:
    """Do the steps `[clause, hints]` derive the empty clause? The clauses given have the numbers from 0, each step the
    next number. Raises `Rejected` for a step that does not hold."""
    known: list[Clause] = list(clauses)
    last = len(steps) - 1
    for place, (clause, hints) in enumerate(steps):
        need(all(type(literal) is int and literal for literal in clause), "a literal of a proof is no number")
        need(_holds(known, clause, hints), "a step of a clausal proof does not follow from its hints")
        if not clause:
            return place == last
        known.append(clause)
    return False


def _holds(known: list[Clause], clause: Clause, hints: Any) -> bool:
    false = set(clause)
    if any(-literal in false for literal in clause):
        return False  # a tautology follows from nothing, and nothing needs one
    for hint in hints:
        need(type(hint) is int and 0 <= hint < len(known), "a hint of a clausal proof is no earlier clause")
        left = 0
        for literal in known[hint]:
            if literal not in false:
                if left:
                    return False  # two literals are open: the hint forces nothing
                left = literal
        if not left:
            return True
        false.add(-left)
    return False
