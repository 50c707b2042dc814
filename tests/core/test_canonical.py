"""Isomorphisms that nauty finds while our own search goes on: what it is asked, and what becomes of its answers."""

from __future__ import annotations

import random
import signal
import subprocess
from importlib import util
from typing import Any

import naive
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import effort
from strategies import categories, shuffled, tasks

import catproof
from catproof.core import canonical, isomorphism, refinement
from catproof.core.category import Category, Generator, presented, thin
from catproof.core.deadline import TimedOut, deadline
from catproof.core.generation import edges
from catproof.core.task import Task

installed = pytest.mark.skipif(util.find_spec("pynauty") is None, reason="pynauty is not installed")

NET = "category Net { object R, C, S, X ; arrow r : R -> X ; arrow c : C -> X ; arrow s : S -> X }\n"
NETS = presented(list("RCSX"), [Generator(name, k, 3) for k, name in enumerate("rcs")], [])
Square = list[list[int]]


def latin(n: int, seed: int) -> Square:
    """A Latin square, made of the addition modulo n by exchanging cycles of rows, columns and symbols."""
    chance = random.Random(seed)
    square = [[(i + j) % n for j in range(n)] for i in range(n)]
    for _ in range(20 * n):
        a, b = chance.sample(range(n), 2)
        start = k = chance.randrange(n)
        place = {value: j for j, value in enumerate(square[a])}
        while True:
            square[a][k], square[b][k] = square[b][k], square[a][k]
            if (k := place[square[a][k]]) == start:
                break
        if chance.random() < 0.5:
            square = [list(column) for column in zip(*square, strict=True)]
        if chance.random() < 0.5:
            square = [[row.index(value) for value in range(n)] for row in square]
    assert all(sorted(line) == list(range(n)) for line in (*square, *zip(*square, strict=True)))
    return square


def shown(square: Square, seed: int) -> tuple[list[list[int]], list[list[int]]]:
    """The rows, columns and symbols of its places, and how all these are called."""
    n, chance = len(square), random.Random(seed)
    names = [chance.sample(range(n), n) for _ in range(3)]
    places = [(i, j, square[i][j]) for i in range(n) for j in range(n)]
    chance.shuffle(places)
    return [[names[k][place[k]] for place in places] for k in range(3)], names


def net(square: Square, seed: int) -> Task:
    """Its 3-net: a place restricts to its row, its column and its symbol."""
    n = len(square)
    return Task(NETS, [*[list(range(n))] * 3, list(range(n * n))], shown(square, seed)[0])


def text(name: str, square: Square, seed: int) -> str:
    n = len(square)
    values, _ = shown(square, seed)
    sets = " ; ".join(f"{kind} = {{{', '.join(f'{kind}{i}' for i in range(n))}}}" for kind in "RCS")
    maps = "\n".join(
        f"{kind.lower()} {{ {' ; '.join(f'{i} |-> {kind}{j}' for i, j in enumerate(images))} }}"
        for kind, images in zip("RCS", values, strict=True)
    )
    return f"task {name} on Net {{ {sets} ; X = {{{', '.join(map(str, range(n * n)))}}}\n{maps} }}\n"


def order(square: Square, seed: int) -> Category:
    """Its places below their rows, columns and symbols."""
    n, chance = len(square), random.Random(seed)
    names = chance.sample(range(n * n + 3 * n), n * n + 3 * n)
    pairs = [
        (names[n * i + j], names[n * n + above])
        for i in range(n) for j in range(n) for above in (i, n + j, 2 * n + square[i][j])
    ]  # fmt: skip
    return thin(list(range(len(names))), pairs)


def is_isomorphism(left: Task, right: Task, components: list[list[int]] | None) -> bool:
    if components is None:
        return False
    image = [right.start[a] + v for a, values in enumerate(components) for v in values]
    below, under = edges(left), edges(right)
    return sorted(image) == list(range(right.size)) and all(
        [image[y] for y in targets] == list(under[image[x]]) for x, targets in enumerate(below)
    )


@installed
def test_what_our_own_search_does_not_find() -> None:
    """With 100 places it takes minutes by itself."""
    theory = NET + text("A", latin(12, 1), 1) + text("B", latin(12, 1), 2) + "claim A ~= B\n"
    with effort(20):
        report = catproof.check(theory, engine="direct")
        assert report.ok
        one, other = order(latin(9, 1), 1), order(latin(9, 1), 2)
        assert one.order is not None and other.order is not None
        image = isomorphism.isomorphic_orders(one.order, other.order)
        assert image is not None
        pairs = set(zip(other.order.smaller, other.order.larger, strict=True))
        assert {(image[a], image[b]) for a, b in zip(one.order.smaller, one.order.larger, strict=True)} == pairs


@installed
@settings(max_examples=50)
@given(st.data())
def test_graphs_are_isomorphic_iff_the_tasks_are(data: st.DataObject) -> None:
    import pynauty

    category = data.draw(categories())
    left = data.draw(tasks(category, most=8))
    right = data.draw(st.one_of(tasks(category, most=8), st.just(shuffled(data.draw, left))))
    below = [edges(left), edges(right)]
    at = [[a for a, members in enumerate(task.elements) for _ in members] for task in (left, right)]
    colours = refinement.stable(below, at)
    expected = naive.isomorphic(naive.presheaf(left), naive.presheaf(right))
    if colours is None:
        assert not expected
        return
    certificates = []
    for targets, cells in zip(below, colours, strict=True):
        graph = canonical.coded(targets, cells)
        made = pynauty.Graph(graph.vertices(), vertex_coloring=list(map(set, graph.colours)))
        for x, y in graph.edges:
            made.connect_vertex(x, [y])
        certificates.append((list(map(len, graph.colours)), pynauty.certificate(made)))
    assert (certificates[0] == certificates[1]) is expected


GRAPHS = presented(["V", "E"], [Generator("s", 0, 1), Generator("t", 0, 1)], [])


def rook_and_shrikhande() -> tuple[Task, Task]:
    """Two strongly regular graphs with equal parameters."""
    cells = [(i, j) for i in range(4) for j in range(4)]
    rook = [(a, b) for a in cells for b in cells if a != b and (a[0] == b[0] or a[1] == b[1])]
    steps = {(0, 1), (0, 3), (1, 0), (3, 0), (1, 1), (3, 3)}
    shrikhande = [(a, b) for a in cells for b in cells if ((b[0] - a[0]) % 4, (b[1] - a[1]) % 4) in steps]
    ends = [[[4 * pair[end][0] + pair[end][1] for pair in arcs] for end in (0, 1)] for arcs in (rook, shrikhande)]
    one, other = (Task(GRAPHS, [list(range(16)), list(range(96))], maps) for maps in ends)
    return one, other


def both(left: Task, right: Task) -> Task:
    """The two graphs side by side."""
    maps = [[*one, *(x + 16 for x in other)] for one, other in zip(left.action, right.action, strict=True)]
    return Task(GRAPHS, [list(range(32)), list(range(192))], maps)


@installed
def test_components_that_nauty_tells_apart_are_put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two that look alike, the one that it is isomorphic to is found, and no search goes on alone."""
    alone: list[bool] = []
    matched = refinement.matched

    def counted(elements: refinement.Elements, colours: list[int], by_itself: bool = False) -> Any:
        alone.append(by_itself)
        return matched(elements, colours, by_itself)

    monkeypatch.setattr(refinement, "PATIENCE", 0)
    monkeypatch.setattr(refinement, "matched", counted)
    monkeypatch.setattr(canonical.Aside, "said", waited(canonical.Aside.said))
    rook, shrikhande = rook_and_shrikhande()
    left, right = both(rook, shrikhande), both(shrikhande, rook)
    assert is_isomorphism(left, right, isomorphism.isomorphism(left, right))
    assert not any(alone)
    assert isomorphism.isomorphism(rook, shrikhande) is None
    assert alone[-1]


def waited(said: Any) -> Any:
    """What is said when nauty is done."""

    def wait(aside: canonical.Aside) -> Any:
        if aside.process is not None:
            aside.process.wait()
        return said(aside)

    return wait


@pytest.mark.parametrize(
    "program",
    [
        "import json, sys; print(json.dumps([list(range(sum(map(len, c)))) for c, _ in json.load(sys.stdin)]))",
        "print('[[], []]')",
        "raise SystemExit(1)",
    ],
    ids=["wrong", "incomplete", "failed"],
)
def test_nothing_is_taken_on_the_word_of_the_program(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refinement, "PATIENCE", 0)
    monkeypatch.setattr(canonical, "PROGRAM", program)
    monkeypatch.setattr(util, "find_spec", lambda name: name)
    monkeypatch.setattr(canonical.Aside, "said", waited(canonical.Aside.said))
    one, same, other = net(latin(4, 1), 1), net(latin(4, 1), 3), net(latin(4, 6), 4)
    assert is_isomorphism(one, same, isomorphism.isomorphism(one, same))
    assert isomorphism.isomorphism(one, other) is None


def test_a_time_limit_ends_the_program_too(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[bytes]] = []
    ask = canonical.Aside.ask

    def noted(aside: canonical.Aside, parts: Any) -> None:
        ask(aside, parts)
        assert aside.process is not None
        begun.append(aside.process)

    monkeypatch.setattr(refinement, "PATIENCE", 0)
    monkeypatch.setattr(canonical, "PROGRAM", "import time; time.sleep(1000)")
    monkeypatch.setattr(util, "find_spec", lambda name: name)
    monkeypatch.setattr(canonical.Aside, "ask", noted)
    square = latin(12, 1)
    with pytest.raises(TimedOut), deadline(1.0):
        isomorphism.isomorphism(net(square, 1), net(square, 3))
    assert [process.returncode for process in begun] == [-signal.SIGKILL]
