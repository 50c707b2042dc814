"""Names and comments that no prover can misread, whatever a theory file calls its things."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from catproof.core.characters import escaped

LONGEST = 60
"""Characters of a name that an identifier keeps."""


def identifier(text: str, otherwise: str = "x") -> str:
    """Letters, digits and `_` of the text, beginning with a letter: an identifier of every prover.

    Arrows `->` become `to`; accents go; all else becomes `_`. `otherwise` where nothing is left.
    """
    plain = unicodedata.normalize("NFKD", text.replace("->", "_to_"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    word = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_")[:LONGEST].strip("_")
    if not word:
        return otherwise
    return word if word[0].isalpha() else f"{otherwise}_{word}"


class Names:
    """Identifiers of one file: each given out once, none of the reserved ones."""

    def __init__(self, reserved: Iterable[str]) -> None:
        self._taken = set(reserved)

    def new(self, text: str, otherwise: str = "x", companions: tuple[str, ...] = ()) -> str:
        """An identifier for what the theory calls `text`; with each of the companions after it, it is one as well."""
        stem = identifier(text, otherwise)
        name, n = stem, 2
        while not self._taken.isdisjoint((name, *(name + c for c in companions))):
            name, n = f"{stem}_{n}", n + 1
        self._taken.update((name, *(name + c for c in companions)))
        return name


def printable(text: str) -> str:
    """The text on one line: line breaks and other control characters, and halves of surrogate pairs, are escaped."""
    return escaped(text)


def comment_text(text: str) -> str:
    """The text as it may stand in a Coq comment: quotes would open a string there, `(*` and `*)` a comment."""
    return printable(text).replace('"', "''").replace("(*", "( *").replace("*)", "* )")
