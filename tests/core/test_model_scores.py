"""Prompts, heads, confusions, covers and orders of random tables, against brute force."""

from __future__ import annotations

import random
from fractions import Fraction

import naive_model as naive
import numpy as np
import pytest

from catproof.core import model_covers as covers
from catproof.core import model_scores as scored
from catproof.core.model_scores import APART, Labels, Prompts, Scores

CASES = range(150)


def table(random: random.Random) -> naive.Table:
    """Of all kinds: symmetric or not, a category or not, with infinite distances, with many ties."""
    n, most = random.randint(2, 7), random.choice((1, 3, 9, 2000))
    d = [[random.randint(0, most) for _ in range(n)] for _ in range(n)]
    form = random.randrange(4)
    if form != 0:
        for x in range(n):
            d[x][x] = 0
    if form == 2:
        d = [[d[min(x, y)][max(x, y)] for y in range(n)] for x in range(n)]
    if form == 3:
        for y in range(n):
            d = [[min(d[x][z], d[x][y] + d[y][z]) for z in range(n)] for x in range(n)]
    if random.random() < 0.2:
        x, y = random.sample(range(n), 2)
        d[x][y] = APART
    return d


def case(seed: int) -> tuple[random.Random, naive.Table, list[set[int]], Scores, Labels]:
    rng = random.Random(seed)
    d = table(rng)
    objects = range(len(d))
    labels = [{x for x in objects if rng.random() < 0.4} or {rng.choice(objects)} for _ in range(rng.randint(1, 3))]
    wide = max(map(max, d)) > 2**14 or rng.random() < 0.5
    scores = Scores(list(objects), np.array(d, np.int32 if wide else np.int16), 8)
    return rng, d, labels, scores, Labels([f"l{k}" for k in range(len(labels))], labels, len(d))


@pytest.mark.parametrize("by", scored.MEASURES)
def test_best_prompts(by: str) -> None:
    for seed in CASES:
        _, d, members, scores, labels = case(seed)
        for inside, (best, second) in zip(members, scored.best_prompts(scores, labels, by), strict=True):
            assert (best.prompt, best.threshold) == naive.best_prompt(d, inside, by)
            assert second is not None
            assert (second.prompt, second.threshold) == naive.best_prompt(d, inside, by, best.prompt)
            taken = naive.accepted(d, best.prompt, best.threshold)
            assert (set(best.missing), set(best.extra)) == (inside - taken, taken - inside)
            assert best.right == len(inside & taken)
            assert best.f1 == Fraction(2 * len(inside & taken), len(inside) + len(taken))
            assert best.jaccard == Fraction(len(inside & taken), len(inside | taken))


def test_margins() -> None:
    for seed in CASES:
        _, d, _, scores, labels = case(seed)
        for best, _ in scored.best_prompts(scores, labels):
            moved = naive.half_steps(d, best.prompt, best.threshold, 5000)
            assert moved == (best.margin if best.margin < 5000 else None)
            if best.first is not None:
                last, first = d[best.last][best.prompt], d[best.first][best.prompt]
                assert last == best.threshold and first - last == best.margin
                assert best.first not in naive.accepted(d, best.prompt, best.threshold)
            else:
                assert len(naive.accepted(d, best.prompt, best.threshold)) == len(d)


def test_triangles() -> None:
    found = set()
    for seed in CASES:
        _, d, _, scores, _ = case(seed)
        broken = scored.broken_triangle(scores)
        found.add(broken is None)
        assert (broken is None) == naive.triangle(d)
        if broken is not None:
            x, y, z = broken
            assert d[x][z] > d[x][y] + d[y][z] or (x == y == z and d[x][x] > 0)
    assert found == {True, False}


def test_heads() -> None:
    for seed in CASES:
        _, d, members, scores, labels = case(seed)
        found = scored.heads(scores, labels, scored.nearest_kinds(scores, labels))
        for inside, head in zip(members, found, strict=True):
            assert head.wrong == naive.neighbours_wrong(d, inside)
            least = naive.obstructing(d, inside)
            if least is None:
                assert head.outside is head.inside is None
                continue
            assert head.outside is not None and head.inside is not None
            assert head.outside not in inside and head.inside in inside
            assert d[head.outside][head.inside] == least == head.distance
            if least:
                assert naive.some_head(d, inside, Fraction(1, least))
                assert not naive.some_head(d, inside, Fraction(1, least + 1))
            else:
                assert not naive.some_head(d, inside, Fraction(10**9))


def test_heads_with_a_constant() -> None:
    found = set()
    for seed in CASES:
        rng, d, members, scores, labels = case(seed)
        near = rng.randint(1, 6)
        for inside, array in zip(members, labels.members, strict=True):
            bounded = scored.bounded_head(scores, array, near)
            outside = set(range(len(d))) - inside
            assert bounded.pairs == sum(d[c][b] < near for c in outside for b in inside)
            assert bounded.wrong <= min(bounded.pairs, len(inside), len(outside))
            if naive.triangle(d):
                assert bounded.wrong == naive.least_wrong(d, inside, Fraction(1, near))
                found.add(bounded.wrong)
    assert found >= {0, 1, 2}


def test_nearest_pairs() -> None:
    for seed in CASES:
        rng, d, members, scores, labels = case(seed)
        category = scored.broken_triangle(scores) is None
        near = scored.nearest_kinds(scores, labels)
        count, within = rng.randint(0, 4), rng.choice((0, 1, 3, 900))
        found = scored.nearest_pairs(scores, labels, near, count, within, category)
        expected = naive.differing(d, members)
        inside = sum(steps <= within for steps, _, _ in expected)
        assert list(zip(found.steps, found.x, found.y, strict=True)) == expected[: max(count, inside)]


def test_the_nearest_pair_by_the_scores_may_be_another_than_by_distance() -> None:
    # 0 and 1 are near, but 3 tells them apart; 0 and 2 are farther, and no prompt tells them apart by more.
    d = [[0, 1, 2, 9], [1, 0, 2, 0], [2, 2, 0, 9], [9, 0, 9, 0]]
    scores, labels = Scores(range(4), np.array(d), 1), Labels(["a"], [{0, 3}], 4)
    found = scored.nearest_pairs(scores, labels, scored.nearest_kinds(scores, labels), 1, 0, False)
    assert [int(each[0]) for each in found] == [0, 2, 2]


def test_covers() -> None:
    for seed in CASES:
        _, d, members, scores, labels = case(seed)
        for inside, array in zip(members, labels.members, strict=True):
            steps = covers.cover(scores, array, 3)
            assert [step.covered for step in steps] == naive.greedy(d, inside, 3)
            for k, step in enumerate(steps, 1):
                assert naive.accepted(d, step.prompt, step.threshold) <= inside
                best = naive.most_covered(d, inside, k)
                assert step.covered <= best <= step.most <= len(inside)
                assert step.covered >= (1 - (1 - Fraction(1, k)) ** k) * best


def test_orders() -> None:
    for seed in CASES:
        rng, d, _, scores, _ = case(seed)
        objects = rng.sample(range(len(d)), len(d))
        pairs = [(x, y) for i, x in enumerate(objects) for y in objects[i + 1 :] if rng.random() < 0.4]
        if not pairs:
            continue
        low, high = np.array(pairs, np.int64).T
        found = scored.order_found(scores, low, high)
        assert (found.threshold, found.loses, found.invents) == naive.best_order(d, set(pairs))
        far = max(d[x][y] for x, y in pairs)
        others = [(d[x][y], x, y) for x in objects for y in objects if x != y and (x, y) not in pairs]
        assert found.far[2] == far == d[found.far[0]][found.far[1]] and found.far[:2] in pairs
        assert found.near == ((lambda s, x, y: (x, y, s))(*min(others)) if others else found.near)
        assert found.between == sum(steps <= far for steps, _, _ in others)


def test_prompts_elsewhere() -> None:
    """Where a functor sends objects: prompts are objects there, and accept what is sent near to them."""
    for seed in CASES:
        rng, d, _, _, _ = case(seed)
        on = [rng.randrange(len(d)) for _ in range(rng.randint(2, 6))]
        chosen = sorted(rng.sample(range(len(d)), rng.randint(1, len(d))))
        there, here = [[d[a][p] for p in chosen] for a in on], [[d[a][b] for b in on] for a in on]
        scores = Scores(range(len(on)), np.array(here), 1, False, Prompts(chosen, np.array(there)))
        members = {x for x in range(len(on)) if rng.random() < 0.5} or {0}
        labels = Labels(["a"], [members], len(on))
        for by in ("f1", "missing"):
            ((best, second),) = scored.best_prompts(scores, labels, by)
            assert (best.prompt, best.threshold) == naive.best_prompt(there, members, by)
            assert set(best.extra) == naive.accepted(there, best.prompt, best.threshold) - members
            if second is None:
                assert len(chosen) == 1
            else:
                found = naive.best_prompt(there, members, by, best.prompt)
                assert (second.prompt, second.threshold) == found
        steps = covers.cover(scores, labels.members[0], 3)
        assert [step.covered for step in steps] == naive.greedy(there, members, 3)


def test_the_fewest_prompts_that_leave_out_a_share() -> None:
    found = set()
    for seed in CASES[:60]:
        rng, d, _, scores, _ = case(seed)
        members = {x for x in range(len(d)) if rng.random() < 0.7} or {0}
        for percents in (Fraction(0), Fraction(25), Fraction(101, 2)):
            few = covers.few(scores, np.array(sorted(members)), percents)
            expected = naive.fewest(d, members, int(percents * len(members) / 100))
            assert (None if few is None else len(few.prompts)) == expected
            if few is not None:
                assert few.least == expected
                taken = [naive.accepted(d, p, t) for p, t in few.prompts]
                assert all(one <= members for one in taken)
                assert len(set().union(*taken)) >= len(members) - int(percents * len(members) / 100)
            found.add(expected)
    assert found >= {None, 1, 2, 3}


def test_where_a_proof_is_long_there_is_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Edges of a graph, and points: that fewer prompts do not do takes cases."""
    monkeypatch.setattr(covers, "MOST_STEPS", 1)
    edges = [(a, b) for a in range(7) for b in range(a)]
    sets = [[k for k, edge in enumerate(edges) if point in edge] for point in range(7)]
    d = np.full((len(edges) + 1, 7), 2)
    for point, inside in enumerate(sets):
        d[inside, point] = 0
    d[-1] = 1
    scores = Scores(range(len(d)), np.zeros((len(d), len(d)), np.int64), 1, True, Prompts(range(7), d))
    few = covers.few(scores, np.arange(len(edges)), Fraction(0))
    assert few is not None and 3 <= few.least < len(few.prompts) == 6
