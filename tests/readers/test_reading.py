"""Categories and tasks from files: what is read is what a block would say."""

from __future__ import annotations

import csv
import json
import resource
import sqlite3
from pathlib import Path

import networkx
import pytest

import catproof
from catproof.core.category import Category
from catproof.core.task import Task
from catproof.readers.parquet import read_parquet

EDGES = "child,parent\ndog,mammal\ncat,mammal\nmammal,animal\nlizard,animal\ndog,animal\n"
LABELS = "label,object\nmammals,mammal\nmammals,dog\nmammals,cat\npets,dog\npets,cat\n"


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def check(folder: Path, theory: str, **options: object) -> catproof.Report:
    (folder / "t.cat").write_text(theory, encoding="utf-8")
    return catproof.check(folder / "t.cat", **options)  # type: ignore[arg-type]


def load(folder: Path, theory: str) -> catproof.Declarations:
    (folder / "t.cat").write_text(theory, encoding="utf-8")
    return catproof.load(folder / "t.cat")


def test_a_poset_has_the_covering_pairs(tmp_path: Path) -> None:
    write(tmp_path, {"edges.csv": EDGES})
    made = load(tmp_path, 'poset P = read("edges.csv", child, parent) { point rock ; lizard < reptile }')["P"]
    assert isinstance(made, Category)
    assert made.objects == ("dog", "mammal", "cat", "animal", "lizard", "rock", "reptile")
    assert [g.name for g in made.generators] == [
        "(dog -> mammal)", "(cat -> mammal)", "(mammal -> animal)", "(lizard -> animal)", "(lizard -> reptile)",
    ]  # fmt: skip


def test_tasks_for_labels(tmp_path: Path) -> None:
    write(tmp_path, {"edges.csv": EDGES, "labels.csv": LABELS})
    report = check(
        tmp_path,
        """poset P = read("edges.csv", child, parent)
        tasks read("labels.csv", label, object) on P
        claim mammals is representable by mammal
        refute pets is representable
        claim rank(pets) = 2 and pets is familial
        """,
    )
    assert report.ok


def test_labels_are_closed_on_demand(tmp_path: Path) -> None:
    write(tmp_path, {"edges.csv": EDGES, "labels.csv": "label,object\nx,mammal\n7,dog\n"})
    report = check(
        tmp_path,
        """poset P = read("edges.csv", child, parent)
        tasks read("labels.csv", label, object, close = down) on P
        claim x is representable by mammal
        """,
    )
    assert report.ok
    assert report.files[0].notes == (
        (2, "labels.csv: 2 objects have been added to 2 label sets to close them downwards"),
    )
    assert json.loads(report.to_json())["files"][0]["notes"][0]["line"] == 2
    report = check(
        tmp_path,
        'poset P = read("edges.csv", child, parent)\ntasks read("labels.csv", label, object) on P\nclaim x ~= x',
    )
    assert "labels.csv:2: mammal has the label x, and dog has not" in report.errors[0].message
    assert [v.value for v in report.verdicts] == ["skipped"] and len(report.errors) == 1


def test_a_category_with_equations(tmp_path: Path) -> None:
    write(tmp_path, {"arrows.tsv": "arrow\tfrom here\tto\nf\ta\tb\ng\tb\tc\nh\tb\tc\n"})
    report = check(
        tmp_path,
        """category C = read("arrows.tsv", arrow, "from here", to) {
          object z
          arrow k : c -> z
          equation g . f = h . f
        }
        claim g . f = h . f in C and count(objects(C)) = 4 and count(arrows(C)) = 12
        """,
    )
    assert report.ok, report.to_json()


def test_a_task_with_restrictions_from_files(tmp_path: Path) -> None:
    files = {
        "labels.csv": "object,element\nV,1\nV,2\nV,3\nE,e\nE,f\nE,g\n",
        "s.csv": "edge,start\ne,1\nf,2\ng,3\n",
        "t.csv": "edge,end\ne,2\nf,3\ng,1\n",
    }
    write(tmp_path, files)
    graphs = "category G { object V, E ; arrow s, t : V -> E }\n"
    read = graphs + (
        'task T on G = read("labels.csv", object, element) { s = read("s.csv", edge, start) ; '
        't = read("t.csv", edge, end) }\n'
    )
    blocks = graphs + (
        "task T on G { V = {1, 2, 3} ; E = {e, f, g} ; s { e |-> 1 ; f |-> 2 ; g |-> 3 } ; "
        "t { e |-> 2 ; f |-> 3 ; g |-> 1 } }\n"
    )
    here, there = load(tmp_path, read)["T"], catproof.load(blocks)["T"]
    assert isinstance(here, Task) and isinstance(there, Task)
    assert (here.elements, [*map(list, here.action)]) == (there.elements, [*map(list, there.action)])


def test_restrictions_by_name(tmp_path: Path) -> None:
    write(tmp_path, {"e.csv": "x,y\na,b\n", "l.csv": "o,e\na,red\na,small\nb,small\nb,red\n"})
    made = load(tmp_path, 'poset P = read("e.csv", x, y)\ntask T on P = read("l.csv", o, e, restrict = name)')["T"]
    assert isinstance(made, Task) and [*map(list, made.action)] == [[1, 0]]


@pytest.mark.parametrize("ending", ["graphml", "json"])
def test_graphs(tmp_path: Path, ending: str) -> None:
    graph = networkx.DiGraph([("dog", "mammal"), ("mammal", "animal")])
    graph.add_node("rock", colour="grey")
    nodes = {"dog": "brown", "mammal": "brown", "animal": "brown"}
    networkx.set_node_attributes(graph, nodes, "colour")
    if ending == "graphml":
        networkx.write_graphml(graph, tmp_path / "g.graphml")
    else:
        text = json.dumps(networkx.node_link_data(graph))
        (tmp_path / "g.json").write_text(text, encoding="utf-8")
    report = check(
        tmp_path,
        f"""poset P = read("g.{ending}")
        poset Q = read("g.{ending}", target, source)
        tasks read("g.{ending}", colour, id) on P
        claim count(objects(P)) = 4 and opposite(P) ~= Q
        claim brown is representable by animal
        """,
    )
    assert report.ok, report.to_json()


def test_a_graph_as_a_category(tmp_path: Path) -> None:
    graph = networkx.MultiDiGraph()
    graph.add_edge("V", "E", key="s")
    graph.add_edge("V", "E", key="t")
    (tmp_path / "g.json").write_text(json.dumps(networkx.node_link_data(graph)), encoding="utf-8")
    assert check(tmp_path, 'category G = read("g.json", key, source, target)\nclaim count(arrows(G, V, E)) = 2').ok


def test_parquet(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(arrow.table({"a": ["x", "y"], "b": ["y", "z"], "n": [1, 2]}), tmp_path / "e.parquet")
    assert check(tmp_path, 'poset P = read("e.parquet", a, b)\nclaim count(arrows(P)) = 6').ok
    assert check(tmp_path, 'poset P = read("e.parquet", n, b)\nclaim 1 is initial in full(P, {1, y})').ok
    parquet.write_table(arrow.table({"a": ["x", None], "b": [1.5, 2.5]}), tmp_path / "e.parquet")
    messages = [e.message for e in check(tmp_path, 'poset P = read("e.parquet", a, b)').errors]
    assert messages == [
        "e.parquet: row 2: there is no value in the column a",
        "e.parquet: the column b is of type double",
    ]


COMPANY = """
CREATE TABLE dept (id TEXT PRIMARY KEY);
CREATE TABLE emp (id INTEGER PRIMARY KEY, dept TEXT REFERENCES dept, boss INTEGER REFERENCES emp(id));
INSERT INTO dept VALUES ('sales'), ('lab');
INSERT INTO emp VALUES (1, 'sales', 1), (2, 'sales', 1), (3, 'lab', 3);
"""


def test_a_text_that_a_parquet_file_has_once_is_read_once(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    # A text that the file has once: one for each row would be 800 MB.
    once = arrow.DictionaryArray.from_arrays(arrow.array([0] * 8_000, arrow.int32()), arrow.array(["a" * 99_999]))
    other = arrow.array([f"b{k}" for k in range(8_000)])
    for stored in (True, False):
        file = tmp_path / "e.parquet"
        parquet.write_table(arrow.table({"a": once, "b": other}), file, compression="zstd", store_schema=stored)
        assert file.stat().st_size < 100_000
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        labels, others = read_parquet(file, "e.parquet", ("a", "b")).columns
        assert len(labels) == 8_000 and len({id(label) for label in labels}) == 1 and others[7_999] == "b7999"
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kilobytes
    longer = arrow.array(["a" * 100_001, "b"])
    parquet.write_table(arrow.table({"a": longer, "b": arrow.array(["b", "c"])}), tmp_path / "e.parquet")
    (error,) = check(tmp_path, 'poset P = read("e.parquet", a, b)').errors
    assert error.message == "e.parquet: row 1: a field has more than 100000 characters"


def database(path: Path, script: str) -> None:
    with sqlite3.connect(path) as made:
        made.executescript(script)
    made.close()


def test_a_database(tmp_path: Path) -> None:
    database(tmp_path / "app.db", COMPANY)
    theory = """category S = schema("app.db") { equation "emp.boss" . "emp.boss" = "emp.boss" }
    task rows on S = instance("app.db")
    claim size(rows) = 5 and count(arrows(S, dept, emp)) = 2
    claim rank(rows) = 2
    """
    report = check(tmp_path, theory)
    assert report.ok, report.to_json()
    rows = catproof.load(tmp_path / "t.cat")["rows"]
    assert isinstance(rows, Task)
    assert rows.elements == (["lab", "sales"], [1, 2, 3])
    action = {g.name: list(a) for g, a in zip(rows.category.generators, rows.action, strict=True)}
    assert action == {"emp.dept": [1, 1, 0], "emp.boss": [0, 0, 2]}


def test_null_in_a_key(tmp_path: Path) -> None:
    more = "INSERT INTO emp VALUES (4, NULL, 1), (5, 'lab', 4), (6, 'lab', 5);"
    database(tmp_path / "app.db", COMPANY + more)
    schema = 'category S = schema("app.db")\n'
    errors = check(tmp_path, schema + 'task rows on S = instance("app.db")').errors
    assert [e.message for e in errors] == ["app.db: table emp: row 4: the key column dept is NULL"]
    assert "null = drop" in errors[0].hint
    report = check(tmp_path, schema + 'task rows on S = instance("app.db", null = drop)\nclaim size(rows) = 5')
    assert report.ok
    assert report.files[0].notes == (
        (2, "rows: 3 rows are left out for a NULL in a key, or for referring to such a row (3 of emp)"),
    )


def test_a_reference_to_nothing(tmp_path: Path) -> None:
    database(tmp_path / "app.db", COMPANY + "INSERT INTO emp VALUES (4, 'attic', 1);")
    report = check(tmp_path, 'category S = schema("app.db")\ntask rows on S = instance("app.db", null = drop)')
    assert [e.message for e in report.errors] == ["app.db: table emp: row 4: dept = 'attic' refers to no row of dept"]


def test_only_the_folder_is_read(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    write(outside, {"edges.csv": EDGES})
    (inside / "link.csv").symlink_to(outside / "edges.csv")
    for name in ("../out/edges.csv", "link.csv", str(outside / "edges.csv")):
        theory = f'poset P = read("{name}", child, parent)\nclaim count(objects(P)) = 5'
        (error,) = check(inside, theory).errors
        assert error.message == f"{name}: the file is outside of the theory file's folder"
        assert check(inside, theory, allow_path=[outside]).ok


def test_the_fragment_is_the_same_through_read_and_through_blocks(tmp_path: Path) -> None:
    blocks = Path(__file__).parents[2] / "theories" / "wordnet_fragment.cat"
    poset = catproof.load(blocks)["WordNet"]
    assert isinstance(poset, Category)
    with (tmp_path / "edges.csv").open("w", newline="") as file:
        rows = [(poset.objects[g.source], poset.objects[g.target]) for g in poset.generators]
        csv.writer(file, lineterminator="\n").writerows([("child", "parent"), *rows])
    statements = """
    task beasts = yoneda(WordNet, animal)
    claim beasts is representable by animal
    claim count(arrows(WordNet)) = 2213
    claim rank(sum(beasts, yoneda(WordNet, vehicle))) = 2
    refute beasts ~= yoneda(WordNet, vehicle)
    claim forall x in objects(WordNet) : count(arrows(WordNet, x, entity)) = 1
    """
    here = check(tmp_path, 'poset WordNet = read("edges.csv", child, parent)' + statements)
    there = catproof.check(f'import "{blocks}"' + statements)
    assert [(v.value, v.reason) for v in here.verdicts] == [(v.value, v.reason) for v in there.verdicts]
    assert [v.value for v in here.verdicts] == ["true", "true", "true", "false", "true"]
