# ruff: noqa: E501  (a table)
"""More broken files: each error says the file and the line, what is wrong, and what would be right."""

from __future__ import annotations

import gzip
import re
import sqlite3
from pathlib import Path

import pytest

import catproof

P = 'poset P = read("e.csv", child, parent)\n'
TREE = "poset P { dog < animal ; cat < animal }\n"
FUNCTOR = TREE + 'poset Q { low < high }\nfunctor F : P -> Q = read("f.csv", from, to)\n'
LOOP = 'monoid M { generator r ; equation r^2 = id }\nfunctor F : M -> M = read("f.csv", from, to)\n'
TASK = TREE + 'task T on P = read("t.csv", at, x)\n'
ARROWS = 'category C = read("a.csv", arrow, source, target)\n'
OBO = 'poset P = read("g.obo"{})\n'
PACKED = 'poset P = read("e.csv.gz", child, parent)\n'
TABLE = 'poset P = read("x.db", {}, child, parent)\n'


def labelled(options: str) -> str:
    return TREE + f'tasks read("l.csv", label, item{options}) on P\n'


def named(options: str = "") -> str:
    return TREE + f'names read("n.csv", id, label{options}) on P\n'


def edges(*rows: str) -> dict[str, bytes]:
    return {"e.csv": "\n".join(["child,parent", *rows, ""]).encode()}


def values(*rows: str) -> dict[str, bytes]:
    return {"f.csv": "\n".join(["from,to", *rows, ""]).encode()}


def labels(*rows: str) -> dict[str, bytes]:
    return {"l.csv": "\n".join(["label,item", *rows, ""]).encode()}


def names(*rows: str) -> dict[str, bytes]:
    return {"n.csv": "\n".join(["id,label", *rows, ""]).encode()}


def term(*lines: str) -> dict[str, bytes]:
    return {"g.obo": "\n".join(["format-version: 1.2", "", "[Term]", *lines, ""]).encode()}


WHOLE = gzip.compress(b"child,parent\na,b\n")

BROKEN: list[tuple[str, dict[str, bytes], str, str]] = [
    # orders
    (P, edges("a,b", "b,a"), r"e\.csv:2: a < b < a is a cycle", r"cycles = merge"),
    (P, edges("a,b", "c,d", "d,e", "e,c"), r"e\.csv:3: c < d < e < c is a cycle", r"preorder"),
    (P, edges("a,b", "b,b"), r"e\.csv:3: b < b holds in no poset", r"root = self"),
    (P, edges("a,b", "c,d", "a,b"), r"e\.csv:4: a < b is in line 2 already", r"remove the second"),
    (P, edges("a,b", "c,"), r"e\.csv:3: there is no value in the column parent", r"null = drop"),
    (P, edges(",b"), r"e\.csv:2: there is no value in the column child", r"fill it in"),
    (P, edges("a,b", "", "c,d"), r"e\.csv:3: the line is empty", r"remove it"),
    (P, edges("a,b,c"), r"e\.csv:2: the row has 3 fields, and the header has 2", r"in quotes"),
    (P, {"e.csv": b"Child,Parent\na,b\n"}, r"e\.csv:1: there is no column child", r"its columns are Child, Parent"),
    (P, {"e.csv": b"child,parent,parent\na,b,c\n"}, r"e\.csv:1: there are 2 columns parent", r"a name of its own"),
    (P, {"e.csv": b"child|parent\na|b\n"}, r"e\.csv:1: there is no column child", r"separated by `\|`"),
    (P, {"e.csv": b"child,parent\na,b\xff\n"}, r"e\.csv:2: the file is not UTF-8: byte 0xFF", r"encoding UTF-8"),
    (P, {"e.csv": b"\xff\xfec\0h\0"}, r"e\.csv:1: the file is UTF-16", r"encoding UTF-8"),
    (P, {"e.csv": b"child,parent\na,\0\n"}, r"e\.csv:2: the file contains a NUL", r"is it a text"),
    (P, {"e.csv": b""}, r"e\.csv: the file is empty", r"names of the columns"),
    (P.replace("parent)", "parent, cycles = cut)"), edges("a,b"), r"cycles = cut is not known", r"cycles = merge"),
    (P.replace("parent)", "parent, root = top)"), edges("a,b"), r"root = top is not known", r"root = self or root = empty"),
    (P.replace("parent)", "parent, null = top)"), edges("a,b"), r"null = top is not known", r"null = drop or null = self or null = point"),
    (P.replace("parent)", "parent, unknown = drop)"), edges("a,b"), r"`read` has no option unknown here", r"known here: root"),
    (P.replace("parent)", "parent, root = self, root = self)"), edges("a,b"), r"root is given twice", r""),
    (P.replace("parent)", 'parent, points = "n.csv")'), edges("a,b"), r"n\.csv: no such file", r"points are in the column"),
    (P.replace("parent)", 'parent, points = "n.csv")'), {**edges("a,b"), "n.csv": b"id\nx\n"}, r"n\.csv:1: there is no column child", r"its columns are id"),
    (P.replace("parent)", 'parent, points = "n.csv")'), {**edges("a,b"), "n.csv": b"child,x\n,1\n"}, r"n\.csv:2: there is no value in the column child", r"fill it in"),
    (P.replace("poset", "preorder").replace("parent)", "parent, cycles = merge)"), edges("a,b"), r"no option cycles here", r"known here"),
    (P.replace("poset", "monoid"), edges("a,b"), r"a monoid cannot be read from a file", r"for example poset"),
    # functors
    (FUNCTOR, values("dog,low", "cat,low"), r"f\.csv: no value is given for the object animal", r"add a row"),
    (FUNCTOR, values("dog,high", "cat,low", "animal,low"), r"f\.csv:4: the arrow \(dog -> animal\) has no possible value: there is no arrow high -> low", r"F a <= F b"),
    (FUNCTOR, values("dog,lo", "cat,low", "animal,high"), r"f\.csv:2: lo is not an object of Q", r"low"),
    (FUNCTOR, values("dgo,low", "dog,low", "cat,low", "animal,high"), r"f\.csv:2: dgo is not an object of P", r"dog"),
    (FUNCTOR, values("elephant,low", "dog,low", "cat,low", "animal,high"), r"f\.csv:2: elephant is not an object of P", r"unknown = drop"),
    (FUNCTOR, values("dog,low", "cat,low", "animal,high", "dog,high"), r"f\.csv:5: dog has a value in line 2 already", r"remove one"),
    (FUNCTOR, values("dog,"), r"f\.csv:2: there is no value in the column to", r"fill it in"),
    (FUNCTOR, {"f.csv": b"a,b\n"}, r"f\.csv:1: there is no column from", r"its columns are a, b"),
    (FUNCTOR, {}, r"f\.csv: no such file", r""),
    (FUNCTOR.replace("read(", "load("), values(), r"`read\(\.\.\.\)` is expected here", r'for example functor F : P -> Q = read\("map'),
    (FUNCTOR.replace("to)", "to, close = down)"), values(), r"no option close here", r"known here: unknown, null"),
    (FUNCTOR.replace("to)", "to, null = self)"), values("dog,low", "cat,low", "animal,"), r"f\.csv:4: animal is not an object of Q", r""),
    (FUNCTOR.replace("to)", "to, null = self)"), values(",low", "dog,low", "cat,low"), r"f\.csv: no value is given for the object animal", r"add a row"),
    (FUNCTOR.replace("to)", "to, null = point)"), values("dog,low"), r"null = point is not known", r"null = drop or null = self"),
    (LOOP, values("*,*"), r"f\.csv: no value is given for the arrow r, and 2 arrows \* -> \* fit", r"add a row"),
    (LOOP, values("*,*", "r,s"), r"f\.csv:3: s is not an arrow of M", r"r"),
    (LOOP, values("*,*", "q,r"), r"f\.csv:3: q is neither an object nor an arrow of M", r"r"),
    # labels and elements
    (labelled(""), labels("pet,dgo"), r"l\.csv:2: dgo is not an object of P", r"dog"),
    (labelled(""), labels("pet,unicorns"), r"l\.csv:2: unicorns is not an object of P", r"unknown = drop"),
    (labelled(""), labels("pet,dog", "pet,dog"), r"l\.csv:3: dog has the label pet in line 2 already", r"remove the second"),
    (labelled(""), labels("pet,animal", "pet,dog"), r"l\.csv:2: animal has the label pet, and cat has not", r"close = down"),
    (labelled(""), labels(",dog"), r"l\.csv:2: there is no value in the column label", r"null = drop"),
    (labelled(", holds = above"), labels("pet,dog"), r"holds = above is not known", r"holds = below"),
    (labelled(", holds = below, close = down"), labels("pet,dog"), r"say two things", r"one of them"),
    (labelled(", holds = below").replace("poset P {", "preorder P { animal < dog ;"), labels("pet,dog"), r"`holds = below` needs a poset", r"is to be known"),
    (labelled(", null = point"), labels("pet,dog"), r"null = point is not known", r"null = drop"),
    (TASK, {"t.csv": b"at,x\ndgo,1\n"}, r"t\.csv:2: dgo is not an object of P", r"dog"),
    (TASK, {"t.csv": b"at,x\nanimal,1\n"}, r"t\.csv:2: animal has the element 1, which .* there are none at", r""),
    (ARROWS, {"a.csv": b"arrow,source,target\nf,a,b\nf,b,c\n"}, r"a\.csv:3: the arrow f is in line 2 already", r""),
    # names beside ids
    (named(), names("dgo,x"), r"n\.csv:2: dgo is not an object of P", r"dog"),
    (named(), names("unicorns,x"), r"n\.csv:2: unicorns is not an object of P", r"unknown = drop"),
    (named(), names("dog,x", "dog,y"), r"n\.csv:3: dog has a name in line 2 already", r"remove one"),
    (named(), names("dog,"), r"n\.csv:2: there is no value in the column label", r"null = drop"),
    (named(), names("dog,a\x1bb"), r"n\.csv:2: the value in the column label contains U\+001B", r""),
    (named(), {}, r"n\.csv: no such file", r""),
    (named(), {"n.csv": b"id,name\n"}, r"n\.csv:1: there is no column label", r"its columns are id, name"),
    (named(", close = down"), names("dog,x"), r"no option close here", r"known here: unknown, null"),
    (named(", null = self"), names("dog,"), r"null = self is not known", r"null = drop"),
    (named().replace("on P", "on Q"), names("dog,x"), r"Q is not declared", r""),
    (named().replace("read(", "load("), names("dog,x"), r"`read\(\.\.\.\)` is expected here", r"names read\("),
    # OBO
    (OBO.format(""), term("id: X:1", "is_a: X:1"), r"g\.obo:5: X:1 < X:1 holds in no poset|g\.obo:5: .X:1. < .X:1. holds", r"root = self"),
    (OBO.format(""), term("name: no id"), r"g\.obo:3: the term has no id", r"`id: \.\.\.`"),
    (OBO.format(""), term("id: X:1", "id: X:2"), r"g\.obo:5: the term has a second id, and has one in line 4", r""),
    (OBO.format(""), term("id: X:1", "is_a: X:2", "", "[Term]", "id: X:1"), r"g\.obo:8: the term X:1 is in line 4 already", r""),
    (OBO.format(""), term("id: X:1", "is_a:"), r"g\.obo:5: the tag is_a has no value", r""),
    (OBO.format(""), term("id: X:1", "what is this"), r"g\.obo:5: this is neither `tag: value` nor `\[Term\]`", r"OBO format"),
    (OBO.format(", id, part_of"), term("id: X:1", "is_a: X:2"), r"g\.obo: no term has the tag part_of", r"tags of its terms are id, is_a"),
    (OBO.format(""), {"g.obo": b"format-version: 1.2\n"}, r"g\.obo: the file has no \[Term\]", r"a stanza"),
    (OBO.format(""), {"g.obo": b"\xff"}, r"g\.obo:1: the file is not UTF-8", r"encoding UTF-8"),
    (OBO.format(""), term("id: X\x1b:1", "is_a: X:2"), r"g\.obo:4: the value in the column id contains U\+001B", r""),
    # packed
    (PACKED, {"e.csv.gz": b"child,parent\na,b\n"}, r"e\.csv\.gz: this is no gzip file that can be read", r""),
    (PACKED, {"e.csv.gz": WHOLE[:-5]}, r"e\.csv\.gz: the packed file ends early", r"truncated"),
    (PACKED, {"e.csv.gz": WHOLE[:-8] + b"\0" * 8}, r"e\.csv\.gz: this is no gzip file .*incorrect data check", r""),
    (PACKED, {"e.csv.gz": gzip.compress(b"child,parent\na,b\nb,a\n")}, r"e\.csv\.gz:2: a < b < a is a cycle", r"cycles = merge"),
    (PACKED.replace("csv.gz", "parquet.gz"), {"e.parquet.gz": WHOLE}, r"e\.parquet\.gz: the kind of file is not known", r"\.gz may follow where it is text"),
    # tables of a database
    (TABLE.format("pairs"), {"x.db": b"no database at all"}, r"x\.db: the database cannot be read", r""),
    (TABLE.format("missing"), {}, r"x\.db: there is no table missing", r"its tables are bad, pairs"),
    (TABLE.format("seen"), {}, r"x\.db: there is no table seen: seen is a view", r"its tables are"),
    (TABLE.format("bad"), {}, r"x\.db: table bad has no column child", r"its columns are child_id, parent"),
    (TABLE.format("pairs"), {}, r"x\.db: table pairs: row 2: there is no value in the column parent", r"null = drop"),
    (TABLE.format("pairs").replace("parent", "weight"), {}, r"x\.db: table pairs: row 1: the fraction 0\.5 in the column weight", r"whole numbers"),
    (TABLE.format("pairs").replace("parent", "data"), {}, r"x\.db: table pairs: row 1: bytes in the column data", r"whole numbers"),
    (TABLE.format("pairs").replace("pairs, child, parent", "child, parent"), {}, r"x\.db: this is a database, not a table", r"its table comes first"),
]  # fmt: skip


def test_there_are_many() -> None:
    assert len(BROKEN) >= 60


@pytest.mark.parametrize("case", range(len(BROKEN)))
def test_broken(case: int, tmp_path: Path) -> None:
    theory, files, message, hint = BROKEN[case]
    if "x.db" in theory and not files:
        with sqlite3.connect(tmp_path / "x.db") as database:
            database.execute("CREATE TABLE bad (child_id, parent)")
            database.execute("CREATE TABLE pairs (child, parent, weight REAL, data BLOB)")
            database.execute("INSERT INTO pairs VALUES ('a', 'b', 0.5, x'00'), ('b', NULL, 1.5, x'01')")
            database.execute("CREATE VIEW seen AS SELECT * FROM pairs")
        database.close()
    for file, content in files.items():
        (tmp_path / file).write_bytes(content)
    (tmp_path / "t.cat").write_text(theory + "claim P ~= P\n", encoding="utf-8")
    report = catproof.check(tmp_path / "t.cat", cache=False)
    (error, *_) = report.errors
    assert re.search(message, error.message), error.message
    assert re.search(hint, error.hint), (error.message, error.hint)
    assert error.span.line == theory.count("\n", 0, theory.index(re.search(r"(read|load)\(", theory)[0])) + 1  # type: ignore[index]
    assert not report.ok
