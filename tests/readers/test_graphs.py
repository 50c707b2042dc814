"""Graph files from which nothing is lost: parallel edges, several graphs, defaults, namespaces, nodes without edges."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import networkx
import pytest

import catproof
from catproof.readers.flaws import Flaws
from catproof.readers.graph import Graph, Node, table
from catproof.readers.graphml import read_graphml
from catproof.readers.node_link import read_node_link

NS = "http://graphml.graphdrawing.org/xmlns"
EDGES = ("rel", "source", "target")


def graphml(inside: str, before: str = "") -> bytes:
    return f'<graphml xmlns="{NS}">{before}<graph edgedefault="directed">{inside}</graph></graphml>'.encode()


REL = '<key id="r" for="edge" attr.name="rel" attr.type="string"/>'
NODES = '<node id="a"/><node id="b"/>'


def named(data: bytes, columns: tuple[str, ...] = EDGES) -> list[tuple[Any, ...]]:
    read = read_node_link if data.lstrip(b"\xef\xbb\xbf \n").startswith(b"{") else read_graphml
    return list(zip(*read(data, "g", columns).columns, strict=True))


@pytest.mark.parametrize(
    "data",
    [
        graphml(
            NODES + '<edge id="e" source="a" target="b"><data key="r">p</data></edge>'
            '<edge id="e" source="a" target="b"><data key="r">q</data></edge>', REL
        ),
        graphml(NODES + "".join(f'<edge source="a" target="b"><data key="r">{x}</data></edge>' for x in "pq"), REL),
        json.dumps({"directed": True, "multigraph": True, "nodes": [{"id": "a"}, {"id": "b"}],
                    "links": [{"source": "a", "target": "b", "key": "is", "rel": x} for x in "pq"]}).encode(),
        json.dumps({"directed": True, "multigraph": False, "nodes": [{"id": "a"}, {"id": "b"}],
                    "edges": [{"source": "a", "target": "b", "rel": x} for x in "pq"]}).encode(),
    ],
    ids=["one id", "no id", "one key", "no multigraph"],
)  # fmt: skip
def test_parallel_edges_are_two(data: bytes, tmp_path: Path) -> None:
    assert named(data) == [("p", "a", "b"), ("q", "a", "b")]
    ending = "json" if data.startswith(b"{") else "graphml"
    (tmp_path / f"g.{ending}").write_bytes(data)
    (tmp_path / "t.cat").write_text(f'category C = read("g.{ending}", rel, source, target)\n'
                                    "claim count(arrows(C, a, b)) = 2\nclaim p = p in C\n")  # fmt: skip
    assert catproof.check(tmp_path / "t.cat").ok


def test_several_and_nested_graphs(tmp_path: Path) -> None:
    graph = '<graph edgedefault="directed"><node id="{0}"/><node id="{1}"/><edge source="{0}" target="{1}"/>{2}</graph>'
    inner = graph.format("c", "d", "")
    (tmp_path / "two.graphml").write_text(f'<graphml xmlns="{NS}">{graph.format("a", "b", "")}{inner}</graphml>')
    nested = graph.format("a", "b", f'<node id="e">{inner}</node>')
    (tmp_path / "nested.graphml").write_text(f'<graphml xmlns="{NS}">{nested}</graphml>')
    (tmp_path / "t.cat").write_text('poset P = read("two.graphml")\nposet N = read("nested.graphml")\n'
                                    "claim count(objects(P)) = 4 and count(arrows(P)) = 6\n"
                                    "claim count(objects(N)) = 5 and count(arrows(N)) = 7\n")  # fmt: skip
    assert catproof.check(tmp_path / "t.cat").ok


def test_defaults_and_types() -> None:
    keys = (
        '<key id="r" for="edge" attr.name="rel" attr.type="string"><default>is</default></key>'
        '<key id="w" for="all" attr.name="weight" attr.type="int"><default>7</default></key>'
    )
    data = graphml(
        NODES + '<edge source="a" target="b"/><edge source="b" target="a"><data key="r">has</data>'
        '<data key="w"> 3 </data></edge>', keys
    )  # fmt: skip
    assert named(data, ("rel", "weight")) == [("is", 7), ("has", 3)]
    assert named(data, ("id", "weight")) == [("a", 7), ("b", 7)]


def test_prefixes_and_other_namespaces() -> None:
    data = (
        f'<g:graphml xmlns:g="{NS}" xmlns:y="http://www.yworks.com/xml/graphml">'
        '<g:key id="r" for="edge" attr.name="rel" attr.type="string"/><g:graph edgedefault="directed">'
        '<g:node id="a"><y:node id="z"/></g:node><g:node id="b"/>'
        '<g:edge source="a" target="b"><y:data key="r">no</y:data><g:data key="r">p</g:data></g:edge>'
        "</g:graph></g:graphml>"
    ).encode()
    assert named(data) == [("p", "a", "b")]
    assert list(zip(*read_graphml(data, "g", ("id",)).columns, strict=True)) == [("a",), ("b",)]


def test_byte_order_marks_and_line_ends(tmp_path: Path) -> None:
    mark = b"\xef\xbb\xbf"
    assert named(mark + graphml(NODES + '<edge source="a" target="b"><data key="r">p</data></edge>', REL))
    assert named(mark + b'{"directed": true, "nodes": [{"id": 1}, {"id": 2}], "links": [{"source": 1, "target": 2}]}',
                 ("source", "target")) == [(1, 2)]  # fmt: skip
    for name, content in {
        "mark.csv": mark + b"child,parent\na,b\n",
        "old.csv": b"child,parent\ra,b\r",
        "mixed.csv": b"child,parent\r\na,b\nb,c\r\rd,e".replace(b"\r\r", b"\r"),
        "mark.tsv": mark + b"child\tparent\na\tb\n",
        "old.tsv": b"child\tparent\ra\tb",
        "separators.csv": "child,parent\na\u00a0x,b\n".encode(),
    }.items():
        (tmp_path / name).write_bytes(content)
        (tmp_path / "t.cat").write_text(f'poset P = read("{name}", child, parent)\nclaim count(objects(P)) >= 2\n')
        assert catproof.check(tmp_path / "t.cat").ok, name


def test_tsv_has_no_quotes(tmp_path: Path) -> None:
    (tmp_path / "e.tsv").write_bytes(b'child\tparent\n"a\t5" disk\n')
    (tmp_path / "t.cat").write_text('poset P = read("e.tsv", child, parent)\n'
                                    r'claim count(arrows(P, "\"a", "5\" disk")) = 1' + "\n")  # fmt: skip
    assert catproof.check(tmp_path / "t.cat").ok


@pytest.mark.parametrize("seed", range(40))
def test_as_networkx_reads_it(seed: int, tmp_path: Path) -> None:
    """Random multigraphs without odd things: the same nodes, edges and keys in both forms."""
    chosen = random.Random(seed)
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(f"n{k}" for k in range(chosen.randint(1, 6)))
    nodes = list(graph)
    for k in range(chosen.randint(1, 9)):
        graph.add_edge(chosen.choice(nodes), chosen.choice(nodes), key=f"k{k}", rel=f"r{chosen.randint(0, 3)}")
    expected = sorted((s, t, k, d["rel"]) for s, t, k, d in graph.edges(keys=True, data=True))
    networkx.write_graphml(graph, tmp_path / "g.graphml", named_key_ids=True)
    columns = ("source", "target", "key", "rel")
    assert sorted(named((tmp_path / "g.graphml").read_bytes(), columns)) == expected
    link = json.dumps(networkx.node_link_data(graph, edges="links")).encode()
    assert sorted(named(link, columns)) == expected
    alone = {node for node in nodes if not graph.degree(node)}
    assert set(read_node_link(link, "g", columns).alone) == alone
    assert set(read_graphml((tmp_path / "g.graphml").read_bytes(), "g", columns).alone) == alone


def test_keys_of_edges_without_one() -> None:
    graph = Graph()
    graph.nodes += [Node("a", 1, {}), Node("b", 2, {})]
    for key in (None, 1, None, None):
        graph.edge("a", "b", key, 3, {})
    assert [edge.key for edge in graph.edges] == [0, 1, 2, 3]
    assert table(graph, "g", ("key",), Flaws("g")).columns == ([0, 1, 2, 3],)
