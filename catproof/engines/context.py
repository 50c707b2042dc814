"""The z3 context of a thread. z3's objects must not cross threads, and a context takes as long as a small problem."""

from __future__ import annotations

import threading
from typing import Any

_own = threading.local()


def context() -> Any:
    """The context in which this thread makes its terms and solvers."""
    found = getattr(_own, "context", None)
    if found is None:
        import z3

        found = _own.context = z3.Context()
    return found
