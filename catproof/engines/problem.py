"""One satisfiability problem: finite choices, clauses, a time limit.

Each thread has a z3 context of its own, so that several may solve at once. z3 is imported only when the first problem
is made. Its `sat` is used through the model alone and its `unsat` only where the direct
engine confirms it: neither is trusted. A time limit does not strike while z3's objects are made (`held`), as they would
be left half made; and it stops the search by z3's own means.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from catproof.core.deadline import held, left, load
from catproof.core.limits import LimitReached
from catproof.engines.context import context


class Problem:
    """A set of constraints under construction."""

    def __init__(self, milliseconds: int) -> None:
        load("z3")
        import z3

        self._z3 = z3
        self._context = context()
        with held():
            self._solver = z3.SolverFor("QF_FD", ctx=self._context)
        self._milliseconds = milliseconds
        self._count = 0

    def flag(self) -> Any:
        """A new unknown truth value."""
        self._count += 1
        with held():
            return self._z3.Bool(f"b{self._count}", ctx=self._context)

    def choice(self, size: int) -> list[Any]:
        """An unknown number from 0 to size - 1, as one flag for each; exactly one of them holds."""
        flags = [self.flag() for _ in range(size)]
        self.exactly_one(flags)
        return flags

    def exactly_one(self, flags: Sequence[Any]) -> None:
        """Exactly one of the flags holds."""
        self.clause(flags)
        self.at_most_one(flags)

    def at_most_one(self, flags: Sequence[Any]) -> None:
        """At most one of the flags holds."""
        self.at_most(flags, 1)

    def at_most(self, flags: Sequence[Any], number: int) -> None:
        """At most `number` of the flags hold."""
        if len(flags) > number:
            with held():
                self._solver.add(self._z3.AtMost(*flags, number))

    def clause(self, positive: Iterable[Any], negative: Iterable[Any] = ()) -> None:
        """Some positive flag holds or some negative one does not."""
        positive, negative = list(positive), list(negative)
        with held():
            literals = [*positive, *(self._z3.Not(flag) for flag in negative)]
            self._solver.add(self._z3.Or(literals) if literals else self._z3.BoolVal(False, ctx=self._context))

    def solve(self) -> Any | None:
        """A model, or None when there is none. Raises `LimitReached` when z3 does not finish in time."""
        with held(self._solver.interrupt):
            time_left = left()
            milliseconds = self._milliseconds if time_left == float("inf") else int(time_left * 1000)
            self._solver.set("timeout", max(1, min(self._milliseconds, milliseconds)))
            result = self._solver.check()
        if result == self._z3.unknown:
            if "keyboard" in self._solver.reason_unknown():  # while it runs, z3 takes Ctrl-C for itself
                raise KeyboardInterrupt
            seconds = self._milliseconds / 1000
            raise LimitReached(f"z3 gave no answer within {seconds:g} s ({self._solver.reason_unknown()})", "--timeout")
        with held():
            return self._solver.model() if result == self._z3.sat else None

    def chosen(self, model: Any, flags: Sequence[Any]) -> list[int]:
        """The numbers of the flags that hold in the model."""
        with held():
            return [k for k, flag in enumerate(flags) if self._z3.is_true(model.eval(flag, model_completion=True))]
