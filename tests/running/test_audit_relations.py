"""The audit by relations, in DuckDB and elsewhere: the answers of the direct engine, and what is wrong named."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest

import catproof
from catproof.core.order import covering
from catproof.faces import cli
from catproof.options import Options
from catproof.readers import duck
from catproof.readers.by_ibis import ByIbis
from catproof.readers.flaws import BadData
from catproof.running import audit_relations
from catproof.running.audit_fetched import Held
from catproof.running.audit_relations import audited_by_relations
from catproof.running.survey import Entry
from catproof.running.verdict import InternalError

pytest.importorskip("duckdb")

THEORY = 'poset P = read("e.csv", low, high)\ntasks read("l.csv", label, item, prefix = l) on P\n'


def written(folder: Path, edges: bytes | str, labels: bytes | str, theory: str = THEORY) -> str:
    for name, text in (("e.csv", edges), ("l.csv", labels), ("t.cat", theory)):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(folder / "t.cat")


SPARK = "--master local[1] --conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=1 pyspark-shell"


@pytest.fixture(params=["duckdb", "ibis:duckdb://", "ibis:sqlite://", "ibis:pyspark://"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The engines there are; PySpark on loopback."""
    name: str = request.param
    if name != "duckdb":
        pytest.importorskip("ibis")
    if "pyspark" in name:
        pytest.importorskip("pyspark")
        if shutil.which("java") is None:
            pytest.skip("PySpark needs Java")
        monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", SPARK)
        monkeypatch.chdir(tmp_path)  # where it has its tables
    return name


def test_the_same_answers(tmp_path: Path, engine: str) -> None:
    random = Random(3)
    for round_ in range({"duckdb": 25, "ibis:pyspark://": 2}.get(engine, 3)):
        count = random.randrange(2, 14)
        kinds = ([str(k) for k in range(count)], [f"n{k}, é" for k in range(count)], [*map(str, range(7)), *"abcdefg"])
        names = [name.replace(", ", "") for name in kinds[round_ % 3]]
        random.shuffle(names)
        pairs = [(a, b) for b in range(count) for a in range(b) if random.random() < 0.3] or [(0, 1)]
        known = sorted({x for pair in pairs for x in pair})
        rows = []
        for label in range(random.randrange(1, 5)):
            inside = set(random.sample(known, random.randrange(1, min(4, len(known) + 1))))
            while more := {a for a, b in pairs if b in inside} - inside:
                inside |= more
            rows += [f"{label},{names[a]}" for a in inside]
        random.shuffle(rows)
        kept = pairs if round_ % 2 else covering(count, pairs)
        edges = "low,high\n" + "".join(f"{names[a]},{names[b]}\n" for a, b in kept)
        path = written(tmp_path, edges, "label,item\n" + "\n".join(rows))
        left = catproof.audit(path)
        right = audited_by_relations(engine, path, Options(check_limit=1 + round_ % 5, timeout=10_000))
        assert not left.errors and not right.errors
        for one, other in zip(left.entries, right.entries, strict=True):
            alike = {"confused": None, "checked": False, "sample": None}
            assert one._replace(**alike) == other._replace(**alike)
            assert (one.confused is None) is (other.confused is None) and one.checked
            assert other.checked is (other.size <= 1 + round_ % 5)
            assert other.sample is None or (not other.checked and other.sample.elements <= 1 + round_ % 5)
            if other.confused is not None:  # another example: below two of the prompts, as is said
                roots = [way.removeprefix("yes at ") for way in other.confused.ways]
                assert len(set(roots)) == 2
                below = {other.confused.object}
                for _ in pairs:
                    below |= {_label(names[b]) for a, b in pairs if _label(names[a]) in below}
                shown = {str(x) for x in below}
                assert all(root.strip('"') in shown for root in roots)


def _label(name: str) -> str | int:
    return int(name) if name.isdigit() else name


EDGES, LABELS = b"low,high\na,b\n,b\n", b"label,item\nx,a\nx,rock\ny,\nx,rock\n"


def test_options_and_notes(tmp_path: Path) -> None:
    said = (
        'poset P = read("e.csv", low, high, null = drop)\n'
        'tasks read("l.csv", label, item, unknown = drop, null = drop) on P\nclaim size(x) = 1'
    )
    path = written(tmp_path, EDGES, LABELS, said)
    found = catproof.audit(path, engine="duckdb")
    assert [(entry.task, entry.size, entry.representable) for entry in found.entries] == [("x", 1, "a")]
    assert [text for _, text in found.notes] == [
        "e.csv: null = drop: 1 row with an empty value left out",
        f"e.csv: sha256 {sha256(EDGES).hexdigest()}",
        "l.csv: null = drop: 1 row with an empty value left out",
        "l.csv: unknown = drop: 2 rows left out, for what is no object of P",
        f"l.csv: sha256 {sha256(LABELS).hexdigest()}",
        "--engine duckdb: the kernel checks label sets of up to 100,000 elements, by the members and pairs that the "
        "engine gives; that the data say so is left to trust",
    ]


def test_packed_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "", "label,item\nx,1\n", THEORY.replace("e.csv", "e.csv.gz"))
    (tmp_path / "e.csv.gz").write_bytes(gzip.compress(b"low,high\n1,2\n"))
    (tmp_path / "l.csv").write_text("label,item\nx,1\ny,1\ny,2\n")
    assert cli.main(["audit", path, "--engine", "duckdb", "--check-limit", "1"]) == 0
    assert (
        "1 beyond --check-limit: a sample of 1 of 1 was decided again and checked by the kernel"
        in capsys.readouterr().out
    )
    assert cli.main(["audit", path, "--engine", "duckdb", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["engine"] == "duckdb"


@pytest.mark.parametrize(
    ("edges", "labels", "said"),
    [
        ("", "label,item\nx,a\n", "e.csv: the file is empty"),
        ("low,up\na,b\n", "label,item\nx,a\n", "e.csv:1: there is no column high"),
        ("low;high\na;b\n", "label,item\nx,a\n", "e.csv:1: there is no column low"),
        (b"low,high\na,\xff\n", "label,item\nx,a\n", "e.csv:2: Invalid unicode"),
        (b"\xff\xfel\0o\0", "label,item\nx,a\n", "e.csv:1: the file is UTF-16"),
        ("low,high\na,b\nc\n", "label,item\nx,a\n", "e.csv:3: Expected Number of Columns: 2 Found: 1"),
        ('low,high\na,"b\n', "label,item\nx,a\n", "e.csv:2: Value with unterminated quote"),
        ("low,high\na,b\n\nb,c\n", "label,item\nx,a\n", "e.csv:3: the line is empty"),
        ("low,high\na,b\nb,\0c\n", "label,item\nx,a\n", "e.csv:3: the file contains a NUL"),
        ("low,high\na,b\nb,\n", "label,item\nx,a\n", "e.csv: row 2: there is no value in the column high"),
        ("low,high\na,b\nb,b\n", "label,item\nx,a\n", "e.csv: row 2: b < b holds in no poset"),
        ("low,high\na,b\nb,c\na,b\n", "label,item\nx,a\n", "e.csv: row 3: a < b is in row 1 already"),
        ("low,high\na,b\nb,c\nc,a\nd,a\n", "label,item\nx,a\n", "e.csv: there is a cycle"),
        ("low,high\na,b\u202e\n", "label,item\nx,a\n", "e.csv: row 1: the value in the column high contains U+202E"),
        ("low,high\n1,2\n3,1\n2,3\n", "label,item\nx,1\n", "e.csv: there is a cycle"),
        ("low,high\n2,1\n3,2\n2,1\n", "label,item\nx,1\n", "e.csv: row 3: 2 < 1 is in row 1 already"),
        ("low,high\n1,2\n3,\n", "label,item\nx,1\n", "e.csv: row 2: there is no value in the column high"),
        ("low,high\n1,2\n03,2\n", "label,item\nx,3\n", "l.csv: row 1: 3 is not an object of P"),
        ("low,high\n1,2\n-3,2\n", "label,item\nx,3\n", "l.csv: row 1: 3 is not an object of P"),
        ("low,high\na,b\n", "label,item\nx,rock\n", "l.csv: row 1: rock is not an object of P"),
        ("low,high\n1,2\n", "label,item\nx,rock\n", "l.csv: row 1: rock is not an object of P"),
        ("low,high\n1,2\n", "label,item\nx,007\n", 'l.csv: row 1: "007" is not an object of P'),
        ("low,high\na,b\n", "label,item\nx,a\nx,a\n", "l.csv: row 2: a has the label x in row 1 already"),
        ("low,high\na,b\n", "label,item\nx,b\n", "l.csv: b has the label x, and a has not"),
        ("low,high\n" + "9" * 30 + ",2\n", "label,item\nx,1\n", "l.csv: row 1: 1 is not an object of P"),
    ],
)
def test_what_is_wrong(edges: bytes | str, labels: bytes | str, said: str, tmp_path: Path) -> None:
    found = catproof.audit(written(tmp_path, edges, labels), engine="duckdb")
    assert found.errors and found.errors[0].message.startswith(said) and found.exit_status == 2


@pytest.mark.parametrize(
    ("theory", "said"),
    [
        ("poset P { a < b }\ntask T = yoneda(P, a)", "an engine of relations knows `poset P = read(...)`"),
        ('tasks read("l.csv", label, item) on P', "wants a poset that is read before"),
        (THEORY.replace("high)", "high, root = self)"), "has no option root here"),
        (THEORY.replace("e.csv", "e[1].csv"), "no such file"),
        (THEORY.replace("e.csv", "../e.csv"), "outside of the theory file's folder"),
        (THEORY.replace("e.csv", "t.cat"), "reads .csv, .tsv and .parquet"),
        ("poset P =", "is expected"),
    ],
)
def test_what_it_does_not_read(theory: str, said: str, tmp_path: Path) -> None:
    found = catproof.audit(written(tmp_path, "low,high\na,b\n", "label,item\nx,a\n", theory), engine="duckdb")
    assert found.errors and said in found.errors[0].message and not found.entries


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
@pytest.mark.parametrize(("portion", "rows"), [(1, 1), (8, 1), (11, 2), (64, 3), (1 << 20, 1 << 20)])
def test_numbers_are_read_in_portions(
    portion: int, rows: int, end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where lines are longer than a portion, or end in two signs, DuckDB reads them."""
    monkeypatch.setattr("catproof.readers.digits.PORTION", portion)
    monkeypatch.setattr(duck, "ROWS", rows)
    ends = end or "\n"
    edges = ends.join(["low,high", *(f"{k},{k // 3}" for k in range(1, 60))]) + end
    labels = ends.join(["label,item", *(f"7,{k}" for k in range(1, 60)), "08,59", "7,0"]) + end
    path = written(tmp_path, edges, labels)
    found, direct = catproof.audit(path, engine="duckdb"), catproof.audit(path)
    assert not found.errors and found.entries == direct.entries and len(found.entries) == 2
    digests = [note for _, note in found.notes if "sha256" in note]
    assert digests == [
        f"{name}: sha256 {sha256(text.encode()).hexdigest()}" for name, text in (("e.csv", edges), ("l.csv", labels))
    ]


@pytest.mark.parametrize("portion", [1, 3])
@pytest.mark.parametrize("rows", ["\n", "a,b\n\nb,c\n", "a,b\r\nb,c\r\n\r\n", "a,b\nb,c\nc\0,d\n"])
def test_empty_lines_are_found_in_portions(portion: int, rows: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duck, "PORTION", portion)
    line = 2 + next(k for k, row in enumerate(rows.splitlines()) if not row or "\0" in row)
    with pytest.raises(BadData) as met:
        first = b"low,high\r\n" if "\r" in rows else b"low,high\n"
        duck._no_empty_line(io.BytesIO(rows.encode()), lambda: io.BytesIO(first + rows.encode()), "e.csv", first)
    assert met.value.flaws[0].line == line


ENDS = list(itertools.product(("\n", "\r\n", "\r"), repeat=4))


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ["y", "2", '"c ""d"""'])
def test_lines_end_as_everywhere(name: str, packed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line of a file may end in each way: the direct engine reads that, and DuckDB does not."""
    text = THEORY.replace(".csv", ".csv.gz") if packed else THEORY
    path = written(tmp_path, "low,high\n", "label,item\n", text)
    for k, ends in enumerate(ENDS):
        monkeypatch.setattr(duck, "PORTION", (1, 2, 7, 1 << 16)[k % 4])
        labels = "".join(row + end for row, end in zip(("label,item", "1,1", f"{name},1", "1,2"), ends, strict=True))
        for file, content in (("e.csv", "low,high\r\n1,2\r\n"), ("l.csv", labels)):
            (tmp_path / file).write_bytes(content.encode())
            (tmp_path / f"{file}.gz").write_bytes(gzip.compress(content.encode(), 1))
        found, direct = catproof.audit(path, engine="duckdb"), catproof.audit(path)
        assert not found.errors and found.entries == direct.entries and len(found.entries) == 2
        if not packed:
            assert f"l.csv: sha256 {sha256(labels.encode()).hexdigest()}" in [note for _, note in found.notes]


@pytest.mark.parametrize("portion", [1, 2, 1 << 16])
def test_what_is_wrong_where_lines_end_in_several_ways(
    portion: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duck, "PORTION", portion)
    for edges, place in (
        ("low,high\ra,b\r\rb,c\r", "e.csv:3: the line is empty"),
        ("low,high\r\r\na,b\r\n", "e.csv:2: the line is empty"),
        ("low,high\n\ra,b\r", "e.csv:2: the line is empty"),
        ("low,high\r\na,b\rb,c\n\rc,d\n", "e.csv:4: the line is empty"),
        ("low,high\na,b\r\nb,\0\n", "e.csv:3: the file contains a NUL byte"),
    ):
        path = written(tmp_path, edges, "label,item\nx,a\n")
        assert [error.message for error in catproof.audit(path, engine="duckdb").errors] == [place]


def test_a_packed_file_behind_a_link_with_another_name(tmp_path: Path) -> None:
    path = written(tmp_path, "low,high\na,b\n", "", THEORY.replace("l.csv", "l.csv.gz"))
    (tmp_path / "there.csv").write_bytes(gzip.compress(b"label,item\nx,a\n"))
    (tmp_path / "l.csv.gz").symlink_to(tmp_path / "there.csv")
    found, direct = catproof.audit(path, engine="duckdb"), catproof.audit(path)
    assert not found.errors and found.entries == direct.entries and len(found.entries) == 1


def test_patterns_in_names_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "low,high\na,b\n", "label,item\nx,a\n", THEORY.replace("e.csv", "e[e].csv"))
    (tmp_path / "e[e].csv").write_text("low,high\na,b\n")
    assert "for patterns" in catproof.audit(path, engine="duckdb").errors[0].message


def test_what_does_not_go_with_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "low,high\na,b\n", "label,item\nx,a\n")
    assert cli.main(["audit", path, "--engine", "duckdb", "--near", "1"]) == 2
    assert "--near does not go with --engine duckdb" in capsys.readouterr().err
    assert cli.main(["audit", "--model", "a.npy", "b.csv", "--engine", "duckdb"]) == 2
    with pytest.raises(ValueError, match="do not go with the engine duckdb"):
        catproof.audit(path, engine="duckdb", cover=1)


def test_limits(tmp_path: Path) -> None:
    path = written(tmp_path, "low,high\na,b\n", "label,item\nx,a\n")
    found = catproof.audit(path, engine="duckdb", timeout=1e-6)
    assert found.unbuilt and "time limit" in found.unbuilt[0].limit.told and found.exit_status == 3


TABLES = 'poset P = read("edges", low, high{0})\ntasks read("labels", label, item) on P\n'


def database(folder: Path, edges: str = "(1, 2), (3, 2)", kind: str = "INTEGER") -> str:
    """Two tables in a file of SQLite, and the engine that has them."""
    pytest.importorskip("ibis")
    with closing(sqlite3.connect(folder / "x.db")) as connection:
        connection.execute(f"CREATE TABLE edges (low {kind}, high TEXT)")
        connection.execute(f"INSERT INTO edges VALUES {edges}")
        connection.execute("CREATE TABLE labels (label TEXT, item INTEGER)")
        connection.execute("INSERT INTO labels VALUES ('x', 1), ('x', 2), ('x', 3), ('y', 1), ('y', 3)")
        connection.commit()
    return f"ibis:sqlite://{folder / 'x.db'}"


def test_tables_that_an_engine_has(tmp_path: Path) -> None:
    engine = database(tmp_path)
    found = catproof.audit(TABLES.format("") + "\n", engine=engine)
    assert [(e.task, e.rank, e.representable, e.checked) for e in found.entries] == [
        ("x", 1, 2, True),
        ("y", 2, None, True),
    ]
    assert found.engine == engine and not any("sha256" in note for _, note in found.notes)
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:  # what was made is gone
        assert [name for (name,) in connection.execute("SELECT name FROM sqlite_master")] == ["edges", "labels"]


def test_an_engine_that_takes_different_texts_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = database(tmp_path)
    usual = ByIbis.rows

    def merging(self: ByIbis, query: str) -> list[tuple[Any, ...]]:
        return usual(self, query.replace("'a' = 'A'", "lower('a') = lower('A')"))

    monkeypatch.setattr(ByIbis, "rows", merging)
    (error,) = catproof.audit(TABLES.format("") + "\n", engine=engine).errors
    assert "to the engine a and A" in error.message


@pytest.mark.parametrize(
    ("edges", "kind", "option", "said"),
    [
        ("(1, 2), (NULL, 2)", "INTEGER", "", "edges: row 2: there is no value in the column low"),
        ("(1, 2), (1, 2)", "INTEGER", "", "edges: row 2: 1 < 2 is in row 1 already"),
        ("(1, 2)", "REAL", "", "edges: the column low is of type float64"),
        ("(1, 2), ('a\u202e', 2)", "TEXT", "", "labels: row 3: 3 is not an object of P"),
        ("(1, 2), (3, 2), (3, 'a\u202e')", "TEXT", "", "P: the value in the column P contains U+202E"),
        ("(1, 2), (3, 2), (NULL, 2)", "INTEGER", ", null = drop", ""),
    ],
)
def test_what_is_wrong_with_them(edges: str, kind: str, option: str, said: str, tmp_path: Path) -> None:
    engine = database(tmp_path, edges, kind)
    if "'a" in edges and "3, 2" in edges:
        with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
            connection.execute("INSERT INTO labels VALUES ('z', 'a\u202e'), ('z', 3)")
            connection.commit()
    found = catproof.audit(TABLES.format(option) + "\n", engine=engine)
    assert [str(error.message)[: len(said)] for error in found.errors] == ([said] if said else [])
    assert found.entries or said


@pytest.mark.parametrize(
    ("theory", "engine", "said"),
    [
        (TABLES, "", "there is no table edges"),
        (TABLES, "ibis:nothing://", "the engine cannot be reached"),
        (TABLES.replace("low", "up"), "x", "edges: there is no column up"),
    ],
)
def test_what_an_engine_has_not(theory: str, engine: str, said: str, tmp_path: Path) -> None:
    there = database(tmp_path)
    found = catproof.audit(theory.format("") + "\n", engine=there if engine == "x" else engine or "ibis:sqlite://")
    assert found.errors and said in found.errors[0].message and found.exit_status == 2


def test_engines_are_known_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="direct, duckdb or ibis:URL"):
        catproof.audit(THEORY, engine="mysql")
    assert cli.main(["audit", "t.cat", "--engine", "ibis:"]) == 2
    assert "direct, duckdb or ibis:URL is expected, not ibis:" in capsys.readouterr().err


def test_another_answer_of_the_engine_is_an_internal_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "low,high\na,c\nb,c\n", "label,item\nx,a\nx,b\n")
    held, entries = audit_relations._held, audit_relations._entries

    def one_prompt(*given: Any) -> dict[int, Held]:
        return {label: each._replace(prompts=each.prompts[:1]) for label, each in held(*given).items()}

    def confused(*given: Any) -> dict[int, Entry]:
        return {label: entry._replace(familial=False) for label, entry in entries(*given).items()}

    with monkeypatch.context() as patched:  # what is fetched whole
        patched.setattr(audit_relations, "_held", one_prompt)
        with pytest.raises(InternalError, match=r"differ about l\.x"):
            catproof.audit(path, engine="duckdb")
    monkeypatch.setattr(audit_relations, "_entries", confused)
    assert catproof.audit(path, engine="duckdb").entries[0].familial
    with pytest.raises(InternalError, match=r"differ about l\.x"):  # what is drawn
        audited_by_relations("duckdb", path, Options(check_limit=1))


LARGE = [(f"n{k}", f"n{j}") for k in range(4, 60) for j in {k // 2, k // 3}]
"""Below n1 and n2, n3 ... elements of many paths."""


@pytest.mark.sizes("says how many elements are drawn")
def test_a_sample_of_what_is_too_large(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labels = "".join(f"x,n{k}\n" for k in range(1, 60)) + "y,n59\ny,n58\n" + "".join(f"z,n{k}\n" for k in range(30, 60))
    path = written(tmp_path, "low,high\n" + "".join(f"{a},{b}\n" for a, b in LARGE), "label,item\n" + labels)
    assert cli.main(["audit", path, "--engine", "duckdb", "--json", "--check-limit", "20"]) == 0
    said = json.loads(capsys.readouterr().out)
    entries = {entry["task"]: entry for entry in said["tasks"]}
    whole = {entry.task: entry for entry in catproof.audit(path).entries}
    assert {name: entry["rank"] for name, entry in entries.items()} == {n: e.rank for n, e in whole.items()}
    assert [entries[f"l.{name}"]["checked"] for name in "xyz"] == [False, True, False]
    assert entries["l.z"]["sample"] == {"elements": 20, "drawn": 20, "seed": 0} and "sample" not in entries["l.y"]
    drawn = entries["l.x"]["sample"]  # with all that is above them 20 would be too many
    assert drawn["drawn"] < drawn["elements"] <= 20 and not entries["l.x"]["familial"]
    assert any(f"l.x: {drawn['elements']} of 59 elements" in note["message"] for note in said["notes"])
    assert cli.main(["audit", path, "--engine", "duckdb", "--check-limit", "20"]) == 0
    assert (
        "2 beyond --check-limit: a sample of 2 of 2 was decided again and checked by the kernel"
        in capsys.readouterr().out
    )


def test_pairs_in_runs_are_known_to_be_there_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    labels = "label,item\nx,1\n"
    for rows in ("1,2\n3,2\n2,4\n", "3,2\n1,2\n2,4\n1,4\n"):
        for runs in (0, 64):
            monkeypatch.setattr(audit_relations, "RUNS", runs)
            assert not catproof.audit(written(tmp_path, f"low,high\n{rows}", labels), engine="duckdb").errors
            (error,) = catproof.audit(written(tmp_path, f"low,high\n{rows}1,2\n", labels), engine="duckdb").errors
            assert "1 < 2 is in row" in error.message


def test_whole_numbers_of_parquet_are_read_as_such(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    theory = THEORY.replace("e.csv", "e.parquet")
    for low, item, size in (
        ([-3, 1], "-3", 1),
        ([10**18, 1], f"{10**18}", 1),
        ([2**63, 1], f"{2**63}", 1),
        ([1], "x", 0),
    ):
        kind = pyarrow.uint64() if max(low) >= 2**63 else pyarrow.int64()
        parquet.write_table(
            pyarrow.table({"low": pyarrow.array(low, kind), "high": [2] * len(low)}), tmp_path / "e.parquet"
        )
        path = written(tmp_path, "", f"label,item\nx,{item}\n", theory)
        found = catproof.audit(path, engine="duckdb")
        assert [entry.size for entry in found.entries] == ([size] if size else [])
        direct = catproof.audit(path)
        assert [entry.prompts for entry in found.entries] == [entry.prompts for entry in direct.entries]
