"""Hints for what the program fills in: written where they stand, they change nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from editing import Editor
from lsprotocol import types as lsp
from pytest_lsp import LanguageClient
from theory_files import GOOD

from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
from catproof.core.graded import Graded, GradedFunctor, GradedTask
from catproof.core.task import Task
from catproof.core.transformation import Transformation
from catproof.elaborate.loader import Loader
from catproof.elaborate.theory import Elaborated
from catproof.faces.editor.filling import Hint, hint
from catproof.options import Options
from catproof.resources import folder

SAMPLE = """category C { object a, b ; arrow f : a -> b }
monoid Z2 { generator s ; equation s^2 = id }
group G3 { generator r ; equation r^3 = id }
poset P { x < y < z }
functor F : C -> P { a |-> x ; b |-> z }  # f is forced
functor K : P -> Z2 { (x -> y) |-> s ; (y -> z) |-> s }
functor Q : C -> chain(1) { }
functor H : G3 -> G3 { r |-> r^2 }
task T on C { a = {1} ; b = {1, 2} }
task V on P { x = {u} ; y = {v, "w w"} ; z = {q} ; (x -> y) { v |-> u } ; (y -> z) { q |-> v } }
copresheaf W on C {
  a = {u}
  b = {v}
}
transformation n : T -> T { at b { 1 |-> 1 ; 2 |-> 2 } }
transformation k : W -> W { at a { } }
transformation m : F -> F {}
enriched M in metric { a -> b : 1 ; b -> c : 2 }
enriched One in metric { object c }
scores S in prob { a -> b : 1/2 }
task t on M { a : 3 ; c : 0 ; b : 2 }
task bottom on M { }
functor g : M -> One { b |-> c }
"""

SHOWN = {
    "F": " ; f |-> (x -> z)",
    "K": " ; x |-> * ; y |-> * ; z |-> *",
    "Q": "a |-> 0 ; b |-> 0 ; f |-> id ",
    "H": " ; * |-> *",
    "T": " ; f { 1 |-> 1 ; 2 |-> 1 }",
    "V": ' ; "w w" |-> u',
    "W": " ; f { u |-> v }",
    "n": " ; at a { 1 |-> 1 }",
    "m": "a |-> id(x) ; b |-> id(z) ",
    "M": " ; a -> c : 3 ; b -> a : inf ; c -> a : inf ; c -> b : inf",
    "S": " ; b -> a : 0",
    "bottom": "a : inf ; b : inf ; c : inf ",
    "g": " ; a |-> c ; c |-> c",
}


def read(text: str, path: str = "t.cat", where: Path | None = None) -> Elaborated:
    found = Loader(Options()).text(text, path, where)
    assert found.diagnostics == []
    return found


def hints(found: Elaborated) -> list[Hint]:
    return [hint(filled) for filled in found.scope.filled]


def table(value: Any) -> Any:
    """What a declared thing is, as data."""
    if isinstance(value, Functor):
        return [*value.on_objects], [] if value.forced else [f.number for f in value.on_generators]
    if isinstance(value, Task):
        return [list(each) for each in value.elements], [[int(j) for j in each] for each in value.action]
    if isinstance(value, NaturalTransformation):
        return [(f.target, f.number) for f in value.components]
    if isinstance(value, Transformation):
        return [list(each) for each in value.components]
    if isinstance(value, Graded | GradedTask):
        return value.values
    return [*value.on_objects] if isinstance(value, GradedFunctor) else None


def test_what_is_filled_in_is_shown() -> None:
    found = hints(read(SAMPLE))
    lines = SAMPLE.splitlines()
    shown = {lines[each.line - 1].split()[1]: each.text for each in found if each.line != 13}
    shown["W"] = next(each.text for each in found if each.line == 13)
    assert {name: text for name, text in shown.items() if name != "k"} == SHOWN
    assert [each.text for each in found if lines[each.line - 1].startswith("transformation k")] == [
        "u |-> u ", " ; at b { v |-> v }"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "path",
    [None, *GOOD, *(folder("theories") / f"{name}.cat" for name in ("graded", "monads", "models", "automata"))],
    ids=lambda path: "sample" if path is None else path.stem,
)
def test_written_out_it_is_the_same(path: Path | None) -> None:
    text = SAMPLE if path is None else path.read_text(encoding="utf-8")
    before = read(text, str(path), path)
    lines = text.split("\n")
    found = hints(before)
    for each in sorted(found, reverse=True):
        assert each.whole
        line = lines[each.line - 1]
        lines[each.line - 1] = line[: each.column - 1] + each.text + line[each.column - 1 :]
    after = read("\n".join(lines), str(path), path)
    assert (found or path) and hints(after) == []
    values = {name: table(declared.value) for name, declared in before.scope.names.items()}
    assert values == {name: table(declared.value) for name, declared in after.scope.names.items()}


def test_what_is_long_is_cut() -> None:
    names = ", ".join(f"x{k}" for k in range(30))
    few, many = hints(read(f"enriched M in metric {{ object x0, x1, x2, x3 }}\nscores S in prob {{ object {names} }}"))
    assert few.label == " ; x0 -> x1 : inf ; x0 -> x2 : inf ; x0 -> x3 : inf ; ... (9 more)" and few.whole
    assert few.text.endswith(" ; x3 -> x2 : inf") and few.text.count("->") == 12
    assert many.label.endswith(" ; ... (many more)") and not many.whole and len(many.text) < 1000


@pytest.mark.asyncio(loop_scope="module")
async def test_the_editor_shows_it(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "t.cat", SAMPLE)
    lines = SAMPLE.splitlines()

    async def shown() -> list[lsp.InlayHint]:
        whole = lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0))
        return list(await client.text_document_inlay_hint_async(lsp.InlayHintParams(editor.name, whole)) or [])

    found = await editor.until(shown)
    assert isinstance(found, list) and len(found) == len(SHOWN) + 2
    first = found[0]
    assert (first.position.line, first.position.character, first.label) == (4, lines[4].index("  #") - 2, SHOWN["F"])
    assert list(first.text_edits or ()) == [lsp.TextEdit(lsp.Range(first.position, first.position), SHOWN["F"])]
    # While a new text is being read, the hints of what has not changed stay where it is.
    editor.edit("monoid Z2", "\n\nmonoid Z2")
    moved = await shown()
    assert [(h.position.line - 2, h.label) for h in moved[:3]] == [(h.position.line, h.label) for h in found[:3]]
    editor.edit("b |-> z }  #", "b |-> z ; f |-> (x -> z) }  #")

    async def less() -> bool:
        return len(await shown()) == len(found) - 1

    await editor.until(less)
    editor.close()
