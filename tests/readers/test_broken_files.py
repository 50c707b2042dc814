# ruff: noqa: E501  (a table)
"""Broken data: a clear error for each, exit status 2, no traceback, and nothing read beyond the folder."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from catproof.faces import arguments as statuses
from catproof.faces import cli

POSET = 'poset P = read("edges.csv", child, parent)\n'
TASKS = 'poset P { dog < animal ; cat < animal }\ntasks read("labels.csv", label, object) on P\n'
GRAPH = 'poset P = read("g.graphml")\n'
NODES = 'poset P = read("g.json")\n'
DATA = 'category S = schema("app.db")\ntask T on S = instance("app.db")\n'

ML = b"<graphml xmlns='http://graphml.graphdrawing.org/xmlns'><graph edgedefault='directed'>\n%b</graph></graphml>"

BROKEN: dict[str, tuple[str, dict[str, bytes], str]] = {
    "empty": (POSET, {"edges.csv": b""}, r"edges\.csv: the file is empty"),
    "missing": (POSET, {}, r"edges\.csv: no such file"),
    "truncated row": (POSET, {"edges.csv": b"child,parent\ndog,animal\nca"}, r"edges\.csv:3: the row has 1 field"),
    "truncated quotes": (POSET, {"edges.csv": b'child,parent\ndog,"anim\n'}, r"edges\.csv:\d: .*truncated"),
    "semicolons": (POSET, {"edges.csv": b"child;parent\ndog;animal\n"}, r"edges\.csv:1: there is no column child"),
    "tabs in csv": (POSET, {"edges.csv": b"child\tparent\ndog\tanimal\n"}, r"separated by tabs"),
    "utf-16": (POSET, {"edges.csv": "child,parent\n".encode("utf-16")}, r"edges\.csv:1: the file is UTF-16"),
    "latin-1": (POSET, {"edges.csv": b"child,parent\nm\xe4use,animal\n"}, r"edges\.csv:2: the file is not UTF-8"),
    "a million columns": (POSET, {"edges.csv": b"child,parent\n" + b"x," * 999_999 + b"x\n"},
                          r"edges\.csv:2: the row has 1000000 fields, and the header has 2"),
    "a long field": (POSET, {"edges.csv": b"child,parent\n" + b"x" * 200_000 + b",y\n"}, r"more than 100000 char"),
    "nul": (POSET, {"edges.csv": b"child,parent\na\0,b\n"}, r"edges\.csv:2: the file contains a NUL byte"),
    "empty line": (POSET, {"edges.csv": b"child,parent\n\na,b\n"}, r"edges\.csv:2: the line is empty"),
    "empty value": (POSET, {"edges.csv": b"child,parent\na,\n"}, r"edges\.csv:2: there is no value in .* parent"),
    "two columns of one name": (POSET, {"edges.csv": b"child,child,parent\n"}, r"there are 2 columns child"),
    "cyclic hypernymy": (POSET, {"edges.csv": b"child,parent\na,b\nb,c\nc,a\n"}, r"edges\.csv:\d: .* is a cycle"),
    "below itself": (POSET, {"edges.csv": b"child,parent\na,a\n"}, r"edges\.csv:2: a < a holds in no poset"),
    "duplicate row": (POSET, {"edges.csv": b"child,parent\na,b\na,b\n"}, r"edges\.csv:3: a < b is in line 2 already"),
    "a folder": (POSET, {"edges.csv/x": b""}, r"edges\.csv: this is a folder"),
    "dangling label": (TASKS, {"labels.csv": b"label,object\npet,dgo\n"}, r"labels\.csv:2: dgo is not an object of P"),
    "duplicate label": (TASKS, {"labels.csv": b"label,object\npet,dog\npet,dog\n"}, r"labels\.csv:3: .*line 2 already"),
    "not closed": (TASKS, {"labels.csv": b"label,object\npet,animal\npet,dog\n"}, r"labels\.csv:2: .*cat has not"),
    "a label that is taken": (TASKS, {"labels.csv": b"label,object\nP,dog\n"}, r"P is declared on line 1 already"),
    "no xml": (GRAPH, {"g.graphml": b"<graphml><graph edgedefault='directed'>"}, r"g\.graphml:\d: this is no XML"),
    "undirected graph": (GRAPH, {"g.graphml":
                         b"<graphml><graph edgedefault='undirected'><node id='a'/></graph></graphml>"},
                         r"g\.graphml:1: the graph is not directed"),
    "dangling edge": (GRAPH, {"g.graphml": b"<graphml xmlns='http://graphml.graphdrawing.org/xmlns'><graph edgedefault="
                              b"'directed'>\n<node id='a'/>\n<edge source='a' target='b'/></graph></graphml>"},
                      r"g\.graphml:3: the edge mentions b"),
    "entities": (GRAPH, {"g.graphml": b"<!DOCTYPE x [<!ENTITY a 'a'>]><graphml><graph/></graphml>"}, r"the entity a"),
    "no json": (NODES, {"g.json": b'{"nodes": [,'}, r"g\.json:1: this is no JSON"),
    "no node-link": (NODES, {"g.json": b'{"nodes": 3}'}, r"g\.json: this is no node-link JSON"),
    "deep json": (NODES, {"g.json": b"[" * 100_000}, r"g\.json: this is no JSON that can be read"),
    "json without ids": (NODES, {"g.json": b'{"nodes": [{"name": 1}], "links": []}'}, r"g\.json: entry 1: .*`id`"),
    "a node without an id": (GRAPH, {"g.graphml": ML % b"<node id='a'/>\n<node/>"}, r"g\.graphml:3: the node has no id"),
    "an edge without an end": (GRAPH, {"g.graphml": ML % b"<node id='a'/><edge source='a'/>"}, r":2: the edge has no target"),
    "a node twice": (GRAPH, {"g.graphml": ML % b"<node id='a'/>\n<node id='a'/>"}, r":3: the node a is declared a second"),
    "a node twice, in two graphs": (GRAPH, {"g.graphml": ML % (b"<node id='a'/></graph>\n<graph edgedefault='directed'>"
                                    b"<node id='a'/>")}, r":3: the node a is declared a second"),
    "an undirected graph within": (GRAPH, {"g.graphml": ML % b"<node id='a'>\n<graph edgedefault='undirected'/></node>"},
                                   r":3: the graph is not directed"),
    "an undirected edge": (GRAPH, {"g.graphml": ML % b"<node id='a'/><edge directed='false' source='a' target='a'/>"},
                           r"the edge is not directed"),
    "an unknown key": (GRAPH, {"g.graphml": ML % b"<node id='a'>\n<data key='k'>1</data></node>"}, r":3: there is no key k"),
    "a lone node with a mark of direction": (GRAPH, {"g.graphml": ML % "<node id='a\u202eb'/>".encode()},
                                             r":2: the value in the column id contains U\+202E"),
    "an end with a control character": (NODES, {"g.json": b'{"directed": true, "nodes": [{"id": "a\\u001b"}, {"id": "b"}],'
                                        b'"links": [{"source": "a\\u001b", "target": "b"}]}'}, r"contains U\+001B ESCAPE"),
    "a lone node in several lines": (NODES, {"g.json": b'{"directed": true, "nodes": [{"id": "a\\nb"}], "links": []}'},
                                     r"has several lines"),
    "an empty node": (NODES, {"g.json": b'{"directed": true, "nodes": [{"id": ""}], "links": []}'}, r"there is no value"),
    "external entity": (GRAPH, {"g.graphml": b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><graphml>&a;</graphml>"},
                        r"the entity a"),
    "deep xml": (GRAPH, {"g.graphml": b"<graphml><desc>" + b"<x>" * 100_000}, r"nested over 1000 deep"),
    "unknown encoding": (GRAPH, {"g.graphml": b"<?xml version='1.0' encoding='klingon'?><graphml/>"}, r"this is no XML"),
    "ids that differ in kind": (NODES, {"g.json": b'{"directed": true, "nodes": [{"id": 1}, {"id": "1"}], "links": []}'},
                                r'g\.json: entry 2: the nodes 1 and "1" differ only'),
    "a key twice in json": (NODES, {"g.json": b'{"directed": true, "nodes": [{"id": "a", "id": "b"}], "links": []}'},
                            r'the key "id" occurs twice'),
    "all nodes twice in json": (NODES, {"g.json": b'{"directed": true, "nodes": [{"id": 1}], "nodes": [], "links": []}'},
                                r'the key "nodes" occurs twice'),
    "links beside edges": (NODES, {"g.json": b'{"directed": true, "nodes": [{"id": 1}], "links": [], "edges": []}'},
                           r"there are both `links` and `edges`"),
    "undirected json": (NODES, {"g.json": b'{"nodes": [{"id": 1}], "links": []}'}, r"the graph is not directed"),
    "utf-16 json": (NODES, {"g.json": '{"nodes": []}'.encode("utf-16")}, r"g\.json:1: the file is UTF-16"),
    "a control character": (POSET, {"edges.csv": b"child,parent\na,b\n\x1b[2Ka,b\n"}, r"edges\.csv:3: .*U\+001B ESCAPE"),
    "a tab in quotes": (POSET, {"edges.csv": b'child,parent\n"a\tb",c\n'}, r"edges\.csv:2: .*U\+0009 TAB"),
    "quotes in tsv": ('poset P = read("e.tsv", child, parent)\n', {"e.tsv": b'child\tparent\n"a\tb"\tc\n'},
                      r"e\.tsv:2: the row has 3 fields, and the header has 2"),
    "no parquet": ('poset P = read("e.parquet", a, b)\n', {"e.parquet": b"PAR1nothing"}, r"this is no Parquet"),
    "no database": (DATA, {"app.db": b"this is no database, though it is long enough" * 9}, r"app\.db: the database"),
    "empty database": (DATA, {"app.db": b""}, r"app\.db: the database has no tables"),
    "another kind": ('poset P = read("edges.xls", a, b)\n', {"edges.xls": b""}, r"edges\.xls: the kind of file is not"),
    "a database as a table": ('poset P = read("app.db", a, b)\n', {"app.db": b""}, r"app\.db: this is a database"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theory, files, message = BROKEN[name]
    for file, content in files.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes(content)
    (tmp_path / "t.cat").write_text(theory + "claim yoneda(P, dog) ~= yoneda(P, dog)\n", encoding="utf-8")
    assert cli.main(["check", str(tmp_path / "t.cat")]) == statuses.WRONG_INPUT
    output = capsys.readouterr()
    assert re.search(message, output.out), output.out
    assert "Traceback" not in output.out + output.err and output.err == ""


@pytest.mark.parametrize("name", ["../secret.csv", "link.csv", "sub/../../secret.csv", "folder/secret.csv", "absolute"])
def test_nothing_is_read_beyond_the_folder(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("child,parent\na,b\n", encoding="utf-8")
    inside = tmp_path / "inside"
    (inside / "sub").mkdir(parents=True)
    (inside / "link.csv").symlink_to(secret)
    (inside / "folder").symlink_to(tmp_path)
    opened: list[Any] = []
    usual = Path.read_bytes

    def noting(path: Path) -> bytes:
        opened.append(os.path.realpath(path))
        return usual(path)

    monkeypatch.setattr(Path, "read_bytes", noting)
    given = str(secret) if name == "absolute" else name
    (inside / "t.cat").write_text(f'poset P = read("{given}", child, parent)\n', encoding="utf-8")
    assert cli.main(["check", str(inside / "t.cat")]) == statuses.WRONG_INPUT
    assert "outside of the theory file's folder" in capsys.readouterr().out
    assert str(secret) not in opened


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "edges.csv")
    (tmp_path / "t.cat").write_text(POSET, encoding="utf-8")
    assert cli.main(["check", str(tmp_path / "t.cat")]) == statuses.WRONG_INPUT
    assert "no regular file" in capsys.readouterr().out
