"""Over `bool` a graded category is a preorder: whatever is said of both has the same verdict."""

from __future__ import annotations

import random
import sys

from elaborated import declarations, resolved
from naive_graded import closure

from catproof.decide.decider import Decider
from catproof.elaborate.propositions import Sentences
from catproof.elaborate.terms import Terms

CASES = 170
"""So many random preorders, with a functor and a downset; of each six things are asked."""


def preorder(chance: random.Random, count: int) -> list[list[int]]:
    table = [[int(x == y or chance.random() < 0.3) for y in range(count)] for x in range(count)]
    return [[int(value) for value in row] for row in closure("bool", table)]


def theory(chance: random.Random) -> tuple[str, list[tuple[str, str]]]:
    """A random theory, said twice, and statements about the one and the other."""
    n, m = chance.randint(1, 4), chance.randint(1, 4)
    goal = preorder(chance, m)
    on = [chance.randrange(m) for _ in range(n)]
    own = preorder(chance, n)
    source = [[own[x][y] & goal[on[x]][on[y]] for y in range(n)] for x in range(n)]
    below = chance.choice([None, *range(n)])
    start = {x for x in range(n) if chance.random() < 0.5} if below is None else {below}
    down = [x for x in range(n) if any(source[x][y] for y in start)]
    lines = []
    for name, table, letter in (("P", source, "x"), ("Q", goal, "y")):
        pairs = [(a, b) for a, row in enumerate(table) for b, value in enumerate(row) if value and a != b]
        points = ", ".join(f"{letter}{k}" for k in range(len(table)))
        plain = "".join(f" ; {letter}{a} < {letter}{b}" for a, b in pairs)
        scores = "".join(f" ; {letter}{a} -> {letter}{b} : 1" for a, b in pairs)
        lines += [
            f"preorder {name} {{ point {points}{plain} }}",
            f"enriched {name}s in bool {{ object {points}{scores} }}",
        ]
    values = " ; ".join(f"x{a} |-> y{b}" for a, b in enumerate(on))
    lines += [f"functor F : P -> Q {{ {values} }}", f"functor Fs : Ps -> Qs {{ {values} }}"]
    lines.append("task T on P { " + " ; ".join(f"x{a} = {{t}}" for a in down) + " }")
    lines.append("task Ts on Ps { " + " ; ".join(f"x{a} : 1" for a in down) + " }")
    p, number = chance.randrange(n), chance.randint(0, 2)
    asked = [
        ("T is representable", "Ts is representable"),
        (f"T is representable by x{p}", f"Ts is representable by x{p}"),
        ("via(F) is ideal", "via(Fs) is ideal"),
        ("via(F) solves T by tuning", "via(Fs) solves Ts by tuning"),
        (f"via(F) solves T by prompt x{p}", f"via(Fs) solves Ts by prompt x{p}"),
        (f"rank(T) = {number}", f"rank(Ts) = {number}"),
    ]
    return "\n".join(lines), asked


def decided(text: str, terms: Terms) -> bool | None:
    sentences = Sentences(terms)
    return Decider("direct", 60_000).decide(sentences.proposition(resolved(text, terms), terms.builder.root)).value


def alike(cases: int, seed: int) -> dict[str, set[bool | None]]:
    """What was found of so many cases, the same of both; by the word of what is said."""
    chance = random.Random(seed)
    found: dict[str, set[bool | None]] = {}
    for _ in range(cases):
        text, asked = theory(chance)
        terms = declarations(text)
        for plain, scored in asked:
            value = decided(scored, terms)
            assert value is not None and value is decided(plain, terms), (text, plain)
            found.setdefault(plain.split()[1], set()).add(value)
    return found


def test_over_bool_it_is_what_is_said_of_preorders() -> None:
    assert all(values == {True, False} for values in alike(CASES, 11).values())


def test_a_level_of_a_fuzzy_category_is_a_preorder() -> None:
    """Of the others it need not be: two steps of 1/2 are 1/4 together."""
    terms = declarations("""
enriched W in fuzzy { a -> b : 1/2 ; b -> c : 3/4 ; a -> c : 1/2 }
preorder H = level(W, 1/2)
preorder M = level(W, 3/4)
""")
    assert decided("count(arrows(H)) = 6 and count(arrows(M)) = 4", terms)


if __name__ == "__main__":  # PYTHONPATH=tests python tests/decide/test_graded.py 1000 [SEED]: so many random preorders
    FOUND = alike(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    print(f"{6 * int(sys.argv[1])} verdicts about scores in bool and about preorders, the same: {', '.join(FOUND)}")
