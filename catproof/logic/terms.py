"""Core terms: what a sentence of the theory language says, with every name resolved and nothing evaluated.

A term is typed: sorts mention terms, as `arrow(C, a, b)` does, so that no reader has to guess where an arrow lives.
Terms are immutable and hashable; the span of text they were read from is no part of what they are.
`eval(repr(t)) == t`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Union

from catproof.diagnostic import NOWHERE, Span

SORTS = (
    *("category", "functor", "task", "transformation", "model"),
    *("object", "arrow", "element", "number", "proposition", "domain"),
)
"""The kinds of sorts."""

STRUCTURES = frozenset({"category", "functor", "task", "transformation", "model"})
"""The kinds whose values are whole structures; those of the others are numbers, truth values or ranges."""

BINDERS = ("forall", "exists", "exists unique", "count")
"""What binds variables: three quantifiers, and the number of values that fulfil a condition."""


@dataclass(frozen=True)
class Sort:
    """What kind of thing a term stands for, and where it lives: a functor has `of` its source and target, a task and an
    object their category, an arrow its category and perhaps its ends, an element its task and perhaps its object, a
    transformation its source and target, a model its category and its base, a domain what its values live in."""

    kind: str
    of: tuple[Term, ...] = ()

    def __post_init__(self) -> None:
        assert self.kind in SORTS, self.kind


@dataclass(frozen=True)
class Variable:
    """A variable of a quantifier, or a parameter of a definition."""

    name: str
    sort: Sort
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Constant:
    """What a theory file declares, or an expression that mentions no variable, by its text; an object, a generating
    arrow or an element by its name, which its sort says where to look up."""

    name: str
    sort: Sort
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Number:
    """A whole number."""

    value: int
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Apply:
    """An operation of `signature.OPERATORS`, with all its arguments: where an arrow lives is one of them."""

    operator: str
    arguments: tuple[Term, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Reference:
    """The name of a definition. Shipped ones may share a word, and are told apart by the kinds of their parameters."""

    word: str
    kinds: tuple[str, ...]
    shipped: bool = False


@dataclass(frozen=True)
class Call:
    """What a definition says of its arguments: the inferred ones first, then those that are written."""

    definition: Reference
    arguments: tuple[Term, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Binding:
    """`forall x, y in DOMAIN such that CONDITION : BODY` and its like; `count` has a condition and no body."""

    binder: str
    variables: tuple[Variable, ...]
    domain: Term
    condition: Term | None
    body: Term | None
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)

    def __post_init__(self) -> None:
        assert self.binder in BINDERS, self.binder


Term = Union[Variable, Constant, Number, Apply, Call, Binding]


@dataclass(frozen=True)
class Definition:
    """`define NAME(parameters) "documentation" := body`. `inferred` are the parameters that the written ones mention:
    the category of an arrow, say. `source` says where in the literature the definition is found, for shipped ones."""

    reference: Reference
    inferred: tuple[Variable, ...]
    written: tuple[Variable, ...]
    body: Term
    documentation: str = field(default="", compare=False)
    source: str = field(default="", compare=False)

    @property
    def parameters(self) -> tuple[Variable, ...]:
        """All of them, in the order of the arguments of a `Call`."""
        return self.inferred + self.written


Definitions = Mapping[Reference, Definition]


def parts(term: Term) -> tuple[Term, ...]:
    """The terms that a term is made of; sorts are not looked into."""
    if isinstance(term, Apply | Call):
        return term.arguments
    if isinstance(term, Binding):
        rest = tuple(part for part in (term.condition, term.body) if part is not None)
        return (term.domain, *rest)
    return ()


def within(term: Term) -> Iterator[Term]:
    """The term and everything it is made of."""
    pending = [term]
    while pending:
        one = pending.pop()
        yield one
        pending.extend(parts(one))


def substitute(term: Term, values: Mapping[Variable, Term]) -> Term:
    """The term with terms in place of free variables. The names bound in it must differ from those of the values."""
    if isinstance(term, Variable):
        if term in values:
            return values[term]
        return Variable(term.name, substitute_sort(term.sort, values), span=term.span)
    if isinstance(term, Constant):
        return Constant(term.name, substitute_sort(term.sort, values), span=term.span)
    if isinstance(term, Number):
        return term
    if isinstance(term, Apply):
        return Apply(term.operator, tuple(substitute(a, values) for a in term.arguments), span=term.span)
    if isinstance(term, Call):
        return Call(term.definition, tuple(substitute(a, values) for a in term.arguments), span=term.span)
    bound = {v: Variable(v.name, substitute_sort(v.sort, values)) for v in term.variables}
    inner = {**values, **bound}
    return Binding(
        term.binder,
        tuple(bound.values()),
        substitute(term.domain, values),
        None if term.condition is None else substitute(term.condition, inner),
        None if term.body is None else substitute(term.body, inner),
        span=term.span,
    )


def substitute_sort(sort: Sort, values: Mapping[Variable, Term]) -> Sort:
    """The same for what a sort mentions."""
    return Sort(sort.kind, tuple(substitute(term, values) for term in sort.of)) if sort.of else sort
