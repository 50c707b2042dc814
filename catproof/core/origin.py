"""How a structure was constructed from others, so that a certificate can say it and the kernel check it."""

from __future__ import annotations

from typing import NamedTuple


class Origin(NamedTuple):
    """The construction, by its word in the language, and what it was given: structures, numbers, texts, and tuples of
    these, in the order that `catproof/kernel/README.md` fixes."""

    operation: str
    parts: tuple[object, ...]
