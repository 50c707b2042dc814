"""The five pretexts against their definitions, read off the data by brute force."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from naive import composition, law_broken

from catproof.core.category import Category, isomorphic_objects
from catproof.core.limits import LimitReached
from catproof.core.pretext import contrastive, degrees, masked, next_token, rotation, supervised

texts = st.lists(st.lists(st.sampled_from(["the", "cat", "sat", "_"]), max_size=4), max_size=3)
letters = st.sampled_from("abcdef")


def order(category: Category) -> set[tuple[str, str]]:
    """Between which objects there are arrows; none has two to one other in all pretexts but rotations."""
    n = range(len(category.objects))
    assert all(category.hom_size(a, b) <= 1 for a in n for b in n)
    return {(category.objects[a], category.objects[b]) for a in n for b in n if category.hom_size(a, b)}


def assert_covering(category: Category) -> None:
    """No generating arrow is an identity or the composite of others."""
    below = {(g.source, g.target) for g in category.generators}
    assert len(below) == len(category.generators)
    for a, b in below:
        assert a != b
        others = (c for c in range(len(category.objects)) if c not in (a, b))
        assert not any(category.hom_size(a, c) and category.hom_size(c, b) for c in others)


@settings(max_examples=80)
@given(texts)
def test_masked_against_the_definition(texts: list[list[str]]) -> None:
    made = masked(texts, "M")
    maskings = {
        " ".join("_" if hidden else token for hidden, token in zip(choice, text, strict=True))
        for text in texts
        for choice in itertools.product([False, True], repeat=len(text))
    }
    assert set(made.objects) == maskings and len(made.objects) == len(maskings)

    def masks_to(s: str, t: str) -> bool:
        pairs = list(itertools.zip_longest(s.split(), t.split()))
        return all(y in (x, "_") and x is not None for x, y in pairs)

    assert order(made) == {(s, t) for s in maskings for t in maskings if masks_to(s, t)}
    assert_covering(made)


@settings(max_examples=80)
@given(texts)
def test_next_token_against_the_definition(texts: list[list[str]]) -> None:
    made = next_token(texts, "N")
    prefixes = {tuple(text[:n]) for text in texts for n in range(len(text) + 1)}
    assert sorted(made.objects) == sorted(" ".join(p) for p in prefixes)
    assert order(made) == {
        (" ".join(q), " ".join(p)) for q in prefixes for p in prefixes if q[: len(p)] == p
    }  # fmt: skip
    # A tree: one generating arrow from each prefix but the empty one.
    assert sorted(g.source for g in made.generators) == [
        i for i, label in enumerate(made.objects) if label != ""
    ]  # fmt: skip


@settings(max_examples=80)
@given(st.lists(st.tuples(letters, letters), max_size=6), st.lists(letters, max_size=3))
def test_contrastive_against_the_definition(pairs: list[tuple[str, str]], samples: list[str]) -> None:
    made = contrastive(pairs, samples, "K")
    members = {x for pair in pairs for x in pair} | set(samples)
    alike = {(x, x) for x in members} | set(pairs) | {(y, x) for x, y in pairs}
    for middle, x, y in itertools.product(sorted(members), repeat=3):  # Warshall's transitive closure
        if (x, middle) in alike and (middle, y) in alike:
            alike.add((x, y))
    assert set(made.objects) == members and order(made) == alike
    # Twice a spanning forest.
    clusters = len({frozenset(y for x, y in alike if x == z) for z in members})
    assert len(made.generators) == 2 * (len(members) - clusters)


@settings(max_examples=40)
@given(st.dictionaries(letters, st.sampled_from(["cat", "dog"])))
def test_supervised_against_the_definition(labels: dict[str, str]) -> None:
    made = supervised(labels.items(), "S")
    assert set(made.objects) == labels.keys() | set(labels.values())
    assert order(made) == {(x, x) for x in made.objects} | set(labels.items())
    assert len(made.generators) == len(labels)


def test_supervised_data_must_be_a_labelling() -> None:
    with pytest.raises(ValueError, match="x has two labels"):
        supervised([("x", "cat"), ("x", "dog")])
    with pytest.raises(ValueError, match="y is an input and a label"):
        supervised([("x", "y"), ("y", "z")])


@pytest.mark.parametrize("turns", range(1, 9))
def test_rotations_of_one_image(turns: int) -> None:
    for symmetry in (k for k in range(1, turns + 1) if turns % k == 0):
        made = rotation(turns, [("cat", symmetry)], "R")
        points = range(turns // symmetry)
        assert made.objects == tuple(f"cat@{degrees(i, turns)}" for i in points)
        assert law_broken(composition(made)) is None
        assert all(made.hom_size(a, b) == symmetry for a in points for b in points)
        assert all(isomorphic_objects(made, a, b) for a in points for b in points)
        assert len(made.generators) == (turns // symmetry if turns > 1 else 0)
        # The rotation by one step goes through all symmetries before it is back.
        for a in points:
            step, seen = made.identity(a), 0
            while step.number or not seen:
                step, seen = made.follow(step, (made.incoming[made.source(step)][0],)) if turns > 1 else step, seen + 1
            assert seen == turns


def test_rotations_of_several_images_have_nothing_between_them() -> None:
    made = rotation(4, [("cat", 1), ("dog", 1), ("bar", 2)], "R")
    assert made.count() == 40 and made.presentation.kind == "presented"
    sizes = [[made.hom_size(a, b) for b in range(10)] for a in range(10)]
    assert sizes == [
        [(2 if a.startswith("bar") else 1) if a.split("@")[0] == b.split("@")[0] else 0 for b in map(str, made.objects)]
        for a in map(str, made.objects)
    ]
    assert rotation(4, [("cat", 1), ("dog", 1)]).presentation.kind == "thin"
    assert rotation(3, []).objects == ()
    with pytest.raises(ValueError, match="divide"):
        rotation(4, [("cat", 3)])
    with pytest.raises(ValueError, match="twice"):
        rotation(4, [("cat", 1), ("cat", 2)])


def test_known_counts() -> None:
    sentences = [["the", "cat", "sat"], ["the", "dog", "sat"]]
    assert (len(masked(sentences).objects), masked(sentences).count()) == (12, 45)
    assert (len(next_token(sentences).objects), next_token(sentences).count()) == (6, 17)
    assert [masked([["a"] * n]).count() for n in range(5)] == [3**n for n in range(5)]
    one = contrastive([("x1", "x2"), ("x2", "x3")], ["z"])
    assert (one.objects, one.count()) == (("x1", "x2", "x3", "z"), 10)
    two = supervised([("x1", "cat"), ("x2", "cat"), ("x3", "dog")])
    assert (two.objects, two.count()) == (("x1", "x2", "x3", "cat", "dog"), 8)


def test_nothing_given_is_the_empty_category() -> None:
    for made in (supervised([]), contrastive([]), masked([]), next_token([])):
        assert made.objects == () and made.count() == 0
    assert masked([[]]).objects == next_token([[]]).objects == ("",)


@pytest.mark.parametrize("turns", range(1, 73))
def test_degrees_are_exact_and_different(turns: int) -> None:
    shown = [degrees(i, turns) for i in range(turns)]
    assert [Fraction(text) for text in shown] == [Fraction(360 * i, turns) for i in range(turns)]
    assert all("/" not in text for text in shown) == (360 * 10**6 % turns == 0)


def test_degrees_as_people_write_them() -> None:
    assert [degrees(i, 4) for i in range(4)] == ["0", "90", "180", "270"]
    assert [degrees(i, 16) for i in (1, 2, 3)] == ["22.5", "45", "67.5"]
    assert (degrees(1, 7), degrees(1, 720), degrees(1, 7200)) == ("360/7", "0.5", "0.05")


def test_limits() -> None:
    with pytest.raises(LimitReached, match=r'"a a a a a" has 2\^5 maskings, more than the limit of 31 arrows'):
        masked([["a"] * 5], limit=31)
    assert len(masked([["a"] * 5], limit=32).objects) == 32
    with pytest.raises(LimitReached, match="M has more than the limit of 20 arrows"):
        masked([["a"] * 4, ["b"] * 4], "M", limit=20)
    with pytest.raises(LimitReached):
        masked([["a"] * 10_000])
    with pytest.raises(LimitReached, match="R has more than the limit of 10 arrows"):
        rotation(11, [("cat", 1)], "R", limit=10)
    with pytest.raises(LimitReached):
        rotation(10**9, [("cat", 10**9)])
