"""Tasks, transformations and adjunctions as they are drawn on boards, by the command line."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from catproof.faces import cli
from catproof.options import Options
from catproof.pictures.dot import FILLS
from catproof.pictures.draw import drawing, render
from catproof.report.images import image

SVG = "{http://www.w3.org/2000/svg}"

THEORY = """\
category Two { object V, E ; arrow s, t : V -> E }
task G on Two { V = {1, 2, 3} ; E = {a, b, c} ; s { a |-> 1 ; b |-> 2 ; c |-> 1 } ; t { a |-> 2 ; b |-> 1 ; c |-> 1 } }
task K2 on Two {
  V = {x, y} ; E = {xy, yx, xx}
  s { xy |-> x ; yx |-> y ; xx |-> x } ; t { xy |-> y ; yx |-> x ; xx |-> x }
}
transformation n : G -> K2 { at V { 1 |-> x ; 2 |-> y ; 3 |-> y } ; at E { a |-> xy ; b |-> yx ; c |-> xx } }
transformation point : terminal(Two) -> K2 { at V { * |-> x } ; at E { * |-> xx } }
monoid Words { generator p, q ; equation p . p = p ; equation q . q = q ; equation p . q = q . p }
task Machine on Words {
  * = {start, left, right, both}
  p { start |-> left ; left |-> left ; right |-> both ; both |-> both }
  q { start |-> right ; right |-> right ; left |-> both ; both |-> both }
}
poset P { a < b < c }
poset Q { x < y }
functor F : P -> Q { a |-> x ; b |-> x ; c |-> y }
functor R : Q -> P { x |-> b ; y |-> c }
claim adjoint : F is left adjoint to R
refute representable : G is representable
monoid Z6 { generator r ; equation r^6 = id }
task clock on Z6 { * = {0, 1, 2} ; r { 0 |-> 1 ; 1 |-> 2 ; 2 |-> 0 } }
refute confused : clock is representable
"""


class Drawn:
    """Runs `draw` on the theory."""

    def __init__(self, path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self.capfd = capfd

    def text(self, form: str, *arguments: str) -> str:
        """The file of that form that is written."""
        out = self.path.with_suffix(f".{form}")
        assert cli.main(["draw", str(self.path), *arguments, "-o", str(out)]) == 0, self.capfd.readouterr()
        return out.read_text(encoding="utf-8")

    def arrows(self, *arguments: str) -> set[tuple[str, str, str]]:
        """The arrows, between the first lines of their nodes, with their labels."""
        dot = self.text("dot", *arguments)
        nodes = dict(re.findall(r'^ *(\w+) \[id="\w+", label="([^"]*?)(?:\\n[^"]*)?"', dot, re.M))
        found = re.findall(r'^ *(\w+) -> (\w+) \[id="\w+"(?:, label="([^"]*)")?', dot, re.M)
        return {(nodes[a], nodes[b], label.strip()) for a, b, label in found}

    def refused(self, *arguments: str) -> str:
        """What is said where nothing is drawn."""
        assert cli.main(["draw", str(self.path), *arguments]) == 2
        return self.capfd.readouterr().err


@pytest.fixture
def draw(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Drawn:
    path = tmp_path / "t.cat"
    path.write_text(THEORY, encoding="utf-8")
    return Drawn(path, capfd)


def test_a_task_on_two_parallel_arrows_is_a_directed_graph(draw: Drawn) -> None:
    assert draw.arrows("G") == {("1", "2", "a"), ("2", "1", "b"), ("1", "1", "c")} == draw.arrows("G", "--as", "graph")
    dot = draw.text("dot", "G")
    assert "G, as a graph" in dot and "Vertices are the elements at V, edges those at E, from s to t." in dot
    assert 'label="3\\nprompt V"' in dot  # the vertex that no edge restricts to


def test_a_task_on_a_monoid_is_an_automaton_with_arrows_as_the_file_writes_them(draw: Drawn) -> None:
    wanted = {
        ("start", "left", "p"), ("left", "left", "p"), ("right", "both", "p"), ("both", "both", "p, q"),
        ("start", "right", "q"), ("right", "right", "q"), ("left", "both", "q"),
    }  # fmt: skip
    assert draw.arrows("Machine") == wanted == draw.arrows("Machine", "--as", "action")


def test_the_category_of_elements_can_be_asked_for(draw: Drawn) -> None:
    assert ("left", "start", "p") in draw.arrows("Machine", "--as", "elements")
    assert draw.arrows("G", "--as", "elements") == {
        ("1", "a", "s"), ("2", "b", "s"), ("1", "c", "s"), ("2", "a", "t"), ("1", "b", "t"), ("1", "c", "t"),
    }  # fmt: skip
    assert ("a", "1", "s") in draw.arrows("G", "--as", "action")


def test_a_transformation_of_graphs_maps_vertices(draw: Drawn) -> None:
    found = draw.arrows("n")
    assert {("1", "x", ""), ("2", "y", ""), ("3", "y", "")} <= found and ("x", "y", "xy") in found


def test_squares_and_triangles_of_a_transformation(draw: Drawn) -> None:
    assert draw.arrows("n", "--as", "squares") == {
        ("G(E)", "G(V)", "G(s)"), ("K2(E)", "K2(V)", "K2(s)"), ("G(E)", "K2(E)", "n at E"), ("G(V)", "K2(V)", "n at V"),
        ("G(E)", "G(V)", "G(t)"), ("K2(E)", "K2(V)", "K2(t)"),
    }  # fmt: skip
    top = "terminal(Two)(E)"
    assert draw.arrows("point", "--as", "squares") == {
        (top, "K2(E)", "point at E"), (top, "K2(V)", "point at V"), ("K2(E)", "K2(V)", "K2(s)"),
        ("K2(E)", "K2(V)", "K2(t)"),
    }  # fmt: skip


def test_both_functors_of_an_adjunction_are_drawn(draw: Drawn) -> None:
    dot = draw.text("dot", "--verdict", "adjoint")
    assert dot.count('class="map"') == 3 and dot.count('class="back"') == 2 and dot.count("subgraph") == 2
    assert "Dashed: F, the left adjoint. Dotted: R, the right adjoint." in dot


def test_what_decides_is_marked_in_a_graph_too(draw: Drawn) -> None:
    dot = draw.text("dot", "--verdict", "representable")
    marked = re.findall(r'label="([^"]*)"[^]]*class="[^"]*tone\d', dot)
    assert len(marked) == 2 and any(" a \\n missed by every prompt \\n that reaches 3 at V " in m for m in marked)
    assert draw.arrows("--verdict", "confused") >= {("0", "1", "r"), ("1", "2", "r"), ("2", "0", "r")}


def test_fifty_classes_are_told_apart(draw: Drawn) -> None:
    names = [f"a{k}" for k in range(50)]
    items = " ; ".join(f"{name} = {{x}}" for name in names)
    draw.path.write_text(f"poset P {{ point {', '.join(names)} }}\ntask T on P {{ {items} }}\n", encoding="utf-8")
    dot = draw.text("dot", "T")
    looks = re.findall(r'penwidth=1\.6(?:, peripheries=(\d))?, fillcolor="(#\w+)"', dot)
    assert len(looks) == len(set(looks)) == 50 and len({fill for _, fill in looks}) == len(FILLS) - 1
    dark = unquote(image(draw.text("svg", "T").encode("utf-8")).source)
    assert all(f".fill{k} path{{fill:" in dark for k in range(1, len(FILLS)))  # on a dark page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["P", "--as", "graph"], "only tasks and transformations are drawn as graph"),
        (["G", "--as", "squares"], "only transformations are drawn as squares"),
        (["Machine", "--as", "graph"], "tasks on Words are no graphs (a graph is a task on two parallel arrows"),
        (["--verdict", "adjoint", "--as", "action"], "--as is for a NAME"),
        (["G", "--as", "tree"], "invalid choice: 'tree'"),
    ],
)
def test_what_cannot_be_drawn_so_is_refused(draw: Drawn, arguments: list[str], said: str) -> None:
    assert said in draw.refused(*arguments)


def test_without_graphviz_all_of_it_is_drawn(draw: Drawn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    for arguments in (["G"], ["Machine"], ["n"], ["n", "--as", "squares"], ["--verdict", "adjoint"]):
        root = ElementTree.fromstring(draw.text("svg", *arguments).encode("utf-8"))
        assert len([g for g in root.iter(f"{SVG}g") if g.get("class") == "edge"]) >= 3


def test_tex_is_tikz_cd(draw: Drawn) -> None:
    made = draw.text("tex", "Machine")
    assert r"\usepackage{tikz-cd}" in made and made.count(r"\arrow[") == 7 and r"\ar " not in made
    assert r"\arrow[from=1-2, to=2-1" in made and made.count("loop right") == 3
    assert draw.text("tex", "P").count("dash") == 2 and draw.text("tex", "F").count("dashed") == 3


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed (texlive-pictures)")
@pytest.mark.parametrize(
    "arguments", [["G"], ["Machine"], ["n"], ["n", "--as", "squares"], ["--verdict", "adjoint"], ["P"], ["Two"]]
)
def test_tex_compiles(draw: Drawn, arguments: list[str]) -> None:
    draw.text("tex", *arguments)
    run = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "t.tex"]
    done = subprocess.run(run, cwd=draw.path.parent, capture_output=True, text=True, check=False, errors="replace")
    assert done.returncode == 0, done.stdout[-800:]


NATURAL = """
category C { object x, y ; arrow f, g : x -> y }
monoid M { generator e ; equation e^2 = e }
functor U : C -> M { f |-> e ; g |-> id }
functor V : C -> M { f |-> e ; g |-> e }
transformation w : U -> V { x |-> e ; y |-> e }
functor D : discrete({p, q}) -> chain(2) { p |-> 0 ; q |-> 0 }
functor E : discrete({p, q}) -> chain(2) { p |-> 1 ; q |-> 0 }
transformation d : D -> E { }
"""


@pytest.mark.parametrize(
    ("name", "parts", "across"),
    [
        ("w", [("along f", 4, ["e", "e"]), ("along g", 3, ["e", "e"])], ["e", "e", "e"]),
        ("id(V) . w", [("along f", 4, ["e", "e"]), ("along g", 3, ["e", "e"])], ["e", "e", "e"]),
        ("d", [("at p", 2, ["(0 -> 1)"]), ("at q", 2, ["id(0)"])], []),
    ],
)
def test_transformations_of_functors_are_squares_and_triangles(
    tmp_path: Path, name: str, parts: list[tuple[str, int, list[str]]], across: list[str]
) -> None:
    file = tmp_path / "t.cat"
    file.write_text(NATURAL, encoding="utf-8")
    for form in ("", "squares"):
        diagram = drawing(str(file), name, None, Options(), form=form).diagram
        assert diagram is not None
        drawn = [(part.title, len(part.nodes), [arrow.label for arrow in part.arrows]) for part in diagram.parts]
        assert drawn == parts and [arrow.label for arrow in diagram.between] == across
        for form_of_file in ("dot", "tex", "svg"):
            assert render(diagram, form_of_file).content
