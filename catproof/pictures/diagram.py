"""A picture as plain data: parts with nodes and arrows between them, before anything is laid out.

What is drawn is decided here; how it looks is up to `dot` (Graphviz), `plain` (networkx and matplotlib) and `latex`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from catproof.core.characters import escaped
from catproof.core.label import Label, show
from catproof.core.nouns import counted

MOST_NODES = 50
"""So many objects or elements of one category or task are drawn; the picture says what it leaves out."""

MOST_ARROWS = 120
"""So many arrows of one category or task are drawn."""

MOST_LINES = 16
"""So many equations or values are written under a picture."""

LONGEST = 48
"""A label is shortened to so many characters; the title of its node has the whole."""

FIRST, SECOND = 1, 2
"""Tones of what is marked. The second is for the other of two arrows, or of two functors."""


FORMS_OF_TASKS = ("graph", "action", "elements")
"""How a task may be drawn."""

SQUARES = "squares"
"""How a transformation may be drawn, besides."""


class Node(NamedTuple):
    """An object, an element, or (`ghost`) the place where one would have to be.

    `lines` is the label, `caption` what a mark says of it, `tone` 0 or `FIRST` or `SECOND` where it is marked; `fill`
    is the number of its maximal class, from 1, or 0.
    """

    key: str
    lines: tuple[str, ...]
    title: str
    caption: str = ""
    tone: int = 0
    fill: int = 0
    ghost: bool = False


class Arrow(NamedTuple):
    """An arrow of a picture, between the nodes with these keys. `kind` is one of

    - "arrow": a generating arrow; "cover": a line of a Hasse diagram, from the lower to the upper end;
    - "across": an arrow between two nodes of one height;
    - "composite": an arrow that is marked and no generating one; "map": what a functor or a transformation does to an
      object or an element; "second": the same for a second functor; "back": for one from the second part to the first.
    """

    source: str
    target: str
    label: str
    title: str
    kind: str = "arrow"
    tone: int = 0


class Part(NamedTuple):
    """One category or task of a picture."""

    title: str
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    hasse: bool = False
    """The nodes are ordered and the arrows lines that go up."""


class Diagram(NamedTuple):
    """A picture: its title, its parts, the arrows between the parts, and the lines written under it."""

    title: str
    parts: tuple[Part, ...]
    between: tuple[Arrow, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """The picture in words, for those who do not see it."""
        counts = [
            f"{part.title}: {counted(len(part.nodes), 'nodes')}, {counted(len(part.arrows), 'arrows')}"
            for part in self.parts
        ]
        marked = [
            f"{n.title}: {n.caption.replace(chr(10), ', ')}" for part in self.parts for n in part.nodes if n.caption
        ]
        return ". ".join([*counts, *marked, *self.notes])


def shown(label: Label) -> str:
    """The label as a picture shows it: without the quotes of a theory file, unless there would be nothing to see."""
    return label if isinstance(label, str) and label.strip() else show(label)


def shortened(text: str, most: int = LONGEST) -> str:
    """The text on one line, cut in the middle to `most` characters, with what cannot be printed made visible."""
    text = escaped(text)
    if len(text) <= most:
        return text
    head = most * 2 // 3
    return f"{text[:head]}…{text[head + 1 - most :]}"


def listed(items: Sequence[str], most: int = 8) -> str:
    """`a, b, c`, cut after `most` with the number of those left out."""
    text = ", ".join(items[:most])
    return text if len(items) <= most else f"{text}, ... ({len(items) - most} more)"


def lines_of(items: Iterable[str], number: int, noun: str) -> list[str]:
    """The first `MOST_LINES` of `number` items, with a line that says how many more there are."""
    found: list[str] = []
    for item in items:
        if len(found) == MOST_LINES:
            return [*found, f"... and {counted(number - MOST_LINES, f'more {noun}')}"]
        found.append(item)
    return found


def chosen(number: int, first: Iterable[int]) -> list[int]:
    """The numbers below `number` that are drawn, in order: those named first, then from the beginning."""
    if number <= MOST_NODES:
        return list(range(number))
    wanted = dict.fromkeys(first)
    for k in range(number):
        if len(wanted) >= MOST_NODES:
            break
        wanted.setdefault(k)
    return sorted(list(wanted)[:MOST_NODES])


def left_out(noun: str, number: int, drawn: Sequence[int], name: Callable[[int], str], arrows: int) -> list[str]:
    """What a picture does not show: the objects or elements that are not drawn, and how many arrows with them."""
    if len(drawn) == number and not arrows:
        return []
    if len(drawn) == number:
        return [f"Not drawn: {counted(arrows, 'arrows')}."]
    inside = set(drawn)
    missing = [k for k in range(number) if k not in inside]
    some = listed([shortened(name(k), 24) for k in missing[:9]])
    if len(missing) > 9:
        some = f"{', '.join(shortened(name(k), 24) for k in missing[:8])}, ... ({len(missing) - 8} more)"
    at = f", and {counted(arrows, 'arrows')}" if arrows else ""
    return [f"Drawn: {len(drawn)} of {number} {noun}. Not drawn: {some}{at}."]
