"""Progress on a terminal: a line on standard error while a statement takes long, gone when its verdict comes."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TextIO

from catproof.decide.progress import Progress
from catproof.elaborate.ready import Ready
from catproof.report.terminal import one_line, unguarded
from catproof.running.monitor import AGAIN, looking_on

if TYPE_CHECKING:
    from catproof.running.loading import Loaded

PATIENCE = 1.0
"""Seconds a statement takes before anything is shown; only then rich is imported."""


def can_show(stream: TextIO) -> bool:
    """Is this a terminal on which a line can be taken back?"""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def shown(path: str, statement: Ready, progress: Progress) -> Iterator[None]:
    """Show on standard error how far the statement has come, while the body runs."""
    with looking_on(partial(_show, lambda: line(statement, progress))):
        yield


def reading(theories: Iterable[Loaded]) -> Iterator[Loaded]:
    """The theories; while one is read, with its data files, that is shown on standard error."""
    rest = iter(theories)
    while True:
        with looking_on(partial(_show, lambda: "reading the theory and its data")):
            theory = next(rest, None)
        if theory is None:
            return
        yield theory


def line(statement: Ready, progress: Progress) -> str:
    """What is shown: the statement, and how far it has come."""
    state = "the kernel checks it: " if progress.checking else ""
    return f"{statement.name}: {state}{progress.told() or 'deciding'}"


def _show(told: Callable[[], str], over: threading.Event) -> None:
    """Show a text on standard error, with the seconds it has taken."""
    start = time.monotonic()
    if over.wait(PATIENCE):
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn
    from rich.text import Text

    console = Console(file=unguarded(sys.stderr))
    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False)
    with Bar(
        *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False, refresh_per_second=4
    ) as bar:
        task = bar.add_task("", total=None)
        while True:
            text = Text(f"{time.monotonic() - start:.0f} s  {one_line(told())}")
            text.truncate(max(20, console.width - 3), overflow="ellipsis")
            bar.update(task, description=text.plain)
            if over.wait(AGAIN):
                return
