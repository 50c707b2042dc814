"""The Coq library that travels with the package: its files, what it declares, the version it is known by."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "coq"

_MODULE = re.compile(r"^Module (\w+)\.$.*?^End \1\.$", re.M | re.S)
_DECLARATION = re.compile(
    r"^\s*(?:#\[[^\]]*\]\s*)?(?:Program\s+)?(?:Definition|Fixpoint|Lemma|Theorem|Corollary|Record|Inductive|Ltac|Class|Instance)\s+"
    r"([A-Za-z_][A-Za-z0-9_']*)",
    re.MULTILINE,
)


@cache
def sources() -> dict[str, str]:
    """The `.v` files by name, in the order in which they are compiled: that of `_CoqProject`."""
    listed = (FOLDER / "_CoqProject").read_text(encoding="utf-8").split("\n")
    return {n: (FOLDER / n).read_text(encoding="utf-8") for n in map(str.strip, listed) if n.endswith(".v")}


@cache
def declared() -> frozenset[str]:
    """The names that the library declares, but for those within a module."""
    return frozenset().union(*map(declared_in, sources().values()))


def declared_in(text: str) -> frozenset[str]:
    """Those of one file."""
    return frozenset(_DECLARATION.findall(_MODULE.sub("", text)))


@cache
def digest() -> str:
    """The SHA-256 of the files, in hexadecimal: it says which library an exported file was written for."""
    content = "".join(f"{name}\n{text}\n" for name, text in sources().items())
    return hashlib.sha256(content.encode()).hexdigest()
