"""Maps as values by brute force: each is known by its universal property, tried on all natural maps.

Nothing here knows how the package numbers or computes anything: presheaves are those of `naive`, a map is the image of
each element, and a construction is right when the maps that it promises are there, each once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import naive
from naive import Presheaf

from catproof.core.category import Arrow
from catproof.core.task import Element
from catproof.core.transformation import Transformation

Map = dict[Element, Element]


def read(n: Transformation) -> Map:
    """The image of each element."""
    return {x: n(x) for x in n.source.all_elements()}


def maps(s: Presheaf, t: Presheaf) -> list[Map]:
    """All natural maps."""
    return [{x: Element(x.object, v) for x, v in image.items()} for image in naive.natural_maps(s, t)]


def composed(after: Map, before: Map) -> Map:
    return {x: after[y] for x, y in before.items()}


def is_natural(s: Presheaf, t: Presheaf, n: Map) -> bool:
    squares = ((x, f) for x in s.elements for f in s.over.source if f.target == x.object)
    return n.keys() == set(s.elements) and all(n[s.restricted(x, f)] == t.restricted(n[x], f) for x, f in squares)


def restricted(f: naive.Mapping, t: Presheaf) -> Presheaf:
    """F^* T: T(F a) at a."""
    sizes = tuple(t.sizes[b] for b in f.on_objects)
    return Presheaf(f.source, sizes, {g: t.maps[h] for g, h in f.on_arrows.items()})


def restricted_map(f: naive.Mapping, s: Presheaf, n: Map) -> Map:
    """F^* n."""
    return {
        x: Element(x.object, n[Element(f.on_objects[x.object], x.number)].number) for x in restricted(f, s).elements
    }


def once(found: Iterator[Any], wanted: list[Any]) -> bool:
    """Is each thing wanted there, exactly once, and nothing else?"""
    several = list(found)
    return len(several) == len(wanted) and all(several.count(each) == 1 for each in wanted)


def yoneda_maps(t: Presheaf, at: int) -> dict[Element, dict[Arrow, Element]]:
    """For each element x at an object what each arrow into it sends it to."""
    into = [f for f in t.over.source if f.target == at]
    return {x: {f: t.restricted(x, f) for f in into} for x in t.elements if x.object == at}
