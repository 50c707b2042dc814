"""Propositions: atoms with their claims, under connectives and quantifiers.

A quantifier binds its variable in an environment; nothing is enumerated before it is decided.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from catproof.core.limits import LimitReached
from catproof.decide.claim import Claim
from catproof.decide.domain import Domain
from catproof.logic.signature import values_of
from catproof.logic.terms import STRUCTURES, Binding, Term
from catproof.logic.text import text_of
from catproof.structures.reading import Reading


class Said(NamedTuple):
    """What a statement says, as a closed term, and what gives it its meaning."""

    term: Term
    reading: Reading


class Atom(NamedTuple):
    """A claim, what it says, what the variables stand for, and what gives terms their meaning."""

    claim: Claim
    term: Term
    known: Any
    reading: Reading | None = None
    """None for a claim that nobody has said."""

    @property
    def text(self) -> str:
        """What it says, in the theory file's words."""
        return text_of(self.term)


class Not(NamedTuple):
    """`not P`."""

    of: Prop


class Connective(NamedTuple):
    """`left OP right` with OP one of and, or, implies, iff."""

    name: str
    left: Prop
    right: Prop


class Quantified(NamedTuple):
    """`forall x in DOMAIN : body`, `exists ...`; `body` gives the proposition for a value of the variable, `term` is
    what it says where the variables around it are `known`."""

    name: str
    variable: str
    domain: Domain
    body: Callable[[Any], Prop]
    term: Binding
    known: Any
    reading: Reading
    quick: Callable[[Any], bool | None] | None = None
    """Decides the body for a value where the kernel needs no evidence; None where it takes more than that. Nothing that
    `body` raises is left out."""

    @property
    def text(self) -> str:
        """The body, in the theory file's words."""
        assert self.term.body is not None
        return text_of(self.term.body)

    @property
    def sought(self) -> bool:
        """Does it range over structures, of which z3 may find one?"""
        return values_of(self.term.domain).kind in STRUCTURES


class Unreached(NamedTuple):
    """A proposition about something whose construction met a limit; what it says is not known where that was met while
    it was read."""

    limit: LimitReached
    term: Term | None = None
    known: Any = None


class NoValue(NamedTuple):
    """A proposition about a term that has no value: refused where it is reached."""

    error: Exception
    term: Term
    known: Any


Prop = Atom | Not | Connective | Quantified | Unreached | NoValue
