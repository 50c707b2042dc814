"""A certificate is read: every key is known and given once, and every label is one."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Container, Iterator
from typing import Any

from catproof.kernel.rejection import Rejected, need

TOP = (
    *("format", "schema", "catproof", "statement", "verdict"),
    *("constants", "definitions", "claim", "evidence"),
)
TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "categories": (("name", "objects", "generators", "presentation", "homs"), ("made",)),
    "functors": (("name", "source", "target", "objects", "generators"), ("made",)),
    "tasks": (("name", "category", "elements", "action"), ("made",)),
    "models": (("name", "kind"), ("functor", "category", "base", "values", "maps")),
    "transformations": (("name", "source", "target", "components"), ("made", "between")),
}
"""For each list of tables the keys that an entry must have, and those it may have."""

STATEMENT = {"file": str, "line": int, "kind": str, "name": str}
DEEPEST = 120
"""Tuples in labels are inside each other this deep at most."""


def read(data: bytes) -> Any:
    """The JSON value, or a `ValueError`. Rejects one that says something twice, and what is no number."""
    return json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise Rejected(f"the key {key!r} is given twice")
            seen.add(key)
    return found


def _no_number(text: str) -> Any:
    raise Rejected(f"{text} is no number")


def keys(data: Any, required: tuple[str, ...], optional: tuple[str, ...], what: str) -> None:
    """Reject unless these are the keys of an object."""
    if type(data) is not dict:
        raise Rejected(f"{what} is no object")
    for key in required:
        if key not in data:
            raise Rejected(f"{what} has no key {key!r}")
    if len(data) > len(required):
        for key in data:
            need(key in required or key in optional, f"{what} has an unknown key {key!r}")


def strict(certificate: dict[str, Any], seen: Container[Any] = ()) -> None:
    """Reject keys that are not known, and labels and names that are none; `seen` are entries that were looked at."""
    keys(certificate, (*TOP, *TABLES), ("digest", "graded"), "the certificate")
    keys(certificate["statement"], tuple(STATEMENT), (), "the statement")
    for key, kind in STATEMENT.items():
        need(type(certificate["statement"][key]) is kind, f"the {key} of the statement is of another type")
        shown = kind is int or key == "file" or printable(certificate["statement"][key])
        need(shown, f"the {key} of the statement is no line of text")
    need(type(certificate["catproof"]) is str and printable(certificate["catproof"]), "the version is no text")
    need(certificate["format"] == "catproof certificate", "this is no catproof certificate")
    _full(certificate["evidence"])

    def unseen(tables: str) -> Iterator[Any]:
        return (entry for entry in certificate[tables] if entry not in seen)

    for tables, (required, optional) in TABLES.items():
        need(type(certificate[tables]) is list, f"the {tables} are no list")
        for entry in unseen(tables):
            keys(entry, required, optional, f"an entry of the {tables}")
            need(type(entry["name"]) is str and printable(entry["name"]), f"a name in the {tables} is no name")
            need(type(entry.get("made", [])) is list, f"what an entry of the {tables} was made of is no list")
    for entry in certificate["constants"]:
        placed = entry.get("is") in ("object", "arrow", "element", "graded object")
        keys(entry, ("is", "of", "value") if placed else ("is", "of"), (), "a constant")
    for entry in certificate["definitions"]:
        keys(entry, ("name", "parameters", "body"), (), "a definition")
        names = [entry["name"], *entry["parameters"]]
        need(all(type(name) is str and printable(name.replace("\0", "")) for name in names), "a definition has no name")
    for entry in unseen("categories"):
        need(entry["presentation"]["kind"] != "listed", "an unknown kind of category")
        keys(entry["presentation"], ("kind", "invertible", "equations", "logs"), (), "a presentation")
        plain = [entry["presentation"][key] for key in ("invertible", "equations", "logs")] == [False, [], None]
        need(entry["presentation"]["kind"] == "presented" or plain, "what is not presented has equations or logs")
        need(entry["homs"] is not None or entry["presentation"]["logs"] is None, "the arrows of logs are missing")
        for label in entry["objects"]:
            need(is_label(label), f"an object is called {label!r}, which is no label")
        for generator in entry["generators"]:
            name = generator[0]
            need(type(name) is str and printable(name), f"an arrow is called {name!r}, which is no name")
        for hom in entry["homs"] or ():
            keys(hom, ("at", "rows"), (), "the arrows into an object")
    for entry in certificate.get("graded", []):
        need(type(entry.get("name")) is str and printable(entry["name"]), "a graded entry has no name")
        for label in entry["objects"] if entry["is"] == "category" else ():
            need(is_label(label), f"an object is called {label!r}, which is no label")
    for entry in unseen("tasks"):
        elements = entry["elements"]
        for labels in elements.values() if type(elements) is dict else elements:
            for label in labels:
                need(is_label(label), f"an element is called {label!r}, which is no label")


def _full(evidence: Any) -> None:
    """Reject evidence with an empty text or object, which would do as an empty list, or a number that is not whole."""
    waiting = [evidence]
    while waiting:
        node = waiting.pop()
        kind = type(node)
        if kind is list:
            waiting += [part for part in node if type(part) is not int]
        elif kind is dict or kind is str:
            need(node, "evidence is of another type")
            if kind is dict:
                waiting += node.values()
        need(kind is not float, "a number of the evidence is not whole")


def is_label(label: Any, deep: int = 0) -> bool:
    """A text, a whole number, or a list of labels."""
    if type(label) is str:
        return printable(label)
    if type(label) in (list, tuple):  # tuples, before it was a file
        return deep < DEEPEST and all(is_label(part, deep + 1) for part in label)
    return type(label) is int


def printable(text: str) -> bool:
    """Has the text no character that a terminal would act on, or that would change how others are shown?"""
    return (text.isascii() and text.isprintable()) or not any(map(_acts, text))


def _acts(character: str) -> bool:
    category = unicodedata.category(character)
    bidirectional = "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
    return category in ("Cc", "Cs", "Zl", "Zp") or bidirectional or character in "\u200e\u200f\u061c"
