"""The Jupyter magic in a real kernel, and the HTML it shows."""

from __future__ import annotations

import copy
import re
import shutil
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest
from patience import PATIENCE

from catproof import check, load
from catproof.faces.notebook import CELL, Line, Session
from catproof.options import Options
from catproof.report.html import report_html, structure_html
from catproof.running.monitor import Step

CELLS = [
    "%load_ext catproof",
    "%%catproof\nposet P { a < b ; c < b }\ntask two on P { a = {1} ; c = {1} }\nclaim two is representable",
    "%%catproof --into theory --limit 50\nrefute other : two is representable\nask count(objects(Q)) = 3",
    "theory['P']",
    "theory['two']",
    "next(_1.verdicts) if False else __import__('catproof').check('poset P { a < b }\\nclaim b is terminal in P')",
    "%%catproof --engine guess\nposet P { }",
    "%%catproof --timeout 0\nposet P { }",
    "%%catproof --memory 1\nposet P { a < b }\nclaim b is terminal in P",
    "%catproof --help",
    "%%catproof --timeout-all 0.000001\nposet P { a < b }\nclaim b is terminal in P",
]


@pytest.fixture(scope="module")
def outputs() -> list[list[Any]]:
    """What each cell shows."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    nbclient.NotebookClient(notebook, timeout=PATIENCE, kernel_name="python3", allow_errors=True).execute()
    return [cell.outputs for cell in notebook.cells]


def html(outputs: list[Any]) -> str:
    (shown,) = outputs
    assert shown.output_type == "execute_result", shown
    return str(shown.data["text/html"])


def test_a_cell_is_a_theory(outputs: list[list[Any]]) -> None:
    assert outputs[0] == []
    shown = html(outputs[1])
    assert "<b>✗ not ok</b> <code>claim two is representable</code>" in shown
    assert "false, expected true: no one prompt reaches both 1 at a and 1 at c" in shown
    assert "<details><summary>why</summary>" in shown


def test_a_cell_sees_the_cells_before(outputs: list[list[Any]]) -> None:
    shown = html(outputs[2])
    assert "✓ ok</b> <code>refute other : two is representable" in shown
    assert "&lt;cell&gt;:2:19: error[E201]: Q is not declared" in shown


def test_values_are_shown(outputs: list[list[Any]]) -> None:
    assert "category P: 3 objects, 2 generating arrows, 5 arrows" in html(outputs[3])
    assert "task two on P: 2 elements" in html(outputs[4])
    assert "✓ ok" in html(outputs[5])


def test_a_wrong_option_is_a_usage_error(outputs: list[list[Any]]) -> None:
    (shown,) = outputs[6]
    text = str(shown)
    assert "UsageError" in text and "argument --engine: invalid choice" in text


def test_limits_are_those_of_the_command_line(outputs: list[list[Any]]) -> None:
    assert "argument --timeout: a positive number of seconds is expected, not 0" in str(outputs[7])
    assert "the memory limit of 1 MB was reached (raise it with --memory)" in html(outputs[8])
    assert "the time limit of 1e-06 s for the whole run was reached (raise it with --timeout-all)" in html(outputs[10])


def test_help_is_shown_and_nothing_run(outputs: list[list[Any]]) -> None:
    (shown,) = outputs[9]
    assert shown.output_type == "stream" and shown.text.startswith("usage: %%catproof [--help]")
    assert all(option in shown.text for option in ("--engine", "--timeout-all SECONDS", "--into NAME", "--no-cache"))


def test_a_line_tells_how_far_a_statement_is() -> None:
    shown: list[tuple[int, str, str]] = []

    class Handle:
        made = 0

        def __init__(self) -> None:
            Handle.made += 1
            self.number = Handle.made

        def display(self, data: dict[str, str], raw: bool) -> None:
            shown.append((self.number, "display", data["text/plain"]))

        def update(self, data: dict[str, str], raw: bool) -> None:
            shown.append((self.number, "update", data["text/plain"]))

    line = Line(Handle)
    (verdict,) = check("claim 1 = 1\n").verdicts
    steps = [
        Step(CELL, verdict.statement, bool(over), False, 0, 0, None, "", told)
        for over, told in [
            (False, ""),
            (False, "one"),
            (False, "two"),
            (True, "two"),
            (False, ""),
            (True, "x"),
            (False, "y"),
        ]
    ]
    for step in steps:
        line(step)
    name = verdict.statement.name
    assert shown == [
        (1, "display", f"{name}: one"), (1, "update", f"{name}: two"), (1, "update", ""), (2, "display", f"{name}: y")
    ]  # fmt: skip


def test_a_name_declared_again_has_its_new_meaning() -> None:
    session = Session()
    options = Options()
    assert session.check("poset P { a < b }\ncategory D = opposite(P)\n", options).ok
    assert session.check("claim count(arrows(opposite(P))) = 3 and count(arrows(D)) = 3", options).ok
    assert session.check("poset P { a < b < c }\nclaim count(arrows(opposite(P))) = 6", options).ok
    assert session.check("claim count(arrows(opposite(P))) = 6 and count(arrows(D)) = 3", options).ok
    broken = session.check("poset P { a < b < a }\nclaim count(arrows(P)) = 6\n", options)
    assert [e.span.line for e in broken.errors] == [1]
    assert not session.check("claim count(arrows(P)) = 6", options).ok  # the broken one is not declared
    assert session.theory().names.keys() == {"D"}


def test_data_can_be_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("labels.csv").write_text("label,object\nlow,a\n", encoding="utf-8")
    session = Session()
    cell = 'poset P { a < b }\ntasks read("labels.csv", label, object, close = down) on P\nclaim size(low) = 1\n'
    assert session.check(cell, Options()).ok
    assert session.check(cell, Options()).ok
    Path("labels.csv").write_text("label,object\nlow,b\n", encoding="utf-8")
    report = session.check(cell.replace("= 1", "= 2"), Options())
    assert report.ok and "<p>line 2: " in report_html(report)
    assert session.check("claim low is representable by b", Options()).ok


class Tags(HTMLParser):
    """Which elements there are, and that each is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_hostile_names_stay_text() -> None:
    text = """
    poset P { "<script>alert(1)</script>" < "&amp;" }
    task T on P { "&amp;" = {"<img onerror=x>"} ; "<script>alert(1)</script>" = {"</td>"} }
    functor F : P -> P { "&amp;" |-> "&amp;" ; "<script>alert(1)</script>" |-> "&amp;" }
    claim T is representable by "&amp;"
    claim "<b>" is terminal in P
    """
    theory = load(text.split("claim")[0])
    report = check(text)
    pieces = [*(structure_html(theory[name]) for name in "PTF"), report_html(report)]
    allowed = {"table", "caption", "tr", "th", "td", "p", "div", "b", "code", "br", "pre", "details", "summary"}
    for piece in pieces:
        assert Tags(piece).seen <= allowed and "&amp;amp;" in piece


def test_equations_are_shown() -> None:
    piece = structure_html(load("monoid Z { generator r ; equation r^4 = id }\n")["Z"])
    assert "1 object, 1 generating arrow" in piece and "<td>r^4</td><td>id</td>" in piece


def test_large_things_are_cut_short() -> None:
    theory = load("category C = chain(500)\ntask T = yoneda(C, 499)\n")
    assert "and 459 more" in structure_html(theory["C"]) and len(structure_html(theory["T"])) < 20_000


EMBEDDING = Path(__file__).parents[2] / "theories" / "embedding"

STAND_INS = {
    "all_minilm_l6_v2.py": "def extract_model(folder):\n    return folder\n",
    "sentence_transformers.py": """
import numpy

class SentenceTransformer:
    def __init__(self, path):
        assert isinstance(path, str)

    def encode(self, words):
        vectors = numpy.load("nouns.npy").astype("float32")
        assert len(words) == len(vectors)
        return vectors ** 3
""",
}
"""Where the model is not installed: other vectors for the same words."""


def test_the_notebook_about_a_model_runs(tmp_path: Path) -> None:
    for name in ("nouns.npy", "nouns.txt", "labels.csv", "taxonomy.csv"):
        shutil.copy(EMBEDDING / name, tmp_path / name)
    if find_spec("all_minilm_l6_v2") is None or find_spec("sentence_transformers") is None:
        for name, text in STAND_INS.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
    shipped = nbformat.read(EMBEDDING / "model.ipynb", as_version=4)
    notebook = copy.deepcopy(shipped)
    place = {"metadata": {"path": str(tmp_path)}}
    nbclient.NotebookClient(notebook, timeout=PATIENCE, kernel_name="python3", resources=place).execute()
    for cell, other in zip(notebook.cells, shipped.cells, strict=True):
        assert cell.source == other.source
        last, kept = ([o.output_type for o in each.get("outputs", [])][-1:] for each in (cell, other))
        assert last == kept
    said, decided = (notebook.cells[k].outputs[-1].text for k in (3, -1))
    assert "nearer: the first on" in said
    assert len(re.findall(r"within 3/8: (?:true|false), \w+ is (?:a|no) prompt", decided)) == 5
