"""Declarations as they stand in their files."""

from __future__ import annotations

import os

from catproof.core.category import Category
from catproof.elaborate.scope import Declared, Scope
from catproof.syntax import tree
from catproof.syntax.formatter import item_text
from catproof.syntax.printer import print_name


class Texts:
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
