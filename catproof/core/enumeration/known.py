"""How many there are: what an enumeration must find, or it is wrong.

A list up to isomorphism can miss a class, or have one twice. So two numbers are checked: how many were found, and how
many *labelled* structures these stand for, which is the sum of n! / |Aut| over them (orbit-stabiliser; in general the
order of the group that acts, by that of the automorphism group). A search without symmetry finds the labelled ones. One
number without the other proves nothing, since a missing class and a double one can cancel.
"""

from __future__ import annotations

MOST_LABELLED = 20_000
"""So many labelled tables of a shape are counted where it is not known how many there are."""

POSETS = (1, 1, 2, 5, 16, 63, 318, 2045, 16999, 183231)
"""Posets by their points: OEIS A000112."""

LABELLED_POSETS = (1, 1, 3, 19, 219, 4231, 130023, 6129859, 431723379, 44511042511)
"""Posets on labelled points: OEIS A001035."""

CONNECTED = {
    (1, 1): (1, 1),
    (2, 1): (2, 2),
    (3, 2): (1, 1),
    (3, 1): (7, 11),
    (4, 2): (6, 6),
    (5, 3): (2, 2),
    (4, 1): (35, 156),
    (5, 2): (28, 38),
    (6, 3): (11, 11),
    (7, 4): (3, 3),
    (5, 1): (228, 4122),
    (6, 2): (159, 489),
    (7, 3): (77, 100),
    (8, 4): (24, 24),
    (9, 5): (6, 6),
    (6, 1): (2237, 208672),
    (7, 2): (1075, 11399),
    (8, 3): (497, 1233),
    (9, 4): (194, 240),
    (10, 5): (55, 55),
    (11, 6): (10, 10),
    (7, 1): (31559, 18507440),
    (8, 2): (9389, 508445),
    (9, 3): (3568, 26738),
    (10, 4): (1477, 3140),
    (11, 5): (526, 635),
    (12, 6): (130, 130),
    (8, 1): (1668997, 7892741602),
    (9, 2): (112403, 41604590),
    (10, 2): (3988397, 16174662460),
    (10, 3): (30090, 1101800),
    (11, 4): (11477, 64505),
    (12, 5): (4469, 8546),
}
"""By arrows (identities counted) and objects: the connected categories, and those on labelled arrows of fixed ends.

With one object these are monoids, OEIS A058129, and the labelled ones with a fixed identity, A058153(n) / n (by the
rows of A058157). All together give the numbers of categories by arrows, A125696, up to 8 arrows (the tests do the
sums), and those with 2k - 1 arrows are A125702. The labelled numbers with several objects are in no table: a search
without symmetry counted them, each; that of (10, 2) as in `labelled`."""

SEMIGROUPS = (1, 1, 5, 24, 188, 1915, 28634, 1627672, 3684030417)
"""Semigroups by order, anti-isomorphic ones told apart: OEIS A027851, as published."""

LABELLED_SEMIGROUPS = (1, 1, 8, 113, 3492, 183732, 17061118, 7743056064)
"""Associative products on so many labelled elements: OEIS A023814."""

CATEGORIES = (1, 1, 3, 11, 55, 329, 2858, 36440, 1723286, 3687822810)
"""Categories by arrows: OEIS A125696, as published."""

MONOIDS = (0, 1, 2, 7, 35, 228, 2237, 31559, 1668997, 3685886630)
"""Monoids by order: OEIS A058129, as published. With the last of `CATEGORIES` it leaves 1,936,180 categories with 9
arrows and more than one object, and there are 1,936,301 (by `CONNECTED`). The wrong one is A125696(9): `units` finds as
many monoids of order 9 with more than one unit as A058129(9) and A027851(8) leave, 1,856,213."""


class WrongCount(RuntimeError):
    """An enumeration has not found what there is: a fault of this program, or of the machine it runs on."""


def _check(what: str, number: int, right: int) -> None:
    if number != right:
        raise WrongCount(f"the enumeration found {number} {what}, and there are {right}")


def check_connected(size: tuple[int, int], number: int, labelled: int) -> None:
    """Compare a finished enumeration with what is known, if anything is. Raises `WrongCount`."""
    if size in CONNECTED:
        what = f"connected categories with {size[0]} arrows and {size[1]} objects"
        _check(what, number, CONNECTED[size][0])
        _check(f"{what}, on labelled arrows,", labelled, CONNECTED[size][1])


def check_shape(matrix: tuple[tuple[int, ...], ...], labelled: int, right: int) -> None:
    """Compare what the categories of a shape stand for with what a search without symmetry found. Raises
    `WrongCount`."""
    _check(f"labelled categories with the numbers of arrows {matrix}", labelled, right)


def check_posets(points: int, number: int) -> None:
    """Compare the number of posets with what is known. Raises `WrongCount`."""
    _check(f"posets with {points} points", number, POSETS[points])


def check_labelled_posets(points: int, number: int) -> None:
    """Compare what the posets stand for with what is known. Raises `WrongCount`."""
    _check(f"posets on {points} labelled points", number, LABELLED_POSETS[points])
