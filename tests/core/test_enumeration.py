"""Enumeration up to isomorphism: against published numbers, and against brute force that shares no code with it."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import permutations, product
from math import factorial, prod

import pytest
from core.enumerations import A000112, A058129, A125696
from core.enumerations import own_cache as own_cache  # a fixture

from catproof.core.category import Arrow, Category
from catproof.core.enumeration import (
    CategoryTable,
    categories,
    connected_categories,
    count_categories,
    count_posets,
    monoids,
    posets,
    running,
    shards,
)
from catproof.core.enumeration import compiled as compiled_module
from catproof.core.enumeration.running import Pace, Piece, blocks
from catproof.core.enumeration.shapes import connected_matrices, symmetries, symmetry_count
from catproof.core.limits import LimitReached

# ---- published numbers --------------------------------------------------------------------------------


def test_numbers_of_categories() -> None:
    assert [count_categories(n) for n in range(7)] == A125696
    assert [sum(1 for _ in categories(n)) for n in range(6)] == A125696[:6]


def test_numbers_by_objects() -> None:
    assert [count_categories(6, k) for k in range(8)] == [0, 2237, 485, 111, 21, 3, 1, 0]
    assert [count_categories(7, k) for k in range(2, 8)] == [4013, 716, 127, 21, 3, 1]
    assert [sum(1 for _ in categories(6, k)) for k in range(2, 7)] == [485, 111, 21, 3, 1]


def test_numbers_of_monoids_and_posets() -> None:
    assert [sum(1 for _ in monoids(n)) for n in range(1, 7)] == A058129
    assert list(monoids(0)) == []
    assert [count_posets(n) for n in range(8)] == A000112


def test_many_objects() -> None:
    assert count_categories(40, 40) == 1
    assert count_categories(300, 298) == count_categories(8, 6) == 21
    table = max(categories(300, 298), key=lambda found: found.shape)
    assert table.arrows == 300 and table.objects == 298


def test_order_of_size() -> None:
    assert [(t.objects, t.arrows) for t in categories(4)] == [(k, 4) for k in (1, 2, 3, 4) for _ in categories(4, k)]


# ---- brute force --------------------------------------------------------------------------------------

Labelled = tuple[tuple[tuple[int, int], ...], tuple[int, ...]]


def all_tables(objects: int, proper: int) -> Iterator[tuple[tuple[tuple[int, int], ...], dict[tuple[int, int], int]]]:
    """Every category on these objects and arrows: each choice of ends, each choice of all composites, tested."""
    for ends in product(product(range(objects), repeat=2), repeat=proper):
        arrows: list[tuple[int, int]] = [*((a, a) for a in range(objects)), *((a, b) for a, b in ends)]
        cells = [
            (g, f)
            for g in range(objects, len(arrows))
            for f in range(objects, len(arrows))
            if arrows[g][0] == arrows[f][1]
        ]
        values: list[list[int]] = [
            [v for v, e in enumerate(arrows) if e == (arrows[f][0], arrows[g][1])] for g, f in cells
        ]
        for choice in product(*values):
            table = dict(zip(cells, choice, strict=True))
            if associates(arrows, objects, table):
                yield tuple(arrows), table


def associates(arrows: list[tuple[int, int]], objects: int, table: dict[tuple[int, int], int]) -> bool:
    def composite(g: int, f: int) -> int:
        return f if g < objects else g if f < objects else table[g, f]

    return all(
        composite(composite(h, g), f) == composite(h, composite(g, f)) for h, g in table for g2, f in table if g2 == g
    )


def brute_form(arrows: tuple[tuple[int, int], ...], objects: int, table: dict[tuple[int, int], int]) -> Labelled:
    """The least of all ways to number the objects and the arrows."""
    forms = []
    for p in permutations(range(objects)):
        for q in permutations(range(objects, len(arrows))):
            moved = (*p, *q)
            ends = [(0, 0)] * len(arrows)
            for v, (a, b) in enumerate(arrows):
                ends[moved[v]] = (p[a], p[b])
            composites = sorted((moved[g], moved[f], moved[v]) for (g, f), v in table.items())
            forms.append((tuple(ends), tuple(x for triple in composites for x in triple)))
    return min(forms)


def form_of(found: CategoryTable) -> Labelled:
    arrows = tuple(zip(found.shape.source, found.shape.target, strict=True))
    return brute_form(arrows, found.objects, found.compositions())


@pytest.mark.parametrize(
    ("arrows", "objects"), [(n, k) for n in range(1, 5) for k in range(1, n + 1)] + [(5, 3), (5, 4), (5, 5)]
)
def test_against_brute_force(arrows: int, objects: int) -> None:
    expected = {brute_form(ends, objects, table) for ends, table in all_tables(objects, arrows - objects)}
    found = [form_of(table) for table in categories(arrows, objects)]
    assert len(found) == len(set(found))
    assert set(found) == expected


@pytest.mark.parametrize("arrows", [5, 6])
def test_no_two_alike(arrows: int) -> None:
    forms = Counter(form_of(t) for k in range(2, arrows) for t in categories(arrows, k))
    assert set(forms.values()) == {1}
    if arrows == 5:
        assert len({form_of(t) for t in monoids(5)}) == 228


def test_every_result_is_a_category() -> None:
    for n, least in [*((n, 0) for n in range(6)), (6, 2), (7, 3)]:
        for found in (t for k in range(least, n + 1) for t in categories(n, k)):
            arrows = list(zip(found.shape.source, found.shape.target, strict=True))
            table = found.compositions()
            assert all(arrows[v] == (arrows[f][0], arrows[g][1]) for (g, f), v in table.items())
            assert associates(arrows, found.objects, table)


def relations(points: int) -> Iterator[frozenset[tuple[int, int]]]:
    """All strict orders on 0 .. points - 1 that the usual order extends."""
    places = [(x, y) for y in range(points) for x in range(y)]
    for chosen in product((False, True), repeat=len(places)):
        order = frozenset(place for place, is_in in zip(places, chosen, strict=True) if is_in)
        if all((x, z) in order for x, y in order for y2, z in order if y == y2):
            yield order


@pytest.mark.parametrize("points", range(6))
def test_posets_against_brute_force(points: int) -> None:
    def form(order: frozenset[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        return min(tuple(sorted((p[x], p[y]) for x, y in order)) for p in permutations(range(points)))

    found = [
        form(frozenset((x, y) for y, under in enumerate(poset.below) for x in range(points) if under >> x & 1))
        for poset in posets(points)
    ]
    assert sorted(found) == sorted({form(order) for order in relations(points)})


def test_labelled_tables_add_up() -> None:
    """Burnside: a class with s automorphisms has |symmetries of the shape| / s tables, and together they are all
    that the same search finds when it is told of no symmetry."""
    for objects, proper in [(1, 1), (1, 2), (1, 3), (1, 4), (2, 2), (2, 3), (2, 4), (3, 3), (3, 4)]:
        for matrix in connected_matrices(objects, proper):
            order = symmetry_count(matrix)
            assert order == sum(1 for _ in symmetries(matrix))
            found = [a for block in blocks(Piece(matrix), Pace("plain")) for a in block.automorphisms]
            assert all(order % a == 0 for a in found)
            assert sum(order // a for a in found) == labelled_tables(matrix)


def labelled_tables(matrix: tuple[tuple[int, ...], ...]) -> int:
    shape, plan = running.plan_of(matrix)
    plan = plan._replace(image=[], origin=[])
    if not plan.cells:
        return 1
    run = running._run(shape, plan, Piece(matrix), Pace("plain"))
    return sum(len(block.automorphisms) for _, block in run)


def test_labelled_monoids() -> None:
    """The monoids on n labelled elements with the identity fixed: OEIS A058153 divided by n."""
    totals = []
    for proper in range(1, 5):
        found = [a for block in blocks(Piece(((proper,),)), Pace("plain")) for a in block.automorphisms]
        totals.append(sum(factorial(proper) // a for a in found))
    assert totals == [4 // 2, 33 // 3, 624 // 4, 20610 // 5]


# ---- categories made from tables ----------------------------------------------------------------------


def as_form(category: Category) -> Labelled:
    """The form of a category by its own composition."""
    objects = len(category.objects)
    identities = [Arrow(p, 0) for p in range(objects)]
    arrows = [*identities, *(f for f in category.arrows() if f.number)]
    number = {f: i for i, f in enumerate(arrows)}
    table = {
        (number[g], number[f]): number[category.compose(g, f)]
        for g in arrows[objects:]
        for f in arrows[objects:]
        if category.source(g) == f.target
    }
    return brute_form(tuple((category.source(f), f.target) for f in arrows), objects, table)


def test_categories_of_tables() -> None:
    for n in range(5):
        for found in categories(n):
            assert as_form(found.category()) == form_of(found)
            assert as_form(found.small_category()) == form_of(found)
    group = next(t for t in monoids(3) if t.small_category().path_equations() and t.small_category().count() == 3)
    assert group.category("M").objects == ("*",)
    big = next(categories(5, 4)).category("C")
    assert big.objects == ("a", "b", "c", "d")
    assert [g.name for g in big.generators] == ["f"]


def test_generating_arrows_are_needed() -> None:
    for found in categories(4):
        small = found.small_category()
        assert len(small.generators) <= found.arrows - found.objects
        assert small.count() == found.arrows


def test_categories_of_posets() -> None:
    for poset in posets(4):
        category = poset.category("P")
        related = sum(under.bit_count() for under in poset.below)
        assert category.count() == 4 + related
        assert category.presentation.kind == "thin"
        assert category.objects == ("a", "b", "c", "d")
    # As thin categories without isomorphisms they are among the categories with as many arrows.
    assert as_form(next(p for p in posets(3) if len(p.covers()) == 2).category()) in {
        form_of(t) for t in categories(5, 3)
    } | {form_of(t) for t in categories(6, 3)}


# ---- engines, parts -----------------------------------------------------------------------------------


def test_compiled_search_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numba")
    plain = list(categories(6, engine="plain", cached=False))
    compiled_module.compiled.cache_clear()
    assert list(categories(6, engine="compiled", cached=False)) == plain
    # Changing over in the middle of a shape changes nothing either.
    monkeypatch.setattr(running, "STEPS", 7)
    monkeypatch.setattr(running, "PATIENCE_LOADED", 0.0)
    assert list(categories(6, cached=False)) == plain
    assert count_categories(7, engine="compiled") == 36440
    assert count_categories(7, 1) == 31559


@pytest.mark.sizes("speaks of sizes at which the product goes another way")
def test_without_numba(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.setattr(running, "PATIENCE", -1.0)
    compiled_module.compiled.cache_clear()
    try:
        assert count_categories(5) == 329
        assert compiled_module.compiled() is None
        with pytest.raises(RuntimeError, match="numba"):
            count_categories(5, engine="compiled")
    finally:
        compiled_module.compiled.cache_clear()


@pytest.mark.sizes("says what small cases do not need")
def test_small_sizes_import_nothing_heavy() -> None:
    program = (
        "import sys\nfrom catproof.core.enumeration import categories\n"
        "assert sum(1 for n in range(6) for _ in categories(n)) == 400\n"
        "assert not {'numpy', 'numba', 'scipy'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(("arrows", "objects"), [(0, None), (4, None), (7, 2)])
def test_parts_are_the_whole(arrows: int, objects: int | None) -> None:
    jobs = shards(arrows, objects)
    assert jobs == pickle.loads(pickle.dumps(jobs))
    parts = [list(job.run()) for job in jobs]
    assert [table for part in parts for table in part] == list(categories(arrows, objects, cached=False))
    if arrows == 7:  # mostly monoids with six elements, which are one shape, beside a point
        assert len(jobs) > 20
        assert max(map(len, parts)) < 1300


def test_too_large() -> None:
    with pytest.raises(LimitReached, match="too many"):
        next(monoids(12))
    with pytest.raises(LimitReached, match="too many"):
        next(categories(60, 30))
    with pytest.raises(LimitReached, match="too many"):
        next(posets(12))


def test_connected() -> None:
    assert [sum(1 for _ in connected_categories(7, k)) for k in (2, 3, 4)] == [1075, 77, 3]
    assert prod(len(connected_matrices(k, 2)) for k in (1, 2, 3)) == 1 * 4 * 2
