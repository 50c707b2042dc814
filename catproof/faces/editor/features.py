"""The features of the language server: what an editor may ask, and what it is answered."""

from __future__ import annotations

import logging
import os
import signal
import sys
from typing import Any, BinaryIO, cast

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from catproof.core.characters import escaped, lines_of
from catproof.diagnostic import Span
from catproof.faces.arguments import INTERRUPTED
from catproof.faces.editor.completion import completions
from catproof.faces.editor.document import Document
from catproof.faces.editor.reading import SYMBOL_KINDS, add_help, add_structure
from catproof.faces.editor.refactoring import Refused, renaming
from catproof.faces.editor.server import Server
from catproof.faces.editor.symbols import Symbol
from catproof.faces.editor.transport import Messages
from catproof.faces.editor.words import word_at
from catproof.options import Options
from catproof.syntax import tree
from catproof.syntax.files import imported_files
from catproof.syntax.formatter import format_theory
from catproof.syntax.naming import statement_names

_COMPLETION_KINDS = {
    "keyword": lsp.CompletionItemKind.Keyword,
    "property": lsp.CompletionItemKind.Property,
    "function": lsp.CompletionItemKind.Function,
    "functor": lsp.CompletionItemKind.Function,
    "task": lsp.CompletionItemKind.Variable,
    "variable": lsp.CompletionItemKind.Variable,
    "object": lsp.CompletionItemKind.Value,
    "arrow": lsp.CompletionItemKind.Method,
    "element": lsp.CompletionItemKind.EnumMember,
    "statement": lsp.CompletionItemKind.Event,
}

_MARKS = {"ok": "✓", "not ok": "✗", "unknown": "?", "skipped": "-"}


def make(options: Options) -> Server:
    """A server with all its features."""
    server = Server(options)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: Server, given: lsp.DidOpenTextDocumentParams) -> None:
        ls.changed(given.text_document.uri, given.text_document.text, given.text_document.version)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(ls: Server, given: lsp.DidChangeTextDocumentParams) -> None:
        document = ls.documents.get(given.text_document.uri)
        if document is None:
            return
        for change in given.content_changes:
            if isinstance(change, lsp.TextDocumentContentChangePartial):
                start, end = change.range.start, change.range.end
                document.edited((start.line, start.character), (end.line, end.character), change.text)
            else:
                document.written(change.text)
        ls.changed(document.uri, document.text, given.text_document.version)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: Server, given: lsp.DidCloseTextDocumentParams) -> None:
        ls.closed(given.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(ls: Server, given: lsp.DidSaveTextDocumentParams) -> None:
        if given.text_document.uri in ls.documents:
            document = ls.documents[given.text_document.uri]
            ls.changed(document.uri, document.text, document.version)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(ls: Server, given: lsp.DidChangeWatchedFilesParams) -> None:
        for document in list(ls.documents.values()):
            if document.names.data or imported_files(document.parsed.theory):
                ls.take(document, document.text, document.version)

    @server.feature(lsp.SHUTDOWN)
    def shutdown(ls: Server, _: None) -> None:
        ls.prover.close()

    @server.feature(lsp.WINDOW_WORK_DONE_PROGRESS_CANCEL)
    def cancelled(ls: Server, given: lsp.WorkDoneProgressCancelParams) -> None:
        ls.cancel()

    _add_reading(server)
    add_structure(server)
    add_help(server)
    _add_writing(server)
    _add_commands(server)
    return server


def _add_reading(server: Server) -> None:
    """The features that show something."""

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(ls: Server, given: lsp.HoverParams) -> lsp.Hover | None:
        place = ls.at(given.text_document.uri, given.position)
        if place is None:
            return None
        document, line, column = place
        name = document.names.at(line, column)
        number = document.statement_at(line, column)
        parts = []
        if name is not None and name.symbol is not None and name.symbol.kind != "statement":
            parts.append(_described(ls, document, name.symbol))
        word = None if parts else word_at(lines_of(document.text)[line - 1], line, column)
        if word is not None:
            parts.append("\n\n".join(filter(None, (word.definition and _code(word.definition, "cat"), word.said))))
        if number is not None and (verdict := document.verdicts.get(number)):
            mark = _MARKS[verdict["status"]]
            parts.append(f"**{mark} {verdict['status']}**\n{_code(document.explanation(number))}")
        if not parts:
            return None
        about = name if name is not None else word
        span = about.span if about is not None else document.statements[number or 0].span
        content = lsp.MarkupContent(lsp.MarkupKind.Markdown, escaped("\n\n".join(parts), keep="\n\t"))
        return lsp.Hover(content, ls.range(document, span))

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS, lsp.CodeLensOptions(resolve_provider=False))
    def lenses(ls: Server, given: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        document = ls.documents.get(given.text_document.uri)
        if document is None:
            return []
        found = []
        for number, statement in enumerate(document.statements):
            command = _lens(document, number, ls.prover.deciding.get(document.path) == number)
            found.append(lsp.CodeLens(ls.range(document, statement.span), command))
        return found

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(ls: Server, given: lsp.DefinitionParams) -> lsp.Location | None:
        found = ls.name_at(given.text_document.uri, given.position)
        if found is None or found[1].symbol is None:
            return None
        document, symbol = found[0], found[1].symbol
        home = ls.declaring(document, symbol)
        span = None if home is None else home.names.definition(symbol)
        return None if home is None or span is None else lsp.Location(home.uri, ls.range(home, span))

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def references(ls: Server, given: lsp.ReferenceParams) -> list[lsp.Location]:
        found = ls.name_at(given.text_document.uri, given.position)
        if found is None or found[1].symbol is None:
            return []
        places = ls.places(found[0], found[1].symbol)
        wanted = [place for place in places if given.context.include_declaration or not place[1].defines]
        return [lsp.Location(home.uri, ls.range(home, occurrence.span)) for home, occurrence in wanted]

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlights(ls: Server, given: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
        found = ls.name_at(given.text_document.uri, given.position)
        if found is None or found[1].symbol is None:
            return []
        document, symbol = found[0], found[1].symbol
        return [lsp.DocumentHighlight(ls.range(document, o.span)) for o in document.names.of(symbol)]

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(ls: Server, given: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        document = ls.documents.get(given.text_document.uri)
        return [] if document is None else _symbols(ls, document)


def _described(ls: Server, document: Document, symbol: Symbol) -> str:
    """What a name stands for: the declaration's first line and its docstring, or what owns the label."""
    owner = f" of {symbol.owner}" if symbol.kind in ("object", "arrow", "element") else ""
    text = f"{symbol.kind} `{symbol.name}`{owner}"
    home = None if owner or symbol.kind == "variable" else ls.declaring(document, symbol)
    if home is None:
        return text
    for item in home.parsed.theory.items:
        if (
            not isinstance(item, tree.Import | tree.Statement | tree.Find | tree.TasksDecl)
            and item.name.text == symbol.name
        ):
            written = lines_of(home.text)[item.span.line - 1 : item.span.end_line]
            short = [*written[:12], "  ..."] if len(written) > 12 else written
            return "\n\n".join(filter(None, (_code("\n".join(short), "cat"), item.doc or "")))
    return text


def _code(text: str, language: str = "text") -> str:
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text}\n{fence}"


def _lens(document: Document, number: int, deciding: bool) -> lsp.Command:
    verdict = document.verdicts.get(number)
    if verdict is not None:
        title = f"{_MARKS[verdict['status']]} {escaped(' '.join(verdict['text'].split()))}"
        title = title if len(title) <= 120 else f"{title[:117]}..."
        return lsp.Command(title, "catproof.explain", arguments=[document.uri, number])
    if document.stopped:
        return lsp.Command("cancelled: decide", "catproof.decide", arguments=[document.uri])
    if deciding:
        return lsp.Command("deciding: cancel", "catproof.cancel", arguments=[])
    return lsp.Command("waiting", "catproof.explain", arguments=[document.uri, number])


def _symbols(ls: Server, document: Document) -> list[lsp.DocumentSymbol]:
    found = []
    names = iter(statement_names(document.parsed.theory))
    for item in document.parsed.theory.items:
        if isinstance(item, tree.Import | tree.TasksDecl):  # names of their own they have none
            continue
        whole = ls.range(document, item.span)
        if isinstance(item, tree.Statement | tree.Find):
            kind = item.kind if isinstance(item, tree.Statement) else "find"
            name = next(names).name
            own = whole if item.name is None else ls.range(document, item.name.span)
            found.append(lsp.DocumentSymbol(name or '""', lsp.SymbolKind.Boolean, whole, own, kind))
            continue
        symbol = document.names.declared.get(item.name.text)
        kind = symbol.symbol.kind if symbol else ""
        children = [
            lsp.DocumentSymbol(o.text or '""', SYMBOL_KINDS[o.symbol.kind], place, place, o.symbol.kind)
            for o in document.names.occurrences
            if o.symbol and o.defines and o.symbol.kind in ("object", "arrow", "element") and _inside(o.span, item.span)
            for place in (ls.range(document, o.span),)
        ]
        own = ls.range(document, item.name.span)
        shown = SYMBOL_KINDS.get(kind, lsp.SymbolKind.Class)
        found.append(lsp.DocumentSymbol(item.name.text or '""', shown, whole, own, kind, children=children))
    return found


def _inside(inner: Span, outer: Span) -> bool:
    return outer[:2] <= inner[:2] and inner[2:] <= outer[2:]


def _add_writing(server: Server) -> None:
    """The features that write, or propose what to write."""

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[".", "|", "("]))
    def complete(ls: Server, given: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        place = ls.at(given.text_document.uri, given.position)
        if place is None:
            return []
        document, line, column = place
        found = completions(document.text, line, column, document.names)
        kinds = _COMPLETION_KINDS
        return [
            lsp.CompletionItem(p.text, kind=kinds.get(p.kind, lsp.CompletionItemKind.Class), detail=p.kind)
            for p in found
        ]

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def formatted(ls: Server, given: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
        document = ls.documents.get(given.text_document.uri)
        if document is None or document.parsed.diagnostics:
            return []
        made = format_theory(document.parsed, document.text)
        whole = lsp.Range(lsp.Position(0, 0), lsp.Position(*document.positions.end()))
        return [] if made == document.text else [lsp.TextEdit(whole, made)]

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(ls: Server, given: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        found = ls.name_at(given.text_document.uri, given.position)
        if found is None or found[1].symbol is None:
            return None
        return lsp.PrepareRenamePlaceholder(ls.range(found[0], found[1].span), found[1].text)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def rename(ls: Server, given: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        found = ls.name_at(given.text_document.uri, given.position)
        if found is None or found[1].symbol is None:
            return None
        document, symbol = found[0], found[1].symbol
        try:
            new = renaming(symbol, given.new_name, ls.around(document, symbol))
        except Refused as refused:
            raise JsonRpcException(str(refused), lsp.LSPErrorCodes.RequestFailed) from None
        edits: dict[str, list[lsp.TextEdit]] = {}
        for home, occurrence in ls.places(document, symbol):
            edits.setdefault(home.uri, []).append(lsp.TextEdit(ls.range(home, occurrence.span), new))
        return ls.edit(edits)


def _add_commands(server: Server) -> None:
    """The commands of the code lenses."""

    @server.command("catproof.explain")
    def explain(ls: Server, uri: str, number: int) -> str | None:
        document = ls.documents.get(uri)
        if document is None or number not in document.verdicts:
            return None
        text = document.explanation(number)
        ls.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, text))
        return text

    @server.command("catproof.cancel")
    def cancel(ls: Server) -> None:
        ls.cancel()

    @server.command("catproof.decide")
    def decide(ls: Server, uri: str) -> None:
        document = ls.documents.get(uri)
        if document is not None:
            document.forget()
            ls.take(document, document.text, document.version)


def serve(options: Options, source: BinaryIO, sink: BinaryIO | None = None) -> str:
    """Serve an editor on `source` and `sink` (standard output), until it ends the session. Gives the reason where what
    it sends can be read no more, and an empty text otherwise."""
    if not os.environ.get("CATPROOF_DEBUG"):
        logging.getLogger("pygls").setLevel(logging.CRITICAL)  # what is wrong is answered
    server = make(options)

    def readable(request: dict[str, Any]) -> bool:
        try:
            server.protocol.structure_message(request)
        except JsonRpcException:
            return False
        return True

    # The server closes its output at the end, and nothing that is printed by mistake may come between the messages.
    with sink or os.fdopen(os.dup(sys.stdout.fileno()), "wb") as written:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        messages = Messages(source, written, readable)
        if callable(signal.getsignal(signal.SIGINT)):  # Ctrl-C is heard
            # At once: else the thread that reads would be waited for, until the editor says something more. The
            # processes that decide end with their input.
            signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
        try:
            server.start_io(cast(BinaryIO, messages), written)
        finally:  # however the session ended
            server.prover.close()
    return messages.problem
