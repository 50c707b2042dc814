"""`draw`: what is drawn of a name, marked of a verdict, and left out, and what is said when nothing can be drawn."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from theory_files import GOOD

import catproof
from catproof.core.category import thin
from catproof.core.functor_category import NaturalTransformation
from catproof.core.graded import GRADED
from catproof.core.task import Task
from catproof.decide.arrows import ObjectProperty
from catproof.elaborate.loader import Loader
from catproof.elaborate.scope import Defined
from catproof.faces import arguments as statuses
from catproof.faces import cli
from catproof.options import Options
from catproof.pictures import dot, plain
from catproof.pictures.diagram import Diagram, Node
from catproof.pictures.draw import drawing, picture, verdict_scenes
from catproof.pictures.latex import latex_text
from catproof.pictures.tasks import draw_task
from catproof.pictures.verdict import _SCENES, Scene
from catproof.resources import folder
from catproof.running.prover import prove

FILES = sorted(folder("theories").glob("*.cat"))

THEORY = """
poset P { dog < mammal < animal ; cat < mammal }
task is_mammal on P { dog = {y} ; cat = {y} ; mammal = {y} }
task is_pet on P { dog = {y} ; cat = {y} }
claim mammal : is_mammal is representable
refute pet : is_pet is representable
refute too_much : yoneda(P) solves is_mammal by prompt animal
refute too_little : yoneda(P) solves is_mammal by prompt dog
monoid Z4 { generator r ; equation r^4 = id }
task parity on Z4 { * = {even, odd} ; r { even |-> odd ; odd |-> even } }
refute confused : parity is representable
claim rank : rank(is_pet) = 2
poset Texts { red < red_car ; car < red_car }
poset Images { red < red_car ; car < red_car ; red < fire ; car < fire }
functor Paint : Texts -> Images { red |-> red ; car |-> car ; red_car |-> red_car }
refute second : Paint generalizes from {red, car}
category G { object V, E ; arrow s, t : V -> E }
functor Flat : G -> chain(2) { V |-> 0 ; E |-> 1 }
refute faithful : Flat is faithful
functor Point : terminal() -> P { * |-> dog }
refute onto : Point is essentially surjective
claim some : exists X in objects(P) : X is terminal in P
claim all : forall X in objects(P) : yoneda(P, X) is representable
refute both : is_mammal is representable and is_pet is representable
claim iso : yoneda(P, mammal) ~= is_mammal
monoid N { generator n }
"""


def drawn(name: str | None, statement: str | None = None, theory: str = THEORY) -> Diagram:
    found = drawing("-", name, statement, Options(), io.BytesIO(theory.encode()))
    assert found.diagram is not None, found
    return found.diagram


def captions(diagram: Diagram) -> dict[str, str]:
    return {n.title: n.caption for part in diagram.parts for n in part.nodes if n.caption}


def nodes(diagram: Diagram) -> list[Node]:
    return [n for part in diagram.parts for n in part.nodes]


def test_a_category_has_its_equations_below() -> None:
    diagram = drawn("Z4")
    assert diagram.notes == ("r^4 = id",)
    assert [(a.source, a.target, a.label) for a in diagram.parts[0].arrows] == [("a0", "a0", "r")]


def test_an_order_is_drawn_without_what_follows() -> None:
    part = drawn("P", theory="poset P { a < b < c ; a < c }").parts[0]
    assert part.hasse and [(a.source, a.target) for a in part.arrows] == [("a0", "a1"), ("a1", "a2")]


def test_a_preorder_is_no_order() -> None:
    part = drawn("K", theory="pretext K = contrastive { pair x, y ; sample z }").parts[0]
    assert not part.hasse and len(part.nodes) == 3 and len(part.arrows) == 2


def test_a_task_has_its_classes_named_by_prompts() -> None:
    found = nodes(drawn("is_pet"))
    assert [(n.fill, n.lines[-1]) for n in found] == [(1, "prompt dog"), (2, "prompt cat")]
    assert [(n.fill, n.lines) for n in nodes(drawn("parity"))] == [(1, ("even", "prompt *")), (1, ("odd",))]


def test_an_expression_is_drawn_too() -> None:
    assert len(nodes(drawn("product(P, chain(2))"))) == 8
    assert len(nodes(drawn("yoneda(P, mammal)"))) == 3
    assert len(drawn("inclusion(full(P, {dog, cat}))").between) == 2
    assert len(drawn("yoneda(P)").between) == 4


MARKED = {
    ("is_mammal", "mammal"): {"y at mammal": "universal element"},
    ("is_pet", "pet"): {
        "y at dog": "missed by every prompt\nthat reaches y at cat",
        "y at cat": "missed by every prompt\nthat reaches y at dog",
    },
    ("is_mammal", "too_little"): {"y at cat": "missed by prompt dog", "y at mammal": "missed by prompt dog"},
    ("parity", "confused"): {"even": "confuses id and r^2"},
    ("is_pet", "rank"): {"y at dog": "generator 1", "y at cat": "generator 2"},
    ("Paint", "second"): {"red": "seen", "car": "seen", "red_car": "sent elsewhere by G", "fire": "G(red_car)"},
    ("Point", "onto"): {"mammal": "isomorphic to no value"},
    (None, "some"): {"animal": "terminal"},
    (None, "both"): {
        "y at dog": "missed by every prompt\nthat reaches y at cat",
        "y at cat": "missed by every prompt\nthat reaches y at dog",
    },
}


@pytest.mark.parametrize(("name", "statement"), MARKED)
def test_what_decides_is_marked(name: str | None, statement: str) -> None:
    diagram = drawn(name, statement)
    found = captions(diagram)
    wanted = MARKED[name, statement]
    assert {k.removesuffix(" at *"): v for k, v in found.items()} == wanted or found == wanted
    assert any(note.startswith(("true: ", "false: ")) for note in diagram.notes)


def test_the_arrows_confused_are_marked() -> None:
    tones = {a.label: a.tone for a in drawn("parity", "confused").parts[0].arrows}
    assert tones == {"r": 0, "id": 1, "r^2": 2}
    source, target = drawn("Flat", "faithful").parts
    assert {a.label: a.tone for a in source.arrows} == {"s": 1, "t": 2}
    assert [a.tone for a in target.arrows] == [1]


def test_a_second_functor_is_drawn_where_it_differs() -> None:
    between = drawn("Paint", "second").between
    assert [a.title for a in between if a.kind == "second"] == ["G: red_car |-> fire"]
    assert len([a for a in between if a.kind == "map"]) == 3


def test_what_is_not_there_is_marked_as_missing() -> None:
    ghosts = [n.title for n in nodes(drawn("is_mammal", "too_much")) if n.ghost]
    assert ghosts == ["no element at animal; prompt animal: 1 answer at animal"]


def test_an_isomorphism_is_drawn_as_a_map() -> None:
    assert len(drawn(None, "iso").between) == 3


def test_a_name_that_decides_nothing_is_drawn_and_said_to() -> None:
    diagram = drawn("Z4", "mammal")
    assert "Nothing in Z4 is what decides mammal." in diagram.notes and not captions(diagram)


def test_beyond_fifty_it_says_what_is_left_out() -> None:
    diagram = drawn("chain(120)")
    assert len(nodes(diagram)) == 50
    assert (
        diagram.notes[0].startswith("Drawn: 50 of 120 objects. Not drawn: 50, 51, ") and "62 more" in diagram.notes[0]
    )
    marked = drawn(None, "top", "category C = chain(120)\nclaim top : 119 is terminal in C")
    assert captions(marked) == {"119": "terminal"} and len(nodes(marked)) == 50


def test_a_large_task_is_drawn_in_time() -> None:
    many = 200_000
    order = thin(["a", "b"], [(0, 1)], name="P")
    diagram = draw_task(Task(order, [[0], range(many)], [[0] * many], name="T"))
    assert len(nodes(diagram)) == 50 and "50 of 200001 elements" in diagram.notes[0]


HOSTILE = [
    "<script>alert(1)</script>",
    "&lt;b&gt;",
    "\\N \\G",
    "$x^2$",
    "a]b;}",
    "x" * 500,
    "日本語",
    "%_#{}~^",
    "\\\\",
]


def test_hostile_names_stay_text() -> None:
    quoted = ['"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"' for name in HOSTILE]
    theory = "poset P { " + " ; ".join(f"point {q}" for q in quoted) + " }"
    diagram = drawn("P", theory=theory)
    shown = {line for n in nodes(diagram) for line in n.lines}
    assert shown >= set(HOSTILE) - {"x" * 500}
    renderers = [plain.render] + ([dot.render] if shutil.which("dot") else [])
    for render in renderers:
        root = ElementTree.fromstring(render(diagram, "svg"))
        texts = {(t.text or "").strip().replace("\u00a0", " ") for t in root.iter("{http://www.w3.org/2000/svg}text")}
        assert texts >= shown
        assert not list(root.iter("{http://www.w3.org/2000/svg}script")) and not list(root.iter("script"))
    made = latex_text(diagram)
    assert "\\textbackslash{}N" in made and "\\%\\_\\#\\{\\}" in made and "日" not in made


def test_latex_has_every_arrow_once() -> None:
    made = latex_text(drawn("G"))
    assert made.count("\\arrow[") == 2 and made.count("\\shortstack{s}") == made.count("\\shortstack{t}") == 1
    for name, statement in MARKED:
        text = re.sub(r"\\[{}\\]", "", latex_text(drawn(name, statement)))
        assert text.count("{") == text.count("}")


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed (texlive-pictures)")
def test_latex_compiles(tmp_path: Path) -> None:
    for name, statement in (("parity", "confused"), ("Paint", "second")):
        (tmp_path / "p.tex").write_text(latex_text(drawn(name, statement)), encoding="utf-8")
        run = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "p.tex"]
        done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False, errors="replace")
        assert done.returncode == 0, done.stdout[-800:]


@pytest.mark.parametrize("file", [*GOOD, *FILES], ids=lambda p: p.stem)
def test_everything_declared_has_a_picture(file: Path) -> None:
    found = Loader(Options()).file(str(file))
    for name, declared in found.scope.names.items():
        if isinstance(declared.value, (Defined, NaturalTransformation, *GRADED)):  # these have no picture
            continue
        diagram = picture(declared.value)  # type: ignore[arg-type]
        keys = {n.key for n in nodes(diagram)}
        arrows = [*diagram.between, *(a for part in diagram.parts for a in part.arrows)]
        assert keys and len(keys) == len(nodes(diagram)), name
        assert all(a.source in keys and a.target in keys for a in arrows), name
        assert all(len(part.nodes) <= 50 for part in diagram.parts), name
        assert len(re.findall(r"^ +\w+ -> \w+ \[", dot.dot_text(diagram), re.M)) == len(arrows), name


@pytest.mark.parametrize("file", GOOD, ids=lambda p: p.stem)
def test_every_verdict_of_the_examples_can_be_drawn(file: Path) -> None:
    found = Loader(Options()).file(str(file))
    for statement in found.statements:
        verdict = prove(statement, str(file), Options(), catproof.__version__)
        failed: list[str] = []
        for scene in verdict_scenes(verdict, failed):
            assert nodes(scene.draw()), statement.name
        assert not failed


LARGE = """\
category K = chain(1001)
task Y = yoneda(K, 5)
task S = sum(Y, yoneda(K, 7))
"""


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("yoneda(K) solves Y by prompt 5", "true"),
        ("yoneda(K) solves Y by prompt 6", "false"),
        ("yoneda(K) solves Y by prompt 4", "false"),
        ("yoneda(K) solves Y by prompt", "true"),
        ("Y is representable", "true"),
        ("Y is representable by 4", "false"),
        ("S is representable", "false"),
        ("S is familial", "true"),
        ("rank(S) = 2", "true"),
        ("Y ~= yoneda(K, 5)", "true"),
        ("Y ~= S", "false"),
        ("3 ~= 4 in K", "false"),
        ("5 is terminal in K", "false"),
        ("exists x in objects(K) : yoneda(K) solves Y by prompt x", "true"),
        ("not yoneda(K) solves Y by prompt 6", "true"),
    ],
)
def test_what_decides_is_drawn_on_large_categories_too(claim: str, value: str) -> None:
    """From 1,001 objects on, claims are decided in other words, and the evidence is of another kind."""
    found = Loader(Options()).text(f"{LARGE}claim {claim}\n", "t.cat")
    [statement] = found.statements
    verdict = prove(statement, "t.cat", Options(), catproof.__version__)
    assert verdict.value == value
    failed: list[str] = []
    scenes = verdict_scenes(verdict, failed)
    assert scenes and not failed
    assert all(0 < len(nodes(scene.draw())) <= 101 for scene in scenes)


class Broken:
    """Breaks the scenes of one kind of claim, or their drawing."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def __call__(self, kind: type, error: Exception, drawing: bool) -> None:
        def fails(*_: object) -> Diagram:
            raise error

        def made(claim: ObjectProperty, finding: object) -> list[Scene]:
            return [Scene((claim.category,), fails, True)]

        self.monkeypatch.setitem(_SCENES, kind, made if drawing else fails)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Broken:
    monkeypatch.delenv("CATPROOF_DEBUG", raising=False)
    return Broken(monkeypatch)


@pytest.mark.parametrize("drawing", [False, True])
def test_a_scene_that_fails_costs_only_itself(
    broken: Broken, drawing: bool, theory: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = theory.with_name("two.cat")
    path.write_text(
        "poset P { a < b ; c < b }\ntask T on P { a = {1} ; c = {1} }\n"
        "claim both : rank(T) = 2 and b is terminal in P\nclaim one : b is terminal in P\n",
        encoding="utf-8",
    )
    broken(ObjectProperty, KeyError("m\x1bap"), drawing)
    said = "a picture is missing: internal error: KeyError: "
    for arguments in (["--verdict", "both"], ["P", "--verdict", "both"], ["P", "--verdict", "one"]):
        assert cli.main(["draw", str(path), *arguments]) == statuses.OK
        out = capfd.readouterr().out
        assert (said in out) is (arguments[0] == "P" or not drawing) and "</svg>" in out
    assert cli.main(["draw", str(path), "--verdict", "one"]) == statuses.INTERNAL
    out, err = capfd.readouterr()
    assert not out and "internal error: what decides one cannot be drawn" in err and "\x1b" not in err


# ---- the command --------------------------------------------------------------------------------------


@pytest.fixture
def theory(tmp_path: Path) -> Path:
    path = tmp_path / "t.cat"
    path.write_text(THEORY, encoding="utf-8")
    return path


def test_the_command_writes_each_form(theory: Path, capfd: pytest.CaptureFixture[str]) -> None:
    starts = {".svg": b"<?xml", ".png": b"\x89PNG", ".dot": b"digraph", ".tex": b"\\documentclass"}
    for suffix, start in starts.items():
        out = theory.with_suffix(suffix)
        assert cli.main(["draw", str(theory), "Paint", "-o", str(out)]) == 0
        assert out.read_bytes().startswith(start)
    assert cli.main(["draw", str(theory), "parity", "--verdict", "confused"]) == 0
    out, err = capfd.readouterr()
    assert ElementTree.fromstring(out.encode()).tag.endswith("svg") and err == ""


def test_without_dot_it_is_drawn_all_the_same(theory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert cli.main(["draw", str(theory), "parity", "-o", str(theory.with_suffix(".svg"))]) == 0
    assert "matplotlib" in theory.with_suffix(".svg").read_text(encoding="utf-8")


def test_a_dot_that_fails_is_told_of(
    theory: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    false = theory.with_name("dot")
    false.write_text("#!/bin/sh\necho no fonts >&2\nexit 1\n")
    false.chmod(0o755)
    monkeypatch.setenv("PATH", str(theory.parent), prepend=":")
    assert cli.main(["draw", str(theory), "parity", "-o", str(theory.with_suffix(".svg"))]) == 0
    assert capfd.readouterr().err == "catproof: dot says: no fonts; drawn by matplotlib instead\n"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (
            ["Pq"],
            2,
            "NAME:1:1: error[E201]: Pq is not declared, and something to draw is expected here\n    Pq\n    ^^\n",
        ),
        (["product(Pq, P)"], 2, "NAME:1:9: error[E201]: Pq is not declared, and a category is expected here"),
        (["product(P"], 2, "NAME:1:10: error["),
        (["is_pett"], 2, "did you mean is_pet"),
        (["P", "-o", "p.gif"], 2, "p.gif: the name of a picture ends in .svg, .png, .dot, .tex"),
        (["P", "-o", "/nowhere/p.svg"], 2, "/nowhere/p.svg: No such file or directory"),
        ([], 2, "say what to draw: a NAME, or --verdict STATEMENT"),
        (["P", "--verdict", "none"], 2, "has no statement none; there are: mammal, pet"),
        (["--verdict", "all"], 2, "no one thing decides all; say what to draw"),
        (["yoneda(N, *)", "--limit", "100"], 3, "unknown: "),
        (["rank(is_pet)"], 2, "is not declared"),
        (["nofunctor(P)"], 2, "is not declared"),
    ],
)
def test_what_cannot_be_drawn(
    theory: Path, arguments: list[str], status: int, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["draw", str(theory), *arguments]) == status
    out, err = capfd.readouterr()
    assert out == "" and said in err and "Traceback" not in err


def test_errors_elsewhere_are_told_and_what_stands_is_drawn(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.cat"
    path.write_text("poset P { a < b }\ntask T on P { d = {1} }\n", encoding="utf-8")
    assert cli.main(["draw", str(path), "P"]) == 2
    out, err = capfd.readouterr()
    assert "<svg" in out and "d is not an object of P" in err
    assert cli.main(["draw", str(path), "T"]) == 2
    out, err = capfd.readouterr()
    assert out == "" and "T depends on something with an error" in err
