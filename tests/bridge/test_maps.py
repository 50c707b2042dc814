"""Natural maps whose number is proved in Coq by a clausal proof, where a search there would not end."""

from __future__ import annotations

import re
from pathlib import Path

from bridge.batch import accepted, rejections
from bridge.coq import checked, coqc, written
from bridge.test_mutations import COMPUTED, with_tables
from search.test_natural_maps import GRAPHS, TRIANGLE, graph, random_graph

SECONDS = 120.0
"""More than any of these takes on a busy machine; the search took over 150 s of processor time for 12 vertices."""

STRIP = [(i, j) for i in range(12) for j in (i + 1, i + 2) if j < 12]
"""Triangles side by side: three colours can be given in six ways."""


def test_a_graph_without_a_colouring_is_a_theorem(tmp_path: Path) -> None:
    theory = random_graph(40, 100, 1) + "refute coloured : exists n in transformations(P, K3) : n = n\n"
    theory += "claim none : count(transformations(P, K3)) = 0\n"
    for one in checked(theory, tmp_path, coqc(), SECONDS):
        assert (one.status, one.reason) == ("checked", "")
        assert "check_listed Graphs_ok P_ok K3_ok []" in one.text


STRIPED = f"""{GRAPHS}{graph("P", 12, STRIP)}{TRIANGLE}
claim all : forall n in transformations(P, K3) : not n(0) = n(1) in K3
claim six : count(transformations(P, K3)) = 6
"""


def test_the_maps_listed_are_all_there_are(tmp_path: Path) -> None:
    """Also where a change to them, or to the proof, or to the tables, would make them too few."""
    done = written(STRIPED, tmp_path)
    files = {one.statement.name: one.text for one in done}
    assert accepted(coqc(), list(files.values())) == ["", ""]
    six = files["six"]
    block = re.search(r"check_listed \S+ \S+ \S+ \[(.*)\]\n   \[((?:.|\n)*?)\] = true", six)
    assert block is not None
    maps = re.findall(r'"[\d ]+"', block[1])
    assert len(maps) == 6
    changed = [six.replace(maps[k], maps[0]) for k in range(1, 6)]  # one is twice there, and one is not
    changed += [six.replace(f"{maps[k]}; ", "").replace("= 6)", "= 5)") for k in range(5)]
    digits = list(re.finditer(r"\d+", block[2]))
    for found in digits[:: max(1, len(digits) // 8)]:
        start = block.start(2) + found.start()
        changed.append(f"{six[:start]}9999{six[start + len(found[0]) :]}")
    assert all(each != six for each in changed)
    other = written(STRIPED.replace("s { e0 |-> 0 ;", "s { e0 |-> 1 ;", 1), tmp_path, "other")  # a loop
    assert [one.verdict for one in other] == ["true", "false"]
    changed += [with_tables(six, other[1].text), with_tables(other[1].text, six)]
    said = rejections(coqc(), changed)
    assert [message for message in said if not re.search(COMPUTED, message)] == []


def test_one_of_many_maps_decides(tmp_path: Path) -> None:
    theory = random_graph(20, 30, 1, planted=True) + "claim some : exists n in transformations(P, K3) : n is epi\n"
    theory += "refute no : forall n in transformations(P, K3) : not n is epi\n"
    theory += "claim such : exists n in transformations(P, K3) such that n = n : n is epi\n"
    for one in checked(theory, tmp_path, coqc(), SECONDS):
        assert (one.status, one.reason) == ("checked", "")
        assert "(listed_map Graphs_ok P_ok K3_ok " in one.text
