"""What an editor is told of the structure of a text, and the words that it may put right, by the server itself."""

from __future__ import annotations

import statistics
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path

import pytest
from editing import Editor, edited, language_server, part, ten_lines_each
from lsprotocol import types as lsp
from patience import slowness
from pytest_lsp import LanguageClient

from catproof.faces.editor import colours

THEORY = """\
# What is what:
# animals.
poset P { dog < mammal < animal ; cat < mammal }
task is_mammal on P {
  dog = {yes} ; cat = {yes} ; mammal = {yes}
}
define low(object a in C) := a is initial in C
claim forall x in objects(P) : x is terminal in P implies not low(x in P)
"""

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHOLE = lsp.Range(lsp.Position(0, 0), lsp.Position(10**6, 0))


# ---- quick fixes ------------------------------------------------------------------------------------------


async def actions(client: LanguageClient, editor: Editor, text: str) -> list[lsp.CodeAction]:
    place = editor.at(text)
    parameters = lsp.CodeActionParams(editor.name, lsp.Range(place, place), lsp.CodeActionContext([]))
    found = await client.text_document_code_action_async(parameters)
    return [each for each in found or [] if isinstance(each, lsp.CodeAction)]


@pytest.mark.parametrize(
    ("old", "wrong"),
    [("poset", "posett"), ("is_mammal on P", "is_mammal on PP"), ("objects(P)", "objcts(P)"), ("terminal", "termnal")],
)
async def test_a_quick_fix_leaves_a_text_without_the_error(
    client: LanguageClient, tmp_path: Path, old: str, wrong: str
) -> None:
    editor = Editor(client, tmp_path / "t.cat", THEORY)
    await editor.decided()
    editor.edit(old, wrong)
    found = await editor.shown(lambda found: any(d.code not in ("not-ok", "unknown") for d in found))
    word = wrong.split()[-1].partition("(")[0]
    first = min(found, key=lambda d: (d.range.start.line, d.range.start.character))
    assert word in first.message
    (action, *_) = await actions(client, editor, wrong if " on " not in wrong else "PP")
    assert action.kind == lsp.CodeActionKind.QuickFix and action.is_preferred and action.diagnostics
    assert action.diagnostics[0].code == first.code
    fixed = edited(editor.text, editor.edits(action.edit)[editor.uri])
    assert fixed == THEORY
    editor.change(fixed)
    await editor.shown(lambda found: all(d.code == "not-ok" for d in found))
    assert await actions(client, editor, "poset") == []
    editor.close()


async def test_related_places_of_an_error(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "t.cat", THEORY + "poset P { a < b }\nclaim is_mammal is representable by dog\n")
    found = await editor.shown(lambda found: {d.code for d in found} >= {"E202", "not-ok"})
    (twice,) = [d for d in found if d.code == "E202"]
    assert [(r.message, r.location.range.start.line) for r in twice.related_information or []] == [
        ("P is declared here", 2)
    ]
    (wrong,) = [d for d in found if d.code == "not-ok"]
    assert ("is_mammal is declared here", 3) in [
        (r.message, r.location.range.start.line) for r in wrong.related_information or []
    ]
    editor.close()


# ---- structure --------------------------------------------------------------------------------------------


def placed(tokens: lsp.SemanticTokens | None) -> list[tuple[int, ...]]:
    """Line, column, length, type and modifiers of each token."""
    assert tokens is not None
    found, line, column = [], 0, 0
    for k in range(0, len(tokens.data), 5):
        down, right, *rest = tokens.data[k : k + 5]
        line, column = line + down, right if down else column + right
        found.append((line, column, *rest))
    return found


async def test_each_word_has_its_kind(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "t.cat", THEORY.replace("# animals.", "# 𝒳 animals."))
    found = await client.text_document_semantic_tokens_full_async(lsp.SemanticTokensParams(editor.name))
    assert found is not None
    whole, lines, seen = placed(found), editor.text.split("\n"), {}
    for line, column, length, kind, modifiers in whole:
        row = lines[line].encode("utf-16-le")
        seen[line, row[2 * column : 2 * (column + length)].decode("utf-16-le")] = (colours.TYPES[kind], modifiers)
    assert seen[1, "# 𝒳 animals."] == ("comment", 0) and seen[2, "poset"] == ("keyword", 0)
    assert seen[2, "P"] == ("class", 1) and seen[3, "P"] == ("class", 0) and seen[2, "dog"][0] == "enumMember"
    assert seen[3, "is_mammal"] == ("type", 1) and seen[4, "yes"][0] == "property"
    assert seen[7, "x"][0] == "parameter" and seen[7, "objects"] == ("function", 2) and seen[7, "low"][0] == "macro"
    for first in range(len(lines)):
        some = lsp.Range(lsp.Position(first, 0), lsp.Position(first + 1, 9))
        parameters = lsp.SemanticTokensRangeParams(editor.name, some)
        shown = placed(await client.text_document_semantic_tokens_range_async(parameters))
        assert shown == [each for each in whole if first <= each[0] <= first + 1]
    editor.close()


async def test_folds(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "t.cat", THEORY)
    found = await client.text_document_folding_range_async(lsp.FoldingRangeParams(editor.name))
    assert {(f.start_line, f.end_line, f.kind) for f in found or []} == {(0, 1, "comment"), (3, 5, None)}
    editor.close()


async def test_selections_grow_from_a_word_to_the_whole(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "t.cat", THEORY)
    parameters = lsp.SelectionRangeParams(editor.name, [editor.at("x is terminal")])
    (found,) = await client.text_document_selection_range_async(parameters) or []
    texts, at = [], found
    while at is not None:
        texts.append(part(THEORY, at.range))
        at = at.parent  # type: ignore[assignment]
    assert texts[0] == "x" and texts[1] == "x is terminal in P"
    assert texts[2] == "x is terminal in P implies not low(x in P)" and texts[-2].startswith("claim forall")
    assert all(inner in outer for inner, outer in pairwise(texts))
    editor.close()


async def test_how_a_call_is_written(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "t.cat", THEORY + "task S = sum(yoneda(P, dog\nclaim low(\n")

    async def help_at(text: str, after: int) -> tuple[str, str]:
        parameters = lsp.SignatureHelpParams(editor.name, editor.at(text, after))
        found = await client.text_document_signature_help_async(parameters)
        assert found is not None and found.active_signature is not None
        signature = found.signatures[found.active_signature]
        start, end = signature.parameters[found.active_parameter or 0].label  # type: ignore[index, misc]
        return signature.label, signature.label[start:end]  # type: ignore[misc]

    assert await help_at("yoneda(P, dog", 11) == ("yoneda(category, object)", "object")
    assert await help_at("sum(yoneda", 4) == ("sum(task, task)", "task")
    assert await help_at("claim low(\n", 10) == ("low(object a in C)", "object a in C")
    parameters = lsp.SignatureHelpParams(editor.name, editor.at("poset P {", 9))
    assert await client.text_document_signature_help_async(parameters) is None
    editor.close()


async def test_the_sorts_of_bound_variables(client: LanguageClient, tmp_path: Path) -> None:
    more = (
        "claim count(f in arrows(P) such that f is iso in P) = 4\nfind T in tasks(P, size <= 1) such that size(T) = 1\n"
    )
    editor = Editor(client, tmp_path / "t.cat", THEORY + more)
    found = await client.text_document_inlay_hint_async(lsp.InlayHintParams(editor.name, WHOLE))
    shown = {(h.position.line, h.position.character, h.label) for h in found or [] if h.kind is lsp.InlayHintKind.Type}
    assert shown == {(7, 14, ": object"), (8, 13, ": arrow"), (9, 6, ": task")}
    editor.close()


async def test_names_are_found_in_all_files(client: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "other.cat").write_text("poset Otherness { a < b }\n", encoding="utf-8")
    editor = Editor(client, tmp_path / "t.cat", THEORY)
    event = lsp.WorkspaceFoldersChangeEvent([lsp.WorkspaceFolder(tmp_path.as_uri(), "here")], [])
    client.workspace_did_change_workspace_folders(lsp.DidChangeWorkspaceFoldersParams(event))

    async def names(query: str) -> set[str]:
        found = await client.workspace_symbol_async(lsp.WorkspaceSymbolParams(query))
        return {symbol.name for symbol in found or []}

    assert await names("OTHER") == {"Otherness"} and "is_mammal" in await names("mam")
    editor.close()


# ---- changes ----------------------------------------------------------------------------------------------


async def test_a_text_is_changed_in_parts(client: LanguageClient, tmp_path: Path) -> None:
    """Also where lines end that are none for the protocol, and where signs take two code units."""
    text = '# \u2028\r\nposet P { "𝒳" < dog ; cat < dog }\r\nclaim dog is terminal in P\n'
    editor = Editor(client, tmp_path / "t.cat", text)
    await editor.shown(lambda found: [d.code for d in found] == ["E102"])
    editor.edit("dog ;", "hound ;")
    editor.edit("cat < dog", "cat < hound")
    found = await editor.shown(lambda found: [d.code for d in found] == ["E102", "E206"])
    assert found[1].range.start == editor.at("dog is") and found[1].message.startswith("dog is not an object of P")
    editor.edit("claim dog", "claim hound")
    await editor.shown(lambda found: [d.code for d in found] == ["E102"])
    editor.close()


# ---- how fast ---------------------------------------------------------------------------------------------


async def test_answers_come_at_once(client: LanguageClient, tmp_path: Path) -> None:
    """On 2,000 lines, each after a change of the text: processor time of the server, so that what other programs do
    meanwhile does not count."""
    editor = Editor(client, tmp_path / "big.cat", ten_lines_each(200))
    assert editor.text.count("\n") == 2000
    await client.text_document_hover_async(lsp.HoverParams(editor.name, editor.at("is_pet100 is")))
    server = language_server()
    here, name = editor.at("is_pet100 is"), editor.name
    window = lsp.Range(lsp.Position(1000, 0), lsp.Position(1060, 0))
    asked: dict[str, Callable[[], Awaitable[object]]] = {
        "hover": lambda: client.text_document_hover_async(lsp.HoverParams(name, here)),
        "completion": lambda: client.text_document_completion_async(lsp.CompletionParams(name, here)),
        "definition": lambda: client.text_document_definition_async(lsp.DefinitionParams(name, here)),
        "signature": lambda: client.text_document_signature_help_async(lsp.SignatureHelpParams(name, here)),
        "selection": lambda: client.text_document_selection_range_async(lsp.SelectionRangeParams(name, [here])),
        "folding": lambda: client.text_document_folding_range_async(lsp.FoldingRangeParams(name)),
        "hints": lambda: client.text_document_inlay_hint_async(lsp.InlayHintParams(name, window)),
        "tokens": lambda: client.text_document_semantic_tokens_range_async(lsp.SemanticTokensRangeParams(name, window)),
        "actions": lambda: actions(client, editor, "is_pet100 is"),
    }
    times: dict[str, list[float]] = {what: [] for what in asked}
    for k in range(5):
        editor.edit(f"# Part {100 + k}", f"# Part {k} of many")
        await client.text_document_hover_async(lsp.HoverParams(name, here))  # the change has been read
        for what, ask in asked.items():
            start = server.cpu_times()
            await ask()
            times[what].append(sum(server.cpu_times()[:2]) - sum(start[:2]))
    medians = {what: statistics.median(seconds) for what, seconds in times.items()}
    print({what: f"{1000 * seconds:.0f} ms" for what, seconds in medians.items()})
    assert max(medians.values()) < 0.15 or max(medians.values()) < 0.15 * slowness(), medians
    editor.close()
