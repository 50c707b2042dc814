"""Names of one scope that look alike: other spellings of the same signs, which nobody can tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from catproof.core.category import Category
from catproof.core.characters import called, skeleton
from catproof.core.label import show
from catproof.core.task import Task
from catproof.diagnostic import Span

MOST = 5
"""So many pairs inside one declaration are noted."""


def notes_on_scope(names: Iterable[str], what: str, places: Mapping[str, Span]) -> list[tuple[Span, str]]:
    """What is to be said of names that look alike, each where the second of the two is."""
    return [(places[name], text) for name, text in _pairs(names, what)]


def notes_on(name: str, value: object) -> list[str]:
    """What is to be said of names that look alike inside what was declared: of objects, arrows, elements."""
    if isinstance(value, Category):
        objects = _pairs((a for a in value.objects if isinstance(a, str)), f"objects of {show(name)}")
        # The arrows of an order have no names of their own.
        own = (g.name for g in value.generators) if isinstance(value.generators, tuple) else ()
        found = objects + _pairs(own, f"arrows of {show(name)}")
    elif isinstance(value, Task):
        elements = (x for members in value.elements if not isinstance(members, range) for x in members)
        found = _pairs((x for x in elements if isinstance(x, str)), f"elements of {show(name)}")
    else:
        found = []
    more = [f"{len(found) - MOST} more names in {show(name)} look like others"] if len(found) > MOST else []
    return [text for _, text in found[:MOST]] + more


def _pairs(names: Iterable[str], what: str) -> list[tuple[str, str]]:
    """The names that have the skeleton of one before, with a note on each; names of plain ASCII are never alike."""
    known: dict[str, str] = {}
    others: list[str] = []
    for name in names:
        if name.isascii():
            known[name] = name
        else:
            others.append(name)
    found = []
    for name in dict.fromkeys(others):
        first = known.setdefault(skeleton(name), name)
        if first != name:
            found.append((name, f"two {what} look alike: {_told(first, name)}"))
    return found


def _told(first: str, second: str) -> str:
    at = next((k for k, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
    signs = [called(name[at]) if at < len(name) else "its end" for name in (first, second)]
    return f"{show(first)} has {signs[0]} where {show(second)} has {signs[1]}"
