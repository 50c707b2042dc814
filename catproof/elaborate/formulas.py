"""Claims that are read as core terms: what definitions say, and the terms that no older claim knows."""

from __future__ import annotations

from typing import Any

from catproof.decide.encoding import used
from catproof.decide.formula import Formula
from catproof.elaborate.declared import Declared
from catproof.elaborate.define import define, prelude
from catproof.elaborate.recognition import definitions
from catproof.elaborate.resolve import Resolver
from catproof.elaborate.scope import Defined, Skipped, Wrong
from catproof.elaborate.terms import Terms
from catproof.logic.definitions import Library
from catproof.logic.text import text_of
from catproof.logic.truth import Undefined
from catproof.syntax import tree


def library(terms: Terms) -> Library:
    """All definitions that may be called in the scope."""
    own = definitions(terms)
    if not own:
        return prelude()
    found = Library(prelude().definitions)
    for defined in own.values():
        found.add(defined.definition)
    return found


def declared_definition(decl: tree.Define, terms: Terms) -> Defined:
    """What `define` declares. Raises `Wrong` or `Skipped`."""
    names = Declared(terms)
    try:
        return Defined(define(decl, names, library(terms)), names.values)
    except Wrong:
        if terms.scope.incomplete:
            raise Skipped from None
        raise


def formula(prop: tree.Prop, terms: Terms) -> Formula:
    """The claim that a proposition is true. Raises `Wrong` or `Skipped`."""
    names, known = Declared(terms), library(terms)
    try:
        term = Resolver(names, known).proposition(prop)
    except Wrong:
        if terms.scope.incomplete:
            raise Skipped from None
        raise
    own = definitions(terms)
    values: dict[Any, Any] = {}
    for reference in used(term, known.definitions):
        if not reference.shipped:
            values |= own[reference.word].values
    values |= names.values

    def refuse(undefined: Undefined, instance: str) -> Wrong:
        where = f" where {instance}" if instance else ""
        return Wrong(prop.span, f"{text_of(undefined.term)} has no value{where}: {undefined}")

    return Formula(term, values, known.definitions, refuse)
