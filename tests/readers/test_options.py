"""What is said to be done with data that is not as it should be, and that a note says what was done and how often."""

from __future__ import annotations

import gzip
import sqlite3
import zlib
from pathlib import Path

import pytest

import catproof
from catproof.core.category import Category
from catproof.files import reading as files
from catproof.readers import reading

EDGES = "child,parent\ndog,mammal\ncat,mammal\nmammal,animal\nlizard,animal\n"


def check(folder: Path, theory: str, **texts: str) -> catproof.FileReport:
    for name, text in {"e": EDGES, **texts}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "t.cat").write_text(theory, encoding="utf-8")
    return catproof.check(folder / "t.cat", cache=False).files[0]


def notes(report: catproof.FileReport) -> list[str]:
    assert not report.errors, [error.message for error in report.errors]
    assert all(verdict.ok for verdict in report.verdicts)
    return [text for _, text in report.notes]


@pytest.mark.parametrize(
    ("option", "rows", "points", "note"),
    [
        ("root = self", "a,b\nb,b\n", 2, "p.csv: root = self: 1 object with nothing above (line 3)"),
        ("root = self", "a,b\n", 2, "p.csv: root = self: no objects with nothing above"),
        ("root = empty", "a,b\nb,\nc,\n", 3, "p.csv: root = empty: 2 objects with nothing above (first in line 3)"),
        (
            "null = drop",
            "a,b\n,b\nc,\n",
            2,
            "p.csv: null = drop: 2 rows with an empty value left out (first in line 3)",
        ),
        ("null = point", "a,b\nc,\n", 3, "p.csv: null = point: 1 row with an empty value kept as points (line 3)"),
        (
            "null = self",
            "a,b\nb,\n,c\n",
            3,
            "p.csv: null = self: 2 rows with an empty value taken as a <= a (first in line 3)",
        ),
        ("cycles = merge", "a,b\nb,c\nc,b\nc,d\n", 3, "p.csv: cycles = merge: 1 object made one with others: c is b"),
        ("cycles = merge", "a,b\n", 2, "p.csv: cycles = merge: no objects made one with others"),
    ],
)
def test_posets(option: str, rows: str, points: int, note: str, tmp_path: Path) -> None:
    said = f'poset P = read("p.csv", child, parent, {option})\nclaim count(objects(P)) = {points}'
    assert notes(check(tmp_path, said, p="child,parent\n" + rows)) == [note]


def test_without_them_nothing_is_repaired(tmp_path: Path) -> None:
    rows = "child,parent\na,b\nb,b\nc,\nb,a\n"
    errors = check(tmp_path, 'poset P = read("p.csv", child, parent)', p=rows).errors
    assert [error.message for error in errors] == ["p.csv:4: there is no value in the column parent"]
    errors = check(tmp_path, 'poset P = read("p.csv", child, parent, null = drop)', p=rows).errors
    assert [error.message[:30] for error in errors] == [
        "p.csv:3: b < b holds in no pos",
        "p.csv:2: a < b < a is a cycle,",
    ]
    errors = check(tmp_path, 'poset P = read("p.csv", child, parent, null = top)', p=rows).errors
    assert "null = top is not known" in errors[0].message
    assert errors[0].hint == "write null = drop or null = self or null = point, or nothing"


def test_merged_objects_keep_their_names(tmp_path: Path) -> None:
    said = (
        'poset P = read("p.csv", child, parent, cycles = merge)\ntasks read("l.csv", label, item) on P\n'
        "claim x is representable by b"
    )
    report = check(tmp_path, said, p="child,parent\nb,c\nc,b\n", l="label,item\nx,c\n")
    assert not report.errors and all(verdict.ok for verdict in report.verdicts)


def test_points(tmp_path: Path) -> None:
    said = 'poset P = read("e.csv", child, parent, points = "p.csv")\nclaim count(objects(P)) = 6'
    assert notes(check(tmp_path, said, p="child,what\nrock,x\ndog,y\n")) == []
    report = check(tmp_path, said, p="name\nrock\n")
    assert [error.message for error in report.errors] == ["p.csv:1: there is no column child"]


TASKS = 'poset P = read("e.csv", child, parent)\ntasks read("l.csv", label, item, {}) on P\n'


def test_labels(tmp_path: Path) -> None:
    rows = "label,item\npet,dog\npet,unicorn\n,cat\npet,cat\n"
    said = TASKS.format("unknown = drop, null = drop, prefix = coco") + 'claim rank("coco.pet") = 2'
    assert notes(check(tmp_path, said, l=rows)) == [
        "l.csv: unknown = drop: 1 row left out, for what is no object of P (line 3)",
        "l.csv: null = drop: 1 row with an empty value left out (line 4)",
    ]
    errors = check(tmp_path, TASKS.format("null = drop"), l=rows).errors
    assert "l.csv:3: unicorn is not an object of P" in errors[0].message


def test_a_label_holds_of_a_concept(tmp_path: Path) -> None:
    said = TASKS.format("holds = below") + (
        "claim furry is representable by mammal and alive is representable by animal\n"
        "claim not cold is representable by animal"
    )
    rows = "label,item\nfurry,dog\nfurry,cat\ncold,lizard\nalive,dog\nalive,cat\nalive,lizard\n"
    (note,) = notes(check(tmp_path, said, l=rows))
    assert note == "l.csv: holds = below: of 3 concepts more a label holds, as of all items below them"
    said = TASKS.format("holds = below") + "refute furry is representable by mammal"
    (note,) = notes(check(tmp_path, said, l="label,item\nfurry,dog\nfurry,mammal\n"))
    assert note.endswith(
        "of 0 concepts more a label holds, as of all items below them; of 1 items it does not, for others below them"
    )
    errors = check(tmp_path, TASKS.format("holds = below, close = down"), l=rows).errors
    assert "say two things" in errors[0].message


def test_functors(tmp_path: Path) -> None:
    said = (
        'poset P = read("e.csv", child, parent)\nfunctor F : P -> P = read("f.csv", from, to, unknown = drop)\n'
        "claim F = identity(P)"
    )
    rows = "from,to\n" + "".join(f"{x},{x}\n" for x in ("dog", "cat", "rock", "mammal", "lizard", "animal"))
    assert notes(check(tmp_path, said, f=rows)) == [
        "f.csv: unknown = drop: 1 row left out, for what is not in P (line 4)"
    ]


def test_a_functor_that_keeps_what_is_not_renamed(tmp_path: Path) -> None:
    """As ontologies say what replaces a term: most are replaced by nothing."""
    said = (
        'poset P = read("e.csv", child, parent)\nfunctor F : P -> P = read("f.csv", old, new, null = self)\n'
        "claim F(cat) = dog in P and F(dog) = dog in P and F(animal) = animal in P"
    )
    rows = "old,new\ncat,dog\n" + "".join(f"{x},\n" for x in ("dog", "mammal", "lizard", "animal"))
    assert notes(check(tmp_path, said, f=rows)) == [
        "f.csv: null = self: 4 rows with an empty value taken for what has the same name (first in line 3)"
    ]
    errors = check(tmp_path, said.replace("functor F : P -> P", "functor F : P -> chain(2)"), f=rows).errors
    assert "f.csv:2: dog is not an object of" in errors[0].message
    errors = check(tmp_path, said.replace("null = self", "null = drop"), f=rows).errors
    assert errors[0].message == (
        "f.csv: no value is given for the object dog; also no value is given for the object mammal; no value is given "
        "for the object animal; and 1 more like these, 4 in all"
    )


NAMED = TASKS.format("close = down") + 'names read("n.csv", id, label{}) on P\n'


def test_names_beside_ids(tmp_path: Path) -> None:
    names = "id,label\ndog,Canis familiaris\nmammal,Mammalia\n"
    said = NAMED.format("") + "claim furry is representable by mammal\nrefute pet is representable\nclaim rank(pet) = 2"
    report = check(tmp_path, said, n=names, l="label,item\nfurry,mammal\npet,dog\npet,lizard\n")
    assert report.notes == ((2, "l.csv: 2 objects have been added to 2 label sets to close them downwards"),)
    first, second, third = report.verdicts
    assert first.reason.startswith("mammal (Mammalia) represents it: every element is the restriction of yes at mammal")
    assert second.reason == "no one prompt reaches both yes at dog (Canis familiaris) and yes at lizard"
    assert third.reason.startswith("yes at dog (Canis familiaris), yes at lizard generate it")
    errors = check(tmp_path, NAMED.format(""), n=names + "dgo,x\ncat,\n", l="label,item\n").errors
    assert errors[0].message == "n.csv:5: there is no value in the column label"
    errors = check(tmp_path, NAMED.format(""), n=names + "dgo,x\ndog,y\n", l="label,item\n").errors
    assert [error.message for error in errors] == [
        "n.csv:4: dgo is not an object of P", "n.csv:5: dog has a name in line 2 already",
    ]  # fmt: skip
    report = check(tmp_path, NAMED.format(", unknown = drop, null = drop"), n=names + "dgo,x\ncat,\n", l="label,item\n")
    assert notes(report)[1:] == [
        "n.csv: unknown = drop: 1 row left out, for what is no object of P (line 4)",
        "n.csv: null = drop: 1 row with an empty value left out (line 5)",
    ]


def test_names_of_what_was_made_one(tmp_path: Path) -> None:
    said = (
        'poset P = read("p.csv", child, parent, cycles = merge)\nnames read("n.csv", id, label) on P\n'
        "claim b is terminal in P\nrefute a is terminal in P"
    )
    report = check(tmp_path, said, p="child,parent\na,b\nb,c\nc,b\n", n="id,label\nb,the first\nc,the second\n")
    assert all(verdict.ok for verdict in report.verdicts)
    assert catproof.load(tmp_path / "t.cat")["P"].beside == {"b": "the first"}


def test_a_task(tmp_path: Path) -> None:
    said = 'poset P = read("e.csv", child, parent)\ntask T on P = read("t.csv", at, x{})\nclaim size(T) = 2'
    rows = "at,x\ndog,1\nunicorn,1\ncat,1\ncat,\n,2\n"
    assert notes(check(tmp_path, said.format(", unknown = drop, null = drop"), t=rows)) == [
        "t.csv: unknown = drop: 1 row left out, for what is no object of P (line 3)",
        "t.csv: null = drop: 2 rows with an empty value left out (first in line 5)",
    ]
    errors = check(tmp_path, said.format(", null = drop"), t=rows).errors
    assert errors[0].message == "t.csv:3: unicorn is not an object of P" and "unknown = drop" in errors[0].hint


# ---- other kinds of files -----------------------------------------------------------------------------


def test_gzip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = 'poset P = read("g.csv.gz", child, parent)\nclaim count(objects(P)) = 5'
    (tmp_path / "g.csv.gz").write_bytes(gzip.compress(EDGES.encode()))
    assert notes(check(tmp_path, said)) == []
    halves = gzip.compress(EDGES[:20].encode()) + gzip.compress(EDGES[20:].encode())
    (tmp_path / "g.csv.gz").write_bytes(halves)  # as `cat a.gz b.gz` makes it
    assert notes(check(tmp_path, said)) == []
    for data, wrong in (
        (halves[:-9], "g.csv.gz: the packed file ends early"),
        (b"child,parent\n", "g.csv.gz: this is no gzip file that can be read: incorrect header check"),
        (halves[:30] + b"x" + halves[31:], "g.csv.gz: this is no gzip file that can be read"),
    ):
        (tmp_path / "g.csv.gz").write_bytes(data)
        assert wrong in check(tmp_path, said).errors[0].message
    monkeypatch.setattr(reading, "LARGEST_DATA", files.MEGABYTE)
    bomb = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    (tmp_path / "g.csv.gz").write_bytes(bomb.compress(b"a" * 30 * files.MEGABYTE) + bomb.flush())
    assert check(tmp_path, said).errors[0].message == "g.csv.gz: unpacked, the file is larger than 1 MB"


def test_columns_of_a_database(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "go.db") as database:
        database.execute("CREATE TABLE parents (_id INTEGER, up INTEGER, weight REAL, note TEXT)")
        rows = [(1, 3, 0.5, "x"), (2, 3, 0.5, None), (3, 4, 0.5, "z")]
        database.executemany("INSERT INTO parents VALUES (?, ?, ?, ?)", rows)
        database.execute("CREATE VIEW v AS SELECT * FROM parents")
    database.close()
    read = 'poset G = read("go.db", {})\nclaim count(arrows(G)) = 9 and 4 is terminal in G'
    assert notes(check(tmp_path, read.format("parents, _id, up"))) == []
    assert notes(check(tmp_path, read.format("PARENTS, _ID, Up"))) == []  # as SQL has it
    for given, wrong in (
        ("v, _id, up", "go.db: there is no table v: v is a view"),
        ("other, _id, up", "go.db: there is no table other"),
        ("parents, id, up", "go.db: table parents has no column id"),
        ("parents, _id, weight", "go.db: table parents: row 1: the fraction 0.5 in the column weight"),
        ("parents, _id, note", "go.db: table parents: row 2: there is no value in the column note"),
        ("parents, _id", "go.db: this is a database, not a table"),
        ("parents", "`read` takes a file, a table and the columns for the smaller, the larger here"),
    ):
        assert wrong in check(tmp_path, read.format(given)).errors[0].message
    said = 'poset G = read("go.db", parents, _id, note, null = point)\nclaim count(objects(G)) = 5'
    assert notes(check(tmp_path, said)) == [
        "go.db: null = point: 1 row with an empty value kept as points (table parents: row 2)"
    ]


OBO = """format-version: 1.2
! a comment

[Term]
id: GO:1
name: process ! the root
namespace: bp

[Term]
id: GO:2
name: growth
is_a: GO:1 {source="x"} ! process
relationship: part_of GO:1 ! process

[Term]
id: GO:3
name: old
is_obsolete: true

[Term]
id: GO:4
name: cell growth
is_a: GO:2 ! growth

[Typedef]
id: part_of
name: part of
"""


def test_obo(tmp_path: Path) -> None:
    (tmp_path / "go.obo").write_text(OBO)
    said = 'poset G = read("go.obo"{})\nclaim count(objects(G)) = {} and count(arrows(G)) = {}'
    left = ["go.obo: 1 obsolete term left out"]
    assert notes(check(tmp_path, said.format("", 3, 6))) == left
    assert notes(check(tmp_path, said.format(", id, part_of", 3, 4))) == left
    read = 'tasks read("go.obo", namespace, id, null = drop, close = down) on G'
    labels = f'poset G = read("go.obo")\n{read}\nclaim rank(bp) = 1'
    assert notes(check(tmp_path, labels))[1:] == [
        "go.obo: 1 obsolete term left out",
        "go.obo: null = drop: 2 rows with an empty value left out (first in line 9)",
        "go.obo: 2 objects have been added to 1 label sets to close them downwards",
    ]
    (tmp_path / "go.obo.gz").write_bytes(gzip.compress(OBO.encode()))
    assert notes(check(tmp_path, said.format("", 3, 6).replace("obo", "obo.gz"))) == [
        "go.obo.gz: 1 obsolete term left out"
    ]
    made = catproof.load(tmp_path / "t.cat")["G"]
    assert isinstance(made, Category) and made.objects == ("GO:2", "GO:1", "GO:4")
