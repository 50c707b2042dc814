"""What decides a proposition: the proposition again, with the values put in that settle its quantifiers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from catproof.core.graded import Graded, GradedTask
    from catproof.decide.proposition import Atom, Prop, Quantified
    from catproof.logic.terms import Apply, Term, Variable


class Stands(NamedTuple):
    """A part that stays as it stands: an atom, a quantifier that no single value settles, or what was not decided."""

    prop: Prop


class Takes(NamedTuple):
    """A quantifier that is settled by one value: `body` is what it binds, for this value."""

    prop: Quantified
    value: Any
    body: Instance


class Filled(NamedTuple):
    """A statement about all tables of values that some settle: these with their variables, the outer ones first, and
    what they range over. `body` is what it says of them."""

    prop: Atom
    tables: Sequence[tuple[Variable, Apply, Graded | GradedTask]]
    body: Term


class Denied(NamedTuple):
    """`not P`."""

    of: Instance


class Joined(NamedTuple):
    """`left OP right`."""

    name: str
    left: Instance
    right: Instance


Instance = Stands | Takes | Filled | Denied | Joined


def chosen(instance: Instance) -> list[Takes | Filled]:
    """The quantifiers in it that a value settles, the outer ones first."""
    found: list[Takes | Filled] = []
    pending = [instance]
    while pending:
        one = pending.pop()
        if isinstance(one, Takes | Filled):
            found.append(one)
        if isinstance(one, Takes):
            pending.append(one.body)
        elif isinstance(one, Denied):
            pending.append(one.of)
        elif isinstance(one, Joined):
            pending += [one.right, one.left]
    return found
