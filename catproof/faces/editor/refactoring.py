"""Renaming: refused where it could change what the file says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from catproof.core.characters import forbidden
from catproof.faces.editor.names import Names
from catproof.faces.editor.symbols import Symbol
from catproof.syntax.builder import unquote
from catproof.syntax.printer import print_name


class Refused(Exception):
    """The renaming could change the meaning of the file; says how."""


def renaming(symbol: Symbol, wanted: str, files: Iterable[Names]) -> str:
    """How the new name is written at each occurrence of the symbol. Raises `Refused`."""
    quoted = len(wanted) > 1 and wanted[0] == wanted[-1] == '"'
    name = unquote(wanted) if quoted else wanted
    if not name or name == "*":
        raise Refused("a name is a word, or a text on one line")
    if wrong := forbidden(name):
        raise Refused(f"a name is a word, or a text on one line, without {wrong}")
    if symbol.kind == "definition" and print_name(name) != name:
        raise Refused("a definition may be said after `is`, where a new name is one word")
    if symbol.name == "*":
        raise Refused("the object of a monoid or group is always called *")
    word = re.compile(rf"(?<!\w){re.escape(symbol.name)}(?!\w)")
    for names in files:
        if names.data and symbol.kind in ("object", "arrow", "element"):
            raise Refused(f"`{names.data[0]}`, which is read, may name it too; rename it by hand")
        for occurrence in names.occurrences:
            place = f"line {occurrence.span.line}" + ("" if names.path == symbol.path else f" of {names.path}")
            if occurrence.symbol is None and occurrence.text and word.search(occurrence.text):
                raise Refused(f"it cannot be told what `{occurrence.text}` on {place} stands for; rename it by hand")
            if occurrence.text == name and (occurrence.symbol is None or _clash(symbol, occurrence.symbol)):
                raise Refused(f"`{name}` is used already, on {place}")
    return print_name(name)


def _clash(symbol: Symbol, other: Symbol) -> bool:
    """Could the two be taken for one another if they had the same name? Not a statement and something else, nor two
    variables of different statements."""
    if symbol.kind == other.kind == "variable" and symbol.owner.split(":")[0] != other.owner.split(":")[0]:
        return False
    return (symbol.kind == "statement") == (other.kind == "statement") and symbol != other
