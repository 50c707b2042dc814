"""The language server, `catproof lsp`, between the editor and the processes that decide.

The server process reads texts and answers; it never decides anything. Elaboration and decisions run in a process of
their own (`prover`, `worker`), so that an answer never waits for them, and they can be ended at any moment.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import from_fs_path, to_fs_path

from catproof.core.characters import escaped, lines_of
from catproof.diagnostic import InputError, Span
from catproof.faces.editor.document import Document, Problem
from catproof.faces.editor.fixes import WORD
from catproof.faces.editor.library import Library, Look, real_path
from catproof.faces.editor.names import Names
from catproof.faces.editor.prover import Answer, Prover
from catproof.faces.editor.symbols import Occurrence, Symbol
from catproof.options import Options
from catproof.syntax.builder import unquote
from catproof.syntax.lexer import shorten
from catproof.syntax.source import read_theory
from catproof.version import __version__

PATIENCE = 0.15
"""Seconds after which errors of syntax are shown without waiting for the others."""

TOGETHER = 0.05
"""Verdicts that come within so many seconds are shown together."""

LONG = 0.5
"""Seconds of deciding after which the editor shows progress, with a way to cancel."""

MOST_FILES = 500
"""So many files beside an open one are searched for references."""


MOST_RELATED = 5
"""So many declarations are named with an error."""


class Protocol(LanguageServerProtocol):
    """pygls, but that it has no copy of the texts: it splits lines at more signs than the protocol does, so that its
    copy may become another text, and changes the places that a change names. See `Document.edited`."""

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: lsp.DidChangeTextDocumentParams) -> Iterator[Any]:
        """Pass the changes on."""
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CHANGE], (params,), None


class Server(LanguageServer):
    """The state of one session: the open files, and the processes that decide."""

    def __init__(self, options: Options) -> None:
        super().__init__("catproof", __version__, lsp.TextDocumentSyncKind.Incremental, protocol_cls=Protocol)
        self.options = options
        self.documents: dict[str, Document] = {}
        self.prover = Prover(options, self.heard)
        self.tasks: set[asyncio.Task[None]] = set()
        self.waiting: set[str] = set()
        self.library = Library(options)
        self.bar: int | None = None
        """The number of the progress that is shown."""
        self.shown = 0

    # ---- files ----------------------------------------------------------------------------------------

    def units(self, text: str) -> int:
        """How many code units of the agreed encoding a text takes."""
        if text.isascii():
            return len(text)
        return int(self.workspace.position_codec.client_num_units(text))

    def changed(self, uri: str, text: str, version: int | None) -> None:
        """A file was opened, or its text is another now."""
        if uri not in self.documents:
            self.documents[uri] = Document(uri, to_fs_path(uri) or uri, self.units)
        self.take(self.documents[uri], text, version)
        for other in list(self.documents.values()):
            if other.uri != uri and any(names.path == self.documents[uri].path for names in other.names.with_imports()):
                self.take(other, other.text, other.version)

    def take(self, document: Document, text: str, version: int | None) -> None:
        """Have a text checked, and read it here meanwhile."""
        texts = {os.path.realpath(d.path): d.text for d in self.documents.values() if d is not document}
        document.job = self.prover.order(document.path, text, texts)
        look = self.look(document.path)
        document.update(text, version, look.imported, look.digests)
        self.prover.know(document.path, list(document.verdicts))
        asyncio.get_running_loop().call_later(PATIENCE, self.publish_if_waiting, document, version)

    def look(self, start: str | None = None) -> Look:
        """Begin a look at the files that `start` imports, open or not."""
        opened = {real_path(d.path): d for d in self.documents.values()}
        return self.library.look(opened, None if start is None else real_path(start))

    def closed(self, uri: str) -> None:
        """A file is no longer open: nothing is shown of it."""
        document = self.documents.pop(uri, None)
        if document is not None and document.path in self.prover.jobs:
            self.prover.cancel(document.path)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run something beside the answers."""
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    # ---- what has been found out ----------------------------------------------------------------------

    def heard(self, answer: Answer) -> None:
        """The process that decides has found something."""
        document = next((d for d in self.documents.values() if d.job == answer["job"]), None)
        if document is None:
            return
        if "errors" in answer:
            document.heard_errors(answer["errors"])
            self.publish(document)
        elif "filled" in answer:
            document.heard_filled(answer["filled"])
            workspace = self.client_capabilities.workspace
            if workspace and workspace.inlay_hint and workspace.inlay_hint.refresh_support:
                self.workspace_inlay_hint_refresh(None)
        elif "verdict" in answer:
            document.found(answer["number"], answer["verdict"])
            self.publish_soon(document)
        elif "deciding" in answer:
            asyncio.get_running_loop().call_later(LONG, self.decides_long, document, answer["deciding"], document.job)
        elif "done" in answer:
            self.publish_soon(document)
            self.end_progress()

    def publish(self, document: Document) -> None:
        """Show what is wrong with a file."""
        found = [self.diagnostic(document, problem) for problem in document.problems()]
        parameters = lsp.PublishDiagnosticsParams(document.uri, found, document.version)
        self.text_document_publish_diagnostics(parameters)

    def diagnostic(self, document: Document, problem: Problem) -> lsp.Diagnostic:
        """A problem as the protocol writes it, with where the declared names are declared that it is about."""
        severity = lsp.DiagnosticSeverity.Error if problem.severity == "error" else lsp.DiagnosticSeverity.Warning
        place, text = self.range(document, problem.span), escaped(problem.text, keep="\n\t")
        related = [
            lsp.DiagnosticRelatedInformation(
                lsp.Location(home.uri, self.range(home, span)), f"{escaped(name)} is declared here"
            )
            for home, span, name in islice(self.declarations(document, problem), MOST_RELATED)
        ]
        return lsp.Diagnostic(place, text, severity, problem.code, None, "catproof", None, related or None)

    def declarations(self, document: Document, problem: Problem) -> Iterator[tuple[Document, Span, str]]:
        """Where the declared names are declared that stand at the place of a problem, or that its message names."""
        said = WORD.findall(problem.text.partition("\n")[0])
        inside = (o.symbol.name for o in document.inside(problem.span) if o.symbol is not None)
        for name in dict.fromkeys([*map(unquote, said), *inside]):
            meaning = document.names.declared.get(name)
            home = None if meaning is None else self.declaring(document, meaning.symbol)
            if meaning is not None and home is not None:
                span = home.names.definition(meaning.symbol)
                if span is not None and not (home is document and span == problem.span):
                    yield home, span, name

    def edit(self, edits: dict[str, list[lsp.TextEdit]]) -> lsp.WorkspaceEdit:
        """Changes of files; of open ones for the version that they were made for, if the editor knows of versions."""
        workspace = self.client_capabilities.workspace
        if not (workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes):
            return lsp.WorkspaceEdit(changes=edits)
        versions = {uri: document.version for uri, document in self.documents.items()}
        changes = [
            lsp.TextDocumentEdit(lsp.OptionalVersionedTextDocumentIdentifier(uri, versions.get(uri)), made)
            for uri, made in edits.items()
        ]
        return lsp.WorkspaceEdit(document_changes=changes)

    def publish_if_waiting(self, document: Document, version: int | None) -> None:
        """Show the errors of syntax, if the others take long."""
        if document.version == version and document.errors is None and document.uri in self.documents:
            self.publish(document)

    def publish_soon(self, document: Document) -> None:
        """Show what is known of a file, with what comes in the next moment."""
        if document.uri in self.waiting:
            return
        self.waiting.add(document.uri)

        def now() -> None:
            self.waiting.discard(document.uri)
            if document.uri in self.documents:
                self.publish(document)
                self.refresh()

        asyncio.get_running_loop().call_later(TOGETHER, now)

    def refresh(self) -> None:
        """Have the editor ask for the code lenses again, if it can."""
        workspace = self.client_capabilities.workspace
        if workspace and workspace.code_lens and workspace.code_lens.refresh_support:
            self.workspace_code_lens_refresh(None)

    # ---- progress -------------------------------------------------------------------------------------

    def decides_long(self, document: Document, number: int, job: int) -> None:
        """Show progress for a statement that is still being decided, with a way to cancel."""
        if document.job != job or self.prover.deciding.get(document.path) != number or number in document.verdicts:
            return
        self.refresh()
        window = self.client_capabilities.window
        if self.bar is None and window and window.work_done_progress:
            self.shown += 1
            self.bar = self.shown
            self.start(self.begin_progress(self.shown, shorten(_head(document, number), 60)))

    async def begin_progress(self, number: int, what: str) -> None:
        """Show progress, if it is still wanted when the editor is ready for it."""
        token = f"catproof/{number}"
        await self.work_done_progress.create_async(token)
        begin = lsp.WorkDoneProgressBegin("catproof: deciding", message=what, cancellable=True)
        self.work_done_progress.begin(token, begin)
        if self.bar != number:
            self.work_done_progress.end(token, lsp.WorkDoneProgressEnd())

    def end_progress(self) -> None:
        """Show no progress any more."""
        if self.bar is not None and not self.prover.jobs:
            token = f"catproof/{self.bar}"
            self.bar = None
            if token in self.work_done_progress.tokens:
                self.work_done_progress.end(token, lsp.WorkDoneProgressEnd())

    def cancel(self) -> None:
        """Stop deciding; what has been decided stays."""
        for document in self.documents.values():
            document.stopped = document.stopped or document.path in self.prover.jobs
        self.prover.cancel()
        self.end_progress()
        self.refresh()

    # ---- places ---------------------------------------------------------------------------------------

    def range(self, document: Document, span: Span) -> lsp.Range:
        """A span as the protocol writes it."""
        start, end = document.positions.range(span)
        return lsp.Range(lsp.Position(*start), lsp.Position(*end))

    def at(self, uri: str, position: lsp.Position) -> tuple[Document, int, int] | None:
        """The document, with a place in it."""
        document = self.documents.get(uri)
        if document is None:
            return None
        return document, *document.positions.position(position.line, position.character)

    def name_at(self, uri: str, position: lsp.Position) -> tuple[Document, Occurrence] | None:
        """The name at a place."""
        place = self.at(uri, position)
        found = place[0].names.at(*place[1:]) if place else None
        return (place[0], found) if place and found else None

    def declaring(self, document: Document, symbol: Symbol) -> Document | None:
        """The document that declares a symbol: this one, or one that it imports."""
        names = next((n for n in document.names.with_imports() if n.path == symbol.path), None)
        return names if names is None else document if names is document.names else self.home(names)

    def home(self, names: Names) -> Document:
        """The document of a file, which need not be open."""
        for document in self.documents.values():
            if document.names is names:
                return document
        made = Document(from_fs_path(names.path) or names.path, names.path, self.units)
        try:
            made.update(read_theory(names.path, found=True), None, self.look(names.path).imported, [])
        except InputError:  # it has just gone
            made.update("", None, lambda _: None, [])
        return made

    def places(self, document: Document, symbol: Symbol) -> list[tuple[Document, Occurrence]]:
        """Where a symbol occurs: in its own file, in open files, and in the files beside its own that import it."""
        found = {}
        for names in self.around(document, symbol):
            home = document if names is document.names else self.home(names)
            if occurrences := home.names.of(symbol):
                found[home.uri] = [(home, occurrence) for occurrence in occurrences]
        return [place for places in found.values() for place in places]

    def around(self, document: Document, symbol: Symbol) -> list[Names]:
        """The files in which a symbol may occur."""
        files = {names.path: names for names in document.names.with_imports() if names.path == symbol.path}
        files |= {d.path: d.names for d in self.documents.values()}
        if symbol.kind not in ("variable", "statement"):
            beside = sorted(Path(symbol.path).parent.glob("*.cat"))[:MOST_FILES]
            look = self.look()
            for path in map(str, beside):
                if path not in files and (found := look.file(real_path(path))):
                    files[path] = found.names
        return [n for n in files.values() if any(inner.path == symbol.path for inner in n.with_imports())]


def _head(document: Document, number: int) -> str:
    span = document.statements[number].span
    return lines_of(document.text)[span.line - 1][span.column - 1 :]
