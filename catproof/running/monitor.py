"""What looks on while a statement is decided."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from catproof.decide.progress import Progress
from catproof.elaborate.theory import Ready

Monitor = Callable[[Ready, Progress], AbstractContextManager[object]]
"""Is entered while a statement is decided."""


def unseen(statement: Ready, progress: Progress) -> AbstractContextManager[object]:
    """The monitor that shows nothing."""
    return nullcontext()
