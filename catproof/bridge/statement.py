"""A proposition as the core term that printers read, with what its constants stand for."""

from __future__ import annotations

from typing import NamedTuple

from catproof.claims.claim import Claim
from catproof.claims.numbers import Compare, Rank
from catproof.claims.proposition import Atom, Connective, Not, Prop, Quantified, Unreached
from catproof.claims.tuning import SolvesByTuning
from catproof.decide.formula import Formula
from catproof.decide.tables import Value
from catproof.elaborate.formulas import formula
from catproof.elaborate.propositions import Place
from catproof.elaborate.scope import Wrong
from catproof.logic.definitions import HIDDEN
from catproof.logic.terms import Apply, Constant, Definitions, Number, Sort, Term


class NotExportable(Exception):
    """There is no form of the statement for this prover; the message says what stands in the way."""


NOUNS = {
    "solves by tuning": "tuning", "left adjoint": "an adjunction", "isomorphic functors": "an isomorphism of functors",
    "isomorphic models": "an isomorphism of models",
    **{f"generalizes from{a}": "`generalizes from`" for a in ("", " among functors", " among faithful functors")},
}  # fmt: skip
"""What atoms with a rule of their own are called in messages."""


class Statement(NamedTuple):
    """What is said: the term, what its constants and the definitions' own stand for, the definitions, and the closed
    atoms with their claims. A claim that no core term can say is a constant: a proposition, named by its text."""

    term: Term
    values: dict[Term, Value]
    definitions: Definitions
    atoms: list[tuple[Term, Claim]]


class _Reader:
    """Reads one proposition."""

    def __init__(self) -> None:
        self.values: dict[Term, Value] = {}
        self.definitions: Definitions = {}
        self.atoms: list[tuple[Term, Claim]] = []

    def read(self, prop: Prop) -> Term:
        if isinstance(prop, Not):
            return Apply("not", (self.read(prop.of),))
        if isinstance(prop, Connective):
            return Apply(prop.name, (self.read(prop.left), self.read(prop.right)))
        if isinstance(prop, Unreached):
            raise NotExportable("a limit keeps it from being decided")
        if isinstance(prop, Atom) and isinstance(prop.claim, Formula):
            return self._entered(prop.claim)
        assert isinstance(prop.written, Place)
        try:
            term = self._entered(formula(prop.written.prop, prop.written.terms))
        except Wrong as wrong:
            if isinstance(prop, Quantified):
                raise NotExportable(wrong.message) from None
            term = self._claimed(prop.claim, wrong.message)
        if isinstance(prop, Atom):
            self.atoms.append((term, prop.claim))
        return term

    def _claimed(self, claim: Claim, message: str) -> Term:
        """The term of a claim that the language has no definition for."""
        if isinstance(claim, SolvesByTuning):
            return Apply("solves by tuning", (self._named(claim.model, "model"), self._named(claim.task, "task")))
        if isinstance(claim, Compare):
            sides = (claim.left, claim.right)
            if all(isinstance(side, int | Rank) for side in sides):
                return Apply(claim.symbol, tuple(
                    Number(side) if isinstance(side, int) else Apply("rank", (self._named(side.task, "task"),))
                    for side in sides if isinstance(side, int | Rank)))  # fmt: skip
        raise NotExportable(message)

    def _named(self, value: Value, kind: str) -> Term:
        found = next((term for term, known in self.values.items() if known is value), None)
        if found is None:
            found = Constant(f"{kind}{HIDDEN}{len(self.values)}", Sort(kind))
            self.values[found] = value
        return found

    def _entered(self, said: Formula) -> Term:
        self.values.update(said.values)
        self.definitions = {**self.definitions, **said.definitions}
        return said.term


def statement(prop: Prop) -> Statement:
    """The proposition as a term. Raises `NotExportable`."""
    reader = _Reader()
    term = reader.read(prop)
    return Statement(term, reader.values, reader.definitions, reader.atoms)
