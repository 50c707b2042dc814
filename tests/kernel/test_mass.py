"""Labelled structures counted without symmetry, and lists that the mass formula finds to be incomplete."""

from __future__ import annotations

import itertools
from types import SimpleNamespace
from typing import Any

import pytest

from catproof import check_text, kernel
from catproof.core.enumeration import categories
from catproof.core.enumeration.tables import CategoryTable
from catproof.kernel import mass
from catproof.kernel.domains import listed
from catproof.kernel.tables import Category


def naive_monoids(order: int) -> int:
    """Associative tables on 0, ..., order - 1 with the unit 0, one by one."""
    cells = [(x, y) for x in range(1, order) for y in range(1, order)]
    found = 0
    for values in itertools.product(range(order), repeat=len(cells)):
        table = dict(zip(cells, values, strict=True))
        table |= {(0, x): x for x in range(order)} | {(x, 0): x for x in range(order)}
        found += all(
            table[table[x, y], z] == table[x, table[y, z]] for x, y, z in itertools.product(range(order), repeat=3)
        )
    return found


def naive_orders(points: int) -> int:
    """Reflexive, antisymmetric and transitive relations, one by one."""
    found = 0
    pairs = [(a, b) for a in range(points) for b in range(points) if a != b]
    for chosen in itertools.product((False, True), repeat=len(pairs)):
        below = {pair for pair, holds in zip(pairs, chosen, strict=True) if holds} | {(a, a) for a in range(points)}
        found += not any((b, a) in below for a, b in below if a != b) and all(
            (a, d) in below for a, b in below for c, d in below if b == c
        )
    return found


def test_labelled_monoids_and_orders() -> None:
    assert [mass.labelled_categories(1, n - 1) for n in (1, 2, 3)] == [naive_monoids(n) for n in (1, 2, 3)]
    # OEIS A058153, labelled monoids, of which each has any of its elements for a unit; A001035, labelled posets.
    assert [n * mass.labelled_categories(1, n - 1) for n in (1, 2, 3, 4, 5)] == [1, 4, 33, 624, 20610]
    assert [mass.labelled_posets(n) for n in range(4)] == [naive_orders(n) for n in range(4)]
    assert [mass.labelled_posets(n) for n in range(6)] == [1, 1, 3, 19, 219, 4231]


def test_labelled_categories_with_two_objects() -> None:
    # One arrow more than identities: e . e is e or the identity, at one of two objects; or f one way, or the other way.
    assert mass.labelled_categories(2, 1) == 2 * 2 + 2
    assert mass.labelled_categories(3, 0) == mass.labelled_categories(0, 0) == 1
    assert mass.labelled_categories(0, 1) == 0


def loop(*rows: list[int]) -> Category:
    """A monoid with one generator, by where it takes each arrow."""
    return listed({"objects": 1, "generators": [[0, 0]], "homs": [[[0] * len(rows), [*rows]]]})


def test_labelled_tasks() -> None:
    homs = [[[0], [[]]], [[1, 0, 0], [[1, 2], [], []]]]
    graphs = listed({"objects": 2, "generators": [[0, 1], [0, 1]], "homs": homs})
    idempotent, involution = loop([1], [1]), loop([1], [0])
    for category, sizes, number in [
        (graphs, (3, 2), 3**4),  # two ends for each of two edges
        (graphs, (0, 1), 0),
        (idempotent, (4,), 41),  # OEIS A000248
        (involution, (4,), 10),  # OEIS A000085
        (idempotent, (0,), 1),
    ]:
        assert mass.labelled_tasks(category, mass._relations(category), sizes) == number


def naive_tasks(table: CategoryTable, sizes: tuple[int, ...]) -> int:
    """Families of maps, one for each arrow that is no identity, that respect composition, one by one."""
    source, target = table.shape.source, table.shape.target
    own = range(table.objects, table.arrows)
    identities = {a: tuple(range(sizes[a])) for a in range(table.objects)}
    found = 0
    for maps in itertools.product(*(itertools.product(range(sizes[source[f]]), repeat=sizes[target[f]]) for f in own)):
        along = identities | dict(zip(own, maps, strict=True))
        found += all(along[h] == tuple(along[f][v] for v in along[g]) for (g, f), h in table.compositions().items())
    return found


@pytest.mark.parametrize("arrows, most", [(3, 3), (4, 2)])
def test_labelled_tasks_are_those_of_brute_force(arrows: int, most: int) -> None:
    for table in categories(arrows):
        objects = table.objects
        ends = [(table.shape.source[f], table.shape.target[f]) for f in range(objects, arrows)]
        words = {f: [f - objects] if f >= objects else [] for f in range(arrows)}
        relations = [
            (table.shape.target[g], [*words[g], *words[f]], words[h]) for (g, f), h in table.compositions().items()
        ]
        category = SimpleNamespace(objects=objects, ends=ends)
        for sizes in itertools.product(range(most + 1), repeat=objects):
            assert mass.labelled_tasks(category, relations, sizes) == naive_tasks(table, sizes)  # type: ignore[arg-type]


@pytest.mark.sizes("a limit of steps")
def test_too_many_are_not_counted() -> None:
    with pytest.raises(mass.TooMany):
        mass.labelled_categories(1, 6)
    with pytest.raises(mass.TooMany):
        mass.labelled_tasks(loop([1], [1]), [], (30,))
    with pytest.raises(mass.TooMany):
        mass.labelled_posets(9)


SWEEPS = [
    "forall C in categories(arrows <= 3) : C is thin or not C is thin",
    "forall C in categories(arrows <= 4, objects = 2) : C is thin or not C is thin",
    "forall M in monoids(order <= 4) : M is thin or not M is thin",
    "forall P in posets(points <= 4) : P is thin",
    "count(categories(arrows = 4)) = 55",
]


def certificate(claim: str) -> Any:
    (verdict,) = check_text(f"claim {claim}").verdicts
    return verdict.certificate


@pytest.mark.parametrize("claim", SWEEPS)
def test_that_nothing_is_missing_is_proved(claim: str) -> None:
    made = certificate(claim)
    found = kernel.examine(made)
    assert found.unchecked == []
    evidence = made["evidence"] if "values" in made["evidence"] else made["evidence"]["left"]
    values = evidence["values"]
    for change in (drop, twice, stand_in):
        evidence["values"] = change(values)
        with pytest.raises(kernel.Rejected):
            kernel.examine({key: value for key, value in made.items() if key != "digest"})


def drop(values: list[Any]) -> list[Any]:
    return values[:-1]


def twice(values: list[Any]) -> list[Any]:
    return [*values, values[-1]]


def stand_in(values: list[Any]) -> list[Any]:
    """As many, and as many labelled structures, but one is there twice and another is missing."""
    weight: dict[Any, int] = {}
    for k, value in enumerate(values):
        category = listed(value)
        arrows = sum(len(at) for at, _, _ in category.homs)
        key = category.objects, arrows, mass.automorphisms(category)
        if key in weight:
            return [*values[:k], values[weight[key]], *values[k + 1 :]]
        weight[key] = k
    raise AssertionError("no two weigh the same")


def test_a_list_without_bounds_is_not_taken_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the literature knows no number, the formula alone finds what is missing."""
    from catproof.kernel import counts

    made = certificate(SWEEPS[1])
    monkeypatch.setattr(counts, "known", lambda *_: None)
    assert kernel.examine(made).unchecked == []
    made["evidence"]["values"].pop()
    with pytest.raises(kernel.Rejected, match="the values are not the whole domain"):
        kernel.examine({key: value for key, value in made.items() if key != "digest"})


NESTED = "forall C in monoids(order = 2) : forall D in monoids(order = 2) : C is thin or D is thin or not C is thin"


def test_a_list_that_is_given_again_is_the_one_that_was_checked() -> None:
    """Within a quantifier the same list is not checked twice; another one is."""
    made = certificate(NESTED)
    made.pop("digest", None)
    inner = [body["values"] for body in made["evidence"]["bodies"]]
    assert len(inner) == 2 and inner[0] == inner[1] and kernel.examine(made).unchecked == []
    for other in (inner[1][:1], [*inner[1], inner[1][0]], [True]):
        made["evidence"]["bodies"][1]["values"] = other
        with pytest.raises(kernel.Rejected):
            kernel.examine(made)
    made["evidence"]["bodies"][1].update(values=inner[1], parts=None)
    with pytest.raises(kernel.Rejected):
        kernel.examine(made)
