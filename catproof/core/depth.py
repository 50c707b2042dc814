"""Room for what is nested as deep as the limits of the language allow."""

from __future__ import annotations

import sys

LEVELS = 30_000
"""Calls inside each other. A composite of a thousand factors, or a chain of a thousand declarations, is that deep as a
term and takes several calls a level; Python's own bound of 1,000 is for programs that do not bound their input."""


def allow() -> None:
    """See to it that Python allows so many calls. It is never taken back: other threads may be deep in them."""
    if sys.getrecursionlimit() < LEVELS:
        sys.setrecursionlimit(LEVELS)
