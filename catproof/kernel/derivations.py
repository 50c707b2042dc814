"""Derivations: that the arrows of a presented category are as many as its equations leave (Todd and Coxeter)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Protocol

from catproof.kernel.classes import Classes
from catproof.kernel.rejection import index, need


class Presented(Protocol):
    """A category whose tables are checked; see `tables.Category`."""

    ends: list[tuple[int, int]]
    presentation: Any
    equations: Any
    homs: Any


def replay(category: Presented, p: int, log: Any) -> None:
    """Check the record of an enumeration of the arrows into p: every merge is an instance of an equation or
    follows by restriction, and the merges leave as many classes as the table has arrows, all with all their
    restrictions. As the table satisfies the equations, no two different arrows of it were merged without cause.

    For a group the generators are doubled by their inverses, and an edge x -g-> y is also y -g^-1-> x.
    """
    single = len(category.ends)
    doubled = 2 if category.presentation["invertible"] else 1
    sources = [a for a, _ in category.ends] * doubled
    columns: list[dict[int, int]] = [{}]
    at, classes = [p], Classes(1)
    find = classes.find

    def inverse(g: int) -> int:
        return g + single if g < single else g - single

    def link(x: int, g: int, y: int) -> None:
        pending = [(x, g, y)]
        while pending:
            x, g, y = pending.pop()
            x, y = find(x), find(y)
            for u, h, v in ((x, g, y), (y, inverse(g), x))[:doubled]:
                u, v = find(u), find(v)
                known = columns[u].get(h)
                if known is None:
                    columns[u][h] = v
                elif find(known) != v:
                    pending.extend(unite(known, v))

    def unite(x: int, y: int) -> list[tuple[int, int, int]]:
        """Make two classes one; what has to be linked again is given back."""
        x, y = sorted((find(x), find(y)))
        if not classes.unite(x, y):
            return []
        need(at[x] == at[y], "elements at different objects are merged")
        again = [(x, g, v) for g, v in columns[y].items()]
        columns[y] = {}
        return again

    def walk(x: int, word: Sequence[int]) -> tuple[int, int]:
        """As far along the path as values are known: where it ends and how many steps were made."""
        x = find(x)
        for i, g in enumerate(word):
            step = columns[x].get(g)
            if step is None:
                return x, i
            x = find(step)
        return x, len(word)

    equations = category.equations
    for x, event in log:
        x = find(index(x, len(at), "element of a derivation"))
        if event >= 0:
            g = index(event, len(sources), "generator")
            need(category.ends[g % single][1] == at[x], "a definition restricts along an arrow that ends elsewhere")
            at.append(sources[g])
            columns.append({})
            link(x, g, classes.new())
            continue
        b, left, right = equations[index(-event - 1, len(equations), "equation")]
        need(at[x] == b, "an equation is used at the wrong object")
        if doubled == 2:
            relator = [*left, *(inverse(g) for g in reversed(right))]
            y, done = walk(x, relator)
            rest = relator[done:]
            z, back = walk(x, [inverse(g) for g in reversed(rest)])
            need(len(rest) - back <= 1, "a step of a derivation has more than one unknown value")
            if len(rest) > back:
                link(y, rest[0], z)
            else:
                for edge in unite(y, z):
                    link(*edge)
        else:
            (y, i), (z, j) = walk(x, left), walk(x, right)
            need(len(left) - i + len(right) - j <= 1, "a step of a derivation has more than one unknown value")
            if i < len(left):
                link(y, left[i], z)
            elif j < len(right):
                link(z, right[j], y)
            else:
                for edge in unite(y, z):
                    link(*edge)
    remaining = [x for x in range(len(at)) if find(x) == x]
    counts = Counter(g % single for x in remaining for g in columns[x]) if single else Counter()
    for g, (_, b) in enumerate(category.ends):
        expected = doubled * sum(at[x] == b for x in remaining)
        need(counts[g] == expected, "a derivation leaves a restriction without a value")
    need(len(remaining) == len(category.homs[p][0]), "the table has not the arrows that the equations derive")
