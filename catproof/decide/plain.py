"""Certificates are made of Python's own numbers, texts, lists and dictionaries, whatever computed them.

Algorithms for large input work on arrays, and what is taken out of an array is a number of another type: it looks like
one, but the kernel and JSON refuse it. All that enters a certificate passes through `plain`: tables where they are
entered (`Tables`), claims and evidence where an atom is decided (`Decider`).
"""

from __future__ import annotations

from typing import Any, TypeVar

Data = TypeVar("Data")

_SIMPLE = frozenset({bool, int, float, str, type(None)})
_GROUPS = frozenset({list, tuple, dict})


def is_plain(value: object) -> bool:
    """Is it made of Python's own types alone? Level by level, so that no depth is too deep."""
    level: list[Any] = [value]
    while True:
        kinds = set(map(type, level)) - _SIMPLE
        if not kinds:
            return True
        if not all(kind in _GROUPS or issubclass(kind, int | str) for kind in kinds):
            return False
        inside: list[Any] = []
        for x in level:
            kind = type(x)
            if kind is dict:
                inside.extend(x.values())
            elif kind is list or kind is tuple:
                inside.extend(x)
        level = inside


def plain(value: Data) -> Data:
    """The same in Python's own types: numbers and arrays of numpy are replaced, at any depth. What is plain already is
    returned as it is."""
    if is_plain(value):
        return value
    made: list[Any] = [None]
    pending: list[tuple[Any, Any, Any]] = [(value, made, 0)]
    while pending:
        found, into, key = pending.pop()
        own = getattr(found, "tolist", None)
        if own is not None:
            found = own()
        if isinstance(found, dict):
            into[key] = dict.fromkeys(found)
            pending.extend((x, into[key], k) for k, x in found.items())
        elif isinstance(found, list | tuple):
            into[key] = [None] * len(found)
            pending.extend((x, into[key], k) for k, x in enumerate(found))
        else:
            into[key] = found
    return made[0]  # type: ignore[no-any-return]
