"""The counts of connected categories, against brute force and published numbers, and the mass formula under them."""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Iterator
from math import comb

import pytest
from browser import Tags
from large import usual_or_large

from catproof.atlas import counts as room
from catproof.atlas.counts import Counts, OfShape, WrongMass, compared, counts, rows
from catproof.atlas.page import page
from catproof.atlas.survey import survey
from catproof.core.enumeration import compiled, known, labelled
from catproof.core.enumeration.running import Block, Pace, count_labelled
from catproof.core.enumeration.shapes import Matrix, connected_matrices
from catproof.core.enumeration.units import Actions, OfActions, with_units
from catproof.core.limits import LimitReached
from catproof.faces import cli

A125696 = (1, 1, 3, 11, 55, 329, 2858)
PUBLISHED = Counts(
    10, {size: [OfShape((), *numbers)] for size, numbers in known.CONNECTED.items() if size[0] <= 10}, {}
)
"""The numbers to 10 arrows as they were found before."""


@pytest.fixture(scope="module")
def small() -> Counts:
    return counts(6)


def brute(matrix: Matrix) -> int:
    """The tables of a shape that associate, all tried."""
    size = len(matrix)
    ends = [(a, a) for a in range(size)]
    ends += [(a, b) for a in range(size) for b in range(size) for _ in range(matrix[a][b])]
    every = range(len(ends))
    pairs = [(g, f) for g in every for f in every if ends[f][1] == ends[g][0]]
    own = [(g, f) for g, f in pairs if g >= size and f >= size]
    fixed = {(g, f): f if g < size else g for g, f in pairs if g < size or f < size}
    choices = [[v for v in every if ends[v] == (ends[f][0], ends[g][1])] for g, f in own]
    found = 0
    for values in itertools.product(*choices):
        table = {**fixed, **dict(zip(own, values, strict=True))}
        found += all(
            table[h, table[g, f]] == table[table[h, g], f] for h, g in pairs for f in every if (g, f) in table
        )  # fmt: skip
    return found


def shapes(most: int) -> Iterator[Matrix]:
    for arrows in range(1, most + 1):
        for objects in range(1, arrows + 1):
            if arrows >= 2 * objects - 1:
                yield from connected_matrices(objects, arrows - objects)


def test_labelled_categories_are_those_that_brute_force_finds() -> None:
    assert len(list(shapes(5))) > 15
    for matrix in shapes(5):
        if matrix not in (((3,),), ((4,),)):
            assert brute(matrix) == labelled.count_completed(matrix, "plain")


@pytest.mark.parametrize("engine", ["plain", "compiled"])
def test_a_search_without_symmetry_finds_as_many(engine: str) -> None:
    for matrix in shapes(6):
        if len(matrix) == 1 and matrix[0][0] > 3:
            continue
        assert labelled.count_completed(matrix, engine) == count_labelled(matrix, Pace("plain"), 10**9)  # type: ignore[arg-type]


@pytest.mark.sizes("takes minutes where all is done in the smallest steps")
def test_the_known_number_of_labelled_categories_with_two_objects() -> None:
    """With n arrows. Those with n - 3 arrows a -> a are the labelled monoids of order n - 2: the arrow beside them is
    kept by all."""
    arrows = usual_or_large(9, 10)
    matrices = connected_matrices(2, arrows - 2)
    monoids = sum(max(m[0][0], m[1][1]) == arrows - 3 for m in matrices)
    found = sum(labelled.count_completed(m) for m in matrices if max(m[0][0], m[1][1]) < arrows - 3)
    assert monoids == 2
    assert found + 2 * known.CONNECTED[arrows - 2, 1][1] == known.CONNECTED[arrows, 2][1]


def test_small_counts(small: Counts) -> None:
    for arrows in range(1, 7):
        assert small.categories(arrows) == (A125696[arrows], True)
    for size, found in small.shapes.items():
        assert (sum(s.number for s in found), sum(s.labelled for s in found)) == known.CONNECTED[size]
    assert [shape.matrix for found in small.shapes.values() for shape in found] == list(shapes(6))
    assert rows(small)[-1] == ("6", "2,237", "159", "11", "621", "2,858")
    assert compared(small) == [
        "To 6 arrows the sums are the published numbers: OEIS A125696, and A058129 for monoids."
    ]  # fmt: skip


def test_what_they_say_of_the_published_numbers() -> None:
    several = [PUBLISHED.categories(n, 2)[0] for n in (9, 10)]
    connected = [sum(known.CONNECTED[n, k][0] for k in range(2, 6) if (n, k) in known.CONNECTED) for n in range(11)]
    # All sums with two parts or more have a part of one arrow, or come from smaller ones.
    monoids = [known.CONNECTED.get((n, 1), (0, 0))[0] for n in range(11)]
    parts = [a + b for a, b in zip(connected, monoids, strict=True)]
    ways = [1] + [0] * 10
    for n in range(1, 11):
        ways = [sum(comb(parts[n] + t - 1, t) * ways[m - t * n] for t in range(m // n + 1) if parts[n] or not t)
                for m in range(11)]  # fmt: skip
    assert several == [ways[9], ways[10]] and several[0] == 1936301
    assert known.CATEGORIES[9] - known.MONOIDS[9] == several[0] - 121
    assert compared(PUBLISHED) == [
        "To 8 arrows the sums are the published numbers: OEIS A125696, and A058129 for monoids.",
        "With 9 arrows and more than one object there are 1,936,301 categories; A125696 and A058129 leave 1,936,180: "
        "one of the two is wrong, by 121.",
        f"With 10 arrows and more than one object there are {several[1]:,} categories, and one for each monoid of "
        "order 9.",
    ]


RIGHT, WRONG = "is right.", "is wrong, by 121."


@pytest.mark.parametrize(("found", "said", "other"), [(1856213, RIGHT, WRONG), (1856092, WRONG, RIGHT)])
def test_what_the_monoids_with_more_units_say(found: int, said: str, other: str) -> None:
    several = [OfActions("C2", 2, Actions((), ()), found - 1, 0), OfActions("C9", 9, Actions((), ()), 1, 1)]
    *before, line, last = compared(PUBLISHED._replace(units={8: [], 9: several}))
    assert before == compared(PUBLISHED)
    assert line.startswith(f"{found:,} monoids of order 9 have more than one unit")
    assert line.endswith(f"they are {found + 3684030417:,} monoids: A058129 {said}")
    assert last == f"With these there are {found + 3684030417 + 1936301:,} categories with 9 arrows: A125696 {other}"


def test_the_monoids_with_more_units_are_counted_too(small: Counts, monkeypatch: pytest.MonkeyPatch) -> None:
    for order in range(2, 7):
        assert small.with_units(order) == known.MONOIDS[order] - known.SEMIGROUPS[order - 1]
    monkeypatch.setattr(room, "with_units", lambda order, engine: list(with_units(order, engine))[1:])
    with pytest.raises(known.WrongCount, match="connected categories with 2 arrows and 1 objects"):
        counts(3)


@pytest.mark.parametrize("fault", ["one is missing", "one is there twice"])
def test_a_list_that_is_wrong_is_found_out(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = room.blocks

    def wrong(piece: room.Piece, pace: Pace) -> Iterator[Block]:
        for composites, own in right(piece, pace):
            several = own[:-1] if fault == "one is missing" else [*own, own[-1]]
            yield Block(composites, several if piece.matrix == ((2, 1), (0, 0)) else own)

    monkeypatch.setattr(room, "blocks", wrong)
    assert counts(3).most == 3
    with pytest.raises(WrongMass, match=r"labelled categories with the numbers of arrows \(\(2, 1\), \(0, 0\)\)"):
        counts(5)


def test_without_numba(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(compiled, "compiled", functools.cache(lambda: None))
    monkeypatch.setattr(room, "MOST_PLAIN", 4)
    assert cli.main(["atlas", "--arrows", "1", "--counts", "5", "--json"]) == 0
    out, err = capfd.readouterr()
    assert json.loads(out)["counted"] == 4
    assert "counted to 4 arrows and not to 5: numba is missing (pip install 'catproof[compiled]')" in err


def test_too_many_are_refused(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(LimitReached):
        counts(11)
    assert cli.main(["atlas", "--arrows", "1", "--counts", "11"]) == 3
    assert "connected categories with more than 10 arrows are too many to count" in capfd.readouterr().err


def test_every_form_has_the_counts(small: Counts, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["atlas", "--arrows", "1", "--counts", "6", "--json"]) == 0
    content = json.loads(capfd.readouterr().out)
    found = {(one["arrows"], one["objects"]): one for one in content["connected"]}
    assert {size: one["categories"] for size, one in found.items()} == {n: small.number(n) for n in small.shapes}
    listed = [[tuple(map(tuple, s["matrix"])), s["number"], s["labelled"]] for s in found[6, 2]["shapes"]]
    assert listed == [list(shape) for shape in small.shapes[6, 2]]
    assert content["compared"] == compared(small)
    assert cli.main(["atlas", "--arrows", "1", "--counts", "6"]) == 0
    text = capfd.readouterr().out
    assert any(line.split() == list(rows(small)[-1]) for line in text.splitlines()) and compared(small)[0] in text
    for one, (order, several) in zip(content["monoids_with_units"], small.units.items(), strict=True):
        assert (one["order"], one["monoids"]) == (order, sum(each.number for each in several))
        assert [each["group"] for each in one["by"]] == [each.group for each in several]
    read = Tags(page(survey(1), PUBLISHED._replace(shapes=PUBLISHED.shapes | small.shapes)))
    assert "by 121." in read.text and "3,988,397" in read.text
    for (arrows, objects), several in small.shapes.items():
        for shape in several:
            said = " / ".join(" ".join(map(str, row)) for row in shape.matrix)
            if shape.number:
                assert f"{arrows}{objects}{said}{shape.number:,}{shape.labelled:,}" in read.text
