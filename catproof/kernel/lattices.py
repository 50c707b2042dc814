"""`C is a lattice`, `C is distributive`, of a thin category; a finite category with products is thin (Freyd)."""

from __future__ import annotations

from typing import Any

from catproof.kernel.tables import Category


def prove_lattice(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    """Without evidence: all meets and joins are found, and the law is tried for all triples."""
    return holds(claim["category"], claim["property"])


def holds(category: Category, name: str) -> bool:
    """Is the preorder a lattice; has it a top, a bottom, meets and joins that are distributive?"""
    everything = range(category.objects)
    sizes = [[len(category.between(a, b)) for b in everything] for a in everything]
    if not everything or any(n > 1 for row in sizes for n in row):
        return False
    meets = [[_greatest(sizes, [x for x in everything if sizes[x][a] and sizes[x][b]]) for b in everything]
             for a in everything]  # fmt: skip
    turned = [[sizes[b][a] for b in everything] for a in everything]
    joins = [[_greatest(turned, [x for x in everything if sizes[a][x] and sizes[b][x]]) for b in everything]
             for a in everything]  # fmt: skip
    if any(x is None for table in (meets, joins) for row in table for x in row):
        return False
    if name == "lattice":  # a top and a bottom there are: the meet and the join of all
        return not any(a != b and sizes[a][b] and sizes[b][a] for a in everything for b in everything)
    return all(
        sizes[meets[a][joins[b][c]]][joins[meets[a][b]][meets[a][c]]]  # type: ignore[index]
        for a in everything
        for b in everything
        for c in everything
    )


def _greatest(below: list[list[int]], among: list[int]) -> int | None:
    """One of these that all of these are below."""
    return next((x for x in among if all(below[y][x] for y in among)), None)
