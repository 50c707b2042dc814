"""How many connected categories there are, by arrows and objects, and what makes each number complete.

For each shape (the numbers of arrows between the objects) two numbers are found that know nothing of each other: how
many labelled categories the listed ones stand for, which is the sum of the order of the shape's symmetry group by that
of the automorphism group (orbit-stabiliser); and how many a search without symmetry finds. No two listed ones are
isomorphic; so none is missing if and only if the numbers are equal (mass formula).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import comb
from typing import NamedTuple

from catproof.atlas.sizes import MOST_COUNTED
from catproof.core.enumeration import compiled, known
from catproof.core.enumeration.assembly import sums
from catproof.core.enumeration.labelled import count_completed
from catproof.core.enumeration.running import Pace, Piece, blocks
from catproof.core.enumeration.shapes import Matrix, connected_matrices, symmetry_count
from catproof.core.enumeration.units import LARGEST, OfActions, with_units
from catproof.core.limits import LimitReached
from catproof.packages import installs

MOST_PLAIN = 7
"""The same without numba."""

MOST_MONOIDS = 8
"""To this order monoids are counted; of order 9 there are over 3 * 10^9."""

Size = tuple[int, int]
"""Arrows (identities counted) and objects."""


class WrongMass(RuntimeError):
    """The two numbers of labelled categories of a shape differ: a fault of this program, or of the machine."""


class OfShape(NamedTuple):
    """The categories of a shape."""

    matrix: Matrix
    number: int
    labelled: int
    """Counted twice, with one result."""


class Counts(NamedTuple):
    """The connected categories with at most `most` arrows: by size, shape by shape. Those with one object are monoids,
    counted to order `MOST_MONOIDS`."""

    most: int
    shapes: dict[Size, list[OfShape]]
    units: dict[int, list[OfActions]]
    """The monoids with more than one unit, by order, group of units and actions."""
    short: str = ""
    """Why there is not as much as was asked for."""

    def number(self, size: Size) -> int | None:
        """How many there are of a size."""
        found = self.shapes.get(size)
        return None if found is None else sum(shape.number for shape in found)

    def with_units(self, order: int) -> int:
        """How many monoids of an order have more than one unit."""
        return sum(found.number for found in self.units[order])

    def categories(self, arrows: int, least: int = 1) -> tuple[int, bool]:
        """How many categories there are with at least so many objects, sums of connected ones among them, and whether
        these are all: sums with a part that is not counted are left out."""
        total, whole = 0, True
        for objects in range(least, arrows + 1):
            for parts in sums((arrows, objects)):
                ways = 1
                for size, times in parts:
                    number = self.number(size)
                    whole = whole and number is not None
                    ways *= comb((number or 0) + times - 1, times)
                total += ways
        return total, whole


def rows(given: Counts) -> list[tuple[str, ...]]:
    """By arrows: the connected categories with 1, 2, ... objects, all with more than one object, all."""
    found = []
    for arrows in range(1, given.most + 1):
        connected = [given.number((arrows, objects)) for objects in range(1, most_objects(given) + 1)]
        sums = [given.categories(arrows, least) for least in (2, 1)]
        cells = ["" if number is None else f"{number:,}" for number in connected]
        found.append((str(arrows), *cells, *(f"{number:,}" if whole else "" for number, whole in sums)))
    return found


def most_objects(given: Counts) -> int:
    """The most objects of a connected category that was counted."""
    return max(objects for _, objects in given.shapes)


def compared(given: Counts) -> list[str]:
    """What the counts say of the published numbers."""
    said = []
    agreed = 0
    while agreed < given.most and given.categories(agreed + 1) == (known.CATEGORIES[agreed + 1], True):
        agreed += 1
    if agreed and all(given.number((n, 1)) == known.MONOIDS[n] for n in range(1, agreed + 1)):
        said.append(f"To {agreed} arrows the sums are the published numbers: OEIS A125696, and A058129 for monoids.")
    for arrows in range(agreed + 1, given.most + 1):
        ours, whole = given.categories(arrows, 2)
        line = f"With {arrows} arrows and more than one object there are {ours:,} categories"
        if not whole:
            said.append(f"{line}, and one for each monoid of order {arrows - 1}.")
        elif arrows < len(known.CATEGORIES):
            theirs = known.CATEGORIES[arrows] - known.MONOIDS[arrows]
            wrong = f": one of the two is wrong, by {abs(ours - theirs):,}" if ours != theirs else ""
            said.append(f"{line}; A125696 and A058129 leave {theirs:,}{wrong}.")
    for order in given.units:
        if order > MOST_MONOIDS:
            said += _of_monoids(given, order)
    return said


def _of_monoids(given: Counts, order: int) -> Iterator[str]:
    """What the monoids with more than one unit say of the published numbers: of the others, taking away the unit leaves
    the semigroups."""
    found, semigroups, published = given.with_units(order), known.SEMIGROUPS[order - 1], known.MONOIDS[order]
    line = (
        f"{found:,} monoids of order {order} have more than one unit, by their groups of units and the actions of these"
    )
    line += (
        f"; with the {semigroups:,} semigroups of order {order - 1} (A027851) they are {found + semigroups:,} monoids"
    )
    wrong = abs(found + semigroups - published)
    yield f"{line}: A058129 is {f'wrong, by {wrong:,}' if wrong else 'right'}."
    several, _ = given.categories(order, 2)
    total, published = found + semigroups + several, known.CATEGORIES[order]
    wrong = abs(total - published)
    line = f"With these there are {total:,} categories with {order} arrows"
    yield f"{line}: A125696 is {f'wrong, by {wrong:,}' if wrong else 'right'}."


def counts(
    most: int = MOST_COUNTED, told: Callable[[str, int, int], object] = lambda what, done, total: None
) -> Counts:
    """The counts to so many arrows. Raises `LimitReached`, and `WrongMass` where they cannot be right."""
    if most > MOST_COUNTED:
        raise LimitReached(f"connected categories with more than {MOST_COUNTED} arrows are too many to count", "")
    short = ""
    if most > MOST_PLAIN and compiled.compiled() is None:
        short = f"counted to {MOST_PLAIN} arrows and not to {most}: numba is missing ({installs('numba')})"
        most = MOST_PLAIN
    sizes = [(n, k) for n in range(1, most + 1) for k in range(1, n + 1) if n >= 2 * k - 1]
    sizes = [(n, k) for n, k in sizes if k > 1 or n <= MOST_MONOIDS]
    work = [(size, matrix) for size in sizes for matrix in connected_matrices(size[1], size[0] - size[1])]
    found: dict[Size, list[OfShape]] = {size: [] for size in sizes}
    pace = Pace("auto" if most <= MOST_PLAIN else "compiled")
    for done, (size, matrix) in enumerate(work):
        told("shapes", done, len(work))
        found[size].append(_of_shape(size, matrix, pace))
    for size, shapes in found.items():
        known.check_connected(size, sum(s.number for s in shapes), sum(s.labelled for s in shapes))
    units = {order: list(with_units(order, pace.engine)) for order in range(2, min(most, LARGEST) + 1)}
    for order in range(2, min(most, MOST_MONOIDS) + 1):
        several = sum(each.number for each in units[order])
        known.check_connected((order, 1), known.SEMIGROUPS[order - 1] + several, known.CONNECTED[order, 1][1])
    return Counts(most, found, units, short)


def _of_shape(size: Size, matrix: Matrix, pace: Pace) -> OfShape:
    order = symmetry_count(matrix)
    number = labelled = 0
    for _, automorphisms in blocks(Piece(matrix), pace):
        number += len(automorphisms)
        labelled += sum(order // own for own in automorphisms)
    if size[1] > 1:  # of monoids the labelled ones are known from the literature
        counted = count_completed(matrix, pace.engine)
        if counted != labelled:
            raise WrongMass(f"{labelled} labelled categories with the numbers of arrows {matrix}, not {counted}")
    return OfShape(matrix, number, labelled)
