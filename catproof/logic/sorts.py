"""The sorts of terms: what kind of thing each stands for, and where it lives, as the signature says."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from catproof.logic.terms import Apply, Binding, Number, Sort, Term

NUMBER = Sort("number")
PROPOSITION = Sort("proposition")


class Operator(NamedTuple):
    """An operation on terms. `form` is how it is written, with `{0}`, `{1}`, ... for its arguments; `takes` are the
    kinds of its arguments (the last may be any number of one kind: `object*`), `kind` that of what it gives, and
    `lives` where that lives (the `of` of its sort)."""

    name: str
    form: str
    takes: tuple[str, ...]
    kind: str
    lives: Callable[[tuple[Term, ...]], tuple[Term, ...]]
    documentation: str
    source: str = ""

    @property
    def word(self) -> str:
        """What is called, where the operation is written as a call of a word of the language; else empty."""
        head, bracket, _ = self.form.partition("(")
        return head if bracket and head.isidentifier() else ""

    @property
    def several(self) -> bool:
        """Does it take any number of arguments after the first ones?"""
        return bool(self.takes) and self.takes[-1].endswith("*")

    def kinds(self, number: int) -> tuple[str, ...]:
        """The kinds of so many arguments."""
        if not self.several:
            return self.takes
        first = self.takes[:-1]
        return first + (self.takes[-1].removesuffix("*"),) * (number - len(first))


OPERATORS: dict[str, Operator] = {}
"""Every operation, by its name; `signature` has the table."""


def sort_of(term: Term) -> Sort:
    """The sort of a term."""
    if isinstance(term, Number):
        return NUMBER
    if isinstance(term, Apply):
        known: Sort | None = term.__dict__.get("_sort")
        if known is None:
            operator = OPERATORS[term.operator]
            known = Sort(operator.kind, operator.lives(term.arguments))
            object.__setattr__(term, "_sort", known)
        return known
    if isinstance(term, Binding):
        return NUMBER if term.binder == "count" else PROPOSITION
    return term.sort


def place(term: Term, number: int = 0) -> Term:
    """Where something lives: the category of an object, arrow or task, the task of an element, the ends of a map."""
    return sort_of(term).of[number]


def source_of(category: Term, arrow: Term) -> Term:
    """The source of an arrow; the term of its sort where that knows it."""
    ends = sort_of(arrow).of[1:]
    return ends[0] if ends else Apply("source", (category, arrow))


def target_of(category: Term, arrow: Term) -> Term:
    """The target of an arrow; the term of its sort where that knows it."""
    ends = sort_of(arrow).of[1:]
    return ends[1] if ends else Apply("target", (category, arrow))


def object_of(task: Term, element: Term) -> Term:
    """The object that an element lies at; the term of its sort where that knows it."""
    known = sort_of(element).of[1:]
    return known[0] if known else Apply("lies at", (task, element))


def opposite(category: Term) -> Term:
    """The opposite of a category; that of an opposite is the category itself."""
    if isinstance(category, Apply) and category.operator == "opposite":
        return category.arguments[0]
    return Apply("opposite", (category,))


def made(operator: str, *arguments: Term) -> Apply:
    """What an operation makes of terms."""
    return Apply(operator, arguments)
