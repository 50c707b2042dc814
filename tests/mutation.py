"""Changes of JSON values in one place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, Any, tuple[Any, ...]]]:
    """Every entry of the JSON value: its container, its key there, and the path to it."""
    if isinstance(node, dict | list):
        keys = list(node) if isinstance(node, dict) else range(len(node))
        for key in keys:
            yield node, key, (*path, key)
            yield from places(node[key], (*path, key))


def replacements(value: Any) -> list[Any]:
    """Other values for one entry: near ones, and ones of a wrong type that Python takes for equal."""
    if isinstance(value, bool):
        return [not value, int(value), None]
    if isinstance(value, int):
        near = [value + 1, value - 1, ~value, 10**30]
        return [*near, float(value), bool(value), str(value), float("nan"), None, [value]]
    if isinstance(value, float):  # what an entry was changed to before
        return [0, None]
    if isinstance(value, str):
        return [value + "x", "", 0, None]
    if value is None:
        return [0, -1, False, [], {}]
    if isinstance(value, list):
        changed = [value[:k] + value[k + 1 :] for k in range(len(value))]
        changed += [value[: k + 1] + value[k:] for k in range(len(value))]
        changed += [
            [*value[:k], value[k + 1], value[k], *value[k + 2 :]]
            for k in range(len(value) - 1)
            if value[k] != value[k + 1]
        ]
        return [*changed, [*value, 0], [], None]
    return [{k: v for k, v in value.items() if k != gone} for gone in value] + [{**value, "unknown": 1}, [], None]


def mutations(certificate: dict[str, Any]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The certificate itself, changed in one place and changed back after each yield; what and how it was changed."""
    for container, key, path in list(places(certificate)):
        old = container[key]
        for new in replacements(old):
            if json.dumps(new) == json.dumps(old):
                continue
            container[key] = new
            try:
                yield path, new
            finally:
                container[key] = old


def head(certificate: dict[str, Any]) -> tuple[str, ...]:
    """The kind of the claim: the definition that it calls, or its operation."""
    from catproof.kernel import shipped

    claim = certificate["claim"]
    if claim[0] != "call":
        return (claim[1],)
    calls: list[str] = []
    for definition in certificate["definitions"]:
        calls.append(shipped.digest(definition, calls))
    found = shipped.DIGESTS.get(calls[claim[1]])
    return ("call",) if found is None else (found[0], *found[1])


def with_other_numbers(evidence: Any) -> Iterator[Any]:
    """The evidence, and what it becomes with one of its numbers replaced by a small one."""
    yield evidence
    holder = [evidence]
    for container, key, _ in list(places(holder)):
        old = container[key]
        if type(old) is int:
            for new in range(-3, 4):
                container[key] = new
                yield holder[0]
            container[key] = old
