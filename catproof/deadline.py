"""A bound on how long a piece of Python may run, in any thread."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TimedOut(Exception):
    """The time allowed is over."""


AGAIN = 0.05
"""Seconds until `TimedOut` is raised once more, where it got lost."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Run the body for at most `seconds`; then `TimedOut` is raised in it.

    A timer raises the exception in this thread between two bytecodes, so a call into C code is not cut short: z3 is
    given the same bound itself. Works in every thread, as signals would not. An exception that comes up in a
    finalizer, as z3's terms have them, is dropped by Python: so it is raised until the body ends.
    """
    lock = threading.Lock()
    over = threading.Event()
    fired = False
    thread = threading.get_ident()

    def watch() -> None:
        nonlocal fired
        wait = min(seconds, threading.TIMEOUT_MAX)
        while not over.wait(wait):
            with lock:
                if over.is_set():
                    return
                fired = True
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TimedOut))
            wait = AGAIN

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    except Exception as error:
        if fired and not isinstance(error, TimedOut):  # what ctypes, or a half-made term, has made of it
            raise TimedOut from None
        raise
    finally:
        with lock:
            over.set()
        if fired:  # it may still be on its way: take it here, not somewhere later
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), None)
