"""The limits of a computation, and what is raised when one is hit."""

from __future__ import annotations

from catproof.errors import CatproofError

DEFAULT_ARROWS = 100_000
"""How many arrows an enumeration may reach unless the user says otherwise (`--limit`)."""


class LimitReached(CatproofError):
    """A bounded computation met its bound: the answer is unknown, not false.

    `limit` is what was hit, in words ("100000 arrows"), `remedy` how to raise it ("--limit").
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy
