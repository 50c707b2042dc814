"""`catproof show`: everything that a theory speaks of, by the command line, in each form."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from theory_files import GOOD

import catproof
from catproof.core.category import Category
from catproof.core.characters import forbidden
from catproof.core.task import Task
from catproof.elaborate.loader import Loader
from catproof.elaborate.scope import Later
from catproof.faces import cli
from catproof.options import Options
from catproof.resources import folder
from catproof.syntax.printer import print_name

SCHEMA = json.loads((Path(catproof.__file__).parent / "report" / "show.schema.json").read_text(encoding="utf-8"))

THEORY = """\
category Two "two parallel arrows" { object V, E ; arrow s, t : V -> E }
task G on Two "a path" { V = {1, 2, 3} ; E = {a, b} ; s { a |-> 1 ; b |-> 2 } ; t { a |-> 2 ; b |-> 3 } }
monoid Z4 { generator r ; equation r^4 = id }
monoid Idem { generator e, z ; equation e . e = e ; equation z . z = z ; equation e . z = z ; equation z . e = z }
functor F : Two -> Two { V |-> V ; E |-> E ; s |-> t ; t |-> s }
transformation n : G -> terminal(Two) { at V { 1 |-> * ; 2 |-> * ; 3 |-> * } ; at E { a |-> * ; b |-> * } }
model h = yoneda(Two)
monoid N { generator k }
define vertices(task T on Two) "how many vertices" := count(elements(T, V))
define monic(arrow f : a -> b in C) := forall x in objects(C) :
    forall g, h in arrows(C, x, a) : f . g = f . h implies g = h
"""


class Shown:
    """Runs `show` on the theory; what it prints, and its status."""

    def __init__(self, path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self.capfd = capfd
        self.status = 0
        self.err = ""

    def __call__(self, *arguments: str) -> str:
        self.capfd.readouterr()
        self.status = cli.main(["show", str(self.path), *arguments])
        out, self.err = self.capfd.readouterr()
        return out

    def data(self, expression: str, *options: str) -> dict[str, Any]:
        """The JSON, which its schema describes."""
        data: dict[str, Any] = json.loads(self(expression, "--json", *options))
        jsonschema.validate(data, SCHEMA)
        assert self.status == 0 and data["expression"]
        for table in data["tables"]:
            assert all(len(row) == len(table["columns"]) for row in table["rows"])
        return data

    def rows(self, expression: str, name: str) -> list[list[Any]]:
        """The rows of one table."""
        (table,) = [table for table in self.data(expression)["tables"] if table["name"] == name]
        found: list[list[Any]] = table["rows"]
        assert table["total"] == len(found)
        return found


@pytest.fixture
def show(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Shown:
    path = tmp_path / "t.cat"
    path.write_text(THEORY, encoding="utf-8")
    return Shown(path, capfd)


def test_a_category(show: Shown) -> None:
    assert show.rows("Two", "objects") == [["V"], ["E"]]
    assert show.rows("Two", "generators") == [["s", "V", "E"], ["t", "V", "E"]]
    assert show.rows("Z4", "equations") == [["r^4", "id"]]
    assert show.rows("Z4", "composition") == [
        ["r", "r^2", "r^3", "id"], ["r^2", "r^3", "id", "r"], ["r^3", "id", "r", "r^2"],
    ]  # fmt: skip
    assert show.rows("opposite(Two)", "generators") == [["s", "E", "V"], ["t", "E", "V"]]
    assert show.data("Two")["doc"] == "two parallel arrows"
    assert show.data("chain(3)")["title"] == "category chain(3): 3 objects, 2 generating arrows, 6 arrows"


def test_the_composition_table_has_g_in_the_row_and_f_in_the_column(show: Shown) -> None:
    table = show.data("slice(Two, E)")["tables"][-1]
    assert table["name"] == "arrows"  # no two of them meet, so there is no table
    show.path.write_text("category C { object a, b, c ; arrow f : a -> b ; arrow g : b -> c }\n", encoding="utf-8")
    table = show.data("C")["tables"][-1]
    assert table["columns"] == ["g . f", "f", "g", "g . f"]
    assert table["rows"] == [["f", "", "", ""], ["g", "g . f", "", ""], ["g . f", "", "", ""]]


def test_a_category_with_many_arrows_has_no_composition_table(show: Shown) -> None:
    assert [table["name"] for table in show.data("chain(5)")["tables"]][-1] == "composition"
    assert "composition" not in [table["name"] for table in show.data("chain(6)")["tables"]]


def test_an_infinite_category_shows_what_it_can(show: Shown) -> None:
    text = show("N", "--limit", "500")
    assert show.status == 0 and "k      *     *" in text
    assert "its arrows are not listed: the enumeration of the arrows of N went past the limit of 500 arrows" in text


def test_a_task(show: Shown) -> None:
    assert show.rows("G", "elements") == [["V", ["1", "2", "3"]], ["E", ["a", "b"]]]
    assert show.rows("G", "restrictions")[1] == ["s", "b at E", "2 at V"]
    assert show("G").startswith(
        "task G on Two: 5 elements\na path\n\nelements:\n  object  elements\n  V       {1, 2, 3}\n"
    )
    assert show.data("empty(Two)")["notes"] == ["2 objects of Two have no elements"]


def test_maps(show: Shown) -> None:
    assert show.rows("F", "generators") == [["s", "t"], ["t", "s"]]
    assert show.rows("n", "components")[3] == ["E", "a", "*"]
    assert show.rows("h", "objects") == [["V", "V", ["id(V)"]], ["E", "V", ["s", "t"]], ["E", "E", ["id(E)"]]]
    assert show.rows("h", "generators") == [["s", "id(V) at V", "s"], ["t", "id(V) at V", "t"]]


@pytest.mark.parametrize(
    ("expression", "rows"),
    [
        ("objects(Two)", [["V"], ["E"]]),
        ("arrows(Two, V, E)", [["s", "V", "E"], ["t", "V", "E"]]),
        ("elements(G, E)", [["a", "E"], ["b", "E"]]),
        ("elements(G)", [["1", "V"], ["2", "V"], ["3", "V"], ["a", "E"], ["b", "E"]]),
        ("transformations(G, G)", [["{ at V { 1 |-> 1 ; 2 |-> 2 ; 3 |-> 3 } ; at E { a |-> a ; b |-> b } }"]]),
        ("functors(terminal(), Two)", [["{ * |-> V }"], ["{ * |-> E }"]]),
        ("posets(points = 2)", [["{ point a, b }"], ["{ a < b }"]]),
    ],
)
def test_the_values_of_a_domain(show: Shown, expression: str, rows: list[list[str]]) -> None:
    assert sorted(show.rows(expression, "values")) == sorted(rows)
    assert show.data(expression)["kind"] == "domain"


@pytest.mark.parametrize(
    ("expression", "title"),
    [
        ("V", "object V of Two"),
        ("F(V)", "object V of Two"),
        ("source(s)", "object V of Two"),
        ("F(s)", "arrow t : V -> E of Two"),
        ("r^5", "arrow r : * -> * of Z4"),
        ("(V -> V)", "arrow id(V) : V -> V of Two"),
        ("s in Two", "arrow s : V -> E of Two"),
        ("2", "element 2 at V of G"),
        ("(a at E)", "element a at E of G"),
        ("b|t", "element 3 at V of G"),
        ("n(a)", "element * at E of terminal(Two)"),
        ("rank(G)", "rank(G) = 2"),
        ("count(x in elements(G, E) such that x|s = x|t)", "count(x in elements(G, E) such that x|s = x|t) = 0"),
        ("vertices(G) * 2", "vertices(G) * 2 = 6"),
        ("count(S in tasks(Two, size <= 1) such that S is representable)",
         "count(S in tasks(Two, size <= 1) such that S is representable) = 1"),
        ("rank(G) + count(S in tasks(Two, size <= 1) such that S is representable)",
         "rank(G) + count(S in tasks(Two, size <= 1) such that S is representable) = 3"),
        ("h(V)", "task h(V) on Two: 1 element"),
    ],
)
def test_single_things(show: Shown, expression: str, title: str) -> None:
    assert show.data(expression)["title"] == title


def test_facts_of_an_arrow_and_an_object(show: Shown) -> None:
    facts = dict(show.rows("e in Idem", "facts"))
    assert facts["powers"] == "power 2 is power 1" and facts["inverse"] == "none" and facts["mono"] == "no"
    assert dict(show.rows("r^2", "facts"))["order"] == 2 and dict(show.rows("r", "facts"))["inverse"] == "r^3"
    assert dict(show.rows("E", "facts")) == {"arrows to itself": 1, "terminal": "no", "initial": "no"}


def test_an_element_shows_its_restrictions_and_what_restricts_to_it(show: Shown) -> None:
    assert show.rows("(a at E)", "restrictions") == [["id(E)", "a at E"], ["s", "1 at V"], ["t", "2 at V"]]
    assert show.rows("2", "restricts to it") == [["b at E", "s"], ["a at E", "t"]]


def test_definitions(show: Shown) -> None:
    assert 'define vertices(task T on Two) "how many vertices"' in show("vertices")
    assert "left cancellable" in show("mono") and show.status == 0  # shipped
    assert show.data("vertices")["kind"] == "definition"


def test_a_number_is_a_number_in_each_form(show: Shown) -> None:
    assert show("size(G)") == "size(G) = 5\n" and show("size(G)", "--csv") == "5\n"
    assert show.data("size(G)")["value"] == 5


def test_without_an_expression_all_declarations_are_shown(show: Shown) -> None:
    assert show().startswith("10 declarations\n") and "task            G         a path\n" in show()
    data = json.loads(show("--json"))
    jsonschema.validate(data, SCHEMA)
    assert ["define", "vertices", "how many vertices"] in data["tables"][0]["rows"]


def test_rows(show: Shown) -> None:
    text = show("arrows(chain(20))")
    assert "arrows(chain(20)): 210 arrows" in text and "... and 170 more" in text and len(text.splitlines()) == 45
    assert show("arrows(chain(20))", "--rows", "300").count("\n") == 214
    assert len(show.data("arrows(chain(20))")["tables"][0]["rows"]) == 210
    table = show.data("arrows(chain(20))", "--rows", "3")["tables"][0]
    assert len(table["rows"]) == 3 and table["total"] == 210


def test_csv(show: Shown) -> None:
    read = list(csv.reader(io.StringIO(show("G", "--csv"))))
    assert read[:3] == [["object", "elements"], ["V", "1; 2; 3"], ["E", "a; b"]] and read[3] == []
    assert read[4] == ["along", "of", "is"] and read[5] == ["s", "a at E", "1 at V"]


@pytest.mark.parametrize(
    ("expression", "message", "caret"),
    [
        ("foo", "foo is not declared, and is no object, arrow or element of what is declared", "^^^"),
        ("elements(Q)", "Q is not declared, and a task is expected here", "         ^"),
        ("monic(s)", "`monic(s)` is a proposition, which `catproof check` decides", "^^^^^^^^"),
        ("G)", "`)` closes nothing", "  ^"),
        ("G) = 0 and (size(G", "this `(` is never closed", "           ^"),
        ("G) + size(G", "this is not one expression", "^"),
        ("G, G", "this is not one expression", "^"),
        ("", "this is not one expression", None),
        ("size <= 3", "this is not one expression", "^"),
        ("s . t in Two", "s . t does not compose: t ends at E, s starts at V", "^^^^^"),
        ("(V -> E) in Two", "V -> E could be any of 2 arrows: s, t", "^^^^^^^^"),
        ("r . \x1b", "U+001B ESCAPE", None),
    ],
)
def test_errors_are_pointed_at(show: Shown, expression: str, message: str, caret: str | None) -> None:
    assert show(expression) == "" and show.status == 2
    first, *rest = show.err.splitlines()
    assert first.startswith("EXPRESSION:1:") and message in show.err
    assert caret is None or rest[1].startswith(f"    {caret}")


def test_what_meets_a_limit_is_unknown(show: Shown) -> None:
    assert show("arrows(N)", "--limit", "100") == "" and show.status == 3
    assert show.err.startswith("catproof: unknown: the enumeration of the arrows of N went past the limit of 100")
    assert show("functors(chain(60), chain(60))", "--timeout", "0.2") == "" and show.status == 3
    assert "time limit of 0.2 s" in show.err


def test_a_theory_with_errors_shows_what_does_not_depend_on_them(show: Shown) -> None:
    with show.path.open("a", encoding="utf-8") as file:
        file.write("task bad on Two { W = {1} }\n")
    assert "V       {1, 2, 3}" in show("G") and show.status == 2 and "W is not an object of Two" in show.err
    assert show("bad") == "" and show.status == 2
    assert show("size(bad)") == "" and show.status == 2


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"poset P { a < b }\n"), encoding="utf-8"))
    assert cli.main(["show", "-", "count(arrows(P))"]) == 0
    assert capfd.readouterr().out == "count(arrows(P)) = 3\n"


def test_hostile_names_are_shown_escaped(show: Shown) -> None:
    show.path.write_text('poset P { "<b>&" < "a b" }\ntask T on P { "<b>&" = {"=1+1"} }\n', encoding="utf-8")
    for arguments in (("P",), ("T",), ("P", "--json"), ("elements(T)",), ("\u202e",), ("\x1b[31m",), ('"\x1b[31m"',)):
        out = show(*arguments)
        assert all(forbidden(line) is None for line in (out + show.err).split("\n"))
    piece = catproof.show(show.path, "T")._repr_html_()
    tags: set[str] = set()
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attrs: tags.add(tag)  # type: ignore[method-assign]
    reader.feed(piece)
    assert tags <= {"p", "b", "table", "caption", "tr", "th", "td"} and "&lt;b&gt;&amp;" in piece


def test_on_a_terminal_the_tables_have_rules(show: Shown) -> None:
    """In a terminal of its own, with colours that are ours alone."""
    main, side = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "catproof", "show", str(show.path), "G"]
    subprocess.run(command, stdout=side, env=environment, check=True, timeout=120)
    os.close(side)
    shown = b""
    try:
        while part := os.read(main, 65536):
            shown += part
    except OSError:  # the terminal is closed
        pass
    text = shown.decode("utf-8")
    assert "\x1b[1mtask G on Two: 5 elements\x1b[0m" in text and "────" in text and "{1, 2, 3}" in text


def test_from_python() -> None:
    sheet = catproof.show(THEORY, "arrows(chain(50))")
    assert isinstance(sheet, catproof.Sheet) and sheet.tables[0].total == 1275
    assert str(sheet).endswith("... and 1,235 more") and "... and 1,235 more" in sheet._repr_html_()
    jsonschema.validate(json.loads(sheet.to_json()), SCHEMA)
    assert sheet.to_csv().count("\n") == 1276
    with pytest.raises(catproof.InputError, match="Q is not declared"):
        catproof.show(THEORY, "elements(Q)")
    with pytest.raises(catproof.LimitReached):
        catproof.show(THEORY, "arrows(N)", limit=100)


@pytest.mark.parametrize("file", [*GOOD, *sorted(folder("theories").rglob("*.cat"))], ids=lambda p: p.stem)
def test_everything_declared_is_shown(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """All that the shipped theories and the examples declare, and the values of what can be ranged over."""
    found = Loader(Options()).file(str(file))
    for name, declared in list(found.scope.names.items())[:12]:
        written = print_name(name)
        if isinstance(declared.value, Later):  # it is no functor, or not closed, and there is nothing to show
            assert cli.main(["show", str(file), written]) == 2 and "error[E512]" in capfd.readouterr().err
            continue
        expressions = [written]
        if isinstance(declared.value, Category):
            expressions += [f"objects({written})", f"count(objects({written}))"]
        elif isinstance(declared.value, Task):
            expressions += [f"elements({written})", f"size({written})", f"product({written}, {written})"]
        for expression in expressions:
            assert cli.main(["show", str(file), expression, "--json", "--rows", "5"]) == 0, expression
            data = json.loads(capfd.readouterr().out)
            jsonschema.validate(data, SCHEMA)
            assert data["tables"] or "value" in data or "text" in data, expression
