"""Isomorphism of tasks against every natural bijection."""

from __future__ import annotations

import random

import naive
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import categories, shuffled, tasks

import catproof
from catproof.core.category import Generator, presented
from catproof.core.invariants import difference
from catproof.core.isomorphism import isomorphism
from catproof.core.task import Element, Task


def is_natural_bijection(left: Task, right: Task, components: list[list[int]]) -> bool:
    s, t = naive.presheaf(left), naive.presheaf(right)
    if any(sorted(values) != list(range(n)) for values, n in zip(components, t.sizes, strict=True)):
        return False
    image = {Element(a, j): v for a, values in enumerate(components) for j, v in enumerate(values)}
    return all(
        image[s.restricted(x, f)] == t.maps[f][image[x]] for x in s.elements for f in s.maps if f.target == x.object
    )


@settings(max_examples=200)
@given(st.data())
def test_an_isomorphism_is_found_iff_there_is_a_natural_bijection(data):
    category = data.draw(categories())
    left, right = data.draw(tasks(category)), data.draw(tasks(category))
    found = isomorphism(left, right)
    assert (found is not None) is naive.isomorphic(naive.presheaf(left), naive.presheaf(right))
    assert found is None or is_natural_bijection(left, right, found)


@settings(max_examples=200)
@given(st.data())
def test_a_shuffled_task_is_isomorphic_to_the_first(data):
    left = data.draw(tasks(data.draw(categories()), most=14))
    right = shuffled(data.draw, left)
    assert difference(left, right) == ""  # what is named as an invariant is one
    found = isomorphism(left, right)
    assert found is not None and is_natural_bijection(left, right, found)


GRAPHS = presented(["V", "E"], [Generator("s", 0, 1), Generator("t", 0, 1)], [], name="Graphs")


def graph(vertices: int, edges: list[tuple[int, int]]) -> Task:
    """A directed graph as a task."""
    sources, targets = [a for a, _ in edges], [b for _, b in edges]
    return Task(GRAPHS, [list(range(vertices)), list(range(len(edges)))], [sources, targets])


def cycle(vertices: list[int]) -> list[tuple[int, int]]:
    return list(zip(vertices, vertices[1:] + vertices[:1], strict=True))


def test_graphs_that_colour_refinement_cannot_tell_apart_are_told_apart():
    one = graph(6, cycle([0, 1, 2, 3, 4, 5]))
    two = graph(6, cycle([0, 1, 2]) + cycle([3, 4, 5]))
    assert isomorphism(one, two) is None
    assert isomorphism(two, graph(6, cycle([5, 1, 3]) + cycle([0, 2, 4]))) is not None


def test_regular_connected_graphs_are_told_apart():
    """The 3-prism and the complete bipartite graph on 3 + 3, both cubic, as symmetric directed graphs."""
    prism = cycle([0, 1, 2]) + cycle([3, 4, 5]) + [(0, 3), (1, 4), (2, 5)]
    bipartite = [(a, b) for a in (0, 1, 2) for b in (3, 4, 5)]
    one, two = (graph(6, edges + [(b, a) for a, b in edges]) for edges in (prism, bipartite))
    assert isomorphism(one, two) is None
    renamed = [(5 - a, 5 - b) for a, b in prism]
    assert isomorphism(one, graph(6, [(b, a) for a, b in renamed] + renamed)) is not None


QUIVER = "category Graphs { object V, E ; arrow s, t : V -> E }\n"


def cubic(name: str, vertices: int, seed: int, renamed: int = 0) -> str:
    """A random graph with three edges at each vertex, both ways; `renamed` shuffles the names alone."""
    chosen = random.Random(seed)
    while True:
        ends = [v for v in range(vertices) for _ in range(3)]
        chosen.shuffle(ends)
        edges = {(min(p), max(p)) for p in zip(ends[::2], ends[1::2], strict=True)}
        if len(edges) == 3 * vertices // 2 and all(a != b for a, b in edges):
            break
    names = list(range(vertices))
    random.Random(renamed).shuffle(names)
    arcs = [(names[a], names[b]) for a, b in sorted(edges)]
    arcs += [(b, a) for a, b in arcs]
    random.Random(renamed + 1).shuffle(arcs)
    maps = [" ; ".join(f"e{k} |-> {arc[end]}" for k, arc in enumerate(arcs)) for end in (0, 1)]
    listed = ", ".join(f"e{k}" for k in range(len(arcs)))
    vertices_ = ", ".join(map(str, range(vertices)))
    sets = f"V = {{{vertices_}}} ; E = {{{listed}}}"
    return f"task {name} on Graphs {{ {sets}\n s {{ {maps[0]} }}\n t {{ {maps[1]} }} }}\n"


def test_regular_graphs() -> None:
    """Every vertex looks alike at first, so colours alone decide nothing."""
    theory = QUIVER + cubic("A", 120, 1) + cubic("B", 120, 1, renamed=7) + cubic("C", 120, 2)
    report = catproof.check(theory + "claim A ~= B\nrefute A ~= C\nrefute B ~= C\n", engine="direct")
    assert report.ok
    told = "colour refinement that begins with 0 at V of the one tells it from every element of the other"
    assert [v.reason for v in list(report.verdicts)[1:]] == [told, told]


def test_strongly_regular_graphs() -> None:
    """The 4 x 4 rook's graph and Shrikhande's: one element individualised does not tell them apart."""
    cells = [(i, j) for i in range(4) for j in range(4)]
    rook = [(a, b) for a in cells for b in cells if a != b and (a[0] == b[0] or a[1] == b[1])]
    steps = {(0, 1), (0, 3), (1, 0), (3, 0), (1, 1), (3, 3)}
    shrikhande = [(a, b) for a in cells for b in cells if ((b[0] - a[0]) % 4, (b[1] - a[1]) % 4) in steps]
    assert len(rook) == len(shrikhande) == 96
    text = QUIVER
    for name, arcs in (("R", rook), ("S", shrikhande)):
        maps = [" ; ".join(f"e{k} |-> {4 * x[e][0] + x[e][1]}" for k, x in enumerate(arcs)) for e in (0, 1)]
        listed = ", ".join(f"e{k}" for k in range(96))
        vertices = ", ".join(map(str, range(16)))
        sets = f"V = {{{vertices}}} ; E = {{{listed}}}"
        text += f"task {name} on Graphs {{ {sets} ; s {{ {maps[0]} }} ; t {{ {maps[1]} }} }}\n"
    report = catproof.check(text + "refute R ~= S\nclaim R ~= R\n", engine="direct")
    assert report.ok
    assert "no bijection respects restriction" in next(iter(report.verdicts)).reason


@pytest.mark.parametrize(
    ("theory", "reason"),
    [
        ("monoid M { generator e ; equation e . e = e }\ntask S on M { * = {1, 2} ; e { 1 |-> 1 ; 2 |-> 2 } }\n"
         "task T on M { * = {1, 2} ; e { 1 |-> 1 ; 2 |-> 1 } }", "the one has 2 connected components, the other 1"),
        ("group Z6 { generator r ; equation r^6 = id }\n"
         "task S on Z6 { * = {1, 2, 3, 4, 5} ; r { 1 |-> 2 ; 2 |-> 1 ; 3 |-> 4 ; 4 |-> 5 ; 5 |-> 3 } }\n"
         "task T on Z6 { * = {1, 2, 3, 4, 5, 6} ; r { 1 |-> 2 ; 2 |-> 1 ; 3 |-> 4 ; 4 |-> 3 ; 5 |-> 6 ; 6 |-> 5 } }",
         "at * the one has 5 elements, the other 6"),
        ("group Z6 { generator r ; equation r^6 = id }\n"
         "task S on Z6 { * = {1, 2, 3, 4, 5, 6} ; r { 1 |-> 2 ; 2 |-> 3 ; 3 |-> 1 ; 4 |-> 5 ; 5 |-> 6 ; 6 |-> 4 } }\n"
         "task T on Z6 { * = {1, 2, 3, 4, 5, 6} ; r { 1 |-> 2 ; 2 |-> 1 ; 3 |-> 4 ; 4 |-> 5 ; 5 |-> 3 ; 6 |-> 6 } }",
         "the one has 2 connected components, the other 3"),
        (QUIVER + "task S on Graphs { V = {1, 2, 3} ; E = {x, y}\n"
         " s { x |-> 1 ; y |-> 1 } ; t { x |-> 2 ; y |-> 3 } }\n"
         "task T on Graphs { V = {1, 2, 3} ; E = {x, y} ; s { x |-> 1 ; y |-> 2 } ; t { x |-> 2 ; y |-> 3 } }",
         "at V the one has 2 elements, the other 1, which no element restricts to along s"),
        (QUIVER + "task S on Graphs { V = {1, 2, 3, 4, 5} ; E = {x, y, z, w}\n"
         " s { x |-> 1 ; y |-> 2 ; z |-> 3 ; w |-> 5 } ; t { x |-> 2 ; y |-> 3 ; z |-> 4 ; w |-> 4 } }\n"
         "task T on Graphs { V = {1, 2, 3, 4, 5} ; E = {x, y, z, w}\n"
         " s { x |-> 1 ; y |-> 2 ; z |-> 3 ; w |-> 5 } ; t { x |-> 2 ; y |-> 3 ; z |-> 4 ; w |-> 3 } }",
         "in a step of colour refinement the one has 2 elements of the colour of 2 at V, the other 1"),
    ],
)  # fmt: skip
def test_reasons_name_an_invariant(theory: str, reason: str) -> None:
    (verdict,) = catproof.check(theory + "\nrefute S ~= T\n").verdicts
    assert verdict.ok and verdict.reason == reason
