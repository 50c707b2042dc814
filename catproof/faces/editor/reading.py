"""More of what an editor may ask: colours, folds, selections, sorts; how calls are written, names, quick fixes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from catproof.core.characters import escaped, lines_of
from catproof.faces.editor import colours, structure
from catproof.faces.editor.document import Document
from catproof.faces.editor.filling import Hint
from catproof.faces.editor.fixes import fixes
from catproof.faces.editor.library import real_path
from catproof.faces.editor.server import MOST_FILES, Server
from catproof.files.folders import files_below
from catproof.syntax import tree

SYMBOL_KINDS = {
    "functor": lsp.SymbolKind.Function,
    "task": lsp.SymbolKind.Variable,
    "transformation": lsp.SymbolKind.Operator,
    "model": lsp.SymbolKind.Module,
    "statement": lsp.SymbolKind.Boolean,
    "object": lsp.SymbolKind.Object,
    "arrow": lsp.SymbolKind.Method,
    "element": lsp.SymbolKind.EnumMember,
}
"""By the kinds of symbols; other declared things are classes."""

_FOLDS = {"imports": lsp.FoldingRangeKind.Imports, "comment": lsp.FoldingRangeKind.Comment}


def add_structure(server: Server) -> None:
    """The features that show the structure of a text."""
    legend = lsp.SemanticTokensLegend(list(colours.TYPES), list(colours.MODIFIERS))

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, legend)
    def all_tokens(ls: Server, given: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
        document = ls.documents.get(given.text_document.uri)
        return lsp.SemanticTokens([] if document is None else colours.tokens(document))

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, legend)
    def some_tokens(ls: Server, given: lsp.SemanticTokensRangeParams) -> lsp.SemanticTokens:
        document = ls.documents.get(given.text_document.uri)
        lines = given.range.start.line + 1, given.range.end.line + 1
        return lsp.SemanticTokens([] if document is None else colours.tokens(document, *lines))

    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def folding(ls: Server, given: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        document = ls.documents.get(given.text_document.uri)
        if document is None:
            return []
        found = structure.folds(document.parsed.theory, document.parsed.comments)
        return [lsp.FoldingRange(f.first - 1, f.last - 1, kind=_FOLDS.get(f.kind)) for f in found]

    @server.feature(lsp.TEXT_DOCUMENT_SELECTION_RANGE)
    def selecting(ls: Server, given: lsp.SelectionRangeParams) -> list[lsp.SelectionRange]:
        found = []
        for position in given.positions:
            place = ls.at(given.text_document.uri, position)
            selected: lsp.SelectionRange | None = None
            if place is not None:
                document, line, column = place
                for span in reversed(structure.around(document.parsed.theory, line, column)):
                    selected = lsp.SelectionRange(ls.range(document, span), selected)
            found.append(selected or lsp.SelectionRange(lsp.Range(position, position)))
        return found

    @server.feature(lsp.TEXT_DOCUMENT_INLAY_HINT)
    def hints(ls: Server, given: lsp.InlayHintParams) -> list[lsp.InlayHint]:
        document = ls.documents.get(given.text_document.uri)
        if document is None:
            return []
        first, last = given.range.start.line + 1, given.range.end.line + 1
        sorts = [
            lsp.InlayHint(ls.range(document, name.span).end, f": {kind}", lsp.InlayHintKind.Type, padding_left=False)
            for name, kind in structure.bound(document.parsed.theory)
            if first <= name.span.line <= last
        ]
        return sorts + [_filled(document, hint) for hint in document.filled(first, last)]


def add_help(server: Server) -> None:
    """The features that help to write, and to find."""

    @server.feature(
        lsp.TEXT_DOCUMENT_SIGNATURE_HELP,
        lsp.SignatureHelpOptions(trigger_characters=["(", ","], retrigger_characters=[","]),
    )
    def signature(ls: Server, given: lsp.SignatureHelpParams) -> lsp.SignatureHelp | None:
        place = ls.at(given.text_document.uri, given.position)
        called = None if place is None else structure.call_at(place[0].text, *place[1:])
        if place is None or called is None:
            return None
        forms = [*_declared(ls, place[0], called.word), *structure.forms(called.word)]
        if not forms:
            return None
        fitting = next((k for k, form in enumerate(forms) if called.argument < len(form.parts)), 0)
        return lsp.SignatureHelp([_signature(form) for form in forms], fitting, called.argument)

    @server.feature(lsp.WORKSPACE_SYMBOL)
    def find(ls: Server, given: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
        wanted = given.query.casefold()
        found = []
        for document in _documents(ls):
            for name in document.names.occurrences:
                symbol = name.symbol
                if name.defines and symbol and symbol.kind != "variable" and wanted in name.text.casefold():
                    location = lsp.Location(document.uri, ls.range(document, name.span))
                    kind = SYMBOL_KINDS.get(symbol.kind, lsp.SymbolKind.Class)
                    found.append(
                        lsp.WorkspaceSymbol(location, name.text or '""', kind, container_name=symbol.owner or None)
                    )
        return found

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix]))
    def actions(ls: Server, given: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        document = ls.documents.get(given.text_document.uri)
        if document is None or (given.context.only and not any("quickfix".startswith(k) for k in given.context.only)):
            return []
        lines, found = lines_of(document.text), []
        for problem in document.problems():
            place = ls.range(document, problem.span)
            if _before(place.end, given.range.start) or _before(given.range.end, place.start):
                continue
            for number, fix in enumerate(fixes(lines, problem.span, problem.text, problem.hint)):
                edit = ls.edit({document.uri: [lsp.TextEdit(ls.range(document, fix.span), fix.new)]})
                title = f"Write {escaped(fix.new)} instead of {escaped(fix.old)}"
                about = [ls.diagnostic(document, problem)]
                kind = lsp.CodeActionKind.QuickFix
                found.append(lsp.CodeAction(title, kind, about, is_preferred=number == 0, edit=edit))
        return found


def _filled(document: Document, hint: Hint) -> lsp.InlayHint:
    """What the program fills in; accepting the hint writes it, where it is not too long."""
    place = lsp.Position(*document.positions.place(hint.line, hint.column))
    edits = [lsp.TextEdit(lsp.Range(place, place), hint.text)] if hint.whole else None
    return lsp.InlayHint(place, escaped(hint.label), text_edits=edits, tooltip=escaped(f"filled in: {hint.text}"))


def _before(one: lsp.Position, other: lsp.Position) -> bool:
    return (one.line, one.character) < (other.line, other.character)


def _signature(form: structure.Form) -> lsp.SignatureInformation:
    label, parts = f"{form.word}(", list[lsp.ParameterInformation]()
    for part in form.parts:
        label += ", " if parts else ""
        parts.append(lsp.ParameterInformation((len(label), len(label) + len(part))))
        label += part
    return lsp.SignatureInformation(f"{label})", form.said or None, parts)


def _declared(ls: Server, document: Document, word: str) -> Iterator[structure.Form]:
    """The definition of that name in a theory file."""
    known = document.names.declared.get(word)
    if known is None or known.symbol.kind != "definition":
        return
    home = ls.declaring(document, known.symbol)
    if home is None:
        return
    for item in home.parsed.theory.items:
        if isinstance(item, tree.Define) and item.name.text == word:
            lines = lines_of(home.text)
            parts = [lines[p.span.line - 1][p.span.column - 1 : p.span.end_column - 1] for p in item.parameters]
            yield structure.Form(tuple(parts), word, item.doc or "")


def _documents(ls: Server) -> Iterator[Document]:
    """The open files, and those below the folders that the editor has open."""
    yield from ls.documents.values()
    opened = {real_path(document.path) for document in ls.documents.values()}
    look = ls.look()
    folders = [path for uri in ls.workspace.folders if (path := to_fs_path(uri)) and Path(path).is_dir()]
    for path in islice((path for folder in folders for path in files_below(folder, ".cat")), MOST_FILES):
        if real_path(path) not in opened and (found := look.file(real_path(path))):
            yield ls.home(found.names)
