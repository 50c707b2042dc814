"""Enumeration from presentations: orders known from the literature, and a naive congruence on words."""

from __future__ import annotations

import itertools
import math
import resource
import sys

import pytest
from certified import certificate_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from patience import effort
from strategies import SMALL_GROUPS, Function, Functions, as_presented, closure, group

from catproof import kernel
from catproof.core.category import Category, Generator, presented
from catproof.core.chase import Equation, Relation, Rules, Word, free_presheaf
from catproof.core.limits import LimitReached
from catproof.decide.arrows import EqualArrows

# ---- groups -------------------------------------------------------------------------------------------------


def inverse(word: str) -> str:
    return word[::-1].swapcase()


def commutator(x: str, y: str) -> str:
    return x + y + inverse(x) + inverse(y)


def symmetric(n: int) -> tuple[int, str, list[str]]:
    """S_n on s = (1 2) and t = (1 2 ... n) (Coxeter and Moser, 6.2)."""
    between = [commutator("s", "T" * j + "s" + "t" * j) for j in range(2, n // 2 + 1)]
    return math.factorial(n), "st", ["ss", "t" * n, "st" * (n - 1), "sTst" * 3, *between]


def coxeter(matrix: dict[tuple[int, int], int], rank: int, order: int) -> tuple[int, str, list[str]]:
    """A Coxeter group: generators of order 2, (s_i s_j)^m_ij = 1, with m = 2 where none is given."""
    letters = "abcdefgh"[:rank]
    relators = [x * 2 for x in letters]
    for i, j in itertools.combinations(range(rank), 2):
        relators.append((letters[i] + letters[j]) * matrix.get((i, j), 2))
    return order, letters, relators


def path(*labels: int) -> dict[tuple[int, int], int]:
    return {(i, i + 1): m for i, m in enumerate(labels)}


GROUPS: dict[str, tuple[int, str, list[str]]] = {
    **SMALL_GROUPS,
    **{f"S{n}": symmetric(n) for n in range(4, 8)},
    **{f"Z{n}": (n, "r", ["r" * n]) for n in (1, 5, 12, 97)},
    "Z6 as Z2 x Z3": (6, "ab", ["aa", "bbb", commutator("a", "b")]),
    "Z from gcd": (3, "r", ["r" * 12, "r" * 9]),
    **{f"D{n}": (2 * n, "rs", ["r" * n, "ss", "srsr"]) for n in (3, 4, 7, 50)},
    "Q8": (8, "ij", ["iiii", "iiJJ", "jiJi"]),
    "Q16": (16, "xy", ["x" * 8, "xxxxYY", "Yxyx"]),
    "A4": (12, "ab", ["aa", "bbb", "ab" * 3]),
    "A5": (60, "ab", ["aa", "bbb", "ab" * 5]),
    "PSL(2, 7)": (168, "ab", ["aa", "bbb", "ab" * 7, commutator("a", "b") * 4]),
    "Burnside B(2, 3)": (27, "ab", ["aaa", "bbb", "ab" * 3, "aB" * 3]),
    "A3 (Coxeter)": coxeter(path(3, 3), 3, 24),
    "B3 (Coxeter)": coxeter(path(3, 4), 3, 48),
    "H3 (Coxeter)": coxeter(path(3, 5), 3, 120),
    "D4 (Coxeter)": coxeter({(0, 1): 3, (0, 2): 3, (0, 3): 3}, 4, 192),
    "F4 (Coxeter)": coxeter(path(3, 4, 3), 4, 1152),
    "S6 (Coxeter)": coxeter(path(3, 3, 3, 3), 5, 720),
    "trivial (Higman, three generators)": (1, "xyz", ["xyXYY", "yzYZZ", "zxZXX"]),
    "trivial (two generators)": (1, "ab", ["abABB", "baBAA"]),
    "trivial (coprime)": (1, "ab", ["aaB", "a" * 5, "b" * 7]),
    "trivial (no generators)": (1, "", []),
}


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_has_its_known_order(name):
    order, generators, relators = GROUPS[name]
    made = group(name, generators, relators)
    assert made.count() == order
    assert made.hom_size(0, 0) == order
    for word in relators:
        numbers = tuple(made.generator_number[c if c.islower() else f"{c.lower()}^-1"] for c in word)
        assert made.follow(made.identity(0), numbers) == made.identity(0)


@pytest.mark.parametrize("name", ["Q8", "A5", "S4", "trivial (Higman, three generators)", "S3 by inverses"])
def test_the_kernel_accepts_the_log_of_a_group(name):
    made = group(name, *GROUPS[name][1:])
    claim = EqualArrows(made, 0, made.word(next(made.arrows())), ())
    assert kernel.check(certificate_of(claim, claim.direct())) is True


def test_the_symmetric_group_on_eight_letters_in_seconds_and_less_than_a_gigabyte():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with effort(60):
        order, generators, _ = symmetric(8)
        relators = ["ss", "t" * 8, "st" * 7, *(commutator("s", "T" * j + "s" + "t" * j) for j in (2, 3, 4))]
        made = group("S8", generators, relators)
        assert made.count() == order == 40_320
    unit = 1 if sys.platform == "darwin" else 1024
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit < 2**30


# ---- monoids ------------------------------------------------------------------------------------------------


def all_functions(n: int) -> Category:
    """The full transformation monoid on n points, from a transposition, a cycle and a collapse."""
    swap, cycle, collapse = [1, 0, *range(2, n)], [*range(1, n), 0], [0, 0, *range(2, n)]
    generators = tuple(Function(0, 0, tuple(v)) for v in (swap, cycle, collapse))
    closed = closure([n], generators, 1000)
    assert closed is not None
    return as_presented(Functions((n,), generators, tuple(closed)))


def monoid(letters: str, *equations: str) -> Category:
    """`ab = ba`, `aa = ` and so on."""
    sides = [tuple(tuple(letters.index(c) for c in side.strip()) for side in e.split("=")) for e in equations]
    return presented(
        ["*"], [Generator(c, 0, 0) for c in letters], [Equation(0, 0, *pair) for pair in sides], limit=5000
    )


MONOIDS = {
    "cyclic of index 3 and period 4": (7, monoid("a", "aaaaaaa = aaa")),
    "band on one idempotent": (2, monoid("a", "aa = a")),
    "free band on two generators": (7, monoid("ab", "aa = a", "bb = b", "abab = ab", "baba = ba")),
    "0-Hecke of S3": (6, monoid("ab", "aa = a", "bb = b", "aba = bab")),
    "0-Hecke of S4": (24, monoid("abc", "aa = a", "bb = b", "cc = c", "aba = bab", "bcb = cbc", "ac = ca")),
    "semilattice on four": (16, monoid("abcd", *(f"{x}{x} = {x}" for x in "abcd"),
                                      *(f"{x}{y} = {y}{x}" for x, y in itertools.combinations("abcd", 2)))),
    "left zeros with a unit": (3, monoid("ab", "aa = a", "bb = b", "ab = a", "ba = b")),
    "zero from a collapse": (1, monoid("ab", "a = ", "b = a")),
    "A group by accident": (3, monoid("ab", "aaa = ", "b = aa")),
}  # fmt: skip


@pytest.mark.parametrize("name", MONOIDS)
def test_a_monoid_has_its_known_order(name):
    order, made = MONOIDS[name]
    assert made.count() == order


@pytest.mark.parametrize("n", [2, 3, 4])
def test_the_full_transformation_monoid_has_n_to_the_n_arrows(n):
    assert all_functions(n).count() == n**n


@pytest.mark.parametrize(
    "equations", [["ab = "], ["ab = ba"], ["aab = ba"], ["aa = a"], ["aba = b"]], ids=lambda e: ", ".join(e)
)
def test_an_infinite_monoid_meets_the_limit(equations):
    with pytest.raises(LimitReached, match="limit of 5000"):
        monoid("ab", *equations).count()


# ---- the naive congruence -----------------------------------------------------------------------------------


def congruence(letters: int, equations: list[tuple[Word, Word]], longest: int) -> dict[Word, Word]:
    """The first word in the class of each word up to this length, for the least equivalence that contains the equations
    and is closed under multiplication, as far as that stays within the length."""
    words = [w for n in range(longest + 1) for w in itertools.product(range(letters), repeat=n)]
    root = {w: w for w in words}
    changed = True

    def find(w: Word) -> Word:
        while root[w] != w:
            w = root[w]
        return w

    def unite(v: Word, w: Word) -> None:
        nonlocal changed
        a, b = sorted((find(v), find(w)), key=lambda u: (len(u), u))
        if a != b:
            root[b] = a
            changed = True

    for left, right in equations:
        unite(left, right)
    while changed:
        changed = False
        for w in words[: -(letters**longest)]:
            first = find(w)
            for x in range(letters):
                unite((*w, x), (*first, x))
                unite((x, *w), (x, *first))
    return {w: find(w) for w in words}


@settings(max_examples=250)
@given(st.integers(1, 2), st.data())
def test_the_chase_finds_equal_exactly_the_words_that_multiplying_equations_makes_equal(letters, data):
    side = st.lists(st.integers(0, letters - 1), max_size=3).map(tuple)
    pairs = data.draw(st.lists(st.tuples(side, side), min_size=1, max_size=4))
    equations = [Equation(0, 0, *pair) for pair in pairs]
    made = presented(["*"], [Generator("ab"[k], 0, 0) for k in range(letters)], equations, limit=40)
    try:
        made.count()
    except LimitReached:
        assume(False)
    longest = 7 if letters == 2 else 14
    classes = congruence(letters, pairs, longest)
    arrow = {w: made.follow(made.identity(0), w) for w in classes}
    assert all(arrow[w] == arrow[first] for w, first in classes.items())
    # The proof that two words are equal may need longer ones: compare those that leave it room.
    short = [w for w in classes if len(w) <= longest // 2]
    assert len({arrow[w] for w in short}) == len({classes[w] for w in short})


@settings(max_examples=100)
@given(st.data())
def test_the_kernel_accepts_the_log_of_every_enumeration(data):
    """Replaying the log shows that no more arrows are equal than the equations say."""
    objects = data.draw(st.integers(1, 3))
    at = st.integers(0, objects - 1)
    ends = data.draw(st.lists(st.tuples(at, at), max_size=4))
    generators = [Generator(f"g{k}", a, b) for k, (a, b) in enumerate(ends)]
    paths = [(word, a, b) for n in range(4) for word, a, b in all_paths(objects, ends, n)]
    equations = []
    for _ in range(data.draw(st.integers(0, 4))):
        left, a, b = data.draw(st.sampled_from(paths))
        right = data.draw(st.sampled_from([w for w, c, d in paths if (c, d) == (a, b)]))
        equations.append(Equation(b, a, left, right))
    made = presented(list("abc"[:objects]), generators, equations, limit=60)
    try:
        made.count()
    except LimitReached:
        assume(False)
    left, _, b = data.draw(st.sampled_from(paths))
    claim = EqualArrows(made, b, left, left)
    assert kernel.check(certificate_of(claim, claim.direct())) is True


def all_paths(objects: int, ends: list[tuple[int, int]], length: int) -> list[tuple[Word, int, int]]:
    """The paths of this length with their source and target."""
    if length == 0:
        return [((), a, a) for a in range(objects)]
    return [
        ((*word, g), c, b)
        for word, a, b in all_paths(objects, ends, length - 1)
        for g, (c, d) in enumerate(ends)
        if d == a
    ]


def test_relations_between_seeds_are_imposed():
    """Two edges of a graph, the end of one glued to the start of the other: five elements instead of six."""
    made = presented(["V", "E"], [Generator("s", 0, 1), Generator("t", 0, 1)], [])
    for relations, size in (([], 6), ([Relation(0, (1,), 1, (0,))], 5), ([Relation(0, (), 1, ())], 3)):
        free = free_presheaf(Rules(made.quiver), [1, 1], relations, limit=100, what="a graph")
        assert len(free.at) == size
        assert (free.seeds[0] == free.seeds[1]) is (size == 3)
