"""Names that are two and look like one: they differ by Unicode normalisation, or by what is not drawn.

Names of one scope; objects, arrows or elements of one structure; names in one file: of all the same is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from catproof.core.category import Category
from catproof.core.characters import called, cut, skeleton
from catproof.core.label import Label, show
from catproof.core.task import Task

MOST = 5
"""So many pairs inside one structure or file are noted."""

Pair = tuple[Label, Label]


def pairs(names: Iterable[Label]) -> list[Pair]:
    """The names that have the skeleton of one before, each behind that one. Names of ASCII, which are their own
    skeletons, come before all others, and are never alike. Linear, and next to nothing where there are no others."""
    given = list(names)
    try:
        if all(map(str.isascii, given)):  # type: ignore[arg-type]
            return []
    except TypeError:  # numbers among them
        pass
    odd = dict.fromkeys(name for name in given if isinstance(name, str) and not name.isascii())
    if not odd:
        return []
    known: dict[str, Label] = {str(x): x for x in given if isinstance(x, str | int) and x not in odd}
    firsts = [(known.setdefault(skeleton(str(name)), name), name) for name in odd]
    return [(first, name) for first, name in firsts if first != name]


def told(what: str, pair: Pair, named: Callable[[Label], str] | None = None) -> str:
    """What is to be said of such a pair; `named` may add to a name where it stands."""
    first, second = map(named or shown, pair)
    signs = differing(*map(str, pair))
    return f"two {what} look alike: {first} has {signs[0]} where {second} has {signs[1]}"


def differing(first: str, second: str) -> tuple[str, str]:
    """The signs in which two names differ first, by number and Unicode name."""
    at = next((k for k, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
    one, other = (called(name[at]) if at < len(name) else "its end" for name in (first, second))
    return one, other


def shown(name: Label) -> str:
    """The name as the language writes it, as far as it is short enough for a message."""
    return cut(show(name))


def noted(where: str, found: Sequence[tuple[str, Pair]], named: Callable[[Label], str] | None = None) -> list[str]:
    """What is to be said of these pairs in one structure or file, each with what its names are names of."""
    more = [f"{len(found) - MOST} more names in {where} look like others"] if len(found) > MOST else []
    return [told(f"{what} of {where}", pair, named) for what, pair in found[:MOST]] + more


def inside(name: str, value: object) -> list[str]:
    """What is to be said of names inside what was declared: of objects, arrows, elements."""
    found: list[tuple[str, Pair]] = []
    if isinstance(value, Category):
        found += [("objects", pair) for pair in pairs(a for a in value.objects if isinstance(a, str))]
        if isinstance(value.generators, tuple):  # the arrows of an order have no names of their own
            found += [("arrows", pair) for pair in pairs(g.name for g in value.generators)]
    elif isinstance(value, Task):
        elements = (x for members in value.elements if not isinstance(members, range) for x in members)
        found += [("elements", pair) for pair in pairs(x for x in elements if isinstance(x, str))]
    return noted(show(name), found)
