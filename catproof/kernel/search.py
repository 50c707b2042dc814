"""All functors between two categories of a certificate."""

from __future__ import annotations

from collections.abc import Iterator

from catproof.kernel.tables import Category, Functor, Rejected

Arrow = tuple[int, int]


def functors(source: Category, target: Category, objects: dict[int, int] | None = None) -> Iterator[Functor]:
    """All functors, with the given values on objects: objects first, then generating arrows, each table of values
    checked for functoriality once it is whole."""
    known = objects or {}

    def on_objects(values: list[int]) -> Iterator[list[int]]:
        if len(values) == source.objects:
            yield values
            return
        a = len(values)
        for value in [known[a]] if a in known else range(target.objects):
            yield from on_objects([*values, value])

    def on_arrows(values: list[int], arrows: list[Arrow]) -> Iterator[list[Arrow]]:
        if len(arrows) == len(source.ends):
            yield arrows
            return
        a, b = source.ends[len(arrows)]
        for f in target.between(values[a], values[b]):
            extended = [*arrows, (values[b], f)]
            if _respects(source, target, values, extended):
                yield from on_arrows(values, extended)

    for values in on_objects([]):
        for arrows in on_arrows(values, []):
            try:
                yield Functor.of(source, target, values, arrows)
            except Rejected:
                continue


def _respects(source: Category, target: Category, values: list[int], arrows: list[Arrow]) -> bool:
    """Do the equations hold whose last generating arrow was given a value just now?"""
    last = len(arrows) - 1
    for b, left, right in source.equations:
        used = (*left, *right)
        if used and max(used) == last:
            sides = []
            for word in (left, right):
                arrow = (values[b], 0)
                for g in word:
                    arrow = target.compose(arrow, arrows[g])
                sides.append(arrow)
            if sides[0] != sides[1]:
                return False
    return True
