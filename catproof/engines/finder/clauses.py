"""Clauses over numbered truth values, solved by z3.

A literal is a number other than 0, its negative the opposite; `TRUE` is known. What is built of known values is
simplified away. Clauses go to z3 as text (DIMACS): terms made one by one in Python take thirty times as long.
Gates, each in the directions that are used: D. A. Plaisted, S. Greenbaum, "A structure-preserving clause form
translation" (Journal of Symbolic Computation 2, 1986). Counting: C. Sinz, "Towards an
optimal CNF encoding of Boolean cardinality constraints" (CP 2005). Neither a model nor that there is none is trusted.

Each thread has a z3 context of its own, so that several may solve at once. z3 is imported only when the first clauses
are made. A time limit does not strike while z3's objects are made (`held`), as they would be left half made; and it
stops the search by z3's own means.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from catproof.core.deadline import held, load
from catproof.core.limits import LimitReached
from catproof.engines.context import context
from catproof.logic.literals import FALSE as FALSE
from catproof.logic.literals import TRUE as TRUE
from catproof.logic.literals import Literal as Literal
from catproof.logic.literals import NoForm as NoForm

Choice = dict[int, Literal]
"""A value not known yet: the values it may have, each with what makes it that value."""

MOST = 500_000
"""More clauses take too long to write down: several seconds."""

PORTION = 100_000
"""So many clauses are handed over at once, so that a time limit is heard in between. Each time z3 goes through all of
its variables: a tenth of it takes four times as long."""


class TooMany(Exception):
    """There would be more clauses than `MOST`."""


class Clauses:
    """Constraints under construction. `due` is the time (of `time.monotonic`) at which solving ends."""

    def __init__(self, due: float) -> None:
        load("z3")
        import z3

        self._z3 = z3
        self._context = context()
        with held():
            self._solver = z3.SolverFor("QF_FD", ctx=self._context)
        self._model: Any = None
        self._pending: list[str] = ["1 0\n"]
        self._gates: dict[tuple[Literal, ...], Literal] = {}
        self._parts: dict[Literal, tuple[Literal, ...]] = {}
        """What a gate holds iff all of them do."""
        self._said: set[Literal] = set()
        """The gates of which it has been said what follows from them, and their negatives likewise."""
        self._guard: tuple[Literal, ...] = ()
        self._terms: dict[Literal, Any] = {}
        self._read: dict[Literal, bool] = {}
        """What the last model says, as far as it was asked."""
        self.due = due
        self.flags = 1
        self.number = 0

    # ---- building ---------------------------------------------------------------------------------------

    def flag(self) -> Literal:
        """A new unknown truth value."""
        self.flags += 1
        return self.flags

    @contextmanager
    def only_if(self, literal: Literal) -> Iterator[None]:
        """What is required meanwhile is required only if the literal holds."""
        before = self._guard
        self._guard = (*before, -literal)
        try:
            yield
        finally:
            self._guard = before

    def clause(self, *literals: Literal) -> None:
        """One of the literals holds. Raises `TooMany`, and `LimitReached` when time is over."""
        self._add(*self._guard, *literals)

    def _add(self, *literals: Literal) -> None:
        if TRUE in literals:
            return
        kept = [literal for literal in literals if literal != FALSE]
        self._write(kept)
        self._define(kept)

    def _write(self, literals: Sequence[Literal]) -> None:
        self.number += 1
        self._bound(self.number)
        self._pending.append(" ".join(map(str, literals)) + " 0\n")

    def _bound(self, number: int) -> None:
        if number > MOST:
            raise TooMany
        if number % PORTION == 0 and time.monotonic() > self.due:
            raise LimitReached("the constraints for z3 could not be written in time", "--timeout")

    def _define(self, literals: Iterable[Literal]) -> None:
        """Say what follows where these hold."""
        pending = [literal for literal in literals if abs(literal) in self._parts]
        while pending:
            literal = pending.pop()
            if literal in self._said:
                continue
            self._said.add(literal)
            parts = self._parts[abs(literal)]
            if literal > 0:
                for part in parts:
                    self._write((-literal, part))
            else:
                parts = tuple(-part for part in parts)
                self._write((-literal, *parts))
            pending += [part for part in parts if abs(part) in self._parts]

    def expect(self, number: int) -> None:
        """So many clauses are to come. Raises `TooMany`."""
        if self.number + number > MOST:
            raise TooMany

    def at_most_one(self, literals: Sequence[Literal]) -> None:
        """At most one of the literals holds."""
        for i, a in enumerate(literals):
            for b in literals[:i]:
                self.clause(-a, -b)

    def exactly_one(self, literals: Sequence[Literal]) -> None:
        """Exactly one of the literals holds."""
        self.clause(*literals)
        self.at_most_one(literals)

    def choice(self, values: Iterable[int]) -> Choice:
        """An unknown one of the values."""
        chosen = list(values)
        flags = {v: TRUE if len(chosen) == 1 else self.flag() for v in chosen}
        self.exactly_one(list(flags.values()))
        return flags

    def all_of(self, literals: Iterable[Literal]) -> Literal:
        """Do all of them hold?"""
        kept = {literal for literal in literals if literal != TRUE}
        if len(kept) < 2:
            return kept.pop() if kept else TRUE
        if FALSE in kept or any(-literal in kept for literal in kept):
            return FALSE
        key = tuple(sorted(kept))
        gate = self._gates.get(key)
        if gate is None:
            gate = self._gates[key] = self.flag()
            self._parts[gate] = key
            self._bound(len(self._gates))
        return gate

    def any_of(self, literals: Iterable[Literal]) -> Literal:
        """Does one of them hold?"""
        return -self.all_of(-literal for literal in literals)

    def through(self, values: Mapping[int, Literal], further: Sequence[Mapping[int, Literal]]) -> Choice:
        """What a value that is not known goes to under a map that is not."""
        found: dict[int, list[Literal]] = {}
        for v, one in values.items():
            for w, other in further[v].items():
                found.setdefault(w, []).append(self.all_of((one, other)))
        return {w: self.any_of(literals) for w, literals in found.items()}

    def at_least(self, literals: Sequence[Literal], number: int) -> Literal:
        """Do at least so many of them hold?"""
        if number <= 0:
            return TRUE
        unknown = [literal for literal in literals if literal not in (TRUE, FALSE)]
        number -= sum(literal == TRUE for literal in literals)
        if number <= 0:
            return TRUE
        if number > len(unknown):
            return FALSE
        row = [TRUE] + [FALSE] * number
        for literal in unknown:
            row = [TRUE] + [self.any_of([row[k], self.all_of([row[k - 1], literal])]) for k in range(1, number + 1)]
        return row[number]

    def one_of(self, literals: Sequence[Literal]) -> Literal:
        """Does exactly one of them hold?"""
        return self.all_of([self.any_of(literals), -self.at_least(literals, 2)])

    def not_larger(self, left: Sequence[Choice], right: Sequence[Choice], guard: Literal = TRUE) -> None:
        """Where the guard holds, the values of `left` are not larger than those of `right`, in lexicographic order;
        values are compared by their places in the choices of `left`, and others are larger than these."""
        so_far = guard
        for here, there in zip(left, right, strict=True):
            if so_far == FALSE:
                return
            place = {v: k for k, v in enumerate(here)}
            for v, a in here.items():
                for w, b in there.items():
                    if place.get(w, len(place)) < place[v]:
                        self.clause(-so_far, -a, -b)
            equal = self.any_of(self.all_of([a, there[v]]) for v, a in here.items() if v in there)
            so_far = self.all_of([so_far, equal])

    # ---- solving ----------------------------------------------------------------------------------------

    def solve(self, *assumed: Literal) -> bool:
        """Is there a model in which these hold, too? `holds` reads it. Raises `LimitReached` when z3 does not finish
        in time."""
        self._define(assumed)
        while self._pending:
            part, self._pending = self._pending[:PORTION], self._pending[PORTION:]
            with held():
                self._solver.from_string(f"p cnf {self.flags} {len(part)}\n" + "".join(part))
        left = int((self.due - time.monotonic()) * 1000)
        with held(self._solver.interrupt):
            self._solver.set("timeout", max(1, left))
            result = self._solver.check(*map(self._term, assumed))
        if result == self._z3.unknown:
            if "keyboard" in self._solver.reason_unknown():  # while it runs, z3 takes Ctrl-C for itself
                raise KeyboardInterrupt
            raise LimitReached(f"z3 gave no answer in time ({self._solver.reason_unknown()})", "--timeout")
        self._model = None
        self._read.clear()
        return bool(result == self._z3.sat)

    def _term(self, literal: Literal) -> Any:
        term = self._terms.get(literal)
        if term is None:
            if literal > 0:
                term = self._z3.Bool(literal, ctx=self._context)
            else:
                term = self._z3.Not(self._term(-literal))
            self._terms[literal] = term
        return term

    def holds(self, literal: Literal) -> bool:
        """Does the literal hold in the last model?"""
        if abs(literal) == TRUE:
            return literal == TRUE
        true = self._read.get(abs(literal))
        if true is None and abs(literal) in self._parts:
            true = self._read[abs(literal)] = all(map(self.holds, self._parts[abs(literal)]))
        if true is None:
            with held():
                if self._model is None:
                    self._model = self._solver.model()
                value = self._model.get_interp(self._term(abs(literal)).decl())
                true = self._read[abs(literal)] = value is not None and self._z3.is_true(value)
        return true is (literal > 0)

    def value(self, choice: Choice) -> int:
        """The value chosen in the last model."""
        return next(v for v, literal in choice.items() if self.holds(literal))

    def least(self, cells: Sequence[Choice]) -> None:
        """Go from the last model to the one with the lexicographically least values of the cells."""
        fixed: list[Literal] = []
        current = [self.value(cell) for cell in cells]
        for k, cell in enumerate(cells):
            for v, literal in cell.items():
                if v == current[k]:
                    break
                if self.solve(*fixed, literal):
                    current = [self.value(each) for each in cells]
                    break
            fixed.append(cell[current[k]])
        self.solve(*fixed)

    def exclude(self, cells: Sequence[Choice]) -> None:
        """Not the values that the cells have in the last model."""
        self.clause(*(-cell[self.value(cell)] for cell in cells))
