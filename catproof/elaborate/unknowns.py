"""Core terms about structures that are not known: the names of the finder's variables, beside those of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from catproof.decide.encoding import used
from catproof.decide.tables import Value
from catproof.elaborate.declared import Declared
from catproof.elaborate.formulas import library
from catproof.elaborate.recognition import definitions
from catproof.elaborate.resolve import Resolver
from catproof.elaborate.terms import Terms
from catproof.engines.finder.formula import Known, Made
from catproof.engines.finder.formula import Term as Sought
from catproof.logic.terms import Definitions, Sort, Term, Variable
from catproof.syntax import tree

Homes = Mapping[str, tuple[str, tuple[Sought, ...]]]
"""For each variable that is not known its kind, and what its values live in."""


class Said(NamedTuple):
    """A proposition about unknown structures: its core term, the definitions it calls, what its constants and the
    variables that are known stand for, and the names of those that are not."""

    term: Term
    definitions: Definitions
    values: Mapping[Term, Value]
    unknown: frozenset[str]


class Unknowns(Declared):
    """The names of a scope, and variables that are not known."""

    def __init__(self, terms: Terms, homes: Homes, unread: Callable[[], Exception]) -> None:
        super().__init__(terms)
        self._homes = homes
        self._unread = unread

    def lookup(self, name: tree.Name) -> Term | None:
        if name.text in self._homes:
            return self._variable(name.text)
        return super().lookup(name)

    def varies(self, name: str) -> bool:
        return name in self._homes or super().varies(name)

    def _variable(self, name: str) -> Variable:
        kind, of = self._homes[name]
        return Variable(name, Sort(kind, tuple(map(self._place, of))))

    def _place(self, sought: Sought) -> Term:
        if isinstance(sought, Known):
            if isinstance(sought.value, int):  # the number of an object, of no name here
                raise self._unread()
            return self._home(sought.value, "home", "")
        if isinstance(sought, Made):
            raise self._unread()
        return self._variable(sought.name)


def said(prop: tree.Prop, terms: Terms, homes: Homes, unread: Callable[[], Exception]) -> Said:
    """The core term of an atom. Raises `Wrong`, `Skipped` or `LimitReached`, and what `unread` gives where something
    has no place in terms."""
    names, known = Unknowns(terms, homes, unread), library(terms)
    term = Resolver(names, known).proposition(prop)
    own = definitions(terms)
    values: dict[Any, Any] = {}
    for reference in used(term, known.definitions):
        if not reference.shipped:
            values |= own[reference.word].values
    return Said(term, known.definitions, values | names.values, frozenset(homes))
