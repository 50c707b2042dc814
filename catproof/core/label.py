"""What objects, arrows and elements are called, and how a name is written in a theory file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Union

from catproof.core.limits import LimitReached

Label = Union[str, int, tuple["Label", ...]]
"""The name of an object or element: a word, a number, or a tuple of labels (an object of a product)."""

STATEMENT_WORDS = frozenset({"claim", "refute", "ask", "find", "import"})
"""The words that always begin an item of a theory file."""

RESERVED_WORDS = STATEMENT_WORDS | {
    *("forall", "exists", "not", "and", "or", "implies", "iff"),
    *("is", "has", "solves", "generalizes", "in"),
}
"""The words that are names in quotes only."""

DECLARATION_WORDS = frozenset(
    {
        *("category", "monoid", "group", "poset", "preorder", "table"),
        *("functor", "task", "tasks", "copresheaf", "transformation", "model", "pretext", "define"),
        *("enriched", "scores", "names"),
    }
)
"""The words that begin a declaration where a name comes after them."""

_QUOTED = RESERVED_WORDS | DECLARATION_WORDS | {"presheaf", "id"}
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_']*\Z|\*\Z")


def show(label: Label) -> str:
    """The label as a theory file writes it."""
    if isinstance(label, tuple):
        return "(" + ", ".join(show(part) for part in label) + ")"
    return str(label) if isinstance(label, int) else show_name(label)


def show_name(text: str) -> str:
    """The name as a theory file writes it: in quotes where it is no plain word, or a word of the language."""
    return text if _WORD.match(text) and text not in _QUOTED else quote(text)


def quote(text: str) -> str:
    """The text in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


DEEPEST_LABEL = 100
"""Tuples in names that constructions make are inside each other this deep at most."""

LONGEST_LABEL = 100_000
"""Characters of a name that a construction makes."""


def check_pairs(what: str, *sides: Iterable[Sequence[Label]]) -> None:
    """Called before labels, one of each side, are made tuples. Raises `LimitReached` where these would be nested too
    deep or become too long: constructions of constructions double them every time.

    Of labels that are put together when they are asked for, one speaks for all.
    """
    depth, length = 1, 0
    for side in sides:
        made = (labels if isinstance(labels, list | tuple) else labels[:1] for labels in side)
        deep, long = _extent(chain.from_iterable(made))
        depth, length = max(depth, deep + 1), length + long
    if depth > DEEPEST_LABEL:
        raise LimitReached(f"the names in {what} would be nested more than {DEEPEST_LABEL} deep", "")
    if length > LONGEST_LABEL:
        raise LimitReached(f"the names in {what} would have more than {LONGEST_LABEL} characters", "")


def _extent(labels: Iterable[Label]) -> tuple[int, int]:
    """How deep tuples are nested in the labels, and about how many characters the longest one has."""
    known: dict[int, tuple[int, int]] = {}
    kept: list[Label] = []  # so that no other label gets their numbers
    most, length = 0, 0
    for label in labels:
        if type(label) is not tuple:
            length = max(length, len(label) if type(label) is str else 1)
            continue
        # Parts are shared by many labels: each is looked at once, without recursion.
        pending: list[tuple[Label, ...]] = [label]
        while pending:
            one = pending[-1]
            inner = [part for part in one if type(part) is tuple and id(part) not in known]
            if inner:
                pending += inner
                continue
            pending.pop()
            within = [known[id(part)] for part in one if type(part) is tuple]
            plain = sum(len(part) if type(part) is str else 1 for part in one if type(part) is not tuple)
            kept.append(one)
            known[id(one)] = 1 + max((d for d, _ in within), default=0), plain + sum(n for _, n in within)
        most, length = max(most, known[id(label)][0]), max(length, known[id(label)][1])
    return most, length


def show_some(labels: Iterable[Label], most: int = 8) -> str:
    """`a, b, c`, cut after `most` labels with the number of those left out."""
    all_labels = list(labels)
    text = ", ".join(show(label) for label in all_labels[:most])
    return text if len(all_labels) <= most else f"{text}, ... ({len(all_labels) - most} more)"


MOST_NAMES = 1 << 14
"""Of so many names it is kept what they are: words of arrows have the same few again and again."""

# ---- names that are expressions -----------------------------------------------------------------------

_TOKEN = re.compile(
    r' *(?:(?P<operand>[A-Za-z_][A-Za-z0-9_\']*|\*|-?[0-9]+|"(?:[^"\\\n]|\\[^\n])*")'
    r"|(?P<sign>->|[,.|])|(?P<power>\^-?[0-9]+)|(?P<open>\()|(?P<close>\)))"
)


@lru_cache(MOST_NAMES)
def expression(name: str) -> str:
    """What the name of a generating arrow is, read as text of the language: `,` for a tuple like `(f, id(a))`, `->`
    for `(a -> b)`, `.` for a composite in parentheses; empty for a name that is not such a text, to the letter.

    Arrows of products and the like are called by what they are made of; such a name needs no quotes.
    """
    if not name.startswith("("):
        return ""
    written, found = "", ""
    wanted = True  # an operand comes next
    opened: list[tuple[bool, str]] = []
    """For each open parenthesis: does it belong to `id(...)`, and the signs inside it."""
    for kind, text in _tokens(name):
        if written and not opened:
            return ""
        if kind == "operand" and wanted and text not in RESERVED_WORDS:
            wanted = False
        elif kind == "open" and (wanted or written.endswith("id")):
            opened.append((not wanted, ""))
            wanted = True
        elif kind == "sign" and not wanted:
            call, signs = opened.pop()
            opened.append((call, signs + text))
            wanted = True
        elif kind == "close" and not wanted:
            call, signs = opened.pop()
            found = "->" if signs.replace(".", "") == "->" else "," if "," in signs and ">" not in signs else ""
            found = found or ("." if signs and not signs.strip(".") and not opened else "")
            if call == bool(found):
                return ""
        elif kind != "power" or wanted:
            return ""
        written += f" {text} " if text in ("->", ".") else f"{text} " if text == "," else text
    return found if not opened and not wanted and written == name else ""


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """The words and signs of the text, with what they are; what is neither has no kind."""
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            yield "", text[at:]
            return
        yield match.lastgroup, match[match.lastgroup]
        at = match.end()


def show_generator(name: str) -> str:
    """The generating arrow as a theory file writes it: `(a -> b)` stays, other names are quoted where needed."""
    return name if expression(name) else show(name)
