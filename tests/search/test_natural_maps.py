"""Natural maps found, counted and refuted, against trying every map."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path
from typing import Any

import pytest
from large import usual_or_large

import catproof
from catproof.core import counting
from catproof.core.task import Task
from catproof.core.transformation import natural_maps
from catproof.decide.tables import Tables
from catproof.faces.cli import main
from catproof.kernel import Rejected
from catproof.kernel import natural_maps as kernel
from catproof.kernel.check import check
from catproof.kernel.given import Given
from catproof.search import natural_maps as search

GRAPHS = "category Graphs { object V, E ; arrow s, t : V -> E }\n"
SHAPES = (
    GRAPHS,
    "category C { object a, b, c ; arrow f : a -> b ; arrow g, h : b -> c ; equation g . f = h . f }\n",
    "monoid M { generator e ; equation e . e = e }\n",
    "group Z3 { generator r ; equation r^3 = id }\n",
)


def graph(name: str, vertices: int, arcs: list[tuple[int, int]]) -> str:
    rows = [" ; ".join(f"e{k} |-> {arc[end]}" for k, arc in enumerate(arcs)) for end in (0, 1)]
    return (
        f"task {name} on Graphs {{ V = {{{', '.join(map(str, range(vertices)))}}}\n"
        f"  E = {{{', '.join(f'e{k}' for k in range(len(arcs)))}}}\n  s {{ {rows[0]} }} ; t {{ {rows[1]} }} }}\n"
    )


def both_ways(edges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [*edges, *((b, a) for a, b in edges)]


TRIANGLE = graph("K3", 3, both_ways([(0, 1), (0, 2), (1, 2)]))


def random_graph(vertices: int, edges: int, seed: int, planted: bool = False) -> str:
    """Random edges; with `planted` only between vertices of different colours, so that three are enough."""
    pairs = [(a, b) for a, b in itertools.combinations(range(vertices), 2) if not planted or a % 3 != b % 3]
    return GRAPHS + graph("P", vertices, sorted(random.Random(seed).sample(pairs, edges))) + TRIANGLE


def by_hand(source: Task, target: Task) -> set[tuple[int, ...]]:
    """All natural maps, found by trying all families of maps."""
    objects = range(len(source.elements))
    at = [(a, j) for a in objects for j in range(len(source.elements[a]))]
    place = {x: k for k, x in enumerate(at)}
    found = set()
    for values in itertools.product(*(range(len(target.elements[a])) for a, _ in at)):
        if all(
            target.action[g][values[place[arrow.target, j]]] == values[place[arrow.source, int(source.action[g][j])]]
            for g, arrow in enumerate(source.category.generators)
            for j in range(len(source.elements[arrow.target]))
        ):
            found.add(values)
    return found


def pairs() -> list[tuple[Task, Task]]:
    found = []
    for shape in SHAPES:
        name = shape.split()[1]
        tasks = [f"yoneda({name}, {p})" for p in (("V", "E"), ("a", "b", "c"), ("*",), ("*",))[SHAPES.index(shape)]]
        tasks += [f"sum({tasks[0]}, {tasks[-1]})", f"terminal({name})", f"empty({name})"]
        tasks.append(f"product({tasks[-1]}, {tasks[0]})")
        text = shape + "".join(f"task t{k} = {term}\n" for k, term in enumerate(tasks))
        made: Any = catproof.load(text)
        found += [(made[f"t{i}"], made[f"t{j}"]) for i in range(len(tasks)) for j in range(len(tasks))]
    return found


def given(source: Task, target: Task) -> tuple[Any, Any]:
    """The two tasks as the kernel reads them."""
    tables = Tables()
    numbers = tables.task(source), tables.task(target)
    certificate = {
        key: getattr(tables, key) for key in ("categories", "functors", "tasks", "models", "transformations")
    }
    tasks = Given(json.loads(json.dumps(certificate))).tasks
    left, right = (tasks[number] for number in numbers)
    return left, right


def test_found_counted_and_listed_as_by_hand() -> None:
    compared = 0
    for source, target in pairs():
        if 4**source.size > 20_000 or max(map(len, target.elements), default=0) > 4:
            continue
        expected = by_hand(source, target)
        listed = [tuple(v for values in components for v in values) for components in natural_maps(source, target)]
        assert len(listed) == len(set(listed)) and set(listed) == expected
        assert counting.number(source, target) == len(expected)
        left, right = given(source, target)
        assert kernel.count(left, right) == len(expected)
        image = search.first_map(source, target)
        assert (image is None) is (not expected)
        everything = [kernel.images(left, right, value) for value in listed]
        if image is not None:
            assert kernel.is_natural(left, right, image)
            assert image in everything
        # With all of them listed there is no other, and that is proved; with one missing it is not.
        proof = search.no_other(source, target, everything).evidence()
        assert kernel.complete(left, right, everything, proof)
        if everything:
            with pytest.raises(search.SolverFailed):
                search.no_other(source, target, everything[1:])
            with pytest.raises(Rejected):
                kernel.complete(left, right, everything[1:], proof)
        compared += 1
    assert compared > 60


def test_clauses_are_made_alike() -> None:
    for source, target in pairs()[::3]:
        left, right = given(source, target)
        assert search.Pair(source, target).clauses()[1] == kernel.others(left, right, [])


@pytest.mark.sizes("counts that need room")
def test_counts_without_listing() -> None:
    """Colourings of a cycle of n vertices with three colours: 2^n + 2 (-1)^n; of two apart, the square."""
    cycle = both_ways([(k, (k + 1) % 30) for k in range(30)])
    apart = [(a + 30, b + 30) for a, b in cycle]
    made: Any = catproof.load(GRAPHS + graph("C", 30, cycle) + graph("D", 60, cycle + apart) + TRIANGLE)
    number = 2**30 + 2
    for name, expected in (("C", number), ("D", number**2)):
        assert counting.number(made[name], made["K3"]) == expected
        assert kernel.count(*given(made[name], made["K3"])) == expected


def test_a_refutation_is_a_certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no room to count in, the kernel checks a clausal proof; broken anywhere, it proves nothing."""
    monkeypatch.setattr(counting, "WIDEST", 5)
    monkeypatch.setattr(kernel, "WIDEST", 5)
    theory = random_graph(24, 66, seed=1) + (
        "refute some : exists n in transformations(P, K3) : size(P) > 0\n"
        "claim none : count(transformations(P, K3)) = 0\n"
        "claim every : forall n in transformations(P, K3) : n is mono\n"
    )
    (tmp_path / "colours.cat").write_text(theory)
    assert main(["check", str(tmp_path / "colours.cat"), "--quiet", "--certificates", str(tmp_path / "kept")]) == 0
    written = sorted((tmp_path / "kept").iterdir())
    assert len(written) == 3
    for path in written:
        certificate = json.loads(path.read_text())
        del certificate["digest"]
        evidence = certificate["evidence"]
        complete = evidence.get("complete") or evidence["left"]["complete"]
        assert len(complete["steps"]) > 20
        check(certificate)
        for k, (clause, _) in enumerate(complete["steps"]):
            for i, literal in enumerate(clause):
                clause[i] = literal + 1 or 1
                with pytest.raises(Rejected):
                    check(certificate)
                clause[i] = literal
                if k > usual_or_large(3, 12):
                    break
        complete["clauses"] = "0" * 64
        with pytest.raises(Rejected, match="other clauses"):
            check(certificate)


@pytest.mark.parametrize("engine", ["direct", "z3", "both"])
def test_colours_of_a_graph(engine: str) -> None:
    theory = random_graph(60, 130, seed=2, planted=True) + (
        "claim exists n in transformations(P, K3) : size(P) = 190\n"
        "refute forall n in transformations(P, K3) : n is mono\n"
    )
    assert catproof.check(theory, engine=engine).ok


def test_what_the_solver_learns_by_probing_is_in_its_proof() -> None:
    """Rigid up to the names of the colours: z3 finds the last steps of the proof by probing, where it may."""
    strip = [(i, j) for i in range(40) for j in (i + 1, i + 2) if j < 40]
    made: Any = catproof.load(GRAPHS + graph("P", 40, strip) + TRIANGLE)
    source, target = made["P"], made["K3"]
    listed: list[list[int]] = []
    while (image := search.first_map(source, target, listed)) is not None:
        listed.append(image)
    assert len({tuple(image) for image in listed}) == 6
    assert search.no_other(source, target, listed).steps
