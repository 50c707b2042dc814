"""A bound on how long a piece of Python may run, in any thread."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class TimedOut(Exception):
    """The time allowed is over."""


AGAIN = 0.05
"""Seconds until `TimedOut` is raised once more, where it got lost."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Run the body for at most `seconds`; then `TimedOut` is raised in it.

    A watcher raises the exception in this thread between two bytecodes, so a call into C code is not cut short: z3 is
    given the same bound itself. Works in every thread, as signals would not. An exception that comes up in a
    finalizer, as z3's terms have them, is dropped by Python: so it is raised until the body ends.
    """
    body = _Body(seconds)
    _WATCHER.watch(body)
    try:
        yield
    except Exception as error:
        if body.fired and not isinstance(error, TimedOut):  # what ctypes, or a half-made term, has made of it
            raise TimedOut from None
        raise
    finally:
        while not body.over:
            try:
                with body.lock:
                    body.over = True
            except TimedOut:  # it came just now
                continue
        if body.fired:  # it may still be on its way: take it here, not somewhere later
            _raise(body.thread, None)
        _WATCHER.forget(body)


def over() -> bool:
    """Is the time of a body that runs in this thread over? For callbacks from C code, where `TimedOut` gets lost."""
    thread, now = threading.get_ident(), time.monotonic()
    return any(body.thread == thread and not body.over and (body.fired or body.due <= now) for body in _WATCHER.bodies)


class _Body:
    """A running body. `lock` is held to fire and to end, so that nothing fires after the end."""

    def __init__(self, seconds: float) -> None:
        self.due = time.monotonic() + seconds
        self.thread = threading.get_ident()
        self.lock = threading.Lock()
        self.over = False
        self.fired = False


def _raise(thread: int, error: type[BaseException] | None) -> None:
    given = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), given)


class _Watcher:
    """One thread for all bodies: to start one for each would take longer than most statements do.

    Only operations that are atomic in Python touch what threads share. The watcher sleeps until `planned`; a body that
    is due earlier rings the bell, a lock whose release wakes it.
    """

    def __init__(self) -> None:
        self.bodies: list[_Body] = []
        self.planned = 0.0
        self.bell = threading.Lock()
        self.bell.acquire()
        self.thread: threading.Thread | None = None
        self.starting = threading.Lock()

    def watch(self, body: _Body) -> None:
        self.bodies.append(body)
        if self.thread is None or not self.thread.is_alive():  # the first time, or in a process that was forked
            with self.starting:
                if self.thread is None or not self.thread.is_alive():
                    self.thread = threading.Thread(target=self._run, name="catproof deadlines", daemon=True)
                    self.thread.start()
        if body.due < self.planned:
            try:
                self.bell.release()
            except RuntimeError:  # it rings already
                return

    def forget(self, body: _Body) -> None:
        try:
            self.bodies.remove(body)
        except ValueError:  # the watcher was faster
            return

    def _run(self) -> None:
        while True:
            self.planned = float("inf")  # who comes from here on rings
            now, following = time.monotonic(), float("inf")
            for body in self.bodies[:]:
                with body.lock:
                    if body.over:
                        self.forget(body)
                        continue
                    if body.due <= now:
                        body.fired = True
                        body.due = now + AGAIN
                        _raise(body.thread, TimedOut)
                following = min(following, body.due)
            self.planned = following
            self.bell.acquire(timeout=min(following - now, threading.TIMEOUT_MAX))


_WATCHER = _Watcher()
