"""Definitions at hand, and what the arguments of a definition bring along."""

from __future__ import annotations

from collections.abc import Sequence

from catproof.logic.signature import object_of, sort_of, source_of, target_of
from catproof.logic.terms import Binding, Call, Definition, Reference, Term, Variable, parts

HIDDEN = "\0"
"""Part of the names of inferred parameters that the text has no name for."""


DEEPEST = 200
"""How deep what is said may be nested, the definitions that are called counted."""


class Library:
    """Definitions by their references, and by the words they are called by. One that is declared hides the shipped
    ones of its name, except from the shipped ones themselves."""

    def __init__(self, known: Library | None = None) -> None:
        self.definitions: dict[Reference, Definition] = {} if known is None else dict(known.definitions)
        self._words: dict[str, list[Definition]] = {} if known is None else dict(known._words)
        self._depths: dict[Reference, int] = {} if known is None else dict(known._depths)

    def add(self, definition: Definition) -> None:
        """Add a definition; those that it calls are there already."""
        word = definition.reference.word
        known = self._words.get(word, [])
        if known and known[0].reference.shipped and not definition.reference.shipped:
            known = []
        self._words[word] = [*known, definition]
        self.definitions[definition.reference] = definition
        self._depths[definition.reference] = self.depth(definition.body)

    def depth(self, term: Term) -> int:
        """How deep a term is nested when the definitions in it are opened."""
        inner = max(map(self.depth, parts(term)), default=0)
        if isinstance(term, Call):
            return 1 + max(inner, self._depths[term.definition])
        return inner + (1 + len(term.variables) if isinstance(term, Binding) else 1)

    def named(self, word: str) -> list[Definition]:
        """The definitions of a word, in order."""
        return self._words.get(word, [])

    def kind(self, definition: Definition) -> str:
        """Is what the definition says a number or a proposition?"""
        return sort_of(definition.body).kind


def inferred_arguments(parameters: Sequence[Variable], arguments: Sequence[Term]) -> dict[Term, Term]:
    """What the parameters stand for, and what the sorts of the arguments say that the names in the sorts of the
    parameters stand for. There may be fewer arguments than parameters."""
    found: dict[Term, Term] = dict(zip(parameters, arguments, strict=False))

    def match(wanted: Term, given: Term) -> None:
        if not isinstance(wanted, Variable) or wanted in found:
            return
        found[wanted] = given
        for inner, outer in zip(wanted.sort.of, sort_of(given).of, strict=False):
            match(inner, outer)

    for parameter, argument in zip(parameters, arguments, strict=False):
        given = sort_of(argument).of
        wanted = parameter.sort.of
        if parameter.sort.kind == "arrow" and len(wanted) == 3:
            given = (given[0], source_of(given[0], argument), target_of(given[0], argument))
        elif parameter.sort.kind == "element" and len(wanted) == 2:
            given = (given[0], object_of(given[0], argument))
        for inner, outer in zip(wanted, given, strict=False):
            match(inner, outer)
    return found
