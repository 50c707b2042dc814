"""A file open in an editor, as a client of the protocol: what the tests of the language server share."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import psutil
from lsprotocol import types as lsp
from patience import PATIENCE
from pytest_lsp import LanguageClient

from catproof.core.characters import lines_of


def language_server() -> psutil.Process:
    """The language server that this process has started. Of its other children some may end meanwhile."""
    found = []
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            found += [child] if child.cmdline()[3:4] == ["lsp"] else []
    [server] = found
    return server


class Editor:
    """A file open in an editor."""

    version = 0

    def __init__(self, client: LanguageClient, path: Path, text: str) -> None:
        self.client = client
        self.uri = path.as_uri()
        self.name = lsp.TextDocumentIdentifier(self.uri)
        self.text = text
        Editor.version += 1
        opened = lsp.TextDocumentItem(self.uri, "catproof", Editor.version, text)
        client.text_document_did_open(lsp.DidOpenTextDocumentParams(opened))

    def change(self, text: str) -> None:
        self.text = text
        Editor.version += 1
        name = lsp.VersionedTextDocumentIdentifier(Editor.version, self.uri)
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(name, [change]))

    def close(self) -> None:
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(self.name))

    async def shown(self, enough: Callable[[Sequence[lsp.Diagnostic]], bool]) -> Sequence[lsp.Diagnostic]:
        """What is shown of this version, as soon as it is enough."""
        version = Editor.version
        async with asyncio.timeout(PATIENCE):
            while True:
                given = await self.client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
                if given.uri == self.uri and given.version == version and enough(given.diagnostics):
                    return given.diagnostics  # type: ignore[no-any-return]

    async def until(self, question: Callable[[], Awaitable[object]]) -> object:
        """The first answer that is something."""
        async with asyncio.timeout(PATIENCE):
            while not (answer := await question()):
                await asyncio.sleep(0.05)
            return answer

    def edit(self, old: str, new: str) -> None:
        """Put a text where another is, as an editor says it: what changes, and where."""
        start, end = self.at(old), self.at(old, len(old))
        self.text = self.text.replace(old, new, 1)
        Editor.version += 1
        name = lsp.VersionedTextDocumentIdentifier(Editor.version, self.uri)
        change = lsp.TextDocumentContentChangePartial(lsp.Range(start, end), new)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(name, [change]))

    def at(self, text: str, after: int = 0) -> lsp.Position:
        """The place where a text begins, or so many signs after it."""
        before = lines_of(self.text[: self.text.index(text) + after])
        return lsp.Position(len(before) - 1, len(before[-1].encode("utf-16-le")) // 2)

    async def lenses(self) -> list[str]:
        found = await self.client.text_document_code_lens_async(lsp.CodeLensParams(self.name))
        return [lens.command.title for lens in found or [] if lens.command]

    async def decided(self) -> list[str]:
        async def ready() -> list[str]:
            lenses = await self.lenses()
            return [] if any(lens.startswith(("waiting", "deciding")) for lens in lenses) else lenses

        return await self.until(ready)  # type: ignore[return-value]

    async def hover(self, text: str, after: int = 0) -> str:
        found = await self.client.text_document_hover_async(lsp.HoverParams(self.name, self.at(text, after)))
        return found.contents.value if found else ""  # type: ignore[union-attr]

    async def complete(self, text: str, after: int = 0) -> list[str]:
        parameters = lsp.CompletionParams(self.name, self.at(text, after))
        found = await self.client.text_document_completion_async(parameters)
        return [item.label for item in found]  # type: ignore[union-attr]

    async def rename(self, text: str, new: str, after: int = 0) -> dict[str, Sequence[lsp.TextEdit]]:
        """The edits by the names of their files; those of open ones are for the version that is open."""
        parameters = lsp.RenameParams(self.name, self.at(text, after), new)
        return self.edits(await self.client.text_document_rename_async(parameters))

    def edits(self, edit: lsp.WorkspaceEdit | None) -> dict[str, Sequence[lsp.TextEdit]]:
        assert edit is not None and edit.document_changes is not None and edit.changes is None
        found = {}
        for change in edit.document_changes:
            assert isinstance(change, lsp.TextDocumentEdit)
            assert change.text_document.uri != self.uri or change.text_document.version == Editor.version
            found[change.text_document.uri] = [each for each in change.edits if isinstance(each, lsp.TextEdit)]
        return found


def part(text: str, span: lsp.Range) -> str:
    lines = text.split("\n")[span.start.line : span.end.line + 1]
    lines[-1] = lines[-1][: span.end.character]
    lines[0] = lines[0][span.start.character :]
    return "\n".join(lines)


def edited(text: str, edits: Sequence[lsp.TextEdit]) -> str:
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda e: (e.range.start.line, e.range.start.character), reverse=True):
        start, end = edit.range.start, edit.range.end
        assert start.line == end.line
        lines[start.line] = lines[start.line][: start.character] + edit.new_text + lines[start.line][end.character :]
    return "\n".join(lines)


def ten_lines_each(parts: int) -> str:
    """A theory like others, of so many parts of ten lines."""
    lines = []
    for k in range(parts):
        lines += [
            f"# Part {k}",
            f"poset P{k} {{ dog < mammal < animal ; cat < mammal ; bat < mammal }}",
            f"task is_mammal{k} on P{k} {{ dog = {{yes}} ; cat = {{yes}} ; bat = {{yes}} ; mammal = {{yes}} }}",
            f"task is_pet{k} on P{k} {{ dog = {{yes}} ; cat = {{yes}} }}",
            f"functor F{k} : P{k} -> P{k} {{",
            "  dog |-> cat ; mammal |-> mammal ; animal |-> animal ; cat |-> dog ; bat |-> bat",
            "}",
            f"claim prompt{k} : yoneda(P{k}) solves is_mammal{k} by prompt mammal",
            f"refute is_pet{k} is representable",
            f"claim forall x in objects(P{k}) : x ~= x in P{k} and rank(is_pet{k}) = 2",
        ]
    return "\n".join(lines) + "\n"
