"""What gives the terms of a proposition their meaning, for those who only pass it on or ask it."""

from __future__ import annotations

from typing import Any, Protocol

from catproof.logic.terms import Definitions, Term


class Reading(Protocol):
    """What gives the terms of a proposition their meaning; here it is only passed on."""

    definitions: Definitions

    def constants(self, term: Term) -> dict[Term, Any]:
        """What the parts of a closed term stand for that mention no variable, and those of the definitions it uses."""
        ...

    def value(self, term: Term, kind: str, known: Any) -> Any:
        """What a term of this kind stands for, where the variables have these values."""
        ...

    def values(self, term: Term, known: Any, unknown: frozenset[str]) -> dict[Term, Any]:
        """What the parts of a term, and of the definitions that it uses, stand for that mention nothing unknown."""
        ...


class Unread:
    """What a proposition stands for that a limit kept from being read."""


UNREAD = Unread()
