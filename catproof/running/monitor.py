"""What looks on while a statement is decided."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import NamedTuple

from catproof.decide.domain import staged
from catproof.decide.progress import Progress
from catproof.elaborate.ready import Ready

Monitor = Callable[[str, Ready, Progress], AbstractContextManager[object]]
"""Is entered while a statement of the file with this path is decided."""

AGAIN = 0.25
"""Seconds from one look to the next."""


def unseen(path: str, statement: Ready, progress: Progress) -> AbstractContextManager[object]:
    """The monitor that shows nothing."""
    return nullcontext()


class Step(NamedTuple):
    """How far a run is, for a program."""

    path: str
    """The file of the statement."""
    statement: Ready
    over: bool
    """It is decided: this is the last of its steps."""
    checking: bool
    """The kernel checks the certificate."""
    instances: int
    """Innermost instances decided."""
    decided: int
    """Values of the outermost quantifier that were decided."""
    size: int | None
    """The size of those that come now, counted in `unit`, where its domain has sizes."""
    unit: str
    told: str
    """The same in words, as `check` shows it on a terminal; empty where there is nothing to tell."""


Told = Callable[[Step], object]


def step(path: str, statement: Ready, progress: Progress, over: bool = False) -> Step:
    """How far the statement is now."""
    sweep = progress.outermost
    unit = sweep.domain.unit if sweep is not None and staged(sweep.domain) else ""
    decided, size = (0, None) if sweep is None else (sweep.done + sweep.unknown, sweep.stage if unit else None)
    return Step(
        path, statement.bare(), over, progress.checking, progress.instances, decided, size, unit, progress.told()
    )


@contextmanager
def looking_on(look: Callable[[threading.Event], None]) -> Iterator[None]:
    """While the body runs, `look` does in a thread of its own, until the event says that the body is over."""
    over = threading.Event()
    thread = threading.Thread(target=look, args=(over,), name="catproof progress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def telling(tell: Told) -> Monitor:
    """The monitor that tells a program: at the beginning, at the end, and meanwhile from a thread of its own where
    something has changed. What `tell` raises is raised when the statement is decided."""

    @contextmanager
    def monitor(path: str, statement: Ready, progress: Progress) -> Iterator[None]:
        raised: list[BaseException] = []
        last = step(path, statement, progress)

        def look(over: threading.Event) -> None:
            nonlocal last
            try:
                while not over.wait(AGAIN):
                    now = step(path, statement, progress)
                    if now != last:
                        last = now
                        tell(now)
            except BaseException as error:
                raised.append(error)

        tell(last)
        with looking_on(look):
            yield
        if raised:
            raise raised[0]
        tell(step(path, statement, progress, True))

    return monitor
