"""Core terms: what a sentence of the theory language says, with every name resolved and nothing evaluated.

A term is typed: sorts mention terms, as `arrow(C, a, b)` does, so that no reader has to guess where an arrow lives.
Terms are immutable and hashable; the span of text they were read from is no part of what they are.
`eval(repr(t)) == t`.

How the propositions of the language look as terms (`C`, `T`, ... are terms of the kinds that the signature says):

    T is representable [by a]           Call(representable, (C, [a's category,] T, [a]))     the prelude's definitions,
    f is mono in C, F is full, ...      Call(mono, ...)             with what the arguments bring along first
    X ~= Y                              Call(isomorphic, ...) of objects, tasks, categories;
                                        Apply("isomorphic functors" | "isomorphic models", (X, Y))
    h solves T by prompt [a]            Call(solves by prompt, ...)
    h solves T by tuning                Apply("solves by tuning", (h, T))                    a rule of its own
    F is left adjoint to G              Apply("left adjoint", (F, G))                        a rule of its own
    F generalizes from {a, b}           Apply("generalizes from", (F, a, b)); "generalizes from among functors", ...
    g . f = h in C                      Apply("equal arrows", (C, g . f, h)); != is Apply("not", ...) of that
    size(T) <= 4                        Apply("<=", (Apply("size", (T,)), Number(4)))
    P and Q                             Apply("and", (P, Q)); not, or, implies, iff
    forall x in D : P                   Binding("forall", (x,), D, None, P)
    tasks(C, size <= 4)                 Apply("tasks", (C, least, most)); categories: (least, most[, least, most])
    product(C, D), lan(F, T), ...       Apply with the operator of `signature.OPERATORS`; those that take a set or a
                                        block take any number of arguments after the first ones
    x of objects(opposite(C)) in C      Apply("object in", (opposite(C), C, x)): objects (arrows) of a category that
                                        keeps the names of another, opposite to it or a full part
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import Any, Union

from catproof.diagnostic import NOWHERE, Span

SORTS = (
    *("category", "functor", "task", "transformation", "natural transformation", "model"),
    *("object", "arrow", "element", "number", "proposition", "domain", "label", "item"),
    *("graded category", "graded functor", "graded task", "graded model", "graded object"),
)
"""The kinds of sorts; `label` is that of names that stand for themselves, `item` of what stands in a block."""

STRUCTURES = frozenset({
    "category", "functor", "task", "transformation", "natural transformation", "model",
    "graded category", "graded functor", "graded task", "graded model",
})  # fmt: skip
"""The kinds whose values are whole structures; those of the others are numbers, truth values or ranges."""

BINDERS = ("forall", "exists", "exists unique", "count")
"""What binds variables: three quantifiers, and the number of values that fulfil a condition."""


def _remembered(self: Any) -> int:
    """The hash, computed once: terms are looked up for each instance of a quantifier."""
    known: int | None = self.__dict__.get("_hash")
    if known is None:
        known = hash((type(self).__name__, *(getattr(self, f.name) for f in fields(self) if f.compare)))
        object.__setattr__(self, "_hash", known)
    return known


class _Sent:
    """What is kept when a term goes elsewhere: hashes differ from process to process."""

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name[0] != "_"}


@dataclass(frozen=True)
class Sort(_Sent):
    """What kind of thing a term stands for, and where it lives: a functor has `of` its source and target, a task and an
    object their category, an arrow its category and perhaps its ends, an element its task and perhaps its object, a
    transformation its source and target, a model its category and its base, a domain what its values live in."""

    __hash__ = _remembered

    kind: str
    of: tuple[Term, ...] = ()

    def __post_init__(self) -> None:
        assert self.kind in SORTS, self.kind


@dataclass(frozen=True)
class Variable(_Sent):
    """A variable of a quantifier, or a parameter of a definition."""

    __hash__ = _remembered

    name: str
    sort: Sort
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Constant(_Sent):
    """What a theory file declares, or an expression that mentions no variable, by its text; an object, a generating
    arrow or an element by its name, which its sort says where to look up."""

    __hash__ = _remembered

    name: str
    sort: Sort
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Number(_Sent):
    """A whole number, or a fraction in lowest terms."""

    __hash__ = _remembered

    value: int | Fraction
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)

    @property
    def whole(self) -> int:
        """The value, where the language takes whole numbers alone."""
        assert isinstance(self.value, int), self.value
        return self.value


@dataclass(frozen=True)
class Apply(_Sent):
    """An operation of `signature.OPERATORS`, with all its arguments: where an arrow lives is one of them."""

    __hash__ = _remembered

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
class Call(_Sent):
    """What a definition says of its arguments: the inferred ones first, then those that are written. A proposition, or
    a number, as its definition is one."""

    __hash__ = _remembered

    definition: Reference
    arguments: tuple[Term, ...]
    sort: Sort = field(default=Sort("proposition"), compare=False, repr=False, kw_only=True)
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Binding(_Sent):
    """`forall x, y in DOMAIN such that CONDITION : BODY` and its like; `count` has a condition and no body."""

    __hash__ = _remembered

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


def free(term: Term) -> frozenset[str]:
    """The names of the variables that the value of a term depends on; a label depends on what its home does."""
    known: frozenset[str] | None = term.__dict__.get("_free")
    if known is None:
        if isinstance(term, Variable):
            known = frozenset({term.name})
        elif isinstance(term, Constant):
            known = frozenset[str]().union(*map(free, term.sort.of))
        elif isinstance(term, Binding):
            inner = [part for part in (term.condition, term.body) if part is not None]
            bound = frozenset(variable.name for variable in term.variables)
            known = free(term.domain) | (frozenset[str]().union(*map(free, inner)) - bound)
        else:
            known = frozenset[str]().union(*map(free, parts(term)))
        object.__setattr__(term, "_free", known)
    return known


def mentioned(term: Term) -> frozenset[str]:
    """The names of the constants in a term, and of those where they live."""
    found: set[str] = set()
    pending = [term]
    while pending:
        one = pending.pop()
        if isinstance(one, Constant):
            found.add(one.name)
            pending += one.sort.of
        pending += parts(one)
    return frozenset(found)


def single(term: Binding) -> Binding:
    """The same with one variable, without a condition: `forall x, y in D such that P : Q` is `forall x in D : forall y
    in D : P implies Q`. The same for the same term."""
    known: Binding | None = term.__dict__.get("_single")
    if known is None:
        body = term.body
        assert body is not None and term.binder in ("forall", "exists")
        if len(term.variables) > 1:
            body = Binding(term.binder, term.variables[1:], term.domain, term.condition, body, span=term.span)
        elif term.condition is not None:
            joined = "implies" if term.binder == "forall" else "and"
            body = Apply(joined, (term.condition, body), span=body.span)
        known = Binding(term.binder, term.variables[:1], term.domain, None, body, span=term.span)
        object.__setattr__(term, "_single", known)
    return known


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
        return replace(term, arguments=tuple(substitute(a, values) for a in term.arguments))
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
