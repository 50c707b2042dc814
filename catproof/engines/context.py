"""The z3 context of a thread. z3's objects must not cross threads, and a context takes as long as a small problem."""

from __future__ import annotations

import threading
from typing import Any

from catproof.core.deadline import held, load

_own = threading.local()


def context() -> Any:
    """The context in which this thread makes its terms and solvers."""
    found = getattr(_own, "context", None)
    if found is None:
        load("z3")
        import z3

        with held():  # half made, it would never be given back
            found = _own.context = z3.Context()
    return found


def leave() -> None:
    """Take a new context from now on. Where Ctrl-C broke in, an object of z3 may be half made, and what it shares with
    others miscounted."""
    _own.context = None
