"""What an audit of a model says, by definition: lists of lists, everything is tried. Imports nothing of ours."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

Table = list[list[int]]
"""Rows are objects, columns prompts."""


def accepted(d: Table, prompt: int, threshold: int) -> set[int]:
    return {x for x in range(len(d)) if d[x][prompt] <= threshold}


def best_prompt(d: Table, members: set[int], by: str, without: int | None = None) -> tuple[int, int]:
    """The first prompt and the smallest threshold that are best."""
    found = []
    for p in range(len(d[0])):
        for t in {row[p] for row in d} if p != without else ():
            taken = accepted(d, p, t)
            right, wrong = len(taken & members), len(taken ^ members)
            worth = (-len(members - taken), -len(taken - members)) if by == "missing" else (
                Fraction(right, right + wrong), 0)  # fmt: skip
            found.append((worth, -p, -t))
    _, p, t = max(found)
    return -p, -t


def half_steps(d: Table, prompt: int, threshold: int, most: int) -> int | None:
    """So many half steps each score must move at least until no threshold accepts the same objects."""
    taken = accepted(d, prompt, threshold)
    for moved in range(most):
        high = max(2 * d[x][prompt] + moved for x in taken)
        if any(2 * d[x][prompt] - moved <= high for x in range(len(d)) if x not in taken):
            return moved
    return None


def triangle(d: Table) -> bool:
    n = range(len(d))
    return all(d[x][x] == 0 for x in n) and all(d[x][z] <= d[x][y] + d[y][z] for x in n for y in n for z in n)


def told_apart(d: Table, x: int, y: int) -> int:
    return max(abs(a - b) for a, b in zip(d[x], d[y], strict=True))


def differing(d: Table, labels: list[set[int]]) -> list[tuple[int, int, int]]:
    """The pairs with different labels, those that are told apart least first."""
    kinds = [{k for k, inside in enumerate(labels) if x in inside} for x in range(len(d))]
    pairs = combinations(range(len(d)), 2)
    return sorted((told_apart(d, x, y), x, y) for x, y in pairs if kinds[x] != kinds[y])


def obstructing(d: Table, members: set[int]) -> int | None:
    """How far the nearest outside object is from a member."""
    return min((d[c][b] for c in range(len(d)) if c not in members for b in members), default=None)


def some_head(d: Table, members: set[int], constant: Fraction) -> bool:
    """Is there a function, 0 on the members and 1 elsewhere, with f(c) - f(b) <= constant * d[c][b]?"""
    f = [0 if x in members else 1 for x in range(len(d))]
    return all(f[c] - f[b] <= constant * d[c][b] for c in range(len(d)) for b in range(len(d)) if c != b)


def least_wrong(d: Table, members: set[int], constant: Fraction) -> int:
    """The fewest objects that a head with this Lipschitz constant is wrong about, of a table that is a category: all
    sets of objects are tried, the head extended from the members that are right."""
    n = range(len(d))
    for count in range(len(d) + 1):
        for wrong in combinations(n, count):
            right = [b for b in members if b not in wrong]
            f = [min([Fraction(1), *(constant * d[x][b] for b in right)]) for x in n]
            lipschitz = all(f[c] - f[b] <= constant * d[c][b] for c in n for b in n)
            if lipschitz and all(f[x] == (0 if x in members else 1) for x in n if x not in wrong):
                return count
    raise AssertionError("nothing is right of some head")


def neighbours_wrong(d: Table, members: set[int]) -> int:
    wrong = 0
    for x in range(len(d)):
        same = [d[x][y] for y in range(len(d)) if y != x and (y in members) == (x in members)]
        other = [d[x][y] for y in range(len(d)) if (y in members) != (x in members)]
        wrong += bool(other) and (not same or min(other) <= min(same))
    return wrong


def balls(d: Table, members: set[int]) -> dict[int, set[int]]:
    """What each prompt accepts at most without an object that is no member."""
    found = {}
    for p in range(len(d[0])):
        taken = [accepted(d, p, row[p]) for row in d]
        found[p] = max((ball for ball in taken if ball <= members), key=len, default=set())
    return found


def most_covered(d: Table, members: set[int], count: int) -> int:
    """What the best `count` prompts cover."""
    every = balls(d, members)
    return max(len(set().union(*(every[p] for p in chosen))) for chosen in combinations(every, count))


def fewest(d: Table, members: set[int], left_out: int) -> int | None:
    """The fewest prompts that accept members alone and leave out so many at most; None where none do."""
    several = range(len(d[0]) + 1)
    return next((k for k in several if most_covered(d, members, k) >= len(members) - left_out), None)


def greedy(d: Table, members: set[int], count: int) -> list[int]:
    """How much a greedy choice covers, prompt after prompt."""
    every, covered, sizes = balls(d, members), set[int](), list[int]()
    while len(sizes) < count:
        p = max(every, key=lambda p: (len(every[p] - covered), -p))
        if not every[p] - covered:
            break
        covered |= every[p]
        sizes.append(len(covered))
    return sizes


def best_order(d: Table, related: set[tuple[int, int]]) -> tuple[int, int, int]:
    """The threshold that finds the pairs of an order best, what it loses and what it invents."""
    pairs = {(x, y) for x in range(len(d)) for y in range(len(d)) if x != y}
    found = []
    for t in {d[x][y] for x, y in pairs}:
        taken = {(x, y) for x, y in pairs if d[x][y] <= t}
        right, wrong = len(taken & related), len(taken ^ related)
        found.append((Fraction(right, right + wrong), -t, len(related - taken), len(taken - related)))
    _, t, loses, invents = max(found)
    return -t, loses, invents
