"""Names, paths and values of Python as a theory file writes them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from fractions import Fraction
from typing import Union

from catproof.core.label import Label, show
from catproof.syntax import tree
from catproof.syntax.parser import parse
from catproof.syntax.printer import print_name, quote

PATH = "<theory>"
"""What messages call a theory that was built."""

Path = Union[str, Sequence[str]]
"""A path of generating arrows: text of the language, or their names in the order of `g . f`, none for an identity."""

Equation = Union[str, tuple[Path, Path]]
"""Text like "g . f = h", or the two paths."""

Score = int | float | Fraction
"""A value of a quantale: a float is the exact rational that it is, or infinity."""


def label(given: Label) -> str:
    """A label as it is written. Raises `TypeError`."""
    if isinstance(given, bool) or not isinstance(given, str | int | tuple):
        raise TypeError(f"a label is a str, an int or a tuple of labels, not {given!r}")
    if isinstance(given, tuple):
        if len(given) < 2:
            raise TypeError(f"a tuple of labels has at least two, unlike {given!r}")
        for part in given:
            label(part)
    return show(given)


def word(given: str) -> str:
    """A name as it is written. Raises `TypeError`."""
    if not isinstance(given, str):
        raise TypeError(f"a name is a str, not {given!r}")
    return print_name(given)


def docstring(doc: str | None) -> str:
    return "" if doc is None else f" {quote(doc)}"


def quiver_items(objects: Iterable[Label], arrows: Mapping[str, tuple[Label, Label]]) -> list[str]:
    items = [f"object {label(each)}" for each in objects]
    return items + [f"arrow {word(f)} : {label(a)} -> {label(b)}" for f, (a, b) in arrows.items()]


def texts_of(labels: Iterable[Label]) -> Set[str]:
    return frozenset(each for each in labels if isinstance(each, str))


def equation_item(given: Equation, inside: Set[str]) -> str:
    if isinstance(given, str):
        sides = [_factors(side.strip(), inside) for side in given.split("=")]
        return f"equation {' = '.join(map(str, sides)) if len(sides) == 2 and None not in sides else given}"
    left, right = given
    return f"equation {path_text(left, inside)} = {path_text(right, inside)}"


def path_text(given: Path, known: Set[str]) -> str:
    """A path, or whatever else has a name, as it is written; `known` are the names that can be meant."""
    if not isinstance(given, str):
        return " . ".join(map(word, given)) or "id"
    return _factors(given, known) or (given if _is_term(given) else word(given))


_POWER = re.compile(r"(.*)\^(-?[0-9]+)", re.S)
_ENDS = re.compile(r"\((.*) -> (.*)\)", re.S)


def _factors(text: str, known: Set[str]) -> str | None:
    """The text where it is a known name, or a path of such and of identities; None for any other."""
    if text in known:
        return word(text)
    found: list[str] = []
    for factor in re.split(r" *\. *", text):
        power, identity, ends = _POWER.fullmatch(factor), factor[3:-1], _ENDS.fullmatch(factor)
        if factor in known:
            found.append(word(factor))
        elif power is not None and power[1] in known:
            found.append(f"{word(power[1])}^{power[2]}")
        elif factor == "id" or (factor == f"id({identity})" and identity in known):
            found.append("id" if factor == "id" else f"id({word(identity)})")
        elif ends is not None and {ends[1], ends[2]} <= known:
            found.append(f"({word(ends[1])} -> {word(ends[2])})")
        else:
            return None
    return " . ".join(found)


def _is_term(text: str) -> bool:
    """Can the language read this as a term?"""
    parsed = parse(f"ask {text} is full\n", PATH)
    if parsed.diagnostics or len(parsed.theory.items) != 1:
        return False
    item = parsed.theory.items[0]
    return isinstance(item, tree.Statement) and item.name is None and isinstance(item.prop, tree.Is)


def value_items(values: Mapping[Label, str | Label], inside: Set[str]) -> list[str]:
    return [f"{label(x)} |-> {path_text(y, inside) if isinstance(y, str) else label(y)}" for x, y in values.items()]


def element_items(
    elements: Mapping[Label, Iterable[Label]] | Mapping[Label, Score],
    restrictions: Mapping[str | tuple[Label, Label], Mapping[Label, Label]],
) -> list[str]:
    items = [
        f"{label(a)} : {score_text(given)}"
        if isinstance(given, Score)
        else f"{label(a)} = {{{', '.join(map(label, given))}}}"
        for a, given in elements.items()
    ]
    return items + [assignment_item(arrow_text(f), values) for f, values in restrictions.items()]


def score_text(given: Score) -> str:
    """A value as it is written. Raises `TypeError`."""
    if isinstance(given, bool) or not isinstance(given, Score):
        raise TypeError(f"a score is an int, a float or a Fraction, not {given!r}")
    if isinstance(given, float) and not math.isfinite(given):
        if given == math.inf:
            return "inf"
        raise TypeError(f"a score is a number from 0 or infinity, not {given!r}")
    return str(Fraction(given))


def assignment_item(head: str, values: Mapping[Label, Label]) -> str:
    return f"{head} {{ {' ; '.join(f'{label(x)} |-> {label(y)}' for x, y in values.items())} }}"


def arrow_text(given: str | tuple[Label, Label]) -> str:
    """A generating arrow, by its name or by its ends."""
    if isinstance(given, str):
        return word(given)
    source, target = given
    return f"({label(source)} -> {label(target)})"
