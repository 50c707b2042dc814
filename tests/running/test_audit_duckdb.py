"""The audit by relations in DuckDB: the answers of the direct engine, and what is wrong named with its place."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from random import Random

import pytest

import catproof
from catproof.core.order import covering
from catproof.faces import cli
from catproof.readers import duck
from catproof.readers.flaws import BadData

pytest.importorskip("duckdb")

THEORY = 'poset P = read("e.csv", low, high)\ntasks read("l.csv", label, item, prefix = l) on P\n'


def written(folder: Path, edges: bytes | str, labels: bytes | str, theory: str = THEORY) -> str:
    for name, text in (("e.csv", edges), ("l.csv", labels), ("t.cat", theory)):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(folder / "t.cat")


def test_the_same_answers(tmp_path: Path) -> None:
    random = Random(3)
    for round_ in range(25):
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
        left, right = catproof.audit(path), catproof.audit(path, engine="duckdb")
        assert not left.errors and not right.errors
        for one, other in zip(left.entries, right.entries, strict=True):
            assert one._replace(confused=None, checked=False) == other._replace(confused=None)
            assert (one.confused is None) is (other.confused is None) and one.checked and not other.checked
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


def test_options_and_notes(tmp_path: Path) -> None:
    said = (
        'poset P = read("e.csv", low, high, null = drop)\n'
        'tasks read("l.csv", label, item, unknown = drop, null = drop) on P\nclaim size(x) = 1'
    )
    path = written(tmp_path, "low,high\na,b\n,b\n", "label,item\nx,a\nx,rock\ny,\nx,rock\n", said)
    found = catproof.audit(path, engine="duckdb")
    assert [(entry.task, entry.size, entry.representable) for entry in found.entries] == [("x", 1, "a")]
    assert [text for _, text in found.notes] == [
        "e.csv: null = drop: 1 row with an empty value left out",
        "l.csv: null = drop: 1 row with an empty value left out",
        "l.csv: unknown = drop: 2 rows left out, for what is no object of P",
        "--engine duckdb: sizes, ranks and prompts are computed as relations; the kernel checks none",
    ]


def test_packed_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "", "label,item\nx,1\n", THEORY.replace("e.csv", "e.csv.gz"))
    (tmp_path / "e.csv.gz").write_bytes(gzip.compress(b"low,high\n1,2\n"))
    assert cli.main(["audit", path, "--engine", "duckdb"]) == 0
    assert "1 by --engine duckdb: not checked by the kernel" in capsys.readouterr().out
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
        ("poset P { a < b }\ntask T = yoneda(P, a)", "the engine duckdb knows `poset P = read(...)`"),
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


@pytest.mark.parametrize("portion", [1, 3])
@pytest.mark.parametrize("rows", ["\n", "a,b\n\nb,c\n", "a,b\r\nb,c\r\n\r\n", "a,b\nb,c\nc\0,d\n"])
def test_empty_lines_are_found_in_portions(portion: int, rows: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duck, "PORTION", portion)
    line = 2 + next(k for k, row in enumerate(rows.splitlines()) if not row or "\0" in row)
    with pytest.raises(BadData) as met:
        duck._no_empty_line(io.BytesIO(rows.encode()), "e.csv")
    assert met.value.flaws[0].line == line


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
