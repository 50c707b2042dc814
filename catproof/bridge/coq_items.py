"""What Coq is to read of a file: declarations as they stand there, and why something is not read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from catproof.bridge.coq_words import PARAMETERS
from catproof.core.category import Category
from catproof.diagnostic import Span
from catproof.elaborate.define import PRELUDE
from catproof.elaborate.labels import FEW_FACTORS
from catproof.elaborate.scope import Scope
from catproof.logic.terms import Reference
from catproof.syntax import tree
from catproof.syntax.parser import parse


class Unread(Exception):
    """It is not within the core that Coq reads; the message says what is not."""


Bound = Mapping[str, str]
"""The kinds of variables."""


class Item(NamedTuple):
    """A declaration, as it stands in its file."""

    item: tree.Node
    value: object
    text: str


def stretch(lines: Iterable[str], span: Span) -> str:
    """The stretch of text, as it is."""
    taken = [*lines][span.line - 1 : span.end_line]
    if not taken:
        return ""
    taken[-1] = taken[-1][: span.end_column - 1]
    taken[0] = taken[0][span.column - 1 :]
    return "\n".join(taken)


def factors(term: tree.Compose) -> list[tree.Term]:
    """The factors of a composite, which terms nest as they stand only where they are few. Raises `Unread`."""
    return _few(tree.factors(term), "a composite")


def restrictions(term: tree.Restriction) -> tuple[tree.Term, list[tree.Term]]:
    """An element and the arrows it is restricted along, which terms compose where they are many. Raises `Unread`."""
    inner, along = tree.restrictions(term)
    return inner, _few(along, "a restriction")


def _few(several: list[tree.Term], of: str) -> list[tree.Term]:
    if len(several) > FEW_FACTORS:
        raise Unread(f"{of} of more than {FEW_FACTORS} arrows")
    return several


def kind_of(term: tree.Term, bound: Bound) -> str:
    """The kind of a variable; empty for another term."""
    return bound.get(term.text, "") if isinstance(term, tree.Name) else ""


def labels(terms: Iterable[tree.Node]) -> None:
    """Objects and elements have names or numbers. Raises `Unread`."""
    for term in terms:
        if not isinstance(term, tree.Name) and not (isinstance(term, tree.Integer) and term.value >= 0):
            raise Unread("an object or element that is neither a name nor a number")


def is_variable(term: tree.Term, bound: Bound, kind: str) -> bool:
    """Is it a variable of this kind? Raises `Unread` for one of another."""
    found = kind_of(term, bound)
    if found not in ("", kind):
        raise Unread(f"a {found} for an {kind}")
    return found == kind


def is_end(term: tree.Term, bound: Bound) -> bool:
    """Is it `source(f)` or `target(f)`, of a variable for an arrow?"""
    if not isinstance(term, tree.Call) or term.function not in ("source", "target") or len(term.arguments) != 1:
        return False
    return is_variable(term.arguments[0], bound, "arrow")


@cache
def _prelude() -> tuple[list[str], dict[tuple[str, tuple[str, ...]], tree.Define]]:
    """The lines of the prelude, and its definitions by their words and the kinds of their parameters."""
    text = PRELUDE.read_text(encoding="utf-8")
    items = (item for item in parse(text, PRELUDE.name).theory.items if isinstance(item, tree.Define))
    return text.split("\n"), {(item.name.text, tuple(each.kind for each in item.parameters)): item for item in items}


def definition(reference: Reference, scope: Scope) -> tuple[list[str], tree.Define, Scope]:
    """The definition that a word means in a file, with the lines that it stands in and what is declared there. Raises
    `Unread`."""
    if reference.shipped:
        lines, items = _prelude()
        found = items.get((reference.word, reference.kinds))
        if found is None:
            raise Unread(f"`{reference.word}`, which the prelude does not define")
        return lines, found, Scope()
    known = scope.lookup(reference.word)
    home = None if known is None else known.home
    if known is None or home is None or not isinstance(known.item, tree.Define) or not home.lines:
        raise Unread(f"`{reference.word}`, which other text defines")
    kinds = tuple(each.kind for each in known.item.parameters)
    if other := set(kinds) - set(PARAMETERS):
        raise Unread(f"a definition of a {min(other)}")
    if kinds != reference.kinds:
        raise Unread(f"`{reference.word}`, which is defined twice")
    return list(home.lines), known.item, home


def home_of(term: tree.Term, homes: Iterable[str], scope: Scope) -> tree.Name:
    """The one of these categories that has these generating arrows. Raises `Unread`."""
    names = {part.text if isinstance(part, tree.Name) else "" for part in tree.factors(term)}
    known = [(name, each) for name in homes if (each := scope.lookup(name)) is not None]
    blocks = [(name, each.value) for name, each in known if isinstance(each.item, tree.CategoryDecl)]
    found = [name for name, it in blocks if isinstance(it, Category) and names <= it.generator_number.keys()]
    if len(found) != 1:
        raise Unread("an arrow of a category that is not named")
    return tree.Name(found[0])


def moving(prop: tree.Comparison | tree.Isomorphic, bound: Bound) -> bool:
    """Is it an equality of arrows that are made of variables?"""
    kinds = {kind_of(part, bound) for side in (prop.left, prop.right) for part in tree.factors(side)}
    return isinstance(prop, tree.Comparison) and prop.operator == "=" and kinds == {"arrow"}
