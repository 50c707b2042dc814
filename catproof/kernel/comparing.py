"""Is there a path of generating arrows from a to b? Asked very often of one thin category."""

from __future__ import annotations

from functools import cached_property


class Comparison:
    """Answers for the preorder that the pairs (smaller, larger) generate on the numbers below `count`.

    Elements of which each is below the other have one class; no class is below one with a greater number. Two forests,
    one grown down from the top and one up from the bottom, say yes to most questions: in the order in which a forest
    was entered, what was entered from an element comes right after it. The others are searched, with both in view.
    """

    def __init__(self, count: int, ends: list[tuple[int, int]]) -> None:
        self.above: list[list[int]] = [[] for _ in range(count)]
        self.below: list[list[int]] = [[] for _ in range(count)]
        for a, b in ends:
            self.above[a].append(b)
            self.below[b].append(a)
        self.down, self.last_down, left = _forest(self.below, self.above)
        self.classes = _classes(self.above, left)
        """Numbers of classes: the greater elements have the smaller ones."""
        self.members: list[list[int]] = [[] for _ in range(max(self.classes, default=-1) + 1)]
        for x, k in enumerate(self.classes):
            self.members[k].append(x)

    @cached_property
    def _upwards(self) -> tuple[list[int], list[int]]:
        entered, last, _ = _forest(self.above, self.below)
        return entered, last

    def _seen(self, a: int, b: int) -> bool:
        if self.down[b] <= self.down[a] <= self.last_down[b]:
            return True
        entered, last = self._upwards
        return entered[a] <= entered[b] <= last[a]

    def holds(self, a: int, b: int) -> bool:
        """Is a below b, or b itself?"""
        classes, goal = self.classes, self.classes[b]
        if classes[a] <= goal:
            return classes[a] == goal
        if self._seen(a, b):
            return True
        seen, pending = {a}, [a]
        while pending:
            for c in self.above[pending.pop()]:
                if c not in seen and classes[c] >= goal:
                    if self._seen(c, b):
                        return True
                    seen.add(c)
                    pending.append(c)
        return False

    def all_above(self, a: int) -> set[int]:
        """Everything above a, a among it."""
        return _reached(a, self.above)

    def all_below(self, b: int) -> set[int]:
        """Everything below b, b among it."""
        return _reached(b, self.below)

    def bits_above(self, bits: dict[int, int]) -> list[int]:
        """For each class the bits of the classes that are above it."""
        found = [bits.get(k, 0) for k in range(len(self.members))]
        for k, members in enumerate(self.members):
            if found[k]:
                for x in members:
                    for a in self.below[x]:
                        j = self.classes[a]
                        found[j] = found[j] | found[k] if found[j] else found[k]
        return found


def _reached(start: int, following: list[list[int]]) -> set[int]:
    seen, pending = {start}, [start]
    while pending:
        for x in following[pending.pop()]:
            if x not in seen:
                seen.add(x)
                pending.append(x)
    return seen


def _forest(following: list[list[int]], before: list[list[int]]) -> tuple[list[int], list[int], list[int]]:
    """When each element is entered, and the last that is entered from it, in a search that begins where nothing comes
    before; and the elements in the order in which they are left."""
    count = len(following)
    entered, last, left = [-1] * count, [0] * count, []
    number = 0
    for start in (*(x for x in range(count) if not before[x]), *range(count)):
        if entered[start] >= 0:
            continue
        stack = [start]
        while stack:
            x = stack.pop()
            if x < 0:  # what stands for leaving ~x
                last[~x] = number - 1
                left.append(~x)
            elif entered[x] < 0:
                entered[x] = number
                number += 1
                stack.append(~x)
                stack += following[x]
    return entered, last, left


def _classes(above: list[list[int]], left: list[int]) -> list[int]:
    """The strongly connected components (Kosaraju; Sharir 1981): `left` are the elements in the order in which a search
    downwards leaves them. The last one left is in a component that nothing is above."""
    found = [-1] * len(above)
    number = 0
    for start in reversed(left):
        if found[start] < 0:
            found[start] = number
            pending = [start]
            while pending:
                for x in above[pending.pop()]:
                    if found[x] < 0:
                        found[x] = number
                        pending.append(x)
            number += 1
    return found
