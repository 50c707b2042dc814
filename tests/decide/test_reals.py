"""Statements about all metrics with n points: what is said of all holds on every table that is tried, by brute force;
what is not comes with a table on which it fails."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import inf
from typing import Any

import naive_graded as naive
import pytest
from elaborated import declarations
from mutation import mutations

from catproof import kernel
from catproof.decide import certificate as certificates
from catproof.decide.decider import Decider
from catproof.elaborate.propositions import proposition
from catproof.syntax import tree
from catproof.syntax.parser import parse

VALUES = [Fraction(0), Fraction(1, 2), Fraction(1), Fraction(3, 2), Fraction(3), inf]


def tables(points: int, chance: random.Random, number: int) -> Iterator[tuple[Any, Any]]:
    """Metrics and tasks: all on a grid with two points, random ones with more."""
    if points == 2:
        for there, back in product(VALUES, repeat=2):
            table = [[Fraction(0), there], [back, Fraction(0)]]
            yield from ((table, t) for t in product(VALUES, repeat=2) if naive.is_task("metric", table, t))
        return
    for _ in range(number):
        raw = [[chance.choice(VALUES) for _ in range(points)] for _ in range(points)]
        table = naive.closure("metric", raw)
        values = [chance.choice(VALUES) for _ in range(points)]
        yield table, [min(row[y] + values[y] for y in range(points)) for row in table]


class Said:
    """Random propositions about M and T, as text and as what they say of a table."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def atom(self) -> tuple[str, Any]:
        k, e = self.chance.randint(0, 3), self.chance.choice([Fraction(1, 2), Fraction(1)])
        c = self.chance.choice([Fraction(0), Fraction(1), Fraction(3, 2)])
        return self.chance.choice([
            (f"rank(T) <= {k}", lambda m, t: naive.rank("metric", m, t) <= k),
            (f"rank(T) = {k}", lambda m, t: naive.rank("metric", m, t) == k),
            (f"rank(T, within {e}) > {k}", lambda m, t: near(m, t, e) > k),
            ("T is representable", lambda m, t: represented(m, t, Fraction(0))),
            (f"T is representable within {e}", lambda m, t: represented(m, t, e)),
            ("(forall x in objects(M) : exists y in objects(M) : T(x) = M(x, y) + T(y) and x != y in M)",
             lambda m, t: all(any(t[x] == m[x][y] + t[y] for y in others(m, x)) for x in range(len(m)))),
            (f"(exists x, y in objects(M) : T(x) > M(y, x) + {c})",
             lambda m, t: any(t[x] > m[y][x] + c for x in range(len(m)) for y in range(len(m)))),
            (f"(exists x in objects(M) : T(x) < {c} or T(x) = inf)", lambda m, t: any(v < c or v == inf for v in t)),
        ])  # fmt: skip

    def proposition(self, depth: int) -> tuple[str, Any]:
        if depth == 0:
            return self.atom()
        (one, f), (other, g) = self.proposition(depth - 1), self.proposition(depth - 1)
        word = self.chance.choice(["and", "or", "implies", "iff"])
        says = {
            "and": lambda m, t: f(m, t) and g(m, t), "or": lambda m, t: f(m, t) or g(m, t),
            "implies": lambda m, t: not f(m, t) or g(m, t), "iff": lambda m, t: f(m, t) is g(m, t),
        }  # fmt: skip
        return f"({one}) {word} ({other})", says[word]


QUARTERS = [Fraction(k, 4) for k in range(5)]
GRIDS = {
    "metric": VALUES, "bool": [Fraction(0), Fraction(1)], "fuzzy": QUARTERS, "lukasiewicz": QUARTERS,
    "prob": [Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(1)],
}  # fmt: skip


def of_quantale(name: str, points: int, chance: random.Random, number: int) -> Iterator[tuple[Any, Any]]:
    """Graded categories and tasks: all on a grid with two points, random ones with more."""
    grid, unit = GRIDS[name], naive.unit(name)
    if points == 2:
        for there, back in product(grid, repeat=2):
            table = [[unit, there], [back, unit]]
            yield from ((table, t) for t in product(grid, repeat=2) if naive.is_task(name, table, t))
        return
    for _ in range(number):
        table = naive.closure(name, [[chance.choice(grid) for _ in range(points)] for _ in range(points)])
        values = [chance.choice(grid) for _ in range(points)]
        yield table, [naive.best(name, [naive.TIMES[name](row[y], values[y]) for y in range(points)]) for row in table]


def asked(name: str, chance: random.Random) -> tuple[str, Any]:
    """A random proposition about M and T over a quantale, as text and as what it says of a table."""
    k, e = chance.randint(0, 3), chance.choice([Fraction(1, 4), Fraction(1, 2)])
    c = chance.choice([Fraction(0), Fraction(1)])

    def ranked(m: Any, t: Any) -> int:
        if name == "metric":
            return near(m, t, e)
        grid = sorted({min(max(v + w, Fraction(0)), Fraction(1)) for v in t for w in (0, e)})
        return naive.rank_within(name, m, t, e, grid)

    choices: list[tuple[str, Any]] = [
        (f"rank(T) <= {k}", lambda m, t: naive.rank(name, m, t) <= k),
        (f"rank(T) = {k}", lambda m, t: naive.rank(name, m, t) == k),
        ("T is representable", lambda m, t: represented(m, t, Fraction(0))),
        (f"(exists x in objects(M) : T(x) < {c})", lambda m, t: any(v < c for v in t)),
        (f"(forall x in objects(M) : exists y in objects(M) : M(x, y) = {c} and x != y in M)",
         lambda m, t: all(any(m[x][y] == c for y in others(m, x)) for x in range(len(m)))),
    ]  # fmt: skip
    if name == "prob":
        choices += [
            ("(exists x, y in objects(M) : T(x) = M(x, y) * T(y) and x != y in M)",
             lambda m, t: any(t[x] == m[x][y] * t[y] for x in range(len(m)) for y in others(m, x))),
            ("(forall x, y in objects(M) : M(x, y) * M(x, y) * T(y) < T(x) or T(y) = 0)",
             lambda m, t: all(m[x][y] ** 2 * t[y] < t[x] or t[y] == 0 for x in range(len(m)) for y in range(len(m)))),
        ]  # fmt: skip
    else:
        choices += [
            (f"rank(T, within {e}) > {k}", lambda m, t: ranked(m, t) > k),
            (f"T is representable within {e}", lambda m, t: represented(m, t, e)),
            (f"(exists x, y in objects(M) : T(x) > M(y, x) + {e})",
             lambda m, t: any(t[x] > m[y][x] + e for x in range(len(m)) for y in range(len(m)))),
        ]  # fmt: skip
    return chance.choice(choices)


@pytest.mark.parametrize("name", ["bool", "prob", "fuzzy", "lukasiewicz"])
def test_what_is_said_of_all_tables_over_a_quantale_is_true_of_those_that_are_tried(name: str) -> None:
    chance = random.Random(6)
    found = []
    for points, number in ((2, 14), (3, 3)):
        for _ in range(number):
            (one, f), (other, g) = asked(name, chance), asked(name, chance)
            if points == 3:
                text, says = one, f
            else:
                text, says = f"({one}) implies ({other})", lambda m, t, f=f, g=g: not f(m, t) or g(m, t)
            value_of, made = decided(f"forall M in enriched({name}, points = {points}) : forall T in tasks(M) : {text}")
            found.append(value_of)
            if value_of:
                tried = of_quantale(name, points, chance, 60)
                assert all(says(table, values) for table, values in tried), text
                continue
            table = [[value(each) for each in row] for row in made["evidence"]["at"]]
            values = [value(each) for each in made["evidence"]["body"]["at"]]
            assert naive.is_category(name, table) and naive.is_task(name, table, values)
            assert not says(table, values), text
    assert 2 < sum(found) < len(found) - 2


def others(m: Any, x: int) -> list[int]:
    return [y for y in range(len(m)) if y != x]


def represented(m: Any, t: Any, e: Fraction) -> bool:
    return any(naive.solves_by_prompt(m, range(len(m)), t, p, e) for p in range(len(m)))


def near(m: Any, t: Any, e: Fraction) -> int:
    grid = sorted({w for v in t for w in (v, v - e, v + e, Fraction(0)) if w >= 0})
    return naive.rank_within("metric", m, t, e, grid)


def decided(text: str) -> tuple[bool, Any]:
    """The verdict, and the certificate, which the kernel accepts."""
    (statement,) = parse(f"claim {text}", "").theory.items
    assert isinstance(statement, tree.Statement)
    prop, said = proposition(statement.prop, declarations())
    found = Decider("direct", 60_000).decide(prop)
    assert found.value is not None, (text, found.limits)
    where = {"file": "t.cat", "line": 1, "kind": "claim", "name": "line 1"}
    made = json.loads(json.dumps(
        certificates.certificate(where, "0.1.0", certificates.said_by(said), found.value, found.evidence)
    ))  # fmt: skip
    assert kernel.check(made) is found.value
    assert kernel.examine(made).sentence == text or "(" in text
    return found.value, made


def value(text: str) -> Any:
    return inf if text == "inf" else Fraction(text)


def agree(chance: random.Random, points: int, depth: int, number: int) -> bool:
    text, says = Said(chance).proposition(depth)
    found, made = decided(f"forall M in metrics(points = {points}) : forall T in tasks(M) : {text}")
    if found:
        assert all(says(table, values) for table, values in tables(points, chance, number)), text
    else:
        evidence = made["evidence"]
        table = [[value(each) for each in row] for row in evidence["at"]]
        values = [value(each) for each in evidence["body"]["at"]]
        assert naive.is_category("metric", table) and naive.is_task("metric", table, values)
        assert not says(table, values), text
    return found


def test_what_is_said_of_all_tables_is_true_of_those_that_are_tried() -> None:
    chance = random.Random(4)
    found = [agree(chance, 2, 1, 0) for _ in range(25)] + [agree(chance, 3, 0, 60) for _ in range(3)]
    assert 2 < sum(found) < len(found) - 2


def filled(witness: Any, unknown: list[Fraction]) -> list[Any]:
    """The values of a witness, where the unknown values are these."""

    def at(form: Any) -> Any:
        return inf if form == "inf" else Fraction(form[0]) + sum(unknown[k] * Fraction(c) for k, c in form[1:])

    (values,) = witness
    return list(map(at, values))


@pytest.mark.parametrize("name", ["metric", "fuzzy", "lukasiewicz", "bool"])
def test_of_each_table_a_witness_is_one_that_there_is(name: str) -> None:
    """One of the witnesses, at the values of a table, is a task and fulfils what is said; where there is none, no task
    on a grid does."""
    chance = random.Random(12)
    found = []
    while len(found) < 12:
        (one, f), (other, g) = asked(name, chance), asked(name, chance)
        word = chance.choice(["and", "or"])
        binders = chance.choice([("forall", "exists"), ("exists", "forall")])
        domain = f"enriched({name}, points = 2)" if name != "metric" else "metrics(points = 2)"
        holds, made = decided(f"{binders[0]} M in {domain} : {binders[1]} T in tasks(M) : ({one}) {word} ({other})")
        every = binders[0] == "forall"

        def says(m: Any, t: Any, f: Any = f, g: Any = g, word: str = word, every: bool = every) -> bool:
            """What the task that there is must be."""
            value_of = (f(m, t) and g(m, t)) if word == "and" else (f(m, t) or g(m, t))
            return bool(value_of) is every

        found.append(holds is every)
        tried = {tuple(map(tuple, m)): m for m, _ in of_quantale(name, 2, chance, 0)}
        if holds is not every:
            table = [[value(each) for each in row] for row in made["evidence"]["at"]]
            tasks = [t for t in product(GRIDS[name], repeat=2) if naive.is_task(name, table, t)]
            assert naive.is_category(name, table) and not any(says(table, t) for t in tasks)
            continue
        (cases,) = made["evidence"]["witnesses"]
        for table in tried.values():
            pairs = [table[0][1], table[1][0]]
            if name in ("fuzzy", "lukasiewicz"):
                number, unknown = 0, pairs
            else:
                least = [v == naive.bottom(name) for v in pairs]
                number, unknown = 2 * least[0] + least[1], [v for v in pairs if v != inf] if name == "metric" else []
            tasks = [filled(each, unknown) for each in cases[number][0]]
            assert any(naive.is_task(name, table, t) and says(table, t) for t in tasks), (one, word, other)
    assert 2 < sum(found) < len(found) - 1


def test_quantifiers_change_once() -> None:
    """More is unknown, and so is what is said of products."""
    for text in (
        "forall M in metrics(points = 2) : exists T in tasks(M) : forall S in tasks(M) : S = S",
        "forall M in enriched(prob, points = 2) : exists T in tasks(M) : T is representable",
        "forall M in metrics(points = 2) : exists N in metrics(points = 2) : N is a category",
    ):
        text = text.replace("S = S", "rank(S) = 1")
        (statement,) = parse(f"claim {text}", "").theory.items
        assert isinstance(statement, tree.Statement)
        prop, _ = proposition(statement.prop, declarations())
        found = Decider("direct", 60_000).decide(prop)
        assert found.value is None and "quantifiers change" in str(found.limits)


def test_logarithms_are_compared_with_nothing_else() -> None:
    terms = declarations("enriched P in prob { a -> b : 1 }\nenriched Q in metric { a -> b : 1 }")
    for text in (
        "forall M in metrics(points = 2) : forall T in tasks(P) : forall x, y in objects(M) : M(x, y) <= T(a)",
        "forall T in tasks(P) : forall S in tasks(Q) : S(a) <= T(a)",
        "forall S in tasks(Q) : exists T in tasks(P) : S(a) <= T(a)",
    ):
        (statement,) = parse(f"claim {text}", "").theory.items
        assert isinstance(statement, tree.Statement)
        found = Decider("direct", 60_000).decide(proposition(statement.prop, terms)[0])
        assert (found.value is None and "is over" in str(found.limits)) or "change" in str(found.limits)


SENTENCES = (
    "forall M in metrics(points = 2) : forall T in tasks(M) : T is representable implies rank(T) = 1",
    "forall M in metrics(points = 2) : forall x, y in objects(M) : M(x, y) >= 0 and M(x, x) <= M(x, y)",
    "exists M in metrics(points = 2) : exists x, y in objects(M) : M(x, y) < 0",
    "forall M in metrics(points = 2) : forall T in tasks(M) : rank(T) <= 1",
    "forall M in enriched(fuzzy, points = 2) : forall T in tasks(M) : rank(T) <= 2",
    "forall M in enriched(lukasiewicz, points = 2) : forall T in tasks(M) : T is representable implies rank(T) <= 1",
    "forall M in enriched(prob, points = 2) : forall x, y in objects(M) : M(x, y) * M(y, x) <= M(x, y)",
    "exists M in enriched(bool, points = 2) : exists T in tasks(M) : rank(T) > 2",
    "forall M in metrics(points = 2) : exists T in tasks(M) : T is representable",
    "forall M in enriched(lukasiewicz, points = 2) : exists T in tasks(M) : rank(T) = 2",
)


@pytest.mark.parametrize("text", SENTENCES)
def test_changed_proofs_are_accepted_only_where_they_prove_something(text: str) -> None:
    """The claim stays; whatever else is said of a case is a proof or is refused, and the verdict is what it was."""
    found, made = decided(text)
    number = accepted = 0
    for part in ("evidence", "verdict"):
        holder = {part: made[part]}
        for k, (path, new) in enumerate(mutations(holder)):
            if k % 5 and number > 40:  # enough of them
                continue
            number += 1
            changed = {**made, **holder}
            try:
                verdict = kernel.check(changed)
            except kernel.Rejected:
                continue
            accepted += 1
            assert verdict is found, (path, new)
    assert number > 20 and accepted < number / 4


def test_what_is_not_linear_is_unknown() -> None:
    for text in (
        "forall M in metrics(points = 2) : forall x, y in objects(M) : M(x, y) * M(y, x) >= 0",
        "forall M in metrics(points = 9) : M is a category",
        "forall M in enriched(prob, points = 2) : forall x, y in objects(M) : M(x, y) + M(y, x) <= 2",
        "forall M in enriched(prob, points = 2) : forall x, y in objects(M) : M(x, y) > 1/2",
        "forall M in enriched(prob, points = 2) : forall T in tasks(M) : T is representable within 1",
    ):
        (statement,) = parse(f"claim {text}", "").theory.items
        assert isinstance(statement, tree.Statement)
        prop, _ = proposition(statement.prop, declarations())
        found = Decider("direct", 60_000).decide(prop)
        assert found.value is None and found.limits
