"""Ctrl-C that comes up in a finalizer.

Python drops an exception that is raised in a `__del__`, and says so with a traceback. z3's terms have finalizers, and
while constraints are written a good part of the time is spent in them: without this, Ctrl-C would often be lost.
"""

from __future__ import annotations

import _thread
import os
import sys
import threading

SOON = 0.01
"""Seconds until Ctrl-C is raised again."""


def guard_finalizers() -> None:
    """From here on in this process: Ctrl-C in a finalizer comes again, outside of it; other such errors are silent.

    They are what an interruption or a time limit leaves behind in a half-made term; `CATPROOF_DEBUG` shows them.
    """

    def hook(dropped: sys.UnraisableHookArgs) -> None:
        if issubclass(dropped.exc_type, KeyboardInterrupt):
            timer = threading.Timer(SOON, _thread.interrupt_main)
            timer.daemon = True
            timer.start()
        elif os.environ.get("CATPROOF_DEBUG"):
            sys.__unraisablehook__(dropped)

    sys.unraisablehook = hook
