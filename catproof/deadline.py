"""A bound on how long a piece of Python may run, in any thread."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TimedOut(Exception):
    """The time allowed is over."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Run the body for at most `seconds`; then `TimedOut` is raised in it.

    A timer raises the exception in this thread between two bytecodes, so a call into C code is not cut short: z3 is
    given the same bound itself. Works in every thread, as signals would not.
    """
    lock = threading.Lock()
    running = True
    fired = False
    thread = threading.get_ident()

    def fire() -> None:
        nonlocal fired
        with lock:
            if running:
                fired = True
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TimedOut))

    timer = threading.Timer(min(seconds, threading.TIMEOUT_MAX), fire)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            running = False
        timer.cancel()
        if fired:  # it may still be on its way: take it here, not somewhere later
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), None)
