"""The declarations that a statement depends on, as text: what its reason and the theory to paste are written from.

What a statement says, with all tables, is in its certificate. The words of its verdict have more in them: how things
are called, and declarations as they stand in the file. So two statements with the same text of this module, and the
same beginning of a certificate, are given the same words.
"""

from __future__ import annotations

import os
from weakref import WeakKeyDictionary

from catproof.core.category import Category
from catproof.decide.proposition import Said
from catproof.elaborate.propositions import Sentences
from catproof.elaborate.scope import Declared, Scope
from catproof.logic.text import text_of
from catproof.syntax import tree
from catproof.syntax.formatter import item_text
from catproof.syntax.printer import print_name


class _Texts:
    """The declarations of a scope, as they are asked for."""

    def __init__(self, scope: Scope) -> None:
        self.root = scope.folder
        self.names = [(name, " ".join(print_name(name).split())) for name in scope.names]
        self.texts: dict[int, tuple[Declared, str]] = {}
        self.defined = [n for n, each in scope.names.items() if isinstance(each.item, tree.Define)]
        """Definitions are called by the words of a sentence: all of them count."""

    def of(self, name: str, declared: Declared) -> str:
        if id(declared) not in self.texts:
            folder = declared.home.folder if declared.home is not None else None
            place = "" if folder is None or self.root is None else os.path.relpath(folder, self.root)
            said = "" if declared.item is None else item_text(declared.item)
            if isinstance(declared.value, Category) and declared.value.beside:
                said += str(declared.value.beside)
            self.texts[id(declared)] = declared, f"{place}\n{name}\n{said}\n"  # kept, and so is its id
        return self.texts[id(declared)][1]


_texts: WeakKeyDictionary[Scope, _Texts] = WeakKeyDictionary()


def declarations(said: Said, text: str) -> tuple[str, str] | None:
    """Of the statement with this text the declarations that it mentions, and that these mention in turn; and the names
    and labels that a fresh name must not be. None for what no file says."""
    if not isinstance(said.reading, Sentences):
        return None
    scope = said.reading.terms.scope
    known = _texts.get(scope)
    if known is None:
        known = _texts[scope] = _Texts(scope)
    written = f"{text}\n{text_of(said.term)}"
    found: dict[int, str] = {}
    named = [name for name, printed in known.names if name in written or printed in written]
    pending = [(name, scope) for name in (*known.defined, *named)]
    while pending:
        name, home = pending.pop()
        declared = home.lookup(name)
        if declared is None or id(declared) in found:
            continue
        found[id(declared)] = known.of(name, declared)
        if declared.item is not None:
            pending += [(other, declared.home or home) for other in sorted(declared.item.mentioned())]
    return "\n".join([written, *sorted(found.values())]), "\n".join(scope.visible())
