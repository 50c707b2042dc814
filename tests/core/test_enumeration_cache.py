"""Enumerations that are kept: used again, thrown away when they are damaged, and not believed when they are wrong."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from math import comb, factorial
from pathlib import Path

import pytest
from core.enumerations import A000112, A058129, A125696
from core.enumerations import own_cache as own_cache  # a fixture

from catproof.core.enumeration import (
    assembly,
    categories,
    connected_categories,
    count_categories,
    known,
    orders,
    posets,
    running,
    search,
)
from catproof.core.enumeration import cache as kept
from catproof.core.enumeration import compiled as compiled_module
from catproof.core.enumeration.running import Pace, Piece, blocks
from catproof.core.enumeration.shapes import connected_matrices


def test_cache_is_used(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = list(categories(6, 1))
    assert [path.name for path in own_cache.iterdir() if path.name != "numba"] == ["categories-6-1.enumeration"]
    orders._all.cache_clear()
    of_six = list(posets(6))

    def never(*_: object) -> Iterator[object]:
        raise AssertionError("searched again")

    monkeypatch.setattr(assembly, "blocks", never)
    assert list(categories(6, 1)) == first
    assert count_categories(6, 1) == 2237
    orders._all.cache_clear()
    monkeypatch.setattr(orders, "canonical", never)
    assert list(posets(6)) == of_six


@pytest.mark.sizes("speaks of sizes at which the product goes another way")
def test_small_sizes_are_not_kept(own_cache: Path) -> None:
    list(categories(5))
    list(posets(5))
    list(categories(6, 1, cached=False))
    assert [path.name for path in own_cache.iterdir() if path.name != "numba"] == []


def test_unfinished_enumerations_are_not_kept(own_cache: Path) -> None:
    found = categories(6, 1)
    next(found)
    del found
    assert [path.name for path in own_cache.iterdir() if path.name != "numba"] == []


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "other code", "folder"])
def test_damaged_cache(own_cache: Path, damage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = list(categories(6, 1))
    (path,) = (path for path in own_cache.iterdir() if path.name != "numba")  # which comes where the search takes long
    data = path.read_bytes()
    if damage == "empty":
        path.write_bytes(b"")
    elif damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif damage == "flipped":
        path.write_bytes(data[:500] + bytes([data[500] ^ 1]) + data[501:])
    elif damage == "other code":
        monkeypatch.setattr(kept, "_code", lambda: "1")
    else:
        path.unlink()
        path.mkdir()
    assert kept.read("categories-6-1") is None
    assert list(categories(6, 1)) == expected
    if damage != "folder":
        assert path.read_bytes() != data or damage != "other code"
        assert list(categories(6, 1)) == expected
        assert kept.read("categories-6-1") is not None


def test_unwritable_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("not a folder")
    monkeypatch.setenv("CATPROOF_CACHE", str(blocker / "cache"))
    assert sum(1 for _ in categories(6, 1)) == 2237
    assert blocker.read_text() == "not a folder"


def _list_monoids(folder: str) -> int:
    import os

    os.environ["CATPROOF_CACHE"] = folder
    return sum(1 for _ in categories(6, 1))


def test_two_processes_at_once(own_cache: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(_list_monoids, [str(own_cache)] * 4) == [2237] * 4
    assert [path.name for path in own_cache.iterdir() if path.name != "numba"] == ["categories-6-1.enumeration"]
    assert kept.read("categories-6-1") is not None


def test_known_numbers() -> None:
    """The table of numbers against sequences that were published: connected categories, put together, are all."""
    connected = [sum(known.CONNECTED.get((n, k), (0, 0))[0] for k in range(1, n + 1)) for n in range(9)]
    ways = [1] + [0] * 8
    for n in range(1, 9):  # sums with parts of n arrows, with repetition: the Euler transform
        ways = [
            sum(comb(connected[n] + t - 1, t) * ways[m - t * n] for t in range(m // n + 1) if connected[n] or not t)
            for m in range(9)
        ]
    assert ways == [*A125696, 36440, 1723286]
    assert [known.CONNECTED[n, 1][0] for n in range(1, 9)] == [*A058129, 31559, 1668997]
    assert [n * known.CONNECTED[n, 1][1] for n in range(1, 8)] == [1, 4, 33, 624, 20610, 1252032, 129552080]  # A058153
    assert [known.CONNECTED[2 * k - 1, k][0] for k in range(1, 7)] == [1, 1, 2, 3, 6, 10]  # A125702
    assert known.POSETS[:8] == tuple(A000112)


def test_known_numbers_against_a_search_without_symmetry() -> None:
    for (arrows, objects), (_, labelled) in known.CONNECTED.items():
        if labelled < 600 and objects < 5:
            matrices = connected_matrices(objects, arrows - objects)
            assert sum(running.count_labelled(m, Pace("plain"), 10**6) for m in matrices) == labelled


@pytest.mark.parametrize("fault", ["one is missing", "one is there twice", "one for another"])
@pytest.mark.sizes("speaks of sizes at which the product goes another way")
def test_an_enumeration_that_is_wrong_is_not_kept(own_cache: Path, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(piece: Piece, pace: Pace) -> Iterator[running.Block]:
        for composites, automorphisms in blocks(piece, pace):
            if piece.matrix != ((3, 2), (0, 0)):
                yield running.Block(composites, automorphisms)
                continue
            width = len(composites) // len(automorphisms)
            many = next(k for k, a in enumerate(automorphisms) if a > 1)
            few = automorphisms.index(1)
            parts = [(composites[k * width : (k + 1) * width], a) for k, a in enumerate(automorphisms)]
            if fault == "one is there twice":
                parts.append(parts[few])
            else:
                del parts[many]
                if fault == "one for another":  # as many as there should be
                    parts.append(parts[few])
            yield running.Block(b"".join(p for p, _ in parts), [a for _, a in parts])

    monkeypatch.setattr(assembly, "blocks", wrong)
    with pytest.raises(known.WrongCount, match="connected categories with 7 arrows and 2 objects"):
        list(connected_categories(7, 2, engine="plain"))
    # Where nothing is known, the shape itself is counted.
    monkeypatch.setattr(known, "CONNECTED", {})
    with pytest.raises(known.WrongCount, match="labelled categories with the numbers of arrows"):
        list(connected_categories(7, 2, engine="plain"))
    assert not list(own_cache.glob("*.enumeration"))


@pytest.mark.sizes("speaks of sizes at which the product goes another way")
def test_posets_that_are_wrong_are_not_kept(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [
        sum(factorial(n) // orders.automorphisms(poset.below) for poset in posets(n, cached=False)) for n in range(8)
    ] == list(known.LABELLED_POSETS[:8])
    monkeypatch.setattr(orders, "automorphisms", lambda below: 2)
    orders._all.cache_clear()
    with pytest.raises(known.WrongCount, match="posets on 6 labelled points"):
        list(posets(6))
    monkeypatch.setattr(orders, "_largest_maximal", lambda below: len(below) < 6)
    orders._all.cache_clear()
    with pytest.raises(known.WrongCount, match="found 0 posets with 6 points, and there are 318"):
        list(posets(6))
    assert not list(own_cache.glob("*.enumeration"))
    orders._all.cache_clear()


def test_a_list_that_is_too_short_is_not_believed(own_cache: Path) -> None:
    first = list(categories(6, 1))
    content = kept.read("categories-6-1")
    assert content is not None
    (number,) = [n for _, n, _ in assembly._unpacked(content, 1)][:1]
    head, body = content[:1] + (number - 1).to_bytes(4, "big"), content[5 : 5 + 25 * (number - 1)]
    kept.write("categories-6-1", head + body + content[5 + 25 * number :])
    assert list(categories(6, 1)) == first
    kept.write("posets-6", b"\0\0" * 6 * 317)
    orders._all.cache_clear()
    assert sum(1 for _ in posets(6)) == 318


def test_damaged_compiled_search(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What numba did not leave so is removed, unread, and it compiles again."""
    pytest.importorskip("numba")
    own = own_cache / "numba" / "search"
    own.mkdir(parents=True)
    damaged = own / "search.nbi"
    damaged.write_bytes(b"")
    tries: list[Path | None] = []

    def compile_in(numba: object, folder: Path | None, *functions: object) -> Callable[..., int]:
        tries.append(folder)
        assert not damaged.exists()
        return search.search

    monkeypatch.setattr(compiled_module, "_compile", compile_in)
    compiled_module.compiled.cache_clear()
    try:
        assert count_categories(4, engine="compiled") == 55
        assert tries == [own]
        monkeypatch.setenv("CATPROOF_CACHE", str(own_cache / "file" / "cache"))
        (own_cache / "file").write_text("")
        compiled_module.compiled.cache_clear()
        assert count_categories(4, engine="compiled") == 55
        assert tries[1:] == [None]
    finally:
        compiled_module.compiled.cache_clear()
