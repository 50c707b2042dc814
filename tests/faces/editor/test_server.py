"""The language server, asked by a client of the protocol as an editor asks it."""

from __future__ import annotations

import asyncio
import os
import random
import statistics
from pathlib import Path

import pytest
from editing import Editor, edited, language_server, part, ten_lines_each
from lsprotocol import types as lsp
from patience import effort_of
from pygls.exceptions import JsonRpcException
from pytest_lsp import LanguageClient

from catproof.resources import folder
from catproof.syntax.formatter import format_theory
from catproof.syntax.parser import parse

THEORY = """\
poset P "who is what" { dog < mammal < animal ; cat < mammal }
task is_mammal on P { dog = {yes} ; cat = {yes} ; mammal = {yes} }
claim right : yoneda(P) solves is_mammal by prompt mammal
claim wrong : is_mammal is representable by dog
refute forall x in objects(P) : x is terminal in P
"""
LONG = "claim endless : count(categories(arrows = 9)) = 1\n"

pytestmark = pytest.mark.asyncio(loop_scope="module")


# ---- errors and verdicts ----------------------------------------------------------------------------------


async def test_errors_and_verdicts_are_shown(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "t.cat", THEORY)
    (wrong,) = await editor.shown(lambda found: len(found) == 1)
    assert (wrong.code, wrong.severity, wrong.range.start.line) == ("not-ok", lsp.DiagnosticSeverity.Error, 3)
    assert wrong.message.startswith("false, expected true: ")
    editor.change(THEORY.replace("dog = {yes} ;", "dog = {yes} ; fish = {yes} ;"))
    (error,) = await editor.shown(lambda found: [d.code for d in found] == ["E206"])
    assert error.message.startswith("fish is not an object of P") and part(editor.text, error.range) == "fish"
    editor.change(THEORY.replace("poset P", "posset P"))
    found = await editor.shown(lambda found: len(found) > 0)
    assert "posset" in found[0].message
    editor.change("# nothing\n")
    await editor.shown(lambda found: not found)


async def test_places_are_counted_in_utf_16(client: LanguageClient, tmp_path: Path) -> None:
    text = 'poset P { "𝒳𝒴" < b } # lone\r# both\r\ntask T on P { "𝒳𝒴" = {1} ; "𝒵\u00a0" = {1} }\r\n'
    editor = Editor(client, tmp_path / "signs.cat", text)
    (error,) = await editor.shown(lambda found: len(found) == 1)
    assert error.range.start == editor.at('"𝒵') and error.range.end == editor.at(" = {1} }")


async def test_hover_on_words_of_the_language(client: LanguageClient, tmp_path: Path) -> None:
    text = "poset P { a < b }\nclaim yoneda(P, a) is representable\nclaim (a -> b) is split mono in P  # mono\n"
    editor = Editor(client, tmp_path / "words.cat", text)
    await editor.decided()
    shown = await editor.hover("representable", 3)
    assert "define representable(task T on C)" in shown and "```cat" in shown
    assert 'define "split mono"(arrow f : a -> b in C)' in await editor.hover("mono in", 1)
    assert "`yoneda(x, y)`: " in await editor.hover("yoneda", 2)
    assert "define" not in await editor.hover("# mono", 3)


@pytest.mark.sizes("speaks of sizes at which the product goes another way")
async def test_hover_and_code_lens(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "t.cat", THEORY)
    lenses = await editor.decided()
    assert [lens[0] for lens in lenses] == ["✓", "✗", "✓"]
    assert lenses[0] == "✓ true: the answers to the prompt mammal are isomorphic to the task"
    on_statement = await editor.hover("claim wrong", 2)
    assert "**✗ not ok**" in on_statement and "Verdict: false, which is not ok." in on_statement
    on_name = await editor.hover("is_mammal is", 2)
    assert "task is_mammal on P {" in on_name and "not ok" in on_name
    assert "who is what" in await editor.hover("P {")
    assert await editor.hover("mammal < animal") == "object `mammal` of P"
    meant = await Editor(client, tmp_path / "h.cat", THEORY + "ask P has products\n").hover("P has products", 8)
    assert 'define "has products"(category C)' in meant and "Mac Lane III.5" in meant
    # Lines move, and what has been decided stays with its statement.
    editor.change("# one\n# more\n" + THEORY)
    assert "(line 6)" in await editor.hover("claim wrong", 2)
    explained = lsp.ExecuteCommandParams("catproof.explain", [editor.uri, 1])
    assert "(line 6)" in str(await client.workspace_execute_command_async(explained))


async def test_a_long_decision_runs_aside_and_can_be_cancelled(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "long.cat", THEORY + LONG + "claim after : count(objects(P)) = 4\n")

    async def deciding() -> bool:
        return "deciding: cancel" in await editor.lenses()

    await editor.until(deciding)
    assert "is_mammal" in await editor.complete("is_mammal by")
    editor.change(editor.text.replace("dog = {yes}", "fish = {yes}"))
    await editor.shown(lambda found: any("fish" in d.message for d in found))
    await editor.until(deciding)  # all that came before it ended
    editor.change(editor.text.replace("fish = {yes}", "dog = {yes}"))
    await editor.until(deciding)
    await client.workspace_execute_command_async(lsp.ExecuteCommandParams("catproof.cancel", []))
    lenses = await editor.lenses()
    assert lenses[3] == "cancelled: decide" and lenses[0].startswith("✓")
    editor.change(editor.text.replace(LONG, ""))
    assert (await editor.decided())[3].startswith("✓ true: there are 4 objects")


async def test_progress_can_be_cancelled(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "progress.cat", LONG)

    async def running() -> list[lsp.ProgressToken]:
        reports = client.progress_reports.items()
        return [t for t, r in reports if not any(isinstance(p, lsp.WorkDoneProgressEnd) for p in r)]

    (token,) = await editor.until(running)  # type: ignore[misc]
    client.window_work_done_progress_cancel(lsp.WorkDoneProgressCancelParams(token))

    async def over() -> bool:
        return await editor.lenses() == ["cancelled: decide"] and not await running()

    await editor.until(over)


async def test_imports_are_read_as_they_are_in_the_editor(client: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "base.cat").write_text("poset P { a < b }\n", encoding="utf-8")
    editor = Editor(client, tmp_path / "main.cat", 'import "base.cat"\nclaim top : b is terminal in P\n')
    assert (await editor.decided())[0].startswith("✓")
    base = Editor(client, tmp_path / "base.cat", "poset P { a < b ; a < c }\n")

    async def fails() -> bool:
        return (await editor.lenses())[0].startswith("✗")

    await editor.until(fails)
    base.close()


async def test_imports_that_change_on_the_disk(client: LanguageClient, tmp_path: Path) -> None:
    base = tmp_path / "base.cat"
    base.write_text("poset P { a < b }\n", encoding="utf-8")
    (tmp_path / "middle.cat").write_text('import "base.cat"\n', encoding="utf-8")
    editor = Editor(client, tmp_path / "main.cat", 'import "middle.cat"\nclaim top : b is terminal in P\n')
    assert (await editor.decided())[0].startswith("✓")
    base.write_text("poset P { a < b ; c < d }\n", encoding="utf-8")
    event = lsp.FileEvent(base.as_uri(), lsp.FileChangeType.Changed)
    client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))

    async def fails() -> bool:
        return (await editor.lenses())[0].startswith("✗")

    await editor.until(fails)
    base.unlink()
    client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))

    async def skipped() -> bool:
        return (await editor.lenses())[0].startswith("-")

    await editor.until(skipped)


async def test_data_files_that_change(client: LanguageClient, tmp_path: Path) -> None:
    data = tmp_path / "edges.csv"
    data.write_text("low,high\na,b\n", encoding="utf-8")
    editor = Editor(client, tmp_path / "main.cat", 'poset P = read("edges.csv", low, high)\nclaim b is terminal in P\n')
    assert (await editor.decided())[0].startswith("✓")
    data.write_text("low,high\na,b\nb,c\n", encoding="utf-8")
    event = lsp.FileEvent(data.as_uri(), lsp.FileChangeType.Changed)
    client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))

    async def fails() -> bool:
        return (await editor.lenses())[0].startswith("✗")

    await editor.until(fails)
    editor.change("poset Q { low < high }\n" + editor.text)
    with pytest.raises(JsonRpcException, match=r"edges\.csv"):
        await editor.rename("low", "lower")


# ---- names ------------------------------------------------------------------------------------------------


async def test_definition_and_references(client: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "base.cat").write_text("poset P { a < b ; c < b }\n", encoding="utf-8")
    text = 'import "base.cat"\ntask T on P { a = {1} }\nclaim T is representable by a\nclaim b is terminal in P\n'
    editor = Editor(client, tmp_path / "main.cat", text)

    async def definition(text: str, after: int = 0) -> lsp.Location:
        parameters = lsp.DefinitionParams(editor.name, editor.at(text, after))
        found = await client.text_document_definition_async(parameters)
        assert isinstance(found, lsp.Location)
        return found

    here = await definition("T is")
    assert here.uri == editor.uri and here.range.start == editor.at("T on")
    there = await definition("by a", 3)
    assert there.uri == (tmp_path / "base.cat").as_uri() and there.range.start == lsp.Position(0, 10)
    for declaration, count in ((True, 3), (False, 2)):
        context = lsp.ReferenceContext(declaration)
        parameters = lsp.ReferenceParams(context, editor.name, editor.at("by a", 3))
        found = await client.text_document_references_async(parameters)
        assert found is not None and len(found) == count
    parameters = lsp.DefinitionParams(editor.name, editor.at("claim"))
    assert await client.text_document_definition_async(parameters) is None


async def test_rename(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "t.cat", THEORY)
    edit = await editor.rename("mammal < animal", "a beast")
    renamed = edited(THEORY, edit[editor.uri])
    assert renamed.count('"a beast"') == 4 and "is_mammal" in renamed and not parse(renamed, "t").diagnostics
    edit = await editor.rename("x in", "y")
    assert "forall y in objects(P) : y is terminal" in edited(THEORY, edit[editor.uri])
    for new in ("cat", "P", "", "*"):
        with pytest.raises(JsonRpcException, match=r"used already|a name is"):
            await editor.rename("mammal < animal", new)
    editor.change(THEORY + "claim count(objects(slice(P, dog))) = 1 and dog ~= dog in slice(P, dog)\n")
    with pytest.raises(JsonRpcException, match="by hand"):
        await editor.rename("dog <", "hound")


async def test_rename_reaches_the_files_that_import(client: LanguageClient, tmp_path: Path) -> None:
    text = "poset P { a < b }\n"
    (tmp_path / "base.cat").write_text(text, encoding="utf-8")
    main = 'import "base.cat"\nclaim b is terminal in P\n'
    (tmp_path / "main.cat").write_text(main, encoding="utf-8")
    editor = Editor(client, tmp_path / "base.cat", text)
    edit = await editor.rename("b }", "top")
    assert edited(text, edit[editor.uri]) == "poset P { a < top }\n"
    changed = edited(main, edit[(tmp_path / "main.cat").as_uri()])
    assert changed == 'import "base.cat"\nclaim top is terminal in P\n'


# ---- completion, symbols, format --------------------------------------------------------------------------


async def test_completion(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "t.cat", THEORY + "\ncla\ntask new on \nclaim P is \n# comm\n")
    assert {"P", "opposite", "chain"} <= set(await editor.complete("new on ", 7))
    begins = await editor.complete("cla\n", 3)
    assert {"claim", "refute", "find", "poset", "task", "import"} <= set(begins) and "representable" not in begins
    properties = await editor.complete("P is ", 5)
    assert {"full", "representable", "left adjoint"} <= set(properties) and "P" not in properties
    assert {"right adjoint", "a lattice", "equivalent", "Cauchy complete"} <= set(properties)
    other = Editor(client, tmp_path / "h.cat", THEORY + "\nclaim P has \nask F preserves \n")
    assert {"a limit", "products", "a left adjoint"} <= set(await other.complete("P has ", 6))
    assert {"limits", "pushouts", "monos"} <= set(await other.complete("F preserves ", 12))
    assert await editor.complete("# comm", 6) == []
    assert await editor.complete('"who is', 4) == []
    assert {"by", "in", "and"} <= set(await editor.complete("representable by", 14))
    assert {"objects", "dog", "enriched", "magnitude"} <= set(await editor.complete("x in objects", 5))


async def test_scores_are_known(client: LanguageClient, tmp_path: Path) -> None:
    text = "enriched Zoo in metric { dog <-> wolf : 1 }\ndefine far(enriched C, object a in C) := C(a, a) > 0\n"
    text += "claim magnitude(Zoo, 1/2) = 4/3 and not far(Zoo, dog)\n"
    editor = Editor(client, tmp_path / "scores.cat", text)
    assert [lens[0] for lens in await editor.decided()] == ["✓"]
    assert "the sum of a weighting of the sizes of distances" in await editor.hover("magnitude", 2)


async def test_symbols(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "t.cat", THEORY)
    found = await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(editor.name))
    names = [symbol.name for symbol in found or []]
    assert names == ["P", "is_mammal", "right", "wrong", "line 5"]
    children = found[0].children  # type: ignore[index, union-attr]
    assert [child.name for child in children or []] == ["dog", "mammal", "animal", "cat"]


async def test_format(client: LanguageClient, tmp_path: Path) -> None:
    text = "poset P{a<b;c<b}\r\nclaim   b is terminal in P"
    editor = Editor(client, tmp_path / "t.cat", text)
    parameters = lsp.DocumentFormattingParams(editor.name, lsp.FormattingOptions(2, True))
    (edit,) = await client.text_document_formatting_async(parameters) or []
    assert edit.new_text == format_theory(parse(text, "t"), text)
    assert (edit.range.start, edit.range.end) == (lsp.Position(0, 0), lsp.Position(1, 26))
    editor.change(edit.new_text)
    assert not await client.text_document_formatting_async(parameters)
    editor.change("poset {")
    assert not await client.text_document_formatting_async(parameters)


# ---- speed and endurance ----------------------------------------------------------------------------------


async def test_errors_come_as_you_type(client: LanguageClient, tmp_path: Path) -> None:
    text = ten_lines_each(50)
    assert text.count("\n") == 500
    editor = Editor(client, tmp_path / "big.cat", text)
    await editor.decided()
    server = language_server()
    times = []
    for k in range(10):
        wrong = f"fish{k}"
        start = effort_of(server)
        editor.change(text.replace("is_pet25 on P25 { dog", f"is_pet25 on P25 {{ {wrong}"))
        await editor.shown(lambda found, wrong=wrong: any(wrong in d.message for d in found))  # type: ignore[misc]
        times.append(effort_of(server) - start)
        await asyncio.sleep(0.05)
    print(f"errors after {statistics.median(times) * 1000:.0f} ms (median), {max(times) * 1000:.0f} ms (most)")
    # Of processor time: what other programs do meanwhile does not count. Some 200 ms.
    assert statistics.median(times) < 1.5


async def test_random_edits_do_no_harm(client: LanguageClient, tmp_path: Path) -> None:
    """Parts of theories are cut out, doubled and put elsewhere; the server answers, and does not grow."""
    source = "".join(p.read_text(encoding="utf-8") for p in sorted(folder("theories").glob("*.cat"))[:6])
    signs = ["{", "}", "\n", ";", '"', "claim ", "task ", " on ", "forall x in ", "(", ")", "𝒳", "\r", "\u2028", "->"]
    dice = random.Random(7)
    editor = Editor(client, tmp_path / "random.cat", source[:2000])
    server = language_server()

    async def many(count: int) -> None:
        text = source[:2000]
        for k in range(count):
            at = dice.randrange(len(text) + 1)
            length = dice.choice([0, 0, 1, 3, 30])
            start = dice.randrange(len(source) - 40)
            new = dice.choice([dice.choice(signs), source[start : start + dice.randrange(40)]])
            text = text[:at] + new + text[at + length :]
            text = text if 500 < len(text) < 4000 else source[:2000]
            editor.change(text)
            if k % 25 == 0:
                place = editor.at(text[min(at, len(text) - 1)])
                await client.text_document_hover_async(lsp.HoverParams(editor.name, place))
                await client.text_document_completion_async(lsp.CompletionParams(editor.name, place))
                await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(editor.name))

    await many(EDITS // 2)
    before = server.memory_info().rss
    await many(EDITS // 2)
    await editor.lenses()
    assert server.memory_info().rss - before < 30 * 2**20
    assert not [m for m in client.messages if m.type == lsp.MessageType.Error]
    editor.change(THEORY)
    assert len(await editor.decided()) == 3


EDITS = int(os.environ.get("CATPROOF_EDITS", "300"))
"""Few, because the suite has little time; by hand 10,000."""
