"""Graph files from which nothing is lost: parallel edges, several graphs, defaults, namespaces, nodes without edges."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import networkx
import pytest

import catproof
from catproof.readers.flaws import BadData, Flaws
from catproof.readers.graph import Edge, Graph, Node, table
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
    for key in (None, 1, None, None, "3"):
        graph.edges.append(Edge("a", "b", key, 3, {}))
    assert table(graph, "g", ("key",), Flaws("g")).columns == ([0, 1, 2, 4, 3],)


def refused(data: bytes, columns: tuple[str, ...] = ("source", "target")) -> list[str]:
    with pytest.raises(BadData) as caught:
        named(data, columns)
    return [str(flaw) for flaw in caught.value.flaws]


EDGE = '<edge source="a" target="b">{}</edge>'
TYPE = b'<!DOCTYPE graphml SYSTEM "http://graphml.graphdrawing.org/dtds/1.0rc/graphml.dtd">'

REFUSED = {
    "no id": (graphml("<node/>"), "g:1: the node has no id"),
    "an empty id": (graphml('\n<node id=""/>'), "g:2: the node has no id"),
    "no end": (graphml(NODES + '<edge source="a"/>'), "g:1: the edge has no target"),
    "a name of several lines": (graphml('<node id="a&#10;b"/>'), "g:1: the value in the column id has several lines"),
    "a lone node with an override": (graphml('<node id="a&#x202e;b"/>'), "contains U+202E RIGHT-TO-LEFT OVERRIDE"),
    "a misspelt element": (graphml(NODES + '<Edge source="a" target="b"/>'), "<Edge> has no place in <graph>"),
    "a node inside an edge": (graphml(NODES + EDGE.format('<node id="c"/>')), "<node> has no place in <edge>"),
    "text": (graphml("\nabc<node id='a'/>"), "g:2: the text abc stands outside of <data>"),
    "a hyperedge": (graphml('<hyperedge><endpoint node="a"/></hyperedge>' + NODES), "a hyperedge is not supported"),
    "a port": (graphml('<node id="a"><port name="p"/></node>'), "a port is not supported"),
    "the port of an edge": (graphml(NODES + EDGE.replace("target", 'sourceport="p" target').format("")), "sourceport"),
    "content elsewhere": (graphml('<node id="a"><locator href="b.graphml"/></node>'), "a locator is not supported"),
    "an undirected edge": (
        graphml(NODES + EDGE.replace("target", 'directed="false" target').format("")), "the edge is not directed"
    ),
    "an entity that the parser leaves out": (TYPE + graphml('<node id="a&x;b"/>'), "the entity x is not"),
    "the same in a text": (TYPE + graphml(NODES + EDGE.format('<data key="r">&x;</data>'), REL), "the entity x is not"),
    "attributes by a document type": (
        b'<!DOCTYPE graphml [<!ATTLIST node id CDATA "z">]>' + graphml("<node/>"), "attribute id of node is declared"
    ),
    "billion laughs": (
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + graphml('<node id="&b;"/>'), "the entity a is"
    ),
    "an external entity": (
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + graphml('<node id="&a;"/>'), "the entity a is"
    ),
    "a parameter entity": (
        b'<!DOCTYPE x [<!ENTITY % a SYSTEM "x.dtd"> %a;]>' + graphml('<node id="a"/>'), "the entity a is"
    ),
    "utf-16": (graphml('<node id="a"/>').decode().encode("utf-16"), "g:1: the file is UTF-16"),
    "utf-16 without a mark": (graphml('<node id="a"/>').decode().encode("utf-16-le"), "g:1: the file is UTF-16"),
    "utf-32 json": ('{"nodes": []}'.encode("utf-32"), "g:1: the file is UTF-32"),
    "another root": (b"<gexf/>", "this is no GraphML: it begins with <gexf>"),
    "another namespace": (b'<graphml xmlns="http://example.org"/>', "of the namespace http://example.org"),
    "no key": (graphml(NODES + EDGE.format('<data key="q">1</data>'), REL), "there is no key q"),
    "a key twice": (graphml(NODES, REL + REL), "the key r is declared a second time"),
    "data twice": (graphml(NODES + EDGE.format('<data key="r">p</data><data key="r">q</data>'), REL), "a second time"),
    "no number": (graphml(NODES + EDGE.format('<data key="r">x</data>'), REL.replace("string", "int")), "x is no int"),
    "both lists": (
        b'{"directed": true, "nodes": [{"id": "a"}], "links": [], "edges": [{"source": "a", "target": "a"}]}',
        "there are both `links` and `edges`",
    ),
    "a number and a text": (
        b'{"directed": true, "nodes": [{"id": 1}, {"id": "1"}], "links": []}',
        'entry 2: the nodes 1 and "1" differ only in that one is a number and the other a text',
    ),
    "large ones": (
        f'{{"directed": true, "nodes": [{{"id": {10**20}}}, {{"id": "{10**20}"}}], "links": []}}'.encode(),
        "differ only",
    ),
    "an end of another kind": (
        b'{"directed": true, "nodes": [{"id": 1}], "links": [{"source": 1, "target": "1"}]}',
        'the edge mentions "1", which is no node',
    ),
    "a key of an object twice": (
        b'{"directed": true, "nodes": [{"id": 1, "id": 2}], "links": []}', 'the key "id" occurs twice in the object'
    ),
    "a list twice": (b'{"directed": true, "nodes": [], "nodes": [{"id": 1}], "links": []}', 'the key "nodes" occurs'),
    "no JSON in line 3": (b'{"directed":\r true,\r\n nul', "g:3: this is no JSON"),
    "NaN": (b'{"directed": true, "nodes": [{"id": NaN}], "links": []}', "NaN is no number of JSON"),
    "half a character": (b'{"directed": true, "nodes": [{"id": "\\ud800"}], "links": []}', "U+D800"),
    "true as a name": (b'{"directed": true, "nodes": [{"id": true}], "links": []}', "`id` must be a text or a whole"),
    "an edge of a text": (b'{"directed": true, "nodes": [], "links": ["ab"]}', "`source` must be a text"),
    "undirected": (b'{"directed": false, "nodes": [], "links": []}', "the graph is not directed"),
    "a deep attribute": (
        b'{"directed": true, "nodes": [{"id": 1, "x": ' + b"[" * 99 + b"]" * 99 + b'}], "links": []}',
        "a list is neither",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_be_lost_is_refused(name: str) -> None:
    data, message = REFUSED[name]
    columns = ("id", "x") if name == "a deep attribute" else ("source", "target")
    found = refused(data, columns)
    assert any(message in text for text in found), found


def test_a_document_type_alone_does_no_harm() -> None:
    inside = NODES + EDGE.format("<data key='r'>p&amp;&#113;</data><!-- &x; -->")
    assert named(TYPE + graphml(inside, REL)) == [("p&q", "a", "b")]


def test_what_is_not_asked_for_is_not_in_the_way() -> None:
    keys = REL + '<key id="s" for="edge" attr.name="source"/><key id="i" for="node" attr.name="id"/>'
    data = graphml(
        NODES.replace("/>", '><data key="i">x<b/></data></node>') + EDGE.format('<data key="s">z</data>'), keys
    )
    assert named(data, ("target",)) == [("b",)]
    assert "the edge has the source a, and another value in an attribute called source" in refused(data)[0]
    two = REL + '<key id="n" for="edge" attr.name="rel" attr.type="int"/>'  # as networkx writes values of two types
    edges = EDGE.format('<data key="r">p</data>') + EDGE.format('<data key="n">5</data>')
    assert named(graphml(NODES + edges, two)) == [("p", "a", "b"), (5, "a", "b")]
    assert "two attributes called rel" in refused(
        graphml(NODES + EDGE.format('<data key="r">p</data><data key="n">5</data>'), two)
    )[0]  # fmt: skip


def test_notes_say_what_is_not_kept(tmp_path: Path) -> None:
    inner = '<graph edgedefault="directed"><node id="c"/></graph>'
    (tmp_path / "g.graphml").write_bytes(
        graphml(f'<node id="a">{inner}<y:z xmlns:y="http://y">t</y:z></node>').replace(
            b"</graphml>", b'<graph edgedefault="directed"><node id="d"/></graph></graphml>'
        )
    )
    (tmp_path / "t.cat").write_text('poset P = read("g.graphml")\nclaim count(objects(P)) = 3\n')
    report = catproof.check(tmp_path / "t.cat")
    assert report.ok and [text for _, text in report.files[0].notes] == [
        "g.graphml: 2 graphs are read as one",
        "g.graphml: a graph inside a node or edge is read as part of the whole; what it lies in is not kept",
        "g.graphml: 1 element of another namespace is passed over",
    ]


def test_names_that_look_alike_are_noted(tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text("a,b\ncaf\u00e9,x\ncafe\u0301,x\n1,x\n\uff11,x\n", encoding="utf-8")
    (tmp_path / "l.csv").write_text("object,element\ncafe\u0301,1\n\u212bx,1\n", encoding="utf-8")
    (tmp_path / "t.cat").write_text(
        'poset P = read("e.csv", a, b) { point "\u00c5x" }\ntask T on P = read("l.csv", object, element)\n', "utf-8"
    )
    report = catproof.check(tmp_path / "t.cat")
    assert [text for _, text in report.files[0].notes] == [
        'two names of e.csv look alike: "caf\u00e9" in line 2 has U+00E9 LATIN SMALL LETTER E WITH ACUTE where '
        '"cafe\u0301" in line 3 has U+0065 LATIN SMALL LETTER E',
        'two names of e.csv look alike: 1 in line 4 has U+0031 DIGIT ONE where "\uff11" in line 5 has U+FF11 FULLWIDTH '
        "DIGIT ONE",
    ]
    assert "which only looks alike: it has U+00C5 LATIN CAPITAL LETTER A WITH RING ABOVE where" in report.errors[0].hint


def test_a_joiner_that_only_the_next_cell_needs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text("a,b\n\u0928\u200d,x\n\u0928,x\n", encoding="utf-8")
    (tmp_path / "t.cat").write_text('poset P = read("e.csv", a, b)\n')
    assert "e.csv:2: the value in the column a contains U+200D" in catproof.check(tmp_path / "t.cat").errors[0].message
