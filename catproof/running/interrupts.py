"""Ctrl-C that comes up where Python or a library would drop or disguise it.

z3's terms have finalizers, and while constraints are written a good part of the time is spent in them. Python drops
an exception that is raised in a finalizer, and says so with a traceback; ctypes turns one that comes up while an
argument is converted into another one. Without this, Ctrl-C would often be lost.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SOON = 0.01
"""Seconds until Ctrl-C is raised again."""

_heard = threading.Event()


def heard() -> bool:
    """Has Ctrl-C come in this process, whatever became of its exception?"""
    return _heard.is_set()


def guard() -> None:
    """From here on in this process: Ctrl-C is noted, and comes again where it came up in a finalizer.

    Other errors of finalizers are silent: they are what an interruption or a time limit leaves behind in a half-made
    term. `CATPROOF_DEBUG` shows them.
    """
    first = threading.current_thread() is threading.main_thread()
    if first and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    sys.unraisablehook = _dropped


@contextmanager
def guarded() -> Iterator[None]:
    """`guard` for the body alone."""
    _heard.clear()
    before = signal.getsignal(signal.SIGINT), sys.unraisablehook
    guard()
    try:
        yield
    finally:
        sys.unraisablehook = before[1]
        if signal.getsignal(signal.SIGINT) is _interrupt:
            signal.signal(signal.SIGINT, before[0])


def _interrupt(number: int, frame: FrameType | None) -> None:
    _heard.set()
    raise KeyboardInterrupt


def _dropped(error: sys.UnraisableHookArgs) -> None:
    if issubclass(error.exc_type, KeyboardInterrupt):
        timer = threading.Timer(SOON, _thread.interrupt_main)
        timer.daemon = True
        timer.start()
    elif os.environ.get("CATPROOF_DEBUG"):
        sys.__unraisablehook__(error)
