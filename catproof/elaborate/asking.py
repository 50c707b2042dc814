"""What an expression stands for that is given beside a theory file: of any kind, read as a term of the file is.

A declared name wins over everything else, as in the file; then come objects, arrows and elements, which have their
names in a category or a task, and last definitions that are shipped. A word that makes a category as well as a domain
(`elements(T)`) is the domain: what has a name in the file is shown as a category.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from catproof.core.quantale import Value
from catproof.decide.domain import Domain
from catproof.decide.numbers import find
from catproof.elaborate.expressions import STRUCTURES
from catproof.elaborate.labels import LABELS
from catproof.elaborate.map_expressions import GRADED
from catproof.elaborate.number_terms import NUMBERS
from catproof.elaborate.propositions import Sentences, is_plain, ruled
from catproof.elaborate.resolve import Resolver
from catproof.elaborate.scope import Defined, Wrong, suggestion
from catproof.elaborate.terms import Terms
from catproof.logic.signature import WORDS, sort_of
from catproof.logic.terms import Definition, Term
from catproof.logic.truth import Undefined
from catproof.syntax import tree
from catproof.syntax.printer import print_name, print_term


class Asked(NamedTuple):
    """`kind` is that of the value: a structure; a `Place`, of an object, an arrow or an element; a number; a domain; or
    "definition", with the definitions of a name."""

    kind: str
    value: Any


def asked(term: tree.Term, terms: Terms) -> Asked:
    """What the term stands for. Raises `Wrong`, `Skipped` or `LimitReached`."""
    resolver = terms.resolver()
    plain = isinstance(term, tree.Name | tree.Integer)
    declared = isinstance(term, tree.Name) and resolver.names.lookup(term) is not None
    homes = _homes(term, resolver) if plain and not declared else []
    if isinstance(term, tree.Name) and not homes:
        found = _definitions(term, terms)
        if found:
            return Asked("definition", found)
        if not declared:
            resolver.names.unknown(term)
            message = f"{print_name(term.text)} is not declared, and is no object, arrow or element of what is declared"
            hint = suggestion(term.text, resolver.names.known())
            raise Wrong("E201", term.span, message, hint or "names are declared before they are used")
    if isinstance(term, tree.Call) and (resolver.is_graded_number(term) or resolver.applicable(term) is None):
        made = WORDS.get(term.function, [])
        counted = term.function in NUMBERS or resolver.is_number(term)
        if not counted and any(operator.kind == "domain" for operator in made):
            return Asked("domain", domain(term, terms))
        if not made and terms.library().named(term.function) and not resolver.is_number(term):
            message = f"`{print_term(term)}` is a proposition, which `catproof check` decides"
            raise Wrong("E115", term.span, message, "write `ask` and the proposition in a theory file")
    if not homes and resolver.is_number(term):
        return Asked("number", number(term, terms))
    resolved = resolver.term(term, _kinds(term, resolver))
    kind = sort_of(resolved).kind
    return Asked(kind, terms.builder.placed(resolved, kind, terms.builder.root))


def _kinds(term: tree.Term, resolver: Resolver) -> tuple[str, ...]:
    """What a term may stand for, as far as its form tells."""
    kinds = (*STRUCTURES, *GRADED, *LABELS)
    if not isinstance(term, tree.Call) or resolver.applicable(term) is not None:
        return kinds
    return tuple(k for k in kinds if any(o.kind == k for o in WORDS.get(term.function, []))) or STRUCTURES


def domain(term: tree.Term, terms: Terms) -> Domain:
    """The domain that a term stands for."""
    return terms.builder.domain(terms.resolver().domain(term), terms.builder.root)


def number(term: tree.Term, terms: Terms) -> int | Value:
    """The number that a term stands for; of one that has no algorithm, from the definitions."""
    (resolved,) = terms.resolver().numbers((term,))
    sentences = Sentences(terms)
    counted = ruled(resolved) or is_plain(resolved)
    found = sentences.number(resolved, terms.builder.root) if counted else None
    if found is not None:
        value: int | Value = find(found)[0]
        return value
    claim = sentences.formula(resolved, terms.builder.root)
    try:
        values = claim.truth().number(resolved, claim.environment())
    except Undefined as undefined:
        raise Wrong("E314", term.span, f"`{print_term(term)}` has no value: {undefined}") from None
    (value,) = values  # what is known folds to one number
    return value


def _definitions(term: tree.Name, terms: Terms) -> list[Definition]:
    """The definitions of a name: the one that the file declares, or those that are shipped."""
    known = terms.scope.lookup(term.text)
    if known is not None:
        return [known.value.definition] if isinstance(known.value, Defined) else []
    return list(terms.library().named(term.text))


def _homes(term: tree.Term, resolver: Resolver) -> list[Term]:
    """The categories and tasks in which something has the name."""
    found = []
    for home in (home for kind in ("category", "task") for home in resolver.names.homes(kind)):
        try:
            resolver.label(term, LABELS, home)
        except Wrong:
            continue
        found.append(home)
    return found
