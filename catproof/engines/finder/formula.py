"""What is asked of an unknown structure, between the tree of the theory file and constraints.

Names are resolved: a term is a variable of a quantifier, a thing that is known, or made from others by a call. What has
no form as constraints is `Unclear`: nothing is required then, and what is found is judged afterwards.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Variable(NamedTuple):
    """A variable of a quantifier over unknown structures or over what they are made of."""

    name: str


class Known(NamedTuple):
    """A category, functor, task or transformation, or the number of an object."""

    value: Any


class Made(NamedTuple):
    """`yoneda(C, a)`, `opposite(C)`, `compose(G, F)`, ..., by the word of the theory language."""

    by: str
    of: tuple[Term, ...]


Term = Variable | Known | Made


class Claimed(NamedTuple):
    """An atom: `about` says which (see `translation.ATOMS`), `of` what it speaks of."""

    about: str
    of: tuple[Any, ...]


class Unclear(NamedTuple):
    """A proposition without a form as constraints."""


class Negated(NamedTuple):
    """`not P`."""

    of: Formula


class Joined(NamedTuple):
    """`left OP right` with OP one of and, or, implies, iff."""

    name: str
    left: Formula
    right: Formula


class Domain(NamedTuple):
    """A range of values: `kind` is its word in the theory language, `least` to `most` the sizes allowed, `objects` the
    numbers of objects of categories."""

    kind: str
    of: tuple[Term, ...] = ()
    least: int = 0
    most: int = 0
    objects: tuple[int, int] | None = None


class Ranging(NamedTuple):
    """`forall x in DOMAIN : body`, `exists ...`."""

    name: str
    variable: str
    domain: Domain
    body: Formula


Formula = Claimed | Unclear | Negated | Joined | Ranging
