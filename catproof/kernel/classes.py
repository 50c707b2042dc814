"""Equivalence relations that grow: what is made equal is equal from then on."""

from __future__ import annotations


class Classes:
    """A partition of the numbers from 0 on, at first each by itself. A class is called by its least number.

    Union and find with halved paths: Tarjan and van Leeuwen, "Worst-case analysis of set union algorithms", J. ACM 31
    (1984). Public: `root` leads from each number, step by step, to the one its class is called by.
    """

    def __init__(self, size: int = 0) -> None:
        self.root = list(range(size))

    def find(self, x: int) -> int:
        """What the class of x is called by."""
        root = self.root
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    def unite(self, x: int, y: int) -> bool:
        """Make the classes of x and y one; were they two?"""
        x, y = self.find(x), self.find(y)
        if x < y:
            self.root[y] = x
        else:
            self.root[x] = y
        return x != y

    def new(self) -> int:
        """One number more, in a class of its own."""
        self.root.append(len(self.root))
        return self.root[-1]
