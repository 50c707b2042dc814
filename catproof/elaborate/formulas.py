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
from catproof.logic.definitions import DEEPEST, Library
from catproof.logic.text import text_of
from catproof.logic.truth import Undefined
from catproof.syntax import tree


def library(terms: Terms) -> Library:
    """All definitions that may be called in the scope."""
    own = definitions(terms)
    if not own:
        return prelude()
    key = tuple(map(id, own.values()))
    found = terms.data.libraries.get(key)
    if found is None:
        found = terms.data.libraries[key] = Library(prelude())
        for defined in own.values():
            found.add(defined.definition)
    return found


def declared_definition(decl: tree.Define, terms: Terms) -> Defined:
    """What `define` declares. Raises `Wrong` or `Skipped`."""
    names = Declared(terms)
    try:
        known = library(terms)
        definition = define(decl, names, known)
        if known.depth(definition.body) > DEEPEST:
            raise Wrong(decl.name.span, f"the definition and those it calls are nested more than {DEEPEST} levels deep")
        return Defined(definition, names.values)
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
    if known.depth(term) > DEEPEST:
        message = f"the proposition and the definitions it calls are nested more than {DEEPEST} levels deep"
        raise Wrong(prop.span, message)
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
