"""What decides a proposition: the proposition again, with the values put in that settle its quantifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from catproof.decide.proposition import Prop, Quantified


class Stands(NamedTuple):
    """A part that stays as it stands: an atom, a quantifier that no single value settles, or what was not decided."""

    prop: Prop


class Takes(NamedTuple):
    """A quantifier that is settled by one value: `body` is what it binds, for this value."""

    prop: Quantified
    value: Any
    body: Instance


class Denied(NamedTuple):
    """`not P`."""

    of: Instance


class Joined(NamedTuple):
    """`left OP right`."""

    name: str
    left: Instance
    right: Instance


Instance = Stands | Takes | Denied | Joined


def chosen(instance: Instance) -> list[Takes]:
    """The quantifiers in it that a value settles, the outer ones first."""
    found: list[Takes] = []
    pending = [instance]
    while pending:
        one = pending.pop()
        if isinstance(one, Takes):
            found.append(one)
            pending.append(one.body)
        elif isinstance(one, Denied):
            pending.append(one.of)
        elif isinstance(one, Joined):
            pending += [one.right, one.left]
    return found
