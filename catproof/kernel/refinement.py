"""Is there an isomorphism between two components of tasks? Found by refining colours that every isomorphism keeps.

Two elements keep one colour while their own, those they restrict to and those that restrict to them look alike (B.
Weisfeiler and A. Leman, 1968). Where this comes to rest without a decision, an element of the first is paired with each
element of its colour in the second (B. McKay, "Practical graph isomorphism", 1981): one of them must be its image.
"""

from __future__ import annotations

from collections.abc import Iterable


class _Pair:
    """Two components, the elements of the first before those of the second. `below[x]` are the restrictions of x,
    `above[x]` the pairs of a place and an element that restricts to x there."""

    def __init__(self, below: list[list[int]]) -> None:
        self.half = len(below) // 2
        self.below = [[y + self.half * (x >= self.half) for y in targets] for x, targets in enumerate(below)]
        self.above: list[list[tuple[int, int]]] = [[] for _ in below]
        for x, targets in enumerate(self.below):
            for k, y in enumerate(targets):
                self.above[y].append((k, x))

    def around(self, changed: Iterable[int]) -> list[int]:
        """Those that look at the changed ones."""
        found: dict[int, None] = {}
        for x in changed:
            found.update(dict.fromkeys(self.below[x]))
            found.update((y, None) for _, y in self.above[x])
        return list(found)

    def refine(self, colour: list[int], looking: list[int]) -> bool:
        """Refine the colours until elements of one colour look alike; at first only `looking` may not. False when a
        colour has more elements of the one component than of the other.

        Those whose surroundings did not change keep their colour: they still look alike among each other, and unlike
        those who see a new colour.
        """
        size: dict[int, int] = {}
        for c in colour:
            size[c] = size.get(c, 0) + 1
        fresh = max(colour, default=0) + 1
        while looking:
            classes: dict[int, dict[object, list[int]]] = {}
            for x in looking:
                above = sorted((k, colour[y]) for k, y in self.above[x])
                look = (tuple(colour[y] for y in self.below[x]), tuple(above))
                classes.setdefault(colour[x], {}).setdefault(look, []).append(x)
            changed: list[int] = []
            for c, looks in classes.items():
                if len(looks) == 1 and sum(map(len, looks.values())) == size[c]:
                    continue
                for members in looks.values():
                    if 2 * sum(x < self.half for x in members) != len(members):
                        return False
                    size[c] -= len(members)
                    size[fresh] = len(members)
                    for x in members:
                        colour[x] = fresh
                    fresh += 1
                    changed += members
            looking = self.around(changed)
        return True


def isomorphic(below: list[list[int]], colour: list[int]) -> bool:
    """Is there an isomorphism from the first half of the elements to the second that keeps these colours? `below[x]`
    are the restrictions of x, by their places in its half; elements of one colour are at one object."""
    pair, half = _Pair(below), len(below) // 2
    if sorted(colour[:half]) != sorted(colour[half:]) or not pair.refine(colour, list(range(len(colour)))):
        return False
    open_: list[tuple[list[int], int, list[int]]] = []
    while True:
        members: dict[int, list[int]] = {}
        for x, c in enumerate(colour):
            members.setdefault(c, []).append(x)
        several = [group for group in members.values() if len(group) > 2]
        if not several:
            return True  # alike and alone of its colour: sending each to its equal respects every restriction
        group = min(several, key=len)
        open_.append((colour, group[0], [y for y in group if y >= half]))
        while open_:
            before, x, images = open_[-1]
            if not images:
                open_.pop()
                continue
            y = images.pop()
            colour = before[:]
            colour[x] = colour[y] = max(before) + 1
            if pair.refine(colour, pair.around((x, y))):
                break
        else:
            return False
