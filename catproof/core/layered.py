"""Dictionaries on top of others that stay as they are, so that a chain of files shares what it has in common."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, MutableMapping
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")

MOST_LAYERS = 64
"""So many dictionaries on top of each other are looked through; then they are made one."""


def on_top(upper: MutableMapping[K, V], lower: Mapping[K, V]) -> MutableMapping[K, V]:
    """What `upper` has, and beneath it what `lower` has. The smaller of the two is copied and not the larger, so that
    n files in a chain, each with a few names more, take memory for about n names and not for n^2. What is written
    goes on top; `upper` itself is of no use any more."""
    below = _layers(lower)
    if weight(upper) > weight(lower):
        for key, value in lower.items():
            upper.setdefault(key, value)
        return upper
    if len(below) >= MOST_LAYERS:
        below = [dict(lower)]
    own = dict(upper)
    return ChainMap(own, *below)


def weight(mapping: Mapping[Any, Any]) -> int:
    """How many entries the layers have together."""
    return sum(map(len, _layers(mapping)))


def _layers(mapping: Mapping[Any, Any]) -> list[Any]:
    return [layer for layer in mapping.maps if layer] if isinstance(mapping, ChainMap) else [mapping]
