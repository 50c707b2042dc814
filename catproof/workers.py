"""Statements proved in several processes, for `check --jobs N`.

A worker reads and elaborates a theory itself, from the text that the first process read, and keeps it for the other
statements of the theory that it is given. What comes back is the verdict; its proposition, which holds functions,
stays behind.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from catproof import __version__
from catproof.elaborate.loader import Loader
from catproof.elaborate.theory import Ready
from catproof.interrupts import guard
from catproof.options import Options
from catproof.prover import Verdict, prove
from catproof.run import Loaded


class Workers:
    """Processes that prove statements: first everything is ordered, then the verdicts are taken in that order."""

    def __init__(self, number: int, options: Options) -> None:
        self.options = options
        self._pool = ProcessPoolExecutor(number, multiprocessing.get_context("spawn"), guard)
        self._children: list[multiprocessing.process.BaseProcess] = []
        self._ordered: deque[Future[Verdict]] = deque()

    def order(self, theory: Loaded, statements: list[Ready]) -> None:
        """Have the statements of a theory proved."""
        place = {id(statement): k for k, statement in enumerate(theory.statements)}
        text = "\n".join(theory.lines)
        before = multiprocessing.active_children()
        with _deaf():
            for statement in statements:
                job = (theory.path, theory.where, text, place[id(statement)], self.options)
                self._ordered.append(self._pool.submit(_prove, *job))
        self._children += [child for child in multiprocessing.active_children() if child not in before]

    def verdicts(self, theory: Loaded, statements: list[Ready]) -> Iterator[Verdict]:
        """The verdicts on the statements that were ordered next. Raises `InternalError` as `prove` does."""
        for statement in statements:
            yield self._ordered.popleft().result()._replace(statement=statement)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:  # interrupted, or an internal error: what is still being proved is of no use
            for child in self._children:
                child.terminate()
        self._pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes started meanwhile ignore Ctrl-C: the first process hears it, and ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


# ---- in a worker --------------------------------------------------------------------------------------

_theories: dict[tuple[object, ...], list[Ready]] = {}


def _prove(path: str, where: Path | None, text: str, number: int, options: Options) -> Verdict:
    key = (path, where, text, options)
    if key not in _theories:
        _theories[key] = Loader(options).text(text, path, where).statements
    statement = _theories[key][number]
    verdict = prove(statement, path, options, __version__)
    return verdict._replace(statement=statement._replace(prop=None))
