"""Databases with odd schemas, names and rows: nothing is lost, nothing is mixed up, and what is wrong is said."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

import catproof
from catproof.readers.database import Instance, Schema, read_instance, read_schema
from catproof.readers.flaws import BadData
from catproof.running.report import Report

ROWS = 'category S = schema("app.db")\ntask R on S = instance("app.db")\n'


def database(folder: Path, *statements: str) -> Path:
    path = folder / "app.db"
    made = sqlite3.connect(path)
    for statement in statements:
        made.execute(statement)
    made.commit()
    made.close()
    return path


def check(folder: Path, text: str) -> Report:
    (folder / "t.cat").write_text(text, encoding="utf-8")
    return catproof.check(folder / "t.cat")


def schema(folder: Path, *statements: str) -> Schema:
    return read_schema(database(folder, *statements), "app.db")


def instance(folder: Path, *statements: str, null: str = "") -> Instance:
    return read_instance(database(folder, *statements), "app.db", null)


def refused(folder: Path, *statements: str, null: str = "") -> list[str]:
    with pytest.raises(BadData) as found:
        instance(folder, *statements, null=null)
    return [str(flaw) for flaw in found.value.flaws]


# ---- names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("upper, lower", [("ÉCOLE", "école"), ("\u212a", "k"), ("İ", "i̇"), ("Σ", "ς")])
def test_only_ascii_letters_are_folded(tmp_path: Path, upper: str, lower: str) -> None:
    found = schema(
        tmp_path,
        f'CREATE TABLE prof(id INTEGER PRIMARY KEY, x INTEGER REFERENCES "{upper}")',
        f'CREATE TABLE "{upper}"(id INTEGER PRIMARY KEY)',
        f'CREATE TABLE "{lower}"(id INTEGER PRIMARY KEY)',
    )
    assert [key.target for key in found.keys] == [upper] and list(found.tables) == ["prof", upper, lower]
    report = check(
        tmp_path,
        'category S = schema("app.db")\n'
        f'claim count(arrows(S, "{upper}", prof)) = 1\nclaim count(arrows(S, "{lower}", prof)) = 0',
    )
    assert report.ok


def test_columns_are_folded_like_tables(tmp_path: Path) -> None:
    found = instance(
        tmp_path,
        'CREATE TABLE "a"("É" TEXT UNIQUE, "é" TEXT UNIQUE, id INTEGER PRIMARY KEY)',
        'CREATE TABLE b(ID INTEGER PRIMARY KEY, x TEXT REFERENCES A("é"), y TEXT REFERENCES a("É"), '
        "z REFERENCES A(Id))",
        "INSERT INTO a VALUES ('up', 'down', 1), ('down', 'up', 2)",
        "INSERT INTO b VALUES (1, 'up', 'up', '2')",
    )
    assert [key.keys for key in found.schema.keys] == [("é",), ("É",), ("id",)]
    assert [found.rows["a"][v] for (v,) in found.refers] == [2, 1, 2]


@pytest.mark.parametrize("name", ["a\tb", "a\u202eb", "a\u200bb", "\x1b[2K"])
def test_names_that_cannot_be_seen_are_refused(tmp_path: Path, name: str) -> None:
    mark = f"U+{next(ord(c) for c in name if not c.isprintable()):04X}"
    tables = tmp_path / "tables"
    tables.mkdir()
    (told,) = refused(tables, f'CREATE TABLE "{name}"(id INTEGER PRIMARY KEY)')
    assert told.startswith("app.db: the table ") and mark in told and name not in told
    keys = tmp_path / "keys"
    keys.mkdir()
    (told,) = refused(
        keys, f'CREATE TABLE t(id INTEGER PRIMARY KEY, "{name}" INTEGER REFERENCES t)', "INSERT INTO t VALUES (1, 1)"
    )
    assert told.startswith("app.db: the foreign key ") and mark in told and name not in told
    rows = tmp_path / "rows"
    rows.mkdir()
    (told,) = refused(rows, "CREATE TABLE t(id TEXT PRIMARY KEY)", f"INSERT INTO t VALUES ('{name}')")
    assert told.startswith("app.db: table t: row ") and mark in told and name not in told


def test_texts_that_are_no_utf_8(tmp_path: Path) -> None:
    (told,) = refused(tmp_path, "CREATE TABLE t(id TEXT PRIMARY KEY)", "INSERT INTO t VALUES (CAST(x'6ff0' AS TEXT))")
    assert told == "app.db: table t: row 'o\\udcf0': id = 'o\\udcf0': this is not UTF-8"


def test_quotes_in_names(tmp_path: Path) -> None:
    found = instance(
        tmp_path,
        'CREATE TABLE "a""b; --"("x""y" INTEGER PRIMARY KEY, "select" INTEGER REFERENCES "a""b; --")',
        'INSERT INTO "a""b; --" VALUES (1, 2), (2, 1)',
    )
    assert found.rows == {'a"b; --': [1, 2]} and found.refers == [[1, 0]]


# ---- the numbers of rows ------------------------------------------------------------------------------


@pytest.mark.parametrize("taken", [["rowid"], ["ROWID", "oid"], ["_rowid_", "rowid"], ["oid"], []])
def test_rows_are_called_by_what_no_column_is(tmp_path: Path, taken: list[str]) -> None:
    columns = ", ".join(f"{name} TEXT" for name in taken)
    values = ", ".join("'n1'" for _ in taken)
    found = instance(
        tmp_path,
        f"CREATE TABLE note({columns}{', ' if taken else ''}txt TEXT)",
        f"INSERT INTO note VALUES ({values}{', ' if taken else ''}'x'), ({values}{', ' if taken else ''}'y')",
    )
    assert found.rows == {"note": [1, 2]}


def test_rows_that_nothing_names(tmp_path: Path) -> None:
    (told,) = refused(tmp_path, "CREATE TABLE t(rowid, oid, _rowid_, x)", "INSERT INTO t VALUES (1, 1, 1, 1)")
    assert "table t has no primary key, and its columns rowid, oid and _rowid_ hide" in told


def test_hidden_numbers_and_a_primary_key(tmp_path: Path) -> None:
    found = instance(
        tmp_path,
        "CREATE TABLE t(rowid TEXT PRIMARY KEY, oid TEXT REFERENCES t, _rowid_ TEXT)",
        "INSERT INTO t VALUES ('a', 'b', 'b'), ('b', 'a', NULL), (NULL, 'a', 'b'), (NULL, 'b', 'a')",
        null="drop",
    )
    assert found.rows == {"t": ["a", "b"]} and found.refers == [[1, 0]] and found.left_out == {"t": 2}


def test_names_of_rows(tmp_path: Path) -> None:
    found = instance(
        tmp_path,
        "CREATE TABLE t(id PRIMARY KEY, up REFERENCES t)",
        "INSERT INTO t VALUES (1.5, x'0aff'), (x'0aff', 2), (2, 'two'), ('two', 9e999), (9e999, 1.5)",
    )
    assert found.rows == {"t": ["1.5", 2, "inf", "two", "x'0aff'"]} and found.refers == [[4, 3, 0, 2, 1]]


def test_two_rows_of_one_name(tmp_path: Path) -> None:
    (told,) = refused(tmp_path, "CREATE TABLE t(id PRIMARY KEY)", "INSERT INTO t VALUES (1.5), ('1.5'), (1), ('1')")
    assert told == "app.db: table t: there are two rows called 1.5"


# ---- columns and keys ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "parent, columns, target, message",
    [
        (
            "id INTEGER PRIMARY KEY",
            "x TEXT",
            "(nope)",
            "c.x refers to the column nope of a, and there is no",
        ),
        ("id INTEGER PRIMARY KEY", "x TEXT", "(rowid)", "c.x refers to the column rowid of a, and there is no"),
        (
            "id TEXT, z TEXT, UNIQUE (id, z)",
            "x TEXT, y TEXT",
            '(id, "z""z")',
            'c.x,y refers to the column z"z of a',
        ),
        ('"É" TEXT UNIQUE', "x TEXT", "(é)", "c.x refers to the column é of a, and there is no such column"),
        ("id TEXT", "x TEXT", "", "c.x refers to the primary key of a, which has none"),
        (
            "id TEXT, n TEXT, PRIMARY KEY (n, id)",
            "x TEXT",
            "",
            "c.x refers to the primary key of a, which has 2",
        ),
    ],
)
def test_columns_that_are_not_there(tmp_path: Path, parent: str, columns: str, target: str, message: str) -> None:
    own = ", ".join(column.split()[0] for column in columns.split(", "))
    database(
        tmp_path,
        f"CREATE TABLE a({parent})",
        f"CREATE TABLE c(id INTEGER PRIMARY KEY, {columns}, FOREIGN KEY ({own}) REFERENCES a{target})",
        f"INSERT INTO c(id, {own}) VALUES (1, {', '.join(repr(target.strip('()')) for _ in columns.split(', '))})",
    )
    (error,) = check(tmp_path, 'category S = schema("app.db")').errors
    assert message in error.message and error.span.line == 1


def test_one_column_that_refers_to_two_tables(tmp_path: Path) -> None:
    database(
        tmp_path,
        "CREATE TABLE a(id INTEGER PRIMARY KEY, code TEXT UNIQUE)",
        "CREATE TABLE b(id INTEGER PRIMARY KEY)",
        "CREATE TABLE c(id INTEGER PRIMARY KEY, x INTEGER REFERENCES a REFERENCES b REFERENCES a(code) REFERENCES a)",
        "INSERT INTO a VALUES (1, '2'), (2, '1')",
        "INSERT INTO b VALUES (1), (2)",
        "INSERT INTO c VALUES (1, 1)",
    )
    report = check(
        tmp_path, ROWS + "claim count(arrows(S, a, c)) = 2\nclaim count(arrows(S, b, c)) = 1\nclaim size(R) = 5"
    )
    assert report.ok and report.files[0].notes == ((1, "app.db: c.x is declared 2 times, with one meaning"),)
    found = read_instance(tmp_path / "app.db", "app.db")
    assert {key.name: values for key, values in zip(found.schema.keys, found.refers, strict=True)} == {
        "c.x -> a.id": [0],
        "c.x -> b": [0],
        "c.x -> a.code": [1],
    }


def test_names_of_keys_that_meet(tmp_path: Path) -> None:
    found = schema(
        tmp_path,
        "CREATE TABLE x(id INTEGER PRIMARY KEY)",
        "CREATE TABLE y(id INTEGER PRIMARY KEY)",
        'CREATE TABLE a("b.c" INTEGER REFERENCES x)',
        'CREATE TABLE "a.b"(c INTEGER REFERENCES y)',
    )
    assert [key.name for key in found.keys] == ["a.b.c -> x", "a.b.c -> y"]
    same = tmp_path / "same"
    same.mkdir()
    told = refused(
        same,
        "CREATE TABLE x(id INTEGER PRIMARY KEY)",
        'CREATE TABLE a("b.c" INTEGER REFERENCES x)',
        'CREATE TABLE "a.b"(c INTEGER REFERENCES x)',
    )
    assert told == ["app.db: there are 2 foreign keys called a.b.c -> x.id"]


@pytest.mark.parametrize(
    "parent, child, there, here",
    [
        ("TEXT UNIQUE", "TEXT", "(NULL), (NULL), ('k')", "'k'"),
        ("TEXT PRIMARY KEY COLLATE NOCASE", "TEXT", "('Sales')", "'sales'"),
        ("TEXT UNIQUE COLLATE RTRIM", "TEXT COLLATE NOCASE", "('k'), ('K')", "'k  '"),
        ("TEXT UNIQUE", "INTEGER", "('1'), ('01'), ('1.0')", "1"),
        ("INTEGER UNIQUE", "TEXT", "(1), (2)", "'1.0'"),
        ("REAL UNIQUE", "", "(1), (2)", "' 1e0 '"),
        ("INTEGER PRIMARY KEY", "BLOB", "(1), (2)", "'1'"),
        ("UNIQUE", "NUMERIC", "(1), ('1'), (x'31')", "'1'"),
        ("TEXT UNIQUE GENERATED ALWAYS AS (upper(t)) VIRTUAL, t TEXT", "TEXT", "('k'), ('l')", "'K'"),
    ],
)
def test_keys_that_sqlite_finds_in_order(tmp_path: Path, parent: str, child: str, there: str, here: str) -> None:
    column = "t" if "GENERATED" in parent else "code"
    path = database(
        tmp_path,
        f"CREATE TABLE a(code {parent})",
        f"CREATE TABLE c(id INTEGER PRIMARY KEY, x {child} REFERENCES a(code))",
        f"INSERT INTO a({column}) VALUES {there}",
        f"INSERT INTO c VALUES (1, {here})",
    )
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    ((parent_row,),) = connection.execute("SELECT a.rowid FROM c LEFT JOIN a ON a.code = +c.x").fetchall()
    connection.close()
    assert read_instance(path, "app.db").refers == [[parent_row - 1]]


def test_composite_keys_with_a_null(tmp_path: Path) -> None:
    statements = (
        "CREATE TABLE a(x TEXT, y TEXT, PRIMARY KEY (x, y)) WITHOUT ROWID",
        "CREATE TABLE c(id INTEGER PRIMARY KEY, p TEXT, q TEXT, FOREIGN KEY (q, p) REFERENCES a(y, x) DEFERRABLE "
        "INITIALLY DEFERRED)",
        "INSERT INTO a VALUES ('1', '2'), ('2', '1')",
        "INSERT INTO c VALUES (1, '1', '2'), (2, NULL, 'nothing'), (3, '2', NULL), (4, '2', '1')",
    )
    told = refused(tmp_path, *statements)
    assert told == [
        "app.db: table c: row 2: the key column p is NULL; also table c: row 3: the key column q is NULL; 2 in all"
    ]
    found = read_instance(tmp_path / "app.db", "app.db", "drop")
    assert found.rows == {"a": [("1", "2"), ("2", "1")], "c": [1, 4]} and found.refers == [[0, 1]]
    assert found.left_out == {"c": 2}


def test_rows_that_agree_in_what_is_referred_to(tmp_path: Path) -> None:
    told = refused(
        tmp_path,
        "CREATE TABLE a(id INTEGER PRIMARY KEY, code TEXT COLLATE NOCASE)",
        "CREATE TABLE c(x TEXT REFERENCES a(code))",
        "INSERT INTO a VALUES (1, 'k'), (2, 'K'), (3, NULL), (4, NULL)",
    )
    assert told == ["app.db: table a: row 1: another row has the same code, and c.x refers to it"]


def test_a_long_chain_of_rows_that_are_left_out(tmp_path: Path) -> None:
    path = database(tmp_path, "CREATE TABLE t(id INTEGER PRIMARY KEY, up INTEGER REFERENCES t)")
    made = sqlite3.connect(path)
    made.executemany("INSERT INTO t VALUES (?, ?)", ((i, i + 1 if i < 20_000 else None) for i in range(1, 20_001)))
    made.execute("INSERT INTO t VALUES (30000, 30000)")
    made.commit()
    made.close()
    found = read_instance(path, "app.db", "drop")
    assert found.rows == {"t": [30000]} and found.left_out == {"t": 20_000}


# ---- what is no table ---------------------------------------------------------------------------------

FTS = "CREATE VIRTUAL TABLE search USING fts5(words)"


def test_virtual_tables_are_left_out_with_a_note(tmp_path: Path) -> None:
    database(
        tmp_path,
        "CREATE TABLE doc(id INTEGER PRIMARY KEY, up INTEGER REFERENCES doc)",
        FTS,
        'CREATE VIRTUAL TABLE "a box" USING rtree(id, x0, x1)',
        "CREATE TABLE search_results(id INTEGER PRIMARY KEY)",
        "CREATE VIEW v AS SELECT * FROM doc",
    )
    report = check(tmp_path, 'category S = schema("app.db")\nclaim count(objects(S)) = 2')
    assert report.ok
    ((line, note),) = report.files[0].notes
    assert line == 1 and note.startswith('app.db: 2 virtual tables ("a box", search) and the 8 that keep their data (')


def test_the_module_of_a_virtual_table_need_not_be_there(tmp_path: Path) -> None:
    path = database(tmp_path, "CREATE TABLE doc(id INTEGER PRIMARY KEY)", "CREATE TABLE vt(x)")
    made = sqlite3.connect(path)
    made.execute("PRAGMA writable_schema = ON")
    made.execute(
        "UPDATE sqlite_master SET sql = 'CREATE VIRTUAL TABLE vt USING evil(x)', rootpage = 0 WHERE name = 'vt'"
    )
    made.commit()
    made.close()
    found = read_schema(path, "app.db")
    assert list(found.tables) == ["doc"] and found.notes == ["app.db: 1 virtual table (vt) left out"]


@pytest.mark.parametrize(
    "target, what", [("v", "a view"), ("search", "a virtual table"), ("search_data", "a table that")]
)
def test_keys_into_what_is_left_out(tmp_path: Path, target: str, what: str) -> None:
    (told,) = refused(
        tmp_path, FTS, "CREATE VIEW v AS SELECT 1 AS id", f"CREATE TABLE t(x INTEGER REFERENCES {target}(id))"
    )
    assert told.startswith(f"app.db: t.x refers to {target}, and that is {what}")


def test_a_collation_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    made = sqlite3.connect(path)
    made.create_collation("unicase", lambda a, b: (a > b) - (a < b))
    made.execute("CREATE TABLE t(id TEXT PRIMARY KEY COLLATE unicase)")
    made.commit()
    made.close()
    (error,) = check(tmp_path, ROWS).errors
    assert "no such collation sequence: unicase" in error.message


# ---- what NULL refers to, and what is left out --------------------------------------------------------

STAFF = (
    "CREATE TABLE dept(id TEXT PRIMARY KEY)",
    "CREATE TABLE emp(id INTEGER PRIMARY KEY, boss INTEGER REFERENCES emp, dept TEXT REFERENCES dept)",
    "INSERT INTO dept VALUES ('x')",
    "INSERT INTO emp VALUES (1, NULL, 'x'), (2, 1, 'x'), (3, NULL, 'x')",
)
READ = 'category S = schema("app.db"{0}){2}\ntask R on S = instance("app.db"{1}{0})\n'
TWICE = ' { equation "emp.boss"^3 = "emp.boss"^2 }'


def test_null_is_the_row_itself(tmp_path: Path) -> None:
    database(tmp_path, *STAFF)
    claims = 'claim (1 at emp)|"emp.boss" = (1 at emp) in R and (2 at emp)|"emp.boss" = (1 at emp) in R and size(R) = 4'
    report = check(tmp_path, READ.format("", ", null = self", TWICE) + claims)
    assert report.ok and report.files[0].notes == ((2, "R: null = self: 2 NULLs refer to the row it is in (2 of emp)"),)
    (tmp_path / "app.db").unlink()
    told = refused(tmp_path, *STAFF, "UPDATE emp SET dept = NULL WHERE id < 3", null="self")
    assert told == [
        "app.db: table emp: row 1: emp.dept is NULL, and no row of emp itself can stand for it; also table emp: row 2: "
        "emp.dept is NULL, and no row of emp itself can stand for it; 2 in all"
    ]


def test_null_is_a_row_that_is_added(tmp_path: Path) -> None:
    database(tmp_path, *STAFF)
    claims = (
        'claim (1 at emp)|"emp.boss" = ("NULL" at emp) in R and ("NULL" at emp)|"emp.boss" = ("NULL" at emp) in R\n'
        'claim ("NULL" at emp)|"emp.dept" = ("NULL" at dept) in R and size(R) = 6'
    )
    report = check(tmp_path, READ.format("", ", null = point", TWICE) + claims)
    note = "R: null = point: 2 NULLs refer to a row NULL that is added (2 of emp)"
    assert report.ok and report.files[0].notes == ((2, note),)
    (tmp_path / "app.db").unlink()
    told = refused(tmp_path, *STAFF, "INSERT INTO dept VALUES ('NULL')", null="point")
    assert told == ["app.db: table dept: there is a row called NULL already, beside the one to add"]
    (tmp_path / "app.db").unlink()
    keyed = (
        "CREATE TABLE k(a INTEGER, b INTEGER REFERENCES k2, PRIMARY KEY (a, b))",
        "CREATE TABLE k2(id INTEGER PRIMARY KEY)",
    )
    told = refused(tmp_path, *keyed, "INSERT INTO k VALUES (1, NULL)", null="point")
    assert told == ["app.db: table k: row 1, NULL: the key column b is NULL"]
    (tmp_path / "app.db").unlink()
    told = refused(tmp_path, *STAFF, "UPDATE emp SET dept = 'nothing' WHERE id = 3", null="point")
    assert told == ["app.db: table emp: row 3: dept = 'nothing' refers to no row of dept"]


def test_keys_and_tables_are_left_out(tmp_path: Path) -> None:
    database(tmp_path, *STAFF)
    said = READ.format(', without = "emp.boss"', "", "")
    report = check(tmp_path, said + "claim count(arrows(S, dept, emp)) = 1 and size(R) = 4")
    note = 'app.db: without = "emp.boss": 1 foreign key left out'
    assert report.ok and [text for _, text in report.files[0].notes] == [note, note]
    said = READ.format(', without = dept, without = "emp.boss"', "", "")
    report = check(tmp_path, said + "claim count(arrows(S)) = 1")
    assert report.ok and [text for _, text in report.files[0].notes][:2] == [
        "app.db: without = dept: 1 table and 1 foreign key left out",
        note,
    ]
    (error,) = check(tmp_path, READ.format(', without = "emp.bos"', "", "").splitlines()[0] + "\n").errors
    assert error.message == "app.db: there is no foreign key or table emp.bos"
    assert error.hint == 'its foreign keys are "emp.boss", "emp.dept"; its tables dept, emp'
    (error,) = check(tmp_path, READ.format("", ', without = "emp.boss"', "")).errors
    assert "app.db has other tables or foreign keys than S: emp.boss" in error.message
