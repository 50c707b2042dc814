"""What objects, arrows and elements are called, and how that is written in a theory file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Union

Label = Union[str, int, tuple["Label", ...]]
"""The name of an object or element: a word, a number, or a tuple of labels (an object of a product)."""

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_']*\Z|\*\Z")
_WORDS_OF_THE_LANGUAGE = frozenset({"and", "or", "not", "implies", "iff", "forall", "exists", "in", "is", "at", "id"})


def show(label: Label) -> str:
    """The label as a theory file writes it, in quotes where it is not a plain name."""
    if isinstance(label, tuple):
        return "(" + ", ".join(show(part) for part in label) + ")"
    if isinstance(label, int):
        return str(label)
    if _WORD.match(label) and label not in _WORDS_OF_THE_LANGUAGE:
        return label
    return '"' + label.replace("\\", "\\\\").replace('"', '\\"') + '"'


def show_some(labels: Iterable[Label], most: int = 8) -> str:
    """`a, b, c`, cut after `most` labels with the number of those left out."""
    all_labels = list(labels)
    text = ", ".join(show(label) for label in all_labels[:most])
    return text if len(all_labels) <= most else f"{text}, ... ({len(all_labels) - most} more)"
